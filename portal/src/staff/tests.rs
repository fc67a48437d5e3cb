//! Signing in at the desk, as those do who work there and those who do not.

use super::*;
use crate::{
    authority::{Keeper, Staff},
    db::Scope,
    testing::{House, KEY, someone_waits},
};
use chrono::Duration;
use domain::decision::Role;
use secrecy::{ExposeSecret, SecretString};
use sqlx::PgPool;
use std::{
    net::Ipv4Addr,
    ops::{Deref, DerefMut},
};

const PASSWORD: &str = "catalogue-drawer-7781";

struct Room(House);

impl Deref for Room {
    type Target = House;

    fn deref(&self) -> &House {
        &self.0
    }
}

impl DerefMut for Room {
    fn deref_mut(&mut self) -> &mut House {
        &mut self.0
    }
}

impl Room {
    async fn open(pool: &PgPool) -> Self {
        let room = Self(House::at("mansfield").open(pool).await);
        room.adds("wanda", Role::Desk).await;
        room
    }

    fn keeper(&self) -> Keeper {
        self.operator().into()
    }

    async fn adds(&self, login: &str, role: Role) -> Added {
        let new = NewAccount { login, name: "Wanda Okafor", role };
        add(&self.portal, &self.hasher, &self.keeper(), new, Some(PASSWORD.to_owned().into())).await.unwrap()
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
        let secret = self.portal.keys.open(totp::place(&self.profile.slug, id), &sealed).unwrap().value;
        totp::code(&secret, self.now()).unwrap()
    }

    async fn tries(&self, login: &str, password: &str, code: &str) -> StaffSignIn {
        self.tries_at(Ipv4Addr::new(198, 51, 100, 7), login, password, code).await
    }

    async fn tries_at(&self, client: Ipv4Addr, login: &str, password: &str, code: &str) -> StaffSignIn {
        let attempt = StaffAttempt {
            login,
            password: password.to_owned().into(),
            code: code.to_owned().into(),
            client: client.into(),
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

    async fn at_desk(&self, cookie: &SecretString) -> Option<Current> {
        current(&self.portal, &self.profile, cookie.expose_secret(), Kept::Longer).await.unwrap()
    }

    async fn who(&self, cookie: &SecretString) -> Option<Staff> {
        self.at_desk(cookie).await.map(|current| current.staff)
    }

    /// The account as a running transaction changes it: anyone who writes it now waits until that is over.
    async fn changing(&self, change: &'static str) -> sqlx::Transaction<'static, sqlx::Postgres> {
        let mut tx = self.pool.begin().await.unwrap();
        sqlx::raw_sql(change).execute(&mut *tx).await.unwrap();
        tx
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
    let canton = room.beside("canton").await.profile;
    assert!(current(&room.portal, &canton, cookie.expose_secret(), Kept::Longer).await.unwrap().is_none());
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
    let again = reset(&room.portal, &room.hasher, &room.keeper(), "wanda", Some(PASSWORD.to_owned().into())).await;
    assert!(matches!(again.unwrap(), Added::Done(_)));
    assert!(room.who(&cookie).await.is_none(), "a second factor of its own for whoever signs in from now on");

    room.later();
    let cookie = room.opens("wanda", PASSWORD, &room.code("wanda").await).await.unwrap();
    assert_eq!(end(&room.portal, &room.keeper(), "wanda").await.unwrap(), Ended::Done);
    assert!(room.who(&cookie).await.is_none(), "ended");
    room.later();
    assert!(room.opens("wanda", PASSWORD, &room.code("wanda").await).await.is_none());
}

#[sqlx::test(migrations = "../migrations")]
async fn a_session_knows_how_long_it_lasts_up_to_the_end_of_the_day(pool: PgPool) {
    let room = Room::open(&pool).await;
    let cookie = room.opens("wanda", PASSWORD, &room.code("wanda").await).await.unwrap();
    assert_eq!(room.at_desk(&cookie).await.unwrap().left, IDLE);
    let used_every = Duration::minutes(10);
    for _ in 0..53 {
        room.clock.advance(used_every);
        assert_eq!(room.at_desk(&cookie).await.unwrap().left, IDLE.min(WHOLE - used_since(&room)));
    }
    room.clock.advance(used_every);
    assert!(room.who(&cookie).await.is_none(), "nine hours, however busy");
}

/// How long ago the room was opened.
fn used_since(room: &Room) -> Duration {
    room.now() - room.opened()
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

/// Mansfield's own network, and addresses all over the Internet.
const INSIDE: Ipv4Addr = Ipv4Addr::new(192, 0, 2, 5);

#[sqlx::test(migrations = "../migrations")]
async fn nobody_outside_keeps_the_desk_from_signing_in(pool: PgPool) {
    let room = Room::open(&pool).await;
    for n in 0..13 {
        room.clock.advance(Duration::hours(1));
        room.tries_at(Ipv4Addr::new(198, 51, n, 7), "wanda", "wrong wrong wrong", "000000").await;
    }
    let code = room.code("wanda").await;
    let outside = room.tries_at(Ipv4Addr::new(198, 51, 99, 7), "wanda", PASSWORD, &code).await;
    assert!(matches!(outside, StaffSignIn::Refused), "outside the name is shut");
    let inside = room.tries_at(INSIDE, "wanda", PASSWORD, &code).await;
    assert!(matches!(inside, StaffSignIn::Welcome(_)), "the desk's own network is not concerned");
    room.later();
    let code = room.code("wanda").await;
    let outside = room.tries_at(Ipv4Addr::new(198, 51, 99, 7), "wanda", PASSWORD, &code).await;
    assert!(matches!(outside, StaffSignIn::Refused), "nor does its success open the name outside to more guesses");
}

#[sqlx::test(migrations = "../migrations")]
async fn guessing_in_the_librarys_own_network_slows_down_as_well(pool: PgPool) {
    let room = Room::open(&pool).await;
    for _ in 0..6 {
        room.tries_at(INSIDE, "wanda", "wrong wrong wrong", "000000").await;
    }
    let tried = room.tries_at(INSIDE, "wanda", PASSWORD, &room.code("wanda").await).await;
    assert!(matches!(tried, StaffSignIn::Refused));
}

#[sqlx::test(migrations = "../migrations")]
async fn a_login_that_no_account_can_have_is_refused_like_any_other(pool: PgPool) {
    let room = Room::open(&pool).await;
    let long = "w".repeat(300);
    for login in ["wan\0da", "", " ", "wanda own", "'; --", long.as_str()] {
        let code = room.code("wanda").await;
        assert!(room.opens(login, PASSWORD, &code).await.is_none(), "{login:?}");
        room.clock.advance(Duration::hours(2));
    }
    let lines: i64 = sqlx::query_scalar("SELECT count(*) FROM ledger_event WHERE action = 'staff-sign-in-refused'")
        .fetch_one(&pool)
        .await
        .unwrap();
    assert_eq!(lines, 6, "with the same work");
    assert!(room.opens("wanda", PASSWORD, &room.code("wanda").await).await.is_some(), "and it is nobody else's count");
}

const OTHER_SECRETS: &str = "UPDATE staff_account SET secret_set_at = secret_set_at + interval '1 second'";

#[sqlx::test(migrations = "../migrations")]
async fn a_sign_in_that_is_running_does_not_outlive_new_secrets(pool: PgPool) {
    let room = Room::open(&pool).await;
    let code = room.code("wanda").await;
    let reset = room.changing(OTHER_SECRETS).await;
    let (signed_in, ()) = tokio::join!(room.opens("wanda", PASSWORD, &code), async {
        someone_waits(&room.pool, 1).await;
        reset.commit().await.unwrap();
    });
    assert!(signed_in.is_none(), "its password was read before, and is checked against what holds now");
}

#[sqlx::test(migrations = "../migrations")]
async fn a_change_of_password_that_is_running_does_not_outlive_new_secrets_or_its_session(pool: PgPool) {
    let room = Room::open(&pool).await;
    let cookie = room.opens("wanda", PASSWORD, &room.code("wanda").await).await.unwrap();
    let staff = room.who(&cookie).await.unwrap();
    let new = "marigold-lantern-5512";
    let change = async || {
        let (current, new) = (PASSWORD.to_owned().into(), new.to_owned().into());
        change_password(&room.portal, &room.hasher, &staff, current, new).await.unwrap()
    };
    let reset = room.changing(OTHER_SECRETS).await;
    let (changed, ()) = tokio::join!(change(), async {
        someone_waits(&room.pool, 1).await;
        reset.commit().await.unwrap();
    });
    assert!(matches!(changed, PasswordChange::WrongCurrent), "what was given meanwhile stays");

    sign_out(&room.portal, &staff).await.unwrap();
    assert!(matches!(change().await, PasswordChange::WrongCurrent), "a session that has ended changes nothing");
    room.later();
    assert!(room.opens("wanda", PASSWORD, &room.code("wanda").await).await.is_some(), "the password is the old one");
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
    let person = crate::ids::PersonId(uuid::Uuid::from_u128(1));
    let mut tx = room.portal.db.begin(Scope::Patron(&room.profile.slug, person)).await.unwrap();
    let seen: i64 = sqlx::query_scalar("SELECT count(*) FROM staff_account").fetch_one(&mut *tx).await.unwrap();
    assert_eq!(seen, 0);
}

#[sqlx::test(migrations = "../migrations")]
async fn after_a_change_of_keys_everybody_still_signs_in_and_the_former_key_can_go(pool: PgPool) {
    let mut room = Room::open(&pool).await;
    room.adds("omar", Role::Director).await;
    let keys = |byte: u8| crate::keys::Keys::new(vec![byte; 32].into());
    // The room's own key is the former one from now on.
    room.portal.keys = keys(9).after(KEY.to_vec().into());
    let code = room.code("wanda").await;
    assert!(room.opens("wanda", PASSWORD, &code).await.is_some(), "before anything is sealed anew");

    let resealed = reseal(&room.portal, &room.operator()).await.unwrap();
    assert_eq!(resealed, Resealed { anew: 2, lost: Vec::new() });
    assert_eq!(reseal(&room.portal, &room.operator()).await.unwrap(), Resealed::default(), "again");

    room.portal.keys = keys(9);
    let code = room.code("omar").await;
    assert!(room.opens("omar", PASSWORD, &code).await.is_some(), "without the former key");
    room.portal.keys = keys(8);
    let lost = reseal(&room.portal, &room.operator()).await.unwrap().lost;
    assert_eq!(lost, ["omar", "wanda"], "who needs a reset is named");
}

#[sqlx::test(migrations = "../migrations")]
async fn a_second_factor_that_no_key_opens_lets_nobody_in(pool: PgPool) {
    let mut room = Room::open(&pool).await;
    room.portal.keys = crate::keys::Keys::new(vec![8; 32].into());
    let guessed = totp::code(&[0; 20], room.now()).unwrap();
    assert!(room.opens("wanda", PASSWORD, &guessed).await.is_none(), "the code of no secret");
}

#[sqlx::test(migrations = "../migrations")]
async fn the_last_keeper_of_the_accounts_is_ended_by_nobody(pool: PgPool) {
    let room = Room::open(&pool).await;
    room.adds("ruth", Role::Director).await;
    room.adds("omar", Role::Administrator).await;
    let ends = async |login: &str| end(&room.portal, &room.keeper(), login).await.unwrap();
    // Each of the two ends the other, at once.
    let (one, other) = tokio::join!(ends("ruth"), ends("omar"));
    let mut ended = [one, other];
    ended.sort_by_key(|ended| *ended == Ended::LastKeeper);
    assert_eq!(ended, [Ended::Done, Ended::LastKeeper]);
    let left = if one == Ended::LastKeeper { "ruth" } else { "omar" };
    assert_eq!(ends(left).await, Ended::LastKeeper, "nor by themself");
    assert_eq!(ends("wanda").await, Ended::Done, "who keeps none");
    room.adds("ines", Role::Director).await;
    assert_eq!(ends(left).await, Ended::Done, "once there is another");
}

#[sqlx::test(migrations = "../migrations")]
async fn a_form_for_an_account_that_is_sent_twice_makes_one_and_shows_its_password_twice(pool: PgPool) {
    let room = Room::open(&pool).await;
    let by = crate::authority::Reauthenticated::new(room.keeper());
    let form = room.portal.entropy.uuid();
    let new = NewAccount { login: "nora", name: "Nora Quinn", role: Role::Desk };
    let shown = |added: Added| match added {
        Added::Done(made) => (made.password.expose_secret().to_owned(), made.otpauth.expose_secret().to_owned()),
        other => panic!("{other:?}"),
    };
    let add = async |form| add_by_form(&room.portal, &room.hasher, &by, new, form).await.unwrap();
    let first = shown(add(form).await);
    assert_eq!(shown(add(form).await), first);
    assert!(matches!(add(room.portal.entropy.uuid()).await, Added::Taken), "another form is another wish");
    assert_eq!(
        room.count("ledger_event WHERE action = 'staff-account-added' AND detail ->> 'account_role' = 'desk'").await,
        2
    );
    assert_eq!(room.count("staff_account WHERE login = 'nora'").await, 1);

    let reset = async |form| reset_by_form(&room.portal, &room.hasher, &by, "nora", form).await.unwrap();
    let again = room.portal.entropy.uuid();
    let second = shown(reset(again).await);
    assert_ne!(second, first);
    assert_eq!(shown(reset(again).await), second);
    assert_eq!(room.count("ledger_event WHERE action = 'staff-account-changed'").await, 1);
    assert!(matches!(reset_by_form(&room.portal, &room.hasher, &by, "nobody", again).await.unwrap(), Added::Unknown));
    room.clock.advance(Duration::minutes(3));
    assert!(matches!(add(form).await, Added::Taken), "a form that is kept shows no password later");
}

#[sqlx::test(migrations = "../migrations")]
async fn only_a_keeper_with_their_own_password_makes_accounts(pool: PgPool) {
    let room = Room::open(&pool).await;
    room.employs("dora", "D", Role::Director).await;
    let given = |text: &str| SecretString::from(text.to_owned());
    let confirm =
        async |staff: &Staff, text: &str| confirm_keeper(&room.portal, &room.hasher, staff, given(text)).await.unwrap();
    assert!(matches!(confirm(&room.clerk(Role::Desk), PASSWORD).await, KeeperConfirmed::NotYours));
    room.adds("olga", Role::Director).await;
    let code = room.code("olga").await;
    let olga = room.who(&room.opens("olga", PASSWORD, &code).await.unwrap()).await.unwrap();
    assert!(matches!(confirm(&olga, "something else entirely").await, KeeperConfirmed::No));
    assert!(matches!(confirm(&olga, PASSWORD).await, KeeperConfirmed::Yes(_)));
    room.run("DELETE FROM staff_session").await;
    assert!(matches!(confirm(&olga, PASSWORD).await, KeeperConfirmed::No), "the session has ended meanwhile");
}
