//! Links between a parent or guardian and a child, and their end: by the person who ends one, and by another PIN.

use crate::{
    Portal, Result,
    db::Tx,
    ids::PersonId,
    ledger::{self, Event},
};
use domain::{
    inventory::Class,
    ledger::{Action, ActorKind},
    profile::{GuardianAccess, Profile},
    rules::{RuleId, codes},
};
use uuid::Uuid;

/// Ends the links that somebody made with this person's card and PIN, where these alone stand for the relation (L14):
/// anyone who knew the former PIN does not know this one. `by`: who changed it.
// Test (family/tests.rs): "l14 whoever was linked with the child's pin is not linked any more once it changes".
pub(crate) async fn end_with_secret(
    tx: &mut Tx,
    portal: &Portal,
    profile: &Profile,
    child: PersonId,
    by: (ActorKind, Option<Uuid>),
) -> Result<()> {
    if profile.switches.guardian_access.value != GuardianAccess::ChildsCard {
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
        note(tx, portal, profile, ended, by, &profile.switches.guardian_access.rules).await?;
    }
    Ok(())
}

/// A link that has just ended.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Ended<'a> {
    pub(crate) child: PersonId,
    pub(crate) guardian: PersonId,
    pub(crate) link: Uuid,
    /// As stored.
    pub(crate) why: &'a str,
}

/// Writes the end of a link into the child's activity and the guardian's.
pub(crate) async fn note(
    tx: &mut Tx,
    portal: &Portal,
    profile: &Profile,
    ended: Ended<'_>,
    by: (ActorKind, Option<Uuid>),
    rules: &[RuleId],
) -> Result<()> {
    for subject in [ended.child, ended.guardian] {
        let kind = if by.0 == ActorKind::Guardian && subject == ended.guardian { ActorKind::Patron } else { by.0 };
        let via = match kind {
            ActorKind::Staff => "desk",
            // A new PIN, which came with a file of the library's own system.
            ActorKind::System if ended.why == "secret" => "import",
            _ => "portal",
        };
        let event = Event {
            via,
            classes: &[Class::Family],
            rules: &codes(rules),
            detail: serde_json::json!({ "link": ended.link, "why": ended.why }),
            ..Event::new(&profile.slug, portal.clock.now(), Some(subject), Action::FamilyLinkEnded, (kind, by.1))
        };
        ledger::append(tx, &*portal.entropy, event).await?;
    }
    Ok(())
}
