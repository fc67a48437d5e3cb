//! Rows of one list of a record, as a table: what differs from row to row has a column, the rest is said once.

use crate::{ui::value, words::record as words};
use chrono::NaiveDate;
use domain::{
    inventory::{Field, Kind, Shown, show},
    profile::Profile,
    words::{Lang, Text},
};
use leptos::prelude::*;
use portal::record::{Cell, Row, Value};

/// A list with more columns than this, or with long text in it, is not a table of all its columns.
pub const MOST_COLUMNS: usize = 6;

/// What the values of a list are said by.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// The library's.
    pub profile: &'a Profile,
    /// The day on which it is read: dates of this year are said without the year.
    pub today: NaiveDate,
    /// The reader's language.
    pub lang: Lang,
}

/// Which fields of a list have a column.
pub struct Columns {
    /// The columns, in the inventory's order.
    pub shown: Vec<&'static Field>,
    /// What serves the working of a system.
    pub technical: Vec<&'static Field>,
    /// What is the same in every row: label and value, where there is one.
    pub same: Vec<(&'static Field, Option<String>)>,
}

impl Columns {
    /// Of these rows of a list with these fields.
    pub fn of(rows: &[Row], fields: &'static [Field], context: Context<'_>) -> Self {
        let (mut shown, mut technical, mut same) = (Vec::new(), Vec::new(), Vec::new());
        for field in fields.iter().filter(|field| !is_withheld(field)) {
            let mut said = rows.iter().map(|row| brief(cell(row, field)?, context));
            let first = said.next().flatten();
            let is_same = said.all(|other| other == first);
            if is_same && first.is_none() {
                same.push((field, None));
            } else if field.technical {
                technical.push(field);
            } else if is_same && rows.len() > 1 && !shown.is_empty() && !matches!(field.shown, Shown::PlainUnless(_)) {
                same.push((field, first));
            } else {
                shown.push(field);
            }
        }
        Self { shown, technical, same }
    }
}

/// The value of a field in a row, where the row has it.
pub fn cell<'a>(row: &'a Row, field: &Field) -> Option<&'a Cell> {
    row.cells.iter().find(|cell| cell.field.column == field.column)
}

/// A value as short as a list has room for.
pub fn brief(cell: &Cell, context: Context<'_>) -> Option<String> {
    match cell.value {
        Value::Withheld => Some(words::WITHHELD.to(context.lang).to_owned()),
        _ => value::brief(cell, context.profile, context.today, context.lang),
    }
}

/// Whether a column is aligned as numbers are.
pub fn is_number(field: &Field) -> bool {
    matches!(field.kind, Kind::Cents | Kind::Count)
}

/// Whether nobody is shown it.
pub fn is_withheld(field: &Field) -> bool {
    matches!(field.shown, Shown::Withheld(_))
}

/// The heads of these columns.
pub fn heads(columns: &[&'static Field], lang: Lang) -> Vec<impl IntoView + use<>> {
    let head = |field: &&Field| {
        let class = is_number(field).then_some("number");
        view! { <th role="columnheader" scope="col" class=class>{field.label.to(lang)}</th> }
    };
    columns.iter().map(head).collect()
}

/// A value as it stands in a list.
pub fn in_list(cell: &Cell, context: Context<'_>) -> AnyView {
    value::in_list(cell, context.profile, context.today, context.lang)
}

/// The cells of one row under these columns, each as `shown` has it: the first names the row.
pub fn cells(row: &Row, columns: &[&'static Field], lang: Lang, shown: impl Fn(&Cell) -> AnyView) -> AnyView {
    let shown = |field: &&Field| cell(row, field).map(&shown);
    let mut columns = columns.iter();
    let first = columns.next().map(|field| view! { <th role="rowheader" scope="row">{shown(field)}</th> });
    let rest: Vec<_> = columns
        .map(|field| {
            let class = match field.kind {
                Kind::LongText => Some("wide"),
                _ => is_number(field).then_some("number"),
            };
            view! { <td role="cell" class=class data-label=field.label.to(lang)>{shown(field)}</td> }
        })
        .collect();
    view! { {first} {rest} }.into_any()
}

/// What every row says the same of, and what none says anything of.
pub fn same_in_all(same: &[(&'static Field, Option<String>)], lang: Lang) -> impl IntoView + use<> {
    let said: Vec<String> =
        same.iter().filter_map(|(field, said)| Some(format!("{}: {}", field.label.to(lang), said.as_ref()?))).collect();
    let none: Vec<&str> =
        same.iter().filter(|(_, said)| said.is_none()).map(|(field, _)| field.label.to(lang)).collect();
    let line = |label: Text, what: String| {
        (!what.is_empty()).then(|| view! { <p class="hint">{label.to(lang)} ": " {what} "."</p> })
    };
    view! { {line(words::IN_ALL, said.join("; "))} {line(words::MISSING, none.join(", "))} }
}

/// The sums of what is money in these columns, below a list that is whole: a clerk or patron should not have to add it up. `rest`: so
/// many columns come after them.
pub fn totals(rows: &[Row], columns: &[&'static Field], rest: usize, lang: Lang) -> Option<impl IntoView + use<>> {
    let sum = |field: &&'static Field| -> Option<i64> {
        let cells = rows.iter().filter_map(|row| cell(row, field));
        (field.kind == Kind::Cents)
            .then(|| cells.map(|cell| if let Value::Cents(cents) = cell.value { cents } else { 0 }).sum())
    };
    let sums: Vec<Option<i64>> = columns.iter().map(sum).collect();
    (rows.len() > 1 && sums.iter().any(Option::is_some)).then(|| {
        let cells: Vec<_> = sums
            .iter()
            .zip(columns)
            .skip(1)
            .map(|(sum, field)| match sum {
                Some(sum) => view! {
                    <td role="cell" class="number" data-label=field.label.to(lang)>{show::cents(*sum)}</td>
                }
                .into_any(),
                None => view! { <td role="cell"></td> }.into_any(),
            })
            .collect();
        let rest: Vec<_> = (0..rest).map(|_| view! { <td role="cell"></td> }).collect();
        view! {
            <tfoot role="rowgroup">
                <tr role="row"><th role="rowheader" scope="row">{words::TOTAL.to(lang)}</th>{cells}{rest}</tr>
            </tfoot>
        }
    })
}
