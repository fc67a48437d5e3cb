//! Who each row is about.
//!
//! A person is known by the card, and by the patron number where the source has it, which stays when the card changes.
//! The number decides: what the library's system calls number 12 is one person there. But systems give numbers and cards
//! out again, so what is known of the person has to fit: a row in which everything differs is refused, with both rows
//! named, until somebody says what is right ([`Options::same_person`](crate::ils::Options::same_person),
//! [`Options::other_person`](crate::ils::Options::other_person)).

use super::stage::Work;
use crate::{Result, ils::report::Reason};

/// A query: whether surname, given name and birth date of the row `s` tell of somebody else than the person `p`: two of them at
/// least differ, none is the same, and one of those that differ is known of the person. A value that one side has and the other has
/// empty differs, so that "Town Hall" is not taken for Ann Alder; but a column that the source does not have says nothing. One alone
/// says little: people marry.
fn all_differs(work: &Work<'_>) -> String {
    let compared = [("surname", "surname"), ("firstname", "firstname"), ("birth_date", "date_of_birth")];
    let values = compared.map(|(field, column)| {
        let emptied = if work.has(field) { "false" } else { "NULL::boolean" };
        format!(
            "(CASE WHEN s.{field} IS NULL AND p.{column} IS NULL THEN NULL::boolean \
                   WHEN s.{field} IS NULL THEN {emptied} WHEN p.{column} IS NULL THEN false \
                   ELSE lower(btrim(s.{field}::text)) = lower(btrim(p.{column}::text)) END, p.{column} IS NOT NULL)"
        )
    });
    format!(
        "SELECT count(same) >= 2 AND NOT coalesce(bool_or(same), false) AND bool_or(known AND same IS NOT NULL) \
         FROM (VALUES {}) AS compared (same, known)",
        values.join(", "),
    )
}

/// Finds who each row is about, and refuses rows that are about nobody in particular.
pub(super) async fn find(work: &mut Work<'_>) -> Result<()> {
    let earlier = |column: &str| {
        format!(
            "SELECT line FROM (SELECT line, row_number() OVER (PARTITION BY {column} ORDER BY line) AS turn FROM staged \
                               WHERE {column} IS NOT NULL) AS turns WHERE turn > 1"
        )
    };
    work.refuse(&earlier("card"), "card", Reason::RepeatedCard).await?;
    work.refuse(&earlier("number"), "number", Reason::RepeatedNumber).await?;
    work.find_holders().await?;
    work.tell_of_people().await?;
    let all_differs = all_differs(work);
    // Everybody who may be meant: the holder of the card, and anyone who has the number.
    work.run(&format!(
        "CREATE TEMP TABLE known (line bigint, by_card uuid, by_number uuid, closed boolean, card_differs boolean, \
                                  number_differs boolean, owner_number text, asked text, person_id uuid, other boolean) \
             ON COMMIT DROP; \
         INSERT INTO known (line, by_card, by_number, closed, owner_number, card_differs, number_differs, asked) \
         SELECT s.line, h.person_id, n.id, h.status = 'closed', owner.ils_number, \
                (SELECT ({all_differs}) FROM person p WHERE p.library = :library AND p.id = owner.id), \
                (SELECT ({all_differs}) FROM person p WHERE p.library = :library AND p.id = n.id), a.said \
         FROM staged s \
         LEFT JOIN holder h ON h.number = s.card \
         LEFT JOIN person owner ON owner.library = :library AND owner.id = h.person_id \
         LEFT JOIN person n ON n.library = :library AND n.ils_number = s.number \
         LEFT JOIN asked_of a ON a.card = s.card \
         WHERE NOT EXISTS (SELECT FROM refused r WHERE r.line = s.line); \
         CREATE INDEX ON known (line); ANALYZE known"
    ))
    .await?;
    // By the number first; then by the card, unless it belongs to another number, or is closed and somebody else's now.
    work.run(
        "UPDATE known k SET person_id = by_number WHERE by_number IS NOT NULL AND asked IS DISTINCT FROM 'other'; \
         UPDATE known k SET person_id = by_card FROM staged s WHERE s.line = k.line AND k.by_number IS NULL \
             AND k.asked IS DISTINCT FROM 'other' AND k.by_card IS NOT NULL \
             AND (s.number IS NULL OR k.owner_number IS NULL OR k.owner_number = s.number OR k.asked = 'same') \
             AND NOT (k.closed AND coalesce(k.card_differs, false) AND k.asked IS DISTINCT FROM 'same'); \
         UPDATE known k SET other = true FROM staged s WHERE s.line = k.line AND k.person_id IS NULL \
             AND k.by_card IS NOT NULL AND k.asked IS DISTINCT FROM 'other' AND NOT k.closed \
             AND NOT EXISTS (SELECT FROM staged o WHERE o.number = k.owner_number AND o.card <> s.card \
                             AND NOT EXISTS (SELECT FROM refused r WHERE r.line = o.line))",
    )
    .await?;
    work.refuse_beside("SELECT line, by_card AS person_id FROM known WHERE other", "number", Reason::OtherPatron)
        .await?;
    work.refuse_beside(
        "SELECT line, person_id FROM known WHERE asked IS DISTINCT FROM 'same' AND person_id IS NOT NULL \
         AND CASE WHEN person_id = by_number THEN number_differs ELSE card_differs END",
        "surname",
        Reason::OtherIdentity,
    )
    .await?;
    work.refuse(
        "SELECT line FROM (SELECT line, row_number() OVER (PARTITION BY person_id ORDER BY line) AS turn FROM known k \
                           WHERE person_id IS NOT NULL \
                           AND NOT EXISTS (SELECT FROM refused r WHERE r.line = k.line)) AS turns WHERE turn > 1",
        "card",
        Reason::SamePerson,
    )
    .await?;
    // Whose number is somebody else's now has left.
    work.run(
        "WITH left_us AS (UPDATE person p SET ils_number = NULL, sourced_at = :now FROM known k \
                          WHERE k.asked = 'other' AND k.by_number = p.id AND p.library = :library \
                          AND NOT EXISTS (SELECT FROM refused r WHERE r.line = k.line) RETURNING p.id) \
         INSERT INTO touched SELECT id, 'identity' FROM left_us",
    )
    .await?;
    work.run(
        "INSERT INTO matched \
         SELECT line, coalesce(person_id, gen_random_uuid()), person_id IS NULL, \
                by_card IS NULL OR by_card IS DISTINCT FROM person_id \
         FROM known k WHERE NOT EXISTS (SELECT FROM refused r WHERE r.line = k.line); \
         CREATE INDEX ON matched (line); CREATE INDEX ON matched (person_id); ANALYZE matched",
    )
    .await?;
    Ok(())
}
