//! `cargo xtask`: set up, run, test and measure the portal. `cargo xtask --help` lists the commands.

mod audit;
mod bench;
mod browser_half;
mod coverage;
mod http;
mod packages;
mod postgres;
mod process;
mod run;
mod secret;
mod server;
mod sqlx_data;
mod step;
mod test;
mod wasm_target;

use anyhow::Result;
use clap::{Parser, Subcommand};
use std::{path::Path, process::ExitCode};

/// Set up, run, test and measure the portal.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
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
    /// Measure pages, sign-in, import, mail and memory, side by side in one run.
    Bench {
        /// Patrons to make and measure with.
        #[arg(long, default_value_t = 100_000)]
        patrons: usize,
        /// Seconds for each measurement; the flood takes three times as long.
        #[arg(long, default_value_t = 8)]
        seconds: u64,
        /// Only a part.
        #[arg(long, value_enum)]
        only: Option<bench::Part>,
    },
    /// Check what is too slow or too heavy for every run of the tests; writes docs/audit.md.
    Audit {
        /// Only a part.
        #[arg(long, value_enum)]
        only: Option<audit::Part>,
        /// Minutes for changing the code, in each of two places.
        #[arg(long, default_value_t = 30)]
        mutants_minutes: u64,
        /// Seconds for each reader of foreign bytes.
        #[arg(long, default_value_t = 60)]
        fuzz_seconds: u64,
        /// Recipients of the newsletter whose workers are killed.
        #[arg(long, default_value_t = 10_000)]
        recipients: u32,
    },
    /// Write docs/policy-coverage.md: every rule with the tests that name it.
    PolicyCoverage,
    /// The private Postgres.
    Db {
        #[command(subcommand)]
        command: Db,
    },
    /// Print the code with which a demo account of the staff signs in at the desk now.
    StaffCode {
        /// The library.
        library: String,
        /// The account: desk, director or admin; at Wethersfield also manager.
        login: String,
    },
    /// Build the browser's half into target/site, as it is served.
    Site,
    /// Take the pictures of README.md anew, of the demo people in Chromium.
    Pictures,
    /// Write docs/privacy/data-map.md anew from the inventory.
    DataMap,
}

#[derive(Debug, Subcommand)]
enum Db {
    /// Start it and print its address.
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

/// What went wrong is said in words; a backtrace of this program would bury them.
fn main() -> ExitCode {
    go().unwrap_or_else(|error| {
        eprintln!("error: {error:#}");
        ExitCode::FAILURE
    })
}

fn go() -> Result<ExitCode> {
    std::env::set_current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(".."))?;
    match Cli::parse().command {
        Command::Run { release, port } => run::run(release, port)?,
        Command::Test { only, grep } if !test::test(only, grep.as_deref())? => return Ok(ExitCode::FAILURE),
        Command::Test { .. } => {}
        // The load comes from this program: a slow one would be measured with what it loads.
        Command::Bench { .. } if cfg!(debug_assertions) => bench::again_optimized()?,
        Command::Bench { patrons, seconds, only } => bench::bench(patrons, seconds, only)?,
        Command::Audit { only, mutants_minutes: mutants, fuzz_seconds: fuzz, recipients } => {
            audit::audit(only, audit::Limits { mutants, fuzz, recipients })?;
        }
        Command::PolicyCoverage => coverage::write()?,
        Command::Db { command } => db(&command)?,
        Command::StaffCode { library, login } => run::staff_code(&library, &login)?,
        Command::Site => run::site()?,
        Command::Pictures => test::pictures()?,
        Command::DataMap => run::write_data_map()?,
    }
    Ok(ExitCode::SUCCESS)
}

fn db(command: &Db) -> Result<()> {
    let cluster = postgres::Cluster::private();
    match command {
        Db::Start => {
            println!("DATABASE_URL={}", cluster.start()?);
            Ok(())
        }
        Db::Stop => cluster.stop(),
        Db::Reset => cluster.remove(),
        Db::Psql => cluster.psql(),
        Db::Prepare => sqlx_data::prepare(),
    }
}
