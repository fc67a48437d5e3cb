use super::*;
use crate::{
    decision::{Card, Decision, Fact, Purpose, Request, Stop, Wanted, decide},
    inventory::Class,
    photo_id::PhotoId,
    profile::Profile,
};
use chrono::NaiveDate;
use std::{collections::HashSet, path::Path, sync::LazyLock};

static PROFILES: LazyLock<crate::profile::Profiles> = LazyLock::new(|| {
    let files = std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("../libraries")).unwrap().map(|entry| {
        let path = entry.unwrap().path();
        (path.display().to_string(), std::fs::read_to_string(path).unwrap())
    });
    crate::profile::Profiles::load_all(files).unwrap()
});

const TODAY: NaiveDate = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();

fn profile(slug: &str) -> &'static Profile {
    PROFILES.iter().find(|profile| profile.slug.as_str() == slug).unwrap()
}

/// A child's record that names the parent who asks, found by the card in use.
fn known() -> Known {
    Known {
        card: Card::Valid,
        born: NaiveDate::from_ymd_opt(2016, 5, 4),
        is_patron: true,
        stop: None,
        named: Some(Named { cosigner: true }),
        permitted: false,
        number_matches: true,
    }
}

const EVERYTHING: ProofShown = ProofShown { card: true, photo_id: Some(PhotoId::Passport) };
const NOTHING: ProofShown = ProofShown { card: false, photo_id: None };

/// All that this one can show here, and a record that fits each of it and says nothing to what cannot be shown.
fn all(voice: Voice, profile: &Profile) -> (ProofShown, Known) {
    let shows = |sort| voice.shows(sort, profile);
    let photo_id = shows(ProofSort::PhotoId).then_some(PhotoId::Passport);
    let known = Known { number_matches: shows(ProofSort::Number), ..known() };
    (ProofShown { card: shows(ProofSort::Card), photo_id }, known)
}

fn told(profile: &Profile, voice: Voice, errand: Option<Errand>, shown: ProofShown, known: &Known) -> Decision {
    let wanted = errand.map_or_else(Wanted::everything, Errand::wanted);
    decide(&Request { asker: asker(voice, errand, shown, known).unwrap(), wanted, today: TODAY }, profile)
}

fn stranger() -> Known {
    Known { card: Card::NotShown, is_patron: false, named: None, number_matches: false, ..known() }
}

#[derive(serde::Serialize)]
struct All {
    voices: Vec<Voice>,
    errands: Vec<Errand>,
    ids: Vec<PhotoId>,
}

#[test]
fn codes_read_back_and_each_voice_and_each_task_has_a_letter_of_its_own() {
    let letters = Voice::ALL.into_iter().map(Voice::letter).chain(Purpose::ALL.into_iter().map(Purpose::letter));
    // The work list's own: to find somebody by photo ID, and somebody who asks about a person.
    let letters = letters.chain(['i', 's']);
    assert_eq!(letters.collect::<HashSet<char>>().len(), Voice::ALL.len() + Purpose::ALL.len() + 2);
    for voice in Voice::ALL {
        assert_eq!(Voice::from_code(voice.code()), Some(voice));
    }
    for errand in Errand::ALL {
        assert_eq!(Errand::from_code(errand.code()), Some(errand));
    }
    let all = All { voices: Voice::ALL.into(), errands: Errand::ALL.into(), ids: PhotoId::ALL.into() };
    let written = toml::Value::try_from(all).unwrap();
    let as_written = |key: &str| -> Vec<String> {
        written[key].as_array().unwrap().iter().map(|code| code.as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(as_written("voices"), Voice::ALL.map(Voice::code));
    assert_eq!(as_written("errands"), Errand::ALL.map(Errand::code));
    assert_eq!(as_written("ids"), PhotoId::ALL.map(PhotoId::code));
    let shown: ProofShown = toml::from_str(&toml::to_string(&EVERYTHING).unwrap()).unwrap();
    assert_eq!(shown, EVERYTHING);
}

#[test]
fn what_a_library_does_not_offer_is_not_on_its_screen() {
    let offered = |slug: &str| {
        let profile = profile(slug);
        let voices = Voice::ALL.into_iter().filter(|voice| voice.is_offered(profile));
        voices.map(Voice::code).take_while(|code| *code != "relative").collect::<Vec<_>>().join(" ")
    };
    assert_eq!(
        offered("mansfield"),
        "patron patron-by-phone parent permission-holder",
        "M3: a photo ID cannot be seen on the phone"
    );
    assert_eq!(
        offered("lci-member"),
        "patron patron-by-phone parent parent-by-phone helper payer permission-holder",
        "L14, L17, L18, L22"
    );
    assert_eq!(offered("putnam"), "patron parent permission-holder");
    assert_eq!(offered("canton"), "patron", "C3");
    assert_eq!(offered("wethersfield"), "patron parent", "W3, W9");
}

#[test]
fn whoever_is_served_is_told_something_once_they_show_what_they_can_and_nothing_before() {
    for profile in PROFILES.iter() {
        for voice in Voice::ALL.into_iter().filter(|voice| voice.needs_record() && voice.is_offered(profile)) {
            let (shown, fits) = all(voice, profile);
            for &errand in voice.errands() {
                let answer = |shown: ProofShown, known: &Known| told(profile, voice, Some(errand), shown, known);
                let yes = answer(shown, &fits);
                assert!(matches!(yes, Decision::Allowed(_)), "{} {voice:?} {errand:?}: {yes:?}", profile.slug);
                // L18: who offers to pay proves nothing, and is told the amount.
                let no = answer(NOTHING, &stranger());
                assert_eq!(matches!(no, Decision::Allowed(_)), voice == Voice::Payer, "{} {voice:?}", profile.slug);
            }
        }
    }
}

#[test]
fn c1_c3_m9_w4_whoever_needs_no_record_is_refused_at_every_library_whatever_they_ask_and_show() {
    for profile in PROFILES.iter() {
        for voice in Voice::ALL.into_iter().filter(|voice| !voice.needs_record() && *voice != Voice::PermissionHolder) {
            let answer = told(profile, voice, None, EVERYTHING, &known());
            let Decision::Refused(refused) = answer else { panic!("{} {voice:?}: {answer:?}", profile.slug) };
            assert!(!refused.reason.en.is_empty() && !refused.rules.is_empty());
            if voice == Voice::Police {
                assert!(refused.refer_to_director, "L15, C2, W5");
            }
        }
    }
}

#[test]
fn l17_l18_a_helper_and_a_payer_hear_of_no_other_class() {
    let lci = profile("lci-member");
    let paid = told(lci, Voice::Payer, Some(Errand::Debt), NOTHING, &stranger());
    assert!(paid.allows_fact(Fact::AmountOwed) && Class::ALL.into_iter().all(|class| !paid.allows(class)));
    let (shown, fits) = all(Voice::Helper, lci);
    for &errand in Voice::Helper.errands() {
        let answer = told(lci, Voice::Helper, Some(errand), shown, &fits);
        for class in [Class::Identity, Class::Contact, Class::History, Class::Family, Class::Activity] {
            assert!(!answer.allows(class), "{errand:?} {class:?}");
        }
    }
}

#[test]
fn l14_at_the_desk_a_co_signers_photo_id_will_do_instead_of_the_childs_card_and_on_the_phone_it_does_not() {
    let lci = profile("lci-member");
    let id = ProofShown { card: false, photo_id: Some(PhotoId::StateId) };
    let here = |named| told(lci, Voice::Parent, Some(Errand::Account), id, &Known { named, ..known() });
    assert!(here(Some(Named { cosigner: true })).allows(Class::Checkouts));
    assert!(!here(Some(Named { cosigner: false })).allows(Class::Checkouts));
    assert!(!here(None).allows(Class::Checkouts));
    assert!(!told(lci, Voice::ParentByPhone, Some(Errand::Account), id, &known()).allows(Class::Checkouts));
}

#[test]
fn l14_a_parent_whom_the_record_names_shows_an_id_before_they_are_believed() {
    let card = ProofShown { card: true, photo_id: None };
    for voice in [Voice::Parent, Voice::ParentByPhone] {
        let known = Known { permitted: true, ..known() };
        let Some(Asker::Guardian(guardian)) = asker(voice, Some(Errand::Account), card, &known) else {
            panic!("a parent is weighed as one")
        };
        assert!(!guardian.cosigner_photo_id && !guardian.relation_on_record && !guardian.childs_permission);
        let Some(Asker::Guardian(guardian)) = asker(voice, Some(Errand::Account), EVERYTHING, &known) else {
            panic!("a parent is weighed as one")
        };
        assert!(guardian.cosigner_photo_id && guardian.relation_on_record && guardian.childs_permission);
    }
}

#[test]
fn m3_w3_a_stop_closes_the_desk_to_a_parent_too() {
    for slug in ["mansfield", "wethersfield", "lci-member", "putnam"] {
        let (shown, fits) = all(Voice::Parent, profile(slug));
        let answer = |stop| told(profile(slug), Voice::Parent, Some(Errand::Account), shown, &Known { stop, ..fits });
        assert!(matches!(answer(None), Decision::Allowed(_)), "{slug}");
        assert!(matches!(answer(Some(Stop::Custody)), Decision::Refused(_)), "{slug}");
    }
}

#[test]
fn l20_l21_a_photo_id_of_somebody_else_is_no_photo_id_of_the_patron() {
    let id = ProofShown { card: false, photo_id: Some(PhotoId::StateId) };
    for profile in PROFILES.iter() {
        let anothers = Known { is_patron: false, ..known() };
        let answer = told(profile, Voice::Patron, Some(Errand::Account), id, &anothers);
        assert!(matches!(answer, Decision::Refused(_)), "{}", profile.slug);
        let own = told(profile, Voice::Patron, Some(Errand::Details), id, &known());
        assert!(own.allows(Class::Contact), "{}", profile.slug);
    }
}

#[test]
fn what_is_foreseen_is_what_is_answered_where_the_record_says_that_it_fits() {
    let fits = Known { permitted: true, born: TODAY.checked_sub_days(chrono::Days::new(8 * 365)), ..known() };
    for profile in PROFILES.iter() {
        let offered = |voice: &Voice| voice.needs_record() && voice.is_offered(profile);
        for voice in Voice::ALL.into_iter().filter(offered) {
            let proofs = voice.proofs(profile);
            for errand in voice.errands() {
                let foreseen = foresee(voice, *errand, proofs, profile, TODAY).unwrap();
                let has = |wanted: &[Proof]| proofs.iter().any(|proof| wanted.contains(proof));
                let photo_id = has(&[Proof::PhotoId, Proof::GuardiansPhotoId]).then_some(PhotoId::ALL[0]);
                let card = proofs
                    .iter()
                    .any(|proof| !matches!(proof, Proof::PhotoId | Proof::GuardiansPhotoId | Proof::Number));
                let known = Known { number_matches: has(&[Proof::Number]), ..fits };
                let answered = told(profile, voice, Some(*errand), ProofShown { card, photo_id }, &known);
                assert_eq!(foreseen, answered, "{} {voice:?} {errand:?}", profile.slug);
            }
        }
        // Anyone who has to show something and shows nothing is refused.
        for voice in [Voice::Patron, Voice::PatronByPhone, Voice::Helper].into_iter().filter(offered) {
            let foreseen = foresee(voice, voice.errands()[0], &[], profile, TODAY).unwrap();
            assert!(matches!(foreseen, Decision::Refused(_)), "{} {voice:?} {foreseen:?}", profile.slug);
        }
    }
}
