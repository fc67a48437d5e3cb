//! Token buckets: so many at once, and so many more as time goes by.

use crate::{Result, db::Tx};
use chrono::{DateTime, Utc};
use domain::ids::LibrarySlug;

/// How many times the allowance of a client the library's own networks have.
pub(super) const OWN: i32 = 20;

/// A bucket's size and how quickly it fills.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bucket {
    burst: f64,
    per_second: f64,
}

impl Bucket {
    /// One client: ten at once, one more each half minute.
    pub(super) const CLIENT: Self = Self { burst: 10.0, per_second: 1.0 / 30.0 };
    /// The network around it: as much as eight clients.
    pub(super) const CLIENT_WIDE: Self = Self { burst: 80.0, per_second: 8.0 / 30.0 };
    /// PINs from unknown devices, over the whole library: a hundred, then a hundred an hour.
    pub(super) const SPRAY: Self = Self { burst: 100.0, per_second: 100.0 / 3600.0 };

    pub(super) fn times(self, times: f64) -> Self {
        Self { burst: self.burst * times, per_second: self.per_second * times }
    }

    /// Whether there is a token, without waiting for anyone who is taking one at this moment.
    async fn has(
        self,
        tx: &mut Tx,
        library: &LibrarySlug,
        scope: &str,
        key: &[u8],
        now: DateTime<Utc>,
    ) -> Result<bool> {
        let empty = sqlx::query_scalar!(
            "SELECT true AS \"empty!\" FROM throttle WHERE library = $1 AND scope = $2 AND key = $3 \
             AND least($4, allowance + $5::float8 * extract(epoch FROM greatest($6 - updated_at, '0'))::float8) < 1",
            library.as_str(),
            scope,
            key,
            self.burst,
            self.per_second,
            now,
        )
        .fetch_optional(&mut **tx)
        .await?;
        Ok(empty.is_none())
    }

    /// Takes one token; `false` where there is none.
    pub(super) async fn take(
        self,
        tx: &mut Tx,
        library: &LibrarySlug,
        scope: &str,
        key: &[u8],
        now: DateTime<Utc>,
    ) -> Result<bool> {
        // An update locks its row even where it changes nothing.
        if !self.has(tx, library, scope, key, now).await? {
            return Ok(false);
        }
        // A row that is not updated because its bucket is empty returns nothing.
        let taken = sqlx::query!(
            "INSERT INTO throttle AS t (library, scope, key, allowance, updated_at) VALUES ($1, $2, $3, $4::float8 - 1, $6) \
             ON CONFLICT (library, scope, key) DO UPDATE \
             SET allowance = least($4, t.allowance + $5::float8 * extract(epoch FROM greatest($6 - t.updated_at, '0'))::float8) - 1, \
                 updated_at = greatest($6, t.updated_at) \
             WHERE least($4, t.allowance + $5::float8 * extract(epoch FROM greatest($6 - t.updated_at, '0'))::float8) >= 1 \
             RETURNING allowance",
            library.as_str(),
            scope,
            key,
            self.burst,
            self.per_second,
            now,
        )
        .fetch_optional(&mut **tx)
        .await?;
        Ok(taken.is_some())
    }

    /// Puts one token back.
    pub(super) async fn give_back(self, tx: &mut Tx, library: &LibrarySlug, scope: &str, key: &[u8]) -> Result<()> {
        sqlx::query!(
            "UPDATE throttle SET allowance = least($4::float8, allowance + 1) WHERE library = $1 AND scope = $2 AND key = $3",
            library.as_str(),
            scope,
            key,
            self.burst,
        )
        .execute(&mut **tx)
        .await?;
        Ok(())
    }
}
