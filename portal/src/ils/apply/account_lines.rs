//! Fees, payments and credits.

use super::{
    list::{List, count_same},
    stage::{Work, not_held},
};
use crate::{Result, ils::report::Remark};
use chrono::NaiveDate;
use domain::inventory::Class;

const LINES: List = List {
    table: "account_line",
    class: "fees",
    when: "true",
    columns: &[
        ("line_number", "number"),
        ("entered_on", "entered_on"),
        ("kind", "debit"),
        ("description", "description"),
        ("amount_cents", "amount"),
        ("outstanding_cents", "outstanding"),
        ("method", "method"),
        ("note", "note"),
        ("settled_on", "outstanding"),
    ],
    known_by: &[("ROW(l.line_number)", "ROW(t.line_number)")],
};

/// When nothing was owed of a line any more. A system does not say, so it is the first day on which it said so of a line
/// that was owed before (`today`), or of one that comes settled, its last change or its own day.
fn settled(today: NaiveDate) -> String {
    format!(
        "UPDATE row_of l SET settled_on = CASE WHEN l.outstanding_cents <> 0 THEN NULL \
             WHEN t.id IS NULL THEN coalesce(l.changed_on, l.entered_on) ELSE coalesce(t.settled_on, '{today}') END \
         FROM row_of r LEFT JOIN account_line t ON t.library = :library AND t.id = r.id \
         WHERE r.line = l.line AND l.outstanding_cents IS NOT NULL"
    )
}

/// Writes the account lines of everybody in the source. One that was settled so long ago that the library keeps it no more
/// is taken away, or not taken.
pub(super) async fn write(work: &mut Work<'_>) -> Result<()> {
    // One kind, from two fields.
    if work.has("credit") && !work.has("debit") {
        work.told.push("debit");
    }
    work.run(
        "CREATE TEMP TABLE row_of (line bigint, id uuid, is_new boolean, person_id uuid, line_number text, \
                                   entered_on date, kind text, description text, amount_cents bigint, \
                                   outstanding_cents bigint, method text, note text, changed_on date, \
                                   settled_on date) ON COMMIT DROP; \
         INSERT INTO row_of (line, id, is_new, person_id, line_number, entered_on, kind, description, amount_cents, \
                             outstanding_cents, method, note, changed_on) \
         SELECT DISTINCT ON (m.person_id, s.number, s.entered_on, s.debit, s.credit, s.description, s.amount, \
                             s.outstanding, s.method, s.note) \
                s.line, NULL, NULL, m.person_id, s.number, s.entered_on, coalesce(s.debit, s.credit), s.description, \
                s.amount, s.outstanding, s.method, s.note, s.changed_on \
         FROM matched m JOIN staged s USING (line) \
         ORDER BY m.person_id, s.number, s.entered_on, s.debit, s.credit, s.description, s.amount, s.outstanding, s.method, \
                  s.note, s.line; \
         CREATE INDEX ON row_of (person_id); CREATE INDEX ON row_of (id); CREATE INDEX ON row_of (line); ANALYZE row_of",
    )
    .await?;
    count_same(work).await?;
    LINES.pair(work).await?;
    let (today, over_by) = (work.options.today, work.options.fees_over_by);
    work.run(&settled(today)).await?;
    let past = over_by.map_or("false".to_owned(), |day| format!("coalesce(l.settled_on <= '{day}', false)"));
    let gone = work
        .run(&format!(
            "WITH gone AS (DELETE FROM account_line t USING row_of l WHERE t.library = :library AND {past} AND t.id = l.id \
                           AND {} RETURNING t.person_id) \
             INSERT INTO touched SELECT person_id, 'fees' FROM gone",
            not_held("t.person_id", Class::Fees.code()),
        ))
        .await?;
    work.removed += gone;
    let left = work.count(&format!("SELECT count(*) FROM row_of l WHERE {past}")).await?;
    work.findings.remark(Remark::SettledPast, left);
    LINES.write(work, &past).await?;
    work.remove_absent("account_line", "fees", "NOT EXISTS (SELECT FROM row_of l WHERE l.id = t.id)").await
}
