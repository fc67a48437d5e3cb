//! Giving the PIN or password again, and changing it.

use super::*;

#[sqlx::test(migrations = "../migrations")]
async fn the_secret_is_asked_again_and_guessing_at_it_is_slowed_down(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let card = desk.patron(1, PIN).await;
    let (_, patron) = desk.signed_in(&mut Browser::shared(far(1)), &card, PIN).await;
    assert_eq!(desk.confirms(&patron, PIN).await, Confirmed::Yes);
    for n in 0..5 {
        assert_eq!(desk.confirms(&patron, &format!("{:04}", 2_000 + n)).await, Confirmed::No);
    }
    assert_eq!(desk.confirms(&patron, PIN).await, Confirmed::No, "now the right one waits too");
    desk.clock.advance(Duration::seconds(30));
    assert_eq!(desk.confirms(&patron, PIN).await, Confirmed::Yes);
}

#[sqlx::test(migrations = "../migrations")]
async fn a_changed_secret_ends_every_other_session_and_device_and_renews_this_one(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let card = desk.patron(1, SECRET).await;
    let (elsewhere, _) = desk.signed_in(&mut Browser::own(far(1)), &card, SECRET).await;
    let (session, patron) = desk.signed_in(&mut Browser::own(far(2)), &card, SECRET).await;
    let before = session.id();
    assert!(matches!(desk.changes(&patron, &session, "not-the-present-one", NEW_SECRET).await, Changed::WrongCurrent));
    assert!(matches!(desk.changes(&patron, &session, SECRET, "1234").await, Changed::Weak(_)));
    assert!(desk.alive(&elsewhere).await, "nothing has happened yet");

    desk.clock.advance(Duration::seconds(1));
    assert!(matches!(desk.changes(&patron, &session, SECRET, NEW_SECRET).await, Changed::Done));
    let kept = "SELECT (SELECT count(*) FROM ledger_event) + (SELECT count(*) FROM outbox)";
    let before_twice = desk.count(kept).await;
    assert!(matches!(desk.changes(&patron, &session, SECRET, NEW_SECRET).await, Changed::Before), "sent twice");
    assert!(matches!(desk.changes(&patron, &session, SECRET, "another-lantern-66").await, Changed::WrongCurrent));
    assert_eq!(desk.count(kept).await, before_twice, "made once");
    session.save().await.unwrap();
    assert!(!desk.alive(&elsewhere).await);
    assert!(desk.alive(&session).await && session.id() != before, "this one goes on under a new id");
    assert!(!desk.alive(&desk.session(before)).await);
    assert_eq!(desk.count("SELECT count(*) FROM known_device").await, 0);
    assert!(!desk.opens(&Browser::shared(far(3)), &card, SECRET).await);
    assert!(desk.opens(&Browser::shared(far(3)), &card, NEW_SECRET).await);
}

#[sqlx::test(migrations = "../migrations")]
async fn the_number_for_a_password_manager_is_that_of_the_only_open_card(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let card = desk.patron(1, SECRET).await;
    let (_, patron) = desk.signed_in(&mut Browser::own(far(1)), &card, SECRET).await;
    assert_eq!(number_to_keep(&desk.portal, &patron).await.unwrap(), Some(card));
    sqlx::query(
        "INSERT INTO card (library, id, person_id, number, status, source, sourced_at) \
         SELECT library, gen_random_uuid(), person_id, '29999000000015', 'lost', source, sourced_at FROM card",
    )
    .execute(&pool)
    .await
    .unwrap();
    assert!(number_to_keep(&desk.portal, &patron).await.unwrap().is_some(), "a lost card is nobody's entry");
    sqlx::query("UPDATE card SET status = 'active'").execute(&pool).await.unwrap();
    assert_eq!(number_to_keep(&desk.portal, &patron).await.unwrap(), None, "which of the two it was is not known");
}

#[sqlx::test(migrations = "../migrations")]
async fn what_others_know_of_a_patron_is_refused_as_a_pin(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let card = desk.imported(1).await;
    sqlx::query("UPDATE person SET date_of_birth = '1988-04-02'").execute(&pool).await.unwrap();
    let code = desk.desk_code(&card).await;
    for pin in ["1234", "0000", "4321", "1988", "0204", "0142", "06268", "9999"] {
        let Chosen::Weak(why) = desk.chooses(&code, pin).await else { panic!("{pin} was taken") };
        assert!(!why.en.is_empty() && !why.es.is_empty() && !why.en.contains(pin));
    }
    assert!(matches!(desk.chooses(&code, PIN).await, Chosen::Done { .. }), "and the code is still good");
}

#[sqlx::test(migrations = "../migrations")]
async fn no_part_of_any_open_card_is_taken_as_a_pin(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let first = desk.imported(1).await;
    let second = format!("2999937194628{}", domain::parse::check_digit("2999937194628").unwrap());
    desk.gives_card_numbered(&desk.numbered(1), &second).await;
    let code = desk.desk_code(&first).await;
    for pin in ["3719", "7194", "9462"] {
        assert!(matches!(desk.chooses(&code, pin).await, Chosen::Weak(_)), "{pin}");
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn a_session_that_ended_while_the_secret_was_hashed_confirms_nothing(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let card = desk.patron(1, PIN).await;
    let (_, patron) = desk.signed_in(&mut Browser::shared(far(1)), &card, PIN).await;
    sqlx::query("DELETE FROM session").execute(&pool).await.unwrap();
    assert_eq!(desk.confirms(&patron, PIN).await, Confirmed::SignedOut);
    assert_eq!(desk.confirms(&patron, "0000").await, Confirmed::No, "a wrong one is wrong");
}

#[sqlx::test(migrations = "../migrations")]
async fn a_session_that_ends_after_the_secret_was_right_changes_no_secret(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let card = desk.patron(1, SECRET).await;
    let (session, patron) = desk.signed_in(&mut Browser::shared(far(1)), &card, SECRET).await;
    let before = desk.stored_hash(1).await;
    // Somebody holds the person: the change has its secret checked and waits.
    let mut held = pool.begin().await.unwrap();
    sqlx::query("SELECT id FROM person FOR NO KEY UPDATE").execute(&mut *held).await.unwrap();
    let ended = async {
        someone_waits(&pool, 1).await;
        sqlx::query("DELETE FROM session").execute(&mut *held).await.unwrap();
        held.commit().await.unwrap();
    };
    let (changed, ()) = futures::join!(desk.changes(&patron, &session, SECRET, NEW_SECRET), ended);
    assert!(matches!(changed, Changed::SignedOut));
    assert_eq!(desk.stored_hash(1).await, before);
}
