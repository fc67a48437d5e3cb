//! What the staff see of lists: how many would be on one, which there are, and when each is to be destroyed.

use super::{make::event_of, removed::for_staff, service_list, service_lists};
use crate::{
    Listed, Portal, Result,
    authority::{Director, Editor},
    db::Tx,
    ledger::{self, Event},
    newsletter::recipients::{Count, counted},
};
use chrono::{DateTime, Utc};
use domain::{
    ledger::Action,
    profile::{Newsletter, Profile, Vendor},
};
use uuid::Uuid;

/// How many lists of a newsletter are shown.
const SHOWN: i64 = 20;

/// A newsletter that a service sends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfNewsletter {
    /// How many would be on a list that is made now.
    pub count: Count,
    /// How many addresses somebody has to take off there.
    pub to_remove: usize,
    /// How far each has come, where the portal is connected to the service.
    pub connected: Option<There>,
    /// The lists that were made, the newest first, at most 20 of them.
    pub lists: Listed<ListMade>,
}

/// How many have come how far at a service that the portal is connected to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct There {
    /// The service says that they are on the list.
    pub confirmed: i64,
    /// The service is asked.
    pub asked: i64,
    /// Since when the one who has waited longest.
    pub asked_since: Option<DateTime<Utc>>,
    /// They are being taken off.
    pub leaving: i64,
    /// Somebody has to look; whom they have to find there and take off is not counted here, and who is on the list while a change
    /// could not be told there is counted twice.
    pub failed: i64,
    /// Since when the first of those.
    pub failed_since: Option<DateTime<Utc>>,
}

/// A list that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListMade {
    /// Its name.
    pub id: Uuid,
    /// When.
    pub made_at: DateTime<Utc>,
    /// How many people were on it.
    pub people: i32,
    /// From when on it is not given out, and to be destroyed.
    pub expires_at: DateTime<Utc>,
    /// When somebody said that it is destroyed.
    pub destroyed_at: Option<DateTime<Utc>>,
    /// Whether it can be taken still.
    pub is_open: bool,
}

/// Something that waits for the person who makes lists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waits {
    /// The newsletter, by its code.
    pub list: String,
    /// What is to be done.
    pub what: Waiting,
    /// Since when.
    pub since: DateTime<Utc>,
}

/// What is to be done about a newsletter that a service sends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Waiting {
    /// So many addresses are to be taken off at the service.
    ToRemove(usize),
    /// So many came to nothing at the service that the portal is connected to.
    Failed(i64),
    /// A list is to be destroyed.
    ToDestroy,
}

/// A newsletter that a service sends. `None`: there is no such newsletter, or no service sends it.
///
/// # Errors
/// When the database is away.
pub async fn of_newsletter(portal: &Portal, editor: &Editor, code: &str) -> Result<Option<OfNewsletter>> {
    let profile = editor.profile();
    let Some((list, vendor)) = service_list(profile, code) else { return Ok(None) };
    let now = portal.clock.now();
    let mut tx = portal.db.begin(editor.scope()).await?;
    let rows = sqlx::query!(
        "SELECT id, made_at, people, expires_at, destroyed_at, count(*) OVER () AS \"all!\" FROM service_list \
         WHERE library = $1 AND list = $2 ORDER BY made_at DESC, id LIMIT $3",
        profile.slug.as_str(),
        list.code,
        SHOWN,
    )
    .fetch_all(&mut *tx)
    .await?;
    let connected = match portal.services.of_list(profile, list) {
        Some(_) => Some(there(&mut tx, profile, list, vendor).await?),
        None => None,
    };
    let newest = rows.first().map(|row| row.id);
    let lists = Listed::of(
        rows,
        |row| row.all,
        |row| ListMade {
            id: row.id,
            made_at: row.made_at,
            people: row.people,
            expires_at: row.expires_at,
            destroyed_at: row.destroyed_at,
            is_open: newest == Some(row.id)
                && row.destroyed_at.is_none()
                && row.expires_at > now
                && connected.is_none(),
        },
    );
    let to_remove = for_staff(&mut tx, portal, profile, list).await?.len();
    let count = counted(&mut tx, profile, &list.code).await?;
    Ok(Some(OfNewsletter { count, to_remove, connected, lists }))
}

async fn there(tx: &mut Tx, profile: &Profile, list: &Newsletter, vendor: &Vendor) -> Result<There> {
    Ok(sqlx::query_as!(
        There,
        "SELECT count(*) FILTER (WHERE state = 'confirmed') AS \"confirmed!\", count(*) FILTER (WHERE state = 'asked') AS \"asked!\", \
                min(sent_at) FILTER (WHERE state = 'asked') AS asked_since, \
                count(*) FILTER (WHERE state = 'to-remove') AS \"leaving!\", \
                count(*) FILTER (WHERE failed_why <> 'no-number') AS \"failed!\", \
                min(tried_at) FILTER (WHERE failed_why <> 'no-number') AS failed_since \
         FROM service_listed WHERE library = $1 AND list = $2 AND service = $3 AND removed_at IS NULL",
        profile.slug.as_str(),
        list.code,
        vendor.code,
    )
    .fetch_one(&mut **tx)
    .await?)
}

/// What waits, of every newsletter that a service sends: addresses to take off there, what came to nothing there, and lists whose
/// time is over. The Director settles each.
///
/// # Errors
/// When the database is away.
pub async fn waits(portal: &Portal, director: &Director) -> Result<Listed<Waits>> {
    let profile = director.profile();
    let mut all = Vec::new();
    if service_lists(profile).next().is_none() {
        return Ok(Listed { rows: all, all: 0 });
    }
    let mut tx = portal.db.begin(director.scope()).await?;
    for (list, vendor) in service_lists(profile) {
        let unwanted = for_staff(&mut tx, portal, profile, list).await?;
        if let Some(since) = unwanted.iter().map(|one| one.sent_at).min() {
            all.push(Waits { list: list.code.clone(), what: Waiting::ToRemove(unwanted.len()), since });
        }
        if portal.services.of_list(profile, list).is_some() {
            let There { failed, failed_since, .. } = there(&mut tx, profile, list, vendor).await?;
            let waits = |since| Waits { list: list.code.clone(), what: Waiting::Failed(failed), since };
            all.extend(failed_since.filter(|_| failed > 0).map(waits));
        }
    }
    let over = sqlx::query!(
        "SELECT list, made_at, count(*) OVER () AS \"all!\" FROM service_list WHERE library = $1 AND destroyed_at IS NULL AND expires_at <= $2 \
         ORDER BY made_at, id LIMIT 100",
        profile.slug.as_str(),
        portal.clock.now(),
    )
    .fetch_all(&mut *tx)
    .await?;
    let over =
        Listed::of(over, |row| row.all, |row| Waits { list: row.list, what: Waiting::ToDestroy, since: row.made_at });
    let count = i64::try_from(all.len()).unwrap_or(i64::MAX).saturating_add(over.all);
    all.extend(over);
    Ok(Listed { rows: all, all: count })
}

/// Notes that a list is destroyed, here and wherever it was saved; it is not given out any more. A second click does nothing
/// more. `false`: there is no such list.
///
/// # Errors
/// When the database is away; then nothing is noted.
pub async fn destroyed(portal: &Portal, director: &Director, code: &str, id: Uuid) -> Result<bool> {
    let editor = &Editor::from(director);
    let mut tx = portal.db.begin(editor.scope()).await?;
    let before = sqlx::query_scalar!(
        "SELECT destroyed_at IS NOT NULL AS \"before!\" FROM service_list \
         WHERE library = $1 AND id = $2 AND list = $3 FOR UPDATE",
        editor.library().as_str(),
        id,
        code,
    )
    .fetch_optional(&mut *tx)
    .await?;
    let Some(before) = before else { return Ok(false) };
    if before {
        return Ok(true);
    }
    sqlx::query!(
        "UPDATE service_list SET destroyed_at = $3, destroyed_by = $4 WHERE library = $1 AND id = $2",
        editor.library().as_str(),
        id,
        portal.clock.now(),
        editor.account(),
    )
    .execute(&mut *tx)
    .await?;
    let event = Event { purpose: Some(code), ..event_of(portal, editor, None, Action::ServiceListDestroyed) };
    ledger::append(&mut tx, &*portal.entropy, event).await?;
    tx.commit().await?;
    Ok(true)
}
