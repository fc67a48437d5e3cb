//! Finding a record where no card is there: by what a photo ID shows (L21), by the number that calls (L22), or by the name and
//! house number that somebody gives who offers to pay (L18).

use super::record::{begin, may_ask};
use crate::{
    Portal, Result,
    authority::Staff,
    db::Tx,
    ids::PersonId,
    ledger::{Lookup, Named, note_asked},
    names::same,
};
use chrono::NaiveDate;
use domain::{
    asking::FoundBy,
    decision::{Decision, Purpose, Refused, Wanted},
    inventory::Class,
    parse::last_ten_digits,
};
use uuid::Uuid;

/// The most records among which a clerk is asked to choose. Of more, none is shown.
const MOST: usize = 3;

/// By what a record is looked for.
#[derive(Debug, Clone, Copy)]
pub enum Sought<'a> {
    /// The name and the birth date that a photo ID shows.
    PhotoId(&'a str, NaiveDate),
    /// The name of who calls and the number that calls.
    Number(&'a str, &'a str),
    /// The name of the person who owes and the number of their house, as a payer gives them.
    Payer(&'a str, &'a str),
}

impl Sought<'_> {
    const fn found_by(self) -> FoundBy {
        match self {
            Self::PhotoId(..) => FoundBy::PhotoId,
            Self::Number(..) => FoundBy::Number,
            Self::Payer(..) => FoundBy::Payer,
        }
    }

    const fn named(self) -> Named {
        match self {
            Self::PhotoId(..) => Named::PhotoId,
            Self::Number(..) => Named::Number,
            Self::Payer(..) => Named::Payer,
        }
    }

    /// The most records that it may fit: an ID can be compared with an address, words on the phone cannot.
    const fn most(self) -> usize {
        match self {
            Self::PhotoId(..) => MOST,
            Self::Number(..) | Self::Payer(..) => 1,
        }
    }
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Identified {
    /// One record, and a look at it can begin; or, of a photo ID, up to three to compare with it.
    Found(Vec<Candidate>),
    /// No record fits, or too many do.
    None,
    /// The decision does not let this role ask: nothing was looked up.
    NotYours(Refused),
    /// The library serves nobody who is found so.
    NotOffered,
}

/// A record that fits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// The look's name, in addresses.
    pub look: Uuid,
    /// Where the person lives, to be compared with the ID: only where several fit.
    pub address: Option<String>,
}

/// Finds the record that fits. It is in the ledger whatever the answer, in the activity of everyone whose record fits.
///
/// # Errors
/// When the database is away.
pub async fn identify(portal: &Portal, staff: &Staff, sought: Sought<'_>) -> Result<Identified> {
    let by = sought.found_by();
    if !by.is_offered(staff.profile()) {
        return Ok(Identified::NotOffered);
    }
    let may = may_ask(portal, staff);
    let note = |person, told| Lookup { named: sought.named(), person, told };
    let mut tx = portal.db.begin(staff.scope()).await?;
    if let Decision::Refused(refused) = &may {
        note_asked(&mut tx, portal, staff, note(None, "refused"), may.rules()).await?;
        tx.commit().await?;
        return Ok(Identified::NotYours(refused.clone()));
    }
    let found = find(&mut tx, staff, sought).await?;
    if found.is_empty() || found.len() > sought.most() {
        note_asked(&mut tx, portal, staff, note(None, "none"), may.rules()).await?;
        tx.commit().await?;
        return Ok(Identified::None);
    }
    // Anyone who may check contact details against an ID may be shown where those live whom the ID could mean.
    let several = found.len() > 1 && may_compare(portal, staff);
    let mut candidates = Vec::new();
    for person in found {
        note_asked(&mut tx, portal, staff, note(Some(person), "found"), may.rules()).await?;
        let look = begin(&mut tx, portal, staff, person, (None, by)).await?;
        let address = if several { address(&mut tx, staff, person).await? } else { None };
        candidates.push(Candidate { look, address });
    }
    tx.commit().await?;
    Ok(Identified::Found(candidates))
}

/// Whose record fits. The name is compared here, in any order of its words and without accents.
async fn find(tx: &mut Tx, staff: &Staff, sought: Sought<'_>) -> Result<Vec<PersonId>> {
    let (name, born, number, house) = match sought {
        Sought::PhotoId(name, born) => (name, Some(born), None, None),
        Sought::Number(name, number) => match last_ten_digits(number) {
            Some(digits) => (name, None, Some(digits), None),
            None => return Ok(Vec::new()),
        },
        Sought::Payer(name, house) => (name, None, None, Some(house.trim())),
    };
    let rows = sqlx::query!(
        "SELECT p.id, concat_ws(' ', p.firstname, p.middle_name, p.surname) AS \"name!\", \
                concat_ws(' ', p.firstname, p.surname) AS \"short!\", concat_ws(' ', p.preferred_name, p.surname) AS \"preferred!\" \
         FROM person p LEFT JOIN contact c ON c.library = p.library AND c.person_id = p.id \
         WHERE p.library = $1 AND ($2::date IS NULL OR p.date_of_birth = $2) \
           AND ($3::text IS NULL OR $3 IN (right(regexp_replace(c.phone, '\\D', '', 'g'), 10), \
                                           right(regexp_replace(c.mobile, '\\D', '', 'g'), 10), \
                                           right(regexp_replace(c.work_phone, '\\D', '', 'g'), 10))) \
           AND ($4::text IS NULL OR substring(concat_ws(' ', c.street_number, c.address) FROM '[0-9]+') = $4) \
         ORDER BY p.id",
        staff.library().as_str(),
        born,
        number,
        house,
    )
    .fetch_all(&mut **tx)
    .await?;
    // An ID has every name; anyone who speaks seldom says the second one.
    let spoken = !matches!(sought, Sought::PhotoId(..));
    let fits = rows
        .into_iter()
        .filter(|row| same(name, &row.name) || same(name, &row.preferred) || spoken && same(name, &row.short));
    Ok(fits.map(|row| PersonId(row.id)).collect())
}

async fn address(tx: &mut Tx, staff: &Staff, person: PersonId) -> Result<Option<String>> {
    Ok(sqlx::query_scalar!(
        "SELECT concat_ws(', ', nullif(concat_ws(' ', street_number, address, street_type), ''), city) AS \"line!\" \
         FROM contact WHERE library = $1 AND person_id = $2",
        staff.library().as_str(),
        person.0,
    )
    .fetch_optional(&mut **tx)
    .await?)
}

fn may_compare(portal: &Portal, staff: &Staff) -> bool {
    let decision = staff.asks(portal, Purpose::ContactReview, Wanted::class(Class::Contact));
    decision.allows_field(Class::Contact, "contact.address")
}
