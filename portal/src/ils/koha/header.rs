//! The first row: where the columns stand, and what the profile says of them.

use super::columns::{CATEGORY, Columns, LEFT_OUT};
use crate::ils::{
    Options,
    file::rows::Record as Row,
    report::{Findings, Problem, Reason, Remark},
};
use domain::profile::ImportFiles;

/// Where the columns of this kind stand in this file.
pub(super) struct Header {
    /// For each column of the kind.
    pub(super) places: Vec<Option<usize>>,
    /// How many cells a row has.
    pub(super) cells: usize,
    /// The cells by which the profile leaves rows out, and the values for which it does.
    left_out_by: Vec<(usize, Vec<String>)>,
}

impl Header {
    /// `None` if the file cannot be read by it: a column that every row must have is missing, or one stands twice.
    pub(super) fn read<R: Columns>(row: &Row, options: &Options, findings: &mut Findings) -> Option<Self> {
        let mut places = vec![None; R::COLUMNS.len()];
        let mut unknown = vec![];
        let mut left_out_by = vec![];
        for index in 0..row.len() {
            let theirs = ImportFiles::plain(&String::from_utf8_lossy(row.cell(index)));
            let ours = options.files.columns.get(&theirs).map_or(theirs.as_str(), String::as_str);
            // What the profile maps to nothing is left out on purpose.
            if ours.is_empty() {
                findings.column(Remark::LeftOutColumn, theirs);
                continue;
            }
            if let Some(values) = options.files.leave_out.get(ours) {
                left_out_by.push((index, values.clone()));
            }
            let found = R::COLUMNS.iter().position(|column| column.name == ours || column.also.contains(&ours));
            match found {
                Some(place) if places[place].is_none() => places[place] = Some(index),
                Some(place) => {
                    let column = Some(R::COLUMNS[place].name);
                    findings.problem(Problem { column, ..Problem::at(1, Reason::RepeatedColumn) });
                }
                None if ours == CATEGORY => {}
                None => unknown.push((index, theirs)),
            }
        }
        for (column, place) in R::COLUMNS.iter().zip(&places) {
            if column.must() && place.is_none() {
                findings.problem(Problem { column: Some(column.name), ..Problem::at(1, Reason::NoColumn) });
            }
        }
        if !findings.clean() {
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
            findings.column(remark, name);
        }
        Some(Self { places, cells: row.len(), left_out_by })
    }

    /// Whether the profile leaves this row out: a value it names, one that begins as it says (`SIP*`), or none (an empty
    /// text).
    pub(super) fn leaves_out(&self, row: &Row) -> bool {
        self.left_out_by.iter().any(|(index, values)| {
            let cell = String::from_utf8_lossy(row.cell(*index));
            let cell = if matches!(cell.trim(), "NULL" | "\\N") { "" } else { cell.trim() };
            values.iter().any(|value| match value.strip_suffix('*') {
                Some(start) => cell.starts_with(start),
                None => cell == value,
            })
        })
    }
}
