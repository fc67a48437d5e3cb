//! A service, or the portal itself, that breaks off at any point.

use super::{
    stand_in::{Does, MONTHLY, WEEKLY},
    there::There,
    *,
};
use crate::testing::Person;

/// So many requests a life there takes, at most: each of them is the one that is broken off.
const REQUESTS: usize = 16;

/// Ana says yes to two newsletters and Ben to one; then each takes it back.
async fn yes(there: &There, round: usize) -> [Person; 2] {
    let ana = there.person("Ana").email(&format!("ana{round}@example.org")).add().await;
    let ben = there.person("Ben").email(&format!("ben{round}@example.org")).add().await;
    for (person, list) in [(&ana, "weekly"), (&ana, "monthly"), (&ben, "weekly")] {
        there.says_to(person, list, true).await;
    }
    [ana, ben]
}

/// Turns of the job, and between them the staff look at what it leaves to them.
async fn settles(there: &There) {
    for _ in 0..4 {
        there.turn().await;
        for list in ["weekly", "monthly"] {
            let is_there = |email: &str| there.service.has().iter().any(|(one, _)| one == email);
            there.again(list, |one| is_there(&one.email).then(|| there.service.number(&one.email))).await;
            let by_hand = to_remove(&there.portal, &there.director, list).await.unwrap().unwrap();
            let ids: Vec<Uuid> = by_hand.iter().map(|one| one.id).collect();
            for one in by_hand {
                there.service.wipes(&one.email);
            }
            removed(&there.portal, &there.director, list, &ids).await.unwrap();
        }
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn a_service_that_dies_in_the_middle_leaves_nobody_subscribed_twice_and_nobody_forgotten(pool: PgPool) {
    let mut there = There::open(&pool).await;
    let mut round = 0;
    for does in [Does::TakesAndVanishes, Does::Says(500), Does::Says(403), Does::Stalls] {
        for at in 0..REQUESTS {
            round += 1;
            there.another_service().await;
            let mut deeds = vec![Does::AsEver; at];
            deeds.push(does);
            there.service.next(&deeds);
            let [ana, ben] = yes(&there, round).await;
            settles(&there).await;
            assert_eq!(
                there.service.sends_to(),
                [
                    (format!("ana{round}@example.org"), vec![WEEKLY, MONTHLY]),
                    (format!("ben{round}@example.org"), vec![WEEKLY]),
                ],
                "{does:?} at request {at}"
            );
            for (person, list) in [(&ana, "weekly"), (&ana, "monthly"), (&ben, "weekly")] {
                there.says_to(person, list, false).await;
            }
            settles(&there).await;
            assert_eq!(there.service.has(), [], "{does:?} at request {at}: nobody is left there");
            assert_eq!(there.count("service_listed WHERE removed_at IS NULL").await, 0, "{does:?} at request {at}");
            there.run("DELETE FROM service_listed").await;
        }
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn what_was_asked_and_never_answered_is_asked_again_and_not_taken_for_done(pool: PgPool) {
    let there = There::open(&pool).await;
    there.agrees("Ana").await;
    // It was subscribed, and nobody here learned its number.
    there.service.next(&[Does::TakesAndVanishes]);
    assert_eq!(there.turn().await, Worked::default());
    assert_eq!(there.count("service_listed WHERE state = 'asked' AND may_be_there AND remote_id IS NULL").await, 1);
    assert_eq!(there.turn().await, Worked { failed: 1, ..Worked::default() });
    let failed = there.failed("weekly").await;
    assert_eq!((failed[0].why, failed[0].number), (Why::Unsure, None));
    assert_eq!(there.service.has().len(), 1);
    let number = there.service.number("ana@example.org");
    there.again("weekly", |_| Some(number)).await;
    assert_eq!(there.turn().await, Worked { confirmed: 1, ..Worked::default() });
}

#[sqlx::test(migrations = "../migrations")]
async fn whoever_says_no_while_nobody_knows_whether_it_was_taken_is_not_asked_for_again(pool: PgPool) {
    let there = There::open(&pool).await;
    let ana = there.agrees("Ana").await;
    there.service.next(&[Does::TakesAndVanishes]);
    there.turn().await;
    there.says(&ana, false).await;
    there.service.heard();
    there.turn().await;
    assert_eq!(there.service.heard(), [""; 0], "to ask would be to subscribe");
    assert_eq!(there.to_remove().await.len(), 1, "somebody looks for the address there");
}

#[sqlx::test(migrations = "../migrations")]
async fn what_gets_no_answer_again_and_again_is_given_to_the_staff(pool: PgPool) {
    let there = There::open(&pool).await;
    let ana = there.agrees("Ana").await;
    for _ in 0..5 {
        there.service.next(&[Does::Says(500)]);
        there.turn().await;
    }
    assert_eq!(there.whys().await, ["no-answer"]);
    there.again("weekly", |_| None).await;
    assert_eq!(there.turn().await.confirmed, 1);
    there.says(&ana, false).await;
    for _ in 0..5 {
        there.service.next(&[Does::Says(500)]);
        there.turn().await;
    }
    assert_eq!(there.whys().await, ["not-removed"]);
    assert_eq!(there.to_remove().await.len(), 1);
    there.again("weekly", |_| None).await;
    assert_eq!(there.turn().await.removed, 1);
    assert_eq!(there.service.has(), []);

    // While it is away, anyone who is on the list is so still.
    there.says(&ana, true).await;
    there.turn().await;
    there.clock.advance(Duration::days(1));
    for _ in 0..8 {
        there.service.next(&[Does::Says(503)]);
        there.turn().await;
    }
    assert_eq!(there.far().await, (1, 0, 0));
}
