use super::*;
use crate::{
    profile::Profile,
    words::{Lang, OwnedText},
};
use std::collections::{BTreeMap, HashSet};

const FILES: [(&str, &str); 5] = [
    ("mansfield.toml", include_str!("../../../libraries/mansfield.toml")),
    ("lci-member.toml", include_str!("../../../libraries/lci-member.toml")),
    ("putnam.toml", include_str!("../../../libraries/putnam.toml")),
    ("canton.toml", include_str!("../../../libraries/canton.toml")),
    ("wethersfield.toml", include_str!("../../../libraries/wethersfield.toml")),
];

fn books() -> [Rulebook; 5] {
    FILES.map(|(file, text)| Profile::parse(file, text).unwrap().rules)
}

/// The statute's, the leads, then each policy's: every rule once.
fn every() -> Vec<RuleId> {
    let books = books();
    let statute = books[0].all().filter(|id| id.rule().kind == Kind::Statute);
    let own = books.iter().flat_map(super::Rulebook::own);
    statute.chain(books[0].leads()).chain(own).cloned().collect()
}

fn find(id: &str) -> RuleId {
    every().into_iter().find(|rule| rule.as_str() == id).unwrap()
}

#[test]
fn every_id_finds_its_own_rule_in_the_books_that_have_it() {
    for book in books() {
        let series = &book.own()[0].rule().series;
        for id in book.all() {
            assert_eq!(book.get(id.as_str()), Some(id));
            let number = id.rule().series.number(id.as_str()).unwrap();
            assert_eq!(format!("{}{number}", id.rule().series), id.as_str());
            assert!(id.rule().series.as_str() == "S" || id.rule().series == *series, "{id}");
        }
        for bad in ["", "S0", "S8", "M12", "L36", "P4", "C8", "W10", "X1", "l17", " L17", "L17 ", "S03"] {
            assert_eq!(book.get(bad), None, "{bad}");
        }
        assert_eq!(book.leads().len(), 4);
    }
    assert!(books()[0].get("L17").is_none(), "another library's");
}

#[test]
fn there_are_as_many_rules_as_the_list_has() {
    let mut count = BTreeMap::new();
    for id in every() {
        *count.entry(id.rule().series.to_string()).or_insert(0) += 1;
    }
    let expected = [("S", 7), ("M", 11), ("L", 35), ("P", 3), ("C", 7), ("W", 9), ("X", 4)];
    assert_eq!(count, BTreeMap::from(expected.map(|(series, rules)| (series.to_owned(), rules))));
}

#[test]
fn every_rule_ends_in_a_behaviour_or_a_statement() {
    let every = every();
    for id in &every {
        assert!(!id.rule().section.is_empty(), "{id}");
    }
    // The marks of the list, read off it again.
    let named = |wanted: &dyn Fn(&Rule) -> bool| {
        let names: Vec<_> = every.iter().filter(|id| wanted(id.rule())).map(RuleId::as_str).collect();
        names.join(" ")
    };
    assert_eq!(
        named(&|rule| rule.marks.shown()),
        "S1 S3 S5 S7 M1 M2 M4 M6 M7 M10 M11 L1 L2 L3 L4 L5 L8 L9 L11 L12 L23 L24 L26 L27 L28 L31 L32 L33 L35 P3 C4 C6 C7 W1"
    );
    assert_eq!(named(&|rule| !rule.marks.behaviour()), "S5 M2 M7 M11 L1 L4 L8 L11 L23 L33 L35 C6 C7 W1");
}

#[test]
fn each_rule_is_told_in_both_languages_and_in_plain_sentences() {
    for id in every() {
        let OwnedText { en, es } = &id.rule().statement;
        assert_ne!(en, es, "{id}");
        for words in [en, es] {
            assert!(words.ends_with('.') && words.trim() == words, "{id}: {words}");
            for sentence in words.split_inclusive(['.', ':', ';']) {
                let length = sentence.split_whitespace().count();
                assert!(length <= 40, "{id}: a sentence of {length} words: {sentence}");
            }
        }
    }
}

#[test]
fn a_citation_names_library_date_and_section() {
    assert_eq!(find("S3").citation(Lang::En), "Conn. Gen. Stat. § 11-25(b)(2)");
    assert_eq!(
        find("L25").citation(Lang::En),
        "An LCI Member Library, policy on the confidentiality of library records, July 10, 2024, “Wellness Checks”"
    );
    assert_eq!(
        find("W5").citation(Lang::Es),
        "Wethersfield Library, política de confidencialidad de los registros, 22 de abril de 2014, «Notification of \
         Library Director»"
    );
    assert_eq!(
        find("M9").citation(Lang::En),
        "Mansfield Public Library, confidentiality policy, “Surrender of Records”"
    );
    assert_eq!(find("M9").rule().place(Lang::Es), "«Surrender of Records»");
    assert_eq!(find("S3").rule().place(Lang::Es), "Conn. Gen. Stat. § 11-25(b)(2)");
    assert_eq!(find("X3").citation(Lang::En), "Conn. Gen. Stat. §§ 52-143 and 52-148e");
}

#[test]
fn a_series_is_one_to_three_capital_letters() {
    for good in ["M", "YF", "NHF"] {
        assert_eq!(good.parse::<Series>().unwrap().as_str(), good);
    }
    for bad in ["", "m", "ABCD", "M1", "Ñ", " M"] {
        assert!(bad.parse::<Series>().is_err(), "{bad}");
    }
    let series: Series = "YF".parse().unwrap();
    assert_eq!(series.number("YF12"), Some(12));
    for bad in ["YF", "YF0", "YF012", "YF1000", "YF-1", "Y1", "YFF1", "yf1"] {
        assert_eq!(series.number(bad), None, "{bad}");
    }
}

#[test]
fn an_id_is_read_with_its_profile_and_not_by_itself() {
    #[derive(Debug, serde::Deserialize)]
    struct Row {
        rule: RuleId,
    }
    let alone = toml::from_str::<Row>("rule = \"S3\"").unwrap_err();
    assert!(alone.message().contains("not by itself"), "{alone}");
    let book = &books()[3];
    let read = |text: &str| book.reading(|| toml::from_str::<Row>(text));
    assert_eq!(read("rule = \"C3\"").unwrap().rule.as_str(), "C3");
    let other = read("rule = \"M1\"").unwrap_err();
    assert!(other.message().contains("there is S1 to S7, C1 to C7"), "{other}");
    assert!(toml::from_str::<Row>("rule = \"C3\"").is_err(), "the list is put away afterwards");
}

#[test]
fn every_ground_has_a_name_of_its_own_and_rules_everywhere() {
    let codes: HashSet<_> = Ground::ALL.iter().map(|ground| ground.code()).collect();
    assert_eq!(codes.len(), Ground::ALL.len());
    for (at, ground) in Ground::ALL.into_iter().enumerate() {
        assert_eq!(ground as usize, at);
        assert_eq!(toml::Value::try_from(ground).unwrap().as_str(), Some(ground.code()));
    }
    for (file, text) in FILES {
        let profile = Profile::parse(file, text).unwrap();
        for (ground, rules) in profile.grounds.iter() {
            assert!(!rules.is_empty(), "{file}: {ground:?}");
            for id in rules {
                assert_eq!(profile.rules.get(id.as_str()), Some(id), "{file}: {ground:?}");
            }
        }
    }
}
