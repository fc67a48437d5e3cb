//! A permission signed on paper: entered with the patron there and photo ID seen, so it is in force at once.

use super::person_of_card;
use crate::{
    Portal, Result,
    authority::Staff,
    mail::PermissionNews,
    permission::{
        PURPOSE,
        draft::new_reference,
        review, row,
        step::{Noted, note, tell},
        written::{self, Written},
    },
};
use domain::{
    decision::{Decision, Refused},
    ledger::Action,
    parse::{CardNumber, PersonName},
    permission::{Letterhead, Means, Offer, Part, Parts, State, Step, compose},
    photo_id::PhotoId,
    reference::Reference,
    words::Lang,
};
use uuid::Uuid;

/// What stands on the paper, and what was checked.
pub struct OnPaper {
    /// The name of its row, given when it was shown to be checked: sent twice, it is taken once.
    pub id: Uuid,
    /// The patron's card.
    pub card: CardNumber,
    /// What it says.
    pub parts: Parts,
    /// The name it is signed with.
    pub name: PersonName,
    /// The language it was signed in.
    pub lang: Lang,
    /// The kind of photo ID that was seen.
    pub seen: PhotoId,
}

/// What became of a paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Taken {
    /// It is in force under this reference.
    InForce(Reference),
    /// A part is missing, or would not do today.
    Incomplete(Part),
    /// No card in use has this number.
    NoCard,
    /// The id names something else.
    NotThis,
    /// The decision does not let this member of staff do it.
    NotYours(Refused),
}

/// Takes a permission that the patron, who is there, has signed on paper.
///
/// # Errors
/// When the database is away; then nothing is taken.
pub async fn take_from_paper(
    portal: &Portal,
    offer: &Offer,
    staff: &Staff,
    paper: OnPaper,
    site: &str,
) -> Result<Taken> {
    let profile = staff.profile();
    let decision = review(portal, staff);
    if let Decision::Refused(refused) = decision {
        return Ok(Taken::NotYours(refused));
    }
    let today = portal.today(profile);
    let terms = match paper.parts.complete(offer, today) {
        Ok(terms) => terms,
        Err(part) => return Ok(Taken::Incomplete(part)),
    };
    let found = person_of_card(portal, staff, &paper.card, &decision).await?;
    let Some((mut tx, person)) = found else { return Ok(Taken::NoCard) };
    let reference = new_reference(portal);
    let text = compose(&terms, &reference, Letterhead::of(profile), paper.lang);
    let (id, now) = (paper.id, portal.clock.now());
    let signed = Written {
        id,
        person,
        reference: &reference,
        state: State::Draft.after(Step::TakeFromPaper).unwrap_or(State::Draft),
        terms: &terms,
        text: &text,
        name: paper.name.as_str(),
        lang: paper.lang,
        means: Means::Paper,
        signed_at: now,
        confirmed: (now, paper.seen),
        decided_by: Some(staff.account()),
        used_at: None,
        source: "desk",
    };
    // Test (permission/tests.rs): "a paper that is sent twice is taken once".
    if !written::write(&mut tx, staff.library(), &signed).await? {
        let before = row::one(&mut tx, staff.library(), person, id, today).await?;
        let before = before.filter(|held| held.was_taken_by(staff));
        // What lasts of it is the line that the card was asked for.
        tx.commit().await?;
        return Ok(before.map_or(Taken::NotThis, |held| Taken::InForce(held.reference)));
    }
    if let Some(held) = row::one(&mut tx, staff.library(), person, id, today).await? {
        let fields = &["permission.state", "permission.signed_text", "permission.photo_id"];
        for action in [Action::PermissionSigned, Action::PermissionConfirmed] {
            let noted = Noted {
                action,
                actor: staff.actor(),
                via: "desk",
                fields,
                purpose: Some(PURPOSE),
                seen: Some(paper.seen),
                role: Some(staff.role()),
            };
            note(&mut tx, portal, profile, &held, noted).await?;
        }
    }
    tell(&mut tx, portal, profile, (person, &reference), profile.usual_language(), site, PermissionNews::Confirmed)
        .await?;
    tx.commit().await?;
    Ok(Taken::InForce(reference))
}
