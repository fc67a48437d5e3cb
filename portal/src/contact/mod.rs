//! Contact details: seeing, changing, verifying an e-mail address, taking a change back (L20).
//!
//! What becomes of a change follows the profile (`contact_edits`): made at once, or waiting for the desk. A new e-mail
//! address is first verified by a link sent to it, and the old address is told; only then does the rest happen. What
//! became of the mail with that link is told to anyone who waits for it ([`LinkMail`]).

mod apply;
mod ask;
pub mod desk;
mod link_mail;
mod pending;
mod read;
mod row;
#[cfg(test)]
mod tests;
mod verify;

pub use ask::{ChangeOutcome, Wish, ask, ask_together};
pub use link_mail::LinkMail;
pub(crate) use pending::{Ends, OfSessions, end_asked, goes_on_in};
pub use pending::{Pending, Stage, take_back};
pub use read::{Details, details};
pub use verify::{Verified, link_shown, verified_before, verify};
