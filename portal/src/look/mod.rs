//! The desk: finding a card or a person with photo ID, answering anyone who asks, looking at a record for one purpose, making an activation code.
//!
//! A clerk never asks for a person; they ask for a card, and get a look: one record, one purpose, a quarter of an hour,
//! and a line in the patron's activity, for the card that was found and for what it was opened for. What may be told is the decision's to say.

mod activation;
mod answer;
mod band;
mod codes;
mod copy;
mod identify;
mod record;
#[cfg(test)]
mod tests;

pub use activation::{CodeMade, make_code};
pub(crate) use answer::use_up;
pub use answer::{Answered, Asking, answer, ask, note_payment, payment_is_noted};
pub use band::{Alert, Band};
pub use codes::{MadeCode, OpenCode, Opens, Seconded, Waits, codes_by_clerk, open_codes, second};
pub use copy::in_person;
pub use identify::{Candidate, Identified, Sought, identify};
pub use record::{FoundCard, LookAnswer, LookView, find_card, look, may_find, of_card, open};
