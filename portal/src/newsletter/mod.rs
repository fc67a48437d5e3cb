//! Newsletters that the library sends itself: the staff write an issue, see how many get it, send it; the job `newsletters`
//! settles who gets it and puts the mails into the outbox, which asks each person's answer again when their turn comes
//! (L28, L29, C5).
//!
//! The staff see counts and never names. What a person was sent, or why not, is a row of that person's record (`newsletter_delivery`).
//! Leaving is `consent`'s.

mod draft;
mod list;
mod recipients;
mod send;
pub mod service;
#[cfg(test)]
mod tests;
mod work;

pub use crate::mail::{Written, markdown};
pub use draft::{Draft, Saved, discard, save};
pub use list::{Issue, NotSent, Progress, State, issue, issues, not_sent};
pub use recipients::{Count, count};
pub use send::{Scheduled, Stopped, Tested, schedule, send_test, stop};
pub(crate) use work::work;

use domain::profile::{Newsletter, Profile};

/// The newsletters of a library that it sends itself; others a service sends (L28).
pub fn own_lists(profile: &Profile) -> impl Iterator<Item = &Newsletter> {
    profile.own_newsletters()
}
