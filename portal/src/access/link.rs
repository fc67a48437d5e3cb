//! A link by mail. What is answered, and when, does not depend on the card.

use super::{
    card, stop,
    token::{self, Maker, Purpose},
};
use crate::{
    Portal, Result,
    db::{Scope, Tx, lock_person},
    ledger::{self, Event},
    limits::{TooManyAsk, afterwards, is_own},
    mail::Letter,
    notify::{self, reach},
    throttle,
};
use chrono::{DateTime, Duration, Utc};
use domain::{
    ledger::{Action, ActorKind},
    profile::Profile,
    words::Lang,
};
use std::{net::IpAddr, sync::Arc};
use uuid::Uuid;

/// At most so many mailed links an hour for one person, so that nobody fills another's mailbox.
const LINKS_AN_HOUR: i64 = 3;

/// A form for a link that is sent again within this time is a second click.
const ONE_WISH: Duration = Duration::seconds(30);

/// What is asked for.
#[derive(Debug, Clone)]
pub struct LinkWanted {
    /// What was typed as card number.
    pub card_number: String,
    /// What the link is for.
    pub purpose: Purpose,
    /// The language of the mail, where the patron has chosen none.
    pub lang: Lang,
    /// The address of the library's portal, where the link leads.
    pub site: String,
    /// The client's address.
    pub client: IpAddr,
}

/// Mails a link to the address on record, if there is one and no stop stands on the record (a parent may read that
/// address; a clerk gives the young person a code instead). The work is done after this returns, so that its length
/// tells nothing.
///
/// # Errors
/// When the database is away. `Ok(Err(TooManyAsk))` when too many ask at once.
// Test (access/tests/links.rs): "the eleventh link asked for by one client is not written, and the page says the same".
pub async fn ask_for_link(
    portal: &Portal,
    profile: &Arc<Profile>,
    wanted: LinkWanted,
) -> Result<Result<(), TooManyAsk>> {
    // The client's own allowance first: a client over it takes no place in the queue.
    if !is_admitted(portal, profile, &wanted).await? {
        return Ok(Ok(()));
    }
    let client = wanted.client;
    let (of, profile_of) = (portal.clone(), profile.clone());
    Ok(afterwards(portal, profile, client, async move { write(&of, &profile_of, &wanted).await }))
}

/// Whether this client may still ask for links, for any card.
async fn is_admitted(portal: &Portal, profile: &Profile, wanted: &LinkWanted) -> Result<bool> {
    throttle::admit_link(portal, &profile.slug, wanted.client, is_own(profile, wanted.client)).await
}

/// The whole of [`ask_for_link`], to its end.
#[cfg(test)]
pub(super) async fn send(portal: &Portal, profile: &Profile, wanted: &LinkWanted) -> Result<()> {
    if is_admitted(portal, profile, wanted).await? { write(portal, profile, wanted).await } else { Ok(()) }
}

/// Writes the link, if there is one to write.
async fn write(portal: &Portal, profile: &Profile, wanted: &LinkWanted) -> Result<()> {
    let Some(number) = card::number(&wanted.card_number, profile) else { return Ok(()) };
    let now = portal.clock.now();
    let mut tx = portal.db.begin(Scope::Library(&profile.slug)).await?;
    let Some(holder) = card::holder(&mut tx, profile, &number).await? else { return Ok(()) };
    // The address on record may be a parent's. Because of the lock, a link is either written before a stop, which ends
    // it, or not at all.
    lock_person(&mut tx, &profile.slug, holder.person).await?;
    let stopped = stop::stands(&mut tx, profile, holder.person).await?;
    if reach(&mut tx, profile, holder.person, wanted.lang).await?.is_none() {
        return Ok(());
    }
    let lives = wanted.purpose.mailed_for();
    // Counted over the lifetime of a link, so that however many a stranger asked for, the newest still works.
    let lately = sqlx::query!(
        "SELECT count(*) AS \"count!\", \
                count(*) FILTER (WHERE created_at > $4 AND purpose = $5 AND ended_at IS NULL AND made_by IS NULL) AS \"fresh!\" \
         FROM one_time_token WHERE library = $1 AND person_id = $2 AND created_at > $3",
        profile.slug.as_str(),
        holder.person.0,
        now - lives,
        now - ONE_WISH,
        wanted.purpose.code(),
    )
    .fetch_one(&mut *tx)
    .await?;
    // Test (access/tests/links.rs): "a form for a link that is sent five times is one mail".
    if lately.count >= LINKS_AN_HOUR || lately.fresh > 0 {
        return Ok(());
    }
    let (id, code) = token::make(&mut tx, portal, profile, holder.person, wanted.purpose, lives, Maker::Mail).await?;
    let link = format!("{}/choose?t={code}", wanted.site);
    let minutes = u32::try_from(lives.num_minutes()).unwrap_or(30);
    let letter = match wanted.purpose {
        Purpose::Activation => Letter::Activation { link, minutes },
        Purpose::Reset => Letter::Reset { link, minutes },
    };
    if stopped {
        // It is counted and in the person's activity, as for everyone; but it opens nothing, and no mail goes out.
        end(&mut tx, profile, id, now).await?;
    } else {
        let key = format!("{}:{id}", wanted.purpose.code());
        notify::write(&mut tx, portal, profile, holder.person, wanted.lang, &wanted.site, key, letter).await?;
    }
    let visitor = (ActorKind::Visitor, None);
    let event = Event {
        purpose: Some(wanted.purpose.code()),
        ..Event::new(&profile.slug, now, Some(holder.person), Action::ResetAsked, visitor)
    };
    ledger::append(&mut tx, &*portal.entropy, event).await?;
    tx.commit().await
}

async fn end(tx: &mut Tx, profile: &Profile, token: Uuid, now: DateTime<Utc>) -> Result<()> {
    sqlx::query!(
        "UPDATE one_time_token SET ended_at = $3 WHERE library = $1 AND id = $2",
        profile.slug.as_str(),
        token,
        now,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}
