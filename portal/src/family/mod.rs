//! A parent or guardian looks at a child's record (L14, M3, W3; C3 where a library does not offer it).
//!
//! A link says that a guardian once proved what the library asks for. It opens nothing by itself: at every look
//! [`guardian`] gathers what holds today (the birth date, the card that was shown, the relation on record, what the
//! desk stopped) and asks the decision, which alone says yes. So a link ends in the middle of a session, on the
//! birthday's first moment, without any job that would have to run in time.

pub mod desk;
mod end;
mod facts;
mod link;
mod look;
mod make;
mod open;
mod sides;

pub use end::{ask_to_end, remove};
pub use link::{ByCard, UsesCode, Way, code_shown, link_by_card, link_by_code, way};
pub(crate) use look::decided;
pub use look::{at_a_glance, class_page, overview};
pub use make::Linked;
pub use open::{Access, ChildRecord, Over, Why, guardian};
pub use sides::{ChildLine, GuardianLine, WhoSees, children, who_sees};

use domain::rules::codes;

#[cfg(test)]
mod tests;
