//! The switch table of RULES.md, as this module reads it: a second reading beside the profiles, so that one mistake
//! does not pass twice.

use crate::{
    decision::Library,
    profile::{
        AccessesKept, ComputerSessions, ContactEdits, DebtPayer, GuardianAccess, Helper, LegalProcess,
        NewsletterConsent, PhoneAnswers, Profile, Ruled, Switches, Vendor, WellnessCheck, WrittenPermission,
    },
    rules::{Grounds, RuleId},
    words::OwnedText,
};
use std::sync::LazyLock;

/// The profiles, for their rules and grounds: what they cite is read once, what they decide twice.
pub(super) static PROFILES: LazyLock<[Profile; 5]> = LazyLock::new(|| {
    [
        ("mansfield.toml", include_str!("../../../../libraries/mansfield.toml")),
        ("lci-member.toml", include_str!("../../../../libraries/lci-member.toml")),
        ("putnam.toml", include_str!("../../../../libraries/putnam.toml")),
        ("canton.toml", include_str!("../../../../libraries/canton.toml")),
        ("wethersfield.toml", include_str!("../../../../libraries/wethersfield.toml")),
    ]
    .map(|(name, text)| Profile::parse(name, text).unwrap())
});

/// The rules with these ids, whichever library's they are.
fn rules(ids: &[&str]) -> Vec<RuleId> {
    let find = |id: &&str| PROFILES.iter().find_map(|profile| profile.rules.get(id)).unwrap().clone();
    ids.iter().map(find).collect()
}

/// What a [`Library`] borrows.
#[derive(Debug, Clone)]
pub(super) struct Sample {
    pub series: &'static str,
    pub grounds: Grounds,
    pub switches: Switches,
    pub vendors: Vec<Vendor>,
}

impl Sample {
    pub(super) fn library(&self) -> Library<'_> {
        Library { switches: &self.switches, grounds: &self.grounds, majority: 18, vendors: &self.vendors }
    }
}

pub(super) fn ruled<T>(value: T, ids: &[&str]) -> Ruled<T> {
    Ruled { value, rules: rules(ids), note: None }
}

fn words(text: &str) -> OwnedText {
    OwnedText { en: text.to_owned(), es: text.to_owned() }
}

/// A service that receives `fields` (`contact.email`).
pub(super) fn vendor(code: &str, fields: &[&str], ids: &[&str]) -> Vendor {
    Vendor {
        code: code.to_owned(),
        name: words(code),
        purpose: words("e-books"),
        receives: fields.iter().map(|field| field.parse().unwrap()).collect(),
        keeps: None,
        ask: words("the vendor"),
        policy_url: None,
        account: None,
        contract_reviewed: None,
        rules: rules(ids),
    }
}

pub(super) fn mansfield() -> Sample {
    Sample {
        series: "M",
        grounds: PROFILES[0].grounds.clone(),
        switches: Switches {
            helper: ruled(Helper::Refused, &["M3"]),
            debt_payer: ruled(DebtPayer::Refused, &["M3"]),
            wellness_check: ruled(WellnessCheck::Refused, &["M9"]),
            guardian_access: ruled(GuardianAccess::GuardianOnRecord, &["M3"]),
            phone_answers: ruled(PhoneAnswers::AsAtDesk, &["M2"]),
            legal_process: ruled(LegalProcess::AfterReview, &["M8"]),
            contact_edits: ruled(ContactEdits::Desk, &["S2"]),
            written_permission: ruled(WrittenPermission::Offered, &["S3", "M9"]),
            ..silent()
        },
        vendors: vec![vendor("ebooks", &[], &["M6"])],
    }
}

pub(super) fn lci_member() -> Sample {
    Sample {
        series: "L",
        grounds: PROFILES[1].grounds.clone(),
        switches: Switches {
            helper: ruled(Helper::MinimumWithCard, &["L17"]),
            debt_payer: ruled(DebtPayer::AmountOwed, &["L18"]),
            wellness_check: ruled(WellnessCheck::NamePhoneAddress, &["L25"]),
            guardian_access: ruled(GuardianAccess::ChildsCard, &["L14"]),
            phone_answers: ruled(PhoneAnswers::CheckoutsHoldsFines, &["L22"]),
            legal_process: ruled(LegalProcess::AfterReview, &["L16"]),
            contact_edits: ruled(ContactEdits::DeskWithPhotoId, &["L20"]),
            written_permission: ruled(WrittenPermission::Offered, &["S3"]),
            ..silent()
        },
        vendors: vec![vendor(
            "ebooks",
            &["identity.surname", "identity.firstname", "identity.ils_number", "membership.number"],
            &["L24"],
        )],
    }
}

pub(super) fn putnam() -> Sample {
    Sample {
        series: "P",
        grounds: PROFILES[2].grounds.clone(),
        switches: Switches {
            guardian_access: ruled(GuardianAccess::GuardianOnRecord, &["S3"]),
            phone_answers: ruled(PhoneAnswers::None, &["P1"]),
            legal_process: ruled(LegalProcess::CourtOrder, &["S3"]),
            written_permission: ruled(WrittenPermission::Offered, &["S3"]),
            ..silent()
        },
        vendors: vec![],
    }
}

pub(super) fn canton() -> Sample {
    Sample {
        series: "C",
        grounds: PROFILES[3].grounds.clone(),
        switches: Switches {
            helper: ruled(Helper::Refused, &["C3"]),
            debt_payer: ruled(DebtPayer::Refused, &["C3"]),
            wellness_check: ruled(WellnessCheck::Refused, &["C1"]),
            guardian_access: ruled(GuardianAccess::PatronsPermissionOnly, &["C3"]),
            phone_answers: ruled(PhoneAnswers::None, &["C3"]),
            legal_process: ruled(LegalProcess::AfterReview, &["C2"]),
            computer_sessions: ruled(ComputerSessions::NotStated, &["S1"]),
            written_permission: ruled(WrittenPermission::NotOffered, &["C3"]),
            ..silent()
        },
        vendors: vec![vendor("ebooks", &[], &["C4"])],
    }
}

pub(super) fn wethersfield() -> Sample {
    Sample {
        series: "W",
        grounds: PROFILES[4].grounds.clone(),
        switches: Switches {
            guardian_access: ruled(GuardianAccess::GuardianOnRecord, &["W3"]),
            phone_answers: ruled(PhoneAnswers::None, &["W3"]),
            legal_process: ruled(LegalProcess::CourtOrderWithGoodCause, &["W7"]),
            written_permission: ruled(WrittenPermission::NotOffered, &["W3"]),
            staff_card_monitor: ruled(Some(words("Collection Services Manager")), &["W8"]),
            ..silent()
        },
        vendors: vec![],
    }
}

/// A library whose policy says nothing: the statute decides.
pub(super) fn silent() -> Switches {
    Switches {
        helper: ruled(Helper::Refused, &["S3"]),
        debt_payer: ruled(DebtPayer::Refused, &["S3"]),
        wellness_check: ruled(WellnessCheck::Refused, &["S3"]),
        guardian_access: ruled(GuardianAccess::ChildsCard, &["S3"]),
        phone_answers: ruled(PhoneAnswers::None, &["S3"]),
        computer_sessions: ruled(ComputerSessions::NotKept, &["S2"]),
        legal_process: ruled(LegalProcess::CourtOrder, &["S3"]),
        contact_edits: ruled(ContactEdits::Desk, &["S2"]),
        email_is_consent: ruled(true, &["S2"]),
        written_permission: ruled(WrittenPermission::Offered, &["S3"]),
        newsletters: ruled(NewsletterConsent::OptIn, &["S2"]),
        staff_card_monitor: ruled(None, &["S2"]),
        consortium: ruled(None, &["S2"]),
        vendors_receive: ruled(vec![], &["S3"]),
        accesses_kept: ruled(AccessesKept::WithTheRecord, &["S2"]),
    }
}

pub(super) fn all() -> [Sample; 5] {
    [mansfield(), lci_member(), putnam(), canton(), wethersfield()]
}
