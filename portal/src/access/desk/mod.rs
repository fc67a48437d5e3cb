//! What the staff do about a card: close it, note that it is closed in the library's own system too, mark it as a staff card.

mod close;
pub(super) mod in_system;
mod staff_card;

pub(crate) use close::lost_by_file;
pub use close::{Closed, ClosedAtDesk, Closing, OpenCard, cards_in_use, close_at_desk, close_card};
pub use in_system::{ClosedHere, ToClose, closed_here, settle as settle_closing, to_close};
pub use staff_card::{has_staff_cards, mark_staff_card};
