//! `cargo xtask`: set up, run, test and measure the portal. `cargo xtask --help` lists the commands.

mod bench;
mod browser_half;
mod packages;
mod postgres;
mod process;
mod run;
mod sqlx_data;
mod step;
mod test;
mod wasm_target;

use anyhow::Result;
use clap::{Parser, Subcommand};
use std::path::{Path, PathBuf};

/// Set up, run, test and measure the portal.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Set up what is missing, load the demo libraries on the first run, and serve.
    Run {
        /// Build for speed, as in production (but with the development mail page).
        #[arg(long)]
        release: bool,
        /// The port.
        #[arg(long, default_value_t = 3000)]
        port: u16,
    },
    /// Check everything; ends with one line `N passed, N failed`.
    Test {
        /// Only a part.
        #[arg(long, value_enum)]
        only: Option<test::Part>,
        /// Only tests whose name has this in it.
        #[arg(long)]
        grep: Option<String>,
    },
    /// Measure pages, sign-in, import and memory, side by side in one run.
    Bench {
        /// Patrons to make and measure with.
        #[arg(long, default_value_t = 100_000)]
        patrons: usize,
        /// Seconds for each measurement.
        #[arg(long, default_value_t = 8)]
        seconds: u64,
    },
    /// The private Postgres.
    Db {
        #[command(subcommand)]
        command: Db,
    },
    /// Build the browser's half into target/site, as `run` does.
    Site,
    /// Write docs/privacy/data-map.md anew from the inventory.
    DataMap,
}

#[derive(Debug, Subcommand)]
enum Db {
    /// Start it.
    Start,
    /// Stop it.
    Stop,
    /// Throw its data away.
    Reset,
    /// Open psql on it.
    Psql,
    /// Renew .sqlx (what the compiler knows of the database) after SQL or a migration changed.
    Prepare,
}

fn main() -> Result<()> {
    std::env::set_current_dir(root())?;
    match Cli::parse().command {
        Command::Run { release, port } => run::run(release, port),
        Command::Test { only, grep } => test::test(only, grep.as_deref()),
        Command::Bench { patrons, seconds } => bench::bench(patrons, seconds),
        Command::Db { command } => db(&command),
        Command::Site => {
            wasm_target::ensure()?;
            browser_half::build()
        }
        Command::DataMap => run::write_data_map(),
    }
}

fn db(command: &Db) -> Result<()> {
    let cluster = postgres::Cluster::private();
    match command {
        Db::Start => {
            packages::ensure_postgres()?;
            cluster.start()?;
            println!("DATABASE_URL={}", cluster.url("portal"));
            Ok(())
        }
        Db::Stop => cluster.stop(),
        Db::Reset => cluster.remove(),
        Db::Psql => cluster.psql(),
        Db::Prepare => sqlx_data::prepare(),
    }
}

/// The workspace's folder.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize().unwrap_or_else(|_| PathBuf::from("."))
}
