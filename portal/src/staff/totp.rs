//! The second factor: time-based one-time passwords (RFC 6238) as every authenticator app makes them: SHA-1, six
//! digits, thirty seconds, one step of grace on either side.
//!
//! The secret is kept sealed (`keys::Place`).

use crate::{entropy::Entropy, keys::Place};
use chrono::{DateTime, Utc};
use domain::ids::LibrarySlug;
use totp_rs::{Algorithm, Builder, Totp};
use uuid::Uuid;

/// 160 bits, as RFC 4226 recommends.
pub(super) const SECRET: usize = 20;

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

/// Where an account keeps its secret, sealed.
pub(super) fn place(library: &LibrarySlug, account: Uuid) -> Place<'_> {
    Place { column: "staff_account.totp", library, id: account }
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
        let secret = portal.keys.open(place(library, found.id), &found.totp_sealed)?.value;
        code(&secret, portal.clock.now())
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
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
    fn an_app_can_read_the_address() {
        let address = address(b"12345678901234567890", "Mansfield Public Library", "ana").unwrap();
        assert!(address.starts_with("otpauth://totp/Mansfield%20Public%20Library:ana?secret="), "{address}");
    }
}
