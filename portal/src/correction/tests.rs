use super::{
    desk::{Settled, Verdict, at_desk, settle, waiting},
    *,
};
use crate::{
    family::{Access, ByCard, ChildRecord, Linked, guardian, link_by_card},
    record::{ListQuery, Value, class_page},
    testing::{House, Person, SITE, whole_statements_of},
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
        value: Some("Tester".to_owned()),
        wish: text("It is Okafor"),
    }
}

async fn asks(house: &House, person: &Person, form: u128) -> Reference {
    let named = named(&house.portal, &person.patron(), "person", person.id.0).await.unwrap().unwrap();
    assert_eq!(
        ask(&house.portal, &person.patron(), &named, &wish(form, "surname")).await.unwrap(),
        CorrectionOutcome::Waits
    );
    corrections(&house.portal, &person.patron()).await.unwrap()[0].reference.clone()
}

async fn says(house: &House, reference: &Reference, verdict: &Verdict) -> Settled {
    settle(&house.portal, &house.clerk(Role::Desk), reference, verdict, SITE).await.unwrap()
}

fn kept() -> Verdict {
    Verdict::Refused(text("Your passport says otherwise"))
}

/// What stands beside this value on the patron's own page.
async fn beside(house: &House, person: &Person, (class, relation, column): (Class, &str, &str)) -> Option<String> {
    let page = class_page(&house.portal, &person.patron(), class, &ListQuery::default()).await.unwrap().unwrap();
    let row = &page.sections.iter().find(|section| section.relation.name == relation).unwrap().rows[0];
    row.cells.iter().find(|cell| cell.field.column == column).unwrap().statement.clone()
}

const SURNAME: (Class, &str, &str) = (Class::Identity, "person", "surname");

#[sqlx::test(migrations = "../migrations")]
async fn x1_after_a_refusal_the_patrons_statement_goes_with_the_value_wherever_it_is_told(pool: PgPool) {
    let house = House::at("lci-member").open(&pool).await;
    let ana = house.person("Ana").surname("Tester").email("ana@example.org").card().add().await;
    let reference = asks(&house, &ana, 1).await;
    let clerk = house.clerk(Role::Desk);
    assert_eq!(waiting(&house.portal, &clerk).await.unwrap().unwrap().len(), 1);
    let seen = at_desk(&house.portal, &clerk, &reference).await.unwrap().unwrap().unwrap();
    assert_eq!((seen.name.as_str(), seen.value.as_deref()), ("Ana Tester", Some("Tester")));
    assert!(
        !state(&house.portal, &ana.patron(), Uuid::from_u128(1), Some(&text("x"))).await.unwrap(),
        "not refused yet"
    );
    for _ in 0..5 {
        assert_eq!(says(&house, &reference, &kept()).await, Settled::Done);
    }
    let one = corrections(&house.portal, &ana.patron()).await.unwrap().remove(0);
    assert_eq!((one.state, one.reason.as_deref()), (State::Refused, Some("Your passport says otherwise")));
    assert_eq!(house.count("outbox WHERE kind = 'correction-answered'").await, 1);
    assert_eq!(beside(&house, &ana, SURNAME).await, None);
    for _ in 0..5 {
        assert!(state(&house.portal, &ana.patron(), one.id, Some(&text("I am Okafor since June"))).await.unwrap());
    }
    assert_eq!(beside(&house, &ana, SURNAME).await.as_deref(), Some("I am Okafor since June"));
    // What the desk, a permission's holder and anyone who asks at the desk are told is read by one function.
    let look = house.look(clerk.clone(), &ana, Purpose::Registration);
    let decision = clerk.asks(&house.portal, Purpose::Registration, domain::decision::Wanted::classes(Class::ALL));
    let mut tx = house.portal.db.begin(look.scope()).await.unwrap();
    let told = crate::record::shared(&mut tx, house.slug(), ana.id, &decision).await.unwrap();
    drop(tx);
    let cells =
        told.iter().flat_map(|class| &class.sections).flat_map(|section| &section.rows).flat_map(|row| &row.cells);
    let stated: Vec<_> = cells.filter_map(|cell| Some((cell.field.column, cell.statement.as_deref()?))).collect();
    assert_eq!(stated, [("surname", "I am Okafor since June")]);
    // It is taken away as easily.
    assert!(state(&house.portal, &ana.patron(), one.id, None).await.unwrap());
    assert_eq!(beside(&house, &ana, SURNAME).await, None);
    let lines: Vec<String> = house
        .all(
            "SELECT action || ' ' || actor_kind || ' ' || fields::text FROM ledger_event \
             WHERE action LIKE 'correction%' OR action LIKE 'statement%' ORDER BY position",
        )
        .await;
    assert_eq!(
        lines,
        [
            "correction-asked patron {person.surname}",
            "correction-refused staff {person.surname}",
            "statement-added patron {person.surname}",
            "statement-taken-away patron {person.surname}",
        ]
    );
    let said: String = house.one("SELECT string_agg(detail::text || purpose::text, ' ') FROM ledger_event").await;
    assert!(!said.contains("Okafor") && !said.contains("Tester"), "{said}");
}

#[sqlx::test(migrations = "../migrations")]
async fn l20_no_correction_goes_round_the_way_in_which_contact_details_are_changed(pool: PgPool) {
    let house = House::at("lci-member").open(&pool).await;
    let rosa =
        house.person("Rosa").surname("Ibarra").born("1985-03-04").card().password("violet-harbour-7781").add().await;
    let ana = house.person("Ana").surname("Ibarra").born("2016-03-04").address("Elm Street").email("ana@example.org");
    let ana = ana.card().pin("8305").add().await;
    house.names_guardian(&ana, Some(&rosa), "Rosa Ibarra").await;
    house.names_contact(&ana, "Ngozi Okafor", "860-555-0123").await;
    house.run("UPDATE contact SET county = 'Tolland'").await;
    let confirmed = "INSERT INTO verified_email SELECT library, gen_random_uuid(), person_id, email, now() FROM contact \
                     WHERE email IS NOT NULL";
    house.run(confirmed).await;
    let opened = opened(&house, &rosa, &ana).await;
    let of_ana = format!("WHERE person_id = '{}'", ana.id.0);
    for (relation, left) in [("contact", &["county"][..]), ("alternate_contact", &[]), ("verified_email", &[])] {
        let row: Uuid = house.one(&format!("SELECT id FROM {relation} {of_ana}")).await;
        let own = named(&house.portal, &ana.patron(), relation, row).await.unwrap();
        let by_guardian = named_for_child(&house.portal, &opened, relation, row).await.unwrap();
        for (who, found) in [("the patron", own), ("a guardian", by_guardian)] {
            let columns = found.iter().flat_map(|named| &named.row.cells).map(|cell| cell.field.column);
            assert_eq!(columns.collect::<Vec<_>>(), left, "{who}: {relation}");
        }
    }
    // A form that was made up asks nothing either.
    let row: Uuid = house.one(&format!("SELECT id FROM contact {of_ana}")).await;
    let found = named(&house.portal, &ana.patron(), "contact", row).await.unwrap().unwrap();
    for (form, column) in (1..).zip(["email", "phone", "address"]) {
        assert_eq!(
            ask(&house.portal, &ana.patron(), &found, &wish(form, column)).await.unwrap(),
            CorrectionOutcome::NoSuchValue
        );
        assert_eq!(
            ask_for_child(&house.portal, &opened, &found, &wish(form, column)).await.unwrap(),
            CorrectionOutcome::NoSuchValue
        );
    }
    assert_eq!(house.count("correction").await, 0);
}

#[sqlx::test(migrations = "../migrations")]
async fn x1_after_a_change_of_a_contact_detail_was_refused_the_statement_stands_beside_what_is_kept(pool: PgPool) {
    let house = House::at("mansfield").open(&pool).await;
    let ana = house.person("Ana").address("Elm Street").card().add().await;
    let (change, waits, second) = (Uuid::from_u128(7), Uuid::from_u128(8), Uuid::from_u128(9));
    for (id, field, status) in
        [(change, "address", "refused"), (waits, "phone", "waiting"), (second, "second-address", "refused")]
    {
        let body = u8::try_from(id.as_u128()).unwrap();
        let reference = Reference::new(domain::reference::Names::Change, [body; 5]);
        house
            .run(format!(
                "INSERT INTO pending_change (library, id, person_id, reference, field, new_value, asked_at, status, reason, \
                                             decided_at, source, sourced_at) \
                 VALUES ('mansfield', '{id}', '{}', '{}', '{field}', '14 Oak Street', '2026-11-01Z', '{status}', \
                         'Your lease says 12', '2026-11-02Z', 'portal', '2026-11-01Z')",
                ana.id.0,
                reference.as_str(),
            ))
            .await;
    }
    let all = corrections(&house.portal, &ana.patron()).await.unwrap();
    assert_eq!(all.len(), 1, "neither what waits nor what the record has nothing of: {all:?}");
    assert_eq!(
        (all[0].id, all[0].state, all[0].reason.as_deref()),
        (change, State::Refused, Some("Your lease says 12"))
    );
    assert_eq!((all[0].field.column, all[0].wish.as_str()), ("address", "14 Oak Street"));
    let says = text("I live at 14");
    for id in [waits, second] {
        assert!(!state(&house.portal, &ana.patron(), id, Some(&says)).await.unwrap());
    }
    assert!(!state(&house.portal, &ana.patron(), change, None).await.unwrap(), "there is nothing to take away");
    let ben = house.person("Ben").address("Oak Street").card().add().await;
    assert!(!state(&house.portal, &ben.patron(), change, Some(&says)).await.unwrap());
    for _ in 0..5 {
        assert!(state(&house.portal, &ana.patron(), change, Some(&says)).await.unwrap());
    }
    let address = (Class::Contact, "contact", "address");
    assert_eq!(beside(&house, &ana, address).await.as_deref(), Some("I live at 14"));
    assert_eq!(corrections(&house.portal, &ana.patron()).await.unwrap().len(), 1);
    assert_eq!(house.count("correction WHERE status = 'waiting'").await, 0, "nothing goes to the desk again");
    assert_eq!(house.count("ledger_event WHERE action = 'statement-added' AND fields = '{contact.address}'").await, 1);
    assert!(state(&house.portal, &ana.patron(), change, None).await.unwrap());
    assert_eq!(beside(&house, &ana, address).await, None);
}

#[sqlx::test(migrations = "../migrations")]
async fn the_desk_sees_what_kind_of_session_a_correction_was_asked_in(pool: PgPool) {
    let house = House::at("mansfield").open(&pool).await;
    let ana = house.person("Ana").card().session().add().await;
    house.run("UPDATE session SET shared = true, device = 'Firefox, Windows'").await;
    let reference = asks(&house, &ana, 1).await;
    let seen = at_desk(&house.portal, &house.clerk(Role::Desk), &reference).await.unwrap().unwrap().unwrap();
    assert_eq!((seen.asked_shared, seen.asked_device.as_deref()), (Some(true), Some("Firefox, Windows")));
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
    let ana = house.person("Ana").card().add().await;
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
    let found = named(&house.portal, &ana.patron(), "person", ana.id.0).await.unwrap().unwrap();
    assert_eq!(
        ask(&house.portal, &ana.patron(), &found, &wish(22, "surname")).await.unwrap(),
        CorrectionOutcome::TooMany
    );
    // Nobody else's row, no line of what happened, no request itself.
    let ben = house.person("Ben").card().add().await;
    assert!(named(&house.portal, &ben.patron(), "person", ana.id.0).await.unwrap().is_none());
    let event: Uuid = house.one("SELECT id FROM ledger_event LIMIT 1").await;
    assert!(named(&house.portal, &ana.patron(), "ledger_event", event).await.unwrap().is_none());
    assert!(named(&house.portal, &ana.patron(), "correction", Uuid::from_u128(2)).await.unwrap().is_none());
    assert!(!take_back(&house.portal, &ben.patron(), Uuid::from_u128(2)).await.unwrap());
}

#[sqlx::test(migrations = "../migrations")]
async fn s2_only_whose_work_it_is_answers_and_no_other_library(pool: PgPool) {
    let house = House::at("mansfield").open(&pool).await;
    let ana = house.person("Ana").card().add().await;
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
    let ana = house.person("Ana").loan("The Heron").card().add().await;
    let reference = asks(&house, &ana, 1).await;
    says(&house, &reference, &kept()).await;
    state(&house.portal, &ana.patron(), Uuid::from_u128(1), Some(&text("I am Okafor since June"))).await.unwrap();
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
    assert_eq!(left, ["person"], "what was said of loans that are gone is gone with them");
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
    // As many as can wait of one do, and the child asks all the same.
    for form in 2..21 {
        assert_eq!(
            ask_for_child(&house.portal, &opened, &found, &wish(form, "title")).await.unwrap(),
            CorrectionOutcome::Waits
        );
    }
    assert_eq!(
        ask_for_child(&house.portal, &opened, &found, &wish(21, "title")).await.unwrap(),
        CorrectionOutcome::TooMany
    );
    let own = named(&house.portal, &ana.patron(), "checkout", row).await.unwrap().unwrap();
    assert_eq!(ask(&house.portal, &ana.patron(), &own, &wish(22, "title")).await.unwrap(), CorrectionOutcome::Waits);
    let seen = at_desk(&house.portal, &house.clerk(Role::Desk), &one[0].reference).await.unwrap().unwrap().unwrap();
    assert!(seen.by_guardian);
    assert_eq!(seen.asked_shared, Some(true), "of the guardian’s session");
    // How the child signs in stays the child's own.
    let secret: Uuid = house.one(&format!("SELECT person_id FROM credential WHERE person_id = '{}'", ana.id.0)).await;
    assert!(named_for_child(&house.portal, &opened, "credential", secret).await.unwrap().is_none());
    // And the statement: a guardian's own list has nothing of it.
    assert!(corrections(&house.portal, &rosa.patron()).await.unwrap().is_empty());
}

#[sqlx::test(migrations = "../migrations")]
async fn a_reference_that_opens_nothing_leaves_the_line_that_a_card_does(pool: PgPool) {
    let house = House::at("lci-member").open(&pool).await;
    let unknown = Reference::new(domain::reference::Names::Correction, [7; 5]);
    for (role, told) in [(Role::Desk, "none"), (Role::Administrator, "refused")] {
        let clerk = house.clerk(role);
        let lines = format!(
            "ledger_event WHERE action = 'card-looked-up' AND subject_id IS NULL AND detail ->> 'reference' = '{told}'"
        );
        let found = at_desk(&house.portal, &clerk, &unknown).await.unwrap();
        assert!(!matches!(found, Ok(Some(_))), "{told}");
        assert_eq!(house.count(&lines).await, 1, "{told}: to open it");
        let settled = settle(&house.portal, &clerk, &unknown, &kept(), SITE).await.unwrap();
        assert_ne!(settled, Settled::Done, "{told}");
        assert_eq!(house.count(&lines).await, 2, "{told}: to settle it");
    }
    assert_eq!(house.count("ledger_event").await, 4);
}

#[sqlx::test(migrations = "../migrations")]
async fn s2_of_a_correction_nothing_personal_is_read_before_it_is_a_look_at_one_record(pool: PgPool) {
    let house = House::at("lci-member").open(&pool).await;
    let ana = house.person("Ana").surname("Tester").card().add().await;
    let reference = asks(&house, &ana, 1).await;
    let clerk = house.clerk(Role::Desk);
    let (seen, statements) = whole_statements_of(at_desk(&house.portal, &clerk, &reference)).await;
    assert_eq!(seen.unwrap().unwrap().unwrap().name, "Ana Tester");
    let narrows = statements.iter().position(|one| one.contains("set_config('portal.person'")).expect("it is narrowed");
    for personal in ["firstname", "wish", "value"] {
        let reads = |statements: &[String]| statements.iter().any(|one| one.contains(personal));
        assert!(!reads(&statements[..narrows]), "{personal}: {statements:?}");
        assert!(reads(&statements[narrows..]), "{personal}");
    }
}
