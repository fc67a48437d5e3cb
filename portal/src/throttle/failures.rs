//! Failures in a row: some are free, then the wait doubles; PINs have a limit a day and one in a row.

use crate::{Result, db::Tx};
use chrono::{DateTime, Utc};
use domain::ids::LibrarySlug;

/// Free tries before the first wait.
const FREE: i32 = 5;
/// PINs a day, and in a row, before that way (unknown devices, or one known device) is closed.
const PINS_A_DAY: i32 = 10;
const PINS_IN_A_ROW: i32 = 20;

/// One kind of counter.
#[derive(Debug, Clone, Copy)]
pub(super) struct Failures {
    scope: &'static str,
}

impl Failures {
    /// By card, from devices not known. What looks like a PIN and what does not are counted apart, and so are the
    /// library's own networks: a try that cannot be a PIN closes none, and nobody outside closes a card inside.
    pub(super) const CARD: Self = Self { scope: "card" };
    /// By known device. PINs end here too: anyone who takes the device away must not have half a year for 10,000 of them.
    pub(super) const DEVICE: Self = Self { scope: "device" };
    /// By person, giving the secret again while signed in. The daily limit of PINs does not apply: the session ends
    /// before many are tried, and someone at an open session must not close the owner's forms for a day.
    pub(super) const AGAIN: Self = Self { scope: "again" };

    /// Whether one more would be let through, without waiting for others who are being charged at this moment: an
    /// attempt that is refused anyway must not wait in a queue while it holds a connection.
    // Test (throttle/tests.rs): "a refused attempt waits for no lock".
    pub(super) async fn is_open(
        self,
        tx: &mut Tx,
        library: &LibrarySlug,
        key: &[u8],
        pin: bool,
        now: DateTime<Utc>,
    ) -> Result<bool> {
        let shut = sqlx::query_scalar!(
            "SELECT true AS \"shut!\" FROM throttle WHERE library = $1 AND scope = $2 AND key = $3 \
             AND (blocked_until > $4 OR $5 AND (count >= $6 OR day = $7 AND day_count >= $8))",
            library.as_str(),
            self.scope,
            key,
            now,
            pin,
            PINS_IN_A_ROW,
            now.date_naive(),
            PINS_A_DAY,
        )
        .fetch_optional(&mut **tx)
        .await?;
        Ok(shut.is_none())
    }

    /// Counts one more failure before it is known to be one. `false`: the wait is not over, or the way is closed.
    pub(super) async fn charge(
        self,
        tx: &mut Tx,
        library: &LibrarySlug,
        key: &[u8],
        pin: bool,
        now: DateTime<Utc>,
    ) -> Result<bool> {
        if !self.is_open(tx, library, key, pin, now).await? {
            return Ok(false);
        }
        let charged = sqlx::query!(
            "INSERT INTO throttle AS t (library, scope, key, count, day, day_count, updated_at) \
             VALUES ($1, $2, $3, 1, $4, $5::bool::int, $6) \
             ON CONFLICT (library, scope, key) DO UPDATE \
             SET count = t.count + 1, \
                 day = $4, \
                 day_count = CASE WHEN t.day = $4 THEN t.day_count ELSE 0 END + $5::bool::int, \
                 blocked_until = CASE WHEN t.count + 1 >= $7 \
                     THEN $6 + least(interval '1 hour', interval '30 seconds' * power(2, least(t.count + 1 - $7, 10))) \
                 END, \
                 updated_at = $6 \
             WHERE (t.blocked_until IS NULL OR t.blocked_until <= $6) \
               AND NOT ($5 AND (t.count >= $8 OR t.day = $4 AND t.day_count >= $9)) \
             RETURNING count",
            library.as_str(),
            self.scope,
            key,
            now.date_naive(),
            pin,
            now,
            FREE,
            PINS_IN_A_ROW,
            PINS_A_DAY,
        )
        .fetch_optional(&mut **tx)
        .await?;
        Ok(charged.is_some())
    }

    /// Counts what one client adds to the failures of one card, so that its success takes away its own and no other's.
    pub(super) async fn note_from(
        tx: &mut Tx,
        library: &LibrarySlug,
        from: &[u8],
        pin: bool,
        now: DateTime<Utc>,
    ) -> Result<()> {
        sqlx::query!(
            "INSERT INTO throttle AS t (library, scope, key, count, day, day_count, updated_at) \
             VALUES ($1, 'card-from', $2, 1, $3, $4::bool::int, $5) \
             ON CONFLICT (library, scope, key) DO UPDATE \
             SET count = t.count + 1, day = $3, updated_at = $5, \
                 day_count = CASE WHEN t.day = $3 THEN t.day_count ELSE 0 END + $4::bool::int",
            library.as_str(),
            from,
            now.date_naive(),
            pin,
            now,
        )
        .execute(&mut **tx)
        .await?;
        Ok(())
    }

    /// Takes from a card's failures what this client added to them. `opened`: this is the counter that let it through,
    /// whose wait was over.
    // Test (throttle/tests.rs): "the owner's success takes away the owner's failures and no attacker's".
    pub(super) async fn take_back(
        tx: &mut Tx,
        library: &LibrarySlug,
        card: &[u8],
        from: &[u8],
        opened: bool,
        now: DateTime<Utc>,
    ) -> Result<()> {
        sqlx::query!(
            "UPDATE throttle AS t \
             SET count = greatest(0, t.count - mine.count), \
                 day_count = greatest(0, t.day_count - CASE WHEN t.day = mine.day THEN mine.day_count ELSE 0 END), \
                 blocked_until = CASE WHEN $5 OR t.count - mine.count < $6 THEN NULL ELSE t.blocked_until END, \
                 updated_at = $4 \
             FROM throttle AS mine \
             WHERE t.library = $1 AND t.scope = 'card' AND t.key = $2 \
               AND mine.library = $1 AND mine.scope = 'card-from' AND mine.key = $3",
            library.as_str(),
            card,
            from,
            now,
            opened,
            FREE,
        )
        .execute(&mut **tx)
        .await?;
        sqlx::query!(
            "UPDATE throttle SET count = 0, day_count = 0, updated_at = $3 \
             WHERE library = $1 AND scope = 'card-from' AND key = $2",
            library.as_str(),
            from,
            now,
        )
        .execute(&mut **tx)
        .await?;
        Ok(())
    }

    /// Forgets the failures.
    pub(super) async fn forget(self, tx: &mut Tx, library: &LibrarySlug, key: &[u8], now: DateTime<Utc>) -> Result<()> {
        sqlx::query!(
            "UPDATE throttle SET count = 0, day_count = 0, blocked_until = NULL, updated_at = $4 \
             WHERE library = $1 AND scope = $2 AND key = $3",
            library.as_str(),
            self.scope,
            key,
            now,
        )
        .execute(&mut **tx)
        .await?;
        Ok(())
    }
}

/// Notes that this client tried this card today, and returns how many different cards it has tried.
pub(super) async fn distinct(
    tx: &mut Tx,
    library: &LibrarySlug,
    pair: &[u8],
    client: &[u8],
    now: DateTime<Utc>,
) -> Result<i32> {
    let new = sqlx::query!(
        "INSERT INTO throttle (library, scope, key, updated_at) VALUES ($1, 'pair', $2, $3) ON CONFLICT DO NOTHING",
        library.as_str(),
        pair,
        now,
    )
    .execute(&mut **tx)
    .await?;
    let new = i32::try_from(new.rows_affected()).unwrap_or(1);
    let cards = sqlx::query_scalar!(
        "INSERT INTO throttle AS t (library, scope, key, day, day_count, updated_at) VALUES ($1, 'spray', $2, $3, $4, $5) \
         ON CONFLICT (library, scope, key) DO UPDATE \
         SET day = $3, day_count = CASE WHEN t.day = $3 THEN t.day_count ELSE 0 END + $4, updated_at = $5 \
         RETURNING day_count",
        library.as_str(),
        client,
        now.date_naive(),
        new,
        now,
    )
    .fetch_one(&mut **tx)
    .await?;
    Ok(cards)
}

/// Counts a try that was refused without being checked. A try that was checked leaves a line in the ledger instead:
/// this is the same work, and nobody can fill the ledger with it.
pub(super) async fn unheard(tx: &mut Tx, library: &LibrarySlug, from: &[u8], now: DateTime<Utc>) -> Result<()> {
    sqlx::query!(
        "INSERT INTO throttle AS t (library, scope, key, day_count, updated_at) VALUES ($1, 'unheard', $2, 1, $3) \
         ON CONFLICT (library, scope, key) DO UPDATE SET day_count = least(t.day_count, 1000000) + 1, updated_at = $3",
        library.as_str(),
        from,
        now,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}
