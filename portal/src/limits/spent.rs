//! Networks that are over their allowance, and until when. To refuse them again costs nothing: no place in a queue, no
//! connection, no question.

use chrono::{DateTime, Utc};
use domain::ids::LibrarySlug;
use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

/// At most so many are remembered; the database knows the others.
const MOST: usize = 20_000;

/// The library, what for, the network.
type Key = (LibrarySlug, &'static str, String);

/// What this server remembers. It only spares a question: the database's counters decide.
#[derive(Debug, Default)]
pub(crate) struct Spent(Mutex<HashMap<Key, DateTime<Utc>>>);

impl Spent {
    /// Whether the network is known to have nothing left.
    pub(crate) fn is(&self, key: &Key, now: DateTime<Utc>) -> bool {
        self.lock().get(key).is_some_and(|until| *until > now)
    }

    /// Remembers that it has nothing until `until`.
    pub(crate) fn note(&self, key: Key, until: DateTime<Utc>, now: DateTime<Utc>) {
        let mut spent = self.lock();
        if spent.len() >= MOST {
            spent.retain(|_, until| *until > now);
        }
        if spent.len() < MOST {
            spent.insert(key, until);
        }
    }

    /// It was given something back.
    pub(crate) fn forget(&self, key: &Key) {
        self.lock().remove(key);
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<Key, DateTime<Utc>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
