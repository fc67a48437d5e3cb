//! Holds.

use super::{
    list::{List, count_same},
    stage::{Work, not_held},
};
use crate::{Result, ils::report::Remark};
use domain::inventory::Class;

const HOLDS: List = List {
    table: "hold",
    class: "holds",
    when: "true",
    columns: &[
        ("title", "title"),
        ("author", "author"),
        ("item_barcode", "barcode"),
        ("placed_on", "placed_on"),
        ("pickup_branch", "branch"),
        ("queue_position", "place"),
        ("status", "status"),
        ("ready_until", "until"),
        ("closed_on", "cancelled_on"),
    ],
    // A hold gets its item's barcode when there is an item for it.
    known_by: &[
        ("ROW(l.title, l.author, l.placed_on, l.item_barcode)", "ROW(t.title, t.author, t.placed_on, t.item_barcode)"),
        ("ROW(l.title, l.author, l.placed_on)", "ROW(t.title, t.author, t.placed_on)"),
    ],
};

/// Writes the holds of everybody in the source. One that was closed so long ago that the library keeps it no more is taken
/// away, or not taken.
pub(super) async fn write(work: &mut Work<'_>) -> Result<()> {
    // That it was cancelled is a state of it.
    if work.has("cancelled_on") && !work.has("status") {
        work.told.push("status");
    }
    let past = work
        .options
        .holds_over_by
        .map_or("false".to_owned(), |day| format!("coalesce(s.cancelled_on <= '{day}', false)"));
    work.run(&format!(
        "CREATE TEMP TABLE row_of (line bigint, id uuid, is_new boolean, person_id uuid, title text, author text, \
                                   item_barcode text, placed_on date, pickup_branch text, queue_position integer, \
                                   status text, ready_until date, closed_on date, past boolean) ON COMMIT DROP; \
         INSERT INTO row_of \
         SELECT DISTINCT ON (m.person_id, s.title, s.author, s.barcode, s.placed_on, s.branch, s.place, s.status, s.until, \
                             s.cancelled_on) \
                s.line, NULL, NULL, m.person_id, s.title, s.author, s.barcode, s.placed_on, s.branch, s.place, \
                CASE WHEN s.cancelled_on IS NULL THEN s.status ELSE 'canceled' END, s.until, s.cancelled_on, {past} \
         FROM matched m JOIN staged s USING (line) \
         ORDER BY m.person_id, s.title, s.author, s.barcode, s.placed_on, s.branch, s.place, s.status, s.until, \
                  s.cancelled_on, s.line; \
         CREATE INDEX ON row_of (person_id); CREATE INDEX ON row_of (id); CREATE INDEX ON row_of (line); ANALYZE row_of"
    ))
    .await?;
    count_same(work).await?;
    HOLDS.pair(work).await?;
    let gone = work
        .run(&format!(
            "WITH gone AS (DELETE FROM hold t USING row_of l WHERE t.library = :library AND l.past AND t.id = l.id AND {} \
                           RETURNING t.person_id) \
             INSERT INTO touched SELECT person_id, 'holds' FROM gone",
            not_held("t.person_id", Class::Holds.code()),
        ))
        .await?;
    work.removed += gone;
    let past = work.count("SELECT count(*) FROM row_of WHERE past").await?;
    work.findings.remark(Remark::ClosedPast, past);
    HOLDS.write(work, "l.past").await?;
    work.remove_absent("hold", "holds", "NOT EXISTS (SELECT FROM row_of l WHERE l.id = t.id)").await
}
