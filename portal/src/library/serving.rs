//! Which version of each profile is served: the one in force, which need not be the one in the folder of profiles.

use super::version::{Version, all, in_force, same_as};
use crate::{Portal, Result, db::Scope};
use chrono::NaiveDate;
use domain::{
    ids::LibrarySlug,
    profile::{Profile, Profiles},
};
use std::{collections::BTreeMap, sync::Arc};

/// The number of the version in force, library by library.
pub type Numbers = BTreeMap<LibrarySlug, i64>;

/// What is served, and what anyone who runs it should know.
#[derive(Debug, Clone)]
pub struct Serving {
    /// The profile in force of each library.
    pub profiles: Profiles,
    /// Its number.
    pub numbers: Numbers,
    /// Where the folder has another version.
    pub notes: Vec<Note>,
    /// Libraries whose file was never entered: they are not served before `server migrate` or `server profile load`.
    pub not_entered: Vec<LibrarySlug>,
}

/// A folder that has another version than the one in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// Whose.
    pub library: LibrarySlug,
    /// The number of the version in force.
    pub in_force: i64,
    /// What the folder has.
    pub folder: AskedFor,
}

/// Another version than the one in force.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AskedFor {
    /// One that was replaced.
    Replaced,
    /// One that begins on this day.
    Waits(NaiveDate),
}

/// What is to be served today of the profiles in the folder.
///
/// # Errors
/// When the database is away, or the file of a version in force is not read any more.
pub async fn serving(portal: &Portal, folder: &Profiles) -> Result<Serving> {
    let mut served: Vec<Arc<Profile>> = Vec::new();
    let (mut numbers, mut notes, mut not_entered) = (Numbers::new(), Vec::new(), Vec::new());
    for profile in folder.iter() {
        let today = portal.today(profile);
        let mut tx = portal.db.begin(Scope::Library(&profile.slug)).await?;
        let versions = all(&mut tx, &profile.slug).await?;
        drop(tx);
        let current = in_force(&versions, today);
        let Some((current, before)) = read(current, profile)? else {
            not_entered.push(profile.slug.clone());
            served.push(profile.clone());
            continue;
        };
        numbers.insert(profile.slug.clone(), current.number);
        if before == **profile {
            served.push(profile.clone());
            continue;
        }
        if let Some(other) = same_as(&versions, profile) {
            let waits = other.starts_on > today;
            let folder = if waits { AskedFor::Waits(other.starts_on) } else { AskedFor::Replaced };
            notes.push(Note { library: profile.slug.clone(), in_force: current.number, folder });
        } else {
            not_entered.push(profile.slug.clone());
        }
        // Whatever the folder has, also where that was taken back meanwhile.
        served.push(Arc::new(before));
    }
    Ok(Serving { profiles: served.into_iter().collect(), numbers, notes, not_entered })
}

fn read<'a>(version: Option<&'a Version>, profile: &Profile) -> Result<Option<(&'a Version, Profile)>> {
    let Some(version) = version else { return Ok(None) };
    Ok(version.profile(&profile.slug)?.map(|read| (version, read)))
}

/// The numbers of the versions in force today: anyone who serves asks again and again, and reads the files when they change.
///
/// # Errors
/// When the database is away.
pub async fn numbers_in_force(portal: &Portal, profiles: &Profiles) -> Result<Numbers> {
    let mut numbers = Numbers::new();
    for profile in profiles.iter() {
        let mut tx = portal.db.begin(Scope::Library(&profile.slug)).await?;
        let number = sqlx::query_scalar!(
            "SELECT version FROM profile_version WHERE library = $1 AND starts_on <= $2 AND withdrawn_at IS NULL \
               AND file IS NOT NULL ORDER BY starts_on DESC, version DESC LIMIT 1",
            profile.slug.as_str(),
            portal.today(profile),
        )
        .fetch_optional(&mut *tx)
        .await?;
        numbers.extend(number.map(|number| (profile.slug.clone(), number)));
    }
    Ok(numbers)
}
