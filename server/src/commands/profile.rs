//! `server profile`

use crate::{config::Config, start};
use anyhow::{Context, Result, bail};
use chrono::NaiveDate;
use clap::Subcommand;
use domain::{
    ids::LibrarySlug,
    profile::{Difference, Profile, open_points},
    words::Lang,
};
use portal::{
    clock::{Clock, SystemClock},
    library::{Compared, Loaded, Version, Withdrawn, compared, in_force, load, versions, withdraw},
};
use std::{fmt::Write, path::PathBuf};

/// What to do with profiles.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Read every profile, and list what is open in each: placeholders, what nobody has named, what counsel has not decided.
    Check,
    /// List the versions of a library's profile: which is in force, which waits, since when or from when.
    Versions {
        /// Whose, by its short name.
        library: LibrarySlug,
    },
    /// Print the file of a version: the one in force, or another.
    Show {
        /// Whose, by its short name.
        library: LibrarySlug,
        /// Which version, by its number.
        #[arg(long)]
        version: Option<i64>,
    },
    /// Show what a file changes of the last version, and load it with the day on which it begins.
    ///
    /// Where it changes words that patrons said yes to, the day is at least two weeks away and each of them is told by mail.
    /// Run as the database's owner.
    Load {
        /// The file.
        file: PathBuf,
        /// The first day on which it is in force (2026-12-15), where the library is. Without it nothing is loaded.
        #[arg(long, value_name = "DAY")]
        from: Option<NaiveDate>,
    },
    /// Take the last version back that waits for its day, as long as nobody was told of it. Run as the database's owner.
    Withdraw {
        /// Whose, by its short name.
        library: LibrarySlug,
    },
}

/// Runs the command.
pub async fn run(config: &Config, command: &Command) -> Result<()> {
    match command {
        Command::Check => check(config),
        Command::Versions { library } => list(config, library).await,
        Command::Show { library, version } => show(config, library, *version).await,
        Command::Load { file, from } => enter(config, file, *from).await,
        Command::Withdraw { library } => take_back(config, library).await,
    }
}

/// Reads the profiles; a bad one ends it with file, key and reason. What is open is listed and ends nothing.
fn check(config: &Config) -> Result<()> {
    for profile in start::profiles(config)?.iter() {
        let open = open_points(profile);
        println!("{} ({}): {} open", profile.slug, profile.name, open.len());
        for point in open {
            println!("  {:<40} {}", point.key, point.why.to(Lang::En));
        }
    }
    Ok(())
}

async fn list(config: &Config, library: &LibrarySlug) -> Result<()> {
    let (all, profile) = of_library(config, library).await?;
    let today = today(&profile);
    let current = in_force(&all, today).map(|one| one.number);
    for one in &all {
        let state = match one.withdrawn_at {
            Some(_) => "taken back",
            None if Some(one.number) == current => "in force",
            None if one.starts_on > today => "waits",
            None => "replaced",
        };
        let file = if one.file.is_some() { "" } else { "  (no file is kept of it)" };
        println!("{:>5}  from {}  loaded {}  {state}{file}", one.number, one.starts_on, one.loaded_at.date_naive());
    }
    Ok(())
}

async fn show(config: &Config, library: &LibrarySlug, number: Option<i64>) -> Result<()> {
    let (all, profile) = of_library(config, library).await?;
    let found = match number {
        Some(number) => all.iter().find(|one| one.number == number),
        None => in_force(&all, today(&profile)),
    };
    let version = found.with_context(|| format!("{library} has no such version: server profile versions {library}"))?;
    let file =
        version.file.as_deref().context("no file is kept of this version: it was entered before files were kept")?;
    print!("{file}");
    Ok(())
}

async fn enter(config: &Config, file: &PathBuf, from: Option<NaiveDate>) -> Result<()> {
    let name = file.display().to_string();
    let text = std::fs::read_to_string(file).with_context(|| format!("{name} cannot be read"))?;
    let profile = Profile::parse(&name, &text)?;
    let folder = start::profiles(config)?;
    folder.get(&profile.slug).with_context(|| {
        format!("{name} is of the library {}, which has no file in {}", profile.slug, config.libraries.display())
    })?;
    let Some(from) = from else {
        let portal = start::portal(config).await?;
        match compared(&portal, &profile).await? {
            Compared::Nothing => bail!("{}", never_entered(&profile.slug)),
            Compared::Same => println!("It says what the last version says."),
            Compared::Changes(difference) => {
                println!("{}", shown(&difference));
                println!(
                    "Nothing was loaded. Give --from with a day from {} on.",
                    difference.first_day(today(&profile))
                );
            }
        }
        return Ok(());
    };
    let pool = start::pool(config).await?;
    match load(&pool, &profile, &text, from, today(&profile)).await? {
        Loaded::Done { number, difference } => {
            println!("{}", shown(&difference));
            println!("Version {number} of {} is in force from {from}.", profile.slug);
            if !difference.agreed.is_empty() {
                println!(
                    "Whoever said yes to the words that change, or has a yes by their address, is told by e-mail, six weeks before at the \
                     earliest."
                );
            }
            println!("On that day, write it into the folder too: the folder and `server migrate` then agree.");
            Ok(())
        }
        Loaded::NoLibrary => bail!("{}", never_entered(&profile.slug)),
        Loaded::Same => bail!("it says what the last version says: nothing was loaded"),
        Loaded::TooSoon { first, difference } => {
            println!("{}", shown(&difference));
            bail!("it may be in force from {first} on, and not before: nothing was loaded")
        }
    }
}

async fn take_back(config: &Config, library: &LibrarySlug) -> Result<()> {
    let folder = start::profiles(config)?;
    let profile = folder.get(library).with_context(|| format!("no library {library}"))?;
    let pool = start::pool(config).await?;
    match withdraw(&pool, profile, today(profile), SystemClock.now()).await? {
        Withdrawn::Done(number) => {
            println!("Version {number} of {library} is taken back.");
            Ok(())
        }
        Withdrawn::NoneWaits => bail!("no version of {library} waits for its day"),
        Withdrawn::Told(number) => bail!(
            "patrons were told of version {number} already: load the version that is to hold instead, which is told as well"
        ),
    }
}

async fn of_library(config: &Config, library: &LibrarySlug) -> Result<(Vec<Version>, Profile)> {
    let folder = start::profiles(config)?;
    let profile = folder.get(library).with_context(|| format!("no library {library}"))?;
    let portal = start::portal(config).await?;
    Ok((versions(&portal, library).await?, Profile::clone(profile)))
}

/// Today, where the library is.
pub(super) fn today(profile: &Profile) -> NaiveDate {
    SystemClock.now().with_timezone(&profile.time_zone).date_naive()
}

fn never_entered(library: &LibrarySlug) -> String {
    format!("no version of {library} is kept with its file: run `server migrate` with the file that is in force, first")
}

/// A difference, as a person reads it before they load a version.
pub(super) fn shown(difference: &Difference) -> String {
    let mut text = String::new();
    let mut line = |one: String| _ = writeln!(text, "{one}");
    let value = |value: Option<&String>| value.map_or("nothing".to_owned(), |value| format!("{value:?}"));
    line("Keys:".into());
    if difference.keys.is_empty() {
        line("  only the order of entries".into());
    }
    for one in &difference.keys {
        line(format!("  {}: {} -> {}", one.key, value(one.before.as_ref()), value(one.after.as_ref())));
        for rule in &one.rules {
            line(format!("    {rule}: {}", rule.citation(Lang::En)));
        }
    }
    if !(difference.unsaid.is_empty() && difference.said.is_empty()) {
        line("The privacy page:".into());
        for one in &difference.unsaid {
            line(format!("  - {}", one.words.to(Lang::En)));
        }
        for one in &difference.said {
            line(format!("  + {}", one.words.to(Lang::En)));
        }
    }
    if !difference.agreed.is_empty() {
        line("What patrons said yes to, and are told of:".into());
        for one in &difference.agreed {
            line(format!("  {} - {}", one.purpose, one.before.to(Lang::En)));
            let after = one.after.as_ref().map_or("no longer offered", |after| after.to(Lang::En));
            line(format!("  {} + {after}", one.purpose));
        }
    }
    text
}
