//! `server mail`

use crate::config::Config;
use anyhow::{Context, Result};
use clap::Subcommand;
use portal::mail::DkimRecord;

/// What to do about mail.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Print the DNS record that lets receivers check the signature of the portal's mail (DKIM), as a line of a zone file.
    Dkim,
}

/// Does it.
///
/// # Errors
/// When mail is not signed.
pub fn run(config: &Config, command: &Command) -> Result<()> {
    match command {
        Command::Dkim => {
            let record = config.mail_settings()?.dkim_record()?;
            let record =
                record.context("mail is not signed: set dkim.selector and dkim.key_file (see docs/operations.md)")?;
            println!("{}", zone_line(&record));
        }
    }
    Ok(())
}

/// One string of a TXT record has 255 bytes at most (RFC 1035, section 3.3): receivers put several together.
fn zone_line(record: &DkimRecord) -> String {
    let strings: Vec<String> =
        record.value.as_bytes().chunks(255).map(|part| format!("\"{}\"", String::from_utf8_lossy(part))).collect();
    format!("{}. IN TXT ( {} )", record.name, strings.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_key_is_cut_into_strings_that_a_name_server_takes() {
        let value = format!("v=DKIM1; k=rsa; p={}", "A".repeat(392));
        let line = zone_line(&DkimRecord { name: "portal._domainkey.example.org".into(), value: value.clone() });
        let strings: Vec<&str> = line.split('"').skip(1).step_by(2).collect();
        assert!(
            line.starts_with("portal._domainkey.example.org. IN TXT ( \"v=DKIM1; ") && line.ends_with(" )"),
            "{line}"
        );
        assert!(strings.iter().all(|string| string.len() <= 255));
        assert_eq!(strings.concat(), value);
    }
}
