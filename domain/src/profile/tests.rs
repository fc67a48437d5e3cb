mod accents;
mod kept;
mod networks;
mod privacy_page;
mod switch_table;
mod wrong_files;

use super::{
    privacy::{self, by_topic, how_long, statements},
    retention::{Due, Ended, deletes_on, deletes_on_as_chosen, due, over_by},
    *,
};
use crate::{
    ids::LibrarySlug,
    inventory::{Class, Over},
    rules::{Kind, RuleId, Topic},
    words::{Lang, OwnedText, Text},
};
use chrono::{Days, NaiveDate};
use proptest::prelude::*;
use std::collections::HashSet;

const FILES: [(&str, &str); 5] = [
    ("canton.toml", include_str!("../../../libraries/canton.toml")),
    ("lci-member.toml", include_str!("../../../libraries/lci-member.toml")),
    ("mansfield.toml", include_str!("../../../libraries/mansfield.toml")),
    ("putnam.toml", include_str!("../../../libraries/putnam.toml")),
    ("wethersfield.toml", include_str!("../../../libraries/wethersfield.toml")),
];

#[test]
fn the_codes_of_choices_and_notices_read_back() {
    for choice in HistoryChoice::ALL {
        assert_eq!(HistoryChoice::from_code(choice.code()), Some(choice));
    }
    for kind in NoticeKind::ALL {
        assert_eq!(NoticeKind::from_code(kind.code()), Some(kind));
    }
    assert_eq!((HistoryChoice::from_code("bill"), NoticeKind::from_code("off")), (None, None));
}

fn text_of(slug: &str) -> &'static str {
    FILES.iter().find(|(file, _)| *file == format!("{slug}.toml")).unwrap().1
}

fn profiles() -> Profiles {
    Profiles::load_all(FILES).unwrap_or_else(|errors| panic!("{errors}"))
}

pub(super) fn profile(slug: &str) -> Profile {
    Profile::parse(slug, text_of(slug)).unwrap_or_else(|error| panic!("{error}"))
}

#[test]
fn every_profile_is_read_and_found_by_its_short_name() {
    let profiles = profiles();
    let slugs: Vec<_> = profiles.iter().map(|profile| profile.slug.to_string()).collect();
    assert_eq!(slugs, ["canton", "lci-member", "mansfield", "putnam", "wethersfield"]);
    assert_eq!(profiles.named("putnam").unwrap().name, "Putnam Public Library");
    assert_eq!(profiles.get(&"canton".parse::<LibrarySlug>().unwrap()).unwrap().town.as_deref(), Some("Canton"));
    assert!(profiles.named("hartford").is_none() && profiles.named("../etc").is_none());
    assert!(profiles.only().is_none());
    assert!(Profiles::load_all([FILES[0]]).unwrap().only().is_some());
}

#[test]
fn a_profile_written_out_and_read_again_is_the_same() {
    for (file, text) in FILES {
        let profile = Profile::parse(file, text).unwrap();
        let again = toml::to_string(&profile).unwrap();
        assert_eq!(Profile::parse(file, &again).unwrap(), profile, "{file}");
    }
}

#[test]
fn a_date_is_read_bare_or_in_quotes_and_nothing_else_is() {
    let putnam = text_of("putnam");
    let quoted = putnam.replace("adopted = 2021-11-22", "adopted = \"2021-11-22\"");
    assert_ne!(quoted, putnam);
    assert_eq!(Profile::parse("putnam.toml", &quoted).unwrap(), profile("putnam"));
    assert_eq!(profile("putnam").policy.dated(), NaiveDate::from_ymd_opt(2021, 11, 22));
    assert_eq!(profile("mansfield").policy.dated(), None);
}
