//! Files that went wrong once, here or in other systems, each with what is right. The people in them are made up.

use super::*;
use crate::ils::record::{AccountLine, Hold, Loan, Person};

/// A file of the folder beside this one.
macro_rules! case {
    ($name:literal) => {
        include_str!(concat!("cases/", $name))
    };
}

/// A library with 14-digit cards that begin with 2, on the day after the newest of the files.
fn now() -> Options {
    let card_format = CardFormat { lengths: vec![14], prefixes: vec!["2".to_owned()], check_digit: true };
    Options {
        card_format,
        keep_history: KeepHistory::PatronsChoice(30),
        ..Options::on(NaiveDate::from_ymd_opt(2026, 11, 28).unwrap(), chrono_tz::America::New_York)
    }
}

fn whole() -> Options {
    Options { whole: true, ..now() }
}

async fn with_people(pool: PgPool) -> Files {
    let world = Files::open(pool).await;
    world.clock.advance(chrono::Duration::days(5));
    let report = world.import(FileKind::KohaBorrowers, case!("00-borrowers.csv"), now()).await;
    assert!(report.applied() && report.problems.is_empty(), "{:?}", report.problems);
    world
}

fn remarks(report: &Report) -> Vec<(Remark, u64)> {
    report.notes.iter().map(|note| (note.remark, note.count)).collect()
}

#[sqlx::test(migrations = "../migrations")]
async fn case_01_a_decimal_comma_is_read_as_one(pool: PgPool) {
    let world = with_people(pool).await;
    let report = world.import(FileKind::AccountLines, case!("01-decimal-comma.csv"), now()).await;
    assert!(report.applied(), "{:?}", report.problems);
    let said = "SELECT string_agg(concat_ws('/', amount_cents, outstanding_cents), ',' ORDER BY line_number) FROM account_line";
    assert_eq!(world.text(said).await.as_deref(), Some("250/250,50/0"));
}

#[sqlx::test(migrations = "../migrations")]
async fn case_02_timestamps_with_an_offset_are_read(pool: PgPool) {
    let world = with_people(pool).await;
    let report = world.import(FileKind::Circulation, case!("02-postgres-timestamps.csv"), now()).await;
    assert!(report.applied(), "{:?}", report.problems);
    let open = "SELECT (checked_out_at AT TIME ZONE 'UTC')::text || '/' || due_on || coalesce('/' || due_at, '') FROM checkout";
    assert_eq!(world.text(open).await.as_deref(), Some("2026-11-01 13:30:00/2026-11-22"));
    let back = "SELECT returned_at AT TIME ZONE 'UTC' FROM loan_history";
    assert_eq!(world.text(back).await.as_deref(), Some("2026-10-20 15:00:00"));
}

#[sqlx::test(migrations = "../migrations")]
async fn case_04_null_in_a_batch_export_is_nothing_and_is_said(pool: PgPool) {
    let world = with_people(pool).await;
    let report = world.import(FileKind::KohaBorrowers, case!("04-mysql-batch-null.tsv"), now()).await;
    assert!(report.applied(), "{:?}", report.problems);
    assert_eq!(remarks(&report), [(Remark::NullCells, 7)]);
    let email = "SELECT count(*) FROM contact c JOIN person p ON p.id = c.person_id \
                 WHERE p.ils_number = '900004' AND (c.email IS NOT NULL OR c.phone IS NOT NULL)";
    assert_eq!(world.text(email).await.as_deref(), Some("0"));
    assert_eq!((world.count("guardianship").await, world.count("note").await), (0, 0));
    assert_eq!(world.count("alternate_contact").await, 0);
}

#[sqlx::test(migrations = "../migrations")]
async fn case_07_a_restriction_without_an_end_is_said_to_have_none(pool: PgPool) {
    let world = with_people(pool).await;
    let report = world.import(FileKind::KohaBorrowers, case!("07-restricted-without-end.csv"), now()).await;
    assert!(report.applied(), "{:?}", report.problems);
    let until =
        world.text("SELECT restricted_until FROM membership WHERE restricted_reason IS NOT NULL").await.unwrap();
    let said = domain::inventory::show::date(until.parse().unwrap(), domain::words::Lang::En);
    assert_eq!(said, "no end date");
}

#[sqlx::test(migrations = "../migrations")]
async fn case_08_two_copies_of_one_title_held_on_one_day_are_two_holds(pool: PgPool) {
    let world = with_people(pool).await;
    for _ in 0..2 {
        let report = world.import(FileKind::Holds, case!("08-two-holds-one-title-one-day.csv"), whole()).await;
        assert!(report.applied(), "{:?}", report.problems);
        assert_eq!(world.count("hold").await, 4);
    }
    // One is ready, and another is gone.
    let lines: Vec<&str> = case!("08-two-holds-one-title-one-day.csv").lines().collect();
    let later = [lines[0], lines[1], lines[3], &lines[4].replace("MAN,4,", "MAN,0,W")].join("\n");
    let report = world.import(FileKind::Holds, &later, whole()).await;
    assert_eq!((report.rows_added, report.rows_changed, report.rows_removed), (0, 1, 1));
    let said = "SELECT string_agg(item_barcode || status, ',' ORDER BY item_barcode) FROM hold";
    assert_eq!(world.text(said).await.as_deref(), Some("31001waiting,31003waiting,31004ready"));
}

#[sqlx::test(migrations = "../migrations")]
async fn what_really_is_the_same_twice_is_counted_and_said(pool: PgPool) {
    let world = with_people(pool).await;
    let lines: Vec<&str> = case!("08-two-holds-one-title-one-day.csv").lines().collect();
    let report = world.import(FileKind::Holds, &[lines[0], lines[1], lines[1]].join("\n"), now()).await;
    assert_eq!((report.rows_read, report.rows_added), (2, 1));
    assert_eq!(remarks(&report), [(Remark::SameTwice, 1)]);
}

#[sqlx::test(migrations = "../migrations")]
async fn case_09_a_loan_without_a_barcode_is_a_loan(pool: PgPool) {
    let world = with_people(pool).await;
    for _ in 0..2 {
        let report = world.import(FileKind::Circulation, case!("09-loan-without-barcode.csv"), now()).await;
        assert!(report.applied(), "{:?}", report.problems);
        let said = "SELECT string_agg(concat_ws('/', title, item_barcode), ',' ORDER BY title) FROM checkout";
        assert_eq!(world.text(said).await.as_deref(), Some("Emma/3112,Walden"));
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn case_10_what_came_back_through_the_book_drop_before_it_went_out_stops_no_file(pool: PgPool) {
    let world = with_people(pool).await;
    let report = world.import(FileKind::Circulation, case!("10-bookdrop-return-before-loan.csv"), now()).await;
    assert!(report.applied(), "{:?}", report.problems);
    assert_eq!(remarks(&report), [(Remark::ReturnPutRight, 1)]);
    assert_eq!(world.text("SELECT title FROM checkout").await.as_deref(), Some("Persuasion"));
    assert_eq!(world.text("SELECT returned_at = checked_out_at FROM loan_history").await.as_deref(), Some("true"));
}

#[sqlx::test(migrations = "../migrations")]
async fn case_11_a_title_may_be_long(pool: PgPool) {
    let world = with_people(pool).await;
    let report = world.import(FileKind::Holds, case!("11-long-title-hold.csv"), now()).await;
    assert!(report.applied(), "{:?}", report.problems);
    assert_eq!(world.text("SELECT length(title) > 2999 FROM hold").await.as_deref(), Some("true"));
    let longer = format!("cardnumber,title,reservedate\n29199000000015,{},2026-11-26\n", "x".repeat(20_001));
    let report = world.import(FileKind::Holds, &longer, now()).await;
    assert_eq!(found(&report), [(2, Some("title"), Reason::TooLong)], "a named row, and not the database's error");
}

#[sqlx::test(migrations = "../migrations")]
async fn case_13_the_card_of_a_merged_patron_moves_and_is_closed_where_it_was(pool: PgPool) {
    let world = with_people(pool).await;
    for moved in [1, 0] {
        let report = world.import(FileKind::KohaBorrowers, case!("13-merged-patron.csv"), now()).await;
        assert!(report.applied(), "{:?}", report.problems);
        assert_eq!(remarks(&report).contains(&(Remark::CardsMoved, 1)), moved == 1);
        let cards = "SELECT string_agg(concat_ws('/', ils_number, right(number, 4), status, closed_because, \
                                                 closed_at IS NOT NULL), ' ' ORDER BY ils_number, number) \
                     FROM card c JOIN person p ON p.id = c.person_id WHERE surname = 'Rowan'";
        assert_eq!(
            world.text(cards).await.as_deref(),
            Some("900145/0452/replaced/t 900145/0460/active/f 900146/0460/closed/moved/t")
        );
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn case_14_a_file_that_is_cut_off_takes_nothing_away_until_somebody_says_how_much(pool: PgPool) {
    let world = with_people(pool).await;
    let mut people = "cardnumber,borrowernumber,surname\n".to_owned();
    let mut loans = "cardnumber,barcode,title,issuedate\n".to_owned();
    for index in 0..51 {
        let body = format!("2919900000{:03}", 60 + index);
        let card = format!("{body}{}", check_digit(&body).unwrap());
        writeln!(people, "{card},91{index:03},Reader").unwrap();
        writeln!(loans, "{card},34{index:03},Book {index},2026-11-20 10:00:00").unwrap();
    }
    assert!(world.import(FileKind::KohaBorrowers, &people, now()).await.applied());
    assert!(world.import(FileKind::Circulation, &loans, whole()).await.applied());
    assert_eq!(world.count("checkout").await, 51);
    let cut = case!("14-cut-off-at-a-row.csv");
    let report = world.import(FileKind::Circulation, cut, whole()).await;
    assert!(!report.applied());
    assert_eq!(report.problems[0].reason, Reason::RemovesTooMuch);
    assert_eq!((report.problems[0].count, report.rows_removed), (Some((46, 51)), 0));
    assert!(report.lines(domain::words::Lang::En)[0].ends_with(": 46 of 51"));
    let fewer = Options { yes_remove: Some(45), ..whole() };
    assert!(!world.import(FileKind::Circulation, cut, fewer).await.applied());
    assert_eq!((world.count("checkout").await, world.count("import_run").await), (51, 3));
    let report = world.import(FileKind::Circulation, cut, Options { yes_remove: Some(46), ..whole() }).await;
    assert_eq!((report.applied(), report.rows_removed, world.count("checkout").await), (true, 46, 5));
}

#[sqlx::test(migrations = "../migrations")]
async fn case_15_accounts_without_a_patron_are_left_out_and_whole_still_works(pool: PgPool) {
    let world = with_people(pool).await;
    let file = case!("15-system-accounts.csv");
    let report = world.import(FileKind::KohaBorrowers, file, now()).await;
    assert_eq!(report.rows_refused, 3, "unless the profile leaves them out");
    let leave_out: std::collections::BTreeMap<String, Vec<String>> = [
        ("cardnumber".to_owned(), vec![String::new(), "SIP-*".to_owned()]),
        ("categorycode".to_owned(), vec!["ILL".to_owned()]),
    ]
    .into();
    let files = ImportFiles { leave_out, ..ImportFiles::default() };
    let with_category: String = file
        .lines()
        .map(|line| match line {
            head if head.starts_with("cardnumber") => format!("{head},categorycode\n"),
            partner if partner.starts_with("ILL") => format!("{partner},ILL\n"),
            other => format!("{other},\n"),
        })
        .collect();
    let leaving = Options { files: files.clone(), ..whole() };
    let report = world.import(FileKind::KohaBorrowers, &with_category, leaving.clone()).await;
    assert!(report.applied() && report.problems.is_empty(), "{:?}", report.problems);
    assert_eq!(remarks(&report), [(Remark::Absent, 5), (Remark::LeftOutRows, 3)]);
    // Their loans are left out by the same words, and what is no longer in the file goes.
    let loans = "cardnumber,barcode,title,issuedate,categorycode\n29199000000015,1,Emma,2026-11-20 10:00:00,\n";
    assert!(world.import(FileKind::Circulation, loans, leaving.clone()).await.applied());
    let next = "cardnumber,barcode,title,issuedate,categorycode\n29199000000023,2,Walden,2026-11-21 10:00:00,\n\
                ILL_PARTNER,3,Dune,2026-11-21 10:00:00,ILL\nSIP-SELFCHECK1,4,Ubik,2026-11-21 10:00:00,\n";
    let report = world.import(FileKind::Circulation, next, leaving).await;
    assert_eq!((report.applied(), report.rows_added, report.rows_removed), (true, 1, 1));
}

#[sqlx::test(migrations = "../migrations")]
async fn case_16_when_the_patron_keeps_none_and_the_system_forgets_nothing_is_kept_or_shown(pool: PgPool) {
    let world = with_people(pool).await;
    let history = || async { world.count("loan_history").await };
    assert!(world.import(FileKind::Circulation, case!("16a-history.csv"), now()).await.applied());
    assert_eq!(history().await, 1);
    let report = world.import(FileKind::KohaBorrowers, case!("16b-patron-now-says-never.csv"), now()).await;
    assert_eq!(remarks(&report), [(Remark::HistoryErased, 1)]);
    assert_eq!(history().await, 0, "nothing is kept once the patron said never");
    let report = world.import(FileKind::Circulation, case!("16a-history.csv"), now()).await;
    assert_eq!((remarks(&report), history().await), (vec![(Remark::HistoryDeclined, 1)], 0));
    // And of somebody who did not say so, what the system forgot is forgotten.
    let bob = case!("16a-history.csv").replace("29199000000015", "29199000000023");
    assert!(world.import(FileKind::Circulation, &bob, now()).await.applied());
    assert_eq!(history().await, 1);
    let open = case!("16c-history-anonymised-in-koha.csv").replace(",returndate", "").replace(":00,\n", ":00\n");
    assert!(world.import(FileKind::Circulation, &open, whole()).await.applied());
    assert_eq!(history().await, 1, "a file without returned loans says nothing of them");
    let report = world.import(FileKind::Circulation, case!("16c-history-anonymised-in-koha.csv"), whole()).await;
    assert_eq!((report.applied(), report.rows_removed, history().await), (true, 1, 0));
}

/// Putnam offers no choice at its own pages, and keeps what was read for a year.
#[sqlx::test(migrations = "../migrations")]
async fn case_16_keep_none_reaches_what_later_files_bring_also_where_the_library_offers_no_choice(pool: PgPool) {
    let putnam = || Options { keep_history: KeepHistory::Days(365), ..now() };
    let profile = crate::testing::profile("putnam");
    assert_eq!(Options::of(&profile, now().today).keep_history, putnam().keep_history);
    let world = with_people(pool).await;
    let history = || async { world.count("loan_history").await };
    let choices = || async {
        let said = "SELECT string_agg(DISTINCT c.reading_history, ',') FROM preference c JOIN person p ON p.id = c.person_id \
                    WHERE p.ils_number = '900001'";
        world.text(said).await
    };
    let load = async |kind, file: &str| world.import(kind, file, putnam()).await;
    assert!(load(FileKind::Circulation, case!("16a-history.csv")).await.applied());
    assert_eq!(history().await, 1, "a loan of this month, kept for a year");
    let never = case!("16b-patron-now-says-never.csv");
    assert_eq!(remarks(&load(FileKind::KohaBorrowers, never).await), [(Remark::HistoryErased, 1)]);
    assert_eq!((history().await, choices().await.as_deref()), (0, Some("off")));
    let report = load(FileKind::Circulation, case!("16a-history.csv")).await;
    assert_eq!((remarks(&report), history().await), (vec![(Remark::HistoryDeclined, 1)], 0));
    // Koha's 0 is "forever", which does not hold where each loan has its day of deletion.
    assert!(load(FileKind::KohaBorrowers, &never.replace(",2", ",0")).await.applied());
    assert_eq!(choices().await.as_deref(), Some("default"));
    assert!(load(FileKind::Circulation, case!("16a-history.csv")).await.applied());
    assert_eq!(history().await, 1);
}

#[sqlx::test(migrations = "../migrations")]
async fn a_patron_who_chooses_to_keep_none_while_a_file_is_loaded_keeps_none(pool: PgPool) {
    let world = with_people(pool).await;
    let bob = world.text("SELECT id FROM person WHERE ils_number = '900002'").await.unwrap();
    let mut patron = world.pool.begin().await.unwrap();
    let chosen = format!(
        "SELECT FROM person WHERE id = '{bob}' FOR NO KEY UPDATE; \
         UPDATE preference SET reading_history = 'off' WHERE person_id = '{bob}'; \
         DELETE FROM loan_history WHERE person_id = '{bob}'"
    );
    sqlx::raw_sql(AssertSqlSafe(chosen)).execute(&mut *patron).await.unwrap();
    let file = case!("16a-history.csv").replace("29199000000015", "29199000000023");
    let report = world.import_beside(FileKind::Circulation, &file, now(), patron).await;
    assert_eq!(remarks(&report), [(Remark::HistoryDeclined, 1)]);
    assert_eq!(world.count("loan_history").await, 0);
}

#[sqlx::test(migrations = "../migrations")]
async fn case_17_payment_cards_are_refused_in_every_column_of_every_kind_but_the_librarys_own_numbers(pool: PgPool) {
    let world = with_people(pool).await;
    let report = world.import(FileKind::AccountLines, case!("17-payment-cards-in-notes.csv"), now()).await;
    let lines: Vec<_> = report.problems.iter().map(|problem| (problem.line, problem.column, problem.reason)).collect();
    let note = |line| (line, Some("note"), Reason::PaymentCard);
    assert_eq!(lines, [note(2), note(3), note(4), note(5)]);
    let card = "4111 1111 1111 1111";
    for (kind, file) in [
        (FileKind::KohaBorrowers, format!("cardnumber,debarredcomment\n29199000000015,{card}\n")),
        (FileKind::KohaBorrowers, format!("cardnumber,opacnote\n29199000000015,{card}\n")),
        (FileKind::KohaBorrowers, format!("cardnumber,surname\n29199000000015,{card}\n")),
        (FileKind::KohaBorrowers, format!("cardnumber,phone\n29199000000015,{card}\n")),
        (FileKind::KohaBorrowers, format!("cardnumber,patron_attributes\n29199000000015,{card}\n")),
        (FileKind::Circulation, format!("cardnumber,title,issuedate\n29199000000015,{card},2026-11-01\n")),
        (FileKind::Holds, format!("cardnumber,title,reservedate,author\n29199000000015,Emma,2026-11-01,{card}\n")),
        (
            FileKind::AccountLines,
            format!("cardnumber,accountlines_id,date,amount,description\n29199000000015,1,2026-11-01,1,{card}\n"),
        ),
    ] {
        let report = world.import(kind, &file, now()).await;
        assert_eq!(report.problems[0].reason, Reason::PaymentCard, "{file}");
        assert!(!format!("{report:?}").contains("4111"), "and is not repeated");
    }
    // Every column in which text is kept as it stands, one after the other: refused in each, but for numbers of the library's own.
    let own = ["borrowernumber", "barcode", "accountlines_id"];
    let row = [
        ("cardnumber", "29199000000015"),
        ("title", "Emma"),
        ("issuedate", "2026-11-01"),
        ("reservedate", "2026-11-01"),
        ("accountlines_id", "1"),
        ("date", "2026-11-01"),
        ("amount", "1"),
    ];
    let mut refused = 0;
    for (kind, columns) in [
        (FileKind::KohaBorrowers, names::<Person>()),
        (FileKind::Circulation, names::<Loan>()),
        (FileKind::Holds, names::<Hold>()),
        (FileKind::AccountLines, names::<AccountLine>()),
    ] {
        for column in columns.iter().filter(|column| **column != "cardnumber") {
            let mut cells: Vec<(&str, &str)> =
                row.into_iter().filter(|(name, _)| columns.contains(name) && name != column).collect();
            cells.push((*column, card));
            let line = |cell: fn(&(&str, &str)) -> String| cells.iter().map(cell).collect::<Vec<_>>().join(",");
            let file = format!("{}\n{}\n", line(|(name, _)| (*name).to_owned()), line(|(_, said)| (*said).to_owned()));
            // Nothing is kept of it, whatever is said of the rest.
            let report = world.import(kind, &file, now()).await;
            let seen = report.problems.iter().any(|problem| problem.reason == Reason::PaymentCard);
            let kept = world.holds(card).await;
            assert_eq!(kept, own.contains(column) && report.applied(), "{kind:?} {column}: {report:?}");
            assert!(!(own.contains(column) && seen), "{kind:?} {column}");
            refused += usize::from(seen);
            if kept {
                world.run("DELETE FROM checkout; DELETE FROM hold; DELETE FROM account_line; UPDATE person SET ils_number = NULL").await;
            }
        }
    }
    assert!(refused > 70, "{refused}");
}

/// The columns of a kind of file.
fn names<R: Columns>() -> Vec<&'static str> {
    R::COLUMNS.iter().map(|column| column.name).collect()
}

impl Files {
    /// Whether this stands anywhere in what was loaded.
    async fn holds(&self, text: &str) -> bool {
        for table in super::TABLES {
            if self.table(table).await.contains(text) {
                return true;
            }
        }
        false
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn case_19_a_thirteen_digit_card_is_checked_from_the_right_at_the_import_as_at_the_sign_in(pool: PgPool) {
    let world = Files::open(pool).await;
    let card_format = CardFormat { lengths: vec![13], prefixes: vec![], check_digit: true };
    let thirteen = Options { card_format, ..now() };
    let report = world.import(FileKind::KohaBorrowers, case!("19-thirteen-digits.csv"), thirteen.clone()).await;
    assert!(report.applied(), "{:?}", report.problems);
    let wrong = case!("19-thirteen-digits.csv").replace("2111000000078", "2111000000079");
    let report = world.import(FileKind::KohaBorrowers, &wrong, thirteen).await;
    assert_eq!(found(&report), [(2, Some("cardnumber"), Reason::CardCheckDigit)]);
}
