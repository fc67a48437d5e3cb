use super::*;
use crate::{
    authority::Director,
    testing::{House, Person},
};
use chrono::NaiveDate;
use domain::{
    breach::{How, Reach},
    decision::Role,
    inventory::Class,
    parse::{CardNumber, ShortText},
};
use sqlx::PgPool;
use uuid::Uuid;

const SITE: &str = "https://mansfield.example.org";
const ID: Uuid = Uuid::from_u128(42);

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// A library on 23 November 2026, and its Director.
async fn at(pool: &PgPool) -> (House, Director) {
    let house = House::at("mansfield")
        .with(|profile| {
            let told = domain::profile::ToldOfProcess {
                name: "Ruth".into(),
                phone: None,
                email: Some("ruth@mansfield.example.org".into()),
            };
            profile.told_of_process = vec![told];
        })
        .open(pool)
        .await;
    let director = Director::of(&house.employs("ruth", "Ruth", Role::Director).await).unwrap();
    (house, director)
}

/// Found on 20 November; data were open in October.
fn recorded(classes: &[Class], reach: Reach) -> Recorded {
    Recorded {
        what: ShortText::parse("A laptop was stolen from the office.").unwrap(),
        said_en: ShortText::parse("A computer was stolen.").unwrap(),
        said_es: ShortText::parse("Robaron una computadora.").unwrap(),
        found_on: day("2026-11-20"),
        between: (day("2026-10-01"), day("2026-10-31")),
        classes: classes.to_vec(),
        reach,
        cards: Vec::new(),
    }
}

async fn the_general_knows(house: &House, director: &Director) {
    let how = ShortText::parse("By the form on the Internet").unwrap();
    assert!(general(&house.portal, director, ID, day("2026-11-23"), &how).await.unwrap());
}

async fn names(house: &House, director: &Director) -> Vec<String> {
    let told = proof(&house.portal, director, ID, None).await.unwrap();
    told.into_iter().map(|one| one.name).collect()
}

#[sqlx::test(migrations = "../migrations")]
async fn l30_each_is_told_once_however_often_the_button_is_pressed_and_whatever_they_chose_about_e_mail(pool: PgPool) {
    let (house, director) = at(&pool).await;
    let portal = &house.portal;
    let ana = house.person("Ana").email("ana@example.org").card().add().await;
    let ben = house.person("Ben").address("1 Elm Street").card().add().await;
    house
        .run(format!(
            "INSERT INTO consent (library, id, person_id, purpose, channel, given, words, words_version, language, decided_at, \
                                  source, sourced_at, means) \
             VALUES ('mansfield', gen_random_uuid(), '{}', 'all-mail', 'email', false, 'W', '1', 'en', '2026-01-01Z', 'portal', \
                     '2026-01-01Z', 'portal')",
            ana.id
        ))
        .await;
    for _ in 0..5 {
        let everybody = recorded(&[Class::Contact], Reach::Everybody);
        assert_eq!(record(portal, &director, ID, &everybody).await.unwrap(), Recording::Done);
    }
    assert_eq!(house.count("breach").await, 1);
    the_general_knows(&house, &director).await;
    for _ in 0..5 {
        assert_eq!(tell(portal, &director, ID).await.unwrap(), Telling::Done);
        let (one, two) =
            futures::join!(write_notices(portal, &house.profile, SITE), write_notices(portal, &house.profile, SITE));
        one.unwrap();
        two.unwrap();
    }
    let mails: Vec<String> = house.all("SELECT recipient FROM outbox WHERE kind = 'breach-notice'").await;
    assert_eq!(mails, ["ana@example.org"], "she wants no e-mail at all, and is told");
    let text: String = house.one("SELECT body_text FROM outbox WHERE kind = 'breach-notice'").await;
    for said in
        ["A computer was stolen.", "October 1, 2026 to October 31, 2026", "November 20, 2026", "How to reach you"]
    {
        assert!(text.contains(said), "{said}: {text}");
    }
    assert_eq!(house.count("postal_letter WHERE kind = 'breach-notice'").await, 1);
    let lines = format!("ledger_event WHERE action = 'breach-told' AND subject_id IN ('{}', '{}')", ana.id, ben.id);
    assert_eq!(house.count(&lines).await, 2, "each reads of it in their activity, once");
    let found = list(portal, &director).await.unwrap();
    assert!(found[0].is_done() && found[0].told == 2, "{found:?}");
    // Anyone who is found later is told as well, and nobody again.
    house.person("Cleo").email("cleo@example.org").card().add().await;
    tell(portal, &director, ID).await.unwrap();
    assert_eq!(write_notices(portal, &house.profile, SITE).await.unwrap(), 1);
}

#[sqlx::test(migrations = "../migrations")]
async fn l30_people_without_a_card_are_told_too_where_their_name_and_address_were_open(pool: PgPool) {
    let (house, director) = at(&pool).await;
    let portal = &house.portal;
    for (name, confirmed) in [("Sam", "'2026-09-01Z'"), ("Sue", "'2026-11-05Z'"), ("Sid", "NULL")] {
        house
            .run(format!(
                "INSERT INTO subscriber (library, id, name, email, language, wants, asked_at, confirmed_at) \
                 VALUES ('mansfield', gen_random_uuid(), '{name}', '{name}@example.org', 'es', '{{monthly}}', '2026-09-01Z', \
                         {confirmed})"
            ))
            .await;
    }
    let affected = async |classes: &[Class], reach, id| {
        record(portal, &director, id, &recorded(classes, reach)).await.unwrap();
        breach(portal, &director, id).await.unwrap().unwrap().1.without_card
    };
    assert_eq!(affected(&[Class::History], Reach::Classes, Uuid::from_u128(43)).await, 0, "nothing of theirs is there");
    assert_eq!(
        affected(&[Class::Contact], Reach::Classes, ID).await,
        1,
        "Sam; Sue came later, and Sid never confirmed"
    );
    the_general_knows(&house, &director).await;
    for _ in 0..3 {
        assert_eq!(tell(portal, &director, ID).await.unwrap(), Telling::Done);
        write_notices(portal, &house.profile, SITE).await.unwrap();
    }
    let mails: Vec<String> =
        house.all("SELECT recipient || ' ' || language FROM outbox WHERE kind = 'breach-notice'").await;
    assert_eq!(mails, ["Sam@example.org es"]);
    assert_eq!(names(&house, &director).await, ["Sam"]);
    let found = list(portal, &director).await.unwrap();
    let found = found.iter().find(|one| one.id == ID).unwrap();
    assert_eq!((found.named, found.told), (1, 1));
    assert_eq!(house.count("ledger_event WHERE action = 'breach-told'").await, 1);
}

#[sqlx::test(migrations = "../migrations")]
async fn x4_the_attorney_general_is_told_no_later_than_those_affected(pool: PgPool) {
    let (house, director) = at(&pool).await;
    let portal = &house.portal;
    house.person("Ana").email("ana@example.org").add().await;
    record(portal, &director, ID, &recorded(&[Class::Contact], Reach::Everybody)).await.unwrap();
    assert_eq!(tell(portal, &director, ID).await.unwrap(), Telling::GeneralFirst);
    assert_eq!(write_notices(portal, &house.profile, SITE).await.unwrap(), 0);
    assert_eq!(house.count("outbox").await, 0);
    the_general_knows(&house, &director).await;
    let other = ShortText::parse("By telephone").unwrap();
    assert!(!general(portal, &director, ID, day("2026-11-22"), &other).await.unwrap(), "what was noted stays");
    the_general_knows(&house, &director).await;
    assert_eq!(tell(portal, &director, ID).await.unwrap(), Telling::Done);
    assert_eq!(tell(portal, &director, Uuid::from_u128(7)).await.unwrap(), Telling::NoBreach);
    let steps: Vec<String> = house
        .all("SELECT detail ->> 'step' FROM ledger_event WHERE action = 'breach-recorded' ORDER BY position")
        .await;
    assert_eq!(steps, ["recorded", "attorney-general", "tell"]);
}

#[sqlx::test(migrations = "../migrations")]
async fn l30_those_affected_are_found_by_class_and_time_and_by_what_was_deleted_since(pool: PgPool) {
    let (house, director) = at(&pool).await;
    let portal = &house.portal;
    let add = async |name: &str| house.person(name).surname("Q").card().add().await;
    let (ana, ben, cleo, dan) = (add("Ana").await, add("Ben").await, add("Cleo").await, add("Dan").await);
    house.has_read(&ana, "Walden", "Thoreau", "2026-10-05T12:00:00Z".parse().unwrap()).await;
    house.has_read(&ben, "Walden", "Thoreau", "2026-11-01T12:00:00Z".parse().unwrap()).await;
    let event = |person: &Person, action: &str, at: &str| {
        format!(
            "INSERT INTO ledger_event (library, id, subject_id, at, action, actor_kind, via, classes) \
             VALUES ('mansfield', gen_random_uuid(), '{}', '{at}', '{action}', 'system', 'worker', '{{history}}')",
            person.id
        )
    };
    house.run(event(&cleo, "deleted", "2026-11-10T12:00Z")).await;
    house.run(event(&dan, "deleted", "2026-09-10T12:00Z")).await;
    house
        .run(
            "INSERT INTO ledger_event (library, id, at, action, actor_kind, via) \
               VALUES ('mansfield', gen_random_uuid(), '2026-11-11Z', 'record-deleted', 'system', 'worker')",
        )
        .await;
    record(portal, &director, ID, &recorded(&[Class::History], Reach::Classes)).await.unwrap();
    let (_, affected) = breach(portal, &director, ID).await.unwrap().unwrap();
    assert_eq!((affected.people, affected.gone), (2, 1));
    the_general_knows(&house, &director).await;
    tell(portal, &director, ID).await.unwrap();
    assert_eq!(names(&house, &director).await, ["Ana Q", "Cleo Q"], "Ben returned it later, Dan's was gone before");
}

#[sqlx::test(migrations = "../migrations")]
async fn l30_everybody_is_whoever_was_there_and_no_other_library(pool: PgPool) {
    let (house, director) = at(&pool).await;
    let elsewhere = house.beside("canton").await;
    elsewhere.person("Eve").add().await;
    let (ana, ben) = (house.person("Ana").add().await, house.person("Ben").add().await);
    for (person, enrolled) in [(&ana, "2026-10-31"), (&ben, "2026-11-02")] {
        house
            .run(format!(
                "INSERT INTO membership (library, id, person_id, enrolled_on, source, sourced_at) \
                 VALUES ('mansfield', gen_random_uuid(), '{}', '{enrolled}', 'koha', now())",
                person.id
            ))
            .await;
    }
    for reach in [Reach::Everybody, Reach::Classes] {
        let id = Uuid::from_u128(if reach == Reach::Everybody { 1 } else { 2 });
        record(&house.portal, &director, id, &recorded(&[Class::Identity], reach)).await.unwrap();
        let (_, affected) = breach(&house.portal, &director, id).await.unwrap().unwrap();
        assert_eq!(affected.people, 1, "{reach:?}: Ben registered when it was over");
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn l30_every_class_can_be_looked_for(pool: PgPool) {
    let (house, director) = at(&pool).await;
    house.everybody().await;
    for (n, class) in Class::ALL.into_iter().filter(|class| *class != Class::HeldElsewhere).enumerate() {
        let id = Uuid::from_u128(100 + n as u128);
        record(&house.portal, &director, id, &recorded(&[class], Reach::Classes)).await.unwrap();
        let (_, affected) = breach(&house.portal, &director, id).await.unwrap().unwrap();
        assert!(affected.people >= 1, "{class:?}");
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn l30_the_holders_of_certain_cards_are_named_and_a_card_of_nobody_is_said(pool: PgPool) {
    let (house, director) = at(&pool).await;
    let ana = house.person("Ana").card().add().await;
    house.person("Ben").card().add().await;
    let number = |text: &str| CardNumber::parse(text, &house.profile.card).unwrap();
    let mut cards = recorded(&[Class::Contact], Reach::Cards);
    cards.cards = vec![number(&ana.card), number(&crate::testing::card(99))];
    assert_eq!(record(&house.portal, &director, ID, &cards).await.unwrap(), Recording::NoSuchCard(1));
    assert_eq!(house.count("breach").await, 0, "nothing is written down");
    cards.cards.truncate(1);
    record(&house.portal, &director, ID, &cards).await.unwrap();
    let (_, affected) = breach(&house.portal, &director, ID).await.unwrap().unwrap();
    assert_eq!(affected.people, 1);
    the_general_knows(&house, &director).await;
    tell(&house.portal, &director, ID).await.unwrap();
    assert_eq!(names(&house, &director).await, ["Ana"]);
}

#[sqlx::test(migrations = "../migrations")]
async fn l30_a_card_number_that_was_given_out_again_names_everybody_who_has_or_had_it(pool: PgPool) {
    let (house, director) = at(&pool).await;
    let (ana, ben) = (house.person("Ana").card().add().await, house.person("Ben").card().add().await);
    house.person("Cleo").card().add().await;
    house.gives_number_again(&ana, &ben, "closed").await;
    let number = |text: &str| CardNumber::parse(text, &house.profile.card).unwrap();
    let mut cards = recorded(&[Class::Contact], Reach::Cards);
    cards.cards = vec![number(&ana.card), number(&ben.card)];
    assert_eq!(record(&house.portal, &director, ID, &cards).await.unwrap(), Recording::Done);
    let (_, affected) = breach(&house.portal, &director, ID).await.unwrap().unwrap();
    assert_eq!(affected.people, 2, "each once");
    the_general_knows(&house, &director).await;
    tell(&house.portal, &director, ID).await.unwrap();
    let mut named = names(&house, &director).await;
    named.sort();
    assert_eq!(named, ["Ana", "Ben"]);
}

#[sqlx::test(migrations = "../migrations")]
async fn l30_whoever_s_e_mail_could_not_be_sent_gets_a_letter(pool: PgPool) {
    let (house, director) = at(&pool).await;
    let portal = &house.portal;
    house.person("Ana").email("ana@example.org").address("1 Elm Street").add().await;
    record(portal, &director, ID, &recorded(&[Class::Contact], Reach::Everybody)).await.unwrap();
    the_general_knows(&house, &director).await;
    tell(portal, &director, ID).await.unwrap();
    write_notices(portal, &house.profile, SITE).await.unwrap();
    house.run("UPDATE outbox SET status = 'failed'").await;
    for written in [1, 0] {
        assert_eq!(write_notices(portal, &house.profile, SITE).await.unwrap(), written);
    }
    assert_eq!(proof(portal, &director, ID, None).await.unwrap()[0].how, Some(How::Letter));
    // Another breach, while that letter waits to be posted: it is told after it.
    let second = Uuid::from_u128(43);
    record(portal, &director, second, &recorded(&[Class::Contact], Reach::Everybody)).await.unwrap();
    let how = ShortText::parse("By the form").unwrap();
    general(portal, &director, second, day("2026-11-23"), &how).await.unwrap();
    house.run("UPDATE contact SET email = NULL").await;
    tell(portal, &director, second).await.unwrap();
    assert_eq!(write_notices(portal, &house.profile, SITE).await.unwrap(), 0);
    house.run("UPDATE postal_letter SET printed_at = now(), posted_at = now()").await;
    assert_eq!(write_notices(portal, &house.profile, SITE).await.unwrap(), 1);
}

#[sqlx::test(migrations = "../migrations")]
async fn l30_whoever_s_e_mail_came_back_or_was_withheld_gets_a_letter_too(pool: PgPool) {
    let (house, director) = at(&pool).await;
    let portal = &house.portal;
    for name in ["ana", "ben", "cat"] {
        house.person(name).email(&format!("{name}@example.org")).address("1 Elm Street").add().await;
    }
    record(portal, &director, ID, &recorded(&[Class::Contact], Reach::Everybody)).await.unwrap();
    the_general_knows(&house, &director).await;
    tell(portal, &director, ID).await.unwrap();
    assert_eq!(write_notices(portal, &house.profile, SITE).await.unwrap(), 3);
    house
        .run(
            "UPDATE outbox SET status = 'sent', sent_at = created_at; \
             UPDATE outbox SET came_back = '5.2.2' WHERE recipient = 'ana@example.org'; \
             UPDATE outbox SET status = 'withheld' WHERE recipient = 'ben@example.org'",
        )
        .await;
    for written in [2, 0] {
        assert_eq!(write_notices(portal, &house.profile, SITE).await.unwrap(), written);
    }
    assert_eq!(house.count("postal_letter").await, 2);
}

#[sqlx::test(migrations = "../migrations")]
async fn x4_reminders_go_out_before_the_sixtieth_day_until_everybody_is_told(pool: PgPool) {
    let (house, director) = at(&pool).await;
    let portal = &house.portal;
    house.person("Ana").email("ana@example.org").add().await;
    record(portal, &director, ID, &recorded(&[Class::Contact], Reach::Everybody)).await.unwrap();
    let found = list(portal, &director).await.unwrap();
    assert_eq!(found[0].last_day(), day("2027-01-19"));
    let reminded = async || remind(portal, &house.profile, SITE).await.unwrap();
    assert_eq!(reminded().await, 0, "57 days before");
    house.clock.advance(chrono::Duration::days(27));
    assert_eq!((reminded().await, reminded().await), (1, 0), "30 days before, once");
    house.clock.advance(chrono::Duration::days(23));
    assert_eq!((reminded().await, reminded().await), (1, 0), "7 days before");
    let text: String = house.one("SELECT body_text FROM outbox WHERE kind = 'breach-due' LIMIT 1").await;
    assert!(text.contains("January 19, 2027") && text.contains("/desk/breach/") && !text.contains("Ana"), "{text}");
    the_general_knows(&house, &director).await;
    tell(portal, &director, ID).await.unwrap();
    write_notices(portal, &house.profile, SITE).await.unwrap();
    house.clock.advance(chrono::Duration::days(6));
    assert_eq!(reminded().await, 0, "everybody is told");
}

#[sqlx::test(migrations = "../migrations")]
async fn l30_an_open_breach_is_counted_listed_and_reminded_of_behind_two_hundred_newer_ones(pool: PgPool) {
    let (house, director) = at(&pool).await;
    let portal = &house.portal;
    house.person("Ana").email("ana@example.org").add().await;
    record(portal, &director, ID, &recorded(&[Class::Contact], Reach::Everybody)).await.unwrap();
    house
        .run(
            "INSERT INTO breach (library, id, what, said_en, said_es, found_on, since, until, reach, classes, recorded_at, \
                                 recorded_by, general_on, general_how, tell_at) \
             SELECT library, gen_random_uuid(), what, said_en, said_es, found_on, since, until, reach, classes, \
                    recorded_at + interval '1 hour', recorded_by, found_on, 'By telephone', recorded_at \
             FROM breach, generate_series(1, 200)",
        )
        .await;
    assert_eq!(open(portal, &director).await.unwrap(), 1);
    let listed = list(portal, &director).await.unwrap();
    assert_eq!((listed[0].id, listed.len(), listed.all), (ID, 200, 201), "what is not done stands first");
    assert!(!listed[0].is_done() && listed[1..].iter().all(Breach::is_done));
    house.clock.advance(chrono::Duration::days(27));
    assert_eq!(remind(portal, &house.profile, SITE).await.unwrap(), 1);
    // Once the Attorney General knows and everybody is told, it is open no more, for the count as for its entry.
    the_general_knows(&house, &director).await;
    assert_eq!(open(portal, &director).await.unwrap(), 1, "nobody is told yet");
    tell(portal, &director, ID).await.unwrap();
    assert_eq!(open(portal, &director).await.unwrap(), 1, "Ana is named, and not told yet");
    write_notices(portal, &house.profile, SITE).await.unwrap();
    assert_eq!(open(portal, &director).await.unwrap(), 0);
    assert!(breach(portal, &director, ID).await.unwrap().unwrap().0.is_done());
}

#[sqlx::test(migrations = "../migrations")]
async fn l30_the_proof_says_who_was_told_how_and_when_and_nothing_else(pool: PgPool) {
    let (house, director) = at(&pool).await;
    let portal = &house.portal;
    house.person("=Ana").email("ana@example.org").phone("860 555 0100").card().add().await;
    record(portal, &director, ID, &recorded(&[Class::Contact], Reach::Everybody)).await.unwrap();
    the_general_knows(&house, &director).await;
    tell(portal, &director, ID).await.unwrap();
    write_notices(portal, &house.profile, SITE).await.unwrap();
    house.run("UPDATE outbox SET status = 'sent', sent_at = '2026-11-23T12:05Z'").await;
    let told = proof(portal, &director, ID, None).await.unwrap();
    let csv = as_csv(&house.profile, &told).unwrap();
    let line = csv.lines().nth(1).unwrap();
    assert!(line.starts_with("'=Ana,") && line.contains(",E-mail,") && line.matches("2026").count() == 2, "{csv}");
    for not in ["ana@example.org", "860 555", &told[0].name.to_uppercase()] {
        assert!(!csv.contains(not), "{csv}");
    }
}
