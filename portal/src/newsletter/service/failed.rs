//! What came to nothing at a service that the portal is connected to: who, why, and trying it again once somebody has looked.

use super::{Why, connected::fields, make::event_of, service_list};
use crate::{
    Listed, Portal, Result,
    authority::{Director, Editor, Whose},
    ledger::{self, Event},
};
use chrono::{DateTime, Utc};
use domain::{inventory::Class, ledger::Action};
use uuid::Uuid;

/// How many are shown at a time.
const SHOWN: i64 = 200;

/// An address with which something came to nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failed {
    /// Its row's name.
    pub id: Uuid,
    /// The address as the service was given it.
    pub email: String,
    /// Why.
    pub why: Why,
    /// Its number at the service, where the portal knows one.
    pub number: Option<i64>,
    /// When it was last tried.
    pub since: DateTime<Utc>,
}

/// Those of a newsletter, at most 200 at a time; whom somebody has to find there and take off is not among them
/// ([`super::to_remove`]). Each of them reads that their address was shown, and the Director alone sees it (S2). `None`: the portal
/// is connected to no service that sends such a newsletter.
///
/// # Errors
/// When the database is away.
pub async fn failed(portal: &Portal, director: &Director, code: &str) -> Result<Option<Listed<Failed>>> {
    let editor = &Editor::from(director);
    let profile = editor.profile();
    let Some((list, vendor)) = service_list(profile, code) else { return Ok(None) };
    if portal.services.of_list(profile, list).is_none() {
        return Ok(None);
    }
    let mut tx = portal.db.begin(editor.scope()).await?;
    let rows = sqlx::query!(
        "SELECT id, email, failed_why AS \"why!\", remote_id, coalesce(tried_at, sent_at) AS \"since!\", person_id, subscriber_id, \
                count(*) OVER () AS \"all!\" \
         FROM service_listed WHERE library = $1 AND list = $2 AND service = $3 AND removed_at IS NULL \
           AND failed_why IS NOT NULL AND failed_why <> $4 ORDER BY lower(email), id LIMIT $5",
        profile.slug.as_str(),
        list.code,
        vendor.code,
        Why::NoNumber.code(),
        SHOWN,
    )
    .fetch_all(&mut *tx)
    .await?;
    let all = rows.first().map_or(0, |row| row.all);
    let mut shown = Vec::new();
    for row in rows {
        let Some(why) = Why::from_code(&row.why) else { continue };
        if let Some(whose) = Whose::of(row.person_id, row.subscriber_id) {
            let event = Event {
                classes: &[Class::Contact],
                fields: &["service_listed.email"],
                purpose: Some(&list.code),
                ..event_of(portal, editor, Some(whose.as_own()), Action::Viewed)
            };
            ledger::append(&mut tx, &*portal.entropy, event).await?;
        }
        shown.push(Failed { id: row.id, email: row.email, why, number: row.remote_id, since: row.since });
    }
    tx.commit().await?;
    Ok(Some(Listed { rows: shown, all }))
}

/// Has these tried again, each with the number that somebody has read at the service, where they have. A second click does nothing
/// more. The answer is how many they were.
///
/// # Errors
/// When the database is away; then nothing is tried again.
pub async fn again(portal: &Portal, director: &Director, code: &str, these: &[(Uuid, Option<i64>)]) -> Result<usize> {
    let editor = &Editor::from(director);
    let profile = editor.profile();
    let Some((list, vendor)) = service_list(profile, code) else { return Ok(0) };
    let mut tx = portal.db.begin(editor.scope()).await?;
    let mut done = 0;
    for (id, number) in these {
        // The number of an entry that is gone is of no use. What was to be taken off still is; who is on the list stays on.
        let row = sqlx::query!(
            "UPDATE service_listed \
             SET state = CASE failed_why WHEN $5 THEN 'to-remove' WHEN $8 THEN state ELSE 'asked' END, failed_why = NULL, \
                 tries = 0, tried_at = NULL, \
                 remote_id = coalesce($6, CASE WHEN failed_why <> $7 THEN remote_id END) \
             WHERE library = $1 AND list = $2 AND service = $3 AND id = $4 AND removed_at IS NULL AND failed_why IS NOT NULL \
             RETURNING person_id, subscriber_id, name <> '' AS \"named!\", statement <> '' AS \"stated!\", \
                       state = 'asked' AS \"asked!\"",
            profile.slug.as_str(),
            list.code,
            vendor.code,
            id,
            Why::NotRemoved.code(),
            *number,
            Why::Gone.code(),
            Why::NotTold.code(),
        )
        .fetch_optional(&mut *tx)
        .await?;
        let Some(row) = row else { continue };
        done += 1;
        let Some(whose) = Whose::of(row.person_id, row.subscriber_id).filter(|_| row.asked) else { continue };
        let event = Event {
            classes: &[Class::Identity, Class::Contact],
            fields: &fields(row.named, row.stated, true),
            purpose: Some(&list.code),
            detail: serde_json::json!({ "service": vendor.code }),
            ..event_of(portal, editor, Some(whose.as_own()), Action::ListedForService)
        };
        ledger::append(&mut tx, &*portal.entropy, event).await?;
    }
    tx.commit().await?;
    Ok(done)
}
