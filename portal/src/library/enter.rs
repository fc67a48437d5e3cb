//! Entering libraries and what their files say today: as the owner of the database, by `server migrate`.

use super::version::{Version, all, in_force, same_as, waiting};
use crate::{Result, keys::digest};
use chrono::NaiveDate;
use domain::profile::{Difference, Profile};
use sqlx::{PgConnection, PgPool, Postgres, Transaction};

/// Enters a library, or its new name. Run as the database's owner.
///
/// # Errors
/// When the database refuses.
pub async fn enter(pool: &PgPool, profile: &Profile) -> Result<()> {
    let mut tx = opened(pool, profile).await?;
    rename(&mut tx, profile).await?;
    Ok(tx.commit().await?)
}

async fn rename(connection: &mut PgConnection, profile: &Profile) -> Result<()> {
    sqlx::query!("UPDATE library SET name = $2 WHERE slug = $1 AND name <> $2", profile.slug.as_str(), profile.name)
        .execute(connection)
        .await?;
    Ok(())
}

/// How a version is entered that is in force from today.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How {
    /// Not where it changes words that patrons agreed to, and not one that a later one has replaced.
    Checked,
    /// Whatever it changes: on a machine where nobody else is served.
    AsItIs,
}

/// What became of a file.
#[derive(Debug, Clone, PartialEq)]
pub enum VersionOutcome {
    /// It is the first version of the library whose file is kept.
    First,
    /// It takes the place of the version in force, which this program does not read: they were not compared.
    Unread {
        /// The number of that version.
        former: i64,
    },
    /// It is the version in force.
    Same,
    /// It waits for its day.
    Waits(NaiveDate),
    /// It is in force from today, and changes this.
    Changed(Box<Difference>),
    /// It was replaced by a later version, which stays.
    Replaced {
        /// The number of the version in force.
        in_force: i64,
        /// Since when.
        since: NaiveDate,
    },
    /// It changes words that patrons agreed to: it needs a day that is told before.
    NeedsNotice(Box<Difference>),
    /// Another version waits, which does not have what this one changes: on its day it would take that back.
    OtherWaits {
        /// The number of that version.
        number: i64,
        /// Its day.
        starts_on: NaiveDate,
    },
}

/// Enters a library and the version of its profile that its `file` is, in force from `today`. Run as the database's owner.
///
/// # Errors
/// When the database refuses.
pub async fn enter_version(
    pool: &PgPool,
    profile: &Profile,
    file: &str,
    today: NaiveDate,
    how: How,
) -> Result<VersionOutcome> {
    let mut tx = opened(pool, profile).await?;
    let versions = all(&mut tx, &profile.slug).await?;
    let entered = weigh(&versions, profile, today, how);
    match &entered {
        VersionOutcome::First | VersionOutcome::Changed(_) | VersionOutcome::Unread { .. } => {
            rename(&mut tx, profile).await?;
            insert(&mut tx, profile, file, today).await?;
        }
        // Its remarks may have changed.
        VersionOutcome::Same => {
            rename(&mut tx, profile).await?;
            if let Some(current) = in_force(&versions, today) {
                keep_file(&mut tx, profile, current, file).await?;
            }
        }
        VersionOutcome::Waits(_)
        | VersionOutcome::Replaced { .. }
        | VersionOutcome::NeedsNotice(_)
        | VersionOutcome::OtherWaits { .. } => {}
    }
    tx.commit().await?;
    Ok(entered)
}

fn weigh(versions: &[Version], profile: &Profile, today: NaiveDate, how: How) -> VersionOutcome {
    let Some(current) = in_force(versions, today) else { return VersionOutcome::First };
    let Some(before) = current.profile(&profile.slug).ok().flatten() else {
        return VersionOutcome::Unread { former: current.number };
    };
    if before == *profile {
        return VersionOutcome::Same;
    }
    match same_as(versions, profile) {
        Some(waits) if waits.starts_on > today => return VersionOutcome::Waits(waits.starts_on),
        Some(_) if how == How::Checked => {
            return VersionOutcome::Replaced { in_force: current.number, since: current.starts_on };
        }
        _ => {}
    }
    if how == How::Checked
        && let Some(Version { number, starts_on, .. }) = waiting(versions, today)
    {
        return VersionOutcome::OtherWaits { number: *number, starts_on: *starts_on };
    }
    let difference = Box::new(Difference::between(&before, profile));
    if how == How::Checked && difference.first_day(today) > today {
        return VersionOutcome::NeedsNotice(difference);
    }
    VersionOutcome::Changed(difference)
}

/// A transaction of the owner about the versions of one library: two commands at once are one after the other, and anyone who is
/// told of a version meanwhile is told before or after.
pub(super) async fn opened(pool: &PgPool, profile: &Profile) -> Result<Transaction<'static, Postgres>> {
    let mut tx = pool.begin().await?;
    sqlx::query!(
        "SELECT set_config('portal.reader', 'library', true) AS reader, set_config('portal.library', $1, true) AS library",
        profile.slug.as_str(),
    )
    .fetch_one(&mut *tx)
    .await?;
    sqlx::query("SELECT pg_advisory_xact_lock(hashtextextended('profile ' || $1, 0))")
        .bind(profile.slug.as_str())
        .execute(&mut *tx)
        .await?;
    // The name that mail comes from is that of the version in force.
    sqlx::query!(
        "INSERT INTO library (slug, name) VALUES ($1, $2) ON CONFLICT (slug) DO NOTHING",
        profile.slug.as_str(),
        profile.name,
    )
    .execute(&mut *tx)
    .await?;
    Ok(tx)
}

pub(super) async fn insert(
    connection: &mut PgConnection,
    profile: &Profile,
    file: &str,
    starts_on: NaiveDate,
) -> Result<i64> {
    let body = serde_json::to_string(profile).map_err(crate::Error::because("profile_version.body"))?;
    Ok(sqlx::query_scalar!(
        "INSERT INTO profile_version (library, digest, body, file, starts_on) VALUES ($1, $2, $3, $4, $5) \
         RETURNING version",
        profile.slug.as_str(),
        &digest(body.as_bytes()),
        body,
        file,
        starts_on,
    )
    .fetch_one(connection)
    .await?)
}

async fn keep_file(connection: &mut PgConnection, profile: &Profile, version: &Version, file: &str) -> Result<()> {
    sqlx::query!(
        "UPDATE profile_version SET file = $3 WHERE library = $1 AND version = $2 AND file <> $3",
        profile.slug.as_str(),
        version.number,
        file,
    )
    .execute(connection)
    .await?;
    Ok(())
}
