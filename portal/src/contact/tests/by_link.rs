//! A new e-mail address counts once the link mailed to it was opened.

use super::*;

#[sqlx::test(migrations = "../migrations")]
async fn a_new_e_mail_address_is_used_only_once_its_owner_opened_the_link_and_the_old_one_is_told(pool: PgPool) {
    let room = Room::open(&pool, true).await;
    let asked = room.asks(&change(Detail::Email, "new@example.org")).await;
    assert!(matches!(asked, ChangeOutcome::LinkSent { .. }));
    assert_eq!(room.details().await.in_words(Detail::Email, Lang::En), OLD, "not before it is verified");
    let told: Vec<_> = room.mails().await.into_iter().map(|mail| (mail.to, mail.kind)).collect();
    assert!(told.contains(&("new@example.org".to_owned(), "verify-email".to_owned())), "{told:?}");
    assert!(told.contains(&(OLD.to_owned(), "email-changing".to_owned())), "{told:?}");

    let link = room.last_link().await;
    assert!(link_shown(&room.portal, &room.profile, &link).await.unwrap().live().is_some());
    let twice = link_shown(&room.portal, &room.profile, &link).await.unwrap().live().unwrap();
    assert_eq!(room.opens(&link).await, Verified::Made);
    let lines = room.count("ledger_event").await;
    let again = verify(&room.portal, &twice, Lang::En, SITE).await.unwrap();
    assert_eq!(again, Verified::Made, "whoever had shown it before it was used is told what it did");
    let details = room.details().await;
    assert_eq!(details.in_words(Detail::Email, Lang::En), "new@example.org");
    assert!(details.email_verified && details.pending.is_empty());
    assert!(room.mails().await.iter().any(|mail| mail.to == OLD && mail.kind == "email-changed"));
    let mails = room.mails().await.len();
    assert_eq!(room.opens(&link).await, Verified::Made, "and so is whoever opens it twice");
    assert_eq!((room.count("ledger_event").await, room.mails().await.len()), (lines, mails), "it does nothing twice");

    room.clock.advance(Duration::seconds(1));
    room.asks(&change(Detail::Email, "third@example.org")).await;
    let third = room.last_link().await;
    assert_eq!(room.opens(&third).await, Verified::Made);
    assert_eq!(room.opens(&link).await, Verified::Refused, "what it did is over");
}

#[sqlx::test(migrations = "../migrations")]
async fn whoever_opens_the_link_to_a_new_address_twice_is_told_twice_what_it_did(pool: PgPool) {
    let room = Room::open(&pool, false).await;
    room.asks(&change(Detail::Email, "new@example.org")).await;
    let link = room.last_link().await;
    let first = room.opens(&link).await;
    assert!(matches!(first, Verified::WaitsForDesk { reference: Some(_) }));
    assert_eq!(room.opens(&link).await, first, "one reference");
    assert_eq!(room.count("pending_change").await, 1);
}

#[sqlx::test(migrations = "../migrations")]
async fn l20_where_the_desk_decides_a_verified_address_still_waits(pool: PgPool) {
    let room = Room::open(&pool, false).await;
    room.asks(&change(Detail::Email, "new@example.org")).await;
    assert_eq!(room.details().await.pending[0].stage, Stage::Link);
    assert!(matches!(room.opens(&room.last_link().await).await, Verified::WaitsForDesk { reference: Some(_) }));
    let details = room.details().await;
    assert_eq!(details.in_words(Detail::Email, Lang::En), OLD);
    assert_eq!(details.pending[0].stage, Stage::Desk);
}

#[sqlx::test(migrations = "../migrations")]
async fn a_link_opens_nothing_after_an_hour_after_a_later_wish_or_once_taken_back(pool: PgPool) {
    let room = Room::open(&pool, true).await;
    room.asks(&change(Detail::Email, "one@example.org")).await;
    let first = room.last_link().await;
    room.clock.advance(Duration::seconds(1));
    room.asks(&change(Detail::Email, "two@example.org")).await;
    assert_eq!(room.opens(&first).await, Verified::Refused, "replaced");

    let second = room.last_link().await;
    let pending = room.details().await.pending;
    assert_eq!(pending.len(), 1);
    assert!(take_back(&room.portal, &room.ana, pending[0].id).await.unwrap());
    assert!(take_back(&room.portal, &room.ana, pending[0].id).await.unwrap(), "by a second click");
    assert!(!take_back(&room.portal, &room.ana, room.portal.entropy.uuid()).await.unwrap());
    assert_eq!(room.opens(&second).await, Verified::Refused, "taken back");

    room.clock.advance(Duration::seconds(1));
    room.asks(&change(Detail::Email, "three@example.org")).await;
    let third = room.last_link().await;
    room.clock.advance(Duration::minutes(60));
    assert_eq!(room.details().await.pending[0].stage, Stage::LinkLapsed);
    assert_eq!(room.opens(&third).await, Verified::Refused, "too old");
    assert_eq!(room.details().await.in_words(Detail::Email, Lang::En), OLD);
}

#[sqlx::test(migrations = "../migrations")]
async fn a_link_to_choose_a_pin_and_a_link_to_verify_an_address_are_not_the_same(pool: PgPool) {
    let room = Room::open(&pool, true).await;
    room.asks(&change(Detail::Email, "new@example.org")).await;
    let link = room.last_link().await;
    assert!(
        crate::access::link_or_code_shown(&room.portal, &room.profile, &link, CLIENT).await.unwrap().live().is_none()
    );
}

#[sqlx::test(migrations = "../migrations")]
async fn a_link_mailed_to_the_old_address_to_reset_the_pin_dies_with_the_address(pool: PgPool) {
    let room = Room::open(&pool, true).await;
    room.has_reset_link(&room.person).await;
    assert_eq!(room.asks(&change(Detail::Email, "")).await, ChangeOutcome::Made, "an address may be taken away");
    let live: i64 = room.one("SELECT count(*) FROM one_time_token WHERE ended_at IS NULL").await;
    assert_eq!(live, 0);
    assert!(room.mails().await.iter().any(|mail| mail.to == OLD && mail.kind == "email-changed"));
}
