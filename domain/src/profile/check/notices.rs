//! What is sent about loans and holds.

use super::{Checked, fault};
use crate::profile::{NoticeDefault, Profile};

pub(super) fn circulation_mail(profile: &Profile) -> Checked {
    let mail = &profile.circulation_mail;
    if mail.until_hour > 24 || mail.from_hour >= mail.until_hour {
        return fault("circulation_mail.until_hour", "is an hour from 1 to 24, after circulation_mail.from_hour");
    }
    if !(1..=14).contains(&mail.almost_due_days) {
        return fault("circulation_mail.almost_due_days", "is a number of days from 1 to 14");
    }
    Ok(())
}

pub(super) fn notices(profile: &Profile) -> Checked {
    if profile.switches.email_is_consent.value {
        return Ok(());
    }
    match profile.notices.iter().find(|(_, default)| **default == NoticeDefault::On) {
        Some((kind, _)) => fault(
            format!("notices.{}", kind.code()),
            "switches.email_is_consent is false, so no notice can be on before the patron chooses it",
        ),
        None => Ok(()),
    }
}
