//! What became of the mail with the link that a change of e-mail address waits for: anyone who waits for it is told.

/// What became of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkMail {
    /// It is about to be sent.
    Waits,
    /// It could not be sent yet, and is tried again.
    Late,
    /// The mail server took it.
    Sent,
    /// The mail server refused it for good.
    Refused,
    /// The mail server cannot write to such an address.
    CannotBeWrittenTo,
    /// It could not be sent while its link worked.
    GivenUp,
    /// It came back, or others to the same address did before its turn.
    CameBack,
}

impl LinkMail {
    /// The mail is known to have failed: waiting for it leads to nothing.
    pub const fn has_failed(self) -> bool {
        matches!(self, Self::Refused | Self::CannotBeWrittenTo | Self::GivenUp | Self::CameBack)
    }

    /// From what the outbox says: its state, the last error (a reply code or a word of the portal's own), how often it was tried,
    /// and whether it came back.
    pub(super) fn of(status: &str, error: Option<&str>, attempts: i32, came_back: bool) -> Self {
        match (status, error) {
            _ if came_back => Self::CameBack,
            ("sent", _) => Self::Sent,
            ("withheld", _) => Self::CameBack,
            ("failed", Some("no-smtputf8" | "address")) => Self::CannotBeWrittenTo,
            ("failed", Some(code)) if code.starts_with('5') => Self::Refused,
            ("failed", _) => Self::GivenUp,
            (_, Some(_)) if attempts > 0 => Self::Late,
            _ => Self::Waits,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_outbox_says_is_said_to_whoever_waits() {
        use LinkMail::{CameBack, CannotBeWrittenTo, GivenUp, Late, Refused, Sent, Waits};
        for (status, error, attempts, came_back, said) in [
            ("queued", None, 0, false, Waits),
            ("queued", None, 1, false, Waits),
            ("queued", Some("451 4.7.1"), 1, false, Late),
            ("queued", Some("timeout"), 3, false, Late),
            ("sent", None, 1, false, Sent),
            ("sent", None, 1, true, CameBack),
            ("withheld", Some("suspended"), 1, false, CameBack),
            ("failed", Some("550 5.1.1"), 1, false, Refused),
            ("failed", Some("554"), 1, false, Refused),
            ("failed", Some("no-smtputf8"), 1, false, CannotBeWrittenTo),
            ("failed", Some("address"), 1, false, CannotBeWrittenTo),
            ("failed", Some("expired"), 9, false, GivenUp),
            ("failed", Some("451 4.7.1"), 9, false, GivenUp),
            ("failed", Some("connection"), 9, false, GivenUp),
        ] {
            assert_eq!(LinkMail::of(status, error, attempts, came_back), said, "{status} {error:?}");
            assert_eq!(said.has_failed(), !matches!(said, Waits | Late | Sent));
        }
    }
}
