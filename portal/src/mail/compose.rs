//! From a claimed mail to the message on the wire.

use super::{claim::Claimed, dkim::Signer, letter::stops_by_link, render};
use lettre::{
    Address, Message,
    address::Envelope,
    message::{
        Body, Mailbox, MultiPart,
        header::{ContentTransferEncoding, Header, HeaderName, HeaderValue, MIME_VERSION_1_0},
    },
};

/// From whom all mail of this deployment comes.
#[derive(Debug, Clone)]
pub(super) struct Sender {
    pub(super) from: Address,
    pub(super) reply_to: Option<Mailbox>,
    /// What return paths are made from.
    pub(super) returns: Option<Address>,
    /// What signs it.
    pub(super) signer: Option<Signer>,
}

/// The message for this mail with `link` where its texts have the mark, and `returns` as its return path; `None` when the
/// recipient's address cannot be one.
///
/// Everything about it but the boundary between its parts and its signature follows from the row, above all its [`message_id`] and date.
pub(super) fn compose(
    sender: &Sender,
    mail: &Claimed,
    link: Option<&str>,
    returns: Option<Address>,
) -> Option<Message> {
    let words = match link {
        Some(link) => render::with_link(&mail.words, mail.lang, link),
        None => mail.words.clone(),
    };
    let to: Address = mail.recipient.parse().ok()?;
    let from = Mailbox::new(Some(render::line(&mail.library_name, 120)), sender.from.clone());
    let mut message = Message::builder()
        .message_id(Some(message_id(sender, mail)))
        .date(mail.created_at.into())
        .from(from)
        .to(Mailbox::new(None, to.clone()))
        .subject(render::line(&words.subject, 200))
        .header(AutoSubmitted)
        .header(ContentLanguage(mail.lang.tag().to_owned()));
    // One click in the mail program, and the newsletter or the kind of notice stops (RFC 2369, RFC 8058).
    if let (true, Some(link)) = (stops_by_link(&mail.kind), link) {
        message = message.raw_header(raw(WAYS, ways_to_leave(link, returns.as_ref())));
        message = message.raw_header(raw("List-Unsubscribe-Post", "List-Unsubscribe=One-Click".to_owned()));
    }
    if let Some(reply_to) = &sender.reply_to {
        message = message.reply_to(reply_to.clone());
    }
    if let Some(returns) = returns {
        message = message.envelope(Envelope::new(Some(returns), vec![to]).ok()?);
    }
    let (kind, body) = both_forms(words.text, words.html)?;
    let message = message.header(MIME_VERSION_1_0).raw_header(raw("Content-Type", kind));
    let mut message = message.body(Body::dangerous_pre_encoded(body, ContentTransferEncoding::SevenBit)).ok()?;
    if let Some(signer) = &sender.signer {
        signer.sign(&mut message);
    }
    Some(message)
}

/// The subject of a mail that asks to be taken off; what the link to leave carries may follow it.
pub(crate) const LEAVE: &str = "unsubscribe";

const WAYS: &str = "List-Unsubscribe";

/// No line is longer, without its end (RFC 5322, section 2.1.1).
const LONGEST_LINE: usize = 998;

/// The link, and for mail programs that know the older way alone, a mail to the return path. Its subject carries what the link
/// carries, so that it works as long as the link does, whatever is deleted meanwhile; where the line has no room for that, the
/// return path alone says what to stop.
// Test (returned/tests.rs): "l29 a mail that asks to leave works as long as the link does".
fn ways_to_leave(link: &str, returns: Option<&Address>) -> String {
    let Some(returns) = returns else { return format!("<{link}>") };
    let token = link.rsplit_once('/').map_or("", |(_, token)| token);
    // Nothing in it is to be escaped in an address (RFC 6068, section 2).
    let is_plain = !token.is_empty() && token.bytes().all(|sign| sign.is_ascii_alphanumeric() || b"-_".contains(&sign));
    let ways = format!("<{link}>, <mailto:{returns}?subject={LEAVE}%20{token}>");
    if is_plain && WAYS.len() + 2 + ways.len() <= LONGEST_LINE {
        ways
    } else {
        format!("<{link}>, <mailto:{returns}?subject={LEAVE}>")
    }
}

/// The text and its form with layout, one or the other to be shown (RFC 2046, section 5.1.4): the value of Content-Type, and the
/// body. Put together here because lettre signs headers of a message alone, and this one would be its body's.
fn both_forms(text: String, html: String) -> Option<(String, Vec<u8>)> {
    let parts = MultiPart::alternative_plain_html(text, html);
    let kind = parts.headers().get_raw("Content-Type")?.to_owned();
    let whole = parts.formatted();
    let head = whole.windows(4).position(|four| four == b"\r\n\r\n")?;
    Some((kind, whole[head + 4..].to_vec()))
}

/// A header of plain ASCII as it is: an address in it is neither folded nor encoded, which not every reader undoes.
fn raw(name: &'static str, value: String) -> HeaderValue {
    HeaderValue::dangerous_new_pre_encoded(HeaderName::new_from_ascii_str(name), value.clone(), value)
}

/// The same for every copy of a mail, so that a second copy is known for one.
pub(super) fn message_id(sender: &Sender, mail: &Claimed) -> String {
    format!("<{}.{}@{}>", mail.id.simple(), mail.library, sender.from.domain())
}

/// Says that no person wrote this, so that no out-of-office answer is sent (RFC 3834, section 5).
#[derive(Debug, Clone)]
struct AutoSubmitted;

impl Header for AutoSubmitted {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Auto-Submitted")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "auto-generated".to_owned())
    }
}

/// The language of the text, for screen readers (RFC 3282).
#[derive(Debug, Clone)]
struct ContentLanguage(String);

impl Header for ContentLanguage {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Content-Language")
    }

    fn parse(tag: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self(tag.to_owned()))
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), self.0.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mail::render::Rendered;
    use chrono::{TimeZone, Utc};
    use domain::words::Lang;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn sender() -> Sender {
        Sender {
            from: "no-reply@example.org".parse().unwrap(),
            reply_to: Some("Desk <desk@example.org>".parse().unwrap()),
            returns: None,
            signer: None,
        }
    }

    fn mail() -> Claimed {
        let at = Utc.with_ymd_and_hms(2026, 11, 23, 12, 0, 0).unwrap();
        Claimed {
            library: "mansfield".parse().unwrap(),
            library_name: "Mansfield Public Library".into(),
            id: Uuid::from_u128(7),
            person: None,
            subscriber: None,
            kind: "reset".into(),
            recipient: "ana@example.org".into(),
            lang: Lang::Es,
            words: Rendered { subject: "Se cambió".into(), text: "Hola\n".into(), html: "<p>Hola</p>".into() },
            sealed_link: None,
            attempts: 1,
            created_at: at,
            give_up_at: at,
        }
    }

    /// The header lines of a message, as a receiver splits them: a line that begins with a space goes on.
    fn headers(message: &Message) -> Vec<String> {
        let raw = String::from_utf8(message.formatted()).unwrap();
        let head = raw.split_once("\r\n\r\n").unwrap().0.to_owned();
        head.replace("\r\n ", " ").replace("\r\n\t", " ").split("\r\n").map(str::to_owned).collect()
    }

    #[test]
    fn a_mail_says_what_it_is() {
        let headers = headers(&compose(&sender(), &mail(), None, None).unwrap());
        for wanted in [
            "Message-ID: <00000000000000000000000000000007.mansfield@example.org>",
            "Date: Mon, 23 Nov 2026 12:00:00 +0000",
            "From: \"Mansfield Public Library\" <no-reply@example.org>",
            "Reply-To: Desk <desk@example.org>",
            "To: ana@example.org",
            "Subject: Se =?utf-8?b?Y2FtYmnDsw==?=",
            "Auto-Submitted: auto-generated",
            "Content-Language: es",
        ] {
            assert!(headers.iter().any(|header| header == wanted), "{wanted} not in {headers:#?}");
        }
    }

    #[test]
    fn l29_a_newsletter_stops_with_one_click_in_the_mail_program() {
        let link = format!("https://mansfield.example.org/unsubscribe/{}", "a".repeat(90));
        let newsletter = Claimed { kind: "newsletter".into(), ..mail() };
        let headers = headers(&compose(&sender(), &newsletter, Some(&link), None).unwrap());
        for wanted in
            [format!("List-Unsubscribe: <{link}>"), "List-Unsubscribe-Post: List-Unsubscribe=One-Click".into()]
        {
            assert!(headers.contains(&wanted), "{wanted} not in {headers:#?}");
        }
        let other = self::headers(&compose(&sender(), &mail(), Some(&link), None).unwrap());
        assert!(!other.iter().any(|header| header.starts_with("List-")), "a link that opens something stops nothing");
    }

    #[test]
    fn l29_the_older_way_carries_what_the_link_carries_where_a_line_has_room_for_it() {
        let newsletter = Claimed { kind: "newsletter".into(), ..mail() };
        let returns = Address::new(format!("{}+{}", "b".repeat(15), "0".repeat(48)), "library.example.org").unwrap();
        let of = |site: &str, token: &str| {
            let link = format!("{site}/unsubscribe/{token}");
            let raw = compose(&sender(), &newsletter, Some(&link), Some(returns.clone())).unwrap().formatted();
            let raw = String::from_utf8(raw).unwrap();
            assert!(raw.split("\r\n").all(|line| line.len() <= LONGEST_LINE), "{raw}");
            let ways = raw.split("\r\n").find_map(|line| line.strip_prefix("List-Unsubscribe: ")).unwrap().to_owned();
            let (first, second) = ways.split_once(", ").unwrap();
            assert_eq!(first, format!("<{link}>"));
            let mail = format!("<mailto:{returns}?subject=unsubscribe");
            second.strip_prefix(&mail).unwrap().strip_suffix('>').unwrap().to_owned()
        };
        let site = "https://mansfield.example.org";
        assert_eq!(of(site, "aB3_-"), "%20aB3_-");
        assert_eq!(of(site, &"a".repeat(400)), format!("%20{}", "a".repeat(400)), "the longest that is read");
        assert_eq!(of(&format!("{site}/{}", "p".repeat(200)), &"a".repeat(400)), "");
        assert_eq!(of(site, "what?ever&else=1"), "", "no token of ours");
    }

    #[test]
    fn an_address_with_a_line_end_is_no_address() {
        for bad in
            ["a@b.example\r\nBcc: c@d.example", "a\r\n@b.example", "a@b.example\n", "a@b.example, c@d.example", ""]
        {
            assert!(compose(&sender(), &Claimed { recipient: bad.into(), ..mail() }, None, None).is_none(), "{bad:?}");
        }
    }

    proptest! {
        #[test]
        fn no_stored_value_adds_a_header(
            library_name in "\\PC{0,30}[\r\n]{1,3}Bcc: x@y.example", subject in "\\PC{0,30}[\r\n]{1,3}Bcc: x@y.example",
            text in any::<String>(), link in "https://x/\\PC{0,20}[\r\n]{1,3}Bcc: x@y.example",
        ) {
            let words = Rendered { subject, text: format!("\r\nBcc: x@y.example\r\n\r\n{text}"), html: text };
            let mail = Claimed { library_name, words, ..mail() };
            let message = compose(&sender(), &mail, Some(&link), None).unwrap();
            let names: Vec<String> =
                headers(&message).iter().map(|header| header.split(':').next().unwrap().to_owned()).collect();
            prop_assert_eq!(names, vec![
                "Message-ID", "Date", "From", "To", "Subject", "Auto-Submitted", "Content-Language", "Reply-To",
                "MIME-Version", "Content-Type", "Content-Transfer-Encoding",
            ]);
            prop_assert_eq!(message.envelope().to().len(), 1);
        }
    }
}
