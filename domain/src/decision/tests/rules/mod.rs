//! The rules by id, as sentences of the people who meet them.

mod canton;
mod lci_member;
mod mansfield;
mod putnam;
mod shape;
mod statute;
mod wethersfield;

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
    profile::WrittenPermission,
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
