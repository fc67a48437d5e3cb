//! What the job does at one library.

use super::{anew, bills, find::find, write};
use crate::{Portal, Result, db::Scope};
use chrono::Timelike;
use domain::profile::{Profile, SentBy};

/// What a turn did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Worked {
    /// Things that a patron is to be told.
    pub found: u64,
    /// Mails that were written.
    pub written: u64,
    /// Letters that were written.
    pub letters: u64,
    /// Whether people still wait for their mail or letter, who are written to in the next turn.
    pub more: bool,
}

/// Finds what there is to tell, and writes some of the mails. `site` is the address of the library's portal.
///
/// Two workers at once do it one after the other.
///
/// # Errors
/// When the database is away. What was not committed is done again.
pub async fn work(portal: &Portal, profile: &Profile, site: &str) -> Result<Worked> {
    if profile.circulation_mail.sent_by != SentBy::Portal {
        return Ok(Worked::default());
    }
    let now = portal.clock.now();
    let mut tx = portal.db.begin(Scope::Library(&profile.slug)).await?;
    sqlx::query("SELECT pg_advisory_xact_lock(hashtextextended('notices ' || $1, 0))")
        .bind(profile.slug.as_str())
        .execute(&mut *tx)
        .await?;
    let mut worked = Worked { found: find(&mut tx, portal, profile).await?, ..Worked::default() };
    anew::waits_again(&mut tx, profile).await?;
    // Test (notice/tests.rs): "l26 nothing is written outside the library's hours".
    if profile.circulation_mail.sends_at(now.with_timezone(&profile.time_zone).hour()) {
        write::some(&mut tx, portal, profile, site, &mut worked).await?;
    }
    worked.letters = bills::by_letter(&mut tx, portal, profile, site).await?;
    worked.more |= i64::try_from(worked.letters).is_ok_and(|many| many == write::AT_ONCE);
    tx.commit().await?;
    Ok(worked)
}
