//! Versions of a profile: which is in force on which day, and who is told before words change.

use super::*;
use crate::{
    authority::Patron,
    consent,
    testing::{House, Person},
};
use chrono::{Duration, NaiveDate};
use domain::{
    consent::Purpose,
    profile::{Profile, Profiles},
};
use sqlx::PgPool;
use std::sync::Arc;
use tokio_util::sync::CancellationToken;

const SITE: &str = "https://mansfield.example.org";

/// The file as it comes with the portal, and one that changes what the newsletter's yes says.
const FILE: &str = include_str!("../../../libraries/mansfield.toml");
const WORDS: (&str, &str) = ("New books and events, once a month.", "New books and concerts, each week.");
const PHONE: (&str, &str) = ("(860) 555-0101", "(860) 555-0199");

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn changed((from, to): (&str, &str)) -> (Profile, String) {
    assert!(FILE.contains(from), "{from}");
    let text = FILE.replace(from, to);
    (Profile::parse("mansfield", &text).unwrap(), text)
}

/// Mansfield on 23 November 2026, with its first version in force.
async fn at(pool: &PgPool) -> House {
    let house = House::at("mansfield").open(pool).await;
    let entered = enter_version(pool, &house.profile, FILE, day("2026-11-01"), How::Checked).await.unwrap();
    assert_eq!(entered, VersionOutcome::First);
    house
}

async fn served(house: &House, folder: &Profile) -> Serving {
    let folder: Profiles = [Arc::new(folder.clone())].into_iter().collect();
    serving(&house.portal, &folder).await.unwrap()
}

fn phone(serving: &Serving) -> String {
    serving.profiles.named("mansfield").unwrap().desk.phone.clone()
}

async fn says(house: &House, person: &Person, given: bool) {
    let list = Purpose::Newsletter(house.profile.newsletters.first().unwrap());
    consent::tests::says(&house.portal, &person.patron(), list, given).await;
}

async fn told(house: &House) -> u64 {
    tell(&house.portal, &house.profile, SITE, &CancellationToken::new()).await.unwrap().written
}

#[sqlx::test(migrations = "../migrations")]
async fn a_version_is_in_force_from_its_day_and_not_before_whatever_the_folder_has(pool: PgPool) {
    let house = at(&pool).await;
    let (next, text) = changed(PHONE);
    let today = day("2026-11-23");
    let loaded = load(&pool, &next, &text, day("2026-12-01"), today).await.unwrap();
    assert!(matches!(loaded, Loaded::Done { .. }), "{loaded:?}");
    for folder in [&*house.profile, &next] {
        assert_eq!(phone(&served(&house, folder).await), PHONE.0, "on November 23");
    }
    let before = served(&house, &house.profile).await;
    // Five in the morning of December 1 where the clock of the world is, midnight at the library.
    house.clock.advance("2026-12-01T04:59:00Z".parse::<chrono::DateTime<chrono::Utc>>().unwrap() - house.now());
    assert_eq!(phone(&served(&house, &house.profile).await), PHONE.0);
    house.clock.advance(Duration::minutes(1));
    for folder in [&*house.profile, &next] {
        let after = served(&house, folder).await;
        assert_eq!(phone(&after), PHONE.1, "on December 1");
        assert_ne!(after.numbers, before.numbers);
        assert_eq!(numbers_in_force(&house.portal, &after.profiles).await.unwrap(), after.numbers);
    }
    let notes = served(&house, &house.profile).await.notes;
    assert_eq!(notes[0].folder, AskedFor::Replaced);
    // A deployment with the former file does not bring it back.
    let former = enter_version(&pool, &house.profile, FILE, day("2026-12-01"), How::Checked).await.unwrap();
    assert!(matches!(former, VersionOutcome::Replaced { .. }), "{former:?}");
    assert_eq!(phone(&served(&house, &house.profile).await), PHONE.1);
    // Somebody may want to: then it is a version of its own.
    let again = load(&pool, &house.profile, FILE, day("2026-12-01"), day("2026-12-01")).await.unwrap();
    assert!(matches!(again, Loaded::Done { .. }), "{again:?}");
    assert_eq!(phone(&served(&house, &house.profile).await), PHONE.0);
}

#[sqlx::test(migrations = "../migrations")]
async fn a_file_that_was_never_entered_is_not_served(pool: PgPool) {
    let house = at(&pool).await;
    let (other, _) = changed(PHONE);
    assert_eq!(served(&house, &other).await.not_entered, [house.slug().clone()]);
    assert_eq!(served(&house, &house.profile).await.not_entered, []);
}

#[sqlx::test(migrations = "../migrations")]
async fn words_that_patrons_agreed_to_change_no_sooner_than_two_weeks_after_they_were_loaded(pool: PgPool) {
    let house = at(&pool).await;
    let (next, text) = changed(WORDS);
    let today = day("2026-11-23");
    let entered = enter_version(&pool, &next, &text, today, How::Checked).await.unwrap();
    assert!(matches!(entered, VersionOutcome::NeedsNotice(_)), "not by `server migrate`: {entered:?}");
    for early in ["2026-11-23", "2026-12-06"] {
        let loaded = load(&pool, &next, &text, day(early), today).await.unwrap();
        assert!(matches!(loaded, Loaded::TooSoon { first, .. } if first == day("2026-12-07")), "{loaded:?}");
    }
    assert_eq!(versions(&house.portal, house.slug()).await.unwrap().len(), 1);
    assert!(matches!(load(&pool, &next, &text, day("2026-12-07"), today).await.unwrap(), Loaded::Done { .. }));
    assert_eq!(load(&pool, &next, &text, day("2027-01-01"), today).await.unwrap(), Loaded::Same, "loaded already");
    let waits = enter_version(&pool, &next, &text, today, How::Checked).await.unwrap();
    assert_eq!(waits, VersionOutcome::Waits(day("2026-12-07")));
    // Where nobody else is served, nobody has to be told, and the version begins at once.
    let (other, text) = changed((WORDS.0, "Something else."));
    let tried = enter_version(&pool, &other, &text, today, How::AsItIs).await.unwrap();
    assert!(matches!(tried, VersionOutcome::Changed(_)), "{tried:?}");
}

#[sqlx::test(migrations = "../migrations")]
async fn whoever_said_yes_to_words_that_change_is_told_once_before_the_day_and_nobody_else_is(pool: PgPool) {
    let house = at(&pool).await;
    let add = async |name: &str| house.person(name).email(&format!("{}@example.org", name.to_lowercase())).add().await;
    let (ana, ben, cleo) = (add("Ana").await, add("Ben").await, add("Cleo").await);
    add("Eve").await;
    says(&house, &ana, true).await;
    says(&house, &ben, true).await;
    says(&house, &cleo, true).await;
    house.clock.advance(Duration::hours(1));
    says(&house, &ben, false).await;
    consent::tests::says(&house.portal, &cleo.patron(), Purpose::AllMail, false).await;
    subscribes(&house, "Sam", "sam@example.org").await;
    let before: i64 = house.count("outbox").await;

    assert_eq!(told(&house).await, 0, "nothing changes");
    let (next, text) = changed(WORDS);
    load(&pool, &next, &text, day("2026-12-07"), day("2026-11-23")).await.unwrap();
    assert_eq!(told(&house).await, 2, "Ana with a card and Sam without one");
    assert_eq!(told(&house).await, 0, "once");
    assert_eq!(house.count("outbox").await, before + 2);
    let sent = "FROM outbox WHERE kind = 'new-words' ORDER BY recipient";
    let to: Vec<String> = house.all(&format!("SELECT recipient {sent}")).await;
    assert_eq!(to, ["ana@example.org", "sam@example.org"]);
    let said: Vec<String> = house.all(&format!("SELECT body_text {sent}")).await;
    for text in &said {
        for part in [WORDS.0, WORDS.1, "December 7, 2026"] {
            assert!(text.contains(part), "{part}: {text}");
        }
    }
    assert!(said[0].contains(&format!("{SITE}/consents")) && said[1].contains(&format!("{SITE}/newsletters")));
    // Anyone who says yes meanwhile is told too, and after the day nobody is.
    let dan = add("Dan").await;
    says(&house, &dan, true).await;
    assert_eq!(told(&house).await, 1);
    house.clock.advance(Duration::days(20));
    let eli = add("Eli").await;
    says(&house, &eli, true).await;
    assert_eq!(told(&house).await, 0);
}

#[sqlx::test(migrations = "../migrations")]
async fn a_version_is_taken_back_until_somebody_was_told_of_it(pool: PgPool) {
    let house = at(&pool).await;
    let today = day("2026-11-23");
    assert_eq!(withdraw(&pool, &house.profile, today, house.now()).await.unwrap(), Withdrawn::NoneWaits);
    let (next, text) = changed(WORDS);
    load(&pool, &next, &text, day("2026-12-07"), today).await.unwrap();
    assert_eq!(coming(&house.portal, &house.profile).await.unwrap().len(), 1);
    assert!(matches!(withdraw(&pool, &house.profile, today, house.now()).await.unwrap(), Withdrawn::Done(_)));
    assert_eq!(coming(&house.portal, &house.profile).await.unwrap(), []);
    let ana = house.person("Ana").email("ana@example.org").add().await;
    says(&house, &ana, true).await;
    assert_eq!(told(&house).await, 0, "it is taken back");
    load(&pool, &next, &text, day("2026-12-07"), today).await.unwrap();
    assert_eq!(told(&house).await, 1);
    assert!(matches!(withdraw(&pool, &house.profile, today, house.now()).await.unwrap(), Withdrawn::Told(_)));
    // What holds instead is told as well.
    let (other, text) = changed((WORDS.0, "New books, once a year."));
    assert!(matches!(
        load(&pool, &other, &text, day("2026-12-01"), today).await.unwrap(),
        Loaded::TooSoon { first, .. } if first == day("2026-12-08")
    ));
    load(&pool, &other, &text, day("2026-12-08"), today).await.unwrap();
    assert_eq!(told(&house).await, 1);
    house.clock.advance(Duration::days(15));
    assert_eq!(
        served(&house, &house.profile).await.profiles.named("mansfield").unwrap().newsletters[0].what.en,
        "New books, once a year."
    );
}

#[sqlx::test(migrations = "../migrations")]
async fn a_yes_keeps_its_words_and_can_be_said_anew_to_those_of_today(pool: PgPool) {
    let house = at(&pool).await;
    let ana = house.person("Ana").email("ana@example.org").add().await;
    says(&house, &ana, true).await;
    house.clock.advance(Duration::hours(1));
    says(&house, &ana, true).await;
    assert_eq!(house.count("consent").await, 1, "the same words again are no answer");
    let mut later = Profile::clone(&house.profile);
    later.newsletters[0].what.en = WORDS.1.to_owned();
    let later = Arc::new(later);
    house.clock.advance(Duration::days(1));
    let list = Purpose::Newsletter(&later.newsletters[0]);
    let patron = Patron::new(later.clone(), ana.id, house.portal.entropy.uuid(), house.now());
    let all = consent::choices(&house.portal, &patron).await.unwrap();
    let of_list = all.each.iter().find(|one| one.purpose.code() == list.code()).unwrap();
    assert!(of_list.on);
    assert!(matches!(of_list.standing, consent::Standing::Said { in_words_of_today: false, .. }));
    consent::tests::says(&house.portal, &patron, list, true).await;
    let words: Vec<String> = house.all("SELECT words FROM consent ORDER BY position").await;
    assert!(words[0].contains(WORDS.0) && words[1].contains(WORDS.1), "{words:?}");
}

/// Somebody without a card who said yes to the newsletter.
async fn subscribes(house: &House, name: &str, address: &str) {
    let now = house.now().to_rfc3339();
    house
        .run(format!(
            "WITH one AS (INSERT INTO subscriber (library, id, name, email, language, wants, asked_at, confirmed_at) \
                          VALUES ('mansfield', gen_random_uuid(), '{name}', '{address}', 'en', '{{monthly}}', '{now}', \
                                  '{now}') RETURNING id) \
             INSERT INTO subscription (library, id, subscriber_id, list, given, words, words_version, language, \
                                       decided_at, means) \
             SELECT 'mansfield', gen_random_uuid(), id, 'monthly', true, 'W', '1', 'en', '{now}', 'double-opt-in' FROM one"
        ))
        .await;
}

#[sqlx::test(migrations = "../migrations")]
async fn a_version_whose_file_is_not_read_any_more_stops_no_page_and_nobody_is_told_of_it(pool: PgPool) {
    let house = at(&pool).await;
    let ana = house.person("Ana").email("ana@example.org").add().await;
    says(&house, &ana, true).await;
    let (next, text) = changed(WORDS);
    load(&pool, &next, &text, day("2026-12-07"), day("2026-11-23")).await.unwrap();
    house.run("UPDATE profile_version SET file = 'slug = 1' WHERE starts_on > '2026-12-01'").await;
    assert_eq!(coming(&house.portal, &house.profile).await.unwrap(), []);
    assert_eq!(told(&house).await, 0);
    assert!(matches!(compared(&house.portal, &next).await.unwrap(), Compared::Changes(_)), "with the one before it");
    // In force it cannot be served; another file takes its place, and it is said that they were not compared.
    house.run("UPDATE profile_version SET starts_on = '2026-11-20' WHERE file = 'slug = 1'").await;
    let folder: Profiles = [house.profile.clone()].into_iter().collect();
    assert!(serving(&house.portal, &folder).await.is_err());
    let entered = enter_version(&pool, &house.profile, FILE, day("2026-11-23"), How::Checked).await.unwrap();
    assert!(matches!(entered, VersionOutcome::Unread { .. }), "{entered:?}");
    assert_eq!(phone(&served(&house, &house.profile).await), PHONE.0);
}

#[sqlx::test(migrations = "../migrations")]
async fn what_one_changes_while_another_waits_is_not_taken_back_on_its_day(pool: PgPool) {
    let house = at(&pool).await;
    let today = day("2026-11-23");
    let (next, text) = changed(WORDS);
    load(&pool, &next, &text, day("2026-12-07"), today).await.unwrap();
    let (phone, text) = changed(PHONE);
    let entered = enter_version(&pool, &phone, &text, today, How::Checked).await.unwrap();
    assert!(
        matches!(entered, VersionOutcome::OtherWaits { starts_on, .. } if starts_on == day("2026-12-07")),
        "{entered:?}"
    );
    // Two on one day would be told of as two.
    let (both, text) = changed((WORDS.0, "Something else."));
    let same_day = load(&pool, &both, &text, day("2026-12-07"), today).await.unwrap();
    assert!(matches!(same_day, Loaded::TooSoon { first, .. } if first == day("2026-12-08")), "{same_day:?}");
    // Going back to what is in force now, later: the folder's file is not one that was replaced.
    let back = load(&pool, &house.profile, FILE, day("2026-12-20"), today).await.unwrap();
    assert!(matches!(back, Loaded::Done { .. }), "{back:?}");
    house.clock.advance(Duration::days(16));
    let notes = served(&house, &house.profile).await.notes;
    assert_eq!(notes[0].folder, AskedFor::Waits(day("2026-12-20")));
}

#[sqlx::test(migrations = "../migrations")]
async fn a_version_that_was_served_is_served_on_when_the_folders_was_taken_back(pool: PgPool) {
    let house = at(&pool).await;
    let (next, text) = changed(WORDS);
    load(&pool, &next, &text, day("2026-12-07"), day("2026-11-23")).await.unwrap();
    withdraw(&pool, &next, day("2026-11-23"), house.now()).await.unwrap();
    let found = served(&house, &next).await;
    assert_eq!(found.profiles.named("mansfield").unwrap().newsletters[0].what.en, WORDS.0);
    assert_eq!(found.not_entered, [house.slug().clone()], "a start says so");
}

#[sqlx::test(migrations = "../migrations")]
async fn the_name_that_mail_comes_from_is_that_of_the_version_in_force(pool: PgPool) {
    let house = at(&pool).await;
    let name = ("Mansfield Public Library", "Mansfield Library");
    let (next, text) = changed(name);
    load(&pool, &next, &text, day("2026-12-07"), day("2026-11-23")).await.unwrap();
    assert_eq!(house.one::<String>("SELECT name FROM library WHERE slug = 'mansfield'").await, name.0);
    enter_version(&pool, &next, &text, day("2026-12-07"), How::Checked).await.unwrap();
    assert_eq!(house.one::<String>("SELECT name FROM library WHERE slug = 'mansfield'").await, name.1);
}

#[sqlx::test(migrations = "../migrations")]
async fn nobody_is_told_twice_nor_in_a_language_in_which_nothing_changes(pool: PgPool) {
    let house = at(&pool).await;
    let ana = house.person("Ana").email("ana@example.org").add().await;
    says(&house, &ana, true).await;
    subscribes(&house, "Ana", "ANA@example.org").await;
    // Far away nobody is told yet.
    let (next, text) = changed(WORDS);
    load(&pool, &next, &text, day("2027-01-31"), day("2026-11-23")).await.unwrap();
    assert_eq!(told(&house).await, 0);
    house.clock.advance(Duration::days(28));
    assert_eq!(told(&house).await, 1, "one mailbox, one mail");
    let (spanish, text) = changed(("Libros nuevos y eventos, una vez al mes.", "Libros y conciertos, cada semana."));
    let both = text.replace(WORDS.0, WORDS.1);
    let read = Profile::parse("mansfield", &both).unwrap();
    assert_ne!(read, spanish);
    load(&pool, &read, &both, day("2027-02-01"), day("2026-12-21")).await.unwrap();
    house.clock.advance(Duration::days(3));
    assert_eq!(told(&house).await, 0, "Ana reads English");
}

#[sqlx::test(migrations = "../migrations")]
async fn l27_whoever_agrees_by_their_address_alone_is_told_when_those_words_change(pool: PgPool) {
    let house = at(&pool).await;
    let add = async |name: &str| house.person(name).email(&format!("{}@example.org", name.to_lowercase())).add().await;
    let (ben, cleo, _) = (add("Ben").await, add("Cleo").await, add("Ana").await);
    house.person("Eve").add().await;
    for &kind in house.profile.notices.keys() {
        consent::tests::says(&house.portal, &ben.patron(), Purpose::Notice(kind), false).await;
    }
    consent::tests::says(&house.portal, &cleo.patron(), Purpose::AllMail, false).await;
    let (next, text) = changed(("name = \"Mansfield Public Library\"", "name = \"Mansfield Free Library\""));
    load(&pool, &next, &text, day("2026-12-07"), day("2026-11-23")).await.unwrap();
    assert_eq!(told(&house).await, 1, "Ana, who never answered; not who said no, wants no mail or gave no address");
    assert_eq!(told(&house).await, 0, "once");
    let said: Vec<String> =
        house.all("SELECT recipient || ' ' || body_text FROM outbox WHERE kind = 'new-words'").await;
    assert!(said[0].starts_with("ana@example.org"), "{said:?}");
    assert!(said[0].contains("giving your e-mail address counts as a yes"), "{said:?}");
    assert!(!said[0].contains("What you said is kept word for word"), "she said nothing: {said:?}");
}
