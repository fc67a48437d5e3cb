//! The portal's one binary: serve, deliver mail, migrate, import, and the rest of a system administrator's day.

use anyhow::Result;
use clap::Parser;
use server::{commands, start};
use std::process::ExitCode;

fn main() -> Result<ExitCode> {
    let command = commands::Cli::parse();
    start::logging(command.json_logs);
    tokio::runtime::Builder::new_multi_thread().enable_all().build()?.block_on(commands::run(command))
}
