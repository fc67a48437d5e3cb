//! The files of a library's own system.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What the library's system is called, and how its files are read where they are not Koha's. docs/import.md lists Koha's
/// columns, and shows a worked example for another system.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ImportFiles {
    /// The system's short name: what stands as the source of everything it brings, by whatever way. Two systems of one
    /// library have two. Those with words for patrons are in `inventory::SYSTEMS`.
    pub system: String,
    /// The name of a column in a file's first row, and the name of the Koha column it stands for; an empty one for a
    /// column that is left out on purpose.
    pub columns: BTreeMap<String, String>,
    /// For a column (by Koha's name), the words that stand in its cells and what they stand for.
    pub codes: BTreeMap<String, BTreeMap<String, String>>,
    /// For a column (by Koha's name), the values whose rows are left out: accounts of the system itself, of self-check
    /// machines, of other libraries. `SIP*` is whatever begins with `SIP`; an empty text is an empty cell.
    pub leave_out: BTreeMap<String, Vec<String>>,
}

impl Default for ImportFiles {
    fn default() -> Self {
        Self { system: "koha".to_owned(), columns: BTreeMap::new(), codes: BTreeMap::new(), leave_out: BTreeMap::new() }
    }
}

impl ImportFiles {
    /// A column's name without regard to case and to blanks around it.
    pub fn plain(name: &str) -> String {
        name.trim().to_lowercase()
    }

    /// With every column's name as [`ImportFiles::plain`] has it.
    #[must_use]
    pub fn tidy(&self) -> Self {
        let columns = self.columns.iter().map(|(theirs, ours)| (Self::plain(theirs), Self::plain(ours)));
        Self {
            system: self.system.clone(),
            columns: columns.collect(),
            codes: self.codes.iter().map(|(column, codes)| (Self::plain(column), codes.clone())).collect(),
            leave_out: self.leave_out.iter().map(|(column, values)| (Self::plain(column), values.clone())).collect(),
        }
    }
}
