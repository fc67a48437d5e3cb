//! Who waits for a link by mail.

use super::{Place, Places, network};
use crate::{Error, Portal, Result};
use domain::{ids::LibrarySlug, profile::Profile};
use std::{
    collections::HashMap,
    net::IpAddr,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};
use tokio::sync::Semaphore;

/// How many of a library's may wait, and as many more in its own networks; how many of them one client may hold, and one
/// network. More than a client's allowance, so that the allowance decides.
const WAITING: usize = 256;
const OF_ONE_CLIENT: usize = 16;
const OF_ONE_NETWORK: usize = 96;

/// Who waits for a link, by library: anyone who asks a thousand times takes neither the memory nor the database's
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

/// How long a place is held at least. It is longer than the work takes, whatever is asked for, so that how many places are
/// left tells nothing about it. (In tests so long that none is free again before the test is over.)
const HELD: Duration = Duration::from_secs(if cfg!(test) { 3600 } else { 2 });

/// Too many ask at once. Whether this is so does not depend on what they ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TooManyAsk;

/// Whether an address is one of the library's own.
pub(crate) fn is_own(profile: &Profile, client: IpAddr) -> bool {
    profile.sign_in.own_networks.iter().any(|network| network.contains(client))
}

/// Does `work`, which writes a mail with a link where there is somebody to write to, after anyone who asked was answered, so
/// that its length tells nothing.
pub(crate) fn afterwards(
    portal: &Portal,
    profile: &Profile,
    client: IpAddr,
    work: impl Future<Output = Result<()>> + Send + 'static,
) -> Result<(), TooManyAsk> {
    let queue = portal.db.link_places().of(&profile.slug);
    let place = queue.place(client, is_own(profile, client)).ok_or(TooManyAsk)?;
    let portal = portal.clone();
    let held = tokio::time::sleep(HELD);
    tokio::spawn(async move {
        let _place = place;
        let done = async {
            let turns = (queue.at_work.acquire().await, portal.db.link_places().at_work.acquire().await);
            let (Ok(_library), Ok(_all)) = turns else { return };
            if let Err(error) = work.await {
                tracing::error!(error = %Error::chain(&error), "a link was asked for and could not be written");
            }
        };
        tokio::join!(done, held);
    });
    Ok(())
}
