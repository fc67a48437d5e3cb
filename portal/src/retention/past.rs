//! Who saw a record that is no longer there. Where the profile keeps that list longer than the record
//! (`switches.accesses_kept`, X1), a row says under which number the ledger has it; a person is found by what they can show
//! and by nothing that stands in the table ([0050](../../../docs/decisions/0050-accesses-outlive-the-record.md)).

use crate::{
    Portal, Result,
    authority::Director,
    db::Tx,
    ids::PersonId,
    ledger::{self, ActivityLine, Event, Filter, OwnActs, PageOf},
    names,
};
use chrono::{DateTime, Months, NaiveDate, Utc};
use domain::{
    inventory::Class,
    ledger::{Action, ActorKind, Subject},
    parse::CardNumber,
    profile::{AccessesKept, Profile},
    rules::{Ground, codes},
};
use std::collections::BTreeSet;
use uuid::Uuid;

/// Five years.
const KEPT: Months = Months::new(60);
/// So many words of a name are tried together and apart.
const WORDS: usize = 8;

/// What somebody shows whose record is gone.
#[derive(Debug, Clone)]
pub enum FormerPatronProof {
    /// A card that was theirs.
    Card(CardNumber),
    /// A photo ID: the name on it, and the birth date.
    PhotoId(String, NaiveDate),
}

/// The actions that let somebody see something of a record.
fn looks() -> Vec<String> {
    Subject::Looks.actions().into_iter().map(|action| action.code().to_owned()).collect()
}

/// Keeps the number of each list that outlives its record, with what finds it: where somebody other than the person saw the
/// record in the last five years, and the person can be found at all.
///
/// # Errors
/// When the database is away.
pub(super) async fn remember(
    tx: &mut Tx,
    portal: &Portal,
    profile: &Profile,
    leaving: &[Uuid],
    today: NaiveDate,
) -> Result<()> {
    if profile.switches.accesses_kept.value == AccessesKept::WithTheRecord {
        return Ok(());
    }
    let seen = sqlx::query!(
        r#"SELECT p.id, p.surname, p.firstname, p.preferred_name, p.date_of_birth, seen.last AS "last!",
                  ARRAY(SELECT c.number FROM card c WHERE c.library = p.library AND c.person_id = p.id
                          AND c.closed_because IS DISTINCT FROM 'moved') AS "cards!"
           FROM person p,
                LATERAL (SELECT max(e.at) AS last FROM ledger_event e
                         WHERE e.library = p.library AND e.subject_id = p.id AND e.action = ANY ($3)
                           AND e.actor_kind <> 'patron') AS seen
           WHERE p.library = $1 AND p.id = ANY ($2) AND seen.last IS NOT NULL"#,
        profile.slug.as_str(),
        leaving,
        &looks(),
    )
    .fetch_all(&mut **tx)
    .await?;
    for one in seen {
        let Some(until) = until(one.last, profile).filter(|until| *until >= today) else { continue };
        let mut marks: BTreeSet<[u8; 32]> = one.cards.iter().map(|number| by_card(portal, profile, number)).collect();
        if let Some(born) = one.date_of_birth {
            let surname = one.surname.unwrap_or_default();
            for first in [one.firstname, one.preferred_name].into_iter().flatten() {
                let words = names::words(&format!("{first} {surname}"));
                marks.extend((!words.is_empty()).then(|| by_name(portal, profile, &words, born)));
            }
        }
        let marks: Vec<Vec<u8>> = marks.into_iter().map(Vec::from).collect();
        if marks.is_empty() {
            continue;
        }
        sqlx::query!(
            "INSERT INTO past_record (library, subject_id, found_by, until) VALUES ($1, $2, $3, $4)",
            profile.slug.as_str(),
            one.id,
            &marks,
            until,
        )
        .execute(&mut **tx)
        .await?;
    }
    Ok(())
}

/// The last day on which what was seen then is told.
fn until(seen: DateTime<Utc>, profile: &Profile) -> Option<NaiveDate> {
    seen.with_timezone(&profile.time_zone).date_naive().checked_add_months(KEPT)
}

/// Lets go of the numbers whose time is over, or of all where the library no longer keeps such lists. How many.
///
/// # Errors
/// When the database is away.
pub(super) async fn forget(tx: &mut Tx, profile: &Profile, today: NaiveDate) -> Result<u64> {
    let gone = sqlx::query!(
        "DELETE FROM past_record WHERE library = $1 AND (until < $2 OR $3)",
        profile.slug.as_str(),
        today,
        profile.switches.accesses_kept.value == AccessesKept::WithTheRecord,
    )
    .execute(&mut **tx)
    .await?;
    Ok(gone.rows_affected())
}

/// Who saw a record that is gone, in the last five years, newest first: for the person it was about, who shows this to the
/// Director. `None`: nothing that is kept is found by it. That it was told is itself in the ledger, and a search that finds
/// nothing too.
///
/// # Errors
/// When the database is away.
pub async fn who_saw(
    portal: &Portal,
    director: &Director,
    shown: &FormerPatronProof,
) -> Result<Option<Vec<ActivityLine>>> {
    let (profile, now) = (director.profile(), portal.clock.now());
    let today = portal.today(profile);
    let marks: Vec<Vec<u8>> = marks(portal, profile, shown).into_iter().map(Vec::from).collect();
    let mut tx = portal.db.begin(director.scope()).await?;
    let card = match shown {
        FormerPatronProof::Card(card) => Some(card.expose()),
        FormerPatronProof::PhotoId(..) => None,
    };
    // A number that is somebody's again proves nothing about whose it was.
    let found = sqlx::query_scalar!(
        "SELECT subject_id FROM past_record WHERE library = $1 AND found_by && $2 AND until >= $3 \
         AND NOT EXISTS (SELECT FROM card c WHERE c.library = $1 AND c.number = $4) LIMIT 2",
        profile.slug.as_str(),
        &marks,
        today,
        card,
    )
    .fetch_all(&mut *tx)
    .await?;
    let from = now.checked_sub_months(KEPT);
    let filter = Filter { actions: Subject::Looks.actions(), from, without: OwnActs::All, ..Filter::default() };
    // The person who asks could be any of those who were found: where there are two, nothing is told of either.
    let told = match found.as_slice() {
        [subject] => Some(PersonId(*subject)),
        _ => None,
    };
    let mut lines = Vec::new();
    if let Some(subject) = told {
        let mut page = PageOf { number: 1, size: PageOf::MOST };
        loop {
            let some = ledger::activity(&mut tx, &profile.slug, subject, page, &filter).await?;
            lines.extend(some.lines);
            if page.number >= some.pages {
                break;
            }
            page.number += 1;
        }
    }
    // Of what a court forbids to tell, the Director reads nothing out.
    let silent = sqlx::query_scalar!(
        "SELECT id FROM legal_process WHERE library = $1 AND silence_until IS NOT NULL AND silence_ended_at IS NULL",
        profile.slug.as_str(),
    )
    .fetch_all(&mut *tx)
    .await?;
    lines.retain(|line| {
        let process = line.detail.get("process").and_then(|id| id.as_str()).and_then(|id| id.parse::<Uuid>().ok());
        process.is_none_or(|process| !silent.contains(&process))
    });
    let event = Event {
        via: "desk",
        classes: if told.is_some() { &[Class::Activity] } else { &[] },
        rules: &codes(profile.grounds.of(Ground::OwnRecord)),
        // Where nobody is found, nothing is refused: the line is about nobody, and counts as in vain.
        detail: serde_json::json!({ "role": director.staff().role().code() }),
        ..Event::new(
            &profile.slug,
            now,
            told,
            Action::DeskAnswered,
            (ActorKind::Staff, Some(director.staff().account())),
        )
    };
    ledger::append(&mut tx, &*portal.entropy, event).await?;
    tx.commit().await?;
    Ok(told.map(|_| lines))
}

/// By what is shown, a list can have been marked: a card; or any words of the name on an ID, which has more of them than the
/// record had, with the birth date.
fn marks(portal: &Portal, profile: &Profile, shown: &FormerPatronProof) -> Vec<[u8; 32]> {
    match shown {
        FormerPatronProof::Card(card) => vec![by_card(portal, profile, card.expose())],
        FormerPatronProof::PhotoId(name, born) => {
            let words: Vec<String> = names::words(name).into_iter().take(WORDS).collect();
            let some = |chosen: u32| -> BTreeSet<String> {
                (0..).zip(&words).filter(|(at, _)| chosen >> at & 1 == 1).map(|(_, word)| word.clone()).collect()
            };
            let all = (1u32..1 << words.len()).map(some);
            // One word of several is half a name, and half of everybody's.
            let names = all.filter(|chosen| chosen.len() > 1 || chosen.len() == words.len());
            names.map(|chosen| by_name(portal, profile, &chosen, *born)).collect()
        }
    }
}

fn by_card(portal: &Portal, profile: &Profile, number: &str) -> [u8; 32] {
    portal.keys.mac("past record by card", format!("{}\n{number}", profile.slug).as_bytes())
}

fn by_name(portal: &Portal, profile: &Profile, words: &BTreeSet<String>, born: NaiveDate) -> [u8; 32] {
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    portal.keys.mac("past record by name", format!("{}\n{born}\n{}", profile.slug, words.join(" ")).as_bytes())
}
