//! `server profile check`

use crate::{config::Config, start};
use anyhow::Result;
use clap::Subcommand;
use domain::{profile::open_points, words::Lang};

/// What to do with profiles.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Read every profile, and list what is open in each: placeholders, what nobody has named, what counsel has not decided.
    Check,
}

/// Reads the profiles; a bad one ends it with file, key and reason. What is open is listed and ends nothing.
pub fn run(config: &Config, command: &Command) -> Result<()> {
    let Command::Check = command;
    for profile in start::profiles(config)?.iter() {
        let open = open_points(profile);
        println!("{} ({}): {} open", profile.slug, profile.name, open.len());
        for point in open {
            println!("  {:<40} {}", point.key, point.why.to(Lang::En));
        }
    }
    Ok(())
}
