//! How much mail goes to one domain, and what does not wait for it.

use super::*;

/// So many newsletters to each of these domains, due since an hour.
async fn newsletters(pool: &PgPool, bench: &Bench, domains: &[&str], each: i64) {
    let sql = "INSERT INTO outbox (library, id, kind, idempotency_key, recipient, language, subject, body_text, body_html, \
                                   created_at, next_try_at, give_up_at, lane) \
               SELECT 'mansfield', gen_random_uuid(), 'newsletter', d || n, 'n' || n || '@' || d, 'en', 'S', 'T', 'H', \
                      $1, $1, $1 + interval '5 days', 'newsletters' \
               FROM unnest($2::text[]) AS d, generate_series(1, $3) AS n";
    let due = bench.portal.clock.now() - Duration::hours(1);
    sqlx::query(sql).bind(due).bind(domains).bind(each).execute(pool).await.unwrap();
}

#[sqlx::test(migrations = "../migrations")]
async fn two_workers_together_send_no_more_to_a_domain_than_may_go_at_once_and_then_a_minute(pool: PgPool) {
    let bench = bench(pool.clone()).await;
    let receiver = Receiver::start().await;
    newsletters(&pool, &bench, &["Example.org"], 12).await;
    newsletters(&pool, &bench, &["example.org", "other.example"], 3).await;
    let transports = [receiver.transport_at(5), receiver.transport_at(5)];
    let round = async || {
        let rounds = transports.iter().map(|transport| deliver(&bench.portal, transport, 100));
        futures::future::try_join_all(rounds).await.unwrap().into_iter().fold(Delivered::default(), Delivered::and)
    };
    let first = round().await;
    assert_eq!((first.sent, first.put_off), (5 + 3, 10), "whoever writes the domain in capitals is at the same one");
    assert_eq!(count(&pool, "SELECT count(*) FROM outbox WHERE status = 'queued' AND attempts = 0").await, 10);
    assert_eq!(round().await, Delivered::default(), "each was looked at once and waits for its place");
    bench.clock.advance(Duration::seconds(30));
    assert_eq!(round().await.sent, 2, "one of five in twelve seconds");
    newsletters(&pool, &bench, &["third.example"], 1).await;
    bench.clock.advance(Duration::minutes(3));
    let last = round().await;
    assert_eq!((last.sent, last.put_off), (8 + 1, 0));
    assert_eq!(tidy(&bench.portal).await.unwrap().domains, 2, "what is past says nothing and goes");
    assert_eq!(count(&pool, "SELECT count(*) FROM mail_domain").await, 1);
    bench.clock.advance(Duration::minutes(1));
    assert_eq!(tidy(&bench.portal).await.unwrap().domains, 1);

    let ids: HashSet<String> = receiver.mails().iter().map(|mail| mail.header("Message-ID")).collect();
    assert_eq!((receiver.mails().len(), ids.len()), (19, 19));
}

#[sqlx::test(migrations = "../migrations")]
async fn newsletters_to_a_domain_hold_up_no_link_and_no_notice_to_it(pool: PgPool) {
    let bench = bench(pool.clone()).await;
    let receiver = Receiver::start().await;
    newsletters(&pool, &bench, &["example.org"], 20).await;
    let transport = receiver.transport_at(2);
    assert_eq!(deliver(&bench.portal, &transport, 100).await.unwrap().put_off, 18);
    let circulation = letters().into_iter().filter(|letter| letter.code() == "notices");
    for (n, notice) in circulation.chain((0..5).map(|_| reset())).enumerate() {
        put(&bench, "ana@example.org", &format!("k{n}"), notice).await;
    }
    let delivered = deliver(&bench.portal, &transport, 100).await.unwrap();
    assert_eq!((delivered.sent, delivered.put_off), (1 + 5, 0), "five links go at once, however few may go");
}

#[sqlx::test(migrations = "../migrations")]
async fn a_mail_that_is_tried_again_takes_a_place_of_its_own_and_one_whose_time_is_over_waits_for_none(pool: PgPool) {
    let bench = bench(pool.clone()).await;
    let receiver = Receiver::start().await;
    newsletters(&pool, &bench, &["example.org"], 2).await;
    receiver.answers("n1@example.org", &[Answer::ToRecipient("450 4.2.1 Not now")]);
    receiver.answers("n2@example.org", &[Answer::ToRecipient("450 4.2.1 Not now")]);
    let transport = receiver.transport_at(1);
    let first = deliver(&bench.portal, &transport, 100).await.unwrap();
    assert_eq!((first.again, first.put_off), (1, 1));
    bench.clock.advance(Duration::minutes(1));
    let second = deliver(&bench.portal, &transport, 100).await.unwrap();
    assert_eq!((second.again, second.put_off), (1, 1), "the one that has its place, and the other waits anew");
    sqlx::query("UPDATE outbox SET give_up_at = next_try_at").execute(&pool).await.unwrap();
    bench.clock.advance(Duration::hours(1));
    assert_eq!(deliver(&bench.portal, &transport, 100).await.unwrap().failed, 2, "both at once");
}
