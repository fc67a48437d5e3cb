//! Signing in at the desk, as those do who work there and those who do not.

use super::*;
use crate::{
    Portal,
    authority::Staff,
    clock::{Clock, SetClock},
    db::Scope,
    password::Hasher,
    record::testing::{now, portal},
};
use chrono::Duration;
use domain::{decision::Role, profile::Profile};
use secrecy::{ExposeSecret, SecretString};
use sqlx::PgPool;
use std::{net::Ipv4Addr, sync::Arc};

const PASSWORD: &str = "catalogue-drawer-7781";

struct Room {
    portal: Portal,
    clock: Arc<SetClock>,
    hasher: Hasher,
    profile: Profile,
}

impl Room {
    async fn open(pool: &PgPool) -> Self {
        let profile = Profile::parse("mansfield", include_str!("../../../libraries/mansfield.toml")).unwrap();
        crate::library::enter(pool, &profile).await.unwrap();
        let clock = Arc::new(SetClock::at(now()));
        let portal = Portal { clock: clock.clone(), ..portal(pool) };
        let room = Self { portal, clock, hasher: Hasher::for_tests(), profile };
        room.adds("wanda", Role::Desk).await;
        room
    }

    async fn adds(&self, login: &str, role: Role) -> Added {
        let new = NewAccount { login, name: "Wanda Okafor", role };
        add(&self.portal, &self.hasher, &self.profile, new, Some(PASSWORD.to_owned().into()), None).await.unwrap()
    }

    /// What the account's authenticator app shows now.
    async fn code(&self, login: &str) -> String {
        let mut tx = self.portal.db.begin(Scope::Library(&self.profile.slug)).await.unwrap();
        let (id, sealed): (uuid::Uuid, Vec<u8>) =
            sqlx::query_as("SELECT id, totp_sealed FROM staff_account WHERE library = 'mansfield' AND login = $1")
                .bind(login)
                .fetch_one(&mut *tx)
                .await
                .unwrap();
        let secret = totp::open(&self.portal.keys, &self.profile.slug, id, &sealed).unwrap();
        totp::code(&secret, self.clock.now()).unwrap()
    }

    async fn tries(&self, login: &str, password: &str, code: &str) -> StaffSignIn {
        let attempt = StaffAttempt {
            login,
            password: password.to_owned().into(),
            code: code.to_owned().into(),
            client: Ipv4Addr::new(198, 51, 100, 7).into(),
        };
        sign_in(&self.portal, &self.hasher, &self.profile, attempt).await.unwrap()
    }

    async fn opens(&self, login: &str, password: &str, code: &str) -> Option<SecretString> {
        match self.tries(login, password, code).await {
            StaffSignIn::Welcome(cookie) => Some(cookie),
            StaffSignIn::Refused => None,
            StaffSignIn::Busy { .. } => panic!("nobody else is here"),
        }
    }

    async fn who(&self, cookie: &SecretString) -> Option<Staff> {
        current(&self.portal, &self.profile.slug, cookie.expose_secret()).await.unwrap()
    }

    /// A later step, in which no code was used yet.
    fn later(&self) {
        self.clock.advance(Duration::seconds(60));
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn password_and_code_open_the_desk_and_neither_alone_does(pool: PgPool) {
    let room = Room::open(&pool).await;
    let code = room.code("wanda").await;
    assert!(room.opens("wanda", "catalogue-drawer-7782", &code).await.is_none());
    assert!(room.opens("wanda", PASSWORD, "").await.is_none());
    assert!(room.opens("nobody", PASSWORD, &code).await.is_none());
    let cookie = room.opens(" Wanda ", PASSWORD, &code).await.unwrap();
    let staff = room.who(&cookie).await.unwrap();
    assert_eq!(staff.role(), Role::Desk);
    assert!(current(&room.portal, &"canton".parse().unwrap(), cookie.expose_secret()).await.unwrap().is_none());
}

#[sqlx::test(migrations = "../migrations")]
async fn a_code_is_good_once_also_when_it_is_sent_fifty_times_at_once(pool: PgPool) {
    let room = Room::open(&pool).await;
    let code = room.code("wanda").await;
    let mut welcome = 0;
    // In fives: the throttle lets five through before it slows down.
    for attempt in futures::future::join_all((0..5).map(|_| room.tries("wanda", PASSWORD, &code))).await {
        welcome += usize::from(matches!(attempt, StaffSignIn::Welcome(_)));
    }
    assert_eq!(welcome, 1);
}

#[sqlx::test(migrations = "../migrations")]
async fn a_session_ends_by_itself_with_the_account_and_with_new_secrets(pool: PgPool) {
    let room = Room::open(&pool).await;
    let cookie = room.opens("wanda", PASSWORD, &room.code("wanda").await).await.unwrap();
    room.clock.advance(IDLE - Duration::seconds(1));
    assert!(room.who(&cookie).await.is_some(), "used in time");
    room.clock.advance(IDLE);
    assert!(room.who(&cookie).await.is_none(), "idle");

    room.later();
    let cookie = room.opens("wanda", PASSWORD, &room.code("wanda").await).await.unwrap();
    let again = reset(&room.portal, &room.hasher, &room.profile, "wanda", Some(PASSWORD.to_owned().into()), None).await;
    assert!(matches!(again.unwrap(), Added::Done(_)));
    assert!(room.who(&cookie).await.is_none(), "a second factor of its own for whoever signs in from now on");

    room.later();
    let cookie = room.opens("wanda", PASSWORD, &room.code("wanda").await).await.unwrap();
    assert!(end(&room.portal, &room.profile.slug, "wanda", None).await.unwrap());
    assert!(room.who(&cookie).await.is_none(), "ended");
    room.later();
    assert!(room.opens("wanda", PASSWORD, &room.code("wanda").await).await.is_none());
}

#[sqlx::test(migrations = "../migrations")]
async fn guessing_slows_down_for_a_name_that_exists_and_for_one_that_does_not(pool: PgPool) {
    let room = Room::open(&pool).await;
    for _ in 0..6 {
        assert!(room.opens("wanda", "wrong wrong wrong", "000000").await.is_none());
    }
    assert!(room.opens("wanda", PASSWORD, &room.code("wanda").await).await.is_none(), "five free tries are used up");
    room.clock.advance(Duration::minutes(5));
    assert!(room.opens("wanda", PASSWORD, &room.code("wanda").await).await.is_some(), "a wait, and no lock-out");
}

#[sqlx::test(migrations = "../migrations")]
async fn a_password_is_changed_with_the_present_one_and_ends_the_other_sessions(pool: PgPool) {
    let room = Room::open(&pool).await;
    let here = room.opens("wanda", PASSWORD, &room.code("wanda").await).await.unwrap();
    room.later();
    let elsewhere = room.opens("wanda", PASSWORD, &room.code("wanda").await).await.unwrap();
    let staff = room.who(&here).await.unwrap();
    let change = async |current: &str, new: &str| {
        let (current, new) = (current.to_owned().into(), new.to_owned().into());
        change_password(&room.portal, &room.hasher, &staff, current, new).await.unwrap()
    };
    assert!(matches!(change("not it at all, no", "marigold-lantern-5512").await, PasswordChange::WrongCurrent));
    assert!(matches!(change(PASSWORD, "too short").await, PasswordChange::Weak(_)));
    assert!(matches!(change(PASSWORD, "marigold-lantern-5512").await, PasswordChange::Done));
    assert!(room.who(&here).await.is_some());
    assert!(room.who(&elsewhere).await.is_none());
    room.later();
    assert!(room.opens("wanda", PASSWORD, &room.code("wanda").await).await.is_none());
}

#[sqlx::test(migrations = "../migrations")]
async fn a_patrons_transaction_sees_no_staff_account_and_the_database_holds_no_second_factor_in_clear(pool: PgPool) {
    let room = Room::open(&pool).await;
    let Added::Done(enrolled) = room.adds("ruth", Role::Director).await else { panic!("added") };
    assert!(enrolled.otpauth.expose_secret().starts_with("otpauth://totp/"));
    assert!(matches!(room.adds("ruth", Role::Director).await, Added::Taken));
    assert!(matches!(room.adds("Ruth!", Role::Director).await, Added::BadLogin));
    let person = domain::ids::PersonId(uuid::Uuid::from_u128(1));
    let mut tx = room.portal.db.begin(Scope::Person(&room.profile.slug, person)).await.unwrap();
    let seen: i64 = sqlx::query_scalar("SELECT count(*) FROM staff_account").fetch_one(&mut *tx).await.unwrap();
    assert_eq!(seen, 0);
}
