//! The rows of a table: always the same ones, whatever was counted. A row that is there only when somebody is in it would
//! tell that somebody is; so the profile lists them, and everything else is one row.

use super::{By, Statistics, age_band, measure::AGES};
use crate::{
    profile::Profile,
    words::{Lang, Text},
};
use std::borrow::Cow;

/// What stands for every row that the profile does not list, and for what is not known.
pub const OTHER: &str = "";

/// So many rows a profile may list.
pub const MANY_ROWS: usize = 40;

/// The rows of a table by `by`, as they are stored, in their order. Empty: the library does not break numbers down by that.
pub fn rows(statistics: &Statistics, by: By) -> Vec<String> {
    let listed = match by {
        By::Whole => return Vec::new(),
        By::AgeBand => return (0..=AGES.len() + 1).map(|number| age_band(number).to_owned()).collect(),
        By::HomeLibrary => &statistics.home_libraries,
        By::CardKind => &statistics.card_kinds,
        By::ItemKind => &statistics.item_kinds,
    };
    if listed.is_empty() {
        return Vec::new();
    }
    listed.iter().cloned().chain([OTHER.to_owned()]).collect()
}

/// What a row is called.
pub fn row_label<'a>(profile: &'a Profile, by: By, row: &'a str, lang: Lang) -> Cow<'a, str> {
    if by == By::AgeBand {
        return Cow::Borrowed(age_label(row).to(lang));
    }
    match row {
        OTHER => Text::new("Another one, or not known", "Otra, o no se sabe").to(lang).into(),
        code => profile.code_words.get(code).map_or(code, |words| words.to(lang)).into(),
    }
}

fn age_label(band: &str) -> Text {
    match band {
        "under-12" => Text::new("Under 12", "Menos de 12"),
        "12-17" => Text::new("12 to 17", "De 12 a 17"),
        "18-34" => Text::new("18 to 34", "De 18 a 34"),
        "35-64" => Text::new("35 to 64", "De 35 a 64"),
        "65-up" => Text::new("65 and older", "65 o más"),
        _ => Text::new("Not known", "No se sabe"),
    }
}
