//! SECURITY.md: known-wrong against unknown card, by the clock. A program of its own, so that no other test runs beside it.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[path = "routes/support.rs"]
#[expect(dead_code, reason = "the other tests' means")]
mod support;

use http::StatusCode;
use portal::password::Hasher;
use sqlx::PgPool;
use std::time::Instant;
use support::{Desk, card};

/// Sign-ins in a round, of all kinds together.
const SIGN_INS: usize = 420;
/// How far two medians may be apart.
const TOLERANCE: f64 = 0.05;
/// A machine that does something else in between spoils a round; a difference that is there spoils all of them.
const ROUNDS: usize = 3;

fn median(times: &[f64]) -> f64 {
    let mut sorted = times.to_vec();
    sorted.sort_by(f64::total_cmp);
    f64::midpoint(sorted[(sorted.len() - 1) / 2], sorted[sorted.len() / 2])
}

/// How much longer the slowest kind takes than the quickest, by their medians: 0.05 is 5 %.
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
    let mut seen = Vec::new();
    for _ in 0..ROUNDS {
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
        let apart = apart(&times);
        if apart <= TOLERANCE {
            return;
        }
        seen.push((apart, times.iter().map(|times| median(times)).collect::<Vec<_>>()));
    }
    panic!("known, imported and unknown cards differ in every round: {seen:?}");
}

#[test]
fn a_difference_of_fifteen_per_cent_is_seen_through_the_noise() {
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
        assert!(apart(&[noisy(1.0, seed), noisy(1.15, seed + 1), noisy(1.0, seed + 2)]) > TOLERANCE, "{seed}");
        assert!(apart(&[noisy(1.0, seed), noisy(1.0, seed + 1), noisy(1.0, seed + 2)]) <= TOLERANCE, "{seed}");
    }
}
