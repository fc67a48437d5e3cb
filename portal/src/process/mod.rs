//! Police, agencies and legal process: anyone of the staff writes down who came; the Director keeps the register, which
//! lets nothing be released before the decision allows it (M8, L15, L16, C2, W5 to W7).

mod raise;
mod register;
#[cfg(test)]
mod tests;

pub use raise::{Raised, raise};
pub use register::{Closed, Entry, Recorded, close, counsel, entry, list, record, waiting};

/// A line as it is stored.
fn text(line: Option<&domain::parse::ShortText<200>>) -> Option<&str> {
    line.map(domain::parse::ShortText::as_str)
}
