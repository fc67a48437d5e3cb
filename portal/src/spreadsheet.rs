//! Lines of CSV (RFC 4180) that a spreadsheet reads as they are meant.

use crate::Result;

/// Without it, a well-known spreadsheet reads UTF-8 as something else and breaks every accent.
pub(crate) const BYTE_ORDER_MARK: char = '\u{feff}';

/// Text that a spreadsheet would take for a formula gets an apostrophe before it (OWASP, CSV injection). Numbers are
/// numbers, negative ones too.
///
/// A spreadsheet in a language that writes 1,5 for one and a half parts cells at semicolons, or at tabs, and does not
/// see the quotes round ours: so a formula that stands after one of those inside a text is one too, and so is one after
/// a line end. What comes between, spaces and quotes, is no hindrance to it.
pub(crate) fn guarded(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 1);
    let mut begins = true;
    for (at, c) in text.char_indices() {
        let parts = matches!(c, ';' | '\t' | '\r' | '\n' | '|');
        if begins && matches!(c, '=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠') || at == 0 && c.is_control() {
            out.push('\'');
        }
        begins = parts || begins && (c.is_whitespace() || c == '"');
        out.push(c);
    }
    out
}

/// One line, at the end of `out`.
///
/// # Errors
/// Never, since it is written into memory; the writer says so only at run time.
pub(crate) fn line(out: &mut String, cells: impl Iterator<Item = String>) -> Result<()> {
    let mut writer =
        csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).buffer_capacity(1024).from_writer(vec![]);
    writer.write_record(cells).map_err(std::io::Error::from)?;
    let bytes = writer.into_inner().map_err(csv::IntoInnerError::into_error)?;
    out.push_str(&String::from_utf8_lossy(&bytes));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_formula_becomes_text() {
        for (held, cell) in [
            ("=1+1", "'=1+1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("+1 860 555", "'+1 860 555"),
            ("-x", "'-x"),
            ("\t=1", "'\t'=1"),
            ("\r=1", "'\r'=1"),
            ("a=1", "a=1"),
            ("a;=1+1", "a;'=1+1"),
            ("a;b; \"=1+1", "a;b; \"'=1+1"),
            ("a\t@SUM(A1)", "a\t'@SUM(A1)"),
            ("a\n=1", "a\n'=1"),
            (" =1", " '=1"),
            ("War; a history - and peace", "War; a history - and peace"),
            ("", ""),
        ] {
            assert_eq!(guarded(held), cell);
        }
    }

    proptest! {
        /// However a spreadsheet parts the line, no part begins with a formula.
        #[test]
        fn no_part_of_a_line_is_a_formula(cells in prop::collection::vec("[=+@a;\t\n\" |-]{0,12}", 1..5)) {
            let mut out = String::new();
            line(&mut out, ["id".to_owned()].into_iter().chain(cells.iter().map(|cell| guarded(cell)))).unwrap();
            for by in [";", "\t", "|", ";\n", ";\r\n"] {
                for part in out.split(|c| by.contains(c)) {
                    let begins = part.trim_start_matches([' ', '"', '\t', ';', '|', '\r', '\n']);
                    prop_assert!(!begins.starts_with(['=', '+', '-', '@']), "{part:?} of {out:?}");
                }
            }
        }

        #[test]
        fn whatever_is_held_reads_back_as_one_cell(cells in prop::collection::vec(any::<String>(), 2..6)) {
            let mut out = String::new();
            line(&mut out, cells.iter().cloned()).unwrap();
            let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(out.as_bytes());
            let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
            if cells.iter().any(|cell| !cell.is_empty()) {
                prop_assert_eq!(rows.len(), 1);
                prop_assert_eq!(rows[0].iter().collect::<Vec<_>>(), cells);
            }
        }
    }
}
