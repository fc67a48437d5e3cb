//! A young person who asked the desk to end a parent's or guardian's link: a line of the desk's work until the link ends.

use crate::{
    Listed, Portal, Result,
    authority::Staff,
    db::{OneReader, Scope, Tx},
    ids::PersonId,
    ledger::Work,
    links::{self, Ended},
};
use chrono::{DateTime, Utc};
use domain::{
    decision::{Decision, Purpose, Refused},
    inventory::Class,
    ledger::Action,
};
use uuid::Uuid;

/// One that waits. It names nobody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EndAsked {
    /// The link.
    pub link: Uuid,
    /// Since when it waits.
    pub at: DateTime<Utc>,
}

/// The same, opened: whose link it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EndToSettle {
    /// The link.
    pub link: Uuid,
    /// The young person's name on the record.
    pub name: String,
    /// The parent's or guardian's, as it stood on the day of the link.
    pub guardian: Option<String>,
    /// Since when they may look.
    pub linked_at: DateTime<Utc>,
    /// When the young person asked.
    pub asked_at: DateTime<Utc>,
}

const WORK: Work = Work { purpose: Purpose::FamilyReview, classes: &[Class::Identity, Class::Family] };

/// What young people asked for and is not done, oldest first, at most 200.
///
/// # Errors
/// When the database is away.
// Test (family/tests.rs): "a childs wish to end a link waits for the desk and names nobody until it is opened".
pub async fn ends_asked(portal: &Portal, staff: &Staff) -> Result<std::result::Result<Listed<EndAsked>, Refused>> {
    if let Decision::Refused(refused) = WORK.may(portal, staff) {
        return Ok(Err(refused));
    }
    let mut tx = portal.db.begin(staff.scope()).await?;
    let rows = sqlx::query!(
        "SELECT id, end_asked_at AS \"at!\", count(*) OVER () AS \"all!\" FROM family_link \
         WHERE library = $1 AND end_asked_at IS NOT NULL AND ended_at IS NULL ORDER BY end_asked_at, id LIMIT 200",
        staff.library().as_str(),
    )
    .fetch_all(&mut *tx)
    .await?;
    Ok(Ok(Listed::of(rows, |row| row.all, |row| EndAsked { link: row.id, at: row.at })))
}

/// One of them, with whose it is: a look, and in the ledger. `None`: no such link waits for its end.
///
/// # Errors
/// When the database is away.
pub async fn end_to_settle(
    portal: &Portal,
    staff: &Staff,
    link: Uuid,
) -> Result<std::result::Result<Option<EndToSettle>, Refused>> {
    let decision = WORK.may(portal, staff);
    if let Decision::Refused(refused) = decision {
        return Ok(Err(refused));
    }
    let Some((mut tx, child)) = find(portal, staff, link).await? else { return Ok(Ok(None)) };
    let row = sqlx::query!(
        "SELECT l.guardian_name, l.linked_at, l.end_asked_at AS \"asked_at!\", \
                concat_ws(' ', p.firstname, p.middle_name, p.surname) AS \"name!\" \
         FROM family_link l JOIN person p ON p.library = l.library AND p.id = l.child_id \
         WHERE l.library = $1 AND l.child_id = $2 AND l.id = $3",
        staff.library().as_str(),
        child.0,
        link,
    )
    .fetch_one(&mut *tx)
    .await?;
    WORK.note(&mut tx, portal, staff, &decision, child, Action::Viewed).await?;
    tx.commit().await?;
    let (guardian, linked_at) = (row.guardian_name, row.linked_at);
    Ok(Ok(Some(EndToSettle { link, name: row.name, guardian, linked_at, asked_at: row.asked_at })))
}

/// Ends the link, as the young person asked. `false`: no such link waits for its end, or this role may not do it.
///
/// # Errors
/// When the database is away; then the link stays.
pub async fn end_as_asked(portal: &Portal, staff: &Staff, link: Uuid) -> Result<bool> {
    let decision = WORK.may(portal, staff);
    let Decision::Allowed(allowed) = decision else { return Ok(false) };
    let profile = staff.profile();
    // A link is between two people, so neither's own transaction changes it.
    let mut tx = portal.db.begin(Scope::Library(&profile.slug)).await?;
    let ended = sqlx::query!(
        "UPDATE family_link SET ended_at = $3, ended_why = 'desk' \
         WHERE library = $1 AND id = $2 AND end_asked_at IS NOT NULL AND ended_at IS NULL RETURNING child_id, guardian_id",
        profile.slug.as_str(),
        link,
        portal.clock.now(),
    )
    .fetch_optional(&mut *tx)
    .await?;
    let Some(ended) = ended else {
        // A second click is told the same as the first.
        return Ok(sqlx::query_scalar!(
            "SELECT EXISTS (SELECT FROM family_link WHERE library = $1 AND id = $2 AND end_asked_at IS NOT NULL \
                            AND ended_why = 'desk') AS \"before!\"",
            profile.slug.as_str(),
            link,
        )
        .fetch_one(&mut *tx)
        .await?);
    };
    let (child, guardian) = (PersonId(ended.child_id), PersonId(ended.guardian_id));
    let ended = Ended { child, guardian, link, why: "desk" };
    links::note(&mut tx, portal, profile, ended, staff.actor(), &allowed.rules).await?;
    tx.commit().await?;
    Ok(true)
}

/// In a transaction about the young person alone.
async fn find(portal: &Portal, staff: &Staff, link: Uuid) -> Result<Option<(Tx, PersonId)>> {
    let mut tx = portal.db.begin(staff.scope()).await?;
    let child = sqlx::query_scalar!(
        "SELECT child_id FROM family_link WHERE library = $1 AND id = $2 AND end_asked_at IS NOT NULL AND ended_at IS NULL",
        staff.library().as_str(),
        link,
    )
    .fetch_optional(&mut *tx)
    .await?;
    let Some(child) = child.map(PersonId) else { return Ok(None) };
    tx.narrow_to(OneReader::Look, child).await?;
    Ok(Some((tx, child)))
}
