//! Who asks, what they show, and what is answered (L14, L17, L18, L20 to L22, C3).

use super::*;
use crate::{
    db::{Scope, lock_person},
    testing::someone_waits,
};
use domain::{
    asking::{Errand, ProofShown, Voice},
    decision::Fact,
};

/// A house with a patron who has everything, whose card this is, and a clerk with a look at the record.
struct Asked {
    house: House,
    ana: Person,
    clerk: Staff,
    look: Uuid,
}

impl Asked {
    async fn at(pool: &PgPool, library: &str) -> Self {
        let house = House::at(library).open(pool).await;
        house.employs("wanda", "W", Role::Desk).await;
        let ana = house.everybody().await;
        house.run("UPDATE card SET number = id::text, status = 'closed'").await;
        house
            .run(format!(
                "UPDATE person SET firstname = 'Ana María', surname = 'Quillfeather', date_of_birth = '2016-05-04' \
                 WHERE id = '{ANA}'"
            ))
            .await;
        house.run("UPDATE contact SET phone = '(860) 555-0142'").await;
        house.run("UPDATE account_line SET outstanding_cents = 125").await;
        house.run("DELETE FROM guardianship").await;
        house.gives_card_numbered(&ana, CARD).await;
        let clerk = house.clerk(Role::Desk);
        let format = domain::parse::CardFormat { check_digit: false, ..house.profile.card.clone() };
        let number = CardNumber::parse(CARD, &format).unwrap();
        let FoundCard::InUse { look } = find_card(&house.portal, &clerk, &number).await.unwrap() else {
            panic!("the card is in use")
        };
        Self { house, ana, clerk, look }
    }

    async fn asks(&self, asking: Asking<'_>) -> Answered {
        assert!(ask(&self.house.portal, &self.clerk, self.look, asking).await.unwrap());
        answer(&self.house.portal, &self.clerk, self.look).await.unwrap().unwrap()
    }

    async fn line(&self) -> (Option<String>, serde_json::Value, Vec<String>) {
        sqlx::query_as(
            "SELECT purpose, detail, classes FROM ledger_event WHERE action = 'desk-answered' ORDER BY position DESC LIMIT 1",
        )
        .fetch_one(&self.house.pool)
        .await
        .unwrap()
    }
}

fn nobody(voice: Voice, errand: Errand) -> Asking<'static> {
    Asking { voice, errand, card: false, photo_id: None, name: "", number: "" }
}

fn classes(answered: &Answered) -> Vec<Class> {
    answered.shared.iter().map(|shared| shared.class).collect()
}

#[sqlx::test(migrations = "../migrations")]
async fn l18_a_payer_is_told_one_amount_and_what_they_pay_is_noted_once(pool: PgPool) {
    let room = Asked::at(&pool, "lci-member").await;
    let told = room.asks(nobody(Voice::Payer, Errand::Debt)).await;
    let lines = room.house.count("account_line").await;
    assert_eq!(told.owed, Some(Some(125 * lines)));
    assert!(told.shared.is_empty(), "not what it is owed for");
    let (purpose, detail, _) = room.line().await;
    assert_eq!(
        (purpose.as_deref(), &detail["asker"], &detail["refused"]),
        (Some("debt"), &"payer".into(), &false.into())
    );

    for _ in 0..5 {
        note_payment(&room.house.portal, &room.clerk, room.look, 100).await.unwrap();
    }
    let noted: Vec<(serde_json::Value,)> =
        sqlx::query_as("SELECT detail FROM ledger_event WHERE action = 'payment-taken'")
            .fetch_all(&pool)
            .await
            .unwrap();
    assert_eq!(noted.len(), 1, "five clicks are one payment");
    let told =
        async |cents| crate::look::payment_is_noted(&room.house.portal, &room.clerk, room.look, cents).await.unwrap();
    assert!(told(100).await && !told(99).await, "and each click is told that it is noted");
    assert_eq!(noted[0].0, serde_json::json!({ "role": "desk", "cents": 100 }), "no name");
    assert_eq!(room.house.count("account_line WHERE outstanding_cents = 125").await, lines, "a note, and no more");
}

#[sqlx::test(migrations = "../migrations")]
async fn l18_l21_what_is_seen_first_of_an_answer_is_what_may_be_told_and_nothing_else(pool: PgPool) {
    let room = Asked::at(&pool, "lci-member").await;
    let (loans, lines) = (room.house.count("checkout").await, room.house.count("account_line").await);
    room.house.run("UPDATE checkout SET due_on = '2020-01-01'").await;
    let account = room.asks(Asking { card: true, ..nobody(Voice::Patron, Errand::Account) }).await.band.unwrap();
    assert_eq!((account.out, account.overdue, account.owed), (Some(loans), Some(loans), Some(Some(125 * lines))));
    assert_eq!((account.name.as_str(), account.alerts), ("", vec![]), "neither the name nor the card was asked about");
    let payer = room.asks(nobody(Voice::Payer, Errand::Debt)).await.band.unwrap();
    assert_eq!((payer.out, payer.overdue, payer.owed), (None, None, Some(Some(125 * lines))));
    let helper = room.asks(Asking { card: true, ..nobody(Voice::Helper, Errand::PickUpHolds) }).await.band.unwrap();
    assert_eq!((helper.name.as_str(), helper.out, helper.owed), ("", None, None));
    let refused = room.asks(nobody(Voice::Helper, Errand::PickUpHolds)).await;
    assert_eq!(refused.band, None);
    let shown = Asking {
        card: true,
        photo_id: Some(PhotoId::StateId),
        name: "Ana Quillfeather",
        ..nobody(Voice::Patron, Errand::Details)
    };
    let details = room.asks(shown).await.band.unwrap();
    assert!(details.name.starts_with("Quillfeather, "), "{details:?}");
    assert_eq!((details.out, details.owed), (None, None), "what is out and owed was not asked about");
}

#[sqlx::test(migrations = "../migrations")]
async fn l17_a_helper_gets_what_the_errand_needs_and_only_with_the_card(pool: PgPool) {
    let room = Asked::at(&pool, "lci-member").await;
    let refused = room.asks(nobody(Voice::Helper, Errand::PickUpHolds)).await;
    assert!(matches!(refused.decision, Decision::Refused(_)) && refused.shared.is_empty());
    assert_eq!(room.line().await.1["refused"], true, "a refusal is a line too");
    let told = room.asks(Asking { card: true, ..nobody(Voice::Helper, Errand::PickUpHolds) }).await;
    assert_eq!(classes(&told), [Class::Holds]);
    assert_eq!(room.line().await.1["shown_card"], true);

    room.house.run("UPDATE card SET status = 'lost'").await;
    let lost = answer(&room.house.portal, &room.clerk, room.look).await.unwrap().unwrap();
    assert!(matches!(lost.decision, Decision::Refused(_)), "L19: reported lost while the page was open");
}

#[sqlx::test(migrations = "../migrations")]
async fn l22_a_caller_from_the_number_on_record_is_answered_and_the_number_is_not_kept(pool: PgPool) {
    let room = Asked::at(&pool, "lci-member").await;
    let from = |number| Asking { number, ..nobody(Voice::PatronByPhone, Errand::Account) };
    let wrong = room.asks(from("860-555-0143")).await;
    assert!(matches!(wrong.decision, Decision::Refused(_)));
    let right = room.asks(from("+1 860 555 0142")).await;
    assert_eq!(classes(&right), [Class::Checkouts, Class::Holds, Class::Fees]);
    let (_, detail, _) = room.line().await;
    assert_eq!(detail["number"], true);
    for table in ["desk_look", "ledger_event"] {
        let all: Vec<(String,)> = sqlx::query_as(sqlx::AssertSqlSafe(format!("SELECT t::text FROM {table} t")))
            .fetch_all(&pool)
            .await
            .unwrap();
        assert!(all.iter().all(|(row,)| !row.contains("0142")), "{table}: {all:?}");
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn l14_l22_what_somebody_cannot_show_is_neither_believed_nor_kept(pool: PgPool) {
    let room = Asked::at(&pool, "lci-member").await;
    room.house.names_guardian(&room.ana, None, "Lucía Quillfeather").await;
    room.house.run("UPDATE guardianship SET cosigner = true").await;
    let all = Asking {
        card: true,
        photo_id: Some(PhotoId::Passport),
        name: "Lucía Quillfeather",
        number: "860-555-0142",
        ..nobody(Voice::ParentByPhone, Errand::Account)
    };
    for (voice, errand, card, number) in [
        (Voice::ParentByPhone, Errand::Account, true, false),
        (Voice::PatronByPhone, Errand::Account, true, true),
        (Voice::Helper, Errand::PickUpHolds, true, false),
        (Voice::Payer, Errand::Debt, false, false),
    ] {
        let told = room.asks(Asking { voice, errand, ..all.clone() }).await;
        assert_eq!(told.shown, ProofShown { card, photo_id: None }, "{voice:?}: nobody sees an ID on the phone");
        let (_, detail, _) = room.line().await;
        let kept = ["photo_id", "shown_card", "number"].map(|what| detail.get(what).is_some());
        assert_eq!(kept, [false, card, number], "{voice:?}: {detail}");
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn m3_w3_a_parent_shows_an_id_and_the_record_names_them(pool: PgPool) {
    let room = Asked::at(&pool, "mansfield").await;
    room.house.names_guardian(&room.ana, None, "Lucía Quillfeather").await;
    let with = |name| Asking { photo_id: Some(PhotoId::Passport), name, ..nobody(Voice::Parent, Errand::Account) };
    assert!(matches!(room.asks(with("Someone Else")).await.decision, Decision::Refused(_)));
    let told = room.asks(with("QUILLFEATHER, LUCIA")).await;
    assert!(classes(&told).contains(&Class::Checkouts));
    let (_, detail, _) = room.line().await;
    assert_eq!((&detail["asker"], &detail["photo_id"]), (&"parent".into(), &"passport".into()));
    assert!(!detail.to_string().to_lowercase().contains("quillfeather"), "the name is compared and not kept");
    room.house.has_stop(&room.ana).await;
    let stopped = answer(&room.house.portal, &room.clerk, room.look).await.unwrap().unwrap();
    assert!(matches!(stopped.decision, Decision::Refused(_)), "a stop closes the open page too");
}

#[sqlx::test(migrations = "../migrations")]
async fn l21_with_a_photo_id_alone_a_record_is_found_by_name_and_birth_date_and_each_search_is_a_line(pool: PgPool) {
    let room = Asked::at(&pool, "putnam").await;
    let (portal, clerk) = (&room.house.portal, &room.clerk);
    let born = "2016-05-04".parse().unwrap();
    let Identified::Found(found) =
        identify(portal, clerk, Sought::PhotoId("QUILLFEATHER ANA MARIA", born)).await.unwrap()
    else {
        panic!("her name and birth date")
    };
    let [one] = found.as_slice() else { panic!("one record: {found:?}") };
    assert_eq!(one.address, None, "one record needs no comparing");
    let asking = Asking { photo_id: Some(PhotoId::StateId), ..nobody(Voice::Patron, Errand::Details) };
    assert!(ask(portal, clerk, one.look, asking).await.unwrap());
    let told = answer(portal, clerk, one.look).await.unwrap().unwrap();
    assert!(classes(&told).contains(&Class::Contact), "found by the ID that was seen");

    let other_day = "2016-05-05".parse().unwrap();
    assert_eq!(
        identify(portal, clerk, Sought::PhotoId("Ana Quillfeather", other_day)).await.unwrap(),
        Identified::None
    );
    assert_eq!(
        identify(portal, clerk, Sought::PhotoId("Quillfeather", born)).await.unwrap(),
        Identified::None,
        "half a name is none"
    );
    let lines: Vec<(Option<Uuid>, String)> = sqlx::query_as(
        "SELECT subject_id, detail ->> 'identified' FROM ledger_event \
         WHERE action = 'card-looked-up' AND detail ? 'identified' ORDER BY position",
    )
    .fetch_all(&pool)
    .await
    .unwrap();
    assert_eq!(lines, [(Some(ANA), "found".into()), (None, "none".into()), (None, "none".into())]);
}

#[sqlx::test(migrations = "../migrations")]
async fn l21_of_two_or_three_namesakes_the_clerk_compares_addresses_and_of_four_nothing_is_shown(pool: PgPool) {
    let house = House::at("putnam").open(&pool).await;
    let clerk = house.employs("wanda", "W", Role::Desk).await;
    let born = "2010-05-06".parse().unwrap();
    let search = async || identify(&house.portal, &clerk, Sought::PhotoId("Ana Heron", born)).await.unwrap();
    let found = "ledger_event WHERE detail ->> 'identified' = 'found' AND subject_id IS NOT NULL";
    for many in 1..=3_usize {
        let street = format!("{many} Elm Street");
        house.person("Ana").surname("Heron").born("2010-05-06").address(&street).add().await;
        let Identified::Found(fit) = search().await else { panic!("{many} have this name and birth date") };
        assert_eq!(fit.len(), many);
        let mut addresses: Vec<String> = fit.into_iter().filter_map(|one| one.address).collect();
        addresses.sort();
        if many == 1 {
            assert!(addresses.is_empty(), "one record needs no comparing");
        } else {
            assert_eq!(addresses.len(), many, "{addresses:?}");
            for (n, address) in (1..).zip(&addresses) {
                assert!(address.starts_with(&format!("{n} Elm Street")), "{addresses:?}");
            }
        }
        assert_eq!(house.count(found).await, i64::try_from(many).unwrap(), "each of them reads it");
    }
    house.person("Ana").surname("Heron").born("2010-05-06").address("4 Elm Street").add().await;
    assert_eq!(search().await, Identified::None, "of four, not one address");
    assert_eq!(house.count(found).await, 3);
    assert_eq!(house.count("ledger_event WHERE detail ->> 'identified' = 'none' AND subject_id IS NULL").await, 1);
}

#[sqlx::test(migrations = "../migrations")]
async fn a_stop_that_is_being_set_while_the_desk_answers_is_waited_for_and_seen(pool: PgPool) {
    let room = Asked::at(&pool, "mansfield").await;
    room.house.names_guardian(&room.ana, None, "Lucía Quillfeather").await;
    let asking = Asking {
        photo_id: Some(PhotoId::Passport),
        name: "Lucía Quillfeather",
        ..nobody(Voice::Parent, Errand::Account)
    };
    assert!(classes(&room.asks(asking).await).contains(&Class::Checkouts));
    // As `family::desk::set_stop` does: the person first, then the stop.
    let mut stop = room.house.portal.db.begin(Scope::Library(room.house.slug())).await.unwrap();
    lock_person(&mut stop, room.house.slug(), room.ana.id).await.unwrap();
    sqlx::query(
        "INSERT INTO guardian_hold (library, id, person_id, kind, set_by, set_at) \
         VALUES ('mansfield', gen_random_uuid(), $1, 'custody', gen_random_uuid(), now())",
    )
    .bind(ANA)
    .execute(&mut *stop)
    .await
    .unwrap();
    let (portal, clerk, look) = (room.house.portal.clone(), room.clerk.clone(), room.look);
    let answering = tokio::spawn(async move { answer(&portal, &clerk, look).await.unwrap().unwrap() });
    someone_waits(&pool, 1).await;
    assert!(!answering.is_finished(), "the answer waits for the stop");
    stop.commit().await.unwrap();
    let answered = answering.await.unwrap();
    assert!(matches!(answered.decision, Decision::Refused(_)) && answered.shared.is_empty());
}

/// The look at the one record that fits.
async fn found(room: &Asked, sought: Sought<'_>) -> Option<Uuid> {
    match identify(&room.house.portal, &room.clerk, sought).await.unwrap() {
        Identified::Found(found) => {
            assert_eq!(found.iter().filter(|one| one.address.is_none()).count(), 1, "one, and nothing of it is shown");
            Some(found[0].look)
        }
        Identified::None => None,
        other => panic!("{other:?}"),
    }
}

const NAME: &str = "ana maria QUILLFEATHER";
const LIVES: &str = "UPDATE contact SET phone = '(860) 555-0142', mobile = NULL, work_phone = NULL, street_number = NULL, \
                     address = '12 Elm Street'";

#[sqlx::test(migrations = "../migrations")]
async fn l22_a_caller_from_the_number_on_record_is_found_by_it_and_hears_loans_holds_and_fees_alone(pool: PgPool) {
    let room = Asked::at(&pool, "lci-member").await;
    let (portal, clerk) = (&room.house.portal, &room.clerk);
    room.house.run(LIVES).await;
    assert_eq!(
        found(&room, Sought::Number("Ben Quillfeather", "860-555-0142")).await,
        None,
        "who calls has to say who"
    );
    assert_eq!(found(&room, Sought::Number(NAME, "860-555-0143")).await, None);
    assert_eq!(found(&room, Sought::Number(NAME, "0142")).await, None, "the end of a number is none");
    let look = found(&room, Sought::Number(NAME, "+1 860 555 0142")).await.unwrap();
    assert!(ask(portal, clerk, look, nobody(Voice::PatronByPhone, Errand::Account)).await.unwrap());
    let told = answer(portal, clerk, look).await.unwrap().unwrap();
    assert_eq!(classes(&told), [Class::Checkouts, Class::Holds, Class::Fees]);
    for voice in [Voice::Patron, Voice::Parent, Voice::Helper, Voice::ParentByPhone] {
        let asking = Asking { card: true, photo_id: Some(PhotoId::StateId), ..nobody(voice, voice.errands()[0]) };
        assert!(!ask(portal, clerk, look, asking).await.unwrap(), "{voice:?} was not looked for");
    }
    // L19: anyone who lost the card can have it closed by phone.
    assert!(open(portal, clerk, look, Purpose::Registration).await.unwrap());
    let lines: Vec<(Option<Uuid>, String)> = sqlx::query_as(
        "SELECT subject_id, detail ->> 'called' FROM ledger_event WHERE detail ? 'called' ORDER BY position",
    )
    .fetch_all(&pool)
    .await
    .unwrap();
    let none = || (None, "none".to_owned());
    assert_eq!(lines, [none(), none(), none(), (Some(ANA), "found".to_owned())], "each search is a line");
}

#[sqlx::test(migrations = "../migrations")]
async fn l18_somebody_who_pays_is_answered_by_name_and_house_number_and_the_look_serves_nobody_else(pool: PgPool) {
    let room = Asked::at(&pool, "lci-member").await;
    let (portal, clerk) = (&room.house.portal, &room.clerk);
    room.house.run(LIVES).await;
    assert_eq!(found(&room, Sought::Payer(NAME, "14")).await, None);
    assert_eq!(found(&room, Sought::Payer("Quillfeather", "12")).await, None, "half a name is none");
    let found = found(&room, Sought::Payer(NAME, "12")).await.unwrap();
    assert!(ask(portal, clerk, found, nobody(Voice::Payer, Errand::Debt)).await.unwrap());
    let told = answer(portal, clerk, found).await.unwrap().unwrap();
    assert!(told.owed.is_some() && classes(&told).is_empty(), "one amount");
    for voice in Voice::ALL.into_iter().filter(|&voice| voice != Voice::Payer && voice.needs_record()) {
        let asking = Asking { card: true, ..nobody(voice, voice.errands()[0]) };
        assert!(!ask(portal, clerk, found, asking).await.unwrap(), "{voice:?}");
    }
    assert!(look(portal, clerk, found).await.unwrap().unwrap().purposes.is_empty());
    for purpose in Purpose::ALL {
        assert!(!open(portal, clerk, found, purpose).await.unwrap(), "{purpose:?}");
    }
    // Where the policy answers nobody this way, no record is searched for.
    let (canton, mansfield) = (room.house.beside("canton").await, room.house.beside("mansfield").await);
    let calls = Sought::Number(NAME, "860 555 0142");
    for (there, sought) in [(&canton, calls), (&canton, Sought::Payer(NAME, "12")), (&mansfield, calls)] {
        let found = identify(&there.portal, &there.clerk(Role::Desk), sought).await.unwrap();
        assert_eq!(found, Identified::NotOffered, "{}: {sought:?}", there.profile.slug);
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn l20_a_photo_id_beside_the_card_has_to_be_the_patrons(pool: PgPool) {
    let room = Asked::at(&pool, "lci-member").await;
    let with =
        |name| Asking { card: true, photo_id: Some(PhotoId::StateId), name, ..nobody(Voice::Patron, Errand::Details) };
    assert!(!classes(&room.asks(with("Ben Quillfeather")).await).contains(&Class::Contact));
    assert!(classes(&room.asks(with("Ana Quillfeather")).await).contains(&Class::Contact));
}

#[sqlx::test(migrations = "../migrations")]
async fn c3_a_volunteer_finds_no_card_no_name_and_no_record(pool: PgPool) {
    let room = Asked::at(&pool, "canton").await;
    let volunteer = room.house.employs("vera", "V", Role::Volunteer).await;
    let format = domain::parse::CardFormat { check_digit: false, ..room.house.profile.card.clone() };
    let number = CardNumber::parse(CARD, &format).unwrap();
    let found = find_card(&room.house.portal, &volunteer, &number).await.unwrap();
    assert!(matches!(found, FoundCard::NotYours(_)));
    let born = "2016-05-04".parse().unwrap();
    let found = identify(&room.house.portal, &volunteer, Sought::PhotoId("Ana Quillfeather", born)).await.unwrap();
    assert!(matches!(found, Identified::NotYours(_)));
    let asking = Asking { card: true, ..nobody(Voice::Patron, Errand::Account) };
    assert!(!ask(&room.house.portal, &volunteer, room.look, asking).await.unwrap(), "nor a colleague's look");
}

#[sqlx::test(migrations = "../migrations")]
async fn s2_what_was_answered_and_the_copy_are_the_clerks_who_was_asked_and_nobody_elses(pool: PgPool) {
    let room = Asked::at(&pool, "lci-member").await;
    let (portal, look) = (&room.house.portal, room.look);
    let everything = Asking {
        card: true,
        photo_id: Some(PhotoId::Passport),
        name: "Ana Quillfeather",
        ..nobody(Voice::Patron, Errand::Everything)
    };
    let others = [room.house.colleague(Role::Desk), room.house.clerk(Role::Director)];
    assert!(room.asks(everything.clone()).await.may_have_copy);
    for other in &others {
        assert!(answer(portal, other, look).await.unwrap().is_none());
        assert!(in_person(portal, other, look).await.unwrap().is_none(), "nor the copy");
        assert!(crate::look::look(portal, other, look).await.unwrap().is_none());
        assert!(!ask(portal, other, look, everything.clone()).await.unwrap());
    }
    room.asks(nobody(Voice::Payer, Errand::Debt)).await;
    for other in &others {
        assert!(answer(portal, other, look).await.unwrap().is_none());
        assert!(!note_payment(portal, other, look, 100).await.unwrap());
        assert!(!crate::look::payment_is_noted(portal, other, look, 100).await.unwrap());
    }
    assert_eq!(room.house.count("ledger_event WHERE action = 'payment-taken'").await, 0);
    room.asks(everything).await;
    assert!(in_person(portal, &room.clerk, look).await.unwrap().is_some(), "it stays with whoever was asked");
}

#[sqlx::test(migrations = "../migrations")]
async fn nobody_is_served_whom_the_library_does_not_serve(pool: PgPool) {
    let room = Asked::at(&pool, "canton").await;
    for (voice, errand) in [
        (Voice::Helper, Errand::PickUpHolds),
        (Voice::Payer, Errand::Debt),
        (Voice::Parent, Errand::Account),
        (Voice::PatronByPhone, Errand::Account),
        (Voice::Reporter, Errand::Account),
        (Voice::Patron, Errand::Debt),
    ] {
        let asking = Asking { card: true, photo_id: Some(PhotoId::Passport), ..nobody(voice, errand) };
        assert!(!ask(&room.house.portal, &room.clerk, room.look, asking).await.unwrap(), "{voice:?} {errand:?}");
    }
    assert!(answer(&room.house.portal, &room.clerk, room.look).await.unwrap().is_none());
    let told = room.asks(Asking { card: true, ..nobody(Voice::Patron, Errand::Account) }).await;
    assert!(told.decision.allows_fact(Fact::AmountOwed));
}
