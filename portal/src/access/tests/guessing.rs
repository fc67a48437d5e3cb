//! Guessing at PINs, passwords and links, and what it leaves open to everybody else.

use super::*;

#[sqlx::test(migrations = "../migrations")]
async fn two_hundred_failures_of_an_attacker_leave_the_owner_device_mail_and_desk(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let card = desk.patron(1, PIN).await;
    let mut owner = Browser::own(far(1));
    desk.signed_in(&mut owner, &card, PIN).await;
    let before = desk.hashed().await;
    for n in 0..200 {
        // Each from a network of its own, over nine days: nothing but the card's own counter is in the way.
        assert!(!desk.opens(&Browser::shared(far(100 + n)), &card, &format!("{:04}", 2_000 + n)).await);
        desk.clock.advance(Duration::hours(1));
    }
    assert_eq!(desk.hashed().await - before, 20, "guesses that came as far as a hash");
    assert!(!desk.opens(&Browser::shared(far(900)), &card, PIN).await, "that way is closed, with the right PIN too");

    assert!(desk.opens(&owner, &card, PIN).await, "the known device");

    desk.asks_for_link(far(901), &card, Purpose::Reset).await;
    assert!(matches!(desk.chooses(&desk.mailed().await, NEW_SECRET).await, Chosen::Done { .. }), "the mailed link");
    assert!(desk.opens(&Browser::shared(far(902)), &card, NEW_SECRET).await);

    assert!(matches!(desk.chooses(&desk.desk_code(&card).await, "8306").await, Chosen::Done { .. }), "the desk");
    assert!(desk.opens(&Browser::shared(far(903)), &card, "8306").await, "and PINs are open again");
}

#[sqlx::test(migrations = "../migrations")]
async fn one_pin_sprayed_over_two_thousand_cards_is_cut_off(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    // One in ten has the PIN that everybody tries first.
    let easy = desk.hasher.hash_here("1234", &[1; 16]).unwrap();
    let other = desk.hasher.hash_here(PIN, &[2; 16]).unwrap();
    let numbers = desk.crowd(2_000, |n| if n % 10 == 0 { &easy } else { &other }).await;

    // A client for each card, each in a network of its own.
    for (n, number) in (0..).zip(&numbers) {
        desk.opens(&Browser::shared(far(n)), number, "1234").await;
    }
    let (guesses, opened) = (desk.hashed().await, desk.events("signed-in").await);
    assert!((100..=112).contains(&guesses), "{guesses} guesses reached a hash");
    assert!(opened <= 12, "{opened} of 200 easy PINs were found");

    desk.patron(5_000, SECRET).await;
    assert!(desk.opens(&Browser::shared(far(7_000)), &card(5_000), SECRET).await, "passwords go on meanwhile");
    assert!(desk.opens(&Browser::shared("192.0.2.3".parse().unwrap()), &numbers[1], PIN).await, "so does the library");
}

#[sqlx::test(migrations = "../migrations")]
async fn one_client_reaches_no_more_hashes_than_its_allowance(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    for n in 0..100 {
        desk.opens(&Browser::shared(far(1)), &card(n), "1234").await;
    }
    assert_eq!(desk.hashed().await, 10);
}

#[sqlx::test(migrations = "../migrations")]
async fn guesses_of_four_digits_are_cut_off_where_new_pins_have_six(pool: PgPool) {
    let mut desk = Desk::open(&pool).await;
    let mut profile = Profile::clone(&desk.profile);
    profile.sign_in.pin = Some(PinLengths { min: 6, max: 8 });
    desk.profile = Arc::new(profile);
    let card = desk.patron(1, PIN).await;
    for n in 0..24 {
        desk.opens(&Browser::shared(far(n)), &card, &format!("{:04}", 2_000 + n)).await;
        desk.clock.advance(Duration::minutes(59));
    }
    assert_eq!(desk.hashed().await, 10, "in a day");
}

#[sqlx::test(migrations = "../migrations")]
async fn a_known_wrong_secret_and_an_unknown_card_are_the_same_work_and_leave_the_same_trace(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let (known, without, lost, unknown) =
        (desk.patron(1, PIN).await, desk.imported(2).await, desk.patron(3, PIN).await, card(4));
    sqlx::query("UPDATE card SET status = 'lost' WHERE number = $1").bind(&lost).execute(&pool).await.unwrap();
    let mut seen = Vec::new();
    let imported = desk.patron_with_hash(5, &bcrypt::hash(PIN, 4).unwrap(), "bcrypt").await;
    for (n, number) in (0..).zip([&known, &without, &lost, &unknown, &imported]) {
        sqlx::query("DELETE FROM throttle").execute(&pool).await.unwrap();
        let hashed = desk.hashed().await;
        let browser = Browser::shared(far(n));
        let ((answer, session), statements) = statements_of(desk.tries(&browser, number, "2468")).await;
        assert!(statements.len() > 8, "{statements:?}");
        let counters: Vec<(String, i32, i32, Option<f64>, bool)> = sqlx::query_as(
            "SELECT scope, count, day_count, allowance, blocked_until IS NULL FROM throttle ORDER BY scope COLLATE \"C\"",
        )
        .fetch_all(&pool)
        .await
        .unwrap();
        let begun = session.id().is_some() || session.is_modified();
        seen.push((format!("{answer:?}"), begun, statements, counters, desk.hashed().await - hashed));
    }
    assert_eq!(seen[0].0, "Refused");
    assert_eq!(seen[0].4, 1, "one hash");
    assert!(seen.iter().all(|one| *one == seen[0]), "{seen:#?}");
}

#[sqlx::test(migrations = "../migrations")]
async fn with_a_device_cookie_an_unknown_card_takes_as_many_queries_as_a_known_one(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let known = desk.patron(1, PIN).await;
    // Anyone who is over their allowance is answered without a hash to drown a difference.
    let mut attacker = Browser::shared(far(1));
    attacker.device = Some("made-up-cookie".into());
    for _ in 0..12 {
        desk.opens(&attacker, &card(7), "2468").await;
    }
    let (_, of_known) = statements_of(desk.opens(&attacker, &known, "2468")).await;
    let (_, of_unknown) = statements_of(desk.opens(&attacker, &card(8), "2468")).await;
    assert!(of_known.iter().any(|sql| sql.contains("UPDATE known_device")), "{of_known:?}");
    assert_eq!(of_known, of_unknown);
}

#[sqlx::test(migrations = "../migrations")]
async fn a_malformed_number_is_refused_like_any_other_and_counts(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let card = desk.patron(1, SECRET).await;
    for bad in ["", "x", "29999000000000", "2.9999E+13", "' OR 1=1 --", "\u{0}", &"9".repeat(10_000)] {
        assert!(!desk.opens(&Browser::shared(far(1)), bad, SECRET).await, "{bad:.20}");
    }
    for _ in 0..3 {
        assert!(!desk.opens(&Browser::shared(far(1)), "x", SECRET).await);
    }
    assert!(!desk.opens(&Browser::shared(far(1)), &card, SECRET).await, "the allowance is used up");
    assert!(desk.opens(&Browser::shared(far(2)), &card, SECRET).await);
}

#[sqlx::test(migrations = "../migrations")]
async fn who_finds_the_queue_full_is_told_when_to_come_back_and_charged_for_nothing(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let card = desk.patron(1, PIN).await;
    let flood: Vec<_> = (100..).map_while(|n| desk.hasher.place(Line::Outside(far(n))).ok()).collect();
    for _ in 0..30 {
        let (answer, _) = desk.tries(&Browser::shared(far(1)), &card, PIN).await;
        assert!(matches!(answer, SignIn::Busy { retry_after_seconds: 1.. }), "{answer:?}");
    }
    assert_eq!(desk.count("SELECT count(*) FROM throttle").await, 0);
    drop(flood);
    assert!(desk.opens(&Browser::shared(far(1)), &card, PIN).await, "once the flood is over");
}

#[sqlx::test(migrations = "../migrations")]
async fn who_finds_the_queue_full_when_asked_again_is_charged_for_nothing(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let card = desk.patron(1, PIN).await;
    let (_, patron) = desk.signed_in(&mut Browser::shared(far(1)), &card, PIN).await;
    let flood: Vec<_> = (100..).map_while(|n| desk.hasher.place(Line::Known(Uuid::from_u128(n))).ok()).collect();
    for _ in 0..30 {
        let answer = desk.confirms(&patron, PIN).await;
        assert!(matches!(answer, Confirmed::Busy { retry_after_seconds: 1.. }), "{answer:?}");
    }
    assert_eq!(desk.count("SELECT count(*) FROM throttle WHERE scope = 'again'").await, 0);
    drop(flood);
    assert_eq!(desk.confirms(&patron, PIN).await, Confirmed::Yes, "once the flood is over");
}

#[sqlx::test(migrations = "../migrations")]
async fn whoever_is_over_their_allowance_takes_no_place_in_the_queue_and_asks_the_database_nothing(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    for n in 0..11 {
        desk.opens(&Browser::shared(far(1)), &card(n), "1234").await;
    }
    let hashed = desk.hasher.done();
    // Nobody could take a place.
    let _flood: Vec<_> = (100..).map_while(|n| desk.hasher.place(Line::Outside(far(n))).ok()).collect();
    let ((answer, _), statements) = statements_of(desk.tries(&Browser::shared(far(1)), &card(50), "1234")).await;
    assert!(matches!(answer, SignIn::Refused), "{answer:?}");
    assert_eq!((statements, desk.hasher.done()), (Vec::<String>::new(), hashed));
}

#[sqlx::test(migrations = "../migrations")]
async fn sixty_connections_of_one_network_leave_the_queue_open_to_everybody_else(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let card = desk.patron(1, SECRET).await;
    let greedy: Vec<_> = (0..60).map_while(|_| desk.hasher.place(Line::Outside(far(1))).ok()).collect();
    assert!(!greedy.is_empty());
    let (answer, _) = desk.tries(&Browser::shared(far(1)), &card, SECRET).await;
    assert!(matches!(answer, SignIn::Busy { .. }), "that network waits: {answer:?}");
    for n in 2..18 {
        assert!(desk.opens(&Browser::shared(far(n)), &card, SECRET).await, "owner {n}");
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn a_flood_of_strangers_leaves_the_known_device_and_the_library_itself_a_place(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let card = desk.patron(1, PIN).await;
    let mut owner = Browser::own(far(1));
    desk.signed_in(&mut owner, &card, PIN).await;
    let _flood: Vec<_> = (100..).map_while(|n| desk.hasher.place(Line::Outside(far(n))).ok()).collect();
    let (answer, _) = desk.tries(&Browser::shared(far(1)), &card, PIN).await;
    assert!(matches!(answer, SignIn::Busy { .. }), "{answer:?}");
    assert!(desk.opens(&owner, &card, PIN).await, "the known device");
    assert!(desk.opens(&Browser::shared(INSIDE.into()), &card, PIN).await, "the computers in the library");
}

#[sqlx::test(migrations = "../migrations")]
async fn a_card_that_is_shut_costs_as_much_as_any_other(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let (known, unknown) = (desk.patron(1, PIN).await, card(2));
    let mut seen = Vec::new();
    for number in [&known, &unknown] {
        for secret in ["2468", "not-the-password"] {
            for n in 0..5 {
                desk.opens(&Browser::shared(far(n)), number, secret).await;
            }
            let (hashed, told) = (desk.hasher.done(), desk.hashed().await);
            let (_, statements) = statements_of(desk.opens(&Browser::shared(far(90)), number, secret)).await;
            assert_eq!(desk.hasher.done() - hashed, 1, "{secret}: a hash");
            assert_eq!(desk.hashed().await, told, "{secret}: and nothing in the ledger");
            let committed = statements.iter().filter(|sql| sql.contains("COMMIT")).count();
            seen.push((statements.len(), committed, secret));
        }
    }
    assert_eq!(seen[0], seen[2]);
    assert_eq!(seen[1], seen[3]);
    assert!(!desk.opens(&Browser::shared(far(91)), &known, PIN).await, "the right PIN is refused like the wrong one");
}

/// At Mansfield's own computers.
const INSIDE: Ipv4Addr = Ipv4Addr::new(192, 0, 2, 5);

#[sqlx::test(migrations = "../migrations")]
async fn a_patron_without_an_address_signs_in_at_the_library_whatever_was_tried_outside(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let card = desk.patron(1, PIN).await;
    sqlx::query("UPDATE contact SET email = NULL").execute(&pool).await.unwrap();
    for n in 0..60 {
        for secret in [format!("{:04}", 2_000 + n), format!("guess-number-{n}")] {
            desk.opens(&Browser::shared(far(100 + n)), &card, &secret).await;
        }
        desk.clock.advance(Duration::hours(1));
    }
    assert!(!desk.opens(&Browser::shared(far(1)), &card, PIN).await, "outside the way is closed");
    assert!(desk.opens(&Browser::shared(INSIDE.into()), &card, PIN).await);
}

#[sqlx::test(migrations = "../migrations")]
async fn wrong_passwords_do_not_close_a_pin(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let card = desk.patron(1, PIN).await;
    for n in 0..60 {
        desk.opens(&Browser::shared(far(100 + n)), &card, &format!("guess-number-{n}")).await;
        desk.clock.advance(Duration::hours(1));
    }
    // Thirteen digits are no PIN.
    desk.opens(&Browser::shared(far(99)), &card, "1234567890123").await;
    assert!(desk.opens(&Browser::shared(far(1)), &card, PIN).await);
}

/// What a spray of all PINs leaves: nothing for PINs from outside.
async fn sprayed(pool: &PgPool) {
    sqlx::query(
        "INSERT INTO throttle (library, scope, key, allowance, updated_at) \
         SELECT 'mansfield', scope, 'all'::bytea, 0, '2030-01-01' FROM unnest('{spray-all,spray-other}'::text[]) AS scope",
    )
    .execute(pool)
    .await
    .unwrap();
}

#[sqlx::test(migrations = "../migrations")]
async fn a_new_pin_by_mailed_link_opens_in_that_browser_while_pins_are_shut_outside(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let (mine, theirs) = (desk.patron(1, PIN).await, desk.patron(2, PIN).await);
    sprayed(&pool).await;
    let mut browser = Browser::shared(far(1));
    assert!(!desk.opens(&browser, &mine, PIN).await);
    desk.asks_for_link(far(1), &mine, Purpose::Reset).await;
    let Chosen::Done { mark } = desk.chooses(&desk.mailed().await, "8306").await else { panic!("chosen") };
    assert!(!desk.opens(&browser, &mine, "8306").await, "elsewhere it is shut");
    browser.mark = Some(mark.expose_secret().to_owned());
    assert!(!desk.opens(&browser, &theirs, PIN).await, "the mark does not count for another card");
    assert!(desk.opens(&browser, &mine, "8306").await);
    assert_eq!(desk.count("SELECT count(*) FROM known_device").await, 0, "and the browser stays a shared one");
    desk.clock.advance(Duration::hours(1));
    assert!(!desk.opens(&browser, &mine, "8306").await, "an hour later");
}

#[sqlx::test(migrations = "../migrations")]
async fn a_mark_ends_with_the_next_secret_and_cannot_be_made_up(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let card = desk.patron(1, PIN).await;
    let Chosen::Done { mark } = desk.chooses(&desk.desk_code(&card).await, "8306").await else { panic!("chosen") };
    desk.clock.advance(Duration::seconds(1));
    assert!(matches!(desk.chooses(&desk.desk_code(&card).await, "8307").await, Chosen::Done { .. }));
    sprayed(&pool).await;
    let (until, rest) = mark.expose_secret().split_once('.').unwrap();
    let later: i64 = until.parse::<i64>().unwrap() + 3_600;
    for made_up in [mark.expose_secret().to_owned(), format!("{later}.{rest}"), "x".into(), ".".into(), String::new()] {
        let mut browser = Browser::shared(far(1));
        browser.mark = Some(made_up.clone());
        assert!(!desk.opens(&browser, &card, "8307").await, "{made_up}");
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn a_network_that_asks_for_links_without_end_leaves_the_others_their_places(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let card = desk.patron(1, SECRET).await;
    let asks = async |client: IpAddr| {
        ask_for_link(&desk.portal, &desk.profile, wanted(client, &card, Purpose::Reset)).await.unwrap()
    };
    for _ in 0..200 {
        assert_eq!(asks(far(1)).await, Ok(()), "who is over the allowance is answered like everybody");
    }
    for n in 2..30 {
        assert_eq!(asks(far(n)).await, Ok(()), "client {n}");
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn how_many_may_ask_for_links_at_once_does_not_depend_on_their_cards(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let known = desk.patron(1, SECRET).await;
    let mut answered = Vec::new();
    for (number, first) in [(known, 1_000), (card(9), 2_000)] {
        // Another server for each, which starts with nobody waiting.
        let portal = crate::Portal { db: crate::db::Db::new(pool.clone()), ..desk.portal.clone() };
        let mut busy = 0;
        for n in 0..300 {
            let asked = ask_for_link(&portal, &desk.profile, wanted(far(first + n), &number, Purpose::Reset)).await;
            busy += usize::from(asked.unwrap() == Err(TooManyAsk));
        }
        answered.push(busy);
    }
    assert_eq!(answered[0], answered[1], "{answered:?}");
}
