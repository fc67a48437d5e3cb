//! Who is at the service and does not get the newsletter any more: to be taken off there, and ticked off here.

use super::{connected::Why, make::event_of, service_list};
use crate::{
    Listed, Portal, Result,
    authority::{Director, Editor},
    db::Tx,
    ids::{PersonId, SubscriberId},
    ledger::{self, Event},
    newsletter::recipients::of_list,
};
use chrono::{DateTime, Utc};
use domain::{
    inventory::Class,
    ledger::Action,
    profile::{Newsletter, Profile},
};
use std::collections::HashSet;
use uuid::Uuid;

/// How many are shown at a time.
const SHOWN: usize = 200;

/// An address to take off at the service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToRemove {
    /// Its row's name.
    pub id: Uuid,
    /// The address as the service has it.
    pub email: String,
    /// When it was last on a list.
    pub sent_at: DateTime<Utc>,
}

/// A row of somebody who does not get it any more.
pub(super) struct NotWanted {
    pub(super) id: Uuid,
    pub(super) email: String,
    pub(super) sent_at: DateTime<Utc>,
    /// The person in whose activity it is noted; `None` where there is no record, or none any more.
    pub(super) subject: Option<PersonId>,
    /// Whether the portal cannot take it off there by itself, were it connected.
    is_the_staffs: bool,
}

/// Every address at the service that gets the newsletter with nobody's yes: it was taken back, the address is another now or
/// cannot be written to, or the record is gone. An address that two people share stays while one of them wants it.
pub(super) async fn not_wanted(tx: &mut Tx, profile: &Profile, list: &Newsletter) -> Result<Vec<NotWanted>> {
    let rows = sqlx::query!(
        "SELECT id, email, sent_at, person_id, subscriber_id, service, state IS NULL AS \"by_hand!\", failed_why FROM service_listed \
         WHERE library = $1 AND list = $2 AND removed_at IS NULL ORDER BY lower(email), id",
        profile.slug.as_str(),
        list.code,
    )
    .fetch_all(&mut **tx)
    .await?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let all = of_list(tx, profile, &list.code).await?;
    let get_it = all.iter().filter(|one| one.left_out.is_none());
    let wanted: HashSet<String> =
        get_it.filter_map(|one| one.address.as_deref()).map(|address| address.trim().to_lowercase()).collect();
    let now_at = profile.service_of(list).map(|vendor| vendor.code.as_str());
    let each = rows.into_iter().filter(|row| !wanted.contains(&row.email.to_lowercase())).map(|row| NotWanted {
        id: row.id,
        email: row.email,
        sent_at: row.sent_at,
        subject: row.person_id.map(PersonId).or_else(|| row.subscriber_id.map(|id| SubscriberId(id).as_own())),
        // At a former service the portal does nothing any more.
        is_the_staffs: row.by_hand
            || Some(row.service.as_str()) != now_at
            || row.failed_why.as_deref().and_then(Why::from_code).is_some_and(Why::is_the_staffs),
    });
    Ok(each.collect())
}

/// Of those, whom somebody has to take off: where the portal is connected to the service, it takes off by itself whom it can.
pub(super) async fn for_staff(
    tx: &mut Tx,
    portal: &Portal,
    profile: &Profile,
    list: &Newsletter,
) -> Result<Vec<NotWanted>> {
    let mut all = not_wanted(tx, profile, list).await?;
    if portal.services.of_list(profile, list).is_some() {
        all.retain(|one| one.is_the_staffs);
    }
    Ok(all)
}

/// Those to take off, at most 200 at a time. Each of them reads that their address was shown, and the Director alone sees it (S2).
/// `None`: no service sends such a newsletter.
///
/// # Errors
/// When the database is away.
pub async fn to_remove(portal: &Portal, director: &Director, code: &str) -> Result<Option<Listed<ToRemove>>> {
    let editor = &Editor::from(director);
    let profile = editor.profile();
    let Some((list, _)) = service_list(profile, code) else { return Ok(None) };
    let mut tx = portal.db.begin(editor.scope()).await?;
    let mut shown = for_staff(&mut tx, portal, profile, list).await?;
    let all = i64::try_from(shown.len()).unwrap_or(i64::MAX);
    shown.truncate(SHOWN);
    for one in shown.iter().filter(|one| one.subject.is_some()) {
        note(&mut tx, portal, editor, list, one, Action::Viewed).await?;
    }
    tx.commit().await?;
    let each = shown.into_iter().map(|one| ToRemove { id: one.id, email: one.email, sent_at: one.sent_at });
    Ok(Some(Listed { rows: each.collect(), all }))
}

/// Notes that these are off the list at the service: each person can read so, and rows that belong to nobody any more are deleted.
/// A second click does nothing more. The answer is how many they were.
///
/// # Errors
/// When the database is away; then nothing is noted.
pub async fn removed(portal: &Portal, director: &Director, code: &str, ids: &[Uuid]) -> Result<usize> {
    let editor = &Editor::from(director);
    let profile = editor.profile();
    let Some((list, _)) = service_list(profile, code) else { return Ok(0) };
    let mut tx = portal.db.begin(editor.scope()).await?;
    let mut done = 0;
    // Only what is to be taken off is ticked off: somebody may have said yes again meanwhile.
    for one in not_wanted(&mut tx, profile, list).await?.into_iter().filter(|one| ids.contains(&one.id)) {
        if off(&mut tx, portal, editor, one.id, "desk").await? {
            if one.subject.is_some() {
                note(&mut tx, portal, editor, list, &one, Action::RemovedAtService).await?;
            }
            done += 1;
        }
    }
    tx.commit().await?;
    Ok(done)
}

/// Takes one row off the list. `false`: it was off.
pub(super) async fn off(tx: &mut Tx, portal: &Portal, editor: &Editor, id: Uuid, how: &str) -> Result<bool> {
    // A row that belongs to nobody any more is deleted with it (migrations/0180).
    let done = sqlx::query!(
        "UPDATE service_listed SET removed_at = $3, removed_how = $4, removed_by = $5, failed_why = NULL, \
                                   state = CASE WHEN state IS NOT NULL THEN 'removed' END \
         WHERE library = $1 AND id = $2 AND removed_at IS NULL",
        editor.library().as_str(),
        id,
        portal.clock.now(),
        how,
        editor.account(),
    )
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() > 0)
}

async fn note(
    tx: &mut Tx,
    portal: &Portal,
    editor: &Editor,
    list: &Newsletter,
    one: &NotWanted,
    action: Action,
) -> Result<()> {
    let event = Event {
        classes: &[Class::Contact],
        fields: &["service_listed.email"],
        purpose: Some(&list.code),
        ..event_of(portal, editor, one.subject, action)
    };
    ledger::append(tx, &*portal.entropy, event).await?;
    Ok(())
}
