//! What a patron is told, and has written to again.

use crate::{
    Portal, Result,
    authority::Patron,
    ledger::{self, Event},
};
use chrono::{DateTime, Utc};
use domain::{inventory::Class, ledger::Action};

/// The address on record, which is written to no more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suspended {
    /// The address.
    pub address: String,
    /// Since when.
    pub since: DateTime<Utc>,
}

/// Whether mail to the address on record came back.
///
/// # Errors
/// When the database is away.
pub async fn suspended(portal: &Portal, patron: &Patron) -> Result<Option<Suspended>> {
    let mut tx = portal.db.begin(patron.scope()).await?;
    Ok(sqlx::query_as!(
        Suspended,
        "SELECT contact.email AS \"address!\", min(back.returned_at) AS \"since!\" \
         FROM contact JOIN returned_mail AS back ON back.library = contact.library AND back.person_id = contact.person_id \
              AND lower(contact.email) IN (lower(back.address), lower(back.of_address)) AND back.lifted_at IS NULL \
         WHERE contact.library = $1 AND contact.person_id = $2 GROUP BY contact.email",
        patron.library().as_str(),
        patron.person().0,
    )
    .fetch_optional(&mut *tx)
    .await?)
}

/// Has the address on record written to again: its owner says that it is right. If mail comes back once more, it stops again.
///
/// # Errors
/// When the database is away; then nothing is changed.
pub async fn lift(portal: &Portal, patron: &Patron) -> Result<()> {
    let now = portal.clock.now();
    let mut tx = portal.db.begin(patron.scope()).await?;
    let lifted = sqlx::query!(
        "UPDATE returned_mail SET lifted_at = $3 WHERE library = $1 AND person_id = $2 AND lifted_at IS NULL",
        patron.library().as_str(),
        patron.person().0,
        now,
    )
    .execute(&mut *tx)
    .await?;
    if lifted.rows_affected() == 0 {
        return Ok(());
    }
    let event = Event {
        classes: &[Class::Contact],
        fields: &["contact.email"],
        ..Event::new(patron.library(), now, Some(patron.person()), Action::MailAddressLifted, patron.actor())
    };
    ledger::append(&mut tx, &*portal.entropy, event).await?;
    tx.commit().await
}
