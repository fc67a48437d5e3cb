//! Which cards sign in, and which devices are known.

use super::*;

#[sqlx::test(migrations = "../migrations")]
async fn an_expired_card_signs_in_and_a_lost_replaced_or_closed_one_does_not(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let card = desk.patron(1, SECRET).await;
    desk.is_member_until(&desk.numbered(1), "2020-01-01").await;
    assert!(desk.opens(&Browser::shared(far(1)), &card, SECRET).await, "to see and take away their data");
    for (n, status) in [(2, "lost"), (3, "replaced"), (4, "closed")] {
        sqlx::query("UPDATE card SET status = $1").bind(status).execute(&pool).await.unwrap();
        assert!(!desk.opens(&Browser::shared(far(n)), &card, SECRET).await, "{status}");
        let code = make_activation_code(&desk.portal, &desk.operator(), &card).await.unwrap();
        assert!(code.is_none(), "{status}");
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn a_shared_computer_never_becomes_known(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let card = desk.patron(1, SECRET).await;
    let (answer, _) = desk.tries(&Browser::shared(far(1)), &card, SECRET).await;
    assert!(matches!(answer, SignIn::Welcome { device: None }), "{answer:?}");
    assert_eq!(desk.count("SELECT count(*) FROM known_device").await, 0);
}

#[sqlx::test(migrations = "../migrations")]
async fn a_device_is_known_to_its_owner_alone_and_for_half_a_year(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let (mine, theirs) = (desk.patron(1, PIN).await, desk.patron(2, PIN).await);
    let mut browser = Browser::own(far(1));
    desk.signed_in(&mut browser, &mine, PIN).await;
    let cookie = browser.device.clone().unwrap();
    let stolen: i64 = sqlx::query_scalar("SELECT count(*) FROM known_device d WHERE d::text LIKE '%' || $1 || '%'")
        .bind(&cookie)
        .fetch_one(&pool)
        .await
        .unwrap();
    assert_eq!(stolen, 0, "the table holds no cookie");

    // Both cards are closed to PINs from elsewhere: ten a day, and after twenty in a row for good.
    for person in [&mine, &theirs] {
        for n in 0..60 {
            desk.opens(&Browser::shared(far(1_000 + n)), person, "2468").await;
            desk.clock.advance(Duration::hours(1));
        }
    }
    assert!(desk.opens(&browser, &mine, PIN).await);
    assert!(!desk.opens(&browser, &theirs, PIN).await, "my cookie does not count for another card");
    desk.clock.advance(Duration::days(180));
    assert!(!desk.opens(&browser, &mine, PIN).await, "half a year later");
}

#[sqlx::test(migrations = "../migrations")]
async fn a_device_cookie_is_shown_to_nobody_who_prints_the_answer(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let card = desk.patron(1, SECRET).await;
    let (answer, _) = desk.tries(&Browser::own(far(1)), &card, SECRET).await;
    let SignIn::Welcome { device: Some(cookie) } = &answer else { panic!("{answer:?}") };
    assert!(!format!("{answer:?}").contains(cookie.expose_secret()));
}
