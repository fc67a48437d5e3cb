//! Libraries in the database: entered once, and each version of their profiles kept.

use crate::{Result, keys::digest};
use domain::profile::Profile;
use sqlx::PgPool;

/// Enters a library, or its new name, and this version of its profile. Run as the database's owner.
///
/// # Errors
/// When the database refuses.
pub async fn enter(pool: &PgPool, profile: &Profile) -> Result<()> {
    let mut tx = pool.begin().await?;
    sqlx::query!(
        "SELECT set_config('portal.reader', 'library', true) AS reader, set_config('portal.library', $1, true) AS library",
        profile.slug.as_str(),
    )
    .fetch_one(&mut *tx)
    .await?;
    sqlx::query!(
        "INSERT INTO library (slug, name) VALUES ($1, $2) ON CONFLICT (slug) DO UPDATE SET name = excluded.name",
        profile.slug.as_str(),
        profile.name,
    )
    .execute(&mut *tx)
    .await?;
    let body = serde_json::to_string(profile).map_err(crate::Error::because("profile_version.body"))?;
    sqlx::query!(
        "INSERT INTO profile_version (library, digest, body) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
        profile.slug.as_str(),
        &digest(body.as_bytes()),
        body,
    )
    .execute(&mut *tx)
    .await?;
    tx.commit().await?;
    Ok(())
}
