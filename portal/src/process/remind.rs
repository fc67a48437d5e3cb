//! Reminders of the days that count, to those whom the profile names.

use super::register::{Which, read};
use crate::{Portal, Result, db::Scope, mail::Letter, notify::write_to_the_told};
use domain::{inventory::show, process::Deadline, profile::Profile};

/// So many days before a day that counts, a reminder goes out: once for each.
const BEFORE: [i64; 3] = [1, 3, 7];

/// Writes the reminders that are due: seven days, three days and one day before each day that counts. Where a reminder was
/// missed, because nothing ran, the next one is written in its place. How many.
///
/// # Errors
/// When the database is away; then none is written.
pub async fn remind(portal: &Portal, profile: &Profile, site: &str) -> Result<u64> {
    let mut tx = portal.db.begin(Scope::Library(&profile.slug)).await?;
    let today = portal.today(profile);
    let mut written = 0;
    for entry in read(&mut tx, profile, Which::Counting).await? {
        for Deadline { on, code, what } in entry.deadlines() {
            let left = (on - today).num_days();
            let Some(before) = BEFORE.into_iter().find(|&before| (0..=before).contains(&left)) else { continue };
            let lang = profile.usual_language();
            let due = format!("{}: {}", show::date(on, lang), what.to(lang));
            let letter = Letter::ProcessDue { entry: entry.id.to_string(), due };
            // One key for each day and stage: a day that is recorded anew is reminded of anew.
            let key = format!("process-due:{}:{on}:{code}:{before}", entry.id);
            written += write_to_the_told(&mut tx, portal, profile, &key, &letter, site).await?;
        }
    }
    tx.commit().await?;
    Ok(written)
}
