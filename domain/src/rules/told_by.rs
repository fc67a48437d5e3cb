//! The switch of a profile that tells a rule in its place.

use crate::profile::{
    ComputerSessions, ContactEdits, DebtPayer, GuardianAccess, Helper, LegalProcess, NewsletterConsent, PhoneAnswers,
    WellnessCheck, WrittenPermission,
};
use serde::{Deserialize, Serialize};

/// The switch that tells a rule, so that the privacy page never tells what the library has switched off.
///
/// With a value: whenever the switch has that value, it is told in the rule's words. Without one the switch has words of
/// its own for every value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "switch", content = "value", rename_all = "snake_case")]
#[expect(missing_docs, reason = "named after the switches of a profile")]
pub enum ToldBy {
    Helper(Option<Helper>),
    DebtPayer(Option<DebtPayer>),
    WellnessCheck(Option<WellnessCheck>),
    GuardianAccess(Option<GuardianAccess>),
    PhoneAnswers(Option<PhoneAnswers>),
    ComputerSessions(Option<ComputerSessions>),
    LegalProcess(Option<LegalProcess>),
    ContactEdits(Option<ContactEdits>),
    WrittenPermission(Option<WrittenPermission>),
    Newsletters(Option<NewsletterConsent>),
    EmailIsConsent,
    StaffCardMonitor,
    Consortium,
}
