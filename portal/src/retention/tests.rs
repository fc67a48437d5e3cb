use super::*;
use crate::{
    authority::Operator,
    jobs,
    ledger::{seal, verify},
    record::{ListQuery, class_page},
    testing::{House, Person},
};
use chrono::{Days, Duration, NaiveDate};
use domain::{
    inventory::{Class, relations},
    profile::{Due, Keep, Stop},
};
use proptest::{prelude::*, strategy::ValueTree, test_runner::TestRunner};
use sqlx::PgPool;
use std::collections::BTreeMap;
use tokio_util::sync::CancellationToken;

fn operator(house: &House) -> Operator {
    house.operator()
}

async fn run_all(house: &House) -> Done {
    match run(&house.portal, &operator(house), |_| ()).await.unwrap() {
        Step::Ended(done) => done,
        step => panic!("{step:?}"),
    }
}

fn today(house: &House) -> NaiveDate {
    house.now().with_timezone(&house.profile.time_zone).date_naive()
}

/// A loan that came back at noon, so many days ago.
async fn came_back(house: &House, person: &Person, title: &str, days_ago: u64) {
    let at = house.now() - Days::new(days_ago);
    house
        .run(format!(
            "INSERT INTO loan_history (library, id, person_id, source, sourced_at, title, checked_out_at, returned_at) \
             VALUES ('{}', gen_random_uuid(), '{}', 'koha', '{at}', '{title}', '{at}', '{at}')",
            house.slug(),
            person.id.0
        ))
        .await;
}

async fn titles(house: &House) -> Vec<String> {
    house.all("SELECT title FROM loan_history ORDER BY title").await
}

#[sqlx::test(migrations = "../migrations")]
async fn m1_what_was_due_today_is_gone_and_what_is_due_tomorrow_is_there(pool: PgPool) {
    let house = House::at("elm").open(&pool).await;
    let ana = house.somebody().add().await;
    came_back(&house, &ana, "due today", 30).await;
    came_back(&house, &ana, "due tomorrow", 29).await;
    let counted = plan(&house.portal, &operator(&house)).await.unwrap();
    assert_eq!(
        counted.lines.iter().map(|line| (line.class.as_str(), line.rows, line.people)).collect::<Vec<_>>(),
        [("history", 1, 1)]
    );
    assert_eq!(titles(&house).await.len(), 2, "a plan changes nothing");
    let done = run_all(&house).await;
    assert_eq!(done.rows["loan_history"], 1);
    assert_eq!(titles(&house).await, ["due tomorrow"]);
    let said: Vec<String> = house
        .all("SELECT action || ' ' || detail::text || ' ' || classes::text FROM ledger_event WHERE action = 'deleted'")
        .await;
    assert_eq!(said, [r#"deleted {"tables": {"loan_history": 1}, "deleted": 1} {history}"#], "counts, and no title");
    seal(&house.portal, 100).await.unwrap();
    assert!(verify(&house.portal, house.slug()).await.unwrap().broken.is_none());
}

/// Every row of every list, as the page tells what becomes of it: table, row, date.
async fn told(house: &House, person: &Person) -> Vec<(String, uuid::Uuid, Due)> {
    let mut all = Vec::new();
    for class in Class::ALL {
        let query = ListQuery::default();
        let Some(page) = class_page(&house.portal, &person.patron(), class, &query).await.unwrap() else { continue };
        for section in &page.sections {
            let name = section.relation.name.to_owned();
            all.extend(section.rows.iter().map(|row| (name.clone(), row.id, page.due(section, row, &house.profile))));
        }
    }
    all
}

async fn is_there(house: &House, relation: &str, id: uuid::Uuid) -> bool {
    let key = relations().find(|(_, one)| one.name == relation).unwrap().1.key;
    house.count(&format!("{relation} WHERE {key} = '{id}'")).await > 0
}

/// What the archive says becomes of a row: the day, or that it stays.
fn archived(record: &serde_json::Value, relation: &str, id: uuid::Uuid) -> (Option<NaiveDate>, bool) {
    let (class, _) = relations().find(|(_, one)| one.name == relation).unwrap();
    let rows = record["classes"][class.code()]["relations"][relation].as_array().unwrap();
    let row = rows.iter().find(|row| row["id"] == id.to_string()).unwrap_or_else(|| panic!("{relation} {id}"));
    (row["deleted_on"].as_str().map(|day| day.parse().unwrap()), !row["stays"].is_null())
}

/// Whatever day it is and whatever happened when, what the page says is due by today is what the archive says, what the plan
/// counts and what the run deletes, and nothing else.
#[sqlx::test(migrations = "../migrations")]
async fn what_the_page_says_is_due_is_what_archive_and_plan_say_and_what_goes(pool: PgPool) {
    let mut runner = TestRunner::deterministic();
    let days = prop::collection::vec(0u32..900, 60);
    for (slug, choice) in
        [("mansfield", "default"), ("lci-member", "off"), ("putnam", "forever"), ("canton", "forever")]
    {
        let house = House::at(slug).open(&pool).await;
        let ana = house.everybody().await;
        let days = days.new_tree(&mut runner).unwrap().current();
        let mut day = days.iter().copied().cycle();
        let mut ago = || format!("'{}'::timestamptz", house.now() - Duration::days(day.next().unwrap().into()));
        for (table, column) in [
            ("loan_history", "returned_at"),
            ("hold", "closed_on"),
            ("account_line", "settled_on"),
            ("interlibrary_loan", "finished_on"),
            ("notice_sent", "sent_at"),
            ("registration", "event_at"),
            ("question", "answered_on"),
            ("computer_session", "started_at"),
            ("pending_change", "decided_at"),
        ] {
            let copies: Vec<String> = (0..5).map(|_| ago()).collect();
            let nullable = format!(
                "SELECT is_nullable = 'YES' FROM information_schema.columns \
                 WHERE table_schema = current_schema() AND table_name = '{table}' AND column_name = '{column}'"
            );
            let last = if house.one::<bool>(&nullable).await { "NULL".to_owned() } else { ago() };
            for at in copies.into_iter().chain([last]) {
                house
                    .run(format!(
                        "INSERT INTO {table} SELECT (jsonb_populate_record(t, jsonb_build_object('id', gen_random_uuid(), \
                         'reference', gen_random_uuid(), 'line_number', gen_random_uuid(), 'title', gen_random_uuid(), 'field', gen_random_uuid(), '{column}', {at}))).* \
                         FROM {table} t WHERE library = '{slug}' AND person_id = '{}' LIMIT 1",
                        ana.id.0
                    ))
                    .await;
            }
        }
        house.run(format!("UPDATE preference SET reading_history = '{choice}' WHERE library = '{slug}'")).await;
        house.run(format!("UPDATE card SET status = 'active', closed_at = NULL WHERE library = '{slug}'")).await;
        house.run(format!("UPDATE person SET absent_since = NULL WHERE library = '{slug}'")).await;
        let before = told(&house, &ana).await;
        assert!(before.iter().any(|(.., due)| matches!(due, Due::Waits(_))), "something waits");
        let record = crate::export::tests::record(&house.portal, &ana.patron()).await;
        let mut counted: BTreeMap<String, u64> = BTreeMap::new();
        for (relation, id, due) in &before {
            let said = match due {
                Due::On(day) => (Some(*day), false),
                Due::Waits(_) | Due::Stopped(_) => (None, true),
                Due::WithTheRecord => (None, false),
            };
            assert_eq!(archived(&record, relation, *id), said, "{slug}: {relation} {id}");
            if matches!(due, Due::On(day) if *day <= today(&house)) {
                *counted.entry(relation.clone()).or_default() += 1;
            }
        }
        let mut planned: BTreeMap<String, u64> = BTreeMap::new();
        for line in plan(&house.portal, &operator(&house)).await.unwrap().lines {
            *planned.entry(line.relation).or_default() += line.rows;
        }
        assert_eq!(planned, counted, "{slug}");
        run_all(&house).await;
        let mut went = 0;
        for (relation, id, due) in before {
            let gone = !is_there(&house, &relation, id).await;
            let is_due = matches!(due, Due::On(day) if day <= today(&house));
            assert_eq!(gone, is_due, "{slug}: {relation} {id}: {due:?}");
            went += i32::from(gone);
        }
        assert!(went > 10, "{slug}: {went}");
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn what_a_legal_process_may_concern_stays_and_the_page_says_so_until_it_is_lifted(pool: PgPool) {
    let house = House::at("elm").open(&pool).await;
    let (ana, ben) = (house.somebody().card().add().await, house.somebody().card().add().await);
    for one in [&ana, &ben] {
        came_back(&house, one, "old", 400).await;
    }
    let by = operator(&house);
    let card = domain::parse::CardNumber::parse(&ana.card, &house.profile.card).unwrap();
    let id = holds::set(&house.portal, &by, &card, &[Class::History], "Docket 1").await.unwrap().unwrap();
    run_all(&house).await;
    assert_eq!(titles(&house).await, ["old"], "Ana's stays, Ben's is gone");
    let (.., due) = told(&house, &ana).await.into_iter().find(|(table, ..)| table == "loan_history").unwrap();
    assert_eq!(due, Due::Stopped(Stop::LegalHold));
    // Not even their own choice destroys it.
    crate::choice::choose(
        &house.portal,
        &ana.patron(),
        crate::choice::Choice::History(domain::profile::HistoryChoice::Off),
    )
    .await
    .unwrap();
    assert_eq!(titles(&house).await, ["old"]);
    assert!(holds::lift(&house.portal, &by, id).await.unwrap());
    assert!(!holds::lift(&house.portal, &by, id).await.unwrap(), "once");
    house.clock.advance(Duration::days(1));
    run_all(&house).await;
    assert!(titles(&house).await.is_empty());
}

#[sqlx::test(migrations = "../migrations")]
async fn a_hold_by_a_card_number_that_was_given_out_again_is_refused_and_says_why(pool: PgPool) {
    let house = House::at("elm").open(&pool).await;
    let (ana, ben) = (house.somebody().card().add().await, house.somebody().card().add().await);
    house.gives_number_again(&ana, &ben, "closed").await;
    let by = operator(&house);
    let number = |text: &str| domain::parse::CardNumber::parse(text, &house.profile.card).unwrap();
    let set = async |card: &str| holds::set(&house.portal, &by, &number(card), &[], "Docket 1").await.unwrap();
    assert_eq!(set(&ana.card).await, Err(holds::NotOne::Several));
    assert_eq!(set(&crate::testing::card(999)).await, Err(holds::NotOne::Nobody));
    assert_eq!(house.count("legal_hold").await, 0);
    let listed = holds::list(&house.portal, &by, &number(&ana.card)).await.unwrap();
    assert_eq!(listed, Err(holds::NotOne::Several), "nor is it listed whose deletions are put off");
    assert!(set(&ben.card).await.is_ok(), "his other card was nobody else's");
    assert_eq!(holds::list(&house.portal, &by, &number(&ben.card)).await.unwrap().unwrap().len(), 1);
}

#[sqlx::test(migrations = "../migrations")]
async fn a_debt_stops_what_the_profile_says_it_stops(pool: PgPool) {
    let stopped = |profile: &mut domain::profile::Profile| {
        profile.retention.get_mut(&Class::History).unwrap().stopped_by = vec![Stop::Debt];
    };
    let house = House::at("elm").with(stopped).open(&pool).await;
    let ana = house.somebody().owes(5).add().await;
    came_back(&house, &ana, "old", 400).await;
    run_all(&house).await;
    assert_eq!(titles(&house).await, ["old"]);
    house.run("UPDATE account_line SET outstanding_cents = 0, settled_on = '2026-11-23'").await;
    house.clock.advance(Duration::days(1));
    run_all(&house).await;
    assert!(titles(&house).await.is_empty());
}

/// Someone whose only card was closed so many days ago.
async fn left(house: &House, days_ago: i64) -> Person {
    let person = house.everybody().await;
    house
        .run(format!(
            "UPDATE card SET status = 'closed', closed_at = '{}' WHERE person_id = '{1}'; \
             DELETE FROM checkout WHERE person_id = '{1}'; UPDATE person SET absent_since = NULL WHERE id = '{1}'; \
             UPDATE account_line SET outstanding_cents = 0, settled_on = '2026-11-01' WHERE person_id = '{1}'",
            house.now() - Duration::days(days_ago),
            person.id.0,
        ))
        .await;
    person
}

#[sqlx::test(migrations = "../migrations")]
async fn the_whole_record_of_who_left_goes_with_every_way_in_and_leaves_no_name(pool: PgPool) {
    let house = House::at("elm").open(&pool).await;
    let (gone, stays) = (left(&house, 30).await, left(&house, 29).await);
    let closed_on = today(&house) - Days::new(30);
    assert_eq!(plan(&house.portal, &operator(&house)).await.unwrap().people_over, Some((closed_on, closed_on)));
    let done = run_all(&house).await;
    assert_eq!(done.people, 1);
    for (_, relation) in relations().filter(|(_, relation)| relation.name != "ledger_event") {
        let left = house.count(&format!("{} WHERE {} = '{}'", relation.name, relation.person, gone.id.0)).await;
        assert_eq!(left, 0, "{}", relation.name);
        if relation.name == "session" || relation.name == "person" {
            let there = house.count(&format!("{} WHERE {} = '{}'", relation.name, relation.person, stays.id.0)).await;
            assert!(there > 0, "{}", relation.name);
        }
    }
    let last: String = house
        .one(&format!(
            "SELECT action FROM ledger_event WHERE subject_id = '{}' ORDER BY position DESC LIMIT 1",
            gone.id.0
        ))
        .await;
    assert_eq!(last, "record-deleted");
}

/// What a library has to be able to show outlives the record, without whose it was.
#[sqlx::test(migrations = "../migrations")]
async fn l30_s3_what_the_director_has_to_show_stays_when_a_record_goes(pool: PgPool) {
    use crate::{
        authority::{Director, Editor},
        breach, newsletter,
    };
    let house = House::at("elm").open(&pool).await;
    let (gone, stays) = (left(&house, 30).await, left(&house, 29).await);
    let ruth = house.employs("ruth", "Ruth", domain::decision::Role::Director).await;
    let (director, editor) = (Director::of(&ruth).unwrap(), Editor::of(&ruth).unwrap());
    let (slug, account) = (house.slug(), ruth.account());
    let about = |table: &str, person: &Person| format!("{table} WHERE person_id = '{}'", person.id.0);
    house
        .run(format!(
            "INSERT INTO breach (library, id, what, said_en, said_es, found_on, since, until, reach, classes, recorded_at, \
                                 recorded_by) \
             VALUES ('{slug}', '{account}', 'W', 'S', 'S', '2026-11-20', '2026-10-01', '2026-10-31', 'everybody', \
                     '{{contact}}', now(), '{account}'); \
             INSERT INTO newsletter_issue (library, id, list, subject_en, body_en, written_by, created_at, changed_at) \
             VALUES ('{slug}', '{account}', 'weekly', 'S', 'T', '{account}', now(), now())"
        ))
        .await;
    for person in [&gone, &stays] {
        for emptied in ["breach_person", "newsletter_delivery", "released"] {
            house.run(format!("DELETE FROM {}", about(emptied, person))).await;
        }
        house
            .run(format!(
                "INSERT INTO breach_person (library, id, breach_id, person_id, found_at, told_at, how) \
                 VALUES ('{slug}', gen_random_uuid(), '{account}', '{0}', now(), now(), 'mail'); \
                 INSERT INTO newsletter_delivery (library, id, issue_id, person_id, list, language, state, fixed_at) \
                 VALUES ('{slug}', gen_random_uuid(), '{account}', '{0}', 'weekly', 'en', 'sent', now()); \
                 INSERT INTO released (library, id, person_id, ground, released_at, released_by, given_to, classes, entries, \
                                       packet, digest, reason) \
                 VALUES ('{slug}', gen_random_uuid(), '{0}', 'wellness-check', now(), '{account}', 'Det. Marlow', '{{}}', 1, \
                         'The very text', 'Digest', 'Somebody was afraid for them')",
                person.id.0,
            ))
            .await;
    }
    assert_eq!(run_all(&house).await.people, 1);
    let told = &breach::list(&house.portal, &director).await.unwrap()[0];
    assert_eq!((told.named, told.told, told.gone, told.gone_untold), (2, 2, 1, 0));
    let issue = &newsletter::issues(&house.portal, &editor).await.unwrap()[0];
    assert_eq!(issue.progress.sent, 2);
    let receipts: Vec<String> = house
        .all("SELECT concat_ws(' ', given_to, digest, person_id, packet, reason) FROM released ORDER BY packet")
        .await;
    assert_eq!(receipts.len(), 2);
    assert_eq!(receipts[1], "Det. Marlow Digest", "without whose it was, and without the text");
    assert!(receipts[0].contains("The very text"));
    // Once a record is gone, its person cannot be told any more, so the run does not wait for that.
    house.run("UPDATE breach_person SET told_at = NULL, how = NULL").await;
    house.clock.advance(Duration::days(1));
    assert_eq!(run_all(&house).await.people, 1);
    let told = &breach::list(&house.portal, &director).await.unwrap()[0];
    assert_eq!((told.named, told.told, told.gone, told.gone_untold), (2, 1, 2, 1));
}

#[sqlx::test(migrations = "../migrations")]
async fn a_record_stays_while_something_is_out_or_owed_or_held(pool: PgPool) {
    let house = House::at("elm").open(&pool).await;
    let (has, owes, held) = (left(&house, 90).await, left(&house, 90).await, left(&house, 90).await);
    let (lost, slug) = (left(&house, 90).await, house.slug());
    house
        .run(format!(
            "INSERT INTO checkout (library, id, person_id, source, sourced_at, title, checked_out_at) \
             VALUES ('{slug}', gen_random_uuid(), '{}', 'koha', '2026-01-01Z', 'T', '2026-01-01Z'); \
             UPDATE account_line SET outstanding_cents = 5, settled_on = NULL WHERE person_id = '{}'; \
             INSERT INTO legal_hold VALUES ('{slug}', gen_random_uuid(), '{}', '{{}}', 'Docket', '2026-01-01Z'); \
             UPDATE card SET status = 'lost' WHERE person_id = '{}'",
            has.id.0, owes.id.0, held.id.0, lost.id.0
        ))
        .await;
    assert_eq!(plan(&house.portal, &operator(&house)).await.unwrap().people, 0);
    let there = house.count("person").await;
    assert_eq!(run_all(&house).await.people, 0);
    assert_eq!(house.count("person").await, there);
}

/// Whatever a person did to leave, the day that their pages say of the whole record is the day on which it goes, every row with
/// it; and where they say none, it stays.
#[sqlx::test(migrations = "../migrations")]
async fn what_the_page_says_of_the_whole_record_is_the_day_it_goes(pool: PgPool) {
    let house = House::at("elm").open(&pool).await;
    let absent = async |days_ago: i64| {
        let person = left(&house, 1).await;
        let since = today(&house) - Duration::days(days_ago);
        house
            .run(format!(
                "UPDATE card SET status = 'active', closed_at = NULL WHERE person_id = '{0}'; \
                 UPDATE person SET absent_since = '{since}' WHERE id = '{0}'",
                person.id.0
            ))
            .await;
        person
    };
    let (first, second, third) = (left(&house, 29).await, left(&house, 30).await, left(&house, 31).await);
    let (lost, held) = (left(&house, 60).await, left(&house, 60).await);
    let unsettled = left(&house, 60).await;
    let (fourth, fifth, sixth) = (absent(89).await, absent(90).await, absent(200).await);
    let (owes, has) = (absent(120).await, absent(120).await);
    house
        .run(format!(
            "INSERT INTO closing (library, id, person_id, asked_at, status, ended_at) \
             VALUES ('elm', gen_random_uuid(), '{}', '2026-09-01Z', 'closed', '2026-09-01Z'); \
             UPDATE card SET status = 'lost' WHERE person_id = '{}'; \
             INSERT INTO legal_hold VALUES ('elm', gen_random_uuid(), '{}', '{{fees}}', 'Docket', '2026-01-01Z'); \
             UPDATE account_line SET outstanding_cents = 5, settled_on = NULL WHERE person_id = '{}'; \
             INSERT INTO checkout (library, id, person_id, source, sourced_at, title, checked_out_at) \
             VALUES ('elm', gen_random_uuid(), '{}', 'koha', '2026-01-01Z', 'T', '2026-01-01Z')",
            unsettled.id.0, lost.id.0, held.id.0, owes.id.0, has.id.0
        ))
        .await;
    let everybody = [first, second, third, lost, held, unsettled, fourth, fifth, sixth, owes, has];
    for _ in 0..3 {
        let mut said = Vec::new();
        for one in &everybody {
            if house.count(&format!("person WHERE id = '{}'", one.id.0)).await == 0 {
                continue;
            }
            let glance = crate::record::overview(&house.portal, &one.patron()).await.unwrap().glance;
            let rows = told(&house, one).await;
            if let Some(day) = glance.record_goes {
                let is_activity =
                    |name: &str| relations().any(|(class, one)| one.name == name && class == Class::Activity);
                let later = rows.iter().find(|(relation, _, due)| match due {
                    Due::On(row) => *row > day,
                    _ => !is_activity(relation),
                });
                assert!(later.is_none(), "the record goes on {day}: {later:?}");
            }
            said.push((one.id, glance.record_goes));
        }
        run_all(&house).await;
        for (id, goes) in said {
            let gone = house.count(&format!("person WHERE id = '{}'", id.0)).await == 0;
            assert_eq!(gone, goes.is_some_and(|day| day <= today(&house)), "{goes:?}");
        }
        house.clock.advance(Duration::days(1));
    }
    let mut left = 0;
    for one in &everybody {
        left += house.count(&format!("person WHERE id = '{}'", one.id.0)).await;
    }
    assert_eq!(left, 5, "who lost a card, is held, owes or has something, or is still in the library's system");
}

#[sqlx::test(migrations = "../migrations")]
async fn who_is_missing_in_the_librarys_file_for_long_enough_goes(pool: PgPool) {
    let house = House::at("elm").open(&pool).await;
    for (day, n) in [("2026-08-25", 1), ("2026-08-26", 2)] {
        let person = house.somebody().card().add().await;
        house.run(format!("UPDATE person SET absent_since = '{day}' WHERE id = '{}'", person.id.0)).await;
        assert_eq!(house.count("person").await, n);
    }
    assert_eq!(run_all(&house).await.people, 1, "90 days before November 23 is August 25");
}

#[sqlx::test(migrations = "../migrations")]
async fn x2_where_a_person_approves_first_nothing_goes_before_and_then_what_was_planned(pool: PgPool) {
    let house = House::at("elm").with(|profile| profile.leaving.approval = true).open(&pool).await;
    let ana = house.somebody().add().await;
    came_back(&house, &ana, "planned", 30).await;
    came_back(&house, &ana, "due since", 29).await;
    let by = operator(&house);
    let none = |_: &Done| ();
    assert_eq!(run(&house.portal, &by, none).await.unwrap(), Step::NotApproved);
    let kept = keep(&house.portal, &by).await.unwrap();
    assert_eq!(run(&house.portal, &by, none).await.unwrap(), Step::NotApproved, "a plan alone is not enough");
    assert_eq!(
        approve(&house.portal, &by, kept.number + 1, "T. M., Town Manager").await.unwrap(),
        Approval::NoSuchPlan
    );
    assert_eq!(approve(&house.portal, &by, kept.number, "T. M., Town Manager").await.unwrap(), Approval::Done);
    assert_eq!(approve(&house.portal, &by, kept.number, "Another").await.unwrap(), Approval::NoSuchPlan, "once");
    house.clock.advance(Duration::days(1));
    assert_eq!(run_all(&house).await.rows["loan_history"], 1);
    assert_eq!(titles(&house).await, ["due since"], "for the day that was planned");
    let again = planned(&house.portal, &by, kept.number).await.unwrap().unwrap();
    assert_eq!(again.approved.unwrap().0, "T. M., Town Manager");
    assert!(again.ended_at.is_some());
    assert_eq!(run(&house.portal, &by, none).await.unwrap(), Step::NotApproved, "the next needs its own");
}

#[sqlx::test(migrations = "../migrations")]
async fn a_run_that_was_cut_off_goes_on_where_it_was(pool: PgPool) {
    let house = House::at("elm").open(&pool).await;
    house
        .run(format!(
            "INSERT INTO person (library, id, source, sourced_at) \
             SELECT '{0}', gen_random_uuid(), 'koha', '2026-01-01Z' FROM generate_series(1, 450); \
             INSERT INTO loan_history (library, id, person_id, source, sourced_at, title, checked_out_at, returned_at) \
             SELECT '{0}', gen_random_uuid(), id, 'koha', '2026-01-01Z', 'T', '2026-01-01Z', '2026-01-02Z' FROM person",
            house.slug()
        ))
        .await;
    let Step::More(first) = run_step(&house.portal, &house.profile).await.unwrap() else { panic!() };
    assert_eq!((first.looked_at, first.rows["loan_history"]), (200, 200));
    assert_eq!(house.count("loan_history").await, 250, "a batch is whole");
    // Another server, the same run.
    let other = house.another_server().await;
    let done = run_all(&other).await;
    assert_eq!((done.number, done.rows["loan_history"]), (first.number, 450));
    assert_eq!(house.count("loan_history").await, 0);
    assert_eq!(house.count("ledger_event WHERE action = 'deleted'").await, 450, "a line for each, once");
}

#[sqlx::test(migrations = "../migrations")]
async fn the_job_does_every_library_once_a_day(pool: PgPool) {
    let house = House::at("elm").open(&pool).await;
    let oak = house.beside("oak").await;
    for house in [&house, &oak] {
        let somebody = house.somebody().add().await;
        came_back(house, &somebody, "old", 400).await;
    }
    let libraries = vec![house.profile.clone(), oak.profile.clone()];
    let jobs = jobs::all(jobs::Means { libraries, ..jobs::Means::default() });
    let retain = jobs.iter().find(|job| job.name() == "retention").unwrap();
    let ran = retain.run(&house.portal, &CancellationToken::new()).await.unwrap();
    assert_eq!(ran.did, "2 rows, 0 whole records deleted");
    assert!(titles(&house).await.is_empty());
    assert!(matches!(house.profile.retention[&Class::History].keep, Keep::PatronsChoice { days: 30, .. }));
}

/// What the Director reads of who saw a record that is gone.
async fn told_of(house: &House, shown: &past::FormerPatronProof) -> Option<Vec<crate::ledger::ActivityLine>> {
    let director = crate::authority::Director::of(&house.clerk(domain::decision::Role::Director)).unwrap();
    past::who_saw(&house.portal, &director, shown).await.unwrap()
}

/// Somebody who left so long ago that the next run deletes their record, which a clerk looked at that many days ago.
async fn looked_at_and_left(house: &House, days_ago: i64) -> Person {
    let ana = house.person("Ana María").surname("Tester").born("1990-05-06").card().add().await;
    let closed = house.now() - Duration::days(31);
    house
        .run(format!(
            "UPDATE card SET status = 'closed', closed_at = '{closed}' WHERE person_id = '{0}'; \
             INSERT INTO ledger_event (library, id, at, subject_id, action, actor_kind, via, classes, fields, rules, detail) \
             VALUES ('{1}', gen_random_uuid(), '{2}', '{0}', 'viewed', 'staff', 'desk', '{{contact}}', '{{}}', '{{}}', \
                     '{{\"role\": \"desk\"}}')",
            ana.id.0,
            house.slug(),
            house.now() - Duration::days(days_ago),
        ))
        .await;
    ana
}

fn with_card(house: &House, person: &Person) -> past::FormerPatronProof {
    past::FormerPatronProof::Card(domain::parse::CardNumber::parse(&person.card, &house.profile.card).unwrap())
}

fn with_id(name: &str, born: &str) -> past::FormerPatronProof {
    past::FormerPatronProof::PhotoId(name.to_owned(), born.parse().unwrap())
}

#[sqlx::test(migrations = "../migrations")]
async fn x1_who_saw_a_record_is_kept_five_years_and_found_by_the_person_alone(pool: PgPool) {
    let house = House::at("mansfield").open(&pool).await;
    let ana = looked_at_and_left(&house, 400).await;
    let shows_card = with_card(&house, &ana);
    assert!(told_of(&house, &shows_card).await.is_none(), "the record is there: it says who saw it");
    assert_eq!(run_all(&house).await.people, 1);
    for shown in [
        shows_card.clone(),
        with_id("Ana María Tester", "1990-05-06"),
        with_id("TESTER, ANA MARIA JOSEFA", "1990-05-06"),
    ] {
        let lines = told_of(&house, &shown).await.unwrap();
        let first = lines.last().unwrap();
        assert_eq!(first.classes[0].known(), Some(Class::Contact), "{shown:?}");
    }
    for stranger in [
        with_id("Ana María Tester", "1990-05-07"),
        with_id("Tester", "1990-05-06"),
        with_id("Ana Tester", "1990-05-06"),
        with_id("Bea Tester", "1990-05-06"),
    ] {
        assert!(told_of(&house, &stranger).await.is_none(), "{stranger:?}");
    }
    // A search that finds nobody is a line about nobody, and no refusal.
    let in_vain = "ledger_event WHERE action = 'desk-answered' AND subject_id IS NULL";
    assert_eq!(house.count(in_vain).await, 5);
    assert_eq!(house.count("ledger_event WHERE detail ->> 'refused' = 'true'").await, 0);
    // Nothing that is kept names her.
    let kept: String = house.one("SELECT string_agg(t::text, ' ') FROM past_record t").await;
    assert!(!kept.contains(&ana.card) && !kept.to_lowercase().contains("tester") && !kept.contains("1990"), "{kept}");
    let elsewhere = house.beside("putnam").await;
    assert!(told_of(&elsewhere, &shows_card).await.is_none(), "another library's");
    // A card number that somebody else has now does not prove who had it before.
    let bea = house.person("Bea").add().await;
    house.gives_card_numbered(&bea, &ana.card).await;
    assert!(told_of(&house, &shows_card).await.is_none());
    house.run("DELETE FROM card").await;
    // Five years after the look, its number goes.
    house.clock.advance(Duration::days(5 * 365 + 1 - 400));
    assert!(told_of(&house, &shows_card).await.is_some(), "the last day");
    run_all(&house).await;
    assert_eq!(house.count("past_record").await, 1);
    house.clock.advance(Duration::days(1));
    assert!(told_of(&house, &shows_card).await.is_none(), "the day after, before any run");
    run_all(&house).await;
    assert_eq!(house.count("past_record").await, 0);
}

#[sqlx::test(migrations = "../migrations")]
async fn x1_where_it_does_not_apply_the_list_goes_with_the_record(pool: PgPool) {
    let with_the_record = |profile: &mut domain::profile::Profile| {
        profile.switches.accesses_kept.value = domain::profile::AccessesKept::WithTheRecord;
    };
    let house = House::at("mansfield").with(with_the_record).open(&pool).await;
    let ana = looked_at_and_left(&house, 10).await;
    house.run("INSERT INTO past_record VALUES ('mansfield', gen_random_uuid(), '{x}', '2031-01-01')").await;
    assert_eq!(run_all(&house).await.people, 1);
    assert!(told_of(&house, &with_card(&house, &ana)).await.is_none());
    assert_eq!(house.count("past_record").await, 0, "and what was kept before counsel said no");
}

#[sqlx::test(migrations = "../migrations")]
async fn x1_nothing_is_kept_of_a_record_that_nobody_saw_or_only_long_ago(pool: PgPool) {
    let house = House::at("mansfield").open(&pool).await;
    looked_at_and_left(&house, 5 * 365 + 2).await;
    assert_eq!(run_all(&house).await.people, 1);
    assert_eq!(house.count("past_record").await, 0);
}
