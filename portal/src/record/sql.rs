//! The queries, assembled once from the inventory's own names. No value ever becomes part of one.
//!
//! Each has `$1` the library and `$2` the person. Row-level security holds them to both as well.

use super::PAGE;
use domain::inventory::{Class, Field, Kind, Origin, PORTAL_SOURCE, Relation, Rows, Visibility, relations};
use std::{collections::HashMap, sync::LazyLock};

/// Who reads: there are rows that only the patron gets ([`Field::own_rows`]).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Reader {
    /// The person the record is about.
    Patron,
    /// Anyone else, whatever the decision lets them see.
    Other,
}

/// Columns before the fields of a row: key, source, moment.
pub(super) const BEFORE_FIELDS: usize = 3;

/// Columns before the row in a page: rows in all, rows found, the page; then two for each of [`Statements::sums`].
pub(super) const BEFORE_ROW: usize = 3;

/// The queries for one relation.
pub(super) struct Statements {
    /// Every row, in order.
    pub(super) all: String,
    /// Page `$3`: one line for each row, or one with an empty row; the last page if `$3` is past it.
    pub(super) page: String,
    /// The same of the rows in which all patterns of `$4` occur; `None` where nothing is searched.
    pub(super) search: Option<String>,
    /// The columns that are summed: of each, what the known amounts come to, and how many are not known.
    pub(super) sums: Vec<&'static str>,
}

/// Class, values or rows held, since, newest: one line for each relation.
pub(super) static OVERVIEW: LazyLock<String> =
    LazyLock::new(|| overview(Reader::Patron, |_, _, _| true).unwrap_or_default());

/// The same for `reader` of the columns for which `told` says yes; `None` where it does so for none.
pub(super) fn overview(reader: Reader, told: impl Fn(Class, &Relation, &str) -> bool) -> Option<String> {
    let parts: Vec<String> = relations()
        .filter_map(|(class, relation)| {
            let columns: Vec<String> = relation
                .fields
                .iter()
                .filter(|field| told(class, relation, field.column))
                .map(|field| format!("r.{}", field.column))
                .collect();
            let held = match relation.rows {
                _ if columns.is_empty() => return None,
                Rows::One => format!("coalesce(sum(num_nonnulls({})), 0)::bigint", columns.join(", ")),
                Rows::Many { .. } => "count(*)".to_owned(),
            };
            // A day that is not told is not said either.
            let is_told = relation.field(relation.dated).is_none_or(|field| told(class, relation, field.column));
            let of = |extreme| if is_told { day(relation, relation.dated, extreme) } else { "NULL::date".to_owned() };
            let (since, newest) = (of("min"), of("max"));
            Some(format!("SELECT {}, {held}, {since}, {newest} FROM {}", class as u8, whose(relation, reader)))
        })
        .collect();
    (!parts.is_empty()).then(|| parts.join(" UNION ALL "))
}

static STATEMENTS: LazyLock<HashMap<(&'static str, Reader), Statements>> = LazyLock::new(|| {
    let each = |reader| relations().map(move |(_, one)| ((one.name, reader), Statements::new(one, reader, &|_| true)));
    each(Reader::Patron).chain(each(Reader::Other)).collect()
});

/// The same where only some columns may be told: of the others nothing is selected, and each is empty.
pub(super) fn told(relation: &'static Relation, reader: Reader, told: &dyn Fn(&Field) -> bool) -> Statements {
    Statements::new(relation, reader, told)
}

/// Of those, every row in order, which is all that some readers want.
pub(super) fn all_told(relation: &'static Relation, reader: Reader, told: &dyn Fn(&Field) -> bool) -> String {
    all(relation, reader, &columns(relation, told))
}

/// The one row whose key is `$3`.
pub(super) fn one(relation: &'static Relation, reader: Reader, told: &dyn Fn(&Field) -> bool) -> String {
    format!("SELECT {} FROM {} AND r.{} = $3", columns(relation, told), whose(relation, reader), relation.key)
}

fn all(relation: &Relation, reader: Reader, columns: &str) -> String {
    format!("SELECT {columns} FROM {} ORDER BY {}", whose(relation, reader), relation.order)
}

/// The queries by which `reader` gets `relation`, which is one of the inventory's.
pub(super) fn of(relation: &'static Relation, reader: Reader) -> &'static Statements {
    &STATEMENTS[&(relation.name, reader)]
}

impl Statements {
    fn new(relation: &Relation, reader: Reader, told: &dyn Fn(&Field) -> bool) -> Self {
        let columns = columns(relation, told);
        let sums: Vec<&'static str> =
            relation.fields.iter().filter(|field| field.adds_up() && told(field)).map(|field| field.column).collect();
        Self {
            all: all(relation, reader, &columns),
            page: page(relation, reader, &columns, &sums),
            search: (!relation.searchable().is_empty()).then(|| search(relation, reader, &columns, &sums)),
            sums,
        }
    }
}

/// `form` of each sum, after a comma.
fn each_sum(sums: &[&str], form: impl Fn(usize, &str) -> String) -> String {
    let each: Vec<String> = sums.iter().enumerate().map(|(at, column)| format!(", {}", form(at, column))).collect();
    each.concat()
}

/// The sums as the page names them.
fn summed(sums: &[&str]) -> String {
    each_sum(sums, |at, _| format!("asked.sum{at}, asked.unknown{at}"))
}

/// The page asked for, or the last one; `counts` has the number of rows in all and of rows that match, and the sums.
fn asked() -> String {
    format!(
        "asked AS MATERIALIZED ( \
             SELECT counts.*, \
                    least(greatest($3::bigint, 1), greatest((matching + {PAGE} - 1) / {PAGE}, 1)) AS page \
             FROM counts)"
    )
}

/// Counts and rows come in one round trip. Of a list in order of time, which can be long, the counts and the place of
/// each row are read from an index, and only the page's rows from the table.
fn page(relation: &Relation, reader: Reader, columns: &str, sums: &[&str]) -> String {
    let (whose, order, key) = (whose(relation, reader), relation.order, relation.key);
    let in_time = order.starts_with(relation.dated);
    let placed = if in_time { format!("r.{key} AS key") } else { columns.to_owned() };
    let (rows, join) = if in_time {
        ("one.*", format!("LEFT JOIN LATERAL (SELECT {columns} FROM {whose} AND r.{key} = placed.key) AS one ON true"))
    } else {
        ("placed.*", String::new())
    };
    let counted = each_sum(sums, |at, column| {
        format!("sum(r.{column})::bigint AS sum{at}, count(*) FILTER (WHERE r.{column} IS NULL) AS unknown{at}")
    });
    format!(
        "WITH counts AS MATERIALIZED (SELECT count(*) AS total, count(*) AS matching{counted} FROM {whose}), {} \
         SELECT asked.total, asked.matching, asked.page{summed}, {rows} \
         FROM asked LEFT JOIN ( \
             SELECT {placed}, row_number() OVER (ORDER BY {order}) AS place FROM {whose} ORDER BY {order} \
             LIMIT {PAGE} OFFSET (SELECT (page - 1) * {PAGE} FROM asked)) AS placed ON true {join} \
         ORDER BY placed.place",
        asked(),
        summed = summed(sums),
    )
}

/// The same with only one look at the words of each row, compared as [`domain::listing::fold`] compares them.
fn search(relation: &Relation, reader: Reader, columns: &str, sums: &[&str]) -> String {
    let (whose, order, key) = (whose(relation, reader), relation.order, relation.key);
    let words = relation.searchable().iter().map(|column| format!("r.{column}")).collect::<Vec<_>>().join(", ");
    let held = each_sum(sums, |at, column| format!("r.{column} AS held{at}"));
    let counted = each_sum(sums, |at, _| {
        format!(
            "(SELECT sum(held{at})::bigint FROM found) AS sum{at}, \
             (SELECT count(*) FROM found WHERE held{at} IS NULL) AS unknown{at}"
        )
    });
    format!(
        "WITH found AS MATERIALIZED ( \
             SELECT r.{key} AS key, row_number() OVER (ORDER BY {order}) AS place{held} \
             FROM {whose} AND folded(concat_ws(E'\\n', {words})) \
                              LIKE ALL (ARRAY (SELECT folded(pattern) FROM unnest($4::text[]) AS pattern))), \
         counts AS MATERIALIZED ( \
             SELECT (SELECT count(*) FROM {whose}) AS total, (SELECT count(*) FROM found) AS matching{counted}), {} \
         SELECT asked.total, asked.matching, asked.page{summed}, one.* \
         FROM asked \
         LEFT JOIN found ON found.place > (asked.page - 1) * {PAGE} AND found.place <= asked.page * {PAGE} \
         LEFT JOIN LATERAL (SELECT {columns} FROM {whose} AND r.{key} = found.key) AS one ON true \
         ORDER BY found.place",
        asked(),
        summed = summed(sums),
    )
}

/// The person's rows, without those that are not the reader's.
// Test (record/tests.rs): "S3: a draft is seen by its patron alone".
pub(super) fn whose(relation: &Relation, reader: Reader) -> String {
    let mut whose = format!("{} r WHERE r.library = $1 AND r.{} = $2", relation.name, relation.person);
    if reader == Reader::Other {
        let own = relation.fields.iter().filter_map(|field| Some((field.column, field.own_rows?)));
        whose.extend(own.map(|(column, value)| format!(" AND r.{column} IS DISTINCT FROM '{value}'")));
    }
    whose
}

/// Key, source, moment, and each field read by its kind, named `c0`, `c1`, …
fn columns(relation: &Relation, told: &dyn Fn(&Field) -> bool) -> String {
    let (source, at) = match relation.origin {
        Origin::Columns { source, at } => (format!("r.{source}"), at),
        Origin::Portal { at } => (format!("'{PORTAL_SOURCE}'::text"), at),
    };
    let mut all = vec![format!("r.{}", relation.key), source, format!("r.{at}")];
    all.extend(relation.fields.iter().map(|field| if told(field) { column(field) } else { empty(field).to_owned() }));
    let named: Vec<String> = all.iter().enumerate().map(|(at, column)| format!("{column} AS c{at}")).collect();
    named.join(", ")
}

/// A withheld value stays in the database: only whether there is one is read.
fn column(field: &Field) -> String {
    let column = field.column;
    if matches!(field.shown, Visibility::Withheld(_)) {
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

/// Nothing, of the type that the column is read as.
fn empty(field: &Field) -> &'static str {
    match field.kind {
        _ if matches!(field.shown, Visibility::Withheld(_)) => "false",
        Kind::Text | Kind::LongText | Kind::Code(_) | Kind::Email | Kind::Phone | Kind::CardNumber => "NULL::text",
        Kind::Count | Kind::Cents => "NULL::bigint",
        Kind::Date => "NULL::date",
        Kind::Moment => "NULL::timestamptz",
        Kind::YesNo => "NULL::boolean",
        Kind::Codes => "NULL::text[]",
    }
}

/// The least or greatest of a column, as a date. A moment's date is that of UTC.
fn day(relation: &Relation, column: &str, aggregate: &str) -> String {
    if relation.field(column).is_some_and(|field| field.kind == Kind::Date) {
        format!("{aggregate}(r.{column})")
    } else {
        format!("({aggregate}(r.{column}) AT TIME ZONE $4::text)::date")
    }
}
