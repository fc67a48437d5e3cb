//! How many checks passed and failed.

use anyhow::{Error, Result};
use std::fmt;

/// Checks that passed and failed.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Count {
    /// Passed.
    pub passed: u64,
    /// Failed.
    pub failed: u64,
}

impl Count {
    /// Counts one check and, if it failed, says so.
    pub fn one(&mut self, name: &str, result: Result<()>) {
        match result {
            Ok(()) => self.passed += 1,
            Err(error) => self.fail(name, &error),
        }
    }

    /// Adds what a program has counted; that it did not get so far is one failure.
    pub fn all(&mut self, name: &str, result: Result<Self>) {
        match result {
            Ok(other) => self.add(other),
            Err(error) => self.fail(name, &error),
        }
    }

    /// Adds another count.
    pub fn add(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }

    /// A run that checked nothing has not passed.
    pub fn nothing_ran(&mut self) {
        if *self == Self::default() {
            self.fail("the whole run", &Error::msg("nothing was checked"));
        }
    }

    /// Whether nothing failed.
    pub fn is_good(&self) -> bool {
        self.failed == 0
    }

    fn fail(&mut self, name: &str, error: &Error) {
        println!("FAILED {name}: {error:#}");
        self.failed += 1;
    }
}

impl fmt::Display for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed, {} failed", self.passed, self.failed)
    }
}
