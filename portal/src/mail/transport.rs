//! The way mail leaves, and what the answers of a mail server mean.

use super::{
    claim::Claimed,
    compose::{Sender, compose},
    connections::Connections,
    pace::Pace,
    return_path::return_path,
    settings::{BadMailSettings, MailSettings, Security, SmtpSettings},
};
use crate::{keys::Keys, patience::Patience};
use lettre::{
    AsyncSmtpTransport, Tokio1Executor,
    transport::smtp::{
        self, PoolConfig,
        authentication::Credentials,
        client::{Tls, TlsParameters},
        extension::ClientId,
    },
};
use secrecy::ExposeSecret;
use std::{sync::Arc, time::Duration};

/// How long the whole conversation about one mail may last. Shorter than a lease, so that a slow server does not lead
/// to a second copy.
pub(super) const SENDING_TAKES_AT_MOST: Duration = Duration::from_mins(2);

/// How long a connection may take to be made.
const CONNECTING_TAKES_AT_MOST: Duration = Duration::from_secs(30);

/// How many connections are kept open for the next mail: as many as all lanes use at once.
const CONNECTIONS_KEPT: u32 = 8;

/// The way mail leaves.
#[derive(Debug, Clone)]
#[cfg_attr(
    any(test, feature = "dev"),
    expect(clippy::large_enum_variant, reason = "there is one of it, and in production it has one variant")
)]
pub enum Transport {
    /// Over SMTP; made by [`Transport::smtp`].
    Smtp(Smtp),
    /// It stays in the outbox, links and all, to be read at `/dev/mail`. A production build does not contain it.
    #[cfg(any(test, feature = "dev"))]
    Keep,
}

/// Connections to one mail server, used again from mail to mail.
#[derive(Debug, Clone)]
pub struct Smtp {
    connections: Arc<Connections>,
    sender: Sender,
    patience: Patience,
    pace: Option<Pace>,
}

/// What became of one attempt to send.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Outcome {
    /// The server took it.
    Sent,
    /// Not now, because of this mail (a full mailbox, greylisting). The reply code.
    Later(String),
    /// Not now, whatever the mail: the server is away, or does not accept the portal. The reply code or a word.
    Away(String),
    /// Never. The reply code or a word.
    Refused(String),
}

impl Transport {
    /// Mail over this server, from this sender. Connects when the first mail is sent.
    ///
    /// # Errors
    /// The first key that is wrong.
    pub fn smtp(smtp: &SmtpSettings, mail: &MailSettings) -> Result<Self, BadMailSettings> {
        mail.check()?;
        let (from, reply_to) = mail.sender()?;
        let sender = Sender { signer: mail.signer()?, returns: mail.returns()?, from, reply_to };
        let mut builder = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(&smtp.host)
            .port(smtp.port())
            .timeout(Some(CONNECTING_TAKES_AT_MOST))
            .pool_config(PoolConfig::new().max_size(CONNECTIONS_KEPT));
        let tls =
            || TlsParameters::new(smtp.host.clone()).map_err(|e| BadMailSettings::new("smtp.host", format!("{e}")));
        builder = builder.tls(match smtp.security {
            Security::StartTls => Tls::Required(tls()?),
            Security::Tls => Tls::Wrapper(tls()?),
            Security::None => Tls::None,
        });
        if let Some(name) = &smtp.hello {
            if name.is_empty() || !name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.')) {
                return Err(BadMailSettings::new("smtp.hello", "is not a host name"));
            }
            builder = builder.hello_name(ClientId::Domain(name.clone()));
        }
        match (&smtp.username, &smtp.password) {
            (Some(_), Some(_)) if smtp.security == Security::None && !smtp.local() => {
                return Err(BadMailSettings::new(
                    "smtp.security",
                    "a password is not sent in clear to another machine; use starttls or tls",
                ));
            }
            (Some(name), Some(password)) => {
                builder = builder.credentials(Credentials::new(name.clone(), password.expose_secret().to_owned()));
            }
            (None, None) => {}
            (Some(_), None) => return Err(BadMailSettings::new("smtp.password", "is missing beside smtp.username")),
            (None, Some(_)) => return Err(BadMailSettings::new("smtp.username", "is missing beside smtp.password")),
        }
        let connections = Arc::new(Connections::new(builder));
        let pace = Pace::a_minute(smtp.per_domain);
        Ok(Self::Smtp(Smtp { connections, sender, patience: Patience::Lasts(SENDING_TAKES_AT_MOST), pace }))
    }

    /// How much mail may go to one domain; `None`: as much as there is.
    pub(super) fn pace(&self) -> Option<Pace> {
        match self {
            Self::Smtp(smtp) => smtp.pace,
            #[cfg(any(test, feature = "dev"))]
            Self::Keep => None,
        }
    }

    /// With so much patience for one mail, so that no test waits for minutes.
    #[cfg(test)]
    pub(super) fn with_patience(self, patience: Duration) -> Self {
        self.with(Patience::Lasts(patience))
    }

    /// Gives a conversation up when it is told to, so that no test waits at all.
    #[cfg(test)]
    pub(super) fn gives_up_when(self, told: Arc<tokio::sync::Notify>) -> Self {
        self.with(Patience::UntilTold(told))
    }

    #[cfg(test)]
    fn with(self, patience: Patience) -> Self {
        match self {
            Self::Smtp(smtp) => Self::Smtp(Smtp { patience, ..smtp }),
            Self::Keep => Self::Keep,
        }
    }
}

impl Smtp {
    /// Tries once to send `mail` with this `link`.
    pub(super) async fn send(&self, keys: &Keys, mail: &Claimed, link: Option<&str>) -> Outcome {
        let returns = self.sender.returns.as_ref().and_then(|base| return_path(keys, base, mail.id));
        let Some(message) = compose(&self.sender, mail, link, returns) else {
            return Outcome::Refused("address".to_owned());
        };
        match self.patience.waits_for(self.connections.send(message)).await {
            Some(Ok(_)) => Outcome::Sent,
            Some(Err(e)) => outcome(&e, mail.recipient.is_ascii()),
            None => Outcome::Away("timeout".to_owned()),
        }
    }
}

/// What an error means for the mail (RFC 5321, sections 4.2.1 and 3.8).
fn outcome(error: &smtp::Error, ascii: bool) -> Outcome {
    let Some(code) = error.status().map(u16::from) else {
        return match error {
            // lettre says it in words alone; what else the server does not offer is no fault of the address.
            e if e.is_client() && !ascii && e.to_string().contains("SMTPUTF8") => {
                Outcome::Refused("no-smtputf8".to_owned())
            }
            e if e.is_timeout() => Outcome::Away("timeout".to_owned()),
            e if e.is_tls() => Outcome::Away("tls".to_owned()),
            e if e.is_client() => Outcome::Away("unsupported".to_owned()),
            _ => Outcome::Away("connection".to_owned()),
        };
    };
    let said = std::error::Error::source(error).map(ToString::to_string).unwrap_or_default();
    let code_text = match enhanced(&said) {
        Some(status) => format!("{code} {status}"),
        None => code.to_string(),
    };
    match code {
        // The service is closing, or the portal's own credentials are not taken: no fault of this mail, which must
        // not be lost because a password was mistyped in the configuration (RFC 4954, section 6).
        421 | 454 | 530 | 534 | 535 | 538 => Outcome::Away(code_text),
        400..=499 => Outcome::Later(code_text),
        _ => Outcome::Refused(code_text),
    }
}

/// The enhanced status code (RFC 3463) a reply begins with. The rest may hold addresses and is never kept.
fn enhanced(said: &str) -> Option<&str> {
    let first = said.split_whitespace().next()?;
    let parts: Vec<&str> = first.split('.').collect();
    let number = |part: &&str| (1..=3).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
    (parts.len() == 3 && matches!(parts[0], "2" | "4" | "5") && parts.iter().all(number)).then_some(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_enhanced_status_of_a_reply_is_kept() {
        assert_eq!(enhanced("5.1.1 <ana@example.org>: no such user"), Some("5.1.1"));
        for other in ["", "ana@example.org is unknown", "5.1", "5.1.1111 x", "9.1.1 x", "10.0.0.1 blocked"] {
            assert_eq!(enhanced(other), None, "{other}");
        }
    }

    #[tokio::test]
    async fn a_password_is_never_sent_in_clear_to_another_machine() {
        let mail = MailSettings {
            from: "a@b.example".into(),
            reply_to: None,
            site: "https://x.example".into(),
            returns: None,
            dkim: None,
        };
        let smtp = |host: &str, security| SmtpSettings {
            host: host.into(),
            port: None,
            security,
            username: Some("portal".into()),
            password: Some("secret".into()),
            hello: None,
            per_domain: 0,
        };
        let refused = Transport::smtp(&smtp("mail.example.org", Security::None), &mail).unwrap_err();
        assert_eq!(refused.key, "smtp.security");
        assert!(Transport::smtp(&smtp("127.0.0.1", Security::None), &mail).is_ok());
        assert!(Transport::smtp(&smtp("mail.example.org", Security::StartTls), &mail).is_ok());
        assert!(!format!("{:?}", smtp("x", Security::Tls)).contains("secret"));
    }
}
