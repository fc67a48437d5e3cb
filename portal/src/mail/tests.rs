//! Mail over a real connection: sent once, lost never, twice only with the same Message-ID.

mod faults;
mod pace;

use super::{
    claim,
    letter::{Circulation, Letter, Message, Section, What},
    outbox::{Enqueued, enqueue},
    testing::{ACCENT, Answer, Bench, Receiver, bench, letters, transport},
    *,
};
use crate::{db::Scope, jobs::tidy, testing::whole_statements_of};
use chrono::Duration;
use domain::words::Lang;
use sqlx::{AssertSqlSafe, PgPool, Row};
use std::collections::HashSet;

const LINK: &str = "https://mansfield.example.org/reset/TOKEN-0123456789";

fn reset() -> Letter {
    Letter::Reset { link: LINK.into(), minutes: 20 }
}

fn notice() -> Letter {
    Letter::SecurityNotice(What::SessionsEnded)
}

async fn put(bench: &Bench, to: &str, key: &str, letter: Letter) -> Enqueued {
    let mut tx = bench.portal.db.begin(Scope::Patron(&bench.library, bench.person)).await.unwrap();
    let enqueued = enqueue(&mut tx, &bench.portal, message(bench, to, key, letter)).await.unwrap();
    tx.commit().await.unwrap();
    enqueued
}

fn message<'a>(bench: &'a Bench, to: &'a str, key: &str, letter: Letter) -> Message<'a> {
    Message {
        library: &bench.library,
        library_name: "Mansfield Public Library",
        accent: ACCENT,
        site: "https://mansfield.example.org",
        person: Some(bench.person),
        subscriber: None,
        to,
        first_name: Some("Ana"),
        card: None,
        lang: Lang::En,
        idempotency_key: key.to_owned(),
        letter,
    }
}

/// The next mail of the first lane, taken by this worker.
async fn claimed(bench: &Bench) -> claim::Claimed {
    match claim::claim(&bench.portal, Lane::Safety, None).await.unwrap() {
        claim::Taken::Mail(mail) => *mail,
        other => panic!("{other:?}"),
    }
}

/// Status, last error and whether a sealed link is there, of the mail with this key.
async fn row(pool: &PgPool, key: &str) -> (String, Option<String>, bool) {
    let row = sqlx::query("SELECT status, last_error, sealed_link IS NOT NULL FROM outbox WHERE idempotency_key = $1")
        .bind(key)
        .fetch_one(pool)
        .await
        .unwrap();
    (row.get(0), row.get(1), row.get(2))
}

async fn count(pool: &PgPool, sql: &'static str) -> i64 {
    sqlx::query_scalar(sql).fetch_one(pool).await.unwrap()
}

#[sqlx::test(migrations = "../migrations")]
async fn a_mail_is_delivered_once_with_its_link_and_the_ledger_says_so(pool: PgPool) {
    let bench = bench(pool.clone()).await;
    let receiver = Receiver::start().await;
    assert_eq!(put(&bench, "ana@example.org", "reset:1", reset()).await, Enqueued::Queued);
    assert_eq!(put(&bench, "ana@example.org", "reset:1", reset()).await, Enqueued::Already);

    let transport = receiver.transport();
    let delivered = deliver(&bench.portal, &transport, 10).await.unwrap();
    assert_eq!(delivered, Delivered { sent: 1, ..Delivered::default() });
    assert_eq!(deliver(&bench.portal, &transport, 10).await.unwrap(), Delivered::default());

    let mails = receiver.mails();
    assert_eq!(mails.len(), 1);
    assert_eq!(mails[0].to, "ana@example.org");
    assert!(mails[0].data.contains(LINK) && mails[0].data.contains("Hello Ana,"), "{}", mails[0].data);
    let told = count(
        &pool,
        "SELECT count(*) FROM ledger_event WHERE action = 'mailed' AND purpose = 'reset' AND actor_kind = 'system' \
         AND subject_id IS NOT NULL AND via = 'worker' AND classes = '{notices}'",
    );
    assert_eq!(told.await, 1);
}

#[sqlx::test(migrations = "../migrations")]
async fn a_change_that_is_rolled_back_sends_nothing(pool: PgPool) {
    let bench = bench(pool.clone()).await;
    let mut tx = bench.portal.db.begin(Scope::Patron(&bench.library, bench.person)).await.unwrap();
    enqueue(&mut tx, &bench.portal, message(&bench, "ana@example.org", "k", notice())).await.unwrap();
    drop(tx);
    let receiver = Receiver::start().await;
    assert_eq!(deliver(&bench.portal, &receiver.transport(), 10).await.unwrap(), Delivered::default());
    assert_eq!(count(&pool, "SELECT count(*) FROM outbox").await, 0);
}

#[sqlx::test(migrations = "../migrations")]
async fn a_person_cannot_have_mail_written_about_another(pool: PgPool) {
    let bench = bench(pool).await;
    let other = crate::ids::PersonId(uuid::Uuid::from_u128(2));
    let mut tx = bench.portal.db.begin(Scope::Patron(&bench.library, other)).await.unwrap();
    let refused = enqueue(&mut tx, &bench.portal, message(&bench, "ana@example.org", "k", notice())).await;
    assert!(format!("{:?}", refused.unwrap_err()).contains("row-level security"));
}

#[sqlx::test(migrations = "../migrations")]
async fn an_unusable_address_does_not_stop_the_change(pool: PgPool) {
    let bench = bench(pool.clone()).await;
    for bad in ["", "none", "a@b.example\r\nBcc: c@d.example", "a@b.example, c@d.example", "<a@b.example>"] {
        assert_eq!(put(&bench, bad, bad, notice()).await, Enqueued::NoAddress, "{bad:?}");
    }
    assert_eq!(count(&pool, "SELECT count(*) FROM outbox").await, 0);
}

/// The kinds are those of the templates, so that one more is tested without being named here.
#[test]
fn there_is_a_letter_of_every_kind_to_test() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/mail/templates/en");
    let kinds: HashSet<String> = std::fs::read_dir(folder)
        .unwrap()
        .filter_map(|entry| entry.unwrap().file_name().to_str()?.strip_suffix(".txt").map(str::to_owned))
        .filter(|kind| kind != "closing")
        .collect();
    let tested: HashSet<String> = letters().iter().map(|letter| letter.template().to_owned()).collect();
    assert_eq!(kinds, tested);
}

/// SECURITY.md: CRLF in every field that reaches mail, in every kind of mail, as it comes over the wire.
#[sqlx::test(migrations = "../migrations")]
async fn a_line_end_in_any_stored_value_adds_no_header_and_no_recipient_to_any_kind_of_mail(pool: PgPool) {
    const EVIL: &str =
        "A\r\nBcc: thief@evil.example\r\n\r\n.\r\nRCPT TO:<thief@evil.example>\r\n\u{85}Bcc: x\u{2028}Bcc: y\n\rCc: z";
    let bench = bench(pool.clone()).await;
    let receiver = Receiver::start().await;
    let mut expected = 0;
    for lang in [Lang::En, Lang::Es] {
        for letter in letters() {
            let letter = match letter {
                Letter::SecurityNotice(What::NewDevice { .. }) => {
                    Letter::SecurityNotice(What::NewDevice { device: Some(EVIL.into()) })
                }
                Letter::SecurityNotice(What::Permission { news, .. }) => {
                    Letter::SecurityNotice(What::Permission { news, reference: EVIL.into() })
                }
                Letter::Circulation(notice) => Letter::Circulation(Box::new(Circulation {
                    id: bench.portal.entropy.uuid(),
                    subject: EVIL.into(),
                    sections: vec![Section { title: EVIL.into(), lines: vec![EVIL.into()], note: EVIL.into() }],
                    ..*notice
                })),
                other => other,
            };
            let key = format!("{expected}\r\nBcc: thief@evil.example");
            let mut mail = message(&bench, "ana@example.org", &key, letter);
            (mail.library_name, mail.first_name, mail.lang) = (EVIL, Some(EVIL), lang);
            let mut tx = bench.portal.db.begin(Scope::Patron(&bench.library, bench.person)).await.unwrap();
            assert_eq!(enqueue(&mut tx, &bench.portal, mail).await.unwrap(), Enqueued::Queued);
            tx.commit().await.unwrap();
            expected += 1;
        }
    }
    // What the sender reads again when it sends: the library's name, and the texts as they stand in the outbox.
    sqlx::query("UPDATE library SET name = $1").bind(EVIL).execute(&pool).await.unwrap();
    let transport = receiver.transport();
    while deliver(&bench.portal, &transport, 50).await.unwrap().sent > 0 {}
    let mails = receiver.mails();
    assert_eq!(mails.len(), expected);
    for mail in mails {
        assert_eq!(mail.to, "ana@example.org", "{}", mail.data);
        let (head, body) = mail.data.split_once("\r\n\r\n").or_else(|| mail.data.split_once("\n\n")).unwrap();
        let begins =
            |line: &str| ["bcc:", "cc:", "rcpt "].iter().any(|bad| line.trim().to_lowercase().starts_with(bad));
        assert!(!head.lines().filter(|line| !line.starts_with([' ', '\t'])).any(begins), "{head}");
        let known = [
            "Message-ID",
            "Date",
            "From",
            "To",
            "Subject",
            "Auto-Submitted",
            "Content-Language",
            "List-Unsubscribe",
            "List-Unsubscribe-Post",
            "Reply-To",
            "MIME-Version",
            "Content-Type",
            "Content-Transfer-Encoding",
        ];
        for line in head.lines().filter(|line| !line.starts_with([' ', '\t'])) {
            assert!(line.split_once(':').is_some_and(|(name, _)| known.contains(&name)), "{line:?} in {head}");
        }
        // A long line is sent in pieces (quoted-printable) and is one again where it is read.
        let body = body.replace("=\r\n", "").replace("=\n", "");
        assert!(!body.lines().any(begins), "{body}");
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn a_link_with_a_line_end_or_a_script_is_refused(pool: PgPool) {
    let bench = bench(pool).await;
    for bad in [
        "https://x.example/a\r\nBcc: c@d.example",
        "javascript:alert(1)",
        "https://x.example/\"><script>",
        "https://x.example/a b",
    ] {
        let mut tx = bench.portal.db.begin(Scope::Library(&bench.library)).await.unwrap();
        let letter = Letter::Reset { link: bad.into(), minutes: 20 };
        assert!(
            enqueue(&mut tx, &bench.portal, message(&bench, "ana@example.org", "k", letter)).await.is_err(),
            "{bad:?}"
        );
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn a_database_copy_opens_nothing_before_or_after_sending_and_the_text_stays(pool: PgPool) {
    let bench = bench(pool.clone()).await;
    put(&bench, "ana@example.org", "reset:1", reset()).await;
    let everything = "SELECT count(*) FROM outbox WHERE outbox::text LIKE '%TOKEN%' \
                      OR position(convert_to('TOKEN', 'UTF8') IN coalesce(sealed_link, '')) > 0";
    assert_eq!(count(&pool, everything).await, 0, "before");
    assert!(row(&pool, "reset:1").await.2, "it is sealed while it waits");

    let receiver = Receiver::start().await;
    deliver(&bench.portal, &receiver.transport(), 1).await.unwrap();
    assert_eq!(row(&pool, "reset:1").await, ("sent".into(), None, false), "it is wiped once sent");
    assert_eq!(count(&pool, everything).await, 0, "after");
    let text = "SELECT count(*) FROM outbox WHERE body_text LIKE '%choose a new one here:%the link is not kept%'";
    assert_eq!(count(&pool, text).await, 1, "the patron still reads what was sent");
}

#[sqlx::test(migrations = "../migrations")]
async fn many_workers_at_once_never_send_twice(pool: PgPool) {
    let bench = bench(pool).await;
    let receiver = Receiver::start().await;
    // Each has a mail in hand before any of them gets an answer.
    receiver.waits_for_together(3);
    for n in 0..40 {
        put(&bench, &format!("patron{n}@example.org"), &format!("notice:{n}"), notice()).await;
    }
    let transports = [receiver.transport(), receiver.transport(), receiver.transport()];
    let rounds = transports.iter().map(|transport| deliver(&bench.portal, transport, 100));
    let rounds = futures::future::try_join_all(rounds).await.unwrap();
    assert_eq!(rounds.iter().map(|round| round.sent).sum::<usize>(), 40);
    assert!(rounds.iter().all(|round| round.sent > 0), "all of them worked: {rounds:?}");

    let mails = receiver.mails();
    let ids: HashSet<String> = mails.iter().map(|mail| mail.header("Message-ID")).collect();
    assert_eq!((mails.len(), ids.len()), (40, 40));
}

#[sqlx::test(migrations = "../migrations")]
async fn a_worker_killed_between_sending_and_noting_leads_to_a_copy_with_the_same_message_id(pool: PgPool) {
    let bench = bench(pool.clone()).await;
    let receiver = Receiver::start().await;
    let transport = receiver.transport();
    put(&bench, "ana@example.org", "k", notice()).await;

    let mail = claimed(&bench).await;
    let Transport::Smtp(smtp) = &transport else { unreachable!() };
    assert_eq!(smtp.send(&bench.portal.keys, &mail, None).await, super::transport::Outcome::Sent);
    // The worker dies here. Until its lease ends nobody else takes the mail.
    assert_eq!(deliver(&bench.portal, &transport, 10).await.unwrap(), Delivered::default());
    bench.clock.advance(claim::LEASE);
    assert_eq!(deliver(&bench.portal, &transport, 10).await.unwrap().sent, 1);

    let mails = receiver.mails();
    assert_eq!(mails.len(), 2);
    assert_eq!(mails[0].header("Message-ID"), mails[1].header("Message-ID"));
    assert_eq!(mails[0].header("Date"), mails[1].header("Date"));
    assert_eq!(count(&pool, "SELECT count(*) FROM ledger_event WHERE action = 'mailed'").await, 1);
}

#[sqlx::test(migrations = "../migrations")]
async fn a_reply_that_never_came_leads_to_a_copy_with_the_same_message_id(pool: PgPool) {
    let bench = bench(pool).await;
    let receiver = Receiver::start().await;
    receiver.answers("ana@example.org", &[Answer::TakeAndVanish]);
    put(&bench, "ana@example.org", "k", notice()).await;
    let transport = receiver.transport();
    assert_eq!(deliver(&bench.portal, &transport, 10).await.unwrap().again, 1);
    bench.clock.advance(Duration::minutes(1));
    assert_eq!(deliver(&bench.portal, &transport, 10).await.unwrap().sent, 1);
    let mails = receiver.mails();
    assert_eq!(mails.len(), 2);
    assert_eq!(mails[0].header("Message-ID"), mails[1].header("Message-ID"));
}

#[sqlx::test(migrations = "../migrations")]
async fn a_worker_that_comes_back_late_undoes_nothing(pool: PgPool) {
    let bench = bench(pool.clone()).await;
    let receiver = Receiver::start().await;
    put(&bench, "ana@example.org", "k", notice()).await;
    let late = claimed(&bench).await;
    bench.clock.advance(claim::LEASE);
    deliver(&bench.portal, &receiver.transport(), 1).await.unwrap();

    claim::failed(&bench.portal, &late, "550").await.unwrap();
    claim::again(&bench.portal, &late, "451", bench.portal.clock.now()).await.unwrap();
    claim::sent(&bench.portal, &late, false).await.unwrap();
    assert_eq!(row(&pool, "k").await, ("sent".into(), None, false));
    assert_eq!(count(&pool, "SELECT count(*) FROM ledger_event WHERE action = 'mailed'").await, 1, "said once");
}

#[sqlx::test(migrations = "../migrations")]
async fn a_temporary_refusal_is_tried_again_when_its_time_comes_and_not_before(pool: PgPool) {
    let bench = bench(pool.clone()).await;
    let receiver = Receiver::start().await;
    receiver.answers(
        "ana@example.org",
        &[Answer::ToRecipient("451 4.7.1 <ana@example.org> greylisted"), Answer::ToData("452 4.3.1 Full")],
    );
    put(&bench, "ana@example.org", "k", notice()).await;
    put(&bench, "ben@example.org", "l", notice()).await;
    let transport = receiver.transport();

    let first = deliver(&bench.portal, &transport, 10).await.unwrap();
    assert_eq!((first.sent, first.again, first.away), (1, 1, false), "another's mail does not wait for it");
    assert_eq!(row(&pool, "k").await, ("queued".into(), Some("451 4.7.1".into()), false), "and no address is kept");
    bench.clock.advance(Duration::seconds(10));
    assert_eq!(deliver(&bench.portal, &transport, 10).await.unwrap(), Delivered::default(), "too early");
    bench.clock.advance(Duration::seconds(30));
    assert_eq!(deliver(&bench.portal, &transport, 10).await.unwrap().again, 1);
    bench.clock.advance(Duration::seconds(40));
    assert_eq!(deliver(&bench.portal, &transport, 10).await.unwrap(), Delivered::default(), "the wait has grown");
    bench.clock.advance(Duration::seconds(40));
    assert_eq!(deliver(&bench.portal, &transport, 10).await.unwrap().sent, 1);
}

#[sqlx::test(migrations = "../migrations")]
async fn a_mail_that_never_goes_is_given_up_after_five_days(pool: PgPool) {
    let bench = bench(pool.clone()).await;
    let receiver = Receiver::start().await;
    receiver.answers("ana@example.org", &vec![Answer::ToRecipient("450 4.2.1 Not now"); 1000]);
    put(&bench, "ana@example.org", "k", notice()).await;
    let transport = receiver.transport();
    let mut attempts = 0;
    let mut hours = 0;
    while row(&pool, "k").await.0 == "queued" {
        attempts += deliver(&bench.portal, &transport, 10).await.unwrap().again;
        bench.clock.advance(Duration::hours(1));
        hours += 1;
        assert!(hours <= 5 * 24 + 1, "still trying");
    }
    assert!((4 * 24..=5 * 24).contains(&hours), "given up after {hours} hours");
    assert!((20..60).contains(&attempts), "{attempts} attempts");
    assert_eq!(row(&pool, "k").await.1.as_deref(), Some("450 4.2.1"));
}

#[sqlx::test(migrations = "../migrations")]
async fn a_permanent_refusal_is_final_and_keeps_only_the_code(pool: PgPool) {
    let bench = bench(pool.clone()).await;
    let receiver = Receiver::start().await;
    receiver.answers("ana@example.org", &[Answer::ToRecipient("550 5.1.1 <ana@example.org> unknown here")]);
    put(&bench, "ana@example.org", "reset:1", reset()).await;
    let transport = receiver.transport();
    assert_eq!(deliver(&bench.portal, &transport, 10).await.unwrap().failed, 1);
    assert_eq!(row(&pool, "reset:1").await, ("failed".into(), Some("550 5.1.1".into()), false));
    bench.clock.advance(Duration::days(1));
    assert_eq!(deliver(&bench.portal, &transport, 10).await.unwrap(), Delivered::default());
    assert_eq!(receiver.mails(), []);
    assert_eq!(count(&pool, "SELECT count(*) FROM ledger_event WHERE action = 'mailed'").await, 0);
}

#[sqlx::test(migrations = "../migrations")]
async fn a_server_that_is_away_loses_nothing_and_stops_the_round(pool: PgPool) {
    let bench = bench(pool.clone()).await;
    let port = {
        let gone = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        gone.local_addr().unwrap().port()
    };
    for n in 0..3 {
        put(&bench, "ana@example.org", &format!("k{n}"), notice()).await;
    }
    let away = transport(port, Security::None, None);
    for _ in 0..20 {
        let round = deliver(&bench.portal, &away, 10).await.unwrap();
        assert!(round.sent == 0 && round.failed == 0 && round.again <= 1);
        bench.clock.advance(Duration::minutes(3));
    }
    assert_eq!(
        count(&pool, "SELECT count(*) FROM outbox WHERE status = 'queued' AND last_error = 'connection'").await,
        3
    );

    let receiver = Receiver::start().await;
    bench.clock.advance(Duration::minutes(13));
    assert_eq!(deliver(&bench.portal, &receiver.transport(), 10).await.unwrap().sent, 3);
}

#[sqlx::test(migrations = "../migrations")]
async fn a_mistyped_password_of_the_portal_loses_no_mail(pool: PgPool) {
    let bench = bench(pool.clone()).await;
    let receiver = Receiver::start().await;
    receiver.wants_password("535 5.7.8 Wrong");
    put(&bench, "ana@example.org", "k", notice()).await;
    let round = deliver(&bench.portal, &receiver.transport_with(Security::None, Some("wrong")), 10).await.unwrap();
    assert_eq!((round.again, round.failed, round.away), (1, 0, true));
    assert_eq!(row(&pool, "k").await.1.as_deref(), Some("535 5.7.8"));

    receiver.wants_password("235 2.7.0 Welcome");
    bench.clock.advance(Duration::minutes(1));
    assert_eq!(
        deliver(&bench.portal, &receiver.transport_with(Security::None, Some("right")), 10).await.unwrap().sent,
        1
    );
}

#[sqlx::test(migrations = "../migrations")]
async fn a_server_that_offers_no_starttls_gets_no_mail(pool: PgPool) {
    let bench = bench(pool).await;
    let receiver = Receiver::start().await;
    put(&bench, "ana@example.org", "k", notice()).await;
    let round = deliver(&bench.portal, &receiver.transport_with(Security::StartTls, None), 10).await.unwrap();
    assert_eq!((round.sent, round.again, round.away), (0, 1, true));
    assert_eq!(receiver.mails(), []);
}

#[sqlx::test(migrations = "../migrations")]
async fn a_link_that_has_ended_is_not_sent_and_is_wiped(pool: PgPool) {
    let bench = bench(pool.clone()).await;
    let receiver = Receiver::start().await;
    put(&bench, "ana@example.org", "reset:1", reset()).await;
    bench.clock.advance(Duration::minutes(20));
    assert_eq!(deliver(&bench.portal, &receiver.transport(), 10).await.unwrap().failed, 1);
    assert_eq!(row(&pool, "reset:1").await, ("failed".into(), Some("expired".into()), false));
    assert_eq!(receiver.mails(), []);
}

#[sqlx::test(migrations = "../migrations")]
async fn a_link_moved_to_another_row_is_not_sent(pool: PgPool) {
    let bench = bench(pool.clone()).await;
    let receiver = Receiver::start().await;
    put(&bench, "ana@example.org", "reset:1", reset()).await;
    put(&bench, "eve@example.org", "reset:2", reset()).await;
    sqlx::query(
        "UPDATE outbox SET sealed_link = (SELECT sealed_link FROM outbox WHERE idempotency_key = 'reset:1') \
         WHERE idempotency_key = 'reset:2'",
    )
    .execute(&pool)
    .await
    .unwrap();
    deliver(&bench.portal, &receiver.transport(), 10).await.unwrap();
    assert_eq!(receiver.mails().iter().map(|mail| mail.to.as_str()).collect::<Vec<_>>(), ["ana@example.org"]);
    let (status, error, kept) = row(&pool, "reset:2").await;
    assert_eq!((status.as_str(), error.as_deref(), kept), ("queued", Some("link"), true), "another worker may open it");
}

#[sqlx::test(migrations = "../migrations")]
async fn in_development_the_link_is_read_in_the_outbox_until_it_ends(pool: PgPool) {
    let bench = bench(pool.clone()).await;
    put(&bench, "ana@example.org", "reset:1", reset()).await;
    assert_eq!(deliver(&bench.portal, &Transport::Keep, 10).await.unwrap().sent, 1);
    let mails = dev_list(&bench.portal, &bench.library).await.unwrap();
    assert_eq!(mails.len(), 1);
    assert_eq!((mails[0].status.as_str(), mails[0].kind.as_str()), ("sent", "reset"));
    assert!(mails[0].text.contains(LINK) && mails[0].html.contains(LINK));
    assert_eq!(dev_list(&bench.portal, &"canton".parse().unwrap()).await.unwrap(), []);

    bench.clock.advance(Duration::minutes(20));
    assert_eq!(tidy(&bench.portal).await.unwrap().links, 1);
    assert!(!dev_list(&bench.portal, &bench.library).await.unwrap()[0].text.contains("TOKEN"));
}

#[sqlx::test(migrations = "../migrations")]
async fn erasing_a_person_takes_their_mail_along_even_while_it_is_sent(pool: PgPool) {
    let bench = bench(pool.clone()).await;
    put(&bench, "ana@example.org", "k", notice()).await;
    let mail = claimed(&bench).await;
    sqlx::query("DELETE FROM person").execute(&pool).await.unwrap();
    claim::sent(&bench.portal, &mail, false).await.unwrap();
    assert_eq!(count(&pool, "SELECT count(*) FROM outbox").await, 0);
}

#[sqlx::test(migrations = "../migrations")]
async fn twenty_thousand_newsletters_never_delay_a_link(pool: PgPool) {
    let bench = bench(pool.clone()).await;
    let receiver = Receiver::start().await;
    let many = "INSERT INTO outbox (library, id, kind, idempotency_key, recipient, language, subject, body_text, body_html, \
                                    created_at, next_try_at, give_up_at, lane) \
                SELECT 'mansfield', gen_random_uuid(), 'newsletter', 'n' || n, 'n' || n || '@example.org', 'en', 'S', 'T', 'H', \
                       $1, $1, $1 + interval '5 days', 'newsletters' FROM generate_series(1, 20000) n";
    sqlx::query(many).bind(bench.portal.clock.now() - Duration::hours(1)).execute(&pool).await.unwrap();
    put(&bench, "ana@example.org", "reset:1", reset()).await;

    let mut delivered = Delivered::default();
    let transport = receiver.transport();
    assert!(deliver_one(&bench.portal, &transport, Lane::Safety, &mut delivered).await.unwrap());
    assert_eq!(receiver.mails().iter().map(|mail| mail.to.as_str()).collect::<Vec<_>>(), ["ana@example.org"]);
    assert!(!deliver_one(&bench.portal, &transport, Lane::Safety, &mut delivered).await.unwrap(), "and nothing else");
    assert!(deliver_one(&bench.portal, &transport, Lane::Newsletters, &mut delivered).await.unwrap());
    assert_eq!(receiver.mails().len(), 2);
}

#[sqlx::test(migrations = "../migrations")]
async fn the_next_mail_of_a_lane_is_found_without_looking_at_those_behind_it(pool: PgPool) {
    let bench = bench(pool.clone()).await;
    let (taken, sent) = whole_statements_of(claim::claim(&bench.portal, Lane::Newsletters, None)).await;
    assert!(matches!(taken.unwrap(), claim::Taken::None));
    // What the worker sends, without the lease that it takes.
    let sent = sent.iter().find(|sql| sql.starts_with("UPDATE outbox o SET leased_until")).unwrap();
    let (_, looks) = sent.split_once("(o.library, o.id) = (").unwrap();
    let (looks, _) = looks.split_once(") RETURNING").unwrap();
    let looks = looks.replace("$1", "now()").replace("$3", "'newsletters'");
    assert!(looks.trim_start().starts_with("SELECT") && looks.ends_with("SKIP LOCKED"), "{looks}");
    let many = "INSERT INTO outbox (library, id, kind, idempotency_key, recipient, language, subject, body_text, body_html, \
                                    created_at, next_try_at, give_up_at, lane, status) \
                SELECT 'mansfield', gen_random_uuid(), 'k', 'n' || n, 'a@example.org', 'en', 'S', 'T', 'H', $1, \
                       $1 + n * interval '1 millisecond', $1 + interval '5 days', \
                       (ARRAY['safety', 'notices', 'newsletters'])[n % 3 + 1], \
                       CASE WHEN n % 5 = 0 THEN 'sent' ELSE 'queued' END FROM generate_series(1, 30000) n";
    sqlx::query(many).bind(bench.portal.clock.now() - Duration::hours(1)).execute(&pool).await.unwrap();
    sqlx::query("ANALYZE outbox").execute(&pool).await.unwrap();
    let plan: Vec<String> =
        sqlx::query_scalar(AssertSqlSafe(format!("EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF, SUMMARY OFF) {looks}")))
            .fetch_all(&pool)
            .await
            .unwrap();
    let plan = plan.join("\n");
    assert!(plan.contains("Index Scan using outbox_due"), "{plan}");
    assert!(!plan.contains("Sort") && !plan.contains("Rows Removed"), "{plan}");
}

#[sqlx::test(migrations = "../migrations")]
async fn l27_whoever_says_no_a_moment_before_their_turn_is_not_written_to(pool: PgPool) {
    let bench = bench(pool.clone()).await;
    let receiver = Receiver::start().await;
    let told = || Letter::SecurityNotice(What::ContactChanged);
    put(&bench, "ana@example.org", "k", told()).await;
    put(&bench, "ana@example.org", "safety", notice()).await;
    let answers = |given: bool| {
        let sql = "INSERT INTO consent (library, id, person_id, purpose, channel, given, words, words_version, language, \
                                        decided_at, means, source, sourced_at) \
                   VALUES ('mansfield', gen_random_uuid(), $1, 'all-mail', 'email', $2, 'W', '1', 'en', $3, 'portal', \
                           'portal', $3)";
        sqlx::query(sql).bind(bench.person.0).bind(given).bind(bench.portal.clock.now()).execute(&pool)
    };
    answers(false).await.unwrap();
    let delivered = deliver(&bench.portal, &receiver.transport(), 10).await.unwrap();
    assert_eq!(delivered, Delivered { sent: 1, withheld: 1, ..Delivered::default() }, "what is for their safety goes");
    assert_eq!(row(&pool, "k").await, ("withheld".into(), Some("no-mail".into()), false));
    assert_eq!(put(&bench, "ana@example.org", "l", told()).await, Enqueued::Unwanted, "and none is written any more");
    bench.clock.advance(Duration::minutes(1));
    answers(true).await.unwrap();
    assert_eq!(put(&bench, "ana@example.org", "l", told()).await, Enqueued::Queued);
    assert_eq!(deliver(&bench.portal, &receiver.transport(), 10).await.unwrap().sent, 1);
    assert_eq!(row(&pool, "k").await.0, "withheld", "what was not wanted then does not come back");
}

#[sqlx::test(migrations = "../migrations")]
async fn a_mail_that_was_given_up_is_seen_without_its_address_and_goes_when_it_is_tried_again(pool: PgPool) {
    let house = crate::testing::House::at("mansfield").open(&pool).await;
    let director = house.employs("dora", "Dora", domain::decision::Role::Director).await;
    let keeper = crate::authority::Keeper::of(&director).unwrap();
    let bench = Bench {
        person: house.person("Ana").add().await.id,
        library: house.profile.slug.clone(),
        portal: house.portal.clone(),
        clock: house.clock.clone(),
    };
    let receiver = Receiver::start().await;
    let transport = receiver.transport();
    for (key, letter) in [("k", notice()), ("reset:1", reset())] {
        receiver.answers("ana@example.org", &[Answer::ToRecipient("550 5.7.1 not from you")]);
        put(&bench, "ana@example.org", key, letter).await;
        deliver(&bench.portal, &transport, 10).await.unwrap();
    }
    let (all, waiting) = given_up(&bench.portal, &keeper).await.unwrap();
    assert_eq!(waiting, 0);
    let seen: Vec<_> = all.iter().map(|one| (one.kind.as_str(), one.domain.as_str(), one.can_be_retried)).collect();
    assert_eq!(seen, [("sessions-ended", "example.org", true), ("reset", "example.org", false)]);
    assert_eq!(all[0].why.as_deref(), Some("550 5.7.1"));

    assert_eq!(retry(&bench.portal, &keeper, all[1].id).await.unwrap(), Retried::Nothing, "its link is gone");
    assert_eq!(retry(&bench.portal, &keeper, all[0].id).await.unwrap(), Retried::Queued);
    assert_eq!(retry(&bench.portal, &keeper, all[0].id).await.unwrap(), Retried::Nothing, "a second click");
    bench.clock.advance(Duration::days(4));
    assert_eq!(deliver(&bench.portal, &transport, 10).await.unwrap().sent, 1, "it has five days anew");
    assert_eq!(given_up(&bench.portal, &keeper).await.unwrap().0.len(), 1);
    let told =
        "SELECT count(*) FROM ledger_event WHERE action = 'mail-retried' AND subject_id IS NOT NULL AND via = 'desk'";
    assert_eq!(count(&pool, told).await, 1);
    let canton = house.beside("canton").await;
    let elsewhere = canton.employs("carl", "Carl", domain::decision::Role::Director).await;
    let other = crate::authority::Keeper::of(&elsewhere).unwrap();
    assert_eq!(retry(&bench.portal, &other, all[1].id).await.unwrap(), Retried::Nothing);
    assert_eq!(given_up(&bench.portal, &other).await.unwrap().0.rows, []);
}
