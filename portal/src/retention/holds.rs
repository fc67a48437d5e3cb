//! Legal holds: what a process names, or may, is not destroyed until somebody lifts the hold.

use crate::{
    Portal, Result,
    authority::Operator,
    ids::PersonId,
    ledger::{self, Event},
};
use chrono::{DateTime, Utc};
use domain::{
    inventory::Class,
    ledger::Action,
    parse::CardNumber,
    rules::{Ground, codes},
};
use uuid::Uuid;

/// A hold that is in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LegalHold {
    /// Its own number.
    pub id: Uuid,
    /// The classes, by code; none: all.
    pub classes: Vec<String>,
    /// A docket or file number.
    pub why: String,
    /// Since when.
    pub set_at: DateTime<Utc>,
}

/// Puts a hold on the record of the person who has this card: on these classes, or on all where none is named. `None`: nobody has
/// the card.
///
/// # Errors
/// When the database is away; then nothing is held.
pub async fn set(
    portal: &Portal,
    operator: &Operator,
    card: &CardNumber,
    classes: &[Class],
    why: &str,
) -> Result<Option<Uuid>> {
    let (profile, now) = (operator.profile(), portal.clock.now());
    let mut tx = portal.db.begin(operator.scope()).await?;
    let Some(person) = holder(&mut tx, operator, card).await? else { return Ok(None) };
    let id = portal.entropy.uuid();
    let named: Vec<String> = classes.iter().map(|class| class.code().to_owned()).collect();
    sqlx::query!(
        "INSERT INTO legal_hold (library, id, person_id, classes, why, set_at) VALUES ($1, $2, $3, $4, $5, $6)",
        profile.slug.as_str(),
        id,
        person.0,
        &named,
        why,
        now,
    )
    .execute(&mut *tx)
    .await?;
    let event = Event {
        via: "command",
        classes: if classes.is_empty() { &Class::ALL } else { classes },
        rules: &codes(profile.grounds.of(Ground::LegalProcess)),
        ..Event::new(&profile.slug, now, Some(person), Action::LegalHoldSet, operator.actor())
    };
    ledger::append(&mut tx, &*portal.entropy, event).await?;
    tx.commit().await?;
    Ok(Some(id))
}

/// The holds in force on the record of the person who has this card. `None`: nobody has the card.
///
/// # Errors
/// When the database is away.
pub async fn list(portal: &Portal, operator: &Operator, card: &CardNumber) -> Result<Option<Vec<LegalHold>>> {
    let mut tx = portal.db.begin(operator.scope()).await?;
    let Some(person) = holder(&mut tx, operator, card).await? else { return Ok(None) };
    let held = sqlx::query_as!(
        LegalHold,
        "SELECT id, classes, why, set_at FROM legal_hold \
         WHERE library = $1 AND person_id = $2 AND lifted_at IS NULL ORDER BY set_at, id",
        operator.library().as_str(),
        person.0,
    )
    .fetch_all(&mut *tx)
    .await?;
    Ok(Some(held))
}

/// Lifts a hold: from the next run on, what is due goes. `false`: no hold in force has this number.
///
/// # Errors
/// When the database is away; then it stays.
pub async fn lift(portal: &Portal, operator: &Operator, id: Uuid) -> Result<bool> {
    let (profile, now) = (operator.profile(), portal.clock.now());
    let mut tx = portal.db.begin(operator.scope()).await?;
    let lifted = sqlx::query!(
        "UPDATE legal_hold SET lifted_at = $3 WHERE library = $1 AND id = $2 AND lifted_at IS NULL \
         RETURNING person_id, classes",
        profile.slug.as_str(),
        id,
        now,
    )
    .fetch_optional(&mut *tx)
    .await?;
    let Some(lifted) = lifted else { return Ok(false) };
    let named: Vec<Class> = lifted.classes.iter().filter_map(|code| Class::from_code(code)).collect();
    let event = Event {
        via: "command",
        classes: if named.is_empty() { &Class::ALL } else { &named },
        rules: &codes(profile.grounds.of(Ground::LegalProcess)),
        ..Event::new(&profile.slug, now, Some(PersonId(lifted.person_id)), Action::LegalHoldLifted, operator.actor())
    };
    ledger::append(&mut tx, &*portal.entropy, event).await?;
    tx.commit().await?;
    Ok(true)
}

async fn holder(tx: &mut crate::db::Tx, operator: &Operator, card: &CardNumber) -> Result<Option<PersonId>> {
    let holder = sqlx::query_scalar!(
        "SELECT person_id FROM card WHERE library = $1 AND number = $2 \
         ORDER BY status = 'active' DESC, sourced_at DESC LIMIT 1",
        operator.library().as_str(),
        card.expose(),
    )
    .fetch_optional(&mut **tx)
    .await?;
    Ok(holder.map(PersonId))
}
