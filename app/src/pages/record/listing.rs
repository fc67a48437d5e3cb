//! A whole list for the browser to look through: the server's half of the island `ListSearch`.

use super::activity;
use crate::{
    request::visit::Visit,
    ui::{rows, value},
};
use axum::http::StatusCode;
use chrono::{Datelike, NaiveDate};
use domain::{
    inventory::{Field, Kind, Relation},
    listing::Writer,
};
use portal::record::{Row, Value, whole_list};

/// The columns that people choose from.
const CHOICES: [&str; 6] = ["author", "branch", "pickup_branch", "kind", "channel", "method"];

/// The rows of the patron's list of this name, as [`domain::listing`] writes them.
///
/// # Errors
/// 401 when nobody is signed in, 404 where there is no such list.
pub async fn listing(visit: Visit, name: String) -> Result<String, StatusCode> {
    let patron = visit.patron.as_ref().ok_or(StatusCode::UNAUTHORIZED)?;
    if name == activity::LIST {
        return activity::listed(&visit).await;
    }
    let found = whole_list(&visit.web.portal, patron, &name).await.map_err(|failed| {
        tracing::error!(reference = %visit.id, error = %portal::Error::chain(&failed), "a list could not be read");
        StatusCode::SERVICE_UNAVAILABLE
    })?;
    let (relation, rows) = found.ok_or(StatusCode::NOT_FOUND)?;
    let (profile, lang) = (&visit.site.profile, visit.lang);
    let today = visit.now.with_timezone(&profile.time_zone).date_naive();
    let (fields, choices) = columns(relation);
    let mut writer = Writer::new(fields.iter().map(|field| field.label.to(lang)), &choices);
    let day = |row: &Row| -> Option<NaiveDate> {
        let cell = row.cells.iter().find(|cell| cell.field.column == relation.dated)?;
        match cell.value {
            Value::Date(day) => Some(day),
            Value::Moment(at) => Some(at.with_timezone(&profile.time_zone).date_naive()),
            _ => None,
        }
    };
    for row in &rows {
        let said: Vec<String> = fields
            .iter()
            .map(|field| {
                let cell = row.cells.iter().find(|cell| cell.field.column == field.column);
                let said = cell.and_then(|cell| match field.kind {
                    // The day is enough to find something by.
                    Kind::Moment => value::day(cell, profile, today, lang),
                    _ => value::brief(cell, profile, today, lang),
                });
                // A row that is found says what it says in its list, and is found by it.
                // Test (server/tests/routes/search.rs): "a loan that is overdue is so where the browser finds it, too".
                let late = cell.and_then(|cell| value::late(cell, today, lang));
                [said.as_deref(), late].into_iter().flatten().collect::<Vec<_>>().join(" · ")
            })
            .collect();
        writer.row(day(row).map(|day| day.year()), said.iter().map(String::as_str));
    }
    Ok(writer.finish())
}

/// The columns that are looked through, and the places of those that people choose from.
fn columns(relation: &'static Relation) -> (Vec<&'static Field>, Vec<usize>) {
    let fields: Vec<&'static Field> =
        relation.fields.iter().filter(|field| !rows::is_withheld(field) && !field.technical).collect();
    let choices = (0..fields.len()).filter(|&at| CHOICES.contains(&fields[at].column)).collect();
    (fields, choices)
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::inventory::relations;
    use std::collections::BTreeSet;

    /// What people choose from in the list of this name.
    fn chosen_from(name: &str) -> Vec<&'static str> {
        let (_, relation) = relations().find(|(_, relation)| relation.name == name).unwrap();
        let (fields, choices) = columns(relation);
        choices.into_iter().map(|at| fields[at].column).collect()
    }

    #[test]
    fn books_are_chosen_by_author_and_branch_and_money_and_notices_by_kind() {
        for (list, columns) in [
            ("loan_history", ["author", "branch"]),
            ("checkout", ["author", "branch"]),
            ("hold", ["author", "pickup_branch"]),
            ("account_line", ["kind", "method"]),
            ("notice_sent", ["kind", "channel"]),
        ] {
            assert_eq!(chosen_from(list), columns, "{list}");
        }
    }

    #[test]
    fn every_choice_is_a_column_of_some_list_that_is_looked_through() {
        let lists = relations().filter(|(_, relation)| !relation.searchable().is_empty());
        let all: BTreeSet<&str> =
            lists.flat_map(|(_, relation)| columns(relation).0).map(|field| field.column).collect();
        for choice in CHOICES {
            assert!(all.contains(choice), "{choice}");
        }
    }
}
