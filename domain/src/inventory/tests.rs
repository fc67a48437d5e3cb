use super::*;
use crate::{
    profile::{Event, Keep, how_long},
    words::Text,
};
use std::collections::HashSet;

#[test]
fn every_class_has_its_own_entry() {
    for (at, class) in Class::ALL.into_iter().enumerate() {
        assert_eq!(class as usize, at);
        assert_eq!(info(class).class, class);
        assert_eq!(Class::from_code(class.code()), Some(class));
    }
    let codes: HashSet<_> = Class::ALL.iter().map(|class| class.code()).collect();
    assert_eq!(codes.len(), Class::ALL.len());
    assert_eq!(Class::from_code("Identity"), None);
}

#[test]
fn every_class_but_what_is_held_elsewhere_is_read_from_somewhere() {
    for info in &CLASSES {
        assert_eq!(info.relations.is_empty(), info.class == Class::HeldElsewhere, "{:?}", info.class);
    }
    let names: HashSet<_> = relations().map(|(_, relation)| relation.name).collect();
    assert_eq!(names.len(), relations().count(), "a relation is read once");
}

#[test]
fn what_a_relation_names_is_among_its_columns() {
    for (_, relation) in relations() {
        let known =
            |column: &str| relation.field(column).is_some() || column == relation.person || PLUMBING.contains(&column);
        for column in relation.searchable() {
            let field = relation.field(column).unwrap_or_else(|| panic!("{}.{column}", relation.name));
            assert!(
                !matches!(field.shown, Visibility::Withheld(_)),
                "{}.{column}: a search would tell it",
                relation.name
            );
        }
        let (Origin::Columns { at, .. } | Origin::Portal { at }) = relation.origin;
        let order = relation.order.split(',').filter_map(|part| part.split_whitespace().next());
        for column in [relation.key, relation.dated, at].into_iter().chain(over(relation)).chain(order) {
            assert!(known(column), "{}.{column}", relation.name);
        }
        assert!(relation.order.ends_with(relation.key), "{}: pages need one order", relation.name);
        for field in relation.fields {
            assert!(!PLUMBING.contains(&field.column), "{}.{}", relation.name, field.column);
            if let Some(own) = field.own_rows {
                let Kind::Code(codes) = field.kind else { panic!("{}.{}", relation.name, field.column) };
                assert!(codes.iter().any(|(code, _)| *code == own), "{}.{}: {own}", relation.name, field.column);
            }
            if let Visibility::PlainUnless(column) = field.shown {
                assert!(relation.field(column).is_some(), "{}.{column}", relation.name);
            }
        }
        let columns: HashSet<_> = relation.fields.iter().map(|field| field.column).collect();
        assert_eq!(columns.len(), relation.fields.len(), "{}", relation.name);
    }
}

/// Every text of the inventory, with where it stands.
fn texts() -> Vec<(String, Text)> {
    let mut all = Vec::new();
    for info in &CLASSES {
        let class = info.class.code();
        for (name, text) in [
            ("label", info.label),
            ("what", info.what),
            ("why", info.why),
            ("correction", info.correction),
            ("who_can_see", info.who_can_see),
        ] {
            all.push((format!("{class}.{name}"), text));
        }
        for relation in info.relations {
            all.push((relation.name.to_owned(), relation.label));
            for field in relation.fields {
                let at = format!("{}.{}", relation.name, field.column);
                all.push((at.clone(), field.label));
                all.extend(field.why.map(|why| (format!("{at} why"), why)));
                if let Visibility::Withheld(reason) = field.shown {
                    all.push((format!("{at} withheld"), reason));
                }
                if let Kind::Code(codes) = field.kind {
                    all.extend(codes.iter().map(|(code, text)| (format!("{at} {code}"), *text)));
                }
            }
        }
    }
    all.extend(BEHIND.iter().map(|behind| (behind.table.to_owned(), behind.reason)));
    all.extend(SOURCES.iter().map(|(code, text)| ((*code).to_owned(), *text)));
    all
}

#[test]
fn everything_is_said_in_both_languages() {
    for (at, text) in texts() {
        for words in [text.en, text.es] {
            assert!(!words.trim().is_empty() && words == words.trim() && !words.contains("  "), "{at}: {words:?}");
        }
        if text.en.split_whitespace().count() > 2 {
            assert_ne!(text.en, text.es, "{at}");
        }
    }
}

#[test]
fn what_no_file_brings_has_a_place_of_its_own_in_its_class() {
    for info in &CLASSES {
        let places = brought_by_no_file(info.class);
        assert!(places.is_empty() || matches!(loaded(info.class), Loaded::Partly(_)), "{:?}", info.class);
        for (table, column) in places {
            let relation = info.relations.iter().find(|relation| relation.name == *table).unwrap();
            assert!(column.is_none_or(|column| relation.field(column).is_some()), "{table}: {column:?}");
        }
    }
}

/// A parent or guardian reads the labels of a child's record too, and there "you" would be the child.
#[test]
fn no_label_that_a_parent_reads_says_you() {
    let is_you = |word: &str| ["you", "your", "yours", "usted", "ustedes"].contains(&word);
    let mut said = Vec::new();
    for info in CLASSES.iter().filter(|info| childs::of_a_child(info.class).is_some()) {
        if let Loaded::Partly(part) = loaded(info.class) {
            said.push((info.class.code().to_owned(), part));
        }
        for relation in info.relations {
            said.push((relation.name.to_owned(), relation.label));
            if let Over::On { until, .. } | Over::NotWhileHere(until) = relation.over {
                said.push((format!("{} until", relation.name), until));
            }
            for field in relation.fields {
                let at = format!("{}.{}", relation.name, field.column);
                said.push((at.clone(), field.label));
                said.extend(field.why.map(|why| (format!("{at} why"), why)));
                if let Kind::Code(codes) = field.kind {
                    said.extend(codes.iter().map(|(code, text)| (format!("{at} {code}"), *text)));
                }
            }
        }
    }
    assert!(said.len() > 200, "{}", said.len());
    for (at, text) in said {
        for words in [text.en, text.es] {
            let mut words_of = words.split(|c: char| !c.is_alphabetic()).map(str::to_lowercase);
            assert!(!words_of.any(|word| is_you(&word)), "{at}: {words}");
        }
    }
}

/// Words a patron would not use. Somebody who must look one up is told less than they are owed.
#[test]
fn no_text_speaks_of_databases() {
    for (at, text) in texts() {
        let words: Vec<String> = text.en.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase).collect();
        for word in ["hash", "database", "token", "column", "null", "row", "ledger", "credential", "timestamp", "uuid"]
        {
            assert!(!words.iter().any(|one| one == word), "{at}: {}", text.en);
        }
    }
}

#[test]
fn no_sentence_is_too_long_to_follow() {
    for (at, text) in texts() {
        for (words, most) in [(text.en, 25), (text.es, 32)] {
            for sentence in words.split(['.', ':', ';', '?']) {
                assert!(sentence.split_whitespace().count() <= most, "{at}: {sentence}");
            }
        }
    }
}

#[test]
fn codes_of_a_list_are_their_own() {
    for (_, relation) in relations() {
        for field in relation.fields {
            if let Kind::Code(codes) = field.kind {
                let own: HashSet<_> = codes.iter().map(|(code, _)| code).collect();
                assert_eq!(own.len(), codes.len(), "{}.{}", relation.name, field.column);
            }
        }
    }
}

#[test]
fn a_source_is_named_even_when_it_is_new() {
    assert_eq!(source_label("koha-borrowers").en, "The library’s patron file");
    assert_eq!(source_label("sip2").es, "Otro sistema de la biblioteca");
}

#[test]
fn secrets_are_withheld_and_the_birth_date_is_masked() {
    for (_, relation) in relations() {
        for field in relation.fields.iter().filter(|field| field.column.contains("hash")) {
            assert!(matches!(field.shown, Visibility::Withheld(_)), "{}.{}", relation.name, field.column);
        }
    }
    let person = info(Class::Identity).relations[0].field("date_of_birth").unwrap();
    assert_eq!(person.shown, Visibility::Masked);
}

/// The page in the repository is the one the inventory makes. `WRITE_DATA_MAP=1` writes it anew.
#[test]
fn the_data_map_is_current() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/privacy/data-map.md");
    if std::env::var_os("WRITE_DATA_MAP").is_some() {
        std::fs::write(path, data_map()).unwrap();
    }
    assert_eq!(std::fs::read_to_string(path).unwrap_or_default(), data_map(), "docs/privacy/data-map.md is stale");
}

fn over(relation: &Relation) -> Option<&'static str> {
    match relation.over {
        Over::On { column, .. } => Some(column),
        Over::WithTheRecord | Over::NotWhileHere(_) => None,
    }
}

#[test]
fn what_says_that_a_row_is_over_is_a_date_or_a_moment_that_the_patron_sees() {
    for (_, relation) in relations() {
        let Some(column) = over(relation) else { continue };
        let field = relation.field(column).unwrap_or_else(|| panic!("{}.{column}", relation.name));
        assert!(matches!(field.kind, Kind::Date | Kind::Moment), "{}.{column}", relation.name);
        assert_eq!(field.shown, Visibility::Plain, "{}.{column}", relation.name);
    }
}

/// The columns held of a class.
fn columns(class: Class) -> HashSet<&'static str> {
    info(class).relations.iter().flat_map(|relation| relation.fields).map(|field| field.column).collect()
}

#[test]
fn l2_of_a_session_at_a_public_computer_only_its_time_and_the_print_balance_are_held() {
    assert_eq!(columns(Class::ComputerUse), HashSet::from(["started_at", "minutes", "print_balance_cents"]));
}

#[test]
fn l5_l6_what_the_policy_says_is_held_has_its_place_and_is_shown() {
    for (class, column) in [
        (Class::Identity, "surname"),
        (Class::Identity, "date_of_birth"),
        (Class::Contact, "address"),
        (Class::Contact, "email"),
        (Class::Contact, "phone"),
        (Class::Membership, "number"),
        (Class::Eligibility, "residency_proof"),
        (Class::Eligibility, "employment_proof"),
        (Class::Checkouts, "title"),
        (Class::Holds, "title"),
        (Class::Fees, "amount_cents"),
        (Class::Registrations, "event"),
        (Class::Questions, "question"),
        (Class::Contributions, "body"),
    ] {
        assert!(columns(class).contains(column), "{class:?}.{column}");
    }
}

#[test]
fn to_others_no_class_is_called_as_if_they_were_its_patron() {
    for class in Class::ALL {
        let said = class.label_for_others();
        let words = |text: &str| text.to_lowercase().split(' ').map(str::to_owned).collect::<Vec<_>>();
        assert!(!words(said.en).iter().any(|word| word == "you" || word == "your"), "{}", said.en);
        assert!(!words(said.es).iter().any(|word| word == "usted" || word == "su"), "{}", said.es);
    }
}

#[test]
fn who_signs_calls_no_class_as_if_it_were_somebody_elses() {
    const OTHERS: [&str; 8] = ["you", "your", "they", "them", "their", "usted", "su", "persona"];
    for class in Class::ALL {
        let said = class.label_in_their_words();
        for text in [said.en, said.es] {
            let text = text.to_lowercase();
            assert!(!text.split(' ').any(|word| OTHERS.contains(&word)), "{text}");
        }
    }
}

/// What stands on the pages of a class beside its own sentences: labels, reasons, codes, and what a row waits for.
fn in_tables(class: Class) -> Vec<Text> {
    let mut said = Vec::new();
    for relation in info(class).relations {
        said.push(relation.label);
        match relation.over {
            Over::On { until, .. } | Over::NotWhileHere(until) => said.push(until),
            Over::WithTheRecord => {}
        }
        for field in relation.fields {
            said.push(field.label);
            said.extend(field.why);
            if let Visibility::Withheld(reason) = field.shown {
                said.push(reason);
            }
            if let Kind::Code(codes) = field.kind {
                said.extend(codes.iter().map(|(_, label)| *label));
            }
        }
    }
    if let Loaded::Partly(part) = loaded(class) {
        said.push(part);
    }
    said
}

#[test]
fn what_a_parent_or_a_clerk_reads_in_a_childs_drawer_calls_nobody_you() {
    let others = ["you", "your", "yours", "usted", "su", "sus", "suyo", "suya", "le", "les"];
    let open = Class::ALL.into_iter().filter(|class| childs::of_a_child(*class).is_some());
    for (class, text) in open.flat_map(|class| in_tables(class).into_iter().map(move |text| (class, text))) {
        for said in [text.en, text.es] {
            let mut words = said.split(|letter: char| !letter.is_alphabetic()).map(str::to_lowercase);
            assert!(!words.any(|word| others.contains(&word.as_str())), "{class:?}: {said}");
        }
    }
    let (days, event) = (1, Event::Returned);
    for keep in [Keep::WhileAPatron, Keep::DaysAfter { days, event }, Keep::PatronsChoice { days, event }] {
        let said = how_long(&keep);
        assert!(!said.en.to_lowercase().contains("you") && !said.es.to_lowercase().contains("usted"), "{said:?}");
    }
}
