//! The Director's review of how the staff look at records (S2): counts by clerk and purpose, out of the ordinary first; each
//! can be asked about, and anyone who is asked answers.

mod lines;
mod questions;
#[cfg(test)]
mod tests;

pub use lines::{DAYS, Line, lines};
pub use questions::{Question, QuestionOutcome, answer, ask, asked, question, waiting};
