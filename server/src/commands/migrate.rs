//! `server migrate`

use super::profile;
use crate::{config::Config, start};
use anyhow::{Context, Result, bail};
use clap::Args;
use domain::profile::{Profile, Profiles};
use portal::library::{How, VersionOutcome, enter_version};

/// The schema, compiled in, so that a server and its schema never part.
static MIGRATOR: sqlx::migrate::Migrator = sqlx::migrate!("../migrations");

/// What is brought up to date.
#[derive(Debug, Args)]
pub struct Arguments {
    /// Leave out the libraries: the tables stay empty.
    #[arg(long)]
    schema_only: bool,
}

/// Applies what has not been applied, and enters the configured libraries with the versions of their profiles.
pub async fn run(config: &Config, arguments: &Arguments) -> Result<()> {
    let files = if arguments.schema_only { Vec::new() } else { start::profile_files(config)? };
    // All are read before anything is written.
    let profiles = if files.is_empty() { None } else { Some(Profiles::load_all(files.clone())?) };
    let pool = start::pool(config).await?;
    MIGRATOR.run(&pool).await.context("the schema could not be brought up to date")?;
    let Some(profiles) = profiles else {
        println!("The schema is up to date.");
        return Ok(());
    };
    // On this machine alone a profile is tried out: nobody is told, and one goes back and forth.
    let how = if config.public_parts()?.0 == "https" { How::Checked } else { How::AsItIs };
    let mut held_back = 0;
    for (name, text) in &files {
        let read = Profile::parse(name, text)?;
        let entered = enter_version(&pool, &read, text, profile::today(&read), how).await?;
        held_back += usize::from(matches!(entered, VersionOutcome::OtherWaits { .. } | VersionOutcome::NeedsNotice(_)));
        if let Some(line) = said(name, &entered) {
            println!("{line}");
        }
    }
    println!("The schema is up to date; {} libraries are entered.", profiles.iter().count());
    if held_back > 0 {
        bail!("{held_back} of the profiles were not taken: see above");
    }
    Ok(())
}

/// What became of a file, where there is something to say.
fn said(name: &str, entered: &VersionOutcome) -> Option<String> {
    Some(match entered {
        VersionOutcome::First | VersionOutcome::Same => return None,
        VersionOutcome::Waits(day) => {
            format!("{name}: this version waits for {day}; until then the one before it is in force.")
        }
        VersionOutcome::Changed(difference) => {
            format!("{name}: a new version, in force from today.\n{}", profile::shown(difference))
        }
        VersionOutcome::Replaced { in_force, since } => format!(
            "{name}: this version was replaced. Version {in_force} is in force since {since}: write it into the file \
             (server profile show), or load this one anew (server profile load)."
        ),
        VersionOutcome::Unread { former } => format!(
            "{name}: in force from today. Version {former}, which was, is not read by this program, so that nothing was compared."
        ),
        VersionOutcome::OtherWaits { number, starts_on } => format!(
            "{name}: version {number} waits for {starts_on} and does not have what this one changes. Load this one with a later \
             day, or take that one back first (server profile withdraw)."
        ),
        VersionOutcome::NeedsNotice(difference) => format!(
            "{name}: this version changes words that patrons agreed to. Load it with a day that they can be told before \
             (server profile load).\n{}",
            profile::shown(difference)
        ),
    })
}
