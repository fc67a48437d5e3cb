//! What happened to a record over the years: the desk's looks, a parent's, one's own visits; a permission in force, and
//! what was told under it.

use super::{Ink, Part, Patron, record::Linked};
use crate::{
    Portal, Result,
    ids::PersonId,
    ledger::{self, Event},
    permission::written::{self, Written},
};
use chrono::{DateTime, Duration, NaiveTime, Utc};
use domain::{
    decision::{Asker, Card, Decision, Guardian, Place, Purpose, Request, Role, StaffAsks, Wanted, decide},
    inventory::Class,
    ledger::{Action, ActorKind},
    parse::ShortText,
    permission::{Letterhead, Means, Offer, Recipient, RecipientKind, State, Terms, Uses, compose},
    photo_id::PhotoId,
    reference::{Names, Reference},
    words::Lang,
};
use uuid::Uuid;

/// Writes it all, oldest first. `added`: the parent who has added this child.
pub(super) async fn write(
    portal: &Portal,
    ink: &mut Ink<'_>,
    patron: &Patron<'_>,
    added: Option<&Linked>,
) -> Result<()> {
    let (often, span) = match patron.part {
        Part::Reader | Part::Collector => (34, 1_000),
        Part::NotActivated => (1, 8),
        Part::NoEmail => (40, 900),
        _ => (9, 420),
    };
    let mut happened: Vec<(DateTime<Utc>, What<'_>)> = Vec::new();
    for n in 0..often {
        let day = ink.today - Duration::days(span * (often - n) / often - ink.dice.days(span / often / 2 + 1) + 1);
        let purpose = match ink.dice.below(12) {
            0 => Purpose::Registration,
            1 => Purpose::Payment,
            2 => Purpose::ContactReview,
            _ => Purpose::Circulation,
        };
        // Now and then somebody asks whose work it is not.
        let role = if ink.dice.chance(6) { Role::Administrator } else { Role::Desk };
        happened.push((ink.dice.open_hours(day), What::Look(role, purpose)));
    }
    if patron.part.has_secret() {
        for n in 1..=6 {
            let day = ink.today - Duration::days(n * 29 + ink.dice.days(20));
            happened.push((ink.dice.open_hours(day), What::Visit));
        }
    }
    if let Some(added) = added {
        // In the evening, once the day's work is done.
        let evening = NaiveTime::from_hms_opt(23, 40, 0).unwrap_or_default();
        let days = [33, 12, 3].map(|days| (ink.today - Duration::days(days)).and_time(evening).and_utc());
        happened.extend(days.into_iter().filter(|at| *at > added.at).map(|at| (at, What::Parent(added))));
    }
    happened.sort_by_key(|(at, _)| *at);
    for (at, what) in happened {
        match what {
            What::Look(role, purpose) => look(portal, ink, patron, at, (role, purpose)).await?,
            What::Visit => visit(portal, ink, patron, at).await?,
            What::Parent(added) => parents_look(portal, ink, patron, at, added).await?,
        }
    }
    if patron.part == Part::Reader {
        permissions(portal, ink, patron).await?;
    }
    Ok(())
}

enum What<'a> {
    Look(Role, Purpose),
    Visit,
    Parent(&'a Linked),
}

/// A clerk's look, with what the decision shows for it.
async fn look(
    portal: &Portal,
    ink: &mut Ink<'_>,
    patron: &Patron<'_>,
    at: DateTime<Utc>,
    (role, purpose): (Role, Purpose),
) -> Result<()> {
    let asker = Asker::Staff(StaffAsks { role, purpose, staff_card: false });
    let request = Request { asker, wanted: Wanted::classes(Class::ALL), today: at.date_naive() };
    let decision = decide(&request, ink.profile);
    let classes: Vec<Class> = Class::ALL.into_iter().filter(|&class| decision.share(class).is_some()).collect();
    let rules: Vec<&str> = decision.rules().iter().map(domain::rules::RuleId::as_str).collect();
    let refused = matches!(decision, Decision::Refused(_));
    let event = Event {
        via: "desk",
        classes: &classes,
        rules: &rules,
        purpose: Some(purpose.code()),
        detail: serde_json::json!({ "role": role.code(), "refused": refused }),
        ..event(ink, patron, at, Action::Viewed, (ActorKind::Staff, None))
    };
    ledger::append(&mut ink.tx, portal.entropy.as_ref(), event).await?;
    Ok(())
}

/// A parent's look at their child's record: how things stand, and then the loans, as far as the decision shows them.
async fn parents_look(
    portal: &Portal,
    ink: &mut Ink<'_>,
    patron: &Patron<'_>,
    at: DateTime<Utc>,
    added: &Linked,
) -> Result<()> {
    let guardian = Guardian {
        place: Place::Online,
        child_card: Card::Valid,
        cosigner_photo_id: false,
        relation_on_record: true,
        childs_permission: false,
        child_birth_date: Some(patron.born),
        stop: None,
    };
    let request = Request {
        asker: Asker::Guardian(guardian),
        wanted: Wanted::classes(Class::ALL),
        today: at.with_timezone(&ink.profile.time_zone).date_naive(),
    };
    let decision = decide(&request, ink.profile);
    let rules: Vec<&str> = decision.rules().iter().map(domain::rules::RuleId::as_str).collect();
    let me = (ActorKind::Guardian, Some(added.guardian));
    let pages = [("overview", &[Class::Checkouts, Class::Holds, Class::Fees][..]), ("class", &[Class::Checkouts][..])];
    for (minute, (page, seen)) in (0..).zip(pages) {
        let classes: Vec<Class> = seen.iter().copied().filter(|&class| decision.share(class).is_some()).collect();
        if classes.is_empty() {
            continue;
        }
        let viewed = Event {
            classes: &classes,
            rules: &rules,
            detail: serde_json::json!({ "link": added.id, "page": page }),
            ..event(ink, patron, at + Duration::minutes(minute), Action::Viewed, me)
        };
        ledger::append(&mut ink.tx, portal.entropy.as_ref(), viewed).await?;
    }
    Ok(())
}

/// One's own visit: signed in, a few pages, signed out.
async fn visit(portal: &Portal, ink: &mut Ink<'_>, patron: &Patron<'_>, at: DateTime<Utc>) -> Result<()> {
    let me = (ActorKind::Patron, Some(patron.id));
    let session = ink.dice.uuid().to_string();
    let detail = serde_json::json!({ "session": session });
    let seen: [&[Class]; 3] = [&[Class::Checkouts], &[Class::Holds], &[Class::Activity]];
    let first = Event { detail: detail.clone(), ..event(ink, patron, at, Action::SignedIn, me) };
    ledger::append(&mut ink.tx, portal.entropy.as_ref(), first).await?;
    for (n, classes) in (1..).zip(seen) {
        let at = at + Duration::minutes(n);
        let viewed = Event { classes, detail: detail.clone(), ..event(ink, patron, at, Action::Viewed, me) };
        ledger::append(&mut ink.tx, portal.entropy.as_ref(), viewed).await?;
    }
    let last = Event { detail, ..event(ink, patron, at + Duration::minutes(6), Action::SignedOut, me) };
    ledger::append(&mut ink.tx, portal.entropy.as_ref(), last).await?;
    Ok(())
}

fn event<'a>(
    ink: &Ink<'a>,
    patron: &Patron<'_>,
    at: DateTime<Utc>,
    action: Action,
    actor: (ActorKind, Option<Uuid>),
) -> Event<'a> {
    Event::new(&ink.profile.slug, at, Some(PersonId(patron.id)), action, actor)
}

/// One that is in force and was used, and one that was used up, where the library takes permissions.
async fn permissions(portal: &Portal, ink: &mut Ink<'_>, patron: &Patron<'_>) -> Result<()> {
    if Offer::of(ink.profile).is_none() {
        return Ok(());
    }
    let (name, spouse) = (patron.name.full(), format!("Daniel {}", patron.name.last));
    for ((kind, recipient, proof), classes, purpose, (from, until), uses, state) in [
        (
            (RecipientKind::Person, spouse.as_str(), "Driver’s license"),
            [Class::Holds].as_slice(),
            "Picking up holds for me",
            (-117, 63),
            Uses::Repeatedly,
            State::InForce,
        ),
        (
            (RecipientKind::Organization, "Harbor Tax Help", "A letter with its letterhead, and photo ID"),
            [Class::Fees].as_slice(),
            "A letter about what I paid",
            (-260, -230),
            Uses::Once,
            State::UsedUp,
        ),
    ] {
        let (Ok(recipient), Ok(proof), Ok(purpose)) =
            (ShortText::parse(recipient), ShortText::parse(proof), ShortText::parse(purpose))
        else {
            continue;
        };
        let terms = Terms {
            recipient: Recipient { kind, name: recipient },
            proof,
            classes: classes.iter().copied().collect(),
            purpose,
            from: ink.today + Duration::days(from),
            until: ink.today + Duration::days(until),
            uses,
        };
        let reference = Reference::new(Names::Permission, ink.dice.bytes());
        let signed_at = ink.dice.open_hours(terms.from);
        let used_at = ink.dice.open_hours(terms.from + Duration::days(97.min(until - from - 1)));
        signed(ink, patron, (&terms, &reference, state), &name, (signed_at, used_at)).await?;
        for (action, at, actor, via) in [
            (Action::PermissionSigned, signed_at, (ActorKind::Patron, Some(patron.id)), "portal"),
            (Action::PermissionConfirmed, signed_at + Duration::hours(26), (ActorKind::Staff, None), "desk"),
            (Action::Disclosed, used_at, (ActorKind::Staff, None), "desk"),
        ] {
            let classes: &[Class] = if action == Action::Disclosed { classes } else { &[Class::Preferences] };
            let detail = if via == "desk" { serde_json::json!({ "role": "desk" }) } else { serde_json::json!({}) };
            let noted = Event { classes, via, detail, rules: &["S3"], ..event(ink, patron, at, action, actor) };
            ledger::append(&mut ink.tx, portal.entropy.as_ref(), noted).await?;
        }
    }
    Ok(())
}

async fn signed(
    ink: &mut Ink<'_>,
    patron: &Patron<'_>,
    (terms, reference, state): (&Terms, &Reference, State),
    name: &str,
    (signed_at, used_at): (DateTime<Utc>, DateTime<Utc>),
) -> Result<()> {
    let text = compose(terms, reference, Letterhead::of(ink.profile), Lang::En);
    let classes: Vec<String> = terms.classes.iter().map(|class| class.code().to_owned()).collect();
    let seen = PhotoId::DriversLicense;
    let row = Written {
        id: ink.dice.uuid(),
        person: PersonId(patron.id),
        reference,
        state,
        terms,
        text: &text,
        name,
        lang: Lang::En,
        means: Means::Password,
        signed_at,
        confirmed: (signed_at + Duration::hours(26), seen),
        decided_by: None,
        used_at: Some(used_at),
        source: "portal",
    };
    if !written::write(&mut ink.tx, &ink.profile.slug, &row).await? {
        return Err(crate::Error::Stored("two of the demonstration's permissions have one id".to_owned()));
    }
    sqlx::query!(
        "INSERT INTO disclosure (library, id, person_id, reference, told_at, classes, recipient_name, recipient_proof, \
                                 photo_id, rules, told_by) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, '{S3}', $10)",
        ink.place.slug,
        ink.dice.uuid(),
        patron.id,
        reference.as_str(),
        used_at,
        &classes,
        terms.recipient.name.as_str(),
        terms.proof.as_str(),
        seen.code(),
        ink.dice.uuid(),
    )
    .execute(&mut *ink.tx)
    .await?;
    Ok(())
}
