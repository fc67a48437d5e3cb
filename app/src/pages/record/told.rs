//! An event of the ledger in words: who, what for, and what was noted beside it.

use crate::words::minor;
use domain::{
    age::Young,
    consent,
    decision::{Purpose, Role},
    inventory::told::{self, Noted},
    ledger::ActorKind,
    profile::Profile,
    words::{Lang, Text, isolated},
};
use serde_json::Value;

/// Who did it: a member of staff by role, and by name only where one is given; to a minor who reads, in words for their age.
pub fn who(actor: ActorKind, role: Option<Role>, name: Option<&str>, young: Option<Young>, lang: Lang) -> String {
    let kind = minor::actor(actor, young).to(lang);
    let name = name.map(isolated);
    match (role.map(|role| role.label().to(lang)), name.as_deref()) {
        (Some(role), Some(name)) => format!("{kind} ({role}, {name})"),
        (Some(one), None) | (None, Some(one)) => format!("{kind} ({one})"),
        (None, None) => kind.to_owned(),
    }
}

/// What for: a kind of e-mail that was chosen, a task at the desk, a mail or a link; otherwise as it was stated.
pub fn purpose(code: &str, profile: &Profile, lang: Lang) -> String {
    match (consent::Purpose::from_code(code, profile), Purpose::from_code(code)) {
        (Some(purpose), _) => purpose.label(lang),
        (None, Some(purpose)) => purpose.label().to(lang).to_owned(),
        (None, None) => told::what_for(code).map_or_else(|| code.to_owned(), |label| label.to(lang).to_owned()),
    }
}

/// The fields an event touched, by their labels, each once. One that this version does not know keeps its name.
pub fn fields(names: &[String], lang: Lang) -> Vec<String> {
    let mut said = Vec::new();
    for name in names {
        let label = told::field(name).map_or_else(|| name.clone(), |label| label.to(lang).to_owned());
        if !said.contains(&label) {
            said.push(label);
        }
    }
    said
}

/// What was noted beside an event, label and value.
pub fn notes(detail: &Value, lang: Lang) -> Vec<(Text, String)> {
    let noted = |value| match value {
        &Value::Bool(yes) => Some(Noted::YesNo(yes)),
        Value::Number(number) => number.as_i64().map(Noted::Count),
        Value::String(text) => Some(Noted::Text(text)),
        _ => None,
    };
    let all = detail.as_object().into_iter().flatten();
    all.filter_map(|(key, value)| told::note(key, noted(value)?, lang)).collect()
}
