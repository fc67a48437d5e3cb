//! A person with something in every column of the inventory, made by the inventory.

use super::run;
use chrono::{Duration, NaiveDate};
use domain::inventory::{Field, Kind, Origin, Relation, Rows, Visibility, relations};
use sqlx::PgPool;
use std::collections::HashMap;
use uuid::Uuid;

/// Stands in every withheld value.
pub(crate) const SECRET: &str = "WITHHELD";

/// Rows in each list: a person has at most two alternate contacts.
pub(crate) const ROWS: usize = 2;

/// What every text of this person's begins with, once the formula sign is taken off.
pub(crate) fn mark(library: &str, person: Uuid) -> String {
    format!("{library}/{}/", person.as_u128())
}

/// Puts a row into every one-row relation and [`ROWS`] into every list, no column empty.
pub(in crate::testing) async fn fill(pool: &PgPool, library: &str, person: Uuid) {
    let types = types(pool).await;
    for (_, relation) in relations() {
        match relation.name {
            "family_record" => family(pool, library, person).await,
            "family_link_record" => links(pool, library, person).await,
            "note_record" => notes(pool, library, person).await,
            _ => {
                let rows = if relation.rows == Rows::One { 1 } else { ROWS };
                for row in 0..rows {
                    insert(pool, &types, library, person, (relation, row)).await;
                }
            }
        }
    }
    run(
        pool,
        format!(
            "INSERT INTO field_origin VALUES ('{library}', '{person}', 'contact.email', 'desk', '2026-01-02Z'), \
                                             ('{library}', '{person}', 'identity.firstname', 'portal', '2026-01-03Z'); \
             INSERT INTO process_told (library, process_id, person_id, since) \
             SELECT library, process_id, person_id, timestamptz '2026-01-02Z' FROM legal_hold \
             WHERE library = '{library}' AND person_id = '{person}' AND process_id IS NOT NULL \
             UNION ALL SELECT library, process_id, person_id, timestamptz '2026-01-02Z' FROM released \
             WHERE library = '{library}' AND person_id = '{person}' AND process_id IS NOT NULL"
        ),
    )
    .await;
}

async fn types(pool: &PgPool) -> HashMap<(String, String), String> {
    let found: Vec<(String, String, String)> = sqlx::query_as(
        "SELECT table_name::text, column_name::text, data_type::text FROM information_schema.columns \
         WHERE table_schema = current_schema() AND is_identity = 'NO' AND is_generated = 'NEVER'",
    )
    .fetch_all(pool)
    .await
    .unwrap();
    found.into_iter().map(|(table, column, kind)| ((table, column), kind)).collect()
}

async fn insert(
    pool: &PgPool,
    types: &HashMap<(String, String), String>,
    library: &str,
    person: Uuid,
    (relation, row): (&Relation, usize),
) {
    let mut columns = vec!["library".to_owned(), relation.person.to_owned()];
    let mut values = vec![format!("'{library}'"), format!("'{person}'")];
    if relation.key != relation.person {
        columns.push(relation.key.to_owned());
        values.push("gen_random_uuid()".to_owned());
    }
    if let Origin::Columns { source, at } = relation.origin {
        columns.push(source.to_owned());
        values.push("'koha-borrowers'".to_owned());
        if relation.field(at).is_none() {
            columns.push(at.to_owned());
            values.push("'2026-01-01Z'".to_owned());
        }
    }
    for (at, field) in relation.fields.iter().enumerate() {
        let Some(kind) = types.get(&(relation.name.to_owned(), field.column.to_owned())) else { continue };
        columns.push(field.column.to_owned());
        values.push(literal(kind, &mark(library, person), relation, field, at * 10 + row));
    }
    run(pool, format!("INSERT INTO {} ({}) VALUES ({})", relation.name, columns.join(", "), values.join(", "))).await;
}

fn literal(kind: &str, mark: &str, relation: &Relation, field: &Field, nth: usize) -> String {
    let name = format!("{}.{}", relation.name, field.column);
    let secret = if matches!(field.shown, Visibility::Withheld(_)) { SECRET } else { "" };
    let day = NaiveDate::from_ymd_opt(2021, 3, 1).unwrap() + Duration::days(i64::try_from(nth).unwrap() * 3);
    match (kind, field.kind) {
        ("uuid", _) => "gen_random_uuid()".to_owned(),
        ("bytea", _) => format!("convert_to('{secret}{mark}{name}#{nth}', 'UTF8')"),
        ("jsonb", _) => format!("'{{\"a\": \"{secret}{mark}{name}#{nth}</script>\"}}'"),
        ("ARRAY", _) => format!("ARRAY['{mark}{name}#{nth}', 'identity']"),
        ("date", _) => format!("'{day}'"),
        ("timestamp with time zone", _) => format!("'{day}T23:30:01.00{:04}Z'", nth + 1),
        ("boolean", _) => (nth % 2 == 1).to_string(),
        ("integer" | "bigint", _) => format!("{}", 1234 - i64::try_from(nth).unwrap() * 100),
        ("text", Kind::Code(codes)) => format!("'{}'", codes[nth % 10 % codes.len()].0),
        ("text", _) => {
            format!("'={secret}{mark}{name}#{nth}, <b>\"''&\r\n</td></textarea><script>alert(1)</script> ñ 名'")
        }
        other => panic!("{name}: {other:?}"),
    }
}

async fn family(pool: &PgPool, library: &str, person: Uuid) {
    let mark = mark(library, person);
    run(
        pool,
        format!(
            "INSERT INTO person (library, id, surname, source, sourced_at) \
                 SELECT '{library}', '{0}', 'kin of {1}', 'desk', '2026-01-01Z' \
                 WHERE NOT EXISTS (SELECT FROM person WHERE library = '{library}' AND id = '{0}'); \
             INSERT INTO guardianship \
                 (library, id, child_id, guardian_id, guardian_name, relationship, cosigner, source, sourced_at) \
             VALUES ('{library}', gen_random_uuid(), '{person}', NULL, '@{mark}mother', '{mark}is', true, 'desk', '2026-01-01Z'), \
                    ('{library}', gen_random_uuid(), '{0}', '{person}', '{SECRET} me', '{mark}of', false, 'desk', '2026-01-01Z')",
            kin(person),
            person.as_u128(),
        ),
    )
    .await;
}

/// Someone looks at this person's record, and they look at somebody's.
async fn links(pool: &PgPool, library: &str, person: Uuid) {
    let mark = mark(library, person);
    let kin = kin(person);
    run(
        pool,
        format!(
            "INSERT INTO card (library, id, person_id, number, source, sourced_at) \
                 SELECT '{library}', '{kin}', '{kin}', 'kin-{0}', 'desk', '2026-01-01Z' \
                 WHERE NOT EXISTS (SELECT FROM card WHERE library = '{library}' AND id = '{kin}'); \
             INSERT INTO family_link (library, id, guardian_id, child_id, card_id, guardian_name, child_name, proven, \
                                      linked_at, ended_at, ended_why) \
             VALUES ('{library}', gen_random_uuid(), '{kin}', '{person}', '{kin}', '@{mark}looks', '{SECRET} me', \
                     'childs-card', '2026-01-01Z', '2026-01-03Z', 'parent'), \
                    ('{library}', gen_random_uuid(), '{person}', '{kin}', '{kin}', '{SECRET} me', '={mark}looked at', \
                     'desk-code', '2026-01-02Z', '2026-01-04Z', 'desk')",
            person.as_u128(),
        ),
    )
    .await;
}

/// A child this person answers for.
pub(crate) fn kin(person: Uuid) -> Uuid {
    Uuid::from_u128(person.as_u128() + 1_000_000)
}

async fn notes(pool: &PgPool, library: &str, person: Uuid) {
    let mark = mark(library, person);
    run(
        pool,
        format!(
            "INSERT INTO note \
                 (library, id, person_id, kind, body, written_on, withheld_reason, source, sourced_at) \
             VALUES ('{library}', gen_random_uuid(), '{person}', 'patron', '-{mark}note', '2026-02-01', NULL, 'desk', '2026-02-01Z'), \
                    ('{library}', gen_random_uuid(), '{person}', 'staff', '{SECRET} {mark}', '2026-02-02', '{mark}about another', 'desk', '2026-02-02Z')"
        ),
    )
    .await;
}

/// `many` old loans, each with its number in its title.
pub(in crate::testing) async fn loans(pool: &PgPool, library: &str, person: Uuid, many: usize) {
    run(
        pool,
        format!(
            "INSERT INTO loan_history (library, id, person_id, title, author, item_barcode, checked_out_at, due_on, \
                                       returned_at, branch, renewals, source, sourced_at) \
             SELECT '{library}', gen_random_uuid(), '{person}', 'Loan ' || n, 'Author ' || n % 100, '3' || n, \
                    timestamptz '2000-01-01Z' + n * interval '1 hour', date '2000-01-20' + n / 24, \
                    timestamptz '2000-01-10Z' + n * interval '1 hour', 'Main', 0, 'koha-circulation', '2026-01-01Z' \
             FROM generate_series(1, {many}) AS n; \
             ANALYZE loan_history"
        ),
    )
    .await;
}
