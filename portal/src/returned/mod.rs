//! Mail that comes back: to a return path of its own for each mail, signed (VERP), in a mailbox that a job reads.
//!
//! A report of a mail server (RFC 3464) that an address is gone for good, or of a mailbox's owner (ARF, RFC 5965) that they do
//! not want a mail, is believed only at the return path that the mail was sent with: nobody without the deployment's key
//! suspends an address. What a report says beside its codes is not kept. A mail server that refuses an address at once says
//! the same, and the outbox notes it (`mail/suspended.rs`).
//!
//! A mail that asks to be taken off counts by what its subject carries, as the link in the same mail does and for as long; one
//! without it by the mail it answers, and if that is not known any more, it is put aside and not lost.
//!
//! That a mail did not arrive is noted with it, whatever the address is worth: a bill goes by letter then (L31).
//!
//! An address that is gone is written to no more; its owner is told at the next sign-in, the desk in its list, and either has
//! it written to again.

mod desk;
mod mailbox;
mod own;
mod report;
mod settle;
#[cfg(test)]
mod tests;

pub use desk::{ReturnedAddress, ToNote, note, open, to_note};
pub use mailbox::{Mailbox, Read};
pub use own::{Suspended, lift, suspended};
