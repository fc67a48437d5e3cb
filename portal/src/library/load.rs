//! Loading the next version of a profile, with the day on which it begins; and taking it back before anybody was told.

use super::{
    enter::{insert, opened},
    tell::key,
    version::{all, last, waiting},
};
use crate::{Error, Result};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    ids::LibrarySlug,
    profile::{Difference, Profile},
};
use sqlx::PgPool;

/// What became of loading a version.
#[derive(Debug, Clone, PartialEq)]
pub enum Loaded {
    /// It has this number and waits for its day, or is in force.
    Done {
        /// Its number.
        number: i64,
        /// What it changes of the one before it.
        difference: Box<Difference>,
    },
    /// There is no version of this library whose file is kept: `server migrate` enters the first.
    NoLibrary,
    /// It says what the last version says.
    Same,
    /// It may begin on this day and not before: the last version begins then, or those whose words change are told before.
    TooSoon {
        /// The first day on which it may be in force.
        first: NaiveDate,
        /// What it changes of the one before it.
        difference: Box<Difference>,
    },
}

/// Loads a version that is in force from `starts_on`. Run as the database's owner.
///
/// # Errors
/// When the database refuses.
pub async fn load(
    pool: &PgPool,
    profile: &Profile,
    file: &str,
    starts_on: NaiveDate,
    today: NaiveDate,
) -> Result<Loaded> {
    let mut tx = opened(pool, profile).await?;
    let versions = all(&mut tx, &profile.slug).await?;
    let Some((last, before)) = last(&versions, profile) else { return Ok(Loaded::NoLibrary) };
    if before == *profile {
        return Ok(Loaded::Same);
    }
    let difference = Box::new(Difference::between(&before, profile));
    // Two that begin on one day would be told of as two.
    let after_last = if last.starts_on > today { last.starts_on.succ_opt() } else { Some(last.starts_on) };
    let first = difference.first_day(today).max(after_last.unwrap_or(last.starts_on));
    if starts_on < first {
        return Ok(Loaded::TooSoon { first, difference });
    }
    let number = insert(&mut tx, profile, file, starts_on).await?;
    tx.commit().await?;
    Ok(Loaded::Done { number, difference })
}

/// What became of taking a version back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Withdrawn {
    /// The one with this number is taken back.
    Done(i64),
    /// None waits.
    NoneWaits,
    /// Somebody was told of it already: what they were told stays true, or the next version is told too.
    Told(i64),
}

/// Takes the last version back that waits for its day. Run as the database's owner.
///
/// # Errors
/// When the database refuses.
pub async fn withdraw(pool: &PgPool, profile: &Profile, today: NaiveDate, now: DateTime<Utc>) -> Result<Withdrawn> {
    let library: &LibrarySlug = &profile.slug;
    let mut tx = opened(pool, profile).await?;
    let versions = all(&mut tx, library).await?;
    let Some(last) = waiting(&versions, today) else { return Ok(Withdrawn::NoneWaits) };
    let told = sqlx::query_scalar!(
        "SELECT EXISTS (SELECT FROM outbox WHERE library = $1 AND starts_with(idempotency_key, $2)) AS \"told!\"",
        library.as_str(),
        key(last.number, ""),
    )
    .fetch_one(&mut *tx)
    .await?;
    if told {
        return Ok(Withdrawn::Told(last.number));
    }
    let done = sqlx::query!(
        "UPDATE profile_version SET withdrawn_at = $3 WHERE library = $1 AND version = $2",
        library.as_str(),
        last.number,
        now,
    )
    .execute(&mut *tx)
    .await?;
    if done.rows_affected() != 1 {
        return Err(Error::Stored("a version that waits cannot be changed by this user of the database".to_owned()));
    }
    tx.commit().await?;
    Ok(Withdrawn::Done(last.number))
}
