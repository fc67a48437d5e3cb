//! Keeping a link secret while it waits: AES-256-GCM under a key derived from the deployment's, with the row's identity
//! as associated data, so that a sealed link moved to another row does not open.
//!
//! Sealed form: one byte of version, 12 bytes of nonce, the ciphertext with its tag.

use crate::{entropy::Entropy, keys::Keys};
use domain::ids::LibrarySlug;
use ring::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use uuid::Uuid;

const VERSION: u8 = 1;

/// Seals `link` for this row of the outbox.
#[expect(clippy::expect_used, reason = "AES-256-GCM takes a key of 32 bytes and a text far below its limit")]
pub(super) fn seal(keys: &Keys, entropy: &dyn Entropy, library: &LibrarySlug, id: Uuid, link: &str) -> Vec<u8> {
    let mut nonce = [0; NONCE_LEN];
    entropy.fill(&mut nonce);
    let mut text = link.as_bytes().to_vec();
    key(keys)
        .seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), aad(library.as_str(), id), &mut text)
        .expect("a link is short");
    [&[VERSION], &nonce[..], &text].concat()
}

/// The link sealed for this row; `None` when it was sealed for another, under another key, or was changed.
pub(super) fn open(keys: &Keys, library: &str, id: Uuid, sealed: &[u8]) -> Option<String> {
    let (&[VERSION], rest) = sealed.split_first_chunk()? else { return None };
    let (&nonce, text) = rest.split_first_chunk::<NONCE_LEN>()?;
    let mut text = text.to_vec();
    let opened = key(keys).open_in_place(Nonce::assume_unique_for_key(nonce), aad(library, id), &mut text).ok()?;
    String::from_utf8(opened.to_vec()).ok()
}

#[expect(clippy::expect_used, reason = "AES-256-GCM takes a key of 32 bytes")]
fn key(keys: &Keys) -> LessSafeKey {
    let key = keys.mac("outbox.sealed_link", b"aes-256-gcm");
    LessSafeKey::new(UnboundKey::new(&AES_256_GCM, &key).expect("a key of 32 bytes"))
}

fn aad(library: &str, id: Uuid) -> Aad<Vec<u8>> {
    Aad::from([b"outbox.sealed_link\0", library.as_bytes(), b"\0", id.as_bytes()].concat())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entropy::SeededEntropy;

    #[test]
    fn a_sealed_link_opens_for_its_row_under_its_key_and_nowhere_else() {
        let keys = Keys::new(vec![7; 32].into());
        let library: LibrarySlug = "mansfield".parse().unwrap();
        let id = Uuid::from_u128(7);
        let sealed = seal(&keys, &SeededEntropy::new(1), &library, id, "https://x/reset/TOKEN");
        assert!(!sealed.windows(5).any(|part| part == b"TOKEN"));
        assert_eq!(open(&keys, "mansfield", id, &sealed).as_deref(), Some("https://x/reset/TOKEN"));

        assert_eq!(open(&keys, "canton", id, &sealed), None, "another library");
        assert_eq!(open(&keys, "mansfield", Uuid::from_u128(8), &sealed), None, "another row");
        assert_eq!(open(&Keys::new(vec![9; 32].into()), "mansfield", id, &sealed), None, "another key");
        for at in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[at] ^= 1;
            assert_eq!(open(&keys, "mansfield", id, &changed), None, "byte {at} changed");
            assert_eq!(open(&keys, "mansfield", id, &sealed[..at]), None, "cut at {at}");
        }
    }

    #[test]
    fn the_same_link_never_looks_the_same_twice() {
        let (keys, entropy) = (Keys::new(vec![7; 32].into()), SeededEntropy::new(1));
        let library: LibrarySlug = "mansfield".parse().unwrap();
        let once = || seal(&keys, &entropy, &library, Uuid::nil(), "https://x");
        assert_ne!(once(), once());
    }
}
