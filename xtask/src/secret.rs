//! Secrets of development: made once on this machine, kept for this user alone.

use anyhow::{Context, Result};
use std::{
    fs::{self, OpenOptions},
    io::{Read, Write},
    os::unix::fs::OpenOptionsExt,
};

const FILE: &str = ".portal/secret";

/// The portal's secret key: 64 hex digits.
///
/// # Errors
/// When it cannot be made or kept.
pub fn key() -> Result<String> {
    if let Ok(key) = fs::read_to_string(FILE) {
        return Ok(key);
    }
    let key = hex_digits(32)?;
    fs::create_dir_all(".portal")?;
    OpenOptions::new().write(true).create_new(true).mode(0o600).open(FILE)?.write_all(key.as_bytes())?;
    Ok(key)
}

/// So many random bytes, as hex digits.
///
/// # Errors
/// When the system has no randomness to give.
pub fn hex_digits(bytes: usize) -> Result<String> {
    let mut random = vec![0; bytes];
    fs::File::open("/dev/urandom").and_then(|mut file| file.read_exact(&mut random)).context("no randomness")?;
    Ok(hex::encode(random))
}
