//! What exists of what a paper names.

use super::{release::card_of, *};
use domain::parse::PersonName;

fn names(classes: &[Class], until: Option<&str>) -> Recorded {
    let until = until.map(|day| day.parse().unwrap());
    let named = Named { classes: classes.iter().copied().collect(), from: None, until };
    Recorded { named, ..brought(Instrument::CourtOrder, Some(true)) }
}

#[sqlx::test(migrations = "../migrations")]
async fn s3_what_exists_of_what_a_paper_names_is_counted_before_counsel_advises(pool: PgPool) {
    let (house, clerk, director) = at(&pool, "mansfield").await;
    let portal = &house.portal;
    let ana = house.person("Ana").surname("Diaz").card().session().loan("Herons").owes(250).add().await;
    house.person("Ben").card().loan("Otters").add().await;
    raise(portal, &clerk, ENTRY, somebody(), SITE).await.unwrap();
    let counts = async || extent(portal, &director, ENTRY).await.unwrap().unwrap();
    assert_eq!(counts().await, [], "nothing is named, and nobody");
    let parts = [Class::Checkouts, Class::Holds, Class::ComputerUse];
    assert!(record(portal, &director, ENTRY, names(&parts, None)).await.unwrap());
    assert_eq!(counts().await, [], "nobody is named");
    assert_eq!(keep(portal, &director, ENTRY, &card_of(&house, &ana)).await.unwrap(), HoldOutcome::Kept);
    for _ in 0..3 {
        let all = counts().await;
        assert_eq!(all.len(), 1, "of her alone");
        assert_eq!(all[0].name, "Ana Diaz");
        assert_eq!(all[0].each, [(Class::Checkouts, 1), (Class::Holds, 0)], "public computers are not kept");
    }
    let looks = format!("ledger_event WHERE subject_id = '{}' AND action = 'viewed' AND detail ? 'process'", ana.id.0);
    assert_eq!(house.count(&looks).await, 1, "she reads that the Director counted, once");
    let there = house.beside("canton").await;
    let other = Director::of(&there.employs("ruth", "Ruth", Role::Director).await).unwrap();
    assert!(extent(&there.portal, &other, ENTRY).await.unwrap().is_none());
}

#[sqlx::test(migrations = "../migrations")]
async fn m8_that_nothing_is_kept_is_said_when_somebody_has_looked_and_it_is_so(pool: PgPool) {
    let (house, clerk, director) = at(&pool, "mansfield").await;
    let portal = &house.portal;
    let ana = house.person("Ana").card().session().loan("Herons").add().await;
    raise(portal, &clerk, ENTRY, somebody(), SITE).await.unwrap();
    let brings = async |paper: Recorded| {
        assert!(record(portal, &director, ENTRY, paper).await.unwrap());
        assert!(advised(portal, &director, Some(Advice::Comply), false).await);
        close(portal, &director, ENTRY, (Outcome::NothingKept, true)).await.unwrap()
    };
    assert!(matches!(brings(names(&[], None)).await, Closed::NotYet(_)), "it names nothing yet");
    assert!(matches!(brings(names(&[Class::Checkouts], None)).await, Closed::NotYet(_)), "nobody has looked");
    keep(portal, &director, ENTRY, &card_of(&house, &ana)).await.unwrap();
    assert!(matches!(brings(names(&[Class::Checkouts], None)).await, Closed::NotYet(_)), "she has a loan");
    assert!(record(portal, &director, ENTRY, names(&[Class::Checkouts], Some("2020-01-01"))).await.unwrap());
    assert!(advised(portal, &director, Some(Advice::Comply), false).await);
    let unlooked = close(portal, &director, ENTRY, (Outcome::NothingKept, false)).await.unwrap();
    assert!(matches!(unlooked, Closed::NotYet(_)), "nobody has looked in the library's own system");
    assert_eq!(brings(names(&[Class::Checkouts], Some("2020-01-01"))).await, Closed::Done, "she had none then");
    // Two records that fit count as found, and the note of a search in vain goes once somebody is found.
    let third = Uuid::from_u128(9);
    raise(portal, &clerk, third, somebody(), SITE).await.unwrap();
    for name in ["Cleo", "Cleo"] {
        house.person(name).surname("Diaz").born("1990-01-02").add().await;
    }
    let both = Sought::Person(PersonName::parse("Cleo Diaz").unwrap(), "1990-01-02".parse().unwrap());
    assert_eq!(keep(portal, &director, third, &both).await.unwrap(), HoldOutcome::Several);
    assert!(!entry(portal, &director, third).await.unwrap().unwrap().0.sought_in_vain);
    let nobody = Sought::Person(PersonName::parse("Nobody Atall").unwrap(), "1990-01-02".parse().unwrap());
    assert_eq!(keep(portal, &director, third, &nobody).await.unwrap(), HoldOutcome::Nobody);
    assert!(entry(portal, &director, third).await.unwrap().unwrap().0.sought_in_vain);
    keep(portal, &director, third, &card_of(&house, &ana)).await.unwrap();
    assert!(!entry(portal, &director, third).await.unwrap().unwrap().0.sought_in_vain);
    // Where a paper asks for what the library does not keep, no record has to be searched for.
    let second = Uuid::from_u128(8);
    raise(portal, &clerk, second, somebody(), SITE).await.unwrap();
    assert!(record(portal, &director, second, names(&[Class::ComputerUse], None)).await.unwrap());
    for one in director.profile().counsel.each() {
        assert!(counsel(portal, &director, second, (&one.en, Some(Advice::Comply)), false).await.unwrap());
    }
    assert_eq!(close(portal, &director, second, (Outcome::NothingKept, true)).await.unwrap(), Closed::Done);
}
