//! Loans: an open one is a checkout, a returned one is history, and one that was open and is returned now moves.

use super::{
    list::{List, count_same},
    stage::{Work, not_held},
};
use crate::{
    Result,
    ils::{
        KeepHistory,
        report::{Reason, Remark},
    },
};
use domain::inventory::Class;

/// A return may be noted so many days before the loan, where a book drop is emptied in the morning and what lay in it is
/// noted for the day before it was closed.
const BEFORE: &str = "interval '14 days'";

/// What is lent, where an item may have no barcode.
const SAME_LOAN: &str = "t.library = :library AND t.person_id = l.person_id AND t.checked_out_at = l.checked_out_at \
                         AND coalesce(t.item_barcode, 'title ' || md5(t.title)) = l.item";

const OPEN: List = List {
    table: "checkout",
    class: "checkouts",
    when: "l.returned_at IS NULL",
    columns: &[
        ("title", "title"),
        ("author", "author"),
        ("item_barcode", "barcode"),
        ("checked_out_at", "checked_out_at"),
        ("due_on", "due_on"),
        ("due_at", "due_at"),
        ("branch", "branch"),
        ("item_kind", "item_kind"),
        ("renewals", "renewals"),
    ],
    known_by: &[(
        "ROW(l.item, l.checked_out_at)",
        "ROW(coalesce(t.item_barcode, 'title ' || md5(t.title)), t.checked_out_at)",
    )],
};

const RETURNED: List = List {
    table: "loan_history",
    class: "history",
    when: "l.returned_at IS NOT NULL",
    columns: &[
        ("title", "title"),
        ("author", "author"),
        ("item_barcode", "barcode"),
        ("checked_out_at", "checked_out_at"),
        ("due_on", "due_on"),
        ("due_at", "due_at"),
        ("returned_at", "returned_at"),
        ("branch", "branch"),
        ("item_kind", "item_kind"),
        ("renewals", "renewals"),
    ],
    known_by: &[
        (
            "ROW(l.item, l.checked_out_at, l.returned_at)",
            "ROW(coalesce(t.item_barcode, 'title ' || md5(t.title)), t.checked_out_at, t.returned_at)",
        ),
        ("ROW(l.item, l.checked_out_at)", "ROW(coalesce(t.item_barcode, 'title ' || md5(t.title)), t.checked_out_at)"),
    ],
};

/// Finds whose loans these are, puts right what came back a little too early, and refuses those that ended long before
/// they began.
pub(super) async fn check(work: &mut Work<'_>) -> Result<()> {
    let lines = format!("SELECT line FROM staged WHERE returned_at < checked_out_at - {BEFORE}");
    work.refuse(&lines, "returned_at", Reason::ReturnedBeforeOut).await?;
    let right = work
        .run(
            "UPDATE staged s SET returned_at = checked_out_at WHERE returned_at < checked_out_at \
             AND NOT EXISTS (SELECT FROM refused r WHERE r.line = s.line)",
        )
        .await?;
    work.findings.remark(Remark::ReturnPutRight, right);
    work.match_cards().await
}

/// Which returned loans are kept: a column of `loan` that says why one is not (`none`, `declined`, `past`).
fn left_out(work: &Work<'_>) -> String {
    let (zone, today) = (work.options.zone.name(), work.options.today);
    let past = |days: u16| {
        format!("CASE WHEN (s.returned_at AT TIME ZONE '{zone}')::date + {days} <= '{today}'::date THEN 'past' END")
    };
    let left_out = match work.options.keep_history {
        KeepHistory::None => "'none'".to_owned(),
        KeepHistory::All => "CASE p.reading_history WHEN 'off' THEN 'declined' END".to_owned(),
        KeepHistory::Days(days) => {
            format!("CASE p.reading_history WHEN 'off' THEN 'declined' ELSE {} END", past(days))
        }
        KeepHistory::PatronsChoice(days) => format!(
            "CASE p.reading_history WHEN 'off' THEN 'declined' WHEN 'forever' THEN NULL ELSE {} END",
            past(days)
        ),
    };
    // What a legal process may concern is kept when it comes back, even for a patron who keeps no history: the run deletes it once the hold
    // is lifted.
    format!("CASE WHEN {} THEN {left_out} END", free("m.person_id"))
}

/// That no legal hold is on the loans of this person, those of before among them.
fn free(person: &str) -> String {
    format!("({} AND {})", not_held(person, Class::Checkouts.code()), not_held(person, Class::History.code()))
}

/// A patron may be choosing at this moment to keep none, and erasing what there is: what was chosen before the lock is seen,
/// and what is chosen after it waits, and erases this too. Only those whose history would grow are locked.
async fn heed_choices_of_this_moment(work: &mut Work<'_>) -> Result<()> {
    if !matches!(work.options.keep_history, KeepHistory::PatronsChoice(_)) {
        return Ok(());
    }
    let growing = "is_new AND returned_at IS NOT NULL AND left_out IS NULL";
    work.run(&format!(
        "SELECT id FROM person WHERE library = :library AND id IN (SELECT person_id FROM row_of WHERE {growing}) \
         ORDER BY id FOR SHARE"
    ))
    .await?;
    work.run(&format!(
        "UPDATE row_of SET left_out = 'declined' FROM preference p WHERE p.library = :library \
         AND p.person_id = row_of.person_id AND p.reading_history = 'off' AND {growing} AND {}",
        free("row_of.person_id")
    ))
    .await?;
    Ok(())
}

/// Writes the loans of everybody in the source.
///
/// A loan is known by person, item and moment of checkout. One with a return date ends the open loan; it is kept as
/// history only if the library, and where it leaves that to the patron the patron, keeps it. An older file does not
/// open again what a newer one has closed, as far as the history tells.
pub(super) async fn write(work: &mut Work<'_>) -> Result<()> {
    let left_out = left_out(work);
    work.run(&format!(
        "CREATE TEMP TABLE row_of (line bigint, id uuid, is_new boolean, person_id uuid, item text, title text, \
                                   author text, item_barcode text, checked_out_at timestamptz, due_on date, \
                                   due_at timestamptz, returned_at timestamptz, branch text, item_kind text, \
                                   renewals integer, \
                                   left_out text) ON COMMIT DROP; \
         INSERT INTO row_of \
         SELECT DISTINCT ON (m.person_id, s.title, s.author, s.barcode, s.checked_out_at, s.due_on, s.due_at, \
                             s.returned_at, s.branch, s.item_kind, s.renewals) \
                s.line, NULL, NULL, m.person_id, coalesce(s.barcode, 'title ' || md5(s.title)), s.title, s.author, \
                s.barcode, s.checked_out_at, s.due_on, s.due_at, s.returned_at, s.branch, s.item_kind, s.renewals, \
                {left_out} \
         FROM matched m JOIN staged s USING (line) \
         LEFT JOIN preference p ON p.library = :library AND p.person_id = m.person_id \
         ORDER BY m.person_id, s.title, s.author, s.barcode, s.checked_out_at, s.due_on, s.due_at, s.returned_at, s.branch, \
                  s.item_kind, s.renewals, s.line; \
         CREATE INDEX ON row_of (person_id); CREATE INDEX ON row_of (id); CREATE INDEX ON row_of (line); ANALYZE row_of"
    ))
    .await?;
    count_same(work).await?;
    // What a newer file closed stays closed, unless this one has it open beside the loan that came back.
    work.run(&format!(
        "DELETE FROM row_of l WHERE l.returned_at IS NULL \
         AND EXISTS (SELECT FROM loan_history t WHERE {SAME_LOAN}) \
         AND NOT EXISTS (SELECT FROM row_of o WHERE o.returned_at IS NOT NULL AND o.person_id = l.person_id \
                         AND o.item = l.item AND o.checked_out_at = l.checked_out_at)"
    ))
    .await?;
    RETURNED.pair(work).await?;
    heed_choices_of_this_moment(work).await?;
    RETURNED.write(work, "l.left_out IS NOT NULL").await?;
    for (reason, remark) in
        [("none", Remark::HistoryNotKept), ("declined", Remark::HistoryDeclined), ("past", Remark::HistoryPast)]
    {
        let left = format!("SELECT count(*) FROM row_of WHERE returned_at IS NOT NULL AND left_out = '{reason}'");
        let left = work.count(&left).await?;
        work.findings.remark(remark, left);
    }
    OPEN.pair(work).await?;
    work.run(&format!(
        "WITH ended AS (DELETE FROM checkout t USING row_of l WHERE l.returned_at IS NOT NULL AND {SAME_LOAN} \
                        AND NOT EXISTS (SELECT FROM row_of o WHERE o.id = t.id) RETURNING t.person_id) \
         INSERT INTO touched SELECT person_id, 'checkouts' FROM ended"
    ))
    .await?;
    OPEN.write(work, "false").await?;
    let gone = "NOT EXISTS (SELECT FROM row_of l WHERE l.id = t.id)";
    work.remove_absent("checkout", "checkouts", gone).await?;
    // A file that says nothing of returned loans says nothing of those that are here.
    if work.has("returned_at") {
        work.remove_absent("loan_history", "history", gone).await?;
    }
    Ok(())
}
