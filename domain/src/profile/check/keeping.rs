//! How long each class is kept.

use super::{Checked, both, fault, maybe, rules};
use crate::{
    inventory::{Class, Over, info},
    profile::{ComputerSessions, Keep, Profile},
};

/// Classes that a portal cannot do without: who the person is, how they sign in, and what has been done.
const ALWAYS_KEPT: [Class; 5] =
    [Class::Identity, Class::Membership, Class::Preferences, Class::Credentials, Class::Activity];

pub(super) fn retention(profile: &Profile) -> Checked {
    for class in Class::ALL {
        let name = class.code();
        let key = format!("retention.{name}");
        let Some(row) = profile.retention.get(&class) else {
            if class == Class::HeldElsewhere {
                continue;
            }
            return fault(key, format!("say how long \"{name}\" is kept: every data class needs a row"));
        };
        if class == Class::HeldElsewhere {
            return fault(key, "what others hold is told in [[held_elsewhere]] and [[vendors]]; leave this row out");
        }
        rules(&format!("{key}.rules"), &row.rules)?;
        maybe(&format!("{key}.note"), row.note.as_ref())?;
        match &row.keep {
            Keep::NotKept { .. } if ALWAYS_KEPT.contains(&class) => {
                return fault(format!("{key}.keep"), format!("the portal cannot work without \"{name}\""));
            }
            Keep::NotKept { reason, .. } => both(&format!("{key}.reason"), reason)?,
            Keep::PatronsChoice { .. } if class != Class::History => {
                return fault(format!("{key}.keep"), "patrons choose about their reading \"history\" only");
            }
            Keep::DaysAfter { .. } if ALWAYS_KEPT.contains(&class) => {
                return fault(
                    format!("{key}.keep"),
                    format!("the portal needs \"{name}\" for as long as the person is a patron"),
                );
            }
            Keep::DaysAfter { .. } if info(class).relations.iter().all(|one| one.over == Over::WithTheRecord) => {
                return fault(
                    format!("{key}.keep"),
                    format!("nothing in \"{name}\" is over before the record is; say \"while-a-patron\""),
                );
            }
            Keep::DaysAfter { days, .. } | Keep::PatronsChoice { days, .. } if !(1..=36_500).contains(days) => {
                return fault(format!("{key}.days"), "from 1 to 36500 days");
            }
            Keep::WhileAPatron | Keep::DaysAfter { .. } | Keep::PatronsChoice { .. } => {}
        }
    }
    let leaving = &profile.leaving;
    if profile.backup_days.is_some_and(|days| days == 0) {
        return fault("backup_days", "at least 1; leave it out where nobody has said");
    }
    for (key, days) in [("leaving.closed_days", leaving.closed_days), ("leaving.absent_days", leaving.absent_days)] {
        if !(1..=36_500).contains(&days) {
            return fault(key, "from 1 to 36500 days");
        }
    }
    rules("leaving.rules", &leaving.rules)?;
    maybe("leaving.note", leaving.note.as_ref())?;
    computer_use(profile)
}

/// The switch and the retention row of public computers say the same.
fn computer_use(profile: &Profile) -> Checked {
    let key = format!("retention.{}.keep", Class::ComputerUse.code());
    let kept = profile.is_kept(Class::ComputerUse);
    match profile.switches.computer_sessions.value {
        ComputerSessions::NotKept if kept => {
            fault(key, "switches.computer_sessions says \"not-kept\", so this has to be \"not-kept\" too")
        }
        ComputerSessions::NotStated if kept || states(profile, Class::ComputerUse) => {
            fault(key, "switches.computer_sessions says \"not-stated\", so this has to be \"not-stated\" too")
        }
        ComputerSessions::DateDurationBalance if !kept => {
            fault(key, "switches.computer_sessions says that sessions are kept, so say for how long")
        }
        _ => Ok(()),
    }
}

/// Whether a class is not kept because the policy says so, and not because it is silent.
fn states(profile: &Profile, class: Class) -> bool {
    matches!(profile.retention(class).map(|row| &row.keep), Some(Keep::NotKept { stated: true, .. }))
}
