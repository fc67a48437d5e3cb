//! What SECURITY.md says of guessing, against the counters themselves.

use super::*;
use crate::testing::{House, someone_waits};
use chrono::Duration;
use sqlx::PgPool;
use std::{
    net::Ipv4Addr,
    ops::Deref,
    sync::atomic::{AtomicU32, Ordering},
};
use uuid::Uuid;

/// One PIN that everybody tries.
const MARK: [u8; 32] = [1; 32];

struct Gate {
    house: House,
    library: LibrarySlug,
}

impl Deref for Gate {
    type Target = House;

    fn deref(&self) -> &House {
        &self.house
    }
}

impl Gate {
    async fn of(pool: &PgPool) -> Self {
        let house = House::at("mansfield").when("2026-11-23T00:00:00Z").open(pool).await;
        house.beside("canton").await;
        Self { library: house.slug().clone(), house }
    }

    /// Someone who types a card number and a password, at an address outside.
    fn someone<'a>(&'a self, client: IpAddr, card: Option<&'a str>) -> Attempt<'a> {
        let door = Door::Patrons;
        Attempt { library: &self.library, door, client, own_network: false, card, pin: None, device: None }
    }

    async fn answer(&self, attempt: Attempt<'_>) -> Answer {
        admit(&self.portal, attempt).await.unwrap()
    }

    /// Lets an attempt in, which turns out to be right.
    async fn succeeds(&self, attempt: Attempt<'_>) {
        let Answer::Admitted(charged) = self.answer(attempt).await else { panic!("{attempt:?} is refused") };
        succeeded(&self.portal, attempt, charged).await.unwrap();
    }

    async fn admits(&self, attempt: Attempt<'_>) -> bool {
        matches!(self.answer(attempt).await, Answer::Admitted(_))
    }

    /// How many of `attempts` at once are let through.
    async fn admitted(&self, attempts: Vec<Attempt<'_>>) -> usize {
        let asked = attempts.into_iter().map(|attempt| self.admits(attempt));
        futures::future::join_all(asked).await.into_iter().filter(|&admitted| admitted).count()
    }
}

/// A different customer of a different network for each `n`.
fn far(n: u32) -> IpAddr {
    let [_, a, b, c] = n.to_be_bytes();
    Ipv4Addr::new(10 + a, b, c, 9).into()
}

fn near(n: u8) -> IpAddr {
    Ipv4Addr::new(203, 0, 113, n).into()
}

#[sqlx::test(migrations = "../migrations")]
async fn a_client_has_ten_tries_at_once_and_one_more_each_half_minute(pool: PgPool) {
    let gate = Gate::of(&pool).await;
    for n in 0..10 {
        assert!(gate.admits(gate.someone(near(1), None)).await, "try {n}");
    }
    assert!(!gate.admits(gate.someone(near(1), None)).await, "the eleventh");
    gate.clock.advance(Duration::milliseconds(29_999));
    assert!(!gate.admits(gate.someone(near(1), None)).await, "not yet");
    gate.clock.advance(Duration::milliseconds(1));
    assert!(gate.admits(gate.someone(near(1), None)).await, "half a minute later");
    assert!(!gate.admits(gate.someone(near(1), None)).await, "and only one");
}

#[sqlx::test(migrations = "../migrations")]
async fn ipv6_is_counted_by_the_line_and_not_by_the_address(pool: PgPool) {
    let gate = Gate::of(&pool).await;
    let mut let_in = 0;
    for n in 0..40_u16 {
        let client: IpAddr = format!("2001:db8:1:2::{n:x}").parse().unwrap();
        let_in += u32::from(gate.admits(gate.someone(client, None)).await);
    }
    assert_eq!(let_in, 10, "a /64 is one customer");
    let mut wide = 0;
    for n in 0..200_u16 {
        let client: IpAddr = format!("2001:db8:9:{n:x}::1").parse().unwrap();
        wide += u32::from(gate.admits(gate.someone(client, None)).await);
    }
    assert_eq!(wide, 80, "a /48 has as much as eight customers");
}

#[sqlx::test(migrations = "../migrations")]
async fn the_librarys_own_networks_have_twenty_times_that(pool: PgPool) {
    let gate = Gate::of(&pool).await;
    let mut let_in = 0;
    for _ in 0..210 {
        let attempt = Attempt { own_network: true, ..gate.someone(near(1), None) };
        let_in += u32::from(gate.admits(attempt).await);
    }
    assert_eq!(let_in, 200);
}

#[sqlx::test(migrations = "../migrations")]
async fn what_patrons_try_uses_up_nothing_at_the_desk_and_the_other_way_round(pool: PgPool) {
    let gate = Gate::of(&pool).await;
    let at = |door| Attempt { door, own_network: true, ..gate.someone(near(1), None) };
    while gate.admits(at(Door::Patrons)).await {}
    assert!(gate.admits(at(Door::Desk)).await, "the desk in the same network");
    while gate.admits(at(Door::Desk)).await {}
    succeeded(&gate.portal, at(Door::Desk), Charged::default()).await.unwrap();
    assert!(!gate.admits(at(Door::Patrons)).await, "and what one gives back is not the other's");
    assert!(gate.admits(at(Door::Desk)).await);
}

#[sqlx::test(migrations = "../migrations")]
async fn a_client_that_never_stops_does_not_use_up_its_networks_allowance(pool: PgPool) {
    let gate = Gate::of(&pool).await;
    for _ in 0..300 {
        gate.admits(gate.someone(near(1), None)).await;
    }
    for neighbour in 2..9 {
        assert!(gate.admits(gate.someone(near(neighbour), None)).await, "neighbour {neighbour}");
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn a_malformed_card_number_counts_against_the_client(pool: PgPool) {
    let gate = Gate::of(&pool).await;
    for _ in 0..10 {
        assert!(gate.admits(gate.someone(near(1), None)).await);
    }
    assert!(!gate.admits(gate.someone(near(1), Some("29999000000018"))).await, "nor is a good number let in now");
}

#[sqlx::test(migrations = "../migrations")]
async fn after_five_free_tries_the_wait_doubles_from_thirty_seconds_to_an_hour(pool: PgPool) {
    let gate = Gate::of(&pool).await;
    let mut client = 0;
    let mut asks = async |gate: &Gate| {
        client += 1;
        gate.admits(gate.someone(far(client), Some("29999000000018"))).await
    };
    for n in 1..=5 {
        assert!(asks(&gate).await, "free try {n}");
    }
    for wait in [30, 60, 120, 240, 480, 960, 1920, 3600, 3600] {
        gate.clock.advance(Duration::milliseconds(wait * 1000 - 1));
        assert!(!asks(&gate).await, "before {wait} s are over");
        gate.clock.advance(Duration::milliseconds(1));
        assert!(asks(&gate).await, "once {wait} s are over");
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn a_pin_has_ten_tries_a_day_and_twenty_in_a_row_and_then_that_way_is_closed(pool: PgPool) {
    let gate = Gate::of(&pool).await;
    let card = Some("29999000000018");
    let mut client = 0;
    let mut by_day = [0; 4];
    for day in &mut by_day {
        // One try each hour: no wait stands in its way.
        for _ in 0..24 {
            client += 1;
            let pin = Attempt { pin: Some(MARK), ..gate.someone(far(client), card) };
            *day += u32::from(gate.admits(pin).await);
            gate.clock.advance(Duration::hours(1));
        }
    }
    assert_eq!(by_day, [10, 10, 0, 0]);

    let known = Attempt { pin: Some(MARK), device: Some(Uuid::from_u128(5)), ..gate.someone(far(9_000), card) };
    assert!(gate.admits(known).await, "the known device is not concerned");
    assert!(gate.admits(gate.someone(far(9_001), card)).await, "nor is a password");
}

#[sqlx::test(migrations = "../migrations")]
async fn success_gives_back_what_was_charged(pool: PgPool) {
    let gate = Gate::of(&pool).await;
    for n in 0..50 {
        let attempt = Attempt { pin: Some(MARK), ..gate.someone(near(1), Some("29999000000018")) };
        let answer = gate.answer(attempt).await;
        let Answer::Admitted(charged) = answer else { panic!("sign-in {n}: {answer:?}") };
        succeeded(&gate.portal, attempt, charged).await.unwrap();
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn a_known_device_has_a_small_allowance_of_its_own(pool: PgPool) {
    let gate = Gate::of(&pool).await;
    let at = |device: u128, n: u32| Attempt {
        device: Some(Uuid::from_u128(device)),
        ..gate.someone(far(n), Some("29999000000018"))
    };
    for n in 0..5 {
        assert!(gate.admits(at(1, n)).await);
    }
    assert!(!gate.admits(at(1, 6)).await, "the sixth waits");
    assert!(gate.admits(at(2, 7)).await, "another device of theirs does not");
    assert!(gate.admits(gate.someone(far(8), Some("29999000000018"))).await, "nor does the card");
}

#[sqlx::test(migrations = "../migrations")]
async fn many_cards_tried_from_one_network_with_pins_are_refused_and_passwords_go_on(pool: PgPool) {
    let gate = Gate::of(&pool).await;
    let cards: Vec<String> = (0..60).map(|n| format!("2999900000{n:04}")).collect();
    let mut pins = 0;
    // Sixty clients of one /24, so that no client's own allowance ends.
    for (client, card) in (1..).zip(&cards) {
        let attempt = Attempt { pin: Some(MARK), ..gate.someone(near(client), Some(card)) };
        pins += u32::from(gate.admits(attempt).await);
    }
    assert_eq!(pins, 20);
    assert!(gate.admits(gate.someone(near(200), Some(&cards[59]))).await, "a password from the same network");
}

#[sqlx::test(migrations = "../migrations")]
async fn two_hundred_pins_from_outside_leave_pin_sign_in_open_at_the_librarys_own_computers(pool: PgPool) {
    let gate = Gate::of(&pool).await;
    let cards: Vec<String> = (0..200).map(|n| format!("2999900000{n:04}")).collect();
    let mut guesses = 0;
    for (n, card) in (0..).zip(&cards) {
        let attempt = Attempt { pin: Some(MARK), ..gate.someone(far(n), Some(card)) };
        guesses += u32::from(gate.admits(attempt).await);
    }
    assert_eq!(guesses, 100, "outside, PINs are stopped");
    let inside = Attempt { pin: Some(MARK), own_network: true, ..gate.someone(near(1), Some("29999000090000")) };
    assert!(gate.admits(inside).await);
    assert!(gate.admits(gate.someone(far(5_000), Some("29999000090000"))).await, "and passwords go on outside");
}

/// A PIN that is tried once.
fn own_pin(n: u8) -> [u8; 32] {
    [n; 32]
}

#[sqlx::test(migrations = "../migrations")]
async fn while_one_pin_is_sprayed_it_is_refused_and_others_go_on(pool: PgPool) {
    let gate = Gate::of(&pool).await;
    for n in 0..150 {
        gate.admits(Attempt { pin: Some(MARK), ..gate.someone(far(n), Some(&format!("2999900000{n:04}"))) }).await;
    }
    let another = gate.someone(far(5_000), Some("29999000090000"));
    assert_eq!(gate.answer(Attempt { pin: Some(MARK), ..another }).await, Answer::Card, "the one that is sprayed");
    for n in 0..50 {
        let number = format!("2999900009{n:04}");
        let owner = Attempt { pin: Some(own_pin(n)), ..gate.someone(far(6_000 + u32::from(n)), Some(&number)) };
        if n != MARK[0] {
            gate.succeeds(owner).await;
        }
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn guesses_with_another_pin_each_time_are_cut_off_as_well(pool: PgPool) {
    let gate = Gate::of(&pool).await;
    let mut guesses = 0;
    for n in 0..1_200_u32 {
        let mark = pin_mark(&gate.portal, &format!("{n:04}"));
        let number = format!("2999900000{n:04}");
        let attempt = Attempt { pin: Some(mark), ..gate.someone(far(n), Some(&number)) };
        guesses += u32::from(gate.admits(attempt).await);
    }
    assert_eq!(guesses, 1_100, "a hundred, and a thousand that are no part of a spray");
}

#[sqlx::test(migrations = "../migrations")]
async fn a_known_device_is_not_concerned_by_what_its_network_has_used_up(pool: PgPool) {
    let gate = Gate::of(&pool).await;
    let card = Some("29999000000018");
    while gate.admits(gate.someone(near(1), None)).await {}
    assert_eq!(gate.answer(gate.someone(near(1), card)).await, Answer::Client);
    gate.succeeds(Attempt { device: Some(Uuid::from_u128(5)), ..gate.someone(near(1), card) }).await;
}

#[sqlx::test(migrations = "../migrations")]
async fn guesses_that_cannot_be_a_pin_neither_close_pins_nor_slow_them_down(pool: PgPool) {
    let gate = Gate::of(&pool).await;
    let card = Some("29999000000018");
    for n in 0..48 {
        gate.admits(gate.someone(far(n), card)).await;
        gate.clock.advance(Duration::hours(1));
    }
    assert_eq!(gate.answer(gate.someone(far(99), card)).await, gate.answer(gate.someone(far(98), None)).await);
    assert_eq!(gate.answer(gate.someone(far(100), card)).await, Answer::Card, "passwords wait for one another");
    gate.succeeds(Attempt { pin: Some(MARK), ..gate.someone(far(101), card) }).await;
}

#[sqlx::test(migrations = "../migrations")]
async fn nobody_outside_closes_a_card_at_the_librarys_own_computers(pool: PgPool) {
    let gate = Gate::of(&pool).await;
    let card = Some("29999000000018");
    for n in 0..80 {
        for pin in [Some(MARK), None] {
            gate.admits(Attempt { pin, ..gate.someone(far(n), card) }).await;
        }
        gate.clock.advance(Duration::hours(1));
    }
    assert_eq!(gate.answer(Attempt { pin: Some(MARK), ..gate.someone(far(200), card) }).await, Answer::Card);
    for pin in [Some(MARK), None] {
        gate.succeeds(Attempt { pin, own_network: true, ..gate.someone(near(1), card) }).await;
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn the_owners_success_takes_away_the_owners_failures_and_no_attackers(pool: PgPool) {
    let gate = Gate::of(&pool).await;
    let card = Some("29999000000018");
    let at = |n: u32| Attempt { pin: Some(MARK), ..gate.someone(far(n), card) };
    for n in 0..2 {
        assert!(gate.admits(at(n)).await, "an attacker");
    }
    for _ in 0..2 {
        assert!(gate.admits(at(900)).await, "the owner mistypes");
    }
    gate.succeeds(at(900)).await;
    // Of the five free tries, two were the attacker's.
    let mut left = 0;
    while gate.admits(at(10 + left)).await {
        left += 1;
    }
    assert_eq!(left, 3);
    gate.clock.advance(Duration::seconds(30));
    gate.succeeds(at(900)).await;
    gate.succeeds(at(900)).await;
    assert!(gate.admits(at(50)).await, "the owner's success leaves no wait of its own");
    assert_eq!(gate.answer(at(51)).await, Answer::Card, "and the attacker's goes on where it was");
}

#[sqlx::test(migrations = "../migrations")]
async fn fifty_attempts_at_once_on_two_servers_have_one_allowance(pool: PgPool) {
    let gate = Gate::of(&pool).await;
    let other = Gate { house: gate.another_server().await, library: gate.library.clone() };
    let card = Some("29999000000018");
    let here = (0..25).map(|n| gate.someone(far(n), card)).collect();
    let there = (25..50).map(|n| other.someone(far(n), card)).collect();
    let (here, there) = tokio::join!(gate.admitted(here), other.admitted(there));
    assert_eq!(here + there, 5, "of one card");

    let here = (0..25).map(|_| gate.someone(near(1), None)).collect();
    let there = (0..25).map(|_| other.someone(near(1), None)).collect();
    let (here, there) = tokio::join!(gate.admitted(here), other.admitted(there));
    assert_eq!(here + there, 10, "of one client");
    other.portal.db.close().await;
}

#[sqlx::test(migrations = "../migrations")]
async fn fifty_cards_tried_at_once_count_fifty(pool: PgPool) {
    let gate = Gate::of(&pool).await;
    let cards: Vec<String> = (0..50).map(|n| format!("2999900000{n:04}")).collect();
    let attempts =
        (1..).zip(&cards).map(|(n, card)| Attempt { pin: Some(MARK), ..gate.someone(near(n), Some(card)) }).collect();
    assert_eq!(gate.admitted(attempts).await, 20);
    let counted: i32 =
        sqlx::query_scalar("SELECT day_count FROM throttle WHERE scope = 'spray'").fetch_one(&pool).await.unwrap();
    assert_eq!(counted, 50);
}

#[sqlx::test(migrations = "../migrations")]
async fn fifty_attempts_and_fifty_successes_for_one_card_at_once_all_come_to_an_end(pool: PgPool) {
    let gate = Gate::of(&pool).await;
    let attempt = |n: u32| Attempt { pin: Some(MARK), ..gate.someone(far(n), Some("29999000000018")) };
    assert!(gate.admits(attempt(1_000)).await, "so that every row is there");
    let guesses = futures::future::join_all((0..50).map(|n| admit(&gate.portal, attempt(n))));
    let all = Charged { whole: true, same: true, other: true };
    let owners = futures::future::join_all((0..50).map(|_| succeeded(&gate.portal, attempt(1_000), all)));

    let (guesses, owners) = tokio::join!(guesses, owners);
    // Postgres ends a deadlock by failing one of the two.
    for guess in guesses {
        guess.unwrap();
    }
    for owner in owners {
        owner.unwrap();
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn one_librarys_counters_are_not_anothers(pool: PgPool) {
    let gate = Gate::of(&pool).await;
    while gate.admits(gate.someone(near(1), None)).await {}
    let elsewhere = "canton".parse().unwrap();
    assert!(gate.admits(Attempt { library: &elsewhere, ..gate.someone(near(1), None) }).await);
}

#[sqlx::test(migrations = "../migrations")]
async fn the_counters_name_neither_card_nor_address(pool: PgPool) {
    let gate = Gate::of(&pool).await;
    let card = "29999000000018";
    gate.admits(Attempt { pin: Some(MARK), ..gate.someone(near(77), Some(card)) }).await;
    let (rows, shortest): (i64, i32) =
        sqlx::query_as("SELECT count(*), min(length(key)) FROM throttle WHERE scope <> 'spray-all'")
            .fetch_one(&pool)
            .await
            .unwrap();
    assert_eq!(
        (rows, shortest),
        (7, 32),
        "client, its network, card, card and client, PIN, pair and spray, each a keyed hash"
    );
    let told: i64 = sqlx::query_scalar(
        "SELECT count(*) FROM throttle t WHERE t::text LIKE '%' || $1 || '%' OR key = sha256($1::bytea)",
    )
    .bind(card)
    .fetch_one(&pool)
    .await
    .unwrap();
    assert_eq!(told, 0);
}

#[sqlx::test(migrations = "../migrations")]
async fn asking_for_links_and_signing_in_are_charged_apart(pool: PgPool) {
    let gate = Gate::of(&pool).await;
    let mut links = 0;
    for _ in 0..30 {
        links += u32::from(admit_link(&gate.portal, &gate.library, near(1), false).await.unwrap());
    }
    assert_eq!(links, 10);
    assert!(gate.admits(gate.someone(near(1), None)).await);
}

#[sqlx::test(migrations = "../migrations")]
async fn giving_the_secret_again_has_five_free_tries_and_then_waits(pool: PgPool) {
    let gate = Gate::of(&pool).await;
    let person = Uuid::from_u128(9);
    let again = async || admit_again(&gate.portal, &gate.library, person, async |_| Ok(())).await.unwrap().is_some();
    for _ in 0..5 {
        assert!(again().await);
    }
    assert!(!again().await);
    gate.clock.advance(Duration::seconds(30));
    assert!(again().await);
    let succeeds =
        async |lives| succeeded_again(&gate.portal, &gate.library, person, async |_| Ok(lives)).await.unwrap();
    assert!(!succeeds(false).await && !again().await, "whoever is signed out meanwhile has shown nothing");
    gate.clock.advance(Duration::hours(1));
    assert!(succeeds(true).await);
    for _ in 0..5 {
        assert!(again().await, "the count begins anew");
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn a_known_device_has_ten_pins_a_day_and_twenty_in_a_row(pool: PgPool) {
    let gate = Gate::of(&pool).await;
    let at = |n: u32| Attempt {
        pin: Some(MARK),
        device: Some(Uuid::from_u128(5)),
        ..gate.someone(far(n), Some("29999000000018"))
    };
    let mut by_day = [0; 3];
    for (day, admitted) in (0..).zip(&mut by_day) {
        for hour in 0..24 {
            *admitted += u32::from(gate.admits(at(day * 24 + hour)).await);
            gate.clock.advance(Duration::hours(1));
        }
    }
    assert_eq!(by_day, [10, 10, 0]);
    let password = Attempt { pin: None, ..at(900) };
    gate.succeeds(password).await;
    assert!(gate.admits(at(901)).await, "and success opens PINs again");
}

/// Someone holds the row of this counter, as an attempt does for a moment and a server that has died for longer.
async fn held(pool: &PgPool, scope: &str) -> sqlx::Transaction<'static, sqlx::Postgres> {
    let mut holder = pool.begin().await.unwrap();
    let rows = sqlx::query("SELECT 1 FROM throttle WHERE scope = $1 FOR UPDATE").bind(scope).fetch_all(&mut *holder);
    assert!(!rows.await.unwrap().is_empty(), "{scope}");
    holder
}

/// Does `work`, of which nothing may wait for a lock.
async fn at_once<T>(gate: &Gate, work: impl Future<Output = T>) -> T {
    tokio::select! {
        done = work => done,
        () = someone_waits(&gate.pool, 1) => panic!("it waits for a lock"),
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn a_refused_attempt_waits_for_no_lock(pool: PgPool) {
    let gate = Gate::of(&pool).await;
    let card = Some("29999000000018");
    for n in 0..5 {
        assert!(gate.admits(gate.someone(far(n), card)).await);
    }
    let holder = held(&pool, "card").await;
    for n in 5..25 {
        assert!(!at_once(&gate, gate.admits(gate.someone(far(n), card))).await, "the card is shut");
    }
    drop(holder);

    while gate.admits(gate.someone(near(1), None)).await {}
    let _holder = held(&pool, "client").await;
    assert!(!at_once(&gate, gate.admits(gate.someone(near(1), None))).await, "the client is over its allowance");
}

#[sqlx::test(migrations = "../migrations")]
async fn an_attempt_that_waits_too_long_is_refused_and_no_error(pool: PgPool) {
    let gate = Gate::of(&pool).await;
    let attempt = gate.someone(far(1), Some("29999000000018"));
    assert!(gate.admits(attempt).await);
    let holder = held(&pool, "card").await;
    // Only so that the test ends if it does wait for ever.
    let long = std::time::Duration::from_mins(5);
    let waited = tokio::time::timeout(long, gate.admits(gate.someone(far(2), Some("29999000000018")))).await;
    assert!(!waited.expect("it waits for ever"), "refused like any other");
    succeeded(&gate.portal, attempt, Charged::default()).await.unwrap();
    drop(holder);
    assert!(gate.admits(gate.someone(far(3), Some("29999000000018"))).await, "and nobody is shut out");
}

#[sqlx::test(migrations = "../migrations")]
async fn those_who_wait_leave_connections_for_others(pool: PgPool) {
    let gate = Gate::of(&pool).await;
    assert!(gate.admits(gate.someone(far(0), Some("29999000000018"))).await);
    let second = gate.another_server().await;
    let _holder = held(&second.pool, "card").await;
    let given_up = AtomicU32::new(0);
    let waiting = futures::future::join_all((1..40).map(|n| {
        let (gate, given_up) = (&gate, &given_up);
        async move {
            gate.admits(gate.someone(far(n), Some("29999000000018"))).await;
            given_up.fetch_add(1, Ordering::Relaxed);
        }
    }));
    tokio::select! {
        _ = waiting => panic!("nothing was held"),
        () = async {
            someone_waits(&second.pool, 1).await;
            for _ in 0..20 {
                gate.portal.db.ready().await.unwrap();
            }
            assert_eq!(given_up.load(Ordering::Relaxed), 0, "and none of those who wait made room for it");
        } => {}
    }
}
