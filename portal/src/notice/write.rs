//! Writing what waits to be told: a mail of each kind, or one a day. A bill that no mail can bring waits for its letter
//! ([`super::bills`]).

use super::{
    words::{Thing, section, subject},
    work::Worked,
};
use crate::{
    Portal, Result,
    authority::{Leaver, Whose},
    db::Tx,
    ids::PersonId,
    mail::{self, Circulation, Enqueued, Hours, Letter, Message, Section},
    notify::{self, Reach},
};
use chrono::NaiveDate;
use domain::{
    consent::Purpose,
    profile::{NoticeKind, Profile, Titles},
    words::Lang,
};
use std::collections::BTreeMap;
use uuid::Uuid;

/// How many people are written to in one transaction.
pub(super) const AT_ONCE: i64 = 100;

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
    lang: Lang,
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
    // Anyone who gets one mail a day is passed over once today's is written.
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
        let lang = notify::language(tx, profile, person).await?;
        let named = profile.circulation_mail.titles == Titles::Named && !one.without;
        let wishes = Wishes { daily: one.daily, named, lang };
        let waiting = waiting(tx, portal, profile, person, lang).await?;
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

/// What waits for one person, as it is now, in their language.
async fn waiting(tx: &mut Tx, portal: &Portal, profile: &Profile, person: PersonId, lang: Lang) -> Result<Vec<Due>> {
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
        let branch =
            |code: String| profile.code_words.get(&code).map_or(code.clone(), |words| words.to(lang).to_owned());
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
    let reach = notify::reach(tx, profile, person, wishes.lang).await?;
    let mut told = Vec::new();
    for (kind, (ids, things)) in by_kind {
        let state = match &reach {
            None => "no-address",
            Some(_) if !wants(tx, profile, person, kind).await? => "unwanted",
            Some(_) => {
                told.push(Part { kind, ids, section: section(kind, &things, wishes.named, wishes.lang) });
                continue;
            }
        };
        settle(tx, profile, &ids, without_mail(kind, state), None, now).await?;
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
        ids.push((part.kind, part.ids));
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
            hours: Some(Hours::of(profile)),
            link: format!("{site}/unsubscribe/{token}"),
        })),
    };
    let (state, mail) = match mail::enqueue(tx, portal, message).await? {
        Enqueued::Queued | Enqueued::Already => ("written", Some(id)),
        Enqueued::NoAddress => ("no-address", None),
        // Of several kinds: all e-mail. A no to one of them is asked for at their turn.
        Enqueued::Unwanted => ("unwanted", None),
    };
    worked.written += u64::from(mail.is_some());
    for (kind, ids) in ids {
        let state = if mail.is_some() { state } else { without_mail(kind, state) };
        settle(tx, profile, &ids, state, mail, now).await?;
    }
    Ok(())
}

/// What becomes of what is not told by e-mail. What is owed for a lost item is told all the same, on paper (L31).
fn without_mail(kind: NoticeKind, state: &'static str) -> &'static str {
    if kind == NoticeKind::Bill { TO_POST } else { state }
}

/// Whether they want this kind by e-mail. The outbox asks again when the mail's turn comes.
async fn wants(tx: &mut Tx, profile: &Profile, person: PersonId, kind: NoticeKind) -> Result<bool> {
    let without_answer = Purpose::Notice(kind).default_of(profile);
    Ok(mail::why_not(tx, &profile.slug, person, kind.code(), without_answer).await?.is_none())
}

/// The state of a bill that no mail can bring, until its letter is written.
pub(super) const TO_POST: &str = "to-post";

pub(super) async fn settle(
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
