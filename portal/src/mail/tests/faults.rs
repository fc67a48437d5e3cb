//! Mail servers as they are: they put off, break off, stall, take what they do not say they took, and know no signs but those of
//! ASCII. Whatever they do, no mail is lost, and a second copy has the Message-ID of the first.

use super::*;
use crate::{mail::testing::Held, testing::until};

/// What became of the mails to this person: how many copies came, and with how many Message-IDs.
fn copies(receiver: &Receiver, to: &str) -> (usize, usize) {
    let mails: Vec<_> = receiver.mails().into_iter().filter(|mail| mail.to == to).collect();
    let ids: HashSet<String> = mails.iter().map(|mail| mail.header("Message-ID")).collect();
    (mails.len(), ids.len())
}

#[sqlx::test(migrations = "../migrations")]
async fn a_server_that_puts_off_everybody_it_does_not_know_gets_each_mail_once(pool: PgPool) {
    let bench = bench(pool.clone()).await;
    let receiver = Receiver::start().await;
    receiver.greylists();
    for n in 0..10 {
        put(&bench, &format!("p{n}@example.org"), &format!("k{n}"), notice()).await;
    }
    let transport = receiver.transport();
    let first = deliver(&bench.portal, &transport, 100).await.unwrap();
    assert_eq!((first.sent, first.again, first.away), (0, 10, false));
    bench.clock.advance(Duration::minutes(1));
    assert_eq!(deliver(&bench.portal, &transport, 100).await.unwrap().sent, 10);
    assert!((0..10).all(|n| copies(&receiver, &format!("p{n}@example.org")) == (1, 1)));
}

#[sqlx::test(migrations = "../migrations")]
async fn a_connection_that_breaks_within_a_mail_loses_nothing(pool: PgPool) {
    let bench = bench(pool.clone()).await;
    let receiver = Receiver::start().await;
    receiver.answers("ana@example.org", &[Answer::BreakWithin, Answer::BreakWithin]);
    put(&bench, "ana@example.org", "k", notice()).await;
    put(&bench, "ben@example.org", "l", notice()).await;
    let transport = receiver.transport();
    for _ in 0..2 {
        let round = deliver(&bench.portal, &transport, 100).await.unwrap();
        assert_eq!((round.failed, round.away), (0, true));
        assert_eq!(row(&pool, "k").await, ("queued".into(), Some("connection".into()), false));
        bench.clock.advance(Duration::minutes(10));
    }
    deliver(&bench.portal, &transport, 100).await.unwrap();
    assert_eq!((copies(&receiver, "ana@example.org"), copies(&receiver, "ben@example.org")), ((1, 1), (1, 1)));
}

#[sqlx::test(migrations = "../migrations")]
async fn a_server_that_says_nothing_is_given_up_and_its_mail_waits(pool: PgPool) {
    let bench = bench(pool.clone()).await;
    let receiver = Receiver::start().await;
    // It would be held for ever.
    receiver.answers("ana@example.org", &[Answer::ToDataHeld(Held::default(), "250 2.0.0 Taken")]);
    put(&bench, "ana@example.org", "k", notice()).await;
    let hasty = receiver.transport().with_patience(std::time::Duration::ZERO);
    assert!(deliver(&bench.portal, &hasty, 100).await.unwrap().away);
    assert_eq!(row(&pool, "k").await, ("queued".into(), Some("timeout".into()), false));
}

#[sqlx::test(migrations = "../migrations")]
async fn a_server_that_takes_longer_than_anybody_waits_loses_nothing_and_a_copy_is_known_for_one(pool: PgPool) {
    let bench = bench(pool.clone()).await;
    let receiver = Receiver::start().await;
    let held = Held::default();
    receiver.answers("ana@example.org", &[Answer::ToDataHeld(held.clone(), "250 2.0.0 Taken")]);
    put(&bench, "ana@example.org", "k", notice()).await;
    let transport = receiver.transport().gives_up_when(held.mail_is_there());
    let round = deliver(&bench.portal, &transport, 100).await.unwrap();
    assert_eq!((round.sent, round.again, round.away), (0, 1, true));
    assert_eq!(row(&pool, "k").await, ("queued".into(), Some("timeout".into()), false));
    held.let_go();
    until("the mail taken after all", async || copies(&receiver, "ana@example.org") == (1, 1)).await;
    bench.clock.advance(Duration::minutes(1));
    let patient = receiver.transport();
    assert_eq!(deliver(&bench.portal, &patient, 100).await.unwrap().sent, 1);
    assert_eq!(copies(&receiver, "ana@example.org"), (2, 1), "it had taken it, and nobody heard of it");
    assert_eq!(count(&pool, "SELECT count(*) FROM ledger_event WHERE action = 'mailed'").await, 1);
}

#[sqlx::test(migrations = "../migrations")]
async fn an_answer_that_comes_too_late_is_not_taken_for_the_answer_to_the_next_mail(pool: PgPool) {
    let bench = bench(pool.clone()).await;
    let receiver = Receiver::start().await;
    let held = Held::default();
    receiver.answers("ana@example.org", &[Answer::ToDataHeld(held.clone(), "250 2.0.0 Taken")]);
    receiver.answers("ben@example.org", &[Answer::ToData("452 4.3.1 Full")]);
    put(&bench, "ana@example.org", "k", notice()).await;
    let transport = receiver.transport();
    let hasty = transport.clone().gives_up_when(held.mail_is_there());
    assert!(deliver(&bench.portal, &hasty, 100).await.unwrap().away);
    // The late answer is the next thing that the old connection says.
    held.let_go();
    until("the mail taken after all", async || copies(&receiver, "ana@example.org") == (1, 1)).await;
    put(&bench, "ben@example.org", "l", notice()).await;
    let round = deliver(&bench.portal, &transport, 100).await.unwrap();
    assert_eq!((round.sent, round.again), (0, 1), "what was refused is not taken for sent");
    assert_eq!(row(&pool, "l").await, ("queued".into(), Some("452 4.3.1".into()), false));
    bench.clock.advance(Duration::minutes(1));
    assert_eq!(deliver(&bench.portal, &transport, 100).await.unwrap().sent, 2);
    assert_eq!(copies(&receiver, "ben@example.org"), (1, 1));
}

#[sqlx::test(migrations = "../migrations")]
async fn a_conversation_that_is_dropped_leaves_no_connection_to_the_next_mail(pool: PgPool) {
    let bench = bench(pool.clone()).await;
    let receiver = Receiver::start().await;
    let held = Held::default();
    receiver.answers("ana@example.org", &[Answer::ToDataHeld(held.clone(), "250 2.0.0 Taken")]);
    receiver.answers("ben@example.org", &[Answer::ToData("452 4.3.1 Full")]);
    put(&bench, "ana@example.org", "k", notice()).await;
    let transport = receiver.transport();
    let there = held.mail_is_there();
    // As when another mail of the same turn finds the database away.
    tokio::select! {
        _ = deliver(&bench.portal, &transport, 100) => panic!("the answer was held back"),
        () = there.notified() => {}
    }
    held.let_go();
    until("the mail taken after all", async || copies(&receiver, "ana@example.org") == (1, 1)).await;
    put(&bench, "ben@example.org", "l", notice()).await;
    let round = deliver(&bench.portal, &transport, 100).await.unwrap();
    assert_eq!((round.sent, round.again), (0, 1));
}

#[sqlx::test(migrations = "../migrations")]
async fn an_address_with_other_signs_is_written_to_where_the_server_takes_them_and_refused_where_not(pool: PgPool) {
    const ADDRESS: &str = "用戶@例え.jp";
    const SENT_TO: &str = "用戶@xn--r8jz45g.jp";
    let bench = bench(pool.clone()).await;
    let receiver = Receiver::start().await;
    put(&bench, ADDRESS, "k", notice()).await;
    put(&bench, "ana@example.org", "l", notice()).await;
    let transport = receiver.transport();
    let round = deliver(&bench.portal, &transport, 100).await.unwrap();
    assert_eq!((round.sent, round.failed, round.away), (1, 1, false), "another's mail does not wait for it");
    assert_eq!(row(&pool, "k").await, ("failed".into(), Some("no-smtputf8".into()), false));
    assert_eq!(copies(&receiver, SENT_TO), (0, 0));

    let knows = Receiver::start().await;
    knows.takes_utf8();
    put(&bench, ADDRESS, "m", notice()).await;
    assert_eq!(deliver(&bench.portal, &knows.transport(), 100).await.unwrap().sent, 1);
    assert_eq!(copies(&knows, SENT_TO), (1, 1));
    assert_eq!(row(&pool, "m").await, ("sent".into(), None, false));
}

#[sqlx::test(migrations = "../migrations")]
async fn an_address_with_other_signs_is_not_given_up_because_the_server_offers_no_tls(pool: PgPool) {
    let bench = bench(pool.clone()).await;
    let receiver = Receiver::start().await;
    receiver.takes_utf8();
    put(&bench, "用戶@example.org", "k", notice()).await;
    let round = deliver(&bench.portal, &receiver.transport_with(Security::StartTls, None), 100).await.unwrap();
    assert_eq!((round.failed, round.again, round.away), (0, 1, true));
    assert_eq!(deliver(&bench.portal, &receiver.transport(), 100).await.unwrap(), Delivered::default(), "it waits");
    bench.clock.advance(Duration::minutes(1));
    assert_eq!(deliver(&bench.portal, &receiver.transport(), 100).await.unwrap().sent, 1);
}
