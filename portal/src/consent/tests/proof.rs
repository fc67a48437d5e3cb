//! Proof of what was said, for an address and a moment.

use super::*;
use crate::authority::Director;
use chrono::Duration;
use domain::{decision::Role, parse::EmailAddress};

async fn director(house: &House) -> Director {
    Director::of(&house.employs("dora", "Dora", Role::Director).await).unwrap()
}

#[sqlx::test(migrations = "../migrations")]
async fn l28_for_an_address_and_a_moment_it_is_shown_what_held_in_which_words_and_how(pool: PgPool) {
    let house = House::at("canton").open(&pool).await;
    let director = director(&house).await;
    let ana = house.person("Ana").email("ana@example.org").card().add().await;
    house.person("Ben").email("ben@example.org").add().await;
    let list = Purpose::Newsletter(&house.profile.newsletters[0]);
    says(&house.portal, &ana.patron(), list, true).await;
    let yes = house.now();
    house.clock.advance(Duration::days(1));
    says(&house.portal, &ana.patron(), list, false).await;
    let no = house.now();

    let address = EmailAddress::parse("Ana@Example.org").unwrap();
    let at = async |moment| {
        let all = proof(&house.portal, &director, &address, moment).await.unwrap().unwrap();
        assert_eq!(all.len(), 1);
        all.into_iter().next().unwrap().said
    };
    assert_eq!(at(yes - Duration::seconds(1)).await, []);
    let then = at(yes).await;
    assert_eq!((then[0].answer.kept.state, then[0].answer.means.as_str()), (State::Given, "portal"));
    assert!(then[0].answer.kept.words.contains("Canton"), "{}", then[0].answer.kept.words);
    assert_eq!(at(no).await[0].answer.kept.state, State::Withdrawn);

    let nobody = EmailAddress::parse("nobody@example.org").unwrap();
    assert_eq!(proof(&house.portal, &director, &nobody, no).await.unwrap().unwrap(), []);
    let told = "ledger_event WHERE action = 'viewed' AND purpose = 'consent-proof' AND actor_kind = 'staff'";
    assert_eq!(house.count(told).await, 3, "she reads of each, and nobody else of any");
}

#[sqlx::test(migrations = "../migrations")]
async fn an_address_of_before_is_found_by_what_was_written_to_it(pool: PgPool) {
    let house = House::at("canton").open(&pool).await;
    let director = director(&house).await;
    let ana = house.person("Ana").email("ana@example.org").add().await;
    let list = Purpose::Newsletter(&house.profile.newsletters[0]);
    says(&house.portal, &ana.patron(), list, true).await;
    house
        .run(format!(
            "INSERT INTO newsletter_delivery (library, id, issue_id, person_id, list, recipient, language, state, fixed_at, \
                                              settled_at) \
             VALUES ('canton', gen_random_uuid(), gen_random_uuid(), '{0}', 'monthly', 'ana@example.org', 'en', 'sent', \
                     '2026-11-23T13:00:00Z', '2026-11-23T13:00:00Z'); \
             UPDATE contact SET email = 'new@example.org' WHERE person_id = '{0}'",
            ana.id
        ))
        .await;
    let address = EmailAddress::parse("ana@example.org").unwrap();
    let all = proof(&house.portal, &director, &address, house.now() + Duration::days(1)).await.unwrap().unwrap();
    let came: Vec<&str> = all[0].said[0].came.iter().map(|came| came.state.as_str()).collect();
    assert_eq!(came, ["sent"]);
}
