//! The end of a link: a guardian removes it. A child cannot end it, because a parent answers for the child and may look
//! until the desk says otherwise; but a child who is old enough may ask the desk to.

use super::codes;
use crate::{
    Portal, Result,
    authority::Patron,
    db::{Scope, Tx},
    ids::PersonId,
    ledger::{self, Event},
    links::{Ended, note},
};
use domain::{
    age,
    inventory::Class,
    ledger::{Action, ActorKind},
    profile::Profile,
};
use uuid::Uuid;

/// Removes one of the patron's links to a child. `false`: the patron has no such link, or it ended in another way.
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
    let Some(child) = ended else {
        return Ok(sqlx::query_scalar!(
            "SELECT EXISTS (SELECT FROM family_link \
                            WHERE library = $1 AND guardian_id = $2 AND id = $3 AND ended_why = 'parent') AS \"before!\"",
            patron.library().as_str(),
            patron.person().0,
            link,
        )
        .fetch_one(&mut *tx)
        .await?);
    };
    let ended = Ended { child: PersonId(child), guardian: patron.person(), link, why: "parent" };
    let by = (ActorKind::Guardian, Some(patron.person().0));
    note(&mut tx, portal, profile, ended, by, &profile.switches.guardian_access.rules).await?;
    tx.commit().await?;
    Ok(true)
}

/// Asks the desk to end a grown-up's link to the patron's own record. The desk sees it beside the link; nobody else
/// does. `false`: there is no such link any more, it was asked already, or the patron is younger than the library's age
/// for it.
///
/// # Errors
/// When the database is away.
pub async fn ask_to_end(portal: &Portal, patron: &Patron, link: Uuid) -> Result<bool> {
    let profile = patron.profile();
    // A link is between two people, so neither's own transaction changes it; whose it is stands in the query.
    let mut tx = portal.db.begin(Scope::Library(patron.library())).await?;
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
        rules: &codes(&profile.switches.guardian_access.rules),
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

/// Whether a child is old enough here to ask the desk to end a link. Where no birth date is on record, nobody knows,
/// and they are asked at the desk.
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
    Ok(born.is_some_and(|born| !age::is_minor(born, portal.today(profile), from.into())))
}
