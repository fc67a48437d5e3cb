//! Wellness checks (L25): name, telephone numbers and address, told by the person who is in charge, with a reason, and read by whom
//! it was about.

use super::{release::card_of, *};
use crate::{
    authority::InCharge,
    process::{Fear, Handed, WellnessAnswer},
    record::activity_page,
    testing::Person,
};

fn fear(house: &House, of: &Person, id: u128) -> Fear {
    Fear {
        id: Uuid::from_u128(id),
        of: card_of(house, of),
        reason: ShortText::parse("Said she would not be here tomorrow").unwrap(),
        handed: Handed {
            given_to: ShortText::parse("Ofc. Reyes").unwrap(),
            agency: ShortText::parse_optional("Town police").unwrap(),
            proof: ShortText::parse_optional("Badge 4").unwrap(),
            how: None,
        },
    }
}

fn said(told: &WellnessAnswer) -> String {
    let WellnessAnswer::This { shared, .. } = told else { return String::new() };
    format!("{shared:?}")
}

#[sqlx::test(migrations = "../migrations")]
async fn l25_an_officer_hears_name_phone_and_address_and_nothing_more_and_the_patron_reads_why(pool: PgPool) {
    let (house, clerk, director) = at(&pool, "lci-member").await;
    let ana = house.person("Ana").surname("Diaz").born("1990-05-06").email("ana@example.org").phone("860-555-0111");
    let ana = ana.street("4", "Elm", "Canton").card().session().loan("Herons").owes(250).add().await;
    let charge = InCharge::of(director.staff(), false).unwrap();
    let fear = fear(&house, &ana, 5);
    for _ in 0..3 {
        let told = tell_for_wellness(&house.portal, &charge, &fear, SITE).await.unwrap();
        let said = said(&told);
        for part in ["Ana", "Diaz", "860-555-0111", "Elm", "Canton"] {
            assert!(said.contains(part), "{part}: {told:?}");
        }
        for other in ["ana@example.org", "Herons", "1990", "250", &ana.card] {
            assert!(!said.contains(other), "{other}: {told:?}");
        }
    }
    assert_eq!(house.count("released").await, 1, "three clicks are told once");
    let page = activity_page(&house.portal, &ana.patron(), None, 1).await.unwrap().unwrap();
    let read = &page.released[0];
    assert_eq!((read.ground.as_str(), read.given_to.as_str()), ("wellness-check", "Ofc. Reyes"));
    assert_eq!(read.reason.as_deref(), Some("Said she would not be here tomorrow"));
    assert!(read.text.contains("860-555-0111") && !read.text.contains("ana@example.org"), "{}", read.text);
    assert_eq!(
        house.count("outbox WHERE recipient = 'ana@example.org'").await,
        0,
        "a mail can be read by who is feared"
    );
    assert_eq!(house.count("postal_letter").await, 0);
    let checks = wellness_checks(&house.portal, &director).await.unwrap();
    assert_eq!(checks.len(), 1);
    assert!(!format!("{checks:?}").contains("Diaz"), "whose it was is in that person's activity");
    drop(clerk);
}

#[sqlx::test(migrations = "../migrations")]
async fn l25_only_the_director_or_whoever_says_that_they_are_in_charge_and_only_where_the_policy_has_it(pool: PgPool) {
    let (house, clerk, _) = at(&pool, "lci-member").await;
    assert!(InCharge::of(&clerk, false).is_none(), "nobody is in charge by chance");
    for role in [Role::Administrator, Role::Volunteer] {
        assert!(InCharge::of(&house.clerk(role), true).is_none(), "{role:?}");
    }
    let ana = house.person("Ana").phone("860-555-0111").card().session().add().await;
    let charge = InCharge::of(&clerk, true).unwrap();
    let told = tell_for_wellness(&house.portal, &charge, &fear(&house, &ana, 5), SITE).await.unwrap();
    assert!(matches!(told, WellnessAnswer::This { .. }), "{told:?}");
    assert_eq!(house.count("ledger_event WHERE action = 'released' AND detail ->> 'in_charge' = 'true'").await, 1);
    for slug in ["mansfield", "putnam", "canton", "wethersfield"] {
        let there = house.beside(slug).await;
        let ben = there.person("Ben").phone("860-555-0122").card().add().await;
        let director = there.clerk(Role::Director);
        let charge = InCharge::of(&director, false).unwrap();
        let told = tell_for_wellness(&there.portal, &charge, &fear(&there, &ben, 6), SITE).await.unwrap();
        assert!(matches!(told, WellnessAnswer::No(_)), "{slug}: {told:?}");
    }
    assert_eq!(house.count("released").await, 1);
}

#[sqlx::test(migrations = "../migrations")]
async fn l25_one_form_tells_of_one_person(pool: PgPool) {
    let (house, _, director) = at(&pool, "lci-member").await;
    let ana = house.person("Ana").phone("860-555-0111").card().add().await;
    let ben = house.person("Ben").phone("860-555-0122").card().add().await;
    let charge = InCharge::of(director.staff(), false).unwrap();
    assert!(matches!(
        tell_for_wellness(&house.portal, &charge, &fear(&house, &ana, 5), SITE).await.unwrap(),
        WellnessAnswer::This { .. }
    ));
    let other = tell_for_wellness(&house.portal, &charge, &fear(&house, &ben, 5), SITE).await.unwrap();
    assert!(matches!(other, WellnessAnswer::Nobody), "{other:?}");
    let nobody = house.numbered(999);
    let none = tell_for_wellness(&house.portal, &charge, &fear(&house, &nobody, 7), SITE).await.unwrap();
    assert!(matches!(none, WellnessAnswer::Nobody), "{none:?}");
    assert_eq!(house.count("released").await, 1);
    assert_eq!(house.count("ledger_event WHERE action = 'card-looked-up' AND detail ->> 'card' = 'none'").await, 1);
}

#[sqlx::test(migrations = "../migrations")]
async fn l25_of_a_card_number_that_was_given_out_again_nobody_is_told(pool: PgPool) {
    let (house, _, director) = at(&pool, "lci-member").await;
    let ana = house.person("Ana").phone("860-555-0111").card().add().await;
    let ben = house.person("Ben").phone("860-555-0122").card().add().await;
    house.gives_number_again(&ana, &ben, "closed").await;
    let charge = InCharge::of(director.staff(), false).unwrap();
    let told = tell_for_wellness(&house.portal, &charge, &fear(&house, &ana, 5), SITE).await.unwrap();
    assert!(matches!(told, WellnessAnswer::CardOfSeveral), "{told:?}");
    assert_eq!(house.count("released").await, 0);
}
