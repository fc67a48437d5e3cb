//! A card that is reported lost (L19).

use super::*;

#[sqlx::test(migrations = "../migrations")]
async fn l19_a_card_reported_lost_is_closed_at_once_with_every_session_device_and_code(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let card = desk.patron(1, SECRET).await;
    let mut thief = Browser::own(far(1));
    let (elsewhere, _) = desk.signed_in(&mut thief, &card, SECRET).await;
    let (session, patron) = desk.signed_in(&mut Browser::shared(far(2)), &card, SECRET).await;
    let code = desk.desk_code(&card).await;
    let mails = desk.count("SELECT count(*) FROM outbox").await;
    desk.reports_lost(&patron).await.unwrap();
    assert!(!desk.alive(&elsewhere).await && !desk.alive(&session).await);
    assert!(!desk.opens(&thief, &card, SECRET).await, "with the right password, at a device that was known");
    assert!(!desk.live(&code).await);
    assert!(matches!(desk.chooses(&code, NEW_SECRET).await, Chosen::Refused));
    assert_eq!(desk.count("SELECT count(*) FROM known_device").await, 0);
    assert_eq!(desk.count("SELECT count(*) FROM card WHERE status = 'lost' AND closed_at IS NOT NULL").await, 1);
    let rules = codes(desk.profile.grounds.of(Ground::LostCard)).join(",");
    assert!(!rules.is_empty() && !rules.contains('L'), "of this library's, or the statute's: {rules}");
    let lines =
        format!("SELECT count(*) FROM ledger_event WHERE action = 'card-reported-lost' AND rules = '{{{rules}}}'");
    assert_eq!(desk.count(&lines).await, 1);
    assert_eq!(desk.count("SELECT count(*) FROM outbox").await, mails + 1, "a mail tells of it");
}

#[sqlx::test(migrations = "../migrations")]
async fn a_card_reported_lost_while_its_secret_is_being_changed_stays_closed_and_so_does_the_session(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let card = desk.patron(1, SECRET).await;
    let (session, patron) = desk.signed_in(&mut Browser::shared(far(1)), &card, SECRET).await;
    let before = desk.stored_hash(1).await;
    // The form was sent while the session lived, and is worked on after it has ended.
    desk.reports_lost(&patron).await.unwrap();
    assert!(matches!(desk.changes(&patron, &session, SECRET, NEW_SECRET).await, Changed::SignedOut));
    session.save().await.unwrap();
    assert!(!desk.alive(&session).await);
    assert_eq!(desk.count("SELECT count(*) FROM session").await, 0);
    assert_eq!(desk.stored_hash(1).await, before);
    assert_eq!(desk.count("SELECT count(*) FROM card WHERE status = 'active'").await, 0);
}
