//! Hashes that an import brought.

use super::*;

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
