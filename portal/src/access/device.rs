//! Devices that a patron called their own: tries at the card from elsewhere do not lock them out.

use crate::{Portal, Result, db::Tx, ids::PersonId, keys};
use chrono::{DateTime, Duration, Utc};
use domain::profile::Profile;
use secrecy::SecretString;
use uuid::Uuid;

const KNOWN_FOR: Duration = Duration::days(180);

/// The known device with this cookie, if it is this person's.
pub(super) async fn known(
    tx: &mut Tx,
    portal: &Portal,
    profile: &Profile,
    person: PersonId,
    cookie: &str,
) -> Result<Option<Uuid>> {
    Ok(sqlx::query_scalar!(
        "UPDATE known_device SET last_used_at = $4 \
         WHERE library = $1 AND person_id = $2 AND secret_hash = $3 AND ends_at > $4 RETURNING id",
        profile.slug.as_str(),
        person.0,
        &keys::digest(cookie.as_bytes()),
        portal.clock.now(),
    )
    .fetch_optional(&mut **tx)
    .await?)
}

/// Makes this device known, while the secret that was given is the person's and one of their cards is open (as for the
/// session). Returns what its cookie holds.
pub(super) async fn remember(
    tx: &mut Tx,
    portal: &Portal,
    profile: &Profile,
    person: PersonId,
    label: Option<&str>,
    secret_set_at: DateTime<Utc>,
) -> Result<SecretString> {
    let mut bytes = [0; 32];
    portal.entropy.fill(&mut bytes);
    let secret = keys::token_text(&bytes);
    let now = portal.clock.now();
    sqlx::query!(
        "INSERT INTO known_device (library, id, person_id, secret_hash, device, created_at, last_used_at, ends_at) \
         SELECT $1, $2, $3, $4, $5, $6, $6, $7 FROM credential JOIN card USING (library, person_id) \
         WHERE library = $1 AND person_id = $3 AND credential.set_at = $8 AND card.status = 'active' \
         LIMIT 1 FOR SHARE",
        profile.slug.as_str(),
        portal.entropy.uuid(),
        person.0,
        &keys::digest(secret.as_bytes()),
        label,
        now,
        now + KNOWN_FOR,
        secret_set_at,
    )
    .execute(&mut **tx)
    .await?;
    Ok(secret.into())
}
