//! Places that strangers share: so many in all, and so many for one of them.
//!
//! Held in this server's memory: being told that no place is free costs nothing, and anyone who takes many leaves places
//! for others.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

/// A fixed number of places, each free or held by somebody. Cheap to clone.
#[derive(Debug, Clone)]
pub(crate) struct Places {
    most: usize,
    held: Arc<Mutex<Held>>,
}

#[derive(Debug, Default)]
struct Held {
    all: usize,
    /// By whom: a network, a device, a person.
    by: HashMap<String, usize>,
}

/// A place, free again when this is dropped.
#[derive(Debug)]
pub(crate) struct Place {
    held: Arc<Mutex<Held>>,
    whose: Vec<String>,
}

impl Places {
    /// So many places in all.
    pub(crate) fn new(most: usize) -> Self {
        Self { most, held: Arc::default() }
    }

    /// A place for somebody who is each of `whose`, and holds at most so many of each. `None`: all are taken, or too
    /// many by them.
    pub(crate) fn take(&self, whose: Vec<(String, usize)>) -> Option<Place> {
        let mut held = lock(&self.held);
        let has = |held: &Held, name: &str| held.by.get(name).copied().unwrap_or(0);
        if held.all >= self.most || whose.iter().any(|(name, most)| has(&held, name) >= *most) {
            return None;
        }
        held.all += 1;
        let whose: Vec<String> = whose.into_iter().map(|(name, _)| name).collect();
        for name in &whose {
            *held.by.entry(name.clone()).or_default() += 1;
        }
        Some(Place { held: self.held.clone(), whose })
    }

    /// How many there are, and how many of them are held.
    pub(crate) fn taken(&self) -> (usize, usize) {
        (lock(&self.held).all, self.most)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut held = lock(&self.held);
        held.all = held.all.saturating_sub(1);
        for name in &self.whose {
            if let Some(count) = held.by.get_mut(name) {
                *count = count.saturating_sub(1);
                if *count == 0 {
                    held.by.remove(name);
                }
            }
        }
    }
}

fn lock(held: &Mutex<Held>) -> MutexGuard<'_, Held> {
    held.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_network_takes_its_share_and_leaves_the_rest_to_others() {
        let places = Places::new(6);
        let of = |name: &str| places.take(vec![(name.to_owned(), 4)]);
        let greedy: Vec<_> = (0..10).map_while(|_| of("greedy")).collect();
        assert_eq!(greedy.len(), 4);
        let others: Vec<_> = (0..10).map_while(|n| of(&format!("other {n}"))).collect();
        assert_eq!((others.len(), places.taken()), (2, (6, 6)));
        drop(greedy);
        assert_eq!(places.taken().0, 2);
        drop(others);
        assert!(lock(&places.held).by.is_empty(), "nobody is remembered who holds none");
    }
}
