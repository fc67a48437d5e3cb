//! The rules by id, as sentences of the people who meet them.

use super::{
    libraries::{all, canton, lci_member, mansfield, putnam, wethersfield},
    samples::{ask, ask_all, day, mother, order, permission},
};
use crate::{
    decision::{
        Asker, Card, Decision, Fact, Fields, Guardian, Job, Permission, PermissionState, Place, Police, Process,
        ProcessKind, Proof, Purpose, Refused, Request, Review, Role, StaffAsks, Stop, Transaction, Wanted, decide_at,
        may_lift,
    },
    inventory::Class,
    rules::{Ground, RuleId},
};
use std::collections::BTreeSet;

/// The classes an answer opens, in whole or in part.
fn opened(decision: &Decision) -> BTreeSet<Class> {
    Class::ALL.into_iter().filter(|&class| decision.allows(class)).collect()
}

#[track_caller]
fn refusal(decision: Decision) -> Refused {
    match decision {
        Decision::Refused(refused) => refused,
        Decision::Allowed(allowed) => panic!("allowed: {allowed:?}"),
    }
}

fn cites(rules: &[RuleId], id: &str) -> bool {
    rules.iter().any(|rule| rule.as_str() == id)
}

fn staff(role: Role, purpose: Purpose) -> Asker {
    Asker::Staff(StaffAsks { role, purpose, staff_card: false })
}

fn helper(card: Card, transaction: Transaction) -> Asker {
    Asker::Helper { card, transaction }
}

// The statute

#[test]
fn s2_a_clerk_sees_what_the_task_needs_and_a_name() {
    for sample in all() {
        let decision = ask_all(staff(Role::Desk, Purpose::Payment), &sample);
        assert_eq!(opened(&decision), [Class::Identity, Class::Fees].into());
        assert!(decision.allows_field(Class::Identity, "person.surname"));
        assert!(!decision.allows_field(Class::Identity, "person.date_of_birth"));
        assert!(decision.allows_fact(Fact::AmountOwed) && !decision.allows_fact(Fact::AccountActive));
        assert!(cites(decision.rules(), "S2"));
    }
}

#[test]
fn s2_at_the_desk_an_address_is_seen_only_to_review_it() {
    for sample in all() {
        assert!(!ask_all(staff(Role::Desk, Purpose::Circulation), &sample).allows(Class::Contact));
        assert!(
            ask_all(staff(Role::Desk, Purpose::ContactReview), &sample).allows_field(Class::Contact, "contact.address")
        );
    }
}

#[test]
fn s2_the_administrator_needs_no_record() {
    for purpose in Purpose::ALL {
        assert!(!refusal(ask_all(staff(Role::Administrator, purpose), &mansfield())).rules.is_empty());
    }
}

#[test]
fn s3_a_written_permission_opens_what_it_names() {
    for sample in [mansfield(), lci_member(), putnam()] {
        let decision = ask_all(Asker::PermissionHolder(permission()), &sample);
        assert_eq!(opened(&decision), permission().classes);
        assert!(decision.allows_fact(Fact::AmountOwed), "fees are permitted");
        assert!(!decision.allows_fact(Fact::AccountActive), "membership is not");
        assert!(cites(decision.rules(), "S3"));
    }
}

#[test]
fn s3_a_permission_counts_from_its_first_day_to_its_last() {
    let on = |today| {
        let asker = Asker::PermissionHolder(permission());
        let request = Request { asker, wanted: Wanted::class(Class::Fees), today };
        decide_at(&request, &putnam().library()).allows(Class::Fees)
    };
    assert!(!on(day(2026, 8, 31)));
    assert!(on(day(2026, 9, 1)));
    assert!(on(day(2026, 12, 31)));
    assert!(!on(day(2027, 1, 1)));
}

#[test]
fn s3_a_permission_needs_the_desk_and_the_right_person() {
    for state in [
        PermissionState::Draft,
        PermissionState::Signed,
        PermissionState::UsedUp,
        PermissionState::Ended,
        PermissionState::Withdrawn,
        PermissionState::Refused,
    ] {
        refusal(ask_all(Asker::PermissionHolder(Permission { state, ..permission() }), &putnam()));
    }
    refusal(ask_all(Asker::PermissionHolder(Permission { recipient_proven: false, ..permission() }), &putnam()));
}

#[test]
fn s2_s3_what_a_paper_permission_names_is_told_by_another_clerk_than_took_it() {
    for role in Role::ALL {
        let taken = Permission { taken_by_teller: Some(role), ..permission() };
        let decision = ask_all(Asker::PermissionHolder(taken), &putnam());
        if role == Role::Director {
            assert!(decision.allows(Class::Checkouts), "the Director answers for it");
            continue;
        }
        let refused = refusal(decision);
        assert!(refused.reason.en.contains("you took it yourself"), "{role:?}");
        assert!(cites(&refused.rules, "S2") && cites(&refused.rules, "S3"), "{role:?}");
    }
}

#[test]
fn s3_where_no_permission_is_offered_the_refusal_names_the_statute() {
    for sample in [canton(), wethersfield()] {
        let refused = refusal(ask_all(Asker::PermissionHolder(permission()), &sample));
        assert!(refused.next.en.contains("§ 11-25(b)") && refused.next.es.contains("§ 11-25(b)"));
        assert!(cites(&refused.rules, "S3"));
    }
}

#[test]
fn s3_where_only_a_court_order_counts_a_subpoena_is_refused() {
    let with = |kind| {
        let process = Process { kind, review: Review::Sound, good_cause_shown: true };
        Asker::Police(Police { process: Some(process), ..order() })
    };
    for sample in [putnam(), wethersfield()] {
        assert!(refusal(ask_all(with(ProcessKind::Subpoena), &sample)).refer_to_director);
        assert_eq!(opened(&ask_all(with(ProcessKind::CourtOrder), &sample)).len(), 21);
        assert_eq!(opened(&ask_all(with(ProcessKind::Warrant), &sample)).len(), 21);
    }
}

#[test]
fn s4_m5_statistics_get_nothing_about_a_person() {
    let refused = refusal(ask_all(Asker::Worker(Job::Statistics), &mansfield()));
    assert_eq!(refused.rules.iter().map(RuleId::as_str).collect::<Vec<_>>(), ["S4", "M5"]);
}

#[test]
fn s7_a_request_under_the_freedom_of_information_act_is_answered_with_the_statute() {
    for sample in all() {
        for asker in [Asker::Reporter, Asker::MemberOfPublic] {
            let refused = refusal(ask_all(asker, &sample));
            assert!(refused.reason.en.contains("confidential by law") && cites(&refused.rules, "S7"), "{refused:?}");
        }
    }
}

#[test]
fn an_answer_at_one_library_never_rests_on_anothers_rules() {
    // The lost card is LCI's rule and the list of what is read Mansfield's; elsewhere the statute or the own policy
    // holds.
    for (sample, lost, reading) in [
        (mansfield(), "S1", "M1"),
        (lci_member(), "L19", "L9"),
        (putnam(), "S1", "S2"),
        (canton(), "S1", "S2"),
        (wethersfield(), "S1", "W1"),
    ] {
        let of = |ground| sample.grounds.of(ground).iter().map(RuleId::as_str).collect::<Vec<_>>();
        assert_eq!((of(Ground::LostCard), of(Ground::ReadingHistory)), (vec![lost], vec![reading]));
        let proof = Proof::InPerson { card: Card::ReportedLost, photo_id: false };
        assert!(cites(&refusal(ask_all(Asker::Patron(proof), &sample)).rules, lost));
    }
}

// Mansfield

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

// An LCI member library

#[test]
fn l10_l13_nobody_but_the_patron_and_the_staff_hears_of_questions_rooms_and_loans_from_elsewhere() {
    for class in [Class::Questions, Class::InterlibraryLoans, Class::ComputerUse, Class::Registrations] {
        for asker in [Asker::Caller, Asker::MemberOfPublic, Asker::Reporter, Asker::DebtPayer] {
            let refused = refusal(ask(asker, Wanted::class(class), &lci_member()));
            assert!(cites(&refused.rules, "L13") || cites(&refused.rules, "L10"), "{class:?}: {:?}", refused.rules);
        }
    }
}

#[test]
fn l14_the_childs_card_opens_the_childs_account_anywhere() {
    for sample in [lci_member()] {
        for place in [Place::Online, Place::InPerson] {
            let father = Guardian { place, relation_on_record: false, ..mother() };
            assert!(ask_all(Asker::Guardian(father), &sample).allows(Class::Checkouts));
            let without = Guardian { child_card: Card::NotShown, ..father };
            refusal(ask_all(Asker::Guardian(without), &sample));
        }
    }
}

#[test]
fn l14_the_cosigners_photo_id_does_in_person_only() {
    let cosigner =
        Guardian { child_card: Card::NotShown, cosigner_photo_id: true, relation_on_record: false, ..mother() };
    let at = |place| ask_all(Asker::Guardian(Guardian { place, ..cosigner }), &lci_member());
    assert!(at(Place::InPerson).allows(Class::Fees));
    refusal(at(Place::Online));
    refusal(at(Place::Phone));
}

#[test]
fn l14_l22_a_parent_on_the_phone_hears_what_a_patron_would() {
    let calling = Guardian { place: Place::Phone, ..mother() };
    let decision = ask_all(Asker::Guardian(calling), &lci_member());
    assert_eq!(opened(&decision), [Class::Checkouts, Class::Holds, Class::Fees].into());
    refusal(ask_all(Asker::Guardian(calling), &putnam()));
    refusal(ask_all(Asker::Guardian(calling), &wethersfield()));
}

#[test]
fn l15_c2_w5_a_clerk_gives_an_officer_nothing_and_calls_the_director() {
    for sample in all() {
        let refused = refusal(ask_all(Asker::Police(Police { answered_by_director: false, ..order() }), &sample));
        assert!(refused.refer_to_director);
        assert!(refused.next.en.contains("Director at once"));
    }
}

#[test]
fn l16_without_paper_the_director_explains_the_law() {
    for sample in all() {
        let refused = refusal(ask_all(Asker::Police(Police { process: None, ..order() }), &sample));
        assert!(refused.reason.en.contains("court order") && refused.refer_to_director);
    }
}

#[test]
fn l16_a_reviewed_subpoena_is_enough_where_the_policy_says_so() {
    let process = Process { kind: ProcessKind::Subpoena, review: Review::Sound, good_cause_shown: false };
    for sample in [mansfield(), lci_member(), canton()] {
        let decision =
            ask(Asker::Police(Police { process: Some(process), ..order() }), Wanted::class(Class::Holds), &sample);
        assert_eq!(opened(&decision), [Class::Holds].into());
    }
}

#[test]
fn l17_a_helper_with_the_card_gets_the_minimum_for_the_errand() {
    let errands = [
        (Transaction::PickUpHolds, Class::Holds, "hold.title"),
        (Transaction::ReturnOrRenew, Class::Checkouts, "checkout.due_on"),
        (Transaction::ReturnOrRenew, Class::Checkouts, "checkout.due_at"),
        (Transaction::InterlibraryLoan, Class::InterlibraryLoans, "interlibrary_loan.title"),
        (Transaction::PayFees, Class::Fees, "account_line.outstanding_cents"),
    ];
    for (transaction, class, field) in errands {
        let decision = ask_all(helper(Card::Valid, transaction), &lci_member());
        assert_eq!(opened(&decision), [class].into());
        assert!(decision.allows_field(class, field));
        assert_eq!(decision.allows_fact(Fact::AmountOwed), transaction == Transaction::PayFees);
        assert!(cites(decision.rules(), "L17"));
    }
    refusal(ask_all(helper(Card::NotShown, Transaction::PickUpHolds), &lci_member()));
}

#[test]
fn l17_a_helper_never_gets_an_address() {
    for transaction in [Transaction::PickUpHolds, Transaction::ReturnOrRenew, Transaction::PayFees] {
        for sample in all() {
            let wanted = Wanted::classes([Class::Contact, Class::Identity]);
            refusal(ask(helper(Card::Valid, transaction), wanted, &sample));
        }
    }
}

#[test]
fn l17_elsewhere_a_helper_gets_nothing() {
    for sample in [mansfield(), putnam(), canton(), wethersfield()] {
        refusal(ask_all(helper(Card::Valid, Transaction::PickUpHolds), &sample));
    }
}

#[test]
fn l18_a_neighbour_who_pays_hears_the_amount() {
    let decision = ask_all(Asker::DebtPayer, &lci_member());
    assert!(decision.allows_fact(Fact::AmountOwed) && !decision.allows_fact(Fact::AccountActive));
    assert_eq!(opened(&decision), BTreeSet::new());
    for sample in [mansfield(), putnam(), canton(), wethersfield()] {
        refusal(ask_all(Asker::DebtPayer, &sample));
    }
}

#[test]
fn l19_whoever_finds_a_lost_card_gets_nothing_with_it() {
    for sample in all() {
        refusal(ask_all(Asker::Patron(Proof::InPerson { card: Card::ReportedLost, photo_id: false }), &sample));
        refusal(ask_all(helper(Card::ReportedLost, Transaction::PickUpHolds), &sample));
        let with_it = Guardian { child_card: Card::ReportedLost, relation_on_record: false, ..mother() };
        refusal(ask_all(Asker::Guardian(with_it), &sample));
    }
}

#[test]
fn l20_personal_details_at_the_desk_need_photo_id() {
    let with = |photo_id| ask_all(Asker::Patron(Proof::InPerson { card: Card::Valid, photo_id }), &lci_member());
    assert!(with(true).allows(Class::Contact));
    let Decision::Allowed(card_alone) = with(false) else { panic!() };
    let left_out: Vec<_> = card_alone.left_out.iter().map(|left_out| cites(&left_out.rules, "L20")).collect();
    assert_eq!(left_out, [true; 5]);
    assert!(with(false).allows(Class::Checkouts) && !with(false).allows(Class::Contact));
}

#[test]
fn l21_at_the_desk_card_or_photo_id_and_nothing_is_nothing() {
    for sample in all() {
        let at_desk = |card, photo_id| ask_all(Asker::Patron(Proof::InPerson { card, photo_id }), &sample);
        assert_eq!(opened(&at_desk(Card::NotShown, true)).len(), 21);
        assert!(at_desk(Card::Valid, false).allows(Class::Checkouts));
        refusal(at_desk(Card::NotShown, false));
    }
}

#[test]
fn l22_by_phone_checkouts_holds_and_fines_to_the_barcode_or_the_number_on_record() {
    for (barcode, from_number_on_record) in [(Card::Valid, false), (Card::NotShown, true)] {
        let proof = Proof::Phone { barcode, from_number_on_record };
        let decision = ask_all(Asker::Patron(proof), &lci_member());
        assert_eq!(opened(&decision), [Class::Checkouts, Class::Holds, Class::Fees].into());
        for sample in [putnam(), canton(), wethersfield()] {
            refusal(ask_all(Asker::Patron(proof), &sample));
        }
    }
    let neither = Proof::Phone { barcode: Card::NotShown, from_number_on_record: false };
    refusal(ask_all(Asker::Patron(neither), &lci_member()));
}

#[test]
fn l22_numbers_read_out_one_after_the_other_tell_nothing() {
    let caller = |barcode| {
        refusal(ask_all(Asker::Patron(Proof::Phone { barcode, from_number_on_record: false }), &lci_member()))
    };
    assert_eq!(caller(Card::ReportedLost), caller(Card::NotShown));
}

#[test]
fn l24_an_e_book_service_gets_name_card_number_and_patron_number() {
    let decision = ask_all(Asker::Vendor { code: "ebooks".into(), patron_chose: true }, &lci_member());
    assert_eq!(opened(&decision), [Class::Identity, Class::Membership].into());
    assert!(decision.allows_field(Class::Identity, "person.ils_number"));
    assert!(decision.allows_field(Class::Membership, "card.number"));
    assert!(!decision.allows_field(Class::Identity, "person.date_of_birth"));
    assert!(!decision.allows_field(Class::Membership, "membership.restricted_reason"));
}

#[test]
fn l25_on_an_immediate_threat_name_phone_and_address_and_nothing_more() {
    let officer = Asker::Police(Police { answered_by_director: false, process: None, immediate_threat: true });
    let decision = ask_all(officer.clone(), &lci_member());
    let Decision::Allowed(allowed) = &decision else { panic!() };
    let mut fields: Vec<String> = Vec::new();
    for share in &allowed.shares {
        let Fields::Only(only) = &share.fields else { panic!("{share:?}") };
        fields.extend(only.iter().map(ToString::to_string));
    }
    fields.sort();
    assert_eq!(
        fields,
        [
            "contact.address",
            "contact.address2",
            "contact.city",
            "contact.country",
            "contact.mobile",
            "contact.phone",
            "contact.state",
            "contact.street_number",
            "contact.street_type",
            "contact.zipcode",
            "person.firstname",
            "person.middle_name",
            "person.surname",
        ]
    );
    assert!(allowed.facts.is_empty() && cites(&allowed.rules, "L25"));
    // Without the threat, and at every other library, nothing.
    let calm = Asker::Police(Police { answered_by_director: true, process: None, immediate_threat: false });
    refusal(ask_all(calm, &lci_member()));
    for sample in [mansfield(), putnam(), canton(), wethersfield()] {
        refusal(ask_all(officer.clone(), &sample));
    }
    assert!(refusal(ask(officer, Wanted::class(Class::Checkouts), &lci_member())).refer_to_director);
}

#[test]
fn l26_notices_use_circulation_and_contact_details_only() {
    let decision = ask_all(Asker::Worker(Job::Notices), &lci_member());
    for class in [Class::History, Class::ComputerUse, Class::Questions, Class::Credentials, Class::Family] {
        assert!(!decision.allows(class), "{class:?}");
    }
}

#[test]
fn l30_only_the_director_tells_the_people_affected_by_a_breach() {
    let contact = Wanted::class(Class::Contact);
    let decision = ask(staff(Role::Director, Purpose::BreachNotice), contact.clone(), &lci_member());
    assert!(decision.allows_field(Class::Contact, "contact.email"));
    refusal(ask(staff(Role::Desk, Purpose::BreachNotice), contact, &lci_member()));
}

// Putnam

#[test]
fn p1_not_even_how_many_items_are_out_is_told() {
    for asker in [Asker::Caller, Asker::MemberOfPublic, Asker::Reporter] {
        let refused = refusal(ask(asker, Wanted::class(Class::Checkouts), &putnam()));
        assert!(cites(&refused.rules, "P1"));
    }
}

#[test]
fn p2_p3_what_was_told_to_get_a_card_and_what_was_done_at_a_computer_is_nobodys_business() {
    for asker in [Asker::Caller, Asker::MemberOfPublic, Asker::Reporter] {
        for (class, rule) in [(Class::Eligibility, "P2"), (Class::Identity, "P2"), (Class::ComputerUse, "P3")] {
            assert!(cites(&refusal(ask(asker.clone(), Wanted::class(class), &putnam())).rules, rule), "{class:?}");
        }
    }
}

// Canton

#[test]
fn c3_a_parent_at_canton_gets_nothing_unless_the_profile_says_so() {
    let permitted = Guardian { childs_permission: true, ..mother() };
    refusal(ask_all(Asker::Guardian(mother()), &canton()));
    refusal(ask_all(Asker::Guardian(permitted), &canton()));
    let mut switched_on = canton();
    switched_on.switches.written_permission.value = crate::profile::WrittenPermission::Offered;
    refusal(ask_all(Asker::Guardian(mother()), &switched_on));
    assert!(ask_all(Asker::Guardian(permitted), &switched_on).allows(Class::Holds));
    switched_on.switches.guardian_access.value = crate::profile::GuardianAccess::ChildsCard;
    assert!(ask_all(Asker::Guardian(mother()), &switched_on).allows(Class::Holds));
}

#[test]
fn c4_no_contact_detail_goes_to_a_vendor_at_canton() {
    let decision = ask_all(Asker::Vendor { code: "ebooks".into(), patron_chose: true }, &canton());
    assert_eq!(opened(&decision), BTreeSet::new());
}

// Wethersfield

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

// The shape of an answer

#[test]
fn nothing_asked_is_nothing_told() {
    refusal(ask(Asker::Patron(Proof::Session), Wanted::default(), &mansfield()));
}

#[test]
fn every_field_an_answer_names_is_a_column_of_the_schema() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../migrations");
    let files = std::fs::read_dir(folder).unwrap().map(|entry| std::fs::read_to_string(entry.unwrap().path()).unwrap());
    let schema = files.collect::<String>();
    let has = |field: &str| {
        let (table, column) = field.split_once('.').unwrap();
        let body = schema.split_once(&format!("CREATE TABLE {table} (")).and_then(|(_, rest)| rest.split_once(");"));
        let first =
            body.is_some_and(|(body, _)| body.lines().any(|line| line.split_whitespace().next() == Some(column)));
        let (begins, added) = (format!("ALTER TABLE {table}"), format!("ADD COLUMN {column} "));
        let is_of = |change: &&str| {
            let after = change.split_once(&begins).map(|(_, after)| after);
            after.is_some_and(|after| after.starts_with([' ', '\n']))
        };
        let mut changed = schema.split(";\n").filter(is_of);
        first || changed.any(|change| change.contains(&added))
    };
    let mut askers: Vec<Asker> = Vec::new();
    for role in Role::ALL {
        askers.extend(Purpose::ALL.map(|purpose| staff(role, purpose)));
    }
    askers.extend(Job::ALL.map(Asker::Worker));
    let errands =
        [Transaction::PickUpHolds, Transaction::ReturnOrRenew, Transaction::InterlibraryLoan, Transaction::PayFees];
    askers.extend(errands.map(|errand| helper(Card::Valid, errand)));
    askers.push(Asker::Police(Police { answered_by_director: true, process: None, immediate_threat: true }));
    let mut seen = BTreeSet::new();
    for asker in askers {
        if let Decision::Allowed(allowed) = ask_all(asker, &lci_member()) {
            for share in allowed.shares {
                if let Fields::Only(fields) = share.fields {
                    seen.extend(fields);
                }
            }
        }
    }
    assert!(seen.len() > 20);
    for field in seen {
        assert!(has(&field), "{field}");
    }
    assert!(!has("person.shoe_size"));
}
