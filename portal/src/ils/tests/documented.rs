//! docs/import.md, tried as it is written.

use super::*;
use futures::TryStreamExt;

const PAGE: &str = include_str!("../../../../docs/import.md");

/// What stands in the page's blocks of this language.
fn blocks(language: &str) -> Vec<&'static str> {
    let mark = format!("\n```{language}\n");
    PAGE.split(mark.as_str()).skip(1).map(|rest| rest.split("\n```").next().unwrap()).collect()
}

/// Its way of joining texts, in the words of Postgres.
fn for_postgres(sql: &str) -> String {
    let mut pieces = sql.split("GROUP_CONCAT(");
    let mut out = pieces.next().unwrap().to_owned();
    for piece in pieces {
        let (what, rest) = piece.split_once(" ORDER BY ").unwrap();
        let (order, rest) = rest.split_once(" SEPARATOR ").unwrap();
        let (separator, rest) = rest.split_once(')').unwrap();
        write!(out, "string_agg(({what})::text, {separator} ORDER BY {order}){rest}").unwrap();
    }
    out
}

/// What `mysql --batch` writes for this query: tabs, `NULL`, and line ends within cells as `\n`.
async fn batch(pool: &PgPool, sql: &str) -> String {
    let mut connection = pool.acquire().await.unwrap();
    sqlx::raw_sql("SET search_path TO koha").execute(&mut *connection).await.unwrap();
    let sql = for_postgres(sql);
    let mut texts = vec![];
    for (query, format) in [(format!("SELECT * FROM ({sql}) q LIMIT 0"), "(FORMAT csv, HEADER)"), (sql.clone(), "")] {
        let copied = connection.copy_out_raw(&format!("COPY ({query}) TO STDOUT {format}")).await.unwrap();
        let parts: Vec<_> = copied.try_collect().await.unwrap();
        texts.push(String::from_utf8(parts.concat()).unwrap());
    }
    sqlx::raw_sql("RESET search_path").execute(&mut *connection).await.unwrap();
    let rows: Vec<String> = texts[1]
        .lines()
        .map(|row| row.split('\t').map(|cell| if cell == "\\N" { "NULL" } else { cell }).collect::<Vec<_>>().join("\t"))
        .collect();
    format!("{}\n{}\n", texts[0].trim().replace(',', "\t"), rows.join("\n"))
}

/// A stand-in for Koha's tables, with the columns that the page's queries name, and a few people.
async fn koha(pool: &PgPool, borrowers: &str) {
    let columns: std::collections::BTreeSet<String> = borrowers
        .split(|sign: char| !sign.is_ascii_alphanumeric() && sign != '_' && sign != '.')
        .filter_map(|word| word.strip_prefix("b."))
        .map(str::to_lowercase)
        .filter(|column| column != "borrowernumber")
        .collect();
    let columns: Vec<String> = columns.into_iter().map(|column| format!("{column} text")).collect();
    let sql = format!(
        "CREATE SCHEMA koha; SET search_path TO koha; \
         CREATE TABLE borrowers (borrowernumber int PRIMARY KEY, {}); \
         CREATE TABLE borrower_relationships (id int, guarantor_id int, guarantee_id int, relationship text); \
         CREATE TABLE borrower_attributes (id int, borrowernumber int, code text, attribute text); \
         CREATE TABLE items (itemnumber int, biblionumber int, barcode text, itype text); \
         CREATE TABLE deleteditems (itemnumber int, biblionumber int, barcode text, itype text); \
         CREATE TABLE biblio (biblionumber int, title text, author text); \
         CREATE TABLE deletedbiblio (biblionumber int, title text, author text); \
         CREATE TABLE issues (borrowernumber int, itemnumber int, issuedate timestamp, date_due timestamp, \
                              branchcode text, renewals_count int); \
         CREATE TABLE old_issues (borrowernumber int, itemnumber int, issuedate timestamp, date_due timestamp, \
                                  returndate timestamp, branchcode text, renewals_count int); \
         CREATE TABLE reserves (borrowernumber int, biblionumber int, itemnumber int, reservedate date, branchcode text, \
                                priority int, found text, expirationdate date, cancellationdate date); \
         CREATE TABLE accountlines (borrowernumber int, accountlines_id int, date timestamp, amount numeric(28, 6), \
                                    amountoutstanding numeric(28, 6), debit_type_code text, credit_type_code text, \
                                    description text, payment_type text, note text); \
         INSERT INTO borrowers (borrowernumber, cardnumber, surname, firstname, dateofbirth, borrowernotes, password, lost, \
                                updated_on, email) \
             VALUES (1, '{}', 'Alvarez', 'Rosa', '1984-05-17', E'Ring twice.\\nC:\\\\new', '$2a$08${}', '0', \
                     '2026-11-20 08:00:00', 'rosa@example.org'), \
                    (2, '{}', '\"Lou\" Alvarez', 'Luis', '1980-01-01', NULL, '!', '0', NULL, NULL), \
                    (3, '{}', 'Alvarez', 'Mateo', '2013-08-09', NULL, NULL, '0', NULL, NULL); \
         INSERT INTO borrower_relationships VALUES (1, 1, 3, 'mother'), (2, 2, 3, NULL); \
         INSERT INTO borrower_attributes VALUES (1, 1, 'SCHOOL', 'Elm'), (2, 1, 'BUS', '4'); \
         INSERT INTO biblio VALUES (10, 'Walden', 'Thoreau'), (11, '\"A\" Is for Alibi', 'Grafton'); \
         INSERT INTO deletedbiblio VALUES (12, 'Gone', 'Girl'); \
         INSERT INTO items VALUES (100, 10, '39001', 'BOOK'), (101, 11, NULL, NULL); \
         INSERT INTO deleteditems VALUES (102, 12, '39003', 'DVD'); \
         INSERT INTO issues VALUES (1, 100, '2026-11-01 10:00', '2026-11-22 23:59', 'MAIN', 1), \
                                   (1, 101, '2026-11-02 10:00', '2026-11-23 14:30', 'MAIN', 0); \
         INSERT INTO old_issues VALUES (1, 102, '2026-10-01 10:00', '2026-10-22 23:59', '2026-10-20 11:00', 'MAIN', 0), \
                                       (1, 999, '2026-10-02 10:00', NULL, '2026-10-20 11:00', 'MAIN', NULL); \
         INSERT INTO reserves VALUES (3, 10, NULL, '2026-11-10', 'MAIN', 2, NULL, NULL, NULL), \
                                     (3, 11, 101, '2026-11-11', 'MAIN', 0, 'W', '2026-11-30', NULL); \
         INSERT INTO accountlines VALUES (1, 5001, '2026-08-04', 2.5, 0, 'OVERDUE', NULL, 'Late', NULL, NULL), \
                                         (1, 5002, '2026-08-20', -2.5, 0, NULL, 'PAYMENT', NULL, 'CASH', NULL); \
         RESET search_path; GRANT USAGE ON SCHEMA koha TO PUBLIC",
        columns.join(", "),
        card(1),
        "Q".repeat(53),
        card(2),
        card(3),
    );
    sqlx::raw_sql(AssertSqlSafe(sql)).execute(pool).await.unwrap();
}

#[sqlx::test(migrations = "../migrations")]
async fn the_queries_for_koha_s_database_client_give_files_that_load(pool: PgPool) {
    let world = Files::open(pool.clone()).await;
    let queries = blocks("sql");
    assert_eq!(queries.len(), 4);
    koha(&pool, queries[0]).await;
    for (kind, query) in FileKind::ALL.into_iter().zip(queries) {
        let file = batch(&pool, query).await;
        let report = world.import(kind, &file, options()).await;
        assert!(report.applied() && report.problems.is_empty(), "{kind:?}: {:?}", report.problems);
        let notes: Vec<_> = report.notes.iter().filter(|note| note.remark != Remark::NullCells).collect();
        assert!(notes.is_empty(), "{kind:?}: {notes:?}");
    }
    for (sql, value) in [
        ("SELECT string_agg(surname, ',' ORDER BY ils_number) FROM person", Some("Alvarez,\"Lou\" Alvarez,Alvarez")),
        ("SELECT body FROM note", Some("Ring twice.\nC:\\new")),
        ("SELECT string_agg(attributes, '') FROM eligibility", Some("SCHOOL:Elm,BUS:4")),
        (
            "SELECT string_agg(guardian_name || coalesce('/' || relationship, ''), ',' ORDER BY guardian_name DESC) FROM guardianship",
            Some("Rosa Alvarez/mother,Luis \"Lou\" Alvarez"),
        ),
        ("SELECT count(*) FROM credential", Some("1")),
        (
            "SELECT string_agg(title || coalesce('/' || item_barcode, ''), ',' ORDER BY title) FROM loan_history",
            Some("A title that was deleted from the catalog,Gone/39003"),
        ),
        (
            "SELECT string_agg(title || coalesce('/' || item_barcode, ''), ',' ORDER BY title DESC) FROM checkout",
            Some("Walden/39001,\"A\" Is for Alibi"),
        ),
        ("SELECT string_agg(item_kind, ',') FROM checkout", Some("BOOK")),
        ("SELECT string_agg(item_kind, ',') FROM loan_history", Some("DVD")),
        ("SELECT string_agg(status, ',' ORDER BY status) FROM hold", Some("ready,waiting")),
        (
            "SELECT string_agg(kind || amount_cents, ',' ORDER BY line_number) FROM account_line",
            Some("OVERDUE250,PAYMENT-250"),
        ),
    ] {
        assert_eq!(world.text(sql).await.as_deref(), value, "{sql}");
    }
}

#[test]
fn every_column_of_the_queries_is_one_that_is_read() {
    let known: Vec<&str> = Person::COLUMNS
        .iter()
        .map(|column| column.name)
        .chain(Loan::COLUMNS.iter().map(|column| column.name))
        .chain(Hold::COLUMNS.iter().map(|column| column.name))
        .chain(AccountLine::COLUMNS.iter().map(|column| column.name))
        .collect();
    for (theirs, ours) in &evergreen().columns {
        assert!(ours.is_empty() || known.contains(&ours.as_str()), "{theirs} = {ours}");
    }
}

/// The page's worked example for another system.
fn evergreen() -> ImportFiles {
    let text = blocks("toml").into_iter().find(|block| block.contains("system = \"evergreen\"")).unwrap();
    let profile = include_str!("../../../../libraries/mansfield.toml");
    domain::profile::Profile::parse("mansfield", &format!("{profile}\n{text}\n")).unwrap().import.tidy()
}

#[sqlx::test(migrations = "../migrations")]
async fn the_worked_example_for_evergreen_loads_its_exports_as_they_are(pool: PgPool) {
    let world = Files::open(pool).await;
    let mapped = Options { files: evergreen(), ..options() };
    for (kind, file) in [
        (FileKind::KohaBorrowers, include_str!("evergreen/patrons.csv")),
        (FileKind::Circulation, include_str!("evergreen/circulations.csv")),
        (FileKind::Holds, include_str!("evergreen/holds.csv")),
        (FileKind::AccountLines, include_str!("evergreen/bills.csv")),
    ] {
        let report = world.import(kind, file, mapped.clone()).await;
        assert!(report.applied() && report.problems.is_empty(), "{kind:?}: {:?}", report.problems);
        let notes: Vec<_> = report.notes.iter().map(|note| note.remark).collect();
        let expected: &[Remark] =
            if kind == FileKind::KohaBorrowers { &[Remark::LeftOutColumn, Remark::LeftOutRows] } else { &[] };
        assert_eq!(notes, expected, "{kind:?}");
    }
    for (sql, value) in [
        ("SELECT DISTINCT source FROM person", Some("evergreen")),
        (
            "SELECT concat_ws(' ', firstname, surname, suffix) FROM person WHERE ils_number = '4712'",
            Some("Chidi Okafor Jr."),
        ),
        ("SELECT DISTINCT county FROM contact", Some("Hartford")),
        ("SELECT string_agg(address_invalid::text, ',' ORDER BY category) FROM eligibility", Some("false,true")),
        ("SELECT string_agg(expires_on::text, ',' ORDER BY expires_on) FROM membership", Some("2027-03-02,2027-09-01")),
        (
            "SELECT due_at AT TIME ZONE 'America/New_York' FROM checkout WHERE title = 'Laptop 4'",
            Some("2026-11-23 12:00:00"),
        ),
        ("SELECT due_at FROM checkout WHERE title = 'Beloved'", None),
        ("SELECT checked_out_at AT TIME ZONE 'America/New_York' FROM loan_history", Some("2026-10-30 23:30:00")),
        ("SELECT string_agg(status, ',' ORDER BY title) FROM hold", Some("waiting,ready")),
        ("SELECT ready_until FROM hold WHERE status = 'ready'", Some("2026-11-27")),
        (
            "SELECT string_agg(kind || outstanding_cents, ',' ORDER BY line_number) FROM account_line",
            Some("OVERDUE25,LOST1799"),
        ),
    ] {
        assert_eq!(world.text(sql).await.as_deref(), value, "{sql}");
    }
    // Nothing of a driver's license.
    assert!(!world.everything().await.concat().contains("DL 000"));
}
