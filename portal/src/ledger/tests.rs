//! The ledger under writers, sealers and attackers.

use super::{verify::verify_signed, *};
use crate::{authority::Patron, db::Scope, testing::House};
use chrono::{Duration, TimeZone};
use domain::ledger::proof::{self, Bundle, Doubt};
use sqlx::PgPool;
use std::{collections::BTreeSet, ops::Deref};
use tokio::sync::Barrier;

struct Bench {
    house: House,
    library: LibrarySlug,
}

impl Deref for Bench {
    type Target = House;

    fn deref(&self) -> &House {
        &self.house
    }
}

const ANA: PersonId = PersonId(Uuid::from_u128(1));
const BEN: PersonId = PersonId(Uuid::from_u128(2));

async fn bench(pool: PgPool) -> Bench {
    let house = House::at("mansfield").open(&pool).await;
    house.beside("canton").await;
    Bench { library: house.slug().clone(), house }
}

impl Bench {
    async fn write(&self, library: &LibrarySlug, person: PersonId, action: Action) -> Uuid {
        let mut tx = self.portal.db.begin(Scope::Patron(library, person)).await.unwrap();
        let id = self.write_in(&mut tx, library, person, action).await;
        tx.commit().await.unwrap();
        id
    }

    async fn write_in(&self, tx: &mut Tx, library: &LibrarySlug, person: PersonId, action: Action) -> Uuid {
        let event = Event {
            classes: &[Class::Identity, Class::Fees],
            fields: &["person.surname"],
            rules: &["S1"],
            purpose: Some("own record"),
            detail: serde_json::json!({"count": 3, "ratio": 0.1, "nested": {"b": 1, "a": [null, "ñ\"\\"]}}),
            ..Event::new(library, self.portal.clock.now(), Some(person), action, (ActorKind::Patron, Some(person.0)))
        };
        append(tx, &*self.portal.entropy, event).await.unwrap()
    }

    /// `n` events, sealed.
    async fn sealed(&self, n: usize) -> Vec<Uuid> {
        let mut ids = Vec::new();
        for _ in 0..n {
            ids.push(self.write(&self.library, ANA, Action::Viewed).await);
        }
        assert_eq!(seal(&self.portal, 1000).await.unwrap(), n);
        ids
    }

    /// Does `sql` as the superuser, past foreign keys and triggers, as someone who owns the machine can.
    async fn tamper(&self, sql: &str) {
        let mut tx = self.pool.begin().await.unwrap();
        sqlx::raw_sql("SET LOCAL session_replication_role = replica").execute(&mut *tx).await.unwrap();
        sqlx::raw_sql(sqlx::AssertSqlSafe(sql.to_owned())).execute(&mut *tx).await.unwrap();
        tx.commit().await.unwrap();
    }

    async fn verified(&self) -> Verified {
        verify(&self.portal, &self.library).await.unwrap()
    }

    async fn broken(&self) -> Option<Broken> {
        self.verified().await.broken
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn an_untouched_ledger_is_whole(pool: PgPool) {
    let bench = bench(pool).await;
    assert_eq!(bench.verified().await.to_string(), "mansfield: whole, 0 links");
    bench.sealed(5).await;
    bench.write(&bench.library, ANA, Action::Exported).await;
    let verified = bench.verified().await;
    assert_eq!((verified.broken, verified.links, verified.waiting), (None, 5, 1));
    assert_eq!(verified.waiting_since, Some(bench.portal.clock.now()));
    let report = verify_all(&bench.portal).await.unwrap();
    assert!(report.whole());
    let digest = hex::encode(verified.head.unwrap());
    assert_eq!(
        report.to_string(),
        format!(
            "canton: whole, 0 links\nmansfield: whole, 5 links, newest whole digest {digest}, 1 waiting to be sealed \
             since 2026-11-23T12:00:00Z\n"
        )
    );
}

#[sqlx::test(migrations = "../migrations")]
async fn a_change_to_any_column_of_an_event_is_named(pool: PgPool) {
    let bench = bench(pool).await;
    let ids = bench.sealed(5).await;
    let event = ids[2];
    for (change, back) in [
        ("at = at + interval '1 microsecond'", "at = at - interval '1 microsecond'"),
        ("subject_id = NULL", "subject_id = '00000000-0000-0000-0000-000000000001'"),
        ("action = 'exported'", "action = 'viewed'"),
        ("actor_kind = 'staff'", "actor_kind = 'patron'"),
        ("actor_id = NULL", "actor_id = '00000000-0000-0000-0000-000000000001'"),
        ("via = 'desk'", "via = 'portal'"),
        ("classes = '{identity}'", "classes = '{identity,fees}'"),
        ("classes = '{fees,identity}'", "classes = '{identity,fees}'"),
        ("fields = '{}'", "fields = '{person.surname}'"),
        ("rules = '{{S1}}'", "rules = '{S1}'"),
        ("purpose = NULL", "purpose = 'own record'"),
        ("detail = jsonb_set(detail, '{count}', '4')", "detail = jsonb_set(detail, '{count}', '3')"),
        ("detail = jsonb_set(detail, '{ratio}', '0.10')", "detail = jsonb_set(detail, '{ratio}', '0.1')"),
    ] {
        bench.tamper(&format!("UPDATE ledger_event SET {change} WHERE id = '{event}'")).await;
        let verified = bench.verified().await;
        assert_eq!(verified.broken, Some(Broken::ChangedEvent { seq: 3, event }), "{change}");
        assert_eq!(verified.links, 2, "{change}");
        assert!(verified.to_string().contains(&format!("event {event} was changed after link 3 sealed it")));
        bench.tamper(&format!("UPDATE ledger_event SET {back} WHERE id = '{event}'")).await;
        assert_eq!(bench.broken().await, None, "{back}");
    }
    bench.tamper(&format!("UPDATE ledger_event SET at = 'infinity' WHERE id = '{event}'")).await;
    assert_eq!(bench.broken().await, Some(Broken::ChangedEvent { seq: 3, event }));
}

#[sqlx::test(migrations = "../migrations")]
async fn what_is_taken_away_put_in_or_swapped_is_named(pool: PgPool) {
    let bench = bench(pool).await;
    let ids = bench.sealed(6).await;
    let [one, two, three] = [ids[0], ids[1], ids[2]];

    bench
        .tamper("CREATE TABLE kept AS SELECT * FROM ledger_link; CREATE TABLE kept_event AS SELECT * FROM ledger_event")
        .await;
    let restore = "DELETE FROM ledger_link; INSERT INTO ledger_link SELECT * FROM kept; DELETE FROM ledger_unsealed;
                   DELETE FROM ledger_event; INSERT INTO ledger_event OVERRIDING SYSTEM VALUE SELECT * FROM kept_event";
    for (what, sql, expected) in [
        ("an event deleted", format!("DELETE FROM ledger_event WHERE id = '{two}'"), Broken::MissingEvent { seq: Some(2), event: two }),
        ("a link deleted", "DELETE FROM ledger_link WHERE seq = 3".into(), Broken::MissingLink { seq: 3 }),
        ("the first link deleted", "DELETE FROM ledger_link WHERE seq = 1".into(), Broken::MissingLink { seq: 1 }),
        ("an event and its link deleted", format!("DELETE FROM ledger_link WHERE seq = 2; DELETE FROM ledger_event WHERE id = '{two}'"), Broken::MissingLink { seq: 2 }),
        (
            "an event and its link deleted and the rest counted anew",
            format!("DELETE FROM ledger_link WHERE seq = 2; DELETE FROM ledger_event WHERE id = '{two}';
                     UPDATE ledger_link SET seq = -seq WHERE seq > 2; UPDATE ledger_link SET seq = -seq - 1 WHERE seq < 0"),
            Broken::WrongPrevious { seq: 2, event: three },
        ),
        (
            "two events swapped",
            format!("UPDATE ledger_event SET id = '{ANA}' WHERE id = '{one}'; UPDATE ledger_event SET id = '{one}' WHERE id = '{two}';
                     UPDATE ledger_event SET id = '{two}' WHERE id = '{ANA}'"),
            Broken::ChangedEvent { seq: 1, event: one },
        ),
        (
            "two links swapped",
            "UPDATE ledger_link SET seq = -1 WHERE seq = 4; UPDATE ledger_link SET seq = 4 WHERE seq = 5;
             UPDATE ledger_link SET seq = 5 WHERE seq = -1".into(),
            Broken::WrongPrevious { seq: 4, event: ids[4] },
        ),
        ("a link's previous digest changed", "UPDATE ledger_link SET previous = digest WHERE seq = 4".into(), Broken::WrongPrevious { seq: 4, event: ids[3] }),
        ("a link's digest changed", "UPDATE ledger_link SET digest = previous WHERE seq = 4".into(), Broken::ChangedEvent { seq: 4, event: ids[3] }),
        ("a link's form changed", "UPDATE ledger_link SET version = 2 WHERE seq = 4".into(), Broken::UnknownForm { seq: 4, form: 2 }),
        ("a link before the first", "UPDATE ledger_link SET seq = 0 WHERE seq = 6".into(), Broken::MissingLink { seq: 1 }),
        ("the newest link cut off", "DELETE FROM ledger_link WHERE seq = 6".into(), Broken::NotInChain { event: ids[5], position: 6, older: false }),
        (
            "an event slipped in past the chain",
            format!("INSERT INTO ledger_event (library, id, position, at, action, actor_kind, via) OVERRIDING SYSTEM VALUE
                     VALUES ('mansfield', '{BEN}', 0, now(), 'viewed', 'staff', 'desk')"),
            Broken::NotInChain { event: BEN.0, position: 0, older: true },
        ),
        (
            "an event that waits taken away",
            format!("INSERT INTO ledger_unsealed VALUES ('mansfield', 99, '{BEN}')"),
            Broken::MissingEvent { seq: None, event: BEN.0 },
        ),
    ] {
        bench.tamper(&sql).await;
        assert_eq!(bench.broken().await, Some(expected), "{what}");
        assert!(!verify_all(&bench.portal).await.unwrap().whole(), "{what}");
        bench.tamper(restore).await;
        assert_eq!(bench.broken().await, None, "{what}, undone");
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn no_runtime_role_can_change_or_delete_an_event_or_link_or_hide_one_from_the_sealer(pool: PgPool) {
    let bench = bench(pool).await;
    bench.sealed(1).await;
    bench.write(&bench.library, ANA, Action::Viewed).await;
    let library = &bench.library;
    for (scope, tables) in [
        (Scope::Library(library), &["ledger_event", "ledger_link", "ledger_unsealed"][..]),
        (Scope::Patron(library, ANA), &["ledger_event", "ledger_link", "ledger_unsealed"]),
        (Scope::Worker, &["ledger_event", "ledger_link"]),
    ] {
        for table in tables {
            for sql in [
                format!("UPDATE {table} SET library = library"),
                format!("DELETE FROM {table}"),
                format!("TRUNCATE {table} CASCADE"),
            ] {
                let mut tx = bench.portal.db.begin(scope).await.unwrap();
                let refused = sqlx::raw_sql(sqlx::AssertSqlSafe(sql.clone())).execute(&mut *tx).await.unwrap_err();
                assert!(refused.to_string().contains("permission denied"), "{scope:?} {sql}: {refused}");
            }
        }
    }
    for sql in [
        "INSERT INTO ledger_link SELECT library, seq + 1, event_id, previous, digest, sealed_at FROM ledger_link",
        "INSERT INTO ledger_unsealed VALUES ('mansfield', 1, gen_random_uuid())",
    ] {
        let mut tx = bench.portal.db.begin(Scope::Library(library)).await.unwrap();
        let refused = sqlx::query(sql).execute(&mut *tx).await.unwrap_err();
        assert!(refused.to_string().contains("permission denied"), "{sql}: {refused}");
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn a_patron_cannot_write_or_read_an_event_about_another(pool: PgPool) {
    let bench = bench(pool).await;
    bench.write(&bench.library, BEN, Action::SignedIn).await;
    let mut tx = bench.portal.db.begin(Scope::Patron(&bench.library, ANA)).await.unwrap();
    let seen = activity(&mut tx, &bench.library, BEN, PageOf::FIRST, &Filter::default()).await.unwrap();
    assert_eq!(seen.total, 0);
    let event =
        Event::new(&bench.library, bench.portal.clock.now(), Some(BEN), Action::Viewed, (ActorKind::Staff, None));
    let refused = append(&mut tx, &*bench.portal.entropy, event).await.unwrap_err();
    assert!(format!("{refused:?}").contains("row-level security"), "{refused:?}");
}

#[sqlx::test(migrations = "../migrations")]
async fn a_slow_transaction_is_sealed_after_quicker_ones_and_never_forgotten(pool: PgPool) {
    let bench = bench(pool).await;
    let mut slow = bench.portal.db.begin(Scope::Patron(&bench.library, ANA)).await.unwrap();
    bench.write_in(&mut slow, &bench.library, ANA, Action::Exported).await;
    bench.write(&bench.library, BEN, Action::SignedIn).await;
    assert_eq!(seal(&bench.portal, 1000).await.unwrap(), 1);
    assert_eq!(bench.broken().await, None);
    slow.commit().await.unwrap();
    assert_eq!((bench.broken().await, bench.verified().await.waiting), (None, 1));
    assert_eq!(seal(&bench.portal, 1000).await.unwrap(), 1);
    assert_eq!((bench.broken().await, bench.verified().await.links), (None, 2));
}

#[sqlx::test(migrations = "../migrations")]
async fn an_event_that_is_rolled_back_leaves_no_gap(pool: PgPool) {
    let bench = bench(pool).await;
    bench.sealed(1).await;
    let mut undone = bench.portal.db.begin(Scope::Patron(&bench.library, ANA)).await.unwrap();
    bench.write_in(&mut undone, &bench.library, ANA, Action::Exported).await;
    drop(undone);
    bench.sealed(1).await;
    let verified = bench.verified().await;
    assert_eq!((verified.broken, verified.links, verified.waiting), (None, 2, 0));
}

#[sqlx::test(migrations = "../migrations")]
async fn many_writers_and_two_sealers_make_one_unbroken_chain_a_library(pool: PgPool) {
    let bench = bench(pool).await;
    let canton: LibrarySlug = "canton".parse().unwrap();
    let writing = async {
        let writers = (0..4).flat_map(|_| [&bench.library, &canton]).map(|library| {
            let bench = &bench;
            async move {
                for _ in 0..25 {
                    bench.write(library, ANA, Action::Viewed).await;
                }
            }
        });
        futures::future::join_all(writers).await;
    };
    // Anyone who has sealed something waits until the other has too.
    let both_have = Barrier::new(2);
    let sealing = || async {
        let mut sealed = 0;
        while sealed == 0 {
            sealed = seal(&bench.portal, 7).await.unwrap();
        }
        both_have.wait().await;
        while sealed_in_all(&bench.pool).await < 200 {
            sealed += seal(&bench.portal, 7).await.unwrap();
        }
        sealed
    };
    let ((), one, other) = tokio::join!(writing, sealing(), sealing());
    assert_eq!(one + other, 200, "no event sealed twice");
    assert!(one > 0 && other > 0, "both worked: {one}, {other}");
    let report = verify_all(&bench.portal).await.unwrap();
    assert!(report.whole(), "{report}");
    assert_eq!(report.0.iter().map(|verified| verified.links).collect::<Vec<_>>(), [100, 100]);
}

async fn sealed_in_all(pool: &PgPool) -> i64 {
    sqlx::query_scalar("SELECT count(*) FROM ledger_link").fetch_one(pool).await.unwrap()
}

#[sqlx::test(migrations = "../migrations")]
async fn a_sealer_leaves_a_library_to_the_one_that_is_sealing_it(pool: PgPool) {
    let bench = bench(pool).await;
    bench.write(&bench.library, ANA, Action::Viewed).await;
    let mut other = bench.portal.db.begin(Scope::Worker).await.unwrap();
    sqlx::query("SELECT pg_advisory_xact_lock(1279607879, hashtext('mansfield'))").execute(&mut *other).await.unwrap();
    assert_eq!(seal(&bench.portal, 10).await.unwrap(), 0);
    // Its end is waited for: a transaction that is dropped ends a moment later.
    other.commit().await.unwrap();
    assert_eq!(seal(&bench.portal, 10).await.unwrap(), 1);
}

#[sqlx::test(migrations = "../migrations")]
async fn erasing_a_person_leaves_the_chain_whole(pool: PgPool) {
    let bench = bench(pool).await;
    assert_eq!(bench.somebody().surname("Núñez").add().await.id, ANA);
    bench.sealed(3).await;
    let mut tx = bench.portal.db.begin(Scope::Library(&bench.library)).await.unwrap();
    let erased =
        sqlx::query("DELETE FROM person WHERE library = 'mansfield' AND id = $1").bind(ANA.0).execute(&mut *tx);
    assert_eq!(erased.await.unwrap().rows_affected(), 1);
    tx.commit().await.unwrap();
    bench.sealed(1).await;
    let verified = bench.verified().await;
    assert_eq!((verified.broken, verified.links), (None, 4));
}

#[sqlx::test(migrations = "../migrations")]
async fn a_chain_longer_than_a_page_is_walked_to_its_end(pool: PgPool) {
    let bench = bench(pool).await;
    sqlx::query(
        "INSERT INTO ledger_event (library, id, at, action, actor_kind, via) \
         SELECT 'mansfield', gen_random_uuid(), now(), 'viewed', 'patron', 'portal' FROM generate_series(1, 4500)",
    )
    .execute(&bench.pool)
    .await
    .unwrap();
    while seal(&bench.portal, 1000).await.unwrap() > 0 {}
    assert_eq!(bench.verified().await.links, 4500);
    bench
        .tamper("UPDATE ledger_event e SET via = 'desk' FROM ledger_link l WHERE l.event_id = e.id AND l.seq = 4321")
        .await;
    assert!(matches!(bench.broken().await, Some(Broken::ChangedEvent { seq: 4321, .. })));
}

#[sqlx::test(migrations = "../migrations")]
async fn a_patron_reads_every_event_newest_first_and_by_kind(pool: PgPool) {
    let bench = bench(pool).await;
    let start = bench.portal.clock.now();
    for action in [Action::SignedIn, Action::Viewed, Action::Exported, Action::SignedOut, Action::SignedIn] {
        bench.write(&bench.library, ANA, action).await;
        bench.clock.advance(Duration::minutes(1));
    }
    bench.write(&bench.library, BEN, Action::SignedIn).await;
    bench.write(&"canton".parse().unwrap(), ANA, Action::SignedIn).await;
    sqlx::query(
        "INSERT INTO ledger_event (library, id, at, subject_id, action, actor_kind, via, classes) \
         VALUES ('mansfield', gen_random_uuid(), $1, $2, 'beamed-up', 'robot', 'portal', '{fees,moods}')",
    )
    .bind(bench.portal.clock.now())
    .bind(ANA.0)
    .execute(&bench.pool)
    .await
    .unwrap();

    let mut tx = bench.portal.db.begin(Scope::Patron(&bench.library, ANA)).await.unwrap();
    let read = async |tx: &mut Tx, number, size, filter: Filter| {
        activity(tx, &bench.library, ANA, PageOf { number, size }, &filter).await.unwrap()
    };
    let page = read(&mut tx, 1, 4, Filter::default()).await;
    assert_eq!((page.total, page.pages, page.number, page.lines.len()), (6, 2, 1, 4));
    let newest = &page.lines[0];
    assert_eq!(newest.action, Coded::Unknown("beamed-up".into()), "an event of a newer version is not left out");
    assert_eq!(newest.actor, Coded::Unknown("robot".into()));
    assert_eq!(newest.classes, [Coded::Known(Class::Fees), Coded::Unknown("moods".into())]);
    assert_eq!(page.lines[1].action.known(), Some(Action::SignedIn));
    assert_eq!(page.lines[2].action.known(), Some(Action::SignedOut));

    let page = read(&mut tx, 2, 4, Filter::default()).await;
    let line = page.lines.last().unwrap();
    assert_eq!((page.lines.len(), line.at, line.action.known()), (2, start, Some(Action::SignedIn)));
    assert_eq!(line.actor.known(), Some(ActorKind::Patron));
    assert_eq!(
        (line.via.as_str(), line.rules.as_slice(), line.purpose.as_deref()),
        ("portal", &["S1".to_owned()][..], Some("own record"))
    );
    assert_eq!(line.fields, ["person.surname"]);
    assert_eq!(read(&mut tx, 9, 4, Filter::default()).await.lines, []);

    let signed_in = Filter { actions: vec![Action::SignedIn, Action::SignedOut], ..Filter::default() };
    assert_eq!(read(&mut tx, 1, 25, signed_in).await.total, 3);
    let between = Filter {
        from: Some(start + Duration::minutes(1)),
        until: Some(start + Duration::minutes(3)),
        ..Filter::default()
    };
    let actions: Vec<_> = read(&mut tx, 1, 25, between).await.lines.iter().map(|line| line.action.known()).collect();
    assert_eq!(actions, [Some(Action::Exported), Some(Action::Viewed)]);
    for (without, left) in [(OwnActs::None, 6), (OwnActs::Visits, 2), (OwnActs::All, 1)] {
        assert_eq!(read(&mut tx, 1, 25, Filter { without, ..Filter::default() }).await.total, left, "{without:?}");
    }
    let odd = read(&mut tx, 0, 0, Filter::default()).await;
    assert_eq!((odd.number, odd.lines.len(), odd.pages), (1, 1, 6), "a page of nonsense is the nearest real one");
}

#[sqlx::test(migrations = "../migrations")]
async fn a_chain_whose_tail_is_cut_off_is_whole_in_itself_and_not_against_a_kept_head(pool: PgPool) {
    let bench = bench(pool).await;
    bench.sealed(4).await;
    let early = heads(&bench.portal).await.unwrap();
    bench.sealed(6).await;
    let kept = [early.clone(), heads(&bench.portal).await.unwrap()].concat();
    assert_eq!(
        kept.iter().map(|head| (head.library.as_str(), head.seq)).collect::<Vec<_>>(),
        [("mansfield", 4), ("mansfield", 10)]
    );
    let against = async |kept: &[Head]| verify_against(&bench.portal, &bench.library, kept, &[]).await.unwrap().broken;
    assert_eq!(against(&kept).await, None);
    bench.sealed(1).await;
    assert_eq!(against(&kept).await, None, "a chain that has grown is the same chain");

    bench
        .tamper(
            "DELETE FROM ledger_event e USING ledger_link l WHERE l.event_id = e.id AND l.seq > 5;
             DELETE FROM ledger_link WHERE seq > 5; DELETE FROM ledger_line WHERE seq > 5;
             DELETE FROM ledger_node WHERE number >= 8",
        )
        .await;
    assert_eq!(bench.broken().await, None, "the chain itself does not show it");
    assert_eq!(against(&early).await, None, "nor does a head from before");
    let at = bench.portal.clock.now();
    assert_eq!(against(&kept).await, Some(Broken::ShorterThanKept { seq: 10, at }));
    let said = verify_against(&bench.portal, &bench.library, &kept, &[]).await.unwrap().to_string();
    assert!(said.contains("link 10, kept elsewhere on 2026-11-23, is gone: the chain was cut off"), "{said}");

    // Emptied altogether.
    bench
        .tamper("DELETE FROM ledger_event; DELETE FROM ledger_link; DELETE FROM ledger_line; DELETE FROM ledger_node")
        .await;
    assert_eq!(bench.broken().await, None);
    assert_eq!(against(&kept).await, Some(Broken::ShorterThanKept { seq: 4, at }));
}

#[sqlx::test(migrations = "../migrations")]
async fn a_chain_rewritten_to_its_end_is_whole_in_itself_and_not_against_a_kept_head(pool: PgPool) {
    let bench = bench(pool).await;
    let ids = bench.sealed(6).await;
    let kept = heads(&bench.portal).await.unwrap();
    // Anyone who owns the database changes an event and seals everything anew.
    let third = ids[2];
    bench
        .tamper(&format!(
            "UPDATE ledger_event SET action = 'exported' WHERE id = '{third}';
             INSERT INTO ledger_unsealed SELECT library, position, id FROM ledger_event;
             DELETE FROM ledger_link; DELETE FROM ledger_line; DELETE FROM ledger_node"
        ))
        .await;
    assert_eq!(seal(&bench.portal, 100).await.unwrap(), 6);
    assert_eq!(bench.broken().await, None, "the chain itself does not show it");
    let verified = verify_against(&bench.portal, &bench.library, &kept, &[]).await.unwrap();
    assert_eq!(verified.broken, Some(Broken::NotAsKept { seq: 6, at: bench.portal.clock.now() }));
    assert!(verified.to_string().contains("the chain was rewritten"), "{verified}");
}

#[test]
fn a_kept_head_reads_back_and_a_line_that_cannot_be_read_is_named() {
    let head = Head {
        library: "mansfield".parse().unwrap(),
        seq: 12,
        digest: [0xab; 32],
        at: Utc.with_ymd_and_hms(2026, 11, 23, 12, 0, 0).unwrap(),
    };
    let line = format!("mansfield 12 {} 2026-11-23T12:00:00Z", "ab".repeat(32));
    assert_eq!(head.to_string(), line);
    assert_eq!(read_heads(&format!("{line}\n\n{line}")).unwrap(), [head.clone(), head]);
    for bad in ["mansfield 12", &line.replace("ab", "xy"), &line[..line.len() - 3], &format!("{line} {line}")] {
        assert_eq!(read_heads(&format!("{line}\n{bad}\n")), Err(NoHead(2)), "{bad}");
    }
}

/// A patron who is signed in, of whom only the ledger knows.
fn signed_in(bench: &Bench, person: PersonId) -> Patron {
    Patron::new(bench.profile.clone(), person, Uuid::from_u128(9), bench.portal.clock.now())
}

async fn proved(bench: &Bench, person: PersonId) -> Option<Bundle> {
    super::proof(&bench.portal, &signed_in(bench, person)).await.unwrap()
}

fn key(bench: &Bench) -> String {
    verifier(&bench.portal, &bench.library)
}

#[sqlx::test(migrations = "../migrations")]
async fn a_patron_is_proved_their_own_lines_and_no_others(pool: PgPool) {
    let bench = bench(pool).await;
    assert_eq!(proved(&bench, ANA).await, None, "nothing has happened yet");
    for person in [ANA, BEN, ANA, ANA, BEN] {
        bench.write(&bench.library, person, Action::Viewed).await;
    }
    assert_eq!(proved(&bench, ANA).await, None, "nothing is sealed yet");
    seal(&bench.portal, 100).await.unwrap();
    bench.write(&bench.library, ANA, Action::Exported).await;
    let bundle = proved(&bench, ANA).await.unwrap();
    let head = bundle.check(&key(&bench)).unwrap();
    assert_eq!((head.size, head.lines, bundle.waiting), (5, Some(3), 1));
    assert_eq!(bundle.lines.iter().map(|(place, _)| *place).collect::<Vec<_>>(), [0, 2, 3]);
    let text = bundle.write();
    assert!(!text.contains(&BEN.0.to_string()), "{text}");
    assert!(text.contains(&ANA.0.to_string()), "her own number stands in her own lines");
    // Who did it is withheld: a salted sum stands in its place, another one in each line.
    let actors: BTreeSet<String> = bundle.lines.iter().map(|(_, line)| element(line, 10)).collect();
    assert_eq!(actors.len(), 3, "{actors:?}");
    // The line as the next proof has it: the tree has grown, the line has not changed.
    seal(&bench.portal, 100).await.unwrap();
    let later = proved(&bench, ANA).await.unwrap();
    assert_eq!(later.lines[..3], bundle.lines);
    assert_eq!(later.check(&key(&bench)).unwrap().lines, Some(4));
    assert_eq!(bench.verified().await.lines, 6);
}

fn element(line: &str, at: usize) -> String {
    let line: serde_json::Value = serde_json::from_str(line).unwrap();
    line[at].as_str().unwrap().to_owned()
}

#[sqlx::test(migrations = "../migrations")]
async fn what_may_not_be_told_yet_leaves_no_gap_and_is_proved_once_it_is_told(pool: PgPool) {
    let bench = bench(pool).await;
    let process = Uuid::from_u128(77);
    bench.write(&bench.library, ANA, Action::Viewed).await;
    let mut tx = bench.portal.db.begin(Scope::Worker).await.unwrap();
    let event = Event {
        detail: serde_json::json!({ "process": process }),
        ..Event::new(&bench.library, bench.portal.clock.now(), Some(ANA), Action::Disclosed, (ActorKind::System, None))
    };
    append(&mut tx, &*bench.portal.entropy, event).await.unwrap();
    tx.commit().await.unwrap();
    bench.write(&bench.library, ANA, Action::Viewed).await;
    seal(&bench.portal, 100).await.unwrap();
    let bundle = proved(&bench, ANA).await.unwrap();
    assert_eq!(bundle.check(&key(&bench)).unwrap().lines, Some(2), "numbered 1 and 2");
    assert_eq!(bundle.lines.iter().map(|(place, _)| *place).collect::<Vec<_>>(), [0, 2]);
    assert!(!bundle.write().contains("process"));
    bench
        .tamper(&format!(
            "INSERT INTO process_told (library, person_id, process_id, since) \
             VALUES ('mansfield', '{}', '{process}', now())",
            ANA.0
        ))
        .await;
    let bundle = proved(&bench, ANA).await.unwrap();
    assert_eq!(bundle.lines.len(), 3);
    assert_eq!(bundle.check(&key(&bench)).unwrap().lines, Some(2));
}

#[sqlx::test(migrations = "../migrations")]
async fn links_that_were_sealed_before_there_was_a_tree_come_into_it(pool: PgPool) {
    let bench = bench(pool).await;
    bench.sealed(7).await;
    bench.tamper("DELETE FROM ledger_line; DELETE FROM ledger_node").await;
    let verified = bench.verified().await;
    assert_eq!((verified.links, verified.lines, verified.broken), (7, 0, None));
    assert!(verified.to_string().contains("7 links not in the tree yet"), "{verified}");
    for entered in [3, 3, 1, 0] {
        assert_eq!(seal(&bench.portal, 3).await.unwrap(), entered);
    }
    assert_eq!(bench.verified().await.lines, 7);
    assert_eq!(proved(&bench, ANA).await.unwrap().check(&key(&bench)).unwrap().lines, Some(7));
}

#[sqlx::test(migrations = "../migrations")]
async fn whoever_kept_a_receipt_finds_out_that_the_ledger_was_cut_off_or_rewritten_to_its_end(pool: PgPool) {
    let bench = bench(pool).await;
    let ids = bench.sealed(6).await;
    let receipt = proved(&bench, ANA).await.unwrap().receipt;
    let kept = proof::Head::signed(&receipt, &key(&bench)).unwrap();
    let found = async || {
        let verified = verify_signed(&bench.portal, &bench.library, std::slice::from_ref(&kept)).await.unwrap().broken;
        let grown = growth(&bench.portal, &bench.library, kept.size).await.unwrap();
        let by_receipt = match grown {
            None => Err(Doubt::Shorter),
            Some(grown) => proof::Head::signed(&grown.note, &key(&bench)).unwrap().contains(&kept, &grown.proof),
        };
        (verified, by_receipt)
    };
    assert_eq!(found().await, (None, Ok(())));
    bench.sealed(5).await;
    assert_eq!(found().await, (None, Ok(())), "what has grown contains it");

    // The owner of the database changes a line and makes everything anew, as many lines as before.
    let whole = "INSERT INTO ledger_unsealed SELECT library, position, id FROM ledger_event;
                 DELETE FROM ledger_link; DELETE FROM ledger_line; DELETE FROM ledger_node";
    bench.tamper(&format!("UPDATE ledger_event SET action = 'exported' WHERE id = '{}'; {whole}", ids[2])).await;
    assert_eq!(seal(&bench.portal, 100).await.unwrap(), 11);
    assert_eq!(bench.broken().await, None, "in itself it is whole");
    assert_eq!(found().await, (Some(Broken::NotAsSigned { seq: 6 }), Err(Doubt::Rewritten)));

    // And cuts the end off, and makes that anew.
    bench.tamper(&format!("DELETE FROM ledger_event WHERE id <> '{}'; {whole}", ids[0])).await;
    assert_eq!(seal(&bench.portal, 100).await.unwrap(), 1);
    assert_eq!(bench.broken().await, None, "in itself it is whole");
    assert_eq!(found().await, (Some(Broken::ShorterThanSigned { seq: 6 }), Err(Doubt::Shorter)));
}

#[sqlx::test(migrations = "../migrations")]
async fn a_changed_line_node_or_salt_of_the_tree_is_named(pool: PgPool) {
    let bench = bench(pool).await;
    bench.sealed(6).await;
    for (change, found) in [
        ("UPDATE ledger_line SET number = 9 WHERE seq = 2", Broken::OtherLine { seq: 2 }),
        ("UPDATE ledger_line SET salt = decode(repeat('00', 32), 'hex') WHERE seq = 4", Broken::OtherLine { seq: 4 }),
        // The node above the first two lines.
        (
            "UPDATE ledger_node SET hash = decode(repeat('00', 32), 'hex') WHERE number = 2",
            Broken::OtherLine { seq: 2 },
        ),
        ("DELETE FROM ledger_line WHERE seq = 3", Broken::MissingLine { seq: 3 }),
        ("DELETE FROM ledger_line WHERE seq > 4", Broken::MissingLine { seq: 5 }),
    ] {
        let before = "CREATE TABLE IF NOT EXISTS line AS TABLE ledger_line; CREATE TABLE IF NOT EXISTS node AS TABLE ledger_node;";
        bench.tamper(&format!("{before} {change}")).await;
        assert_eq!(bench.broken().await, Some(found), "{change}");
        let back = "DELETE FROM ledger_line; DELETE FROM ledger_node; \
                    INSERT INTO ledger_line TABLE line; INSERT INTO ledger_node TABLE node";
        bench.tamper(back).await;
    }
    assert_eq!(bench.broken().await, None);
}

#[sqlx::test(migrations = "../migrations")]
async fn another_deployments_key_signs_nothing_of_this_library(pool: PgPool) {
    let bench = bench(pool).await;
    bench.sealed(2).await;
    let note = head(&bench.portal, &bench.library).await.unwrap().unwrap();
    assert!(note.starts_with("patron-privacy-portal/mansfield\n2\n"), "{note}");
    let canton = "canton".parse().unwrap();
    assert_eq!(proof::Head::signed(&note, &verifier(&bench.portal, &canton)), Err(Doubt::OtherLedger));
    assert_eq!(head(&bench.portal, &canton).await.unwrap(), None, "nothing has happened there");
    assert_eq!(growth(&bench.portal, &bench.library, 3).await.unwrap(), None, "it never had so many");
    assert_eq!(growth(&bench.portal, &bench.library, 0).await.unwrap(), None);
}

#[sqlx::test(migrations = "../migrations")]
async fn a_witness_signs_what_contains_what_it_has_signed_and_nothing_else(pool: PgPool) {
    let bench = bench(pool).await;
    let ids = bench.sealed(4).await;
    assert_eq!(new_witness(&*bench.portal.entropy, "a name"), None);
    let (own, public) = new_witness(&*bench.portal.entropy, "state-library.example/witness").unwrap();
    let library = key(&bench);
    let ask = async |from| growth(&bench.portal, &bench.library, from).await.unwrap().unwrap().write();
    let first = witness(&ask(4).await, None, &library, &own).unwrap();
    assert_eq!(first.lines().filter(|line| line.starts_with('\u{2014}')).count(), 2, "{first}");
    assert_eq!(proof::Head::signed(&first, &library).unwrap().size, 4);
    assert_eq!(proof::Head::signed(&first, &public), Err(Doubt::OtherLedger), "a witness is not the library");
    bench.sealed(3).await;
    let second = witness(&ask(4).await, Some(&first), &library, &own).unwrap();
    assert_eq!(proof::Head::signed(&second, &library).unwrap().size, 7);
    let elsewhere = witness(&ask(2).await, Some(&second), &library, &own);
    assert_eq!(elsewhere, Err(NotWitnessed::FromElsewhere { asked: 2, seen: 7 }));
    assert_eq!(witness("old", Some(&second), &library, &own), Err(NotWitnessed::Doubt(Doubt::Unreadable)));
    assert_eq!(witness(&ask(7).await, Some(&second), &library, "x"), Err(NotWitnessed::Key));
    let canton = verifier(&bench.portal, &"canton".parse().unwrap());
    assert_eq!(witness(&ask(7).await, None, &canton, &own), Err(NotWitnessed::Doubt(Doubt::OtherLedger)));

    let whole = "INSERT INTO ledger_unsealed SELECT library, position, id FROM ledger_event;
                 DELETE FROM ledger_link; DELETE FROM ledger_line; DELETE FROM ledger_node";
    bench.tamper(&format!("UPDATE ledger_event SET action = 'exported' WHERE id = '{}'; {whole}", ids[1])).await;
    assert_eq!(seal(&bench.portal, 100).await.unwrap(), 7);
    assert_eq!(witness(&ask(7).await, Some(&second), &library, &own), Err(NotWitnessed::Doubt(Doubt::Rewritten)));
}
