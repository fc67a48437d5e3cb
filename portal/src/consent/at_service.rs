//! What a newsletter service has of somebody, as they read it: what was given, when, how far it has come, and when it was off there.

use crate::{
    Portal, Result,
    authority::Patron,
    db::Tx,
    ids::{PersonId, SubscriberId},
};
use chrono::{DateTime, Utc};
use domain::ids::LibrarySlug;

/// A newsletter for which somebody is, or was, on a list at a service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AtService {
    /// The newsletter, by its code.
    pub list: String,
    /// The service, by its code in the profile.
    pub service: String,
    /// The name that was given; empty where none was.
    pub name: String,
    /// The address that was given.
    pub email: String,
    /// What they have said of either, as the portal sent it along; empty where it sent nothing.
    pub statement: String,
    /// When they were first on a list, or the service was first asked.
    pub first_sent_at: DateTime<Utc>,
    /// When they were last on one, or the service was last asked anew.
    pub sent_at: DateTime<Utc>,
    /// How far it has come.
    pub so_far: SoFar,
    /// When they were off it.
    pub removed_at: Option<DateTime<Utc>>,
}

/// How far it has come at the service.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SoFar {
    /// The staff take lists there; what becomes of it the portal does not see.
    ByList,
    /// The portal has asked the service, or is about to.
    Asked,
    /// The service said at this moment that they are on the list.
    Confirmed(DateTime<Utc>),
    /// Something came to nothing, and the library looks at it.
    Failed,
    /// The portal takes them off there.
    Leaving,
}

/// How many are shown.
const SHOWN: i64 = 100;

/// What services have of a patron, the newest first, at most 100.
///
/// # Errors
/// When the database is away.
pub async fn at_services(portal: &Portal, patron: &Patron) -> Result<Vec<AtService>> {
    let mut tx = portal.db.begin(patron.scope()).await?;
    of(&mut tx, patron.library(), Some(patron.person()), None).await
}

/// The same of a person or of a subscriber without a card.
pub(super) async fn of(
    tx: &mut Tx,
    library: &LibrarySlug,
    person: Option<PersonId>,
    subscriber: Option<SubscriberId>,
) -> Result<Vec<AtService>> {
    let rows = sqlx::query!(
        "SELECT list, service, name, email, statement, first_sent_at, sent_at, state, confirmed_at, removed_at FROM service_listed \
         WHERE library = $1 AND (person_id = $2 OR subscriber_id = $3) ORDER BY sent_at DESC, id LIMIT $4",
        library.as_str(),
        person.map(|person| person.0),
        subscriber.map(|subscriber| subscriber.0),
        SHOWN,
    )
    .fetch_all(&mut **tx)
    .await?;
    let each = rows.into_iter().map(|row| AtService {
        list: row.list,
        service: row.service,
        name: row.name,
        email: row.email,
        statement: row.statement,
        first_sent_at: row.first_sent_at,
        sent_at: row.sent_at,
        so_far: match (row.state.as_deref(), row.confirmed_at) {
            (None, _) => SoFar::ByList,
            (Some("failed"), _) => SoFar::Failed,
            (Some("to-remove"), _) => SoFar::Leaving,
            (Some("confirmed" | "removed"), Some(at)) => SoFar::Confirmed(at),
            (Some(_), _) => SoFar::Asked,
        },
        removed_at: row.removed_at,
    });
    Ok(each.collect())
}
