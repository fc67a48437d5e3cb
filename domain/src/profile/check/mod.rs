//! What serde cannot know about a profile: that its parts fit together.

mod appearance;
mod keeping;
mod names;
mod notices;
mod others;
mod policy;
mod signing_in;

use super::{Profile, fault::Fault};
use crate::{
    inventory::SYSTEMS,
    rules::{Kind, RuleId},
    statistics::MANY_ROWS,
    words::OwnedText,
};
use appearance::{colours, logo};
use keeping::retention;
use names::{dates, desk, names};
use notices::{circulation_mail, notices};
use others::{elsewhere, newsletters, receives, vendors};
use policy::{grounds, leads, own_rules, permission, switches};
use signing_in::{card, sign_in};
use std::collections::HashSet;

type Checked = Result<(), Fault>;

/// The first thing that is wrong with a profile.
pub(super) fn check(profile: &Profile) -> Checked {
    names(profile)?;
    dates(profile)?;
    colours(profile.accent)?;
    logo(profile)?;
    desk(profile)?;
    card(profile)?;
    sign_in(profile)?;
    own_rules(profile)?;
    switches(profile)?;
    grounds(profile)?;
    leads(profile)?;
    permission(profile)?;
    retention(profile)?;
    notices(profile)?;
    circulation_mail(profile)?;
    vendors(profile)?;
    newsletters(profile)?;
    receives(profile)?;
    import(profile)?;
    statistics(profile)?;
    elsewhere(profile)
}

/// The system is one that patrons are told of in words, because its name stands beside every value it brings.
fn import(profile: &Profile) -> Checked {
    if SYSTEMS.iter().any(|(code, _)| *code == profile.import.system) {
        return Ok(());
    }
    let known: Vec<&str> = SYSTEMS.iter().map(|(code, _)| *code).collect();
    fault("import.system", format!("no such system; it is one of {}", known.join(", ")))
}

/// A threshold under five protects nobody; and a row that stands twice, or stands for the rest, would be counted wrong.
fn statistics(profile: &Profile) -> Checked {
    let said = &profile.statistics;
    if !(5..=1000).contains(&said.fewer_than) {
        return fault("statistics.fewer_than", "a number from 5 to 1000: a number smaller than this is not shown");
    }
    for (key, rows) in [
        ("statistics.home_libraries", &said.home_libraries),
        ("statistics.card_kinds", &said.card_kinds),
        ("statistics.item_kinds", &said.item_kinds),
    ] {
        if rows.len() > MANY_ROWS {
            return fault(key, format!("at most {MANY_ROWS} rows"));
        }
        let mut seen = HashSet::new();
        for row in rows {
            line(key, row)?;
            if !seen.insert(row) {
                return fault(key, format!("{row} is named twice"));
            }
        }
    }
    Ok(())
}

fn fault<T>(key: impl Into<String>, reason: impl Into<String>) -> Result<T, Fault> {
    Err(Fault::new(key, reason))
}

/// Not blank, and without line breaks or other control characters: names reach mail headers and page titles.
fn line(key: &str, text: &str) -> Checked {
    if text.trim().is_empty() {
        fault(key, "this text is empty")
    } else if text.chars().any(char::is_control) {
        fault(key, "this text has a line break or another control character; write it on one line")
    } else {
        Ok(())
    }
}

fn both(key: &str, text: &OwnedText) -> Checked {
    line(&format!("{key}.en"), &text.en)?;
    line(&format!("{key}.es"), &text.es)
}

fn maybe(key: &str, text: Option<&OwnedText>) -> Checked {
    text.map_or(Ok(()), |text| both(key, text))
}

/// At least one rule, none twice, each the library's own or the statute's.
fn rules(key: &str, rules: &[RuleId]) -> Checked {
    if rules.is_empty() {
        return fault(key, "name at least one rule that this rests on, such as [\"S3\"]");
    }
    let mut seen = HashSet::new();
    for (number, id) in rules.iter().enumerate() {
        let key = format!("{key}[{}]", number + 1);
        if !seen.insert(id) {
            return fault(key, format!("{id} is named twice"));
        }
        if id.rule().kind == Kind::Lead {
            return fault(key, format!("{id} is a lead for counsel; nothing that patrons read rests on it"));
        }
    }
    Ok(())
}

fn code(key: &str, text: &str) -> Checked {
    let well_formed = (1..=40).contains(&text.len())
        && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    if well_formed { Ok(()) } else { fault(key, "a code is 1 to 40 lower-case letters, digits and hyphens") }
}
