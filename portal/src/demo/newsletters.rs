//! Two issues of the newsletter of a library that sends its own, some weeks old. Who gets them and what they are sent is what the
//! jobs make of any issue, with the clock set back to its day; nothing leaves the machine.

use super::days_kept;
use crate::{
    Portal, Result,
    clock::SetClock,
    db::Scope,
    ledger::{self, Event},
    mail::{Delivered, Lane, Transport, deliver_one},
    newsletter::{self, own_lists},
};
use chrono::{DateTime, Duration, NaiveDate, NaiveTime, Utc};
use domain::{
    decision::Role,
    inventory::Class,
    ledger::{Action, ActorKind},
    profile::Profile,
};
use std::sync::Arc;
use uuid::Uuid;

/// An issue, oldest first: so many days ago, its subject and text in English and in Spanish.
struct Issue {
    days_ago: i64,
    en: (&'static str, &'static str),
    es: (&'static str, &'static str),
}

const ISSUES: [Issue; 2] = [
    Issue {
        days_ago: 48,
        en: (
            "Seeds to borrow, and three evenings of music",
            "The **seed library** is open again: borrow seeds now, and bring some back in the fall.\n\n\
             - Fiddle tunes, the first Tuesday\n- Songs for small children, the second\n- An open stage, the third",
        ),
        es: (
            "Semillas para llevar y tres noches de música",
            "La **biblioteca de semillas** está abierta de nuevo: lleve semillas y devuelva algunas en otoño.\n\n\
             - Violín, el primer martes\n- Canciones para niños pequeños, el segundo\n- Escenario abierto, el tercero",
        ),
    },
    Issue {
        days_ago: 20,
        en: (
            "New books for long evenings",
            "Two shelves of **new novels** stand beside the desk, and the large print room has forty more.\n\n\
             Tell us what you miss: we buy what is asked for.",
        ),
        es: (
            "Libros nuevos para noches largas",
            "Junto al mostrador hay dos estantes de **novelas nuevas**, y la sala de letra grande tiene cuarenta más.\n\n\
             Díganos qué le falta: compramos lo que se pide.",
        ),
    },
];

/// Sends the issues of a library that has a newsletter of its own, as its Director, to everyone of the demonstration who agrees;
/// returns how many issues there are of it now. Does nothing where there is an issue already, or somebody has answered since the
/// first of these: nobody is sent what they had not asked for by then. `site` is the address of the library's portal.
///
/// # Errors
/// When the database does not answer. An issue that was begun is sent by the worker.
pub async fn populate_newsletters(portal: &Portal, profile: &Profile, today: NaiveDate, site: &str) -> Result<usize> {
    let Some(list) = own_lists(profile).next() else { return Ok(0) };
    // Nothing is made that is older than the library keeps it.
    let kept = days_kept(profile, Class::Notices);
    let issues: Vec<&Issue> = ISSUES.iter().filter(|issue| issue.days_ago < kept).collect();
    let Some(first) = issues.first() else { return Ok(0) };
    let Some(director) = director(portal, profile, day(today, first)).await? else { return Ok(0) };
    for &issue in &issues {
        let at = day(today, issue);
        let then = Portal { clock: Arc::new(SetClock::at(at)), ..portal.clone() };
        schedule(&then, profile, (list.code.as_str(), issue), director, site).await?;
        while newsletter::work(&then, profile).await?.is_something() {}
        let mut delivered = Delivered::default();
        while deliver_one(&then, &Transport::Keep, Lane::Newsletters, &mut delivered).await? {}
    }
    Ok(issues.len())
}

/// The moment at which an issue goes out: while a library in Connecticut is open.
fn day(today: NaiveDate, issue: &Issue) -> DateTime<Utc> {
    ((today - Duration::days(issue.days_ago)).and_time(NaiveTime::MIN) + Duration::hours(15)).and_utc()
}

/// The Director's account; `None` where there is none, an issue is there already, or somebody has answered since `first`.
async fn director(portal: &Portal, profile: &Profile, first: DateTime<Utc>) -> Result<Option<Uuid>> {
    let mut tx = portal.db.begin(Scope::Library(&profile.slug)).await?;
    Ok(sqlx::query_scalar!(
        "SELECT account.id FROM staff_account AS account \
         WHERE account.library = $1 AND account.role = $2 AND account.ended_at IS NULL \
           AND NOT EXISTS (SELECT FROM newsletter_issue AS issue WHERE issue.library = $1) \
           AND NOT EXISTS (SELECT FROM consent AS said WHERE said.library = $1 AND said.decided_at > $3) \
           AND NOT EXISTS (SELECT FROM subscription AS said WHERE said.library = $1 AND said.decided_at > $3) \
         ORDER BY account.login LIMIT 1",
        profile.slug.as_str(),
        Role::Director.code(),
        first,
    )
    .fetch_optional(&mut *tx)
    .await?)
}

/// What is left of an issue that the Director wrote and had sent: its row, and its line in the ledger.
async fn schedule(
    portal: &Portal,
    profile: &Profile,
    (list, issue): (&str, &Issue),
    director: Uuid,
    site: &str,
) -> Result<()> {
    let (id, now) = (portal.entropy.uuid(), portal.clock.now());
    let mut tx = portal.db.begin(Scope::Library(&profile.slug)).await?;
    sqlx::query!(
        "INSERT INTO newsletter_issue (library, id, list, subject_en, body_en, subject_es, body_es, written_by, created_at, \
                                       changed_at, site, send_at, sent_by) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9, $10, $9, $8)",
        profile.slug.as_str(),
        id,
        list,
        issue.en.0,
        issue.en.1,
        issue.es.0,
        issue.es.1,
        director,
        now,
        site,
    )
    .execute(&mut *tx)
    .await?;
    let event = Event {
        via: "desk",
        classes: &[Class::Notices],
        detail: serde_json::json!({ "issue": id }),
        ..Event::new(&profile.slug, now, None, Action::NewsletterScheduled, (ActorKind::Staff, Some(director)))
    };
    ledger::append(&mut tx, &*portal.entropy, event).await?;
    tx.commit().await
}
