//! Where the policies differ: one switch for each row of the switch table, each with the rules it rests on.

use super::FieldRef;
use crate::{
    rules::{RuleId, ToldBy},
    words::OwnedText,
};
use serde::{Deserialize, Serialize};

/// A choice and what it rests on, so that a library's counsel can check it and change it in one place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ruled<T> {
    /// The choice.
    pub value: T,
    /// The rules it rests on: the library's own or the statute's, at least one.
    pub rules: Vec<RuleId>,
    /// How the rule was read, where the text leaves a gap.
    pub note: Option<OwnedText>,
}

/// Every switch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Switches {
    /// What a friend or relative who brings the patron's card is told (L17).
    pub helper: Ruled<Helper>,
    /// What someone is told who offers to pay a patron's debt (L18).
    pub debt_payer: Ruled<DebtPayer>,
    /// What law enforcement may be told when a patron's welfare is under immediate threat (L25).
    pub wellness_check: Ruled<WellnessCheck>,
    /// How a parent or guardian reaches a minor's account (L14, M3, W3).
    pub guardian_access: Ruled<GuardianAccess>,
    /// What is told by telephone (L22).
    pub phone_answers: Ruled<PhoneAnswers>,
    /// What is kept of a session at a public computer (M4, L2, P3).
    pub computer_sessions: Ruled<ComputerSessions>,
    /// What has to be there before anything is released on legal process (S3, M8, L16, C2, W7).
    pub legal_process: Ruled<LegalProcess>,
    /// What happens to a change of contact details made online (L20).
    pub contact_edits: Ruled<ContactEdits>,
    /// Whether giving an e-mail address is consent to circulation notices (L27, C5).
    pub email_is_consent: Ruled<bool>,
    /// Whether the library takes a patron's written permission to tell a third party (S3).
    pub written_permission: Ruled<WrittenPermission>,
    /// How newsletters are chosen and sent (L28, C5).
    pub newsletters: Ruled<NewsletterConsent>,
    /// Who may look at the use of a staff card (W8): the role's name, or nobody.
    pub staff_card_monitor: Ruled<Option<OwnedText>>,
    /// The consortium whose system holds the records and their backups (L9): its name, or none where the policy is silent.
    pub consortium: Ruled<Option<String>>,
    /// The most that a vendor is told of a patron (M6, L24, C4). A newsletter's service gets name and e-mail beside that, where
    /// `newsletters` says that a service sends them (L28).
    pub vendors_receive: Ruled<Vec<FieldRef>>,
    /// How long the list of who saw a record is kept: for counsel, who says whether Conn. Gen. Stat. § 4-193 applies (X1).
    pub accesses_kept: Ruled<AccessesKept>,
}

/// One switch, whatever it chooses between.
#[derive(Debug, Clone, PartialEq)]
pub struct Switch<'a> {
    /// Its key in the file, under `switches`.
    pub key: &'static str,
    /// The choice as the file has it; `None`: there is none, because the policy is silent.
    pub value: Option<toml::Value>,
    /// The rules it rests on.
    pub rules: &'a [RuleId],
    /// How the rule was read, where the text leaves a gap.
    pub note: Option<&'a OwnedText>,
}

impl Switches {
    /// Each switch, in the order of the file.
    pub fn each(&self) -> [Switch<'_>; 15] {
        fn one<'a, T: Serialize>(key: &'static str, ruled: &'a Ruled<T>) -> Switch<'a> {
            let value = toml::Value::try_from(&ruled.value).ok();
            Switch { key, value, rules: &ruled.rules, note: ruled.note.as_ref() }
        }
        // No `..`: a new switch has to be checked and shown.
        let Self {
            helper,
            debt_payer,
            wellness_check,
            guardian_access,
            phone_answers,
            computer_sessions,
            legal_process,
            contact_edits,
            email_is_consent,
            written_permission,
            newsletters,
            staff_card_monitor,
            consortium,
            vendors_receive,
            accesses_kept,
        } = self;
        [
            one("helper", helper),
            one("debt_payer", debt_payer),
            one("wellness_check", wellness_check),
            one("guardian_access", guardian_access),
            one("phone_answers", phone_answers),
            one("computer_sessions", computer_sessions),
            one("legal_process", legal_process),
            one("contact_edits", contact_edits),
            one("email_is_consent", email_is_consent),
            one("written_permission", written_permission),
            one("newsletters", newsletters),
            one("staff_card_monitor", staff_card_monitor),
            one("consortium", consortium),
            one("vendors_receive", vendors_receive),
            one("accesses_kept", accesses_kept),
        ]
    }

    /// The rules that a switch rests on.
    pub fn rules(&self, switch: ToldBy) -> &[RuleId] {
        match switch {
            ToldBy::Helper(_) => &self.helper.rules,
            ToldBy::DebtPayer(_) => &self.debt_payer.rules,
            ToldBy::WellnessCheck(_) => &self.wellness_check.rules,
            ToldBy::GuardianAccess(_) => &self.guardian_access.rules,
            ToldBy::PhoneAnswers(_) => &self.phone_answers.rules,
            ToldBy::ComputerSessions(_) => &self.computer_sessions.rules,
            ToldBy::LegalProcess(_) => &self.legal_process.rules,
            ToldBy::ContactEdits(_) => &self.contact_edits.rules,
            ToldBy::WrittenPermission(_) => &self.written_permission.rules,
            ToldBy::Newsletters(_) => &self.newsletters.rules,
            ToldBy::EmailIsConsent => &self.email_is_consent.rules,
            ToldBy::StaffCardMonitor => &self.staff_card_monitor.rules,
            ToldBy::Consortium => &self.consortium.rules,
        }
    }
}

/// What a helper with the patron's card is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Helper {
    /// Nothing.
    Refused,
    /// The least that the transaction needs; never telephone, address, e-mail or other sensitive information.
    MinimumWithCard,
}

/// What someone is told who offers to pay a debt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DebtPayer {
    /// Nothing.
    Refused,
    /// The amount owed, and nothing else.
    AmountOwed,
}

/// What law enforcement may be told for a welfare check.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum WellnessCheck {
    /// Nothing: the ordinary rules for law enforcement stand.
    Refused,
    /// Name, telephone and address, and nothing more.
    NamePhoneAddress,
}

/// How a parent or guardian reaches the account of a minor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum GuardianAccess {
    /// With the child's card; in person, photo ID of the one who co-signed the card will do instead.
    ChildsCard,
    /// As the parent or guardian on the child's record.
    GuardianOnRecord,
    /// Only with the young patron's own permission.
    PatronsPermissionOnly,
}

/// What is told by telephone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PhoneAnswers {
    /// As at the desk, once the caller's identity is as sure as there.
    AsAtDesk,
    /// Checkouts, holds and fines, to a caller with the card number or from the telephone number on record.
    CheckoutsHoldsFines,
    /// Nothing about anybody.
    None,
}

/// What is kept of a session at a public computer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ComputerSessions {
    /// Nothing.
    NotKept,
    /// Date and time, length, and print balance; never sites or files.
    DateDurationBalance,
    /// Whatever is kept is confidential.
    ConfidentialIfKept,
    /// The policy does not say.
    NotStated,
}

/// What has to be there before anything is released on legal process.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LegalProcess {
    /// Process, order or subpoena, after the director and counsel have reviewed it.
    AfterReview,
    /// A court order; a subpoena alone is not enough.
    CourtOrder,
    /// A court order on good cause shown.
    CourtOrderWithGoodCause,
}

/// What happens to a change of contact details made online.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ContactEdits {
    /// It is made at once.
    AtOnce,
    /// It waits until the desk has reviewed it.
    Desk,
    /// It waits until the desk has seen photo ID.
    DeskWithPhotoId,
}

/// Whether the library takes written permission.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum WrittenPermission {
    /// Yes, through the portal and the desk.
    Offered,
    /// No; the page names what the statute provides.
    NotOffered,
}

/// How long the list of who saw a record is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AccessesKept {
    /// It goes with the record.
    WithTheRecord,
    /// For five years from each access or as long as the record, whichever is longer.
    FiveYears,
}

/// How newsletters are chosen and sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NewsletterConsent {
    /// Each is off until chosen; the library sends it itself.
    OptIn,
    /// Each is off until chosen; name and e-mail then go to a newsletter service.
    OptInThirdParty,
}
