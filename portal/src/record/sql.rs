//! The queries, assembled once from the inventory's own names. No value ever becomes part of one.
//!
//! Each has `$1` the library and `$2` the person. Row-level security holds them to both as well.

use super::PAGE;
use domain::inventory::{Field, Kind, Origin, PORTAL_SOURCE, Relation, Rows, Shown, relations};
use std::{collections::HashMap, sync::LazyLock};

/// Columns before the fields of a row: key, source, moment, the date retention counts from.
pub(super) const BEFORE_FIELDS: usize = 4;

/// Columns before the row in a page: rows in all, rows found, the page.
pub(super) const BEFORE_ROW: usize = 3;

/// The queries for one relation.
pub(super) struct Statements {
    /// Every row, in order.
    pub(super) all: String,
    /// Page `$3`: one line for each row, or one with an empty row; the last page if `$3` is past it.
    pub(super) page: String,
    /// The same of the rows in which all patterns of `$4` occur; `None` where nothing is searched.
    pub(super) search: Option<String>,
}

/// Class, values or rows held, since, newest: one line for each relation.
pub(super) static OVERVIEW: LazyLock<String> = LazyLock::new(|| {
    let parts: Vec<String> = relations()
        .map(|(class, relation)| {
            let held = match relation.rows {
                Rows::One => {
                    let columns: Vec<String> =
                        relation.fields.iter().map(|field| format!("r.{}", field.column)).collect();
                    format!("coalesce(sum(num_nonnulls({})), 0)::bigint", columns.join(", "))
                }
                Rows::Many { .. } => "count(*)".to_owned(),
            };
            let since = day(relation, relation.dated, "min");
            let newest = day(relation, relation.dated, "max");
            format!("SELECT {}, {held}, {since}, {newest} FROM {}", class as u8, whose(relation))
        })
        .collect();
    parts.join(" UNION ALL ")
});

static STATEMENTS: LazyLock<HashMap<&'static str, Statements>> =
    LazyLock::new(|| relations().map(|(_, relation)| (relation.name, Statements::new(relation))).collect());

/// The queries for `relation`, which is one of the inventory's.
pub(super) fn of(relation: &'static Relation) -> &'static Statements {
    &STATEMENTS[relation.name]
}

impl Statements {
    fn new(relation: &Relation) -> Self {
        let found = relation.searchable().iter().map(|column| format!("r.{column}")).collect::<Vec<_>>().join(", ");
        let found = format!("concat_ws(E'\\n', {found}) ILIKE ALL ($4)");
        Self {
            all: format!("SELECT {} FROM {} ORDER BY {}", columns(relation), whose(relation), relation.order),
            page: page(relation, "", "count(*)"),
            search: (!relation.searchable().is_empty())
                .then(|| page(relation, &format!(" AND {found}"), &format!("count(*) FILTER (WHERE {found})"))),
        }
    }
}

/// Counts and rows come in one round trip. The counts look only at what they count, so that a long list's are read from
/// its index; the page's rows are found along the index of its order.
fn page(relation: &Relation, condition: &str, matching: &str) -> String {
    let (counted, whose, order) = (columns(relation), whose(relation), relation.order);
    format!(
        "WITH counts AS MATERIALIZED (SELECT count(*) AS total, {matching} AS matching FROM {whose}), \
              asked AS MATERIALIZED ( \
                  SELECT total, matching, \
                         least(greatest($3::bigint, 1), greatest((matching + {PAGE} - 1) / {PAGE}, 1)) AS page \
                  FROM counts) \
         SELECT asked.total, asked.matching, asked.page, one.* \
         FROM asked LEFT JOIN ( \
             SELECT {counted}, row_number() OVER (ORDER BY {order}) AS place \
             FROM {whose}{condition} ORDER BY {order} \
             LIMIT {PAGE} OFFSET (SELECT (page - 1) * {PAGE} FROM asked)) AS one ON true \
         ORDER BY one.place"
    )
}

fn whose(relation: &Relation) -> String {
    format!("{} r WHERE r.library = $1 AND r.{} = $2", relation.name, relation.person)
}

/// Key, source, moment, the date retention counts from, and each field read by its kind, named `c0`, `c1`, …
fn columns(relation: &Relation) -> String {
    let (source, at) = match relation.origin {
        Origin::Columns { source, at } => (format!("r.{source}"), at),
        Origin::Portal { at } => (format!("'{PORTAL_SOURCE}'::text"), at),
    };
    let counts_from = relation.retention_from.map_or("NULL::date".to_owned(), |column| day(relation, column, ""));
    let mut all = vec![format!("r.{}", relation.key), source, format!("r.{at}"), counts_from];
    all.extend(relation.fields.iter().map(column));
    let named: Vec<String> = all.iter().enumerate().map(|(at, column)| format!("{column} AS c{at}")).collect();
    named.join(", ")
}

/// A withheld value stays in the database: only whether there is one is read.
fn column(field: &Field) -> String {
    let column = field.column;
    if matches!(field.shown, Shown::Withheld(_)) {
        return format!("(r.{column} IS NOT NULL)");
    }
    match field.kind {
        Kind::Text | Kind::LongText | Kind::Code(_) | Kind::Email | Kind::Phone | Kind::CardNumber => {
            format!("r.{column}::text")
        }
        Kind::Count | Kind::Cents => format!("r.{column}::bigint"),
        Kind::Date | Kind::Moment | Kind::YesNo | Kind::Codes => format!("r.{column}"),
    }
}

/// A column as a date, of one row or as the least or greatest. A moment's date is that of UTC.
fn day(relation: &Relation, column: &str, aggregate: &str) -> String {
    if relation.field(column).is_some_and(|field| field.kind == Kind::Date) {
        format!("{aggregate}(r.{column})")
    } else {
        format!("({aggregate}(r.{column}) AT TIME ZONE 'UTC')::date")
    }
}
