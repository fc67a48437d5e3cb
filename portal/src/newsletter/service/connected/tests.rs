//! What happens between one request and the next, and two workers at once.

use super::{
    plan::{Step, plan},
    *,
};
use crate::newsletter::service::tests::{stand_in::Does, there::There};
use sqlx::PgPool;

fn turn(there: &There) -> Turn<'_> {
    let (list, vendor) = service_lists(&there.profile).find(|(list, _)| list.code == "weekly").unwrap();
    let at = there.portal.services.of_list(&there.profile, list).unwrap();
    let decision = asks(&there.portal, &there.profile, vendor);
    Turn { portal: &there.portal, profile: &there.profile, list, vendor, at, decision }
}

#[sqlx::test(migrations = "../migrations")]
async fn l29_whoever_says_no_a_moment_before_their_turn_is_not_sent_there(pool: PgPool) {
    let there = There::open(&pool).await;
    let ana = there.agrees("Ana").await;
    let turn = turn(&there);
    let steps = plan(&turn).await.unwrap();
    let [Step::Ask(whom)] = &steps[..] else { panic!("she is next") };
    there.says(&ana, false).await;
    assert_eq!(ask::ask(&turn, whom).await.unwrap(), Came::Nothing);
    assert_eq!(there.service.heard(), [""; 0]);
    assert_eq!(there.count("service_listed").await, 0);
}

#[sqlx::test(migrations = "../migrations")]
async fn l29_whoever_changes_their_address_a_moment_before_their_turn_is_not_sent_there(pool: PgPool) {
    let there = There::open(&pool).await;
    there.agrees("Ana").await;
    let turn = turn(&there);
    let steps = plan(&turn).await.unwrap();
    let [Step::Ask(whom)] = &steps[..] else { panic!("she is next") };
    there.run("UPDATE contact SET email = 'another@example.org'").await;
    assert_eq!(ask::ask(&turn, whom).await.unwrap(), Came::Nothing);
    assert_eq!(there.service.heard(), [""; 0]);
    assert_eq!(there.count("service_listed").await, 0);
}

#[sqlx::test(migrations = "../migrations")]
async fn two_workers_at_once_do_each_thing_once(pool: PgPool) {
    let there = There::open(&pool).await;
    let mut all = Vec::new();
    for name in ["Ana", "Ben", "Cleo", "Dan"] {
        all.push(there.agrees(name).await);
    }
    let stop = CancellationToken::new();
    let both = || {
        let work = || work(&there.portal, &there.profile, &stop);
        Box::pin(async move { tokio::join!(work(), work()) })
    };
    let (one, other) = both().await;
    assert_eq!(one.unwrap().confirmed + other.unwrap().confirmed, 4);
    let heard = there.service.heard();
    assert_eq!(heard.iter().filter(|one| one.starts_with("POST")).count(), 4, "{heard:?}");
    for person in &all {
        there.says(person, false).await;
    }
    there.clock.advance(row::HELD);
    let (one, other) = both().await;
    assert_eq!(one.unwrap().removed + other.unwrap().removed, 4);
    assert_eq!(there.count("ledger_event WHERE action = 'listed-for-service'").await, 4);
    assert_eq!(there.count("ledger_event WHERE action = 'removed-at-service'").await, 4);
    assert_eq!(there.service.has(), []);
}

#[sqlx::test(migrations = "../migrations")]
async fn what_a_worker_has_in_hand_no_other_begins_and_a_late_one_writes_nothing(pool: PgPool) {
    let there = There::open(&pool).await;
    there.agrees("Ana").await;
    there.service.next(&[Does::Says(500)]);
    there.turn().await;
    let turn = turn(&there);
    assert!(plan(&turn).await.unwrap().is_empty(), "it was begun a moment ago");
    there.clock.advance(row::HELD);
    let id = there.one("SELECT id FROM service_listed").await;
    let mut tx = turn.begin().await.unwrap();
    let late = row::begin(&mut tx, &turn, id).await.unwrap().unwrap();
    tx.commit().await.unwrap();
    // It hangs, and another one does it.
    there.clock.advance(row::HELD);
    assert_eq!(work(&there.portal, &there.profile, &CancellationToken::new()).await.unwrap().confirmed, 1);
    let ended = Ok(row::End::Failed(Why::Exists));
    assert_eq!(late.end(&turn, ended).await.unwrap(), Came::Nothing);
    assert_eq!(there.far().await, (1, 0, 0));
}
