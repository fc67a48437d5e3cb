//! An LCI member library.

use super::*;

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
    assert!(decision.allows_fact(Fact::AmountOwed) && !decision.allows_fact(Fact::AccountActive));
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
        let at_desk = |card| refusal(ask_all(Asker::Patron(Proof::InPerson { card, photo_id: false }), &sample));
        assert!(at_desk(Card::ReportedLost).reason.en.contains("reported lost or closed"), "the holder is told why");
        assert!(!at_desk(Card::NotShown).reason.en.contains("lost"), "without a card nothing is said of one");
        refusal(ask_all(helper(Card::ReportedLost, Transaction::PickUpHolds), &sample));
        let parent = |child_card| Guardian { child_card, relation_on_record: false, ..mother() };
        let cited = |child_card| refusal(ask_all(Asker::Guardian(parent(child_card)), &sample)).rules;
        let of_lost_cards = sample.grounds.of(Ground::LostCard);
        assert!(of_lost_cards.iter().all(|rule| cited(Card::ReportedLost).contains(rule)), "{}", sample.series);
        let only_there = of_lost_cards.iter().find(|rule| rule.as_str() == "L19");
        assert!(only_there.is_none_or(|rule| !cited(Card::NotShown).contains(rule)), "{}", sample.series);
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
            let refused = refusal(ask_all(Asker::Patron(proof), &sample));
            assert!(refused.reason.en.contains("by phone"), "nothing that they could prove would help: {refused:?}");
        }
    }
    let neither = Proof::Phone { barcode: Card::NotShown, from_number_on_record: false };
    let refused = refusal(ask_all(Asker::Patron(neither), &lci_member()));
    assert!(refused.reason.en.contains("until we know it is theirs"), "here a proof would: {refused:?}");
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
fn s2_an_import_writes_everything_but_what_the_portal_itself_makes() {
    for sample in all() {
        let decision = ask_all(Asker::Worker(Job::Import), &sample);
        for class in Class::ALL {
            assert_eq!(decision.allows(class), !matches!(class, Class::Activity | Class::Pending), "{class:?}");
        }
    }
}

#[test]
fn l26_notices_use_circulation_and_contact_details_only() {
    let decision = ask_all(Asker::Worker(Job::Notices), &lci_member());
    for class in [Class::History, Class::ComputerUse, Class::Questions, Class::Credentials, Class::Family] {
        assert!(!decision.allows(class), "{class:?}");
    }
    assert!(decision.allows_field(Class::Identity, "person.firstname"), "a letter begins with a name");
    assert!(decision.allows_field(Class::Preferences, "preference.language"), "and is in the language they chose");
    assert!(!decision.allows_field(Class::Identity, "person.date_of_birth"));
}

#[test]
fn l30_only_the_director_tells_the_people_affected_by_a_breach() {
    let contact = Wanted::class(Class::Contact);
    let decision = ask(staff(Role::Director, Purpose::BreachNotice), contact.clone(), &lci_member());
    assert!(decision.allows_field(Class::Contact, "contact.email"));
    refusal(ask(staff(Role::Desk, Purpose::BreachNotice), contact, &lci_member()));
}
