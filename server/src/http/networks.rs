//! How many connections one network may have: many that do nothing must not keep others out.
//!
//! A network that has all of its connections gets another one in place of the one of its own that has rested longest; if
//! all are at work, the new one is closed. So one network's connections are never more than its share, a whole library
//! behind one address goes on working, and nobody outside the network notices. Many customers have more than one network in IPv6
//! (a /56 is 256 of them), so what they may all be part of counts too, with a larger share. Behind a proxy every connection is the
//! proxy's, which is exempt: there the proxy has to limit its clients' connections (docs/operations.md).

use hyper::body::{Body as HttpBody, Bytes, Frame, SizeHint};
use std::{
    collections::HashMap,
    net::IpAddr,
    pin::Pin,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, AtomicUsize, Ordering},
    },
    task::{Context, Poll},
};
use tokio_util::sync::CancellationToken;

/// The connections there are, by network.
pub struct Networks {
    most: usize,
    exempt: Arc<[IpAddr]>,
    open: Mutex<HashMap<Network, Vec<Arc<Connection>>>>,
    /// Counts what happens, in place of a clock.
    moment: AtomicU64,
}

/// How many times the share of one network all those of an IPv6 /48 have.
const WIDE: usize = 4;

/// IPv4 /24, IPv6 /64: what one customer has, or a small provider; and the /48 around it, the most that one customer is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Network {
    V4([u8; 3]),
    V6(u128),
    Wide(u128),
}

/// A connection.
#[derive(Debug, Default)]
struct Connection {
    /// Where it counts: nowhere, if it is exempt.
    of: Vec<Network>,
    /// How many requests are being answered: one, or none.
    at_work: AtomicUsize,
    /// Since when it rests.
    rests_since: AtomicU64,
    end: CancellationToken,
}

/// A connection's place in its network, given up when it is dropped.
pub struct Place {
    networks: Arc<Networks>,
    connection: Arc<Connection>,
}

/// While it is there, the connection is at work.
pub struct AtWork {
    networks: Arc<Networks>,
    connection: Arc<Connection>,
}

/// The body of an answer; its connection is at work until it is sent.
pub struct Held<B> {
    body: B,
    _at_work: AtWork,
}

impl Networks {
    /// At most `most` connections from each network, but for the `exempt` addresses.
    pub fn new(most: usize, exempt: Arc<[IpAddr]>) -> Arc<Self> {
        Arc::new(Self { most, exempt, open: Mutex::default(), moment: AtomicU64::new(0) })
    }

    /// A place for a connection from `peer`. `None`: its network has all of its connections, and all are at work.
    pub fn enter(self: &Arc<Self>, peer: IpAddr) -> Option<Place> {
        let peer = peer.to_canonical();
        let of = if self.exempt.contains(&peer) { Vec::new() } else { Network::of(peer) };
        let connection = Arc::new(Connection { of, ..Connection::default() });
        connection.rests_since.store(self.now(), Ordering::Relaxed);
        let mut open = self.open();
        for network in &connection.of {
            let here = open.get(network).map_or(&[][..], Vec::as_slice);
            if here.len() < self.share_of(*network) {
                continue;
            }
            // It counts in the wider network too: there is a place there then, so that never two have to go.
            let rests = |one: &&Arc<Connection>| one.at_work.load(Ordering::Acquire) == 0;
            let longest = here.iter().filter(rests).min_by_key(|one| one.rests_since.load(Ordering::Relaxed))?;
            let longest = longest.clone();
            longest.end.cancel();
            leave(&mut open, &longest);
        }
        for network in &connection.of {
            open.entry(*network).or_default().push(connection.clone());
        }
        drop(open);
        Some(Place { networks: self.clone(), connection })
    }

    /// How many connections a network may have.
    fn share_of(&self, network: Network) -> usize {
        match network {
            Network::V4(_) | Network::V6(_) => self.most,
            Network::Wide(_) => self.most.saturating_mul(WIDE),
        }
    }

    fn now(&self) -> u64 {
        self.moment.fetch_add(1, Ordering::Relaxed)
    }

    fn open(&self) -> MutexGuard<'_, HashMap<Network, Vec<Arc<Connection>>>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Takes a connection out of wherever it counts.
fn leave(open: &mut HashMap<Network, Vec<Arc<Connection>>>, connection: &Arc<Connection>) {
    for network in &connection.of {
        if let Some(here) = open.get_mut(network) {
            here.retain(|one| !Arc::ptr_eq(one, connection));
            if here.is_empty() {
                open.remove(network);
            }
        }
    }
}

impl Network {
    /// Those that an address is in, the narrower one first.
    fn of(address: IpAddr) -> Vec<Self> {
        match address {
            IpAddr::V4(address) => {
                let [a, b, c, _] = address.octets();
                vec![Self::V4([a, b, c])]
            }
            IpAddr::V6(address) => vec![Self::V6(address.to_bits() >> 64), Self::Wide(address.to_bits() >> 80)],
        }
    }
}

impl Place {
    /// Cancelled when the connection has to go.
    pub fn end(&self) -> CancellationToken {
        self.connection.end.clone()
    }

    /// A request has begun.
    pub fn at_work(&self) -> AtWork {
        self.connection.at_work.fetch_add(1, Ordering::AcqRel);
        AtWork { networks: self.networks.clone(), connection: self.connection.clone() }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        leave(&mut self.networks.open(), &self.connection);
    }
}

impl AtWork {
    /// At work until `body` is sent too.
    pub fn until_sent<B>(self, body: B) -> Held<B> {
        Held { body, _at_work: self }
    }
}

impl Drop for AtWork {
    fn drop(&mut self) {
        self.connection.rests_since.store(self.networks.now(), Ordering::Relaxed);
        self.connection.at_work.fetch_sub(1, Ordering::AcqRel);
    }
}

impl<B: HttpBody<Data = Bytes> + Unpin> HttpBody for Held<B> {
    type Data = Bytes;
    type Error = B::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        Pin::new(&mut self.body).poll_frame(context)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ended(place: &Place) -> bool {
        place.end().is_cancelled()
    }

    #[test]
    fn a_network_with_all_its_connections_gets_another_in_place_of_the_one_that_has_rested_longest() {
        let networks = Networks::new(3, Arc::from([]));
        let enter = |peer: &str| networks.enter(peer.parse().unwrap());
        let (one, two, three) = (enter("192.0.2.1").unwrap(), enter("192.0.2.2").unwrap(), enter("192.0.2.3").unwrap());
        let answering = one.at_work();
        let four = enter("::ffff:192.0.2.4").expect("in place of the second: the first is at work");
        assert_eq!([&one, &two, &three, &four].map(ended), [false, true, false, false]);
        drop(two);
        drop(answering);
        drop(four.at_work());
        let five = enter("192.0.2.1").expect("in place of the third: the others were at work since");
        assert_eq!([&one, &three, &four, &five].map(ended), [false, true, false, false]);
        let working = [one.at_work(), four.at_work(), five.at_work()];
        assert!(enter("192.0.2.9").is_none(), "all are at work");
        assert!(enter("198.51.100.1").is_some(), "which is nothing to another network");
        drop(working);
        drop((one, three, four, five));
        assert!(networks.open().is_empty(), "nothing is remembered of who has gone");
    }

    #[test]
    fn a_whole_ipv6_network_counts_as_one_and_a_proxy_does_not_count() {
        let networks = Networks::new(1, Arc::from(["10.0.0.1".parse().unwrap()]));
        let enter = |peer: &str| networks.enter(peer.parse().unwrap());
        let first = enter("2001:db8::1").unwrap();
        let _neighbour = enter("2001:db8:0:1::1").unwrap();
        assert!(!ended(&first));
        let _second = enter("2001:db8::ffff:1").unwrap();
        assert!(ended(&first));
        let proxy: Vec<Place> = (0..100).map(|_| enter("10.0.0.1").unwrap()).collect();
        assert!(!proxy.iter().any(ended));
    }

    #[test]
    fn a_customer_with_many_ipv6_networks_has_four_times_the_share_of_one() {
        let networks = Networks::new(2, Arc::from([]));
        let enter = |peer: &str| networks.enter(peer.parse().unwrap());
        // 256 networks of a /56 and of the /48 around it, one connection each.
        let all: Vec<Place> = (0..256).map(|n| enter(&format!("2001:db8:1:{n:x}::1")).unwrap()).collect();
        let open = |all: &[Place]| all.iter().filter(|place| !ended(place)).count();
        assert_eq!(open(&all), 8, "and not 256");
        assert!(!ended(all.last().unwrap()), "those that have rested longest had to go");
        let neighbour = enter("2001:db8:2::1").unwrap();
        assert_eq!(open(&all), 8, "which is nothing to another /48");
        let working: Vec<AtWork> = all.iter().filter(|place| !ended(place)).map(Place::at_work).collect();
        assert!(enter("2001:db8:1:ffff::1").is_none(), "all are at work");
        drop(working);
        drop((all, neighbour));
        assert!(networks.open().is_empty(), "nothing is remembered of who has gone");
    }
}
