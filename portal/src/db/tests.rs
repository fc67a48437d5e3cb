use super::{Db, OneReader, Scope};
use crate::{
    entropy::{Entropy, SystemEntropy},
    ids::PersonId,
    testing::{Sent, listening},
};
use domain::ids::LibrarySlug;
use futures::poll;
use sqlx::{
    PgPool,
    postgres::{PgConnectOptions, PgPoolOptions},
};
use uuid::Uuid;

fn elm() -> LibrarySlug {
    "elm".parse().unwrap()
}

const ANA: PersonId = PersonId(Uuid::from_u128(1));

async fn two_people(pool: &PgPool) {
    sqlx::raw_sql(
        "INSERT INTO library VALUES ('elm', 'Elm'); \
         INSERT INTO person (library, id, source, sourced_at) \
         SELECT 'elm', ('00000000-0000-0000-0000-00000000000' || n)::uuid, 'desk', now() FROM generate_series(1, 2) AS n",
    )
    .execute(pool)
    .await
    .unwrap();
}

async fn people(tx: &mut super::Tx) -> i64 {
    sqlx::query_scalar("SELECT count(*) FROM person").fetch_one(&mut **tx).await.unwrap()
}

#[sqlx::test(migrations = "../migrations")]
async fn a_transaction_that_narrowed_itself_reaches_one_person_and_is_not_widened(pool: PgPool) {
    two_people(&pool).await;
    let (db, elm) = (Db::new(pool), elm());
    for reader in [OneReader::Patron, OneReader::Guardian, OneReader::Look] {
        let mut tx = db.begin(Scope::Library(&elm)).await.unwrap();
        assert_eq!(people(&mut tx).await, 2);
        tx.narrow_to(reader, ANA).await.unwrap();
        assert_eq!(people(&mut tx).await, 1, "{reader:?}");
        let said: String =
            sqlx::query_scalar("SELECT current_setting('portal.reader')").fetch_one(&mut *tx).await.unwrap();
        assert_eq!(said, reader.code());
        assert!(tx.narrow_to(OneReader::Patron, PersonId(Uuid::from_u128(2))).await.is_err(), "nor turned to another");
        assert_eq!(people(&mut tx).await, 1);
    }
    for scope in [Scope::Patron(&elm, ANA), Scope::Guardian(&elm, ANA), Scope::Look(&elm, ANA), Scope::Worker] {
        let mut tx = db.begin(scope).await.unwrap();
        assert!(tx.narrow_to(OneReader::Look, ANA).await.is_err(), "{scope:?}");
    }
}

async fn plans(tx: &mut super::Tx) -> String {
    sqlx::query_scalar("SHOW plan_cache_mode").fetch_one(&mut **tx).await.unwrap()
}

#[sqlx::test(migrations = "../migrations")]
async fn what_is_asked_about_one_person_is_planned_once_for_whoever_it_is(pool: PgPool) {
    two_people(&pool).await;
    let (db, elm) = (Db::new(pool), elm());
    for scope in [Scope::Patron(&elm, ANA), Scope::Guardian(&elm, ANA), Scope::Look(&elm, ANA)] {
        let mut tx = db.begin(scope).await.unwrap();
        assert_eq!(plans(&mut tx).await, "force_generic_plan", "{scope:?}");
    }
    let mut tx = db.begin(Scope::Library(&elm)).await.unwrap();
    assert_eq!(plans(&mut tx).await, "auto");
    let wide = tx.as_patron(ANA).await.unwrap();
    assert_eq!(plans(&mut tx).await, "force_generic_plan");
    tx.as_before(wide).await.unwrap();
    assert_eq!(plans(&mut tx).await, "auto", "a whole library is asked as before");
    tx.narrow_to(OneReader::Look, ANA).await.unwrap();
    assert_eq!(plans(&mut tx).await, "force_generic_plan");
}

#[sqlx::test(migrations = "../migrations")]
async fn a_library_wide_transaction_takes_a_step_as_one_patron_and_is_library_wide_again(pool: PgPool) {
    two_people(&pool).await;
    let (db, elm) = (Db::new(pool), elm());
    let mut tx = db.begin(Scope::Library(&elm)).await.unwrap();
    let wide = tx.as_patron(ANA).await.unwrap();
    assert_eq!(people(&mut tx).await, 1);
    tx.as_before(wide).await.unwrap();
    assert_eq!(people(&mut tx).await, 2);
    tx.narrow_to(OneReader::Look, ANA).await.unwrap();
    for scope in [Scope::Patron(&elm, ANA), Scope::Guardian(&elm, ANA), Scope::Look(&elm, ANA)] {
        let mut tx = db.begin(scope).await.unwrap();
        let wide = tx.as_patron(PersonId(Uuid::from_u128(2))).await.unwrap();
        tx.as_before(wide).await.unwrap();
        assert_eq!(people(&mut tx).await, 1, "{scope:?} is turned to nobody else and not widened");
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn a_transaction_takes_a_step_as_a_child_of_the_guardian_it_is_for_and_as_nobody_else(pool: PgPool) {
    two_people(&pool).await;
    let bela = PersonId(Uuid::from_u128(2));
    let whom = async |tx: &mut super::Tx| -> Vec<Uuid> {
        sqlx::query_scalar("SELECT id FROM person ORDER BY id").fetch_all(&mut **tx).await.unwrap()
    };
    let (db, elm) = (Db::new(pool.clone()), elm());
    let scopes = [Scope::Patron(&elm, ANA), Scope::Look(&elm, ANA), Scope::Library(&elm)];
    for scope in scopes {
        let mut tx = db.begin(scope).await.unwrap();
        let before = whom(&mut tx).await;
        assert!(tx.as_child(ANA, bela).await.unwrap().is_none(), "{scope:?}: there is no link");
        assert_eq!(whom(&mut tx).await, before);
    }
    sqlx::raw_sql(
        "INSERT INTO card (library, person_id, sourced_at, source, id, number) \
         SELECT library, id, now(), 'desk', id, '1' FROM person WHERE id::text LIKE '%2'; \
         INSERT INTO family_link (library, id, guardian_id, child_id, card_id, proven, linked_at) \
         SELECT 'elm', id, '00000000-0000-0000-0000-000000000001', id, id, 'childs-card', now() FROM card",
    )
    .execute(&pool)
    .await
    .unwrap();
    for scope in scopes {
        let mut tx = db.begin(scope).await.unwrap();
        let before = whom(&mut tx).await;
        let reached = tx.as_child(ANA, bela).await.unwrap().unwrap();
        assert_eq!(whom(&mut tx).await, [bela.0], "{scope:?}");
        assert!(tx.narrow_to(OneReader::Patron, ANA).await.is_err(), "{scope:?} is one child’s for the step");
        tx.as_reached(reached).await.unwrap();
        assert_eq!(whom(&mut tx).await, before, "{scope:?}");
        assert!(tx.as_child(bela, ANA).await.unwrap().is_none(), "{scope:?}: a child answers for nobody");
    }
    let mut tx = db.begin(Scope::Guardian(&elm, bela)).await.unwrap();
    assert!(tx.as_child(ANA, bela).await.unwrap().is_none(), "a guardian’s look reaches no link");
}

#[sqlx::test(migrations = "../migrations")]
async fn a_connection_keeps_nothing_of_the_transaction_before(pool_options: PgPoolOptions, options: PgConnectOptions) {
    let pool = pool_options.max_connections(1).connect_with(options).await.unwrap();
    two_people(&pool).await;
    let (db, elm) = (Db::new(pool.clone()), elm());
    for commit in [true, false] {
        let mut tx = db.begin(Scope::Patron(&elm, ANA)).await.unwrap();
        assert_eq!(people(&mut tx).await, 1);
        if commit {
            tx.commit().await.unwrap();
        } else {
            drop(tx);
        }
        let kept: String = sqlx::query_scalar(
            "SELECT concat_ws('|', current_user = session_user, current_setting('portal.reader', true), \
                              current_setting('portal.library', true), current_setting('portal.person', true))",
        )
        .fetch_one(&pool)
        .await
        .unwrap();
        assert_eq!(kept, "t|||");
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn a_connection_on_which_a_transaction_could_not_begin_is_as_good_as_before(
    pool_options: PgPoolOptions,
    options: PgConnectOptions,
) {
    let pool = pool_options.max_connections(1).connect_with(options).await.unwrap();
    two_people(&pool).await;
    let (db, elm) = (Db::new(pool.clone()), elm());
    // One of what is sent together fails, as the role does where it is missing.
    let failed = super::Tx::begin(&pool, "SELECT 1 / 0; BEGIN", Scope::Library(&elm)).await;
    assert!(failed.is_err());
    let mut tx = db.begin(Scope::Library(&elm)).await.unwrap();
    assert_eq!(people(&mut tx).await, 2);
}

#[sqlx::test(migrations = "../migrations")]
async fn connections_that_were_cut_while_idle_are_put_away_and_others_made(
    _: PgPoolOptions,
    options: PgConnectOptions,
) {
    let db = Db::connect(options.clone(), 3).await.unwrap();
    let elm = elm();
    let control = PgPoolOptions::new().max_connections(1).connect_with(options).await.unwrap();
    two_people(&control).await;
    let all = futures::future::join_all((0..3).map(|_| db.begin(Scope::Library(&elm)))).await;
    assert!(all.iter().all(Result::is_ok), "three at once");
    drop(all);
    let cut: i64 = sqlx::query_scalar(
        "SELECT count(pg_terminate_backend(pid, 5000)) FROM pg_stat_activity \
         WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'",
    )
    .fetch_one(&control)
    .await
    .unwrap();
    assert_eq!(cut, 3);
    let mut tx = db.begin(Scope::Library(&elm)).await.unwrap();
    assert_eq!(people(&mut tx).await, 2);
}

#[sqlx::test(migrations = "../migrations")]
async fn a_login_that_owns_or_bypasses_is_told_from_one_that_can_only_become_the_roles(pool: PgPool) {
    let options = (*pool.connect_options()).clone();
    let owner = Db::new(pool.clone()).login().await.unwrap();
    assert!(owner.bypasses && owner.owns && !owner.is_plain());
    // Roles are the cluster's, which other tests share: these have names of their own.
    let name = |what: &str| format!("{what}_{}", SystemEntropy.uuid().simple());
    let (plain, lone) = (name("plain"), name("lone"));
    for (role, grant) in [(&plain, true), (&lone, false)] {
        let grant =
            if grant { format!("GRANT portal_app, portal_worker, portal_statistics TO {role}") } else { String::new() };
        let make = format!("CREATE ROLE {role} LOGIN PASSWORD 'p'; GRANT SELECT ON library TO {role}; {grant}");
        sqlx::raw_sql(sqlx::AssertSqlSafe(make)).execute(&pool).await.unwrap();
    }
    let as_user = async |user: &str| {
        let db = Db::connect(options.clone().username(user).password("p"), 1).await.unwrap();
        let login = db.login().await.unwrap();
        let begun = db.begin(Scope::Library(&elm())).await.is_ok();
        db.close().await;
        (login, begun)
    };
    let (login, begun) = as_user(&plain).await;
    assert!(login.is_plain() && login.not_member_of.is_empty() && begun, "{login:?}");
    let (login, begun) = as_user(&lone).await;
    assert_eq!((login.not_member_of.len(), begun), (3, false), "{login:?}");
    for role in [plain, lone] {
        let drop = format!("DROP OWNED BY {role}; DROP ROLE {role}");
        sqlx::raw_sql(sqlx::AssertSqlSafe(drop)).execute(&pool).await.unwrap();
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn whoever_hangs_up_while_a_transaction_begins_leaves_no_connection_within_one(pool: PgPool) {
    // Its one connection goes by way of this test's own task, so no answer is there before it is waited for.
    let db = Db::connect(listening(&pool.connect_options(), Sent::default()).await, 1).await.unwrap();
    let library: LibrarySlug = "mansfield".parse().unwrap();
    let mut hung_up = 0;
    for polls in 1.. {
        let mut asked = Box::pin(db.snapshot(Scope::Library(&library)));
        let mut begun = false;
        for _ in 0..polls {
            begun = poll!(asked.as_mut()).is_ready();
            if begun {
                break;
            }
            // What another connection is asked for gives this one's answers the time to come.
            sqlx::query("SELECT 1").execute(&pool).await.unwrap();
        }
        drop(asked);
        let mut tx = db.begin(Scope::Library(&library)).await.unwrap();
        let kind: (String, String) =
            sqlx::query_as("SELECT current_setting('transaction_isolation'), current_setting('transaction_read_only')")
                .fetch_one(&mut *tx)
                .await
                .unwrap();
        assert_eq!(kind, ("read committed".to_owned(), "off".to_owned()), "after {polls} polls");
        if begun {
            break;
        }
        hung_up += 1;
    }
    assert!(hung_up >= 1, "it was left while it began: {hung_up}");
}
