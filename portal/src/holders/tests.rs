//! A card number that was given out again.

use crate::{
    access::{Closed, Closing, close_card},
    db::Scope,
    ledger::whose_card,
    look::{FoundCard, find_card},
    testing::{House, Person},
};
use domain::{decision::Role, parse::CardNumber};
use sqlx::PgPool;

/// Ana's number is Ben's now; her card has this status.
async fn given_again(pool: &PgPool, status: &str) -> (House, Person, Person, CardNumber) {
    let house = House::at("mansfield").open(pool).await;
    let (ana, ben) = (house.person("Ana").card().add().await, house.person("Ben").card().add().await);
    house.gives_number_again(&ana, &ben, status).await;
    let number = CardNumber::parse(&ana.card, &house.profile.card).unwrap();
    (house, ana, ben, number)
}

/// The subjects of the lines that say that a card was asked for, the first one first.
async fn asked(house: &House) -> Vec<Option<uuid::Uuid>> {
    house.all("SELECT subject_id FROM ledger_event WHERE action = 'card-looked-up' ORDER BY at, id").await
}

#[sqlx::test(migrations = "../migrations")]
async fn l19_at_the_desk_and_at_sign_in_a_number_that_was_given_out_again_is_whoever_s_it_is_now(pool: PgPool) {
    let (house, _, ben, number) = given_again(&pool, "closed").await;
    let (portal, clerk) = (&house.portal, house.employs("wanda", "Wanda", Role::Desk).await);
    let FoundCard::InUse { look } = find_card(portal, &clerk, &number).await.unwrap() else { panic!("it is in use") };
    let found: uuid::Uuid = house.one(&format!("SELECT person_id FROM desk_look WHERE id = '{look}'")).await;
    assert_eq!(found, ben.id.0);
    let mut tx = portal.db.begin(Scope::Library(house.slug())).await.unwrap();
    assert_eq!(whose_card(&mut tx, portal, &clerk, &number, &[]).await.unwrap(), Some(ben.id));
    let holder = crate::access::card::holder(&mut tx, &house.profile, number.expose()).await.unwrap();
    assert_eq!(holder.map(|one| one.person), Some(ben.id));
    tx.commit().await.unwrap();
    assert_eq!(asked(&house).await, [Some(ben.id.0)], "and nothing stands with Ana");
}

#[sqlx::test(migrations = "../migrations")]
async fn l19_a_number_that_several_had_and_nobody_has_now_is_a_line_of_none_of_them(pool: PgPool) {
    let (house, _, ben, number) = given_again(&pool, "closed").await;
    let (portal, clerk) = (&house.portal, house.employs("wanda", "Wanda", Role::Desk).await);
    house.run(format!("UPDATE card SET status = 'lost' WHERE person_id = '{}'", ben.id)).await;
    assert_eq!(find_card(portal, &clerk, &number).await.unwrap(), FoundCard::Closed);
    let mut tx = portal.db.begin(Scope::Library(house.slug())).await.unwrap();
    assert_eq!(whose_card(&mut tx, portal, &clerk, &number, &[]).await.unwrap(), None);
    tx.commit().await.unwrap();
    assert_eq!(asked(&house).await, [None, None]);
}

#[sqlx::test(migrations = "../migrations")]
async fn l19_the_command_closes_the_card_in_use_and_of_several_lost_ones_none(pool: PgPool) {
    let (house, ana, ben, number) = given_again(&pool, "lost").await;
    let close = async || close_card(&house.portal, &house.operator(), &number, Closing::Mistake).await.unwrap();
    let of = async |person: &Person| -> String {
        house
            .one(&format!("SELECT status FROM card WHERE person_id = '{}' AND number = '{}'", person.id, ana.card))
            .await
    };
    assert_eq!(close().await, Closed::Done);
    assert_eq!([of(&ana).await, of(&ben).await], ["lost", "closed"]);
    house.run(format!("UPDATE card SET status = 'replaced' WHERE person_id = '{}'", ben.id)).await;
    assert_eq!(close().await, Closed::Several);
    assert_eq!([of(&ana).await, of(&ben).await], ["lost", "replaced"]);
}
