//! Who they are and how they are reached: identity, cards, membership, contact, eligibility, family, choices.

use super::{Ink, Part, Patron, SOURCE, years_before};
use crate::{Result, family};
use chrono::{DateTime, Duration, NaiveDate, NaiveTime, Utc};
use domain::{
    profile::HistoryChoice,
    reference::{Names, Reference},
};
use uuid::Uuid;

/// Writes what every patron has.
pub(super) async fn write(ink: &mut Ink<'_>, patron: &Patron<'_>, hash: Option<&String>) -> Result<()> {
    identity(ink, patron).await?;
    cards(ink, patron).await?;
    membership(ink, patron).await?;
    contact(ink, patron).await?;
    eligibility(ink, patron).await?;
    choices(ink, patron).await?;
    if let Some(hash) = hash {
        credential(ink, patron, hash).await?;
    }
    Ok(())
}

fn enrolled(ink: &Ink<'_>, patron: &Patron<'_>) -> NaiveDate {
    let (years, days) = match patron.part {
        Part::Reader | Part::NoEmail | Part::Collector => (22, 40),
        Part::ChildOfSix => (1, 30),
        Part::ChildOfThirteen | Part::NearlyEighteen => (5, 80),
        Part::NotActivated => (0, 9),
        _ => (7, 120),
    };
    years_before(ink.today, years, days)
}

/// When the library wrote down who somebody is and how to reach them: on the day of the card, while it was open.
fn written_down(ink: &Ink<'_>, patron: &Patron<'_>) -> DateTime<Utc> {
    (enrolled(ink, patron).and_time(NaiveTime::MIN) + Duration::hours(17)).and_utc()
}

async fn identity(ink: &mut Ink<'_>, patron: &Patron<'_>) -> Result<()> {
    let name = patron.name;
    let title = (patron.part == Part::NoEmail).then_some("Mr.");
    sqlx::query!(
        "INSERT INTO person (library, id, surname, firstname, middle_name, preferred_name, title, pronouns, \
                             date_of_birth, ils_number, source, sourced_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        ink.place.slug,
        patron.id,
        name.last,
        name.first,
        name.middle,
        name.preferred,
        title,
        name.pronouns,
        patron.born,
        (4_101 + patron.index).to_string(),
        SOURCE,
        written_down(ink, patron),
    )
    .execute(&mut *ink.tx)
    .await?;
    Ok(())
}

async fn cards(ink: &mut Ink<'_>, patron: &Patron<'_>) -> Result<()> {
    let lost = patron.part == Part::LostCard;
    let status = if lost { "lost" } else { "active" };
    let closed_at = lost.then(|| ink.now - Duration::days(4));
    card(ink, patron, patron.card, status, enrolled(ink, patron), closed_at).await?;
    if patron.part == Part::Reader {
        // Years ago there was another card.
        let earlier = super::people::card_number(ink.place.prefix, 1_000 + ink.dice.below(1_000));
        let closed_at = Some(ink.now - Duration::days(2_300));
        card(ink, patron, &earlier, "replaced", enrolled(ink, patron), closed_at).await?;
    }
    Ok(())
}

async fn card(
    ink: &mut Ink<'_>,
    patron: &Patron<'_>,
    number: &str,
    status: &str,
    issued_on: NaiveDate,
    closed_at: Option<DateTime<Utc>>,
) -> Result<()> {
    sqlx::query!(
        "INSERT INTO card (library, id, person_id, number, status, issued_on, closed_at, source, sourced_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        ink.place.slug,
        ink.dice.uuid(),
        patron.id,
        number,
        status,
        issued_on,
        closed_at,
        SOURCE,
        ink.now,
    )
    .execute(&mut *ink.tx)
    .await?;
    Ok(())
}

async fn membership(ink: &mut Ink<'_>, patron: &Patron<'_>) -> Result<()> {
    let today = ink.today;
    let enrolled = enrolled(ink, patron);
    let expires = match patron.part {
        Part::ExpiredCard => today - Duration::days(40),
        Part::NotActivated => today + Duration::days(720),
        _ => today + Duration::days(60 + ink.dice.days(600)),
    };
    let renewed = (enrolled < today - Duration::days(800)).then(|| expires - Duration::days(730));
    let restricted = (patron.part == Part::Debtor).then_some("More than $25.00 owed");
    let seen = (patron.part != Part::NotActivated).then(|| today - Duration::days(1 + ink.dice.days(40)));
    sqlx::query!(
        "INSERT INTO membership (library, id, person_id, enrolled_on, expires_on, renewed_on, restricted_until, \
                                 restricted_reason, last_seen_on, updated_on, source, sourced_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        ink.place.slug,
        ink.dice.uuid(),
        patron.id,
        enrolled,
        expires,
        renewed,
        restricted.map(|_| today + Duration::days(90)),
        restricted,
        seen,
        renewed.unwrap_or(enrolled),
        SOURCE,
        ink.now,
    )
    .execute(&mut *ink.tx)
    .await?;
    Ok(())
}

async fn contact(ink: &mut Ink<'_>, patron: &Patron<'_>) -> Result<()> {
    // The family lives in one house.
    let house = match patron.part {
        Part::Parent | Part::ChildOfSix | Part::ChildOfThirteen => 3,
        _ => patron.index,
    };
    let street = ink.place.streets[house % ink.place.streets.len()];
    let mobile = (patron.part == Part::Parent || patron.spanish()).then(|| patron.phone.replace("555-01", "555-02"));
    let phone = (patron.part != Part::ChildOfSix).then_some(&patron.phone);
    let method = match patron.part {
        Part::NoEmail => "phone",
        _ if patron.email.is_some() => "email",
        _ => "post",
    };
    sqlx::query!(
        "INSERT INTO contact (library, id, person_id, street_number, address, address2, city, state, zipcode, country, \
                              email, phone, mobile, preferred_method, source, sourced_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, 'CT', $8, 'USA', $9, $10, $11, $12, $13, $14)",
        ink.place.slug,
        ink.dice.uuid(),
        patron.id,
        (11 + house * 14).to_string(),
        street,
        (patron.part == Part::Debtor).then_some("Apt. 3"),
        ink.place.town,
        ink.place.zipcode,
        patron.email,
        phone,
        mobile,
        method,
        SOURCE,
        written_down(ink, patron),
    )
    .execute(&mut *ink.tx)
    .await?;
    if patron.part == Part::Reader {
        // An address the patron gave here, not the one that was imported.
        origin(ink, patron, "contact.email").await?;
    }
    match patron.part {
        Part::NoEmail => second(ink, patron, "person", Some("Judith Pell (niece)"), None).await,
        Part::ExpiredCard => second(ink, patron, "address", None, Some("Summer address, June to August")).await,
        _ => Ok(()),
    }
}

async fn second(
    ink: &mut Ink<'_>,
    patron: &Patron<'_>,
    kind: &str,
    name: Option<&str>,
    note: Option<&str>,
) -> Result<()> {
    sqlx::query!(
        "INSERT INTO alternate_contact (library, id, person_id, kind, name, address, city, state, zipcode, phone, note, \
                                        source, sourced_at) \
         VALUES ($1, $2, $3, $4, $5, '6 Tidewater Lane', 'Old Saybrook', 'CT', '06475', '860-555-0190', $6, $7, $8)",
        ink.place.slug,
        ink.dice.uuid(),
        patron.id,
        kind,
        name,
        note,
        SOURCE,
        written_down(ink, patron),
    )
    .execute(&mut *ink.tx)
    .await?;
    Ok(())
}

async fn origin(ink: &mut Ink<'_>, patron: &Patron<'_>, field: &str) -> Result<()> {
    sqlx::query!(
        "INSERT INTO field_origin (library, person_id, field, source, sourced_at) VALUES ($1, $2, $3, 'portal', $4)",
        ink.place.slug,
        patron.id,
        field,
        ink.now - Duration::days(200),
    )
    .execute(&mut *ink.tx)
    .await?;
    Ok(())
}

async fn eligibility(ink: &mut Ink<'_>, patron: &Patron<'_>) -> Result<()> {
    let age = ink.today.years_since(patron.born).unwrap_or(0);
    let category = match age {
        0..=12 => "JUVENILE",
        13..=17 => "TEEN",
        18..=64 => "ADULT",
        _ => "SENIOR",
    };
    let proof = (age >= 18).then_some("utility bill");
    sqlx::query!(
        "INSERT INTO eligibility (library, id, person_id, home_library, category, residency_proof, residency_proof_on, \
                                  address_invalid, statistic1, source, sourced_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        ink.place.slug,
        ink.dice.uuid(),
        patron.id,
        ink.place.branch,
        category,
        proof,
        proof.map(|_| enrolled(ink, patron)),
        patron.part == Part::Debtor,
        format!("{}-RESIDENT", ink.place.town.to_uppercase().replace(' ', "-")),
        SOURCE,
        written_down(ink, patron),
    )
    .execute(&mut *ink.tx)
    .await?;
    Ok(())
}

/// Language, reading history, and a change that waits for the desk.
async fn choices(ink: &mut Ink<'_>, patron: &Patron<'_>) -> Result<()> {
    let language = if patron.spanish() { "es" } else { "en" };
    // The language and, where it is not the library's way, the history were chosen here.
    let chose = patron.spanish() || patron.history() != HistoryChoice::Default;
    sqlx::query!(
        "INSERT INTO preference (library, id, person_id, language, reading_history, source, sourced_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
        ink.place.slug,
        ink.dice.uuid(),
        patron.id,
        language,
        patron.history().code(),
        if chose { "portal" } else { SOURCE },
        ink.now - Duration::days(30),
    )
    .execute(&mut *ink.tx)
    .await?;
    if patron.part == Part::Parent {
        let reference = Reference::new(Names::Change, ink.dice.bytes());
        sqlx::query!(
            "INSERT INTO pending_change (library, id, person_id, reference, field, new_value, parts, asked_at, \
                                         status, source, sourced_at) \
             VALUES ($1, $2, $3, $5, 'phone', '860-555-0177', '{\"phone\": \"860-555-0177\"}', $4, \
                     'waiting', 'portal', $4)",
            ink.place.slug,
            ink.dice.uuid(),
            patron.id,
            ink.now - Duration::days(2),
            reference.as_str(),
        )
        .execute(&mut *ink.tx)
        .await?;
    }
    Ok(())
}

async fn credential(ink: &mut Ink<'_>, patron: &Patron<'_>, hash: &str) -> Result<()> {
    let kind = if patron.part.has_pin() { "pin" } else { "password" };
    sqlx::query!(
        "INSERT INTO credential (library, person_id, kind, hash, scheme, set_at, source) \
         VALUES ($1, $2, $3, $4, 'argon2id', $5, $6)",
        ink.place.slug,
        patron.id,
        kind,
        hash,
        ink.now - Duration::days(20 + ink.dice.days(500)),
        SOURCE,
    )
    .execute(&mut *ink.tx)
    .await?;
    Ok(())
}

/// The parent answers for the two children; the one who owes money answers for the one who is nearly 18.
pub(super) async fn write_family(ink: &mut Ink<'_>, patrons: &[Patron<'_>]) -> Result<()> {
    let id_of = |part| patrons.iter().find(|patron| patron.part == part).map(|patron| patron.id);
    let adult = |part| patrons.iter().find(|patron| patron.part == part).map(|adult| (adult.id, adult.name.full()));
    let since = |part| {
        let child = patrons.iter().find(|patron| patron.part == part);
        child.map_or(ink.now, |child| written_down(ink, child))
    };
    let (parent, aunt) = (adult(Part::Parent).unzip(), adult(Part::Debtor).unzip());
    let rows = [
        (id_of(Part::ChildOfSix), parent.0, parent.1.clone(), true, since(Part::ChildOfSix)),
        (id_of(Part::ChildOfThirteen), parent.0, parent.1, true, since(Part::ChildOfThirteen)),
        (id_of(Part::NearlyEighteen), aunt.0, aunt.1, false, since(Part::NearlyEighteen)),
    ];
    for (child, guardian, name, cosigner, written_at) in rows {
        sqlx::query!(
            "INSERT INTO guardianship (library, id, child_id, guardian_id, guardian_name, relationship, cosigner, \
                                       source, sourced_at) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
            ink.place.slug,
            ink.dice.uuid(),
            child,
            guardian,
            name,
            if cosigner { "mother" } else { "guardian" },
            cosigner,
            SOURCE,
            written_at,
        )
        .execute(&mut *ink.tx)
        .await?;
    }
    Ok(())
}

/// A child that a parent has added.
pub(super) struct Linked {
    pub(super) id: Uuid,
    pub(super) guardian: Uuid,
    pub(super) child: Uuid,
    pub(super) at: DateTime<Utc>,
}

/// The parent has added the older child already, where the library lets a parent look; the others are there to be added.
pub(super) async fn write_link(ink: &mut Ink<'_>, patrons: &[Patron<'_>]) -> Result<Option<Linked>> {
    let of = |part| patrons.iter().find(|patron| patron.part == part);
    let (Some(parent), Some(child)) = (of(Part::Parent), of(Part::ChildOfThirteen)) else { return Ok(None) };
    if family::way(ink.profile) == family::Way::NotOffered {
        return Ok(None);
    }
    let linked = Linked { id: ink.dice.uuid(), guardian: parent.id, child: child.id, at: ink.now - Duration::days(40) };
    sqlx::query!(
        "INSERT INTO family_link (library, id, guardian_id, child_id, card_id, guardian_name, child_name, proven, \
                                  linked_at) \
         SELECT $1, $2, $3, $4, card.id, $5, $6, 'childs-card', $7 \
         FROM card WHERE card.library = $1 AND card.person_id = $4",
        ink.place.slug,
        linked.id,
        parent.id,
        child.id,
        format!("{} {}", parent.name.preferred.unwrap_or(parent.name.first), parent.name.last),
        child.name.preferred.unwrap_or(child.name.first),
        linked.at,
    )
    .execute(&mut *ink.tx)
    .await?;
    Ok(Some(linked))
}
