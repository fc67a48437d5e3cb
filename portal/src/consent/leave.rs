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
use chrono::{DateTime, Duration, Utc};
use domain::{
    consent::{Purpose, names_service},
    ledger::ActorKind,
    parse::EmailAddress,
    profile::{Newsletter, Profile},
    words::Lang,
};
use uuid::Uuid;

/// What became of leaving. Anyone who holds the mail is shown the same either way, since whether its reader had left before is
/// theirs to tell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Left {
    /// They get it no more from now on.
    Now {
        /// What takes it back, within the hour; `None` where the link stops several kinds.
        undo: Option<String>,
    },
    /// They had left, or there is no such person or newsletter any more: nothing was written.
    Before {
        /// As long as the other, and does nothing, but for a second click.
        undo: Option<String>,
    },
}

impl Left {
    /// What the page has to offer, whichever it was.
    pub fn undo(self) -> Option<String> {
        match self {
            Self::Now { undo } | Self::Before { undo } => undo,
        }
    }
}

/// How the ledger and the answer say that somebody left by the link.
const LINK: &str = "newsletter-link";

/// A second click within this time is the first one again, and is taken back as that.
const SAME_CLICK: Duration = Duration::minutes(1);

/// What a click did.
#[derive(Default)]
struct Click {
    now: bool,
    /// The withdrawal that can be taken back.
    withdrawal: Option<Uuid>,
}

/// The newest answer to one question, and the one before it.
pub(super) struct LastRow {
    pub(super) id: Uuid,
    pub(super) given: bool,
    pub(super) means: String,
    pub(super) words: String,
    pub(super) decided_at: DateTime<Utc>,
    pub(super) before: Option<Uuid>,
    pub(super) given_before: Option<bool>,
}

impl LastRow {
    /// Whether the link was clicked a moment ago.
    fn is_just_left(&self, now: DateTime<Utc>) -> bool {
        !self.given && self.means == LINK && now - self.decided_at < SAME_CLICK
    }

    /// Whether it is a yes that brings the newsletter: where a service sends it, one to words that name that service (L28).
    pub(super) fn brings(&self, list: &Newsletter, profile: &Profile) -> bool {
        self.given && profile.service_of(list).is_none_or(|service| names_service(&self.words, service))
    }
}

/// Takes the yes to one newsletter, or to the kinds of notice that a mail told of, back at once.
///
/// # Errors
/// When the database is away; then nothing is written.
// Test (server/tests/routes/leaving.rs): "whoever holds a forwarded mail does not learn whether its reader had left".
pub async fn leave(portal: &Portal, leaver: &Leaver, lang: Lang) -> Result<Left> {
    let profile = leaver.profile();
    let all = stopped_by(profile, leaver.list());
    let click = match (leaver.whose(), newsletter(profile, leaver.list())) {
        (Whose::Person(person), _) => leave_with_card(portal, leaver, person, &all, lang).await?,
        (Whose::Subscriber(subscriber), Some(list)) => {
            leave_without_card(portal, leaver, subscriber, list, lang).await?
        }
        (Whose::Subscriber(_), None) => Click::default(),
    };
    let withdrawal = click.withdrawal.unwrap_or_else(|| portal.entropy.uuid());
    let undo = (all.len() == 1).then(|| leaver.undo(portal, withdrawal));
    Ok(if click.now { Left::Now { undo } } else { Left::Before { undo } })
}

async fn leave_with_card(
    portal: &Portal,
    leaver: &Leaver,
    person: PersonId,
    all: &[Purpose<'_>],
    lang: Lang,
) -> Result<Click> {
    let profile = leaver.profile();
    let mut click = Click::default();
    let mut tx = portal.db.begin(leaver.scope()).await?;
    if !is_there(&mut tx, profile, person).await? {
        return Ok(click);
    }
    // Test (consent/tests/leaving.rs): "l29 two clicks at once are one withdrawal".
    lock_person(&mut tx, &profile.slug, person).await?;
    for purpose in all {
        // Taking it back must not make a yes that nobody gave, except where the library's rule counts the address as one.
        let comes_back = |before: Option<bool>| before == Some(true) || purpose.default_of(profile);
        let newest = last_row(&mut tx, profile, person, purpose.code()).await?;
        if let Some(no) = newest.as_ref().filter(|row| !row.given) {
            let same = no.is_just_left(portal.clock.now()) && comes_back(no.given_before);
            click.withdrawal = click.withdrawal.or(same.then_some(no.id));
            continue;
        }
        let said = Record { means: LINK, actor: leaver.actor(), via: "link", lang, given: false };
        let withdrawal = record(&mut tx, portal, profile, person, *purpose, said).await?;
        click = Click { now: true, withdrawal: comes_back(newest.map(|row| row.given)).then_some(withdrawal) };
    }
    if click.now {
        tx.commit().await?;
    }
    Ok(click)
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
) -> Result<Click> {
    let profile = leaver.profile();
    let mut tx = portal.db.begin(leaver.scope()).await?;
    if !subscriber::lock(&mut tx, &profile.slug, subscriber).await? {
        return Ok(Click::default());
    }
    let newest = subscriber::last_row(&mut tx, &profile.slug, subscriber, &list.code).await?;
    let Some(newest) = newest else { return Ok(Click::default()) };
    if !newest.given {
        let same = newest.is_just_left(portal.clock.now()) && newest.given_before == Some(true);
        return Ok(Click { now: false, withdrawal: same.then_some(newest.id) });
    }
    let said = subscriber::Said { given: false, means: LINK, actor: leaver.actor(), via: "link", lang };
    let withdrawal = subscriber::record(&mut tx, portal, profile, subscriber, list, said).await?;
    tx.commit().await?;
    Ok(Click { now: true, withdrawal: Some(withdrawal) })
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
    let Some(newest) = last_row(&mut tx, profile, person, purpose.code()).await? else { return Ok(false) };
    if newest.given && newest.before == Some(returner.withdrawal()) {
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

/// Takes the yes to every newsletter back from everyone whose record holds this address, and from everyone who gets newsletters at
/// it without a card, on the word of the person who asks at the desk, by telephone or in a letter (L29). Nothing is told of whether
/// anyone was found.
///
/// # Errors
/// When the database is away; then nothing is written.
pub async fn leave_at_desk(portal: &Portal, staff: &Staff, address: &EmailAddress, lang: Lang) -> Result<()> {
    let profile = staff.profile();
    let mut tx = portal.db.begin(staff.scope()).await?;
    let people = sqlx::query_scalar!(
        "SELECT person_id FROM contact WHERE library = $1 \
           AND lower(email) = ANY (ARRAY(SELECT lower(form) FROM unnest($2::text[]) AS form)) ORDER BY person_id",
        profile.slug.as_str(),
        &address.forms(),
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

/// The newest answer of a person to one question.
async fn last_row(tx: &mut Tx, profile: &Profile, person: PersonId, purpose: &str) -> Result<Option<LastRow>> {
    Ok(sqlx::query_as!(
        LastRow,
        "SELECT id AS \"id!\", given AS \"given!\", means AS \"means!\", words AS \"words!\", decided_at AS \"decided_at!\", \
                before, given_before \
         FROM (SELECT *, lag(id) OVER said AS before, lag(given) OVER said AS given_before FROM consent \
               WHERE library = $1 AND person_id = $2 AND purpose = $3 AND channel = $4 \
               WINDOW said AS (ORDER BY decided_at, position)) AS all_said \
         ORDER BY decided_at DESC, position DESC LIMIT 1",
        profile.slug.as_str(),
        person.0,
        purpose,
        EMAIL,
    )
    .fetch_optional(&mut **tx)
    .await?)
}

fn newsletter<'a>(profile: &'a Profile, list: &str) -> Option<&'a Newsletter> {
    profile.newsletters.iter().find(|one| one.code == list)
}

/// Whether there is such a person still: a link outlives a record.
pub(super) async fn is_there(tx: &mut Tx, profile: &Profile, person: PersonId) -> Result<bool> {
    Ok(sqlx::query_scalar!(
        "SELECT EXISTS (SELECT FROM person WHERE library = $1 AND id = $2) AS \"there!\"",
        profile.slug.as_str(),
        person.0,
    )
    .fetch_one(&mut **tx)
    .await?)
}
