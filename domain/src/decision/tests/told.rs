//! Exactly what each asker may be told, on each errand, at each library: one page for each library, read like a list. A
//! change of it is seen in review as a change of the page.

use super::{
    libraries::all,
    samples::{ask_all, mother, order, permission},
};
use crate::decision::{
    Asker, Card, Decision, Fields, Guardian, Place, Police, Process, ProcessKind, Proof, Purpose, Review, Role,
    StaffAsks, Transaction,
};

/// Everybody who asks, by a name for each.
fn everybody(vendor: &str) -> Vec<(String, Asker)> {
    let mut all: Vec<(String, Asker)> = Vec::new();
    let mut push = |name: &str, asker: Asker| all.push((name.to_owned(), asker));
    push("patron, signed in", Asker::Patron(Proof::Session));
    push("patron at the desk, card alone", Asker::Patron(Proof::InPerson { card: Card::Valid, photo_id: false }));
    push("patron at the desk, photo ID alone", Asker::Patron(Proof::InPerson { card: Card::NotShown, photo_id: true }));
    push("patron at the desk, lost card", Asker::Patron(Proof::InPerson { card: Card::ReportedLost, photo_id: false }));
    for (name, barcode, from_number_on_record) in [
        ("patron by telephone, barcode", Card::Valid, false),
        ("patron by telephone, number on record", Card::NotShown, true),
        ("patron by telephone, neither", Card::NotShown, false),
    ] {
        push(name, Asker::Patron(Proof::Phone { barcode, from_number_on_record }));
    }
    push("parent online, child’s card, on record", Asker::Guardian(mother()));
    push("parent online, not on record", Asker::Guardian(Guardian { relation_on_record: false, ..mother() }));
    push(
        "parent at the desk, photo ID of the co-signer",
        Asker::Guardian(Guardian {
            place: Place::InPerson,
            child_card: Card::NotShown,
            cosigner_photo_id: true,
            ..mother()
        }),
    );
    push(
        "parent with the child’s permission",
        Asker::Guardian(Guardian { childs_permission: true, child_card: Card::NotShown, ..mother() }),
    );
    for (errand, transaction) in [
        ("holds", Transaction::PickUpHolds),
        ("return or renew", Transaction::ReturnOrRenew),
        ("interlibrary loan", Transaction::InterlibraryLoan),
        ("fees", Transaction::PayFees),
    ] {
        for (with, card) in [("card", Card::Valid), ("no card", Card::NotShown), ("lost card", Card::ReportedLost)] {
            push(&format!("helper, {errand}, {with}"), Asker::Helper { card, transaction });
        }
    }
    push("whoever pays the debt", Asker::DebtPayer);
    push("caller who proves nothing", Asker::Caller);
    push("reporter", Asker::Reporter);
    push("member of the public", Asker::MemberOfPublic);
    push("police without paper", Asker::Police(Police { process: None, ..order() }));
    push("police, immediate threat", Asker::Police(Police { process: None, immediate_threat: true, ..order() }));
    for (name, kind) in [
        ("subpoena", ProcessKind::Subpoena),
        ("warrant", ProcessKind::Warrant),
        ("court order", ProcessKind::CourtOrder),
    ] {
        let process = Some(Process { kind, review: Review::Sound, good_cause_shown: true });
        push(&format!("police with a sound {name}"), Asker::Police(Police { process, ..order() }));
    }
    for patron_chose in [true, false] {
        let name = format!("vendor, {}", if patron_chose { "chosen by the patron" } else { "not chosen" });
        push(&name, Asker::Vendor { code: vendor.to_owned(), patron_chose });
    }
    push("holder of a permission", Asker::PermissionHolder(permission()));
    for role in Role::ALL {
        for purpose in Purpose::ALL {
            let asks = StaffAsks { role, purpose, staff_card: false };
            push(&format!("{}, {}", role.code(), purpose.code()), Asker::Staff(asks));
        }
    }
    all
}

/// What may be told, in a line for each class.
fn told(decision: &Decision) -> String {
    let Decision::Allowed(allowed) = decision else { return "  nothing\n".to_owned() };
    let facts = allowed.facts.iter().map(|fact| format!("  fact: {fact:?}\n"));
    let shares = allowed.shares.iter().map(|share| match &share.fields {
        Fields::All => format!("  {}\n", share.class.code()),
        Fields::Only(fields) => format!("  {}: {}\n", share.class.code(), fields.join(", ")),
    });
    facts.chain(shares).collect()
}

#[test]
fn exactly_what_each_asker_may_be_told_at_each_library() {
    for (library, sample) in ["mansfield", "lci-member", "putnam", "canton", "wethersfield"].into_iter().zip(all()) {
        let vendor = sample.vendors.first().map_or("none", |vendor| vendor.code.as_str());
        let mut page = String::new();
        for (name, asker) in everybody(vendor) {
            page += &name;
            page += "\n";
            page += &told(&ask_all(asker, &sample));
        }
        insta::assert_snapshot!(library, page);
    }
}
