//! argon2id with memory of its own.
//!
//! Each hash works in a table of many megabytes. Allocated anew each time, the tables stay with the allocator, one for
//! each thread that ever hashed (docs/performance.md); kept here, there are as many as hashes run at a time.

use argon2::{
    Algorithm, Argon2, Block, Params, Version,
    password_hash::phc::{Ident, Output, PasswordHash, Salt},
};
use std::sync::{Mutex, PoisonError};

/// argon2id under the portal's parameters.
pub(super) struct Argon {
    params: Params,
    /// Tables that nobody works in.
    tables: Mutex<Vec<Vec<Block>>>,
}

impl Argon {
    pub(super) fn new(params: Params) -> Self {
        Self { params, tables: Mutex::default() }
    }

    /// The PHC string of `secret` under `salt`.
    pub(super) fn hash(&self, secret: &[u8], salt: &[u8]) -> Option<String> {
        let output = self.output(Version::V0x13, &self.params, secret, salt, Params::DEFAULT_OUTPUT_LEN)?;
        let hash = PasswordHash {
            algorithm: Ident::new(Algorithm::Argon2id.as_str()).ok()?,
            version: Some(Version::V0x13.into()),
            params: (&self.params).try_into().ok()?,
            salt: Some(Salt::new(salt).ok()?),
            hash: Some(output),
        };
        Some(hash.to_string())
    }

    /// Whether `stored` is the PHC string of `secret`, compared in constant time.
    pub(super) fn verify(&self, stored: &str, secret: &[u8]) -> bool {
        self.verified(stored, secret).unwrap_or(false)
    }

    fn verified(&self, stored: &str, secret: &[u8]) -> Option<bool> {
        let stored = PasswordHash::new(stored).ok()?;
        if stored.algorithm.as_str() != Algorithm::Argon2id.as_str() {
            return None;
        }
        let version = stored.version.map_or(Ok(Version::V0x13), Version::try_from).ok()?;
        let params = Params::try_from(&stored).ok()?;
        let (salt, wanted) = (stored.salt?, stored.hash?);
        Some(self.output(version, &params, secret, &salt, wanted.len())? == wanted)
    }

    /// Whether a stored hash was made under other parameters than the present ones.
    pub(super) fn outdated(&self, stored: &str) -> bool {
        let cost = |params: &Params| (params.m_cost(), params.t_cost(), params.p_cost());
        PasswordHash::new(stored)
            .ok()
            .and_then(|hash| Params::try_from(&hash).ok())
            .is_none_or(|used| cost(&used) != cost(&self.params))
    }

    fn output(&self, version: Version, params: &Params, secret: &[u8], salt: &[u8], length: usize) -> Option<Output> {
        let argon = Argon2::new(Algorithm::Argon2id, version, params.clone());
        let mut table = self.tables().pop().unwrap_or_default();
        if table.len() < params.block_count() {
            table.resize(params.block_count(), Block::default());
        }
        let mut out = [0; Output::MAX_LENGTH];
        let output = out.get_mut(..length).and_then(|out| {
            argon.hash_password_into_with_memory(secret, salt, out, &mut table).ok()?;
            Output::new(out).ok()
        });
        self.tables().push(table);
        output
    }

    fn tables(&self) -> std::sync::MutexGuard<'_, Vec<Vec<Block>>> {
        self.tables.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use argon2::password_hash::{PasswordHasher, PasswordVerifier};

    #[test]
    fn what_it_makes_the_library_verifies_and_the_other_way_round() {
        let params = Params::new(64, 2, 1, None).unwrap();
        let ours = Argon::new(params.clone());
        let theirs = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
        let made = ours.hash(b"violet harbour", &[7; 16]).unwrap();
        let reference: PasswordHash = theirs.hash_password_with_salt(b"violet harbour", &[7; 16]).unwrap();
        assert_eq!(made, reference.to_string());
        assert!(theirs.verify_password(b"violet harbour", &PasswordHash::new(&made).unwrap()).is_ok());
        assert!(ours.verify(&reference.to_string(), b"violet harbour"));
        assert!(!ours.verify(&reference.to_string(), b"violet harbor"));
    }

    #[test]
    fn a_table_is_used_again_and_what_stands_in_it_changes_nothing() {
        let argon = Argon::new(Params::new(64, 1, 1, None).unwrap());
        let first = argon.hash(b"one", &[1; 16]);
        let _ = argon.hash(b"two", &[2; 16]);
        assert_eq!(argon.hash(b"one", &[1; 16]), first);
        assert_eq!(argon.tables().len(), 1, "one hash at a time needs one table");
    }

    #[test]
    fn no_argon2id_no_entry() {
        let argon = Argon::new(Params::new(64, 1, 1, None).unwrap());
        for stored in
            ["", "garbage", "$argon2id$v=19$m=64,t=1,p=1", "$argon2i$v=19$m=64,t=1,p=1$AQEBAQEBAQEBAQEBAQEBAQ$AA"]
        {
            assert!(!argon.verify(stored, b""), "{stored}");
        }
    }
}
