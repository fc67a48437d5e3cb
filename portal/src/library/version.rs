//! The versions of a library's profile, as they were entered.

use crate::{
    Error, Portal, Result,
    db::{Scope, Tx},
};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    ids::LibrarySlug,
    profile::{Difference, Profile},
};
use sqlx::PgConnection;

/// One version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// Its number, which grows.
    pub number: i64,
    /// The first day on which it is in force, where the library is.
    pub starts_on: NaiveDate,
    /// When it was entered.
    pub loaded_at: DateTime<Utc>,
    /// When it was taken back, before its day.
    pub withdrawn_at: Option<DateTime<Utc>>,
    /// The file as it was written; `None`: it was entered before files were kept.
    pub file: Option<String>,
}

impl Version {
    /// What its file says. `None`: there is no file.
    ///
    /// # Errors
    /// When this program does not read it any more.
    pub fn profile(&self, library: &LibrarySlug) -> Result<Option<Profile>> {
        let Some(file) = &self.file else { return Ok(None) };
        let name = format!("{library}, version {}", self.number);
        let read = Profile::parse(&name, file).map_err(Error::because("profile_version.file"))?;
        Ok(Some(read))
    }

    /// Whether it is or will be in force: it was not taken back, and has a file.
    fn counts(&self) -> bool {
        self.withdrawn_at.is_none() && self.file.is_some()
    }
}

/// Every version, in the order in which they are in force.
///
/// # Errors
/// When the database is away.
pub async fn versions(portal: &Portal, library: &LibrarySlug) -> Result<Vec<Version>> {
    let mut tx = portal.db.begin(Scope::Library(library)).await?;
    all(&mut tx, library).await
}

pub(super) async fn all(connection: &mut PgConnection, library: &LibrarySlug) -> Result<Vec<Version>> {
    Ok(sqlx::query_as!(
        Version,
        "SELECT version AS number, starts_on, loaded_at, withdrawn_at, file FROM profile_version WHERE library = $1 \
         ORDER BY starts_on, version",
        library.as_str(),
    )
    .fetch_all(connection)
    .await?)
}

/// The one in force on `day`, of all in their order.
pub fn in_force(all: &[Version], day: NaiveDate) -> Option<&Version> {
    all.iter().rfind(|one| one.counts() && one.starts_on <= day)
}

/// The last one that says what this profile says, and was not taken back.
pub(super) fn same_as<'a>(all: &'a [Version], profile: &Profile) -> Option<&'a Version> {
    let says_it = |version: &Version| version.profile(&profile.slug).ok().flatten().as_ref() == Some(profile);
    all.iter().rfind(|one| one.withdrawn_at.is_none() && says_it(one))
}

/// A version that waits for its day, with what it changes of the one before it.
#[derive(Debug, Clone, PartialEq)]
pub struct Coming {
    /// Its number.
    pub number: i64,
    /// The first day on which it is in force.
    pub starts_on: NaiveDate,
    /// What it changes.
    pub difference: Difference,
}

/// What waits for its day, in the order of the days, each with what it changes of the one before it. A file that this program
/// does not read is left out and logged.
///
/// # Errors
/// When the database is away.
pub async fn coming(portal: &Portal, profile: &Profile) -> Result<Vec<Coming>> {
    let mut tx = portal.db.begin(Scope::Library(&profile.slug)).await?;
    coming_in(&mut tx, portal, profile).await
}

pub(super) async fn coming_in(tx: &mut Tx, portal: &Portal, profile: &Profile) -> Result<Vec<Coming>> {
    let today = portal.today(profile);
    let versions = all(tx, &profile.slug).await?;
    // Not the caller's: just after midnight that may be the one before.
    let mut before = in_force(&versions, today).and_then(|one| read(one, profile)).unwrap_or_else(|| profile.clone());
    let mut coming = Vec::new();
    for one in versions.iter().filter(|one| one.counts() && one.starts_on > today) {
        let Some(after) = read(one, profile) else { continue };
        let difference = Difference::between(&before, &after);
        coming.push(Coming { number: one.number, starts_on: one.starts_on, difference });
        before = after;
    }
    Ok(coming)
}

fn read(version: &Version, profile: &Profile) -> Option<Profile> {
    version.profile(&profile.slug).unwrap_or_else(|error| {
        let (library, version) = (&profile.slug, version.number);
        tracing::error!(%library, version, error = %Error::chain(&error), "a version of a profile is not read by this program");
        None
    })
}

/// What a profile says beside the last version that is in force or waits.
#[derive(Debug, Clone, PartialEq)]
pub enum Compared {
    /// There is no other version to compare it with.
    Nothing,
    /// The same.
    Same,
    /// It changes this.
    Changes(Box<Difference>),
}

/// Compares a profile with the last version that is in force or waits, and that this program reads.
///
/// # Errors
/// When the database is away.
pub async fn compared(portal: &Portal, profile: &Profile) -> Result<Compared> {
    let all = versions(portal, &profile.slug).await?;
    Ok(match last(&all, profile) {
        None => Compared::Nothing,
        Some((_, before)) if before == *profile => Compared::Same,
        Some((_, before)) => Compared::Changes(Box::new(Difference::between(&before, profile))),
    })
}

/// The last one that is in force or waits, and that this program reads.
pub(super) fn last<'a>(all: &'a [Version], profile: &Profile) -> Option<(&'a Version, Profile)> {
    all.iter().rev().filter(|one| one.counts()).find_map(|one| Some((one, read(one, profile)?)))
}

/// The last one that waits for its day.
pub(super) fn waiting(all: &[Version], day: NaiveDate) -> Option<&Version> {
    all.iter().rfind(|one| one.counts() && one.starts_on > day)
}
