//! `server demo`

use crate::{config::Config, start::CommandLine};
use anyhow::{Context, Result, bail, ensure};
use clap::Args;
use domain::{ids::LibrarySlug, profile::Profile};
use portal::{
    demo::{people, populate, populate_many, populate_newsletters, populate_staff, write_borrowers},
    password::{Hasher, Line},
};
use secrecy::SecretString;
use std::{
    fs::File,
    io::{BufWriter, Write},
    path::PathBuf,
};

/// The seed of the people whose sign-ins the README prints.
pub const DEMO_SEED: u64 = 11;

/// What to make, or to show.
#[derive(Debug, Args)]
pub struct Arguments {
    /// Only print the people and their sign-ins.
    #[arg(long)]
    pub list: bool,
    /// Print them as JSON.
    #[arg(long, requires = "list")]
    json: bool,
    /// Another seed makes other people.
    #[arg(long, default_value_t = DEMO_SEED)]
    seed: u64,
    /// Also make so many plain patrons at --library, for measuring. All have the password of --secret.
    #[arg(long, value_name = "COUNT", requires = "library")]
    many: Option<usize>,
    /// The library of --many.
    #[arg(long, value_name = "SLUG")]
    library: Option<LibrarySlug>,
    /// The password of --many.
    #[arg(long, default_value = "violet-harbour-7781")]
    secret: String,
    /// Instead of making --many in the database, write them to this file as Koha exports borrowers.
    #[arg(long, value_name = "FILE", requires = "many")]
    pub write_borrowers: Option<PathBuf>,
}

/// Prints the people.
pub fn list(arguments: &Arguments) -> Result<()> {
    let people = people(arguments.seed);
    if arguments.json {
        println!("{}", serde_json::to_string_pretty(&people)?);
        return Ok(());
    }
    println!("| library | who | card number | PIN or password |");
    println!("|---|---|---|---|");
    for person in people {
        let secret = person.secret.as_deref().unwrap_or("(not activated)");
        println!("| {} | {}: {} | {} | {secret} |", person.library, person.name, person.story, person.card);
    }
    Ok(())
}

/// Writes the borrowers file, for measuring an import.
pub fn write(arguments: &Arguments) -> Result<()> {
    let (Some(file), Some(count), Some(library)) = (&arguments.write_borrowers, arguments.many, &arguments.library)
    else {
        bail!("--write-borrowers needs --many and --library");
    };
    let written = File::create(file).with_context(|| format!("{} cannot be written", file.display()))?;
    let mut out = BufWriter::new(written);
    write_borrowers(library, count, &mut out)?;
    out.flush()?;
    Ok(())
}

/// Makes the people in those demo libraries that are configured and have none yet.
pub async fn run(config: &Config, arguments: &Arguments) -> Result<()> {
    let (_, host, _) = config.public_parts()?;
    ensure!(
        host == "localhost" || host.starts_with("127."),
        "the demo people's PINs and passwords are published: they are made only where public_url is this machine"
    );
    let line = CommandLine::open(config).await?;
    let (portal, profiles) = (&line.portal, &line.profiles);
    let hasher = Hasher::new();
    let libraries: Vec<&Profile> = profiles.iter().map(AsRef::as_ref).collect();
    let zone = libraries.first().context("no library is configured")?.time_zone;
    let today = portal.clock.now().with_timezone(&zone).date_naive();
    let entropy = portal.entropy.clone();
    let at_once = hasher.clone();
    let hash = move |secret: &str| {
        let mut salt = [0; 16];
        entropy.fill(&mut salt);
        at_once.hash_here(secret, &salt)
    };
    let made = populate(portal, hash, &libraries, today, arguments.seed).await?;
    let mail = config.mail_settings()?;
    for profile in &libraries {
        populate_staff(portal, &hasher, &line.operator(&profile.slug)?.into()).await?;
        populate_newsletters(portal, profile, today, &mail.site(&profile.slug)).await?;
    }
    println!("{} demo people are there; `server demo --list` prints their sign-ins.", made.len());
    if let (Some(count), Some(library)) = (arguments.many, &arguments.library) {
        let mut salt = [0; 16];
        portal.entropy.fill(&mut salt);
        let hash = hasher.hash(Line::Inside, SecretString::from(arguments.secret.clone()), salt).await?;
        let hash = hash.map_err(|_| anyhow::anyhow!("too busy"))?;
        let many = populate_many(portal, library, count, &hash).await?;
        println!("{many:?}");
    }
    Ok(())
}
