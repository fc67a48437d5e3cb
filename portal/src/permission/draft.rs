//! A draft, kept here from the first question on, so that nothing answered is lost.

use super::{
    row,
    step::{Noted, note},
};
use crate::{Portal, Result, authority::Patron, db::lock_person};
use domain::{
    ledger::Action,
    permission::{Offer, Parts, ProofText, PurposeText, Uses},
    reference::{Names, Reference},
};
use uuid::Uuid;

/// How many drafts a patron may have at a time.
pub const MOST_DRAFTS: usize = 10;

/// How many signed permissions of a patron may wait for the desk before they begin another, so that nobody fills its
/// list.
pub const MOST_WAITING: usize = 10;

/// What became of the wish to begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Started {
    /// The draft's name.
    Draft(Uuid),
    /// There are [`MOST_DRAFTS`] already.
    TooMany,
    /// [`MOST_WAITING`] permissions of this patron already wait for the desk.
    TooManyWait,
}

/// What became of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answered {
    /// It is kept.
    Kept,
    /// The patron has no such draft, or it was signed meanwhile.
    NoDraft,
}

/// Begins a draft at a library that takes permissions, or goes on with one in which nothing is answered yet.
///
/// # Errors
/// When the database is away.
pub async fn start(portal: &Portal, _: &Offer, patron: &Patron) -> Result<Started> {
    let profile = patron.profile();
    let mut tx = portal.db.begin(patron.scope()).await?;
    // One at a time, so that of two at once the second counts the first.
    lock_person(&mut tx, patron.library(), patron.person()).await?;
    // A second click finds the draft that the first began, and nothing answered in it yet.
    let untouched = sqlx::query_scalar!(
        "SELECT id FROM permission \
         WHERE library = $1 AND person_id = $2 AND state = 'draft' AND recipient_kind IS NULL AND recipient_name IS NULL \
           AND recipient_proof IS NULL AND classes = '{}' AND purpose IS NULL AND valid_from IS NULL \
           AND valid_until IS NULL AND uses IS NULL \
         ORDER BY started_at DESC LIMIT 1",
        patron.library().as_str(),
        patron.person().0,
    )
    .fetch_optional(&mut *tx)
    .await?;
    if let Some(draft) = untouched {
        return Ok(Started::Draft(draft));
    }
    let counts = sqlx::query!(
        "SELECT count(*) FILTER (WHERE state = 'draft') AS \"drafts!\", \
                count(*) FILTER (WHERE state = 'signed' AND valid_until >= $3) AS \"waiting!\" \
         FROM permission WHERE library = $1 AND person_id = $2",
        patron.library().as_str(),
        patron.person().0,
        portal.today(profile),
    )
    .fetch_one(&mut *tx)
    .await?;
    if usize::try_from(counts.drafts).unwrap_or(MOST_DRAFTS) >= MOST_DRAFTS {
        return Ok(Started::TooMany);
    }
    if usize::try_from(counts.waiting).unwrap_or(MOST_WAITING) >= MOST_WAITING {
        return Ok(Started::TooManyWait);
    }
    let (id, reference) = (portal.entropy.uuid(), new_reference(portal));
    let now = portal.clock.now();
    sqlx::query!(
        "INSERT INTO permission (library, id, person_id, reference, started_at, state, source, sourced_at, asked_in) \
         VALUES ($1, $2, $3, $4, $5, 'draft', 'portal', $5, $6)",
        patron.library().as_str(),
        id,
        patron.person().0,
        reference.as_str(),
        now,
        patron.session(),
    )
    .execute(&mut *tx)
    .await?;
    let held = row::one(&mut tx, patron.library(), patron.person(), id, portal.today(profile)).await?;
    if let Some(held) = held {
        let (action, actor) = (Action::PermissionDrafted, patron.actor());
        let noted = Noted {
            action,
            actor,
            via: "portal",
            fields: &["permission.state"],
            purpose: None,
            seen: None,
            role: None,
        };
        note(&mut tx, portal, profile, &held, noted).await?;
    }
    tx.commit().await?;
    Ok(Started::Draft(id))
}

/// A reference that no other permission has, but for one chance in 34 billion; the table refuses that one.
pub(super) fn new_reference(portal: &Portal) -> Reference {
    let mut random = [0; 5];
    portal.entropy.fill(&mut random);
    Reference::new(Names::Permission, random)
}

/// Keeps what `change` does to the parts of a draft.
///
/// # Errors
/// When the database is away.
pub async fn answer(
    portal: &Portal,
    patron: &Patron,
    id: Uuid,
    change: impl FnOnce(&mut Parts) + Send,
) -> Result<Answered> {
    let profile = patron.profile();
    let mut tx = portal.db.begin(patron.scope()).await?;
    let found = row::locked(&mut tx, patron.library(), patron.person(), id, portal.today(profile)).await?;
    let Some(mut held) = found.filter(|held| held.signed.is_none()) else { return Ok(Answered::NoDraft) };
    change(&mut held.parts);
    let Parts { recipient, proof, classes, purpose, days, uses } = &held.parts;
    let classes: Vec<String> = classes.iter().map(|class| class.code().to_owned()).collect();
    sqlx::query!(
        "UPDATE permission SET recipient_kind = $4, recipient_name = $5, recipient_proof = $6, classes = $7, \
                purpose = $8, valid_from = $9, valid_until = $10, uses = $11, sourced_at = $12, asked_in = $13 \
         WHERE library = $1 AND person_id = $2 AND id = $3 AND state = 'draft'",
        patron.library().as_str(),
        patron.person().0,
        id,
        recipient.as_ref().map(|recipient| recipient.kind.code()),
        recipient.as_ref().map(|recipient| recipient.name.as_str()),
        proof.as_ref().map(ProofText::as_str),
        &classes,
        purpose.as_ref().map(PurposeText::as_str),
        days.map(|(from, _)| from),
        days.map(|(_, until)| until),
        uses.map(Uses::code),
        portal.clock.now(),
        patron.session(),
    )
    .execute(&mut *tx)
    .await?;
    tx.commit().await?;
    Ok(Answered::Kept)
}

/// Throws a draft away. Says whether there was one, now or when it was thrown away before.
///
/// # Errors
/// When the database is away; then it is still there.
pub async fn discard(portal: &Portal, patron: &Patron, id: Uuid) -> Result<bool> {
    let profile = patron.profile();
    let mut tx = portal.db.begin(patron.scope()).await?;
    let found = row::locked(&mut tx, patron.library(), patron.person(), id, portal.today(profile)).await?;
    let Some(held) = found.filter(|held| held.signed.is_none()) else {
        return Ok(sqlx::query_scalar!(
            "SELECT EXISTS (SELECT FROM ledger_event WHERE library = $1 AND subject_id = $2 AND action = $3 \
                            AND detail ->> 'permission' = $4) AS \"before!\"",
            patron.library().as_str(),
            patron.person().0,
            Action::PermissionDiscarded.code(),
            id.to_string(),
        )
        .fetch_one(&mut *tx)
        .await?);
    };
    sqlx::query!(
        "DELETE FROM permission WHERE library = $1 AND person_id = $2 AND id = $3 AND state = 'draft'",
        patron.library().as_str(),
        patron.person().0,
        id,
    )
    .execute(&mut *tx)
    .await?;
    let noted = Noted {
        action: Action::PermissionDiscarded,
        actor: patron.actor(),
        via: "portal",
        fields: &["permission.state"],
        purpose: None,
        seen: None,
        role: None,
    };
    note(&mut tx, portal, profile, &held, noted).await?;
    tx.commit().await?;
    Ok(true)
}
