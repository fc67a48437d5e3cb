//! A change that an intruder asks for, and sessions that end in the middle of one.

use super::*;

impl Room {
    /// An intruder with Ana's session asks for another address, opens its link, and it waits for the desk.
    async fn intruder_waits(&self) -> domain::reference::Reference {
        self.clock.advance(Duration::seconds(1));
        self.asks(&change(Detail::Email, "intruder@example.org")).await;
        match self.opens(&self.last_link().await).await {
            Verified::WaitsForDesk { reference: Some(reference) } => reference,
            other => panic!("{other:?}"),
        }
    }

    async fn is_under_way(&self) -> bool {
        !self.details().await.pending.is_empty()
    }

    /// Ana at another computer.
    async fn elsewhere(&self) -> Patron {
        self.signs_in_elsewhere(&self.person).await
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn whoever_reports_the_card_lost_ends_the_change_of_address_that_an_intruder_asked_for(pool: PgPool) {
    let room = Room::open(&pool, true).await;
    assert!(matches!(room.asks(&change(Detail::Email, "intruder@example.org")).await, ChangeOutcome::LinkSent { .. }));
    let link = room.last_link().await;
    crate::access::report_card_lost(&room.portal, &room.ana, Lang::En, SITE).await.unwrap();
    assert_eq!(room.opens(&link).await, Verified::Refused);
    assert_eq!(room.one::<String>("SELECT status FROM pending_change").await, "ended");
    assert_eq!(
        room.one::<String>("SELECT email FROM contact WHERE person_id = '00000000-0000-0000-0000-000000000001'").await,
        OLD
    );
    assert_eq!(
        room.one::<i64>("SELECT count(*) FROM ledger_event WHERE action = 'contact-change-taken-back'").await,
        1
    );
}

#[sqlx::test(migrations = "../migrations")]
async fn a_change_that_an_intruder_has_verified_ends_with_every_defence_of_the_owner(pool: PgPool) {
    let room = Room::open(&pool, false).await;
    room.gives_card(&room.person, 1).await;
    room.has_pin(&room.person, "violet-harbour-7781").await;
    let owner = room.elsewhere().await;
    let is_over = async |what: &str, reference: domain::reference::Reference| {
        assert!(!room.is_under_way().await, "{what}");
        let seen = Some(PhotoId::Passport);
        let settled = desk::confirm(&room.portal, &room.clerk(Role::Desk), &reference, seen, SITE).await.unwrap();
        assert_eq!(settled, desk::Settled::NotFound, "{what}: nor does the desk find it");
    };

    let waits = room.intruder_waits().await;
    crate::access::end_session(&room.portal, &owner, Uuid::from_u128(5)).await.unwrap();
    assert!(room.is_under_way().await, "another session: it goes on");
    crate::access::end_session(&room.portal, &owner, room.ana.session()).await.unwrap();
    is_over("that session ended", waits).await;

    room.is_signed_in(&room.person).await;
    let waits = room.intruder_waits().await;
    let store = crate::session::PgSessionStore::new(room.portal.clone(), room.profile.slug.clone());
    let session = crate::session::Session::with(None, store);
    let wish = crate::access::Change {
        current: "violet-harbour-7781".to_owned().into(),
        new: "marigold-lantern-55".to_owned().into(),
        lang: Lang::En,
        site: SITE,
    };
    let changed = crate::access::change_secret(&room.portal, &room.hasher, &owner, &session, wish).await;
    assert!(matches!(changed.unwrap(), crate::access::Changed::Done));
    is_over("another password", waits).await;

    room.is_signed_in(&room.person).await;
    let waits = room.intruder_waits().await;
    let owner = room.elsewhere().await;
    crate::access::end_all_sessions(&room.portal, &owner).await.unwrap();
    is_over("every session ended", waits).await;

    room.is_signed_in(&room.person).await;
    let waits = room.intruder_waits().await;
    crate::access::report_card_lost(&room.portal, &owner, Lang::En, SITE).await.unwrap();
    is_over("the card reported lost", waits).await;
}

#[sqlx::test(migrations = "../migrations")]
async fn what_the_owner_asked_in_the_session_that_changes_the_password_goes_on(pool: PgPool) {
    let room = Room::open(&pool, false).await;
    room.asks(&change(Detail::Phone, "860-555-0199")).await;
    let mut tx = room.portal.db.begin(room.ana.scope()).await.unwrap();
    let (kept, next) = (room.ana.session(), Uuid::from_u128(97));
    end_asked(&mut tx, &room.portal, &room.profile, room.ana.person(), Ends::AllBut(Some(kept)), room.now())
        .await
        .unwrap();
    goes_on_in(&mut tx, &room.profile.slug, room.ana.person(), kept, next).await.unwrap();
    tx.commit().await.unwrap();
    assert!(room.is_under_way().await);
    assert_eq!(room.one::<Uuid>("SELECT asked_in FROM pending_change").await, next, "and ends with that session now");
}

#[sqlx::test(migrations = "../migrations")]
async fn the_desk_sees_what_kind_of_session_a_change_was_asked_in(pool: PgPool) {
    let room = Room::open(&pool, false).await;
    room.run("UPDATE session SET shared = true, device = 'Firefox, Windows'").await;
    let ChangeOutcome::WaitsForDesk { reference } = room.asks(&change(Detail::Phone, "860-555-0199")).await else {
        panic!("it waits for the desk")
    };
    let seen = desk::at_desk(&room.portal, &room.clerk(Role::Desk), &reference, Lang::En).await.unwrap();
    let seen = seen.unwrap().unwrap();
    assert_eq!((seen.asked_shared, seen.asked_device.as_deref()), (Some(true), Some("Firefox, Windows")));
}

#[sqlx::test(migrations = "../migrations")]
async fn a_session_that_ended_while_the_secret_was_hashed_changes_nothing(pool: PgPool) {
    let room = Room::open(&pool, true).await;
    room.run("DELETE FROM session").await;
    assert_eq!(room.asks(&change(Detail::Phone, "860-555-0199")).await, ChangeOutcome::SignedOut);
    assert_eq!(room.details().await.in_words(Detail::Phone, Lang::En), "860-555-0100");
}
