//! Who a row is about: numbers and cards that systems give out again, and places where addresses end.

use super::*;
use crate::{
    access::{Closed, Closing, close_card},
    ils::{
        record::{Name, Number, Person},
        source::{Ended, Sink, Source},
    },
};
use domain::parse::CardNumber;

const HEAD: &str = "cardnumber,borrowernumber,surname,firstname,dateofbirth";

fn cards(texts: &[String]) -> Vec<CardNumber> {
    texts.iter().map(|text| CardNumber::parse(text, &fourteen_digits()).unwrap()).collect()
}

/// Ann with a card and number, a loan and a PIN.
async fn ann(pool: PgPool) -> Files {
    let world = Files::open(pool).await;
    let hash = format!("$2y$10${}", "z".repeat(53));
    let file = format!("{HEAD},password\n{},12,Alder,Ann,1980-05-05,{hash}\n", card(1));
    assert!(world.borrowers(&file).await.applied());
    let loan = format!("cardnumber,barcode,title,issuedate\n{},1,Emma,2026-11-01\n", card(1));
    assert!(world.import(FileKind::Circulation, &loan, options()).await.applied());
    world
}

#[sqlx::test(migrations = "../migrations")]
async fn a_number_given_to_somebody_else_does_not_take_over_a_record(pool: PgPool) {
    let world = ann(pool).await;
    let before = world.everything().await;
    let file = format!("{HEAD}\n{},12,Zeller,Zoe,2001-09-09\n", card(2));
    let report = world.borrowers(&file).await;
    assert_eq!(found(&report), [(2, Some("surname"), Reason::OtherIdentity)]);
    let said = report.problems[0].to_string();
    assert!(said.contains(&card(2)[10..]) && said.contains(&card(1)[10..]), "both rows are named: {said}");
    assert!(!said.contains("Alder") && !said.contains("Zeller"));
    assert_eq!(world.everything().await, before);
    // Nor under the card alone.
    let by_card = format!("cardnumber,surname,firstname\n{},Zeller,Zoe\n", card(1));
    assert_eq!(world.borrowers(&by_card).await.problems[0].reason, Reason::OtherIdentity);
}

#[sqlx::test(migrations = "../migrations")]
async fn a_number_given_to_somebody_of_whom_less_or_more_is_known_does_not_take_over_a_record_either(pool: PgPool) {
    let world = ann(pool).await;
    assert!(world.borrowers(&format!("{HEAD}\n{},13,Town Hall,,\n", card(3))).await.applied());
    let before = world.everything().await;
    let rows = [
        "12,Town Hall,,",
        "12,Zeller,Zoe,",
        "12,,Zoe,2001-09-09",
        "12,,,",
        "13,Alder,Ann,1980-05-05",
        "13,,Ann,1980-05-05",
        "13,Alder,Ann,",
    ];
    for row in rows {
        let report = world.borrowers(&format!("{HEAD}\n{},{row}\n", card(2))).await;
        assert_eq!(found(&report), [(2, Some("surname"), Reason::OtherIdentity)], "{row}");
        assert_eq!(world.everything().await, before, "{row}");
    }
    // What is added beside a value that stays is the same person's, and a column that the file does not have says nothing.
    for file in [
        format!("{HEAD}\n{},13,Town Hall,Clerk,\n", card(3)),
        format!("cardnumber,borrowernumber,surname\n{},12,Alder-Birch\n", card(1)),
        format!("cardnumber,borrowernumber\n{},12\n", card(1)),
    ] {
        let report = world.borrowers(&file).await;
        assert!(report.applied(), "{file}: {:?}", report.problems);
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn told_that_it_is_somebody_else_the_file_makes_a_new_record_and_the_former_keeps_theirs(pool: PgPool) {
    let world = ann(pool).await;
    let file = format!("{HEAD}\n{},12,Zeller,Zoe,2001-09-09\n", card(1));
    let told = Options { other_person: cards(&[card(1)]), ..options() };
    let report = world.import(FileKind::KohaBorrowers, &file, told).await;
    assert_eq!((report.applied(), report.rows_added), (true, 1), "{:?}", report.problems);
    let said = "SELECT string_agg(concat_ws('/', surname, ils_number, status, closed_because, \
                                            (SELECT count(*) FROM checkout k WHERE k.person_id = p.id), \
                                            (SELECT count(*) FROM credential k WHERE k.person_id = p.id)), ' ' \
                                  ORDER BY surname) FROM person p JOIN card c ON c.person_id = p.id";
    assert_eq!(world.text(said).await.as_deref(), Some("Alder/closed/moved/1/1 Zeller/12/active/0/0"));
}

#[sqlx::test(migrations = "../migrations")]
async fn told_that_it_is_the_same_person_everything_may_be_new(pool: PgPool) {
    let world = ann(pool).await;
    let file = format!("{HEAD}\n{},12,Zeller,Zoe,2001-09-09\n", card(1));
    let told = Options { same_person: cards(&[card(1)]), ..options() };
    let report = world.import(FileKind::KohaBorrowers, &file, told).await;
    assert_eq!((report.applied(), report.rows_changed), (true, 1), "{:?}", report.problems);
    assert_eq!(world.count("person").await, 1);
}

#[sqlx::test(migrations = "../migrations")]
async fn a_new_name_alone_is_no_new_person(pool: PgPool) {
    let world = ann(pool).await;
    for (surname, first, born) in [
        ("Birch", "Ann", "1980-05-05"),
        ("Birch", "Anna", "1980-05-05"),
        ("Birch", "Anna", ""),
        ("birch", "ANNA", "1981-05-05"),
    ] {
        let report = world.borrowers(&format!("{HEAD}\n{},12,{surname},{first},{born}\n", card(1))).await;
        assert!(report.applied(), "{surname} {first} {born}: {:?}", report.problems);
    }
    assert_eq!(world.count("person").await, 1);
}

#[sqlx::test(migrations = "../migrations")]
async fn two_patrons_whose_cards_were_swapped_have_each_others(pool: PgPool) {
    let world = Files::open(pool).await;
    let file = |a: usize, b: usize| {
        format!("{HEAD}\n{},1,Alder,Ann,1980-05-05\n{},2,Birch,Bob,1981-06-06\n", card(a), card(b))
    };
    world.borrowers(&file(1, 2)).await;
    for (a, b) in [(2, 1), (1, 2), (2, 1)] {
        let report = world.borrowers(&file(a, b)).await;
        assert!(report.applied(), "{:?}", report.problems);
        let open = "SELECT string_agg(surname || right(number, 4), ' ' ORDER BY surname) FROM card c \
                    JOIN person p ON p.id = c.person_id WHERE status = 'active'";
        assert_eq!(world.text(open).await, Some(format!("Alder{} Birch{}", &card(a)[10..], &card(b)[10..])));
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn a_card_goes_to_a_new_patron_when_its_holder_has_another_in_the_same_file(pool: PgPool) {
    let world = ann(pool).await;
    let taken = format!("{HEAD}\n{},77,Young,Yan,2010-01-01\n", card(1));
    assert_eq!(world.borrowers(&taken).await.problems[0].reason, Reason::OtherPatron);
    for order in [[0, 1], [1, 0]] {
        let rows = [format!("{},12,Alder,Ann,1980-05-05", card(3)), format!("{},77,Young,Yan,2010-01-01", card(1))];
        let file = format!("{HEAD}\n{}\n{}\n", rows[order[0]], rows[order[1]]);
        let report = world.borrowers(&file).await;
        assert!(report.applied(), "{:?}", report.problems);
    }
    let open = "SELECT string_agg(surname || right(number, 4), ' ' ORDER BY surname) FROM card c \
                JOIN person p ON p.id = c.person_id WHERE status = 'active'";
    assert_eq!(world.text(open).await, Some(format!("Alder{} Young{}", &card(3)[10..], &card(1)[10..])));
}

#[sqlx::test(migrations = "../migrations")]
async fn a_card_that_was_closed_may_be_given_to_somebody_else_and_its_holder_is_signed_out(pool: PgPool) {
    let world = ann(pool).await;
    let number = &cards(&[card(1)])[0];
    assert_eq!(close_card(&world.portal, &world.operator(), number, Closing::Left).await.unwrap(), Closed::Done);
    assert_eq!(close_card(&world.portal, &world.operator(), number, Closing::Left).await.unwrap(), Closed::NoSuchCard);
    let said = "SELECT concat_ws('/', status, closed_because, closed_at AT TIME ZONE 'UTC') FROM card";
    assert_eq!(world.text(said).await.as_deref(), Some("closed/left/2026-11-23 12:00:00"));
    let event = "SELECT concat_ws('/', via, detail->>'closed') FROM ledger_event WHERE action = 'card-closed'";
    assert_eq!(world.text(event).await.as_deref(), Some("command/left"));
    // The same patron once more in a file opens nothing; somebody else gets the number.
    world.borrowers(&format!("{HEAD}\n{},12,Alder,Ann,1980-05-05\n", card(1))).await;
    assert_eq!(world.text("SELECT count(*) FROM card WHERE status = 'active'").await.as_deref(), Some("0"));
    for number in ["77", ""] {
        let report = world.borrowers(&format!("{HEAD}\n{},{number},Young,Yan,2010-01-01\n", card(1))).await;
        assert!(report.applied(), "{:?}", report.problems);
        assert_eq!(world.count("person").await, 2);
    }
    // Loans under the number are the new holder's.
    let loan = format!("cardnumber,barcode,title,issuedate\n{},9,Dune,2026-11-20\n", card(1));
    world.import(FileKind::Circulation, &loan, options()).await;
    let whose = "SELECT surname FROM person p JOIN checkout k ON k.person_id = p.id WHERE k.title = 'Dune'";
    assert_eq!(world.text(whose).await.as_deref(), Some("Young"));
}

#[sqlx::test(migrations = "../migrations")]
async fn a_city_without_its_state_does_not_keep_another_citys(pool: PgPool) {
    let world = Files::open(pool).await;
    let place = "SELECT concat_ws('/', city, state, zipcode) FROM contact";
    for (city, is) in [
        ("\"Springfield, MA 01101\"", "Springfield/MA/01101"),
        ("Springfield", "Springfield/MA/01101"),
        ("Hartford", "Hartford"),
        ("\"Hartford, Connecticut\"", "Hartford/CT"),
        ("\"St. John, N.B.\"", "St. John, N.B."),
    ] {
        assert!(world.borrowers(&format!("cardnumber,city\n{},{city}\n", card(1))).await.applied());
        assert_eq!(world.text(place).await.as_deref(), Some(is), "{city}");
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn what_a_file_does_not_say_is_not_made_up(pool: PgPool) {
    let world = ann(pool).await;
    let line = format!("cardnumber,accountlines_id,date,amount\n{},1,2026-11-01,2.50\n", card(1));
    assert!(world.import(FileKind::AccountLines, &line, options()).await.applied());
    let hold = format!("cardnumber,title,reservedate\n{},Emma,2026-11-01\n", card(1));
    assert!(world.import(FileKind::Holds, &hold, options()).await.applied());
    for unknown in [
        "SELECT renewals FROM checkout",
        "SELECT due_on FROM checkout",
        "SELECT outstanding_cents FROM account_line",
        "SELECT kind FROM account_line",
        "SELECT status FROM hold",
        "SELECT queue_position FROM hold",
    ] {
        assert_eq!(world.text(unknown).await, None, "{unknown}");
    }
    // A later file that does not have the column leaves what an earlier one said.
    let more =
        format!("cardnumber,accountlines_id,date,amount,amountoutstanding\n{},1,2026-11-01,2.50,1.00\n", card(1));
    world.import(FileKind::AccountLines, &more, options()).await;
    assert_eq!(world.import(FileKind::AccountLines, &line, options()).await.rows_changed, 0);
    assert_eq!(world.text("SELECT outstanding_cents FROM account_line").await.as_deref(), Some("100"));
}

#[sqlx::test(migrations = "../migrations")]
async fn a_loan_for_hours_and_an_update_keep_their_time(pool: PgPool) {
    let world = ann(pool).await;
    let loan = format!(
        "cardnumber,barcode,title,issuedate,date_due\n{},7,Laptop,2026-11-23 10:00,2026-11-23 14:30\n",
        card(1)
    );
    world.import(FileKind::Circulation, &loan, options()).await;
    let due = "SELECT due_on || ' ' || (due_at AT TIME ZONE 'America/New_York') FROM checkout WHERE title = 'Laptop'";
    assert_eq!(world.text(due).await.as_deref(), Some("2026-11-23 2026-11-23 14:30:00"));
    world.borrowers(&format!("cardnumber,updated_on\n{},2026-11-22 08:15:30\n", card(1))).await;
    let updated = "SELECT updated_on || ' ' || (updated_at AT TIME ZONE 'America/New_York') FROM membership";
    assert_eq!(world.text(updated).await.as_deref(), Some("2026-11-22 2026-11-22 08:15:30"));
}

#[sqlx::test(migrations = "../migrations")]
async fn an_e_mail_cell_with_two_addresses_or_none_is_kept_as_it_stands_and_said(pool: PgPool) {
    let world = Files::open(pool).await;
    let file = format!(
        "cardnumber,email\n{},a@example.org; b@example.org\n{},none yet\n{},o’connor@Example.org\n",
        card(1),
        card(2),
        card(3)
    );
    let report = world.borrowers(&file).await;
    let said: Vec<_> = report.notes.iter().map(|note| (note.remark, note.count)).collect();
    assert_eq!(said, [(Remark::NoEmail, 1), (Remark::SeveralEmails, 1)]);
    let held = "SELECT string_agg(email, '|' ORDER BY email) FROM contact";
    assert_eq!(world.text(held).await.as_deref(), Some("a@example.org; b@example.org|none yet|o'connor@example.org"));
}

#[sqlx::test(migrations = "../migrations")]
async fn rows_that_named_a_file_as_their_source_name_the_system_after_the_migration(pool: PgPool) {
    let world = Files::open(pool).await;
    world.samples().await;
    world
        .run(
            "UPDATE person SET source = 'koha-borrowers' WHERE ils_number = '101'; \
             UPDATE account_line SET source = 'koha-account'; UPDATE hold SET source = 'portal' WHERE title = 'Beloved'",
        )
        .await;
    world.run(include_str!("../../../../migrations/0040_systems.sql")).await;
    for (table, sources) in [("person", "koha"), ("account_line", "koha"), ("hold", "koha,portal")] {
        let said = format!("SELECT string_agg(DISTINCT source, ',' ORDER BY source) FROM {table}");
        assert_eq!(world.text(&said).await.as_deref(), Some(sources), "{table}");
    }
    let open = "SELECT count(*) FROM pg_class WHERE relrowsecurity AND NOT relforcerowsecurity";
    assert_eq!(world.text(open).await.as_deref(), Some("0"), "row-level security is as it was");
}

/// A live system that knows one patron.
struct Live(Person);

impl Source for Live {
    type Record = Person;

    fn fill(self, sink: &mut Sink<'_, Person>) -> std::io::Result<Ended> {
        sink.speaks_of(["card", "number", "firstname"]);
        sink.give(1, &self.0);
        Ok(Ended::Everything([0; 32]))
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn the_same_patron_from_a_file_and_from_a_live_system_is_one(pool: PgPool) {
    let world = ann(pool).await;
    let live = Live(Person {
        card: cards(&[card(1)]).pop(),
        number: Number::read("12").unwrap(),
        firstname: Name::read("Anna").unwrap(),
        ..Person::default()
    });
    let report = apply::bring(&world.portal, &world.operator(), "live", live, options(), &mut |_| {}).await.unwrap();
    assert_eq!((report.rows_added, report.rows_changed), (0, 1), "{:?}", report.problems);
    let said = "SELECT concat_ws('/', firstname, surname, source) FROM person";
    assert_eq!(world.text(said).await.as_deref(), Some("Anna/Alder/koha"), "what it does not speak of stays");
    let nothing = Live(Person { card: None, ..Person::default() });
    let report = apply::bring(&world.portal, &world.operator(), "live", nothing, options(), &mut |_| {}).await.unwrap();
    assert_eq!(found(&report), [(1, Some("card"), Reason::Missing)]);
}

#[sqlx::test(migrations = "../migrations")]
async fn every_source_and_file_an_import_writes_has_words_of_its_own(pool: PgPool) {
    use domain::{
        inventory::{SYSTEMS, source_label, told},
        words::Lang,
    };
    let world = Files::open(pool).await;
    world.samples().await;
    let fallback = source_label("no such system");
    for table in TABLES.into_iter().chain(["field_origin"]) {
        let sources = format!("SELECT string_agg(DISTINCT source, ',') FROM {table}");
        for source in world.text(&sources).await.unwrap_or_default().split(',').filter(|source| !source.is_empty()) {
            assert_ne!(source_label(source), fallback, "{source} in {table}");
            assert!(SYSTEMS.iter().any(|(code, _)| *code == source), "{source} is a system");
        }
    }
    for kind in FileKind::ALL {
        let (_, words) = told::note("file", told::Noted::Text(kind.name()), Lang::En).unwrap();
        assert_ne!(words, kind.name(), "the activity says in words which file it was");
    }
    assert_eq!(told::note("system", told::Noted::Text("koha"), Lang::En).unwrap().1, "The library’s system (Koha)");
    let noted = "SELECT string_agg(DISTINCT detail->>'file', ',') FROM ledger_event WHERE action = 'imported'";
    for file in world.text(noted).await.unwrap().split(',') {
        assert!(FileKind::from_name(file).is_some(), "{file}");
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn l19_a_last_card_that_a_file_reports_lost_ends_every_way_in(pool: PgPool) {
    let world = Files::open(pool).await;
    let ana = world.person("Ana").surname("Tester").card().session().add().await;
    let second = world.gives_card(&ana, 9).await;
    world.person("Ben").card().session().add().await;
    world.has_reset_link(&ana).await;
    let id = ana.id.0;
    world
        .run(format!(
            "INSERT INTO known_device (library, id, person_id, secret_hash, created_at, last_used_at, ends_at) \
             VALUES ('elm', gen_random_uuid(), '{id}', 'x', '2026-11-01Z', '2026-11-01Z', '2027-11-01Z'); \
             INSERT INTO pending_change (library, id, person_id, reference, field, new_value, asked_at, status, source, sourced_at) \
             VALUES ('elm', gen_random_uuid(), '{id}', 'C-0000-0000', 'phone', '860-555-0199', '2026-11-01Z', 'waiting', \
                     'portal', '2026-11-01Z'); \
             INSERT INTO correction (library, id, person_id, reference, about, of_relation, of_column, of_row, wish, asked_by, \
                                     asked_at, status) \
             VALUES ('elm', gen_random_uuid(), '{id}', 'R-0000-0000', '{{identity,person.surname}}', 'person', 'surname', '{id}', \
                     'W', 'patron', '2026-11-01Z', 'waiting')"
        ))
        .await;
    let left = async || {
        let mut left = Vec::new();
        let open = ["session", "known_device", "one_time_token", "pending_change", "correction"];
        let still = ["true", "true", "ended_at IS NULL", "status = 'waiting'", "status = 'waiting'"];
        for (table, still) in open.into_iter().zip(still) {
            left.push(world.count(&format!("{table} WHERE {still} AND person_id = '{id}'")).await);
        }
        left
    };
    let lines = "ledger_event WHERE action = 'card-reported-lost' AND actor_kind = 'system' AND via = 'import'";
    assert!(world.borrowers(&format!("cardnumber,lost\n{},1\n", ana.card)).await.applied());
    assert_eq!((left().await, world.count(lines).await), (vec![1; 5], 0), "there is another card");
    for _ in 0..2 {
        world.clock.advance(chrono::Duration::hours(1));
        assert!(world.borrowers(&format!("cardnumber,lost\n{second},1\n")).await.applied());
        assert_eq!((left().await, world.count(lines).await), (vec![0; 5], 1));
    }
    assert_eq!(world.count("session").await, 1, "Ben’s");
    let told = "ledger_event WHERE action IN ('contact-change-taken-back', 'correction-taken-back')";
    assert_eq!(world.count(told).await, 2);
}
