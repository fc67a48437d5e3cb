//! A no that came by mail: to the return path of a newsletter or a notice, or as a complaint (RFC 2369, RFC 5965).

use super::{
    leave::is_there,
    record::{Record, record},
    stopped_by, subscriber,
};
use crate::{
    Portal, Result,
    authority::{Leaver, Whose},
    db::{Scope, Tx, lock_person},
    mail::{last_answer, last_of_subscriber},
};
use domain::{ledger::ActorKind, profile::Profile};
use uuid::Uuid;

/// How it was said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Complaint {
    /// A mail to the return path asked for it.
    Mailed,
    /// It was reported as unwanted to the mail server.
    Reported,
}

impl Complaint {
    const fn means(self) -> &'static str {
        match self {
            Self::Mailed => "by-mail",
            Self::Reported => "complaint",
        }
    }
}

/// Stops what this mail told of, for the person it was sent to. `Some(false)`: it was stopped before. `None`: what it told of is
/// not known any more.
///
/// # Errors
/// When the database is away; then nothing is written.
pub(crate) async fn stop_by_mail(
    portal: &Portal,
    profile: &Profile,
    mail: Uuid,
    whose: Whose,
    how: Complaint,
) -> Result<Option<bool>> {
    let mut tx = portal.db.begin(Scope::Library(&profile.slug)).await?;
    let told_of = told_of(&mut tx, profile, mail).await?;
    if told_of.is_empty() {
        return Ok(None);
    }
    let stopped = stop(&mut tx, portal, profile, whose, &told_of, how).await?;
    tx.commit().await?;
    Ok(Some(stopped))
}

/// Stops what the link to leave stops, for the person who sent by mail what it carries. `false`: it was stopped before, or there is
/// no such person any more.
///
/// # Errors
/// When the database is away; then nothing is written.
pub(crate) async fn stop_by_token(portal: &Portal, leaver: &Leaver) -> Result<bool> {
    let mut tx = portal.db.begin(leaver.scope()).await?;
    let how = Complaint::Mailed;
    let stopped = stop(&mut tx, portal, leaver.profile(), leaver.whose(), leaver.list(), how).await?;
    tx.commit().await?;
    Ok(stopped)
}

async fn stop(
    tx: &mut Tx,
    portal: &Portal,
    profile: &Profile,
    whose: Whose,
    told_of: &str,
    how: Complaint,
) -> Result<bool> {
    let actor = (ActorKind::Visitor, None);
    let lang = profile.usual_language();
    let mut stopped = false;
    match whose {
        Whose::Person(person) => {
            if !is_there(tx, profile, person).await? {
                return Ok(false);
            }
            lock_person(tx, &profile.slug, person).await?;
            for purpose in stopped_by(profile, told_of) {
                let before = last_answer(tx, &profile.slug, person, purpose.code()).await?;
                if before == Some(false) {
                    continue;
                }
                let said = Record { means: how.means(), actor, via: "link", lang, given: false };
                record(tx, portal, profile, person, purpose, said).await?;
                stopped = true;
            }
        }
        Whose::Subscriber(subscriber) => {
            if !subscriber::lock(tx, &profile.slug, subscriber).await? {
                return Ok(false);
            }
            for list in profile.newsletters.iter().filter(|list| list.code == told_of) {
                if last_of_subscriber(tx, &profile.slug, subscriber, &list.code).await? == Some(true) {
                    let said = subscriber::Said { given: false, means: how.means(), actor, via: "link", lang };
                    subscriber::record(tx, portal, profile, subscriber, list, said).await?;
                    stopped = true;
                }
            }
        }
    }
    Ok(stopped)
}

/// The newsletter or the kinds of notice that a mail told of, with commas between them.
async fn told_of(tx: &mut Tx, profile: &Profile, mail: Uuid) -> Result<String> {
    let codes = sqlx::query_scalar!(
        "SELECT list AS \"code!\" FROM newsletter_delivery WHERE library = $1 AND id = $2 \
         UNION SELECT kind FROM notice_due WHERE library = $1 AND mail_id = $2",
        profile.slug.as_str(),
        mail,
    )
    .fetch_all(&mut **tx)
    .await?;
    Ok(codes.join(","))
}
