//! What a patron reads of the ledger: every event about their record, newest first.

use crate::{Result, db::Tx, ids::PersonId};
use chrono::{DateTime, Utc};
use domain::{
    ids::LibrarySlug,
    inventory::Class,
    ledger::{Action, ActorKind, REFUSED},
};
use uuid::Uuid;

/// Which part of a list is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PageOf {
    /// The page, from 1.
    pub number: u32,
    /// Lines a page, from 1 to [`PageOf::MOST`].
    pub size: u32,
}

impl PageOf {
    /// The most lines a page has.
    pub const MOST: u32 = 200;

    /// The first page, of 25 lines.
    pub const FIRST: Self = Self { number: 1, size: 25 };

    fn size(self) -> u32 {
        self.size.clamp(1, Self::MOST)
    }
}

/// A part of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page<T> {
    /// The lines of this page; none when the page is past the end.
    pub lines: Vec<T>,
    /// Which page this is, from 1.
    pub number: u32,
    /// How many pages there are; at least 1.
    pub pages: u32,
    /// How many lines there are on all pages.
    pub total: u64,
}

/// Which events are asked for. The default asks for all.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Filter {
    /// Only these actions; none means all, those that this version does not know among them.
    pub actions: Vec<Action>,
    /// From this moment on.
    pub from: Option<DateTime<Utc>>,
    /// Before this moment.
    pub until: Option<DateTime<Utc>>,
    /// What the patron did themselves and is not asked for.
    pub without: OwnActs,
}

/// What a patron did themselves, as a list may leave it out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum OwnActs {
    /// Nothing is left out.
    #[default]
    None,
    /// Visits: signing in and out, and looking at one's own record.
    Visits,
    /// Everything.
    All,
}

impl OwnActs {
    const fn code(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Visits => "visits",
            Self::All => "all",
        }
    }
}

/// A stored code: one this version knows, or one that a newer version wrote. An event is never left out because its
/// words are missing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Coded<T> {
    /// One this version knows.
    Known(T),
    /// The code as it is stored.
    Unknown(String),
}

impl<T: Copy> Coded<T> {
    /// The value, if this version knows it.
    pub fn known(&self) -> Option<T> {
        match self {
            Self::Known(value) => Some(*value),
            Self::Unknown(_) => None,
        }
    }

    fn read(code: String, from_code: impl FnOnce(&str) -> Option<T>) -> Self {
        from_code(&code).map_or(Self::Unknown(code), Self::Known)
    }
}

/// One event about a person's record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActivityLine {
    /// The event's id.
    pub id: Uuid,
    /// When.
    pub at: DateTime<Utc>,
    /// What happened.
    pub action: Coded<Action>,
    /// What kind of actor did it.
    pub actor: Coded<ActorKind>,
    /// By which way: `portal`, `desk`, `import`, `worker`, `command`.
    pub via: String,
    /// The classes of data it touched.
    pub classes: Vec<Coded<Class>>,
    /// The fields it touched, as `contact.email`.
    pub fields: Vec<String>,
    /// The rules it rests on.
    pub rules: Vec<String>,
    /// What for.
    pub purpose: Option<String>,
    /// Counts and codes.
    pub detail: serde_json::Value,
    /// The number of the line.
    pub position: i64,
    /// Which person or staff account did it.
    pub actor_id: Option<Uuid>,
}

impl ActivityLine {
    /// Whether what was asked for was refused: nothing was shown, told or done.
    pub fn refused(&self) -> bool {
        self.detail.get(REFUSED).and_then(serde_json::Value::as_bool).unwrap_or(false)
    }
}

/// The events about `person` that `filter` asks for, newest first.
///
/// # Errors
/// When the database is away.
pub(crate) async fn activity(
    tx: &mut Tx,
    library: &LibrarySlug,
    person: PersonId,
    page: PageOf,
    filter: &Filter,
) -> Result<Page<ActivityLine>> {
    let actions: Vec<String> = filter.actions.iter().map(|action| action.code().to_owned()).collect();
    let number = page.number.max(1);
    let total = sqlx::query_scalar!(
        r#"SELECT count(*) AS "total!" FROM ledger_event
           WHERE library = $1 AND subject_id = $2 AND (cardinality($3::text[]) = 0 OR action = ANY($3))
             AND ($4::timestamptz IS NULL OR at >= $4) AND ($5::timestamptz IS NULL OR at < $5)
             AND NOT (actor_kind = 'patron' AND ($6 = 'all' OR $6 = 'visits' AND action IN ('viewed', 'signed-in', 'signed-out')))"#,
        library.as_str(),
        person.0,
        &actions,
        filter.from,
        filter.until,
        filter.without.code(),
    )
    .fetch_one(&mut **tx)
    .await?;
    let lines = lines(tx, library, person, filter, (page.size(), number - 1)).await?;
    let total = u64::try_from(total).unwrap_or_default();
    let pages = u32::try_from(total.div_ceil(u64::from(page.size())).max(1)).unwrap_or(u32::MAX);
    Ok(Page { lines, number, pages, total })
}

/// The newest `most` events about `person` that `filter` asks for, newest first.
///
/// # Errors
/// When the database is away.
pub(crate) async fn newest(
    tx: &mut Tx,
    library: &LibrarySlug,
    person: PersonId,
    filter: &Filter,
    most: u32,
) -> Result<Vec<ActivityLine>> {
    lines(tx, library, person, filter, (most, 0)).await
}

/// So many lines, after as many pages of them.
async fn lines(
    tx: &mut Tx,
    library: &LibrarySlug,
    person: PersonId,
    filter: &Filter,
    (size, before): (u32, u32),
) -> Result<Vec<ActivityLine>> {
    let actions: Vec<String> = filter.actions.iter().map(|action| action.code().to_owned()).collect();
    let rows = sqlx::query!(
        "SELECT id, at, action, actor_kind, via, classes, fields, rules, purpose, detail, position, actor_id FROM ledger_event \
         WHERE library = $1 AND subject_id = $2 AND (cardinality($3::text[]) = 0 OR action = ANY($3)) \
           AND ($4::timestamptz IS NULL OR at >= $4) AND ($5::timestamptz IS NULL OR at < $5) \
           AND NOT (actor_kind = 'patron' AND ($8 = 'all' OR $8 = 'visits' AND action IN ('viewed', 'signed-in', 'signed-out'))) \
         ORDER BY at DESC, id LIMIT $6 OFFSET $7",
        library.as_str(),
        person.0,
        &actions,
        filter.from,
        filter.until,
        i64::from(size),
        i64::from(before) * i64::from(size),
        filter.without.code(),
    )
    .fetch_all(&mut **tx)
    .await?;
    let lines = rows.into_iter().map(|row| ActivityLine {
        id: row.id,
        at: row.at,
        action: Coded::read(row.action, Action::from_code),
        actor: Coded::read(row.actor_kind, ActorKind::from_code),
        via: row.via,
        classes: row.classes.into_iter().map(|code| Coded::read(code, Class::from_code)).collect(),
        fields: row.fields,
        rules: row.rules,
        purpose: row.purpose,
        detail: row.detail,
        position: row.position,
        actor_id: row.actor_id,
    });
    Ok(lines.collect())
}
