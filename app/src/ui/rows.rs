//! Rows of one list of a record, as a table: what differs from row to row has a column, the rest is said once.

use crate::{prelude::*, ui::value, words::record as words};
use chrono::NaiveDate;
use domain::{
    inventory::{Field, Kind, Visibility, show},
    profile::Profile,
    words::Lang,
};
use portal::record::{Cell, Row, Total, Value};

/// A list with more columns than this, or with long text in it, is not a table of all its columns.
pub const MOST_COLUMNS: usize = 6;

/// What the values of a list are written with.
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
            // Money stands in its column, and its sum below it, whatever the rows say; rules have words and links, and a long text
            // its language, for which a line above the list has no room. What is overdue says so in its row.
            let is_late = |row: &Row| cell(row, field).is_some_and(|cell| value::is_overdue(cell, context.today));
            let stays = field.adds_up()
                || value::is_of_rules(field)
                || field.kind == Kind::LongText
                || rows.iter().any(is_late);
            if stays && rows.iter().any(|row| cell(row, field).is_some()) {
                shown.push(field);
            } else if is_same && first.is_none() {
                same.extend((!field.seldom).then_some((field, None)));
            } else if field.technical {
                technical.push(field);
            } else if is_same
                && rows.len() > 1
                && !shown.is_empty()
                && !matches!(field.shown, Visibility::PlainUnless(_))
            {
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
    matches!(field.shown, Visibility::Withheld(_))
}

/// The heads of these columns.
pub fn heads(columns: &[&'static Field], lang: Lang) -> Vec<impl IntoView + use<>> {
    let head = |field: &&Field| {
        let class = is_number(field).then_some("number");
        view! { <th scope="col" class=class>{field.label.to(lang)}</th> }
    };
    columns.iter().map(head).collect()
}

/// A value as it stands in a list.
pub fn in_list(cell: &Cell, context: Context<'_>) -> AnyView {
    value::in_list(cell, context.profile, context.today, context.lang)
}

/// The cells of one row under these columns, each as `shown` has it: the first names the row.
pub fn cells(row: &Row, columns: &[&'static Field], lang: Lang, shown: impl Fn(&Cell) -> AnyView) -> AnyView {
    let foreign = foreign(row, lang);
    let shown = |field: &&Field| {
        let shown = cell(row, field).map(&shown);
        match foreign.filter(|_| field.kind == Kind::LongText) {
            Some(other) => view! { <span lang=other.tag()>{shown}</span> },
            None => shown.into_any(),
        }
    };
    let mut columns = columns.iter();
    let first = columns.next().map(|field| {
        // A name says what it is; a day, a number or a yes does not, where no head of its column is seen.
        let is_bare = matches!(field.kind, Kind::Date | Kind::Moment | Kind::YesNo | Kind::Count | Kind::Cents);
        let label = is_bare.then(|| field.label.to(lang));
        view! { <th scope="row" data-label=label>{shown(field)}</th> }
    });
    let rest: Vec<_> = columns
        .map(|field| {
            // Where each row is a card, what it does not have needs no room.
            let is_missing = cell(row, field).is_none_or(value::is_missing);
            let class = match (field.kind == Kind::LongText, is_number(field), is_missing) {
                (true, _, true) => Some("wide nothing"),
                (true, _, false) => Some("wide"),
                (_, true, true) => Some("number nothing"),
                (_, true, false) => Some("number"),
                (_, _, true) => Some("nothing"),
                _ => None,
            };
            view! { <td class=class data-label=field.label.to(lang)>{shown(field)}</td> }
        })
        .collect();
    view! { {first} {rest} }
}

/// The language that the texts of a row were written in, where it is not the reader's.
// Test (end2end/journeys/spanish.script.spec.ts): "every page of a patron is in Spanish".
fn foreign(row: &Row, lang: Lang) -> Option<Lang> {
    let written = row.cells.iter().find(|cell| cell.field.column == "language")?;
    let Value::Text(code) = &written.value else { return None };
    Lang::from_tag(code).filter(|other| *other != lang)
}

/// What every row says the same of, and what none says anything of: of what serves the working of a system that is no news.
pub fn same_in_all(same: &[(&'static Field, Option<String>)], lang: Lang) -> impl IntoView + use<> {
    let said: Vec<_> = same
        .iter()
        .filter_map(|(field, said)| Some((field.label.to(lang), said.clone()?)))
        .enumerate()
        .map(|(at, (label, said))| {
            let glue = (at > 0).then_some("; ");
            let colon = if label.ends_with('?') { " " } else { ": " };
            view! { {glue} {label} {colon} {value::apart(said)} }
        })
        .collect();
    let none = none_of(same, lang);
    view! {
        {(!said.is_empty()).then(|| view! { <p class="hint">{words::IN_ALL.to(lang)} ": " {said} "."</p> })}
        {(!none.is_empty()).then(|| view! { <p class="hint">{words::MISSING.to(lang)} ": " {none.join("; ")} "."</p> })}
    }
}

/// What no row has that a person would look for.
fn none_of(same: &[(&'static Field, Option<String>)], lang: Lang) -> Vec<&'static str> {
    let of = same.iter().filter(|(field, said)| said.is_none() && !field.technical);
    of.map(|(field, _)| field.label.to(lang)).collect()
}

/// A list's sums.
#[derive(Clone, Copy)]
pub struct Sums<'a> {
    /// Each, by its column.
    pub totals: &'a [Total],
    /// Whether they are of more rows than are on the page.
    pub of_more: bool,
}

/// The sums of what is money in these columns, below a list: a clerk or patron should not have to add it up. `rest`: so many
/// columns come after them.
pub fn totals(sums: Sums<'_>, columns: &[&'static Field], rest: usize, lang: Lang) -> Option<impl IntoView + use<>> {
    let of = |field: &&'static Field| sums.totals.iter().find(|total| total.column == field.column);
    let several = sums.totals.iter().any(|total| total.known + total.unknown > 1);
    let label = if sums.of_more { words::TOTAL_OF_ALL } else { words::TOTAL };
    (several && columns.iter().any(|field| of(field).is_some())).then(|| {
        let cells: Vec<_> = columns
            .iter()
            .skip(1)
            .map(|field| match of(field) {
                Some(total) => view! {
                    <td class="number" data-label=field.label.to(lang)>{summed(*total, lang)}</td>
                },
                None => view! { <td></td> },
            })
            .collect();
        let rest: Vec<_> = (0..rest).map(|_| view! { <td></td> }).collect();
        view! {
            <tfoot>
                <tr><th scope="row">{label.to(lang)}</th>{cells}{rest}</tr>
            </tfoot>
        }
    })
}

/// A sum as it is said: an amount that is not known does not count as nothing.
fn summed(total: Total, lang: Lang) -> String {
    match (total.known, total.unknown) {
        (0, _) => words::MISSING.to(lang).to_owned(),
        (_, 0) => show::cents(total.cents),
        (_, unknown) => words::and_unknown(lang, &show::cents(total.cents), unknown),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::inventory::{Class, info};

    #[test]
    fn what_serves_the_working_of_a_system_is_not_said_to_be_missing() {
        let outbox = info(Class::Notices).relations.iter().find(|one| one.name == "outbox").unwrap();
        let same =
            ["subject", "slot_at", "needs_each", "came_back"].map(|column| (outbox.field(column).unwrap(), None));
        assert_eq!(none_of(&same, Lang::En), ["Subject", "Came back, with this code"]);
    }

    #[test]
    fn an_amount_that_is_not_known_does_not_count_as_nothing() {
        let total = |known, unknown| Total { column: "outstanding_cents", cents: 350, known, unknown };
        for (known, unknown, en, es) in [
            (2, 0, "$3.50", "$3.50"),
            (2, 1, "$3.50 and 1 amount not recorded", "$3.50 y 1 monto que no consta"),
            (2, 3, "$3.50 and 3 amounts not recorded", "$3.50 y 3 montos que no constan"),
            (0, 3, "Not recorded", "No consta"),
        ] {
            assert_eq!(summed(total(known, unknown), Lang::En), en);
            assert_eq!(summed(total(known, unknown), Lang::Es), es);
        }
    }
}
