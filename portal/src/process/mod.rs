//! Police, agencies and legal process: anyone of the staff writes down who came; the Director keeps the register, which
//! lets nothing be released before the decision allows it (M8, L15, L16, C2, W5 to W7).
//!
//! Whose record a paper names is kept from being deleted first (`people`); what leaves is a text with a digest
//! (`packet`, `release`); and where a court forbids the library to tell, only the Director can read the lines of that process
//! until the day is over (`silence`; migrations/0160).

mod extent;
mod out;
mod packet;
mod people;
mod raise;
mod register;
mod release;
mod remind;
mod silence;
mod taken;
#[cfg(test)]
mod tests;
mod wellness;

pub use extent::{OfRecord, extent};
pub use people::{HeldRecord, HoldOutcome, Sought, keep, let_go, people};
pub use raise::{Raised, raise, unread};
pub use register::{Closed, Entry, Recorded, Silence, close, counsel, entry, list, next_day, record, waiting};
pub use release::{
    Handed, Leaving, Prepared, Preparing, Receipt, ReleaseEnd, ReleasedText, prepare, receipt, release, releases,
};
pub(crate) use remind::remind;
pub(crate) use silence::end_what_is_over;
pub use silence::{SilenceSet, break_silence, keep_silent};
pub use taken::{Taken, Under, may_note_taken, note_taken, taken};
pub use wellness::{
    Checked, Fear, WellnessAnswer, is_offered as offers_wellness_check, tell_for_wellness, wellness_checks,
};

/// A line as it is stored.
fn text(line: Option<&domain::parse::ShortText<200>>) -> Option<&str> {
    line.map(domain::parse::ShortText::as_str)
}
