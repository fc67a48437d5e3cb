//! The same work for every card (docs/decisions/0012).
//!
//! A card may have an argon2id hash, a bcrypt hash of some cost from an import, or none, and may not exist. Anyone who
//! measures the time of a refusal must not learn which. So every check does one argon2id hash, and, as long as the
//! library has any bcrypt hash, bcrypt work of the highest cost among them.

use super::{Checked, Inner, is_bcrypt};
use argon2::password_hash::phc::PasswordHash;

/// One piece of the work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    /// The hash that is stored.
    Stored,
    /// An argon2id hash of nothing, to take as long.
    Argon2,
    /// A bcrypt hash of nothing, of this cost, to take as long.
    Bcrypt(u32),
}

impl Inner {
    /// Whether `secret` is right, after the same work for every card.
    pub(super) fn checked_alike(&self, stored: Option<&str>, costliest: Option<u32>, secret: &str) -> Checked {
        let mut checked = Checked::Wrong;
        for step in steps(stored, costliest) {
            match step {
                Step::Stored => checked = stored.map_or(Checked::Wrong, |stored| self.checked(stored, secret)),
                Step::Argon2 => drop(self.argon.verify(&self.decoy, secret.as_bytes())),
                Step::Bcrypt(cost) => drop(bcrypt::verify(secret, &decoy(cost))),
            }
        }
        checked
    }
}

/// What is to be done. A bcrypt hash of cost c is 2^c rounds: after the stored one, those of cost c, c + 1 and so on
/// fill the sum up to the highest exactly.
fn steps(stored: Option<&str>, costliest: Option<u32>) -> Vec<Step> {
    match stored.map(|stored| (stored, cost(stored))) {
        Some((_, Some(cost))) => {
            let filling = (cost..costliest.unwrap_or(cost)).map(Step::Bcrypt);
            [Step::Argon2, Step::Stored].into_iter().chain(filling).collect()
        }
        Some((stored, None)) if stored.starts_with("$argon2id$") && PasswordHash::new(stored).is_ok() => {
            [Step::Stored].into_iter().chain(costliest.map(Step::Bcrypt)).collect()
        }
        // None, or one that cannot be read.
        _ => [Step::Argon2].into_iter().chain(costliest.map(Step::Bcrypt)).collect(),
    }
}

/// The cost of a bcrypt hash: `$2b$10$…`.
fn cost(stored: &str) -> Option<u32> {
    stored.get(4..6).filter(|_| is_bcrypt(stored))?.parse().ok()
}

/// A bcrypt hash of this cost that no secret is known for.
fn decoy(cost: u32) -> String {
    format!("$2b${cost:02}$CCCCCCCCCCCCCCCCCCCCC.{}.", "d".repeat(30))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const ARGON2: &str =
        "$argon2id$v=19$m=64,t=1,p=1$AQEBAQEBAQEBAQEBAQEBAQ$c29tZWhhc2hzb21laGFzaHNvbWVoYXNoc29tZWhhc2g";

    /// How many argon2id hashes and bcrypt rounds it takes.
    fn work(stored: Option<&str>, costliest: Option<u32>) -> (usize, u64) {
        let steps = steps(stored, costliest);
        let stored_cost = stored.and_then(cost);
        let argon2 = steps
            .iter()
            .filter(|step| **step == Step::Argon2 || **step == Step::Stored && stored_cost.is_none())
            .count();
        let rounds = steps.iter().map(|step| match step {
            Step::Bcrypt(cost) => 1 << cost,
            Step::Stored => stored_cost.map_or(0, |cost| 1 << cost),
            Step::Argon2 => 0,
        });
        (argon2, rounds.sum())
    }

    proptest! {
        #[test]
        fn every_card_takes_the_same_work(costliest in 4..15_u32, below in 0..11_u32) {
            let older = decoy(costliest.saturating_sub(below).max(4));
            let unknown = work(None, Some(costliest));
            prop_assert_eq!(unknown, (1, 1 << costliest));
            for stored in [older.as_str(), ARGON2, "garbage", "$2b$xx$", ""] {
                prop_assert_eq!(work(Some(stored), Some(costliest)), unknown, "{}", stored);
            }
        }
    }

    #[test]
    fn without_imported_hashes_nobody_pays_for_them() {
        assert_eq!(work(None, None), (1, 0));
        assert_eq!(work(Some(ARGON2), None), (1, 0));
    }

    #[test]
    fn the_decoy_is_a_hash_and_not_an_error_that_ends_at_once() {
        for cost in 4..8 {
            assert!(matches!(bcrypt::verify("1234", &decoy(cost)), Ok(false)), "{cost}");
        }
    }
}
