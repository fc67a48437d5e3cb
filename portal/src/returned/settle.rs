//! What a report leads to.

use crate::{
    Portal, Result,
    authority::Whose,
    consent::{self, Complaint},
    db::Scope,
    ids::{PersonId, SubscriberId},
    mail::{self, Bounced, stops_by_link},
};
use chrono::{DateTime, Utc};
use domain::profile::Profile;
use std::sync::Arc;
use uuid::Uuid;

/// This mail did not arrive. `Some(false)`: it was noted before. `None`: it is not known any more.
// Test (returned/tests.rs): "l31 a bill that comes back after it was taken goes by letter whatever the address is worth".
pub(super) async fn undelivered(portal: &Portal, id: Uuid, code: &str) -> Result<Option<bool>> {
    let mut tx = portal.db.begin(Scope::Worker).await?;
    let Some(found) = find(&mut tx, id).await? else { return Ok(None) };
    let noted = came_back(&mut tx, &found, id, code).await?;
    tx.commit().await?;
    Ok(Some(noted))
}

/// Notes in the outbox that the mail came back.
async fn came_back(tx: &mut crate::db::Tx, found: &Found, id: Uuid, code: &str) -> Result<bool> {
    let noted = sqlx::query!(
        "UPDATE outbox SET came_back = $3 WHERE library = $1 AND id = $2 AND came_back IS NULL",
        found.library,
        id,
        code,
    )
    .execute(&mut **tx)
    .await?;
    Ok(noted.rows_affected() == 1)
}

/// The address that this mail went to is gone. `Some(false)`: it was noted before, or is nobody's any more. `None`: the mail is not
/// known any more.
pub(super) async fn gone(portal: &Portal, id: Uuid, code: &str) -> Result<Option<bool>> {
    let mut tx = portal.db.begin(Scope::Worker).await?;
    let Some(found) = find(&mut tx, id).await? else { return Ok(None) };
    came_back(&mut tx, &found, id, code).await?;
    let bounced = Bounced {
        library: &found.library.parse().map_err(crate::Error::because("outbox.library"))?,
        id,
        person: found.person.map(PersonId),
        subscriber: found.subscriber.map(SubscriberId),
        address: &found.recipient,
        kind: &found.kind,
        code,
        // Where it did not say that it took the mail, the report is from before the mail was tried again.
        taken_at: Some(found.sent_at.unwrap_or_default()),
    };
    let noted = mail::suspend(&mut tx, portal, bounced).await?;
    tx.commit().await?;
    Ok(Some(noted))
}

/// The person who got this mail does not want such mail: they complained (the complaint's code), or they wrote to its return path. It
/// stops the newsletter or the kinds of notice that the mail told of; of other mail nothing is stopped. `Some(false)`: nothing was.
/// `None`: the mail, or what it told of, is not known any more.
pub(super) async fn unwanted(
    portal: &Portal,
    libraries: &[Arc<Profile>],
    id: Uuid,
    complaint: Option<&str>,
) -> Result<Option<bool>> {
    let mut tx = portal.db.begin(Scope::Worker).await?;
    let Some(found) = find(&mut tx, id).await? else { return Ok(None) };
    tx.commit().await?;
    let Some(profile) = libraries.iter().find(|profile| profile.slug.as_str() == found.library) else {
        return Ok(None);
    };
    let whose = Whose::of(found.person, found.subscriber).filter(|_| stops_by_link(&found.kind));
    let Some(whose) = whose else { return Ok(Some(false)) };
    let by = if complaint.is_some() { Complaint::Reported } else { Complaint::Mailed };
    consent::stop_by_mail(portal, profile, id, whose, by).await
}

struct Found {
    library: String,
    person: Option<Uuid>,
    subscriber: Option<Uuid>,
    recipient: String,
    kind: String,
    sent_at: Option<DateTime<Utc>>,
}

async fn find(tx: &mut crate::db::Tx, id: Uuid) -> Result<Option<Found>> {
    Ok(sqlx::query_as!(
        Found,
        "SELECT outbox.library, person_id AS person, subscriber_id AS subscriber, recipient, kind, sent_at \
         FROM library JOIN outbox ON outbox.library = library.slug AND outbox.id = $1",
        id,
    )
    .fetch_optional(&mut **tx)
    .await?)
}
