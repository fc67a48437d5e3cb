//! Confirming a wish by the link that was mailed to its address.

use super::{Said, WISH_LASTS, last_row, of_address, record};
use crate::{Portal, Result, authority::Confirmer, db::Tx, ids::SubscriberId, mail::lift_of_subscriber};
use chrono::{DateTime, Utc};
use domain::{ledger::ActorKind, parse::EmailAddress, words::Lang};
use uuid::Uuid;

/// What a wish was for, to anyone who opened its link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SubscriptionWish {
    /// The name that was typed.
    pub name: String,
    /// The address.
    pub email: String,
    /// The newsletters, by their codes.
    pub lists: Vec<String>,
    /// Whether the link was used.
    pub confirmed: bool,
}

/// What became of confirming.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Confirmed {
    /// The newsletters come from now on, or the link had done it before.
    Done(SubscriptionWish),
    /// The week is over, or all that was held has been removed.
    Gone,
}

struct Wished {
    name: String,
    email: String,
    language: String,
    wants: Vec<String>,
    asked_at: DateTime<Utc>,
    used: bool,
}

/// What the link is for. Looking uses nothing up: scanners of mail follow links.
///
/// # Errors
/// When the database is away.
pub async fn shown(portal: &Portal, confirmer: &Confirmer) -> Result<Option<SubscriptionWish>> {
    let mut tx = portal.db.begin(confirmer.scope()).await?;
    Ok(wished(&mut tx, portal, confirmer).await?.map(Wished::shown))
}

/// Has the newsletters come, with the words as they were read. A second click does nothing more and is told the same. The link was
/// mailed: where mail to the address came back before, it is written to again.
///
/// # Errors
/// When the database is away; then nothing is kept.
// Test (consent/subscriber/tests/suspended.rs): "c5 whoever subscribes again after mail came back gets the next issue".
pub async fn confirm(portal: &Portal, confirmer: &Confirmer, lang: Lang) -> Result<Confirmed> {
    let profile = confirmer.profile();
    let mut tx = portal.db.begin(confirmer.scope()).await?;
    let Some(wish) = wished(&mut tx, portal, confirmer).await? else { return Ok(Confirmed::Gone) };
    if wish.used {
        return Ok(Confirmed::Done(wish.shown()));
    }
    let address = EmailAddress::parse(&wish.email).map_err(crate::Error::because("subscriber.email"))?;
    // Of two wishes for one address, the second joins the first.
    sqlx::query("SELECT pg_advisory_xact_lock(hashtextextended('subscriber ' || $1 || ' ' || lower($2), 0))")
        .bind(profile.slug.as_str())
        .bind(address.as_str())
        .execute(&mut *tx)
        .await?;
    let before = of_address(&mut tx, &profile.slug, &address).await?.map(|(id, _)| id);
    let subscriber = before.unwrap_or(confirmer.wish());
    let now = portal.clock.now();
    sqlx::query!(
        "UPDATE subscriber SET confirmed_at = CASE WHEN $3::uuid IS NULL THEN $4::timestamptz END, became = $3 \
         WHERE library = $1 AND id = $2",
        profile.slug.as_str(),
        confirmer.wish().0,
        before.map(|id| id.0),
        now,
    )
    .execute(&mut *tx)
    .await?;
    if let Some(before) = before {
        rename(&mut tx, confirmer, before, &wish).await?;
    }
    lift_of_subscriber(&mut tx, portal, &profile.slug, subscriber, wish.asked_at).await?;
    for list in profile.newsletters.iter().filter(|list| wish.wants.contains(&list.code)) {
        let before = last_row(&mut tx, &profile.slug, subscriber, &list.code).await?;
        if before.is_some_and(|row| row.brings(list, profile)) {
            continue;
        }
        let actor: (ActorKind, Option<Uuid>) = (ActorKind::Visitor, None);
        let said = Said { given: true, means: "double-opt-in", actor, via: "link", lang };
        record(&mut tx, portal, profile, subscriber, list, said).await?;
    }
    tx.commit().await?;
    Ok(Confirmed::Done(Wished { used: true, ..wish }.shown()))
}

/// The person who reads mail at the address said anew how they are called, and in which language.
async fn rename(tx: &mut Tx, confirmer: &Confirmer, subscriber: SubscriberId, wish: &Wished) -> Result<()> {
    sqlx::query!(
        "UPDATE subscriber SET name = $3, language = $4 WHERE library = $1 AND id = $2",
        confirmer.profile().slug.as_str(),
        subscriber.0,
        wish.name,
        wish.language,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// The wish, held until the transaction ends; `None` where it is too old, or gone.
async fn wished(tx: &mut Tx, portal: &Portal, confirmer: &Confirmer) -> Result<Option<Wished>> {
    Ok(sqlx::query_as!(
        Wished,
        "SELECT name, email, language, wants, asked_at AS \"asked_at!\", (confirmed_at IS NOT NULL OR became IS NOT NULL) AS \"used!\" \
         FROM subscriber WHERE library = $1 AND id = $2 AND asked_at > $3 FOR NO KEY UPDATE",
        confirmer.profile().slug.as_str(),
        confirmer.wish().0,
        portal.clock.now() - WISH_LASTS,
    )
    .fetch_optional(&mut **tx)
    .await?)
}

impl Wished {
    fn shown(self) -> SubscriptionWish {
        SubscriptionWish { name: self.name, email: self.email, lists: self.wants, confirmed: self.used }
    }
}
