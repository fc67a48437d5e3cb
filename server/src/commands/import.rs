//! `server import`

use crate::{config::Config, start::CommandLine};
use anyhow::{Context, Result, bail};
use clap::Args;
use domain::{ids::LibrarySlug, parse::CardNumber, words::Lang};
use portal::ils::{CredentialKind, FileKind, Options, Progress, import};
use std::{fs::File, io::IsTerminal, path::PathBuf, process::ExitCode};

/// The exit code of an import that took the good rows and left out bad ones (`--partial`): done, and yet to be looked at.
pub const SOME_LEFT_OUT: u8 = 3;

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
    /// The file is all there is: loans, holds and account lines that it no longer names are taken away. More than a tenth
    /// of them (from 20 rows on) are not, until you say how many with --yes-remove.
    #[arg(long)]
    whole: bool,
    /// With --whole: up to so many rows may be taken away.
    #[arg(long, value_name = "N")]
    yes_remove: Option<u64>,
    /// The row with this card is about the person here, although name and birth date differ. May be given several times.
    #[arg(long, value_name = "CARD")]
    same_person: Vec<String>,
    /// The row with this card is about somebody else than the person here who had the number or the card: that one has
    /// left. May be given several times.
    #[arg(long, value_name = "CARD")]
    other_person: Vec<String>,
    /// Imported password hashes are of PINs, whatever the profile says.
    #[arg(long)]
    pins: bool,
}

fn kind(text: &str) -> Result<FileKind, String> {
    FileKind::from_name(text).ok_or_else(|| {
        let known: Vec<&str> = FileKind::ALL.iter().map(|kind| kind.name()).collect();
        format!("one of {}", known.join(", "))
    })
}

/// Loads the file; ends with an error when it changed nothing, and with [`SOME_LEFT_OUT`] when it left rows out.
pub async fn run(config: &Config, arguments: Arguments) -> Result<ExitCode> {
    let line = CommandLine::open(config).await?;
    let operator = line.operator(&arguments.library)?;
    let (portal, profile) = (&line.portal, operator.profile());
    let file = File::open(&arguments.file).with_context(|| format!("{} cannot be read", arguments.file.display()))?;
    let size = file.metadata()?.len();
    let today = portal.clock.now().with_timezone(&profile.time_zone).date_naive();
    let cards = |numbers: &[String]| -> Result<Vec<CardNumber>> {
        numbers.iter().map(|number| Ok(CardNumber::parse(number, &profile.card)?)).collect()
    };
    let mut options = Options {
        partial: arguments.partial,
        whole: arguments.whole,
        yes_remove: arguments.yes_remove,
        same_person: cards(&arguments.same_person)?,
        other_person: cards(&arguments.other_person)?,
        ..Options::of(profile, today)
    };
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
    let report = import(portal, &operator, arguments.kind, file, options, &mut progress).await?;
    if shown {
        eprintln!();
    }
    for line in report.lines(Lang::En) {
        println!("{line}");
    }
    if !report.applied() {
        bail!("nothing was changed");
    }
    Ok(if report.rows_refused > 0 { ExitCode::from(SOME_LEFT_OUT) } else { ExitCode::SUCCESS })
}
