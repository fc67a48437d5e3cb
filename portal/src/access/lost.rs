//! A card reported lost (L19): closed at once, every session ended.

use super::{desk::in_system, token};
use crate::{
    Portal, Result,
    authority::Patron,
    db::lock_person,
    ledger::{self, Event},
    mail::What,
    notify, session,
};
use domain::{
    inventory::Class,
    ledger::Action,
    rules::{Ground, codes},
    words::Lang,
};

/// Closes the patron's cards and ends all their sessions, devices and codes. That they are blocked in the library's own system
/// too is a line of the desk's work.
///
/// # Errors
/// When the database is away; then nothing is done.
pub async fn report_card_lost(portal: &Portal, patron: &Patron, lang: Lang, site: &str) -> Result<()> {
    let profile = patron.profile();
    let now = portal.clock.now();
    let mut tx = portal.db.begin(patron.scope()).await?;
    // The person is locked first, as where a stop is set: when both happen at once, one waits for the other.
    lock_person(&mut tx, &profile.slug, patron.person()).await?;
    let closed = sqlx::query!(
        "UPDATE card SET status = 'lost', closed_at = $3, source = 'portal', sourced_at = $3 \
         WHERE library = $1 AND person_id = $2 AND status = 'active'",
        patron.library().as_str(),
        patron.person().0,
        now,
    )
    .execute(&mut *tx)
    .await?;
    // A second click finds every card closed and its own session ended: it was done.
    if closed.rows_affected() == 0 && !session::lives(&mut tx, patron).await? {
        return Ok(());
    }
    if closed.rows_affected() > 0 {
        in_system::enter(&mut tx, portal, patron.library(), (patron.person(), None), None).await?;
    }
    session::end_others(&mut tx, patron, None).await?;
    token::end_all(&mut tx, portal, profile, patron.person(), None, now).await?;
    let event = Event {
        classes: &[Class::Membership],
        fields: &["card.status"],
        rules: &codes(profile.grounds.of(Ground::LostCard)),
        ..Event::new(patron.library(), now, Some(patron.person()), Action::CardReportedLost, patron.actor())
    };
    ledger::append(&mut tx, &*portal.entropy, event).await?;
    notify::tell(&mut tx, portal, profile, patron.person(), lang, site, What::CardReportedLost).await?;
    tx.commit().await
}
