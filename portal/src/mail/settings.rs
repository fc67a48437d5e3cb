//! The mail part of the server's configuration.

use super::{
    dkim::{DkimRecord, Signer},
    return_path::LONGEST_LOCAL,
};
use domain::ids::LibrarySlug;
use lettre::{Address, message::Mailbox};
use secrecy::SecretString;
use serde::Deserialize;
use std::path::PathBuf;

/// From whom mail comes and where its links lead.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MailSettings {
    /// The address mail comes from, `no-reply@library.example.org`. Each library's own name stands before it.
    pub from: String,
    /// Where an answer goes, if anywhere.
    #[serde(default)]
    pub reply_to: Option<String>,
    /// The address of a library's portal, with `{library}` for its short name: `https://{library}.example.org`.
    pub site: String,
    /// Where mail that cannot be delivered comes back to: `bounces@library.example.org`. Each mail gets a return path of its
    /// own, with a sign `+` and its signature before the `@`. Without it, mail comes back to `from`.
    #[serde(default)]
    pub returns: Option<String>,
    /// What mail is signed with, where the mail server does not do it.
    #[serde(default)]
    pub dkim: Option<DkimSettings>,
}

/// What mail is signed with (RFC 6376), for the domain that it comes from.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DkimSettings {
    /// The name of the key among those of the domain: `portal` for the DNS record `portal._domainkey.library.example.org`.
    pub selector: String,
    /// The file with the private key: RSA, at least 2048 bits, in PEM form.
    pub key_file: PathBuf,
}

/// The mail server that takes the portal's mail.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SmtpSettings {
    /// Its host name, as in its certificate.
    pub host: String,
    /// Its port; without it 465 for TLS, 587 for STARTTLS, 25 for neither.
    #[serde(default)]
    pub port: Option<u16>,
    /// How the connection is kept private.
    #[serde(default)]
    pub security: Security,
    /// The account, where the server wants one.
    #[serde(default)]
    pub username: Option<String>,
    /// Its password.
    #[serde(default)]
    pub password: Option<SecretString>,
    /// What the portal calls itself in EHLO; without it the machine's host name.
    #[serde(default)]
    pub hello: Option<String>,
    /// So many notices, and as many newsletters, go to one domain at once, and after them as many a minute; 0: as many as there
    /// are.
    #[serde(default = "default_per_domain")]
    pub per_domain: u32,
}

fn default_per_domain() -> u32 {
    600
}

/// How a connection to the mail server is kept private.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Security {
    /// In clear at first, then TLS or nothing (RFC 3207). A server that does not offer it gets no mail.
    #[default]
    StartTls,
    /// TLS from the first byte (RFC 8314).
    Tls,
    /// In clear: for a mail server on the same machine.
    None,
}

/// Why mail settings cannot be used: which key, and what is wrong with it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{key}: {reason}")]
pub struct BadMailSettings {
    /// The key in the configuration.
    pub key: &'static str,
    /// What is wrong, for the administrator.
    pub reason: String,
}

impl BadMailSettings {
    pub(super) fn new(key: &'static str, reason: impl Into<String>) -> Self {
        Self { key, reason: reason.into() }
    }
}

impl MailSettings {
    /// The address of this library's portal, without a slash at its end.
    pub fn site(&self, library: &LibrarySlug) -> String {
        self.site.trim_end_matches('/').replace("{library}", library.as_str())
    }

    /// Whether these settings can be used; to be asked when the server starts.
    ///
    /// # Errors
    /// The first key that is wrong.
    pub fn check(&self) -> Result<(), BadMailSettings> {
        self.sender()?;
        self.returns()?;
        self.signer()?;
        let plain = self.site.bytes().all(|b| b.is_ascii_graphic() && !matches!(b, b'"' | b'<' | b'>'));
        if !(self.site.starts_with("https://") || self.site.starts_with("http://")) || !plain {
            return Err(BadMailSettings::new("public_url", "is not an address that begins with https:// (or http://)"));
        }
        Ok(())
    }

    /// The From address and the Reply-To mailbox, parsed.
    pub(super) fn sender(&self) -> Result<(Address, Option<Mailbox>), BadMailSettings> {
        let from = self.from.trim().parse().map_err(|e| BadMailSettings::new("mail_from", format!("{e}")))?;
        let reply_to = self.reply_to.as_deref().map(str::parse).transpose();
        Ok((from, reply_to.map_err(|e| BadMailSettings::new("mail_reply_to", format!("{e}")))?))
    }

    /// The DNS record that lets receivers check the signature; `None` where mail is not signed.
    ///
    /// # Errors
    /// As [`MailSettings::check`].
    pub fn dkim_record(&self) -> Result<Option<DkimRecord>, BadMailSettings> {
        Ok(self.signer()?.map(|signer| signer.record().clone()))
    }

    pub(super) fn signer(&self) -> Result<Option<Signer>, BadMailSettings> {
        let (from, _) = self.sender()?;
        self.dkim.as_ref().map(|dkim| Signer::new(dkim, &from)).transpose()
    }

    /// The address that return paths are made from, parsed.
    pub(super) fn returns(&self) -> Result<Option<Address>, BadMailSettings> {
        let Some(text) = self.returns.as_deref() else { return Ok(None) };
        let address: Address = text.trim().parse().map_err(|e| BadMailSettings::new("mail_returns", format!("{e}")))?;
        if address.user().len() > LONGEST_LOCAL || address.user().contains('+') || !address.user().is_ascii() {
            let reason = format!("has before the @ at most {LONGEST_LOCAL} letters, and no sign +");
            return Err(BadMailSettings::new("mail_returns", reason));
        }
        Ok(Some(address))
    }
}

impl SmtpSettings {
    /// The port that was set, or the usual one.
    pub(super) fn port(&self) -> u16 {
        self.port.unwrap_or(match self.security {
            Security::StartTls => 587,
            Security::Tls => 465,
            Security::None => 25,
        })
    }

    /// Whether the server is this machine.
    pub(super) fn local(&self) -> bool {
        self.host == "localhost" || self.host.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings() -> MailSettings {
        MailSettings {
            from: "no-reply@example.org".into(),
            reply_to: None,
            site: "https://{library}.example.org/".into(),
            returns: None,
            dkim: None,
        }
    }

    #[test]
    fn a_site_is_the_librarys_own() {
        assert_eq!(settings().site(&"canton".parse().unwrap()), "https://canton.example.org");
        assert_eq!(settings().check(), Ok(()));
    }

    #[test]
    fn settings_that_could_carry_a_header_are_refused_by_key() {
        let bad = MailSettings { from: "a@b.example\r\nBcc: c@d.example".into(), ..settings() };
        assert_eq!(bad.check().unwrap_err().key, "mail_from");
        let bad = MailSettings { reply_to: Some("x\r\nBcc: c@d.example <a@b.example>".into()), ..settings() };
        assert_eq!(bad.check().map_err(|e| e.key), Err("mail_reply_to"));
        let bad = MailSettings { site: "mansfield.example.org".into(), ..settings() };
        assert_eq!(bad.check().unwrap_err().key, "public_url");
    }
}
