//! People without a card who get newsletters: a name, an address, and what they answered (C5, L28, L29).
//!
//! The person who asks gets the same answer whether the address is here or not, and the mail goes to that address alone. A wish
//! counts once the link in it was used by hand (double opt-in), and is gone after a week if it was not. All that is held is
//! seen, changed and removed by a link that is mailed to the address ([`crate::authority::Subscriber`]).
//!
//! Staff see how many there are and never who, but for the proof of what was agreed, for an address they type, and for the list of
//! a newsletter that a service sends.

mod ask;
mod clear;
mod confirm;
mod own;
mod record;
#[cfg(test)]
mod tests;

pub use ask::{LinkWish, Wish, ask, ask_for_own_link};
pub(crate) use clear::{Cleared, clear};
pub use confirm::{Confirmed, SubscriptionWish, confirm, shown};
pub use own::{
    AnswerHeld, CameBack, CopyHeld, LineHeld, MailHeld, OfList, SubscriberHeld, WishHeld, held, remove, say,
};
pub(super) use record::{Said, last_row, lock, of_address, record};

use chrono::Duration;

/// How long a wish waits for its link to be used; then it is deleted.
pub const WISH_LASTS: Duration = Duration::days(7);

/// How long what is held stays after the last newsletter was stopped.
pub const KEPT_AFTER: Duration = Duration::days(30);
