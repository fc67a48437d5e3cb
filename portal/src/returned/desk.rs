//! The desk: patrons whose address mail came back from, to be asked for another when they come or by telephone.

use crate::{
    Listed, Portal, Result,
    authority::Staff,
    db::{OneReader, Tx},
    ids::PersonId,
    ledger::Work,
};
use chrono::{DateTime, Utc};
use domain::{
    decision::{Decision, Purpose, Refused},
    inventory::Class,
    ledger::Action,
};
use uuid::Uuid;

/// One that the desk has not noted yet. It names nobody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToNote {
    /// Its id, as it stands in a page's address.
    pub id: Uuid,
    /// Since when.
    pub since: DateTime<Utc>,
}

/// The same, opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReturnedAddress {
    /// Its id, as it stands in a page's address.
    pub id: Uuid,
    /// The name on the record.
    pub name: String,
    /// The telephone number on the record.
    pub phone: Option<String>,
    /// The address.
    pub address: String,
    /// The enhanced status (RFC 3463).
    pub code: String,
    /// Since when.
    pub since: DateTime<Utc>,
}

const WORK: Work = Work { purpose: Purpose::ContactReview, classes: &[Class::Identity, Class::Contact] };

/// Those that nobody has taken note of, oldest first, at most 200.
///
/// # Errors
/// When the database is away.
pub async fn to_note(portal: &Portal, staff: &Staff) -> Result<std::result::Result<Listed<ToNote>, Refused>> {
    if let Decision::Refused(refused) = WORK.may(portal, staff) {
        return Ok(Err(refused));
    }
    let mut tx = portal.db.begin(staff.scope()).await?;
    let rows = sqlx::query!(
        "SELECT id, since, count(*) OVER () AS \"all!\" FROM ( \
             SELECT DISTINCT ON (back.person_id) back.id, back.returned_at AS since FROM returned_mail AS back \
             JOIN contact ON contact.library = back.library AND contact.person_id = back.person_id \
                  AND lower(contact.email) IN (lower(back.address), lower(back.of_address)) \
             WHERE back.library = $1 AND back.lifted_at IS NULL AND back.noted_at IS NULL \
             ORDER BY back.person_id, back.returned_at) AS first_of_each \
         ORDER BY since, id LIMIT 200",
        staff.library().as_str(),
    )
    .fetch_all(&mut *tx)
    .await?;
    Ok(Ok(Listed::of(rows, |row| row.all, |row| ToNote { id: row.id, since: row.since })))
}

/// One of them, with whose it is: a look, and in the ledger. `None`: none with this id is waiting.
///
/// # Errors
/// When the database is away.
pub async fn open(
    portal: &Portal,
    staff: &Staff,
    id: Uuid,
) -> Result<std::result::Result<Option<ReturnedAddress>, Refused>> {
    let decision = WORK.may(portal, staff);
    if let Decision::Refused(refused) = decision {
        return Ok(Err(refused));
    }
    let Some((mut tx, person)) = find(portal, staff, id).await? else { return Ok(Ok(None)) };
    let found = sqlx::query_as!(
        ReturnedAddress,
        "SELECT back.id, concat_ws(' ', p.firstname, p.middle_name, p.surname) AS \"name!\", contact.phone, \
                coalesce(back.of_address, back.address) AS \"address!\", \
                back.code, back.returned_at AS since \
         FROM returned_mail AS back JOIN person p ON p.library = back.library AND p.id = back.person_id \
         LEFT JOIN contact ON contact.library = p.library AND contact.person_id = p.id \
         WHERE back.library = $1 AND back.id = $2",
        staff.library().as_str(),
        id,
    )
    .fetch_one(&mut *tx)
    .await?;
    WORK.note(&mut tx, portal, staff, &decision, person, Action::Viewed).await?;
    tx.commit().await?;
    Ok(Ok(Some(found)))
}

/// Takes it off the list: the patron was asked, or will be. A second click does nothing more. `false`: there is none with this
/// id, or it is not this role's work.
///
/// # Errors
/// When the database is away; then nothing is noted.
pub async fn note(portal: &Portal, staff: &Staff, id: Uuid) -> Result<bool> {
    if matches!(WORK.may(portal, staff), Decision::Refused(_)) {
        return Ok(false);
    }
    let mut tx = portal.db.begin(staff.scope()).await?;
    let noted = sqlx::query!(
        "UPDATE returned_mail SET noted_at = coalesce(noted_at, $3), noted_by = coalesce(noted_by, $4) \
         WHERE library = $1 AND person_id = (SELECT person_id FROM returned_mail WHERE library = $1 AND id = $2)",
        staff.library().as_str(),
        id,
        portal.clock.now(),
        staff.account(),
    )
    .execute(&mut *tx)
    .await?;
    tx.commit().await?;
    Ok(noted.rows_affected() > 0)
}

/// In a transaction about its person alone.
async fn find(portal: &Portal, staff: &Staff, id: Uuid) -> Result<Option<(Tx, PersonId)>> {
    let mut tx = portal.db.begin(staff.scope()).await?;
    let person = sqlx::query_scalar!(
        "SELECT person_id AS \"person_id!\" FROM returned_mail \
         WHERE library = $1 AND id = $2 AND person_id IS NOT NULL AND lifted_at IS NULL AND noted_at IS NULL",
        staff.library().as_str(),
        id,
    )
    .fetch_optional(&mut *tx)
    .await?;
    let Some(person) = person.map(PersonId) else { return Ok(None) };
    tx.narrow_to(OneReader::Look, person).await?;
    Ok(Some((tx, person)))
}
