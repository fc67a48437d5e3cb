//! The reader: any relation of the inventory, for one library and person, in a transaction that may see them.

use super::{
    Cell, ClassPage, ClassSummary, Glance, ListQuery, Overview, PAGE, PersonLine, Row, Section, Source, Standings,
    Total, Value, glance,
    origins::Origins,
    seen,
    sql::{self, Reader, Statements},
};
use crate::{Error, Result, db::Tx, ids::PersonId};
use chrono::NaiveDate;
use domain::{
    decision::{Fields, Share},
    ids::LibrarySlug,
    inventory::{Class, Field, Kind, Over, Relation, Visibility, info},
    listing::fold,
    profile::{Ended, Profile},
};
use futures::{StreamExt, TryStreamExt, stream::BoxStream};
use sqlx::{AssertSqlSafe, Row as _, postgres::PgRow};
use uuid::Uuid;

/// A search looks for at most so many words, each of at most so many characters: enough for a title.
const WORDS: usize = 12;
const WORD_LENGTH: usize = 60;

/// How much of each class is held, and what is told first: one round trip.
pub(super) async fn overview(
    tx: &mut Tx,
    (library, person): (&LibrarySlug, PersonId),
    profile: &Profile,
    today: NaiveDate,
) -> Result<Overview> {
    let found = sqlx::query(glance::patrons())
        .bind(library.as_str())
        .bind(person.0)
        .bind(today)
        .bind(profile.time_zone.name())
        .bind(glance::deleted_by_the_calendar(profile))
        .fetch_all(&mut **tx)
        .await?;
    summed(&found, Class::ALL.into_iter(), profile)
}

/// The same for someone who may be told only `shares`: the classes in them, and nothing counted or told but what is in them.
pub(crate) async fn overview_told(
    tx: &mut Tx,
    (library, person): (&LibrarySlug, PersonId),
    profile: &Profile,
    today: NaiveDate,
    shares: &[Share],
) -> Result<Overview> {
    let told = |class: Class, relation: &Relation, column: &str| {
        shares.iter().any(|share| share.class == class && told(share, relation, column))
    };
    let classes = Class::ALL.into_iter().filter(|&class| shares.iter().any(|share| share.class == class));
    let Some(statement) = glance::told(told) else { return summed(&[], classes, profile) };
    // Names of the inventory and nothing else.
    let found = sqlx::query(AssertSqlSafe(statement))
        .bind(library.as_str())
        .bind(person.0)
        .bind(today)
        .bind(profile.time_zone.name())
        .bind(Vec::<i32>::new())
        .fetch_all(&mut **tx)
        .await?;
    summed(&found, classes, profile)
}

/// What the overview tells first of one class, for the patron's page of it: of all its rows, whatever page of them is shown.
pub(super) async fn first(
    tx: &mut Tx,
    (library, person): (&LibrarySlug, PersonId),
    class: Class,
    profile: &Profile,
    today: NaiveDate,
) -> Result<Glance> {
    let Some(statement) = glance::of_class(class) else { return Ok(Glance::default()) };
    // Names of the inventory and nothing else.
    let found = sqlx::query(AssertSqlSafe(statement))
        .bind(library.as_str())
        .bind(person.0)
        .bind(today)
        .fetch_one(&mut **tx)
        .await?;
    glance::read(found.try_get(0)?, profile)
}

/// What a person is called.
pub(super) async fn named(tx: &mut Tx, library: &LibrarySlug, person: PersonId) -> Result<Option<PersonLine>> {
    Ok(sqlx::query_as!(
        PersonLine,
        "SELECT surname, firstname, middle_name AS middle, preferred_name AS preferred FROM person \
         WHERE library = $1 AND id = $2",
        library.as_str(),
        person.0,
    )
    .fetch_optional(&mut **tx)
    .await?)
}

/// The lines of the classes, each summed over its relations, and the one line of what is told first.
fn summed(found: &[PgRow], classes: impl Iterator<Item = Class>, profile: &Profile) -> Result<Overview> {
    let mut classes: Vec<ClassSummary> =
        classes.map(|class| ClassSummary { class, count: 0, since: None, newest: None }).collect();
    let mut told = Glance::default();
    for line in found {
        let Some(class) = line.try_get::<Option<i32>, _>(0)? else {
            told = glance::read(line.try_get(4)?, profile)?;
            continue;
        };
        let (since, newest): (Option<NaiveDate>, Option<NaiveDate>) = (line.try_get(2)?, line.try_get(3)?);
        let summary = classes
            .iter_mut()
            .find(|summary| summary.class as i32 == class)
            .ok_or_else(|| Error::Stored("the overview names an unknown class".to_owned()))?;
        summary.count += whole(line.try_get(1)?);
        summary.since = [summary.since, since].into_iter().flatten().min();
        summary.newest = summary.newest.max(newest);
    }
    Ok(Overview { classes, glance: told })
}

/// One class, as far as the decision shares it: a page of each of its relations. What is left out is named and not read;
/// who has looked is the patron's own.
pub(crate) async fn class_page(
    tx: &mut Tx,
    library: &LibrarySlug,
    person: PersonId,
    share: &Share,
    reader: Reader,
    asked: &ListQuery,
) -> Result<ClassPage> {
    let class = share.class;
    let origins = Origins::read_told(tx, library, person, std::slice::from_ref(share)).await?;
    let (mut sections, mut left_out) = (Vec::new(), Vec::new());
    for relation in info(class).relations {
        let (shown, hidden): (Vec<_>, Vec<_>) =
            relation.fields.iter().partition(|field| told(share, relation, field.column));
        if shown.is_empty() {
            left_out.push(relation.label);
            continue;
        }
        left_out.extend(hidden.iter().filter(|field| !is_withheld(field)).map(|field| field.label));
        // A search over a column that is not told would tell it word by word.
        let searchable = relation.searchable().iter().all(|column| told(share, relation, column));
        let asked = if searchable { asked.clone() } else { ListQuery { search: None, ..*asked } };
        let some;
        let statements = if hidden.is_empty() {
            sql::of(relation, reader)
        } else {
            some = sql::told(relation, reader, &|field| told(share, relation, field.column));
            &some
        };
        let which = (class, relation);
        let mut section = section(tx, library, person, which, statements, &asked, &origins).await?;
        for row in &mut section.rows {
            row.cells.retain(|cell| told(share, relation, cell.field.column));
        }
        sections.push(section);
    }
    let (seen_by, standings) = match reader {
        Reader::Patron => {
            (seen::sightings(tx, library, person, class).await?, Some(Standings::read(tx, library, person).await?))
        }
        // What bears on how long a row is kept is debts, holds, cards and choices, which may not be told.
        Reader::Other => (Vec::new(), None),
    };
    Ok(ClassPage { class, sections, seen_by, standings, left_out, first: Glance::default(), named: None, young: None })
}

/// Whether a share has a column in it. A secret is in none, and shown to nobody: what the inventory withholds is told of
/// as withheld.
pub(crate) fn told(share: &Share, relation: &Relation, column: &str) -> bool {
    let name = format!("{}.{column}", relation.name);
    share.includes(&name) || share.fields == Fields::All && relation.field(column).is_some_and(is_withheld)
}

fn is_withheld(field: &Field) -> bool {
    matches!(field.shown, Visibility::Withheld(_))
}

async fn section(
    tx: &mut Tx,
    library: &LibrarySlug,
    person: PersonId,
    (class, relation): (Class, &'static Relation),
    statements: &Statements,
    asked: &ListQuery,
    origins: &Origins,
) -> Result<Section> {
    let patterns = asked.search.as_deref().map(patterns).filter(|patterns| !patterns.is_empty());
    let (statement, patterns) = match (&statements.search, patterns) {
        (Some(search), Some(patterns)) => (search, Some(patterns)),
        _ => (&statements.page, None),
    };
    let mut query = sqlx::query(AssertSqlSafe(statement.as_str()))
        .bind(library.as_str())
        .bind(person.0)
        .bind(i64::from(asked.page));
    if let Some(patterns) = patterns {
        query = query.bind(patterns);
    }
    let found = query.fetch_all(&mut **tx).await?;
    let counts = found.first().ok_or_else(|| Error::Stored("a page without counts".to_owned()))?;
    let (total, matching) = (whole(counts.try_get(0)?), whole(counts.try_get(1)?));
    let page = u32::try_from(counts.try_get::<i64, _>(2)?).unwrap_or(u32::MAX);
    let pages = u32::try_from(matching.div_ceil(u64::from(PAGE)).max(1)).unwrap_or(u32::MAX);
    let mut totals = Vec::with_capacity(statements.sums.len());
    for (at, &column) in statements.sums.iter().enumerate() {
        let (cents, unknown): (Option<i64>, i64) =
            (counts.try_get(sql::BEFORE_ROW + 2 * at)?, counts.try_get(sql::BEFORE_ROW + 2 * at + 1)?);
        let unknown = whole(unknown);
        totals.push(Total { column, cents: cents.unwrap_or(0), known: matching.saturating_sub(unknown), unknown });
    }
    let before = sql::BEFORE_ROW + 2 * statements.sums.len();
    let mut rows = Vec::with_capacity(found.len());
    for line in &found {
        rows.extend(row((class, relation), line, before, origins)?);
    }
    Ok(Section { relation, total, matching, page, pages, rows, totals })
}

/// Every row of a relation in its order, as the database sends them: memory does not grow with their number.
pub(crate) fn rows<'a>(
    tx: &'a mut Tx,
    library: &'a LibrarySlug,
    person: PersonId,
    which: (Class, &'static Relation),
    reader: Reader,
    origins: &'a Origins,
) -> BoxStream<'a, Result<Row>> {
    let lines = sqlx::query(sql::of(which.1, reader).all.as_str()).bind(library.as_str()).bind(person.0);
    read_each(lines.fetch(&mut **tx), which, origins)
}

/// One row, by its key: of the columns that are not told nothing is read.
pub(crate) async fn one_row(
    tx: &mut Tx,
    (library, person): (&LibrarySlug, PersonId),
    which: (Class, &'static Relation),
    reader: Reader,
    told: &(dyn Fn(&Field) -> bool + Sync),
    key: Uuid,
    origins: &Origins,
) -> Result<Option<Row>> {
    let found = sqlx::query(AssertSqlSafe(sql::one(which.1, reader, told)))
        .bind(library.as_str())
        .bind(person.0)
        .bind(key)
        .fetch_optional(&mut **tx)
        .await?;
    found.map_or(Ok(None), |line| row(which, &line, 0, origins))
}

/// The same of the columns that a share has: of the others nothing is read, and no row has a cell for them.
pub(super) fn rows_told<'a>(
    tx: &'a mut Tx,
    library: &'a LibrarySlug,
    person: PersonId,
    relation: &'static Relation,
    share: &'a Share,
    origins: &'a Origins,
) -> BoxStream<'a, Result<Row>> {
    let includes = |field: &Field| share.includes(&format!("{}.{}", relation.name, field.column));
    let statement = sql::all_told(relation, Reader::Other, &includes);
    let lines = sqlx::query(AssertSqlSafe(statement)).bind(library.as_str()).bind(person.0);
    read_each(lines.fetch(&mut **tx), (share.class, relation), origins)
        .map_ok(move |mut row| {
            row.cells.retain(|cell| includes(cell.field));
            row
        })
        .boxed()
}

fn read_each<'a>(
    lines: BoxStream<'a, sqlx::Result<PgRow>>,
    (class, relation): (Class, &'static Relation),
    origins: &'a Origins,
) -> BoxStream<'a, Result<Row>> {
    lines
        .filter_map(move |line| {
            let row = line.map_err(Error::from).and_then(|line| row((class, relation), &line, 0, origins));
            std::future::ready(row.transpose())
        })
        .boxed()
}

/// The row that begins at column `from`; `None` where a page is empty.
fn row(
    (class, relation): (Class, &'static Relation),
    line: &PgRow,
    from: usize,
    origins: &Origins,
) -> Result<Option<Row>> {
    let Some(id): Option<Uuid> = line.try_get(from)? else { return Ok(None) };
    let source = Source { code: line.try_get(from + 1)?, at: line.try_get(from + 2)? };
    let mut cells = Vec::with_capacity(relation.fields.len());
    for (at, field) in relation.fields.iter().enumerate() {
        let value = value(field, line, from + sql::BEFORE_FIELDS + at)?;
        let origin = origins.of(class, relation, field.column).filter(|&origin| *origin != source).cloned();
        let statement = origins.statement(relation, id, field.column).map(str::to_owned);
        cells.push(Cell { field, value, origin, statement, in_system: None });
    }
    origins.beside(class, relation, &mut cells);
    withhold(&mut cells);
    let ended = ended(relation, &cells);
    Ok(Some(Row { id, source, cells, ended }))
}

fn value(field: &Field, line: &PgRow, at: usize) -> Result<Value> {
    if matches!(field.shown, Visibility::Withheld(_)) {
        return Ok(if line.try_get(at)? { Value::Withheld } else { Value::Missing });
    }
    Ok(match field.kind {
        Kind::Text | Kind::LongText | Kind::Code(_) | Kind::Email | Kind::Phone | Kind::CardNumber => {
            line.try_get::<Option<_>, _>(at)?.map(Value::Text)
        }
        Kind::Date => line.try_get::<Option<_>, _>(at)?.map(Value::Date),
        Kind::Moment => line.try_get::<Option<_>, _>(at)?.map(Value::Moment),
        Kind::YesNo => line.try_get::<Option<_>, _>(at)?.map(Value::YesNo),
        Kind::Count => line.try_get::<Option<_>, _>(at)?.map(Value::Count),
        Kind::Cents => line.try_get::<Option<_>, _>(at)?.map(Value::Cents),
        Kind::Codes => line.try_get::<Option<_>, _>(at)?.map(Value::Codes),
    }
    .unwrap_or(Value::Missing))
}

/// When what a row tells of was over, so that the time until it is deleted began. A hold that waits, a loan that is under
/// way and a debt are not: they are here because they are not over.
fn ended(relation: &Relation, cells: &[Cell]) -> Option<Ended> {
    let Over::On { column, .. } = relation.over else { return None };
    match cells.iter().find(|cell| cell.field.column == column)?.value {
        Value::Date(day) => Some(Ended::On(day)),
        Value::Moment(moment) => Some(Ended::At(moment)),
        _ => None,
    }
}

/// A value that its view hid for a reason is held, and not shown.
fn withhold(cells: &mut [Cell]) {
    for at in 0..cells.len() {
        let Visibility::PlainUnless(reason) = cells[at].field.shown else { continue };
        let because = cells.iter().any(|cell| cell.field.column == reason && cell.value != Value::Missing);
        if because {
            cells[at].value = Value::Withheld;
        }
    }
}

/// One `LIKE` pattern for each word, with the characters that mean something in one taken literally. Of a word of apostrophes
/// alone nothing is left to look for.
fn patterns(search: &str) -> Vec<String> {
    search
        .split(|c: char| c.is_whitespace() || c.is_control()) // Postgres takes no NUL in text
        .filter(|word| !fold(word).is_empty())
        .take(WORDS)
        .map(|word| {
            let mut pattern = String::with_capacity(word.len() + 2);
            pattern.push('%');
            for c in word.chars().take(WORD_LENGTH) {
                if matches!(c, '%' | '_' | '\\') {
                    pattern.push('\\');
                }
                pattern.push(c);
            }
            pattern.push('%');
            pattern
        })
        .collect()
}

fn whole(count: i64) -> u64 {
    u64::try_from(count).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_means_something_in_a_pattern_is_taken_literally() {
        assert_eq!(patterns(" 100%  _a\\b\0c"), ["%100\\%%", "%\\_a\\\\b%", "%c%"]);
        assert!(patterns(" \t\0 ").is_empty());
        assert_eq!(patterns(&"a ".repeat(100)).len(), WORDS);
    }
}
