//! Reminders of the last day, to those whom the profile names.

use super::register::open_at;
use crate::{Portal, Result, db::Scope, mail::Letter, notify};
use domain::{
    breach::{LAST_DAY, last_day},
    inventory::show,
    profile::Profile,
};

/// So many days before the last one a reminder goes out, once for each, while somebody is still to be told.
const BEFORE: [i64; 5] = [1, 3, 7, 14, 30];

/// Writes the reminders that are due. Where one was missed, because nothing ran, the next one is written in its place. How
/// many.
///
/// # Errors
/// When the database is away; then none is written.
pub async fn remind(portal: &Portal, profile: &Profile, site: &str) -> Result<u64> {
    let today = portal.today(profile);
    let open = open_at(portal, &profile.slug).await?;
    let mut tx = portal.db.begin(Scope::Library(&profile.slug)).await?;
    let mut written = 0;
    for breach in open {
        let last = last_day(breach.found_on);
        let left = (last - today).num_days();
        let Some(before) = BEFORE.into_iter().find(|&before| (0..=before).contains(&left)) else { continue };
        let lang = profile.usual_language();
        let due = format!("{}: {}", show::date(last, lang), LAST_DAY.to(lang));
        let letter = Letter::BreachDue { entry: breach.id.to_string(), due };
        let key = format!("breach-due:{}:{last}:{before}", breach.id);
        written += notify::write_to_the_told(&mut tx, portal, profile, &key, &letter, site).await?;
    }
    tx.commit().await?;
    Ok(written)
}
