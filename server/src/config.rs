//! Configuration: one TOML file and the environment, checked at start.
//!
//! Each setting has a name in the file (`listen`) and in the environment (`PORTAL_LISTEN`, which wins). A setting that
//! is missing, misspelt or cannot be understood stops the start and says which, where and why.

use crate::http::Limits;
use anyhow::{Context, Result, ensure};
use domain::{parse::EmailAddress, profile::Profiles};
use portal::{
    jobs::{HeadsTo, Means},
    keys::Keys,
    mail::{DkimSettings, MailSettings, SmtpSettings, Transport},
    newsletter::service::{ListmonkSettings, Services},
    returned::Mailbox,
};
use secrecy::{ExposeSecret, SecretSlice, SecretString};
use serde::{
    Deserialize, Deserializer,
    de::{self, SeqAccess, Visitor},
};
use std::{
    collections::BTreeMap,
    fmt,
    net::{IpAddr, SocketAddr},
    path::{Path, PathBuf},
    time::Duration,
};

/// A variable that begins as settings do and is not a setting: `server staff add` and `server staff reset` read it.
pub const STAFF_PASSWORD: &str = "PORTAL_STAFF_PASSWORD";

/// Every setting, as read and checked. `docs/operations.md` explains each to a system administrator.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// Postgres: `postgres://user:password@host:5432/database`. Also read from `DATABASE_URL`.
    pub database_url: SecretString,
    /// At most this many connections.
    #[serde(default = "default_connections")]
    pub database_connections: u32,
    /// 64 or more hex digits, made once (`openssl rand -hex 32`) and kept as safe as the database.
    pub secret_key: SecretString,
    /// The key before, while a change of keys is under way: what was sealed under it still opens.
    #[serde(default)]
    pub former_secret_key: Option<SecretString>,
    /// Where to listen.
    #[serde(default = "default_listen")]
    pub listen: SocketAddr,
    /// How long a client may take to send a request's headers, and how long a connection may stay idle (seconds).
    #[serde(default = "default_header_seconds")]
    pub header_seconds: u64,
    /// At most this many connections from clients (or from the proxy in front) at once; further ones wait.
    #[serde(default = "default_max_connections")]
    pub max_connections: usize,
    /// At most this many of them from one network (IPv4 /24, IPv6 /64), and four times that from all networks of an IPv6 /48,
    /// proxies apart; a further one takes the place of the one that has rested longest.
    #[serde(default = "default_connections_per_network")]
    pub connections_per_network: usize,
    /// Where Prometheus finds the figures (`/metrics`); nowhere when it is not set. It is not for the public.
    #[serde(default)]
    pub metrics_listen: Option<SocketAddr>,
    /// The address people use, without a library's name: `https://privacy.example.org`.
    #[serde(default = "default_public_url")]
    pub public_url: String,
    /// A host name of its own for a library: `privacy.mansfieldlibrary.example = "mansfield"`. Without one, a library
    /// is at `<slug>.` before the public host.
    #[serde(default)]
    pub hosts: BTreeMap<String, String>,
    /// The folder of library profiles.
    #[serde(default = "default_libraries")]
    pub libraries: PathBuf,
    /// The folder with the browser's half, as built.
    #[serde(default = "default_site_root")]
    pub site_root: PathBuf,
    /// Proxies whose `X-Forwarded-For` is believed. None: the connection's own address counts.
    #[serde(default, deserialize_with = "addresses")]
    pub trusted_proxies: Vec<IpAddr>,
    /// How mail leaves. Without it, mail waits in the outbox.
    #[serde(default)]
    pub smtp: Option<SmtpSettings>,
    /// The address the portal's mail comes from; each library's own name stands before it.
    #[serde(default = "default_mail_from")]
    pub mail_from: String,
    /// Where an answer to the portal's mail goes, if anywhere.
    #[serde(default)]
    pub mail_reply_to: Option<String>,
    /// Where mail that cannot be delivered comes back to; each mail gets a return path of its own below this address.
    #[serde(default)]
    pub mail_returns: Option<String>,
    /// The Maildir that this address is delivered into; the worker reads it.
    #[serde(default)]
    pub mail_returns_box: Option<PathBuf>,
    /// What mail is signed with, where the mail server does not do it.
    #[serde(default)]
    pub dkim: Option<DkimSettings>,
    /// The listmonk that sends a library's newsletters, by the library's short name, where the portal speaks to it itself.
    #[serde(default)]
    pub listmonk: BTreeMap<String, ListmonkSettings>,
    /// Whether `serve` also delivers mail and seals the ledger (a single machine) or a separate `server worker` does.
    #[serde(default = "default_true")]
    pub worker_in_server: bool,
    /// A file to which the worker adds the heads of the ledger's chains, for `server ledger verify --against`.
    #[serde(default)]
    pub ledger_heads: Option<PathBuf>,
    /// The address to which the worker mails the heads of the ledger's chains: the Director's, or whose office it is.
    #[serde(default)]
    pub ledger_heads_to: Option<String>,
}

fn default_connections() -> u32 {
    10
}
fn default_header_seconds() -> u64 {
    10
}
fn default_max_connections() -> usize {
    2_000
}
fn default_connections_per_network() -> usize {
    200
}
fn default_listen() -> SocketAddr {
    SocketAddr::from(([127, 0, 0, 1], 3000))
}
fn default_public_url() -> String {
    "http://localhost:3000".into()
}
fn default_libraries() -> PathBuf {
    "libraries".into()
}
fn default_site_root() -> PathBuf {
    "target/site".into()
}
fn default_mail_from() -> String {
    "no-reply@localhost.localdomain".into()
}
fn default_true() -> bool {
    true
}

impl Config {
    /// Reads the file (where one is named or `portal.toml` exists) and the environment.
    ///
    /// # Errors
    /// When a setting is missing, unknown or not understood; the message names it.
    pub fn read(file: Option<&Path>) -> Result<Self> {
        let mut builder = config::Config::builder();
        let default = Path::new("portal.toml");
        if let Some(path) = file.or_else(|| default.exists().then_some(default)) {
            builder = builder.add_source(config::File::from(path).format(config::FileFormat::Toml));
        }
        if let Ok(url) = std::env::var("DATABASE_URL") {
            builder = builder.set_override("database_url", url)?;
        }
        // Not parsed before it is known what each is: a password of `007` is no number.
        let environment = config::Environment::with_prefix("PORTAL")
            .prefix_separator("_")
            .separator("__")
            .source(Some(environment()));
        let config: Self = builder
            .add_source(environment)
            .build()
            .context("the configuration file cannot be read")?
            .try_deserialize()
            .context("the configuration is not complete or not understood (see docs/operations.md)")?;
        config.check()?;
        Ok(config)
    }

    /// The deployment's keys.
    ///
    /// # Errors
    /// When a key is not hex or shorter than 32 bytes, or the former one is the present one.
    pub fn keys(&self) -> Result<Keys> {
        let present = key("secret_key (PORTAL_SECRET_KEY)", &self.secret_key)?;
        let Some(former) = &self.former_secret_key else { return Ok(Keys::new(present)) };
        let former = key("former_secret_key (PORTAL_FORMER_SECRET_KEY)", former)?;
        ensure!(
            former.expose_secret() != present.expose_secret(),
            "former_secret_key (PORTAL_FORMER_SECRET_KEY) is the same as secret_key: put the new key into secret_key"
        );
        Ok(Keys::new(present).after(former))
    }

    /// The public address's scheme, host and port: (`https`, `privacy.example.org`, `:8443` or empty).
    ///
    /// # Errors
    /// When the address has no scheme or host, or has a path.
    pub fn public_parts(&self) -> Result<(&str, &str, &str)> {
        let url = self.public_url.trim_end_matches('/');
        let (scheme, rest) = url.split_once("://").context("public_url must begin with https:// or http://")?;
        ensure!(matches!(scheme, "https" | "http"), "public_url must begin with https:// or http://, not {scheme}://");
        ensure!(!rest.contains('/'), "public_url must name a host and no path: {url}");
        let port_at = rest.rfind(':').unwrap_or(rest.len());
        ensure!(port_at > 0, "public_url has no host: {url}");
        Ok((scheme, &rest[..port_at], &rest[port_at..]))
    }

    /// From whom mail comes and where its links lead.
    ///
    /// # Errors
    /// When the public address is none.
    pub fn mail_settings(&self) -> Result<MailSettings> {
        let (scheme, host, port) = self.public_parts()?;
        Ok(MailSettings {
            from: self.mail_from.clone(),
            reply_to: self.mail_reply_to.clone(),
            site: format!("{scheme}://{{library}}.{host}{port}"),
            returns: self.mail_returns.clone(),
            dkim: self.dkim.clone(),
        })
    }

    /// The way mail leaves; `None` while no mail server is configured.
    ///
    /// # Errors
    /// The first mail setting that cannot be used.
    pub fn mail_transport(&self) -> Result<Option<Transport>> {
        let mail = self.mail_settings()?;
        mail.check()?;
        Ok(self.smtp.as_ref().map(|smtp| Transport::smtp(smtp, &mail)).transpose()?)
    }

    /// The newsletter services that the portal speaks to itself.
    ///
    /// # Errors
    /// The first of their settings that cannot be used.
    pub fn services(&self) -> Result<Services> {
        Ok(Services::of(&self.listmonk)?)
    }

    /// What connections may take.
    pub fn limits(&self) -> Limits {
        Limits {
            headers: Duration::from_secs(self.header_seconds),
            connections: self.max_connections,
            per_network: self.connections_per_network,
            proxies: self.trusted_proxies.clone().into(),
        }
    }

    /// What the jobs need.
    ///
    /// # Errors
    /// As [`Config::mail_transport`].
    pub fn means(&self, libraries: &Profiles) -> Result<Means> {
        let (scheme, host, port) = self.public_parts()?;
        let site = format!("{scheme}://{{library}}.{host}{port}");
        Ok(Means {
            transport: self.mail_transport()?,
            heads: self.ledger_heads.clone(),
            heads_to: self.ledger_heads_to.clone().map(|address| HeadsTo { address, site: site.clone() }),
            returned: self.mail_returns_box.clone().map(Mailbox::at),
            libraries: libraries.iter().cloned().collect(),
            site,
        })
    }

    fn check(&self) -> Result<()> {
        self.keys()?;
        let (scheme, host, _) = self.public_parts()?;
        let local = host == "localhost" || host.starts_with("127.");
        ensure!(
            scheme == "https" || local,
            "public_url is http:// and not on this machine: sessions need https:// (a proxy in front can do it)"
        );
        self.mail_transport()?;
        self.services()?;
        if let Some(to) = &self.ledger_heads_to {
            ensure!(
                EmailAddress::parse(to).is_ok(),
                "ledger_heads_to (PORTAL_LEDGER_HEADS_TO) is not an e-mail address"
            );
            ensure!(self.smtp.is_some(), "ledger_heads_to needs a mail server: set smtp.host (PORTAL_SMTP__HOST)");
        }
        ensure!(
            self.mail_returns_box.is_none() || self.mail_returns.is_some(),
            "mail_returns_box (PORTAL_MAIL_RETURNS_BOX) needs mail_returns, the address that is delivered into it"
        );
        ensure!(
            self.libraries.is_dir(),
            "libraries: no folder {} (PORTAL_LIBRARIES names the folder of library profiles)",
            self.libraries.display()
        );
        ensure!((1..=600).contains(&self.header_seconds), "header_seconds must be from 1 to 600");
        ensure!((10..=1_000_000).contains(&self.max_connections), "max_connections must be from 10 to 1,000,000");
        ensure!(
            (6..=1_000_000).contains(&self.connections_per_network),
            "connections_per_network must be from 6 (what one browser opens) to 1,000,000"
        );
        ensure!(self.database_connections >= 2, "database_connections must be 2 or more");
        Ok(())
    }
}

/// What the environment says of settings.
fn environment() -> config::Map<String, String> {
    std::env::vars_os()
        .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
        .filter(|(name, _)| name != STAFF_PASSWORD)
        .collect()
}

/// Addresses in a list, or in one text with commas between them.
fn addresses<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<IpAddr>, D::Error> {
    struct Addresses;

    impl<'de> Visitor<'de> for Addresses {
        type Value = Vec<IpAddr>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("IP addresses")
        }

        fn visit_str<E: de::Error>(self, text: &str) -> Result<Vec<IpAddr>, E> {
            let each = text.split(',').map(str::trim).filter(|one| !one.is_empty());
            each.map(|one| one.parse().map_err(|_| E::custom(format!("{one} is not an IP address")))).collect()
        }

        fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Vec<IpAddr>, A::Error> {
            let mut all = Vec::new();
            while let Some(one) = list.next_element()? {
                all.push(one);
            }
            Ok(all)
        }
    }

    deserializer.deserialize_any(Addresses)
}

/// A key's bytes. `name` is what to call it where it is wrong.
fn key(name: &str, text: &SecretString) -> Result<SecretSlice<u8>> {
    let text = text.expose_secret().trim();
    ensure!(
        text.len() >= 64 && text.len().is_multiple_of(2) && text.bytes().all(|b| b.is_ascii_hexdigit()),
        "{name} must be 64 or more hex digits: make one with `openssl rand -hex 32`"
    );
    let bytes: Result<Vec<u8>, _> =
        (0..text.len()).step_by(2).map(|at| u8::from_str_radix(&text[at..at + 2], 16)).collect();
    Ok(bytes?.into())
}
