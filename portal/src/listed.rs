//! The first rows of a list, as a page shows them. How many there are in all comes with them, so that no page passes off a part
//! as the whole.

use std::ops::Deref;

/// The first rows of a list, and how many there are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed<T> {
    /// The first rows.
    pub rows: Vec<T>,
    /// How many rows there are in all.
    pub all: i64,
}

impl<T> Listed<T> {
    /// The rows that a statement found, each of which says how many there are without its limit (`count(*) OVER ()`).
    pub(crate) fn of<R>(found: Vec<R>, all: impl Fn(&R) -> i64, row: impl FnMut(R) -> T) -> Self {
        let all = found.first().map_or(0, all);
        Self { rows: found.into_iter().map(row).collect(), all }
    }

    /// The same where a row can be one that this version cannot read: it is counted and not shown.
    pub(crate) fn of_some<R>(found: Vec<R>, all: impl Fn(&R) -> i64, row: impl FnMut(R) -> Option<T>) -> Self {
        let all = found.first().map_or(0, all);
        Self { rows: found.into_iter().filter_map(row).collect(), all }
    }

    /// The same list with each row made into something else.
    pub fn map<U>(self, row: impl FnMut(T) -> U) -> Listed<U> {
        Listed { rows: self.rows.into_iter().map(row).collect(), all: self.all }
    }

    /// Whether there are more than its rows.
    pub fn has_more(&self) -> bool {
        usize::try_from(self.all).is_ok_and(|all| all > self.rows.len())
    }
}

impl<T> Deref for Listed<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        &self.rows
    }
}

impl<T> IntoIterator for Listed<T> {
    type Item = T;
    type IntoIter = std::vec::IntoIter<T>;

    fn into_iter(self) -> Self::IntoIter {
        self.rows.into_iter()
    }
}
