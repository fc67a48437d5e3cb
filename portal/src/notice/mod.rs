//! Circulation notices (L26, L27, L31): a receipt, a hold that is ready, a renewal, soon due, overdue, a bill.
//!
//! Where the profile says that the portal sends them, the job `notices` finds what there is to tell in the loans, holds and
//! account lines ([`find`]), once for each thing, and writes the mails ([`write`]): as each patron chose, at once or one a day,
//! with titles or with numbers, within the library's hours. The outbox asks the answers and the hours again when the mail's turn
//! comes, and one click in it stops the kind. Of several kinds in a withheld mail those that are still wanted are told
//! [anew]. A bill that no e-mail brings goes by letter ([`bills`]).
//!
//! Where the library's own system sends them, each choice that is changed here waits for the desk to enter it there
//! ([`enter`]).

mod anew;
mod bills;
mod desk;
mod find;
mod samples;
#[cfg(test)]
mod tests;
mod words;
mod work;
mod write;

pub(crate) use desk::changed;
pub use desk::{CheckOffOutcome, ToEnter, WaitsHere, enter, to_enter, waiting};
pub use samples::samples;
pub(crate) use work::work;
