use super::*;
use crate::{
    authority::Reauthenticated,
    contact::{ChangeOutcome, Wish, ask},
    mail::What,
    notify,
    testing::{House, Person, SITE},
};
use domain::{
    contact::{Change, Detail},
    decision::Role,
    profile::{ContactEdits, Profile},
};
use sqlx::PgPool;

async fn tells(house: &House, person: &Person, what: What) {
    let mut tx = house.portal.db.begin(person.patron().scope()).await.unwrap();
    notify::tell(&mut tx, &house.portal, &house.profile, person.id, Lang::En, SITE, what).await.unwrap();
    tx.commit().await.unwrap();
}

async fn moves(house: &House, person: &Person, to: &str) {
    let typed = |name: &str| match name {
        "address" => to.to_owned(),
        "city" => "Storrs".to_owned(),
        "state" => "CT".to_owned(),
        "zipcode" => "06268".to_owned(),
        _ => String::new(),
    };
    let change = Change::read(Detail::Address, typed).unwrap();
    let wish = Wish { change: &change, lang: Lang::En, site: SITE, form: house.portal.entropy.uuid() };
    let outcome = ask(&house.portal, &Reauthenticated::new(person.patron()), wish).await.unwrap();
    assert_eq!(outcome, ChangeOutcome::Made);
}

async fn letters(house: &House, staff: &Staff) -> i64 {
    waiting(&house.portal, staff).await.unwrap().unwrap().letters
}

fn device() -> What {
    What::NewDevice { device: Some("Firefox on Windows".to_owned()) }
}

#[sqlx::test(migrations = "../migrations")]
async fn whoever_has_no_e_mail_address_is_told_by_letter(pool: PgPool) {
    let house = House::at("mansfield").open(&pool).await;
    let clerk = house.employs("wanda", "Wanda", Role::Desk).await;
    let ana = house.person("Ana").surname("Ruiz").street("12", "Elm St", "Storrs").zip("06268").card().add().await;
    let ben = house.person("Ben").email("ben@example.org").card().add().await;
    let broken = house.person("Cy").email("not an address").card().add().await;
    tells(&house, &ben, device()).await;
    assert_eq!((letters(&house, &clerk).await, house.mails().await.len()), (0, 1), "an address is written to");
    tells(&house, &broken, device()).await;
    assert_eq!(letters(&house, &clerk).await, 1, "what is no address is none");
    for what in [device(), What::PinChanged, What::CodeMade] {
        tells(&house, &ana, what.clone()).await;
        tells(&house, &ana, what).await;
    }
    assert_eq!(letters(&house, &clerk).await, 4, "one of a kind waits");
    tells(&house, &ana, What::ContactChanged).await;
    tells(&house, &ana, What::MailStopped).await;
    assert_eq!(letters(&house, &clerk).await, 4, "no paper for what is no danger");

    let printed = print(&house.portal, &clerk).await.unwrap().unwrap();
    let hers: Vec<_> = printed.iter().filter(|letter| letter.to[0] == "Ana Ruiz").collect();
    assert_eq!(hers[0].to, ["Ana Ruiz", "12 Elm St", "Storrs 06268"]);
    let all: String = hers.iter().map(|letter| letter.body.as_str()).collect();
    assert!(all.contains("Firefox on Windows") && all.contains("by letter") && !all.contains("by e-mail"), "{all}");
    assert_eq!(printed.iter().find(|letter| letter.to[0] == "Cy").unwrap().to.len(), 1, "to be handed over");
    let lines = format!("ledger_event WHERE action = 'letter-printed' AND subject_id = '{}'", ana.id.0);
    assert_eq!(house.count(&lines).await, 3, "the patron reads who printed each");
    let ids: Vec<Uuid> = printed.iter().map(|letter| letter.id).collect();
    assert_eq!(posted(&house.portal, &clerk, &ids).await.unwrap(), Ok(4));
    assert_eq!(posted(&house.portal, &clerk, &ids).await.unwrap(), Ok(0), "the second click says nothing new");
    assert_eq!(letters(&house, &clerk).await, 0);
    tells(&house, &ana, device()).await;
    assert_eq!(letters(&house, &clerk).await, 1, "what happens later is another letter");
}

#[sqlx::test(migrations = "../migrations")]
async fn a_first_e_mail_address_in_a_record_is_told_where_the_record_was_written_to_before(pool: PgPool) {
    let house = House::at("mansfield").open(&pool).await;
    let clerk = house.employs("wanda", "Wanda", Role::Desk).await;
    let ana = house.person("Ana").street("12", "Elm St", "Storrs").card().add().await;
    let mut tx = house.portal.db.begin(ana.patron().scope()).await.unwrap();
    for what in [What::EmailChanging, What::EmailChanged] {
        let old = notify::before(&mut tx, &house.profile, ana.id, Lang::En, Detail::Email).await.unwrap();
        notify::tell_former_address(&mut tx, &house.portal, &house.profile, ana.id, old, Lang::En, SITE, what)
            .await
            .unwrap();
    }
    tx.commit().await.unwrap();
    let printed = print(&house.portal, &clerk).await.unwrap().unwrap();
    assert_eq!(printed.len(), 1);
    assert!(printed[0].body.contains("had no e-mail address, and one was entered"), "{}", printed[0].body);
}

#[sqlx::test(migrations = "../migrations")]
async fn a_new_postal_address_is_told_at_the_one_before(pool: PgPool) {
    let at_once = |profile: &mut Profile| profile.switches.contact_edits.value = ContactEdits::AtOnce;
    let house = House::at("lci-member").with(at_once).open(&pool).await;
    let clerk = house.employs("wanda", "Wanda", Role::Desk).await;
    let ana =
        house.person("Ana").surname("Ruiz").street("12", "Elm St", "Storrs").zip("06268").card().session().add().await;
    let ben = house.person("Ben").street("3", "Oak Rd", "Storrs").email("ben@example.org").card().session().add().await;
    let new = house.person("New").card().session().add().await;
    for person in [&ana, &ben, &new] {
        moves(&house, person, "99 Elsewhere Ave").await;
    }
    let printed = print(&house.portal, &clerk).await.unwrap().unwrap();
    assert_eq!(
        printed.len(),
        1,
        "who has an e-mail address is told there, and where there was no address there is none"
    );
    assert_eq!(printed[0].to, ["Ana Ruiz", "12 Elm St", "Storrs 06268"]);
    assert!(printed[0].body.contains("Contact details of your record"), "{}", printed[0].body);
    assert!(!printed[0].body.contains("99 Elsewhere"), "the former address learns no new one");
    tells(&house, &ana, device()).await;
    let printed = print(&house.portal, &clerk).await.unwrap().unwrap();
    let streets: Vec<_> = printed.iter().map(|letter| letter.to[1].as_str()).collect();
    assert!(streets.contains(&"99 Elsewhere Ave"), "what is told later goes where the record says: {streets:?}");
}

#[sqlx::test(migrations = "../migrations")]
async fn two_people_with_one_mailbox_know_whose_card_a_mail_is_about(pool: PgPool) {
    let house = House::at("mansfield").open(&pool).await;
    for name in ["Ana", "Ben"] {
        let person = house.person(name).email("home@example.org").card().add().await;
        tells(&house, &person, device()).await;
        let mails = house.mails().await;
        let ends = &person.card[person.card.len() - 4..];
        let its = mails.iter().find(|mail| mail.text.contains(&format!("Hello {name},"))).unwrap();
        assert!(its.text.contains(&format!("the card that ends in {ends}.")), "{}", its.text);
        assert!(!its.text.contains(&person.card));
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn letters_are_not_the_work_of_who_sees_no_records_nor_of_another_library(pool: PgPool) {
    let house = House::at("mansfield").open(&pool).await;
    let ana = house.person("Ana").card().add().await;
    tells(&house, &ana, device()).await;
    for role in [Role::Volunteer, Role::Administrator] {
        let staff = house.employs(role.code(), "W", role).await;
        assert!(waiting(&house.portal, &staff).await.unwrap().is_err());
        assert!(print(&house.portal, &staff).await.unwrap().is_err());
        assert!(posted(&house.portal, &staff, &[]).await.unwrap().is_err());
    }
    let there = house.beside("canton").await;
    let elsewhere = there.employs("olga", "Olga", Role::Desk).await;
    assert_eq!(letters(&there, &elsewhere).await, 0);
    assert!(print(&there.portal, &elsewhere).await.unwrap().unwrap().is_empty());
}

#[sqlx::test(migrations = "../migrations")]
async fn what_was_not_printed_is_not_posted(pool: PgPool) {
    let house = House::at("mansfield").open(&pool).await;
    let clerk = house.employs("wanda", "Wanda", Role::Desk).await;
    let ana = house.person("Ana").card().add().await;
    tells(&house, &ana, device()).await;
    let id: Uuid = house.one("SELECT id FROM postal_letter").await;
    assert_eq!(posted(&house.portal, &clerk, &[id]).await.unwrap(), Ok(0));
    assert_eq!(letters(&house, &clerk).await, 1);
}
