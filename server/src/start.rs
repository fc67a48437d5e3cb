//! What every subcommand starts from: logging, the database, the libraries.

use crate::{config::Config, in_force::InForce};
use anyhow::{Context, Result, ensure};
use domain::{
    ids::LibrarySlug,
    profile::{Profiles, open_points},
};
use portal::{
    Portal,
    authority::Operator,
    clock::SystemClock,
    db::{Db, Login},
    entropy::SystemEntropy,
};
use secrecy::ExposeSecret;
use sqlx::{
    ConnectOptions, PgPool,
    postgres::{PgConnectOptions, PgPoolOptions},
};
use std::{panic::PanicHookInfo, sync::Arc, time::Duration};
use tracing::{Level, Metadata};
use tracing_subscriber::{EnvFilter, filter::filter_fn, fmt, prelude::*};

/// Sends log lines to standard error; `RUST_LOG` says how much, within what may be said at all.
pub fn logging(json: bool) {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info,sqlx=warn"));
    let registry = tracing_subscriber::registry().with(filter).with(filter_fn(may_be_said));
    if json {
        registry.with(fmt::layer().json().with_writer(std::io::stderr)).init();
    } else {
        registry.with(fmt::layer().with_writer(std::io::stderr).with_target(false)).init();
    }
    std::panic::set_hook(Box::new(panicked));
}

/// Logs where a panic was, within the request's span; what it said may hold anything, so it is not told.
fn panicked(panic: &PanicHookInfo<'_>) {
    let at = panic.location().map(ToString::to_string).unwrap_or_default();
    tracing::error!(at, "the program panicked");
}

/// Whether a log line may be written, whatever `RUST_LOG` says. The portal's own lines hold no secret and nothing about a
/// person at any level; libraries say what they are given: tower-sessions session ids, hyper headers, axum a form's
/// fields. So those stop at `info`, and what has to do with sessions at `warn`.
// Tests: below, and server/tests/routes/canary.rs.
pub fn may_be_said(line: &Metadata<'_>) -> bool {
    // A statement is the program's and not the operator's; a slow one would be written whole, at any level.
    line.target() != "sqlx::query" && *line.level() <= loudest(line.target())
}

fn loudest(target: &str) -> Level {
    const OURS: [&str; 4] = ["server", "app", "portal", "domain"];
    match target.split("::").next().unwrap_or_default() {
        ours if OURS.contains(&ours) => Level::TRACE,
        sessions if sessions.starts_with("tower_sessions") || sessions.starts_with("tower_cookies") => Level::WARN,
        _ => Level::INFO,
    }
}

/// The configured database's address.
fn address(config: &Config) -> Result<PgConnectOptions> {
    const WRONG: &str = "database_url (DATABASE_URL) is not a postgres:// address";
    let url = config.database_url.expose_secret();
    // Below, any scheme is read as Postgres's.
    ensure!(url.starts_with("postgres://") || url.starts_with("postgresql://"), WRONG);
    let options: PgConnectOptions = url.parse().context(WRONG)?;
    Ok(options.application_name("patron-privacy-portal").disable_statement_logging())
}

const NO_ANSWER: &str = "the database does not answer (database_url, DATABASE_URL)";

/// A connection to the configured database as its owner, for migrations.
///
/// # Errors
/// When the address is not understood or the database does not answer within ten seconds.
pub async fn pool(config: &Config) -> Result<PgPool> {
    PgPoolOptions::new()
        .max_connections(1)
        .acquire_timeout(Duration::from_secs(10))
        .connect_with(address(config)?)
        .await
        .context(NO_ANSWER)
}

/// The portal's means over the configured database.
///
/// # Errors
/// As [`pool`], or when the secret key is not understood.
pub async fn portal(config: &Config) -> Result<Portal> {
    Ok(Portal {
        db: Db::connect(address(config)?, config.database_connections).await.context(NO_ANSWER)?,
        clock: Arc::new(SystemClock),
        entropy: Arc::new(SystemEntropy),
        keys: config.keys()?,
        services: config.services()?,
    })
}

/// The command line: the portal's means, the libraries, and anyone who runs it as their operator.
pub struct CommandLine {
    /// The portal's means.
    pub portal: Portal,
    /// The configured libraries, each as it is in force.
    pub profiles: Arc<Profiles>,
    address: PgConnectOptions,
}

impl CommandLine {
    /// Reads the libraries and connects.
    ///
    /// # Errors
    /// As [`profiles`], [`portal`] and [`InForce::read`].
    pub async fn open(config: &Config) -> Result<Self> {
        let folder = profiles(config)?;
        let portal = portal(config).await?;
        let profiles = InForce::read(&portal, folder).await?.now();
        Ok(Self { portal, profiles, address: address(config)? })
    }

    /// The person who runs the command, for this library.
    ///
    /// # Errors
    /// When no such library is configured.
    pub fn operator(&self, library: &LibrarySlug) -> Result<Operator> {
        let profile = self.profiles.get(library).with_context(|| format!("no library {library}"))?;
        Ok(Operator::holding(&self.address, profile.clone()))
    }
}

/// Refuses to go on as a user of the database that is held to no policy or could change one: with it, whatever gets past
/// a query gets past row-level security too. On this machine alone (`public_url` is not https) it warns.
///
/// # Errors
/// When the schema is not there, the user cannot become the runtime roles, or has more power than they have.
pub async fn check_login(config: &Config, db: &Db) -> Result<()> {
    db.ready().await.context("the schema is not there: run `server migrate` first")?;
    let (scheme, ..) = config.public_parts()?;
    if let Some(power) = fits(&db.login().await?, scheme)? {
        tracing::warn!("{power}; in production this stops the start");
    }
    Ok(())
}

/// Whether the portal may be served by this login at an address of this scheme; where it may on this machine alone, why.
fn fits(login: &Login, scheme: &str) -> Result<Option<String>> {
    let user = &login.user;
    ensure!(
        login.not_member_of.is_empty(),
        "the database's user {user} cannot become {roles}: GRANT {roles} TO {user} (docs/operations.md)",
        roles = login.not_member_of.join(", "),
    );
    if login.is_plain() {
        return Ok(None);
    }
    let power = if login.bypasses { "bypasses row-level security" } else { "owns the portal's tables" };
    ensure!(
        scheme != "https",
        "the database's user {user} {power}: serve as a user that is only a member of portal_app, portal_worker and portal_statistics \
         (docs/operations.md, \"First start\")"
    );
    Ok(Some(format!("the database's user {user} {power}")))
}

/// Every library profile in the configured folder, checked. What is served is the version in force ([`InForce`]).
///
/// # Errors
/// When the folder is empty or a profile is refused; the message names file, key and reason.
pub fn profiles(config: &Config) -> Result<Profiles> {
    Ok(Profiles::load_all(profile_files(config)?)?)
}

/// The same for whatever serves or works: each newsletter service that is configured has to be one of a profile's, too.
///
/// # Errors
/// As [`profiles`], and when a library, a vendor or a newsletter of such a service is in no profile; the message names it.
pub fn served_profiles(config: &Config) -> Result<Profiles> {
    let profiles = profiles(config)?;
    config.services()?.check(&profiles)?;
    Ok(profiles)
}

/// Each profile's file in the configured folder: its name and its text.
///
/// # Errors
/// When the folder is empty, or a file cannot be read.
pub fn profile_files(config: &Config) -> Result<Vec<(String, String)>> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(&config.libraries).context("the libraries folder cannot be read")? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "toml") {
            let name = path.display().to_string();
            let text = std::fs::read_to_string(&path).with_context(|| format!("{name} cannot be read"))?;
            files.push((name, text));
        }
    }
    files.sort();
    ensure!(!files.is_empty(), "{} holds no library profile (*.toml)", config.libraries.display());
    Ok(files)
}

/// Says in the log how much of each profile is still open, where there is anything.
pub fn warn_of_what_is_open(profiles: &Profiles) {
    for profile in profiles.iter() {
        let open = open_points(profile).len();
        if open > 0 {
            tracing::warn!(library = %profile.slug, open, "the profile has placeholders or open questions: server profile check");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_the_owner_or_past_every_policy_it_is_served_on_this_machine_alone() {
        let plain = Login { user: "web".into(), bypasses: false, owns: false, not_member_of: vec![] };
        assert_eq!(fits(&plain, "https").unwrap(), None);
        let owner = Login { owns: true, ..plain.clone() };
        let superuser = Login { bypasses: true, ..plain.clone() };
        for (login, why) in [(&owner, "owns the portal's tables"), (&superuser, "bypasses row-level security")] {
            assert!(fits(login, "https").unwrap_err().to_string().contains(why));
            assert!(fits(login, "http").unwrap().unwrap().contains(why), "a warning");
        }
        let stranger = Login { not_member_of: vec!["portal_app".into()], ..plain };
        for scheme in ["http", "https"] {
            assert!(fits(&stranger, scheme).unwrap_err().to_string().contains("GRANT portal_app TO web"));
        }
    }
    use std::{
        io,
        sync::{Mutex, PoisonError},
    };

    #[derive(Clone, Default)]
    struct Written(Arc<Mutex<Vec<u8>>>);

    impl io::Write for Written {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn a_start_says_of_each_profile_how_much_is_still_open() {
        let all = ["mansfield", "lci-member", "putnam", "canton", "wethersfield"];
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../libraries");
        let file =
            |slug: &str| (slug.to_owned(), std::fs::read_to_string(folder.join(format!("{slug}.toml"))).unwrap());
        let profiles = Profiles::load_all(all.map(file).to_vec()).unwrap();
        let written = Written::default();
        let out = written.clone();
        let subscriber =
            tracing_subscriber::registry().with(fmt::layer().with_ansi(false).with_writer(move || out.clone()));
        tracing::subscriber::with_default(subscriber, || warn_of_what_is_open(&profiles));
        let text = String::from_utf8(written.0.lock().unwrap().clone()).unwrap();
        for slug in all {
            let open = open_points(profiles.get(&slug.parse().unwrap()).unwrap()).len();
            assert!(text.contains(&format!("library={slug} open={open}")), "{slug}: {text}");
        }
    }

    #[test]
    fn libraries_below_do_not_say_what_they_are_given_whatever_rust_log_says() {
        for wanted in
            ["trace", "debug", "tower_sessions=trace,hyper::proto=debug,axum=trace,sqlx::query=debug,portal=debug"]
        {
            let written = Written::default();
            let out = written.clone();
            let subscriber = tracing_subscriber::registry()
                .with(EnvFilter::new(wanted))
                .with(filter_fn(may_be_said))
                .with(fmt::layer().with_writer(move || out.clone()));
            tracing::subscriber::with_default(subscriber, || {
                tracing::info!(target: "tower_sessions_core::session", "canary");
                tracing::debug!(target: "tower_sessions::service", "canary");
                tracing::trace!(target: "hyper::proto::h1", "canary");
                tracing::debug!(target: "axum::rejection", "canary");
                tracing::debug!(target: "sqlx::query", "canary");
                tracing::warn!(target: "sqlx::query", "a slow canary");
                tracing::debug!(target: "portals", "canary");
                tracing::debug!(target: "portal::access", "ours");
                tracing::warn!(target: "portal", "spoken");
            });
            let text = String::from_utf8(written.0.lock().unwrap().clone()).unwrap();
            assert!(!text.contains("canary"), "{wanted}: {text}");
            assert!(text.contains("ours") && text.contains("spoken"), "{wanted}: {text}");
        }
    }
}
