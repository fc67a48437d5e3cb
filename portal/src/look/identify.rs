//! Finding a record where only a photo ID is there (L21): by the name and birth date that it shows.

use super::record::{begin, may_ask};
use crate::{
    Portal, Result,
    authority::Staff,
    ids::PersonId,
    ledger::{Asked, Named, note_asked},
    names::same,
};
use chrono::NaiveDate;
use domain::decision::{Decision, Purpose, Refused, Wanted};
use domain::inventory::Class;
use uuid::Uuid;

/// The most records among which a clerk is asked to choose. Of more, none is shown.
const MOST: usize = 3;

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Identified {
    /// One record, and a look at it can begin; or up to three to compare with the ID.
    Found(Vec<Candidate>),
    /// No record has this name and birth date, or more than three do.
    None,
    /// The decision does not let this role ask: nothing was looked up.
    NotYours(Refused),
}

/// A record that fits the photo ID.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// The look's name, in addresses.
    pub look: Uuid,
    /// Where the person lives, to be compared with the ID: only where several fit.
    pub address: Option<String>,
}

/// Finds the record of whoever has this name and birth date. It is in the ledger whatever the answer, in the activity of
/// everyone whose record fits.
///
/// # Errors
/// When the database is away.
pub async fn identify(portal: &Portal, staff: &Staff, name: &str, born: NaiveDate) -> Result<Identified> {
    let may = may_ask(portal, staff);
    let note = |person, told| Asked { named: Named::PhotoId, person, told };
    let mut tx = portal.db.begin(staff.scope()).await?;
    if let Decision::Refused(refused) = &may {
        note_asked(&mut tx, portal, staff, note(None, "refused"), may.rules()).await?;
        tx.commit().await?;
        return Ok(Identified::NotYours(refused.clone()));
    }
    let born_then = sqlx::query!(
        "SELECT id, concat_ws(' ', firstname, middle_name, surname) AS \"name!\", \
                concat_ws(' ', preferred_name, surname) AS \"preferred!\" \
         FROM person WHERE library = $1 AND date_of_birth = $2 ORDER BY id",
        staff.library().as_str(),
        born,
    )
    .fetch_all(&mut *tx)
    .await?;
    let found: Vec<PersonId> = born_then
        .into_iter()
        .filter(|row| same(name, &row.name) || same(name, &row.preferred))
        .map(|row| PersonId(row.id))
        .collect();
    if found.is_empty() || found.len() > MOST {
        note_asked(&mut tx, portal, staff, note(None, "none"), may.rules()).await?;
        tx.commit().await?;
        return Ok(Identified::None);
    }
    // Whoever may check contact details against an ID may be shown where those live whom the ID could mean.
    let several = found.len() > 1 && may_compare(portal, staff);
    let mut candidates = Vec::new();
    for person in found {
        note_asked(&mut tx, portal, staff, note(Some(person), "found"), may.rules()).await?;
        let look = begin(&mut tx, portal, staff, person, None).await?;
        let address = if several {
            sqlx::query_scalar!(
                "SELECT concat_ws(', ', nullif(concat_ws(' ', street_number, address, street_type), ''), city) AS \"line!\" \
                 FROM contact WHERE library = $1 AND person_id = $2",
                staff.library().as_str(),
                person.0,
            )
            .fetch_optional(&mut *tx)
            .await?
        } else {
            None
        };
        candidates.push(Candidate { look, address });
    }
    tx.commit().await?;
    Ok(Identified::Found(candidates))
}

fn may_compare(portal: &Portal, staff: &Staff) -> bool {
    let decision = staff.asks(portal, Purpose::ContactReview, Wanted::class(Class::Contact));
    decision.allows_field(Class::Contact, "contact.address")
}
