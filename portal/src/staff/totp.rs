//! The second factor: time-based one-time passwords (RFC 6238) as every authenticator app makes them: SHA-1, six
//! digits, thirty seconds, one step of grace on either side.
//!
//! The secret is sealed like a link in the outbox: AES-256-GCM, the account's identity as associated data.

use crate::{entropy::Entropy, keys::Keys};
use chrono::{DateTime, Utc};
use domain::ids::LibrarySlug;
use ring::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use totp_rs::{Algorithm, Builder, Totp};
use uuid::Uuid;

/// 160 bits, as RFC 4226 recommends.
const SECRET: usize = 20;
const VERSION: u8 = 1;

/// A fresh secret.
pub(super) fn fresh(entropy: &dyn Entropy) -> [u8; SECRET] {
    let mut secret = [0; SECRET];
    entropy.fill(&mut secret);
    secret
}

/// The step that `code` is right for at `now`.
pub(super) fn step(secret: &[u8], code: &str, now: DateTime<Utc>) -> Option<i64> {
    let code: String = code.chars().filter(|sign| !sign.is_whitespace()).collect();
    if code.len() != 6 || !code.bytes().all(|digit| digit.is_ascii_digit()) {
        return None;
    }
    let step = of(secret, None)?.check(&code, u64::try_from(now.timestamp()).ok()?)?;
    i64::try_from(step).ok()
}

/// What an authenticator app shows at `now`.
#[cfg(any(test, feature = "dev"))]
pub(super) fn code(secret: &[u8], now: DateTime<Utc>) -> Option<String> {
    Some(of(secret, None)?.generate(u64::try_from(now.timestamp()).ok()?).to_string())
}

/// What an authenticator app reads: `otpauth://totp/…`.
pub(super) fn address(secret: &[u8], library: &str, login: &str) -> Option<String> {
    of(secret, Some((library, login)))?.to_url().ok()
}

fn of(secret: &[u8], names: Option<(&str, &str)>) -> Option<Totp> {
    let mut builder = Builder::new().with_algorithm(Algorithm::SHA1).with_secret(secret.to_vec());
    if let Some((library, login)) = names {
        // A colon parts issuer and account in the address.
        builder = builder.with_issuer(Some(library.replace(':', " "))).with_account_name(login);
    }
    builder.build().ok()
}

/// Seals a secret for one account.
#[expect(clippy::expect_used, reason = "AES-256-GCM takes a key of 32 bytes and a text far below its limit")]
pub(super) fn seal(keys: &Keys, entropy: &dyn Entropy, library: &LibrarySlug, id: Uuid, secret: &[u8]) -> Vec<u8> {
    let mut nonce = [0; NONCE_LEN];
    entropy.fill(&mut nonce);
    let mut text = secret.to_vec();
    key(keys)
        .seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), aad(library, id), &mut text)
        .expect("a secret is short");
    [&[VERSION], &nonce[..], &text].concat()
}

/// The secret sealed for this account; `None` when it was sealed for another, under another key, or was changed.
pub(super) fn open(keys: &Keys, library: &LibrarySlug, id: Uuid, sealed: &[u8]) -> Option<Vec<u8>> {
    let (&[VERSION], rest) = sealed.split_first_chunk()? else { return None };
    let (&nonce, text) = rest.split_first_chunk::<NONCE_LEN>()?;
    let mut text = text.to_vec();
    let opened = key(keys).open_in_place(Nonce::assume_unique_for_key(nonce), aad(library, id), &mut text).ok()?;
    Some(opened.to_vec())
}

#[expect(clippy::expect_used, reason = "AES-256-GCM takes a key of 32 bytes")]
fn key(keys: &Keys) -> LessSafeKey {
    let key = keys.mac("staff_account.totp", b"aes-256-gcm");
    LessSafeKey::new(UnboundKey::new(&AES_256_GCM, &key).expect("a key of 32 bytes"))
}

fn aad(library: &LibrarySlug, id: Uuid) -> Aad<Vec<u8>> {
    Aad::from([b"staff_account.totp\0", library.as_str().as_bytes(), b"\0", id.as_bytes()].concat())
}

/// The code of this moment for an account, to try the desk in development. A production build does not contain this.
///
/// # Errors
/// When the database is away.
#[cfg(feature = "dev")]
pub async fn dev_code(portal: &crate::Portal, library: &LibrarySlug, login: &str) -> crate::Result<Option<String>> {
    let mut tx = portal.db.begin(crate::db::Scope::Library(library)).await?;
    let found = sqlx::query!(
        "SELECT id, totp_sealed FROM staff_account WHERE library = $1 AND login = $2",
        library.as_str(),
        login,
    )
    .fetch_optional(&mut *tx)
    .await?;
    Ok(found.and_then(|found| {
        let secret = open(&portal.keys, library, found.id, &found.totp_sealed)?;
        code(&secret, portal.clock.now())
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entropy::SeededEntropy;
    use chrono::TimeZone;

    /// RFC 6238, appendix B: the last six digits of the SHA-1 rows.
    #[test]
    fn the_codes_are_those_of_the_rfc() {
        let secret = b"12345678901234567890";
        for (at, code) in
            [(59, "287082"), (1_111_111_109, "081804"), (1_234_567_890, "005924"), (2_000_000_000, "279037")]
        {
            let now = Utc.timestamp_opt(at, 0).unwrap();
            assert_eq!(step(secret, code, now), Some(at / 30), "{at}");
            assert_eq!(step(secret, code, now + chrono::Duration::seconds(90)), None, "too old");
        }
        let now = Utc.timestamp_opt(59, 0).unwrap();
        assert_eq!(step(secret, "287 082", now), Some(1), "as apps show it");
        for bad in ["", "28708", "2870822", "28708a", "２８７０８２"] {
            assert_eq!(step(secret, bad, now), None, "{bad}");
        }
    }

    #[test]
    fn a_sealed_secret_opens_for_its_account_and_nowhere_else() {
        let keys = Keys::new(vec![7; 32].into());
        let (library, other): (LibrarySlug, LibrarySlug) = ("mansfield".parse().unwrap(), "canton".parse().unwrap());
        let sealed = seal(&keys, &SeededEntropy::new(1), &library, Uuid::from_u128(7), b"12345678901234567890");
        assert_eq!(open(&keys, &library, Uuid::from_u128(7), &sealed).as_deref(), Some(&b"12345678901234567890"[..]));
        assert_eq!(open(&keys, &other, Uuid::from_u128(7), &sealed), None);
        assert_eq!(open(&keys, &library, Uuid::from_u128(8), &sealed), None);
        assert_eq!(open(&Keys::new(vec![9; 32].into()), &library, Uuid::from_u128(7), &sealed), None);
    }

    #[test]
    fn an_app_can_read_the_address() {
        let address = address(b"12345678901234567890", "Mansfield Public Library", "ana").unwrap();
        assert!(address.starts_with("otpauth://totp/Mansfield%20Public%20Library:ana?secret="), "{address}");
    }
}
