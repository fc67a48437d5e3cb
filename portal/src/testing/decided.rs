//! Every line of the ledger from the desk, held to the decision: what a line says was seen is what the decision was asked for and
//! allowed. No test has to think of it; the kit compares whenever a line is written.

use crate::{authority::Staff, ledger::Event};
use domain::{
    decision::{Decision, Purpose},
    inventory::Class,
    ledger::{Action, ActorKind},
};
use std::cell::RefCell;
use uuid::Uuid;

/// What a member of the staff was allowed for a purpose.
struct Allowed {
    account: Uuid,
    purpose: Purpose,
    classes: Vec<Class>,
}

thread_local! {
    /// What this thread was allowed. A test runs on one thread.
    static ALLOWED: RefCell<Vec<Allowed>> = const { RefCell::new(Vec::new()) };
}

/// Lines of something else: what was changed in a class that nobody saw; what somebody was told who asked, for whom the decision
/// is another; a stop that was lifted, which `may_lift` decides.
const NOT_SEEN: [Action; 5] = [
    Action::AccessClosed,
    Action::CorrectionMade,
    Action::CorrectionRefused,
    Action::DeskAnswered,
    Action::GuardianStopLifted,
];

/// Notes what the decision said to a member of the staff.
pub(crate) fn note(staff: &Staff, purpose: Purpose, decision: &Decision) {
    if let Decision::Allowed(allowed) = decision {
        let classes = allowed.shares.iter().map(|share| share.class).collect();
        ALLOWED.with_borrow_mut(|all| all.push(Allowed { account: staff.account(), purpose, classes }));
    }
}

/// Compares a line with what was allowed: some one decision for its purpose has all its classes.
pub(crate) fn compare(line: &Event<'_>) {
    let (ActorKind::Staff, Some(account)) = line.actor else { return };
    let Some(purpose) = line.purpose.and_then(Purpose::from_code) else { return };
    if line.classes.is_empty() || NOT_SEEN.contains(&line.action) {
        return;
    }
    let has_all = |one: &Allowed| line.classes.iter().all(|class| one.classes.contains(class));
    let allowed = ALLOWED
        .with_borrow(|all| all.iter().any(|one| one.account == account && one.purpose == purpose && has_all(one)));
    assert!(
        allowed,
        "{:?} for {purpose:?} says {:?}, and the decision was not asked for all of it",
        line.action, line.classes
    );
}

/// The comparison itself is tried: it takes a line for what was allowed, and none for more or for another purpose.
#[test]
fn a_line_for_more_than_the_decision_was_asked_for_is_found() {
    let profile = super::profile("mansfield");
    let library = profile.slug.clone();
    let account = Uuid::from_u128(70);
    let staff = Staff::new(profile, (account, "Somebody"), domain::decision::Role::Desk, Uuid::from_u128(570));
    let rules = Vec::new();
    let share = |class| domain::decision::Share { class, fields: domain::decision::Fields::All };
    let words = domain::words::Text::new("Yes", "Sí");
    let allowed = domain::decision::Allowed {
        shares: vec![share(Class::Notices)],
        facts: std::collections::BTreeSet::new(),
        left_out: Vec::new(),
        minimum_only: true,
        words,
        rules,
        ends: None,
    };
    note(&staff, Purpose::Billing, &Decision::Allowed(allowed));
    let says = |classes: &[Class], purpose: Purpose| {
        let line = Event {
            classes,
            purpose: Some(purpose.code()),
            ..Event::new(&library, chrono::DateTime::UNIX_EPOCH, None, Action::LetterPrinted, staff.actor())
        };
        std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| compare(&line))).is_ok()
    };
    assert!(says(&[Class::Notices], Purpose::Billing));
    assert!(!says(&[Class::Notices, Class::Contact], Purpose::Billing));
    assert!(!says(&[Class::Notices], Purpose::Payment));
}
