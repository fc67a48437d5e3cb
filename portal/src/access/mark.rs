//! The mark of a browser in which somebody has just shown a mailed link or a code for a card, and chosen a secret.
//!
//! For an hour it counts as a known device of that card, so that nobody who guesses at cards elsewhere keeps the owner
//! from signing in with what they chose (SECURITY.md: a mailed link stays open). It opens nothing by itself, names nobody, and ends
//! with the next secret; so it may lie in a browser that others use.

use crate::{
    Portal,
    ids::PersonId,
    keys::{digest, token_text},
};
use chrono::{DateTime, Duration, Utc};
use domain::profile::Profile;
use secrecy::SecretString;
use uuid::Uuid;

/// How long it counts.
const LASTS: Duration = Duration::hours(1);

/// The mark for a secret that was just chosen.
pub(super) fn new(portal: &Portal, profile: &Profile, person: PersonId, set_at: DateTime<Utc>) -> SecretString {
    let until = (portal.clock.now() + LASTS).timestamp();
    format!("{until}.{}", token_text(&mac(portal, profile, person, set_at, until))).into()
}

/// What counts the tries made under this mark, where it is one for this person's present secret.
pub(super) fn of(
    portal: &Portal,
    profile: &Profile,
    person: PersonId,
    set_at: DateTime<Utc>,
    shown: &str,
) -> Option<Uuid> {
    let (until, text) = shown.split_once('.')?;
    let until: i64 = until.parse().ok()?;
    let right = mac(portal, profile, person, set_at, until);
    // By their digests, so that the time of comparing tells nothing of what would be right.
    let same = digest(text.as_bytes()) == digest(token_text(&right).as_bytes());
    let bytes: [u8; 16] = right.first_chunk().copied()?;
    (same && until > portal.clock.now().timestamp()).then(|| Uuid::from_bytes(bytes))
}

fn mac(portal: &Portal, profile: &Profile, person: PersonId, set_at: DateTime<Utc>, until: i64) -> [u8; 32] {
    let whose = format!("{} {person} {} {until}", profile.slug, set_at.timestamp_micros());
    portal.keys.mac("opened card", whose.as_bytes())
}
