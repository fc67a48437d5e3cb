//! What the desk sees of a change, confirms and refuses.

use super::*;
use domain::{parse::ShortText, reference::Reference};

async fn waits(room: &Room, change: &Change) -> Reference {
    let ChangeOutcome::WaitsForDesk { reference } = room.asks(change).await else { panic!("it waits for the desk") };
    reference
}

#[sqlx::test(migrations = "../migrations")]
async fn l20_the_desk_sees_both_values_confirms_and_the_patron_sees_who_looked(pool: PgPool) {
    let room = Room::open(&pool, false).await;
    let staff = room.clerk(Role::Desk);
    let reference = waits(&room, &change(Detail::Phone, "860-555-0199")).await;
    let waiting = desk::waiting(&room.portal, &staff).await.unwrap().unwrap();
    assert_eq!(waiting.len(), 1);
    let seen = desk::at_desk(&room.portal, &staff, &reference, Lang::En).await.unwrap().unwrap();
    let seen = seen.unwrap();
    assert_eq!((seen.now.as_str(), seen.then.as_str()), ("860-555-0100", "860-555-0199"));
    assert_eq!(seen.name, "Ana Ruiz");

    let done = desk::confirm(&room.portal, &staff, &reference, Some(PhotoId::Passport), SITE).await;
    assert_eq!(done.unwrap(), desk::Settled::Done);
    assert_eq!(room.details().await.in_words(Detail::Phone, Lang::En), "860-555-0199");
    let source: String = room.one("SELECT source FROM field_origin WHERE field = 'contact.phone'").await;
    assert_eq!(source, "desk");
    let events: Vec<String> =
        room.one("SELECT array_agg(action ORDER BY position) FROM ledger_event WHERE actor_kind = 'staff'").await;
    assert_eq!(events, ["viewed", "contact-change-confirmed"]);
    let confirmed = "ledger_event WHERE action = 'contact-change-confirmed'";
    let again = desk::confirm(&room.portal, &staff, &reference, Some(PhotoId::Passport), SITE).await;
    assert_eq!(again.unwrap(), desk::Settled::Done, "by a second click");
    assert_eq!(room.count(confirmed).await, 1);
    let other = room.house.colleague(Role::Desk);
    let again = desk::confirm(&room.portal, &other, &reference, Some(PhotoId::Passport), SITE).await;
    assert_eq!(again.unwrap(), desk::Settled::NotFound, "a colleague is told that nothing waits");
}

#[sqlx::test(migrations = "../migrations")]
async fn l20_the_desk_confirms_that_somebody_to_call_is_taken_away(pool: PgPool) {
    let room = Room::open(&pool, false).await;
    room.names_contact(&room.person, "Judith Pell", "860-555-0190").await;
    let staff = room.clerk(Role::Desk);
    let reference = waits(&room, &Change::removal(Detail::OtherPerson)).await;
    let seen = desk::at_desk(&room.portal, &staff, &reference, Lang::En).await.unwrap().unwrap();
    let seen = seen.unwrap();
    assert_eq!((seen.now.as_str(), seen.then.as_str()), ("Judith Pell\n860-555-0190", ""));
    let done = desk::confirm(&room.portal, &staff, &reference, Some(PhotoId::Passport), SITE).await;
    assert_eq!(done.unwrap(), desk::Settled::Done);
    assert_eq!(room.one::<i64>("SELECT count(*) FROM alternate_contact").await, 0);
    let origin = "SELECT source FROM field_origin WHERE field = 'alternate_contact.person.phone'";
    assert_eq!(room.one::<String>(origin).await, "desk");
}

#[sqlx::test(migrations = "../migrations")]
async fn the_patron_reads_a_role_and_a_name_only_where_the_profile_says_so(pool: PgPool) {
    let room = Room::open(&pool, false).await;
    let staff = room.employs("wanda", "Wanda Okafor", Role::Desk).await;
    let reference = waits(&room, &change(Detail::Phone, "860-555-0199")).await;
    desk::at_desk(&room.portal, &staff, &reference, Lang::En).await.unwrap().unwrap();
    let page = crate::record::activity_page(&room.portal, &room.ana, None, 1).await.unwrap().unwrap();
    assert!(page.staff_names.is_empty());
    assert!(page.lines.lines.iter().any(|line| line.detail["role"] == "desk"));
    let names = Arc::new(Profile { show_staff_names: true, ..(*room.profile).clone() });
    let ana = Patron::new(names, room.ana.person(), room.ana.session(), room.now());
    let page = crate::record::activity_page(&room.portal, &ana, None, 1).await.unwrap().unwrap();
    assert_eq!(page.staff_names.into_values().collect::<Vec<_>>(), ["Wanda Okafor"]);
}

#[sqlx::test(migrations = "../migrations")]
async fn a_reference_that_opens_nothing_leaves_the_line_that_a_card_does(pool: PgPool) {
    let room = Room::open(&pool, false).await;
    let unknown = Reference::new(domain::reference::Names::Change, [7; 5]);
    let lines = "SELECT coalesce(string_agg(detail ->> 'reference', ' ' ORDER BY at, id), '') FROM ledger_event \
                 WHERE action = 'card-looked-up'";
    for (role, told) in [(Role::Desk, "none"), (Role::Administrator, "none refused")] {
        let staff = room.clerk(role);
        let found = desk::at_desk(&room.portal, &staff, &unknown, Lang::En).await.unwrap();
        assert!(!matches!(found, Ok(Some(_))));
        assert_eq!(room.one::<String>(lines).await, told);
        room.clock.advance(chrono::Duration::minutes(1));
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn l20_where_the_policy_wants_photo_id_nothing_is_confirmed_without_it(pool: PgPool) {
    let room = Room::where_edits_are(&pool, ContactEdits::DeskWithPhotoId).await;
    let staff = room.clerk(Role::Desk);
    let reference = waits(&room, &change(Detail::Phone, "860-555-0199")).await;
    let settled = desk::confirm(&room.portal, &staff, &reference, None, SITE).await.unwrap();
    assert_eq!(settled, desk::Settled::PhotoIdFirst);
    assert_eq!(room.details().await.in_words(Detail::Phone, Lang::En), "860-555-0100");
}

#[sqlx::test(migrations = "../migrations")]
async fn the_patron_reads_why_a_change_was_refused(pool: PgPool) {
    let room = Room::open(&pool, false).await;
    let staff = room.clerk(Role::Desk);
    let reference = waits(&room, &change(Detail::Phone, "860-555-0199")).await;
    let reason = ShortText::parse("The number is out of service.").unwrap();
    let settled = desk::refuse(&room.portal, &staff, &reference, &reason, SITE).await.unwrap();
    assert_eq!(settled, desk::Settled::Done);
    let kept: String = room.one("SELECT reason FROM pending_change WHERE status = 'refused'").await;
    assert_eq!(kept, "The number is out of service.");
    assert!(room.mails().await.iter().any(|mail| mail.kind == "contact-refused"));
}

#[sqlx::test(migrations = "../migrations")]
async fn s2_no_administrator_and_nobody_of_another_library_sees_or_settles_a_change(pool: PgPool) {
    let room = Room::open(&pool, false).await;
    let reference = waits(&room, &change(Detail::Phone, "860-555-0199")).await;
    let administrator = room.clerk(Role::Administrator);
    assert!(desk::waiting(&room.portal, &administrator).await.unwrap().is_err());
    let settled = desk::confirm(&room.portal, &administrator, &reference, None, SITE).await.unwrap();
    assert!(matches!(settled, desk::Settled::NotYours(_)));
    let stranger = room.beside("putnam").await.clerk(Role::Desk);
    let settled = desk::confirm(&room.portal, &stranger, &reference, None, SITE).await.unwrap();
    assert_eq!(settled, desk::Settled::NotFound);
    // That they asked is a line of the library's, about no patron.
    let lines = "SELECT string_agg(action || ' ' || coalesce(subject_id::text, 'nobody'), ', ') FROM ledger_event \
                 WHERE actor_kind = 'staff'";
    assert_eq!(room.one::<String>(lines).await, "card-looked-up nobody, card-looked-up nobody");
}

#[sqlx::test(migrations = "../migrations")]
async fn a_confirmation_and_a_taking_back_at_once_leave_one_state(pool: PgPool) {
    let room = Room::open(&pool, false).await;
    let staff = room.clerk(Role::Desk);
    let reference = waits(&room, &change(Detail::Phone, "860-555-0199")).await;
    let id = room.details().await.pending[0].id;
    let confirm = desk::confirm(&room.portal, &staff, &reference, Some(PhotoId::Other), SITE);
    let (confirmed, taken) = futures::join!(confirm, take_back(&room.portal, &room.ana, id));
    let (confirmed, taken) = (confirmed.unwrap() == desk::Settled::Done, taken.unwrap());
    assert_ne!(confirmed, taken, "exactly one of them");
    let phone = room.details().await.in_words(Detail::Phone, Lang::En);
    assert_eq!(phone == "860-555-0199", confirmed);
}
