//! Patrons: who a row is about, and what of it goes where.

use super::{
    stage::Work,
    upsert::{self, ENTERED_HERE, Target, Value},
};
use crate::{
    Result,
    ils::report::{Reason, Remark},
};
use domain::inventory::Class;

/// A column whose name differs from the file's, or is made of several.
const fn made(column: &'static str, from: &'static str, needs: &'static [&'static str]) -> Value {
    Value { column, from, needs }
}

macro_rules! values {
    ($($column:literal = $file:literal),+ $(,)?) => { [$(made($column, concat!("s.", $file), &[$file])),+] };
}

const PERSON: [Value; 11] = values! {
    "surname" = "surname",
    "firstname" = "firstname",
    "middle_name" = "middle_name",
    "preferred_name" = "preferred_name",
    "title" = "title",
    "othernames" = "othernames",
    "initials" = "initials",
    "pronouns" = "pronouns",
    "sex" = "sex",
    "date_of_birth" = "dateofbirth",
    "ils_number" = "borrowernumber",
};

const MEMBERSHIP: [Value; 7] = values! {
    "enrolled_on" = "dateenrolled",
    "expires_on" = "dateexpiry",
    "renewed_on" = "date_renewed",
    "restricted_until" = "debarred",
    "restricted_reason" = "debarredcomment",
    "last_seen_on" = "lastseen",
    "updated_on" = "updated_on",
};

const CONTACT: [Value; 16] = [
    made("street_number", "s.streetnumber", &["streetnumber"]),
    made("street_type", "s.streettype", &["streettype"]),
    made("address", "s.address", &["address"]),
    made("address2", "s.address2", &["address2"]),
    made("city", "s.city", &["city"]),
    made("state", "s.state", &["state", "city"]),
    made("zipcode", "s.zipcode", &["zipcode"]),
    made("country", "s.country", &["country"]),
    made("email", "s.email", &["email"]),
    made("work_email", "s.emailpro", &["emailpro"]),
    made("phone", "s.phone", &["phone"]),
    made("work_phone", "s.phonepro", &["phonepro"]),
    made("mobile", "s.mobile", &["mobile"]),
    made("sms_number", "s.smsalertnumber", &["smsalertnumber"]),
    made("fax", "s.fax", &["fax"]),
    made("preferred_method", "s.primary_contact_method", &["primary_contact_method"]),
];

const SECOND_ADDRESS: [Value; 8] = [
    made(
        "address",
        "nullif(concat_ws(' ', s.b_streetnumber, s.b_address, s.b_streettype), '')",
        &["b_address", "b_streetnumber", "b_streettype"],
    ),
    made("address2", "s.b_address2", &["b_address2"]),
    made("city", "s.b_city", &["b_city"]),
    made("state", "s.b_state", &["b_state", "b_city"]),
    made("zipcode", "s.b_zipcode", &["b_zipcode"]),
    made("country", "s.b_country", &["b_country"]),
    made("email", "s.b_email", &["b_email"]),
    made("phone", "s.b_phone", &["b_phone"]),
];

const SECOND_PERSON: [Value; 8] = [
    made(
        "name",
        "nullif(concat_ws(' ', s.altcontactfirstname, s.altcontactsurname), '')",
        &["altcontactsurname", "altcontactfirstname"],
    ),
    made("address", "s.altcontactaddress1", &["altcontactaddress1"]),
    made("address2", "s.altcontactaddress2", &["altcontactaddress2"]),
    // Koha's third line is the city.
    made("city", "s.altcontactaddress3", &["altcontactaddress3"]),
    made("state", "s.altcontactstate", &["altcontactstate", "altcontactaddress3"]),
    made("zipcode", "s.altcontactzipcode", &["altcontactzipcode"]),
    made("country", "s.altcontactcountry", &["altcontactcountry"]),
    made("phone", "s.altcontactphone", &["altcontactphone"]),
];

const ELIGIBILITY: [Value; 6] = values! {
    "home_library" = "branchcode",
    "category" = "categorycode",
    "address_invalid" = "gonenoaddress",
    "statistic1" = "sort1",
    "statistic2" = "sort2",
    "attributes" = "patron_attributes",
};

const PREFERENCE: [Value; 2] = values! { "language" = "lang", "reading_history" = "privacy" };

const fn target(table: &'static str, class: Class, kind: Option<&'static str>, values: &'static [Value]) -> Target {
    Target { table, class, kind, values }
}

/// Person first: the others hang on it.
const TARGETS: [Target; 7] = [
    target("person", Class::Identity, None, &PERSON),
    target("membership", Class::Membership, None, &MEMBERSHIP),
    target("contact", Class::Contact, None, &CONTACT),
    target("alternate_contact", Class::Contact, Some("address"), &SECOND_ADDRESS),
    target("alternate_contact", Class::Contact, Some("person"), &SECOND_PERSON),
    target("eligibility", Class::Eligibility, None, &ELIGIBILITY),
    target("preference", Class::Preferences, None, &PREFERENCE),
];

/// Finds who each row is about, and refuses rows that are about nobody in particular.
///
/// A person is known by the card; and by the patron number (`borrowernumber`) where the file has it, which tells a new
/// card of a known person from a new person, and a card given to somebody else from the same person.
pub(in crate::ils) async fn check(work: &mut Work<'_>) -> Result<()> {
    let earlier = |column: &str| {
        format!(
            "SELECT line FROM (SELECT line, row_number() OVER (PARTITION BY {column} ORDER BY line) AS turn FROM staged \
                               WHERE {column} IS NOT NULL) AS turns WHERE turn > 1"
        )
    };
    work.refuse(&earlier("cardnumber"), "cardnumber", Reason::RepeatedCard).await?;
    work.refuse(&earlier("borrowernumber"), "borrowernumber", Reason::RepeatedNumber).await?;
    work.run(
        "CREATE TEMP TABLE known (line bigint, by_card uuid, by_number uuid, other_number boolean) ON COMMIT DROP; \
         INSERT INTO known SELECT s.line, c.person_id, p.id, owner.ils_number <> s.borrowernumber \
         FROM staged s \
         LEFT JOIN card c ON c.library = :library AND c.number = s.cardnumber \
         LEFT JOIN person owner ON owner.library = :library AND owner.id = c.person_id \
         LEFT JOIN person p ON p.library = :library AND p.ils_number = s.borrowernumber \
         WHERE NOT EXISTS (SELECT FROM refused r WHERE r.line = s.line)",
    )
    .await?;
    work.refuse(
        "SELECT line FROM known WHERE other_number OR by_card <> by_number",
        "borrowernumber",
        Reason::OtherPatron,
    )
    .await?;
    work.refuse(
        "SELECT line FROM (SELECT line, row_number() OVER (PARTITION BY coalesce(by_card, by_number) ORDER BY line) \
                           AS turn FROM known k WHERE coalesce(by_card, by_number) IS NOT NULL \
                           AND NOT EXISTS (SELECT FROM refused r WHERE r.line = k.line)) AS turns WHERE turn > 1",
        "cardnumber",
        Reason::SamePerson,
    )
    .await?;
    work.run(
        "INSERT INTO matched \
         SELECT line, coalesce(by_card, by_number, gen_random_uuid()), coalesce(by_card, by_number) IS NULL, \
                by_card IS NULL \
         FROM known k WHERE NOT EXISTS (SELECT FROM refused r WHERE r.line = k.line); \
         CREATE INDEX ON matched (line); CREATE INDEX ON matched (person_id); ANALYZE matched",
    )
    .await?;
    Ok(())
}

/// Writes everything about everybody in the file. `step` is called between tables.
pub(in crate::ils) async fn write(work: &mut Work<'_>, step: &mut (dyn FnMut() + Send)) -> Result<()> {
    upsert::begin(work).await?;
    for target in &TARGETS {
        upsert::write(work, target).await?;
        step();
    }
    write_cards(work).await?;
    step();
    write_notes(work).await?;
    write_guardians(work).await?;
    step();
    write_credentials(work).await?;
    work.count_changes(
        "SELECT count(*) FILTER (WHERE m.is_new), count(*) FILTER (WHERE NOT m.is_new) FROM matched m \
         WHERE EXISTS (SELECT FROM touched t WHERE t.person_id = m.person_id)",
    )
    .await
}

/// New cards; a lost card; and a card found again, but only if an import had said that it was lost. What was reported
/// here, by the patron or at the desk, has a `closed_at` or an entry in `field_origin`, and stands.
async fn write_cards(work: &mut Work<'_>) -> Result<()> {
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
             SELECT :library, gen_random_uuid(), m.person_id, s.cardnumber, {status}, :source, :now \
             FROM matched m JOIN staged s USING (line) WHERE m.new_card RETURNING person_id) \
         INSERT INTO touched SELECT person_id, 'membership' FROM added"
    ))
    .await?;
    if work.has("lost") {
        work.run(&format!(
            "WITH changed AS ( \
                 UPDATE card c SET status = {status}, source = :source, sourced_at = :now \
                 FROM matched m JOIN staged s USING (line) \
                 WHERE NOT m.new_card AND c.library = :library AND c.number = s.cardnumber AND c.closed_at IS NULL \
                 AND c.status IN ('active', 'lost') AND c.status <> {status} AND s.lost IS NOT NULL \
                 AND NOT EXISTS (SELECT FROM field_origin o WHERE o.library = :library AND o.person_id = c.person_id \
                                 AND o.field IN ('card.status', 'membership.status') AND o.source IN {ENTERED_HERE}) \
                 RETURNING c.person_id) \
             INSERT INTO touched SELECT person_id, 'membership' FROM changed"
        ))
        .await?;
    }
    Ok(())
}

/// Notes are compared as a whole: one that an import brought and the file no longer has is taken away.
async fn write_notes(work: &mut Work<'_>) -> Result<()> {
    for (column, kind) in [("borrowernotes", "staff"), ("opacnote", "patron"), ("contactnote", "contact")] {
        if !work.has(column) {
            continue;
        }
        work.run(&format!(
            "WITH gone AS ( \
                 DELETE FROM note n USING matched m, staged s WHERE s.line = m.line AND n.library = :library \
                 AND n.person_id = m.person_id AND n.kind = '{kind}' AND n.source = :source \
                 AND n.body IS DISTINCT FROM s.{column} RETURNING n.person_id) \
             INSERT INTO touched SELECT person_id, 'notes' FROM gone"
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
/// A child may have several: `guarantor_id` with `|` (or `,`) between them, and `guarantor_relationship` likewise.
async fn write_guardians(work: &mut Work<'_>) -> Result<()> {
    let (by_id, by_name) = (work.has("guarantor_id"), work.has("contactname") || work.has("contactfirstname"));
    if !by_id && !by_name {
        return Ok(());
    }
    work.run(
        "CREATE TEMP TABLE wanted (child_id uuid, guardian_id uuid, guardian_name text, relationship text) \
         ON COMMIT DROP; \
         CREATE TEMP TABLE asked (child_id uuid, guardian_id uuid, relationship text) ON COMMIT DROP; \
         INSERT INTO asked SELECT m.person_id, coalesce(p.id, c.person_id), coalesce(g.relationship, s.relationship) \
             FROM matched m JOIN staged s USING (line) \
             CROSS JOIN LATERAL (SELECT CASE WHEN s.guarantor_id LIKE '%|%' THEN '|' \
                                             WHEN s.guarantor_id LIKE '%,%' THEN ',' ELSE E'\\x01' END AS mark) k \
             CROSS JOIN LATERAL (SELECT trim(number) AS number, nullif(trim(relationship), '') AS relationship \
                                 FROM unnest(string_to_array(s.guarantor_id, k.mark), \
                                             string_to_array(s.guarantor_relationship, k.mark)) \
                                      AS one (number, relationship)) g \
             LEFT JOIN person p ON p.library = :library AND p.ils_number = g.number \
             LEFT JOIN card c ON c.library = :library AND c.number = g.number \
             WHERE g.number <> ''; \
         INSERT INTO wanted SELECT DISTINCT ON (a.child_id, p.id) a.child_id, p.id, \
                                   nullif(concat_ws(' ', p.firstname, p.surname), ''), a.relationship \
             FROM asked a JOIN person p ON p.library = :library AND p.id = a.guardian_id WHERE p.id <> a.child_id \
             ORDER BY a.child_id, p.id, a.relationship; \
         INSERT INTO wanted SELECT m.person_id, NULL, n.name, s.relationship \
             FROM matched m JOIN staged s USING (line) \
             CROSS JOIN LATERAL (SELECT nullif(concat_ws(' ', s.contacttitle, s.contactfirstname, s.contactname), '') \
                                 AS name, concat_ws(' ', s.contactfirstname, s.contactname) AS bare) n \
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
             DELETE FROM guardianship g USING matched m WHERE g.library = :library AND g.child_id = m.person_id \
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

/// A bcrypt hash lets a patron in with the PIN or password they have; it is replaced by argon2id at the first sign-in.
/// A hash made here is never put back.
async fn write_credentials(work: &mut Work<'_>) -> Result<()> {
    if !work.has("password") {
        return Ok(());
    }
    let kind = work.options.credential.code();
    work.run(&format!(
        "WITH written AS ( \
             INSERT INTO credential AS t (library, person_id, kind, hash, scheme, set_at, source) \
             SELECT :library, m.person_id, '{kind}', s.password, 'bcrypt', :now, :source \
             FROM matched m JOIN staged s USING (line) WHERE s.password IS NOT NULL \
             ON CONFLICT (library, person_id) DO UPDATE \
             SET hash = excluded.hash, kind = excluded.kind, set_at = excluded.set_at \
             WHERE t.scheme = 'bcrypt' AND t.source = :source AND t.hash <> excluded.hash \
             RETURNING t.person_id) \
         INSERT INTO touched SELECT person_id, 'credentials' FROM written"
    ))
    .await?;
    Ok(())
}
