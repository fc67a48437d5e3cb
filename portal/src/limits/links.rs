//! Who waits for a link by mail.

use super::{Place, Places, network};
use domain::ids::LibrarySlug;
use std::{
    collections::HashMap,
    net::IpAddr,
    sync::{Arc, Mutex, PoisonError},
};
use tokio::sync::Semaphore;

/// How many of a library's may wait, and as many more in its own networks; how many of them one client may hold, and one
/// network. More than a client's allowance, so that the allowance decides.
const WAITING: usize = 256;
const OF_ONE_CLIENT: usize = 16;
const OF_ONE_NETWORK: usize = 96;

/// Who waits for a link, by library: whoever asks a thousand times takes neither the memory nor the database's
/// connections from the pages, nor the places from another library or network.
#[derive(Debug)]
pub(crate) struct LinkPlaces {
    lines: Mutex<HashMap<LibrarySlug, Queue>>,
    pub(crate) at_work: Arc<Semaphore>,
}

/// One library's.
#[derive(Debug, Clone)]
pub(crate) struct Queue {
    outside: Places,
    inside: Places,
    pub(crate) at_work: Arc<Semaphore>,
}

impl Default for LinkPlaces {
    fn default() -> Self {
        Self { lines: Mutex::default(), at_work: Arc::new(Semaphore::new(2)) }
    }
}

impl LinkPlaces {
    pub(crate) fn of(&self, library: &LibrarySlug) -> Queue {
        let mut lines = self.lines.lock().unwrap_or_else(PoisonError::into_inner);
        let queue = || Queue {
            outside: Places::new(WAITING),
            inside: Places::new(WAITING),
            at_work: Arc::new(Semaphore::new(1)),
        };
        lines.entry(library.clone()).or_insert_with(queue).clone()
    }
}

impl Queue {
    /// A place for this client.
    pub(crate) fn place(&self, client: IpAddr, own_network: bool) -> Option<Place> {
        if own_network {
            return self.inside.take(Vec::new());
        }
        let whose = [(network::narrow(client), OF_ONE_CLIENT), (network::wide(client), OF_ONE_NETWORK)];
        self.outside.take(whose.into())
    }
}
