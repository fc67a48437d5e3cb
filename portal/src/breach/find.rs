//! Whom a breach may concern, by the inventory and the ledger. In doubt a person is found: a notice too many does less harm than one too few.
//!
//! Of a list, the rows count that began no later than the breach's last day. Where a person has one row only, it counts if the
//! person was there by then, because the row does not say how old its values are. What was deleted since the breach began counts
//! by its line in the ledger. (A permission that is still a draft is its patron's alone, and no other reader finds it.)

use super::register::Breach;
use crate::{
    Result,
    db::Tx,
    ids::{PersonId, SubscriberId},
};
use domain::{
    breach::Reach,
    inventory::{Class, Kind, Relation, Rows, info},
    ledger::Action,
    profile::Profile,
};
use sqlx::AssertSqlSafe;
use uuid::Uuid;

/// How many a breach may concern.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Affected {
    /// Whose records are here, and who can be told.
    pub people: i64,
    /// Who gets newsletters without a card: of them the portal holds a name and an address.
    pub without_card: i64,
    /// Whose whole records were deleted since it began: the portal knows them no more.
    pub gone: i64,
}

/// Whom this breach may concern, in the transaction of a whole library.
///
/// # Errors
/// When the database is away.
pub(crate) async fn affected(tx: &mut Tx, profile: &Profile, breach: &Breach) -> Result<Vec<PersonId>> {
    if breach.reach == Reach::Cards {
        let named = sqlx::query_scalar!(
            "SELECT person_id AS \"person_id!\" FROM breach_person \
             WHERE library = $1 AND breach_id = $2 AND person_id IS NOT NULL ORDER BY person_id",
            profile.slug.as_str(),
            breach.id,
        );
        return Ok(named.fetch_all(&mut **tx).await?.into_iter().map(PersonId).collect());
    }
    let classes = if breach.reach == Reach::Everybody { None } else { Some(breach.notice.classes.as_slice()) };
    let (since, until) = breach.notice.between;
    let codes: Vec<&str> = classes.unwrap_or_default().iter().map(|class| class.code()).collect();
    // Names of the inventory alone become part of the query.
    let found: Vec<Uuid> = sqlx::query_scalar(AssertSqlSafe(query(classes)))
        .bind(profile.slug.as_str())
        .bind(profile.end_of(until))
        .bind(until)
        .bind(profile.first_moment(since))
        .bind(codes)
        .fetch_all(&mut **tx)
        .await?;
    Ok(found.into_iter().map(PersonId).collect())
}

/// What the portal holds of somebody without a card is of these parts.
const WITHOUT_CARD: [Class; 4] = [Class::Identity, Class::Contact, Class::Preferences, Class::Notices];

/// The people without a card whom this breach may concern: anyone who had confirmed their address by its last day.
///
/// # Errors
/// When the database is away.
pub(crate) async fn without_card(tx: &mut Tx, profile: &Profile, breach: &Breach) -> Result<Vec<SubscriberId>> {
    let reaches = match breach.reach {
        Reach::Cards => false,
        Reach::Everybody => true,
        Reach::Classes => breach.notice.classes.iter().any(|class| WITHOUT_CARD.contains(class)),
    };
    if !reaches {
        return Ok(Vec::new());
    }
    let found = sqlx::query_scalar!(
        "SELECT id FROM subscriber WHERE library = $1 AND confirmed_at < $2 ORDER BY id",
        profile.slug.as_str(),
        profile.end_of(breach.notice.between.1),
    );
    Ok(found.fetch_all(&mut **tx).await?.into_iter().map(SubscriberId).collect())
}

/// How many it may concern.
pub(super) async fn count(tx: &mut Tx, profile: &Profile, breach: &Breach) -> Result<Affected> {
    let people = affected(tx, profile, breach).await?.len();
    let without_card = without_card(tx, profile, breach).await?.len();
    let gone = sqlx::query_scalar!(
        "SELECT count(*) AS \"gone!\" FROM ledger_event WHERE library = $1 AND action = $2 AND at >= $3",
        profile.slug.as_str(),
        Action::RecordDeleted.code(),
        profile.first_moment(breach.notice.between.0),
    )
    .fetch_one(&mut **tx)
    .await?;
    let many = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    Ok(Affected { people: many(people), without_card: many(without_card), gone })
}

/// The query: `$1` library, `$2` the end of the last day, `$3` that day, `$4` the beginning of the first, `$5` the classes.
fn query(classes: Option<&[Class]>) -> String {
    // Anyone who registered after it was over is not affected. Where the day is not known, they may be.
    let there = "((SELECT m.enrolled_on FROM membership AS m WHERE m.library = p.library AND m.person_id = p.id) <= $3) \
                 IS NOT FALSE";
    let touched = classes.map_or_else(
        // All parameters are bound; they say something in each form.
        || " AND ($2::timestamptz IS NOT NULL AND $4::timestamptz IS NOT NULL AND $5::text[] IS NOT NULL)".to_owned(),
        |classes| {
            let held = classes.iter().flat_map(|class| info(*class).relations).map(holders);
            let deleted = format!(
                "SELECT subject_id FROM ledger_event WHERE library = $1 AND at >= $4 AND subject_id IS NOT NULL \
                 AND (action = '{}' AND classes && $5 OR action = '{}' AND '{}' = ANY ($5))",
                Action::Deleted.code(),
                Action::HistoryErased.code(),
                Class::History.code(),
            );
            let all: Vec<String> = held.chain([deleted]).collect();
            format!(" AND $2::timestamptz IS NOT NULL AND p.id IN ({})", all.join(" UNION ALL "))
        },
    );
    format!("SELECT p.id FROM person AS p WHERE p.library = $1 AND {there}{touched} ORDER BY p.id")
}

/// The person who has something in a relation that counts.
fn holders(relation: &Relation) -> String {
    let Relation { name, person, dated, .. } = relation;
    let counts = match relation.rows {
        Rows::One => {
            let columns: Vec<&str> = relation.fields.iter().map(|field| field.column).collect();
            format!("num_nonnulls({}) > 0", columns.join(", "))
        }
        Rows::Many { .. } if relation.field(dated).is_some_and(|field| matches!(field.kind, Kind::Date)) => {
            format!("({dated} <= $3) IS NOT FALSE")
        }
        Rows::Many { .. } => format!("({dated} < $2) IS NOT FALSE"),
    };
    format!("SELECT {person} FROM {name} WHERE library = $1 AND {person} IS NOT NULL AND {counts}")
}
