//! Mail: written into the outbox with the change that causes it, delivered over SMTP by a worker ([`crate::jobs`]).
//!
//! [`enqueue`] writes a [`Letter`] in the caller's transaction, so a change that is rolled back sends nothing and one
//! that is committed is never forgotten. A job sends what is due over a [`Transport`]. A crash between sending and
//! noting it leads to a second copy with the same Message-ID, never to a lost mail.
//!
//! Mail goes in [lanes](Lane), each sent by a job of its own, several at a time. Whether a person still wants a mail is
//! asked when it is written and again at the moment of sending, and so are the [hours](Hours) in which notices go; what could not
//! be sent is [`given_up`], for the staff. No more mail of a lane goes to one domain in a minute than is set.
//!
//! The text that was sent stays in the outbox, where the patron reads it; a link that opens something does not: it is
//! sealed until it is sent and then wiped.

mod claim;
mod compose;
mod connections;
mod dead;
mod deliver;
#[cfg(any(test, feature = "dev"))]
mod dev;
mod dkim;
mod hours;
mod lane;
mod letter;
mod outbox;
mod pace;
mod post;
#[cfg(test)]
mod read_by_python;
mod render;
mod return_path;
mod samples;
mod seal;
mod settings;
mod suspended;
#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod tests;
mod transport;
mod wanted;

pub(crate) use compose::LEAVE;
pub use dead::{GivenUp, Retried, given_up, retry};
#[cfg(test)]
pub(crate) use deliver::deliver;
pub(crate) use deliver::{Delivered, deliver_one};
#[cfg(any(test, feature = "dev"))]
pub use dev::{DevMail, dev_list, time_claims};
pub use dkim::DkimRecord;
pub use domain::markdown::{Written, markdown};
pub use hours::Hours;
pub use lane::Lane;
pub(crate) use letter::stops_by_link;
pub use letter::{Circulation, Letter, Message, NewWord, NewWords, NewsletterIssue, PermissionNews, Section, What};
pub use outbox::{Enqueued, by_status};
pub(crate) use outbox::{as_sent, enqueue};
pub(crate) use post::by_post;
pub(crate) use return_path::mail_of;
pub use samples::{SampleMessage, samples, seen};
pub use settings::{BadMailSettings, DkimSettings, MailSettings, Security, SmtpSettings};
pub(crate) use suspended::{Bounced, is_gone, is_suspended, lift_of_subscriber, suspend};
pub use transport::{Smtp, Transport};
pub(crate) use wanted::{EMAIL, last_answer, last_of_subscriber, wants_without_card, why_not};
