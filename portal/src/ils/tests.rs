//! Files as libraries really make them, imported into a real database as the runtime role.

use super::{
    koha::columns::Columns,
    source::{Message, Outcome, Sink},
    *,
};
use crate::{
    Error,
    testing::{House, profile, someone_waits},
};
use domain::{contact::Detail, parse::check_digit};
use sqlx::{AssertSqlSafe, PgPool};
use std::{fmt::Write as _, io::Cursor, ops::Deref};

mod cases;
mod documented;
mod over;
mod people;

const ROSA: &str = "29000000100013";
const TABLES: [&str; 14] = [
    "person",
    "card",
    "membership",
    "contact",
    "alternate_contact",
    "eligibility",
    "guardianship",
    "note",
    "checkout",
    "loan_history",
    "hold",
    "account_line",
    "preference",
    "credential",
];

/// A library that files are loaded into.
struct Files(House);

impl Deref for Files {
    type Target = House;

    fn deref(&self) -> &House {
        &self.0
    }
}

impl Files {
    async fn open(pool: PgPool) -> Self {
        Self(House::at("elm").open(&pool).await)
    }

    async fn import(&self, kind: FileKind, file: &(impl AsRef<[u8]> + ?Sized), options: Options) -> Report {
        let source = Cursor::new(file.as_ref().to_vec());
        import(&self.portal, &self.operator(), kind, source, options, &mut |_| {}).await.unwrap()
    }

    async fn borrowers(&self, file: &(impl AsRef<[u8]> + ?Sized)) -> Report {
        self.import(FileKind::KohaBorrowers, file, options()).await
    }

    async fn samples(&self) -> Vec<Report> {
        let mut reports = vec![];
        for (kind, file) in samples() {
            reports.push(self.import(kind, file, options()).await);
        }
        reports
    }

    /// One text of a whole table, as the superuser sees it.
    async fn table(&self, name: &str) -> String {
        let sql = format!("SELECT coalesce(string_agg(t::text, E'\\n' ORDER BY t::text), '') FROM {name} t");
        sqlx::query_scalar(AssertSqlSafe(sql)).fetch_one(&self.pool).await.unwrap()
    }

    async fn everything(&self) -> Vec<String> {
        let mut all = vec![];
        for name in TABLES.into_iter().chain(["ledger_event", "field_origin"]) {
            all.push(format!("{name}: {}", self.table(name).await));
        }
        all
    }

    /// Imports a file that comes upon what `patron` has changed and not committed yet, and commits once it waits for that.
    async fn borrowers_beside(&self, file: &str, patron: sqlx::Transaction<'_, sqlx::Postgres>) -> Report {
        self.import_beside(FileKind::KohaBorrowers, file, options(), patron).await
    }

    /// The same for a file of any kind.
    async fn import_beside(
        &self,
        kind: FileKind,
        file: &str,
        options: Options,
        patron: sqlx::Transaction<'_, sqlx::Postgres>,
    ) -> Report {
        let commit = async {
            someone_waits(&self.pool, 1).await;
            patron.commit().await.unwrap();
        };
        tokio::join!(self.import(kind, file, options), commit).0
    }

    /// The first column of the first row, as text; `None` for NULL and for no row.
    async fn text(&self, sql: &str) -> Option<String> {
        self.one(&format!("SELECT ({sql})::text")).await
    }
}

fn options() -> Options {
    Options::on(NaiveDate::from_ymd_opt(2026, 11, 23).unwrap(), chrono_tz::America::New_York)
}

fn partial() -> Options {
    Options { partial: true, ..options() }
}

fn samples() -> [(FileKind, &'static str); 4] {
    [
        (FileKind::KohaBorrowers, include_str!("../../../docs/samples/borrowers.csv")),
        (FileKind::Circulation, include_str!("../../../docs/samples/circulation.csv")),
        (FileKind::Holds, include_str!("../../../docs/samples/holds.csv")),
        (FileKind::AccountLines, include_str!("../../../docs/samples/account-lines.csv")),
    ]
}

/// The `index`th valid card.
fn card(index: usize) -> String {
    let number = format!("29000{index:08}");
    format!("{number}{}", check_digit(&number).unwrap())
}

fn found(report: &Report) -> Vec<(u64, Option<&'static str>, Reason)> {
    report.problems.iter().map(|problem| (problem.line, problem.column, problem.reason)).collect()
}

#[sqlx::test(migrations = "../migrations")]
async fn the_sample_files_load_and_every_value_is_where_it_belongs(pool: PgPool) {
    let world = Files::open(pool).await;
    for report in world.samples().await {
        assert!(
            report.applied() && report.problems.is_empty() && report.notes.is_empty(),
            "{:?}",
            report.lines(domain::words::Lang::En)
        );
    }
    for (sql, value) in [
        ("SELECT surname FROM person WHERE ils_number = '103'", Some("Nowak")),
        ("SELECT firstname FROM person WHERE ils_number = '103'", Some("Łukasz")),
        ("SELECT date_of_birth FROM person WHERE ils_number = '103'", None),
        (
            "SELECT city || '/' || state FROM contact JOIN person p ON p.id = person_id WHERE ils_number = '103'",
            Some("Springfield/MA"),
        ),
        (
            "SELECT enrolled_on FROM membership JOIN person p ON p.id = person_id WHERE ils_number = '103'",
            Some("2019-06-14"),
        ),
        (
            "SELECT address_invalid FROM eligibility JOIN person p ON p.id = person_id WHERE ils_number = '103'",
            Some("true"),
        ),
        ("SELECT city FROM alternate_contact WHERE kind = 'address'", Some("Sampleton")),
        ("SELECT name FROM alternate_contact WHERE kind = 'person'", Some("Declan O'Neill")),
        ("SELECT body FROM note WHERE kind = 'staff'", Some("Home delivery.\nRing twice.")),
        ("SELECT string_agg(kind, ',' ORDER BY kind) FROM note", Some("contact,patron,staff")),
        ("SELECT status FROM card JOIN person p ON p.id = person_id WHERE ils_number = '104'", Some("lost")),
        (
            "SELECT guardian_name || '/' || relationship || '/' || p.ils_number || '/' || c.ils_number FROM guardianship \
          JOIN person p ON p.id = guardian_id JOIN person c ON c.id = child_id",
            Some("Rosa Alvarez/mother/101/102"),
        ),
        (
            "SELECT string_agg(reading_history, ',' ORDER BY p.ils_number) FROM preference JOIN person p ON p.id = person_id",
            Some("forever,default,off,default"),
        ),
        ("SELECT scheme || kind || source FROM credential", Some("bcryptpasswordkoha")),
        ("SELECT count(*) FROM credential", Some("1")),
        ("SELECT checked_out_at AT TIME ZONE 'UTC' FROM checkout WHERE renewals = 1", Some("2026-11-02 15:15:00")),
        ("SELECT count(*) FROM checkout", Some("2")),
        ("SELECT title FROM loan_history", Some("The Age of Innocence")),
        ("SELECT string_agg(status, ',' ORDER BY status) FROM hold", Some("ready,waiting")),
        ("SELECT string_agg(amount_cents::text, ',' ORDER BY line_number) FROM account_line", Some("250,-250,1799")),
        ("SELECT string_agg(DISTINCT source, ',') FROM person", Some("koha")),
        ("SELECT count(*) FROM import_run", Some("4")),
        // Each patron's activity says that data was loaded, and of which kinds.
        (
            "SELECT count(*) FROM ledger_event WHERE action = 'imported' AND via = 'import' AND subject_id IS NOT NULL",
            Some("10"),
        ),
        ("SELECT DISTINCT classes::text FROM ledger_event WHERE detail->>'file' = 'koha-holds'", Some("{holds}")),
    ] {
        assert_eq!(world.text(sql).await.as_deref(), value, "{sql}");
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn imported_twice_is_imported_once(pool: PgPool) {
    let world = Files::open(pool).await;
    world.samples().await;
    let before = world.everything().await;
    world.clock.advance(chrono::Duration::days(1));
    for report in world.samples().await {
        assert!(report.applied());
        assert_eq!((report.rows_added, report.rows_changed, report.rows_removed), (0, 0, 0), "{report:?}");
    }
    assert_eq!(world.everything().await, before);
    assert_eq!(world.count("import_run").await, 8);
}

#[sqlx::test(migrations = "../migrations")]
async fn a_bad_row_changes_nothing_and_is_named_by_line_and_column(pool: PgPool) {
    let world = Files::open(pool).await;
    world.samples().await;
    let before = world.everything().await;
    let file = format!(
        "cardnumber,surname,firstname,dateofbirth,lost\n{ROSA},Changed,Rosa,1984-05-17,0\n{},New,One,1990-13-40,0\n\
         {},Two,\"Multi\nline\",1990-01-01,maybe\n,Nobody,X,1990-01-01,0\n2.90000E+13,Excel,X,1990-01-01,0\n",
        card(1),
        card(2)
    );
    let report = world.borrowers(&file).await;
    assert!(!report.applied());
    assert_eq!(
        found(&report),
        [
            (3, Some("dateofbirth"), Reason::BadDate),
            (4, Some("lost"), Reason::BadYesNo),
            (6, Some("cardnumber"), Reason::Missing),
            (7, Some("cardnumber"), Reason::CardScientific),
        ]
    );
    assert_eq!((report.rows_read, report.rows_refused, report.rows_added), (5, 4, 0));
    assert_eq!(world.everything().await, before);
    assert_eq!(world.count("import_run").await, 4);
}

#[sqlx::test(migrations = "../migrations")]
async fn partial_takes_the_good_rows(pool: PgPool) {
    let world = Files::open(pool).await;
    let file =
        format!("cardnumber,surname,dateofbirth\n{},A,1990-01-01\n{},B,never\n{},C,\n", card(1), card(2), card(3));
    let report = world.import(FileKind::KohaBorrowers, &file, partial()).await;
    assert!(report.applied());
    assert_eq!(found(&report), [(3, Some("dateofbirth"), Reason::BadDate)]);
    assert_eq!((report.rows_read, report.rows_added, report.rows_refused), (3, 2, 1));
    assert_eq!(
        world.text("SELECT string_agg(surname, ',' ORDER BY surname) FROM person").await.as_deref(),
        Some("A,C")
    );
}

#[sqlx::test(migrations = "../migrations")]
async fn columns_in_any_order_unknown_missing_with_a_mark_and_windows_lines(pool: PgPool) {
    let world = Files::open(pool).await;
    let file = format!(
        "\u{FEFF}Surname,shoe_size, CARDNUMBER ,\"O'Brien, 1 Elm St\",city\r\n\"O'Neil, Jr.\",9,{},x,\r\n,,,,\r\nB,,{},,\"Springfield, MA\"\r\n",
        card(1),
        card(2)
    );
    let report = world.borrowers(&file).await;
    assert!(report.applied(), "{:?}", report.problems);
    let notes: Vec<String> = report.notes.iter().map(ToString::to_string).collect();
    assert_eq!(
        notes,
        [
            "1 columns the portal does not hold; not read: shoe_size",
            "1 columns without a usable name; not read: 4",
            "1 rows without any value; passed over",
        ]
    );
    assert_eq!(
        world.text("SELECT surname FROM person ORDER BY surname DESC LIMIT 1").await.as_deref(),
        Some("O'Neil, Jr.")
    );
    assert_eq!(world.text("SELECT city || state FROM contact").await.as_deref(), Some("SpringfieldMA"));
    assert_eq!(world.count("contact").await, 1, "an empty city makes no contact row");
}

#[sqlx::test(migrations = "../migrations")]
async fn a_file_without_the_column_of_cards_shows_none_of_its_contents(pool: PgPool) {
    let world = Files::open(pool).await;
    for (file, problem) in [
        ("Canary Person,1 Secret Street\nx,y\n", (1, Some("cardnumber"), Reason::NoColumn)),
        ("", (1, None, Reason::EmptyFile)),
        ("cardnumber,surname,Surname\n", (1, Some("surname"), Reason::RepeatedColumn)),
    ] {
        for options in [options(), partial()] {
            let report = world.import(FileKind::KohaBorrowers, file, options).await;
            assert!(!report.applied());
            assert_eq!(found(&report), [problem]);
            assert!(!format!("{report:?}").contains("Canary"));
        }
    }
    let report = world.borrowers(b"\xFF\xFEc\0a\0").await;
    assert_eq!(found(&report), [(1, None, Reason::Utf16)]);
}

#[sqlx::test(migrations = "../migrations")]
async fn no_report_repeats_what_it_read(pool: PgPool) {
    let world = Files::open(pool).await;
    let mut file = b"cardnumber,surname,firstname,dateofbirth,lost,privacy\n".to_vec();
    file.extend_from_slice(format!("{},Jos\u{e9},x,canary-date,canary-yes,canary\n", card(1)).as_bytes());
    file.extend_from_slice(format!("{},Lat", card(2)).as_bytes());
    file.extend_from_slice(b"\xEDn canary,x,1990-01-01,0,1\n");
    file.extend_from_slice(b"canary name here,x,y,1990-01-01,0,1\n");
    file.extend_from_slice(format!("{},too,many,1990-01-01,0,1,canary\n", card(3)).as_bytes());
    let report = world.borrowers(&file).await;
    assert_eq!(
        found(&report),
        [
            (2, Some("dateofbirth"), Reason::BadDate),
            (2, Some("lost"), Reason::BadYesNo),
            (2, Some("privacy"), Reason::BadPrivacy),
            (3, Some("surname"), Reason::NotUtf8),
            (4, Some("cardnumber"), Reason::CardLetters),
            (5, None, Reason::CellCount),
        ]
    );
    let said = format!("{report:?} {:?}", report.lines(domain::words::Lang::Es)).to_lowercase();
    assert!(!said.contains("canary") && !said.contains("jos") && !said.contains(&card(1)), "{said}");
    assert!(said.contains(&card(1)[10..]), "the last digits are there to find the row by");
}

#[sqlx::test(migrations = "../migrations")]
async fn the_same_card_twice_in_a_file_is_refused(pool: PgPool) {
    let world = Files::open(pool).await;
    let file =
        format!("cardnumber,surname,borrowernumber\n{0},A,1\n{1},B,2\n{0},C,3\n{2},D,2\n", card(1), card(2), card(3));
    let report = world.borrowers(&file).await;
    assert_eq!(
        found(&report),
        [(4, Some("cardnumber"), Reason::RepeatedCard), (5, Some("borrowernumber"), Reason::RepeatedNumber)]
    );
    assert_eq!(world.count("person").await, 0);
}

#[sqlx::test(migrations = "../migrations")]
async fn a_new_card_of_a_known_number_is_the_same_person_and_a_card_given_to_another_is_refused(pool: PgPool) {
    let world = Files::open(pool).await;
    world.samples().await;
    let report = world.borrowers(&format!("cardnumber,borrowernumber,surname\n{},101,Alvarez\n", card(50))).await;
    assert!(report.applied());
    assert_eq!(report.notes[0].remark, Remark::CardsReplaced);
    let cards = "SELECT string_agg(status, ',' ORDER BY number = '29000000100013') FROM card JOIN person p \
                 ON p.id = person_id WHERE ils_number = '101'";
    assert_eq!(world.text(cards).await.as_deref(), Some("active,replaced"));

    let before = world.everything().await;
    let report = world.borrowers(&format!("cardnumber,borrowernumber,surname\n{ROSA},999,Stranger\n")).await;
    assert_eq!(found(&report), [(2, Some("borrowernumber"), Reason::OtherPatron)]);
    let both = format!("cardnumber,borrowernumber,surname\n{ROSA},,A\n{},,B\n", card(50));
    let report = world.borrowers(&both).await;
    assert_eq!(found(&report), [(3, Some("cardnumber"), Reason::SamePerson)]);
    assert_eq!(world.everything().await, before);
}

#[sqlx::test(migrations = "../migrations")]
async fn a_later_file_updates_what_it_has_and_leaves_the_rest(pool: PgPool) {
    let world = Files::open(pool).await;
    world.samples().await;
    world.clock.advance(chrono::Duration::days(7));
    let file = format!("cardnumber,phone,email\n{ROSA},860-555-0111,\n");
    let report = world.borrowers(&file).await;
    assert_eq!((report.rows_added, report.rows_changed), (0, 1));
    let contact = "SELECT concat_ws('|', phone, email, address, contact.sourced_at AT TIME ZONE 'UTC') FROM contact JOIN person p \
                   ON p.id = person_id WHERE ils_number = '101'";
    assert_eq!(world.text(contact).await.as_deref(), Some("860-555-0111|Maple Street|2026-11-30 12:00:00"));
    let surname = "SELECT surname || (sourced_at AT TIME ZONE 'UTC') FROM person WHERE ils_number = '101'";
    assert_eq!(world.text(surname).await.as_deref(), Some("Alvarez2026-11-23 12:00:00"));
}

#[sqlx::test(migrations = "../migrations")]
async fn a_value_entered_here_is_never_overwritten(pool: PgPool) {
    let world = Files::open(pool).await;
    world.samples().await;
    let rosa = world.text("SELECT id FROM person WHERE ils_number = '101'").await.unwrap();
    let mateo = world.text("SELECT id FROM person WHERE ils_number = '102'").await.unwrap();
    world
        .run(format!(
            "UPDATE contact SET email = 'mine@example.org', phone = NULL WHERE person_id = '{rosa}'; \
             INSERT INTO field_origin VALUES ('elm', '{rosa}', 'contact.email', 'portal', now()), \
                ('elm', '{rosa}', 'contact.phone', 'desk', now()), ('elm', '{rosa}', 'identity.firstname', 'portal', now()); \
             UPDATE person SET firstname = 'Rosalía' WHERE id = '{rosa}'; \
             UPDATE preference SET source = 'portal', reading_history = NULL, language = 'es' WHERE person_id = '{rosa}'; \
             UPDATE preference SET source = 'portal', reading_history = 'off' WHERE person_id = '{mateo}'; \
             UPDATE card SET status = 'lost', closed_at = now(), source = 'portal' WHERE person_id = '{rosa}'; \
             UPDATE credential SET scheme = 'argon2id', hash = '$argon2id$', source = 'portal' WHERE person_id = '{rosa}'"
        ))
        .await;
    let (_, file) = samples()[0];
    let file = file.replace("rosa.alvarez@example.org", "old@example.org").replace("Maple Street", "Oak Street");
    assert!(world.borrowers(&file).await.applied());
    let contact = format!("SELECT concat_ws('|', email, phone, address) FROM contact WHERE person_id = '{rosa}'");
    assert_eq!(world.text(&contact).await.as_deref(), Some("mine@example.org|Oak Street"));
    let name = format!("SELECT firstname FROM person WHERE id = '{rosa}'");
    assert_eq!(world.text(&name).await.as_deref(), Some("Rosalía"));
    let choice = |person: &str| {
        format!("SELECT concat_ws('|', source, language, reading_history) FROM preference WHERE person_id = '{person}'")
    };
    assert_eq!(world.text(&choice(&rosa)).await.as_deref(), Some("portal|es|forever"));
    assert_eq!(world.text(&choice(&mateo)).await.as_deref(), Some("portal|off"));
    let origin = "SELECT source FROM field_origin WHERE field = 'preferences.reading_history'";
    assert_eq!(world.text(origin).await.as_deref(), Some("koha"), "the value from the file says so");
    assert_eq!(
        world.text(&format!("SELECT status FROM card WHERE person_id = '{rosa}'")).await.as_deref(),
        Some("lost")
    );
    assert_eq!(world.text("SELECT hash FROM credential").await.as_deref(), Some("$argon2id$"));

    // What came from a file into a row made here may be changed by the next file.
    let file = file.replace(",0,$2a", ",1,$2a");
    world.borrowers(&file).await;
    assert_eq!(world.text(&choice(&rosa)).await.as_deref(), Some("portal|es|default"));
}

#[sqlx::test(migrations = "../migrations")]
async fn what_the_librarys_system_says_instead_of_a_value_entered_here_is_kept_until_both_agree(pool: PgPool) {
    let world = Files::open(pool).await;
    world.samples().await;
    let rosa = world.text("SELECT id FROM person WHERE ils_number = '101'").await.unwrap();
    world
        .run(format!(
            "UPDATE contact SET email = 'mine@example.org', phone = '860-555-0199', street_number = NULL, street_type = NULL, \
                                address = '6 Tidewater Ln', fax = NULL WHERE person_id = '{rosa}'; \
             INSERT INTO field_origin SELECT 'elm', '{rosa}', 'contact.' || field, 'portal', now() \
             FROM unnest('{{email,phone,street_number,street_type,address,fax}}'::text[]) AS field"
        ))
        .await;
    let load = async |email: &str, phone: &str, number: &str, street: &str, fax: &str| {
        let file = format!(
            "cardnumber,email,phone,streetnumber,address,fax\n{ROSA},{email},{phone},{number},{street},{fax}\n"
        );
        let report = world.borrowers(&file).await;
        assert!(report.applied(), "{:?}", report.problems);
        report.notes.iter().find(|note| note.remark == Remark::OtherwiseInSystem).map_or(0, |note| note.count)
    };
    let said = async || {
        let sql = "SELECT string_agg(concat_ws(' ', field, coalesce(system_value, '-'), \
                                               to_char(system_seen_at AT TIME ZONE 'UTC', 'DD')), '; ' ORDER BY field) \
                   FROM field_origin WHERE system_seen_at IS NOT NULL";
        world.text(sql).await
    };
    // The system has another address for mail and another street, and no telephone; a fax that nobody wants here.
    assert_eq!(load("other@example.org", "", "12", "Oak Street", "860-555-0109").await, 4);
    let first = "contact.address 12 Oak Street 23; contact.email other@example.org 23; contact.fax 860-555-0109 23; \
                 contact.phone - 23";
    assert_eq!(said().await.as_deref(), Some(first));
    let kept = format!("SELECT concat_ws('|', email, phone, address, fax) FROM contact WHERE person_id = '{rosa}'");
    assert_eq!(world.text(&kept).await.as_deref(), Some("mine@example.org|860-555-0199|6 Tidewater Ln"));
    // The same the day after: since when, stays. What is corrected once more is said since then.
    world.clock.advance(chrono::Duration::days(1));
    assert_eq!(load("third@example.org", "", "12", "Oak Street", "860-555-0109").await, 4);
    let second = first.replace("other@example.org 23", "third@example.org 24");
    assert_eq!(said().await, Some(second));
    // A file that does not speak of them changes nothing, and once both agree nothing is said any more, however it is written.
    world.borrowers(&format!("cardnumber,surname\n{ROSA},Alvarez\n")).await;
    assert_eq!(load("MINE@example.org", "(860) 555-0199", "6", "Tidewater Ln", "").await, 0);
    assert_eq!(said().await, None);
}

/// SQL that notes every column of a detail as decided at the desk, as `contact` does.
fn decided_here(who: &str, detail: Detail) -> String {
    let note = |column| {
        let field = detail.row().origin(column);
        format!("INSERT INTO field_origin VALUES ('elm', '{who}', '{field}', 'desk', now())")
    };
    detail.columns().map(note).collect::<Vec<_>>().join("; ")
}

#[sqlx::test(migrations = "../migrations")]
async fn a_second_address_or_person_taken_away_or_changed_here_does_not_come_back_with_the_next_file(pool: PgPool) {
    let world = Files::open(pool).await;
    world.samples().await;
    let of = |kind: &str| format!("SELECT person_id FROM alternate_contact WHERE kind = '{kind}'");
    let (moved, alone) = (world.text(&of("address")).await.unwrap(), world.text(&of("person")).await.unwrap());
    world
        .run(
            "UPDATE alternate_contact SET city = 'Elsewhere', phone = NULL, source = 'portal' WHERE kind = 'address'; \
             DELETE FROM alternate_contact WHERE kind = 'person'",
        )
        .await;
    for (who, detail) in [(&moved, Detail::SecondAddress), (&alone, Detail::OtherPerson)] {
        world.run(decided_here(who, detail)).await;
    }
    let (_, file) = samples()[0];
    assert!(world.borrowers(file).await.applied());
    let second = "SELECT concat_ws('|', kind, city, phone, source) FROM alternate_contact";
    assert_eq!(world.text(second).await.as_deref(), Some("address|Elsewhere|portal"));
    assert_eq!(world.count("alternate_contact").await, 1, "the person stays away");
}

#[sqlx::test(migrations = "../migrations")]
async fn a_person_to_call_who_is_taken_away_while_the_import_runs_stays_away(pool: PgPool) {
    let world = Files::open(pool).await;
    world.samples().await;
    let who = world.text("SELECT person_id FROM alternate_contact WHERE kind = 'person'").await.unwrap();
    let mut patron = world.pool.begin().await.unwrap();
    let taken =
        format!("DELETE FROM alternate_contact WHERE kind = 'person'; {}", decided_here(&who, Detail::OtherPerson));
    sqlx::raw_sql(AssertSqlSafe(taken)).execute(&mut *patron).await.unwrap();
    let (_, file) = samples()[0];
    let file = file.replace("O'Neill", "O'Neil");
    assert_ne!(file, samples()[0].1, "the file has somebody else to call");
    let report = world.borrowers_beside(&file, patron).await;
    assert!(report.applied());
    assert_eq!(world.text("SELECT count(*) FROM alternate_contact WHERE kind = 'person'").await.as_deref(), Some("0"));
}

#[sqlx::test(migrations = "../migrations")]
async fn a_value_entered_while_the_import_runs_is_not_overwritten_either(pool: PgPool) {
    let world = Files::open(pool).await;
    world.samples().await;
    let rosa = world.text("SELECT id FROM person WHERE ils_number = '101'").await.unwrap();
    let mut patron = world.pool.begin().await.unwrap();
    let entered = format!(
        "UPDATE contact SET email = 'mine@example.org' WHERE person_id = '{rosa}'; \
         INSERT INTO field_origin VALUES ('elm', '{rosa}', 'contact.email', 'portal', now())"
    );
    sqlx::raw_sql(AssertSqlSafe(entered)).execute(&mut *patron).await.unwrap();
    let file = format!("cardnumber,email,phone\n{ROSA},file@example.org,860-555-0123\n");
    let report = world.borrowers_beside(&file, patron).await;
    assert_eq!(report.rows_changed, 1);
    let contact = format!("SELECT email || phone FROM contact WHERE person_id = '{rosa}'");
    assert_eq!(world.text(&contact).await.as_deref(), Some("mine@example.org860-555-0123"));
}

#[sqlx::test(migrations = "../migrations")]
async fn a_card_the_import_called_lost_may_be_found_again(pool: PgPool) {
    let world = Files::open(pool).await;
    world.samples().await;
    let margaret = "SELECT status FROM card JOIN person p ON p.id = person_id WHERE ils_number = '104'";
    assert_eq!(world.text(margaret).await.as_deref(), Some("lost"));
    let number = world.text("SELECT number FROM card JOIN person p ON p.id = person_id WHERE ils_number = '104'").await;
    let report = world.borrowers(&format!("cardnumber,lost\n{},0\n", number.unwrap())).await;
    assert_eq!(report.rows_changed, 1);
    assert_eq!(world.text(margaret).await.as_deref(), Some("active"));
}

#[sqlx::test(migrations = "../migrations")]
async fn two_libraries_do_not_touch(pool: PgPool) {
    let world = Files::open(pool).await;
    world.samples().await;
    let before = world.everything().await;
    let elsewhere = Files(world.beside("oak").await);
    // The same cards and numbers, another library: other people.
    let loans = elsewhere.import(FileKind::Circulation, samples()[1].1, options()).await;
    assert_eq!(loans.problems[0].reason, Reason::UnknownCard, "the other library's cards are nobody here");
    for report in elsewhere.samples().await {
        assert!(report.applied() && report.problems.is_empty(), "{report:?}");
    }
    assert_eq!(world.count("person").await, 8);
    world.run("DELETE FROM loan_history WHERE library = 'oak'; DELETE FROM person WHERE library = 'oak'").await;
    world
        .run("ALTER TABLE ledger_event DISABLE ROW LEVEL SECURITY; DELETE FROM ledger_event WHERE library = 'oak'")
        .await;
    assert_eq!(world.everything().await, before);
}

#[sqlx::test(migrations = "../migrations")]
async fn a_loan_that_was_open_and_is_returned_moves(pool: PgPool) {
    let world = Files::open(pool).await;
    world.samples().await;
    let file = "cardnumber,barcode,title,issuedate,date_due,returndate\n\
                29000000100013,39000000100016,Their Eyes Were Watching God,2026-11-02 10:15:00,2026-11-23,2026-11-20\n";
    let report = world.import(FileKind::Circulation, file, options()).await;
    assert_eq!((report.rows_added, report.rows_changed), (1, 0));
    assert_eq!((world.count("checkout").await, world.count("loan_history").await), (1, 2));
    // The older file, once more, does not open the loan again.
    world.import(FileKind::Circulation, samples()[1].1, options()).await;
    assert_eq!((world.count("checkout").await, world.count("loan_history").await), (1, 2));
}

#[sqlx::test(migrations = "../migrations")]
async fn history_is_not_loaded_where_it_is_not_kept_nor_wanted(pool: PgPool) {
    let world = Files::open(pool).await;
    let [(kind, people), (_, loans), ..] = samples();
    world.import(kind, people, options()).await;
    let report =
        world.import(FileKind::Circulation, loans, Options { keep_history: KeepHistory::None, ..options() }).await;
    assert_eq!(report.notes[0].remark, Remark::HistoryNotKept);
    assert_eq!((world.count("checkout").await, world.count("loan_history").await), (2, 0));

    let nowak = "29000000100039";
    assert!(people.contains(nowak));
    let file = format!(
        "cardnumber,barcode,title,issuedate,returndate\n{nowak},1,Solaris,2026-01-01,2026-01-20\n{nowak},2,Fiasco,2026-01-01,2025-01-20\n"
    );
    let chosen = Options { keep_history: KeepHistory::PatronsChoice(365), ..options() };
    let report = world.import(FileKind::Circulation, &file.replace("2025-01-20", ""), chosen).await;
    assert_eq!(report.notes[0].remark, Remark::HistoryDeclined);
    assert_eq!((world.count("checkout").await, world.count("loan_history").await), (3, 0));
    let report = world.import(FileKind::Circulation, &file, options()).await;
    assert_eq!(found(&report), [(3, Some("returndate"), Reason::ReturnedBeforeOut)]);
}

#[sqlx::test(migrations = "../migrations")]
async fn history_older_than_the_library_keeps_is_not_loaded_unless_the_patron_keeps_it(pool: PgPool) {
    let world = Files::open(pool).await;
    world.import(FileKind::KohaBorrowers, samples()[0].1, options()).await;
    // Rosa keeps everything, Margaret as the library does. The last two came back on the last day kept, and before it.
    let margaret = "29000000100047";
    let file = format!(
        "cardnumber,barcode,title,issuedate,returndate\n{ROSA},1,Emma,2025-01-01,2025-01-20\n\
         {margaret},2,Emma,2026-10-01,2026-10-25 00:10\n{margaret},3,Emma,2026-10-01,2026-10-24 23:50\n"
    );
    let days = Options { keep_history: KeepHistory::Days(30), ..options() };
    let chosen = Options { keep_history: KeepHistory::PatronsChoice(30), ..options() };
    let report = world.import(FileKind::Circulation, &file, days).await;
    assert_eq!((report.rows_added, report.notes[0].remark, report.notes[0].count), (1, Remark::HistoryPast, 2));
    let report = world.import(FileKind::Circulation, &file, chosen).await;
    assert_eq!((report.rows_added, report.notes[0].count), (1, 1));
    assert_eq!(world.count("checkout").await, 0);
    let kept = "SELECT string_agg(item_barcode, ',' ORDER BY item_barcode) FROM loan_history";
    assert_eq!(world.text(kept).await.as_deref(), Some("1,2"));
}

/// Gives a good row, and then fails.
struct Broken(Cursor<Vec<u8>>);

impl Read for Broken {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        match self.0.read(buffer)? {
            0 => Err(std::io::Error::other("the disk is gone")),
            read => Ok(read),
        }
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn a_source_that_breaks_off_changes_nothing_and_the_next_import_works(pool: PgPool) {
    let world = Files::open(pool).await;
    let mut file = "cardnumber\n".to_owned();
    for index in 1..20_000 {
        writeln!(file, "{}", card(index)).unwrap();
    }
    let source = Broken(Cursor::new(file.into_bytes()));
    let broken =
        import(&world.portal, &world.operator(), FileKind::KohaBorrowers, source, partial(), &mut |_| {}).await;
    assert!(matches!(broken, Err(Error::Io(_))));
    assert_eq!(world.count("person").await, 0);
    assert!(world.samples().await.iter().all(Report::applied));
}

#[sqlx::test(migrations = "../migrations")]
async fn a_whole_file_takes_away_what_is_no_longer_in_it(pool: PgPool) {
    let world = Files::open(pool).await;
    world.samples().await;
    let whole = Options { whole: true, ..options() };
    let rosas: Vec<&str> = samples()[1].1.lines().take(2).collect();
    let report = world.import(FileKind::Circulation, &rosas.join("\n"), whole.clone()).await;
    // Mateo's loan, and Rosa's past one: the file has a column for returns, and none of it.
    assert_eq!((report.rows_removed, world.count("checkout").await), (2, 1));
    assert_eq!(world.count("loan_history").await, 0);
    // What the file has of holds is one that was canceled, and it is shown as that.
    let holds = "cardnumber,title,reservedate,cancellationdate\n29000000100013,Beloved,2026-11-10,2026-11-20\n";
    let report = world.import(FileKind::Holds, holds, whole.clone()).await;
    assert_eq!((report.rows_removed, world.count("hold").await), (2, 1));
    let report = world.import(FileKind::AccountLines, "cardnumber,accountlines_id,date,amount\n", whole.clone()).await;
    assert_eq!((report.rows_removed, world.count("account_line").await), (0, 3), "an empty file takes nothing away");
    let said = "Rows no longer in the file were kept, because no row of the file was taken";
    assert_eq!(report.notes.iter().map(ToString::to_string).collect::<Vec<_>>(), [said]);
    // Nor does one with a bad row.
    let bad = format!("cardnumber,accountlines_id,date,amount\n{ROSA},501,2026-11-01,2.50\n{ROSA},502,never,2.50\n");
    let report = world.import(FileKind::AccountLines, &bad, Options { partial: true, ..whole }).await;
    assert_eq!(report.rows_removed, 0);
    let said = "Rows no longer in the file were kept, because some rows of the file are bad";
    assert!(report.notes.iter().any(|note| note.to_string() == said), "{:?}", report.notes);
}

#[sqlx::test(migrations = "../migrations")]
async fn a_guardian_who_is_no_longer_in_the_file_is_no_longer_one(pool: PgPool) {
    let world = Files::open(pool).await;
    let file = |guardian: &str, name: &str| {
        format!(
            "cardnumber,borrowernumber,surname,guarantor_id,guarantor_relationship,contactname,relationship\n\
             {},1,Child,{guardian},mother,{name},aunt\n{},2,Mother,,,,\n",
            card(1),
            card(2)
        )
    };
    let said = "SELECT string_agg(concat_ws('/', guardian_name, relationship, guardian_id IS NOT NULL), ',' \
                ORDER BY guardian_name) FROM guardianship";
    world.borrowers(&file("2", "Aunt")).await;
    assert_eq!(world.text(said).await.as_deref(), Some("Aunt/aunt/f,Mother/mother/t"));
    world.borrowers(&file(&card(2), "")).await;
    assert_eq!(world.text(said).await.as_deref(), Some("Mother/mother/t"));
    let report = world.borrowers(&file("77", "Aunt")).await;
    assert_eq!(report.notes[0].remark, Remark::GuardianNotFound);
    assert_eq!(world.text(said).await.as_deref(), Some("Aunt/aunt/f"));
}

#[sqlx::test(migrations = "../migrations")]
async fn whom_the_desk_found_to_be_a_patron_is_a_guardian_as_long_as_the_file_has_the_name(pool: PgPool) {
    let world = Files::open(pool).await;
    let file = |name: &str, more: &str| {
        format!(
            "cardnumber,borrowernumber,surname,contactname,relationship{more}\n{},1,Child,{name},mother{}\n\
             {},2,Mother,,{}\n",
            card(1),
            ",".repeat(more.matches(',').count()),
            card(2),
            ",".repeat(more.matches(',').count()),
        )
    };
    world.borrowers(&file("Rosa Mother", "")).await;
    // The desk compares a photo ID, says which patron it is, and that she signed for the card.
    world
        .run(
            "UPDATE guardianship SET source = 'desk', cosigner = true, \
             guardian_id = (SELECT id FROM person WHERE ils_number = '2')",
        )
        .await;
    let said = "SELECT string_agg(concat_ws('/', guardian_name, guardian_id IS NOT NULL, cosigner, source), ',') \
                FROM guardianship";
    for still in ["Rosa Mother", "ROSA MOTHER"] {
        assert_eq!(world.borrowers(&file(still, "")).await.rows_changed, 0, "{still}");
        assert_eq!(world.text(said).await.as_deref(), Some("Rosa Mother/t/t/desk"), "one row, and tied");
    }
    let without = format!("cardnumber,borrowernumber,surname\n{},1,Child\n", card(1));
    world.borrowers(&without).await;
    assert_eq!(
        world.text(said).await.as_deref(),
        Some("Rosa Mother/t/t/desk"),
        "a file that says nothing of guardians"
    );
    world.borrowers(&file("", ",guarantor_id")).await;
    assert_eq!(world.text(said).await, None, "removed by the library, removed here");
    let told = "SELECT string_agg(p.ils_number, ',' ORDER BY p.ils_number) FROM ledger_event e \
                JOIN person p ON p.id = e.subject_id WHERE e.classes = ARRAY['family']";
    assert_eq!(world.text(told).await.as_deref(), Some("1,2"), "and both read it");
}

#[sqlx::test(migrations = "../migrations")]
async fn a_child_has_as_many_guardians_as_the_file_names(pool: PgPool) {
    let world = Files::open(pool).await;
    let file = |ids: &str, what: &str| {
        format!(
            "cardnumber,borrowernumber,surname,guarantor_id,guarantor_relationship\n{},1,Child,\"{ids}\",\"{what}\"\n\
             {},2,Rosa,,\n{},3,Luis,,\n",
            card(1),
            card(2),
            card(3)
        )
    };
    let said = "SELECT string_agg(concat_ws('/', guardian_name, relationship, cosigner), ',' ORDER BY guardian_name) \
                FROM guardianship WHERE guardian_id IS NOT NULL";
    let by_card = format!("2 | {}", card(3));
    for (ids, what, is) in [
        ("2|3", "mother|father", "Luis/father/f,Rosa/mother/f"),
        ("3,2", "father,mother", "Luis/father/f,Rosa/mother/f"),
        (by_card.as_str(), "mother|father", "Luis/father/f,Rosa/mother/f"),
        ("2|2|77|3|1", "mother|mother||", "Luis/f,Rosa/mother/f"),
        ("3", "guardian, by court", "Luis/guardian, by court/f"),
        ("", "", ""),
    ] {
        let report = world.borrowers(&file(ids, what)).await;
        assert!(report.applied(), "{:?}", report.problems);
        assert_eq!(world.text(said).await.unwrap_or_default(), is, "{ids}");
        assert_eq!(world.borrowers(&file(ids, what)).await.rows_changed, 0, "{ids}: twice is once");
    }
    // What the desk has seen of them stays, also under another name.
    world.borrowers(&file("2", "mother")).await;
    world.run("UPDATE guardianship SET cosigner = true").await;
    world.borrowers(&file("2|3", "mother|father").replace(",Rosa,", ",Rosa Ibarra,")).await;
    world.borrowers(&file("2|3", "mother|father").replace(",Rosa,", ",Rosa Ibarra,")).await;
    assert_eq!(world.text(said).await.as_deref(), Some("Luis/father/f,Rosa Ibarra/mother/t"));
}

#[sqlx::test(migrations = "../migrations")]
async fn m1_a_login_name_is_left_out_and_the_report_says_so(pool: PgPool) {
    let world = Files::open(pool).await;
    let report = world.borrowers(&format!("cardnumber,surname,userid\n{},A,canary.login\n", card(1))).await;
    assert!(report.applied());
    let notes: Vec<String> = report.notes.iter().map(ToString::to_string).collect();
    assert_eq!(notes, ["1 columns left out on purpose, because the portal does not need them; not read: userid"]);
    assert!(!world.everything().await.concat().contains("canary"));
}

#[sqlx::test(migrations = "../migrations")]
async fn a_note_about_somebody_else_comes_with_its_reason_and_its_words_stay_here(pool: PgPool) {
    let world = Files::open(pool).await;
    let file = |reason: &str| {
        format!("cardnumber,borrowernotes,borrowernotes_withheld\n{},Neighbour called,{reason}\n", card(1))
    };
    let seen = "SELECT concat_ws('/', body, withheld_reason) FROM note_record";
    world.borrowers(&file("It is about someone else.")).await;
    assert_eq!(world.text(seen).await.as_deref(), Some("It is about someone else."));
    world.borrowers(&format!("cardnumber,borrowernotes\n{},Neighbour called\n", card(1))).await;
    assert_eq!(world.text(seen).await.as_deref(), Some("It is about someone else."), "a file without the column");
    assert_eq!(world.borrowers(&file("It is about someone else.")).await.rows_changed, 0);
    assert_eq!(world.borrowers(&file("")).await.rows_changed, 1);
    assert_eq!(world.text(seen).await.as_deref(), Some("Neighbour called"));
}

#[sqlx::test(migrations = "../migrations")]
async fn old_passwords_are_left_and_counted(pool: PgPool) {
    let world = Files::open(pool).await;
    let hash = format!("$2y$10${}", "z".repeat(53));
    let file = format!(
        "cardnumber,password\n{},{hash}\n{},c4ca4238a0b923820dcc509a6f75849b\n{},!\n{},\n",
        card(1),
        card(2),
        card(3),
        card(4)
    );
    let pin = Options { credential: CredentialKind::Pin, ..options() };
    let report = world.import(FileKind::KohaBorrowers, &file, pin).await;
    assert_eq!((report.notes[0].remark, report.notes[0].count), (Remark::OldPasswords, 1));
    assert_eq!(world.text("SELECT string_agg(kind || hash, ',') FROM credential").await, Some(format!("pin{hash}")));
}

#[sqlx::test(migrations = "../migrations")]
async fn another_systems_names_stand_for_koha_s(pool: PgPool) {
    let world = Files::open(pool).await;
    let columns = [("patron barcode", "cardnumber"), ("last name", "surname")];
    let columns = columns.map(|(theirs, ours)| (theirs.to_owned(), ours.to_owned())).into();
    let files = ImportFiles { columns, ..ImportFiles::default() };
    let file = format!("Patron Barcode;Last Name\n{};Okafor\n", card(1));
    let report = world.import(FileKind::KohaBorrowers, &file, Options { files, ..options() }).await;
    assert!(report.applied() && report.notes.is_empty());
    assert_eq!(world.text("SELECT surname FROM person").await.as_deref(), Some("Okafor"));
}

#[test]
fn a_profile_says_what_another_systems_columns_are() {
    let text = include_str!("../../../libraries/mansfield.toml");
    let text = format!("{text}\n[import.columns]\n\"Patron Barcode\" = \"cardnumber\"\n");
    let profile = domain::profile::Profile::parse("mansfield", &text).unwrap();
    let options = Options::of(&profile, chrono::NaiveDate::default());
    assert_eq!(options.files.columns.get("patron barcode").map(String::as_str), Some("cardnumber"));
}

#[sqlx::test(migrations = "../migrations")]
async fn what_copy_and_sql_hold_dear_is_only_text(pool: PgPool) {
    let world = Files::open(pool).await;
    let name = "x'); DROP TABLE person; --\t\\N \\. \r\n:library $1";
    let file = format!("cardnumber,surname,opacnote\n{},\"{name}\",\\.\n{},\"a\0b\",\n", card(1), card(2));
    let report = world.import(FileKind::KohaBorrowers, &file, partial()).await;
    assert_eq!(found(&report), [(4, Some("surname"), Reason::NulByte)]);
    assert_eq!(world.text("SELECT surname FROM person").await.as_deref(), Some(name));
    assert_eq!(world.text("SELECT body FROM note").await.as_deref(), Some("\\."));
}

#[sqlx::test(migrations = "../migrations")]
async fn a_wholly_wrong_file_takes_no_memory(pool: PgPool) {
    let world = Files::open(pool).await;
    let mut file = "cardnumber,surname\n".to_owned();
    for index in 0..5_000 {
        writeln!(file, "bad,{index}").unwrap();
    }
    let report = world.borrowers(&file).await;
    assert_eq!((report.problems.len(), report.problems_more, report.rows_refused), (LISTED, 4_000, 5_000));
}

/// A file that is made while it is read, so that only the import's own memory counts.
struct Endless {
    next: usize,
    rows: usize,
    left: Cursor<Vec<u8>>,
}

impl Read for Endless {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        if self.left.position() == self.left.get_ref().len() as u64 && self.next <= self.rows {
            let row = if self.next == 0 {
                "cardnumber,surname,dateofbirth,email,branchcode\n".to_owned()
            } else {
                format!("{},Nr {1},1980-01-01,p{1}@example.org,MAIN\n", card(self.next), self.next)
            };
            self.left = Cursor::new(row.into_bytes());
            self.next += 1;
        }
        self.left.read(buffer)
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn twenty_thousand_rows_pass_through_in_batches_with_progress(pool: PgPool) {
    let world = Files::open(pool).await;
    let source = Endless { next: 0, rows: 20_000, left: Cursor::default() };
    let mut told = vec![];
    let mut tell = |progress| told.push(progress);
    let report =
        import(&world.portal, &world.operator(), FileKind::KohaBorrowers, source, options(), &mut tell).await.unwrap();
    assert_eq!((report.rows_read, report.rows_added, report.rows_changed), (20_000, 20_000, 0));
    assert_eq!((world.count("person").await, world.count("ledger_event").await), (20_000, 20_000));
    let reading: Vec<_> = told.iter().filter(|one| one.stage == Stage::Reading).collect();
    assert!(reading.windows(2).all(|two| two[1].rows - two[0].rows <= 1_000), "progress at least every 1,000 rows");
    assert!(told.iter().is_sorted_by_key(|one| one.stage));
    // The batches are what is held of the file at any time: none is longer than a few thousand rows.
    let batches = batch_sizes(Endless { next: 0, rows: 20_000, left: Cursor::default() });
    assert!(batches.len() > 3 && batches.iter().all(|&size| size < 400_000), "{batches:?}");
}

fn batch_sizes(source: impl Read + Send + 'static) -> Vec<usize> {
    let mut sizes = vec![];
    let mut hand_on = |message| {
        if let Message::Batch { text, .. } = message
            && !text.is_empty()
        {
            sizes.push(text.len());
        }
        true
    };
    Sink::new(&mut hand_on, false).drain(File::<Person, _>::new(source, options())).unwrap();
    sizes
}

/// Reads a file without a database; returns the staged text and what was found.
fn staged<R: Columns>(file: &[u8], options: &Options) -> (Vec<u8>, Outcome) {
    let (mut all, mut end) = (vec![], None);
    let mut hand_on = |message| {
        match message {
            Message::Batch { text, .. } => all.extend(text),
            Message::End(outcome) => end = Some(*outcome),
        }
        true
    };
    let source = File::<R, _>::new(Cursor::new(file.to_vec()), options.clone());
    Sink::new(&mut hand_on, options.partial).drain(source).unwrap();
    (all, end.unwrap())
}

/// Reads the same bytes as a file of one kind.
fn no_bytes_are_too_much<R: Columns>(head: bool, lines: &[String], bytes: &[u8]) {
    let mut file = vec![];
    if head {
        let names: Vec<_> = R::COLUMNS.iter().map(|column| column.name).collect();
        file.extend(names.join(",").into_bytes());
        file.push(b'\n');
    }
    file.extend(lines.join(",").into_bytes());
    file.extend(bytes);
    let (text, outcome) = staged::<R>(&file, &partial());
    // What is handed on is always whole rows of the right width, with line ends only between them.
    for row in text.split(|&byte| byte == b'\n').filter(|row| !row.is_empty()) {
        assert_eq!(row.split(|&byte| byte == b'\t').count(), R::FIELDS.len() + 1);
    }
    assert!(outcome.findings.refused <= outcome.rows);
}

proptest::proptest! {
    #[test]
    fn no_bytes_make_the_reader_panic(
        head in proptest::bool::ANY,
        bytes in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..600),
        lines in proptest::collection::vec("[0-9/,\"\n\r;:. $éA-Z-]{0,60}", 0..12),
    ) {
        no_bytes_are_too_much::<Person>(head, &lines, &bytes);
        no_bytes_are_too_much::<Loan>(head, &lines, &bytes);
        no_bytes_are_too_much::<Hold>(head, &lines, &bytes);
        no_bytes_are_too_much::<AccountLine>(head, &lines, &bytes);
    }
}

/// A list that no file fills says so, and not that nothing is held.
#[sqlx::test(migrations = "../migrations")]
async fn what_is_said_not_to_be_loaded_is_filled_by_no_import(pool: PgPool) {
    let world = Files::open(pool).await;
    world.samples().await;
    let mut said = 0;
    for (class, relation) in domain::inventory::relations() {
        match domain::inventory::loaded(class) {
            domain::inventory::Loaded::No => {
                assert_eq!(world.count(relation.name).await, 0, "{}", relation.name);
                said += 1;
            }
            domain::inventory::Loaded::Yes | domain::inventory::Loaded::Partly(_) => {}
        }
    }
    assert!(said >= 5, "{said}");
    assert_eq!(world.count("notice_sent").await, 0);
    let proofs = "SELECT count(*) FROM eligibility WHERE num_nonnulls(residency_proof, employment_proof) > 0";
    assert_eq!(world.text(proofs).await.as_deref(), Some("0"));
    for loaded in ["person", "contact", "checkout", "loan_history", "hold", "account_line"] {
        assert!(world.count(loaded).await > 0, "{loaded}");
    }
}
