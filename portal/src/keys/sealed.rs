//! Keeping a value secret in the database: AES-256-GCM under a key for this one column, with the row's identity as
//! associated data, so that a sealed value moved to another row does not open.
//!
//! Sealed form: one byte of form, 12 bytes of nonce, the ciphertext with its tag. Which of the deployment's keys it was
//! sealed under shows when it is opened: there are two of them at most for as long as a change of keys takes.

use super::Keys;
use crate::entropy::Entropy;
use domain::ids::LibrarySlug;
use ring::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use uuid::Uuid;

const FORM: u8 = 1;

/// A value's place in the database.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Place<'a> {
    /// Table and column: `outbox.sealed_link`.
    pub(crate) column: &'static str,
    /// The row's library.
    pub(crate) library: &'a LibrarySlug,
    /// The row's id.
    pub(crate) id: Uuid,
}

/// A value that opened.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Unsealed {
    /// The value.
    pub(crate) value: Vec<u8>,
    /// Whether it was sealed under a former key, and should be sealed anew.
    pub(crate) outdated: bool,
}

impl Keys {
    /// Seals `value` for this place, under the present key.
    #[expect(clippy::expect_used, reason = "AES-256-GCM takes a text far below its limit")]
    pub(crate) fn seal(&self, entropy: &dyn Entropy, place: Place<'_>, value: &[u8]) -> Vec<u8> {
        let mut nonce = [0; NONCE_LEN];
        entropy.fill(&mut nonce);
        let mut text = value.to_vec();
        key(self, place)
            .seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), place.identity(), &mut text)
            .expect("a link or a secret is short");
        [&[FORM], &nonce[..], &text].concat()
    }

    /// The value sealed for this place; `None` when it was sealed for another, under a key that is gone, or was changed.
    pub(crate) fn open(&self, place: Place<'_>, sealed: &[u8]) -> Option<Unsealed> {
        if let Some(value) = open(self, place, sealed) {
            return Some(Unsealed { value, outdated: false });
        }
        let value = open(self.former.as_deref()?, place, sealed)?;
        Some(Unsealed { value, outdated: true })
    }
}

impl Place<'_> {
    fn identity(self) -> Aad<Vec<u8>> {
        Aad::from([self.column.as_bytes(), b"\0", self.library.as_str().as_bytes(), b"\0", self.id.as_bytes()].concat())
    }
}

fn open(keys: &Keys, place: Place<'_>, sealed: &[u8]) -> Option<Vec<u8>> {
    let (&[FORM], rest) = sealed.split_first_chunk()? else { return None };
    let (&nonce, text) = rest.split_first_chunk::<NONCE_LEN>()?;
    let mut text = text.to_vec();
    let nonce = Nonce::assume_unique_for_key(nonce);
    Some(key(keys, place).open_in_place(nonce, place.identity(), &mut text).ok()?.to_vec())
}

#[expect(clippy::expect_used, reason = "AES-256-GCM takes a key of 32 bytes")]
fn key(keys: &Keys, place: Place<'_>) -> LessSafeKey {
    let key = keys.mac(place.column, b"aes-256-gcm");
    LessSafeKey::new(UnboundKey::new(&AES_256_GCM, &key).expect("a key of 32 bytes"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entropy::SeededEntropy;

    const COLUMN: &str = "outbox.sealed_link";

    fn place(library: &LibrarySlug, id: u128) -> Place<'_> {
        Place { column: COLUMN, library, id: Uuid::from_u128(id) }
    }

    fn keys(byte: u8) -> Keys {
        Keys::new(vec![byte; 32].into())
    }

    #[test]
    fn a_sealed_value_opens_in_its_place_under_its_key_and_nowhere_else() {
        let (mansfield, canton): (LibrarySlug, LibrarySlug) = ("mansfield".parse().unwrap(), "canton".parse().unwrap());
        let here = place(&mansfield, 7);
        let sealed = keys(7).seal(&SeededEntropy::new(1), here, b"https://x/reset/TOKEN");
        assert!(!sealed.windows(5).any(|part| part == b"TOKEN"));
        let open = |keys: &Keys, place, sealed: &[u8]| keys.open(place, sealed).map(|opened| opened.value);
        assert_eq!(open(&keys(7), here, &sealed).as_deref(), Some(&b"https://x/reset/TOKEN"[..]));

        assert_eq!(open(&keys(7), place(&canton, 7), &sealed), None, "another library");
        assert_eq!(open(&keys(7), place(&mansfield, 8), &sealed), None, "another row");
        let other = Place { column: "staff_account.totp", ..here };
        assert_eq!(open(&keys(7), other, &sealed), None, "another column");
        assert_eq!(open(&keys(9), here, &sealed), None, "another key");
        for at in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[at] ^= 1;
            assert_eq!(open(&keys(7), here, &changed), None, "byte {at} changed");
            assert_eq!(open(&keys(7), here, &sealed[..at]), None, "cut at {at}");
        }
    }

    #[test]
    fn the_same_value_never_looks_the_same_twice() {
        let entropy = SeededEntropy::new(1);
        let library: LibrarySlug = "mansfield".parse().unwrap();
        let once = || keys(7).seal(&entropy, place(&library, 0), b"https://x");
        assert_ne!(once(), once());
    }

    #[test]
    fn after_a_change_of_keys_the_old_value_opens_and_says_that_it_is_old() {
        let library: LibrarySlug = "mansfield".parse().unwrap();
        let here = place(&library, 7);
        let entropy = SeededEntropy::new(1);
        let old = keys(7).seal(&entropy, here, b"x");
        let changed = keys(9).after(vec![7; 32].into());
        assert_eq!(changed.open(here, &old), Some(Unsealed { value: b"x".to_vec(), outdated: true }));
        let new = changed.seal(&entropy, here, b"x");
        assert_eq!(changed.open(here, &new), Some(Unsealed { value: b"x".to_vec(), outdated: false }));
        assert_eq!(keys(9).open(here, &new), changed.open(here, &new), "the former key can go");
        assert_eq!(keys(7).open(here, &new), None);
    }
}
