//! Telling somebody what a permission in force names, and nothing else.

use super::held_for_step;
use crate::{
    Portal, Result,
    authority::Staff,
    db::Tx,
    ledger::{self, Event},
    mail::PermissionNews,
    permission::{
        PURPOSE, codes,
        row::PermissionHeld,
        step::{Moved, tell},
    },
    record::{self, Shared},
};
use domain::{
    decision::{Allowed, Asker, Decision, Refused, Request, Wanted, decide},
    inventory::Class,
    ledger::Action,
    permission::{State, Step},
    photo_id::PhotoId,
    reference::Reference,
};
use uuid::Uuid;

/// What the one who asks has shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Proven {
    /// They showed what the permission says they will identify themselves with.
    pub as_the_permission_says: bool,
    /// The kind of photo ID that was seen.
    pub seen: PhotoId,
}

/// What became of the wish to tell.
#[derive(Debug, Clone)]
pub enum DisclosureOutcome {
    /// This may be told. It is in the ledger, and the patron is written to.
    Yes {
        /// The permission, as it stood before this use.
        held: Box<PermissionHeld>,
        /// What the decision says, with the words to say.
        allowed: Box<Allowed>,
        /// The permitted parts of the record.
        shared: Vec<Shared>,
    },
    /// This may not be told, and why.
    No(Refused),
    /// There is no such permission here.
    NotFound,
}

/// Tells the parts of `wanted` that the permission names, to the one it names. `form` is the form's own name: sent twice,
/// it tells once, and shows it twice.
///
/// The permission's row is held until everything is committed: one that is withdrawn at the same moment either was used
/// before, or is not used at all.
///
/// # Errors
/// When the database is away; then nothing may be told.
pub async fn disclose(
    portal: &Portal,
    staff: &Staff,
    reference: &Reference,
    form: Uuid,
    wanted: impl IntoIterator<Item = Class> + Send,
    proven: Proven,
    site: &str,
) -> Result<DisclosureOutcome> {
    let profile = staff.profile();
    let wanted = Wanted::classes(wanted);
    let (mut tx, mut held) = match held_for_step(portal, staff, reference).await? {
        Ok(found) => found,
        Err(Moved::NotYours(refused)) => return Ok(DisclosureOutcome::No(refused)),
        Err(_) => return Ok(DisclosureOutcome::NotFound),
    };
    let before = told_before(&mut tx, portal, staff, &held, form).await?;
    if before && held.state == State::UsedUp {
        // What this very form was told stays on the clerk's screen, though it was the one time.
        held.state = State::InForce;
    }
    let asker = Asker::PermissionHolder(held.for_decision(proven.as_the_permission_says, staff));
    let decision = decide(&Request { asker, wanted, today: portal.today(profile) }, profile);
    let allowed = match &decision {
        Decision::Allowed(allowed) => allowed.clone(),
        Decision::Refused(refused) => {
            // The clerk who took the paper may not tell as well; the patron sees that it was tried.
            if held.state == State::InForce && held.was_taken_by(staff) {
                refusal(&mut tx, portal, staff, &held, refused).await?;
                tx.commit().await?;
            }
            return Ok(DisclosureOutcome::No(refused.clone()));
        }
    };
    let shared = record::shared(&mut tx, staff.library(), held.person, &decision).await?;
    if before {
        return Ok(DisclosureOutcome::Yes { held: Box::new(held), allowed: Box::new(allowed), shared });
    }
    write(&mut tx, portal, staff, &held, form, &allowed, proven).await?;
    let whose = (held.person, &held.reference);
    tell(&mut tx, portal, profile, whose, profile.usual_language(), site, PermissionNews::Used).await?;
    tx.commit().await?;
    Ok(DisclosureOutcome::Yes { held: Box::new(held), allowed: Box::new(allowed), shared })
}

/// Whether this clerk was told by this very form a moment ago.
async fn told_before(tx: &mut Tx, portal: &Portal, staff: &Staff, held: &PermissionHeld, form: Uuid) -> Result<bool> {
    Ok(sqlx::query_scalar!(
        "SELECT EXISTS (SELECT FROM disclosure \
                        WHERE library = $1 AND person_id = $2 AND reference = $3 AND id = $4 AND told_by = $5 \
                              AND told_at > $6) AS \"before!\"",
        staff.library().as_str(),
        held.person.0,
        held.reference.as_str(),
        form,
        staff.account(),
        portal.clock.now() - crate::clock::SECOND_CLICK,
    )
    .fetch_one(&mut **tx)
    .await?)
}

/// Notes that nothing was told, and under which rules.
async fn refusal(tx: &mut Tx, portal: &Portal, staff: &Staff, held: &PermissionHeld, refused: &Refused) -> Result<()> {
    let event = Event {
        rules: &codes(&refused.rules),
        purpose: Some(PURPOSE),
        detail: serde_json::json!({ "permission": held.id, "role": staff.role().code(), "refused": true }),
        ..Event::at_desk(staff, portal.clock.now(), Some(held.person), Action::Viewed)
    };
    ledger::append(tx, &*portal.entropy, event).await?;
    Ok(())
}

/// Writes the use, the permission's state after it, and the ledger's event.
async fn write(
    tx: &mut Tx,
    portal: &Portal,
    staff: &Staff,
    held: &PermissionHeld,
    form: Uuid,
    allowed: &Allowed,
    proven: Proven,
) -> Result<()> {
    let profile = staff.profile();
    let now = portal.clock.now();
    let classes: Vec<Class> = allowed.shares.iter().map(|share| share.class).collect();
    let class_codes: Vec<String> = classes.iter().map(|class| class.code().to_owned()).collect();
    let rules = codes(&allowed.rules);
    let rule_codes: Vec<String> = rules.iter().map(|&rule| rule.to_owned()).collect();
    // The decision allowed it, so the permission is in force and this step exists.
    let after = held.parts.uses.and_then(|uses| held.state.after(Step::Use(uses))).unwrap_or(held.state);
    sqlx::query!(
        "INSERT INTO disclosure (library, id, person_id, reference, told_at, classes, recipient_name, \
                                 recipient_proof, photo_id, rules, told_by) \
         SELECT library, $4, person_id, reference, $5, $6, recipient_name, recipient_proof, $7, $8, $9 \
         FROM permission WHERE library = $1 AND person_id = $2 AND id = $3",
        profile.slug.as_str(),
        held.person.0,
        held.id,
        form,
        now,
        &class_codes,
        proven.seen.code(),
        &rule_codes,
        staff.account(),
    )
    .execute(&mut **tx)
    .await?;
    sqlx::query!(
        "UPDATE permission SET state = $4, used_at = $5 WHERE library = $1 AND person_id = $2 AND id = $3",
        profile.slug.as_str(),
        held.person.0,
        held.id,
        after.code(),
        now,
    )
    .execute(&mut **tx)
    .await?;
    let event = Event {
        via: "desk",
        classes: &classes,
        rules: &rules,
        detail: serde_json::json!({
            "permission": held.id, "left_out": allowed.left_out.len(), "photo_id": proven.seen.code(), "role": staff.role().code(),
        }),
        ..Event::new(&profile.slug, now, Some(held.person), Action::Disclosed, staff.actor())
    };
    ledger::append(tx, &*portal.entropy, event).await?;
    Ok(())
}
