//! What leaves: what the paper names, of whom it names, once the decision allows it, as a text with its digest.

use super::*;
use crate::{
    ledger::verify,
    process::{Handed, Leaving, Preparing, ReleaseEnd, Sought},
    record::activity_page,
    testing::Person,
};
use domain::{inventory::Class, parse::CardNumber};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;

const RELEASE: Uuid = Uuid::from_u128(77);

fn named(classes: &[Class]) -> Named {
    Named { classes: classes.iter().copied().collect(), from: None, until: None }
}

fn to_marlow() -> Handed {
    Handed {
        given_to: ShortText::parse("Det. Marlow").unwrap(),
        agency: ShortText::parse_optional("State Police").unwrap(),
        proof: ShortText::parse_optional("Badge 17").unwrap(),
        how: ShortText::parse_optional("On paper, at the library").unwrap(),
    }
}

pub(super) fn card_of(house: &House, person: &Person) -> Sought {
    Sought::Card(CardNumber::parse(&person.card, &house.profile.card).unwrap())
}

/// Everything has happened that has to, of an order that names these parts.
pub(super) async fn ordered(house: &House, clerk: &crate::authority::Staff, director: &Director, named: Named) {
    let portal = &house.portal;
    raise(portal, clerk, ENTRY, somebody(), SITE).await.unwrap();
    let basis = Basis { law: Some(Law::State), proceeding: Some(Proceeding::Criminal) };
    let paper = Recorded { basis, named, ..brought(Instrument::CourtOrder, Some(true)) };
    assert!(record(portal, director, ENTRY, paper).await.unwrap());
    assert!(advised(portal, director, Some(Advice::Comply), true).await);
}

async fn hold_of(house: &House) -> Uuid {
    house.one("SELECT id FROM legal_hold WHERE lifted_at IS NULL").await
}

async fn shown(house: &House, director: &Director, left_out: &BTreeSet<Uuid>) -> super::super::Prepared {
    match prepare(&house.portal, director, ENTRY, hold_of(house).await, left_out).await.unwrap() {
        Preparing::Ready(prepared) => *prepared,
        no => panic!("{no:?}"),
    }
}

pub(super) async fn give(
    house: &House,
    director: &Director,
    id: Uuid,
    left_out: &BTreeSet<Uuid>,
    shown: &str,
) -> ReleaseEnd {
    let (handed, hold) = (to_marlow(), hold_of(house).await);
    let leaving = Leaving { id, left_out, shown, handed: &handed };
    release(&house.portal, director, ENTRY, hold, leaving, SITE).await.unwrap()
}

#[sqlx::test(migrations = "../migrations")]
async fn s3_w7_exactly_what_the_paper_names_leaves_with_its_digest_and_its_owner_reads_of_it(pool: PgPool) {
    let (house, clerk, director) = at(&pool, "wethersfield").await;
    let ana =
        house.person("Ana").surname("Diaz").email("ana@example.org").card().session().loan("Herons").owes(250).add();
    let ana = ana.await;
    let ben = house.person("Ben").card().session().loan("Otters").add().await;
    ordered(&house, &clerk, &director, named(&[Class::Checkouts])).await;
    assert_eq!(keep(&house.portal, &director, ENTRY, &card_of(&house, &ana)).await.unwrap(), HoldOutcome::Kept);
    let prepared = shown(&house, &director, &BTreeSet::new()).await;
    assert_eq!((prepared.entries, prepared.silent), (1, false));
    assert!(prepared.text.contains("Herons"), "{}", prepared.text);
    for other in ["Otters", "Ana", "Diaz", "2.50", "ana@example.org", &ana.card] {
        assert!(!prepared.text.contains(other), "{other}: {}", prepared.text);
    }
    for _ in 0..3 {
        let end = give(&house, &director, RELEASE, &BTreeSet::new(), &prepared.digest).await;
        assert!(matches!(end, ReleaseEnd::Done), "{end:?}");
    }
    assert_eq!(house.count("released").await, 1, "three clicks are one release");
    let receipt = receipt(&house.portal, &director, ENTRY, RELEASE).await.unwrap().unwrap();
    let text = receipt.text.unwrap();
    assert_eq!(receipt.given.digest, hex::encode(Sha256::digest(text.as_bytes())));
    for part in [
        "Wethersfield",
        "An order of a court",
        "Given to: Det. Marlow",
        "State Police",
        "Badge 17",
        "Entries: 1",
        "Rests on: State law",
        "For: Criminal discovery",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
    assert!(text.ends_with(&prepared.text), "what was shown is what left");
    let page = activity_page(&house.portal, &ana.patron(), None, 1).await.unwrap().unwrap();
    assert_eq!(page.released.len(), 1);
    assert_eq!((page.released[0].given_to.as_str(), &page.released[0].text), ("Det. Marlow", &text));
    let codes: Vec<String> = house
        .all(&format!("SELECT action FROM ledger_event WHERE subject_id = '{}' ORDER BY position", ana.id.0))
        .await;
    assert_eq!(codes, ["legal-hold-set", "viewed", "released", "viewed"], "each look and step is a line");
    assert_eq!(house.count("outbox WHERE kind = 'legal-process' AND recipient = 'ana@example.org'").await, 1);
    let other = activity_page(&house.portal, &ben.patron(), None, 1).await.unwrap().unwrap();
    assert!(
        other.released.is_empty()
            && house.count(&format!("ledger_event WHERE subject_id = '{}' AND action <> 'viewed'", ben.id.0)).await
                == 0
    );
    verify(&house.portal, house.slug()).await.unwrap();
}

#[sqlx::test(migrations = "../migrations")]
async fn m8_w7_nothing_leaves_before_counsel_has_advised_nor_of_a_record_that_is_not_named(pool: PgPool) {
    let (house, clerk, director) = at(&pool, "wethersfield").await;
    let portal = &house.portal;
    let ana = house.person("Ana").card().loan("Herons").add().await;
    raise(portal, &clerk, ENTRY, somebody(), SITE).await.unwrap();
    assert_eq!(keep(portal, &director, ENTRY, &card_of(&house, &ana)).await.unwrap(), HoldOutcome::Kept);
    let hold = hold_of(&house).await;
    let prepare = async |hold| super::super::prepare(portal, &director, ENTRY, hold, &BTreeSet::new()).await.unwrap();
    assert!(matches!(prepare(hold).await, Preparing::NotFound), "nothing was recorded");
    let paper = || Recorded { named: named(&[Class::Checkouts]), ..brought(Instrument::CourtOrder, Some(true)) };
    let unread = Recorded { named: named(&[]), ..brought(Instrument::CourtOrder, Some(true)) };
    record(portal, &director, ENTRY, unread).await.unwrap();
    assert!(matches!(prepare(hold).await, Preparing::NothingNamed));
    record(portal, &director, ENTRY, paper()).await.unwrap();
    assert!(matches!(prepare(hold).await, Preparing::NotYet(_)), "counsel was not asked");
    advised(portal, &director, Some(Advice::Comply), false).await;
    assert!(matches!(prepare(hold).await, Preparing::NotYet(_)), "W7: no good cause was shown");
    let end = give(&house, &director, RELEASE, &BTreeSet::new(), "").await;
    assert!(matches!(end, ReleaseEnd::No(Preparing::NotYet(_))), "{end:?}");
    advised(portal, &director, Some(Advice::Comply), true).await;
    assert!(matches!(prepare(hold).await, Preparing::Ready(_)));
    assert!(matches!(prepare(Uuid::from_u128(99)).await, Preparing::NotFound), "a record that nobody kept for it");
    // Another paper is another question to counsel.
    record(portal, &director, ENTRY, paper()).await.unwrap();
    assert!(matches!(prepare(hold).await, Preparing::NotYet(_)));
    assert_eq!(house.count("released").await, 0);
    let looks = house.count("ledger_event WHERE action = 'viewed'").await;
    assert_eq!(looks, 1, "only what was shown is a look");
}

#[sqlx::test(migrations = "../migrations")]
async fn s3_only_the_days_that_a_paper_names_leave_and_not_what_is_left_out(pool: PgPool) {
    let (house, clerk, director) = at(&pool, "mansfield").await;
    let ana = house.person("Ana").card().add().await;
    for (title, day) in [("Alder", "2026-05-05"), ("Birch", "2026-06-06"), ("Cedar", "2026-07-07")] {
        house.has_read(&ana, title, "A", format!("{day}T12:00:00Z").parse().unwrap()).await;
    }
    let days = Named {
        from: Some("2026-06-01".parse().unwrap()),
        until: Some("2026-07-31".parse().unwrap()),
        ..named(&[Class::History])
    };
    ordered(&house, &clerk, &director, days).await;
    keep(&house.portal, &director, ENTRY, &card_of(&house, &ana)).await.unwrap();
    let prepared = shown(&house, &director, &BTreeSet::new()).await;
    assert!(prepared.text.contains("Birch") && prepared.text.contains("Cedar") && !prepared.text.contains("Alder"));
    let june: Uuid = house.one("SELECT id FROM loan_history WHERE title = 'Birch'").await;
    let rest = shown(&house, &director, &[june].into()).await;
    assert!(!rest.text.contains("Birch") && rest.text.contains("Cedar"));
    assert_ne!(prepared.digest, rest.digest);
    let end = give(&house, &director, RELEASE, &[june].into(), &prepared.digest).await;
    assert!(matches!(end, ReleaseEnd::Changed), "another text than was shown: {end:?}");
    let all: BTreeSet<Uuid> = house.all("SELECT id FROM loan_history").await.into_iter().collect();
    let end = give(&house, &director, RELEASE, &all, &rest.digest).await;
    assert!(matches!(end, ReleaseEnd::Nothing), "{end:?}");
    house.run("UPDATE loan_history SET title = 'Dogwood' WHERE title = 'Cedar'").await;
    let end = give(&house, &director, RELEASE, &[june].into(), &rest.digest).await;
    assert!(matches!(end, ReleaseEnd::Changed), "the record changed meanwhile: {end:?}");
    let now = shown(&house, &director, &[june].into()).await;
    assert!(matches!(give(&house, &director, RELEASE, &[june].into(), &now.digest).await, ReleaseEnd::Done));
}

#[sqlx::test(migrations = "../migrations")]
async fn x2_what_a_process_names_is_kept_until_it_is_let_go_and_nobody_is_found_by_half_a_name(pool: PgPool) {
    let (house, clerk, director) = at(&pool, "mansfield").await;
    let portal = &house.portal;
    let ana = house.person("Ana").surname("Diaz").born("1990-05-06").card().session().past_loans(1).add().await;
    raise(portal, &clerk, ENTRY, somebody(), SITE).await.unwrap();
    let by =
        |name: &str, born: &str| Sought::Person(domain::parse::PersonName::parse(name).unwrap(), born.parse().unwrap());
    let kept = async |sought: Sought| keep(portal, &director, ENTRY, &sought).await.unwrap();
    assert_eq!(kept(by("Ana Diaz", "1990-05-07")).await, HoldOutcome::Nobody);
    assert_eq!(kept(by("Ana", "1990-05-06")).await, HoldOutcome::Nobody, "half a name");
    assert_eq!(house.count("ledger_event WHERE detail ->> 'step' = 'sought-in-vain'").await, 2);
    assert_eq!(kept(by("DIAZ, ANA", "1990-05-06")).await, HoldOutcome::Kept);
    assert_eq!(kept(card_of(&house, &ana)).await, HoldOutcome::Kept, "already");
    assert_eq!(house.count("legal_hold").await, 1);
    house.person("Ana").surname("Diaz").born("1990-05-06").card().add().await;
    assert_eq!(kept(by("Ana Diaz", "1990-05-06")).await, HoldOutcome::Several);
    let off = crate::choice::Choice::History(domain::profile::HistoryChoice::Off);
    crate::choice::choose(portal, &ana.patron(), off).await.unwrap();
    assert_eq!(house.count("loan_history").await, 1, "it is kept");
    let hold = hold_of(&house).await;
    assert!(let_go(portal, &director, ENTRY, hold).await.unwrap());
    assert!(!let_go(portal, &director, ENTRY, hold).await.unwrap(), "once");
    crate::choice::choose(portal, &ana.patron(), off).await.unwrap();
    assert_eq!(house.count("loan_history").await, 0);
    let people = people(portal, &director, ENTRY).await.unwrap();
    assert_eq!((people[0].name.as_str(), people[0].lifted_at.is_some()), ("Ana Diaz", true));
}

#[sqlx::test(migrations = "../migrations")]
async fn s3_what_leaves_calls_no_part_of_a_record_as_if_its_reader_were_the_patron(pool: PgPool) {
    let (house, clerk, director) = at(&pool, "wethersfield").await;
    let (portal, operator) = (&house.portal, house.operator());
    let ana = house.person("Ana").card().add().await;
    let card = CardNumber::parse(&ana.card, &house.profile.card).unwrap();
    let before = crate::retention::holds::set(portal, &operator, &card, &[Class::Contact], "Docket 1").await.unwrap();
    assert!(crate::retention::holds::lift(portal, &operator, before.unwrap()).await.unwrap());
    ordered(&house, &clerk, &director, named(&[Class::Activity])).await;
    assert_eq!(keep(portal, &director, ENTRY, &card_of(&house, &ana)).await.unwrap(), HoldOutcome::Kept);
    let text = shown(&house, &director, &BTreeSet::new()).await.text;
    assert!(text.contains("Parts of the record: How to reach them"), "{text}");
    assert!(!text.contains("How to reach you"), "{text}");
}

#[sqlx::test(migrations = "../migrations")]
async fn x2_a_card_number_that_was_given_out_again_does_not_say_whose_record_a_paper_names(pool: PgPool) {
    let (house, clerk, director) = at(&pool, "mansfield").await;
    let portal = &house.portal;
    let ana = house.person("Ana").surname("Diaz").born("1990-05-06").card().add().await;
    let ben = house.person("Ben").card().add().await;
    house.gives_number_again(&ana, &ben, "closed").await;
    raise(portal, &clerk, ENTRY, somebody(), SITE).await.unwrap();
    let kept = async |sought: Sought| keep(portal, &director, ENTRY, &sought).await.unwrap();
    assert_eq!(kept(card_of(&house, &ana)).await, HoldOutcome::CardOfSeveral, "Ana had it, Ben has it");
    assert_eq!(house.count("legal_hold").await, 0);
    let name = domain::parse::PersonName::parse("Ana Diaz").unwrap();
    assert_eq!(kept(Sought::Person(name, "1990-05-06".parse().unwrap())).await, HoldOutcome::Kept);
    assert_eq!(kept(card_of(&house, &ben)).await, HoldOutcome::Kept, "his other card was nobody else's");
    assert_eq!(house.count("legal_hold").await, 2);
}

#[sqlx::test(migrations = "../migrations")]
async fn s3_a_paper_that_is_recorded_again_as_naming_more_keeps_more_and_never_less(pool: PgPool) {
    let (house, clerk, director) = at(&pool, "canton").await;
    let portal = &house.portal;
    let ana = house.person("Ana").card().add().await;
    raise(portal, &clerk, ENTRY, somebody(), SITE).await.unwrap();
    let names = async |classes: &[Class]| {
        let paper = Recorded { named: named(classes), ..brought(Instrument::CourtOrder, Some(true)) };
        assert!(record(portal, &director, ENTRY, paper).await.unwrap());
        house.one::<Option<String>>("SELECT (SELECT array_to_string(classes, ' ') FROM legal_hold)").await
    };
    assert_eq!(names(&[Class::Checkouts]).await, None, "nobody is named");
    assert_eq!(keep(portal, &director, ENTRY, &card_of(&house, &ana)).await.unwrap(), HoldOutcome::Kept);
    assert_eq!(names(&[Class::Checkouts]).await.as_deref(), Some("checkouts"));
    assert_eq!(names(&[Class::Fees]).await.as_deref(), Some("checkouts fees"));
    assert_eq!(names(&[]).await.as_deref(), Some(""), "every part");
    assert_eq!(names(&[Class::Fees]).await.as_deref(), Some(""), "never less");
    let lines = "ledger_event WHERE action = 'legal-hold-set' AND subject_id IS NOT NULL";
    assert_eq!(house.count(lines).await, 3, "each time that it grew is a line of its person");
}
