//! One batch: what is due of some people, and those of them who go altogether, in one transaction.

use super::{
    past,
    plan::{count, leavers},
    series::{self, Series},
};
use crate::{
    Portal, Result,
    db::Tx,
    ids::PersonId,
    ledger::{self, Event},
};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    inventory::Class,
    ledger::{Action, ActorKind},
    profile::Profile,
    rules::{Ground, codes},
};
use sqlx::{AssertSqlSafe, Row};
use std::collections::BTreeMap;
use uuid::Uuid;

/// What went.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Gone {
    /// Rows, by table.
    pub(super) rows: BTreeMap<&'static str, u64>,
    /// Whole records.
    pub(super) people: u64,
}

/// Of one person: rows by table, and the classes they are of.
#[derive(Default)]
struct OfOne {
    rows: BTreeMap<&'static str, u64>,
    classes: Vec<Class>,
}

/// Deletes what is due by `today` of these people, each with one line in the ledger, and whole records that are over.
pub(super) async fn delete(
    tx: &mut Tx,
    portal: &Portal,
    profile: &Profile,
    series: &[Series<'_>],
    people: &[Uuid],
    (today, now): (NaiveDate, DateTime<Utc>),
) -> Result<Gone> {
    let mut gone = Gone::default();
    let mut each: BTreeMap<Uuid, OfOne> = BTreeMap::new();
    for one in series {
        for (person, rows) in rows_of(tx, profile, one, people, today).await? {
            *gone.rows.entry(one.table()).or_default() += rows;
            let of_one = each.entry(person).or_default();
            *of_one.rows.entry(one.table()).or_default() += rows;
            if !of_one.classes.contains(&one.class) {
                of_one.classes.push(one.class);
            }
        }
    }
    corrections_without_a_value(tx, profile, series, people).await?;
    let rules = codes(profile.grounds.of(Ground::Retention));
    for (person, OfOne { rows, classes }) in each {
        let event = Event {
            via: "worker",
            classes: &classes,
            rules: &rules,
            detail: serde_json::json!({ "deleted": rows.values().sum::<u64>(), "tables": rows }),
            ..Event::new(&profile.slug, now, Some(PersonId(person)), Action::Deleted, (ActorKind::System, None))
        };
        ledger::append(tx, &*portal.entropy, event).await?;
    }
    gone.people = whole_records(tx, portal, profile, people, (today, now)).await?;
    Ok(gone)
}

async fn rows_of(
    tx: &mut Tx,
    profile: &Profile,
    one: &Series<'_>,
    people: &[Uuid],
    today: NaiveDate,
) -> Result<Vec<(Uuid, u64)>> {
    let cutoffs = one.cutoffs(today);
    let statement = format!(
        "WITH gone AS (DELETE FROM {} r WHERE r.person_id = ANY ($6) AND {} RETURNING r.person_id) \
         SELECT person_id, count(*) FROM gone GROUP BY person_id",
        one.table(),
        one.due(),
    );
    let found = sqlx::query(AssertSqlSafe(statement))
        .bind(profile.slug.as_str())
        .bind(profile.time_zone.name())
        .bind(cutoffs.off)
        .bind(cutoffs.default)
        .bind(cutoffs.forever)
        .bind(people)
        .fetch_all(&mut **tx)
        .await?;
    found.iter().map(|line| Ok((line.try_get(0)?, count(line.try_get(1)?)))).collect()
}

/// What was said of a value that is gone, a statement too, goes with it: of a row that the calendar deleted, or of a loan that
/// came back. A legal hold keeps it.
async fn corrections_without_a_value(
    tx: &mut Tx,
    profile: &Profile,
    series: &[Series<'_>],
    people: &[Uuid],
) -> Result<()> {
    let lists = series.iter().map(|one| (one.relation.name, one.table())).chain([("checkout", "checkout")]);
    for (relation, table) in lists.filter(|(relation, _)| *relation != "correction") {
        let statement = format!(
            "DELETE FROM correction c WHERE c.library = $1 AND c.person_id = ANY ($2) AND c.of_relation = $3 \
             AND NOT EXISTS (SELECT FROM {table} r WHERE r.library = c.library AND r.id = c.of_row) \
             AND NOT EXISTS (SELECT FROM legal_hold k WHERE k.library = c.library AND k.person_id = c.person_id \
                             AND k.lifted_at IS NULL AND (k.classes = '{{}}' OR 'pending' = ANY (k.classes)))",
        );
        sqlx::query(AssertSqlSafe(statement))
            .bind(profile.slug.as_str())
            .bind(people)
            .bind(relation)
            .execute(&mut **tx)
            .await?;
    }
    Ok(())
}

/// The last line about a person is that the record went. It names nobody, and nor does any line before it: what is left is a
/// random number that no table knows, or [`past`]'s alone.
async fn whole_records(
    tx: &mut Tx,
    portal: &Portal,
    profile: &Profile,
    people: &[Uuid],
    (today, now): (NaiveDate, DateTime<Utc>),
) -> Result<u64> {
    let (closed, absent) = leavers(profile, today);
    let over = format!("SELECT p.id FROM person p WHERE {} AND p.id = ANY ($5) ORDER BY p.id", series::over_person());
    let leaving: Vec<Uuid> = sqlx::query_scalar(AssertSqlSafe(over))
        .bind(profile.slug.as_str())
        .bind(profile.time_zone.name())
        .bind(closed)
        .bind(absent)
        .bind(people)
        .fetch_all(&mut **tx)
        .await?;
    past::remember(tx, portal, profile, &leaving, today).await?;
    let rules = codes(profile.grounds.of(Ground::Retention));
    for &person in &leaving {
        let event = Event {
            via: "worker",
            classes: &Class::ALL,
            rules: &rules,
            ..Event::new(&profile.slug, now, Some(PersonId(person)), Action::RecordDeleted, (ActorKind::System, None))
        };
        ledger::append(tx, &*portal.entropy, event).await?;
    }
    sqlx::query!(
        "DELETE FROM legal_hold WHERE library = $1 AND person_id = ANY ($2) AND lifted_at IS NOT NULL",
        profile.slug.as_str(),
        &leaving,
    )
    .execute(&mut **tx)
    .await?;
    // What the Director has to show of it stays, without whose it was (migrations/0198): the numbers of breaches and newsletters
    // are kept by triggers, whichever way a row goes.
    sqlx::query!(
        "UPDATE released SET person_id = NULL, packet = NULL, reason = NULL WHERE library = $1 AND person_id = ANY ($2)",
        profile.slug.as_str(),
        &leaving,
    )
    .execute(&mut **tx)
    .await?;
    // Everything else about a person hangs on this row, ways in and all (ON DELETE CASCADE).
    let gone = sqlx::query!("DELETE FROM person WHERE library = $1 AND id = ANY ($2)", profile.slug.as_str(), &leaving)
        .execute(&mut **tx)
        .await?;
    Ok(gone.rows_affected())
}

/// Mail that belongs to no patron, such as to an address that somebody only tried, and copies of newsletters and lists of
/// people without a card.
pub(super) async fn of_nobody(tx: &mut Tx, profile: &Profile, series: &[Series<'_>], today: NaiveDate) -> Result<Gone> {
    let mut gone = Gone::default();
    for one in series.iter().filter(|one| matches!(one.table(), "outbox" | "newsletter_delivery" | "service_listed")) {
        let cutoffs = one.cutoffs(today);
        let statement = format!("DELETE FROM {} r WHERE r.person_id IS NULL AND {}", one.table(), one.due());
        let rows = sqlx::query(AssertSqlSafe(statement))
            .bind(profile.slug.as_str())
            .bind(profile.time_zone.name())
            .bind(cutoffs.off)
            .bind(cutoffs.default)
            .bind(cutoffs.forever)
            .execute(&mut **tx)
            .await?
            .rows_affected();
        gone.rows.insert(one.table(), rows);
    }
    Ok(gone)
}
