//! The connections to the mail server, kept from mail to mail.
//!
//! A conversation that was broken off, because the server took too long or anyone who sent was dropped, leaves its connection with
//! an answer still to come, which would be taken for the answer to the next mail. So after one, no connection from before it is
//! used again.

use lettre::{
    AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor,
    transport::smtp::{self, AsyncSmtpTransportBuilder, response::Response},
};
use std::{
    fmt,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
};

/// Some connections, and how others are made.
pub(super) struct Connections {
    make: AsyncSmtpTransportBuilder,
    kept: Mutex<AsyncSmtpTransport<Tokio1Executor>>,
    broken_off: AtomicBool,
}

impl Connections {
    /// None yet; made like this.
    pub(super) fn new(make: AsyncSmtpTransportBuilder) -> Self {
        let kept = Mutex::new(make.clone().build());
        Self { make, kept, broken_off: AtomicBool::new(false) }
    }

    /// Sends a message. It may be dropped at any moment.
    ///
    /// # Errors
    /// What went wrong, or what the server said.
    // Test (mail/tests/faults.rs): "an answer that comes too late is not taken for the answer to the next mail".
    pub(super) async fn send(&self, message: Message) -> Result<Response, smtp::Error> {
        let kept = self.current();
        let mut conversation = Conversation { of: self, ended: false };
        let answer = kept.send(message).await;
        conversation.ended = true;
        answer
    }

    fn current(&self) -> AsyncSmtpTransport<Tokio1Executor> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if self.broken_off.swap(false, Ordering::Relaxed) {
            *kept = self.make.clone().build();
        }
        kept.clone()
    }
}

impl fmt::Debug for Connections {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // How they are made holds the password.
        f.debug_struct("Connections").finish_non_exhaustive()
    }
}

/// Says, where it is dropped before its end, that it was broken off.
struct Conversation<'a> {
    of: &'a Connections,
    ended: bool,
}

impl Drop for Conversation<'_> {
    fn drop(&mut self) {
        if !self.ended {
            self.of.broken_off.store(true, Ordering::Relaxed);
        }
    }
}
