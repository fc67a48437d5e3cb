//! Rows of a delimited file, one at a time, in constant memory.
//!
//! The `csv` crate is not used here, for three reasons: its line numbers are one too small in files whose lines end in
//! CR LF and after blank lines, and every message of an import stands on its line number; a quote that is opened and
//! never closed makes it take the rest of the file into memory; and it says nothing of a quote in a wrong place.

use sha2::{Digest, Sha256};
use std::io::{self, Read};

/// The longest row there can be. In a longer one a quote was never closed.
const LONGEST: usize = 1 << 20;
const BUFFER: usize = 1 << 16;

/// What is wrong with the form of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::ils) enum Fault {
    /// Something stands between a closing quote and the next comma.
    StrayQuote,
    /// The file ends, or a row grows past all measure, within quotes. Nothing after it can be read.
    OpenQuote,
}

/// One row. Kept and filled again, so that reading a file takes no memory of its own.
#[derive(Debug, Default)]
pub(in crate::ils) struct Record {
    data: Vec<u8>,
    ends: Vec<usize>,
    /// The line of the file on which the row begins, counted from 1.
    pub(in crate::ils) line: u64,
    /// What is wrong with it, if anything.
    pub(in crate::ils) fault: Option<Fault>,
}

impl Record {
    /// How many cells it has.
    pub(in crate::ils) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The cell at `index`; empty past the end.
    pub(in crate::ils) fn cell(&self, index: usize) -> &[u8] {
        let Some(&end) = self.ends.get(index) else { return &[] };
        let start = if index == 0 { 0 } else { self.ends[index - 1] };
        &self.data[start..end]
    }

    /// Whether nothing but blanks stands in it (a row of commas, as spreadsheets leave below a table).
    pub(in crate::ils) fn is_blank(&self) -> bool {
        self.data.iter().all(u8::is_ascii_whitespace)
    }

    fn end_cell(&mut self) {
        self.ends.push(self.data.len());
    }
}

/// A reader of rows.
pub(in crate::ils) struct Rows<R> {
    source: R,
    buffer: Vec<u8>,
    at: usize,
    line: u64,
    after_return: bool,
    delimiter: u8,
    batch: bool,
    digest: Sha256,
    bytes: u64,
    stopped: bool,
}

/// Where within a row the reader is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    CellStart,
    Plain,
    Quoted,
    AfterQuote,
}

impl<R: Read> Rows<R> {
    /// Begins to read `source`: passes over a byte-order mark and finds out what stands between the cells (a comma, a
    /// semicolon or a tab, whichever the first line has most of). `None` for UTF-16, which is another file altogether.
    ///
    /// # Errors
    /// When the source cannot be read.
    pub(in crate::ils) fn new(source: R) -> io::Result<Option<Self>> {
        let mut rows = Self {
            source,
            buffer: Vec::with_capacity(BUFFER),
            at: 0,
            line: 1,
            after_return: false,
            delimiter: b',',
            batch: false,
            digest: Sha256::new(),
            bytes: 0,
            stopped: false,
        };
        rows.fill()?;
        if rows.buffer.starts_with(&[0xFE, 0xFF]) || rows.buffer.starts_with(&[0xFF, 0xFE]) {
            return Ok(None);
        }
        if rows.buffer.starts_with("\u{FEFF}".as_bytes()) {
            rows.at = 3;
        }
        rows.delimiter = delimiter(&rows.buffer[rows.at..]);
        rows.batch = rows.delimiter == b'\t' && has_null(&rows.buffer[rows.at..]);
        Ok(Some(rows))
    }

    /// Reads the next row into `record`; false at the end of the file. Blank lines are passed over.
    ///
    /// # Errors
    /// When the source cannot be read.
    pub(in crate::ils) fn read(&mut self, record: &mut Record) -> io::Result<bool> {
        record.data.clear();
        record.ends.clear();
        record.fault = None;
        let mut state = State::CellStart;
        let mut begun = false;
        loop {
            let line = self.line;
            let Some(byte) = self.byte()? else { return Ok(self.end(record, state, begun)) };
            let line_end = byte == b'\n' || (byte == b'\r' && !self.batch);
            if !begun {
                if line_end {
                    continue;
                }
                begun = true;
                record.line = line;
            }
            state = match (state, byte) {
                (State::Quoted, b'"') => State::AfterQuote,
                (State::AfterQuote, b'"') => {
                    record.data.push(b'"');
                    State::Quoted
                }
                (State::Quoted, _) => {
                    record.data.push(byte);
                    State::Quoted
                }
                (_, _) if byte == self.delimiter => {
                    record.end_cell();
                    State::CellStart
                }
                (_, b'\n' | b'\r') if line_end => {
                    record.end_cell();
                    return Ok(true);
                }
                (State::CellStart, b'"') if !self.batch => State::Quoted,
                (State::AfterQuote, b' ') => State::AfterQuote,
                (State::AfterQuote, _) => {
                    record.fault = Some(Fault::StrayQuote);
                    record.data.push(byte);
                    State::Plain
                }
                (State::CellStart | State::Plain, _) => {
                    record.data.push(byte);
                    State::Plain
                }
            };
            if record.data.len() > LONGEST || record.ends.len() > LONGEST {
                record.fault = Some(Fault::OpenQuote);
                record.end_cell();
                self.stopped = true;
                return Ok(true);
            }
        }
    }

    fn end(&mut self, record: &mut Record, state: State, begun: bool) -> bool {
        self.stopped = true;
        if begun {
            if state == State::Quoted {
                record.fault = Some(Fault::OpenQuote);
            }
            record.end_cell();
        }
        begun
    }

    /// Whether a database client's batch mode wrote the file: tabs between cells, `NULL` or `\N` in some of them. In such a
    /// file a quotation mark is a character like any other, and line ends within cells are written `\n`.
    pub(in crate::ils) fn is_batch(&self) -> bool {
        self.batch
    }

    /// How many bytes were read.
    pub(in crate::ils) fn bytes(&self) -> u64 {
        self.bytes
    }

    /// SHA-256 of the whole file; reads on to its end where a fault stopped the rows before.
    ///
    /// # Errors
    /// When the source cannot be read.
    pub(in crate::ils) fn digest(mut self) -> io::Result<[u8; 32]> {
        while !self.buffer.is_empty() {
            self.fill()?;
        }
        Ok(self.digest.finalize().into())
    }

    #[inline]
    fn byte(&mut self) -> io::Result<Option<u8>> {
        if self.stopped {
            return Ok(None);
        }
        if self.at == self.buffer.len() {
            self.fill()?;
            if self.buffer.is_empty() {
                return Ok(None);
            }
        }
        let byte = self.buffer[self.at];
        self.at += 1;
        // CR LF ends one line. So does CR alone.
        if (byte == b'\r' && !self.batch) || (byte == b'\n' && !self.after_return) {
            self.line += 1;
        }
        self.after_return = byte == b'\r' && !self.batch;
        Ok(Some(byte))
    }

    fn fill(&mut self) -> io::Result<()> {
        self.at = 0;
        self.buffer.clear();
        // `take` and not one `read`: a pipe gives a few bytes at a time, and the first buffer must hold the header.
        (&mut self.source).take(BUFFER as u64).read_to_end(&mut self.buffer)?;
        self.digest.update(&self.buffer);
        self.bytes += self.buffer.len() as u64;
        Ok(())
    }
}

/// Whether some cell is nothing but a database's word for nothing.
fn has_null(start: &[u8]) -> bool {
    start.split(|&byte| byte == b'\t' || byte == b'\n').any(|cell| matches!(cell.trim_ascii_end(), b"NULL" | b"\\N"))
}

fn delimiter(start: &[u8]) -> u8 {
    let mut counts = [(b',', 0_usize), (b';', 0), (b'\t', 0)];
    let mut quoted = false;
    for &byte in start {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' | b'\r' if !quoted => break,
            _ if !quoted => {
                if let Some((_, count)) = counts.iter_mut().find(|(one, _)| *one == byte) {
                    *count += 1;
                }
            }
            _ => {}
        }
    }
    // The first of equals: the comma.
    counts.iter().rev().max_by_key(|(_, count)| *count).map_or(b',', |(byte, _)| *byte)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &[u8]) -> Vec<(u64, Vec<String>, Option<Fault>)> {
        let mut rows = Rows::new(text).unwrap().unwrap();
        let mut record = Record::default();
        let mut found = vec![];
        while rows.read(&mut record).unwrap() {
            let cells = (0..record.len()).map(|i| String::from_utf8_lossy(record.cell(i)).into_owned()).collect();
            found.push((record.line, cells, record.fault));
        }
        found
    }

    fn cells(text: &[u8]) -> Vec<Vec<String>> {
        read(text).into_iter().map(|(_, cells, _)| cells).collect()
    }

    fn lines(text: &[u8]) -> Vec<u64> {
        read(text).into_iter().map(|(line, ..)| line).collect()
    }

    #[test]
    fn a_row_knows_its_line_whatever_ends_the_lines() {
        assert_eq!(lines(b"a\nb\nc\n"), [1, 2, 3]);
        assert_eq!(lines(b"a\r\nb\r\nc"), [1, 2, 3]);
        assert_eq!(lines(b"a\rb\rc"), [1, 2, 3]);
        assert_eq!(lines(b"a\r\n\r\n\r\nb\r\nc\r\n"), [1, 4, 5]);
        assert_eq!(lines(b"\"a\r\nx\",1\r\nb\r\n"), [1, 3]);
    }

    #[test]
    fn quotes_hold_commas_newlines_and_quotes() {
        assert_eq!(cells(b"\"a,\"\"b\"\"\n c\", d ,\n"), [["a,\"b\"\n c", " d ", ""]]);
        assert_eq!(cells(b"O\"Brien,x\n"), [["O\"Brien", "x"]]);
    }

    #[test]
    fn a_mark_at_the_start_is_no_part_of_the_first_name() {
        assert_eq!(cells(b"\xEF\xBB\xBFcardnumber,city"), [["cardnumber", "city"]]);
        assert!(Rows::new(&b"\xFF\xFEc\0"[..]).unwrap().is_none());
    }

    #[test]
    fn semicolons_and_tabs_are_found_out() {
        assert_eq!(cells(b"a;b,c;d\n1;2;3"), [["a", "b,c", "d"], ["1", "2", "3"]]);
        assert_eq!(cells(b"a\tb\n1\t2"), [["a", "b"], ["1", "2"]]);
    }

    #[test]
    fn in_a_batch_file_a_quotation_mark_is_a_letter() {
        assert_eq!(
            cells(b"a\tb\n\"A\" is for Alibi\tNULL\n\"x\t1\n"),
            [["a", "b"], ["\"A\" is for Alibi", "NULL"], ["\"x", "1"]]
        );
        assert_eq!(cells(b"a\tb\n\"x\ty\"\t1\n"), [["a", "b"], ["x\ty", "1"]], "a spreadsheet's tabs");
    }

    #[test]
    fn a_quote_left_open_is_said_and_does_not_eat_the_memory() {
        assert_eq!(read(b"a\n\"b\nc\n")[1].2, Some(Fault::OpenQuote));
        assert_eq!(read(b"a\n\"b\"x\nc\n")[1].2, Some(Fault::StrayQuote));
        let mut endless = b"a\n\"".to_vec();
        endless.resize(5 * LONGEST, b'x');
        let mut rows = Rows::new(&endless[..]).unwrap().unwrap();
        let mut record = Record::default();
        assert!(rows.read(&mut record).unwrap() && rows.read(&mut record).unwrap());
        assert_eq!(record.fault, Some(Fault::OpenQuote));
        assert!(record.data.len() <= LONGEST + 1);
        assert!(!rows.read(&mut record).unwrap());
        assert_eq!(rows.digest().unwrap(), <[u8; 32]>::from(Sha256::digest(&endless)));
    }

    #[test]
    fn nothing_in_the_file_is_nothing_read() {
        assert!(read(b"").is_empty());
        assert!(read(b"\r\n\n").is_empty());
    }

    proptest::proptest! {
        #[test]
        fn whatever_a_file_holds_its_rows_come_in_order_and_end(text in proptest::collection::vec(
            proptest::prop_oneof![proptest::prelude::any::<u8>(), proptest::sample::select(b"\"\n\r,;\t\\N".to_vec())], 0..200)) {
            let Some(mut rows) = Rows::new(&text[..]).unwrap() else { return Ok(()) };
            let (mut record, mut line) = (Record::default(), 0);
            while rows.read(&mut record).unwrap() {
                proptest::prop_assert!(record.line > line && record.len() > 0, "{:?}", record);
                line = record.line;
                let held: usize = (0..record.len()).map(|at| record.cell(at).len()).sum();
                proptest::prop_assert!(held <= text.len());
            }
            proptest::prop_assert!(usize::try_from(line).unwrap() <= text.len());
            proptest::prop_assert_eq!(rows.digest().unwrap(), <[u8; 32]>::from(Sha256::digest(&text)));
        }

        #[test]
        fn what_is_written_as_csv_is_read_back(rows in proptest::collection::vec(
            proptest::collection::vec("[a-z,\"\n\r é]{0,8}", 3), 1..20)) {
            let mut writer = csv::WriterBuilder::new().quote_style(csv::QuoteStyle::Always).from_writer(vec![]);
            for row in &rows {
                writer.write_record(row).unwrap();
            }
            // A header with commas, so that the commas are found to be what stands between cells.
            let mut text = b"a,b,c\n".to_vec();
            text.extend(writer.into_inner().unwrap());
            proptest::prop_assert_eq!(&cells(&text)[1..], &rows[..]);
        }
    }
}
