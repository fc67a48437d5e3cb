//! Mail: written into the outbox with the change that causes it, delivered over SMTP by a worker.

mod letter;
mod outbox;
mod render;
mod seal;
mod settings;

pub use letter::{Letter, Message, What};
pub use outbox::{Enqueued, enqueue};
pub use settings::{BadMailSettings, MailSettings, Security, SmtpSettings};
