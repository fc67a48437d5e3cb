//! Telling those whose words change: a mail to each who said yes to them, before the day.

use super::version::{Coming, coming_in};
use crate::{
    Portal, Result,
    db::{Scope, Tx},
    ids::{PersonId, SubscriberId},
    mail::{self, EMAIL, Enqueued, Letter, Message, NewWord, NewWords},
    notify,
};
use domain::{
    consent::ALL_MAIL,
    profile::{AgreedChange, NOTICE_FROM, Profile},
    words::{Lang, OwnedText},
};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

/// So many people are written to in one transaction.
const BATCH: i64 = 50;

/// What a run of telling did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct NoticesWritten {
    /// Mails that were written.
    pub written: u64,
    /// Whether somebody may be left to tell.
    pub more: bool,
}

/// The key of the mail about a version to somebody, so that nobody is told twice.
pub(super) fn key(version: i64, whose: &str) -> String {
    format!("new-words:{version}:{whose}")
}

/// Writes to everyone who said yes to words that a coming version changes, or whose address on record is the yes (L27, C5), and who
/// was not told of it yet: with a card or without one, six weeks before its day at the earliest ([`NOTICE_FROM`]). Anyone who says yes meanwhile is told by the next run. A yes
/// without an address that can be written to stays; the page of consents says what changes.
///
/// # Errors
/// When the database is away; those who were told until then are.
// Test (library/tests.rs): "whoever said yes to words that change is told once before the day and nobody else is".
pub async fn tell(portal: &Portal, profile: &Profile, site: &str, stop: &CancellationToken) -> Result<NoticesWritten> {
    let mut tx = portal.db.begin(Scope::Library(&profile.slug)).await?;
    let coming = coming_in(&mut tx, portal, profile).await?;
    drop(tx);
    let telling = Telling { portal, profile, site };
    let mut told = NoticesWritten::default();
    let soon = portal.today(profile).checked_add_days(NOTICE_FROM);
    let is_told =
        |version: &&Coming| !version.difference.agreed.is_empty() && soon.is_some_and(|soon| version.starts_on <= soon);
    for version in coming.iter().filter(is_told) {
        for part in [Part::WithCard, Part::WithoutCard] {
            let mut after = Uuid::nil();
            while let Some(last) = telling.batch(version, part, after, &mut told.written).await? {
                after = last;
                if stop.is_cancelled() {
                    return Ok(NoticesWritten { more: true, ..told });
                }
            }
        }
    }
    Ok(told)
}

#[derive(Debug, Clone, Copy)]
enum Part {
    WithCard,
    WithoutCard,
}

struct Telling<'a> {
    portal: &'a Portal,
    profile: &'a Profile,
    site: &'a str,
}

/// Somebody to tell.
struct Reader {
    id: Uuid,
    /// The codes of what they said yes to, or have by their address.
    said: Vec<String>,
    /// Those of them that they never answered: their address on record is the yes (L27, C5).
    by_address: Vec<String>,
}

impl Telling<'_> {
    /// Tells the next ones after this id; the last of them, or `None` when nobody is left.
    async fn batch(&self, version: &Coming, part: Part, after: Uuid, written: &mut u64) -> Result<Option<Uuid>> {
        let mut tx = self.portal.db.begin(Scope::Library(&self.profile.slug)).await?;
        if !self.still_waits(&mut tx, version).await? {
            return Ok(None);
        }
        let readers = match part {
            Part::WithCard => self.with_card(&mut tx, version, after).await?,
            Part::WithoutCard => self.without_card(&mut tx, version, after).await?,
        };
        let Some(last) = readers.last().map(|one| one.id) else { return Ok(None) };
        for reader in readers {
            let queued = match part {
                Part::WithCard => self.tell_patron(&mut tx, version, &reader).await?,
                Part::WithoutCard => self.tell_subscriber(&mut tx, version, &reader).await?,
            };
            *written += u64::from(queued == Some(Enqueued::Queued));
        }
        tx.commit().await?;
        Ok(Some(last))
    }

    /// Whether the version still stands. It cannot be taken back before the transaction ends.
    async fn still_waits(&self, tx: &mut Tx, version: &Coming) -> Result<bool> {
        sqlx::query("SELECT pg_advisory_xact_lock_shared(hashtextextended('profile ' || $1, 0))")
            .bind(self.profile.slug.as_str())
            .execute(&mut **tx)
            .await?;
        Ok(sqlx::query_scalar!(
            "SELECT EXISTS (SELECT FROM profile_version WHERE library = $1 AND version = $2 AND withdrawn_at IS NULL) \
                 AS \"waits!\"",
            self.profile.slug.as_str(),
            version.number,
        )
        .fetch_one(&mut **tx)
        .await?)
    }

    async fn with_card(&self, tx: &mut Tx, version: &Coming, after: Uuid) -> Result<Vec<Reader>> {
        Ok(sqlx::query_as!(
            Reader,
            "WITH said AS (SELECT DISTINCT ON (person_id, purpose) person_id, purpose, given FROM consent \
                           WHERE library = $1 AND channel = $2 AND purpose = ANY ($3) AND person_id > $4 \
                           ORDER BY person_id, purpose, decided_at DESC, position DESC), \
                  yes AS (SELECT person_id, purpose, false AS by_address FROM said WHERE given \
                          UNION ALL SELECT contact.person_id, asked.purpose, true \
                          FROM contact, unnest($7::text[]) AS asked (purpose) \
                          WHERE contact.library = $1 AND contact.email <> '' AND contact.person_id > $4 \
                            AND NOT EXISTS (SELECT FROM said WHERE said.person_id = contact.person_id \
                                            AND said.purpose = asked.purpose)) \
             SELECT yes.person_id AS \"id!\", array_agg(yes.purpose) AS \"said!\", \
                    coalesce(array_agg(yes.purpose) FILTER (WHERE yes.by_address), '{}') AS \"by_address!\" \
             FROM yes WHERE NOT EXISTS (SELECT FROM outbox WHERE library = $1 \
                                        AND idempotency_key = $5::text || yes.person_id) \
             GROUP BY yes.person_id ORDER BY yes.person_id LIMIT $6",
            self.profile.slug.as_str(),
            EMAIL,
            &codes(version),
            after,
            key(version.number, ""),
            BATCH,
            &by_address(version),
        )
        .fetch_all(&mut **tx)
        .await?)
    }

    async fn without_card(&self, tx: &mut Tx, version: &Coming, after: Uuid) -> Result<Vec<Reader>> {
        Ok(sqlx::query_as!(
            Reader,
            "SELECT said.subscriber_id AS \"id!\", array_agg(said.list) AS \"said!\", \
                    ARRAY[]::text[] AS \"by_address!\" \
             FROM (SELECT DISTINCT ON (subscriber_id, list) subscriber_id, list, given, decided_at FROM subscription \
                   WHERE library = $1 AND list = ANY ($2) AND subscriber_id > $3 \
                   ORDER BY subscriber_id, list, decided_at DESC, position DESC) AS said \
             JOIN subscriber ON subscriber.library = $1 AND subscriber.id = said.subscriber_id \
             WHERE said.given \
               AND NOT EXISTS (SELECT FROM outbox WHERE outbox.library = $1 \
                   AND starts_with(idempotency_key, $4::text) AND lower(recipient) = lower(subscriber.email)) \
               AND NOT EXISTS (SELECT FROM contact JOIN LATERAL ( \
                       SELECT DISTINCT ON (purpose) given, decided_at FROM consent \
                       WHERE consent.library = $1 AND consent.person_id = contact.person_id AND channel = $6 \
                         AND purpose IN (said.list, $7) ORDER BY purpose, decided_at DESC, position DESC) AS card_said ON true \
                   WHERE contact.library = $1 AND lower(contact.email) = lower(subscriber.email) \
                     AND NOT card_said.given AND card_said.decided_at > said.decided_at) \
             GROUP BY said.subscriber_id ORDER BY said.subscriber_id LIMIT $5",
            self.profile.slug.as_str(),
            &codes(version),
            after,
            key(version.number, ""),
            BATCH,
            EMAIL,
            ALL_MAIL,
        )
        .fetch_all(&mut **tx)
        .await?)
    }

    async fn tell_patron(&self, tx: &mut Tx, version: &Coming, reader: &Reader) -> Result<Option<Enqueued>> {
        let person = PersonId(reader.id);
        let lang = self.profile.usual_language();
        let Some(reach) = notify::reach(tx, self.profile, person, lang).await? else { return Ok(None) };
        let each = words(version, reader, reach.lang, |change| Some((&change.before, change.after.as_ref())));
        if each.is_empty() {
            return Ok(None);
        }
        let message = Message {
            person: Some(person),
            to: &reach.email,
            first_name: reach.first_name.as_deref(),
            card: reach.card.as_deref(),
            ..self.message(
                version,
                reader.id,
                reach.lang,
                NewWords { from: version.starts_on, each, without_card: false },
            )
        };
        mail::enqueue(tx, self.portal, message).await.map(Some)
    }

    async fn tell_subscriber(&self, tx: &mut Tx, version: &Coming, reader: &Reader) -> Result<Option<Enqueued>> {
        let found = sqlx::query!(
            "SELECT name, email, language FROM subscriber WHERE library = $1 AND id = $2",
            self.profile.slug.as_str(),
            reader.id,
        )
        .fetch_one(&mut **tx)
        .await?;
        let lang = Lang::from_tag(&found.language).unwrap_or_default();
        let each = words(version, reader, lang, |change| {
            change.without_card.as_ref().map(|(before, after)| (before, after.as_ref()))
        });
        if each.is_empty() {
            return Ok(None);
        }
        let message = Message {
            subscriber: Some(SubscriberId(reader.id)),
            to: &found.email,
            first_name: Some(&found.name),
            ..self.message(version, reader.id, lang, NewWords { from: version.starts_on, each, without_card: true })
        };
        mail::enqueue(tx, self.portal, message).await.map(Some)
    }

    /// A mail to nobody yet.
    fn message(&self, version: &Coming, whose: Uuid, lang: Lang, change: NewWords) -> Message<'_> {
        Message {
            library: &self.profile.slug,
            library_name: &self.profile.name,
            accent: self.profile.accent,
            site: self.site,
            person: None,
            subscriber: None,
            to: "",
            first_name: None,
            card: None,
            lang,
            idempotency_key: key(version.number, &whose.to_string()),
            letter: Letter::NewWords(Box::new(change)),
        }
    }
}

fn codes(version: &Coming) -> Vec<String> {
    version.difference.agreed.iter().map(|change| change.purpose.clone()).collect()
}

fn by_address(version: &Coming) -> Vec<String> {
    let all = version.difference.agreed.iter().filter(|change| change.by_address);
    all.map(|change| change.purpose.clone()).collect()
}

/// The words before and after.
type Change<'a> = (&'a OwnedText, Option<&'a OwnedText>);

/// What changes of what this reader said yes to, in their language.
fn words<'a>(
    version: &'a Coming,
    reader: &Reader,
    lang: Lang,
    of: impl Fn(&'a AgreedChange) -> Option<Change<'a>>,
) -> Vec<NewWord> {
    let said = version.difference.agreed.iter().filter(|change| reader.said.contains(&change.purpose));
    said.filter_map(|change| {
        let (before, after) = of(change)?;
        if after.is_some_and(|after| after.to(lang) == before.to(lang)) {
            return None;
        }
        Some(NewWord {
            label: change.label.clone(),
            before: before.clone(),
            after: after.cloned(),
            new_service: change.new_service,
            by_address: reader.by_address.contains(&change.purpose),
        })
    })
    .collect()
}
