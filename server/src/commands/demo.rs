//! `server demo`
use clap::Args;
/// x
#[derive(Debug, Args)]
pub struct Arguments { #[arg(long)] pub list: bool }
pub fn list(_: &Arguments) -> anyhow::Result<()> { todo!() }
pub async fn run(_: &crate::config::Config, _: &Arguments) -> anyhow::Result<()> { todo!() }
