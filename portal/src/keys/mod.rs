//! The deployment's secret keys, all derived from the one in its configuration.

pub(crate) mod code;
mod sealed;

pub(crate) use sealed::Place;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use hmac::{Hmac, KeyInit, Mac};
use secrecy::{ExposeSecret, SecretSlice};
use sha2::{Digest, Sha256};
use std::sync::Arc;
use uuid::Uuid;

/// Keyed hashes for what must be recognised again but never read back: card numbers in throttling counters, client
/// addresses.
#[derive(Clone)]
pub struct Keys {
    root: Arc<SecretSlice<u8>>,
    /// The key before this one, while what was sealed under it is sealed anew.
    former: Option<Arc<Keys>>,
}

impl Keys {
    /// Keys from the deployment's secret, which has at least 32 bytes.
    pub fn new(secret: SecretSlice<u8>) -> Self {
        Self { root: Arc::new(secret), former: None }
    }

    /// These keys, after a change: what was sealed under keys from `former` still opens. Nothing else is done with it.
    #[must_use]
    pub fn after(self, former: SecretSlice<u8>) -> Self {
        Self { former: Some(Arc::new(Self::new(former))), ..self }
    }

    /// HMAC-SHA-256 of `message` under a key for this `purpose` alone, so that values of two purposes never compare.
    pub fn mac(&self, purpose: &str, message: &[u8]) -> [u8; 32] {
        let mut key = keyed(self.root.expose_secret());
        key.update(purpose.as_bytes());
        let mut inner = keyed(&key.finalize().into_bytes());
        inner.update(message);
        inner.finalize().into_bytes().into()
    }

    /// The code for a form of the desk with this name, for this person's record: the same however often it is sent, and
    /// nobody can work it out without the deployment's key.
    pub(crate) fn code_for(&self, form: Uuid, person: Uuid) -> String {
        code::short_of(&self.mac("code of a form", format!("{form} {person}").as_bytes()))
    }

    /// What stands in the table for a one-time code. One that is copied by hand has few enough bits to be found by trying
    /// all, so it is kept under a key that the database does not have.
    pub(crate) fn stored_code(&self, code: &str) -> [u8; 32] {
        if code::is_short(code) { self.mac("desk code", code.as_bytes()) } else { digest(code.as_bytes()) }
    }
}

#[expect(clippy::expect_used, reason = "HMAC takes a key of any length")]
fn keyed(key: &[u8]) -> Hmac<Sha256> {
    Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes a key of any length")
}

/// Random bytes as text for a cookie or an address: base64url without padding.
pub fn token_text(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

/// SHA-256, for secrets that are already random (session ids, tokens): what is stored cannot be turned back.
pub fn digest(secret: &[u8]) -> [u8; 32] {
    Sha256::digest(secret).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_purposes_never_share_a_value() {
        let keys = Keys::new(vec![7; 32].into());
        assert_ne!(keys.mac("card", b"1"), keys.mac("client", b"1"));
        assert_eq!(keys.mac("card", b"1"), keys.mac("card", b"1"));
    }
}
