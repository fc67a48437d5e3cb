//! The five profiles in `libraries/` decide as the second reading in [`super::libraries`] does.

use super::{
    libraries::{PROFILES, all},
    samples::{any_asker, any_wanted, today},
};
use crate::{
    decision::{Asker, Decision, Fields, Proof, Request, Role, Wanted, decide, decide_at, has_role},
    inventory::Class,
};
use proptest::prelude::*;
use std::collections::BTreeSet;

/// What is told, without the rules and the words.
fn told(decision: &Decision) -> (Vec<(Class, Fields)>, usize, Option<chrono::NaiveDate>, bool) {
    match decision {
        Decision::Allowed(allowed) => (
            allowed.shares.iter().map(|share| (share.class, share.fields.clone())).collect(),
            allowed.facts.len(),
            allowed.ends,
            false,
        ),
        Decision::Refused(refused) => (vec![], 0, None, refused.refer_to_director),
    }
}

#[test]
fn every_profile_has_its_own_rules_and_the_age_of_majority() {
    let series: BTreeSet<_> = PROFILES.iter().map(|profile| profile.policy.rules.clone()).collect();
    assert_eq!(series.len(), 5);
    for (profile, sample) in PROFILES.iter().zip(all()) {
        assert_eq!(profile.policy.rules.as_ref().unwrap().as_str(), sample.series);
        assert_eq!(profile.age_of_majority, 18);
    }
}

#[test]
fn w8_only_where_the_policy_names_who_monitors_staff_cards_is_there_somebody_for_it() {
    for profile in PROFILES.iter() {
        for role in Role::ALL {
            let here = role != Role::CollectionServicesManager || profile.slug.as_str() == "wethersfield";
            assert_eq!(has_role(profile, role), here, "{}, {role:?}", profile.name);
        }
    }
}

#[test]
fn the_patron_gets_every_class_under_every_profile() {
    for profile in PROFILES.iter() {
        let request = Request { asker: Asker::Patron(Proof::Session), wanted: Wanted::everything(), today: today() };
        let decision = decide(&request, profile);
        assert!(Class::ALL.into_iter().all(|class| decision.allows(class)), "{}", profile.name);
    }
}

#[test]
fn c4_m6_no_contact_detail_goes_to_a_vendor_but_the_newsletter_service() {
    for (profile, sample) in PROFILES.iter().zip(all()) {
        for vendor in &profile.vendors {
            let asker = Asker::Vendor { code: vendor.code.clone(), patron_chose: true };
            let decision = decide(&Request { asker, wanted: Wanted::everything(), today: today() }, profile);
            let newsletter = profile.newsletters.iter().any(|one| one.service.as_ref() == Some(&vendor.code));
            assert_eq!(decision.allows(Class::Contact), newsletter, "{} {}", profile.name, vendor.code);
            // L24 and L28 are the only rules that name anyone to a service.
            assert!(!decision.allows(Class::Identity) || sample.series == "L");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2048))]

    #[test]
    fn both_readings_of_every_policy_agree(which in 0usize..5, asker in any_asker(), wanted in any_wanted()) {
        // Vendors are a matter of the profile alone.
        prop_assume!(!matches!(asker, Asker::Vendor { .. }));
        let (profile, sample) = (&PROFILES[which], &all()[which]);
        let request = Request { asker, wanted, today: today() };
        let decision = decide(&request, profile);
        prop_assert_eq!(told(&decision), told(&decide_at(&request, &sample.library())));
        for rule in decision.rules() {
            prop_assert!(["S", sample.series].contains(&rule.rule().series.as_str()), "{rule}");
        }
    }
}
