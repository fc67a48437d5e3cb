//! The file's thread: reads and checks every row, and hands on what is good as text for Postgres's `COPY`.
//!
//! Reading and writing overlap: this runs on a thread of its own and the database works on the batch before. The
//! channel between them is short, so a slow database slows the reading and the memory stays the same.

use super::{
    rows::{Fault, Record, Rows},
    values::{self, Context, RowState},
};
use crate::ils::{
    Options,
    koha::columns::{Column, LEFT_OUT},
    report::{Findings, Problem, Reason, Remark},
};
use std::io::{self, Read};

/// A batch is handed on once it is this long.
const BATCH: usize = 1 << 18;
/// Progress is told at least this often.
const TELL: u64 = 1_000;

/// What the thread says while it reads.
pub(in crate::ils) enum Message {
    /// Rows to stage, as `COPY` takes them (empty where there is only progress to tell), and how far it has come.
    Batch { text: Vec<u8>, rows: u64, bytes: u64 },
    /// The end.
    End(Box<Outcome>),
}

/// What was found in the whole file.
#[derive(Debug, Default)]
pub(in crate::ils) struct Outcome {
    pub(in crate::ils) findings: Findings,
    pub(in crate::ils) rows: u64,
    pub(in crate::ils) digest: [u8; 32],
    /// For each column of the kind, whether the file has it.
    pub(in crate::ils) present: Vec<bool>,
    /// Whether the first row names what it must; without that nothing is read.
    pub(in crate::ils) readable: bool,
}

/// Reads `source` to its end. `hand_on` takes each message and says whether anyone still listens.
///
/// # Errors
/// When the source cannot be read.
pub(in crate::ils) fn read_file(
    source: impl Read,
    columns: &'static [Column],
    options: &Options,
    hand_on: &mut dyn FnMut(Message) -> bool,
) -> io::Result<()> {
    let mut outcome = Outcome::default();
    let Some(mut rows) = Rows::new(source)? else {
        outcome.findings.problem(whole_file(Reason::Utf16));
        hand_on(Message::End(Box::new(outcome)));
        return Ok(());
    };
    let mut record = Record::default();
    if rows.read(&mut record)? {
        match Header::read(&record, columns, options, &mut outcome) {
            Some(header) if !read_rows(&mut rows, record, &header, columns, options, &mut outcome, hand_on)? => {
                return Ok(());
            }
            _ => {}
        }
    } else {
        outcome.findings.problem(whole_file(Reason::EmptyFile));
    }
    outcome.digest = rows.digest()?;
    hand_on(Message::End(Box::new(outcome)));
    Ok(())
}

fn whole_file(reason: Reason) -> Problem {
    Problem { line: 1, column: None, reason, card_end: None }
}

fn read_rows<R: Read>(
    rows: &mut Rows<R>,
    mut record: Record,
    header: &Header,
    columns: &'static [Column],
    options: &Options,
    outcome: &mut Outcome,
    hand_on: &mut dyn FnMut(Message) -> bool,
) -> io::Result<bool> {
    let context = Context { today: options.today, zone: options.zone, card: &options.card_format };
    let mut batch = Vec::with_capacity(BATCH + (1 << 14));
    while rows.read(&mut record)? {
        if record.is_blank() && record.fault.is_none() {
            outcome.findings.remark(Remark::BlankRows, 1);
            continue;
        }
        outcome.rows += 1;
        let start = batch.len();
        if !stage_row(&mut batch, &record, header, columns, &context, &mut outcome.findings) {
            batch.truncate(start);
            outcome.findings.refused += 1;
        }
        // A file with a bad row changes nothing unless it may be taken in part: the rest is only checked.
        if !options.partial && !outcome.findings.clean() {
            batch.clear();
        }
        if batch.len() >= BATCH || outcome.rows.is_multiple_of(TELL) {
            let text = if batch.len() >= BATCH / 2 { std::mem::take(&mut batch) } else { Vec::new() };
            if !hand_on(Message::Batch { text, rows: outcome.rows, bytes: rows.bytes() }) {
                return Ok(false);
            }
        }
    }
    Ok(hand_on(Message::Batch { text: batch, rows: outcome.rows, bytes: rows.bytes() }))
}

/// Where the columns of this kind stand in this file.
struct Header {
    places: Vec<Option<usize>>,
    cells: usize,
}

impl Header {
    /// `None` if the file cannot be read by it: a column that every row must have is missing, or one stands twice.
    fn read(record: &Record, columns: &'static [Column], options: &Options, outcome: &mut Outcome) -> Option<Self> {
        let mut places = vec![None; columns.len()];
        let mut unknown = vec![];
        for index in 0..record.len() {
            let theirs = String::from_utf8_lossy(record.cell(index)).trim().to_lowercase();
            let ours = options.column_names.get(&theirs).map_or(theirs.as_str(), String::as_str);
            let found = columns.iter().position(|column| column.name == ours || column.also.contains(&ours));
            match found {
                Some(place) if places[place].is_none() => places[place] = Some(index),
                Some(place) => {
                    let column = Some(columns[place].name);
                    outcome.findings.problem(Problem { column, ..whole_file(Reason::RepeatedColumn) });
                }
                None => unknown.push((index, theirs)),
            }
        }
        for (column, place) in columns.iter().zip(&places) {
            if column.must && place.is_none() {
                outcome.findings.problem(Problem { column: Some(column.name), ..whole_file(Reason::NoColumn) });
            }
        }
        outcome.present = places.iter().map(Option::is_some).collect();
        if !outcome.findings.clean() {
            // The first row may be a person and not names: none of it is repeated in the report.
            return None;
        }
        for (index, name) in unknown {
            let plain = (1..=40).contains(&name.len())
                && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-. ".contains(&byte));
            let (remark, name) = match name {
                known if LEFT_OUT.contains(&known.as_str()) => (Remark::LeftOutColumn, known),
                unknown if plain => (Remark::UnknownColumn, unknown),
                _ => (Remark::NotNamedColumn, (index + 1).to_string()),
            };
            outcome.findings.column(remark, name);
        }
        outcome.readable = true;
        Some(Self { places, cells: record.len() })
    }
}

/// Adds the row to `batch`; false if something is wrong with it (then what was added is to be dropped).
fn stage_row(
    batch: &mut Vec<u8>,
    record: &Record,
    header: &Header,
    columns: &'static [Column],
    context: &Context<'_>,
    findings: &mut Findings,
) -> bool {
    let mut good = true;
    let mut fail = |column, reason| {
        good = false;
        let card_end = header.places[0].and_then(|place| card_end(record.cell(place)));
        findings.problem(Problem { line: record.line, column, reason, card_end });
    };
    let form = match record.fault {
        Some(Fault::OpenQuote) => Some(Reason::OpenQuote),
        Some(Fault::StrayQuote) => Some(Reason::StrayQuote),
        None if record.len() != header.cells => Some(Reason::CellCount),
        None => None,
    };
    if let Some(reason) = form {
        fail(None, reason);
        return false;
    }
    let mut row = RowState::default();
    batch.extend_from_slice(record.line.to_string().as_bytes());
    for (column, place) in columns.iter().zip(&header.places) {
        batch.push(b'\t');
        let cell = place.map_or(&[][..], |place| record.cell(place));
        match values::read(column.kind, cell, context, &mut row) {
            Ok(Some(value)) => escape(batch, value.as_bytes()),
            Ok(None) if column.must => fail(Some(column.name), Reason::Missing),
            Ok(None) => batch.extend_from_slice(b"\\N"),
            Err(reason) => fail(Some(column.name), reason),
        }
    }
    batch.push(b'\n');
    if good {
        findings.remark(Remark::ShortZip, u64::from(row.short_zip));
        findings.remark(Remark::OldPasswords, u64::from(row.old_password));
    }
    good
}

/// The last four characters of a card number, and only of what could be one.
fn card_end(cell: &[u8]) -> Option<String> {
    let text = std::str::from_utf8(cell).ok()?.trim();
    let digits: Vec<char> = text.chars().filter(char::is_ascii_digit).collect();
    // A name that slipped into this column, or most of a short number, is not repeated.
    (digits.len() >= 8).then(|| digits[digits.len() - 4..].iter().collect())
}

/// As `COPY`'s text format has it.
fn escape(out: &mut Vec<u8>, value: &[u8]) {
    for &byte in value {
        match byte {
            b'\\' => out.extend_from_slice(b"\\\\"),
            b'\n' => out.extend_from_slice(b"\\n"),
            b'\r' => out.extend_from_slice(b"\\r"),
            b'\t' => out.extend_from_slice(b"\\t"),
            _ => out.push(byte),
        }
    }
}
