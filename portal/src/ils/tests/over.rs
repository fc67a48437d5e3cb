//! What is over in the library's system, and who is no longer in it.

use super::*;
use crate::ils::report::Remark;

const HOLDS: &str = "cardnumber,title,author,reservedate,cancellationdate\n\
                     29000000100013,Beloved,\"Morrison, Toni\",2026-11-10,2026-11-20\n";

fn lines(outstanding: &str) -> String {
    format!(
        "cardnumber,accountlines_id,date,amount,amountoutstanding\n29000000100013,991,2024-03-01,2.50,{outstanding}\n"
    )
}

/// As the library keeps its lists, on a day.
fn kept(today: &str) -> Options {
    Options { whole: true, ..Options::of(&profile("elm"), today.parse().unwrap()) }
}

async fn world(pool: PgPool) -> Files {
    let world = Files::open(pool).await;
    world.samples().await;
    world
}

#[sqlx::test(migrations = "../migrations")]
async fn a_canceled_hold_is_shown_as_one_and_taken_no_more_once_the_library_keeps_it_no_longer(pool: PgPool) {
    let world = world(pool).await;
    let said = "SELECT concat_ws(' ', status, closed_on) FROM hold WHERE title = 'Beloved'";
    let fourteen_days = Options { whole: false, ..kept("2026-12-03") };
    world.import(FileKind::Holds, HOLDS, fourteen_days.clone()).await;
    assert_eq!(world.text(said).await.as_deref(), Some("canceled 2026-11-20"));
    let next_day = Options { today: "2026-12-04".parse().unwrap(), ..Options { whole: false, ..kept("2026-12-04") } };
    let report = world.import(FileKind::Holds, HOLDS, next_day).await;
    assert_eq!(world.text(said).await, None);
    assert!(report.notes.iter().any(|note| note.remark == Remark::ClosedPast));
}

#[sqlx::test(migrations = "../migrations")]
async fn what_was_owed_counts_from_the_first_day_on_which_it_is_not(pool: PgPool) {
    let world = world(pool).await;
    let settled = "SELECT settled_on FROM account_line WHERE line_number = '991'";
    let on = |day: &str| Options { whole: false, ..kept(day) };
    world.import(FileKind::AccountLines, &lines("2.50"), on("2026-11-20")).await;
    assert_eq!(world.text(settled).await, None);
    for day in ["2026-11-21", "2026-11-22"] {
        world.import(FileKind::AccountLines, &lines("0"), on(day)).await;
        assert_eq!(world.text(settled).await.as_deref(), Some("2026-11-21"), "{day}");
    }
    world.import(FileKind::AccountLines, &lines("1.00"), on("2026-11-23")).await;
    assert_eq!(world.text(settled).await, None, "it is owed again");
}

/// What the run deleted, the next night's file still has.
#[sqlx::test(migrations = "../migrations")]
async fn a_settled_line_that_was_deleted_does_not_come_back_with_the_next_file(pool: PgPool) {
    let world = world(pool).await;
    let report = world.import(FileKind::AccountLines, &lines("0"), kept("2026-11-23")).await;
    assert_eq!(world.text("SELECT count(*) FROM account_line WHERE line_number = '991'").await.as_deref(), Some("0"));
    assert!(report.notes.iter().any(|note| note.remark == Remark::SettledPast));
}

#[sqlx::test(migrations = "../migrations")]
async fn who_is_not_in_a_whole_file_is_noted_and_who_is_again_is_not(pool: PgPool) {
    let world = Files::open(pool).await;
    world.samples().await;
    let absent = "SELECT string_agg(absent_since::text, ',') FROM person";
    let first: String = samples()[0].1.lines().take(2).collect::<Vec<_>>().join("\n");
    world.borrowers(&first).await;
    assert_eq!(world.text(absent).await, None, "a file that is not the whole says nothing of others");
    let report = world.import(FileKind::KohaBorrowers, &first, Options { whole: true, ..options() }).await;
    assert!(report.notes.iter().any(|note| note.remark == Remark::Absent));
    let since = world.text(absent).await.unwrap();
    assert!(since.split(',').all(|day| day == options().today.to_string()), "{since}");
    assert_eq!(world.text("SELECT count(*) FROM person WHERE absent_since IS NULL").await.as_deref(), Some("1"));
    world.borrowers(samples()[0].1).await;
    assert_eq!(world.text(absent).await, None);
}

/// S3: a file destroys nothing that a legal process may concern, even for a patron who keeps no history and when its time is over.
#[sqlx::test(migrations = "../migrations")]
async fn s3_under_a_legal_hold_a_file_takes_nothing_away(pool: PgPool) {
    let world = world(pool).await;
    let fourteen_days = Options { whole: false, ..kept("2026-12-03") };
    world.import(FileKind::Holds, HOLDS, fourteen_days).await;
    world.import(FileKind::AccountLines, &lines("2.50"), Options { whole: false, ..kept("2024-03-02") }).await;
    world
        .run(
            "INSERT INTO legal_hold (library, id, person_id, classes, why, set_at) \
             SELECT library, gen_random_uuid(), person_id, '{}', 'Docket', '2026-11-01Z' FROM card \
             WHERE number = '29000000100013'; \
             INSERT INTO note (library, id, person_id, kind, body, source, sourced_at) \
             SELECT library, gen_random_uuid(), person_id, 'staff', 'As it was', 'koha', '2026-11-01Z' FROM card \
             WHERE number = '29000000100013'",
        )
        .await;
    let loan = "SELECT string_agg(t, ',') FROM (SELECT title AS t FROM checkout WHERE title LIKE 'Their%' UNION ALL \
                SELECT title FROM loan_history WHERE title LIKE 'Their%') AS both_lists";
    assert_eq!(world.text(loan).await.as_deref(), Some("Their Eyes Were Watching God"));
    let back = "cardnumber,barcode,title,issuedate,date_due,returndate\n\
                29000000100013,39000000100016,Their Eyes Were Watching God,2026-11-02 10:15:00,2026-11-23,2026-11-20\n";
    for keep_history in [KeepHistory::None, KeepHistory::Days(1), KeepHistory::PatronsChoice(1)] {
        let none = Options { whole: false, keep_history, ..kept("2026-12-20") };
        world.import(FileKind::Circulation, back, none).await;
        assert_eq!(world.text(loan).await.as_deref(), Some("Their Eyes Were Watching God"));
    }
    world.import(FileKind::Holds, HOLDS, Options { whole: false, ..kept("2027-01-04") }).await;
    assert_eq!(world.text("SELECT status FROM hold WHERE title = 'Beloved'").await.as_deref(), Some("canceled"));
    world.import(FileKind::AccountLines, &lines("0"), Options { whole: false, ..kept("2027-01-04") }).await;
    world.import(FileKind::AccountLines, &lines("0"), Options { whole: false, ..kept("2030-01-04") }).await;
    let owed = "SELECT count(*) FROM account_line WHERE line_number = '991'";
    assert_eq!(world.text(owed).await.as_deref(), Some("1"));
    world.borrowers("cardnumber,borrowernotes\n29000000100013,As it is now\n").await;
    let notes = "SELECT string_agg(body, ', ' ORDER BY body) FROM note WHERE body LIKE 'As it%'";
    assert_eq!(world.text(notes).await.as_deref(), Some("As it is now, As it was"));
}
