use super::*;
use crate::testing::{House, SECRET, mark, statements_of, whole_statements_of};
use chrono::NaiveDate;
use domain::{
    decision::{Allowed, Decision, Fields, Share},
    inventory::{Relation, info},
    profile::Ended,
};
use sqlx::PgPool;
use std::collections::HashSet;
use uuid::Uuid;

const ANA: Uuid = Uuid::from_u128(1);
const BEN: Uuid = Uuid::from_u128(2);
const TODAY: NaiveDate = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();

fn asked(page: u32, search: &str) -> ListQuery {
    ListQuery { page, search: Some(search.to_owned()).filter(|search| !search.is_empty()) }
}

async fn history(portal: &Portal, patron: &Patron, page: u32, search: &str) -> Section {
    class_page(portal, patron, Class::History, &asked(page, search)).await.unwrap().unwrap().sections.remove(0)
}

fn titles(section: &Section) -> Vec<String> {
    let title = |row: &Row| match &row.cells[0].value {
        Value::Text(title) => title.clone(),
        other => panic!("{other:?}"),
    };
    section.rows.iter().map(title).collect()
}

#[sqlx::test(migrations = "../migrations")]
async fn an_empty_class_is_shown_as_empty(pool: PgPool) {
    let house = House::at("elm").open(&pool).await;
    let ana = house.somebody().surname("A").since("2026-02-03T00:00:00Z").add().await;
    let (portal, ana) = (&house.portal, ana.patron());
    let overview = overview(portal, &ana).await.unwrap();
    assert_eq!(overview.classes.iter().map(|one| one.class).collect::<Vec<_>>(), Class::ALL);
    assert_eq!(overview.classes[0].count, 1);
    // By the library’s clock, where it is still the evening before.
    assert_eq!(overview.classes[0].since.unwrap().to_string(), "2026-02-02");
    assert!(overview.classes[1..].iter().all(|one| one.count == 0 && one.since.is_none() && one.newest.is_none()));
    for class in Class::ALL {
        let page = class_page(portal, &ana, class, &ListQuery::default()).await.unwrap().unwrap();
        assert_eq!(page.sections.len(), info(class).relations.len());
        if ![Class::Identity, Class::Activity].contains(&class) {
            for section in page.sections {
                assert_eq!((section.total, section.matching, section.page, section.pages), (0, 0, 1, 1));
                assert!(section.rows.is_empty());
            }
        }
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn the_overview_counts_what_the_pages_show(pool: PgPool) {
    let house = House::at("elm").open(&pool).await;
    let ana = house.everybody().await;
    house.everybody().await;
    house.has_read_many(&ana, 70).await;
    let (portal, ana) = (&house.portal, ana.patron());
    for summary in overview(portal, &ana).await.unwrap().classes {
        let page = class_page(portal, &ana, summary.class, &ListQuery::default()).await.unwrap().unwrap();
        let mut shown = 0;
        for section in &page.sections {
            shown += match section.relation.rows {
                domain::inventory::Rows::Many { .. } => section.total,
                domain::inventory::Rows::One => {
                    section.rows.iter().flat_map(|row| &row.cells).filter(|cell| cell.value != Value::Missing).count()
                        as u64
                }
            };
        }
        // The overview wrote nothing; by the time Activity is read, 19 looks at the classes before it are in it.
        assert_eq!(summary.count + u64::from(summary.class == Class::Activity) * 19, shown, "{:?}", summary.class);
        assert_eq!(summary.since.is_some(), shown > 0, "{:?}", summary.class);
        assert!(summary.since <= summary.newest);
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn s3_a_draft_is_seen_by_its_patron_alone(pool: PgPool) {
    let house = House::at("elm").open(&pool).await;
    let ana = house.everybody().await;
    house.run("UPDATE permission SET recipient_name = 'Still thinking' WHERE state = 'draft'").await;
    let (portal, ana) = (&house.portal, ana.patron());
    let own = class_page(portal, &ana, Class::Preferences, &ListQuery::default()).await.unwrap().unwrap();
    assert!(format!("{own:?}").contains("Still thinking"));
    let count = |overview: Overview| {
        overview.classes.into_iter().find(|one| one.class == Class::Preferences).map(|one| one.count).unwrap()
    };
    let mine = count(overview(portal, &ana).await.unwrap());

    // Whatever a decision lets someone see of the class.
    let share = Share { class: Class::Preferences, fields: Fields::All };
    let decision = Decision::Allowed(Allowed {
        shares: vec![share.clone()],
        facts: [].into(),
        left_out: Vec::new(),
        minimum_only: false,
        words: domain::words::Text::new("", ""),
        rules: Vec::new(),
        ends: None,
    });
    let (library, person) = (ana.library(), ana.person());
    let mut tx = portal.db.begin(ana.scope()).await.unwrap();
    let told = count(
        overview_told(&mut tx, (library, person), ana.profile(), TODAY, std::slice::from_ref(&share)).await.unwrap(),
    );
    assert_eq!(told, mine - 1, "a draft is not even counted");
    let page = class_page_told(&mut tx, library, person, &share, &ListQuery::default()).await.unwrap();
    let section = page.sections.iter().find(|one| one.relation.name == "permission").unwrap();
    assert_eq!((section.total, section.rows.len()), (1, 1));
    let shared = shared(&mut tx, library, person, &decision).await.unwrap();
    for other in [format!("{page:?}"), format!("{shared:?}")] {
        assert!(!other.contains("Still thinking"), "{other}");
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn s2_of_what_may_not_be_told_nothing_is_selected(pool: PgPool) {
    let house = House::at("elm").open(&pool).await;
    let ana = house.everybody().await.patron();
    // What stands beside values: of one that may be told, and of others.
    house
        .run(format!(
            "DELETE FROM field_origin; DELETE FROM correction; \
             INSERT INTO field_origin (library, person_id, field, source, sourced_at, system_value, system_seen_at) \
             SELECT 'elm', '{id}', field, 'portal', '2026-01-01Z', 'system of ' || field, '2026-02-01Z' \
             FROM unnest('{{contact.phone,contact.email,contact.address,person.surname}}'::text[]) AS field; \
             INSERT INTO correction (library, id, person_id, reference, about, of_relation, of_column, of_row, wish, asked_by, \
                                     asked_at, status, statement, stated_at) \
             SELECT 'elm', gen_random_uuid(), '{id}', field, '{{}}', split_part(field, '.', 1), split_part(field, '.', 2), \
                    (SELECT id FROM contact LIMIT 1), 'W', 'patron', '2026-01-01Z', 'refused', 'statement on ' || field, \
                    '2026-02-01Z' \
             FROM unnest('{{contact.phone,contact.email,person.surname}}'::text[]) AS field",
            id = ana.person()
        ))
        .await;
    let share = |class, column: &'static str| Share { class, fields: Fields::Only(vec![column.into()]) };
    let shares = [share(Class::Holds, "hold.title"), share(Class::Contact, "contact.phone")];
    let decision = Decision::Allowed(Allowed {
        shares: shares.to_vec(),
        facts: [].into(),
        left_out: Vec::new(),
        minimum_only: true,
        words: domain::words::Text::new("", ""),
        rules: Vec::new(),
        ends: None,
    });
    let (library, person) = (ana.library(), ana.person());
    let mut tx = house.portal.db.begin(ana.scope()).await.unwrap();
    let (told, desks) = whole_statements_of(shared(&mut tx, library, person, &decision)).await;
    assert!(told.unwrap().iter().all(|class| !class.sections.is_empty()));
    let beside = Origins::read_told(&mut tx, library, person, &shares).await.unwrap();
    let beside = format!("{beside:?}");
    for told in ["system of contact.phone", "statement on contact.phone"] {
        assert!(beside.contains(told), "{told}: {beside}");
    }
    assert_eq!(beside.matches("system of").count() + beside.matches("statement on").count(), 2, "{beside}");
    let mut looked_at = 0;
    for share in &shares {
        let whole = ListQuery::default();
        let page = class_page_told(&mut tx, library, person, share, &whole);
        let (page, guardians) = whole_statements_of(page).await;
        assert!(!page.unwrap().sections.is_empty());
        let info = info(share.class);
        let names =
            |one: &&Relation| one.fields.iter().any(|field| share.includes(&format!("{}.{}", one.name, field.column)));
        let relation = info.relations.iter().find(names).unwrap();
        // A day of deletion rests on these, and no class of these shares has them.
        for other in ["account_line", "legal_hold", "preference", "closing", "person", "card"] {
            let read = |statement: &&String| statement.contains(&format!("FROM {other} "));
            assert_eq!(guardians.iter().find(read), None, "{other}");
        }
        let from = format!("FROM {} r", relation.name);
        for statement in desks.iter().chain(&guardians).filter(|statement| statement.contains(&from)) {
            looked_at += 1;
            for field in relation.fields {
                // What a list is ordered by is not selected.
                let selected = statement.replace(relation.order, "");
                let named = selected.contains(&format!("r.{}", field.column));
                let told = share.includes(&format!("{}.{}", relation.name, field.column));
                assert!(!named || told, "{}.{}: {statement}", relation.name, field.column);
            }
        }
    }
    assert!(looked_at >= 4, "the desk's and a guardian's statement for each: {looked_at}");
}

#[sqlx::test(migrations = "../migrations")]
async fn a_long_list_is_paged_without_loss_and_quickly(pool: PgPool) {
    let house = House::at("elm").open(&pool).await;
    let ana = house.somebody().add().await;
    house.has_read_many(&ana, 20_000).await;
    let ben = house.somebody().past_loans(1).add().await.patron();
    let (portal, ana) = (&house.portal, ana.patron());

    let first = history(portal, &ana, 0, "").await;
    assert_eq!((first.total, first.matching, first.page, first.pages), (20_000, 20_000, 1, 400));
    assert_eq!(titles(&first)[..2], ["Loan 20000", "Loan 19999"], "newest first");
    let last = history(portal, &ana, u32::MAX, "").await;
    assert_eq!((last.page, last.rows.len()), (400, 50), "a page past the end is the last");
    assert_eq!(titles(&last).last().unwrap(), "Loan 1");

    let mut seen = HashSet::new();
    for page in 1..=400 {
        seen.extend(titles(&history(portal, &ana, page, "").await));
    }
    assert_eq!(seen.len(), 20_000);

    // A page reads the list as often as it must, to count what is there and what matches, and never once for each row.
    let of_one = history_read(portal, &ben, &asked(1, "")).await;
    for (page, search) in [(1, ""), (400, ""), (1, "author 7 loan"), (3, "no such thing")] {
        let page = asked(page, search);
        let read = history_read(portal, &ana, &page).await;
        assert_eq!(read.statements, of_one.statements, "{page:?}");
        assert!((50..=3 * 20_001).contains(&read.rows), "{page:?}: {} rows", read.rows);
    }
    // The overview reads it to count; once more for the days of deletion, and not even that where it is kept for good.
    let rows_of_overview = async || {
        let mut tx = portal.db.begin(ana.scope()).await.unwrap();
        let before = rows_read(&mut tx).await;
        read::overview(&mut tx, (ana.library(), ana.person()), ana.profile(), TODAY).await.unwrap();
        rows_read(&mut tx).await - before
    };
    let rows = rows_of_overview().await;
    assert!(rows <= 2 * 20_001, "{rows} rows");
    house
        .run(
            "INSERT INTO preference (library, id, person_id, language, reading_history, source, sourced_at) \
             SELECT library, id, id, 'en', 'forever', 'portal', sourced_at FROM person",
        )
        .await;
    let rows = rows_of_overview().await;
    assert!(rows <= 20_001, "{rows} rows");
}

/// What a page of the reading history costs.
struct Read {
    /// How many statements.
    statements: usize,
    /// How many rows of the list are read for it, by Postgres's own count.
    rows: i64,
}

async fn history_read(portal: &Portal, patron: &Patron, asked: &ListQuery) -> Read {
    let mut tx = portal.db.begin(patron.scope()).await.unwrap();
    let before = rows_read(&mut tx).await;
    let all = Share { class: Class::History, fields: Fields::All };
    let page = read::class_page(&mut tx, patron.library(), patron.person(), &all, Reader::Patron, asked);
    let (page, statements) = statements_of(page).await;
    page.unwrap();
    Read { statements: statements.len(), rows: rows_read(&mut tx).await - before }
}

/// How many rows of the reading history this connection has read and not yet reported to Postgres's statistics, which it
/// does between transactions.
async fn rows_read(tx: &mut Tx) -> i64 {
    sqlx::query_scalar(
        "SELECT seq_tup_read + coalesce(idx_tup_fetch, 0) FROM pg_stat_xact_user_tables WHERE relname = 'loan_history'",
    )
    .fetch_one(&mut **tx)
    .await
    .unwrap()
}

#[sqlx::test(migrations = "../migrations")]
async fn a_search_finds_words_and_never_patterns(pool: PgPool) {
    let house = House::at("elm").open(&pool).await;
    let (ana, ben) = (house.somebody().add().await, house.somebody().add().await);
    for (person, title, author) in [
        (&ana, "100% Cotton", "O'Hara"),
        (&ana, "100 Years of Solitude", "García Márquez"),
        (&ana, "snake_case", r"back\slash"),
        (&ana, "Les Mise\u{301}rables", "O’Brien"),
        (&ana, "Misérables encore", "O'Brien"),
        (&ben, "100% Secret", "Nobody"),
    ] {
        house.has_read(person, title, author, house.now()).await;
    }
    let (portal, ana) = (&house.portal, ana.patron());
    let both = vec!["Les Mise\u{301}rables", "Misérables encore"];
    let all = vec!["100 Years of Solitude", "100% Cotton", both[0], both[1], "snake_case"];
    for (search, found) in [
        ("100%", vec!["100% Cotton"]),
        ("100", vec!["100 Years of Solitude", "100% Cotton"]),
        ("%", vec!["100% Cotton"]),
        ("_", vec!["snake_case"]),
        ("\\", vec!["snake_case"]),
        ("MÁRQUEZ years", vec!["100 Years of Solitude"]),
        ("o'hara' OR true --", vec![]),
        ("cotton solitude", vec![]),
        ("100\0years", vec!["100 Years of Solitude"]),
        ("miserables", both.clone()),
        ("MISÉRABLES", both.clone()),
        ("mise\u{301}rables les", both.clone()),
        ("rables le mis", both.clone()),
        ("mise\u{301}rables encore", vec!["Misérables encore"]),
        ("obrien", both.clone()),
        ("O’Brien", both.clone()),
        ("o'brien", both.clone()),
        (" \t ", all.clone()),
        ("'", all),
    ] {
        let section = history(portal, &ana, 1, search).await;
        let mut titles = titles(&section);
        titles.sort();
        assert_eq!(titles, found, "{search:?}");
        assert_eq!((section.total, section.matching), (5, found.len() as u64), "{search:?}");
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn the_database_and_the_browser_compare_words_alike(pool: PgPool) {
    let house = House::at("elm").open(&pool).await;
    let letters = ('\u{c0}'..='\u{17f}').chain('\u{218}'..='\u{21b}').chain('\u{1ea0}'..='\u{1ef9}');
    let cyrillic = ('\u{400}'..='\u{45f}').filter(|c| "ЁЙЇЎёйїўАБЖабж".contains(*c));
    let greek = "άέήίϊΐόύϋΰώΆΈΉΊΌΎΏαω".chars();
    let others = "’'‘ʼ`´%_\\ aZ9".chars();
    for c in letters.chain(cyrillic).chain(greek).chain(others) {
        for written in [c.to_string(), format!("x{c}\u{301}y")] {
            let quoted = written.replace('\'', "''");
            let there: String = house.one(&format!("SELECT folded('{quoted}')")).await;
            assert_eq!(there, domain::listing::fold(&written), "{written:?}");
        }
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn a_whole_list_is_ones_own_and_a_look_like_any_other(pool: PgPool) {
    let house = House::at("elm").open(&pool).await;
    let (ana, ben) = (house.somebody().past_loans(70).add().await, house.somebody().past_loans(1).add().await);
    let portal = &house.portal;
    let rows =
        async |patron: &Patron, name| whole_list(portal, patron, name).await.unwrap().map(|(_, rows)| rows.len());
    assert_eq!(rows(&ana.patron(), "loan_history").await, Some(70), "and not a page of it");
    assert_eq!(rows(&ben.patron(), "loan_history").await, Some(1));
    for none in ["person", "card", "credential", "no_such", "loan_history; DROP TABLE person", ""] {
        assert_eq!(rows(&ana.patron(), none).await, None, "{none}");
    }
    let looks = "ledger_event WHERE action = 'viewed' AND classes = '{history}'";
    assert_eq!(house.count(looks).await, 2, "once for each of them");
}

#[sqlx::test(migrations = "../migrations")]
async fn money_is_summed_over_the_whole_list_and_what_is_not_known_is_counted(pool: PgPool) {
    let house = House::at("elm").open(&pool).await;
    let ana = house.somebody().add().await;
    let fees = async |page, search: &str| {
        let found = class_page(&house.portal, &ana.patron(), Class::Fees, &asked(page, search)).await.unwrap().unwrap();
        let section = found.sections.into_iter().next().unwrap();
        let sums: Vec<_> = section.totals.iter().map(|one| (one.column, one.cents, one.known, one.unknown)).collect();
        (section.pages, sums)
    };
    assert_eq!(fees(1, "").await, (1, vec![("amount_cents", 0, 0, 0), ("outstanding_cents", 0, 0, 0)]));
    house
        .run(format!(
            "INSERT INTO account_line (library, id, person_id, line_number, entered_on, description, amount_cents, \
                                       outstanding_cents, source, sourced_at) \
             SELECT 'elm', gen_random_uuid(), '{}', n::text, '2026-01-01', \
                    CASE WHEN n <= 10 THEN 'The Heron' ELSE 'The Wren' END, 100, CASE WHEN n <= 58 THEN 25 END, 'koha', \
                    '2026-01-01Z' FROM generate_series(1, 60) AS n",
            ana.id.0
        ))
        .await;
    let whole = vec![("amount_cents", 6_000, 60, 0), ("outstanding_cents", 58 * 25, 58, 2)];
    for page in [1, 2] {
        assert_eq!(fees(page, "").await, (2, whole.clone()), "page {page}");
    }
    assert_eq!(fees(1, "heron").await, (1, vec![("amount_cents", 1_000, 10, 0), ("outstanding_cents", 250, 10, 0)]));
}

#[sqlx::test(migrations = "../migrations")]
async fn a_value_entered_at_the_desk_says_so(pool: PgPool) {
    let house = House::at("elm").open(&pool).await;
    let ana = house.everybody().await;
    let (portal, ana) = (&house.portal, ana.patron());
    let mut others = Vec::new();
    for class in [Class::Identity, Class::Contact] {
        for section in class_page(portal, &ana, class, &ListQuery::default()).await.unwrap().unwrap().sections {
            for cell in section.rows.iter().flat_map(|row| &row.cells) {
                others.extend(
                    cell.origin.as_ref().map(|from| (section.relation.name, cell.field.column, from.code.clone())),
                );
            }
        }
    }
    assert_eq!(
        others,
        [("person", "firstname", "portal".to_owned()), ("contact", "email", "desk".to_owned())],
        "the second e-mail, of the alternate contact, is another"
    );
}

#[sqlx::test(migrations = "../migrations")]
async fn what_the_librarys_system_says_stands_beside_a_value_entered_here_until_both_agree(pool: PgPool) {
    let house = House::at("elm").open(&pool).await;
    let ana = house.person("Ana").email("mine@example.org").phone("860-555-0100").card().add().await;
    let id = ana.id.0;
    house
        .run(format!(
            "INSERT INTO field_origin (library, person_id, field, source, sourced_at, system_value, system_seen_at) VALUES \
             ('elm', '{id}', 'contact.email', 'portal', '2026-01-01Z', 'corrected@example.org', '2026-02-01Z'), \
             ('elm', '{id}', 'contact.phone', 'desk', '2026-01-01Z', '860-555-0100', '2026-02-01Z'), \
             ('elm', '{id}', 'contact.fax', 'portal', '2026-01-01Z', '860-555-0109', '2026-02-01Z'), \
             ('elm', '{id}', 'contact.mobile', 'portal', '2026-01-01Z', NULL, NULL), \
             ('elm', '{id}', 'alternate_contact.address.city', 'portal', '2026-01-01Z', 'Storrs', '2026-02-01Z'); \
             INSERT INTO alternate_contact (library, id, person_id, kind, city, source, sourced_at) \
             VALUES ('elm', gen_random_uuid(), '{id}', 'address', 'Windham', 'portal', '2026-01-01Z'), \
                    ('elm', gen_random_uuid(), '{id}', 'person', 'Windham', 'koha', '2026-01-01Z')"
        ))
        .await;
    let page = class_page(&house.portal, &ana.patron(), Class::Contact, &ListQuery::default()).await.unwrap().unwrap();
    let mut said = Vec::new();
    for section in &page.sections {
        for cell in section.rows.iter().flat_map(|row| &row.cells) {
            if let Some(InSystem { value: Value::Text(text), .. }) = &cell.in_system {
                said.push((section.relation.name, cell.field.column, text.as_str()));
            }
        }
    }
    assert_eq!(
        said,
        [
            ("contact", "email", "corrected@example.org"),
            ("contact", "fax", "860-555-0109"),
            ("alternate_contact", "city", "Storrs"),
        ],
        "what agrees is not said, and what is said of the second address is not said of the person to call"
    );
}

#[sqlx::test(migrations = "../migrations")]
async fn a_note_about_another_is_there_and_its_text_is_not(pool: PgPool) {
    let house = House::at("elm").open(&pool).await;
    let ana = house.everybody().await;
    let notes = class_page(&house.portal, &ana.patron(), Class::Notes, &asked(1, "")).await.unwrap();
    let values: Vec<&Value> = notes.as_ref().unwrap().sections[0].rows.iter().map(|row| &row.cells[1].value).collect();
    assert_eq!(values, [&Value::Withheld, &Value::Text("-elm/1/note".to_owned())]);
    let search = class_page(&house.portal, &ana.patron(), Class::Notes, &asked(1, SECRET)).await.unwrap();
    assert_eq!(search.unwrap().sections[0].matching, 0, "a search does not tell what is withheld");
}

#[sqlx::test(migrations = "../migrations")]
async fn the_text_of_a_note_about_another_is_out_of_its_patrons_reach_whatever_is_asked(pool: PgPool) {
    let house = House::at("elm").open(&pool).await;
    let ana = house.everybody().await.patron();
    let seen = async || {
        let mut tx = house.portal.db.begin(ana.scope()).await.unwrap();
        sqlx::query_scalar::<_, String>(
            "SELECT coalesce(string_agg(said, ' '), '') \
             FROM (SELECT note::text FROM note UNION ALL SELECT note_withheld::text FROM note_withheld \
                   UNION ALL SELECT note_record::text FROM note_record) AS everything (said)",
        )
        .fetch_one(&mut *tx)
        .await
        .unwrap()
    };
    let withheld = async || house.count("note_withheld").await;
    let said = seen().await;
    assert!(said.contains("about another") && !said.contains(SECRET), "{said}");
    house.run("UPDATE note SET withheld_reason = NULL").await;
    assert!(seen().await.contains(SECRET), "it is a note like any other");
    assert_eq!(withheld().await, 0);
    house.run("UPDATE note SET withheld_reason = 'It is about another.'").await;
    assert!(!seen().await.contains(SECRET));
    assert_eq!(withheld().await, house.count("note").await);
    house.run("DELETE FROM note").await;
    assert_eq!(withheld().await, 0, "what is gone is not told of");
}

#[sqlx::test(migrations = "../migrations")]
async fn secrets_are_never_read(pool: PgPool) {
    let house = House::at("elm").open(&pool).await;
    let ana = house.everybody().await;
    let (portal, ana) = (&house.portal, ana.patron());
    let mut withheld = 0;
    for class in Class::ALL {
        let page = class_page(portal, &ana, class, &ListQuery::default()).await.unwrap().unwrap();
        assert!(!format!("{:?}", page.sections.iter().map(|one| &one.rows).collect::<Vec<_>>()).contains(SECRET));
        let cells = page.sections.iter().flat_map(|one| &one.rows).flat_map(|row| &row.cells);
        withheld += cells.filter(|cell| cell.value == Value::Withheld).count();
    }
    assert!(withheld > 10, "{withheld}");
}

/// The same person id in two libraries, and two people in one: neither sees anything of the other's.
#[sqlx::test(migrations = "../migrations")]
async fn nobody_sees_another_person_or_another_library(pool: PgPool) {
    let house = House::at("elm").open(&pool).await;
    let ana = house.everybody().await;
    assert_eq!([ana.id.0, house.everybody().await.id.0], [ANA, BEN]);
    let oak = house.beside("oak").await;
    assert_eq!([oak.everybody().await.id.0, oak.everybody().await.id.0], [ANA, BEN]);
    let (portal, ana) = (&house.portal, ana.patron());
    for class in Class::ALL {
        let page = class_page(portal, &ana, class, &ListQuery::default()).await.unwrap().unwrap();
        let all = format!("{:?}", page.sections.iter().map(|one| &one.rows).collect::<Vec<_>>());
        for other in [mark("elm", BEN), mark("oak", ANA), mark("oak", BEN)] {
            assert!(!all.contains(&other), "{class:?} shows {other}");
        }
        if ![Class::Credentials, Class::ComputerUse, Class::HeldElsewhere].contains(&class) {
            assert!(all.contains(&mark("elm", ANA)), "{class:?} shows nothing");
        }
    }
    // A mistake in the authority is stopped by the database: the scope is Ana's, the question Ben's.
    let mut tx = portal.db.begin(ana.scope()).await.unwrap();
    let ben = read::overview(&mut tx, (ana.library(), crate::ids::PersonId(BEN)), ana.profile(), TODAY).await.unwrap();
    assert!(ben.classes.iter().all(|class| class.count == 0), "{ben:?}");
    let oak = "oak".parse().unwrap();
    let there = read::overview(&mut tx, (&oak, ana.person()), ana.profile(), TODAY).await.unwrap();
    assert!(there.classes.iter().all(|class| class.count == 0), "{there:?}");
}

#[sqlx::test(migrations = "../migrations")]
async fn ones_own_look_is_noted_once_a_session(pool: PgPool) {
    let house = House::at("elm").open(&pool).await;
    let ana = house.somebody().add().await;
    let portal = &house.portal;
    let elsewhere = house.signs_in_elsewhere(&ana).await;
    for patron in [&ana.patron(), &ana.patron(), &elsewhere] {
        for _ in 0..3 {
            class_page(portal, patron, Class::Contact, &ListQuery::default()).await.unwrap().unwrap();
            overview(portal, patron).await.unwrap();
        }
    }
    let own = "ledger_event WHERE action = 'viewed' AND actor_kind = 'patron' AND classes = '{contact}'";
    assert_eq!(house.count(own).await, 2, "one for each of two sessions");
    let seen = class_page(portal, &elsewhere, Class::Contact, &ListQuery::default()).await.unwrap().unwrap().seen_by;
    assert!(seen.is_empty(), "who has seen it does not count oneself");
    let days = activity_page(portal, &elsewhere, None, 1).await.unwrap().unwrap().own;
    assert_eq!(days.iter().map(|day| day.parts).collect::<Vec<_>>(), [2]);
    let fees = class_page(portal, &elsewhere, Class::Fees, &ListQuery::default()).await.unwrap().unwrap();
    assert!(fees.seen_by.is_empty());
}

#[sqlx::test(migrations = "../migrations")]
async fn a_hold_that_waits_and_a_debt_have_no_date_of_deletion(pool: PgPool) {
    let house = House::at("elm").open(&pool).await;
    let ana = house.somebody().waits_for("T").owes(250).has_paid(250, "2020-01-02").add().await.patron();
    let counted = async |class| -> Vec<Option<Ended>> {
        let page = class_page(&house.portal, &ana, class, &ListQuery::default()).await.unwrap().unwrap();
        page.sections.iter().flat_map(|section| &section.rows).map(|row| row.ended).collect()
    };
    assert_eq!(counted(Class::Holds).await, [None]);
    let fees = counted(Class::Fees).await;
    let paid = Ended::On(NaiveDate::from_ymd_opt(2020, 1, 2).unwrap());
    assert_eq!(fees.len(), 2);
    assert!(fees.contains(&None) && fees.contains(&Some(paid)), "only what is settled counts towards its deletion");
}

#[sqlx::test(migrations = "../migrations")]
async fn a_patron_is_told_of_the_activity_by_the_decision_alone(pool: PgPool) {
    let house = House::at("elm").open(&pool).await;
    let ana = house.somebody().add().await.patron();
    let yes = own_record(&house.portal, &ana, Wanted::class(Class::Activity));
    let elsewhere = own_record(&house.portal, &ana, Wanted::class(Class::Fees));
    assert!(activity::told(&house.portal, &ana, &yes, None, 1).await.unwrap().is_some());
    let before = house.count("ledger_event").await;
    assert!(activity::told(&house.portal, &ana, &elsewhere, None, 1).await.unwrap().is_none());
    assert_eq!(house.count("ledger_event").await, before, "what was not told was not looked at");
    assert!(activity_page(&house.portal, &ana, None, 1).await.unwrap().is_some());
}

#[sqlx::test(migrations = "../migrations")]
async fn what_no_file_brings_and_is_there_all_the_same_is_not_said_to_be_missing(pool: PgPool) {
    let house = House::at("elm").open(&pool).await;
    let ana = house.somebody().add().await.patron();
    let is_there = async |class, asked: ListQuery| {
        class_page(&house.portal, &ana, class, &asked).await.unwrap().unwrap().has_what_no_file_brings()
    };
    let (id, library) = (ana.person().0, ana.library());
    house
        .run(format!(
            "INSERT INTO eligibility (library, id, person_id, home_library, source, sourced_at) \
             VALUES ('{library}', '{id}', '{id}', 'MAIN', 'import', now())"
        ))
        .await;
    assert!(!is_there(Class::Notices, ListQuery::default()).await);
    assert!(!is_there(Class::Eligibility, ListQuery::default()).await);
    house
        .run(format!(
            "UPDATE eligibility SET residency_proof = 'utility bill'; \
             INSERT INTO notice_sent (library, id, person_id, kind, channel, sent_at, source, sourced_at) \
             VALUES ('{library}', '{id}', '{id}', 'overdue', 'post', now(), 'import', now())"
        ))
        .await;
    assert!(is_there(Class::Notices, ListQuery::default()).await);
    assert!(
        is_there(Class::Notices, asked(1, "nothing like it")).await,
        "a search that finds nothing takes nothing away"
    );
    assert!(is_there(Class::Eligibility, ListQuery::default()).await);
    assert!(!is_there(Class::Fees, ListQuery::default()).await);
}
