//! A guardian removes a link. A child cannot: whoever answers for the child may look until the desk says otherwise.

use super::codes;
use crate::{
    Portal, Result,
    authority::Patron,
    db::{Scope, Tx},
    ledger::{self, Event},
};
use domain::{
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
pub async fn remove(portal: &Portal, patron: &Patron, link: Uuid) -> Result<bool> {
    let profile = patron.profile();
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
            rules: &codes(rules),
            detail: serde_json::json!({ "link": ended.link, "why": ended.why }),
            ..Event::new(&profile.slug, portal.clock.now(), Some(subject), Action::FamilyLinkEnded, (kind, by.1))
        };
        ledger::append(tx, &*portal.entropy, event).await?;
    }
    Ok(())
}
