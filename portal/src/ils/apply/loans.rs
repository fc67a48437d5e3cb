//! Loans: an open one is a checkout, a returned one is history, and one that was open and is returned now moves.

use super::stage::Work;
use crate::{
    Result,
    ils::{
        KeepHistory,
        report::{Reason, Remark},
    },
};

/// Finds whose loans these are, and refuses those that ended before they began.
pub(in crate::ils) async fn check(work: &mut Work<'_>) -> Result<()> {
    work.refuse("SELECT line FROM staged WHERE returndate < issuedate", "returndate", Reason::ReturnedBeforeOut)
        .await?;
    work.match_cards().await
}

/// Which returned loans are kept: a column of `loan` that says why one is not (`none`, `declined`, `past`).
fn left_out(work: &Work<'_>) -> String {
    let (zone, today) = (work.options.zone.name(), work.options.today);
    let past = |days: u16| {
        format!("CASE WHEN (s.returndate AT TIME ZONE '{zone}')::date + {days} <= '{today}'::date THEN 'past' END")
    };
    match work.options.keep_history {
        KeepHistory::None => "'none'".to_owned(),
        KeepHistory::All => "NULL".to_owned(),
        KeepHistory::Days(days) => past(days),
        KeepHistory::PatronsChoice(days) => format!(
            "CASE p.reading_history WHEN 'off' THEN 'declined' WHEN 'forever' THEN NULL ELSE {} END",
            past(days)
        ),
    }
}

/// Writes the loans of everybody in the file.
///
/// A loan is known by person, item and moment of checkout. One with a return date ends the open loan; it is kept as
/// history only if the library, and where it leaves that to the patron the patron, keeps it. An older file does not
/// open again what a newer one has closed, as far as the history tells.
pub(in crate::ils) async fn write(work: &mut Work<'_>) -> Result<()> {
    let left_out = left_out(work);
    work.run(&format!(
        "CREATE TEMP TABLE loan (person_id uuid, title text, author text, barcode text, issued timestamptz, due date, \
                                 returned timestamptz, branch text, renewals integer, left_out text) ON COMMIT DROP; \
         INSERT INTO loan \
         SELECT DISTINCT ON (m.person_id, s.barcode, s.issuedate) m.person_id, s.title, s.author, s.barcode, \
                s.issuedate, s.date_due, s.returndate, s.branchcode, coalesce(s.renewals_count, 0), {left_out} \
         FROM matched m JOIN staged s USING (line) \
         LEFT JOIN preference p ON p.library = :library AND p.person_id = m.person_id \
         ORDER BY m.person_id, s.barcode, s.issuedate, s.returndate IS NULL, s.line DESC; \
         CREATE INDEX ON loan (person_id); ANALYZE loan"
    ))
    .await?;
    let columns = "library, id, person_id, title, author, item_barcode, checked_out_at, due_on, branch, renewals, \
                   source, sourced_at";
    let values = ":library, gen_random_uuid(), l.person_id, l.title, l.author, l.barcode, l.issued, l.due, l.branch, \
                  l.renewals, :source, :now";
    let changes = "title = excluded.title, author = excluded.author, due_on = excluded.due_on, \
                   branch = excluded.branch, renewals = excluded.renewals, source = excluded.source, \
                   sourced_at = excluded.sourced_at";
    let same_loan = "library = :library AND t.person_id = l.person_id AND t.item_barcode = l.barcode \
                     AND t.checked_out_at = l.issued";

    work.count_changes(&format!(
        "WITH written AS ( \
             INSERT INTO loan_history AS t ({columns}, returned_at) SELECT {values}, l.returned FROM loan l \
             WHERE l.returned IS NOT NULL AND l.left_out IS NULL AND NOT EXISTS (SELECT FROM loan_history t WHERE t.{same_loan} \
                 AND ROW(t.title, t.author, t.due_on, t.branch, t.renewals, t.returned_at) \
                 IS NOT DISTINCT FROM ROW(l.title, l.author, l.due, l.branch, l.renewals, l.returned)) \
             ON CONFLICT (library, person_id, item_barcode, checked_out_at) DO UPDATE \
             SET {changes}, returned_at = excluded.returned_at RETURNING t.person_id, t.xmax = 0 AS added), \
         said AS (INSERT INTO touched SELECT person_id, 'history' FROM written) \
         SELECT count(*) FILTER (WHERE added), count(*) FILTER (WHERE NOT added) FROM written"
    ))
    .await?;
    for (reason, remark) in
        [("none", Remark::HistoryNotKept), ("declined", Remark::HistoryDeclined), ("past", Remark::HistoryPast)]
    {
        let left = format!("SELECT count(*) FROM loan WHERE returned IS NOT NULL AND left_out = '{reason}'");
        let left = work.count(&left).await?;
        work.findings.remark(remark, left);
    }
    work.run(&format!(
        "WITH ended AS (DELETE FROM checkout t USING loan l WHERE l.returned IS NOT NULL AND t.{same_loan} \
                        RETURNING t.person_id) \
         INSERT INTO touched SELECT person_id, 'checkouts' FROM ended"
    ))
    .await?;
    work.count_changes(&format!(
        "WITH written AS ( \
             INSERT INTO checkout AS t ({columns}) SELECT {values} FROM loan l \
             WHERE l.returned IS NULL AND NOT EXISTS (SELECT FROM loan_history t WHERE t.{same_loan}) \
             AND NOT EXISTS (SELECT FROM checkout t WHERE t.{same_loan} \
                 AND ROW(t.title, t.author, t.due_on, t.branch, t.renewals) \
                 IS NOT DISTINCT FROM ROW(l.title, l.author, l.due, l.branch, l.renewals)) \
             ON CONFLICT (library, person_id, item_barcode, checked_out_at) DO UPDATE SET {changes} \
             RETURNING t.person_id, t.xmax = 0 AS added), \
         said AS (INSERT INTO touched SELECT person_id, 'checkouts' FROM written) \
         SELECT count(*) FILTER (WHERE added), count(*) FILTER (WHERE NOT added) FROM written"
    ))
    .await?;
    work.remove_absent("checkout", "checkouts", &format!("loan l WHERE t.{same_loan} AND l.returned IS NULL")).await
}
