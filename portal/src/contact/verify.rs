//! The link sent to a new e-mail address: anyone who opens it and says so shows that the address is theirs.

use super::apply;
use crate::{
    Portal, Result,
    authority::{ConfirmsAddress, LinkHolder, LinkShown, UsedLink},
    db::{Scope, Tx},
    ids::PersonId,
    keys::code,
    ledger::{self, Event},
    mail::What,
    notify,
};
use domain::{
    contact::{Change, Detail},
    ids::LibrarySlug,
    inventory::Class,
    ledger::Action,
    profile::{ContactEdits, Profile},
    reference::Reference,
    words::Lang,
};
use std::sync::Arc;
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
    /// The link has been replaced or taken back since it was shown, or is too old; or what it did is over by now.
    Refused,
}

/// What becomes of showing a link. Looking uses nothing up.
///
/// # Errors
/// When the database is away.
pub async fn link_shown(portal: &Portal, profile: &Arc<Profile>, token: &str) -> Result<LinkShown<ConfirmsAddress>> {
    let Some(code) = code::read(token) else { return Ok(LinkShown::Dead) };
    let mut tx = portal.db.begin(Scope::Library(&profile.slug)).await?;
    LinkHolder::showing(&mut tx, portal, profile, &code, None).await
}

/// What became of the change whose link was used before.
///
/// # Errors
/// When the database is away.
// Test (contact/tests/by_link.rs): "whoever opens the link to a new address twice is told twice what it did".
pub async fn verified_before(portal: &Portal, profile: &Profile, used: &UsedLink<ConfirmsAddress>) -> Result<Verified> {
    let mut tx = portal.db.begin(Scope::Library(&profile.slug)).await?;
    before(&mut tx, &profile.slug, used).await
}

async fn before(tx: &mut Tx, library: &LibrarySlug, used: &UsedLink<ConfirmsAddress>) -> Result<Verified> {
    let row = sqlx::query!(
        "SELECT change.status, change.reference, \
                lower(contact.email) = lower(change.parts ->> 'email') AS \"in_use\" \
         FROM pending_change AS change LEFT JOIN contact USING (library, person_id) \
         WHERE change.library = $1 AND change.person_id = $2 AND change.id = $3",
        library.as_str(),
        used.person().0,
        used.change(),
    )
    .fetch_optional(&mut **tx)
    .await?;
    let Some(row) = row else { return Ok(Verified::Refused) };
    Ok(match row.status.as_str() {
        "confirmed" if row.in_use == Some(true) => Verified::Made,
        "waiting" => Verified::WaitsForDesk { reference: row.reference.as_deref().and_then(Reference::parse) },
        _ => Verified::Refused,
    })
}

/// Verifies the address a link was sent to, and makes the change or hands it to the desk, as the profile says.
///
/// # Errors
/// When the database is away; then the link is still good.
pub async fn verify(portal: &Portal, holder: &LinkHolder<ConfirmsAddress>, lang: Lang, site: &str) -> Result<Verified> {
    let (profile, person, now) = (holder.profile(), holder.person(), portal.clock.now());
    let library = profile.slug.as_str();
    let mut tx = portal.db.begin(holder.scope()).await?;
    let Some(id) = holder.use_up(&mut tx, now).await?.and_then(|used| used.change) else {
        return match holder.used_meanwhile(&mut tx).await? {
            Some(used) => before(&mut tx, &profile.slug, &used).await,
            None => Ok(Verified::Refused),
        };
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
    let event = Event {
        classes: &[Class::Contact],
        fields: &["contact.email"],
        rules: &apply::rules(profile),
        ..Event::new(&profile.slug, now, Some(person), Action::EmailVerified, holder.actor())
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
        let old = notify::before(&mut tx, profile, person, lang, change.detail).await?;
        apply::apply(&mut tx, profile, person, &change, "portal", now).await?;
        apply::note(&mut tx, portal, profile, person, &change, Action::ContactChanged, holder.actor()).await?;
        notify::tell_former_address(&mut tx, portal, profile, person, old, lang, site, What::EmailChanged).await?;
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
