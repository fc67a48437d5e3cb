//! Legal holds: what a process names, or may, is not destroyed until somebody lifts the hold.

use crate::{
    Portal, Result,
    authority::Operator,
    db::Tx,
    holders,
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

/// Why no one record is meant by a card number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotOne {
    /// Nobody has or had a card with it.
    Nobody,
    /// Several people have or had one: the number was given out again.
    Several,
}

/// Puts a hold on the record of the person who has or had this card: on these classes, or on all where none is named.
/// `Ok(Err(_))`: the number does not say whose record is meant, and nothing is held.
///
/// # Errors
/// When the database is away; then nothing is held.
pub async fn set(
    portal: &Portal,
    operator: &Operator,
    card: &CardNumber,
    classes: &[Class],
    why: &str,
) -> Result<std::result::Result<Uuid, NotOne>> {
    let (profile, now) = (operator.profile(), portal.clock.now());
    let mut tx = portal.db.begin(operator.scope()).await?;
    let person = match holder(&mut tx, operator, card).await? {
        Ok(person) => person,
        Err(not_one) => return Ok(Err(not_one)),
    };
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
    Ok(Ok(id))
}

/// The holds in force on the record of the person who has or had this card. `Ok(Err(_))`: the number does not say whose record is
/// meant.
///
/// # Errors
/// When the database is away.
pub async fn list(
    portal: &Portal,
    operator: &Operator,
    card: &CardNumber,
) -> Result<std::result::Result<Vec<LegalHold>, NotOne>> {
    let mut tx = portal.db.begin(operator.scope()).await?;
    let person = match holder(&mut tx, operator, card).await? {
        Ok(person) => person,
        Err(not_one) => return Ok(Err(not_one)),
    };
    let held = sqlx::query_as!(
        LegalHold,
        "SELECT id, classes, why, set_at FROM legal_hold \
         WHERE library = $1 AND person_id = $2 AND lifted_at IS NULL ORDER BY set_at, id",
        operator.library().as_str(),
        person.0,
    )
    .fetch_all(&mut *tx)
    .await?;
    Ok(Ok(held))
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

/// A hold on the wrong record lets the right one go: where the number is several people's, none of them is taken.
async fn holder(tx: &mut Tx, operator: &Operator, card: &CardNumber) -> Result<std::result::Result<PersonId, NotOne>> {
    let had = holders::ever(tx, operator.library(), card).await?;
    Ok(holders::only(&had).ok_or(if had.is_empty() { NotOne::Nobody } else { NotOne::Several }))
}
