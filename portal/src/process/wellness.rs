//! A wellness check (L25): somebody in charge, who has reason to fear for a patron at this moment, tells an officer their
//! name, telephone numbers and address, and nothing more. Its owner reads of it afterwards.

use super::{
    Sought,
    out::Out,
    packet::{self, Heading},
    people::find,
    release::Handed,
};
use crate::{
    Listed, Portal, Result,
    authority::{Director, InCharge},
    db::{OneReader, Tx},
    ids::PersonId,
    ledger::{Lookup, Named, note_asked},
    mail::Letter,
    notify::write_to_the_told,
    record::{Shared, shared},
};
use chrono::{DateTime, Utc};
use domain::{
    decision::{Asker, Decision, Police, Refused, Request, Wanted, decide},
    inventory::Class,
    parse::ShortText,
    process::ReleasedOn,
    profile::{Profile, WellnessCheck},
};
use std::collections::BTreeSet;
use uuid::Uuid;

/// What somebody in charge says of it.
#[derive(Debug, Clone)]
pub struct Fear {
    /// The form's own name: sent twice, it is told once.
    pub id: Uuid,
    /// The person it is about.
    pub of: Sought,
    /// Why they fear for that person now.
    pub reason: ShortText<2000>,
    /// The officer who is told.
    pub handed: Handed,
}

/// What became of it.
#[derive(Debug)]
pub enum WellnessAnswer {
    /// This may be told, and nothing else.
    This {
        /// The decision, with the words to say.
        decision: Decision,
        /// Name, telephone numbers and address.
        shared: Vec<Shared>,
    },
    /// No record fits.
    Nobody,
    /// Several records have this name and birth date.
    Several,
    /// Several people have or had a card with this number.
    CardOfSeveral,
    /// The record holds neither name, telephone number nor address.
    Nothing,
    /// The decision says no: this library's policy has no such thing.
    No(Refused),
}

/// Whether the library's policy has it.
pub fn is_offered(profile: &Profile) -> bool {
    profile.switches.wellness_check.value == WellnessCheck::NamePhoneAddress
}

/// Name, telephone numbers and address of the person who is meant, for the officer. It is written down with its reason, its owner
/// reads of it, and those whom the profile names are written to. (Nobody writes to its owner: a letter or a mail can reach the one
/// who is feared.) `site` is the address of the library's portal.
///
/// # Errors
/// When the database is away; then nothing is told.
pub async fn tell_for_wellness(portal: &Portal, charge: &InCharge, fear: &Fear, site: &str) -> Result<WellnessAnswer> {
    let (staff, profile) = (charge.staff(), charge.staff().profile());
    let police = Police { answered_by_director: true, process: None, immediate_threat: true };
    let wanted = Wanted::classes([Class::Identity, Class::Contact]);
    let decision = decide(&Request { asker: Asker::Police(police), wanted, today: portal.today(profile) }, profile);
    let mut tx = portal.db.begin(staff.scope()).await?;
    let named = match &fear.of {
        Sought::Card(_) => Named::Card,
        Sought::Person(..) => Named::PhotoId,
    };
    if let Decision::Refused(refused) = &decision {
        let asked = Lookup { named, person: None, told: "refused" };
        note_asked(&mut tx, portal, staff, asked, &refused.rules).await?;
        tx.commit().await?;
        return Ok(WellnessAnswer::No(refused.clone()));
    }
    let found = find(&mut tx, &profile.slug, &fear.of).await?;
    let &[person] = found.as_slice() else {
        note_asked(&mut tx, portal, staff, Lookup { named, person: None, told: "none" }, decision.rules()).await?;
        tx.commit().await?;
        return Ok(match &fear.of {
            _ if found.is_empty() => WellnessAnswer::Nobody,
            Sought::Card(_) => WellnessAnswer::CardOfSeveral,
            Sought::Person(..) => WellnessAnswer::Several,
        });
    };
    let letter = Letter::WellnessTold;
    write_to_the_told(&mut tx, portal, profile, &format!("wellness:{}", fear.id), &letter, site).await?;
    tx.narrow_to(OneReader::Look, person).await?;
    let shared = shared(&mut tx, &profile.slug, person, &decision).await?;
    let body = packet::body(profile, &shared, &BTreeSet::new());
    if body.entries == 0 {
        return Ok(WellnessAnswer::Nothing);
    }
    let heading = Heading {
        ground: ReleasedOn::WellnessCheck,
        about: Vec::new(),
        handed: &fear.handed,
        at: portal.clock.now(),
        id: fear.id,
    };
    let whole = packet::whole(profile, &heading, &body);
    let classes = packet::classes(&shared);
    let out = Out {
        id: fear.id,
        staff,
        person,
        ground: ReleasedOn::WellnessCheck,
        process: None,
        handed: &fear.handed,
        reason: Some(fear.reason.as_str()),
        senior: charge.is_senior(),
        classes: &classes,
        entries: body.entries,
        packet: &whole,
    };
    // A form that was sent before tells of the person it told of before, and of nobody else.
    // Test (process/tests/wellness.rs): "L25: one form tells of one person".
    if !out.write(&mut tx, portal, decision.rules()).await? && !is_about(&mut tx, profile, fear.id, person).await? {
        return Ok(WellnessAnswer::Nobody);
    }
    tx.commit().await?;
    Ok(WellnessAnswer::This { decision, shared })
}

async fn is_about(tx: &mut Tx, profile: &Profile, id: Uuid, person: PersonId) -> Result<bool> {
    let found = sqlx::query_scalar!(
        "SELECT EXISTS (SELECT FROM released WHERE library = $1 AND id = $2 AND person_id = $3) AS \"found!\"",
        profile.slug.as_str(),
        id,
        person.0,
    );
    Ok(found.fetch_one(&mut **tx).await?)
}

/// A wellness check, as the Director answers for it: whose it was stands in that person's activity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    /// When.
    pub at: DateTime<Utc>,
    /// Who told.
    pub by: String,
    /// Whom.
    pub given_to: String,
    /// Of which agency.
    pub agency: Option<String>,
    /// Why they feared for the person.
    pub reason: Option<String>,
}

/// The wellness checks, the newest first; at most 200.
///
/// # Errors
/// When the database is away.
pub async fn wellness_checks(portal: &Portal, director: &Director) -> Result<Listed<Checked>> {
    let mut tx = portal.db.begin(director.scope()).await?;
    let checks = sqlx::query!(
        "SELECT released_at AS at, account.name AS by, given_to, agency, reason, count(*) OVER () AS \"all!\" FROM released \
         JOIN staff_account AS account ON account.library = released.library AND account.id = released.released_by \
         WHERE released.library = $1 AND ground = $2 ORDER BY released_at DESC, released.id LIMIT 200",
        director.library().as_str(),
        ReleasedOn::WellnessCheck.code(),
    );
    Ok(Listed::of(
        checks.fetch_all(&mut *tx).await?,
        |row| row.all,
        |row| Checked { at: row.at, by: row.by, given_to: row.given_to, agency: row.agency, reason: row.reason },
    ))
}
