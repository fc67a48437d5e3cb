//! The one table of forms, filled in as far as somebody has got, that runs through both halves: here through what the server asks,
//! and in the browser through the form itself (end2end/journeys/permission-text.script.spec.ts).

use super::{Letterhead, Offer, RecipientKind, Span, Uses, read_day, remarks, sketch, so_far};
use crate::{inventory::Class, profile::Profile, reference::Reference, words::Lang};
use serde::Deserialize;
use std::collections::BTreeMap;

/// What stands for an answer that is not given.
const BLANK: &str = "__________";

#[derive(Deserialize)]
struct Table {
    head: Head,
    /// The lines of the whole text, with the names of what is said in their place.
    text: Both<Vec<String>>,
    cases: Vec<Case>,
}

#[derive(Deserialize)]
struct Head {
    library: String,
    statute: String,
    reference: String,
    /// The latest last day.
    latest: String,
}

#[derive(Deserialize)]
struct Both<T> {
    en: T,
    es: T,
}

impl<T> Both<T> {
    fn to(&self, lang: Lang) -> &T {
        match lang {
            Lang::En => &self.en,
            Lang::Es => &self.es,
        }
    }
}

#[derive(Deserialize)]
struct Case {
    /// What stands in the fields, by name.
    typed: BTreeMap<String, String>,
    /// Whether every question is answered, so that a fingerprint is shown.
    answered: bool,
    said: Both<Said>,
}

/// What comes of it; what is not there is a blank.
#[derive(Deserialize)]
struct Said {
    who: Option<String>,
    proof: Option<String>,
    records: Option<Vec<String>>,
    purpose: Option<String>,
    days: String,
    #[serde(default)]
    remarks: Vec<String>,
}

impl Said {
    fn in_the_text(&self, text: &[String]) -> String {
        let records = self.records.clone().unwrap_or_else(|| vec![BLANK.to_owned()]);
        let records = records.iter().map(|one| ["- ", one, "\n"].concat()).collect::<Vec<_>>().concat();
        let who = self.who.clone().unwrap_or_else(|| format!("{BLANK} ({BLANK})"));
        text.join("\n")
            .replace("{who}", &who)
            .replace("{proof}", self.proof.as_deref().unwrap_or(BLANK))
            .replace("{records}", &records)
            .replace("{purpose}", self.purpose.as_deref().unwrap_or(BLANK))
            .replace("{days}", &self.days)
    }
}

fn table() -> Table {
    serde_json::from_str(include_str!("../../cases/permission.json")).unwrap()
}

#[test]
fn each_case_of_the_table_is_written_so_here_as_in_the_browser() {
    let profile = Profile::parse("mansfield", include_str!("../../../libraries/mansfield.toml")).unwrap();
    let offer = Offer::of(&profile).unwrap();
    let Table { head: Head { library, statute, reference, latest }, text, cases } = table();
    let head = Letterhead { library: &library, statute: &statute };
    let (reference, latest) = (Reference::parse(&reference).unwrap(), read_day(&latest).unwrap());
    for Case { typed, answered, said } in &cases {
        let parts = so_far(|name| typed.get(name).cloned().unwrap_or_default(), latest);
        assert_eq!(parts.is_answered(), *answered, "{typed:?}");
        let purpose = parts.purpose.as_ref().map_or("", |purpose| purpose.as_str());
        let doubts = remarks(purpose, &parts.classes, offer.classes());
        for lang in Lang::ALL {
            let said = said.to(lang);
            assert_eq!(sketch(&parts, &reference, head, lang), said.in_the_text(text.to(lang)), "{typed:?}");
            let doubts: Vec<String> =
                doubts.iter().map(|doubt| doubt.words(doubt.class().label().to(lang), lang)).collect();
            assert_eq!(doubts, said.remarks, "{typed:?}");
        }
    }
}

#[test]
fn the_table_has_each_answer_that_can_be_chosen_and_both_kinds_of_remark() {
    let cases = table().cases;
    let has = |name: &str, code: &str| cases.iter().any(|case| case.typed.get(name).is_some_and(|one| one == code));
    for span in Span::ALL {
        assert!(has("for", span.code()), "{span:?}");
    }
    for kind in RecipientKind::ALL {
        assert!(has("kind", kind.code()), "{kind:?}");
    }
    for uses in Uses::ALL {
        assert!(has("uses", uses.code()), "{uses:?}");
    }
    assert!(has(Class::Holds.code(), "on") && cases.iter().any(|case| case.answered));
    let remarked = |words: &str| cases.iter().any(|case| case.said.en.remarks.iter().any(|one| one.contains(words)));
    assert!(remarked("which is not ticked") && remarked("says nothing of it"));
}
