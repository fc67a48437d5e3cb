//! SECURITY.md, "Sessions": begun under a new id, ended on time, never anybody else's.

use super::*;
use crate::{
    access::{self, Attempt, Change, Changed, SignIn, change_secret, report_card_lost},
    db::Scope,
    keys::digest,
    testing::{House, SITE},
};
use domain::{age::Young, profile::Profile, words::Lang};
use sqlx::PgPool;
use std::{ops::Deref, sync::Arc};
use tower_sessions::{SessionStore, session::Id};

const SECRET: &str = "violet-harbour-7781";

/// Two libraries, and one patron of each, with the same card number and the same password.
struct Desk {
    house: House,
    mansfield: Arc<Profile>,
    canton: Arc<Profile>,
    card: String,
}

impl Deref for Desk {
    type Target = House;

    fn deref(&self) -> &House {
        &self.house
    }
}

impl Desk {
    async fn open(pool: &PgPool) -> Self {
        let house = House::at("mansfield").when("2026-11-23T17:00:00Z").open(pool).await;
        let canton = house.beside("canton").await;
        let card = house.somebody().card().password(SECRET).add().await.card;
        assert_eq!(canton.somebody().card().password(SECRET).add().await.card, card);
        Self { mansfield: house.profile.clone(), canton: canton.profile, house, card }
    }

    /// What a request with this cookie works with.
    fn at(&self, profile: &Profile, cookie: Option<Id>) -> Session {
        let store = PgSessionStore::new(self.portal.clone(), profile.slug.clone());
        Session::with(cookie, store)
    }

    /// Gives the right card number and password; the answer is not yet on its way, so the session is not yet kept.
    async fn signs_in(&self, session: &Session, shared: bool) {
        let attempt = Attempt {
            card_number: &self.card,
            secret: SECRET.to_owned().into(),
            client: "198.51.100.200".parse().unwrap(),
            device: None,
            mark: None,
            shared,
            device_label: Some("Firefox, Windows".into()),
            lang: Lang::En,
            site: SITE,
        };
        let answer = access::sign_in(&self.portal, &self.hasher, &self.mansfield, session, attempt).await.unwrap();
        assert!(matches!(answer, SignIn::Welcome { .. }), "{answer:?}");
    }

    /// The cookie of someone who has signed in at Mansfield.
    async fn signed_in(&self, shared: bool) -> Id {
        let session = self.at(&self.mansfield, None);
        self.signs_in(&session, shared).await;
        session.save().await.unwrap();
        session.id().unwrap()
    }

    async fn whose(&self, cookie: Id) -> Option<Current> {
        current(&self.at(&self.mansfield, Some(cookie)), &self.mansfield).await.unwrap()
    }

    async fn patron(&self, cookie: Id) -> Patron {
        self.whose(cookie).await.unwrap().patron
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn an_id_planted_before_signing_in_opens_nothing_after_it(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let planted = Id(4_711);
    let session = desk.at(&desk.mansfield, Some(planted));
    desk.signs_in(&session, true).await;
    session.save().await.unwrap();
    let given = session.id().unwrap();
    assert_ne!(given, planted);
    assert!(desk.whose(planted).await.is_none());
    assert!(desk.whose(given).await.is_some());
}

#[sqlx::test(migrations = "../migrations")]
async fn signing_in_again_ends_the_id_of_before(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let before = desk.signed_in(true).await;
    let session = desk.at(&desk.mansfield, Some(before));
    desk.signs_in(&session, true).await;
    session.save().await.unwrap();
    assert_ne!(session.id(), Some(before));
    assert!(desk.whose(before).await.is_none());
    assert_eq!(desk.count("session").await, 1);
}

#[sqlx::test(migrations = "../migrations")]
async fn a_cookie_is_refused_after_signing_out(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let cookie = desk.signed_in(true).await;
    let session = desk.at(&desk.mansfield, Some(cookie));
    let patron = current(&session, &desk.mansfield).await.unwrap().unwrap().patron;
    crate::access::sign_out(&desk.portal, &patron, &session).await.unwrap();
    assert!(desk.whose(cookie).await.is_none());

    // A request that was on its way meanwhile brings nothing back.
    let late = desk.at(&desk.mansfield, Some(cookie));
    late.save().await.unwrap();
    assert!(desk.whose(cookie).await.is_none());
    assert_eq!(desk.count("session").await, 0);
    assert_eq!(desk.count("ledger_event WHERE action = 'signed-out'").await, 1);
}

#[sqlx::test(migrations = "../migrations")]
async fn the_table_holds_no_cookie(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let cookie = desk.signed_in(true).await;
    let bytes = cookie.0.to_le_bytes();
    let (kept, row): (Vec<u8>, String) =
        sqlx::query_as("SELECT secret_hash, s::text FROM session s").fetch_one(&pool).await.unwrap();
    assert_eq!(kept, digest(&bytes));
    for form in [cookie.to_string(), cookie.0.to_string(), hex::encode(bytes)] {
        assert!(!row.contains(&form));
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn an_idle_session_ends_on_time_and_not_before(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    for (shared, minutes) in [(true, 6), (false, 30)] {
        let left_alone = desk.signed_in(shared).await;
        desk.clock.advance(Duration::minutes(minutes) - Duration::milliseconds(1));
        assert!(desk.whose(left_alone).await.is_some(), "shared {shared}: a moment before");
        let left_alone = desk.signed_in(shared).await;
        desk.clock.advance(Duration::minutes(minutes));
        assert!(desk.whose(left_alone).await.is_none(), "shared {shared}: on time");
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn a_session_in_use_ends_on_time_all_the_same(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    for (shared, hours) in [(true, 1), (false, 12)] {
        let cookie = desk.signed_in(shared).await;
        let end = desk.now() + Duration::hours(hours);
        while desk.now() + Duration::minutes(5) < end {
            desk.clock.advance(Duration::minutes(5));
            assert!(desk.whose(cookie).await.is_some(), "shared {shared}: in use");
        }
        desk.clock.advance(end - desk.now() - Duration::milliseconds(1));
        assert!(desk.whose(cookie).await.is_some(), "shared {shared}: a moment before");
        desk.clock.advance(Duration::milliseconds(1));
        assert!(desk.whose(cookie).await.is_none(), "shared {shared}: on time");
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn a_session_is_written_at_most_every_half_minute(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let cookie = desk.signed_in(true).await;
    let seen = async || {
        let at: DateTime<Utc> = sqlx::query_scalar("SELECT last_seen_at FROM session").fetch_one(&pool).await.unwrap();
        at
    };
    let begun = seen().await;
    desk.clock.advance(Duration::seconds(29));
    desk.whose(cookie).await.unwrap();
    assert_eq!(seen().await, begun);
    desk.clock.advance(Duration::seconds(1));
    desk.whose(cookie).await.unwrap();
    assert_eq!(seen().await, begun + Duration::seconds(30));
}

#[sqlx::test(migrations = "../migrations")]
async fn one_librarys_cookie_opens_nothing_at_another(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let cookie = desk.signed_in(true).await;
    let canton = PgSessionStore::new(desk.portal.clone(), desk.canton.slug.clone());
    assert!(canton.load(&cookie).await.unwrap().is_none());
    canton.delete(&cookie).await.unwrap();
    assert!(desk.whose(cookie).await.is_some(), "nor does it end anything there");

    // Even a session that was loaded here signs nobody in there.
    let session = desk.at(&desk.mansfield, Some(cookie));
    assert!(current(&session, &desk.canton).await.unwrap().is_none());

    // And beneath the store, row-level security: no WHERE, and still nothing.
    let mut tx = desk.portal.db.begin(Scope::Library(&desk.canton.slug)).await.unwrap();
    let seen: i64 = sqlx::query_scalar("SELECT count(*) FROM session").fetch_one(&mut *tx).await.unwrap();
    assert_eq!(seen, 0);
}

#[sqlx::test(migrations = "../migrations")]
async fn nothing_is_kept_of_someone_who_has_not_signed_in(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let session = desk.at(&desk.mansfield, None);
    session.0.insert("basket", "something").await.unwrap();
    session.save().await.unwrap();
    assert_eq!(desk.count("session").await, 0);
}

#[sqlx::test(migrations = "../migrations")]
async fn a_patron_sees_their_sessions_and_ends_one_or_all(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let first = desk.signed_in(false).await;
    desk.clock.advance(Duration::minutes(1));
    let second = desk.signed_in(true).await;
    let me = desk.patron(second).await;
    let lines = crate::access::sessions(&desk.portal, &me).await.unwrap();
    let told: Vec<_> = lines.iter().map(|line| (line.shared, line.current)).collect();
    assert_eq!(told, [(true, true), (false, false)]);
    assert_eq!(lines[0].device.as_deref(), Some("Firefox, Windows"));

    assert!(
        !crate::access::end_session(&desk.portal, &me, Uuid::from_u128(0xbad)).await.unwrap(),
        "a name of no session"
    );
    assert!(crate::access::end_session(&desk.portal, &me, lines[1].id).await.unwrap());
    assert!(desk.whose(first).await.is_none());
    assert!(desk.whose(second).await.is_some());

    let third = desk.signed_in(false).await;
    assert!(desk.count("known_device").await > 0);
    crate::access::end_all_sessions(&desk.portal, &me).await.unwrap();
    assert!(desk.whose(second).await.is_none() && desk.whose(third).await.is_none());
    assert_eq!(desk.count("known_device").await, 0);
    assert_eq!(desk.count("ledger_event WHERE action IN ('session-ended', 'signed-out-everywhere')").await, 2);
}

#[sqlx::test(migrations = "../migrations")]
async fn nobody_ends_the_session_of_another(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let cookie = desk.signed_in(true).await;
    let victim = desk.patron(cookie).await.session();
    let now = desk.now();
    for stranger in [
        Patron::new(desk.mansfield.clone(), PersonId(Uuid::from_u128(99)), Uuid::from_u128(1), now),
        Patron::new(desk.canton.clone(), PersonId(Uuid::from_u128(2)), Uuid::from_u128(1), now),
    ] {
        assert!(!crate::access::end_session(&desk.portal, &stranger, victim).await.unwrap());
        assert!(crate::access::sessions(&desk.portal, &stranger).await.unwrap().is_empty());
    }
    assert!(desk.whose(cookie).await.is_some());
}

#[sqlx::test(migrations = "../migrations")]
async fn signing_in_while_the_secret_is_changed_or_the_card_is_reported_lost_begins_no_session(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let owner = desk.signed_in(true).await;

    // Someone gives the old password; before the answer is on its way the owner chooses another.
    let someone = desk.at(&desk.mansfield, None);
    desk.signs_in(&someone, true).await;
    desk.clock.advance(Duration::seconds(1));
    let session = desk.at(&desk.mansfield, Some(owner));
    let patron = current(&session, &desk.mansfield).await.unwrap().unwrap().patron;
    let change = Change {
        current: SECRET.to_owned().into(),
        new: "marigold-lantern-55".to_owned().into(),
        lang: Lang::En,
        site: SITE,
    };
    let changed = change_secret(&desk.portal, &desk.hasher, &patron, &session, change).await.unwrap();
    assert!(matches!(changed, Changed::Done), "{changed:?}");
    session.save().await.unwrap();
    someone.save().await.unwrap();
    assert!(desk.whose(someone.id().unwrap()).await.is_none());
    let owner = session.id().unwrap();
    assert!(desk.whose(owner).await.is_some(), "the owner goes on, under a new id");

    // The same with a card that is reported lost.
    sqlx::query("UPDATE credential SET hash = $1")
        .bind(desk.hasher.hash_here(SECRET, &[2; 16]).unwrap())
        .execute(&pool)
        .await
        .unwrap();
    let someone = desk.at(&desk.mansfield, None);
    desk.signs_in(&someone, true).await;
    report_card_lost(&desk.portal, &desk.patron(owner).await, Lang::En, SITE).await.unwrap();
    someone.save().await.unwrap();
    assert!(desk.whose(someone.id().unwrap()).await.is_none());
    assert_eq!(desk.count("session").await, 0);
}

#[sqlx::test(migrations = "../migrations")]
async fn a_session_that_another_version_wrote_signs_nobody_in(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let session = desk.signed_in(false).await;
    assert!(desk.whose(session).await.is_some());
    for data in ["data - 'secret_set_at'", "'7'", "'{}'", "'{\"library\": 5}'"] {
        sqlx::query(sqlx::AssertSqlSafe(format!("UPDATE session SET data = {data}"))).execute(&pool).await.unwrap();
        assert!(desk.whose(session).await.is_none(), "{data}");
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn a_session_says_from_the_record_how_a_minor_is_spoken_to_and_keeps_no_date_of_birth(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let cookie = desk.signed_in(false).await;
    let today = desk.portal.today(&desk.mansfield);
    let people = [
        ("NULL", None),
        ("'2020-05-06'", Some(Young::Child)),
        ("'2010-05-06'", Some(Young::Teenager)),
        ("'1988-04-02'", None),
    ];
    for (born, young) in people {
        let sql = format!("UPDATE person SET date_of_birth = {born}");
        sqlx::query(sqlx::AssertSqlSafe(sql)).execute(&pool).await.unwrap();
        assert_eq!(desk.patron(cookie).await.young(today), young, "{born}");
        // What was read is written again.
        let session = desk.at(&desk.mansfield, Some(cookie));
        current(&session, &desk.mansfield).await.unwrap();
        session.save().await.unwrap();
        let row: String = sqlx::query_scalar("SELECT s::text FROM session s").fetch_one(&pool).await.unwrap();
        assert!(born == "NULL" || !row.contains(born.trim_matches('\'')), "{row}");
    }
}
