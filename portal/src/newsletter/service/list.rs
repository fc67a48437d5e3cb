//! What the staff see of lists: how many would be on one, which there are, and when each is to be destroyed.

use super::{make::event_of, removed::not_wanted, service_list, service_lists};
use crate::{
    Portal, Result,
    authority::Editor,
    ledger::{self, Event},
    newsletter::recipients::{Count, counted},
};
use chrono::{DateTime, Utc};
use domain::ledger::Action;
use uuid::Uuid;

/// How many lists of a newsletter are shown.
const SHOWN: i64 = 20;

/// A newsletter that a service sends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfNewsletter {
    /// How many would be on a list that is made now.
    pub count: Count,
    /// How many addresses are to be taken off there.
    pub to_remove: usize,
    /// The lists that were made, the newest first, at most 20.
    pub lists: Vec<ListMade>,
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

/// Something that waits for whoever makes lists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waits {
    /// The newsletter, by its code.
    pub list: String,
    /// So many addresses to take off at the service; `None`: a list to destroy.
    pub to_remove: Option<usize>,
    /// Since when.
    pub since: DateTime<Utc>,
}

/// A newsletter that a service sends. `None`: no service sends such a one.
///
/// # Errors
/// When the database is away.
pub async fn of_newsletter(portal: &Portal, editor: &Editor, code: &str) -> Result<Option<OfNewsletter>> {
    let profile = editor.profile();
    let Some((list, _)) = service_list(profile, code) else { return Ok(None) };
    let now = portal.clock.now();
    let mut tx = portal.db.begin(editor.scope()).await?;
    let rows = sqlx::query!(
        "SELECT id, made_at, people, expires_at, destroyed_at FROM service_list \
         WHERE library = $1 AND list = $2 ORDER BY made_at DESC, id LIMIT $3",
        profile.slug.as_str(),
        list.code,
        SHOWN,
    )
    .fetch_all(&mut *tx)
    .await?;
    let each = rows.into_iter().enumerate().map(|(at, row)| ListMade {
        id: row.id,
        made_at: row.made_at,
        people: row.people,
        expires_at: row.expires_at,
        destroyed_at: row.destroyed_at,
        is_open: at == 0 && row.destroyed_at.is_none() && row.expires_at > now,
    });
    let lists = each.collect();
    let to_remove = not_wanted(&mut tx, profile, list).await?.len();
    let count = counted(&mut tx, profile, &list.code).await?;
    Ok(Some(OfNewsletter { count, to_remove, lists }))
}

/// What waits, of every newsletter that a service sends: addresses to take off there, and lists whose time is over.
///
/// # Errors
/// When the database is away.
pub async fn waits(portal: &Portal, editor: &Editor) -> Result<Vec<Waits>> {
    let profile = editor.profile();
    let mut all = Vec::new();
    if service_lists(profile).next().is_none() {
        return Ok(all);
    }
    let mut tx = portal.db.begin(editor.scope()).await?;
    for (list, _) in service_lists(profile) {
        let unwanted = not_wanted(&mut tx, profile, list).await?;
        if let Some(since) = unwanted.iter().map(|one| one.sent_at).min() {
            all.push(Waits { list: list.code.clone(), to_remove: Some(unwanted.len()), since });
        }
    }
    let over = sqlx::query!(
        "SELECT list, made_at FROM service_list WHERE library = $1 AND destroyed_at IS NULL AND expires_at <= $2 \
         ORDER BY made_at, id LIMIT 100",
        profile.slug.as_str(),
        portal.clock.now(),
    )
    .fetch_all(&mut *tx)
    .await?;
    all.extend(over.into_iter().map(|row| Waits { list: row.list, to_remove: None, since: row.made_at }));
    Ok(all)
}

/// Notes that a list is destroyed, here and wherever it was saved; it is not given out any more. Whoever clicks twice does it
/// once. `false`: there is none of this name.
///
/// # Errors
/// When the database is away; then nothing is noted.
pub async fn destroyed(portal: &Portal, editor: &Editor, code: &str, id: Uuid) -> Result<bool> {
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
