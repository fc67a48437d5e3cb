use super::*;
use crate::{
    inventory::Class,
    profile::Profile,
    reference::{Names, Reference},
    words::Lang,
};
use chrono::{Duration, NaiveDate};
use proptest::{prelude::*, sample::select};
use std::collections::HashSet;

fn profile(slug: &str) -> Profile {
    let text = match slug {
        "mansfield" => include_str!("../../../libraries/mansfield.toml"),
        "lci-member" => include_str!("../../../libraries/lci-member.toml"),
        "putnam" => include_str!("../../../libraries/putnam.toml"),
        "canton" => include_str!("../../../libraries/canton.toml"),
        _ => include_str!("../../../libraries/wethersfield.toml"),
    };
    Profile::parse(slug, text).unwrap()
}

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 23).unwrap()
}

fn parts() -> Parts {
    Parts {
        recipient: Some(Recipient {
            kind: RecipientKind::Organization,
            name: RecipientName::parse("Storrs Legal Aid").unwrap(),
        }),
        proof: Some(ProofText::parse("A letter on their paper and photo ID").unwrap()),
        classes: [Class::Checkouts, Class::Fees].into(),
        purpose: Some(PurposeText::parse("To settle a bill").unwrap()),
        days: Some((today(), today() + Duration::days(30))),
        uses: Some(Uses::Once),
    }
}

const STEPS: [Step; 7] = [
    Step::Sign,
    Step::TakeFromPaper,
    Step::Confirm,
    Step::Refuse,
    Step::Withdraw,
    Step::Use(Uses::Once),
    Step::Use(Uses::Repeatedly),
];

#[test]
fn every_code_reads_back() {
    for state in State::ALL {
        assert_eq!(State::from_code(state.code()), Some(state));
    }
    for uses in Uses::ALL {
        assert_eq!(Uses::from_code(uses.code()), Some(uses));
    }
    for means in Means::ALL {
        assert_eq!(Means::from_code(means.code()), Some(means));
    }
    for kind in RecipientKind::ALL {
        assert_eq!(RecipientKind::from_code(kind.code()), Some(kind));
    }
}

#[test]
fn s3_c3_w3_only_a_library_that_takes_permissions_offers_one() {
    for slug in ["mansfield", "lci-member", "putnam"] {
        let offer = Offer::of(&profile(slug)).unwrap();
        assert!(offer.max_days() >= 1, "{slug}");
        for never in [Class::Credentials, Class::Family, Class::HeldElsewhere] {
            assert!(!offer.classes().contains(&never), "{slug} {never:?}");
        }
    }
    for slug in ["canton", "wethersfield"] {
        assert_eq!(Offer::of(&profile(slug)), None, "{slug}");
    }
    assert!(!Offer::of(&profile("mansfield")).unwrap().classes().contains(&Class::ComputerUse), "M4: not kept");
}

#[test]
fn a_draft_names_the_first_part_that_is_missing() {
    let offer = Offer::of(&profile("mansfield")).unwrap();
    assert_eq!(Parts::default().complete(&offer, today()), Err(Part::Recipient));
    let missing = |change: fn(&mut Parts)| {
        let mut parts = parts();
        change(&mut parts);
        parts.complete(&offer, today()).unwrap_err()
    };
    assert_eq!(missing(|parts| parts.proof = None), Part::Proof);
    assert_eq!(missing(|parts| parts.classes.clear()), Part::Records);
    assert_eq!(missing(|parts| parts.classes = [Class::Credentials].into()), Part::Records);
    assert_eq!(missing(|parts| parts.purpose = None), Part::Purpose);
    assert_eq!(missing(|parts| parts.days = None), Part::Days);
    assert_eq!(missing(|parts| parts.uses = None), Part::Uses);
    assert_eq!(parts().complete(&offer, today() + Duration::days(1)), Err(Part::Days), "its first day has passed");
}

#[test]
fn a_day_is_read_as_a_browser_or_a_person_writes_it() {
    assert_eq!(read_day(" 2026-11-23 "), Some(today()));
    assert_eq!(read_day("11/23/2026"), Some(today()));
    assert_eq!(read_day("7/4/2026"), NaiveDate::from_ymd_opt(2026, 7, 4));
    for none in [
        "",
        "23.11.2026",
        "2026-02-30",
        "9999-01-01",
        "tomorrow",
        "2026-11-23T00:00",
        "2026-11",
        "2026-11-23-1",
        "11/23/26",
        "-2026-11-23",
        "+2026-11-23",
        "2026-11-+3",
        "2026/11/23",
        "11/23/2026/",
        "99999-11-23",
        "２０２６-11-23",
    ] {
        assert_eq!(read_day(none), None, "{none}");
    }
}

#[test]
fn the_text_says_every_term_in_both_languages() {
    let profile = profile("putnam");
    let terms = parts().complete(&Offer::of(&profile).unwrap(), today()).unwrap();
    let reference = Reference::new(Names::Permission, [1, 2, 3, 4, 5]);
    let [en, es] = Lang::ALL.map(|lang| compose(&terms, &reference, Letterhead::of(&profile), lang));
    for text in [&en, &es] {
        for part in ["Putnam Public Library", reference.as_str(), "Storrs Legal Aid", "A letter on their", "To settle"]
        {
            assert!(text.contains(part), "{part} in {text}");
        }
        assert!(text.contains(&profile.statute) && !text.contains("  "), "{text}");
    }
    assert!(en.contains("November 23, 2026") && en.contains("December 23, 2026") && en.contains("one time"));
    assert!(es.contains("23 de noviembre de 2026") && es.contains("una sola vez"));
    assert_ne!(en, es);
}

/// The person who changes a word must change the version: what was signed is told by both.
#[test]
fn the_words_of_this_version_do_not_change() {
    let profile = profile("putnam");
    let terms = parts().complete(&Offer::of(&profile).unwrap(), today()).unwrap();
    let reference = Reference::new(Names::Permission, [1, 2, 3, 4, 5]);
    let sums = |terms: &Terms| {
        Lang::ALL.map(|lang| {
            let text = compose(terms, &reference, Letterhead::of(&profile), lang);
            text.bytes().fold(0_u32, |sum, byte| sum.wrapping_mul(31).wrapping_add(byte.into()))
        })
    };
    assert_eq!((TEXT_VERSION, sums(&terms)), ("3", [3_406_503_966, 660_083_498]));
    // Each part of the record that is called otherwise in the words of whoever signs.
    let others =
        [Class::Identity, Class::Contact, Class::Notices, Class::Contributions, Class::Questions, Class::Activity];
    let classes = terms.classes.iter().copied().chain(others).collect();
    assert_eq!(sums(&Terms { classes, ..terms }), [823_832_682, 495_277_867]);
}

proptest! {
    #[test]
    fn nothing_comes_after_the_end(state in select(State::ALL.to_vec()), step in select(STEPS.to_vec())) {
        if state.is_over() {
            prop_assert_eq!(state.after(step), None);
        }
    }

    #[test]
    fn s3_no_walk_reaches_force_without_the_desk(walk in prop::collection::vec(select(STEPS.to_vec()), 0..12)) {
        let (mut state, mut desk, mut signed, mut used) = (State::Draft, false, false, 0);
        let mut seen = HashSet::new();
        for step in walk {
            let Some(next) = state.after(step) else { continue };
            desk |= matches!(step, Step::Confirm | Step::TakeFromPaper);
            signed |= matches!(step, Step::Sign | Step::TakeFromPaper);
            used += u32::from(step == Step::Use(Uses::Once));
            prop_assert!(next == State::InForce || seen.insert(next.code()), "back to {:?}", next);
            state = next;
            if matches!(state, State::InForce | State::UsedUp) {
                prop_assert!(desk && signed);
            }
        }
        prop_assert!(used <= 1);
        prop_assert_ne!(state, State::Ended, "only the calendar ends one");
    }

    #[test]
    fn the_calendar_ends_what_is_open_and_nothing_else(state in select(State::ALL.to_vec()), days in -400i64..400) {
        let until = today() + Duration::days(days);
        let on = state.on(Some(until), today());
        if days < 0 && matches!(state, State::Signed | State::InForce) {
            prop_assert_eq!(on, State::Ended);
        } else {
            prop_assert_eq!(on, state);
        }
        prop_assert_eq!(state.on(None, today()), state);
    }

    #[test]
    fn no_permission_is_longer_than_the_profile_allows(from in -800i64..800, until in -800i64..800) {
        let offer = Offer::of(&profile("mansfield")).unwrap();
        let (first, last) = (today() + Duration::days(from), today() + Duration::days(until));
        match offer.days(Some(first), Some(last), today()) {
            Ok((first, last)) => {
                prop_assert!(first >= today() && last >= first && last <= offer.latest(today()));
                prop_assert!((last - today()).num_days() <= offer.max_days().into());
            }
            Err(WhenError::Past) => prop_assert!(from < 0),
            Err(WhenError::Backwards) => prop_assert!(until < from),
            Err(WhenError::TooLate) => prop_assert!(until > offer.max_days().into()),
            Err(other) => prop_assert!(false, "{other}"),
        }
    }

    #[test]
    fn no_value_adds_a_line_to_the_text(name in ".{1,40}", proof in ".{1,40}", purpose in ".{1,40}") {
        let profile = profile("putnam");
        let offer = Offer::of(&profile).unwrap();
        let (Ok(name), Ok(proof), Ok(purpose)) =
            (RecipientName::parse(&name), ProofText::parse(&proof), PurposeText::parse(&purpose))
        else {
            return Ok(());
        };
        let reference = Reference::new(Names::Permission, [9; 5]);
        for lang in Lang::ALL {
            let plain = compose(&parts().complete(&offer, today()).unwrap(), &reference, Letterhead::of(&profile), lang);
            let mut parts = parts();
            parts.recipient = Some(Recipient { kind: RecipientKind::Person, name: name.clone() });
            (parts.proof, parts.purpose) = (Some(proof.clone()), Some(purpose.clone()));
            let text = compose(&parts.complete(&offer, today()).unwrap(), &reference, Letterhead::of(&profile), lang);
            prop_assert_eq!(text.lines().count(), plain.lines().count());
        }
    }

    #[test]
    fn no_text_makes_reading_a_day_panic(text in ".{0,30}") {
        let _ = read_day(&text);
    }
}

fn typed(fields: &'static [(&'static str, &'static str)]) -> Parts {
    let value = |name: &str| fields.iter().find(|(one, _)| *one == name).map_or("", |(_, value)| value).to_owned();
    so_far(value, today() + Duration::days(365))
}

#[test]
fn what_is_seen_while_one_writes_is_what_is_signed() {
    let profile = profile("mansfield");
    let (head, reference) = (Letterhead::of(&profile), Reference::new(Names::Permission, [7; 5]));
    let offer = Offer::of(&profile).unwrap();
    for lang in Lang::ALL {
        let whole = compose(&parts().complete(&offer, today()).unwrap(), &reference, head, lang);
        assert_eq!(sketch(&parts(), &reference, head, lang), whole);
        let lines = whole.lines().count();
        let empty = sketch(&Parts::default(), &reference, head, lang);
        assert_eq!(empty.lines().count() + 1, lines, "a blank for each answer, and one line for the records");
        assert_eq!(empty.matches("__________").count(), 8, "{empty}");
    }
    assert_eq!(
        crate::digest::of_text("abc"),
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        "FIPS 180-4"
    );
}

#[test]
fn a_form_is_read_as_far_as_it_is_filled_in() {
    assert_eq!(typed(&[]), Parts::default());
    let half = typed(&[
        ("kind", "person"),
        ("name", " Ngozi  Okafor "),
        ("holds", "on"),
        ("purpose", "a\r\nb"),
        ("from", "2026-11-23"),
    ]);
    assert_eq!(half.recipient.unwrap().name.as_str(), "Ngozi Okafor");
    assert_eq!(half.classes, [Class::Holds].into());
    assert_eq!(half.purpose.unwrap().as_str(), "a b");
    assert_eq!(half.days, None, "no last day yet");
    assert_eq!(typed(&[("name", "Ngozi")]).recipient, None, "a name alone is no recipient");
    let month = typed(&[("from", "2026-11-23"), ("for", "month"), ("until", "2027-01-01")]);
    assert_eq!(month.days.unwrap().1.to_string(), "2026-12-22", "the words count, not the day of another choice");
    let until = typed(&[("from", "2026-11-23"), ("for", "until"), ("until", "2027-01-01")]);
    assert_eq!(until.days.unwrap().1.to_string(), "2027-01-01");
}

#[test]
fn a_length_of_time_ends_the_day_before_it_would_begin_again() {
    let day = |text: &str| text.parse::<NaiveDate>().unwrap();
    for (span, from, last) in [
        (Span::Day, "2026-11-23", "2026-11-23"),
        (Span::Week, "2026-11-23", "2026-11-29"),
        (Span::Month, "2026-11-23", "2026-12-22"),
        (Span::Month, "2027-01-31", "2027-02-27"),
        (Span::HalfYear, "2026-11-23", "2027-05-22"),
        (Span::Longest, "2026-11-23", "2027-06-01"),
    ] {
        assert_eq!(span.last(day(from), day("2027-06-01")), Some(day(last)), "{span:?} {from}");
    }
    assert_eq!(
        Span::HalfYear.last(day("2026-11-23"), day("2026-12-01")),
        Some(day("2026-12-01")),
        "no longer than allowed"
    );
    assert_eq!(Span::Until.last(today(), today()), None);
    for span in Span::ALL {
        assert_eq!(Span::from_code(span.code()), Some(span));
    }
}

#[test]
fn every_start_is_a_draft_that_lacks_only_what_nobody_can_guess() {
    for slug in ["mansfield", "lci-member", "putnam"] {
        let offer = Offer::of(&profile(slug)).unwrap();
        for (start, lang) in Start::ALL.into_iter().flat_map(|start| Lang::ALL.map(|lang| (start, lang))) {
            assert_eq!(Start::from_code(start.code()), Some(start));
            let parts = start.parts(&offer, today(), lang);
            assert_eq!(
                parts.complete(&offer, today()),
                Err(Part::Recipient),
                "{slug} {start:?}: whom, only the patron knows"
            );
            let purpose = parts.purpose.as_ref().map_or("", |purpose| purpose.as_str());
            assert_eq!(
                remarks(purpose, &parts.classes, offer.classes()),
                [],
                "{slug} {start:?} {lang:?}: words and ticks agree"
            );
            let whole = Parts { recipient: self::parts().recipient, ..parts };
            let is_whole = whole.complete(&offer, today()).is_ok();
            assert_eq!(is_whole, matches!(start, Start::PickUp | Start::Borrowed | Start::Pay), "{slug} {start:?}");
        }
    }
}

#[test]
fn where_words_and_ticks_disagree_a_remark_says_so() {
    let offer = Offer::of(&profile("mansfield")).unwrap();
    let of = |purpose: &str, ticked: &[Class]| remarks(purpose, &ticked.iter().copied().collect(), offer.classes());
    assert_eq!(of("He picks up my holds", &[Class::Holds]), []);
    assert_eq!(of("He picks up my holds", &[Class::Fees]), [Remark::NotTicked(Class::Holds)]);
    assert_eq!(of("He picks up my holds", &[Class::Holds, Class::History]), [Remark::NotSpokenOf(Class::History)]);
    assert_eq!(of("Recoge mis reservas y paga mis multas", &[Class::Holds]), [Remark::NotTicked(Class::Fees)]);
    assert_eq!(of("Because I say so", &[Class::History]), [], "words that speak of nothing are no contradiction");
    assert_eq!(of("", &[Class::Holds]), []);
    assert_eq!(of("holds", &[]), []);
    assert_eq!(of("Beyond the threshold", &[Class::Fees]), [], "only what a word begins with");
    for lang in Lang::ALL {
        assert!(
            Remark::NotTicked(Class::Holds).words("Borrar", lang).contains("Borrar"),
            "it is called as beside its box"
        );
    }
}
