//! SECURITY.md, "Signing in", in the sentences of those who use the portal and of those who attack it.

use super::*;
use crate::{
    Result,
    authority::Patron,
    password::Line,
    session::{self, PgSessionStore},
    testing::{House, NewPerson, card, someone_waits, statements_of, until},
};
use chrono::{DateTime, Duration, Utc};
use domain::{
    profile::{PinLengths, Profile},
    rules::{Ground, codes},
    words::Lang,
};
use secrecy::{ExposeSecret, SecretString};
use sqlx::PgPool;
use std::{
    net::{IpAddr, Ipv4Addr},
    ops::{Deref, DerefMut},
    sync::Arc,
};
use tower_sessions::{Session, session::Id};
use uuid::Uuid;

const SITE: &str = "https://mansfield.example.org";
const SECRET: &str = "violet-harbour-7781";
const NEW_SECRET: &str = "marigold-lantern-55";
/// No common one, and no part of anything in the record.
const PIN: &str = "8305";

/// What giving a secret again came to, without the authority that a yes brings.
#[derive(Debug, PartialEq, Eq)]
enum Confirmed {
    Yes,
    No,
    SignedOut,
    Busy { retry_after_seconds: u32 },
}

/// A library with patrons, and what signing in needs.
struct Desk(House);

impl Deref for Desk {
    type Target = House;

    fn deref(&self) -> &House {
        &self.0
    }
}

impl DerefMut for Desk {
    fn deref_mut(&mut self) -> &mut House {
        &mut self.0
    }
}

/// A browser: where it is, and the device cookie it keeps.
struct Browser {
    client: IpAddr,
    shared: bool,
    device: Option<String>,
    /// The mark of a link or code that was shown here.
    mark: Option<String>,
}

impl Desk {
    async fn open(pool: &PgPool) -> Self {
        Self(House::at("mansfield").when("2026-11-23T00:00:00Z").open(pool).await)
    }

    /// A patron who has no PIN or password yet. Returns the card number.
    async fn imported(&self, n: u32) -> String {
        self.holder(n).add().await.card
    }

    /// Somebody with a card and a mailbox.
    fn holder(&self, n: u32) -> NewPerson<'_> {
        let person = self.person("Adaeze").surname("Okafor").numbered(n).card();
        person.email(&format!("p{n}@example.org")).zip("06268").phone("860-555-0142")
    }

    /// A patron with this secret, hashed as it would be here.
    async fn patron(&self, n: u32, secret: &str) -> String {
        self.holder(n).pin(secret).add().await.card
    }

    async fn patron_with_hash(&self, n: u32, hash: &str, scheme: &str) -> String {
        self.holder(n).hashed("pin", hash, scheme).add().await.card
    }

    fn session(&self, cookie: Option<Id>) -> Session {
        let store = PgSessionStore::new(self.portal.clone(), self.profile.slug.clone());
        Session::new(cookie, Arc::new(store), None)
    }

    /// Types a card number and a secret, and sends the form.
    async fn tries(&self, browser: &Browser, card: &str, secret: &str) -> (SignIn, Session) {
        let session = self.session(None);
        let attempt = Attempt {
            card_number: card,
            secret: secret.to_owned().into(),
            client: browser.client,
            device: browser.device.as_deref(),
            mark: browser.mark.as_deref(),
            shared: browser.shared,
            device_label: Some("Firefox, Windows".into()),
            lang: Lang::En,
            site: SITE,
        };
        let answer = sign_in(&self.portal, &self.hasher, &self.profile, &session, attempt).await.unwrap();
        (answer, session)
    }

    /// Whether that opens the record.
    async fn opens(&self, browser: &Browser, card: &str, secret: &str) -> bool {
        match self.tries(browser, card, secret).await.0 {
            SignIn::Welcome { .. } => true,
            SignIn::Refused => false,
            SignIn::Busy { .. } => panic!("nobody else is here"),
        }
    }

    /// Signs in, keeps the session and, on one's own computer, the device cookie.
    async fn signed_in(&self, browser: &mut Browser, card: &str, secret: &str) -> (Session, Patron) {
        let (answer, session) = self.tries(browser, card, secret).await;
        let SignIn::Welcome { device } = answer else { panic!("{answer:?}") };
        if let Some(cookie) = device {
            browser.device = Some(cookie.expose_secret().to_owned());
        }
        session.save().await.unwrap();
        let patron = session::current(&session, &self.profile).await.unwrap().unwrap().patron;
        (session, patron)
    }

    async fn alive(&self, session: &Session) -> bool {
        session::current(&self.session(session.id()), &self.profile).await.unwrap().is_some()
    }

    async fn desk_code(&self, card: &str) -> String {
        let code = make_activation_code(&self.portal, &self.operator(), card).await.unwrap();
        code.expect("the card is open").expose_secret().to_owned()
    }

    /// Asks for a link and waits until the work is done.
    async fn asks_for_link(&self, client: IpAddr, card: &str, purpose: Purpose) {
        link::send(&self.portal, &self.profile, &wanted(client, card, purpose)).await.unwrap();
    }

    /// The token in the newest mail that has a link.
    async fn mailed(&self) -> String {
        self.last_link().await
    }

    async fn chooses(&self, token: &str, new: &str) -> Chosen {
        let new = SecretString::from(new.to_owned());
        let shown = link_or_code_shown(&self.portal, &self.profile, token, far(77)).await.unwrap();
        let Some(holder) = shown else { return Chosen::Refused };
        let choosing = Choosing { new, at_desk: false, lang: Lang::En, site: SITE };
        choose_by_link(&self.portal, &self.hasher, &holder, choosing).await.unwrap()
    }

    async fn live(&self, token: &str) -> bool {
        link_or_code_shown(&self.portal, &self.profile, token, far(77)).await.unwrap().is_some()
    }

    async fn changes(&self, patron: &Patron, session: &Session, current: &str, new: &str) -> Changed {
        let change =
            Change { current: current.to_owned().into(), new: new.to_owned().into(), lang: Lang::En, site: SITE };
        change_secret(&self.portal, &self.hasher, patron, session, change).await.unwrap()
    }

    async fn confirms(&self, patron: &Patron, secret: &str) -> Confirmed {
        match confirm_again(&self.portal, &self.hasher, patron, secret.to_owned().into()).await.unwrap() {
            super::Confirmed::Yes(_) => Confirmed::Yes,
            super::Confirmed::No => Confirmed::No,
            super::Confirmed::SignedOut => Confirmed::SignedOut,
            super::Confirmed::Busy { retry_after_seconds } => Confirmed::Busy { retry_after_seconds },
        }
    }

    async fn reports_lost(&self, patron: &Patron) -> Result<()> {
        report_card_lost(&self.portal, patron, Lang::En, SITE).await
    }

    async fn count(&self, sql: &str) -> i64 {
        self.one(sql).await
    }

    async fn events(&self, action: &str) -> i64 {
        sqlx::query_scalar("SELECT count(*) FROM ledger_event WHERE action = $1")
            .bind(action)
            .fetch_one(&self.pool)
            .await
            .unwrap()
    }

    /// Guesses that came as far as a hash: a refusal is entered only after one.
    async fn hashed(&self) -> i64 {
        self.events("sign-in-refused").await + self.events("signed-in").await
    }

    async fn stored_hash(&self, n: u32) -> String {
        sqlx::query_scalar("SELECT hash FROM credential WHERE person_id = $1")
            .bind(Uuid::from_u128(n.into()))
            .fetch_one(&self.pool)
            .await
            .unwrap()
    }
}

impl Browser {
    /// At the library's or anybody's computer.
    fn shared(client: IpAddr) -> Self {
        Self { client, shared: true, device: None, mark: None }
    }

    /// The patron's own.
    fn own(client: IpAddr) -> Self {
        Self { client, shared: false, device: None, mark: None }
    }
}

/// A different customer of a different network for each `n`.
fn far(n: u32) -> IpAddr {
    let [_, a, b, c] = n.to_be_bytes();
    Ipv4Addr::new(10 + a, b, c, 9).into()
}

fn wanted(client: IpAddr, card: &str, purpose: Purpose) -> LinkWanted {
    LinkWanted { card_number: card.to_owned(), purpose, lang: Lang::En, site: SITE.into(), client }
}

// Guessing.

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
    // Whoever is over their allowance is answered without a hash to drown a difference.
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
    assert!(!desk.opens(&browser, &theirs, PIN).await, "the mark is none for another card");
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

// Cards and devices.

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
    assert!(!desk.opens(&browser, &theirs, PIN).await, "my cookie is none for another card");
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

// Old hashes.

#[sqlx::test(migrations = "../migrations")]
async fn an_imported_bcrypt_hash_signs_in_and_is_made_anew_afterwards(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let old = bcrypt::hash(PIN, 4).unwrap();
    let card = desk.patron_with_hash(1, &old, "bcrypt").await;
    assert!(!desk.opens(&Browser::shared(far(1)), &card, "8306").await);
    assert_eq!(desk.stored_hash(1).await, old, "a wrong PIN replaces nothing");
    assert!(desk.opens(&Browser::shared(far(1)), &card, PIN).await);
    until("the hash made anew", async || desk.stored_hash(1).await.starts_with("$argon2id$")).await;
    assert_eq!(desk.count("SELECT count(*) FROM credential WHERE scheme = 'argon2id'").await, 1);
    assert!(desk.opens(&Browser::shared(far(1)), &card, PIN).await);
    assert!(!desk.opens(&Browser::shared(far(1)), &card, "8306").await);
}

#[sqlx::test(migrations = "../migrations")]
async fn an_old_hash_that_is_made_anew_while_the_patron_chooses_another_secret_never_comes_back(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let card = desk.patron_with_hash(1, &bcrypt::hash(PIN, 4).unwrap(), "bcrypt").await;
    // The patron's choice is written, and not yet committed, when the former PIN signs in.
    let chosen = desk.hasher.hash_here(NEW_SECRET, &[4; 16]).unwrap();
    let mut choice = pool.begin().await.unwrap();
    sqlx::query("UPDATE credential SET hash = $1, scheme = 'argon2id', kind = 'password'")
        .bind(&chosen)
        .execute(&mut *choice)
        .await
        .unwrap();
    assert!(desk.opens(&Browser::shared(far(1)), &card, PIN).await);
    let waiting = "SELECT count(*) FROM pg_stat_activity \
                   WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE 'UPDATE credential%'";
    until("it waits for the choice", async || desk.count(waiting).await == 1).await;
    choice.commit().await.unwrap();
    until("it goes on", async || desk.count(waiting).await == 0).await;
    assert!(desk.opens(&Browser::shared(far(2)), &card, NEW_SECRET).await);
    assert_eq!(desk.stored_hash(1).await, chosen);
    assert!(!desk.opens(&Browser::shared(far(2)), &card, PIN).await, "the former one");
}

// Codes and links.

#[sqlx::test(migrations = "../migrations")]
async fn a_code_from_the_desk_switches_access_on_once(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let card = desk.imported(1).await;
    let code = desk.desk_code(&card).await;
    assert!(desk.live(&code).await && desk.live(&code).await, "looking uses nothing up");
    assert!(matches!(desk.chooses(&code, "1234").await, Chosen::Weak(_)), "nor does a weak PIN");
    assert!(matches!(desk.chooses(&code, PIN).await, Chosen::Done { .. }));
    assert!(matches!(desk.chooses(&code, NEW_SECRET).await, Chosen::Refused), "used");
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
        link_or_code_shown(&desk.portal, &desk.profile, typed, far(n)).await.unwrap().is_some()
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
async fn a_link_to_choose_a_pin_confirms_no_address_and_adds_no_child(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let card = desk.patron(1, SECRET).await;
    let (_, patron) = desk.signed_in(&mut Browser::own(far(1)), &card, SECRET).await;
    desk.asks_for_link(far(1), &card, Purpose::Reset).await;
    let link = desk.mailed().await;
    assert!(crate::contact::link_shown(&desk.portal, &desk.profile, &link).await.unwrap().is_none());
    let by_code = crate::family::code_shown(&desk.portal, &patron, &link).await.unwrap();
    assert!(matches!(by_code, Err(crate::family::Linked::Refused)), "{by_code:?}");
    assert!(desk.live(&link).await, "and it is still good for what it is for");
}

#[sqlx::test(migrations = "../migrations")]
async fn a_browser_of_the_desk_chooses_no_patrons_secret(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let code = desk.desk_code(&desk.imported(1).await).await;
    let holder = link_or_code_shown(&desk.portal, &desk.profile, &code, far(1)).await.unwrap().unwrap();
    let choosing = Choosing { new: PIN.to_owned().into(), at_desk: true, lang: Lang::En, site: SITE };
    let chosen = choose_by_link(&desk.portal, &desk.hasher, &holder, choosing).await.unwrap();
    assert!(matches!(chosen, Chosen::AtDesk), "{chosen:?}");
    assert!(desk.live(&code).await, "and the code is still the patron's");
}

#[sqlx::test(migrations = "../migrations")]
async fn of_two_uses_of_a_token_at_once_one_counts(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let code = desk.desk_code(&desk.imported(1).await).await;
    let (one, other) = tokio::join!(desk.chooses(&code, SECRET), desk.chooses(&code, NEW_SECRET));
    let done = [&one, &other].into_iter().filter(|chosen| matches!(chosen, Chosen::Done { .. })).count();
    let refused = [&one, &other].into_iter().filter(|chosen| matches!(chosen, Chosen::Refused)).count();
    assert_eq!((done, refused), (1, 1), "{one:?}, {other:?}");
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
    desk.clock.advance(Duration::seconds(1));
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

// Giving the secret again, and changing it.

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
    session.save().await.unwrap();
    assert!(!desk.alive(&elsewhere).await);
    assert!(desk.alive(&session).await && session.id() != before, "this one goes on under a new id");
    assert!(!desk.alive(&desk.session(before)).await);
    assert_eq!(desk.count("SELECT count(*) FROM known_device").await, 0);
    assert!(!desk.opens(&Browser::shared(far(3)), &card, SECRET).await);
    assert!(desk.opens(&Browser::shared(far(3)), &card, NEW_SECRET).await);
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

// A lost card (L19).

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

// The ledger.

#[sqlx::test(migrations = "../migrations")]
async fn the_ledger_tells_of_each_step_and_carries_nothing_personal(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let card = desk.patron(1, SECRET).await;
    desk.opens(&Browser::shared(far(1)), &card, "not-the-secret-of-anyone").await;
    desk.opens(&Browser::shared(far(1)), &self::card(9), SECRET).await;
    let (_, patron) = desk.signed_in(&mut Browser::own(far(1)), &card, SECRET).await;
    desk.reports_lost(&patron).await.unwrap();
    let subjects: Vec<(String, bool)> =
        sqlx::query_as("SELECT action, subject_id IS NOT NULL FROM ledger_event ORDER BY position")
            .fetch_all(&pool)
            .await
            .unwrap();
    let told: Vec<(&str, bool)> = subjects.iter().map(|(action, whose)| (action.as_str(), *whose)).collect();
    assert_eq!(
        told.iter().filter(|(action, _)| *action != "mailed").copied().collect::<Vec<_>>(),
        [("sign-in-refused", true), ("sign-in-refused", false), ("signed-in", true), ("card-reported-lost", true)],
        "an unknown card's refusal is nobody's"
    );
    for canary in [&card, "Okafor", "Adaeze", "example.org", "10.0.0.1", "Firefox", SECRET] {
        let found: i64 = sqlx::query_scalar("SELECT count(*) FROM ledger_event e WHERE e::text LIKE '%' || $1 || '%'")
            .bind(canary)
            .fetch_one(&pool)
            .await
            .unwrap();
        assert_eq!(found, 0, "{canary}");
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn what_was_done_is_dated_by_the_portals_clock(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let card = desk.patron(1, SECRET).await;
    desk.clock.advance(Duration::days(400));
    desk.signed_in(&mut Browser::own(far(1)), &card, SECRET).await;
    let at: Vec<DateTime<Utc>> = sqlx::query_scalar(
        "SELECT at FROM ledger_event WHERE action = 'signed-in' UNION SELECT created_at FROM session \
         UNION SELECT created_at FROM known_device",
    )
    .fetch_all(&pool)
    .await
    .unwrap();
    assert_eq!(at, [desk.now()]);
}
