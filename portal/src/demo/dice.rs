//! The demonstration's luck: the same from the same seed, whatever the machine.

use crate::entropy::{Entropy, SeededEntropy};
use chrono::{DateTime, Duration, NaiveDate, NaiveTime, Utc};
use uuid::Uuid;

/// Draws the same things each time from a seed.
pub(super) struct Dice(SeededEntropy);

impl Dice {
    /// Dice for one purpose (`stream`), so that a change to one part of the demonstration leaves the others alone.
    pub(super) fn new(seed: u64, stream: u64) -> Self {
        Self(SeededEntropy::new(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ stream))
    }

    /// A number from 0 to `end - 1`; 0 for an `end` of 0.
    pub(super) fn below(&self, end: usize) -> usize {
        let mut bytes = [0; 4];
        self.0.fill(&mut bytes);
        (u32::from_le_bytes(bytes) as usize).checked_rem(end).unwrap_or(0)
    }

    /// The same, for a sum of days or of cents.
    pub(super) fn days(&self, end: i64) -> i64 {
        i64::try_from(self.below(usize::try_from(end).unwrap_or(0))).unwrap_or(0)
    }

    /// One of `all`, which is not empty.
    pub(super) fn pick<'a, T>(&self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }

    /// True `percent` times in a hundred.
    pub(super) fn chance(&self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// A row's id.
    pub(super) fn uuid(&self) -> Uuid {
        self.0.uuid()
    }

    /// Bytes for a reference.
    pub(super) fn bytes(&self) -> [u8; 5] {
        let mut bytes = [0; 5];
        self.0.fill(&mut bytes);
        bytes
    }

    /// A moment on `day` while a library in Connecticut is open.
    pub(super) fn open_hours(&self, day: NaiveDate) -> DateTime<Utc> {
        let seconds = Duration::seconds(self.days(9 * 3600));
        (day.and_time(NaiveTime::MIN) + Duration::hours(14) + seconds).and_utc()
    }
}
