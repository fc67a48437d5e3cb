//! Leaving a newsletter without signing in: by the link in it, taken back within the hour, or by the staff (L29).

use super::{
    EMAIL,
    record::{Record, record},
    subscriber,
};
use crate::{
    Portal, Result,
    authority::{Leaver, Returner, Staff, Whose},
    db::{Tx, lock_person},
    ids::{PersonId, SubscriberId},
    mail::{last_answer, last_of_subscriber},
};
use domain::{
    consent::Purpose,
    ledger::ActorKind,
    parse::EmailAddress,
    profile::{Newsletter, Profile},
    words::Lang,
};
use uuid::Uuid;

/// What became of leaving.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Left {
    /// They get it no more from now on.
    Now {
        /// What takes it back, within the hour.
        undo: Option<String>,
    },
    /// They had left, or the library has no such newsletter any more: nothing was written.
    Before,
}

/// Takes the yes to one newsletter, or to the kinds of notice that a mail told of, back at once.
///
/// # Errors
/// When the database is away; then nothing is written.
pub async fn leave(portal: &Portal, leaver: &Leaver, lang: Lang) -> Result<Left> {
    let profile = leaver.profile();
    let person = match leaver.whose() {
        Whose::Person(person) => person,
        Whose::Subscriber(subscriber) => {
            let Some(list) = newsletter(profile, leaver.list()) else { return Ok(Left::Before) };
            return leave_without_card(portal, leaver, subscriber, list, lang).await;
        }
    };
    let mut tx = portal.db.begin(leaver.scope()).await?;
    if !is_there(&mut tx, profile, person).await? {
        return Ok(Left::Before);
    }
    // Test (consent/tests/leaving.rs): "l29 two clicks at once are one withdrawal".
    lock_person(&mut tx, &profile.slug, person).await?;
    let all = stopped_by(profile, leaver.list());
    let (mut left, mut undo) = (0, None);
    for purpose in &all {
        let before = last_answer(&mut tx, &profile.slug, person, purpose.code()).await?;
        if before == Some(false) {
            continue;
        }
        let said = Record { means: "newsletter-link", actor: leaver.actor(), via: "link", lang, given: false };
        let withdrawal = record(&mut tx, portal, profile, person, *purpose, said).await?;
        left += 1;
        // What came without an answer is not taken back into a yes that nobody gave, unless it came by the library's rule.
        let came = before == Some(true) || purpose.default_of(profile);
        undo = (came && all.len() == 1).then(|| leaver.undo(portal, withdrawal));
    }
    if left == 0 {
        return Ok(Left::Before);
    }
    tx.commit().await?;
    Ok(Left::Now { undo })
}

/// What a link stops: a newsletter, or the kinds of notice that one mail told of.
pub fn stopped_by<'a>(profile: &'a Profile, list: &str) -> Vec<Purpose<'a>> {
    let known = list.split(',').filter_map(|code| Purpose::from_code(code, profile));
    known.filter(|purpose| *purpose != Purpose::AllMail).collect()
}

async fn leave_without_card(
    portal: &Portal,
    leaver: &Leaver,
    subscriber: SubscriberId,
    list: &Newsletter,
    lang: Lang,
) -> Result<Left> {
    let profile = leaver.profile();
    let mut tx = portal.db.begin(leaver.scope()).await?;
    let is_there = subscriber::lock(&mut tx, &profile.slug, subscriber).await?;
    if !is_there || last_of_subscriber(&mut tx, &profile.slug, subscriber, &list.code).await? != Some(true) {
        return Ok(Left::Before);
    }
    let said = subscriber::Said { given: false, means: "newsletter-link", actor: leaver.actor(), via: "link", lang };
    let withdrawal = subscriber::record(&mut tx, portal, profile, subscriber, list, said).await?;
    tx.commit().await?;
    Ok(Left::Now { undo: Some(leaver.undo(portal, withdrawal)) })
}

/// Takes back that somebody left by mistake. `false`: something was said since, and that holds.
///
/// # Errors
/// When the database is away; then nothing is written.
pub async fn come_back(portal: &Portal, returner: &Returner, lang: Lang) -> Result<bool> {
    let profile = returner.profile();
    let person = match returner.whose() {
        Whose::Person(person) => person,
        Whose::Subscriber(subscriber) => {
            let Some(list) = newsletter(profile, returner.list()) else { return Ok(false) };
            return come_back_without_card(portal, returner, subscriber, list, lang).await;
        }
    };
    let [purpose] = stopped_by(profile, returner.list())[..] else { return Ok(false) };
    let mut tx = portal.db.begin(returner.scope()).await?;
    if !is_there(&mut tx, profile, person).await? {
        return Ok(false);
    }
    lock_person(&mut tx, &profile.slug, person).await?;
    let newest = sqlx::query!(
        "SELECT id, given, lag FROM (SELECT id, given, position, decided_at, \
                                            lag(id) OVER (ORDER BY decided_at, position) AS lag \
                                     FROM consent WHERE library = $1 AND person_id = $2 AND purpose = $3 AND channel = $4) AS all_said \
         ORDER BY decided_at DESC, position DESC LIMIT 1",
        profile.slug.as_str(),
        person.0,
        purpose.code(),
        EMAIL,
    )
    .fetch_optional(&mut *tx)
    .await?;
    let Some(newest) = newest else { return Ok(false) };
    if newest.given && newest.lag == Some(returner.withdrawal()) {
        // The same click again.
        return Ok(true);
    }
    if newest.id != returner.withdrawal() {
        return Ok(false);
    }
    let said = Record { means: "link-taken-back", actor: returner.actor(), via: "link", lang, given: true };
    record(&mut tx, portal, profile, person, purpose, said).await?;
    tx.commit().await?;
    Ok(true)
}

async fn come_back_without_card(
    portal: &Portal,
    returner: &Returner,
    subscriber: SubscriberId,
    list: &Newsletter,
    lang: Lang,
) -> Result<bool> {
    let profile = returner.profile();
    let mut tx = portal.db.begin(returner.scope()).await?;
    if !subscriber::lock(&mut tx, &profile.slug, subscriber).await? {
        return Ok(false);
    }
    let newest = subscriber::last_row(&mut tx, &profile.slug, subscriber, &list.code).await?;
    let Some(newest) = newest else { return Ok(false) };
    if newest.given && newest.before == Some(returner.withdrawal()) {
        // The same click again.
        return Ok(true);
    }
    if newest.id != returner.withdrawal() {
        return Ok(false);
    }
    let said = subscriber::Said { given: true, means: "link-taken-back", actor: returner.actor(), via: "link", lang };
    subscriber::record(&mut tx, portal, profile, subscriber, list, said).await?;
    tx.commit().await?;
    Ok(true)
}

/// Takes the yes to every newsletter back from everyone whose record holds this address, and from whoever gets newsletters at
/// it without a card, on the word of whoever asks at the
/// desk, by telephone or in a letter (L29). Nothing is told of whether anyone was found.
///
/// # Errors
/// When the database is away; then nothing is written.
pub async fn leave_at_desk(portal: &Portal, staff: &Staff, address: &EmailAddress, lang: Lang) -> Result<()> {
    let profile = staff.profile();
    let mut tx = portal.db.begin(staff.scope()).await?;
    let people = sqlx::query_scalar!(
        "SELECT person_id FROM contact WHERE library = $1 AND lower(email) = lower($2) ORDER BY person_id",
        profile.slug.as_str(),
        address.as_str(),
    )
    .fetch_all(&mut *tx)
    .await?;
    for person in people.into_iter().map(PersonId) {
        lock_person(&mut tx, &profile.slug, person).await?;
        for purpose in profile.newsletters.iter().map(Purpose::Newsletter) {
            if last_answer(&mut tx, &profile.slug, person, purpose.code()).await? == Some(true) {
                let said = Record { means: "desk", actor: staff.actor(), via: "desk", lang, given: false };
                record(&mut tx, portal, profile, person, purpose, said).await?;
            }
        }
    }
    if let Some((subscriber, _)) = subscriber::of_address(&mut tx, &profile.slug, address).await? {
        subscriber::lock(&mut tx, &profile.slug, subscriber).await?;
        for list in &profile.newsletters {
            if last_of_subscriber(&mut tx, &profile.slug, subscriber, &list.code).await? == Some(true) {
                let said = subscriber::Said { given: false, means: "desk", actor: staff.actor(), via: "desk", lang };
                subscriber::record(&mut tx, portal, profile, subscriber, list, said).await?;
            }
        }
    }
    tx.commit().await
}

/// Takes back the yes to one newsletter from somebody who left at the service that sends it (L28, L29). `false`: they had not
/// said yes here, or there is no such person any more.
///
/// # Errors
/// When the database refuses it.
pub(crate) async fn left_at_service(
    tx: &mut Tx,
    portal: &Portal,
    profile: &Profile,
    whose: Whose,
    list: &Newsletter,
    actor: (ActorKind, Option<Uuid>),
    lang: Lang,
) -> Result<bool> {
    const WAY: &str = "service";
    match whose {
        Whose::Person(person) => {
            lock_person(tx, &profile.slug, person).await?;
            if last_answer(tx, &profile.slug, person, &list.code).await? != Some(true) {
                return Ok(false);
            }
            let said = Record { means: WAY, actor, via: WAY, lang, given: false };
            record(tx, portal, profile, person, Purpose::Newsletter(list), said).await?;
        }
        Whose::Subscriber(subscriber) => {
            let is_there = subscriber::lock(tx, &profile.slug, subscriber).await?;
            if !is_there || last_of_subscriber(tx, &profile.slug, subscriber, &list.code).await? != Some(true) {
                return Ok(false);
            }
            let said = subscriber::Said { given: false, means: WAY, actor, via: WAY, lang };
            subscriber::record(tx, portal, profile, subscriber, list, said).await?;
        }
    }
    Ok(true)
}

fn newsletter<'a>(profile: &'a Profile, list: &str) -> Option<&'a Newsletter> {
    profile.newsletters.iter().find(|one| one.code == list)
}

/// Whether there is such a person still: a link outlives a record.
async fn is_there(tx: &mut Tx, profile: &Profile, person: PersonId) -> Result<bool> {
    Ok(sqlx::query_scalar!(
        "SELECT EXISTS (SELECT FROM person WHERE library = $1 AND id = $2) AS \"there!\"",
        profile.slug.as_str(),
        person.0,
    )
    .fetch_one(&mut **tx)
    .await?)
}
