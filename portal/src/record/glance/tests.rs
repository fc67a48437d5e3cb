use crate::{
    access,
    authority::Patron,
    ledger::{self, Event},
    record::{Glance, ListQuery, Standings, class_page, overview, overview_told},
    testing::House,
};
use chrono::NaiveDate;
use domain::{
    decision::{Fields, Share},
    inventory::Class,
    ledger::{Action, ActorKind},
    profile::Due,
};
use sqlx::PgPool;
use std::collections::BTreeMap;

async fn glance(house: &House, patron: &Patron) -> Glance {
    overview(&house.portal, patron).await.unwrap().glance
}

/// What the pages of every class say is due to be deleted, by day and class.
async fn said_on_the_pages(house: &House, patron: &Patron) -> BTreeMap<(NaiveDate, Class), u64> {
    let mut said = BTreeMap::new();
    for class in Class::ALL {
        let page = class_page(&house.portal, patron, class, &ListQuery::default()).await.unwrap().unwrap();
        for section in &page.sections {
            assert_eq!(section.pages, 1, "every row is on the page");
            for row in &section.rows {
                if let Due::On(day) = page.due(section, row, patron.profile()) {
                    *said.entry((day, class)).or_default() += 1;
                }
            }
        }
    }
    said
}

#[sqlx::test(migrations = "../migrations")]
async fn the_days_of_deletion_are_those_that_the_pages_say(pool: PgPool) {
    let house = House::at("elm").open(&pool).await;
    let ana = house.everybody().await.patron();
    let at_a_glance = glance(&house, &ana).await.deletions;
    let said = at_a_glance.iter().map(|one| ((one.day, one.class), one.count)).collect::<BTreeMap<_, _>>();
    assert_eq!(said, said_on_the_pages(&house, &ana).await);
    assert!(said.len() > 3, "{said:?}");
    assert!(at_a_glance.is_sorted_by_key(|one| one.day), "soonest first");

    house.run("UPDATE preference SET reading_history = 'forever'").await;
    let kept = glance(&house, &ana).await.deletions;
    assert!(kept.iter().all(|one| one.class != Class::History), "{kept:?}");
    assert_eq!(kept.len(), at_a_glance.iter().filter(|one| one.class != Class::History).count());
}

#[sqlx::test(migrations = "../migrations")]
async fn what_bears_on_deletion_is_read_as_the_pages_read_it(pool: PgPool) {
    let house = House::at("elm").open(&pool).await;
    let ana = house.everybody().await.patron();
    for change in [
        "UPDATE preference SET reading_history = 'off'",
        "UPDATE account_line SET outstanding_cents = 0",
        "UPDATE legal_hold SET lifted_at = NULL, classes = '{fees,history}'",
        "UPDATE legal_hold SET lifted_at = NULL, classes = '{}'",
    ] {
        house.run(change).await;
        let mut tx = house.portal.db.begin(ana.scope()).await.unwrap();
        let pages = Standings::read(&mut tx, ana.library(), ana.person()).await.unwrap();
        drop(tx);
        let of_all: BTreeMap<_, _> = said_on_the_pages(&house, &ana).await;
        let first = glance(&house, &ana).await.deletions.iter().map(|one| ((one.day, one.class), one.count)).collect();
        assert_eq!(of_all, first, "{change}: {pages:?}");
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn others_looks_are_told_ones_own_are_not_and_a_refusal_is_called_one(pool: PgPool) {
    let house = House::at("elm").open(&pool).await;
    let ana = house.somebody().surname("Ibarra").add().await;
    let (patron, now) = (ana.patron(), house.now());
    let event = async |days: i64, action, actor, refused: bool| {
        let at = now - chrono::Duration::days(days);
        let event = Event {
            purpose: Some("circulation"),
            classes: if refused { &[] } else { &[Class::Checkouts] },
            detail: serde_json::json!({ "role": "desk", "refused": refused }),
            ..Event::new(patron.library(), at, Some(ana.id), action, (actor, None))
        };
        let mut tx = house.portal.db.begin(patron.scope()).await.unwrap();
        ledger::append(&mut tx, &*house.portal.entropy, event).await.unwrap();
        tx.commit().await.unwrap();
    };
    event(1, Action::Viewed, ActorKind::Patron, false).await;
    event(2, Action::Viewed, ActorKind::Staff, false).await;
    event(40, Action::Viewed, ActorKind::Staff, true).await;
    event(41, Action::Mailed, ActorKind::System, false).await;
    event(500, Action::Viewed, ActorKind::Guardian, false).await;
    let told = glance(&house, &patron).await;
    let looks: Vec<_> = told.looks.iter().map(|look| (look.actor.as_str(), look.refused, look.classes.len())).collect();
    assert_eq!(looks, [("staff", false, 1), ("staff", true, 0), ("guardian", false, 1)], "newest first");
    let mut months: Vec<_> = told.months.iter().map(|one| (one.month.to_string(), one.refused, one.count)).collect();
    months.sort();
    assert_eq!(
        months,
        [("2026-10-01".to_owned(), true, 1), ("2026-11-01".to_owned(), false, 1)],
        "a year, and no more"
    );
}

#[sqlx::test(migrations = "../migrations")]
async fn what_a_parent_looked_at_in_a_day_is_one_look(pool: PgPool) {
    let house = House::at("elm").open(&pool).await;
    let ana = house.somebody().surname("Ibarra").add().await;
    let (patron, now) = (ana.patron(), house.now());
    let looks = [
        (ActorKind::Guardian, 2, 9, Class::Holds),
        (ActorKind::Guardian, 2, 8, Class::Checkouts),
        (ActorKind::Guardian, 2, 7, Class::Holds),
        (ActorKind::Guardian, 3, 0, Class::Fees),
        (ActorKind::Staff, 4, 1, Class::Holds),
        (ActorKind::Staff, 4, 0, Class::Holds),
    ];
    for (actor, days, minutes, class) in looks {
        let at = now - chrono::Duration::days(days) - chrono::Duration::minutes(minutes);
        let classes = [class];
        let event = Event {
            classes: &classes,
            ..Event::new(patron.library(), at, Some(ana.id), Action::Viewed, (actor, None))
        };
        let mut tx = house.portal.db.begin(patron.scope()).await.unwrap();
        ledger::append(&mut tx, &*house.portal.entropy, event).await.unwrap();
        tx.commit().await.unwrap();
    }
    let told = glance(&house, &patron).await;
    let looks: Vec<_> = told.looks.iter().map(|look| (look.actor.as_str(), look.classes.len())).collect();
    assert_eq!(looks, [("guardian", 2), ("guardian", 1), ("staff", 1), ("staff", 1)]);
    assert_eq!(
        told.looks[0].at,
        now - chrono::Duration::days(2) - chrono::Duration::minutes(7),
        "the last of that day"
    );
    assert_eq!(
        told.months.iter().map(|month| month.count).sum::<u64>(),
        4,
        "the sentence in numbers counts them so, too"
    );
}

#[sqlx::test(migrations = "../migrations")]
async fn what_is_due_and_owed_is_told(pool: PgPool) {
    let house = House::at("elm").open(&pool).await;
    let ana =
        house.somebody().surname("Ibarra").card().loan("A").loan("B").waits_for("C").owes(250).owes(100).add().await;
    house
        .run("UPDATE checkout SET due_on = CASE title WHEN 'A' THEN date '2026-11-22' ELSE date '2026-11-23' END")
        .await;
    house.run("UPDATE hold SET status = 'ready', ready_until = '2026-12-04', pickup_branch = 'MAIN'").await;
    let told = glance(&house, &ana.patron()).await;
    let loans = told.loans.unwrap();
    assert_eq!((loans.count, loans.overdue, loans.due_then), (2, 1, 1), "what is due today is not overdue");
    assert_eq!(loans.next_due.unwrap().to_string(), "2026-11-23");
    let ready = told.ready.unwrap();
    assert_eq!((ready.holds, ready.count, ready.until.unwrap().to_string()), (1, 1, "2026-12-04".to_owned()));
    assert_eq!(ready.at.as_deref(), Some("MAIN"));
    assert_eq!(told.owed, Some(350));
    assert_eq!(told.person.unwrap().surname.as_deref(), Some("Ibarra"));
    assert!(ana.card.ends_with(&told.card.unwrap().ending));
}

#[sqlx::test(migrations = "../migrations")]
async fn where_holds_wait_is_told_only_where_all_that_are_ready_are_at_one_place(pool: PgPool) {
    let house = House::at("elm").open(&pool).await;
    let ana = house.somebody().waits_for("A").waits_for("B").waits_for("C").add().await.patron();
    house.run("UPDATE hold SET status = 'ready', pickup_branch = 'MAIN'").await;
    house.run("UPDATE hold SET status = 'waiting', pickup_branch = 'ELSEWHERE' WHERE title = 'C'").await;
    let at = async || glance(&house, &ana).await.ready.unwrap().at;
    assert_eq!(at().await.as_deref(), Some("MAIN"), "what is not ready is nowhere yet");
    house.run("UPDATE hold SET pickup_branch = NULL WHERE title = 'B'").await;
    assert_eq!(at().await, None);
    house.run("UPDATE hold SET pickup_branch = 'BUCKLAND' WHERE title = 'B'").await;
    assert_eq!(at().await, None);
}

#[sqlx::test(migrations = "../migrations")]
async fn a_service_is_told_of_that_has_somebody_on_a_list_now(pool: PgPool) {
    let house = House::at("elm").open(&pool).await;
    let ana = house.somebody().add().await;
    let listed = |service: &str, name: &str, first: &str, off: &str| {
        let off = if off.is_empty() { "NULL, NULL".to_owned() } else { format!("'{off}', 'desk'") };
        format!(
            "INSERT INTO service_listed (library, id, list_id, person_id, list, service, name, email, first_sent_at, \
                                         sent_at, removed_at, removed_how) \
             SELECT library, gen_random_uuid(), gen_random_uuid(), id, '{first}', '{service}', '{name}', 'ana@example.org', \
                    '{first}Z', '2026-11-01Z', {off} FROM person"
        )
    };
    house.run(listed("gone", "", "2026-01-01", "2026-02-01")).await;
    house.run(listed("letters", "", "2026-03-01", "")).await;
    house.run(listed("letters", "Ana", "2026-04-01", "")).await;
    let told = glance(&house, &ana.patron()).await.services;
    let told: Vec<_> = told.iter().map(|one| (one.service.as_str(), one.since.to_rfc3339(), one.named)).collect();
    assert_eq!(told, [("letters", "2026-03-01T00:00:00+00:00".to_owned(), true)]);
}

#[sqlx::test(migrations = "../migrations")]
async fn s3_whoever_was_told_something_is_named_once_and_nobody_under_an_order_of_silence(pool: PgPool) {
    let house = House::at("elm").open(&pool).await;
    let ana = house.somebody().add().await;
    let told = |name: &str, class: &str, day: &str| {
        format!(
            "INSERT INTO disclosure (library, id, person_id, reference, told_at, classes, recipient_name, recipient_proof, \
                                     photo_id, rules, told_by) \
             SELECT library, gen_random_uuid(), id, 'P-OLD', '{day}Z', '{{{class}}}', '{name}', '', 'passport', '{{}}', \
                    gen_random_uuid() FROM person"
        )
    };
    let given = |to: &str, process: &str| {
        format!(
            "INSERT INTO released (library, id, person_id, ground, process_id, released_at, released_by, given_to, agency, \
                                   classes, entries, packet, digest) \
             SELECT library, gen_random_uuid(), id, 'wellness-check', {process}, '2026-11-20Z', gen_random_uuid(), '{to}', \
                    'Troop C', '{{identity,contact}}', 2, 'The very text', 'Digest' FROM person"
        )
    };
    house.run(told("Bea", "fees", "2026-11-01")).await;
    house.run(told("Bea", "checkouts", "2026-11-02")).await;
    house.run(given("Officer Reyes", "NULL")).await;
    house.run(given("Officer Silent", "gen_random_uuid()")).await;
    let told = glance(&house, &ana.patron()).await.told;
    let told: Vec<_> = told
        .iter()
        .map(|one| {
            (one.name.as_str(), one.agency.as_deref(), one.by_permission, one.classes.join(" "), one.last.to_rfc3339())
        })
        .collect();
    assert_eq!(
        told,
        [
            (
                "Officer Reyes",
                Some("Troop C"),
                false,
                "contact identity".to_owned(),
                "2026-11-20T00:00:00+00:00".to_owned()
            ),
            ("Bea", None, true, "checkouts fees".to_owned(), "2026-11-02T00:00:00+00:00".to_owned()),
        ]
    );
}

#[sqlx::test(migrations = "../migrations")]
async fn a_page_tells_first_what_the_overview_tells_of_its_class(pool: PgPool) {
    let house = House::at("elm").open(&pool).await;
    let ana = house.everybody().await.patron();
    let all = glance(&house, &ana).await;
    let first = async |class| {
        // Whatever page of its list is shown, and whatever is looked for.
        let asked = ListQuery { page: 9, search: Some("nothing like it".to_owned()) };
        class_page(&house.portal, &ana, class, &asked).await.unwrap().unwrap().first
    };
    assert!(all.loans.is_some() && all.ready.is_some() && all.owed.is_some());
    assert_eq!(first(Class::Checkouts).await, Glance { loans: all.loans.clone(), ..Glance::default() });
    assert_eq!(first(Class::Holds).await, Glance { ready: all.ready.clone(), ..Glance::default() });
    assert_eq!(first(Class::Fees).await, Glance { owed: all.owed, ..Glance::default() });
    assert_eq!(first(Class::Pending).await, Glance { waiting: all.waiting.clone(), ..Glance::default() });
    let preferences = Glance { permissions: all.permissions.clone(), ..Glance::default() };
    assert_eq!(first(Class::Preferences).await, preferences);
    let membership = first(Class::Membership).await;
    assert_eq!(membership.closing, all.closing);
    assert_eq!((&membership.card, &membership.membership), (&all.card, &all.membership));
    assert_eq!((membership.left, membership.record_goes), (all.left, all.record_goes));
    assert_eq!(first(Class::Notes).await, Glance::default());
}

#[sqlx::test(migrations = "../migrations")]
async fn a_wish_to_close_the_card_is_told_with_what_stands_in_the_way_as_its_own_page_has_it(pool: PgPool) {
    let house = House::at("elm").open(&pool).await;
    let ana = house.somebody().card().loan("A").owes(250).add().await.patron();
    assert_eq!(glance(&house, &ana).await.closing, None);
    house
        .run(
            "INSERT INTO closing (library, id, person_id, asked_at, status) \
             SELECT library, gen_random_uuid(), id, '2026-11-20Z', 'waiting' FROM person",
        )
        .await;
    for change in [
        "SELECT",
        "DELETE FROM checkout",
        "UPDATE account_line SET outstanding_cents = 0",
        "INSERT INTO legal_hold SELECT library, gen_random_uuid(), id, '{}', 'Docket', '2026-11-01Z' FROM person",
    ] {
        house.run(change).await;
        let told = glance(&house, &ana).await.closing.unwrap();
        let page = access::leaving(&house.portal, &ana).await.unwrap();
        assert_eq!((Some(told.asked_at), told.in_the_way), (page.waits_since, page.in_the_way), "{change}");
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn nobody_else_is_told_a_part_that_the_decision_does_not_share(pool: PgPool) {
    let house = House::at("elm").open(&pool).await;
    let ana = house.everybody().await.patron();
    let share = |class| Share { class, fields: Fields::All };
    let told = async |shares: &[Share]| {
        let mut tx = house.portal.db.begin(ana.scope()).await.unwrap();
        let today = house.now().date_naive();
        let whose = (ana.library(), ana.person());
        overview_told(&mut tx, whose, ana.profile(), today, shares).await.unwrap().glance
    };
    assert_eq!(told(&[]).await, Glance::default());
    let loans = told(&[share(Class::Checkouts)]).await;
    assert!(loans.loans.is_some());
    assert_eq!(loans.classes(), [Class::Checkouts]);
    assert_eq!(Glance { loans: None, ..loans }, Glance::default());
    let everything: Vec<Share> = Class::ALL.into_iter().map(share).collect();
    let all = told(&everything).await;
    assert!(all.person.is_some() && all.owed.is_some() && all.card.is_some() && all.membership.is_some());
    assert!(all.looks.is_empty() && all.months.is_empty() && all.guardians.is_empty() && all.permissions.is_empty());
    assert!(all.services.is_empty() && all.told.is_empty());
    assert!(all.waiting.is_empty() && all.deletions.is_empty(), "that is the patron’s own");
}
