//! Contact details as a patron changes them: which there are, what a form sends, what becomes of each column.

mod change;
mod detail;
mod input;
mod row;

pub use change::{Change, Fault, in_words};
pub use detail::Detail;
pub use input::{Input, Need, Takes};
pub use row::Row;
