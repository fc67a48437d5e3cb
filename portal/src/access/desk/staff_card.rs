//! A card is marked as a staff card, or no longer: the Director's to say, within a look for issuing cards (W8).

use super::close::may_close;
use crate::{
    Portal, Result,
    authority::{Director, Look},
    ledger::{self, Event},
};
use domain::{
    decision::{Decision, Purpose},
    inventory::Class,
    ledger::Action,
    rules::codes,
};
use uuid::Uuid;

/// Whether the library's policy lets anybody monitor a staff card: without that there is nothing to mark.
pub fn has_staff_cards(profile: &domain::profile::Profile) -> bool {
    profile.switches.staff_card_monitor.value.is_some()
}

/// Marks a card of this look's record as a staff card with special privileges, or takes the mark away. Its owner reads of it.
/// `false`: it is not the Director who looks, the policy has no such thing, or the record has no such card in use.
///
/// # Errors
/// When the database is away; then nothing is marked.
pub async fn mark_staff_card(portal: &Portal, look: &Look, card: Uuid, marked: bool) -> Result<bool> {
    let profile = look.profile();
    let decision = may_close(portal, look);
    if Director::of(look.staff()).is_none() || !has_staff_cards(profile) || matches!(decision, Decision::Refused(_)) {
        return Ok(false);
    }
    let mut tx = portal.db.begin(look.staff().scope()).await?;
    let changed = sqlx::query_scalar!(
        "WITH now AS (SELECT id, staff_card FROM card WHERE library = $1 AND id = $2 AND person_id = $3 AND status = 'active' \
                      FOR UPDATE) \
         UPDATE card SET staff_card = $4 FROM now WHERE card.library = $1 AND card.id = now.id RETURNING now.staff_card <> $4",
        profile.slug.as_str(),
        card,
        look.person().0,
        marked,
    )
    .fetch_optional(&mut *tx)
    .await?;
    let Some(changed) = changed else { return Ok(false) };
    // Marked already, by a second click: one line.
    if changed == Some(true) {
        let event = Event {
            via: "desk",
            classes: &[Class::Membership],
            fields: &["card.staff_card"],
            rules: &codes(&profile.switches.staff_card_monitor.rules),
            purpose: Some(Purpose::Registration.code()),
            detail: serde_json::json!({ "role": look.staff().role().code() }),
            ..Event::new(
                &profile.slug,
                portal.clock.now(),
                Some(look.person()),
                if marked { Action::StaffCardMarked } else { Action::StaffCardUnmarked },
                look.actor(),
            )
        };
        ledger::append(&mut tx, &*portal.entropy, event).await?;
    }
    tx.commit().await?;
    Ok(true)
}
