//! What the job does: settles who gets an issue once its time has come, and puts the mails into the outbox, a part at a time.
//!
//! Both bear being done twice at once. The set is fixed under the issue's row lock, once; of the deliveries that wait, two
//! workers take different ones, and a mail's key is its delivery's.

use super::{
    own_lists,
    recipients::{LeftOut, of_list},
};
use crate::{
    Portal, Result,
    authority::{Leaver, Whose},
    db::{Scope, Tx},
    ids::{PersonId, SubscriberId},
    mail::{Enqueued, Letter, Message, NewsletterIssue, Written, enqueue, is_suspended, markdown, why_not},
};
use domain::{
    parse::EmailAddress,
    profile::{Newsletter, Profile},
    words::Lang,
};
use uuid::Uuid;

/// How many mails are put into the outbox in one transaction.
const AT_ONCE: i64 = 200;

/// Why somebody is left out who said no since the set was fixed, as the outbox has it.
const NO_CONSENT: &str = "no-consent";

/// What a turn did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Worked {
    /// Issues whose set was fixed.
    pub fixed: usize,
    /// Mails that were put into the outbox.
    pub queued: usize,
    /// People who were left out, and why stands in their row.
    pub left_out: usize,
}

impl Worked {
    /// Whether there was anything to do, and so may be more.
    pub fn is_something(&self) -> bool {
        *self != Self::default()
    }
}

/// Does a part of what is due at one library.
///
/// # Errors
/// When the database is away. What was not committed is done again.
pub async fn work(portal: &Portal, profile: &Profile) -> Result<Worked> {
    let mut worked = Worked::default();
    let now = portal.clock.now();
    let mut tx = portal.db.begin(Scope::Library(&profile.slug)).await?;
    let due = sqlx::query!(
        "SELECT id, list, subject_en, body_en, subject_es, body_es, site AS \"site!\", fixed_at FROM newsletter_issue \
         WHERE library = $1 AND send_at <= $2 AND stopped_at IS NULL \
           AND (fixed_at IS NULL OR EXISTS (SELECT FROM newsletter_delivery AS one \
                WHERE one.library = $1 AND one.issue_id = newsletter_issue.id AND one.state = 'waiting')) \
         ORDER BY send_at, id LIMIT 1 FOR UPDATE SKIP LOCKED",
        profile.slug.as_str(),
        now,
    )
    .fetch_optional(&mut *tx)
    .await?;
    let Some(due) = due else { return Ok(worked) };
    if due.fixed_at.is_none() {
        worked.left_out += fix(&mut tx, portal, profile, due.id, &due.list).await?;
        worked.fixed += 1;
    }
    let Some(list) = own_lists(profile).find(|list| list.code == due.list) else {
        // The profile has no such newsletter any more: nobody is written to.
        leave_all_out(&mut tx, portal, profile, due.id).await?;
        tx.commit().await?;
        return Ok(worked);
    };
    let issue = Texts {
        list,
        site: &due.site,
        english: (due.subject_en, markdown(&due.body_en)),
        spanish: (!due.body_es.is_empty()).then(|| (due.subject_es, markdown(&due.body_es))),
    };
    put(&mut tx, portal, profile, due.id, &issue, &mut worked).await?;
    tx.commit().await?;
    Ok(worked)
}

/// What every copy says.
struct Texts<'a> {
    list: &'a Newsletter,
    site: &'a str,
    english: (String, Written),
    spanish: Option<(String, Written)>,
}

/// Settles who gets the issue: a row for each, and nobody is added afterwards. Returns how many are left out.
async fn fix(tx: &mut Tx, portal: &Portal, profile: &Profile, issue: Uuid, list: &str) -> Result<usize> {
    let now = portal.clock.now();
    let all = of_list(tx, profile, list).await?;
    let left_out = all.iter().filter(|one| one.left_out.is_some()).count();
    for part in all.chunks(1000) {
        let ids: Vec<Uuid> = part.iter().map(|_| portal.entropy.uuid()).collect();
        let people: Vec<Option<Uuid>> = part.iter().map(|one| with_card(one.whose)).collect();
        let subscribers: Vec<Option<Uuid>> = part.iter().map(|one| without_card(one.whose)).collect();
        let addresses: Vec<Option<String>> = part.iter().map(|one| one.address.clone()).collect();
        let langs: Vec<String> = part.iter().map(|one| one.lang.tag().to_owned()).collect();
        let why: Vec<Option<String>> = part.iter().map(|one| one.left_out.map(|why| why.code().to_owned())).collect();
        sqlx::query!(
            "INSERT INTO newsletter_delivery (library, id, issue_id, person_id, subscriber_id, list, recipient, language, \
                                              state, why, fixed_at, settled_at) \
             SELECT $1, one.id, $2, one.person, one.subscriber, $3, one.address, one.language, \
                    CASE WHEN one.why IS NULL THEN 'waiting' ELSE 'left-out' END, one.why, $4::timestamptz, \
                    CASE WHEN one.why IS NOT NULL THEN $4::timestamptz END \
             FROM unnest($5::uuid[], $6::uuid[], $7::text[], $8::text[], $9::text[], $10::uuid[]) \
                  AS one (id, person, address, language, why, subscriber)",
            profile.slug.as_str(),
            issue,
            list,
            now,
            &ids,
            &people as &[Option<Uuid>],
            &addresses as &[Option<String>],
            &langs,
            &why as &[Option<String>],
            &subscribers as &[Option<Uuid>],
        )
        .execute(&mut **tx)
        .await?;
    }
    sqlx::query!(
        "UPDATE newsletter_issue SET fixed_at = $3 WHERE library = $1 AND id = $2",
        profile.slug.as_str(),
        issue,
        now,
    )
    .execute(&mut **tx)
    .await?;
    Ok(left_out)
}

fn with_card(whose: Whose) -> Option<Uuid> {
    match whose {
        Whose::Person(person) => Some(person.0),
        Whose::Subscriber(_) => None,
    }
}

fn without_card(whose: Whose) -> Option<Uuid> {
    match whose {
        Whose::Person(_) => None,
        Whose::Subscriber(subscriber) => Some(subscriber.0),
    }
}

/// A copy that waits to be put into the outbox.
struct Waiting {
    id: Uuid,
    person_id: Option<Uuid>,
    subscriber_id: Option<Uuid>,
    recipient: String,
    language: String,
    first_name: Option<String>,
    card: Option<String>,
    /// Whether somebody else gets the issue at the same address.
    shared: bool,
}

impl Texts<'_> {
    /// One copy, in its reader's language.
    fn copy<'a>(&'a self, portal: &Portal, profile: &'a Profile, one: &'a Waiting, whose: Whose) -> Message<'a> {
        let lang = Lang::from_tag(&one.language).unwrap_or_default();
        let ((subject, body), body_lang) = match (lang, &self.spanish) {
            (Lang::Es, Some(spanish)) => (spanish, Lang::Es),
            _ => (&self.english, Lang::En),
        };
        let token = Leaver::token(portal, &profile.slug, whose, &self.list.code);
        Message {
            library: &profile.slug,
            library_name: &profile.name,
            accent: profile.accent,
            site: self.site,
            person: one.person_id.map(PersonId),
            subscriber: one.subscriber_id.map(SubscriberId),
            to: &one.recipient,
            first_name: one.first_name.as_deref(),
            // A copy is passed on: it names a card only where two people have one address.
            card: None,
            lang,
            idempotency_key: format!("newsletter:{}", one.id),
            letter: Letter::Newsletter(Box::new(NewsletterIssue {
                delivery: Some(one.id),
                list: self.list.code.clone(),
                list_name: self.list.name.to(lang).to_owned(),
                subject: subject.clone(),
                body: body.clone(),
                body_lang,
                card: one.card.clone().filter(|_| one.shared),
                without_card: one.subscriber_id.is_some(),
                link: format!("{}/unsubscribe/{token}", self.site),
            })),
        }
    }
}

/// Puts some of the mails that wait into the outbox.
async fn put(
    tx: &mut Tx,
    portal: &Portal,
    profile: &Profile,
    issue: Uuid,
    texts: &Texts<'_>,
    worked: &mut Worked,
) -> Result<()> {
    let waiting = sqlx::query_as!(
        Waiting,
        "SELECT one.id, one.person_id, one.subscriber_id, one.recipient AS \"recipient!\", one.language, \
                coalesce(person.preferred_name, person.firstname, subscriber.name) AS first_name, \
                (SELECT right(card.number, 4) FROM card WHERE card.library = $1 AND card.person_id = one.person_id \
                 AND card.status = 'active' ORDER BY card.issued_on DESC NULLS LAST, card.id LIMIT 1) AS card, \
                EXISTS (SELECT FROM newsletter_delivery AS other \
                        WHERE other.library = $1 AND other.issue_id = $2 AND other.id <> one.id \
                          AND other.person_id IS NOT NULL \
                          AND lower(other.recipient) = lower(one.recipient)) AS \"shared!\" \
         FROM newsletter_delivery AS one \
         LEFT JOIN person ON person.library = $1 AND person.id = one.person_id \
         LEFT JOIN subscriber ON subscriber.library = $1 AND subscriber.id = one.subscriber_id \
         WHERE one.library = $1 AND one.issue_id = $2 AND one.state = 'waiting' \
         ORDER BY one.id LIMIT $3",
        profile.slug.as_str(),
        issue,
        AT_ONCE,
    )
    .fetch_all(&mut **tx)
    .await?;
    let mut queued = Vec::new();
    let (mut left_out, mut reasons): (Vec<Uuid>, Vec<String>) = (Vec::new(), Vec::new());
    for one in &waiting {
        // Each row of the table names one of the two.
        let Some(whose) = Whose::of(one.person_id, one.subscriber_id) else { continue };
        let why = match enqueue(tx, portal, texts.copy(portal, profile, one, whose)).await? {
            Enqueued::Queued | Enqueued::Already => {
                queued.push(one.id);
                continue;
            }
            Enqueued::Unwanted => unwanted(tx, profile, whose, texts.list).await?,
            Enqueued::NoAddress => unreached(tx, profile, one).await?,
        };
        left_out.push(one.id);
        reasons.push(why.to_owned());
    }
    worked.queued += queued.len();
    worked.left_out += left_out.len();
    sqlx::query!(
        "UPDATE newsletter_delivery SET state = 'queued' WHERE library = $1 AND id = ANY ($2)",
        profile.slug.as_str(),
        &queued,
    )
    .execute(&mut **tx)
    .await?;
    sqlx::query!(
        "UPDATE newsletter_delivery AS one SET state = 'left-out', why = refused.why, settled_at = $2 \
         FROM unnest($3::uuid[], $4::text[]) AS refused (id, why) WHERE one.library = $1 AND one.id = refused.id",
        profile.slug.as_str(),
        portal.clock.now(),
        &left_out,
        &reasons,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Why the outbox did not take a copy that its reader does not want any more.
async fn unwanted(tx: &mut Tx, profile: &Profile, whose: Whose, list: &Newsletter) -> Result<&'static str> {
    let why = match whose {
        Whose::Person(person) => why_not(tx, &profile.slug, person, &list.code, false).await?,
        Whose::Subscriber(_) => None,
    };
    Ok(why.unwrap_or(NO_CONSENT))
}

/// Why the outbox did not take a copy for its address.
async fn unreached(tx: &mut Tx, profile: &Profile, one: &Waiting) -> Result<&'static str> {
    let whose = (one.person_id.map(PersonId), one.subscriber_id.map(SubscriberId));
    let Ok(address) = EmailAddress::parse(one.recipient.trim()) else { return Ok(LeftOut::NoAddress.code()) };
    let back = is_suspended(tx, &profile.slug, whose, &address.to_send()).await?;
    Ok(if back { LeftOut::Suspended } else { LeftOut::NoAddress }.code())
}

async fn leave_all_out(tx: &mut Tx, portal: &Portal, profile: &Profile, issue: Uuid) -> Result<()> {
    sqlx::query!(
        "UPDATE newsletter_delivery SET state = 'left-out', why = 'stopped', settled_at = $3 \
         WHERE library = $1 AND issue_id = $2 AND state = 'waiting'",
        profile.slug.as_str(),
        issue,
        portal.clock.now(),
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}
