//! The end of a link: a guardian removes it, or the child's PIN that once stood for it changes. A child cannot end it:
//! whoever answers for the child may look until the desk says otherwise. But a child who is old enough may ask the desk.

use super::{Way, names, today, way};
use crate::{
    Portal, Result,
    authority::Patron,
    db::{Scope, Tx},
    ledger::{self, Event},
};
use domain::{
    age,
    ids::PersonId,
    inventory::Class,
    ledger::{Action, ActorKind},
    profile::Profile,
    rules::RuleId,
};
use uuid::Uuid;

/// Removes one of the patron's links to a child. `false`: the patron has no such link, or it is over already.
///
/// # Errors
/// When the database is away.
pub async fn remove(portal: &Portal, profile: &Profile, patron: &Patron, link: Uuid) -> Result<bool> {
    // The event about the child's record needs more than the guardian's scope; whose link it is stands in the query.
    let mut tx = portal.db.begin(Scope::Library(patron.library())).await?;
    let ended = sqlx::query_scalar!(
        "UPDATE family_link SET ended_at = $4, ended_why = 'parent' \
         WHERE library = $1 AND guardian_id = $2 AND id = $3 AND ended_at IS NULL RETURNING child_id",
        patron.library().as_str(),
        patron.person().0,
        link,
        portal.clock.now(),
    )
    .fetch_optional(&mut *tx)
    .await?;
    let Some(child) = ended else { return Ok(false) };
    let ended = Ended { child: PersonId(child), guardian: patron.person(), link, why: "parent" };
    let by = (ActorKind::Guardian, Some(patron.person().0));
    note(&mut tx, portal, profile, ended, by, &profile.switches.guardian_access.rules).await?;
    tx.commit().await?;
    Ok(true)
}

/// Ends the links that somebody made with this person's card and PIN, where these alone stand for the relation (L14):
/// whoever knew the former PIN does not know this one.
// Test (family/tests.rs): "l14 whoever was linked with the child's pin is not linked any more once it changes".
pub(crate) async fn end_with_secret(tx: &mut Tx, portal: &Portal, profile: &Profile, child: PersonId) -> Result<()> {
    if way(profile) != Way::Card {
        return Ok(());
    }
    let ended = sqlx::query!(
        "UPDATE family_link SET ended_at = $3, ended_why = 'secret' \
         WHERE library = $1 AND child_id = $2 AND ended_at IS NULL AND proven = 'childs-card' RETURNING id, guardian_id",
        profile.slug.as_str(),
        child.0,
        portal.clock.now(),
    )
    .fetch_all(&mut **tx)
    .await?;
    for link in ended {
        let ended = Ended { child, guardian: PersonId(link.guardian_id), link: link.id, why: "secret" };
        let by = (ActorKind::Patron, Some(child.0));
        note(tx, portal, profile, ended, by, &profile.switches.guardian_access.rules).await?;
    }
    Ok(())
}

/// Asks the desk to end a grown-up's link to the patron's own record. The desk sees it beside the link; nobody else does.
/// `false`: there is no such link any more, it was asked already, or the patron is younger than the library's age for it.
///
/// # Errors
/// When the database is away.
pub async fn ask_to_end(portal: &Portal, profile: &Profile, patron: &Patron, link: Uuid) -> Result<bool> {
    let mut tx = portal.db.begin(patron.scope()).await?;
    if !may_ask(&mut tx, portal, profile, patron.person()).await? {
        return Ok(false);
    }
    let asked = sqlx::query!(
        "UPDATE family_link SET end_asked_at = $4 \
         WHERE library = $1 AND child_id = $2 AND id = $3 AND ended_at IS NULL AND end_asked_at IS NULL",
        patron.library().as_str(),
        patron.person().0,
        link,
        portal.clock.now(),
    )
    .execute(&mut *tx)
    .await?;
    if asked.rows_affected() == 0 {
        return Ok(false);
    }
    let event = Event {
        classes: &[Class::Family],
        rules: &names(&profile.switches.guardian_access.rules),
        detail: serde_json::json!({ "link": link }),
        ..Event::new(
            patron.library(),
            portal.clock.now(),
            Some(patron.person()),
            Action::FamilyEndAsked,
            patron.actor(),
        )
    };
    ledger::append(&mut tx, &*portal.entropy, event).await?;
    tx.commit().await?;
    Ok(true)
}

/// Whether a child is old enough here to ask the desk to end a link. Where no birth date is on record, nobody knows, and
/// they are asked at the desk.
pub(super) async fn may_ask(tx: &mut Tx, portal: &Portal, profile: &Profile, child: PersonId) -> Result<bool> {
    let Some(from) = profile.child_asks_from else { return Ok(false) };
    let born = sqlx::query_scalar!(
        "SELECT date_of_birth FROM person WHERE library = $1 AND id = $2",
        profile.slug.as_str(),
        child.0,
    )
    .fetch_optional(&mut **tx)
    .await?
    .flatten();
    Ok(born.is_some_and(|born| !age::is_minor(born, today(portal, profile), from.into())))
}

/// A link that has just ended.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ended<'a> {
    pub(super) child: PersonId,
    pub(super) guardian: PersonId,
    pub(super) link: Uuid,
    /// As stored.
    pub(super) why: &'a str,
}

/// Writes the end of a link into the child's activity and the guardian's.
pub(super) async fn note(
    tx: &mut Tx,
    portal: &Portal,
    profile: &Profile,
    ended: Ended<'_>,
    by: (ActorKind, Option<Uuid>),
    rules: &[RuleId],
) -> Result<()> {
    for subject in [ended.child, ended.guardian] {
        let kind = if by.0 == ActorKind::Guardian && subject == ended.guardian { ActorKind::Patron } else { by.0 };
        let event = Event {
            via: if kind == ActorKind::Staff { "desk" } else { "portal" },
            classes: &[Class::Family],
            rules: &names(rules),
            detail: serde_json::json!({ "link": ended.link, "why": ended.why }),
            ..Event::new(&profile.slug, portal.clock.now(), Some(subject), Action::FamilyLinkEnded, (kind, by.1))
        };
        ledger::append(tx, &*portal.entropy, event).await?;
    }
    Ok(())
}
