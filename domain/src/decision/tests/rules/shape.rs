//! The shape of an answer.

use super::*;

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
