//! Putnam.

use super::*;

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
