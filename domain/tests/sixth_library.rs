//! A library that no code knows is one file: it is read, it decides, and its privacy page says what its policy says.

use chrono::NaiveDate;
use domain::{
    decision::{Asker, Card, Decision, Proof, Request, Role, Transaction, Wanted, decide},
    inventory::Class,
    profile::{Profile, Profiles, privacy},
    rules::{Ground, RuleId, codes},
    words::Lang,
};

const FILE: &str = include_str!("yantic-falls.toml");

fn library() -> Profile {
    Profile::parse("yantic-falls.toml", FILE).unwrap_or_else(|error| panic!("{error}"))
}

fn ask(asker: Asker, class: Class, profile: &Profile) -> Decision {
    let today = NaiveDate::from_ymd_opt(2026, 11, 3).unwrap();
    decide(&Request { asker, wanted: Wanted::class(class), today }, profile)
}

#[test]
fn it_stands_beside_the_others_and_brings_its_own_rules() {
    let canton = include_str!("../../libraries/canton.toml");
    let profiles = Profiles::load_all([("yantic-falls.toml", FILE), ("canton.toml", canton)]).unwrap();
    let profile = profiles.named("yantic-falls").unwrap();
    assert_eq!(codes(profile.rules.own()), ["YF1", "YF2", "YF3", "YF4", "YF10"]);
    assert!(profile.rules.get("S3").is_some(), "the statute's rules are everybody's");
    assert!(profile.rules.get("C3").is_none() && profiles.named("canton").unwrap().rules.get("YF1").is_none());
    assert!(!profile.reading_of_published_policy);
}

#[test]
fn it_decides_by_its_switches_and_cites_its_rules_or_the_statutes() {
    let profile = library();
    let helper = Asker::Helper { card: Card::Valid, transaction: Transaction::PickUpHolds };
    let yes = ask(helper, Class::Holds, &profile);
    assert!(yes.allows(Class::Holds));
    assert_eq!(codes(yes.rules()), ["YF1", "S2"], "what the profile does not ground rests on the statute");
    let no = ask(Asker::Reporter, Class::History, &profile);
    assert_eq!(codes(no.rules()), ["S1", "S3", "S7", "YF4"]);
    let lost = Proof::InPerson { card: Card::ReportedLost, photo_id: false };
    assert_eq!(codes(ask(Asker::Patron(lost), Class::Fees, &profile).rules()), ["S3", "YF10"]);
    for role in Role::ALL {
        let asks =
            domain::decision::StaffAsks { role, purpose: domain::decision::Purpose::Circulation, staff_card: false };
        assert_eq!(codes(ask(Asker::Staff(asks), Class::Checkouts, &profile).rules()), ["S2"]);
    }
}

#[test]
fn its_privacy_page_shows_its_words_and_citations() {
    let profile = library();
    let page = privacy::statements(&profile);
    let said = |part: &str| page.iter().find(|one| one.words.en.contains(part)).unwrap_or_else(|| panic!("{part}"));
    let helper = said("A neighbor with your card");
    assert_eq!(
        helper.citations(Lang::En),
        ["Yantic Falls Free Library, How We Keep Your Confidence, February 29, 2020, “Errands”"]
    );
    assert_eq!(
        helper.citations(Lang::Es),
        ["Yantic Falls Free Library, Cómo guardamos su confianza, 29 de febrero de 2020, «Errands»"]
    );
    said("nobody's business but your own");
    said("needs the child’s library card");
    said("Our policy does not say whether a record of your use of our public computers is kept");
    said("The change is made at once.");
    for id in profile.rules.all() {
        assert!(page.iter().any(|one| one.rules.contains(id)), "{id}");
    }
    // No other library's words: every rule on the page is in this book.
    let cited = page.iter().flat_map(|one| &one.rules);
    assert!(cited.map(RuleId::as_str).all(|id| id.starts_with("YF") || id.starts_with('S')));
}

#[test]
fn a_rule_it_does_not_have_is_refused_with_file_key_and_reason() {
    for (from, to, told) in [
        ("lost-card = [\"YF10\"]", "lost-card = [\"YF9\"]", "grounds.lost-card[1]: there is no rule `YF9` here"),
        ("id = \"YF10\"", "id = \"YG10\"", "rules[5].id: `YG10` has to be YF and a number"),
        ("rules = [\"YF1\"]", "rules = [\"L17\"]", "switches.helper.rules[1]: there is no rule `L17` here"),
    ] {
        let wrong = FILE.replacen(from, to, 1);
        assert_ne!(wrong, FILE);
        let error = Profile::parse("yantic-falls.toml", &wrong).unwrap_err().to_string();
        assert!(error.starts_with("yantic-falls.toml, line ") && error.contains(told), "{error}");
    }
}

#[test]
fn a_library_with_only_the_statute_needs_no_rules_of_its_own() {
    let (file, _) = FILE.split_once("[[rules]]").unwrap();
    let own = ["YF10", "YF1", "YF2", "YF3", "YF4"];
    let file = own.iter().fold(file.replace("rules = \"YF\"\n", ""), |text, id| text.replace(id, "S2"));
    let profile = Profile::parse("yantic-falls.toml", &file).unwrap_or_else(|error| panic!("{error}"));
    assert!(profile.rules.own().is_empty() && profile.rules.all().count() == 7);
    assert_eq!(codes(profile.grounds.of(Ground::LostCard)), ["S2"]);
}
