//! Askers as people meet them, and strategies for every other one.

use super::libraries::{Sample, all, ruled, silent, vendor};
use crate::{
    decision::{
        Asker, Card, Decision, Fact, Guardian, Job, Permission, PermissionState, Place, Police, Process, ProcessKind,
        Proof, Purpose, Request, Review, Role, StaffAsks, Stop, Transaction, Wanted, decide_at,
    },
    inventory::Class,
    profile::{
        ContactEdits, DebtPayer, GuardianAccess, Helper, LegalProcess, PhoneAnswers, Switches, WellnessCheck,
        WrittenPermission,
    },
    words::OwnedText,
};
use chrono::{Duration, NaiveDate};
use proptest::{prelude::*, sample::select};
use std::collections::BTreeSet;

pub(super) fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

pub(super) fn today() -> NaiveDate {
    day(2026, 11, 3)
}

pub(super) fn ask(asker: Asker, wanted: Wanted, sample: &Sample) -> Decision {
    decide_at(&Request { asker, wanted, today: today() }, &sample.library())
}

pub(super) fn ask_all(asker: Asker, sample: &Sample) -> Decision {
    ask(asker, Wanted::everything(), sample)
}

/// A mother at home, signed in as herself and on the record of her child of eight, with the child's card.
pub(super) fn mother() -> Guardian {
    Guardian {
        place: Place::Online,
        child_card: Card::Valid,
        cosigner_photo_id: false,
        relation_on_record: true,
        childs_permission: false,
        child_birth_date: Some(day(2018, 5, 6)),
        stop: None,
    }
}

/// An order of a court that counsel found in order, before the Director.
pub(super) fn order() -> Police {
    Police {
        answered_by_director: true,
        process: Some(Process { kind: ProcessKind::CourtOrder, review: Review::Sound, good_cause_shown: true }),
        immediate_threat: false,
    }
}

/// A daughter's permission to see checkouts and fees, in force since September.
pub(super) fn permission() -> Permission {
    Permission {
        classes: [Class::Checkouts, Class::Fees].into(),
        from: day(2026, 9, 1),
        until: day(2026, 12, 31),
        state: PermissionState::InForce,
        recipient_proven: true,
        taken_by_teller: None,
    }
}

pub(super) fn any_card() -> impl Strategy<Value = Card> {
    select(vec![Card::NotShown, Card::Valid, Card::ReportedLost])
}

pub(super) fn any_guardian() -> impl Strategy<Value = Guardian> {
    (
        select(vec![Place::Online, Place::InPerson, Place::Phone]),
        any_card(),
        any::<[bool; 3]>(),
        proptest::option::weighted(0.95, 0i64..12_000),
        prop_oneof![6 => Just(None), 1 => Just(Some(Stop::Emancipated)), 1 => Just(Some(Stop::Custody))],
    )
        .prop_map(|(place, child_card, flags, age_in_days, stop)| Guardian {
            place,
            child_card,
            cosigner_photo_id: flags[0],
            relation_on_record: flags[1],
            childs_permission: flags[2],
            child_birth_date: age_in_days.map(|days| today() - Duration::days(days)),
            stop,
        })
}

pub(super) fn any_police() -> impl Strategy<Value = Police> {
    let process = (
        select(vec![ProcessKind::Subpoena, ProcessKind::Warrant, ProcessKind::CourtOrder]),
        select(vec![Review::Waiting, Review::Defective, Review::Contested, Review::Sound]),
        any::<bool>(),
    )
        .prop_map(|(kind, review, good_cause_shown)| Process { kind, review, good_cause_shown });
    (any::<bool>(), proptest::option::of(process), any::<bool>()).prop_map(
        |(answered_by_director, process, immediate_threat)| Police { answered_by_director, process, immediate_threat },
    )
}

pub(super) fn any_permission() -> impl Strategy<Value = Permission> {
    use PermissionState as P;
    (
        any_classes(),
        -400i64..400,
        0i64..400,
        select(vec![
            P::Draft,
            P::Signed,
            P::InForce,
            P::InForce,
            P::InForce,
            P::UsedUp,
            P::Ended,
            P::Withdrawn,
            P::Refused,
        ]),
        any::<bool>(),
        prop::option::weighted(0.2, select(Role::ALL.to_vec())),
    )
        .prop_map(|(classes, from, length, state, recipient_proven, taken_by_teller)| {
            let from = today() + Duration::days(from);
            let until = from + Duration::days(length);
            Permission { classes, from, until, state, recipient_proven, taken_by_teller }
        })
}

pub(super) fn any_helper() -> impl Strategy<Value = Asker> {
    use Transaction as T;
    (any_card(), select(vec![T::PickUpHolds, T::ReturnOrRenew, T::InterlibraryLoan, T::PayFees]))
        .prop_map(|(card, transaction)| Asker::Helper { card, transaction })
}

pub(super) fn any_proof() -> impl Strategy<Value = Proof> {
    prop_oneof![
        Just(Proof::Session),
        (any_card(), any::<bool>()).prop_map(|(card, photo_id)| Proof::InPerson { card, photo_id }),
        (any_card(), any::<bool>())
            .prop_map(|(barcode, from_number_on_record)| Proof::Phone { barcode, from_number_on_record }),
    ]
}

/// Everyone who neither is the patron, nor works for the library, nor brings legal process.
pub(super) fn any_outsider() -> impl Strategy<Value = Asker> {
    prop_oneof![
        any_guardian().prop_map(Asker::Guardian),
        any_helper(),
        Just(Asker::DebtPayer),
        Just(Asker::Caller),
        Just(Asker::Reporter),
        Just(Asker::MemberOfPublic),
        any_permission().prop_map(Asker::PermissionHolder),
        any::<bool>().prop_map(|immediate_threat| Asker::Police(Police {
            answered_by_director: true,
            process: None,
            immediate_threat
        })),
    ]
}

pub(super) fn any_staff() -> impl Strategy<Value = StaffAsks> {
    (select(Role::ALL.to_vec()), select(Purpose::ALL.to_vec()), any::<bool>())
        .prop_map(|(role, purpose, staff_card)| StaffAsks { role, purpose, staff_card })
}

pub(super) fn any_asker() -> impl Strategy<Value = Asker> {
    prop_oneof![
        2 => any_proof().prop_map(Asker::Patron),
        4 => any_outsider(),
        2 => any_police().prop_map(Asker::Police),
        1 => (select(vec!["ebooks", "newsletter", "unknown"]), any::<bool>())
            .prop_map(|(code, patron_chose)| Asker::Vendor { code: code.to_owned(), patron_chose }),
        3 => any_staff().prop_map(Asker::Staff),
        1 => select(Job::ALL.to_vec()).prop_map(Asker::Worker),
    ]
}

pub(super) fn any_classes() -> impl Strategy<Value = BTreeSet<Class>> {
    proptest::collection::btree_set(select(Class::ALL.to_vec()), 0..=Class::ALL.len())
}

pub(super) fn any_wanted() -> impl Strategy<Value = Wanted> {
    (any_classes(), proptest::collection::btree_set(select(Fact::ALL.to_vec()), 0..=2))
        .prop_map(|(classes, facts)| Wanted { classes, facts })
}

/// Any library: every setting of every switch that decides, also those that no library has today.
pub(super) fn any_library() -> impl Strategy<Value = Sample> {
    let first = (
        select(all().map(|sample| (sample.series, sample.grounds)).to_vec()),
        select(vec![Helper::Refused, Helper::MinimumWithCard]),
        select(vec![DebtPayer::Refused, DebtPayer::AmountOwed]),
        select(vec![WellnessCheck::Refused, WellnessCheck::NamePhoneAddress]),
        select(vec![
            GuardianAccess::ChildsCard,
            GuardianAccess::GuardianOnRecord,
            GuardianAccess::PatronsPermissionOnly,
        ]),
    );
    let second = (
        select(vec![PhoneAnswers::AsAtDesk, PhoneAnswers::CheckoutsHoldsFines, PhoneAnswers::None]),
        select(vec![LegalProcess::AfterReview, LegalProcess::CourtOrder, LegalProcess::CourtOrderWithGoodCause]),
        select(vec![ContactEdits::AtOnce, ContactEdits::Desk, ContactEdits::DeskWithPhotoId]),
        select(vec![WrittenPermission::Offered, WrittenPermission::NotOffered]),
        any::<bool>(),
    );
    (first, second).prop_map(
        |(((series, grounds), helper, payer, wellness, guardian), (phone, process, edits, permission, monitor))| {
            Sample {
                series,
                grounds,
                switches: Switches {
                    helper: ruled(helper, &["S3"]),
                    debt_payer: ruled(payer, &["S3"]),
                    wellness_check: ruled(wellness, &["S3"]),
                    guardian_access: ruled(guardian, &["S3"]),
                    phone_answers: ruled(phone, &["S3"]),
                    legal_process: ruled(process, &["S3"]),
                    contact_edits: ruled(edits, &["S3"]),
                    written_permission: ruled(permission, &["S3"]),
                    staff_card_monitor: ruled(
                        monitor.then(|| OwnedText { en: "Manager".into(), es: "Gerente".into() }),
                        &["S3"],
                    ),
                    ..silent()
                },
                vendors: vec![
                    vendor("ebooks", &["identity.surname", "membership.number", "fees.amount_cents"], &["S3"]),
                    vendor("newsletter", &["identity.firstname", "contact.email", "contact.hash"], &["S3"]),
                ],
            }
        },
    )
}
