//! SECURITY.md: known-wrong against unknown card, by the clock. That both are the same work is counted elsewhere
//! (`portal/src/access/tests/guessing.rs`, statements and hashes); here, that nothing as large as a hash is missing from either. How
//! far their medians really are apart is a figure of `cargo xtask bench`.

use crate::support::{Desk, card};
use http::StatusCode;
use portal::password::Hasher;
use sqlx::PgPool;
use std::time::Instant;

/// Sign-ins of all kinds together.
const SIGN_INS: usize = 90;
/// How far two medians may be apart: one may be twice the other. A card that costs no hash is many times as quick.
const TOLERANCE: f64 = 1.0;

fn median(times: &[f64]) -> f64 {
    let mut sorted = times.to_vec();
    sorted.sort_by(f64::total_cmp);
    f64::midpoint(sorted[(sorted.len() - 1) / 2], sorted[sorted.len() / 2])
}

/// How much longer the slowest kind takes than the quickest, by their medians: 1.0 is twice as long.
fn apart(kinds: &[Vec<f64>]) -> f64 {
    let medians = || kinds.iter().map(|times| median(times));
    medians().fold(0.0, f64::max) / medians().fold(f64::INFINITY, f64::min) - 1.0
}

#[sqlx::test(migrations = "../migrations")]
async fn a_wrong_secret_takes_as_long_as_an_unknown_card_however_it_is_hashed(pool: PgPool) {
    // The real parameters: with cheaper ones the database's time would hide what hashing shows.
    let desk = Desk::open_with(&pool, Hasher::new()).await;
    let (known, imported, unknown) = (card(1), card(2), card(3));
    desk.patron("mansfield", &known).await;
    desk.patron("mansfield", &imported).await;
    // As an import leaves it.
    let bcrypt = bcrypt::hash("violet-harbour-7781", 8).unwrap();
    sqlx::query(
        "UPDATE credential SET hash = $1, scheme = 'bcrypt' \
         WHERE person_id = (SELECT person_id FROM card WHERE number = $2)",
    )
    .bind(&bcrypt)
    .bind(&imported)
    .execute(&pool)
    .await
    .unwrap();
    let kinds = [&known, &imported, &unknown];
    let mut times: Vec<Vec<f64>> = vec![Vec::new(); kinds.len()];
    for n in 0..SIGN_INS {
        // Interleaved, and each kind as often in each place of the order.
        let kind = (n + n / kinds.len()) % kinds.len();
        sqlx::query("DELETE FROM throttle").execute(&pool).await.unwrap();
        let mut visitor = desk.visitor("mansfield", [203, 0, 113, 7]);
        let begun = Instant::now();
        let answer = visitor.sign_in(kinds[kind], "not-the-password", false).await;
        times[kind].push(begun.elapsed().as_secs_f64());
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    let medians: Vec<f64> = times.iter().map(|times| median(times)).collect();
    assert!(apart(&times) <= TOLERANCE, "known, imported and unknown cards take {medians:?} seconds");
}

#[test]
fn a_card_that_costs_no_hash_is_seen_through_the_noise() {
    // Noise as on a busy machine: most sign-ins within a tenth, one in nine three times as long.
    let noisy = |times: f64, seed: usize| -> Vec<f64> {
        let sign_in = |n: usize| {
            let noise = f64::from(u32::try_from((n * 7_919 + seed) % 101).unwrap()) / 1_000.0;
            let stalled = if (n + seed).is_multiple_of(9) { 3.0 } else { 1.0 };
            0.025 * times * (1.0 + noise) * stalled
        };
        (0..SIGN_INS / 3).map(sign_in).collect()
    };
    for seed in 0..50 {
        assert!(apart(&[noisy(1.0, seed), noisy(0.4, seed + 1), noisy(1.0, seed + 2)]) > TOLERANCE, "{seed}");
        assert!(apart(&[noisy(1.0, seed), noisy(1.0, seed + 1), noisy(1.0, seed + 2)]) <= TOLERANCE, "{seed}");
    }
}
