//! Mansfield.

use super::*;

#[test]
fn m2_on_the_phone_at_mansfield_the_barcode_and_the_number_count_together() {
    let ask = |barcode, from_number_on_record| {
        ask_all(Asker::Patron(Proof::Phone { barcode, from_number_on_record }), &mansfield())
    };
    refusal(ask(Card::Valid, false));
    refusal(ask(Card::NotShown, true));
    refusal(ask(Card::ReportedLost, true));
    let both = ask(Card::Valid, true);
    assert!(both.allows(Class::Checkouts) && !both.allows(Class::Contact) && !both.allows(Class::Identity));
}

#[test]
fn m3_w3_a_guardian_on_record_sees_the_childs_account() {
    for sample in [mansfield(), putnam(), wethersfield()] {
        let decision = ask_all(Asker::Guardian(mother()), &sample);
        assert!(decision.allows(Class::Checkouts) && decision.allows(Class::Contact));
        assert!(!decision.allows(Class::Credentials) && !decision.allows(Class::Activity));
        // The child's card alone makes nobody a parent here.
        refusal(ask_all(Asker::Guardian(Guardian { relation_on_record: false, ..mother() }), &sample));
        // And the parent needs no card.
        let without = Guardian { child_card: Card::NotShown, ..mother() };
        assert!(ask_all(Asker::Guardian(without), &sample).allows(Class::Fees));
    }
}

#[test]
fn m3_the_session_of_a_parent_stops_on_the_eighteenth_birthday() {
    let born = Guardian { child_birth_date: Some(day(2008, 11, 4)), ..mother() };
    for sample in [mansfield(), lci_member(), putnam(), wethersfield()] {
        let on = |today| {
            let request = Request { asker: Asker::Guardian(born), wanted: Wanted::everything(), today };
            decide_at(&request, &sample.library())
        };
        let Decision::Allowed(before) = on(day(2026, 11, 3)) else { panic!("{sample:?}") };
        assert_eq!(before.ends, Some(day(2026, 11, 4)));
        let refused = refusal(on(day(2026, 11, 4)));
        assert!(refused.reason.en.contains("adult"));
        // What they can do instead is what the library offers.
        let offered = sample.switches.written_permission.value == WrittenPermission::Offered;
        assert_eq!(refused.next.en.contains("written permission"), offered, "{}", refused.next.en);
    }
}

#[test]
fn m3_without_a_birth_date_nobody_is_taken_for_a_child() {
    refusal(ask_all(Asker::Guardian(Guardian { child_birth_date: None, ..mother() }), &mansfield()));
}

#[test]
fn a_custody_stop_and_emancipation_end_a_guardians_access() {
    for sample in all() {
        let stopped = |stop| ask_all(Asker::Guardian(Guardian { stop: Some(stop), ..mother() }), &sample);
        let refused = refusal(stopped(Stop::Custody));
        assert!(!refused.reason.en.to_lowercase().contains("custody"), "the refusal does not tell the reason");
        assert_eq!(refused, refusal(stopped(Stop::Emancipated)), "nor which kind of stop it is");
    }
    assert!(
        refusal(ask_all(Asker::Guardian(Guardian { stop: Some(Stop::Custody), ..mother() }), &mansfield()))
            .refer_to_director
    );
}

#[test]
fn a_custody_stop_is_lifted_by_the_director_alone_and_never_by_the_administrator() {
    for sample in all() {
        for role in Role::ALL {
            let lifts = |stop| may_lift(role, stop, &sample.library()).is_ok();
            assert_eq!(lifts(Stop::Custody), role == Role::Director, "{role:?}");
            assert_eq!(lifts(Stop::Emancipated), !matches!(role, Role::Administrator | Role::Volunteer), "{role:?}");
        }
        assert!(may_lift(Role::Desk, Stop::Custody, &sample.library()).unwrap_err().refer_to_director);
    }
}

#[test]
fn m6_a_vendor_at_mansfield_learns_that_somebody_is_a_patron() {
    let decision = ask_all(Asker::Vendor { code: "ebooks".into(), patron_chose: true }, &mansfield());
    assert_eq!(opened(&decision), BTreeSet::new());
    assert!(decision.allows_fact(Fact::AccountActive) && !decision.allows_fact(Fact::AmountOwed));
    refusal(ask_all(Asker::Vendor { code: "ebooks".into(), patron_chose: false }, &mansfield()));
    refusal(ask_all(Asker::Vendor { code: "advertiser".into(), patron_chose: true }, &mansfield()));
}

#[test]
fn m8_process_is_reviewed_and_its_defects_are_cured_first() {
    for review in [Review::Waiting, Review::Defective, Review::Contested] {
        for sample in all() {
            let process = Process { kind: ProcessKind::CourtOrder, review, good_cause_shown: true };
            let refused = refusal(ask_all(Asker::Police(Police { process: Some(process), ..order() }), &sample));
            assert!(refused.refer_to_director);
        }
    }
    assert!(cites(ask_all(Asker::Police(order()), &mansfield()).rules(), "M8"));
}

#[test]
fn m10_l34_process_of_every_lawful_kind_is_answered_by_the_same_rules() {
    assert!(cites(ask_all(Asker::Police(order()), &mansfield()).rules(), "M10"));
    assert!(cites(ask_all(Asker::Police(order()), &lci_member()).rules(), "L34"));
}

#[test]
fn m9_a_husband_gets_nothing_without_permission() {
    let refused = refusal(ask_all(Asker::MemberOfPublic, &mansfield()));
    assert!(cites(&refused.rules, "M9") && cites(&refused.rules, "S3"));
}
