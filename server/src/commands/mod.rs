//! The command line: one subcommand for each thing a system administrator does.

mod activation_code;
mod audit;
mod card;
mod data_map;
#[cfg(feature = "dev")]
mod demo;
mod import;
mod jobs;
mod ledger;
mod mail;
mod migrate;
mod profile;
mod retention;
mod serve;
mod staff;
mod witness;
mod worker;

#[cfg(feature = "dev")]
pub use demo::DEMO_SEED;

use crate::config::Config;
use anyhow::Result;
use clap::{Parser, Subcommand};
use std::{path::PathBuf, process::ExitCode};

/// The Patron Privacy Portal: libraries let their patrons see what is held about them and decide what happens to it.
///
/// Settings come from a file (--config, or portal.toml in the working folder) and from the environment, which wins:
/// `DATABASE_URL`, `PORTAL_SECRET_KEY`, `PORTAL_LISTEN`, `PORTAL_PUBLIC_URL`, `PORTAL_LIBRARIES`, `PORTAL_SMTP__HOST` and so on.
/// docs/operations.md explains each.
#[derive(Debug, Parser)]
#[command(name = "server", version, arg_required_else_help = true)]
pub struct Cli {
    /// The configuration file.
    #[arg(long, global = true, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Write log lines as JSON, one object each.
    #[arg(long, global = true)]
    pub json_logs: bool,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Serve the portal over HTTP until told to stop (SIGTERM or Ctrl-C).
    Serve,
    /// Do the jobs (deliver mail, seal the ledger, clear up what has ended, delete what is kept no more, keep heads), until told to stop.
    Worker,
    /// List the jobs: how often each is done, when it last went well, when it is due, whether it is late.
    Jobs,
    /// Bring the database's schema up to this version. Run as the database's owner; safe to run again.
    Migrate(migrate::Arguments),
    /// Load a file that the library's system exported. A file with bad rows changes nothing, and each is named.
    Import(import::Arguments),
    /// Look after cards: close one whose patron has left, or whose number is somebody else's.
    #[command(subcommand)]
    Card(card::Command),
    /// Make a code that lets a patron switch on online access: read it out at the desk, once their ID is checked.
    ActivationCode(activation_code::Arguments),
    /// Keep staff accounts: who may sign in at the desk.
    #[command(subcommand)]
    Staff(staff::Command),
    /// Delete what a library no longer keeps: see what is due, approve it, do it, or put it off.
    #[command(subcommand)]
    Retention(retention::Command),
    /// Look after the profiles of the libraries.
    #[command(subcommand)]
    Profile(profile::Command),
    /// Show a board or an auditor how a library keeps its patrons' privacy.
    #[command(subcommand)]
    Audit(audit::Command),
    /// Set up mail.
    #[command(subcommand)]
    Mail(mail::Command),
    /// Look after the ledger.
    #[command(subcommand)]
    Ledger(ledger::Command),
    /// Load believable people into the demo libraries, the same ones each time. Development builds only.
    #[cfg(feature = "dev")]
    Demo(demo::Arguments),
    /// Print the privacy data map (Markdown): every field held, why, from where, seen by whom.
    DataMap,
}

/// Runs the command.
///
/// Ends with [`ExitCode::SUCCESS`], and an import that left out bad rows with 3 (see `import`).
pub async fn run(cli: Cli) -> Result<ExitCode> {
    // These need no configuration.
    match &cli.command {
        Command::DataMap => {
            data_map::run();
            return Ok(ExitCode::SUCCESS);
        }
        Command::Ledger(ledger::Command::Witness(command)) => return done(witness::run(command)),
        #[cfg(feature = "dev")]
        Command::Demo(arguments) if arguments.list => return done(demo::list(arguments)),
        #[cfg(feature = "dev")]
        Command::Demo(arguments) if arguments.write_borrowers.is_some() => return done(demo::write(arguments)),
        _ => {}
    }
    let config = Config::read(cli.config.as_deref())?;
    done(match cli.command {
        Command::Serve => serve::run(&config).await,
        Command::Worker => worker::run(&config).await,
        Command::Jobs => jobs::run(&config).await,
        Command::Migrate(arguments) => migrate::run(&config, &arguments).await,
        Command::Import(arguments) => return import::run(&config, arguments).await,
        Command::Card(command) => card::run(&config, command).await,
        Command::ActivationCode(arguments) => activation_code::run(&config, arguments).await,
        Command::Staff(command) => staff::run(&config, command).await,
        Command::Retention(command) => retention::run(&config, command).await,
        Command::Profile(command) => profile::run(&config, &command).await,
        Command::Audit(command) => audit::run(&config, &command).await,
        Command::Mail(command) => mail::run(&config, &command),
        Command::Ledger(command) => ledger::run(&config, &command).await,
        #[cfg(feature = "dev")]
        Command::Demo(arguments) => demo::run(&config, &arguments).await,
        Command::DataMap => Ok(()),
    })
}

fn done(result: Result<()>) -> Result<ExitCode> {
    result.map(|()| ExitCode::SUCCESS)
}
