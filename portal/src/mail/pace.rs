//! How much mail goes to one domain, over all workers: a large mail service that gets thousands of newsletters at once holds up
//! what comes after them.
//!
//! Each mail takes its part of a minute of its domain, after those before it; as long as no more than a minute is taken, it goes
//! at once. So as many go at once as are set for a minute, and after them as many a minute. One that has to wait is given its
//! place, so that it is looked at once more and not again and again. Lanes do not take each other's places, and what opens
//! something or touches the safety of a record waits for nobody.

use super::lane::Lane;
use crate::{Result, db::Tx};
use chrono::{DateTime, Duration, Utc};

/// So many mails to one domain, in each lane, at once and then a minute.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Pace {
    /// The part of a minute that each takes.
    part: Duration,
}

/// What so many mails are counted over.
const MINUTE: Duration = Duration::minutes(1);

impl Pace {
    /// `None`: as many as there are.
    pub(super) fn a_minute(mails: u32) -> Option<Self> {
        let part = MINUTE.num_microseconds()?.checked_div(mails.into())?;
        Some(Self { part: Duration::microseconds(part.max(1)) })
    }

    /// When a mail to this address may go: now, or at its place among those that wait, which it has taken.
    ///
    /// # Errors
    /// When the database refuses it.
    // Test (mail/tests/pace.rs): "two workers together send no more to a domain than may go at once and then a minute".
    pub(super) async fn place(
        self,
        tx: &mut Tx,
        lane: Lane,
        recipient: &str,
        now: DateTime<Utc>,
    ) -> Result<DateTime<Utc>> {
        let Some((_, domain)) = recipient.rsplit_once('@').filter(|_| lane.keeps_pace()) else { return Ok(now) };
        // Workers that send to the same domain do this one after the other: the row is held until the claim is whole.
        let taken_until = sqlx::query_scalar!(
            "INSERT INTO mail_domain AS known (domain, lane, taken_until) VALUES ($1, $2, $4) \
             ON CONFLICT (domain, lane) \
             DO UPDATE SET taken_until = greatest(known.taken_until, $3) + ($4::timestamptz - $3::timestamptz) \
             RETURNING taken_until",
            domain.to_ascii_lowercase(),
            lane.code(),
            now,
            now + self.part,
        )
        .fetch_one(&mut **tx)
        .await?;
        Ok((taken_until - MINUTE).max(now))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_mail_takes_its_part_of_a_minute_and_none_means_no_limit() {
        let part = |mails| Pace::a_minute(mails).map(|pace| pace.part);
        assert_eq!(part(600), Some(Duration::milliseconds(100)));
        assert_eq!(part(1), Some(MINUTE));
        assert_eq!(part(u32::MAX), Some(Duration::microseconds(1)));
        assert_eq!(part(0), None);
    }
}
