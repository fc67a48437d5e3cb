//! "Close my card".

use super::*;
use crate::{
    access::{LeavingOutcome, ask_to_leave, close_what_waits, closed_here, leaving, settle_closing, stay, to_close},
    authority::Reauthenticated,
    jobs,
    testing::Person,
};
use domain::decision::Role;
use tokio_util::sync::CancellationToken;

async fn asks(house: &House, person: &Person) -> LeavingOutcome {
    let patron = Reauthenticated::new(person.patron());
    ask_to_leave(&house.portal, &patron, Lang::En, SITE).await.unwrap()
}

async fn cards(house: &House, person: &Person) -> Vec<String> {
    let sql = format!("SELECT concat_ws(' ', status, closed_because) FROM card WHERE person_id = '{}'", person.id.0);
    house.all(&sql).await
}

#[sqlx::test(migrations = "../migrations")]
async fn a_card_that_nothing_keeps_is_closed_at_once_with_every_way_in(pool: PgPool) {
    let house = House::at("mansfield").open(&pool).await;
    let ana = house.person("Ana").email("ana@example.org").card().pin("8305").session().add().await;
    house.has_reset_link(&ana).await;
    let stands = leaving(&house.portal, &ana.patron()).await.unwrap();
    assert!(stands.in_the_way.is_clear() && stands.waits_since.is_none());
    assert_eq!(stands.record_goes.map(|day| day.to_string()).as_deref(), Some("2026-12-23"), "thirty days after");
    assert_eq!(asks(&house, &ana).await, LeavingOutcome::Closed);
    assert_eq!(asks(&house, &ana).await, LeavingOutcome::SignedOut, "a second click");
    assert_eq!(cards(&house, &ana).await, ["closed left"]);
    assert_eq!(house.count("session").await, 0);
    assert_eq!(house.count("one_time_token WHERE ended_at IS NULL").await, 0);
    let lines: Vec<String> = house
        .all("SELECT action || ' ' || actor_kind FROM ledger_event WHERE fields = '{card.status}' ORDER BY position")
        .await;
    assert_eq!(lines, ["closing-asked patron", "card-closed patron"]);
    assert_eq!(house.count("outbox WHERE kind = 'card-closed'").await, 1);
    // Thirty days later the record is gone, once the library's own system knows: its next file would bring the person back.
    house.clock.advance(chrono::Duration::days(30));
    crate::retention::run(&house.portal, &house.operator(), |_| ()).await.unwrap();
    assert_eq!(house.count("person").await, 1);
    house.run("UPDATE closing SET settled_at = ended_at").await;
    house.clock.advance(chrono::Duration::days(1));
    crate::retention::run(&house.portal, &house.operator(), |_| ()).await.unwrap();
    assert_eq!(house.count("person").await, 0);
}

#[sqlx::test(migrations = "../migrations")]
async fn what_stands_in_the_way_is_waited_for_and_the_wish_can_be_taken_back(pool: PgPool) {
    let house = House::at("mansfield").open(&pool).await;
    let ana = house.person("Ana").loan("The Heron").owes(250).card().session().add().await;
    let slug = house.slug();
    house
        .run(format!(
            "INSERT INTO legal_hold VALUES ('{slug}', gen_random_uuid(), '{}', '{{}}', 'Docket', '2026-01-01Z')",
            ana.id.0
        ))
        .await;
    let way = leaving(&house.portal, &ana.patron()).await.unwrap().in_the_way;
    assert_eq!((way.out, way.owed, way.held), (1, 250, true));
    for _ in 0..5 {
        assert_eq!(asks(&house, &ana).await, LeavingOutcome::Waits);
    }
    assert_eq!(house.count("closing").await, 1);
    assert_eq!(house.count("ledger_event WHERE action = 'closing-asked'").await, 1);
    for _ in 0..5 {
        assert!(stay(&house.portal, &ana.patron()).await.unwrap());
    }
    assert_eq!(house.count("ledger_event WHERE action = 'closing-taken-back'").await, 1);
    assert_eq!(asks(&house, &ana).await, LeavingOutcome::Waits, "and asked anew");
    // The last of it is over, one after the other.
    let means = jobs::Means { libraries: vec![house.profile.clone()], site: SITE.to_owned(), ..jobs::Means::default() };
    let job = jobs::all(means).into_iter().find(|job| job.name() == "closings").unwrap();
    let closes = async || job.run(&house.portal, &CancellationToken::new()).await.unwrap().did;
    for over in [
        "DELETE FROM checkout",
        "UPDATE account_line SET outstanding_cents = 0, settled_on = '2026-11-23'",
        "UPDATE legal_hold SET lifted_at = now()",
    ] {
        assert_eq!(closes().await, "0 cards closed", "before {over}");
        house.run(over).await;
    }
    assert_eq!(closes().await, "1 cards closed");
    assert_eq!(closes().await, "0 cards closed", "once");
    assert_eq!(cards(&house, &ana).await, ["closed left"]);
    assert_eq!(house.count("session").await, 0);
    house.clock.advance(Duration::days(1)); // so that it is no second click of the one before
    assert!(!stay(&house.portal, &ana.patron()).await.unwrap(), "too late");
    let by: String = house.one("SELECT actor_kind || ' ' || via FROM ledger_event WHERE action = 'card-closed'").await;
    assert_eq!(by, "system worker");
}

#[sqlx::test(migrations = "../migrations")]
async fn s2_the_desk_closes_it_in_the_librarys_system_too_and_only_whose_work_that_is(pool: PgPool) {
    let house = House::at("mansfield").open(&pool).await;
    let ana = house.person("Ana").surname("Tester").card().session().add().await;
    asks(&house, &ana).await;
    let clerk = house.employs("wanda", "Wanda", Role::Desk).await;
    let id = closed_here(&house.portal, &clerk).await.unwrap().unwrap()[0].id;
    for role in [Role::Administrator, Role::Volunteer] {
        let staff = house.clerk(role);
        assert!(closed_here(&house.portal, &staff).await.unwrap().is_err(), "{role:?}");
        assert!(to_close(&house.portal, &staff, id).await.unwrap().is_err(), "{role:?}");
        assert!(!settle_closing(&house.portal, &staff, id).await.unwrap(), "{role:?}");
    }
    let there = house.beside("putnam").await;
    assert!(to_close(&there.portal, &there.clerk(Role::Desk), id).await.unwrap().unwrap().is_none());
    let seen = to_close(&house.portal, &clerk, id).await.unwrap().unwrap().unwrap();
    assert_eq!((seen.name.as_str(), &seen.cards), ("Ana Tester", &vec![ana.card.clone()]));
    for _ in 0..5 {
        assert!(settle_closing(&house.portal, &clerk, id).await.unwrap());
    }
    assert!(closed_here(&house.portal, &clerk).await.unwrap().unwrap().is_empty());
    assert_eq!(house.count("ledger_event WHERE action = 'closing-settled'").await, 1);
    assert_eq!(
        house.count("ledger_event WHERE action = 'viewed' AND actor_kind = 'staff'").await,
        1,
        "a look is a line"
    );
    assert_eq!(close_what_waits(&house.portal, &house.profile, SITE).await.unwrap(), 0);
}
