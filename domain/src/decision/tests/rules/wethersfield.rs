//! Wethersfield.

use super::*;

#[test]
fn w4_w5_a_reporter_is_refused_and_the_director_hears_of_it() {
    for sample in all() {
        let refused = refusal(ask_all(Asker::Reporter, &sample));
        assert!(refused.refer_to_director);
        assert!(!refused.reason.en.contains("account"), "it does not say that there is one");
    }
    assert!(cites(&refusal(ask_all(Asker::Reporter, &wethersfield())).rules, "W4"));
}

#[test]
fn w7_an_order_without_good_cause_is_resisted() {
    let process = Process { kind: ProcessKind::CourtOrder, review: Review::Sound, good_cause_shown: false };
    let without = Asker::Police(Police { process: Some(process), ..order() });
    assert!(cites(&refusal(ask_all(without.clone(), &wethersfield())).rules, "W7"));
    assert_eq!(opened(&ask_all(without, &putnam())).len(), 21);
    assert_eq!(opened(&ask_all(Asker::Police(order()), &wethersfield())).len(), 21);
}

#[test]
fn w8_only_the_manager_monitors_and_only_a_staff_card() {
    let monitor = |role, staff_card, sample| {
        ask_all(Asker::Staff(StaffAsks { role, purpose: Purpose::StaffCardMonitoring, staff_card }), &sample)
    };
    let decision = monitor(Role::CollectionServicesManager, true, wethersfield());
    assert!(decision.allows(Class::Checkouts) && !decision.allows(Class::History) && !decision.allows(Class::Contact));
    assert!(cites(decision.rules(), "W8"));
    refusal(monitor(Role::CollectionServicesManager, false, wethersfield()));
    refusal(monitor(Role::Director, true, wethersfield()));
    refusal(monitor(Role::Desk, true, wethersfield()));
    for sample in [mansfield(), lci_member(), putnam(), canton()] {
        refusal(monitor(Role::CollectionServicesManager, true, sample));
    }
}

/// docs/decisions/0071: whoever serves a colleague at the desk sees what that task needs, as of anyone; looking over what they borrow
/// is a purpose of its own.
#[test]
fn w8_a_clerk_serves_a_staff_card_like_any_other_and_nobody_on_the_staff_reads_its_history() {
    for role in [Role::Desk, Role::Director, Role::CollectionServicesManager] {
        for staff_card in [false, true] {
            let of = |purpose| ask_all(Asker::Staff(StaffAsks { role, purpose, staff_card }), &wethersfield());
            assert!(of(Purpose::Circulation).allows(Class::Checkouts), "{role:?}");
            for purpose in Purpose::ALL {
                assert!(!of(purpose).allows(Class::History), "{role:?}, {purpose:?}");
            }
        }
    }
}

#[test]
fn w9_what_the_policy_does_not_name_is_refused() {
    for asker in [Asker::MemberOfPublic, Asker::PermissionHolder(permission())] {
        assert!(cites(&refusal(ask_all(asker, &wethersfield())).rules, "W9"));
    }
}

#[test]
fn w2_nobody_outside_hears_a_name_an_address_a_loan_or_a_debt() {
    for class in [Class::Identity, Class::Contact, Class::Checkouts, Class::History, Class::Fees] {
        for asker in [Asker::MemberOfPublic, Asker::Caller, Asker::Reporter, Asker::DebtPayer] {
            assert!(cites(&refusal(ask(asker, Wanted::class(class), &wethersfield())).rules, "W2"), "{class:?}");
        }
    }
}

#[test]
fn w6_until_the_director_has_reviewed_it_no_process_opens_anything() {
    let waiting = Process { kind: ProcessKind::CourtOrder, review: Review::Waiting, good_cause_shown: true };
    let refused = refusal(ask_all(Asker::Police(Police { process: Some(waiting), ..order() }), &wethersfield()));
    assert!(refused.refer_to_director && cites(&refused.rules, "W6"));
}
