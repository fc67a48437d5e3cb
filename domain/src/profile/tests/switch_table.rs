//! Each switch of each library.

use super::*;

#[test]
fn each_switch_stands_as_the_table_of_switches_has_it() {
    let of = |slug| profile(slug).switches;
    let (mansfield, lci, putnam, canton, wethersfield) =
        (of("mansfield"), of("lci-member"), of("putnam"), of("canton"), of("wethersfield"));
    for refused in [&mansfield, &putnam, &canton, &wethersfield] {
        assert_eq!(refused.helper.value, Helper::Refused);
        assert_eq!(refused.debt_payer.value, DebtPayer::Refused);
        assert_eq!(refused.wellness_check.value, WellnessCheck::Refused);
        assert_eq!(refused.contact_edits.value, ContactEdits::Desk);
        assert_eq!(refused.newsletters.value, NewsletterConsent::OptIn);
        assert_eq!(refused.consortium.value, None);
    }
    assert_eq!(lci.helper.value, Helper::MinimumWithCard);
    assert_eq!(lci.debt_payer.value, DebtPayer::AmountOwed);
    assert_eq!(lci.wellness_check.value, WellnessCheck::NamePhoneAddress);
    assert_eq!(lci.contact_edits.value, ContactEdits::DeskWithPhotoId);
    assert_eq!(lci.newsletters.value, NewsletterConsent::OptInThirdParty);
    assert_eq!(lci.consortium.value.as_deref(), Some("LCI"));
    assert_eq!(
        [&mansfield, &lci, &putnam, &canton, &wethersfield].map(|one| one.guardian_access.value),
        [
            GuardianAccess::GuardianOnRecord,
            GuardianAccess::ChildsCard,
            GuardianAccess::GuardianOnRecord,
            GuardianAccess::PatronsPermissionOnly,
            GuardianAccess::GuardianOnRecord,
        ]
    );
    assert_eq!(
        [&mansfield, &lci, &putnam, &canton, &wethersfield].map(|one| one.phone_answers.value),
        [
            PhoneAnswers::AsAtDesk,
            PhoneAnswers::CheckoutsHoldsFines,
            PhoneAnswers::None,
            PhoneAnswers::None,
            PhoneAnswers::None
        ]
    );
    assert_eq!(
        [&mansfield, &lci, &putnam, &canton, &wethersfield].map(|one| one.computer_sessions.value),
        [
            ComputerSessions::NotKept,
            ComputerSessions::DateDurationBalance,
            ComputerSessions::ConfidentialIfKept,
            ComputerSessions::NotStated,
            ComputerSessions::NotStated,
        ]
    );
    assert_eq!(
        [&mansfield, &lci, &putnam, &canton, &wethersfield].map(|one| one.legal_process.value),
        [
            LegalProcess::AfterReview,
            LegalProcess::AfterReview,
            LegalProcess::CourtOrder,
            LegalProcess::AfterReview,
            LegalProcess::CourtOrderWithGoodCause,
        ]
    );
    assert_eq!(
        [&mansfield, &lci, &putnam, &canton, &wethersfield].map(|one| one.written_permission.value),
        [
            WrittenPermission::Offered,
            WrittenPermission::Offered,
            WrittenPermission::Offered,
            WrittenPermission::NotOffered,
            WrittenPermission::NotOffered,
        ]
    );
    assert_eq!(
        [&mansfield, &lci, &putnam, &canton, &wethersfield].map(|one| one.staff_card_monitor.value.is_some()),
        [false, false, false, false, true]
    );
    assert!([&mansfield, &lci, &putnam, &canton, &wethersfield].iter().all(|one| one.email_is_consent.value));
}
