//! Writing what waits to be told: a mail of each kind, or one a day, or a letter.

use super::{
    words::{Thing, section, subject},
    work::Worked,
};
use crate::{
    Portal, Result,
    authority::{Leaver, Whose},
    db::Tx,
    ids::PersonId,
    mail::{self, Circulation, Enqueued, Letter, Message, Section},
    notify::{self, Reach},
};
use chrono::NaiveDate;
use domain::{
    consent::Purpose,
    profile::{NoticeKind, Profile, Titles},
};
use std::collections::BTreeMap;
use uuid::Uuid;

/// How many people are written to in one transaction.
const AT_ONCE: i64 = 100;

/// A thing that waits to be told, if it is still so.
struct Due {
    id: Uuid,
    kind: NoticeKind,
    thing: Option<Thing>,
}

/// What is told of one kind, and the rows it is told for.
struct Part {
    kind: NoticeKind,
    ids: Vec<Uuid>,
    section: Section,
}

/// How somebody wants their notices.
struct Wishes {
    daily: bool,
    named: bool,
}

/// Writes to some of those for whom something waits.
pub(super) async fn some(
    tx: &mut Tx,
    portal: &Portal,
    profile: &Profile,
    site: &str,
    worked: &mut Worked,
) -> Result<()> {
    let now = portal.clock.now();
    // Whoever gets one mail a day is passed over once today's is written.
    let people = sqlx::query!(
        "SELECT due.person_id AS \"person_id!\", coalesce(bool_or(preference.notices_daily), false) AS \"daily!\", \
                coalesce(bool_or(preference.notices_without_titles), false) AS \"without!\" \
         FROM notice_due AS due \
         LEFT JOIN preference ON preference.library = $1 AND preference.person_id = due.person_id \
         WHERE due.library = $1 AND due.state = 'waiting' \
           AND NOT (coalesce(preference.notices_daily, false) AND EXISTS ( \
               SELECT FROM notice_due AS told WHERE told.library = $1 AND told.person_id = due.person_id \
                 AND told.state = 'written' AND (told.settled_at AT TIME ZONE $2)::date = $3)) \
         GROUP BY due.person_id ORDER BY due.person_id LIMIT $4",
        profile.slug.as_str(),
        profile.time_zone.name(),
        portal.today(profile),
        AT_ONCE,
    )
    .fetch_all(&mut **tx)
    .await?;
    worked.more = i64::try_from(people.len()).is_ok_and(|many| many == AT_ONCE);
    for one in people {
        let person = PersonId(one.person_id);
        let wishes =
            Wishes { daily: one.daily, named: profile.circulation_mail.titles == Titles::Named && !one.without };
        let waiting = waiting(tx, portal, profile, person).await?;
        let over: Vec<Uuid> = waiting.iter().filter(|due| due.thing.is_none()).map(|due| due.id).collect();
        settle(tx, profile, &over, "over", None, now).await?;
        let mut by_kind: BTreeMap<NoticeKind, (Vec<Uuid>, Vec<Thing>)> = BTreeMap::new();
        for due in waiting {
            if let Some(thing) = due.thing {
                let (ids, things) = by_kind.entry(due.kind).or_default();
                ids.push(due.id);
                things.push(thing);
            }
        }
        to_one(tx, portal, profile, site, person, &wishes, by_kind, worked).await?;
    }
    Ok(())
}

/// What waits for one person, as it is now.
async fn waiting(tx: &mut Tx, portal: &Portal, profile: &Profile, person: PersonId) -> Result<Vec<Due>> {
    let today = portal.today(profile);
    let rows = sqlx::query!(
        "SELECT due.id, due.kind, loan.title AS \"loan?\", loan.due AS \"loan_due?\", \
                hold.title AS \"hold?\", hold.ready_until, hold.pickup_branch, \
                line.id AS \"line?\", line.description, line.outstanding_cents AS \"cents?\", due.stage \
         FROM notice_due AS due \
         LEFT JOIN (SELECT *, coalesce((due_at AT TIME ZONE $3)::date, due_on) AS due FROM checkout WHERE library = $1) \
              AS loan ON loan.id = due.about AND due.kind IN ('receipt', 'renewal', 'almost-due', 'overdue') \
         LEFT JOIN hold ON hold.library = $1 AND hold.id = due.about AND due.kind = 'hold-ready' \
              AND hold.status = 'ready' AND hold.closed_on IS NULL \
         LEFT JOIN account_line AS line ON line.library = $1 AND line.id = due.about AND due.kind = 'bill' \
              AND line.outstanding_cents > 0 \
         WHERE due.library = $1 AND due.person_id = $2 AND due.state = 'waiting' \
         ORDER BY due.kind, coalesce(loan.due, hold.ready_until), coalesce(loan.title, hold.title), due.id \
         FOR UPDATE OF due",
        profile.slug.as_str(),
        person.0,
        profile.time_zone.name(),
    )
    .fetch_all(&mut **tx)
    .await?;
    let each = rows.into_iter().filter_map(|row| {
        let kind = NoticeKind::from_code(&row.kind)?;
        let branch = |code: String| {
            let usual = profile.usual_language();
            profile.code_words.get(&code).map_or(code.clone(), |words| words.to(usual).to_owned())
        };
        let loan = |still: bool| {
            let title = row.loan.clone().filter(|_| still)?;
            Some(Thing { title, day: row.loan_due, place: None, cents: 0 })
        };
        let thing = match kind {
            NoticeKind::Receipt | NoticeKind::Renewal => loan(true),
            NoticeKind::AlmostDue => {
                let same =
                    |due: NaiveDate| (due - NaiveDate::default()).num_days() == i64::from(row.stage) + SINCE_1970;
                loan(row.loan_due.is_some_and(|due| due >= today && same(due)))
            }
            NoticeKind::Overdue => loan(row.loan_due.is_some_and(|due| due < today)),
            NoticeKind::HoldReady => row.hold.clone().map(|title| Thing {
                title,
                day: row.ready_until,
                place: row.pickup_branch.clone().map(branch),
                cents: 0,
            }),
            NoticeKind::Bill => row.line.map(|_| Thing {
                title: row.description.clone().unwrap_or_default(),
                day: None,
                place: None,
                cents: row.cents.unwrap_or(0),
            }),
        };
        Some(Due { id: row.id, kind, thing })
    });
    Ok(each.collect())
}

/// The days from the first of 1970 to the first of 2000, which stages count from.
const SINCE_1970: i64 = 10_957;

#[expect(clippy::too_many_arguments, reason = "what there is to tell, to whom and how")]
async fn to_one(
    tx: &mut Tx,
    portal: &Portal,
    profile: &Profile,
    site: &str,
    person: PersonId,
    wishes: &Wishes,
    by_kind: BTreeMap<NoticeKind, (Vec<Uuid>, Vec<Thing>)>,
    worked: &mut Worked,
) -> Result<()> {
    let now = portal.clock.now();
    let reach = notify::reach(tx, profile, person, profile.usual_language()).await?;
    let lang = reach.as_ref().map_or(profile.usual_language(), |reach| reach.lang);
    let mut told = Vec::new();
    for (kind, (ids, things)) in by_kind {
        let section = section(kind, &things, wishes.named, lang);
        let state = match &reach {
            None => "no-address",
            Some(_) if !wants(tx, profile, person, kind).await? => "unwanted",
            Some(_) => {
                told.push(Part { kind, ids, section });
                continue;
            }
        };
        // What is owed for a lost item is told all the same, on paper (L31).
        if kind == NoticeKind::Bill {
            bill_by_post(tx, portal, profile, person, site, section).await?;
            settle(tx, profile, &ids, "posted", None, now).await?;
            worked.letters += 1;
        } else {
            settle(tx, profile, &ids, state, None, now).await?;
        }
    }
    let Some(reach) = reach else { return Ok(()) };
    let mails: Vec<Vec<Part>> = if wishes.daily { vec![told] } else { told.into_iter().map(|one| vec![one]).collect() };
    for parts in mails.into_iter().filter(|parts| !parts.is_empty()) {
        mail_of(tx, portal, profile, person, &reach, site, parts, worked).await?;
    }
    Ok(())
}

#[expect(clippy::too_many_arguments, reason = "as for `to_one`")]
async fn mail_of(
    tx: &mut Tx,
    portal: &Portal,
    profile: &Profile,
    person: PersonId,
    reach: &Reach,
    site: &str,
    parts: Vec<Part>,
    worked: &mut Worked,
) -> Result<()> {
    let now = portal.clock.now();
    let mut kinds = Vec::new();
    let mut ids = Vec::new();
    let mut sections = Vec::new();
    for part in parts {
        kinds.push(part.kind);
        ids.extend(part.ids);
        sections.push(part.section);
    }
    let codes: Vec<&str> = kinds.iter().map(|kind| kind.code()).collect();
    let token = Leaver::token(portal, &profile.slug, Whose::Person(person), &codes.join(","));
    let without_answer = match kinds[..] {
        [one] => Purpose::Notice(one).default_of(profile),
        _ => true,
    };
    let id = portal.entropy.uuid();
    let message = Message {
        library: &profile.slug,
        library_name: &profile.name,
        accent: profile.accent,
        site,
        person: Some(person),
        subscriber: None,
        to: &reach.email,
        first_name: reach.first_name.as_deref(),
        card: reach.card.as_deref(),
        lang: reach.lang,
        idempotency_key: format!("circulation:{id}"),
        letter: Letter::Circulation(Box::new(Circulation {
            id,
            subject: subject(&kinds, reach.lang),
            kinds,
            sections,
            without_answer,
            link: format!("{site}/unsubscribe/{token}"),
        })),
    };
    let (state, mail) = match mail::enqueue(tx, portal, message).await? {
        Enqueued::Queued | Enqueued::Already => ("written", Some(id)),
        Enqueued::NoAddress => ("no-address", None),
        Enqueued::Unwanted => ("unwanted", None),
    };
    worked.written += u64::from(mail.is_some());
    settle(tx, profile, &ids, state, mail, now).await
}

/// Whether they want this kind by e-mail. The outbox asks again when the mail's turn comes.
async fn wants(tx: &mut Tx, profile: &Profile, person: PersonId, kind: NoticeKind) -> Result<bool> {
    let without_answer = Purpose::Notice(kind).default_of(profile);
    Ok(mail::why_not(tx, &profile.slug, person, kind.code(), without_answer).await?.is_none())
}

async fn settle(
    tx: &mut Tx,
    profile: &Profile,
    ids: &[Uuid],
    state: &str,
    mail: Option<Uuid>,
    now: chrono::DateTime<chrono::Utc>,
) -> Result<()> {
    sqlx::query!(
        "UPDATE notice_due SET state = $3, mail_id = $4, settled_at = $5 WHERE library = $1 AND id = ANY ($2)",
        profile.slug.as_str(),
        ids,
        state,
        mail,
        now,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Bills whose mail could not be sent, or was not wanted any more when its turn came, go by letter. How many letters.
// Test (notice/tests.rs): "l31 a bill that no e-mail brings goes by letter".
pub(super) async fn failed_bills(tx: &mut Tx, portal: &Portal, profile: &Profile, site: &str) -> Result<u64> {
    let failed = sqlx::query!(
        "SELECT due.person_id, array_agg(due.id) AS \"ids!\", array_agg(line.outstanding_cents) AS \"cents!\", \
                array_agg(coalesce(line.description, '')) AS \"titles!\" \
         FROM notice_due AS due JOIN outbox ON outbox.library = $1 AND outbox.id = due.mail_id \
         JOIN account_line AS line ON line.library = $1 AND line.id = due.about AND line.outstanding_cents > 0 \
         WHERE due.library = $1 AND due.kind = 'bill' AND due.state = 'written' AND outbox.status IN ('failed', 'withheld') \
         GROUP BY due.person_id LIMIT $2",
        profile.slug.as_str(),
        AT_ONCE,
    )
    .fetch_all(&mut **tx)
    .await?;
    let letters = failed.len() as u64;
    for one in failed {
        let person = PersonId(one.person_id);
        let things: Vec<Thing> = one
            .titles
            .into_iter()
            .zip(one.cents)
            .map(|(title, cents)| Thing { title, day: None, place: None, cents })
            .collect();
        let lang = profile.usual_language();
        // On paper, in an envelope: but what the library does not name in a mail, it does not name there.
        let named = profile.circulation_mail.titles == Titles::Named;
        let part = section(NoticeKind::Bill, &things, named, lang);
        bill_by_post(tx, portal, profile, person, site, part).await?;
        settle(tx, profile, &one.ids, "posted", None, portal.clock.now()).await?;
    }
    Ok(letters)
}

async fn bill_by_post(
    tx: &mut Tx,
    portal: &Portal,
    profile: &Profile,
    person: PersonId,
    site: &str,
    part: Section,
) -> Result<()> {
    let lang = profile.usual_language();
    let letter = Letter::Circulation(Box::new(Circulation {
        id: portal.entropy.uuid(),
        subject: subject(&[NoticeKind::Bill], lang),
        kinds: vec![NoticeKind::Bill],
        sections: vec![part],
        without_answer: true,
        link: format!("{site}/consents"),
    }));
    notify::by_post(tx, portal, profile, person, lang, site, None, letter).await.map(drop)
}
