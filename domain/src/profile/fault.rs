//! What is wrong with a profile, in words for a system administrator.

use std::{fmt, ops::Range};
use toml::de::{DeTable, DeValue};

/// Why a profile was refused: `canton.toml, line 31, column 1: card.lengths: …`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProfileError {
    /// The file's name as it was given.
    pub file: String,
    /// Which setting: `switches.helper.value`, `vendors[2].code` (the second). Empty where it is the file as a whole.
    pub key: String,
    /// What is wrong with it and what to write instead.
    pub reason: String,
    /// Line and column of the setting, or of the table it is missing from, counted from 1.
    pub place: Option<(usize, usize)>,
}

impl fmt::Display for ProfileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if let Some((line, column)) = self.place {
            write!(f, ", line {line}, column {column}")?;
        }
        if !self.key.is_empty() {
            write!(f, ": {}", self.key)?;
        }
        write!(f, ": {}", self.reason)
    }
}

impl std::error::Error for ProfileError {}

/// Every profile that was refused, each with its reason: the errors of one start, on one line each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProfileErrors(pub Vec<ProfileError>);

impl fmt::Display for ProfileErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (number, error) in self.0.iter().enumerate() {
            if number > 0 {
                f.write_str("\n")?;
            }
            error.fmt(f)?;
        }
        Ok(())
    }
}

impl std::error::Error for ProfileErrors {}

/// A fault found in a profile that could be read.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Fault {
    /// Which setting.
    pub(super) key: String,
    /// What is wrong with it.
    pub(super) reason: String,
}

impl Fault {
    pub(super) fn new(key: impl Into<String>, reason: impl Into<String>) -> Self {
        Self { key: key.into(), reason: reason.into() }
    }

    /// The fault with its place in the file.
    pub(super) fn in_file(self, file: &str, text: &str) -> ProfileError {
        let map = Map::of(text);
        let place = map.place_of(&self.key).map(|at| line_and_column(text, at));
        ProfileError { file: file.to_owned(), key: self.key, reason: self.reason, place }
    }
}

/// What TOML or serde refused, in plainer words and with the path of its key.
pub(super) fn refused(file: &str, text: &str, error: &toml::de::Error) -> ProfileError {
    let span = error.span();
    let mut key = span.clone().map_or_else(String::new, |span| Map::of(text).key_at(&span));
    let message = error.message();
    let reason = if let Some(missing) = quoted_after(message, "missing field ") {
        if !key.is_empty() {
            key.push('.');
        }
        key.push_str(missing);
        "this setting is missing".to_owned()
    } else {
        plain(message)
    };
    let place = span.map(|span| line_and_column(text, span.start));
    ProfileError { file: file.to_owned(), key, reason, place }
}

/// serde's sentence in plainer words.
fn plain(message: &str) -> String {
    if let Some(word) = quoted_after(message, "unknown field ") {
        return match message.split_once(", expected ") {
            Some((_, known)) => format!("there is no setting `{word}` here; there is {}", choices(known)),
            None => format!("there is no setting `{word}` here"),
        };
    }
    if let Some(word) = quoted_after(message, "unknown variant ") {
        return match message.split_once(", expected ") {
            Some((_, known)) => format!("`{word}` is not known here; write {}", choices(known)),
            None => format!("`{word}` is not known here"),
        };
    }
    if message.contains("timezone") {
        return "this is no time zone of the tz database; write for example America/New_York".to_owned();
    }
    let found = ["invalid type: ", "invalid value: "].iter().find_map(|start| message.strip_prefix(start));
    match found.and_then(|rest| rest.rsplit_once(", expected ")) {
        Some((found, expected)) => format!("found {found} where there should be {}", wanted(expected)),
        None => message.to_owned(),
    }
}

fn choices(known: &str) -> &str {
    known.strip_prefix("one of ").unwrap_or(known)
}

fn wanted(expected: &str) -> &str {
    match expected {
        "u8" => "a whole number from 0 to 255",
        "u16" => "a whole number from 0 to 65535",
        "a boolean" => "true or false",
        "a string" => "text in quotes",
        "a sequence" => "a list in [ ]",
        "a map" => "a table of settings",
        _ if expected.starts_with("struct ") => "a table of settings in { }",
        _ => expected,
    }
}

fn quoted_after<'a>(message: &'a str, start: &str) -> Option<&'a str> {
    message.strip_prefix(start)?.strip_prefix('`')?.split('`').next()
}

fn line_and_column(text: &str, at: usize) -> (usize, usize) {
    let before = text.get(..at).unwrap_or(text);
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    (line, column)
}

/// Where every setting of a file stands, whatever else is wrong with the file.
struct Map(Vec<(String, Range<usize>)>);

impl Map {
    fn of(text: &str) -> Self {
        let (table, _errors) = DeTable::parse_recoverable(text);
        let mut map = Self(Vec::new());
        map.table("", table.get_ref());
        map
    }

    fn table(&mut self, under: &str, table: &DeTable<'_>) {
        for (key, value) in table {
            let path = if under.is_empty() { key.get_ref().to_string() } else { format!("{under}.{}", key.get_ref()) };
            self.0.push((path.clone(), key.span()));
            self.value(&path, value.span(), value.get_ref());
        }
    }

    fn value(&mut self, path: &str, span: Range<usize>, value: &DeValue<'_>) {
        self.0.push((path.to_owned(), span));
        match value {
            DeValue::Table(table) => self.table(path, table),
            DeValue::Array(list) => {
                for (number, one) in list.iter().enumerate() {
                    self.value(&format!("{path}[{}]", number + 1), one.span(), one.get_ref());
                }
            }
            _ => {}
        }
    }

    /// The innermost setting around a span.
    fn key_at(&self, span: &Range<usize>) -> String {
        self.0
            .iter()
            .filter(|(_, around)| around.start <= span.start && span.end <= around.end)
            .min_by_key(|(path, around)| (around.len(), std::cmp::Reverse(path.len())))
            .map_or_else(String::new, |(path, _)| path.clone())
    }

    /// Where a setting stands, or the nearest table it would stand in.
    fn place_of(&self, key: &str) -> Option<usize> {
        let mut key = key;
        loop {
            if let Some((_, span)) = self.0.iter().find(|(path, _)| path == key) {
                return Some(span.start);
            }
            key = &key[..key.rfind(['.', '['])?];
        }
    }
}
