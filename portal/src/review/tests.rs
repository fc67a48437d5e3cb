use super::*;
use crate::{
    authority::{Director, Staff},
    look::{find_card, open},
    testing::{House, Person},
};
use domain::{
    decision::{Purpose, Role},
    parse::{CardNumber, ShortText},
    review::Odd,
};
use sqlx::PgPool;
use uuid::Uuid;

fn said(text: &str) -> ShortText<2000> {
    ShortText::parse(text).unwrap()
}

async fn looks(house: &House, clerk: &Staff, person: &Person, times: u32) {
    let card = CardNumber::parse(&person.card, &house.profile.card).unwrap();
    for _ in 0..times {
        let crate::look::FoundCard::InUse { look } = find_card(&house.portal, clerk, &card).await.unwrap() else {
            panic!("a card in use");
        };
        open(&house.portal, clerk, look, Purpose::Circulation).await.unwrap();
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn s2_the_director_reads_looks_by_clerk_and_purpose_and_what_is_out_of_the_ordinary_first(pool: PgPool) {
    let house = House::at("mansfield").open(&pool).await;
    let wanda = house.employs("wanda", "Wanda", Role::Desk).await;
    let sam = house.enters("sam", "Sam", house.colleague(Role::Desk)).await;
    let director = Director::of(&house.employs("ruth", "Ruth", Role::Director).await).unwrap();
    let (ana, ben) = (house.person("Ana").card().add().await, house.person("Ben").card().add().await);
    looks(&house, &wanda, &ana, 1).await;
    looks(&house, &wanda, &ben, 1).await;
    looks(&house, &sam, &ana, 7).await;
    for n in 900..912 {
        let nobody = CardNumber::parse(&crate::testing::card(n), &house.profile.card).unwrap();
        find_card(&house.portal, &sam, &nobody).await.unwrap();
    }
    let lines = lines(&house.portal, &director).await.unwrap();
    let of = |name: &str, kind: &str| lines.iter().find(|one| one.name == name && one.kind == kind).unwrap();
    assert_eq!((of("Wanda", "circulation").looks.looks, of("Wanda", "circulation").looks.people), (2, 2));
    assert!(of("Wanda", "circulation").odd.is_empty());
    assert_eq!(of("Sam", "circulation").odd, [Odd::OneAgain(7)]);
    assert!(of("Sam", "card-looked-up").odd.contains(&Odd::InVain(12)));
    assert_eq!(lines[0].name, "Sam", "out of the ordinary first: {lines:?}");
    assert!(lines[..2].iter().all(|line| !line.odd.is_empty()));
    // What is older is not reviewed.
    house.clock.advance(chrono::Duration::days(91));
    assert!(super::lines(&house.portal, &director).await.unwrap().is_empty());
}

/// A volunteer, who finds nobody's card, asks for one that is somebody's: it is not looked up, and is no search in vain.
#[sqlx::test(migrations = "../migrations")]
async fn s2_whoever_was_refused_is_not_told_of_as_having_looked_in_vain_and_the_other_way_round(pool: PgPool) {
    let house = House::at("mansfield").open(&pool).await;
    let vera = house.employs("vera", "Vera", Role::Volunteer).await;
    let ruth = house.employs("ruth", "Ruth", Role::Director).await;
    let director = Director::of(&ruth).unwrap();
    let ana = house.person("Ana").card().add().await;
    let card = CardNumber::parse(&ana.card, &house.profile.card).unwrap();
    for _ in 0..12 {
        let found = find_card(&house.portal, &vera, &card).await.unwrap();
        assert!(matches!(found, crate::look::FoundCard::NotYours(_)));
    }
    // Of a record that is gone, nobody is found.
    let nobody = CardNumber::parse(&crate::testing::card(900), &house.profile.card).unwrap();
    let shown = crate::retention::past::FormerPatronProof::Card(nobody);
    assert!(crate::retention::past::who_saw(&house.portal, &director, &shown).await.unwrap().is_none());
    let lines = lines(&house.portal, &director).await.unwrap();
    let of = |name: &str| lines.iter().find(|one| one.name == name).unwrap();
    assert_eq!((of("Vera").looks.refused, of("Vera").looks.in_vain), (12, 0));
    assert_eq!(of("Vera").odd, [Odd::Refused(12)]);
    assert_eq!((of("Ruth").looks.refused, of("Ruth").looks.in_vain), (0, 1));
    let facts = crate::audit::facts(&house.portal, &house.operator()).await.unwrap();
    let told = |kind: &str| facts.looks.iter().find(|one| one.kind == kind).unwrap().refused;
    assert_eq!((told("card-looked-up"), told("desk-answered")), (12, 0), "and the packet for an auditor says the same");
}

#[sqlx::test(migrations = "../migrations")]
async fn s2_each_can_be_asked_about_and_only_whoever_is_asked_answers_once(pool: PgPool) {
    let house = House::at("mansfield").open(&pool).await;
    let portal = &house.portal;
    let wanda = house.employs("wanda", "Wanda", Role::Desk).await;
    let sam = house.enters("sam", "Sam", house.colleague(Role::Desk)).await;
    let director = Director::of(&house.employs("ruth", "Ruth", Role::Director).await).unwrap();
    let ana = house.person("Ana").card().add().await;
    looks(&house, &sam, &ana, 7).await;
    let (id, about) = (Uuid::from_u128(5), (sam.account(), "circulation"));
    let none = ask(portal, &director, id, (wanda.account(), "circulation"), &said("Why?")).await.unwrap();
    assert_eq!(none, QuestionOutcome::NoLooks);
    for _ in 0..3 {
        assert_eq!(ask(portal, &director, id, about, &said("Why seven times?")).await.unwrap(), QuestionOutcome::Done);
    }
    assert_eq!(house.count("review_question").await, 1);
    assert!(waiting(portal, &wanda).await.unwrap().is_empty());
    assert!(question(portal, &wanda, id).await.unwrap().is_none());
    assert!(!answer(portal, &wanda, id, &said("Not mine")).await.unwrap());
    assert_eq!(waiting(portal, &sam).await.unwrap()[0].looks, 7);
    for _ in 0..3 {
        assert!(answer(portal, &sam, id, &said("They called seven times")).await.unwrap());
    }
    assert!(!answer(portal, &sam, id, &said("Something else")).await.unwrap(), "what was answered stays");
    assert!(waiting(portal, &sam).await.unwrap().is_empty());
    let read = asked(portal, &director).await.unwrap();
    assert_eq!(read[0].answer.as_deref(), Some("They called seven times"));
    let codes: Vec<String> =
        house.all("SELECT action FROM ledger_event WHERE action LIKE 'review%' ORDER BY position").await;
    assert_eq!(codes, ["review-asked", "review-answered"]);
    let elsewhere = house.beside("canton").await;
    let there = Director::of(&elsewhere.employs("rita", "Rita", Role::Director).await).unwrap();
    assert!(asked(&elsewhere.portal, &there).await.unwrap().is_empty());
}
