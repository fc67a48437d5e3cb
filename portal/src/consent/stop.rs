//! A no that came by mail: to the return path of a newsletter or a notice, or as a complaint (RFC 2369, RFC 5965).

use super::{
    record::{Record, record},
    stopped_by, subscriber,
};
use crate::{
    Portal, Result,
    db::{Scope, Tx, lock_person},
    ids::{PersonId, SubscriberId},
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

/// Stops what this mail told of, for the person it was sent to. `false`: it was stopped, or such mail cannot be.
///
/// # Errors
/// When the database is away; then nothing is written.
pub(crate) async fn stop_by_mail(
    portal: &Portal,
    profile: &Profile,
    mail: Uuid,
    (person, subscriber): (Option<Uuid>, Option<Uuid>),
    how: Complaint,
) -> Result<bool> {
    let mut tx = portal.db.begin(Scope::Library(&profile.slug)).await?;
    let told_of = told_of(&mut tx, profile, mail).await?;
    let actor = (ActorKind::Visitor, None);
    let lang = profile.usual_language();
    let mut stopped = false;
    if let Some(person) = person.map(PersonId) {
        lock_person(&mut tx, &profile.slug, person).await?;
        for purpose in stopped_by(profile, &told_of) {
            let before = last_answer(&mut tx, &profile.slug, person, purpose.code()).await?;
            if before == Some(false) {
                continue;
            }
            let said = Record { means: how.means(), actor, via: "link", lang, given: false };
            record(&mut tx, portal, profile, person, purpose, said).await?;
            stopped = true;
        }
    } else if let Some(subscriber) = subscriber.map(SubscriberId) {
        subscriber::lock(&mut tx, &profile.slug, subscriber).await?;
        for list in profile.newsletters.iter().filter(|list| list.code == told_of) {
            if last_of_subscriber(&mut tx, &profile.slug, subscriber, &list.code).await? == Some(true) {
                let said = subscriber::Said { given: false, means: how.means(), actor, via: "link", lang };
                subscriber::record(&mut tx, portal, profile, subscriber, list, said).await?;
                stopped = true;
            }
        }
    }
    tx.commit().await?;
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
