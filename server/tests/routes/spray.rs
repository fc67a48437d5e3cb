//! SECURITY.md: one PIN over 2,000 cards is cut off, and passwords go on.

use crate::support::{Desk, SECRET, card};
use http::StatusCode;
use sqlx::PgPool;

#[sqlx::test(migrations = "../migrations")]
async fn one_pin_over_two_thousand_cards_is_cut_off_and_passwords_go_on(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let owner = card(77);
    desk.patron("mansfield", &owner).await;
    // Nearly all of these cards belong to nobody; the portal treats both alike.
    for n in 0..2_000_u32 {
        let [_, _, high, low] = n.to_be_bytes();
        let mut attacker = desk.visitor("mansfield", [203, high, low, 9]);
        let answer = attacker.sign_in(&card(n), "8305", false).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "card {n}: refused, and not told why");
    }
    // A refusal is entered once a secret was hashed.
    let hashed: i64 = sqlx::query_scalar("SELECT count(*) FROM ledger_event WHERE action = 'sign-in-refused'")
        .fetch_one(&pool)
        .await
        .unwrap();
    assert!((100..=112).contains(&hashed), "{hashed} of 2,000 guesses reached a hash");
    let mut patron = desk.visitor("mansfield", [198, 51, 100, 1]);
    assert_eq!(patron.sign_in(&owner, SECRET, false).await.location(), "/record", "a password, meanwhile");
}
