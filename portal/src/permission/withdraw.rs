//! Withdrawing: at once, by the patron, in the portal or at the desk.

use super::{
    PURPOSE, desk,
    row::{self, PermissionHeld},
    step::{Moved, Noted, note, tell},
};
use crate::{
    Portal, Result,
    authority::{Patron, Staff},
    db::Tx,
    mail::PermissionNews,
};
use domain::{
    ledger::Action,
    permission::{State, Step},
    photo_id::PhotoId,
    profile::Profile,
    reference::Reference,
    words::Lang,
};
use uuid::Uuid;

/// Withdraws a permission of this patron. It needs no offer: what was given can always be taken back.
///
/// # Errors
/// When the database is away; then nothing is withdrawn.
pub async fn withdraw(portal: &Portal, patron: &Patron, id: Uuid, lang: Lang, site: &str) -> Result<Moved> {
    let profile = patron.profile();
    let mut tx = portal.db.begin(patron.scope()).await?;
    let found = row::locked(&mut tx, patron.library(), patron.person(), id, portal.today(profile)).await?;
    let Some(held) = found else { return Ok(Moved::NotFound) };
    let fields = &["permission.state"];
    let noted = Noted {
        action: Action::PermissionWithdrawn,
        actor: patron.actor(),
        via: "portal",
        fields,
        purpose: None,
        seen: None,
        role: None,
    };
    take_back(tx, portal, profile, &held, noted, lang, site).await
}

/// Withdraws a permission for a patron who stands at the desk with photo ID.
///
/// # Errors
/// When the database is away; then nothing is withdrawn.
pub async fn withdraw_at_desk(
    portal: &Portal,
    staff: &Staff,
    reference: &Reference,
    seen: PhotoId,
    site: &str,
) -> Result<Moved> {
    let profile = staff.profile();
    let (tx, held) = match desk::held_for_step(portal, staff, reference).await? {
        Ok(found) => found,
        Err(moved) => return Ok(moved),
    };
    let fields = &["permission.state"];
    let noted = Noted {
        action: Action::PermissionWithdrawn,
        actor: staff.actor(),
        via: "desk",
        fields,
        purpose: Some(PURPOSE),
        seen: Some(seen),
        role: Some(staff.role()),
    };
    take_back(tx, portal, profile, &held, noted, profile.usual_language(), site).await
}

async fn take_back(
    mut tx: Tx,
    portal: &Portal,
    profile: &Profile,
    held: &PermissionHeld,
    noted: Noted<'_>,
    lang: Lang,
    site: &str,
) -> Result<Moved> {
    // A second click finds it withdrawn, which is what it asks.
    if held.state == State::Withdrawn {
        return Ok(Moved::Done);
    }
    if held.state.after(Step::Withdraw) != Some(State::Withdrawn) {
        return Ok(Moved::NotFrom(held.state));
    }
    sqlx::query!(
        "UPDATE permission SET state = 'withdrawn', withdrawn_at = $4 \
         WHERE library = $1 AND person_id = $2 AND id = $3",
        profile.slug.as_str(),
        held.person.0,
        held.id,
        portal.clock.now(),
    )
    .execute(&mut *tx)
    .await?;
    note(&mut tx, portal, profile, held, noted).await?;
    let whose = (held.person, &held.reference);
    tell(&mut tx, portal, profile, whose, lang, site, PermissionNews::Withdrawn).await?;
    tx.commit().await?;
    Ok(Moved::Done)
}
