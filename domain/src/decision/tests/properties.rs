//! What holds for every asker, every class and every setting of every switch.

use super::{
    libraries::{all, canton},
    samples::{
        any_asker, any_guardian, any_helper, any_library, any_outsider, any_permission, any_police, any_staff,
        any_wanted, ask, ask_all, today,
    },
};
use crate::{
    age::birthday_of_age,
    decision::{
        Asker, Card, Decision, Fact, Fields, Guardian, PermissionState, ProcessKind, Proof, Request, Review, Role,
        SECRETS, Stop, Wanted, Wish, decide_at,
    },
    inventory::Class,
    profile::{DebtPayer, LegalProcess, WellnessCheck, WrittenPermission},
    words::Lang,
};
use chrono::Duration;
use proptest::prelude::*;

/// A personal detail that no helper, vendor by default, or payer may hear.
const DETAILS: [Class; 5] = [Class::Identity, Class::Contact, Class::Eligibility, Class::Family, Class::Credentials];

fn refused(decision: &Decision) -> bool {
    matches!(decision, Decision::Refused(_))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1024))]

    #[test]
    fn nobody_gets_more_than_was_asked_for(asker in any_asker(), wanted in any_wanted(), sample in any_library()) {
        if let Decision::Allowed(allowed) = ask(asker, wanted.clone(), &sample) {
            let mut answered = Wanted::default();
            for share in &allowed.shares {
                prop_assert!(answered.classes.insert(share.class));
            }
            answered.facts.clone_from(&allowed.facts);
            prop_assert!(!answered.is_empty());
            for left_out in &allowed.left_out {
                let new = match left_out.what {
                    Wish::Class(class) => answered.classes.insert(class),
                    Wish::Fact(fact) => answered.facts.insert(fact),
                };
                prop_assert!(new, "answered twice");
            }
            // Everything asked for is answered, once, with yes or no.
            prop_assert_eq!(answered, wanted);
        }
    }

    #[test]
    fn every_answer_rests_on_a_rule_that_holds_here(asker in any_asker(), wanted in any_wanted(), library in 0usize..5) {
        let sample = &all()[library];
        let decision = ask(asker, wanted, sample);
        let mut rests_on = vec![decision.rules().to_vec()];
        if let Decision::Allowed(allowed) = &decision {
            rests_on.extend(allowed.left_out.iter().map(|left_out| left_out.rules.clone()));
        }
        for rules in rests_on {
            prop_assert!(!rules.is_empty());
            for rule in &rules {
                prop_assert!(["S", sample.series].contains(&rule.rule().series.as_str()), "{rule}");
                prop_assert_eq!(rules.iter().filter(|other| *other == rule).count(), 1);
            }
        }
    }

    #[test]
    fn every_answer_has_words_in_both_languages(asker in any_asker(), wanted in any_wanted(), sample in any_library()) {
        let texts = match ask(asker, wanted, &sample) {
            Decision::Allowed(allowed) => {
                [vec![allowed.words], allowed.left_out.iter().map(|left_out| left_out.reason).collect()].concat()
            }
            Decision::Refused(refused) => vec![refused.reason, refused.next],
        };
        for text in texts {
            prop_assert!(Lang::ALL.into_iter().all(|lang| text.to(lang).ends_with(['.', '?'])));
            prop_assert_ne!(text.en, text.es);
        }
    }

    #[test]
    fn l7_a_secret_is_in_no_answer(asker in any_asker(), sample in any_library()) {
        let decision = ask_all(asker, &sample);
        for class in Class::ALL {
            for secret in SECRETS {
                prop_assert!(!decision.allows_field(class, secret));
            }
        }
    }

    #[test]
    fn the_patron_gets_every_class_always(card in super::samples::any_card(), wanted in any_wanted(), sample in any_library()) {
        prop_assume!(!wanted.is_empty());
        for proof in [Proof::Session, Proof::InPerson { card, photo_id: true }] {
            let Decision::Allowed(allowed) = ask(Asker::Patron(proof), wanted.clone(), &sample) else {
                return Err(TestCaseError::fail("the patron was refused"));
            };
            prop_assert!(allowed.left_out.is_empty());
            prop_assert!(allowed.shares.iter().all(|share| share.fields == Fields::All));
        }
    }

    #[test]
    fn l17_a_helper_never_gets_a_contact_detail(asker in any_helper(), wanted in any_wanted(), sample in any_library()) {
        let decision = ask(asker.clone(), wanted, &sample);
        if let Decision::Allowed(allowed) = &decision {
            prop_assert!(allowed.minimum_only);
            for share in &allowed.shares {
                prop_assert!(!DETAILS.contains(&share.class));
                let Fields::Only(fields) = &share.fields else { return Err(TestCaseError::fail("a whole class")) };
                for detail in ["email", "phone", "address", "birth", "zip", "name", "note", "body"] {
                    prop_assert!(fields.iter().all(|field| !field.contains(detail)), "{fields:?}");
                }
            }
            // At most one class: the errand's.
            prop_assert!(allowed.shares.len() <= 1);
        }
        let Asker::Helper { card, .. } = asker else { unreachable!() };
        prop_assert!(card == Card::Valid || refused(&decision));
    }

    #[test]
    fn l18_a_payer_gets_the_amount_and_nothing_else(wanted in any_wanted(), sample in any_library()) {
        match ask(Asker::DebtPayer, wanted.clone(), &sample) {
            Decision::Allowed(allowed) => {
                prop_assert_eq!(sample.switches.debt_payer.value, DebtPayer::AmountOwed);
                prop_assert!(allowed.shares.is_empty());
                prop_assert_eq!(allowed.facts, [Fact::AmountOwed].into());
            }
            Decision::Refused(_) => {
                let told = sample.switches.debt_payer.value == DebtPayer::AmountOwed;
                prop_assert!(!told || !wanted.facts.contains(&Fact::AmountOwed));
            }
        }
    }

    #[test]
    fn c3_nobody_but_the_patron_gets_anything(asker in any_outsider(), wanted in any_wanted()) {
        prop_assert!(refused(&ask(asker, wanted, &canton())));
    }

    #[test]
    fn w4_a_reporter_a_caller_and_the_public_get_nothing_anywhere(wanted in any_wanted(), sample in any_library()) {
        for asker in [Asker::Reporter, Asker::MemberOfPublic, Asker::Caller] {
            prop_assert!(refused(&ask(asker, wanted.clone(), &sample)));
        }
    }

    #[test]
    fn m3_a_guardian_gets_nothing_from_the_day_the_child_is_of_age(guardian in any_guardian(), wanted in any_wanted(), sample in any_library()) {
        let on = |today| {
            decide_at(&Request { asker: Asker::Guardian(guardian), wanted: wanted.clone(), today }, &sample.library())
        };
        let decision = on(today());
        let Some(birth) = guardian.child_birth_date else {
            prop_assert!(refused(&decision));
            return Ok(());
        };
        let of_age = birthday_of_age(birth, 18);
        for later in [0, 1, 400] {
            prop_assert!(refused(&on(of_age + Duration::days(later))));
        }
        if let Decision::Allowed(allowed) = &decision {
            prop_assert!(today() < of_age);
            prop_assert_eq!(allowed.ends, Some(of_age));
            prop_assert_eq!(guardian.stop, None);
            // Nothing changes before.
            prop_assert_eq!(&on(of_age - Duration::days(1)), &decision);
        }
    }

    #[test]
    fn a_guardian_stopped_gets_nothing(guardian in any_guardian(), sample in any_library()) {
        for stop in [Stop::Custody, Stop::Emancipated] {
            let decision = ask_all(Asker::Guardian(Guardian { stop: Some(stop), ..guardian }), &sample);
            prop_assert!(refused(&decision));
        }
    }

    #[test]
    fn a_stranger_who_claims_to_be_a_guardian_learns_nothing(guardian in any_guardian(), other in any_guardian(), sample in any_library()) {
        let stranger = |of: Guardian| Asker::Guardian(Guardian {
            child_card: Card::NotShown,
            cosigner_photo_id: false,
            relation_on_record: false,
            childs_permission: false,
            ..of
        });
        // Not even by how the refusal reads: whatever the age, the stop and the birth date, it is the same.
        let place = guardian.place;
        prop_assert_eq!(
            ask_all(stranger(guardian), &sample),
            ask_all(stranger(Guardian { place, ..other }), &sample)
        );
    }

    #[test]
    fn s3_an_officer_without_reviewed_process_gets_nothing_but_the_wellness_check(police in any_police(), wanted in any_wanted(), sample in any_library()) {
        prop_assume!(!wanted.is_empty());
        let decision = ask(Asker::Police(police), wanted.clone(), &sample);
        let required = sample.switches.legal_process.value;
        let enough = police.answered_by_director
            && police.process.is_some_and(|process| {
                process.review == Review::Sound
                    && (required == LegalProcess::AfterReview || process.kind != ProcessKind::Subpoena)
                    && (required != LegalProcess::CourtOrderWithGoodCause || process.good_cause_shown)
            });
        let wellness = police.immediate_threat
            && sample.switches.wellness_check.value == WellnessCheck::NamePhoneAddress
            && (wanted.classes.contains(&Class::Identity) || wanted.classes.contains(&Class::Contact));
        prop_assert_eq!(!refused(&decision), enough || wellness);
        match decision {
            Decision::Refused(refused) => prop_assert!(refused.refer_to_director),
            Decision::Allowed(allowed) if !enough => {
                prop_assert!(allowed.facts.is_empty());
                prop_assert!(allowed.shares.iter().all(|share| matches!(share.class, Class::Identity | Class::Contact)));
                prop_assert!(!allowed.shares.iter().any(|share| share.fields == Fields::All));
            }
            Decision::Allowed(_) => {}
        }
    }

    #[test]
    fn s3_a_permission_opens_what_it_names_while_it_is_in_force(permission in any_permission(), wanted in any_wanted(), sample in any_library()) {
        let decision = ask(Asker::PermissionHolder(permission.clone()), wanted, &sample);
        if let Decision::Allowed(allowed) = &decision {
            prop_assert_eq!(sample.switches.written_permission.value, WrittenPermission::Offered);
            prop_assert_eq!(permission.state, PermissionState::InForce);
            prop_assert!(permission.recipient_proven);
            prop_assert!(permission.taken_by_teller.is_none_or(|role| role == Role::Director));
            prop_assert!(permission.from <= today() && today() <= permission.until);
            prop_assert!(allowed.shares.iter().all(|share| permission.classes.contains(&share.class)));
            prop_assert!(!decision.allows(Class::Credentials));
            prop_assert_eq!(allowed.ends, permission.until.succ_opt());
        }
    }

    #[test]
    fn m6_a_vendor_gets_what_the_profile_lists_and_the_patron_chose(chose in any::<bool>(), sample in any_library()) {
        for code in ["ebooks", "newsletter", "unknown"] {
            let decision = ask_all(Asker::Vendor { code: code.to_owned(), patron_chose: chose }, &sample);
            prop_assert_eq!(!refused(&decision), chose && code != "unknown");
            prop_assert!(!decision.allows(Class::Fees) && !decision.allows(Class::Checkouts) && !decision.allows(Class::History));
            prop_assert_eq!(decision.allows_field(Class::Contact, "contact.email"), chose && code == "newsletter");
            prop_assert!(!decision.allows_field(Class::Contact, "alternate_contact.email"));
            prop_assert!(!decision.allows_fact(Fact::AmountOwed));
        }
    }

    #[test]
    fn s2_nobody_on_the_staff_reads_what_a_person_has_read(staff in any_staff(), sample in any_library()) {
        let decision = ask_all(Asker::Staff(staff), &sample);
        for class in [Class::History, Class::ComputerUse, Class::Contributions, Class::Activity] {
            prop_assert!(!decision.allows(class));
        }
        if matches!(staff.role, Role::Administrator | Role::Volunteer) {
            prop_assert!(refused(&decision));
        }
    }
}
