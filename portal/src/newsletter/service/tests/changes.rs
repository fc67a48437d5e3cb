//! L28: what changes after somebody was put on a list at a service that the portal is connected to, here and there.

use super::{
    stand_in::{Does, MONTHLY, WEEKLY},
    there::{LIBRARY, There},
    *,
};
use crate::consent::SoFar;
use serde_json::{Value, json};
use tokio_util::sync::CancellationToken;

const TOLD: &str = "ledger_event WHERE action = 'told-service' AND actor_kind = 'system' AND subject_id IS NOT NULL \
                    AND purpose IN ('weekly', 'monthly') AND detail->>'service' = 'newsletter' AND 'L28' = ANY (rules)";

/// Ana Ortiz, on the weekly's list.
async fn ana(there: &There) -> Person {
    let ana = there.person("Ana").surname("Ortiz").email("ana@example.org").add().await;
    there.says(&ana, true).await;
    assert_eq!(there.turn().await.confirmed, 1);
    there.service.heard();
    ana
}

async fn is_called(there: &There, person: &Person, name: &str) {
    there.run(format!("UPDATE person SET firstname = '{name}' WHERE id = '{}'", person.id)).await;
}

/// The library keeps her address as it is, and she says what is wrong with it.
async fn states(there: &There, person: &Person, said: &str) {
    there
        .run(format!(
            "INSERT INTO correction (library, id, person_id, reference, about, of_relation, of_column, of_row, wish, asked_by, \
                                     asked_at, status, statement, stated_at) \
             VALUES ('{LIBRARY}', gen_random_uuid(), '{0}', 'R', '{{}}', 'contact', 'email', '{0}', 'W', 'patron', now(), \
                     'refused', '{said}', now())",
            person.id.0
        ))
        .await;
}

/// What was put into the entry itself, if anything was.
fn put(there: &There) -> Option<Value> {
    let heard = there.service.heard_whole();
    heard.into_iter().find(|one| one.method == "PUT" && one.path != "/api/subscribers/lists").map(|one| one.body)
}

#[sqlx::test(migrations = "../migrations")]
async fn a_name_that_changes_is_told_there_once_and_nothing_else_of_the_entry_changes(pool: PgPool) {
    let there = There::open(&pool).await;
    let ana = ana(&there).await;
    there.says_to(&ana, "monthly", true).await;
    there.turn().await;
    there.service.notes("ana@example.org", "branch", "north");
    there.service.heard();
    let before = there.service.has();

    is_called(&there, &ana, "Anna").await;
    assert_eq!(there.turn().await, Worked { told: 1, ..Worked::default() }, "one entry for two newsletters");
    let body = put(&there).unwrap();
    assert_eq!(
        body,
        json!({ "email": "ana@example.org", "name": "Anna Ortiz", "lists": [WEEKLY, MONTHLY], "attribs": { "branch": "north" } })
    );
    assert_eq!((there.service.names(), there.service.has()), (vec!["Anna Ortiz".to_owned()], before));
    assert_eq!(there.count(&format!("{TOLD} AND fields = '{{service_listed.name}}'")).await, 1);
    let has = at_services(&there.portal, &ana.patron()).await.unwrap();
    assert!(has.iter().all(|one| one.name == "Anna Ortiz"), "she reads what is there now: {has:?}");
    assert_eq!((there.turn().await, there.service.heard()), (Worked::default(), vec![]), "and it is told once");
}

#[sqlx::test(migrations = "../migrations")]
async fn x1_a_statement_made_later_goes_there_and_is_taken_away_with_its_value(pool: PgPool) {
    let there = There::open(&pool).await;
    let ana = ana(&there).await;
    states(&there, &ana, "It is my old one").await;
    assert_eq!(there.turn().await.told, 1);
    assert_eq!(there.service.attribs("ana@example.org"), json!({ "statement": "It is my old one" }));
    assert_eq!(there.count(&format!("{TOLD} AND fields = '{{service_listed.statement}}'")).await, 1);
    assert_eq!(at_services(&there.portal, &ana.patron()).await.unwrap()[0].statement, "It is my old one");
    there.run("DELETE FROM correction").await;
    assert_eq!(there.turn().await.told, 1);
    assert_eq!(there.service.attribs("ana@example.org"), json!({}));
    // Of a record that is deleted no statement stays.
    states(&there, &ana, "Mine no more").await;
    there.turn().await;
    there.run("DELETE FROM correction").await;
    there.run(format!("DELETE FROM person WHERE id = '{}'", ana.id)).await;
    assert_eq!(there.count("service_listed WHERE statement <> '' OR name <> ''").await, 0);
}

#[sqlx::test(migrations = "../migrations")]
async fn l24_l28_a_name_that_the_service_may_have_no_more_is_taken_away_there(pool: PgPool) {
    let there = There::open(&pool).await;
    ana(&there).await;
    let mut profile = Profile::clone(&there.profile);
    vendor(&mut profile).receives.retain(|field| field.to_string() == "contact.email");
    there.clock.advance(Duration::minutes(5));
    work(&there.portal, &profile, &CancellationToken::new()).await.unwrap();
    assert_eq!(there.service.names(), ["ana"], "what the service itself takes for a name");
    assert_eq!(there.count("service_listed WHERE name <> ''").await, 0);
}

#[sqlx::test(migrations = "../migrations")]
async fn what_others_keep_there_is_not_touched_and_somebody_looks(pool: PgPool) {
    let there = There::open(&pool).await;
    let ana = ana(&there).await;
    there.service.wipes("ana@example.org");
    let id = there.service.holds("ana@example.org", &[(WEEKLY, "confirmed"), (99, "confirmed")]);
    there.run(format!("UPDATE service_listed SET remote_id = {id}")).await;
    is_called(&there, &ana, "Anna").await;
    let before = there.service.has();
    assert_eq!(there.turn().await, Worked { failed: 1, ..Worked::default() });
    assert_eq!((put(&there), there.service.has()), (None, before), "the request would take her off the other's list");
    assert_eq!((there.whys().await, there.far().await), (vec!["not-told"], (1, 0, 1)), "she is on the list");
    assert_eq!(there.turn().await, Worked::default(), "it is not tried again and again");
    assert_eq!(there.waits().await, [(None, LIST.to_owned())]);
    let has = at_services(&there.portal, &ana.patron()).await.unwrap();
    assert!(matches!(has[0].so_far, SoFar::Confirmed(_)) && has[0].name == "Ana Ortiz", "{has:?}");

    // Somebody changes it there.
    there.service.calls("ana@example.org", "Anna Ortiz");
    assert_eq!(there.again("weekly", |_| None).await, 1);
    there.turn().await;
    assert_eq!((there.whys().await, there.far().await), (vec![], (1, 0, 0)));
    assert_eq!(at_services(&there.portal, &ana.patron()).await.unwrap()[0].name, "Anna Ortiz");

    // Whoever waits for the staff is read once a day still.
    is_called(&there, &ana, "Annika").await;
    there.turn().await;
    there.service.leaves("ana@example.org", WEEKLY);
    there.clock.advance(Duration::days(1));
    assert_eq!(there.turn().await.left, 1);
}

#[sqlx::test(migrations = "../migrations")]
async fn a_change_that_got_no_answer_is_told_again_and_its_line_stands_once(pool: PgPool) {
    let there = There::open(&pool).await;
    let ana = ana(&there).await;
    is_called(&there, &ana, "Anna").await;
    for _ in 0..3 {
        there.service.next(&[Does::AsEver, Does::Says(503)]);
        assert_eq!(there.turn().await, Worked::default());
        assert_eq!((there.count(TOLD).await, there.far().await), (1, (1, 0, 0)));
    }
    assert_eq!(there.turn().await.told, 1);
    assert_eq!((there.count(TOLD).await, there.service.names()), (1, vec!["Anna Ortiz".to_owned()]));
    // It was taken, and the answer was lost: what is read there is believed.
    is_called(&there, &ana, "Annika").await;
    there.service.next(&[Does::AsEver, Does::TakesAndVanishes]);
    there.turn().await;
    there.service.heard();
    there.turn().await;
    assert_eq!((put(&there), there.count(TOLD).await), (None, 2));
    assert_eq!(at_services(&there.portal, &ana.patron()).await.unwrap()[0].name, "Annika Ortiz");
}

#[sqlx::test(migrations = "../migrations")]
async fn l29_of_whoever_said_no_nothing_is_told_any_more(pool: PgPool) {
    let there = There::open(&pool).await;
    let ana = ana(&there).await;
    is_called(&there, &ana, "Anna").await;
    there.says(&ana, false).await;
    assert_eq!(there.turn().await, Worked { removed: 1, ..Worked::default() });
    assert_eq!(put(&there), None);
}

#[sqlx::test(migrations = "../migrations")]
async fn l28_whoever_leaves_there_between_the_reading_and_the_telling_stays_off(pool: PgPool) {
    let there = There::open(&pool).await;
    let ana = ana(&there).await;
    is_called(&there, &ana, "Anna").await;
    there.service.next(&[Does::AsEver, Does::LeaveFirst(WEEKLY)]);
    there.turn().await;
    assert_eq!(there.service.sends_to(), [("ana@example.org".to_owned(), vec![])]);
    there.clock.advance(Duration::days(1));
    assert_eq!(there.turn().await.left, 1);
}

#[sqlx::test(migrations = "../migrations")]
async fn l28_whoever_leaves_there_between_the_reading_and_the_putting_on_stays_off(pool: PgPool) {
    let there = There::open(&pool).await;
    let ana = ana(&there).await;
    there.says_to(&ana, "monthly", true).await;
    there.service.next(&[Does::AsEver, Does::LeaveFirst(MONTHLY)]);
    assert_eq!(there.turn().await, Worked { failed: 1, ..Worked::default() });
    assert_eq!(there.failed("monthly").await[0].why, Why::Left);
    assert_eq!(there.service.sends_to(), [("ana@example.org".to_owned(), vec![WEEKLY])]);
}

#[sqlx::test(migrations = "../migrations")]
async fn a_list_that_asks_for_a_confirmation_of_its_own_is_looked_at(pool: PgPool) {
    let there = There::open(&pool).await;
    let ana = ana(&there).await;
    there.service.asks(MONTHLY, true);
    there.says_to(&ana, "monthly", true).await;
    there.turn().await;
    assert_eq!(there.failed("monthly").await[0].why, Why::Unconfirmed);
    assert_eq!(
        there.service.sends_to(),
        [("ana@example.org".to_owned(), vec![WEEKLY])],
        "nobody is told that it is sent"
    );
    there.service.asks(MONTHLY, false);
    assert_eq!(there.again("monthly", |_| None).await, 1);
    assert_eq!(there.turn().await.confirmed, 1);
    assert_eq!(there.service.sends_to(), [("ana@example.org".to_owned(), vec![WEEKLY, MONTHLY])]);
}

#[sqlx::test(migrations = "../migrations")]
async fn an_address_goes_there_as_mail_would_be_sent_to_it(pool: PgPool) {
    let there = There::open(&pool).await;
    let ana = there.person("Ana").email("o’connor@bücher.example").add().await;
    there.says(&ana, true).await;
    assert_eq!(there.turn().await.confirmed, 1);
    assert_eq!(there.service.sends_to(), [("o'connor@xn--bcher-kva.example".to_owned(), vec![WEEKLY])]);
    assert_eq!(there.turn().await, Worked::default());
    // The service gives it as it has it, and it is hers.
    assert_eq!(there.left("o'connor@xn--bcher-kva.example").await, LeaversRead { addresses: 1, withdrawn: 1 });
}
