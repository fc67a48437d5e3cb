//! What the library is called, where its policy is from, and how its desk is reached.

use super::{Checked, both, fault, line, maybe};
use crate::{parse::EmailAddress, profile::Profile};
use std::collections::HashSet;

pub(super) fn names(profile: &Profile) -> Checked {
    line("name", &profile.name)?;
    if let Some(town) = &profile.town {
        line("town", town)?;
    }
    line("statute", &profile.statute)?;
    both("director", &profile.director)?;
    let counsel = profile.counsel.each();
    if !(1..=8).contains(&counsel.len()) {
        return fault("counsel", "name those whom the Director consults, 1 to 8");
    }
    for (number, one) in (1..).zip(counsel) {
        let key = if counsel.len() == 1 { "counsel".to_owned() } else { format!("counsel[{number}]") };
        both(&key, one)?;
        if counsel.iter().take(number - 1).any(|before| before.en == one.en) {
            return fault(format!("counsel[{number}]"), "stands twice");
        }
    }
    for (number, told) in (1..).zip(&profile.told_of_process) {
        line(&format!("told_of_process[{number}].name"), &told.name)?;
        if told.email.as_deref().is_some_and(|email| EmailAddress::parse(email).is_err()) {
            return fault(
                format!("told_of_process[{number}].email"),
                "an e-mail address; leave it out where there is none",
            );
        }
    }
    if let Some(officer) = &profile.privacy_officer {
        both("privacy_officer.name", &officer.name)?;
        if let Some(phone) = &officer.phone {
            line("privacy_officer.phone", phone)?;
        }
        if officer.email.as_deref().is_some_and(|email| EmailAddress::parse(email).is_err()) {
            return fault("privacy_officer.email", "an e-mail address; leave it out where there is none");
        }
    }
    for (number, key) in (1..).zip(&profile.placeholders) {
        if !crate::profile::open::stands(profile, key) {
            return fault(format!("placeholders[{number}]"), format!("nothing stands in this file under {key:?}"));
        }
    }
    both("policy.title", &profile.policy.title)?;
    maybe("policy.cited_as", profile.policy.cited_as.as_ref())?;
    if !(16..=21).contains(&profile.age_of_majority) {
        return fault("age_of_majority", "an age from 16 to 21; in Connecticut it is 18");
    }
    if profile.child_asks_from.is_some_and(|age| age == 0 || age >= profile.age_of_majority) {
        return fault("child_asks_from", "an age below age_of_majority; leave it out where children do not ask");
    }
    if profile.languages.is_empty() {
        return fault("languages", "name at least one language: \"en\" or \"es\"");
    }
    let mut seen = HashSet::new();
    for (number, lang) in profile.languages.iter().enumerate() {
        if !seen.insert(lang) {
            return fault(format!("languages[{}]", number + 1), format!("\"{}\" is named twice", lang.tag()));
        }
    }
    Ok(())
}

pub(super) fn dates(profile: &Profile) -> Checked {
    let policy = &profile.policy;
    let mut before = policy.adopted;
    for (number, &revised) in policy.revised.iter().enumerate() {
        if before.is_some_and(|before| revised <= before) {
            return fault(
                format!("policy.revised[{}]", number + 1),
                "the dates are out of order: adopted, then each revision, oldest first",
            );
        }
        before = Some(revised);
    }
    match (before, policy.affirmed) {
        (Some(before), Some(affirmed)) if affirmed < before => {
            fault("policy.affirmed", "a policy is affirmed after it is adopted and revised, not before")
        }
        _ => Ok(()),
    }
}

pub(super) fn desk(profile: &Profile) -> Checked {
    let desk = &profile.desk;
    if desk.address.is_empty() {
        return fault("desk.address", "give the address, one text for each line");
    }
    for (number, part) in desk.address.iter().enumerate() {
        line(&format!("desk.address[{}]", number + 1), part)?;
    }
    line("desk.phone", &desk.phone)?;
    if desk.phone.bytes().filter(u8::is_ascii_digit).count() < 7 {
        return fault("desk.phone", "a telephone number has at least seven digits");
    }
    both("desk.hours", &desk.hours)?;
    match &desk.email {
        Some(email) if !is_email(email) => fault("desk.email", "this is no e-mail address"),
        _ => Ok(()),
    }
}

fn is_email(text: &str) -> bool {
    let parts = text.split_once('@');
    parts.is_some_and(|(name, host)| !name.is_empty() && host.contains('.') && !host.contains('@'))
        && !text.chars().any(|c| c.is_whitespace() || c.is_control() || "<>,;\"".contains(c))
}
