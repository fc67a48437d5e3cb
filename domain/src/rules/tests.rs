use super::*;
use std::collections::BTreeMap;

#[test]
fn every_id_finds_its_own_rule() {
    assert_eq!(all().len(), RuleId::ALL.len());
    for &id in RuleId::ALL {
        assert_eq!(rule(id).id, id);
        assert_eq!(id.as_str().parse(), Ok(id));
    }
    for bad in ["", "S0", "S7", "M10", "L32", "P4", "C7", "W9", "X1", "l17", " L17", "L17 "] {
        assert!(bad.parse::<RuleId>().is_err(), "{bad}");
    }
}

#[test]
fn there_are_as_many_rules_as_the_list_has() {
    let mut count = BTreeMap::new();
    for id in RuleId::ALL {
        *count.entry(id.series()).or_insert(0) += 1;
    }
    let expected = [(Series::S, 6), (Series::M, 9), (Series::L, 31), (Series::P, 3), (Series::C, 6), (Series::W, 8)];
    assert_eq!(count, BTreeMap::from(expected));
}

#[test]
fn every_rule_ends_in_a_behaviour_or_a_statement() {
    for rule in all() {
        assert!(rule.behaviour || rule.shown, "{}", rule.id);
        assert!(!rule.section.is_empty(), "{}", rule.id);
    }
    // The marks of the list, read off it again.
    let shown: Vec<_> = all().iter().filter(|rule| rule.shown).map(|rule| rule.id.as_str()).collect();
    assert_eq!(shown.join(" "), "S1 S3 S5 M1 M2 M4 M6 M7 L1 L2 L3 L4 L5 L8 L9 L11 L12 L23 L24 L27 L28 L31 P3 C4 C6 W1");
    let only_shown: Vec<_> = all().iter().filter(|rule| !rule.behaviour).map(|rule| rule.id.as_str()).collect();
    assert_eq!(only_shown.join(" "), "S5 M2 M7 L1 L4 L8 L11 L23 C6 W1");
}

#[test]
fn each_rule_is_told_in_both_languages_and_in_plain_sentences() {
    for rule in all() {
        for lang in Lang::ALL {
            let words = rule.statement.to(lang);
            assert!(words.ends_with('.') && words.trim() == words, "{} {lang:?}: {words}", rule.id);
            for sentence in words.split_inclusive(['.', ':', ';']) {
                let length = sentence.split_whitespace().count();
                assert!(length <= 40, "{} {lang:?}: a sentence of {length} words: {sentence}", rule.id);
            }
        }
        assert_ne!(rule.statement.en, rule.statement.es, "{}", rule.id);
    }
}

#[test]
fn a_citation_names_library_date_and_section() {
    let cited = |id: &str, lang| rule(id.parse().unwrap()).citation(lang);
    assert_eq!(cited("S3", Lang::En), "Conn. Gen. Stat. § 11-25(b)(2)");
    assert_eq!(
        cited("L25", Lang::En),
        "An LCI Member Library, policy on the confidentiality of library records, July 10, 2024, “Wellness Checks”"
    );
    assert_eq!(
        cited("W5", Lang::Es),
        "Wethersfield Library, política de confidencialidad de los registros, 22 de abril de 2014, «Notification of \
         Library Director»"
    );
    assert_eq!(cited("M9", Lang::En), "Mansfield Public Library, confidentiality policy, “Surrender of Records”");
}
