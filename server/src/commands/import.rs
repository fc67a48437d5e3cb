//! `server import`

use crate::{config::Config, start};
use anyhow::{Context, Result, bail};
use clap::Args;
use domain::{ids::LibrarySlug, words::Lang};
use portal::ils::{CredentialKind, FileKind, Options, Progress, import};
use std::{fs::File, io::IsTerminal, path::PathBuf};

/// What to load, and how.
#[derive(Debug, Args)]
pub struct Arguments {
    /// The library.
    #[arg(value_name = "SLUG")]
    library: LibrarySlug,
    /// What the file holds: koha-borrowers, koha-circulation, koha-holds or koha-account.
    #[arg(value_name = "KIND", value_parser = kind)]
    kind: FileKind,
    /// The file, as the library's system exported it.
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Take the good rows of a file that has bad ones.
    #[arg(long)]
    partial: bool,
    /// The file is all there is: open loans, holds and account lines that it no longer names are taken away.
    #[arg(long)]
    whole: bool,
    /// Imported password hashes are of PINs, whatever the profile says.
    #[arg(long)]
    pins: bool,
}

fn kind(text: &str) -> Result<FileKind, String> {
    FileKind::from_source(text).ok_or_else(|| {
        let known: Vec<&str> = FileKind::ALL.iter().map(|kind| kind.source()).collect();
        format!("one of {}", known.join(", "))
    })
}

/// Loads the file; ends with an error when it changed nothing.
pub async fn run(config: &Config, arguments: Arguments) -> Result<()> {
    let profiles = start::profiles(config)?;
    let profile = profiles.get(&arguments.library).with_context(|| format!("no library {}", arguments.library))?;
    let portal = start::portal(config).await?;
    let file = File::open(&arguments.file).with_context(|| format!("{} cannot be read", arguments.file.display()))?;
    let size = file.metadata()?.len();
    let today = portal.clock.now().with_timezone(&profile.time_zone).date_naive();
    let mut options = Options { partial: arguments.partial, whole: arguments.whole, ..Options::of(profile, today) };
    if arguments.pins {
        options.credential = CredentialKind::Pin;
    }
    let shown = std::io::stderr().is_terminal();
    let mut progress = |now: Progress| {
        if shown {
            let percent = (now.bytes * 100).checked_div(size).unwrap_or(100);
            eprint!("\r{}: {} rows, {percent} % of the file ", now.stage.text().to(Lang::En), now.rows);
        }
    };
    let report = import(&portal, &profile.slug, arguments.kind, file, options, &mut progress).await?;
    if shown {
        eprintln!();
    }
    for line in report.lines(Lang::En) {
        println!("{line}");
    }
    if !report.applied() {
        bail!("nothing was changed");
    }
    Ok(())
}
