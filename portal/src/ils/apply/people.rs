//! Patrons: what of a record goes where.

use super::{
    cards, secrets,
    stage::{Work, not_held},
    upsert::{self, ENTERED_HERE, Target, Value},
};
use crate::{
    Result,
    ils::{KeepHistory, report::Remark},
};
use domain::inventory::Class;

/// A column whose name differs from the field's, or is made of several.
const fn made(column: &'static str, from: &'static str, needs: &'static [&'static str]) -> Value {
    Value { column, from, needs, in_city: None }
}

/// A state or ZIP code, which may stand in the city's field: of `o` where the city is still the same.
const fn of_city(
    column: &'static str,
    from: &'static str,
    needs: &'static [&'static str],
    city: &'static str,
) -> Value {
    Value { column, from, needs, in_city: Some(city) }
}

macro_rules! values {
    ($($column:literal = $field:literal),+ $(,)?) => { [$(made($column, concat!("s.", $field), &[$field])),+] };
}

const PERSON: [Value; 12] = values! {
    "surname" = "surname",
    "firstname" = "firstname",
    "middle_name" = "middle_name",
    "suffix" = "suffix",
    "preferred_name" = "preferred_name",
    "title" = "title",
    "othernames" = "othernames",
    "initials" = "initials",
    "pronouns" = "pronouns",
    "sex" = "sex",
    "date_of_birth" = "birth_date",
    "ils_number" = "number",
};

const MEMBERSHIP: [Value; 8] = values! {
    "enrolled_on" = "enrolled_on",
    "expires_on" = "expires_on",
    "renewed_on" = "renewed_on",
    "restricted_until" = "restricted_until",
    "restricted_reason" = "restricted_reason",
    "last_seen_on" = "last_seen_on",
    "updated_on" = "updated_on",
    "updated_at" = "updated_at",
};

const CONTACT: [Value; 17] = [
    made("street_number", "s.street_number", &["street_number"]),
    made("street_type", "s.street_type", &["street_type"]),
    made("address", "s.address", &["address"]),
    made("address2", "s.address2", &["address2"]),
    made("city", "s.city", &["city"]),
    made("county", "s.county", &["county"]),
    of_city("state", "s.state", &["state", "city"], "s.city"),
    of_city("zipcode", "s.zipcode", &["zipcode", "city"], "s.city"),
    made("country", "s.country", &["country"]),
    made("email", "s.email", &["email"]),
    made("work_email", "s.work_email", &["work_email"]),
    made("phone", "s.phone", &["phone"]),
    made("work_phone", "s.work_phone", &["work_phone"]),
    made("mobile", "s.mobile", &["mobile"]),
    made("sms_number", "s.sms_number", &["sms_number"]),
    made("fax", "s.fax", &["fax"]),
    made("preferred_method", "s.preferred_method", &["preferred_method"]),
];

const SECOND_ADDRESS: [Value; 8] = [
    made(
        "address",
        "nullif(concat_ws(' ', s.second_street_number, s.second_address, s.second_street_type), '')",
        &["second_address", "second_street_number", "second_street_type"],
    ),
    made("address2", "s.second_address2", &["second_address2"]),
    made("city", "s.second_city", &["second_city"]),
    of_city("state", "s.second_state", &["second_state", "second_city"], "s.second_city"),
    of_city("zipcode", "s.second_zipcode", &["second_zipcode", "second_city"], "s.second_city"),
    made("country", "s.second_country", &["second_country"]),
    made("email", "s.second_email", &["second_email"]),
    made("phone", "s.second_phone", &["second_phone"]),
];

const OTHER_PERSON: [Value; 8] = [
    made(
        "name",
        "nullif(concat_ws(' ', s.other_firstname, s.other_surname), '')",
        &["other_surname", "other_firstname"],
    ),
    made("address", "s.other_address", &["other_address"]),
    made("address2", "s.other_address2", &["other_address2"]),
    made("city", "s.other_city", &["other_city"]),
    of_city("state", "s.other_state", &["other_state", "other_city"], "s.other_city"),
    of_city("zipcode", "s.other_zipcode", &["other_zipcode", "other_city"], "s.other_city"),
    made("country", "s.other_country", &["other_country"]),
    made("phone", "s.other_phone", &["other_phone"]),
];

const ELIGIBILITY: [Value; 6] = values! {
    "home_library" = "home_library",
    "category" = "category",
    "address_invalid" = "address_invalid",
    "statistic1" = "statistic1",
    "statistic2" = "statistic2",
    "attributes" = "attributes",
};

const PREFERENCE: [Value; 2] = values! { "language" = "language", "reading_history" = "reading_history" };

const fn target(table: &'static str, class: Class, kind: Option<&'static str>, values: &'static [Value]) -> Target {
    Target { table, class, kind, values }
}

/// Person first: the others hang on it.
const TARGETS: [Target; 7] = [
    target("person", Class::Identity, None, &PERSON),
    target("membership", Class::Membership, None, &MEMBERSHIP),
    target("contact", Class::Contact, None, &CONTACT),
    target("alternate_contact", Class::Contact, Some("address"), &SECOND_ADDRESS),
    target("alternate_contact", Class::Contact, Some("person"), &OTHER_PERSON),
    target("eligibility", Class::Eligibility, None, &ELIGIBILITY),
    target("preference", Class::Preferences, None, &PREFERENCE),
];

/// Writes everything about everybody in the file. `step` is called between tables.
pub(in crate::ils) async fn write(work: &mut Work<'_>, step: &mut (dyn FnMut() + Send)) -> Result<()> {
    choose_only_what_holds(work).await?;
    secrets::lock(work).await?;
    upsert::begin(work).await?;
    for target in &TARGETS {
        upsert::write(work, target).await?;
        step();
    }
    let mut otherwise = 0;
    for target in &TARGETS {
        otherwise += upsert::note_otherwise(work, target).await?;
    }
    work.findings.remark(Remark::OtherwiseInSystem, otherwise);
    cards::write(work).await?;
    step();
    erase_history(work).await?;
    write_notes(work).await?;
    write_guardians(work).await?;
    step();
    secrets::write(work).await?;
    work.note_absent().await?;
    work.count_changes(
        "SELECT count(*) FILTER (WHERE m.is_new), count(*) FILTER (WHERE NOT m.is_new) FROM matched m \
         WHERE EXISTS (SELECT FROM touched t WHERE t.person_id = m.person_id)",
    )
    .await
}

/// Where the library leaves nothing of the reading history to the patron, their system's "keep it for good" does not hold: it is
/// taken as no choice, so that no page says it beside a day of deletion. "Keep none" holds everywhere.
async fn choose_only_what_holds(work: &mut Work<'_>) -> Result<()> {
    let holds = matches!(work.options.keep_history, KeepHistory::PatronsChoice(_) | KeepHistory::All);
    if holds || !work.has("reading_history") {
        return Ok(());
    }
    work.run("UPDATE staged SET reading_history = 'default' WHERE reading_history = 'forever'").await?;
    Ok(())
}

/// Where the patron keeps none, what an earlier file brought goes with the choice, at every library. It is the same choice
/// whether it was made here, or in the library's system and came with this file.
async fn erase_history(work: &mut Work<'_>) -> Result<()> {
    let erased = work
        .run(&format!(
            "WITH gone AS ( \
                 DELETE FROM loan_history h USING matched m, preference p WHERE h.library = :library \
                 AND h.person_id = m.person_id AND p.library = :library AND p.person_id = m.person_id \
                 AND p.reading_history = 'off' AND {} RETURNING h.person_id) \
             INSERT INTO touched SELECT person_id, 'history' FROM gone",
            not_held("h.person_id", "history"),
        ))
        .await?;
    work.findings.remark(Remark::HistoryErased, erased);
    Ok(())
}

/// Notes are compared as a whole: one that an import brought and the file no longer has is taken away.
async fn write_notes(work: &mut Work<'_>) -> Result<()> {
    for (column, kind) in [("staff_note", "staff"), ("patron_note", "patron"), ("contact_note", "contact")] {
        if !work.has(column) {
            continue;
        }
        work.run(&format!(
            "WITH gone AS ( \
                 DELETE FROM note n USING matched m, staged s WHERE s.line = m.line AND n.library = :library \
                 AND n.person_id = m.person_id AND n.kind = '{kind}' AND n.source = :source \
                 AND n.body IS DISTINCT FROM s.{column} AND {} RETURNING n.person_id) \
             INSERT INTO touched SELECT person_id, 'notes' FROM gone",
            not_held("n.person_id", "notes"),
        ))
        .await?;
        // A file may say which of them are not for the patron's eyes, and why; one that does not leaves that alone.
        let said = format!("{column}_withheld");
        let reason = if work.has(&said) { format!("s.{said}") } else { "NULL".to_owned() };
        if work.has(&said) {
            work.run(&format!(
                "WITH changed AS ( \
                     UPDATE note n SET withheld_reason = {reason}, sourced_at = :now \
                     FROM matched m JOIN staged s USING (line) WHERE n.library = :library \
                     AND n.person_id = m.person_id AND n.kind = '{kind}' AND n.source = :source \
                     AND n.body = s.{column} AND n.withheld_reason IS DISTINCT FROM {reason} RETURNING n.person_id) \
                 INSERT INTO touched SELECT person_id, 'notes' FROM changed"
            ))
            .await?;
        }
        work.run(&format!(
            "WITH added AS ( \
                 INSERT INTO note (library, id, person_id, kind, body, withheld_reason, source, sourced_at) \
                 SELECT :library, gen_random_uuid(), m.person_id, '{kind}', s.{column}, {reason}, :source, :now \
                 FROM matched m JOIN staged s USING (line) WHERE s.{column} IS NOT NULL \
                 ON CONFLICT DO NOTHING RETURNING person_id) \
             INSERT INTO touched SELECT person_id, 'notes' FROM added"
        ))
        .await?;
    }
    Ok(())
}

/// Who answers for a child: a patron, by number or card (who may stand later in the same file), and a name.
///
/// A guardian that an import brought and the file no longer has is taken away: somebody who no longer answers for a
/// child must not go on seeing the child's record. So is one whom an import named and the desk tied to a patron, once the
/// file has neither the name nor that patron: the desk said who the named one is, and not that they answer for the child.
///
/// A child may have several: `guardian_ids` with `|` (or `,`) between them, and `guardian_relationships` likewise.
async fn write_guardians(work: &mut Work<'_>) -> Result<()> {
    let (by_id, by_name) = (work.has("guardian_ids"), work.has("guardian_surname") || work.has("guardian_firstname"));
    if !by_id && !by_name {
        return Ok(());
    }
    work.run(
        "CREATE TEMP TABLE wanted (child_id uuid, guardian_id uuid, guardian_name text, relationship text) \
         ON COMMIT DROP; \
         CREATE TEMP TABLE asked (child_id uuid, guardian_id uuid, relationship text) ON COMMIT DROP; \
         INSERT INTO asked SELECT m.person_id, coalesce(p.id, c.person_id), coalesce(g.relationship, s.relationship) \
             FROM matched m JOIN staged s USING (line) \
             CROSS JOIN LATERAL (SELECT CASE WHEN s.guardian_ids LIKE '%|%' THEN '|' \
                                             WHEN s.guardian_ids LIKE '%,%' THEN ',' ELSE E'\\x01' END AS mark) k \
             CROSS JOIN LATERAL (SELECT trim(number) AS number, nullif(trim(relationship), '') AS relationship \
                                 FROM unnest(string_to_array(s.guardian_ids, k.mark), \
                                             string_to_array(s.guardian_relationships, k.mark)) \
                                      AS one (number, relationship)) g \
             LEFT JOIN person p ON p.library = :library AND p.ils_number = g.number \
             LEFT JOIN LATERAL (SELECT c.person_id FROM card c WHERE c.library = :library AND c.number = g.number \
                                ORDER BY c.status = 'active' DESC, c.status = 'closed', c.sourced_at DESC, c.id LIMIT 1) c \
                  ON true \
             WHERE g.number <> ''; \
         INSERT INTO wanted SELECT DISTINCT ON (a.child_id, p.id) a.child_id, p.id, \
                                   nullif(concat_ws(' ', p.firstname, p.surname), ''), a.relationship \
             FROM asked a JOIN person p ON p.library = :library AND p.id = a.guardian_id WHERE p.id <> a.child_id \
             ORDER BY a.child_id, p.id, a.relationship; \
         INSERT INTO wanted SELECT m.person_id, NULL, n.name, s.relationship \
             FROM matched m JOIN staged s USING (line) \
             CROSS JOIN LATERAL (SELECT nullif(concat_ws(' ', s.guardian_title, s.guardian_firstname, s.guardian_surname), '') \
                                 AS name, concat_ws(' ', s.guardian_firstname, s.guardian_surname) AS bare) n \
             WHERE n.bare <> '' AND NOT EXISTS (SELECT FROM wanted w WHERE w.child_id = m.person_id \
                                                AND lower(w.guardian_name) = lower(n.bare)); \
         CREATE INDEX ON wanted (child_id); ANALYZE wanted",
    )
    .await?;
    let lost = work.count("SELECT count(*) FROM asked WHERE guardian_id IS NULL OR guardian_id = child_id").await?;
    work.findings.remark(Remark::GuardianNotFound, lost);
    // Under a new name they are still the same: what the desk has seen of them stays.
    work.run(
        "WITH renamed AS ( \
             UPDATE guardianship g SET guardian_name = w.guardian_name, sourced_at = :now FROM wanted w \
             WHERE g.library = :library AND g.child_id = w.child_id AND g.guardian_id = w.guardian_id \
             AND g.source = :source AND g.guardian_name IS DISTINCT FROM w.guardian_name RETURNING g.child_id) \
         INSERT INTO touched SELECT child_id, 'family' FROM renamed",
    )
    .await?;
    // What the desk tied was a name in a file: a file without names says nothing of it.
    work.run(&format!(
        "WITH gone AS ( \
             DELETE FROM guardianship g USING matched m WHERE g.library = :library AND g.child_id = m.person_id AND {held} \
             AND (g.source = :source AND CASE WHEN g.guardian_id IS NULL THEN {by_name} ELSE {by_id} END \
                  AND NOT EXISTS (SELECT FROM wanted w WHERE w.child_id = g.child_id \
                                  AND w.guardian_id IS NOT DISTINCT FROM g.guardian_id \
                                  AND w.guardian_name IS NOT DISTINCT FROM g.guardian_name) \
                  OR g.source IN {ENTERED_HERE} AND {by_name} \
                  AND NOT EXISTS (SELECT FROM wanted w WHERE w.child_id = g.child_id AND {same})) \
             RETURNING g.child_id, g.guardian_id) \
         INSERT INTO touched SELECT child_id, 'family' FROM gone \
         UNION ALL SELECT guardian_id, 'family' FROM gone WHERE guardian_id IS NOT NULL",
        same = same("g"),
        held = not_held("g.child_id", Class::Family.code()),
    ))
    .await?;
    // Where the desk tied the same guardian already, the desk's row is the one.
    work.run(&format!(
        "WITH written AS ( \
             INSERT INTO guardianship AS g (library, id, child_id, guardian_id, guardian_name, relationship, source, \
                                            sourced_at) \
             SELECT :library, gen_random_uuid(), w.child_id, w.guardian_id, w.guardian_name, w.relationship, :source, \
                    :now FROM wanted w \
             WHERE NOT EXISTS (SELECT FROM guardianship h WHERE h.library = :library AND h.child_id = w.child_id \
                               AND h.source IN {ENTERED_HERE} AND {same}) \
             ON CONFLICT (library, child_id, coalesce(guardian_id::text, ''), coalesce(guardian_name, '')) DO UPDATE \
             SET relationship = excluded.relationship, sourced_at = excluded.sourced_at \
             WHERE g.relationship IS DISTINCT FROM excluded.relationship AND g.source NOT IN {ENTERED_HERE} \
             RETURNING g.child_id) \
         INSERT INTO touched SELECT child_id, 'family' FROM written",
        same = same("h"),
    ))
    .await?;
    Ok(())
}

/// Whether a row the desk tied is the guardian `w` of the file: the same patron, or the same name where the file says no
/// more.
fn same(row: &str) -> String {
    format!(
        "({row}.guardian_id = w.guardian_id \
          OR w.guardian_id IS NULL AND lower({row}.guardian_name) = lower(w.guardian_name))"
    )
}
