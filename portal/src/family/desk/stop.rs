//! A stop on every guardian, and its end.
//!
//! A parent who must be stopped may have the child's own way in: the card and PIN, an open session, a known computer,
//! the mailbox that links are sent to. So a stop closes all of these too, and while it stands only a clerk gives a new
//! way in, by an activation code handed to the young person.

use super::{No, Noted, may, note};
use crate::{
    Portal, Result,
    access::{secret, token},
    authority::{Look, not_in_this_look},
    db::{Scope, Tx, lock_person},
    family::codes,
    ids::PersonId,
    ledger::{self, Event},
    links::{self, Ended},
    session,
};
use chrono::{DateTime, Utc};
use domain::{
    decision::{Library, Purpose, Role, Stop, may_lift},
    inventory::Class,
    ledger::Action,
    profile::Profile,
    rules::RuleId,
};

/// Stops every guardian's access to a child's record: no link opens any more, and none can be made; and every way in
/// that the child had ends, since a parent may have it too. `Ok(false)`: it is stopped already.
///
/// # Errors
/// When the database is away; then nothing is done.
pub async fn set_stop(portal: &Portal, look: &Look, stop: Stop) -> Result<std::result::Result<bool, No>> {
    let (profile, staff, child) = (look.profile(), look.staff(), look.person());
    let rules = match may(portal, look) {
        Ok(rules) => rules,
        Err(no) => return Ok(Err(no)),
    };
    let now = portal.clock.now();
    let mut tx = portal.db.begin(Scope::Library(&profile.slug)).await?;
    lock_person(&mut tx, &profile.slug, child).await?;
    let set = sqlx::query!(
        "INSERT INTO guardian_hold (library, id, person_id, kind, set_by, set_at) \
         SELECT $1, $2, id, $4, $5, $6 FROM person WHERE library = $1 AND id = $3 \
         ON CONFLICT (library, person_id, kind) WHERE lifted_at IS NULL DO NOTHING",
        profile.slug.as_str(),
        portal.entropy.uuid(),
        child.0,
        stop.code(),
        staff.account(),
        now,
    )
    .execute(&mut *tx)
    .await?;
    if set.rows_affected() == 0 {
        return Ok(Ok(false));
    }
    let set = Noted { action: Action::GuardianStopSet, fields: &[], rules: &rules, seen: None, code: None };
    note(&mut tx, portal, staff, child, set).await?;
    close_ways_in(&mut tx, portal, look, &rules, now).await?;
    let ended = sqlx::query!(
        "UPDATE family_link SET ended_at = $3, ended_why = 'desk' \
         WHERE library = $1 AND child_id = $2 AND ended_at IS NULL RETURNING id, guardian_id",
        profile.slug.as_str(),
        child.0,
        now,
    )
    .fetch_all(&mut *tx)
    .await?;
    for link in ended {
        let ended = Ended { child, guardian: PersonId(link.guardian_id), link: link.id, why: "desk" };
        links::note(&mut tx, portal, profile, ended, staff.actor(), &rules).await?;
    }
    tx.commit().await?;
    Ok(Ok(true))
}

/// Ends every code and link for this person, the PIN or password, every session and every known device. The order
/// matters: a code used or a secret chosen at this moment either comes before all of it, or finds its code or session
/// ended.
async fn close_ways_in(tx: &mut Tx, portal: &Portal, look: &Look, rules: &[RuleId], now: DateTime<Utc>) -> Result<()> {
    let (profile, staff, child) = (look.profile(), look.staff(), look.person());
    token::end_all(tx, portal, profile, child, None, now).await?;
    secret::close(tx, profile, child, now).await?;
    let sessions = session::end_of(tx, profile.slug.as_str(), child.0, None).await?;
    let event = Event {
        via: "desk",
        classes: &[Class::Credentials],
        fields: &["credential.hash"],
        rules: &codes(rules),
        purpose: Some(Purpose::FamilyReview.code()),
        detail: serde_json::json!({ "role": staff.role().code(), "sessions": sessions }),
        ..Event::new(&profile.slug, now, Some(child), Action::AccessClosed, staff.actor())
    };
    ledger::append(tx, &*portal.entropy, event).await?;
    Ok(())
}

/// Whether a member of staff in this role may lift a stop of this kind.
pub(super) fn lifts(profile: &Profile, role: Role, stop: Stop) -> bool {
    may_lift(role, stop, &Library::from(profile)).is_ok()
}

/// Lifts a stop. Links that it ended stay ended: a parent adds the child again. `Ok(false)`: there is no stop of this
/// kind.
///
/// # Errors
/// When the database is away; then nothing is done.
pub async fn lift_stop(portal: &Portal, look: &Look, stop: Stop) -> Result<std::result::Result<bool, No>> {
    let (profile, staff, child) = (look.profile(), look.staff(), look.person());
    let rules = match may_lift(staff.role(), stop, &Library::from(profile)) {
        Ok(rules) => rules,
        Err(no) => return Ok(Err(no.into())),
    };
    if !look.serves(portal, Purpose::FamilyReview) {
        return Ok(Err(not_in_this_look(rules).into()));
    }
    let mut tx = portal.db.begin(Scope::Library(&profile.slug)).await?;
    lock_person(&mut tx, &profile.slug, child).await?;
    let lifted = sqlx::query!(
        "UPDATE guardian_hold SET lifted_by = $4, lifted_at = $5 \
         WHERE library = $1 AND person_id = $2 AND kind = $3 AND lifted_at IS NULL",
        profile.slug.as_str(),
        child.0,
        stop.code(),
        staff.account(),
        portal.clock.now(),
    )
    .execute(&mut *tx)
    .await?;
    if lifted.rows_affected() == 0 {
        return Ok(Ok(false));
    }
    let lifted = Noted { action: Action::GuardianStopLifted, fields: &[], rules: &rules, seen: None, code: None };
    note(&mut tx, portal, staff, child, lifted).await?;
    tx.commit().await?;
    Ok(Ok(true))
}
