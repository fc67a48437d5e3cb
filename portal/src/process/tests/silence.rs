//! Orders of silence: while one holds, nothing of its process reaches whom it concerns, by no page, copy or number; then they
//! are told.

use super::{release::*, *};
use crate::{
    access::{ask_to_leave, leaving},
    authority::{Patron, Reauthenticated},
    choice::{Choice, choose},
    db::Scope,
    record::{ListQuery, activity_page, class_page, overview},
    testing::Person,
};
use chrono::{Duration, NaiveDate};
use domain::{inventory::Class, profile::HistoryChoice, words::Lang};
use std::collections::BTreeSet;

fn court() -> ShortText<200> {
    ShortText::parse("Superior Court").unwrap()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn it_becomes(house: &House, moment: &str) {
    house.clock.advance(moment.parse::<chrono::DateTime<chrono::Utc>>().unwrap() - house.now());
}

/// All that a patron can reach of their record: the overview, every drawer, every page of the activity, and what the database
/// shows to a patron's own transaction, counted table by table.
async fn all_that_is_seen(house: &House, patron: &Patron) -> Vec<String> {
    let portal = &house.portal;
    let mut seen = vec![format!("{:?}", overview(portal, patron).await.unwrap())];
    // (Sessions of the tests end at infinity, which no page can read.)
    for class in Class::ALL.into_iter().filter(|class| *class != Class::Credentials) {
        if let Some(page) = class_page(portal, patron, class, &ListQuery::default()).await.unwrap() {
            let rows: Vec<_> =
                page.sections.iter().map(|section| (section.relation.name, section.total, &section.rows)).collect();
            seen.push(format!("{class:?} {rows:?} {:?} {:?}", page.standings, page.seen_by));
        }
    }
    let activity = activity_page(portal, patron, None, 1).await.unwrap().unwrap();
    seen.push(format!("{:?} {:?} {:?}", activity.lines, activity.months, activity.released));
    let mut tx = portal.db.begin(Scope::Patron(patron.library(), patron.person())).await.unwrap();
    for table in ["ledger_event", "legal_hold", "released", "process_told", "legal_process", "outbox", "postal_letter"]
    {
        let sql = sqlx::AssertSqlSafe(format!("SELECT count(*) FROM {table}"));
        let count: i64 = sqlx::query_scalar(sql).fetch_one(&mut *tx).await.unwrap();
        seen.push(format!("{table} {count}"));
    }
    seen
}

async fn released_under_silence(house: &House, clerk: &Staff, director: &Director, ana: &Person) {
    let named = Named { classes: [Class::Checkouts].into(), ..Named::default() };
    ordered(house, clerk, director, named).await;
    let until = day("2026-12-31");
    assert_eq!(keep_silent(&house.portal, director, ENTRY, &court(), until).await.unwrap(), SilenceSet::Done);
    assert_eq!(keep(&house.portal, director, ENTRY, &card_of(house, ana)).await.unwrap(), HoldOutcome::Kept);
    let hold: Uuid = house.one("SELECT id FROM legal_hold").await;
    let Preparing::Ready(prepared) = prepare(&house.portal, director, ENTRY, hold, &BTreeSet::new()).await.unwrap()
    else {
        panic!("it may leave");
    };
    assert!(prepared.silent);
    let end = give(house, director, Uuid::from_u128(77), &BTreeSet::new(), &prepared.digest).await;
    assert!(matches!(end, ReleaseEnd::Done), "{end:?}");
}

#[sqlx::test(migrations = "../migrations")]
async fn s3_under_an_order_of_silence_nothing_tells_of_it_by_page_copy_or_number_and_then_it_is_told(pool: PgPool) {
    let (house, clerk, director) = at(&pool, "mansfield").await;
    let portal = &house.portal;
    let ana = house.person("Ana").email("ana@example.org").card().session().loan("Herons").past_loans(2).add().await;
    let patron = ana.patron();
    all_that_is_seen(&house, &patron).await; // One's own first look in each drawer is a line.
    let before = all_that_is_seen(&house, &patron).await;
    released_under_silence(&house, &clerk, &director, &ana).await;
    assert_eq!(all_that_is_seen(&house, &patron).await, before);
    assert_eq!(house.count("outbox WHERE kind = 'legal-process'").await, 0);
    assert_eq!(releases(portal, &director, ENTRY).await.unwrap().len(), 1, "the Director sees it");
    // The day is reviewed: it goes on.
    it_becomes(&house, "2026-12-30T17:00:00Z");
    assert_eq!(keep_silent(portal, &director, ENTRY, &court(), day("2027-01-31")).await.unwrap(), SilenceSet::Done);
    it_becomes(&house, "2027-01-31T17:00:00Z");
    assert_eq!(end_what_is_over(portal, &house.profile, SITE).await.unwrap(), 0, "its last day");
    it_becomes(&house, "2027-02-01T17:00:00Z");
    for over in [1, 0] {
        assert_eq!(end_what_is_over(portal, &house.profile, SITE).await.unwrap(), over, "once");
    }
    let mails: Vec<String> = house.all("SELECT recipient FROM outbox WHERE kind = 'legal-process'").await;
    assert_eq!(mails, ["ana@example.org"]);
    let activity = activity_page(portal, &patron, None, 1).await.unwrap().unwrap();
    assert_eq!(activity.released.len(), 1);
    let mut told: Vec<&str> = activity
        .lines
        .lines
        .iter()
        .filter(|line| line.detail.get("process").is_some())
        .filter_map(|line| line.action.known())
        .map(domain::ledger::Action::code)
        .collect();
    told.sort_unstable();
    assert_eq!(told, ["legal-hold-set", "released", "silence-over", "viewed"]);
}

#[sqlx::test(migrations = "../migrations")]
async fn s3_an_order_that_comes_later_hides_what_was_there_and_its_end_shows_it(pool: PgPool) {
    let (house, clerk, director) = at(&pool, "canton").await;
    let portal = &house.portal;
    let ana = house.person("Ana").card().session().add().await;
    raise(portal, &clerk, ENTRY, somebody(), SITE).await.unwrap();
    keep(portal, &director, ENTRY, &card_of(&house, &ana)).await.unwrap();
    let lines = async || {
        let page =
            activity_page(portal, &ana.patron(), Some(domain::ledger::Subject::Deletions), 1).await.unwrap().unwrap();
        (page.lines.total, page.lines.lines.len())
    };
    assert_eq!(lines().await, (1, 1));
    assert_eq!(keep_silent(portal, &director, ENTRY, &court(), day("2026-11-22")).await.unwrap(), SilenceSet::Past);
    assert_eq!(lines().await, (1, 1));
    keep_silent(portal, &director, ENTRY, &court(), day("2026-11-23")).await.unwrap();
    assert_eq!(lines().await, (0, 0));
    assert!(break_silence(portal, &director, ENTRY, SITE).await.unwrap());
    assert!(!break_silence(portal, &director, ENTRY, SITE).await.unwrap(), "it is over");
    assert_eq!(lines().await, (1, 1));
    assert_eq!(house.count("postal_letter WHERE kind = 'legal-process'").await, 1, "no address: by letter");
}

#[sqlx::test(migrations = "../migrations")]
async fn s3_under_an_order_of_silence_a_card_closes_as_any_other_and_the_record_stays(pool: PgPool) {
    let (house, clerk, director) = at(&pool, "mansfield").await;
    let portal = &house.portal;
    let ana = house.person("Ana").card().session().past_loans(2).add().await;
    raise(portal, &clerk, ENTRY, somebody(), SITE).await.unwrap();
    keep_silent(portal, &director, ENTRY, &court(), day("2026-12-31")).await.unwrap();
    keep(portal, &director, ENTRY, &card_of(&house, &ana)).await.unwrap();
    // What cannot be said cannot be a reason; what must be kept is kept.
    choose(portal, &ana.patron(), Choice::History(HistoryChoice::Off)).await.unwrap();
    assert_eq!(house.count("loan_history").await, 2);
    assert!(leaving(portal, &ana.patron()).await.unwrap().in_the_way.is_clear());
    let sure = Reauthenticated::new(ana.patron());
    ask_to_leave(portal, &sure, Lang::En, SITE).await.unwrap();
    assert_eq!(house.count("card WHERE status = 'closed'").await, 1);
    house.clock.advance(Duration::days(4_000));
    crate::retention::run(portal, &house.operator(), |_| ()).await.unwrap();
    assert_eq!(house.count("person").await, 1);
    assert_eq!(house.count("loan_history").await, 2);
}

#[sqlx::test(migrations = "../migrations")]
async fn s3_the_last_day_of_silence_is_a_day_that_counts_also_when_the_request_is_closed(pool: PgPool) {
    let (house, clerk, director) = at(&pool, "canton").await;
    let portal = &house.portal;
    raise(portal, &clerk, ENTRY, somebody(), SITE).await.unwrap();
    record(portal, &director, ENTRY, brought(Instrument::Informal, None)).await.unwrap();
    keep_silent(portal, &director, ENTRY, &court(), day("2026-12-31")).await.unwrap();
    close(portal, &director, ENTRY, (Outcome::Explained, true)).await.unwrap();
    let (entry, _) = entry(portal, &director, ENTRY).await.unwrap().unwrap();
    assert_eq!(entry.deadlines().iter().map(|one| one.on).collect::<Vec<_>>(), [day("2026-12-31")]);
}
