use super::{
    desk::{Settled, Verdict, at_desk, settle, waiting},
    *,
};
use crate::{
    family::{Access, ByCard, ChildRecord, Linked, guardian, link_by_card},
    record::{ListQuery, Value, class_page},
    testing::{House, Person, SITE},
};
use chrono::Duration;
use domain::{
    decision::{Purpose, Role},
    inventory::Class,
    parse::ShortText,
    reference::Reference,
    words::Lang,
};
use sqlx::PgPool;
use uuid::Uuid;

fn text<const MAX: usize>(text: &str) -> ShortText<MAX> {
    ShortText::parse(text).unwrap()
}

fn wish(form: u128, column: &str) -> Wish {
    Wish {
        form: Uuid::from_u128(form),
        column: column.to_owned(),
        value: Some("12 Elm Street".to_owned()),
        wish: text("I moved to Oak Street"),
    }
}

async fn contact_row(house: &House, person: &Person) -> Uuid {
    house.one(&format!("SELECT id FROM contact WHERE person_id = '{}'", person.id.0)).await
}

async fn asks(house: &House, person: &Person, form: u128) -> Reference {
    let row = contact_row(house, person).await;
    let named = named(&house.portal, &person.patron(), "contact", row).await.unwrap().unwrap();
    assert_eq!(
        ask(&house.portal, &person.patron(), &named, &wish(form, "address")).await.unwrap(),
        CorrectionOutcome::Waits
    );
    corrections(&house.portal, &person.patron()).await.unwrap()[0].reference.clone()
}

async fn says(house: &House, reference: &Reference, verdict: &Verdict) -> Settled {
    settle(&house.portal, &house.clerk(Role::Desk), reference, verdict, SITE).await.unwrap()
}

fn kept() -> Verdict {
    Verdict::Refused(text("The post office says otherwise"))
}

/// What stands beside the address on the patron's own page.
async fn beside(house: &House, person: &Person) -> Option<String> {
    let page =
        class_page(&house.portal, &person.patron(), Class::Contact, &ListQuery::default()).await.unwrap().unwrap();
    let row = &page.sections.iter().find(|section| section.relation.name == "contact").unwrap().rows[0];
    row.cells.iter().find(|cell| cell.field.column == "address").unwrap().statement.clone()
}

#[sqlx::test(migrations = "../migrations")]
async fn x1_after_a_refusal_the_patrons_statement_goes_with_the_value_wherever_it_is_told(pool: PgPool) {
    let house = House::at("lci-member").open(&pool).await;
    let ana = house.person("Ana").surname("Tester").address("Elm Street").email("ana@example.org").card().add().await;
    let reference = asks(&house, &ana, 1).await;
    let clerk = house.clerk(Role::Desk);
    assert_eq!(waiting(&house.portal, &clerk).await.unwrap().unwrap().len(), 1);
    let seen = at_desk(&house.portal, &clerk, &reference).await.unwrap().unwrap().unwrap();
    assert_eq!((seen.name.as_str(), seen.value.as_deref()), ("Ana Tester", Some("12 Elm Street")));
    assert!(
        !state(&house.portal, &ana.patron(), Uuid::from_u128(1), Some(&text("x"))).await.unwrap(),
        "not refused yet"
    );
    for _ in 0..5 {
        assert_eq!(says(&house, &reference, &kept()).await, Settled::Done);
    }
    let one = corrections(&house.portal, &ana.patron()).await.unwrap().remove(0);
    assert_eq!((one.state, one.reason.as_deref()), (State::Refused, Some("The post office says otherwise")));
    assert_eq!(house.count("outbox WHERE kind = 'correction-answered'").await, 1);
    assert_eq!(beside(&house, &ana).await, None);
    for _ in 0..5 {
        assert!(state(&house.portal, &ana.patron(), one.id, Some(&text("I live on Oak Street"))).await.unwrap());
    }
    assert_eq!(beside(&house, &ana).await.as_deref(), Some("I live on Oak Street"));
    // What the desk, a permission's holder and anyone who asks at the desk are told is read by one function.
    let look = house.look(clerk.clone(), &ana, Purpose::Registration);
    let decision = clerk.asks(&house.portal, Purpose::Registration, domain::decision::Wanted::classes(Class::ALL));
    let mut tx = house.portal.db.begin(look.scope()).await.unwrap();
    let told = crate::record::shared(&mut tx, house.slug(), ana.id, &decision).await.unwrap();
    drop(tx);
    let cells =
        told.iter().flat_map(|class| &class.sections).flat_map(|section| &section.rows).flat_map(|row| &row.cells);
    let stated: Vec<_> = cells.filter_map(|cell| Some((cell.field.column, cell.statement.as_deref()?))).collect();
    assert_eq!(stated, [("address", "I live on Oak Street")]);
    // It is taken away as easily.
    assert!(state(&house.portal, &ana.patron(), one.id, None).await.unwrap());
    assert_eq!(beside(&house, &ana).await, None);
    let lines: Vec<String> = house
        .all(
            "SELECT action || ' ' || actor_kind || ' ' || fields::text FROM ledger_event \
             WHERE action LIKE 'correction%' OR action LIKE 'statement%' ORDER BY position",
        )
        .await;
    assert_eq!(
        lines,
        [
            "correction-asked patron {contact.address}",
            "correction-refused staff {contact.address}",
            "statement-added patron {contact.address}",
            "statement-taken-away patron {contact.address}",
        ]
    );
    let said: String = house.one("SELECT string_agg(detail::text || purpose::text, ' ') FROM ledger_event").await;
    assert!(!said.contains("Oak") && !said.contains("Elm"), "{said}");
}

#[sqlx::test(migrations = "../migrations")]
async fn a_statement_goes_with_its_own_row_of_a_list_and_with_no_other(pool: PgPool) {
    let house = House::at("mansfield").open(&pool).await;
    let ana = house.person("Ana").loan("The Heron").loan("The Wren").card().add().await;
    let row: Uuid = house.one("SELECT id FROM checkout WHERE title = 'The Heron'").await;
    let found = named(&house.portal, &ana.patron(), "checkout", row).await.unwrap().unwrap();
    let title = found.row.cells.iter().find(|cell| cell.field.column == "title").unwrap();
    assert_eq!(title.value, Value::Text("The Heron".to_owned()));
    assert_eq!(ask(&house.portal, &ana.patron(), &found, &wish(1, "title")).await.unwrap(), CorrectionOutcome::Waits);
    assert_eq!(
        ask(&house.portal, &ana.patron(), &found, &wish(2, "shoe_size")).await.unwrap(),
        CorrectionOutcome::NoSuchValue
    );
    let reference = corrections(&house.portal, &ana.patron()).await.unwrap()[0].reference.clone();
    says(&house, &reference, &kept()).await;
    state(&house.portal, &ana.patron(), Uuid::from_u128(1), Some(&text("I never had it"))).await.unwrap();
    let page =
        class_page(&house.portal, &ana.patron(), Class::Checkouts, &ListQuery::default()).await.unwrap().unwrap();
    let stated: Vec<bool> =
        page.sections[0].rows.iter().map(|row| row.cells.iter().any(|cell| cell.statement.is_some())).collect();
    assert_eq!(stated.iter().filter(|stated| **stated).count(), 1);
}

#[sqlx::test(migrations = "../migrations")]
async fn it_is_asked_once_taken_back_once_and_twenty_wait_at_most(pool: PgPool) {
    let house = House::at("mansfield").open(&pool).await;
    let ana = house.person("Ana").address("Elm Street").card().add().await;
    for _ in 0..5 {
        asks(&house, &ana, 1).await;
    }
    assert_eq!(house.count("correction").await, 1);
    assert_eq!(house.count("ledger_event WHERE action = 'correction-asked'").await, 1);
    for _ in 0..5 {
        assert!(take_back(&house.portal, &ana.patron(), Uuid::from_u128(1)).await.unwrap());
    }
    assert_eq!(house.count("ledger_event WHERE action = 'correction-taken-back'").await, 1);
    for form in 2..22 {
        asks(&house, &ana, form).await;
    }
    let row = contact_row(&house, &ana).await;
    let found = named(&house.portal, &ana.patron(), "contact", row).await.unwrap().unwrap();
    assert_eq!(
        ask(&house.portal, &ana.patron(), &found, &wish(22, "address")).await.unwrap(),
        CorrectionOutcome::TooMany
    );
    // Nobody else's row, no line of what happened, no request itself.
    let ben = house.person("Ben").address("Oak Street").card().add().await;
    assert!(named(&house.portal, &ben.patron(), "contact", row).await.unwrap().is_none());
    let event: Uuid = house.one("SELECT id FROM ledger_event LIMIT 1").await;
    assert!(named(&house.portal, &ana.patron(), "ledger_event", event).await.unwrap().is_none());
    assert!(named(&house.portal, &ana.patron(), "correction", Uuid::from_u128(2)).await.unwrap().is_none());
    assert!(!take_back(&house.portal, &ben.patron(), Uuid::from_u128(2)).await.unwrap());
}

#[sqlx::test(migrations = "../migrations")]
async fn s2_only_whose_work_it_is_answers_and_no_other_library(pool: PgPool) {
    let house = House::at("mansfield").open(&pool).await;
    let ana = house.person("Ana").address("Elm Street").card().add().await;
    let reference = asks(&house, &ana, 1).await;
    for role in [Role::Administrator, Role::Volunteer] {
        let staff = house.clerk(role);
        assert!(waiting(&house.portal, &staff).await.unwrap().is_err(), "{role:?}");
        assert!(at_desk(&house.portal, &staff, &reference).await.unwrap().is_err(), "{role:?}");
        let settled = settle(&house.portal, &staff, &reference, &Verdict::Corrected, SITE).await.unwrap();
        assert!(matches!(settled, Settled::NotYours(_)), "{role:?}");
    }
    let there = house.beside("putnam").await;
    assert_eq!(says(&there, &reference, &Verdict::Corrected).await, Settled::NotFound);
    assert_eq!(says(&house, &reference, &Verdict::Corrected).await, Settled::Done);
    assert_eq!(says(&house, &reference, &kept()).await, Settled::NotFound, "it is answered");
    assert!(!state(&house.portal, &ana.patron(), Uuid::from_u128(1), Some(&text("x"))).await.unwrap());
    assert!(!take_back(&house.portal, &ana.patron(), Uuid::from_u128(1)).await.unwrap());
}

#[sqlx::test(migrations = "../migrations")]
async fn what_was_asked_goes_when_its_time_is_over_and_a_statement_stays_while_its_value_does(pool: PgPool) {
    let house = House::at("mansfield").open(&pool).await;
    let ana = house.person("Ana").address("Elm Street").loan("The Heron").card().add().await;
    let reference = asks(&house, &ana, 1).await;
    says(&house, &reference, &kept()).await;
    state(&house.portal, &ana.patron(), Uuid::from_u128(1), Some(&text("I live on Oak Street"))).await.unwrap();
    house.has_read(&ana, "The Wren", "A. Author", house.now()).await;
    let row: Uuid = house.one("SELECT id FROM loan_history").await;
    let found = named(&house.portal, &ana.patron(), "loan_history", row).await.unwrap().unwrap();
    ask(&house.portal, &ana.patron(), &found, &wish(2, "title")).await.unwrap();
    let loan: Uuid = house.one("SELECT id FROM checkout").await;
    let out = named(&house.portal, &ana.patron(), "checkout", loan).await.unwrap().unwrap();
    ask(&house.portal, &ana.patron(), &out, &wish(3, "title")).await.unwrap();
    house.run("DELETE FROM checkout").await;
    house.clock.advance(Duration::days(400));
    let slug = house.slug();
    let hold = format!(
        "INSERT INTO legal_hold VALUES ('{slug}', gen_random_uuid(), '{}', '{{pending}}', 'Docket', '2026-01-01Z')",
        ana.id.0
    );
    house.run(hold).await;
    crate::retention::run(&house.portal, &house.operator(), |_| ()).await.unwrap();
    assert_eq!((house.count("loan_history").await, house.count("correction").await), (0, 3), "a legal hold keeps them");
    house.run("UPDATE legal_hold SET lifted_at = '2026-12-01Z'").await;
    house.clock.advance(Duration::days(1));
    let run = async || crate::retention::run(&house.portal, &house.operator(), |_| ()).await.unwrap();
    run().await;
    assert_eq!(house.count("loan_history").await, 0);
    let left: Vec<String> = house.all("SELECT of_relation FROM correction").await;
    assert_eq!(left, ["contact"], "what was said of loans that are gone is gone with them");
    state(&house.portal, &ana.patron(), Uuid::from_u128(1), None).await.unwrap();
    house.clock.advance(Duration::days(29));
    run().await;
    assert_eq!(house.count("correction").await, 1);
    house.clock.advance(Duration::days(1));
    run().await;
    assert_eq!(house.count("correction").await, 0, "thirty days after it was over");
}

/// A child's record, open to a parent who showed the child's card and PIN.
async fn opened(house: &House, parent: &Person, child: &Person) -> Box<ChildRecord> {
    house.is_signed_in(parent).await;
    let given = ByCard {
        card_number: &child.card,
        secret: "8305".to_owned().into(),
        own: "violet-harbour-7781".to_owned().into(),
        client: [203, 0, 113, 7].into(),
        device: None,
        lang: Lang::En,
        site: SITE,
    };
    let linked = link_by_card(&house.portal, &house.hasher, &parent.patron(), given).await.unwrap();
    let Linked::Yes(link) = linked else { panic!("{linked:?}") };
    let Some(Access::Open(opened)) = guardian(&house.portal, &parent.patron(), link).await.unwrap() else { panic!() };
    opened
}

#[sqlx::test(migrations = "../migrations")]
async fn l14_a_guardian_says_for_a_child_what_is_wrong_in_what_they_see_and_the_child_reads_it(pool: PgPool) {
    let house = House::at("lci-member").open(&pool).await;
    let rosa =
        house.person("Rosa").surname("Ibarra").born("1985-03-04").card().password("violet-harbour-7781").add().await;
    let ana = house.person("Ana").surname("Ibarra").born("2016-03-04").card().pin("8305").loan("The Heron").add().await;
    house.names_guardian(&ana, Some(&rosa), "Rosa Ibarra").await;
    let opened = opened(&house, &rosa, &ana).await;
    let row: Uuid = house.one("SELECT id FROM checkout").await;
    let found = named_for_child(&house.portal, &opened, "checkout", row).await.unwrap().unwrap();
    for _ in 0..5 {
        assert_eq!(
            ask_for_child(&house.portal, &opened, &found, &wish(1, "title")).await.unwrap(),
            CorrectionOutcome::Waits
        );
    }
    let one = corrections(&house.portal, &ana.patron()).await.unwrap();
    assert_eq!((one.len(), one[0].state), (1, State::Waiting));
    let by: String = house.one("SELECT actor_kind FROM ledger_event WHERE action = 'correction-asked'").await;
    assert_eq!(by, "guardian");
    let seen = at_desk(&house.portal, &house.clerk(Role::Desk), &one[0].reference).await.unwrap().unwrap().unwrap();
    assert!(seen.by_guardian);
    // How the child signs in stays the child's own.
    let secret: Uuid = house.one(&format!("SELECT person_id FROM credential WHERE person_id = '{}'", ana.id.0)).await;
    assert!(named_for_child(&house.portal, &opened, "credential", secret).await.unwrap().is_none());
    // And the statement: a guardian's own list has nothing of it.
    assert!(corrections(&house.portal, &rosa.patron()).await.unwrap().is_empty());
}
