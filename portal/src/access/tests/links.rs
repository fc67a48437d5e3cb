//! Codes from the desk and mailed links.

use super::*;

#[sqlx::test(migrations = "../migrations")]
async fn a_code_from_the_desk_switches_access_on_once(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let card = desk.imported(1).await;
    let code = desk.desk_code(&card).await;
    assert!(desk.live(&code).await && desk.live(&code).await, "looking uses nothing up");
    assert!(matches!(desk.chooses(&code, "1234").await, Chosen::Weak(_)), "nor does a weak PIN");
    assert!(matches!(desk.chooses(&code, PIN).await, Chosen::Done { .. }));
    let kept = "SELECT (SELECT count(*) FROM ledger_event) + (SELECT count(*) FROM outbox)";
    let before = desk.count(kept).await;
    assert!(matches!(desk.chooses(&code, PIN).await, Chosen::Before), "a second click");
    assert!(matches!(desk.chooses(&code, NEW_SECRET).await, Chosen::Before), "used");
    assert_eq!(desk.count(kept).await, before, "nothing is done twice");
    assert!(desk.opens(&Browser::shared(far(1)), &card, PIN).await);
    assert_eq!((desk.events("activation-code-made").await, desk.events("activated").await), (1, 1));
    let kept: i64 = sqlx::query_scalar("SELECT count(*) FROM one_time_token t WHERE t::text LIKE '%' || $1 || '%'")
        .bind(code.replace('-', ""))
        .fetch_one(&pool)
        .await
        .unwrap();
    assert_eq!(kept, 0, "the table holds no code");
}

#[sqlx::test(migrations = "../migrations")]
async fn codes_from_the_desk_are_not_guessed(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let code = desk.desk_code(&desk.imported(1).await).await;
    assert_eq!(code.len(), 9, "eight characters and a dash are copied by hand: {code}");
    let live = async |typed: &str, n: u32| {
        link_or_code_shown(&desk.portal, &desk.profile, typed, far(n)).await.unwrap().live().is_some()
    };
    for n in 0..10 {
        assert!(live(&code, 1).await, "what is right uses nothing up");
        assert!(!live(&format!("0000000{n}"), 1).await);
    }
    assert!(!live(&code, 1).await, "ten wrong ones, and that client waits");
    assert!(matches!(desk.chooses(&code, "1234").await, Chosen::Weak(_)), "others do not");
    let kept: i64 = sqlx::query_scalar("SELECT count(*) FROM one_time_token WHERE secret_hash = sha256($1::bytea)")
        .bind(code.replace('-', ""))
        .fetch_one(&pool)
        .await
        .unwrap();
    assert_eq!(kept, 0, "a stolen table does not tell it");
    desk.clock.advance(Duration::seconds(30));
    assert!(live(&code, 1).await, "half a minute later");
}

#[sqlx::test(migrations = "../migrations")]
async fn a_form_for_a_link_that_is_sent_five_times_is_one_mail(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let card = desk.patron(1, SECRET).await;
    for _ in 0..5 {
        desk.asks_for_link(far(1), &card, Purpose::Reset).await;
    }
    assert_eq!(desk.count("SELECT count(*) FROM outbox WHERE kind = 'reset'").await, 1);
    assert!(desk.live(&desk.mailed().await).await);
    desk.clock.advance(Duration::seconds(31));
    desk.asks_for_link(far(1), &card, Purpose::Reset).await;
    assert_eq!(desk.count("SELECT count(*) FROM outbox WHERE kind = 'reset'").await, 2, "whoever waited asks again");
}

#[sqlx::test(migrations = "../migrations")]
async fn a_link_to_choose_a_pin_confirms_no_address_and_adds_no_child(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let card = desk.patron(1, SECRET).await;
    let (_, patron) = desk.signed_in(&mut Browser::own(far(1)), &card, SECRET).await;
    desk.asks_for_link(far(1), &card, Purpose::Reset).await;
    let link = desk.mailed().await;
    assert!(crate::contact::link_shown(&desk.portal, &desk.profile, &link).await.unwrap().live().is_none());
    let by_code = crate::family::code_shown(&desk.portal, &patron, &link, far(1)).await.unwrap();
    assert!(matches!(by_code, Err(crate::family::Linked::Refused)), "{by_code:?}");
    assert!(desk.live(&link).await, "and it is still good for what it is for");
}

#[sqlx::test(migrations = "../migrations")]
async fn a_browser_of_the_desk_chooses_no_patrons_secret(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let code = desk.desk_code(&desk.imported(1).await).await;
    let holder = link_or_code_shown(&desk.portal, &desk.profile, &code, far(1)).await.unwrap().live().unwrap();
    let choosing = Choosing { new: PIN.to_owned().into(), at_desk: true, client: far(77), lang: Lang::En, site: SITE };
    let chosen = choose_by_link(&desk.portal, &desk.hasher, &holder, choosing).await.unwrap();
    assert!(matches!(chosen, Chosen::AtDesk), "{chosen:?}");
    assert!(desk.live(&code).await, "and the code is still the patron's");
}

#[sqlx::test(migrations = "../migrations")]
async fn whoever_made_a_code_does_not_use_it_from_the_computer_they_are_signed_in_at(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let code = desk.desk_code(&desk.imported(1).await).await;
    desk.employs("wanda", "Wanda", domain::decision::Role::Desk).await;
    let at = |last: u8| IpAddr::V4(Ipv4Addr::new(192, 0, 2, last));
    sqlx::query(
        "INSERT INTO staff_session (library, secret_hash, id, staff_id, created_at, last_seen_at, idle_ends_at, ends_at, client) \
         SELECT library, 'x', gen_random_uuid(), id, $1, $1, $1 + interval '15 minutes', $1 + interval '9 hours', $2 \
         FROM staff_account",
    )
    .bind(desk.now())
    .bind(&crate::throttle::mark_of_client(&desk.portal, at(9))[..])
    .execute(&pool)
    .await
    .unwrap();
    desk.run("UPDATE one_time_token SET made_by = (SELECT id FROM staff_account)").await;
    let chooses = async |client: IpAddr, pin: &str| {
        let shown = link_or_code_shown(&desk.portal, &desk.profile, &code, far(1)).await.unwrap().live().unwrap();
        let choosing = Choosing { new: pin.to_owned().into(), at_desk: false, client, lang: Lang::En, site: SITE };
        choose_by_link(&desk.portal, &desk.hasher, &shown, choosing).await.unwrap()
    };
    let window = chooses(at(9), PIN).await;
    assert!(matches!(window, Chosen::AtDesk), "also without the desk's cookie, as in a private window: {window:?}");
    assert!(matches!(chooses(at(10), "1234").await, Chosen::Weak(_)), "a public computer beside it is the patron's");
    desk.run("UPDATE one_time_token SET made_by = NULL, second_by = (SELECT id FROM staff_account)").await;
    assert!(matches!(chooses(at(9), PIN).await, Chosen::AtDesk), "nor does whoever confirmed it");
    desk.clock.advance(Duration::minutes(16));
    assert!(matches!(chooses(at(9), PIN).await, Chosen::Done { .. }), "nobody is signed in there any more");
}

#[sqlx::test(migrations = "../migrations")]
async fn of_two_uses_of_a_token_at_once_one_counts(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let code = desk.desk_code(&desk.imported(1).await).await;
    let (one, other) = tokio::join!(desk.chooses(&code, SECRET), desk.chooses(&code, NEW_SECRET));
    let done = [&one, &other].into_iter().filter(|chosen| matches!(chosen, Chosen::Done { .. })).count();
    let told = [&one, &other].into_iter().filter(|chosen| matches!(chosen, Chosen::Before)).count();
    assert_eq!((done, told), (1, 1), "{one:?}, {other:?}");
    assert_eq!(desk.events("activated").await + desk.events("credential-changed").await, 1);
}

#[sqlx::test(migrations = "../migrations")]
async fn tokens_end_on_time(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let moment = Duration::milliseconds(1);
    let number = desk.patron(1, SECRET).await;
    for (n, purpose, minutes) in [(1, Some(Purpose::Reset), 30), (2, Some(Purpose::Activation), 60), (3, None, 24 * 60)]
    {
        let token = if let Some(purpose) = purpose {
            desk.asks_for_link(far(n), &number, purpose).await;
            desk.mailed().await
        } else {
            desk.desk_code(&number).await
        };
        desk.clock.advance(Duration::minutes(minutes) - moment);
        assert!(desk.live(&token).await, "{purpose:?}: a moment before");
        desk.clock.advance(moment);
        assert!(!desk.live(&token).await, "{purpose:?}: on time");
        assert!(matches!(desk.chooses(&token, NEW_SECRET).await, Chosen::Refused));
        desk.clock.advance(Duration::hours(2));
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn a_newer_link_ends_the_older_and_a_code_from_the_desk_ends_both(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let card = desk.patron(1, SECRET).await;
    desk.asks_for_link(far(1), &card, Purpose::Reset).await;
    let first = desk.mailed().await;
    desk.clock.advance(Duration::seconds(31));
    desk.asks_for_link(far(1), &card, Purpose::Reset).await;
    let second = desk.mailed().await;
    assert!(!desk.live(&first).await && desk.live(&second).await);
    let code = desk.desk_code(&card).await;
    assert!(!desk.live(&second).await && desk.live(&code).await);
}

#[sqlx::test(migrations = "../migrations")]
async fn a_stranger_who_asks_for_links_does_not_end_the_code_from_the_desk(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let card = desk.imported(1).await;
    let code = desk.desk_code(&card).await;
    for purpose in [Purpose::Reset, Purpose::Activation] {
        desk.asks_for_link(far(1), &card, purpose).await;
    }
    assert!(desk.count("SELECT count(*) FROM outbox").await > 0, "links were mailed");
    assert!(desk.live(&code).await);
}

#[sqlx::test(migrations = "../migrations")]
async fn requests_for_links_do_not_fill_a_mailbox(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let card = desk.patron(1, SECRET).await;
    for n in 0..20 {
        desk.asks_for_link(far(n), &card, Purpose::Reset).await;
        desk.clock.advance(Duration::seconds(31));
    }
    assert_eq!(desk.count("SELECT count(*) FROM outbox").await, 3);
    desk.clock.advance(Duration::hours(1));
    desk.asks_for_link(far(50), &card, Purpose::Reset).await;
    assert_eq!(desk.count("SELECT count(*) FROM outbox").await, 4, "an hour later");
}

#[sqlx::test(migrations = "../migrations")]
async fn the_eleventh_link_asked_for_by_one_client_is_not_written_and_the_page_says_the_same(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    for n in 0..11 {
        let card = desk.patron(n, SECRET).await;
        desk.asks_for_link(far(1), &card, Purpose::Reset).await;
        let mails = desk.count("SELECT count(*) FROM outbox").await;
        assert_eq!(mails, i64::from(n + 1).min(10), "after link {}", n + 1);
    }
    for number in [card(0), card(90), "nonsense".into()] {
        assert_eq!(
            ask_for_link(&desk.portal, &desk.profile, wanted(far(1), &number, Purpose::Reset)).await.unwrap(),
            Ok(()),
            "{number}"
        );
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn a_reset_by_link_ends_every_session_and_known_device(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let card = desk.patron(1, SECRET).await;
    let mut thief = Browser::own(far(1));
    let (session, _) = desk.signed_in(&mut thief, &card, SECRET).await;
    desk.asks_for_link(far(2), &card, Purpose::Reset).await;
    assert!(matches!(desk.chooses(&desk.mailed().await, NEW_SECRET).await, Chosen::Done { .. }));
    assert!(!desk.alive(&session).await);
    assert_eq!(desk.count("SELECT count(*) FROM known_device").await, 0);
    assert!(!desk.opens(&thief, &card, SECRET).await, "the former password");
    assert_eq!((desk.events("reset-asked").await, desk.events("credential-changed").await), (1, 1));
}
