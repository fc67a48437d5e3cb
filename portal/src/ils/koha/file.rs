//! A file as a source: reads and checks every row, and gives what is good as records.

use super::{columns::Columns, header::Header};
use crate::ils::{
    Options,
    file::{
        rows::{Fault, Record as Row, Rows},
        values::{Cell, Context},
    },
    report::{Problem, Reason, Remark},
    source::{Ended, Sink, Source},
};
use std::{
    io::{self, Read},
    marker::PhantomData,
};

/// A file of one kind of records.
pub(in crate::ils) struct File<R, S> {
    source: S,
    options: Options,
    record: PhantomData<fn() -> R>,
}

impl<R: Columns, S: Read> File<R, S> {
    /// The file that `source` reads.
    pub(in crate::ils) fn new(source: S, options: Options) -> Self {
        Self { source, options, record: PhantomData }
    }
}

impl<R: Columns, S: Read + Send + 'static> Source for File<R, S> {
    type Record = R;

    fn fill(self, sink: &mut Sink<'_, R>) -> io::Result<Ended> {
        let options = self.options;
        let Some(mut rows) = Rows::new(self.source)? else {
            sink.note(Problem::at(1, Reason::Utf16));
            return Ok(Ended::Everything([0; 32]));
        };
        let mut row = Row::default();
        if !rows.read(&mut row)? {
            sink.note(Problem::at(1, Reason::EmptyFile));
            return Ok(Ended::Everything(rows.digest()?));
        }
        if let Some(header) = Header::read::<R>(&row, &options, sink.findings()) {
            let there = R::COLUMNS.iter().zip(&header.places).filter(|(_, place)| place.is_some());
            sink.speaks_of(there.flat_map(|(column, _)| column.fields.iter().copied()));
            let context = Context { today: options.today, zone: options.zone, card: &options.card_format };
            while rows.read(&mut row)? {
                sink.bytes(rows.bytes());
                if row.is_blank() && row.fault.is_none() {
                    sink.findings().remark(Remark::BlankRows, 1);
                } else if row.fault.is_none() && row.len() == header.cells && header.leaves_out(&row) {
                    sink.leave_out(Remark::LeftOutRows);
                } else {
                    give(&row, &header, &options, &context, rows.is_batch(), sink);
                }
                if sink.unheard() {
                    return Ok(Ended::Unheard);
                }
            }
            sink.bytes(rows.bytes());
        }
        Ok(Ended::Everything(rows.digest()?))
    }

    fn name(field: &'static str) -> &'static str {
        R::COLUMNS.iter().find(|column| column.fields.contains(&field)).map_or(field, |column| column.name)
    }
}

/// Gives one row, or says everything that is wrong with it.
fn give<R: Columns>(
    row: &Row,
    header: &Header,
    options: &Options,
    context: &Context<'_>,
    batch: bool,
    sink: &mut Sink<'_, R>,
) {
    let form = match row.fault {
        Some(Fault::OpenQuote) => Some(Reason::OpenQuote),
        Some(Fault::StrayQuote) => Some(Reason::StrayQuote),
        None if row.len() != header.cells => Some(Reason::CellCount),
        None => None,
    };
    let card_end = || header.places[0].and_then(|place| card_end(row.cell(place)));
    if let Some(reason) = form {
        sink.note(Problem { card_end: card_end(), ..Problem::at(row.line, reason) });
        return sink.refuse();
    }
    let (mut record, mut aside, mut good) = (R::default(), vec![], true);
    for (column, place) in R::COLUMNS.iter().zip(&header.places) {
        let Some(place) = place else { continue };
        let bytes = row.cell(*place);
        let codes = options.files.codes.get(column.name);
        let stands_for = codes.and_then(|codes| codes.get(std::str::from_utf8(bytes).ok()?.trim())).map(String::as_str);
        let reason = match (column.read)(&Cell { bytes, stands_for, batch }, context, &mut aside, &mut record) {
            Ok(false) if column.must() => Reason::Missing,
            Ok(_) => continue,
            Err(reason) => reason,
        };
        good = false;
        sink.note(Problem { column: Some(column.name), card_end: card_end(), ..Problem::at(row.line, reason) });
    }
    if !good {
        return sink.refuse();
    }
    record.settle();
    for remark in aside {
        sink.findings().remark(remark, 1);
    }
    sink.give(row.line, &record);
}

/// The last four characters of a card number, and only of what could be one.
fn card_end(cell: &[u8]) -> Option<String> {
    let text = std::str::from_utf8(cell).ok()?.trim();
    let digits: Vec<char> = text.chars().filter(char::is_ascii_digit).collect();
    // A name that slipped into this column, or most of a short number, is not repeated.
    (digits.len() >= 8).then(|| digits[digits.len() - 4..].iter().collect())
}
