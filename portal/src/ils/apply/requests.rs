//! Holds, and fees and payments.

use super::stage::Work;
use crate::Result;

/// Writes the holds of everybody in the file. A hold is known by person, title and day; a cancelled one is taken away.
pub(in crate::ils) async fn write_holds(work: &mut Work<'_>) -> Result<()> {
    work.run(
        "CREATE TEMP TABLE wish (person_id uuid, title text, author text, barcode text, placed date, branch text, \
                                 place integer, status text, until date, cancelled boolean) ON COMMIT DROP; \
         INSERT INTO wish \
         SELECT DISTINCT ON (m.person_id, s.title, s.reservedate) m.person_id, s.title, s.author, s.barcode, \
                s.reservedate, s.branchcode, s.priority, \
                CASE coalesce(s.found, '') WHEN '' THEN 'waiting' WHEN 'W' THEN 'ready' WHEN 'T' THEN 'in-transit' \
                     WHEN 'P' THEN 'processing' ELSE s.found END, \
                s.expirationdate, s.cancellationdate IS NOT NULL \
         FROM matched m JOIN staged s USING (line) ORDER BY m.person_id, s.title, s.reservedate, s.line DESC; \
         CREATE INDEX ON wish (person_id); ANALYZE wish",
    )
    .await?;
    let same = "library = :library AND t.person_id = l.person_id AND t.title = l.title AND t.placed_on = l.placed";
    let gone = work
        .run(&format!(
            "WITH gone AS (DELETE FROM hold t USING wish l WHERE l.cancelled AND t.{same} RETURNING t.person_id) \
             INSERT INTO touched SELECT person_id, 'holds' FROM gone"
        ))
        .await?;
    work.removed += gone;
    work.count_changes(&format!(
        "WITH written AS ( \
             INSERT INTO hold AS t (library, id, person_id, title, author, item_barcode, placed_on, pickup_branch, \
                                    queue_position, status, ready_until, source, sourced_at) \
             SELECT :library, gen_random_uuid(), l.person_id, l.title, l.author, l.barcode, l.placed, l.branch, l.place, \
                    l.status, l.until, :source, :now FROM wish l \
             WHERE NOT l.cancelled AND NOT EXISTS (SELECT FROM hold t WHERE t.{same} \
                 AND ROW(t.author, t.item_barcode, t.pickup_branch, t.queue_position, t.status, t.ready_until) \
                 IS NOT DISTINCT FROM ROW(l.author, l.barcode, l.branch, l.place, l.status, l.until)) \
             ON CONFLICT (library, person_id, title, placed_on) DO UPDATE \
             SET author = excluded.author, item_barcode = excluded.item_barcode, \
                 pickup_branch = excluded.pickup_branch, queue_position = excluded.queue_position, \
                 status = excluded.status, ready_until = excluded.ready_until, source = excluded.source, \
                 sourced_at = excluded.sourced_at \
             RETURNING t.person_id, t.xmax = 0 AS added), \
         said AS (INSERT INTO touched SELECT person_id, 'holds' FROM written) \
         SELECT count(*) FILTER (WHERE added), count(*) FILTER (WHERE NOT added) FROM written"
    ))
    .await?;
    work.remove_absent("hold", "holds", &format!("wish l WHERE t.{same} AND NOT l.cancelled")).await
}

/// Writes the account lines of everybody in the file. A line is known by person and number.
pub(in crate::ils) async fn write_account_lines(work: &mut Work<'_>) -> Result<()> {
    work.run(
        "CREATE TEMP TABLE entry (person_id uuid, number text, entered date, kind text, description text, \
                                  amount bigint, outstanding bigint, method text, note text) ON COMMIT DROP; \
         INSERT INTO entry \
         SELECT DISTINCT ON (m.person_id, s.accountlines_id) m.person_id, s.accountlines_id, s.date, \
                coalesce(s.debit_type_code, s.credit_type_code, CASE WHEN s.amount < 0 THEN 'CREDIT' ELSE 'MANUAL' END), \
                s.description, s.amount, coalesce(s.amountoutstanding, 0), s.payment_type, s.note \
         FROM matched m JOIN staged s USING (line) ORDER BY m.person_id, s.accountlines_id, s.line DESC; \
         CREATE INDEX ON entry (person_id); ANALYZE entry",
    )
    .await?;
    let same = "library = :library AND t.person_id = l.person_id AND t.line_number = l.number";
    work.count_changes(&format!(
        "WITH written AS ( \
             INSERT INTO account_line AS t (library, id, person_id, line_number, entered_on, kind, description, \
                                            amount_cents, outstanding_cents, method, note, source, sourced_at) \
             SELECT :library, gen_random_uuid(), l.person_id, l.number, l.entered, l.kind, l.description, l.amount, \
                    l.outstanding, l.method, l.note, :source, :now FROM entry l \
             WHERE NOT EXISTS (SELECT FROM account_line t WHERE t.{same} \
                 AND ROW(t.entered_on, t.kind, t.description, t.amount_cents, t.outstanding_cents, t.method, t.note) \
                 IS NOT DISTINCT FROM ROW(l.entered, l.kind, l.description, l.amount, l.outstanding, l.method, l.note)) \
             ON CONFLICT (library, person_id, line_number) DO UPDATE \
             SET entered_on = excluded.entered_on, kind = excluded.kind, description = excluded.description, \
                 amount_cents = excluded.amount_cents, outstanding_cents = excluded.outstanding_cents, \
                 method = excluded.method, note = excluded.note, source = excluded.source, \
                 sourced_at = excluded.sourced_at \
             RETURNING t.person_id, t.xmax = 0 AS added), \
         said AS (INSERT INTO touched SELECT person_id, 'fees' FROM written) \
         SELECT count(*) FILTER (WHERE added), count(*) FILTER (WHERE NOT added) FROM written"
    ))
    .await?;
    work.remove_absent("account_line", "fees", &format!("entry l WHERE t.{same}")).await
}
