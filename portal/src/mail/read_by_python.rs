//! Mails as another program reads them: Debian's Python, its `email` and dkimpy (`read_by_python.py`).

use super::{
    claim::Claimed,
    compose::{Sender, compose},
    dkim::Signer,
    render::Rendered,
};
use chrono::{TimeZone, Utc};
use domain::words::Lang;
use lettre::Address;
use rsa::{
    RsaPrivateKey,
    pkcs1::EncodeRsaPrivateKey,
    pkcs8::{EncodePrivateKey, LineEnding},
    rand_core::OsRng,
};
use serde::Deserialize;
use std::{
    collections::BTreeMap,
    io::Write,
    process::{Command, Stdio},
    sync::LazyLock,
};
use uuid::Uuid;

const READER: &str = include_str!("read_by_python.py");

static KEY: LazyLock<RsaPrivateKey> = LazyLock::new(|| RsaPrivateKey::new(&mut OsRng, 2048).unwrap());

/// What Python understood.
#[derive(Deserialize)]
struct Read {
    headers: Vec<(String, String)>,
    /// What it holds against the standards.
    defects: Vec<String>,
    /// Content type → text.
    parts: BTreeMap<String, String>,
    /// Whether the signature is right.
    signed: bool,
    /// What it signs with, and how: the tags of DKIM-Signature.
    signature: BTreeMap<String, String>,
}

impl Read {
    fn header(&self, name: &str) -> Vec<&str> {
        self.headers.iter().filter(|(header, _)| header == name).map(|(_, value)| value.as_str()).collect()
    }
}

fn read(signer: &Signer, message: &[u8]) -> Read {
    let record = signer.record();
    // Debian's own, which has its package python3-dkim, and not another that stands before it in the path.
    let mut python = Command::new("/usr/bin/python3")
        .args(["-c", READER, &record.name, &record.value])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("Debian's python3 and python3-dkim: cargo xtask test installs them");
    python.stdin.take().unwrap().write_all(message).unwrap();
    let output = python.wait_with_output().unwrap();
    assert!(output.status.success(), "see above: python3-dkim is missing, or the mail cannot be read at all");
    serde_json::from_slice(&output.stdout).unwrap()
}

fn signer() -> Signer {
    Signer::with_key("portal", &from(), &KEY.to_pkcs8_pem(LineEnding::LF).unwrap()).unwrap()
}

fn from() -> Address {
    "no-reply@library.example.org".parse().unwrap()
}

fn sender() -> Sender {
    Sender {
        from: from(),
        reply_to: None,
        returns: Some("bounces@library.example.org".parse().unwrap()),
        signer: Some(signer()),
    }
}

fn mail(kind: &str) -> Claimed {
    let at = Utc.with_ymd_and_hms(2026, 11, 29, 12, 0, 0).unwrap();
    Claimed {
        library: "mansfield".parse().unwrap(),
        library_name: "Biblioteca Pública “Ñandú”, \"East\"\r\nBcc: x@y.example".into(),
        id: Uuid::from_u128(7),
        person: None,
        subscriber: None,
        kind: kind.into(),
        recipient: "jose@example.org".into(),
        lang: Lang::Es,
        words: Rendered {
            subject: format!("Los libros de José 📚, {}\r\nBcc: x@y.example", "y más y más ".repeat(12)),
            text: format!(".\r\n..\nUna línea   con espacios  \n{}\n\n\n", "x".repeat(3000)),
            html: "<p lang=\"es\">Información —\u{a0}aquí</p>".into(),
        },
        sealed_link: None,
        attempts: 1,
        created_at: at,
        give_up_at: at,
    }
}

fn newsletter() -> Vec<u8> {
    let link = format!("https://mansfield.example.org/unsubscribe/{}", "a".repeat(90));
    let returns = Some("bounces+0123456789abcdef@library.example.org".parse().unwrap());
    compose(&sender(), &mail("newsletter"), Some(&link), returns).unwrap().formatted()
}

#[test]
fn python_reads_what_was_written_whatever_signs_are_in_it() {
    let read = read(&signer(), &newsletter());
    assert_eq!(read.defects, Vec::<String>::new());
    let subject = format!("Los libros de José 📚, {}", "y más y más ".repeat(12));
    let [said] = read.header("Subject")[..] else { panic!("one subject") };
    assert!(said.starts_with(subject.trim_end()), "{said}");
    let [from] = read.header("From")[..] else { panic!("one sender") };
    assert!(from.contains("Biblioteca Pública “Ñandú”") && from.ends_with("<no-reply@library.example.org>"), "{from}");
    assert_eq!(read.header("To"), ["jose@example.org"]);
    assert!(read.header("Bcc").is_empty() && !said.contains('\n') && !from.contains('\n'));
    assert_eq!(read.header("Message-ID"), ["<00000000000000000000000000000007.mansfield@library.example.org>"]);
    assert_eq!(read.header("List-Unsubscribe-Post"), ["List-Unsubscribe=One-Click"]);
    let [leave] = read.header("List-Unsubscribe")[..] else { panic!("one header") };
    assert!(leave.starts_with("<https://mansfield.example.org/unsubscribe/aaa"), "{leave}");
    let token = "a".repeat(90);
    let by_mail = format!("<mailto:bounces+0123456789abcdef@library.example.org?subject=unsubscribe%20{token}>");
    assert!(leave.ends_with(&by_mail), "{leave}");
    let text = read.parts["text/plain"].replace("\r\n", "\n");
    assert!(text.starts_with(".\n..\nUna línea   con espacios  \n") && text.contains(&"x".repeat(3000)), "{text}");
    assert!(read.parts["text/html"].contains("Información —\u{a0}aquí"));
}

/// RFC 6531: such a mail goes only where the server says SMTPUTF8.
#[test]
fn an_address_in_another_script_is_read_and_signed_as_it_is() {
    let mail = Claimed { recipient: "jos\u{e9}@ejemplo.example".into(), ..mail("reset") };
    let read = read(&signer(), &compose(&sender(), &mail, None, None).unwrap().formatted());
    assert_eq!(read.header("To"), ["jos\u{e9}@ejemplo.example"]);
    // Python counts the letter as a defect, and nothing else.
    assert!(
        read.defects.iter().all(|defect| defect.starts_with("To: ") && defect.to_lowercase().contains("non-ascii"))
    );
    assert!(read.signed);
}

#[test]
fn the_signature_is_right_and_covers_the_ways_to_leave() {
    let read = read(&signer(), &newsletter());
    assert!(read.signed);
    let tag = |name: &str| read.signature[name].as_str();
    assert_eq!((tag("a"), tag("c")), ("rsa-sha256", "relaxed/relaxed"));
    assert_eq!(
        (tag("d"), tag("s")),
        ("library.example.org", "portal"),
        "the domain of From, or DMARC does not count it"
    );
    let covered: Vec<&str> = tag("h").split(':').collect();
    for header in ["from", "to", "subject", "date", "message-id", "list-unsubscribe", "list-unsubscribe-post"] {
        assert!(covered.contains(&header), "{header} in {covered:?}");
    }
}

#[test]
fn a_relay_may_fold_anew_and_nobody_may_change_or_add_anything() {
    let mail = String::from_utf8(newsletter()).unwrap();
    let signer = signer();
    let changed = |from: &str, to: &str| {
        let other = mail.replacen(from, to, 1);
        assert_ne!(mail, other, "{from}");
        read(&signer, other.as_bytes()).signed
    };
    assert!(changed("\r\nAuto-Submitted: auto-generated\r\n", "\r\nAuto-Submitted:\r\n  auto-generated \r\n"));
    assert!(changed("\r\nMIME-Version", "\r\nX-Relay: seen\r\nMIME-Version"));
    for (from, to) in [
        ("/unsubscribe/aaa", "/unsubscribe/baa"),
        ("unsubscribe%20aaa", "unsubscribe%20baa"),
        ("List-Unsubscribe=One-Click", "List-Unsubscribe=Two-Clicks"),
        ("\r\nMIME-Version", "\r\nReply-To: thief@example.org\r\nMIME-Version"),
        ("Content-Language: es", "Content-Language: en"),
        ("xxxxxxxx", "xxxxyxxx"),
    ] {
        assert!(!changed(from, to), "{from} -> {to}");
    }
    let plain = Sender { signer: None, ..sender() };
    let unsigned = compose(&plain, &self::mail("reset"), None, None).unwrap().formatted();
    let read = read(&signer, &unsigned);
    assert!(!read.signed && read.header("DKIM-Signature").is_empty());
    // An account's mail has nothing to leave, and nobody on the way can give it a way.
    let account = compose(&sender(), &self::mail("reset"), None, None).unwrap().formatted();
    let account = String::from_utf8(account).unwrap();
    let added =
        account.replacen("\r\nMIME-Version", "\r\nList-Unsubscribe: <https://thief.example>\r\nMIME-Version", 1);
    assert!(self::read(&signer, account.as_bytes()).signed && !self::read(&signer, added.as_bytes()).signed);
}

#[test]
fn both_forms_of_a_key_are_taken_and_what_is_none_is_refused_by_its_setting() {
    let one = Signer::with_key("a.b-1", &from(), &KEY.to_pkcs1_pem(LineEnding::CRLF).unwrap()).unwrap();
    assert_eq!(one.record().name, "a.b-1._domainkey.library.example.org");
    assert_eq!(one.record().value, signer().record().value);
    assert!(!format!("{one:?}").contains("p="));
    let short = RsaPrivateKey::new(&mut OsRng, 1024).unwrap().to_pkcs8_pem(LineEnding::LF).unwrap();
    let refused = |selector: &str, from: &str, pem: &str| {
        let error = Signer::with_key(selector, &from.parse().unwrap(), pem).unwrap_err();
        (error.key, error.reason)
    };
    let good = KEY.to_pkcs8_pem(LineEnding::LF).unwrap();
    assert_eq!(refused("portal", "a@b.example", &short), ("dkim.key_file", "has less than 2048 bits".into()));
    assert_eq!(refused("portal", "a@b.example", "hello").0, "dkim.key_file");
    for selector in ["", "a b", "a..b", "a;p=x", "ä"] {
        assert_eq!(refused(selector, "a@b.example", &good).0, "dkim.selector", "{selector}");
    }
    assert_eq!(refused("portal", "a@bücher.example", &good).0, "mail_from");
}
