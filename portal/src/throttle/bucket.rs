//! Token buckets: so many at once, and so many more as time goes by.

use crate::{Result, db::Tx};
use chrono::{DateTime, TimeDelta, Utc};
use domain::ids::LibrarySlug;

/// How many times the allowance of a client the library's own networks have.
pub(super) const OWN: i32 = 20;

/// A bucket's size and how quickly it fills.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bucket {
    burst: f64,
    per_second: f64,
}

/// Whether a token was taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Taken {
    /// It was.
    One,
    /// The next token comes after this long.
    Not(TimeDelta),
}

impl Bucket {
    /// One client: ten at once, one more each half minute.
    pub(super) const CLIENT: Self = Self { burst: 10.0, per_second: 1.0 / 30.0 };
    /// The network around it: as much as eight clients.
    pub(super) const CLIENT_WIDE: Self = Self { burst: 80.0, per_second: 8.0 / 30.0 };
    /// PINs from unknown devices, over the whole library: a hundred, then a hundred an hour. Beyond it a spray is on,
    /// and the two below say what is part of it.
    pub(super) const SPRAY: Self = Self { burst: 100.0, per_second: 100.0 / 3600.0 };
    /// One PIN, whatever the card: ten, then ten an hour.
    pub(super) const SAME_PIN: Self = Self { burst: 10.0, per_second: 10.0 / 3600.0 };
    /// PINs that are no part of a spray, over the whole library: a thousand, then a thousand an hour.
    pub(super) const OTHER_PINS: Self = Self { burst: 1000.0, per_second: 1000.0 / 3600.0 };
    /// One of the mails that an e-mail address may get in a day ([`super::MAILS_A_DAY`]): taken, it is there again a day later.
    /// One bucket of three would give five within a day, because it fills while it is emptied.
    pub(super) const MAIL_A_DAY: Self = Self { burst: 1.0, per_second: 1.0 / 86_400.0 };
    /// Mails to addresses that somebody typed, over the whole library: three hundred, then as many an hour.
    pub(super) const ADDRESSES: Self = Self { burst: 300.0, per_second: 300.0 / 3600.0 };

    pub(super) fn times(self, times: f64) -> Self {
        Self { burst: self.burst * times, per_second: self.per_second * times }
    }

    /// How long until there is a token; `None` where there is one. It does not wait for others who are taking one.
    async fn lacks(
        self,
        tx: &mut Tx,
        library: &LibrarySlug,
        scope: &str,
        key: &[u8],
        now: DateTime<Utc>,
    ) -> Result<Option<TimeDelta>> {
        let left = sqlx::query_scalar!(
            "SELECT least($4, allowance + $5::float8 * extract(epoch FROM greatest($6 - updated_at, '0'))::float8) \
             AS \"left!\" FROM throttle WHERE library = $1 AND scope = $2 AND key = $3",
            library.as_str(),
            scope,
            key,
            self.burst,
            self.per_second,
            now,
        )
        .fetch_optional(&mut **tx)
        .await?;
        Ok(left.filter(|left| *left < 1.0).map(|left| self.filled_in(1.0 - left)))
    }

    /// How long it takes until so much more is there.
    #[expect(clippy::cast_possible_truncation, reason = "rounded down, and a float beyond the range is its end")]
    fn filled_in(self, missing: f64) -> TimeDelta {
        TimeDelta::microseconds((missing / self.per_second * 1e6) as i64)
    }

    /// Takes one token; where the bucket is empty, says how long until there is one.
    pub(super) async fn take(
        self,
        tx: &mut Tx,
        library: &LibrarySlug,
        scope: &str,
        key: &[u8],
        now: DateTime<Utc>,
    ) -> Result<Taken> {
        // An update locks its row even where it changes nothing.
        if let Some(missing) = self.lacks(tx, library, scope, key, now).await? {
            return Ok(Taken::Not(missing));
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
        // Another took the last one at this moment.
        Ok(if taken.is_some() { Taken::One } else { Taken::Not(TimeDelta::zero()) })
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
