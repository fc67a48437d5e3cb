use super::*;
use std::path::Path;

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
