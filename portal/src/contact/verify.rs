//! The link sent to a new e-mail address: whoever opens it and says so shows that the address is theirs.

use super::apply;
use crate::{
    Portal, Result,
    db::{Scope, Tx},
    ids::PersonId,
    keys::{self, code},
    ledger::{self, Event},
    mail::What,
    notify,
};
use domain::{
    contact::{Change, Detail},
    inventory::Class,
    ledger::{Action, ActorKind},
    profile::{ContactEdits, Profile},
    reference::Reference,
    words::Lang,
};
use uuid::Uuid;

/// What became of a link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verified {
    /// The address is the patron's and in use.
    Made,
    /// The address is the patron's; the desk has still to confirm the change.
    WaitsForDesk {
        /// What to name it by.
        reference: Option<Reference>,
    },
    /// The link is used, replaced, taken back, too old or none.
    Refused,
}

/// Whether the link could be used now. Looking uses nothing up.
///
/// # Errors
/// When the database is away.
pub async fn link_is_live(portal: &Portal, profile: &Profile, token: &str) -> Result<bool> {
    let Some(code) = code::read(token) else { return Ok(false) };
    let mut tx = portal.db.begin(Scope::Library(&profile.slug)).await?;
    let live = sqlx::query_scalar!(
        "SELECT EXISTS (SELECT FROM one_time_token \
         WHERE library = $1 AND secret_hash = $2 AND purpose = 'email' AND ended_at IS NULL AND expires_at > $3) \
         AS \"live!\"",
        profile.slug.as_str(),
        &keys::digest(code.as_bytes()),
        portal.clock.now(),
    )
    .fetch_one(&mut *tx)
    .await?;
    Ok(live)
}

/// Verifies the address a link was sent to, and makes the change or hands it to the desk, as the profile says.
///
/// # Errors
/// When the database is away; then the link is still good.
pub async fn verify(portal: &Portal, profile: &Profile, token: &str, lang: Lang, site: &str) -> Result<Verified> {
    let Some(code) = code::read(token) else { return Ok(Verified::Refused) };
    let (library, now) = (profile.slug.as_str(), portal.clock.now());
    let mut tx = portal.db.begin(Scope::Library(&profile.slug)).await?;
    // Of two uses at once only one ends the token.
    let used = sqlx::query!(
        "UPDATE one_time_token SET ended_at = $3 \
         WHERE library = $1 AND secret_hash = $2 AND purpose = 'email' AND ended_at IS NULL AND expires_at > $3 \
         RETURNING person_id, change_id",
        library,
        &keys::digest(code.as_bytes()),
        now,
    )
    .fetch_optional(&mut *tx)
    .await?;
    let Some((person, id)) = used.and_then(|used| Some((PersonId(used.person_id), used.change_id?))) else {
        return Ok(Verified::Refused);
    };
    let Some((change, reference)) = unverified(&mut tx, library, person, id).await? else {
        return Ok(Verified::Refused);
    };
    let Some(email) = change.value("email") else { return Ok(Verified::Refused) };
    sqlx::query!(
        "INSERT INTO verified_email (library, id, person_id, email, verified_at) VALUES ($1, $2, $3, $4, $5) \
         ON CONFLICT (library, person_id, email) DO UPDATE SET verified_at = EXCLUDED.verified_at",
        library,
        portal.entropy.uuid(),
        person.0,
        email,
        now,
    )
    .execute(&mut *tx)
    .await?;
    let patron = (ActorKind::Patron, Some(person.0));
    let event = Event {
        classes: &[Class::Contact],
        fields: &["contact.email"],
        rules: &apply::rules(profile),
        ..Event::new(&profile.slug, now, Some(person), Action::EmailVerified, patron)
    };
    ledger::append(&mut tx, &*portal.entropy, event).await?;
    let at_once = profile.switches.contact_edits.value == ContactEdits::AtOnce;
    let status = if at_once { "confirmed" } else { "waiting" };
    sqlx::query!(
        "UPDATE pending_change SET status = $4, decided_at = CASE WHEN $4 = 'confirmed' THEN $5::timestamptz END \
         WHERE library = $1 AND person_id = $2 AND id = $3",
        library,
        person.0,
        id,
        status,
        now,
    )
    .execute(&mut *tx)
    .await?;
    if at_once {
        let old = notify::reach(&mut tx, profile, person, lang).await?;
        apply::apply(&mut tx, profile, person, &change, "portal", now).await?;
        apply::note(&mut tx, portal, profile, person, &change, Action::ContactChanged, patron).await?;
        notify::tell_former_address(&mut tx, portal, profile, person, old, site, What::EmailChanged).await?;
    }
    tx.commit().await?;
    Ok(if at_once { Verified::Made } else { Verified::WaitsForDesk { reference } })
}

async fn unverified(
    tx: &mut Tx,
    library: &str,
    person: PersonId,
    id: Uuid,
) -> Result<Option<(Change, Option<Reference>)>> {
    let row = sqlx::query!(
        "SELECT parts, reference FROM pending_change \
         WHERE library = $1 AND person_id = $2 AND id = $3 AND status = 'unverified' AND field = 'email' FOR UPDATE",
        library,
        person.0,
        id,
    )
    .fetch_optional(&mut **tx)
    .await?;
    Ok(row.and_then(|row| {
        let typed = |name: &str| row.parts.get(name).and_then(|value| value.as_str()).unwrap_or_default().to_owned();
        let change = Change::read(Detail::Email, typed).ok()?;
        Some((change, row.reference.as_deref().and_then(Reference::parse)))
    }))
}
