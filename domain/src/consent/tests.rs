use super::*;
use crate::profile::{SentBy, Titles};
use std::path::Path;
use uuid::Uuid;

fn profile(slug: &str) -> Profile {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../libraries/{slug}.toml"));
    Profile::parse(slug, &std::fs::read_to_string(file).unwrap()).unwrap()
}

#[test]
fn l27_c5_without_an_answer_a_notice_is_as_the_profile_says_and_a_newsletter_is_a_no() {
    let mut lci = profile("lci-member");
    let holds = |profile: &Profile, kind| Purpose::Notice(kind).default_of(profile);
    assert!(holds(&lci, NoticeKind::Receipt));
    assert!(!holds(&lci, NoticeKind::AlmostDue), "the profile says off");
    let newsletter = lci.newsletters[0].clone();
    assert!(!Purpose::Newsletter(&newsletter).default_of(&lci));
    assert!(Purpose::AllMail.default_of(&lci));
    lci.switches.email_is_consent.value = false;
    assert!(!holds(&lci, NoticeKind::Receipt), "an address alone is no yes here");
}

#[test]
fn every_purpose_that_is_offered_is_found_again_by_its_code_and_rests_on_the_librarys_rules() {
    for slug in ["canton", "lci-member", "mansfield", "putnam", "wethersfield"] {
        let profile = profile(slug);
        let offered: Vec<_> = Purpose::offered(&profile).collect();
        assert_eq!(offered.len(), profile.notices.len() + profile.newsletters.len(), "{slug}");
        for purpose in offered.into_iter().chain([Purpose::AllMail]) {
            assert_eq!(Purpose::from_code(purpose.code(), &profile), Some(purpose), "{slug}");
        }
    }
    let lci = profile("lci-member");
    assert_eq!(Purpose::AllMail.rules(&lci), ["L27", "L32"]);
    assert_eq!(Purpose::Newsletter(&lci.newsletters[0]).rules(&lci), codes(&lci.switches.newsletters.rules));
    assert!(Purpose::Newsletter(&lci.newsletters[0]).rules(&lci).contains(&"L28"));
}

#[test]
fn l26_a_yes_to_a_notice_says_whether_it_names_titles_as_the_profile_has_it() {
    let mut profile = profile("putnam");
    for (sent_by, titles, english, spanish) in [
        (SentBy::Portal, Titles::Named, "It names the titles, unless you choose", "Nombra los títulos, salvo que"),
        (SentBy::Portal, Titles::Counted, "It says how many and names no title.", "no nombra ningún título."),
        (
            SentBy::System,
            Titles::Counted,
            "own system sends it, and may name the titles.",
            "puede nombrar los títulos.",
        ),
        (SentBy::System, Titles::Named, "own system sends it, and may name the titles.", "puede nombrar los títulos."),
    ] {
        profile.circulation_mail.sent_by = sent_by;
        profile.circulation_mail.titles = titles;
        for kind in NoticeKind::ALL {
            for (lang, words) in [(Lang::En, english), (Lang::Es, spanish)] {
                let said = statement(&Purpose::Notice(kind), true, &profile, lang);
                assert!(said.contains(words), "{kind:?}, {sent_by:?}, {titles:?}: {said}");
            }
        }
    }
}

#[test]
fn l28_the_service_is_read_from_the_words_that_were_said() {
    let lci = profile("lci-member");
    let list = &lci.newsletters[0];
    let service = lci.service_of(list).unwrap();
    for lang in Lang::ALL {
        for yes in [statement(&Purpose::Newsletter(list), true, &lci, lang), without_card(list, true, &lci, lang)] {
            assert_eq!(service_named(&yes), Some(service.name.to(lang)), "{yes}");
            assert!(names_service(&yes, service), "{yes}");
        }
        for no in [statement(&Purpose::Newsletter(list), false, &lci, lang), without_card(list, false, &lci, lang)] {
            assert_eq!(service_named(&no), None, "{no}");
        }
    }
    let own = profile("canton");
    let list = &own.newsletters[0];
    assert_eq!(service_named(&statement(&Purpose::Newsletter(list), true, &own, Lang::En)), None);
    assert_eq!(service_named(&without_card(list, true, &own, Lang::En)), None);
}

fn said_yes(words: String, without_card: bool) -> KeptAnswer {
    KeptAnswer {
        id: Uuid::nil(),
        person: Uuid::nil(),
        without_card,
        address: Some("ana@example.org".to_owned()),
        state: State::Given,
        words,
        words_version: VERSION.to_owned(),
        language: Lang::En,
        decided_at: "2026-11-23T12:00:00Z".parse().unwrap(),
    }
}

#[test]
fn a_receipt_goes_by_the_words_that_were_said_and_not_by_the_profile_of_today() {
    let lci = profile("lci-member");
    let list = lci.newsletters[0].clone();
    let named = said_yes(statement(&Purpose::Newsletter(&list), true, &lci, Lang::En), false);
    let vendor = "vendor:newsletter".to_owned();
    let third = |kept: &KeptAnswer, code: &str, profile: &Profile| {
        let made = receipt(kept, code, profile, "https://portal.example");
        made.pii_processing.purposes[0].recipient_third_parties.clone()
    };
    assert_eq!(third(&named, &list.code, &lci), [vendor]);
    // Later the library sends it itself: the yes of then gave the service the name and the address.
    let mut later = lci.clone();
    later.newsletters.iter_mut().for_each(|list| list.service = None);
    assert_eq!(third(&named, &list.code, &later), ["vendor:newsletter"]);
    let unnamed = said_yes(statement(&Purpose::Newsletter(&later.newsletters[0]), true, &later, Lang::En), false);
    assert_eq!(third(&unnamed, &list.code, &lci), [""; 0], "a service that no word names got nothing");
    // And later it has neither the newsletter nor the service.
    later.newsletters.clear();
    later.vendors.clear();
    let made = receipt(&named, &list.code, &later, "https://portal.example");
    assert_eq!(made.pii_processing.notice_text, named.words);
    assert_eq!(made.pii_processing.purposes[0].purpose, list.code);
    assert_eq!(made.party_identification[1].party_name, "Newsletter service");
}

#[test]
fn a_receipt_tells_somebody_without_a_card_how_they_leave_and_what_is_held() {
    let own = profile("canton");
    let list = &own.newsletters[0];
    let of = |without| receipt(&said_yes("W".to_owned(), without), &list.code, &own, "https://portal.example");
    let (with, without) = (of(false).pii_processing, of(true).pii_processing);
    assert_eq!(with.purposes[0].withdrawal_method, "https://portal.example/consents");
    assert_eq!(without.purposes[0].withdrawal_method, "https://portal.example/newsletters");
    assert_eq!(without.purposes[0].pii_information[1].pii_type, "subscriber.name");
}
