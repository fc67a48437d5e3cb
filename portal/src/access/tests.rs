//! SECURITY.md, "Signing in", in the sentences of those who use the portal and of those who attack it.

use super::*;
use crate::{
    Result,
    authority::{LinkShown, Patron},
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

mod asked;
mod guessing;
mod in_system;
mod leave;
mod links;
mod others;

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
        let holder = match shown {
            LinkShown::Live(holder) => holder,
            LinkShown::Used(_) => return Chosen::Before,
            LinkShown::Dead => return Chosen::Refused,
        };
        let choosing = Choosing { new, at_desk: false, client: far(77), lang: Lang::En, site: SITE };
        choose_by_link(&self.portal, &self.hasher, &holder, choosing).await.unwrap()
    }

    async fn live(&self, token: &str) -> bool {
        link_or_code_shown(&self.portal, &self.profile, token, far(77)).await.unwrap().live().is_some()
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
        "the refusal of an unknown card is in no patron's activity"
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
