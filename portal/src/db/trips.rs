//! How often a use case goes to Postgres and back, counted between the two. (A whole page: server/tests/routes/trips.rs.)

use super::Db;
use crate::{
    Portal,
    access::{Confirmed, confirm_again},
    contact::{ChangeOutcome, Wish, ask},
    keys::digest,
    permission::{DisclosureOutcome, Proven, disclose},
    record,
    session::PgSessionStore,
    testing::{House, Person, SITE, Sent, listening},
};
use domain::{
    contact::{Change, Detail},
    decision::Role,
    inventory::Class,
    photo_id::PhotoId,
    reference::{Names, Reference},
    words::Lang,
};
use sqlx::PgPool;
use tower_sessions::{SessionStore, session::Id};

/// A session of this person, as their browser's cookie names it.
async fn session_of(house: &House, person: &Person) -> Id {
    let id = Id(7);
    sqlx::query(
        "INSERT INTO session (library, id, secret_hash, person_id, data, created_at, last_seen_at, idle_ends_at, ends_at) \
         VALUES ($4, $1, $2, $1, '{}', $3, $3, $3 + interval '5 minutes', $3 + interval '5 minutes')",
    )
    .bind(person.id.0)
    .bind(digest(&id.0.to_le_bytes()).as_slice())
    .bind(house.now())
    .bind(house.slug().as_str())
    .execute(&house.pool)
    .await
    .unwrap();
    id
}

/// The overview, session and all, at most four round trips.
#[sqlx::test(migrations = "../migrations")]
async fn a_patrons_overview_waits_for_four_round_trips_and_no_more(pool: PgPool) {
    let house = House::at("elm").open(&pool).await;
    let ana = house.everybody().await;
    let sent = Sent::default();
    let options = listening(&pool.connect_options(), sent.clone()).await;
    let portal = Portal { db: Db::connect(options, 1).await.unwrap(), ..house.portal.clone() };
    let id = session_of(&house, &ana).await;
    let store = PgSessionStore::new(portal.clone(), "elm".parse().unwrap());
    let patron = ana.patron();
    let page = async || {
        assert!(store.load(&id).await.unwrap().is_some(), "signed in");
        assert!(!record::overview(&portal, &patron).await.unwrap().classes.is_empty());
    };
    // The first time, statements are prepared.
    page().await;
    drop(portal.db.begin(patron.scope()).await.unwrap());
    sent.take();
    page().await;
    // Until the one connection is back, which the next to ask for it waits for.
    drop(portal.db.begin(patron.scope()).await.unwrap());
    // What comes first still belongs to the transaction before.
    let sent: Vec<_> = sent.take().into_iter().skip_while(|what| *what != "begin").collect();
    // The rollback goes out when the answer is on its way, with what asks whether the connection still lives.
    let transaction = ["begin", "query", "rollback", "sync"];
    let mut expected = transaction.repeat(2);
    expected.push("begin");
    assert_eq!(sent[..expected.len()], expected);
    let waited_for = sent[..8].iter().filter(|what| ["begin", "query"].contains(what)).count();
    assert_eq!(waited_for, 4);
}

/// Session, PIN and change: a transaction for each wait between them, since no transaction waits for a hash.
#[sqlx::test(migrations = "../migrations")]
async fn saving_an_e_mail_address_takes_four_transactions(pool: PgPool) {
    let house = House::at("mansfield").open(&pool).await;
    let ana = house.person("Ana").email("ana@example.org").card().pin("8305").session().add().await;
    let sent = Sent::default();
    let options = listening(&pool.connect_options(), sent.clone()).await;
    let portal = Portal { db: Db::connect(options, 1).await.unwrap(), ..house.portal.clone() };
    let id = session_of(&house, &ana).await;
    let store = PgSessionStore::new(portal.clone(), "mansfield".parse().unwrap());
    let patron = ana.patron();
    let change = Change::read(Detail::Email, |_| "new@example.org".to_owned()).unwrap();
    sent.take();
    assert!(store.load(&id).await.unwrap().is_some(), "signed in");
    let Confirmed::Yes(patron) = confirm_again(&portal, &house.hasher, &patron, "8305".into()).await.unwrap() else {
        panic!("the PIN is right")
    };
    let wish = Wish { change: &change, lang: Lang::En, site: SITE, form: portal.entropy.uuid() };
    assert!(matches!(ask(&portal, &patron, wish).await.unwrap(), ChangeOutcome::LinkSent { .. }));
    assert_eq!(sent.take().into_iter().filter(|what| *what == "begin").count(), 4);
}

/// To tell what a permission names: the decision, what it lets be read, the line, the use and the mail are one transaction.
#[sqlx::test(migrations = "../migrations")]
async fn telling_what_a_permission_names_takes_one_transaction(pool: PgPool) {
    let house = House::at("mansfield").open(&pool).await;
    let ana = house.person("Ana").email("ana@example.org").card().owes(250).add().await;
    let reference = Reference::new(Names::Permission, [7; 5]);
    let today = house.portal.today(&house.profile);
    house
        .run(format!(
            "INSERT INTO permission (library, id, person_id, reference, started_at, state, recipient_kind, recipient_name, \
                                     recipient_proof, classes, purpose, valid_from, valid_until, uses, signed_text, \
                                     text_version, text_digest, signed_name, language, means, signed_at, source, sourced_at) \
             VALUES ('mansfield', '{}', '{}', '{reference}', now(), 'in-force', 'person', 'Ngozi Okafor', 'Her license', \
                     '{{fees}}', 'To pay for me', '{today}', '{today}', 'repeatedly', 't', '1', 'd', 'Ana', 'en', 'pin', \
                     now(), 'portal', now())",
            house.portal.entropy.uuid(),
            ana.id.0,
        ))
        .await;
    let sent = Sent::default();
    let options = listening(&pool.connect_options(), sent.clone()).await;
    let portal = Portal { db: Db::connect(options, 1).await.unwrap(), ..house.portal.clone() };
    let (clerk, form) = (house.clerk(Role::Desk), portal.entropy.uuid());
    let proven = Proven { as_the_permission_says: true, seen: PhotoId::DriversLicense };
    sent.take();
    let told = disclose(&portal, &clerk, &reference, form, [Class::Fees], proven, SITE).await.unwrap();
    assert!(matches!(told, DisclosureOutcome::Yes { .. }), "{told:?}");
    let sent = sent.take();
    let [begun, committed] = ["begin", "commit"].map(|what| sent.iter().filter(|one| **one == what).count());
    assert_eq!((begun, committed), (1, 1), "{sent:?}");
}
