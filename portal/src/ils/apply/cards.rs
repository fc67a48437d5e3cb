//! Cards: new ones, those that are lost or found, and those that somebody else has now.

use super::{stage::Work, upsert::ENTERED_HERE};
use crate::{Result, ils::report::Remark};
use uuid::Uuid;

/// New cards; a lost card; and a card found again, but only if an import had said that it was lost. What was reported
/// here, by the patron or at the desk, has a `closed_at` or an entry in `field_origin`, and stands.
///
/// A number that the library's system has given to somebody else is closed where it was, with the moment and the reason,
/// before it is theirs: at any time it opens one record.
pub(super) async fn write(work: &mut Work<'_>) -> Result<()> {
    if work.has("lost") {
        // The person before the card, as everybody does who ends ways in: where two do at once, one waits for the other.
        work.run(
            "SELECT p.id FROM person p WHERE p.library = :library \
             AND EXISTS (SELECT FROM matched m JOIN staged s USING (line) WHERE m.person_id = p.id AND s.lost) \
             AND EXISTS (SELECT FROM card c WHERE c.library = p.library AND c.person_id = p.id AND c.status = 'active') \
             ORDER BY p.id FOR NO KEY UPDATE",
        )
        .await?;
    }
    let moved = work
        .run(
            "WITH moved AS ( \
                 UPDATE card c SET status = 'closed', closed_at = :now, closed_because = 'moved', source = :source, \
                                   sourced_at = :now \
                 FROM matched m JOIN staged s USING (line) WHERE m.new_card AND c.library = :library \
                 AND c.number = s.card AND c.person_id <> m.person_id AND c.status IN ('active', 'lost') RETURNING c.person_id) \
             INSERT INTO touched SELECT person_id, 'membership' FROM moved",
        )
        .await?;
    work.findings.remark(Remark::CardsMoved, moved);
    let replaced = work
        .run(
            "WITH replaced AS ( \
                 UPDATE card c SET status = 'replaced', closed_at = :now, source = :source, sourced_at = :now \
                 FROM matched m WHERE m.new_card AND NOT m.is_new AND c.library = :library \
                 AND c.person_id = m.person_id AND c.status = 'active' RETURNING c.person_id) \
             INSERT INTO touched SELECT person_id, 'membership' FROM replaced",
        )
        .await?;
    work.findings.remark(Remark::CardsReplaced, replaced);
    let status = if work.has("lost") { "CASE WHEN s.lost THEN 'lost' ELSE 'active' END" } else { "'active'" };
    work.run(&format!(
        "WITH added AS ( \
             INSERT INTO card (library, id, person_id, number, status, source, sourced_at) \
             SELECT :library, gen_random_uuid(), m.person_id, s.card, {status}, :source, :now \
             FROM matched m JOIN staged s USING (line) WHERE m.new_card RETURNING person_id) \
         INSERT INTO touched SELECT person_id, 'membership' FROM added"
    ))
    .await?;
    if work.has("lost") {
        work.run(&format!(
            "WITH changed AS ( \
                 UPDATE card c SET status = {status}, source = :source, sourced_at = :now \
                 FROM matched m JOIN staged s USING (line) \
                 WHERE NOT m.new_card AND c.library = :library AND c.number = s.card AND c.person_id = m.person_id \
                 AND c.closed_at IS NULL AND c.status IN ('active', 'lost') AND c.status <> {status} \
                 AND s.lost IS NOT NULL \
                 AND NOT EXISTS (SELECT FROM field_origin o WHERE o.library = :library AND o.person_id = c.person_id \
                                 AND o.field IN ('card.status', 'membership.status') AND o.source IN {ENTERED_HERE}) \
                 RETURNING c.person_id) \
             INSERT INTO touched SELECT person_id, 'membership' FROM changed"
        ))
        .await?;
    }
    Ok(())
}

/// Who was here before and has no open card any more, because this file says of the last one that it is lost or stolen.
// Test (ils/tests/people.rs): "l19 a last card that a file reports lost ends every way in".
pub(super) async fn lost_the_last(work: &mut Work<'_>) -> Result<Vec<Uuid>> {
    if !work.has("lost") {
        return Ok(Vec::new());
    }
    work.ids(
        "SELECT DISTINCT c.person_id FROM card c JOIN matched m ON m.person_id = c.person_id AND NOT m.is_new \
         WHERE c.library = :library AND c.status = 'lost' AND c.source = :source AND c.sourced_at = :now \
         AND NOT EXISTS (SELECT FROM card o WHERE o.library = c.library AND o.person_id = c.person_id AND o.status = 'active') \
         ORDER BY c.person_id",
    )
    .await
}
