//! Its rules, and the switches and grounds that rest on them.

use super::{Checked, both, fault, line, maybe, rules};
use crate::{
    profile::{Profile, Switches, WrittenPermission},
    rules::Kind,
};
use std::collections::HashSet;

/// The library's own rules have words, and those that a switch tells are among the switch's.
pub(super) fn own_rules(profile: &Profile) -> Checked {
    for (number, id) in profile.rules.own().iter().enumerate() {
        let key = |name: &str| format!("rules[{}].{name}", number + 1);
        let rule = id.rule();
        line(&key("section"), &rule.section)?;
        both(&key("words"), &rule.statement)?;
        if rule.told_by.is_some_and(|switch| !profile.switches.rules(switch).contains(id)) {
            return fault(
                key("told_by"),
                format!("this switch does not name {id} among its rules, so nothing tells it"),
            );
        }
    }
    Ok(())
}

pub(super) fn grounds(profile: &Profile) -> Checked {
    profile.grounds.iter().try_for_each(|(ground, ids)| rules(&format!("grounds.{}", ground.code()), ids))
}

pub(super) fn leads(profile: &Profile) -> Checked {
    let mut seen = HashSet::new();
    for (number, lead) in profile.leads.iter().enumerate() {
        let key = |name: &str| format!("leads[{}].{name}", number + 1);
        if lead.rule.rule().kind != Kind::Lead {
            return fault(key("rule"), format!("{} is no lead: name state law beside the policies", lead.rule));
        }
        if !seen.insert(&lead.rule) {
            return fault(key("rule"), format!("{} is named twice", lead.rule));
        }
        both(&key("note"), &lead.note)?;
    }
    Ok(())
}

pub(super) fn switches(profile: &Profile) -> Checked {
    for switch in profile.switches.each() {
        rules(&format!("switches.{}.rules", switch.key), switch.rules)?;
        maybe(&format!("switches.{}.note", switch.key), switch.note)?;
    }
    let Switches { staff_card_monitor, consortium, .. } = &profile.switches;
    maybe("switches.staff_card_monitor.value", staff_card_monitor.value.as_ref())?;
    if let Some(name) = &consortium.value {
        let key = "switches.consortium.value";
        line(key, name)?;
        if !profile.held_elsewhere.iter().any(|held| held.who.en == *name) {
            return fault(
                key,
                format!(
                    "say in [[held_elsewhere]] what {name} holds and what deleting cannot reach: no `who.en` is {name:?}"
                ),
            );
        }
    }
    Ok(())
}

pub(super) fn permission(profile: &Profile) -> Checked {
    match (profile.switches.written_permission.value, &profile.permission) {
        (WrittenPermission::NotOffered, None) => Ok(()),
        (WrittenPermission::NotOffered, Some(_)) => {
            fault("permission", "switches.written_permission says \"not-offered\"; leave this table out")
        }
        (WrittenPermission::Offered, None) => fault(
            "switches.written_permission.value",
            "say how long a written permission may last: [permission] with max_days, such as 365, and rules",
        ),
        (WrittenPermission::Offered, Some(limits)) => {
            if !(1..=3660).contains(&limits.max_days) {
                return fault("permission.max_days", "from 1 to 3660 days");
            }
            rules("permission.rules", &limits.rules)?;
            maybe("permission.note", limits.note.as_ref())
        }
    }
}
