//! How the service is reached, and what is refused at the start.

use super::*;
use crate::newsletter::service::tests::stand_in::{Does, StandIn, WEEKLY};
use domain::profile::{Newsletter, Profile, Profiles};
use std::{collections::BTreeMap, fs, path::Path};

const LIBRARY: &str = "lci-member";

fn settings() -> ListmonkSettings {
    ListmonkSettings {
        vendor: "newsletter".into(),
        url: "https://lists.example.org".into(),
        user: "portal".into(),
        token: "canary-token".into(),
        lists: BTreeMap::from([("weekly".into(), 3), ("monthly".into(), 4)]),
    }
}

fn services(library: &str, settings: ListmonkSettings) -> Result<Services, BadService> {
    Services::of(&BTreeMap::from([(library.to_owned(), settings)]))
}

fn profiles() -> Profiles {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../libraries");
    let files = [LIBRARY, "mansfield"].map(|slug| {
        let file = folder.join(format!("{slug}.toml"));
        (file.display().to_string(), fs::read_to_string(file).unwrap())
    });
    Profiles::load_all(files).unwrap()
}

fn weekly(profile: &Profile) -> &Newsletter {
    profile.newsletters.iter().find(|list| list.code == "weekly").unwrap()
}

#[test]
fn only_an_address_over_tls_or_this_machine_is_taken_and_no_secret_is_said() {
    for url in [
        "https://lists.example.org",
        "https://lists.example.org/",
        "https://lists.example.org:8443/listmonk",
        "http://127.0.0.1:9000",
        "http://[::1]:9000",
    ] {
        assert!(services(LIBRARY, ListmonkSettings { url: url.into(), ..settings() }).is_ok(), "{url}");
    }
    for url in [
        "http://lists.example.org",
        "http://localhost:9000",
        "http://127.0.0.1.example.org",
        "ftp://lists.example.org",
        "lists.example.org",
        "/api",
        "",
        "https://user:canary@lists.example.org",
        "https://lists.example.org/?query=canary",
    ] {
        let bad = services(LIBRARY, ListmonkSettings { url: url.into(), ..settings() }).unwrap_err();
        assert_eq!(bad.key, ".url", "{url}");
        assert!(!bad.to_string().contains("canary"), "{bad}");
    }
    let bad = [
        (ListmonkSettings { user: "a:b".into(), ..settings() }, ".user"),
        (ListmonkSettings { user: String::new(), ..settings() }, ".user"),
        (ListmonkSettings { token: "canary\r\nHost: x".into(), ..settings() }, ".token"),
        (ListmonkSettings { token: "".into(), ..settings() }, ".token"),
        (ListmonkSettings { lists: BTreeMap::new(), ..settings() }, ".lists"),
        (ListmonkSettings { lists: BTreeMap::from([("weekly".into(), 0)]), ..settings() }, ".lists"),
        (ListmonkSettings { lists: BTreeMap::from([("a".into(), 3), ("b".into(), 3)]), ..settings() }, ".lists"),
    ];
    for (settings, key) in bad {
        assert!(!format!("{settings:?}").contains("canary"), "{settings:?}");
        let bad = services(LIBRARY, settings).unwrap_err();
        assert_eq!(bad.key, key);
        assert!(!bad.to_string().contains("canary"), "{bad}");
    }
    assert_eq!(services("No Library", settings()).unwrap_err().key, "");
    let good = services(LIBRARY, settings()).unwrap();
    assert!(!format!("{good:?}").contains("canary"), "{good:?}");
}

#[test]
fn l28_a_service_a_list_or_a_library_that_the_profiles_do_not_have_stops_the_start() {
    let profiles = profiles();
    assert_eq!(services(LIBRARY, settings()).unwrap().check(&profiles), Ok(()));
    let none = |settings| services(LIBRARY, settings).unwrap().check(&profiles).unwrap_err().to_string();
    let said = none(ListmonkSettings { vendor: "nobody".into(), ..settings() });
    assert!(said.contains("listmonk.lci-member.vendor") && said.contains("nobody"), "{said}");
    let said = none(ListmonkSettings { vendor: "ebooks".into(), ..settings() });
    assert!(said.contains("listmonk.lci-member.lists") && said.contains("is not sent by ebooks"), "{said}");
    let said = none(ListmonkSettings { lists: BTreeMap::from([("daily".into(), 3)]), ..settings() });
    assert!(said.contains("no newsletter daily"), "{said}");
    let said = services("elsewhere", settings()).unwrap().check(&profiles).unwrap_err().to_string();
    assert!(said.contains("listmonk.elsewhere: is a library without a profile"), "{said}");
}

#[test]
fn l28_a_version_of_the_profile_that_gives_the_newsletter_to_another_is_connected_to_nobody() {
    let profiles = profiles();
    let mut profile = Profile::clone(profiles.named(LIBRARY).unwrap());
    let services = services(LIBRARY, settings()).unwrap();
    assert_eq!(services.of_list(&profile, weekly(&profile)).unwrap().number, 3);
    profile.newsletters.iter_mut().for_each(|list| list.service = None);
    assert!(services.of_list(&profile, weekly(&profile)).is_none());
}

async fn asked(does: Does) -> Result<Option<Entry>, Trouble> {
    let service = StandIn::start().await;
    let id = service.holds("ana@example.org", &[(WEEKLY, "confirmed")]);
    service.next(&[does]);
    let services = service.services(LIBRARY);
    let profiles = profiles();
    let profile = profiles.named(LIBRARY).unwrap();
    services.of_list(profile, weekly(profile)).unwrap().api.get(id).await
}

#[tokio::test]
async fn what_a_service_may_have_taken_is_told_from_what_it_has_not() {
    let entry = asked(Does::AsEver).await.unwrap().unwrap();
    assert_eq!(entry.on(WEEKLY), Some(Membership::Confirmed));
    assert!(entry.is(" Ana@Example.org") && !entry.is("ben@example.org"));
    assert!(matches!(asked(Does::Says(400)).await, Ok(None)), "so it says of what it does not have");
    for status in [302, 401, 403, 405, 429] {
        assert_eq!(asked(Does::Says(status)).await, Err(Trouble::NotTaken(status.to_string().into())));
    }
    for status in [500, 502, 503] {
        assert_eq!(asked(Does::Says(status)).await, Err(Trouble::InDoubt(status.to_string().into())));
    }
    for (does, code) in [(Does::Stalls, "time-out"), (Does::TakesAndVanishes, "broken"), (Does::TalksOn, "broken")] {
        assert_eq!(asked(does).await, Err(Trouble::InDoubt(code.into())), "{does:?}");
    }
}

#[tokio::test]
async fn a_service_that_is_not_there_has_taken_nothing_and_tls_is_not_done_without() {
    let service = StandIn::start().await;
    let profiles = profiles();
    let profile = profiles.named(LIBRARY).unwrap();
    let gone = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    for (url, code) in
        [(format!("http://127.0.0.1:{gone}"), "connection"), (format!("https://127.0.0.1:{}", service.port), "tls")]
    {
        let services = services(LIBRARY, ListmonkSettings { url, ..settings() }).unwrap();
        let api = services.of_list(profile, weekly(profile)).unwrap().api;
        assert_eq!(api.get(1).await, Err(Trouble::NotTaken(code.into())));
    }
    assert!(service.heard().is_empty(), "not a word in clear");
}
