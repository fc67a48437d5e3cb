//! One value as a person reads it.

use crate::{
    prelude::*,
    ui::rules,
    words::{correction, record as words},
};
use chrono::NaiveDate;
use domain::{
    inventory::{Class, Field, Kind, Visibility, show, told},
    profile::Profile,
    words::Lang,
};
use portal::record::{Cell, Value};

/// The value in words, with what its person states and what the library's own system says beside it; `None` where there is
/// none of these.
pub fn in_words(cell: &Cell, profile: &Profile, lang: Lang) -> Option<String> {
    beside(cell, alone(cell, profile, lang), profile, lang)
}

/// With what stands beside it, if anything does: it goes with the value wherever that is shown.
fn beside(cell: &Cell, said: Option<String>, profile: &Profile, lang: Lang) -> Option<String> {
    let said = match &cell.statement {
        Some(statement) => Some(correction::beside(lang, said.as_deref(), statement)),
        None => said,
    };
    let Some(other) = &cell.in_system else { return said };
    let there = of(cell.field, &other.value, profile, lang);
    let since = show::date(other.since.with_timezone(&profile.time_zone).date_naive(), lang);
    let there = words::in_system(lang, there.as_deref(), &since);
    Some(said.map_or_else(|| there.clone(), |said| format!("{said} ({there})")))
}

/// The value in words and nothing else, or `None` where there is none.
pub fn alone(cell: &Cell, profile: &Profile, lang: Lang) -> Option<String> {
    of(cell.field, &cell.value, profile, lang)
}

/// A value of a field in words.
fn of(field: &Field, value: &Value, profile: &Profile, lang: Lang) -> Option<String> {
    Some(match value {
        Value::Missing | Value::Withheld => return None,
        // A column that has no other way to say that there is nothing.
        Value::Text(text) if text.is_empty() => return None,
        Value::Text(text) => profile.word_for(field, text, lang).unwrap_or_else(|| coded(field, text, lang)),
        Value::Date(day) => show::date(*day, lang),
        Value::Moment(at) => show::moment(*at, profile.time_zone, lang),
        Value::YesNo(yes) => show::yes_no(*yes).to(lang).to_owned(),
        Value::Count(number) => number.to_string(),
        Value::Cents(cents) => show::cents(*cents),
        Value::Codes(codes) if codes.is_empty() => return None,
        Value::Codes(codes) if is_of_rules(field) => rules::named(codes, profile, lang),
        Value::Codes(codes) => codes.iter().map(|code| class_or_code(code, lang)).collect::<Vec<_>>().join(", "),
    })
}

/// The same as short as a list has room for: `Nov 28` and not `November 28, 2026`.
pub fn brief(cell: &Cell, profile: &Profile, today: NaiveDate, lang: Lang) -> Option<String> {
    let said = match &cell.value {
        Value::Date(day) => Some(show::short_date(*day, today, lang)),
        Value::Moment(at) => Some(show::short_moment(*at, today, profile.time_zone, lang)),
        Value::Count(number) => Some(show::count(*number)),
        _ => alone(cell, profile, lang),
    };
    beside(cell, said, profile, lang)
}

/// The day of a date or moment alone.
pub fn day(cell: &Cell, profile: &Profile, today: NaiveDate, lang: Lang) -> Option<String> {
    let day = match cell.value {
        Value::Date(day) => day,
        Value::Moment(at) => at.with_timezone(&profile.time_zone).date_naive(),
        _ => return None,
    };
    beside(cell, Some(show::short_date(day, today, lang)), profile, lang)
}

/// Whether nothing is recorded of it, nothing stated of it by its person, and nothing said of it by the library's own system.
pub fn is_missing(cell: &Cell) -> bool {
    let is_withheld = matches!(cell.field.shown, Visibility::Withheld(_));
    let is_empty = match &cell.value {
        Value::Missing => true,
        Value::Text(text) => text.is_empty(),
        _ => false,
    };
    is_empty && !is_withheld && cell.statement.is_none() && cell.in_system.is_none()
}

/// Whether it is the day by which something is to be brought back, and that has passed: as the overview counts.
pub fn is_overdue(cell: &Cell, today: NaiveDate) -> bool {
    cell.field.back_by && matches!(cell.value, Value::Date(day) if day < today)
}

/// The word beside such a day.
pub fn late(cell: &Cell, today: NaiveDate, lang: Lang) -> Option<&'static str> {
    is_overdue(cell, today).then(|| words::OVERDUE.to(lang))
}

/// The value in a list: what is missing there is a dash, and said to those who hear the page.
pub fn in_list(cell: &Cell, profile: &Profile, today: NaiveDate, lang: Lang) -> AnyView {
    match &cell.value {
        _ if is_missing(cell) => {
            let missing = words::MISSING.to(lang);
            view! { <span aria-hidden="true">"–"</span><span class="visually-hidden">{missing}</span> }
        }
        Value::Date(day) => {
            let late = late(cell, today, lang).map(|late| view! { " " <span class="state is-no">{late}</span> });
            view! { <time datetime=day.to_string()>{brief(cell, profile, today, lang)}</time> {late} }
        }
        Value::Moment(at) => {
            view! { <time datetime=show::machine(*at)>{brief(cell, profile, today, lang)}</time> }
        }
        _ => shown(cell, profile, lang),
    }
}

/// Whether its codes name rules, which are shown in their own words with where each is from.
// Test (server/tests/routes/permissions_desk.rs): "S3: the desk confirms in two steps and tells only what is permitted".
pub fn is_of_rules(field: &Field) -> bool {
    field.kind == Kind::Codes && field.column == "rules"
}

/// The other lists of codes name classes or fields; a class is called what its drawer is called.
fn class_or_code(code: &str, lang: Lang) -> String {
    let label = Class::from_code(code).map(Class::label).or_else(|| told::field(code));
    label.map_or_else(|| code.to_owned(), |label| label.to(lang).to_owned())
}

fn coded(field: &Field, text: &str, lang: Lang) -> String {
    match field.kind {
        Kind::Code(labels) => labels
            .iter()
            .find(|(code, _)| *code == text)
            .map_or_else(|| text.to_owned(), |(_, label)| label.to(lang).to_owned()),
        _ => text.to_owned(),
    }
}

/// A name or title as it stands in the record: it reads in its own direction, whatever stands around it. Of its language nothing is
/// known (docs/decisions/0070).
// Test (server/tests/routes/markup.rs): "a title in any script stands apart from the words around it".
pub fn apart(text: String) -> AnyView {
    view! { <bdi>{text}</bdi> }
}

/// The value on the page: missing, withheld with its reason, masked until asked for, or plain.
pub fn shown(cell: &Cell, profile: &Profile, lang: Lang) -> AnyView {
    if let Visibility::Withheld(reason) = cell.field.shown {
        return view! { <span class="withheld">{words::WITHHELD.to(lang)} ". " {reason.to(lang)}</span> };
    }
    if let Value::Codes(codes) = &cell.value
        && is_of_rules(cell.field)
        && !codes.is_empty()
    {
        return view! { <ul class="cite">{rules::written(codes, profile, lang)}</ul> };
    }
    let Some(text) = in_words(cell, profile, lang) else {
        return view! { <span class="missing">{words::MISSING.to(lang)}</span> };
    };
    match cell.field.shown {
        Visibility::Masked => view! {
            <details class="reveal">
                <summary>
                    {words::REVEAL.to(lang)}
                    <span class="visually-hidden">": " {cell.field.label.to(lang)}</span>
                </summary>
                <span>{text}</span>
            </details>
        },
        _ if cell.field.kind == Kind::LongText => view! { <bdi class="long-text">{text}</bdi> },
        _ if cell.field.kind == Kind::Text => apart(text),
        _ => text.into_any(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::inventory::info;

    fn cell(class: Class, relation: &str, column: &str, value: Value) -> Cell {
        let relation = info(class).relations.iter().find(|one| one.name == relation).unwrap();
        let field = relation.field(column).unwrap();
        Cell { field, value, origin: None, statement: None, in_system: None }
    }

    #[test]
    fn a_text_that_is_empty_is_nothing() {
        let profile = Profile::parse("mansfield", include_str!("../../../libraries/mansfield.toml")).unwrap();
        let said = |text: &str| cell(Class::Notices, "service_listed", "statement", Value::Text(text.to_owned()));
        assert_eq!(in_words(&said(""), &profile, Lang::En), None);
        assert!(is_missing(&said("")));
        assert_eq!(in_words(&said("I moved."), &profile, Lang::En).as_deref(), Some("I moved."));
        assert!(!is_missing(&said("I moved.")));
    }

    #[test]
    fn a_loan_is_overdue_from_the_day_after_it_was_due_and_one_that_was_brought_back_is_not() {
        let day = |day| NaiveDate::from_ymd_opt(2026, 11, day).unwrap();
        let due = |class, relation, on| is_overdue(&cell(class, relation, "due_on", Value::Date(day(on))), day(23));
        assert!(due(Class::Checkouts, "checkout", 22));
        assert!(!due(Class::Checkouts, "checkout", 23), "what is due today");
        assert!(!due(Class::History, "loan_history", 22));
    }
}
