//! Asking for newsletters without a card, and for the link by which one sees what is held. What is answered, and when, does
//! not depend on the address.

use super::{WISH_LASTS, of_address};
use crate::{
    Portal, Result,
    authority::{Confirmer, OPENS_FOR, Subscriber},
    db::Scope,
    ids::SubscriberId,
    limits::{TooManyAsk, afterwards, is_own},
    mail::{self, Letter, Message},
    throttle::{self, ByAddress},
};
use domain::{
    parse::{EmailAddress, PersonName},
    profile::Profile,
    words::Lang,
};
use std::{net::IpAddr, sync::Arc};
use uuid::Uuid;

/// What somebody without a card asks for.
#[derive(Debug, Clone)]
pub struct Wish {
    /// The name to greet them by.
    pub name: PersonName,
    /// Where to.
    pub email: EmailAddress,
    /// The newsletters, by their codes; those that the library does not offer are left out.
    pub lists: Vec<String>,
    /// The language to write in.
    pub lang: Lang,
    /// The form's own name: the same form sent twice is one wish.
    pub form: Uuid,
    /// The address of the library's portal, where the link leads.
    pub site: String,
    /// The client's address.
    pub client: IpAddr,
}

/// Whose link is asked for.
#[derive(Debug, Clone)]
pub struct LinkWish {
    /// The address that newsletters go to.
    pub email: EmailAddress,
    /// The form's own name: the same form sent twice is one mail.
    pub form: Uuid,
    /// The address of the library's portal, where the link leads.
    pub site: String,
    /// The client's address.
    pub client: IpAddr,
}

/// Mails a link that confirms the wish to the address it names. The work is done after this returns, so that its length tells
/// nothing; nobody gets more than three such mails a day, no matter who asks.
///
/// # Errors
/// When the database is away. `Ok(Err(TooManyAsk))` when too many ask at once, whatever the address.
pub async fn ask(portal: &Portal, profile: &Arc<Profile>, wish: Wish) -> Result<Result<(), TooManyAsk>> {
    let client = wish.client;
    match admitted(portal, profile, client).await? {
        ByAddress::Admitted => {}
        ByAddress::Client => return Ok(Ok(())),
        ByAddress::Library => return Ok(Err(TooManyAsk)),
    }
    let (of, profile_of) = (portal.clone(), profile.clone());
    Ok(afterwards(portal, profile, client, async move { write(&of, &profile_of, &wish).await }))
}

/// Mails the link by which a subscriber sees and removes what is held, if the address is one. As [`ask`] otherwise.
///
/// # Errors
/// As for [`ask`].
pub async fn ask_for_own_link(
    portal: &Portal,
    profile: &Arc<Profile>,
    wish: LinkWish,
) -> Result<Result<(), TooManyAsk>> {
    let client = wish.client;
    match admitted(portal, profile, client).await? {
        ByAddress::Admitted => {}
        ByAddress::Client => return Ok(Ok(())),
        ByAddress::Library => return Ok(Err(TooManyAsk)),
    }
    let (of, profile_of) = (portal.clone(), profile.clone());
    Ok(afterwards(portal, profile, client, async move { write_link(&of, &profile_of, &wish).await }))
}

async fn admitted(portal: &Portal, profile: &Profile, client: IpAddr) -> Result<ByAddress> {
    throttle::admit_by_address(portal, &profile.slug, client, is_own(profile, client)).await
}

/// The wish's id: the same for the same form, and nobody can work it out without the deployment's key.
fn id_of(portal: &Portal, form: Uuid) -> Uuid {
    let mac = portal.keys.mac("a subscriber's wish", form.as_bytes());
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&mac[..16]);
    uuid::Builder::from_random_bytes(bytes).into_uuid()
}

/// The rest of [`ask`].
pub(super) async fn write(portal: &Portal, profile: &Profile, wish: &Wish) -> Result<()> {
    let known = |code: &&String| profile.newsletters.iter().any(|list| list.code == **code);
    let wants: Vec<String> = wish.lists.iter().filter(known).cloned().collect();
    let id = id_of(portal, wish.form);
    if wants.is_empty() || is_there(portal, profile, id).await? {
        return Ok(());
    }
    if !throttle::admit_address(portal, &profile.slug, &wish.email).await? {
        return Ok(());
    }
    let mut tx = portal.db.begin(Scope::Library(&profile.slug)).await?;
    let added = sqlx::query!(
        "INSERT INTO subscriber (library, id, name, email, language, wants, asked_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (library, id) DO NOTHING",
        profile.slug.as_str(),
        id,
        wish.name.as_str(),
        wish.email.as_str(),
        wish.lang.tag(),
        &wants,
        portal.clock.now(),
    )
    .execute(&mut *tx)
    .await?;
    if added.rows_affected() == 0 {
        return Ok(());
    }
    let wished = SubscriberId(id);
    let link = format!("{}/newsletters/confirm?t={}", wish.site, Confirmer::token(portal, &profile.slug, wished));
    let letter = Letter::Subscribe { link, minutes: minutes(WISH_LASTS) };
    let message = Message {
        library: &profile.slug,
        library_name: &profile.name,
        accent: profile.accent,
        site: &wish.site,
        person: None,
        subscriber: Some(wished),
        to: wish.email.as_str(),
        // Anyone who gets it may never have been here: a name that somebody else typed is not read to them.
        first_name: None,
        card: None,
        lang: wish.lang,
        idempotency_key: format!("subscribe:{id}"),
        letter,
    };
    mail::enqueue(&mut tx, portal, message).await?;
    tx.commit().await
}

async fn is_there(portal: &Portal, profile: &Profile, id: Uuid) -> Result<bool> {
    let mut tx = portal.db.begin(Scope::Library(&profile.slug)).await?;
    Ok(sqlx::query_scalar!(
        "SELECT EXISTS (SELECT FROM subscriber WHERE library = $1 AND id = $2) AS \"there!\"",
        profile.slug.as_str(),
        id,
    )
    .fetch_one(&mut *tx)
    .await?)
}

/// The rest of [`ask_for_own_link`].
pub(super) async fn write_link(portal: &Portal, profile: &Profile, wish: &LinkWish) -> Result<()> {
    if !throttle::admit_address(portal, &profile.slug, &wish.email).await? {
        return Ok(());
    }
    let mut tx = portal.db.begin(Scope::Library(&profile.slug)).await?;
    let Some((subscriber, _)) = of_address(&mut tx, &profile.slug, &wish.email).await? else { return Ok(()) };
    let found = sqlx::query!(
        "SELECT name, email, language FROM subscriber WHERE library = $1 AND id = $2",
        profile.slug.as_str(),
        subscriber.0,
    )
    .fetch_one(&mut *tx)
    .await?;
    let link = format!("{}/newsletters/mine?t={}", wish.site, Subscriber::token(portal, &profile.slug, subscriber));
    let message = Message {
        library: &profile.slug,
        library_name: &profile.name,
        accent: profile.accent,
        site: &wish.site,
        person: None,
        subscriber: Some(subscriber),
        to: &found.email,
        first_name: Some(&found.name),
        card: None,
        lang: Lang::from_tag(&found.language).unwrap_or_default(),
        idempotency_key: format!("subscriber-link:{}", id_of(portal, wish.form)),
        letter: Letter::SubscriberLink { link, minutes: minutes(OPENS_FOR) },
    };
    mail::enqueue(&mut tx, portal, message).await?;
    tx.commit().await
}

fn minutes(lasts: chrono::Duration) -> u32 {
    u32::try_from(lasts.num_minutes()).unwrap_or(u32::MAX)
}
