//! The inventory against the database's own catalogue.

use crate::testing::run;
use domain::inventory::{BEHIND, Field, Kind, Origin, PLUMBING, Relation, Visibility, relations};
use sqlx::PgPool;
use std::collections::{BTreeMap, BTreeSet};

/// Columns that name a person.
const NAMES_A_PERSON: [&str; 7] =
    ["person_id", "child_id", "guardian_id", "subject_id", "patron_id", "grantor_id", "subscriber_id"];

/// Table or view → column → type.
type Catalogue = BTreeMap<String, BTreeMap<String, String>>;

/// Everything in which the inventory and the database differ, each as a sentence.
async fn differences(pool: &PgPool) -> Vec<String> {
    let catalogue = catalogue(pool).await;
    let mut found = Vec::new();
    for table in about_people(pool, &catalogue).await {
        let columns = &catalogue[&table];
        let known: BTreeSet<&str> = if let Some((_, relation)) = relations().find(|(_, one)| one.name == table) {
            entered(relation).collect()
        } else if let Some(behind) = BEHIND.iter().find(|behind| behind.table == table) {
            behind.columns.iter().copied().collect()
        } else {
            found.push(format!("{table} is about a person and is not in the inventory"));
            continue;
        };
        found.extend(
            columns
                .keys()
                .filter(|column| !known.contains(column.as_str()))
                .map(|column| format!("{table}.{column} is held about a person and is not in the inventory")),
        );
    }
    for (_, relation) in relations() {
        let Some(columns) = catalogue.get(relation.name) else {
            found.push(format!("{} is in the inventory and not in the database", relation.name));
            continue;
        };
        for field in relation.fields {
            match columns.get(field.column) {
                None => found.push(format!("{}.{} is in the inventory only", relation.name, field.column)),
                Some(held) if !fits(field, held) => {
                    found.push(format!("{}.{} is {held}, not {:?}", relation.name, field.column, field.kind));
                }
                Some(_) => {}
            }
        }
        let named = [relation.key, relation.person, "library"];
        found.extend(
            named
                .into_iter()
                .filter(|&column| !columns.contains_key(column))
                .map(|column| format!("{}.{column} is in the inventory only", relation.name)),
        );
    }
    for behind in BEHIND {
        let held: BTreeSet<&str> =
            catalogue.get(behind.table).into_iter().flatten().map(|(column, _)| column.as_str()).collect();
        let entered: BTreeSet<&str> = behind.columns.iter().copied().collect();
        found.extend(
            held.symmetric_difference(&entered)
                .map(|column| format!("{}.{column} is in the database or the inventory alone", behind.table)),
        );
    }
    found.sort();
    found.dedup();
    found
}

fn entered(relation: &'static Relation) -> impl Iterator<Item = &'static str> {
    let source = match relation.origin {
        Origin::Columns { source, .. } => Some(source),
        Origin::Portal { .. } => None,
    };
    relation
        .fields
        .iter()
        .map(|field| field.column)
        .chain(PLUMBING)
        .chain([relation.person, relation.key])
        .chain(source)
}

fn fits(field: &Field, held: &str) -> bool {
    if matches!(field.shown, Visibility::Withheld(_)) {
        return true; // its value is never read
    }
    match field.kind {
        Kind::Text | Kind::LongText => ["text", "jsonb"].contains(&held),
        Kind::Code(_) | Kind::Email | Kind::Phone | Kind::CardNumber => held == "text",
        Kind::Date => held == "date",
        Kind::Moment => held == "timestamp with time zone",
        Kind::YesNo => held == "boolean",
        Kind::Count => ["smallint", "integer", "bigint"].contains(&held),
        Kind::Cents => held == "bigint",
        Kind::Codes => held == "ARRAY",
    }
}

async fn catalogue(pool: &PgPool) -> Catalogue {
    let columns: Vec<(String, String, String)> = sqlx::query_as(
        "SELECT table_name::text, column_name::text, data_type::text FROM information_schema.columns \
         WHERE table_schema = current_schema()",
    )
    .fetch_all(pool)
    .await
    .unwrap();
    let mut catalogue = Catalogue::new();
    for (table, column, held) in columns {
        catalogue.entry(table).or_default().insert(column, held);
    }
    catalogue
}

/// Tables and views with a column that names a person, or with a reference to `person`, and `person` itself.
async fn about_people(pool: &PgPool, catalogue: &Catalogue) -> BTreeSet<String> {
    let referring: Vec<(String,)> = sqlx::query_as(
        "SELECT conrelid::regclass::text FROM pg_constraint WHERE contype = 'f' AND confrelid = 'person'::regclass",
    )
    .fetch_all(pool)
    .await
    .unwrap();
    let named = catalogue
        .iter()
        .filter(|(table, columns)| {
            *table == "person" || NAMES_A_PERSON.iter().any(|&column| columns.contains_key(column))
        })
        .map(|(table, _)| table.clone());
    named.chain(referring.into_iter().map(|(table,)| table)).collect()
}

/// ARCHITECTURE, idea 1: nothing about a person is held that the inventory does not say.
#[sqlx::test(migrations = "../migrations")]
async fn every_column_about_a_person_is_in_the_inventory(pool: PgPool) {
    assert_eq!(differences(&pool).await, Vec::<String>::new());
}

#[sqlx::test(migrations = "../migrations")]
async fn a_column_or_table_left_out_is_named(pool: PgPool) {
    run(&pool, "ALTER TABLE contact ADD COLUMN shoe_size integer").await;
    assert_eq!(
        differences(&pool).await,
        ["contact.shoe_size is held about a person and is not in the inventory"],
        "a column more"
    );
    run(&pool, "ALTER TABLE contact DROP COLUMN shoe_size, DROP COLUMN fax").await;
    assert_eq!(differences(&pool).await, ["contact.fax is in the inventory only"], "a column less");
    run(&pool, "ALTER TABLE contact ADD COLUMN fax bigint").await;
    assert_eq!(differences(&pool).await, ["contact.fax is bigint, not Phone"], "another type");
    run(
        &pool,
        "ALTER TABLE contact DROP COLUMN fax, ADD COLUMN fax text; \
         ALTER TABLE throttle ADD COLUMN card text; \
         CREATE TABLE diary (library text, whose uuid, body text, \
                             FOREIGN KEY (library, whose) REFERENCES person (library, id)); \
         CREATE VIEW loans AS SELECT library, person_id, title FROM loan_history",
    )
    .await;
    assert_eq!(
        differences(&pool).await,
        [
            "diary is about a person and is not in the inventory",
            "loans is about a person and is not in the inventory",
            "throttle.card is in the database or the inventory alone",
        ],
        "tables, views and what lies behind"
    );
}
