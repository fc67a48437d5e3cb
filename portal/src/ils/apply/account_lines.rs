//! Fees, payments and credits.

use super::{
    list::{List, count_same},
    stage::Work,
};
use crate::Result;

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
    ],
    known_by: &[("ROW(l.line_number)", "ROW(t.line_number)")],
};

/// Writes the account lines of everybody in the source.
pub(super) async fn write(work: &mut Work<'_>) -> Result<()> {
    // One kind, from two fields.
    if work.has("credit") && !work.has("debit") {
        work.told.push("debit");
    }
    work.run(
        "CREATE TEMP TABLE row_of (line bigint, id uuid, is_new boolean, person_id uuid, line_number text, \
                                   entered_on date, kind text, description text, amount_cents bigint, \
                                   outstanding_cents bigint, method text, note text) ON COMMIT DROP; \
         INSERT INTO row_of \
         SELECT DISTINCT ON (m.person_id, s.number, s.entered_on, s.debit, s.credit, s.description, s.amount, \
                             s.outstanding, s.method, s.note) \
                s.line, NULL, NULL, m.person_id, s.number, s.entered_on, coalesce(s.debit, s.credit), s.description, \
                s.amount, s.outstanding, s.method, s.note \
         FROM matched m JOIN staged s USING (line) \
         ORDER BY m.person_id, s.number, s.entered_on, s.debit, s.credit, s.description, s.amount, s.outstanding, s.method, \
                  s.note, s.line; \
         CREATE INDEX ON row_of (person_id); CREATE INDEX ON row_of (id); CREATE INDEX ON row_of (line); ANALYZE row_of",
    )
    .await?;
    count_same(work).await?;
    LINES.pair(work).await?;
    LINES.write(work, "false").await?;
    work.remove_absent("account_line", "fees", "NOT EXISTS (SELECT FROM row_of l WHERE l.id = t.id)").await
}
