//! What a mail in the mailbox for returned mail says: which address it came to, and why.

use crate::mail::{LEAVE, is_gone};
use mail_parser::{Message, MessageParser, MimeHeaders};

/// A mail that came to the mailbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Came {
    /// The addresses it may have come to, as the mail server on the way noted them.
    pub(super) to: Vec<String>,
    /// What it says.
    pub(super) says: Says,
}

/// What it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Says {
    /// The address is gone for good: the enhanced status (RFC 3463).
    Gone(String),
    /// The mail did not arrive and is tried no more, and the address may be right: a mailbox that is full, a server that was
    /// away for days. The enhanced status.
    Undelivered(String),
    /// Somebody does not want the mail: the kind of the report (RFC 5965), `abuse`.
    Unwanted(String),
    /// Somebody asks by mail to be taken off (RFC 2369): the mail is empty but for its address and its subject, which may carry
    /// what the link to leave carries.
    Leaves(Option<String>),
    /// It is late, was answered by a program, or arrived: nothing is to be done.
    Nothing,
}

/// Reads a mail. `None`: it cannot be read as a mail.
pub(super) fn read(raw: &[u8]) -> Option<Came> {
    let message = MessageParser::default().parse(raw).filter(|message| !message.parts.is_empty())?;
    Some(Came { to: came_to(&message), says: says(&message) })
}

/// `Delivered-To`, `X-Original-To`, `Envelope-To`: what mail servers write who put a mail into a mailbox; then `To`, as the
/// sender wrote it. Whichever of them it is, only an address with our signature counts.
fn came_to(message: &Message<'_>) -> Vec<String> {
    const NAMES: [&str; 4] = ["delivered-to", "x-original-to", "envelope-to", "to"];
    let of = |wanted: &'static str| {
        message.headers_raw().filter(move |(name, _)| name.eq_ignore_ascii_case(wanted)).map(|(_, value)| value)
    };
    let addresses = |value: &str| {
        let parts = value.split([',', ' ', '<', '>', '\t', '\r', '\n', '"', ';']);
        parts.filter(|part| part.contains('@')).map(str::to_owned).collect::<Vec<_>>()
    };
    NAMES.into_iter().flat_map(of).flat_map(addresses).collect()
}

fn says(message: &Message<'_>) -> Says {
    for part in &message.parts {
        let Some(kind) = part.content_type() else { continue };
        let kind = format!("{}/{}", kind.ctype(), kind.subtype().unwrap_or_default()).to_ascii_lowercase();
        let blocks = blocks(&String::from_utf8_lossy(part.contents()));
        match kind.as_str() {
            "message/delivery-status" | "message/global-delivery-status" => {
                let failed: Vec<String> = blocks.iter().filter_map(|block| failed(block)).collect();
                return match failed.iter().find(|status| is_gone(status)) {
                    Some(gone) => Says::Gone(gone.clone()),
                    None => failed.into_iter().next().map_or(Says::Nothing, Says::Undelivered),
                };
            }
            "message/feedback-report" => {
                let kind = blocks.iter().find_map(|block| field(block, "feedback-type"));
                let kind: String =
                    kind.unwrap_or_default().chars().filter(char::is_ascii_alphanumeric).take(20).collect();
                return if kind.eq_ignore_ascii_case("not-spam") || kind.eq_ignore_ascii_case("notspam") {
                    Says::Nothing
                } else {
                    Says::Unwanted(kind.to_ascii_lowercase())
                };
            }
            _ => {}
        }
    }
    let mut subject = message.subject().unwrap_or_default().split_whitespace();
    if !subject.next().is_some_and(|word| word.eq_ignore_ascii_case(LEAVE)) {
        return Says::Nothing;
    }
    // On the way a long word may have been broken into lines.
    let token: String = subject.collect();
    Says::Leaves((!token.is_empty()).then_some(token))
}

/// Fields with their values, block by block; a line that begins with a space goes on (RFC 3464, section 2.1.1).
fn blocks(text: &str) -> Vec<Vec<(String, String)>> {
    let mut blocks: Vec<Vec<(String, String)>> = vec![Vec::new()];
    for line in text.lines() {
        if line.trim().is_empty() {
            blocks.push(Vec::new());
        } else if let Some(block) = blocks.last_mut() {
            match (line.starts_with([' ', '\t']), line.split_once(':')) {
                (true, _) => {
                    if let Some((_, value)) = block.last_mut() {
                        value.push(' ');
                        value.push_str(line.trim());
                    }
                }
                (false, Some((name, value))) => block.push((name.trim().to_ascii_lowercase(), value.trim().to_owned())),
                (false, None) => {}
            }
        }
    }
    blocks
}

/// The status of a recipient who did not get the mail and will not.
fn failed(block: &[(String, String)]) -> Option<String> {
    let failed = field(block, "action")?.eq_ignore_ascii_case("failed");
    status(field(block, "status")?).filter(|_| failed)
}

fn field<'a>(block: &'a [(String, String)], name: &str) -> Option<&'a str> {
    block.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
}

/// The enhanced status that a value begins with.
fn status(value: &str) -> Option<String> {
    let first = value.split_whitespace().next()?;
    let parts: Vec<&str> = first.split('.').collect();
    let number = |part: &&str| (1..=3).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
    (parts.len() == 3 && parts.iter().all(number)).then(|| first.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// What can be said of any mail that is read.
    fn holds(came: &Came) -> bool {
        let says = match &came.says {
            Says::Gone(status) | Says::Undelivered(status) => status.split('.').count() == 3,
            Says::Unwanted(kind) => kind.len() <= 20 && kind.bytes().all(|byte| byte.is_ascii_alphanumeric()),
            Says::Leaves(token) => token.as_ref().is_none_or(|token| !token.contains(char::is_whitespace)),
            Says::Nothing => true,
        };
        says && came.to.iter().all(|to| to.contains('@') && !to.contains([' ', '<', '>', '\r', '\n', ',']))
    }

    proptest! {
        #[test]
        fn whatever_bytes_come_are_read_or_left(raw in prop::collection::vec(any::<u8>(), 0..400)) {
            prop_assert!(read(&raw).is_none_or(|came| holds(&came)));
        }

        #[test]
        fn whatever_a_report_says_is_one_of_a_few_things(
            kind in prop::sample::select(vec!["message/delivery-status", "message/feedback-report", "text/plain"]),
            to in "[ -~]{0,60}",
            body in "((Action|Status|Feedback-Type|X): ?[ -~]{0,20}\r\n| [ -~]{0,20}\r\n|\r\n){0,12}",
        ) {
            let mail = format!(
                "To: {to}\r\nMIME-Version: 1.0\r\nContent-Type: multipart/report; boundary=b\r\n\r\n\
                 --b\r\nContent-Type: {kind}\r\n\r\n{body}\r\n--b--\r\n"
            );
            prop_assert!(read(mail.as_bytes()).is_none_or(|came| holds(&came)), "{mail}");
        }
    }
}
