//! A value as a person reads it, on paper and in copies.

use super::{Cell, Row, Value};
use domain::{
    inventory::{Class, Field, Kind, find, show, told},
    profile::Profile,
    words::{Lang, Text},
};

/// What a part of the record is called: [`Class::label`] to its patron, [`Class::label_for_others`] to anybody else.
pub(crate) type Called = fn(Class) -> Text;

/// A value of a row in words: of what was refused, that it was.
// Test (export/tests.rs): "a refused look is a refusal in every copy".
pub(crate) fn cell_in_words(profile: &Profile, lang: Lang, row: &Row, cell: &Cell, called: Called) -> String {
    match row.refused(cell) {
        Some(action) => action.told(true).to(lang).to_owned(),
        None => in_words(profile, lang, cell.field, &cell.value, called),
    }
}

/// The value in words; empty where nothing is held or it is withheld.
pub(crate) fn in_words(profile: &Profile, lang: Lang, field: &Field, value: &Value, called: Called) -> String {
    match (value, field.kind) {
        (Value::Missing | Value::Withheld, _) => String::new(),
        (Value::Text(code), _) if profile.word_for(field, code, lang).is_some() => {
            profile.word_for(field, code, lang).unwrap_or_default()
        }
        (Value::Text(code), Kind::Code(codes)) => {
            find(codes, code).map_or(code.clone(), |label| label.to(lang).to_owned())
        }
        (Value::Text(text), _) => text.clone(),
        (Value::Date(date), _) => show::date(*date, lang),
        (Value::Moment(at), _) => show::moment(*at, profile.time_zone, lang),
        (Value::YesNo(yes), _) => show::yes_no(*yes).to(lang).to_owned(),
        (Value::Count(count), _) => show::count(*count),
        (Value::Cents(cents), _) => show::cents(*cents),
        (Value::Codes(codes), _) if field.column == "rules" => {
            codes.iter().map(|code| profile.rules.cited(code, lang)).collect::<Vec<_>>().join("; ")
        }
        (Value::Codes(codes), _) => {
            let label = |code: &str| Class::from_code(code).map(called).or_else(|| told::field(code));
            let said = codes.iter().map(|code| label(code).map_or(code.clone(), |label| label.to(lang).to_owned()));
            said.collect::<Vec<_>>().join(", ")
        }
    }
}
