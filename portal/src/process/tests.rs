mod extent;
mod release;
mod silence;
mod wellness;

use super::*;
use crate::{
    Portal,
    authority::{Director, Staff},
    testing::{House, SITE, card},
};
use domain::{
    decision::Role,
    inventory::Class,
    parse::{CardNumber, ShortText},
    process::{Advice, Basis, Defect, Instrument, Law, Named, Outcome, Proceeding},
    profile::ToldOfProcess,
};
use sqlx::PgPool;
use std::collections::BTreeSet;
use uuid::Uuid;

const ENTRY: Uuid = Uuid::from_u128(7);

fn somebody() -> Raised {
    Raised {
        who: ShortText::parse("Det. Marlow").unwrap(),
        agency: ShortText::parse_optional("State Police").unwrap(),
        badge: None,
        call_back: None,
        asked: ShortText::parse("What somebody has borrowed").unwrap(),
    }
}

fn brought(instrument: Instrument, court_order: Option<bool>) -> Recorded {
    Recorded {
        instrument,
        served_how: None,
        served_on: Some("2026-11-23".parse().unwrap()),
        court: None,
        docket: None,
        signed_by: None,
        comply_by: None,
        court_order,
        defects: BTreeSet::new(),
        cured: None,
        basis: Basis::default(),
        named: Named { classes: BTreeSet::from([Class::Checkouts]), ..Named::default() },
    }
}

/// No record was found for it.
async fn looked_in_vain(portal: &Portal, director: &Director) {
    let card = CardNumber::parse(&card(999), &director.profile().card).unwrap();
    assert_eq!(keep(portal, director, ENTRY, &Sought::Card(card)).await.unwrap(), HoldOutcome::Nobody);
}

async fn at(pool: &PgPool, library: &str) -> (House, Staff, Director) {
    let house = House::at(library).open(pool).await;
    let clerk = house.employs("wanda", "Wanda", Role::Desk).await;
    let ruth = house.employs("ruth", "Ruth", Role::Director).await;
    (house, clerk, Director::of(&ruth).unwrap())
}

#[sqlx::test(migrations = "../migrations")]
async fn l15_c2_w5_whoever_is_asked_writes_it_down_and_the_director_has_it_at_once(pool: PgPool) {
    let (house, clerk, director) = at(&pool, "canton").await;
    for _ in 0..5 {
        raise(&house.portal, &clerk, ENTRY, somebody(), SITE).await.unwrap();
    }
    assert_eq!(waiting(&house.portal, &director).await.unwrap(), 1, "five clicks are one entry");
    let entries = list(&house.portal, &director).await.unwrap();
    assert_eq!((entries[0].raised_by.as_str(), entries[0].who.as_str()), ("Wanda", "Det. Marlow"));
    assert_eq!(house.count("ledger_event WHERE action = 'process-raised' AND subject_id IS NULL").await, 1);
    for role in Role::ALL.into_iter().filter(|role| *role != Role::Director) {
        assert!(Director::of(&house.clerk(role)).is_none(), "{role:?}");
    }
}

/// Each whom the library consults is asked, and answers this.
async fn advised(portal: &Portal, director: &Director, advice: Option<Advice>, good_cause: bool) -> bool {
    let mut all = true;
    for one in director.profile().counsel.each() {
        all &= counsel(portal, director, ENTRY, (&one.en, advice), good_cause).await.unwrap();
    }
    all
}

#[sqlx::test(migrations = "../migrations")]
async fn m8_both_are_asked_and_both_have_to_answer_before_anything_is_complied_with(pool: PgPool) {
    let (house, clerk, director) = at(&pool, "mansfield").await;
    let portal = &house.portal;
    raise(portal, &clerk, ENTRY, somebody(), SITE).await.unwrap();
    record(portal, &director, ENTRY, brought(Instrument::CourtOrder, Some(true))).await.unwrap();
    let (manager, attorney) = ("the Town Manager", "the Town Attorney");
    let says = async |whom, advice| counsel(portal, &director, ENTRY, (whom, advice), false).await.unwrap();
    let ends = async |outcome| close(portal, &director, ENTRY, (outcome, true)).await.unwrap();
    looked_in_vain(portal, &director).await;
    assert!(!says("a lawyer", Some(Advice::Comply)).await, "nobody whom Mansfield consults");
    assert!(says(manager, Some(Advice::Comply)).await);
    assert!(matches!(ends(Outcome::NothingKept).await, Closed::NotYet(_)), "the attorney was not asked");
    assert!(matches!(ends(Outcome::Refused).await, Closed::NotYet(_)));
    house.clock.advance(chrono::Duration::days(1));
    assert!(says(attorney, None).await);
    assert!(matches!(ends(Outcome::NothingKept).await, Closed::NotYet(_)), "nor has answered");
    house.clock.advance(chrono::Duration::days(1));
    let then = house.now();
    assert!(says(attorney, Some(Advice::Comply)).await && says(attorney, Some(Advice::Comply)).await);
    let (kept, _) = entry(portal, &director, ENTRY).await.unwrap().unwrap();
    let said: Vec<_> = kept.consulted.iter().map(|one| (one.whom.as_str(), one.answer)).collect();
    let day = chrono::Duration::days(1);
    assert_eq!(kept.consulted[1].asked_at, then - day, "when they were asked stays");
    assert_eq!(said, [(manager, Some((Advice::Comply, then - day - day))), (attorney, Some((Advice::Comply, then)))]);
    assert_eq!(ends(Outcome::NothingKept).await, Closed::Done);
}

#[sqlx::test(migrations = "../migrations")]
async fn m8_l16_the_steps_cannot_be_skipped(pool: PgPool) {
    let (house, clerk, director) = at(&pool, "mansfield").await;
    let portal = &house.portal;
    raise(portal, &clerk, ENTRY, somebody(), SITE).await.unwrap();
    let closes = async |outcome| close(portal, &director, ENTRY, (outcome, true)).await.unwrap();
    assert!(matches!(closes(Outcome::Complied).await, Closed::NotYet(_)), "nothing is recorded");
    assert!(!advised(portal, &director, Some(Advice::Comply), false).await, "about what?");
    assert!(record(portal, &director, ENTRY, brought(Instrument::AttorneySubpoena, Some(false))).await.unwrap());
    assert!(matches!(closes(Outcome::Complied).await, Closed::NotYet(_)), "counsel was not asked");
    assert!(advised(portal, &director, None, false).await);
    assert!(matches!(closes(Outcome::Complied).await, Closed::NotYet(_)), "counsel has not answered");
    assert!(advised(portal, &director, Some(Advice::Defective), false).await);
    assert!(matches!(closes(Outcome::Complied).await, Closed::NotYet(_)), "defects must be cured");
    // The corrected paper is another paper: counsel looks at it again.
    assert!(record(portal, &director, ENTRY, brought(Instrument::CourtOrder, Some(true))).await.unwrap());
    assert!(matches!(closes(Outcome::Complied).await, Closed::NotYet(_)));
    assert!(advised(portal, &director, Some(Advice::Comply), false).await);
    assert!(matches!(closes(Outcome::Complied).await, Closed::NotYet(_)), "nothing was released");
    assert!(matches!(closes(Outcome::NothingKept).await, Closed::NotYet(_)), "nobody has looked");
    looked_in_vain(portal, &director).await;
    assert_eq!(closes(Outcome::NothingKept).await, Closed::Done);
    assert_eq!(closes(Outcome::Refused).await, Closed::NotFound, "it is over");
    assert!(!record(portal, &director, ENTRY, brought(Instrument::Informal, None)).await.unwrap());
    assert_eq!(waiting(portal, &director).await.unwrap(), 0);
}

#[sqlx::test(migrations = "../migrations")]
async fn m10_the_register_says_whose_law_a_paper_rests_on_and_what_for(pool: PgPool) {
    let (house, clerk, director) = at(&pool, "mansfield").await;
    let portal = &house.portal;
    raise(portal, &clerk, ENTRY, somebody(), SITE).await.unwrap();
    for law in Law::ALL.iter().copied().map(Some).chain([None]) {
        for proceeding in Proceeding::ALL.iter().copied().map(Some).chain([None]) {
            let basis = Basis { law, proceeding };
            let paper = Recorded { basis, ..brought(Instrument::AdministrativeSubpoena, Some(false)) };
            assert!(record(portal, &director, ENTRY, paper).await.unwrap());
            let (kept, _) = entry(portal, &director, ENTRY).await.unwrap().unwrap();
            assert_eq!(kept.basis, basis);
        }
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn s3_at_putnam_a_subpoena_alone_is_never_complied_with(pool: PgPool) {
    let (house, clerk, director) = at(&pool, "putnam").await;
    let portal = &house.portal;
    raise(portal, &clerk, ENTRY, somebody(), SITE).await.unwrap();
    record(portal, &director, ENTRY, brought(Instrument::AttorneySubpoena, Some(false))).await.unwrap();
    advised(portal, &director, Some(Advice::Comply), true).await;
    let refused = close(portal, &director, ENTRY, (Outcome::Complied, true)).await.unwrap();
    assert!(matches!(refused, Closed::NotYet(_)), "{refused:?}");
    let (_, decision) = entry(portal, &director, ENTRY).await.unwrap().unwrap();
    assert!(matches!(decision, Some(domain::decision::Decision::Refused(_))));
    assert_eq!(close(portal, &director, ENTRY, (Outcome::Refused, true)).await.unwrap(), Closed::Done);
}

#[sqlx::test(migrations = "../migrations")]
async fn m8_what_is_wrong_with_a_paper_is_put_right_before_it_is_complied_with_and_counsel_is_asked_again(
    pool: PgPool,
) {
    let (house, clerk, director) = at(&pool, "mansfield").await;
    let portal = &house.portal;
    raise(portal, &clerk, ENTRY, somebody(), SITE).await.unwrap();
    let defects = BTreeSet::from([Defect::Unsigned, Defect::NoDate]);
    let paper = || Recorded { defects: defects.clone(), ..brought(Instrument::CourtOrder, Some(true)) };
    record(portal, &director, ENTRY, paper()).await.unwrap();
    advised(portal, &director, Some(Advice::Comply), true).await;
    assert!(matches!(close(portal, &director, ENTRY, (Outcome::Complied, true)).await.unwrap(), Closed::NotYet(_)));
    let cured = ShortText::parse_optional("A signed and dated copy came on November 24").unwrap();
    record(portal, &director, ENTRY, Recorded { cured, ..paper() }).await.unwrap();
    assert!(
        matches!(close(portal, &director, ENTRY, (Outcome::Complied, true)).await.unwrap(), Closed::NotYet(_)),
        "counsel"
    );
    advised(portal, &director, Some(Advice::Comply), true).await;
    let (kept, _) = entry(portal, &director, ENTRY).await.unwrap().unwrap();
    assert_eq!(kept.defects, defects, "what was wrong stays in the register");
    looked_in_vain(portal, &director).await;
    assert_eq!(close(portal, &director, ENTRY, (Outcome::NothingKept, true)).await.unwrap(), Closed::Done);
}

#[sqlx::test(migrations = "../migrations")]
async fn another_librarys_director_sees_nothing_of_it(pool: PgPool) {
    let (house, clerk, _) = at(&pool, "canton").await;
    raise(&house.portal, &clerk, ENTRY, somebody(), SITE).await.unwrap();
    let there = house.beside("putnam").await;
    let elsewhere = Director::of(&there.employs("rita", "Rita", Role::Director).await).unwrap();
    assert!(list(&there.portal, &elsewhere).await.unwrap().is_empty());
    assert!(entry(&there.portal, &elsewhere, ENTRY).await.unwrap().is_none());
}

#[sqlx::test(migrations = "../migrations")]
async fn w5_whoever_the_profile_names_is_written_to_at_once_and_not_what_was_asked(pool: PgPool) {
    let told = |name: &str, email: Option<&str>| ToldOfProcess {
        name: name.to_owned(),
        phone: None,
        email: email.map(str::to_owned),
    };
    let people = vec![
        told("The Director", Some("director@example.org")),
        told("Head of circulation", None),
        told("The deputy", Some("deputy@example.org")),
    ];
    let house = House::at("wethersfield").with(|profile| profile.told_of_process = people).open(&pool).await;
    let clerk = house.employs("wanda", "Wanda", Role::Volunteer).await;
    for _ in 0..2 {
        raise(&house.portal, &clerk, ENTRY, somebody(), SITE).await.unwrap();
    }
    let mails: Vec<(String, String, Option<Uuid>)> =
        sqlx::query_as("SELECT recipient, body_text, person_id FROM outbox ORDER BY idempotency_key")
            .fetch_all(&pool)
            .await
            .unwrap();
    let to: Vec<&str> = mails.iter().map(|(to, _, _)| to.as_str()).collect();
    assert_eq!(to, ["director@example.org", "deputy@example.org"], "each once");
    for (_, text, person) in &mails {
        assert!(text.contains(&format!("{SITE}/desk/process/{ENTRY}")), "{text}");
        assert!(!text.contains("Marlow") && !text.contains("borrowed") && person.is_none(), "{text}");
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn x3_seven_three_and_one_days_before_a_day_that_counts_whoever_the_profile_names_is_reminded_once(pool: PgPool) {
    let director =
        ToldOfProcess { name: "The Director".into(), phone: None, email: Some("director@example.org".into()) };
    let house = House::at("wethersfield").with(|profile| profile.told_of_process = vec![director]).open(&pool).await;
    let clerk = house.employs("wanda", "Wanda", Role::Desk).await;
    let ruth = Director::of(&house.employs("ruth", "Ruth", Role::Director).await).unwrap();
    let portal = &house.portal;
    raise(portal, &clerk, ENTRY, somebody(), SITE).await.unwrap();
    // Served on November 23: an objection is possible until December 8.
    record(portal, &ruth, ENTRY, brought(Instrument::DepositionSubpoena, Some(false))).await.unwrap();
    let mut sent = Vec::new();
    for day in 0..=17 {
        for _ in 0..3 {
            let written = remind(portal, &house.profile, SITE).await.unwrap();
            sent.extend((written > 0).then_some((day, written)));
        }
        house.clock.advance(chrono::Duration::days(1));
    }
    assert_eq!(sent, [(8, 1), (12, 1), (14, 1)], "seven, three and one days before, once each");
    let mails: Vec<String> =
        house.all("SELECT body_text FROM outbox WHERE kind = 'process-due' ORDER BY created_at").await;
    assert_eq!(mails.len(), 3);
    assert!(mails.iter().all(|text| text.contains("December 8, 2026: Last day for a written objection")), "{mails:?}");
    assert!(mails.iter().all(|text| !text.contains("Marlow") && !text.contains("borrowed")), "{mails:?}");
}

#[sqlx::test(migrations = "../migrations")]
async fn x3_of_more_entries_than_the_register_shows_each_is_reminded_of(pool: PgPool) {
    let told = ToldOfProcess { name: "The Director".into(), phone: None, email: Some("director@example.org".into()) };
    let house = House::at("canton").with(|profile| profile.told_of_process = vec![told]).open(&pool).await;
    let clerk = house.employs("wanda", "Wanda", Role::Desk).await;
    let ruth = Director::of(&house.employs("ruth", "Ruth", Role::Director).await).unwrap();
    let portal = &house.portal;
    // Open ones that came before, so that these stand first; and one that was closed before others, under an order of silence.
    for (many, closed, silence) in [
        (201, "NULL, NULL", "NULL, NULL, NULL"),
        (1, "'2026-02-01Z', 'refused'", "'A court', '2026-12-01', '2026-02-01Z'"),
        (201, "'2026-03-01Z', 'refused'", "NULL, NULL, NULL"),
    ] {
        house
            .run(format!(
                "INSERT INTO legal_process (library, id, raised_at, raised_by, who, asked, closed_at, outcome, silence_by, \
                                            silence_until, silence_set_at) \
                 SELECT 'canton', gen_random_uuid(), '2026-01-01Z', '{}', 'Det. Marlow', 'All', {closed}, {silence} \
                 FROM generate_series(1, {many})",
                clerk.account()
            ))
            .await;
    }
    raise(portal, &clerk, ENTRY, somebody(), SITE).await.unwrap();
    record(portal, &ruth, ENTRY, brought(Instrument::DepositionSubpoena, Some(false))).await.unwrap();
    assert_eq!(list(portal, &ruth).await.unwrap().len(), 200);
    let next = async || next_day(portal, &ruth).await.unwrap().map(|day| day.on.to_string());
    assert_eq!(next().await.as_deref(), Some("2026-12-01"), "the order of silence");
    house.clock.advance(chrono::Duration::days(7));
    assert_eq!(remind(portal, &house.profile, SITE).await.unwrap(), 1, "one day before its last day");
    house.clock.advance(chrono::Duration::days(5));
    assert_eq!(next().await.as_deref(), Some("2026-12-08"), "the last day for an objection");
    assert_eq!(remind(portal, &house.profile, SITE).await.unwrap(), 1, "three days before it");
}

#[sqlx::test(migrations = "../migrations")]
async fn x3_a_reminder_that_was_missed_is_made_up_for_by_the_next_and_what_is_closed_reminds_nobody(pool: PgPool) {
    let told = ToldOfProcess { name: "The Director".into(), phone: None, email: Some("director@example.org".into()) };
    let house = House::at("canton").with(|profile| profile.told_of_process = vec![told]).open(&pool).await;
    let clerk = house.employs("wanda", "Wanda", Role::Desk).await;
    let ruth = Director::of(&house.employs("ruth", "Ruth", Role::Director).await).unwrap();
    let portal = &house.portal;
    raise(portal, &clerk, ENTRY, somebody(), SITE).await.unwrap();
    record(portal, &ruth, ENTRY, brought(Instrument::DepositionSubpoena, Some(false))).await.unwrap();
    house.clock.advance(chrono::Duration::days(13));
    assert_eq!(remind(portal, &house.profile, SITE).await.unwrap(), 1, "two days before, the third day's");
    assert_eq!(remind(portal, &house.profile, SITE).await.unwrap(), 0);
    advised(portal, &ruth, Some(Advice::Contest), false).await;
    assert_eq!(close(portal, &ruth, ENTRY, (Outcome::Objected, true)).await.unwrap(), Closed::Done);
    house.clock.advance(chrono::Duration::days(1));
    assert_eq!(remind(portal, &house.profile, SITE).await.unwrap(), 0);
}

#[sqlx::test(migrations = "../migrations")]
async fn m8_what_is_taken_under_a_warrant_is_written_down_by_whoever_is_there_and_a_second_click_writes_nothing(
    pool: PgPool,
) {
    let (house, clerk, director) = at(&pool, "mansfield").await;
    let portal = &house.portal;
    let things = |lines: &[&str]| lines.iter().map(|line| ShortText::parse(line).unwrap()).collect::<Vec<_>>();
    let (one, two) = (Uuid::from_u128(91), Uuid::from_u128(92));
    for _ in 0..3 {
        let under = Under::New(ENTRY, somebody());
        assert!(note_taken(portal, &clerk, under, one, &things(&["A computer", "A box"]), SITE).await.unwrap());
    }
    let more = things(&["A list of who was in"]);
    assert!(note_taken(portal, &clerk, Under::Known(ENTRY), two, &more, SITE).await.unwrap());
    let other = house.enters("sam", "Sam", house.colleague(Role::Desk)).await;
    assert!(!note_taken(portal, &other, Under::Known(ENTRY), two, &more, SITE).await.unwrap(), "another clerk’s entry");
    let found = taken(portal, &director, ENTRY).await.unwrap();
    let what: Vec<&str> = found.iter().map(|one| one.what.as_str()).collect();
    assert_eq!(what, ["A computer", "A box", "A list of who was in"]);
    assert_eq!(house.count("legal_process").await, 1);
    // Once the Director has closed it, the clerk adds nothing to it.
    house.run("UPDATE legal_process SET closed_at = now(), outcome = 'explained'").await;
    let three = Uuid::from_u128(93);
    assert!(!note_taken(portal, &clerk, Under::Known(ENTRY), three, &more, SITE).await.unwrap());
    assert!(note_taken(portal, director.staff(), Under::Known(ENTRY), three, &more, SITE).await.unwrap());
}
