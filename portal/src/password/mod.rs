//! Hashing and checking PINs and passwords: argon2id behind a bounded queue, bcrypt from imports.
//!
//! Hashing is meant to be slow, so it is what a flood would use to bring the portal down. Hashes run on every core but
//! one, on threads that give way, a few wait, and the rest are told to come back. The place in the queue moves into the
//! blocking closure: a client that hangs up does not free it early.
//!
//! Not all wait in one line: the desk, the library's own networks and anyone who has shown something already (a known
//! device, a session, a link) have places of their own, and no network holds more than a few of the strangers' places.

mod alike;
mod argon;
mod threads;

use crate::{
    Error, Result,
    limits::{self, Places, network},
};
use argon::Argon;
use argon2::Params;
use secrecy::{ExposeSecret, SecretString};
use std::{
    net::IpAddr,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    thread::{available_parallelism, sleep},
    time::{Duration, Instant},
};
use threads::Threads;
use tokio::sync::Semaphore;
use uuid::Uuid;

/// How many strangers may wait, and how many in the library's own networks.
const WAITING: usize = 32;

/// How many of them one customer's line may hold, and one network.
const OF_ONE_CLIENT: usize = 4;
const OF_ONE_NETWORK: usize = 8;

/// How many may wait at the desk, away from it, and of those who have shown something; how many of these for one person
/// or device.
const WAITING_APART: usize = 16;
const OF_ONE: usize = 4;

/// A hash that others' work held up rests no longer than this.
const LONGEST_REST: Duration = Duration::from_millis(100);

/// When to come back, told to anyone who finds the queue full.
pub const RETRY_AFTER_SECONDS: u32 = 5;

/// The queue is full.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Busy;

/// What became of a check.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Checked {
    /// It is the secret. `outdated`: its hash is older than the present parameters and should be made anew.
    Right {
        /// See above.
        outdated: bool,
    },
    /// The secret is wrong, or the person has none.
    Wrong,
}

/// The one queue for hashing. Cheap to clone.
#[derive(Clone)]
pub struct Hasher(Arc<Inner>);

/// In which line somebody waits. Each has places of its own, so that nobody who can fill one keeps the others waiting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Line {
    /// A stranger, at this address.
    Outside(IpAddr),
    /// Somebody at a computer of the library.
    Inside,
    /// The person who has shown something already: the known device, or the person (or staff account) of the session, the
    /// mailed link or the code.
    Known(Uuid),
    /// Somebody who signs in as staff, at a computer of the library.
    Desk,
    /// Somebody who signs in as staff from elsewhere.
    DeskAway(IpAddr),
}

impl Line {
    /// Whose places it takes, and how many of each they may hold.
    fn whose(self) -> Vec<(String, usize)> {
        match self {
            Self::Outside(client) | Self::DeskAway(client) => {
                vec![(network::narrow(client), OF_ONE_CLIENT), (network::wide(client), OF_ONE_NETWORK)]
            }
            Self::Known(id) => vec![(id.to_string(), OF_ONE)],
            Self::Inside | Self::Desk => Vec::new(),
        }
    }
}

/// The places of each line.
#[derive(Debug)]
struct Lines {
    outside: Places,
    inside: Places,
    known: Places,
    desk: Places,
    desk_away: Places,
}

impl Lines {
    fn new() -> Self {
        let apart = || Places::new(WAITING_APART);
        Self {
            outside: Places::new(at_a_time() + WAITING),
            inside: Places::new(WAITING),
            known: apart(),
            desk: apart(),
            desk_away: apart(),
        }
    }

    fn of(&self, line: Line) -> &Places {
        match line {
            Line::Outside(_) => &self.outside,
            Line::Inside => &self.inside,
            Line::Known(_) => &self.known,
            Line::Desk => &self.desk,
            Line::DeskAway(_) => &self.desk_away,
        }
    }

    /// How many places are held, of how many.
    fn taken(&self) -> (usize, usize) {
        let all = [&self.outside, &self.inside, &self.known, &self.desk, &self.desk_away].map(Places::taken);
        all.into_iter().fold((0, 0), |(held, places), one| (held + one.0, places + one.1))
    }
}

/// A place in the queue, given up when it is dropped.
#[derive(Debug)]
pub struct Place {
    _held: limits::Place,
}

/// One who waits for a turn, counted until it comes or the client hangs up.
struct Waiting<'a>(&'a AtomicUsize);

impl<'a> Waiting<'a> {
    fn begin(count: &'a AtomicUsize) -> Self {
        count.fetch_add(1, Ordering::Relaxed);
        Self(count)
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

struct Inner {
    argon: Argon,
    threads: Threads,
    running: Arc<Semaphore>,
    /// Who runs and waits.
    lines: Lines,
    /// How many wait for their turn.
    waiting: AtomicUsize,
    #[cfg(test)]
    done: AtomicUsize,
    /// What an unknown card is checked against, so that it costs the same.
    decoy: String,
}

impl Default for Hasher {
    fn default() -> Self {
        Self::new()
    }
}

impl Hasher {
    /// argon2id with 19 MiB, two passes, one lane (OWASP's floor).
    pub fn new() -> Self {
        Self::with(Params::new(19 * 1024, 2, 1, None).unwrap_or_default())
    }

    /// Quick and weak, for tests of everything but hashing itself.
    pub fn for_tests() -> Self {
        Self::with(Params::new(64, 1, 1, None).unwrap_or_default())
    }

    fn with(params: Params) -> Self {
        let argon = Argon::new(params);
        let decoy = argon.hash(b"no card has this secret", &[0x5a; 16]).unwrap_or_default();
        Self(Arc::new(Inner {
            argon,
            threads: Threads::new(at_a_time()),
            running: Arc::new(Semaphore::new(at_a_time())),
            lines: Lines::new(),
            waiting: AtomicUsize::new(0),
            #[cfg(test)]
            done: AtomicUsize::new(0),
            decoy,
        }))
    }

    /// How full the queue is: places taken, of how many.
    pub fn taken(&self) -> (usize, usize) {
        self.0.lines.taken()
    }

    /// How many wait for their turn.
    pub fn waiting(&self) -> usize {
        self.0.waiting.load(Ordering::Relaxed)
    }

    /// Whether so many hashes wait that it is no morning's rush. Each is then followed by a rest as long as itself, so
    /// that pages get the cores.
    fn is_flooded(&self) -> bool {
        self.waiting() > WAITING / 2
    }

    /// A place in the queue. Taken before anything else is done for a stranger who is not known to be over their
    /// allowance, it keeps a flood off the database too.
    ///
    /// # Errors
    /// When no place in this line is free, or the same network holds too many.
    // Test (access/tests/guessing.rs): "sixty connections of one network leave the queue open to everybody else".
    pub fn place(&self, line: Line) -> Result<Place, Busy> {
        self.0.lines.of(line).take(line.whose()).map(|held| Place { _held: held }).ok_or(Busy)
    }

    /// How many secrets were hashed or checked so far.
    #[cfg(test)]
    pub(crate) fn done(&self) -> usize {
        self.0.done.load(Ordering::Relaxed)
    }

    /// Whether `secret` is the one that `stored` is the hash of. Without a stored hash the same work is done for nothing, so that it takes as long.
    ///
    /// # Errors
    /// When the blocking thread is lost. `Ok(Err(Busy))` when the queue is full.
    pub async fn check(
        &self,
        line: Line,
        stored: Option<String>,
        secret: SecretString,
    ) -> Result<Result<Checked, Busy>> {
        match self.place(line) {
            Ok(place) => self.check_at(place, stored, secret).await.map(Ok),
            Err(Busy) => Ok(Err(Busy)),
        }
    }

    /// As [`Self::check`], at a place already taken.
    ///
    /// # Errors
    /// When the blocking thread is lost.
    pub async fn check_at(&self, place: Place, stored: Option<String>, secret: SecretString) -> Result<Checked> {
        self.check_alike(place, stored, None, secret).await
    }

    /// As [`Self::check_at`], where some hashes come from an import: the same work for every card, whether it exists
    /// and however its secret is hashed (docs/decisions/0012). `costliest`: the highest cost among the bcrypt hashes.
    ///
    /// # Errors
    /// When the blocking thread is lost.
    pub async fn check_alike(
        &self,
        place: Place,
        stored: Option<String>,
        costliest: Option<u32>,
        secret: SecretString,
    ) -> Result<Checked> {
        self.queued(place, move |inner| inner.checked_alike(stored.as_deref(), costliest, secret.expose_secret())).await
    }

    /// The PHC string of `secret` with this random `salt`.
    ///
    /// # Errors
    /// When the blocking thread is lost or argon2 refuses its parameters. `Ok(Err(Busy))` when the queue is full.
    pub async fn hash(&self, line: Line, secret: SecretString, salt: [u8; 16]) -> Result<Result<String, Busy>> {
        let Ok(place) = self.place(line) else {
            return Ok(Err(Busy));
        };
        self.queued(place, move |inner| inner.argon.hash(secret.expose_secret().as_bytes(), &salt))
            .await?
            .map(Ok)
            .ok_or_else(|| Error::Stored("argon2 refused its parameters".into()))
    }

    /// As [`Self::hash`], on this thread and out of turn: for commands, never for requests.
    ///
    /// # Errors
    /// When argon2 refuses its parameters.
    pub fn hash_here(&self, secret: &str, salt: &[u8; 16]) -> Result<String> {
        let hash = self.0.argon.hash(secret.as_bytes(), salt);
        hash.ok_or_else(|| Error::Stored("argon2 refused its parameters".into()))
    }

    async fn queued<T: Send + 'static>(
        &self,
        place: Place,
        work: impl FnOnce(&Inner) -> T + Send + 'static,
    ) -> Result<T> {
        let hasher = self.clone();
        let waiting = Waiting::begin(&self.0.waiting);
        let turn = self.0.running.clone().acquire_owned().await.map_err(Error::because("a turn at hashing"))?;
        drop(waiting);
        let work = move || {
            let began = Instant::now();
            let done = work(&hasher.0);
            #[cfg(test)]
            hasher.0.done.fetch_add(1, Ordering::Relaxed);
            if hasher.is_flooded() {
                sleep(began.elapsed().min(LONGEST_REST));
            }
            drop((place, turn));
            done
        };
        self.0.threads.run(work).await
    }
}

impl Inner {
    fn checked(&self, stored: &str, secret: &str) -> Checked {
        if is_bcrypt(stored) {
            // bcrypt repeats its key after a zero byte: `1234\01234` would be as good as `1234`, and no PIN to the
            // throttle.
            let repeats = secret.contains('\0');
            return match bcrypt::verify(secret, stored) {
                Ok(true) if !repeats => Checked::Right { outdated: true },
                _ => Checked::Wrong,
            };
        }
        if self.argon.verify(stored, secret.as_bytes()) {
            Checked::Right { outdated: self.argon.outdated(stored) }
        } else {
            Checked::Wrong
        }
    }
}

/// The name of the scheme of a stored hash, for `credential.scheme`.
pub fn scheme(hash: &str) -> &'static str {
    if is_bcrypt(hash) { "bcrypt" } else { "argon2id" }
}

fn is_bcrypt(hash: &str) -> bool {
    hash.starts_with("$2")
}

/// How many hashes run at a time: one core is left to anyone who reads while somebody else guesses.
fn at_a_time() -> usize {
    available_parallelism().map_or(1, |cores| cores.get().saturating_sub(1).max(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    const ANYBODY: Line = Line::Outside(IpAddr::V4(std::net::Ipv4Addr::LOCALHOST));

    /// Strangers of networks far from one another.
    fn far(n: u16) -> Line {
        let [a, b] = n.to_be_bytes();
        Line::Outside(IpAddr::from([10, a, b, 1]))
    }

    #[tokio::test]
    async fn a_secret_is_known_again_and_an_unknown_card_is_wrong() {
        let hasher = Hasher::for_tests();
        let hash = hasher.hash(ANYBODY, "violet harbour".into(), [1; 16]).await.unwrap().unwrap();
        assert!(hash.starts_with("$argon2id$"));
        let check = async |stored: Option<String>, secret: &str| {
            hasher.check(ANYBODY, stored, secret.to_owned().into()).await.unwrap().unwrap()
        };
        assert_eq!(check(Some(hash.clone()), "violet harbour").await, Checked::Right { outdated: false });
        assert_eq!(check(Some(hash), "violet harbor").await, Checked::Wrong);
        assert_eq!(check(None, "violet harbour").await, Checked::Wrong);
        assert_eq!(check(Some("garbage".into()), "").await, Checked::Wrong);
    }

    #[tokio::test]
    async fn bcrypt_and_older_parameters_are_to_be_made_anew() {
        let hasher = Hasher::for_tests();
        let old = bcrypt::hash("violet harbour", 4).unwrap();
        assert_eq!(
            hasher.check(ANYBODY, Some(old), "violet harbour".to_owned().into()).await.unwrap(),
            Ok(Checked::Right { outdated: true })
        );
        let pin = bcrypt::hash("1234", 4).unwrap();
        let repeated = hasher.check(ANYBODY, Some(pin), "1234\u{0}1234".to_owned().into()).await.unwrap();
        assert_eq!(repeated, Ok(Checked::Wrong), "a PIN in disguise");
        let weak = Hasher::with(Params::new(32, 1, 1, None).unwrap())
            .hash(ANYBODY, "x".into(), [1; 16])
            .await
            .unwrap()
            .unwrap();
        assert_eq!(
            hasher.check(ANYBODY, Some(weak), "x".to_owned().into()).await.unwrap(),
            Ok(Checked::Right { outdated: true })
        );
    }

    #[test]
    fn production_uses_at_least_owasps_floor() {
        let hash = Hasher::new().hash_here("x", &[1; 16]).unwrap();
        let params = Params::try_from(&argon2::password_hash::phc::PasswordHash::new(&hash).unwrap()).unwrap();
        assert!(params.m_cost() >= 19 * 1024 && params.t_cost() >= 2);
    }

    #[test]
    fn a_morning_rush_is_no_flood_and_whoever_only_holds_a_place_makes_none() {
        let hasher = Hasher::for_tests();
        let places: Vec<_> = (0..).map_while(|n| hasher.place(far(n)).ok()).collect();
        assert!(!hasher.is_flooded(), "{} hold a place and hash nothing", places.len());
        let wait = || Waiting::begin(&hasher.0.waiting);
        let mut rush: Vec<_> = (0..WAITING / 2).map(|_| wait()).collect();
        assert!(!hasher.is_flooded());
        rush.push(wait());
        assert!(hasher.is_flooded());
        rush.pop();
        assert!(!hasher.is_flooded(), "it is over when it is over");
    }

    #[test]
    fn each_line_has_places_that_no_other_fills() {
        let hasher = Hasher::for_tests();
        let strangers: Vec<_> = (0..).map_while(|n| hasher.place(far(n)).ok()).collect();
        let away = |n: u16| match far(n) {
            Line::Outside(client) => Line::DeskAway(client),
            other => other,
        };
        let at_the_desks_door: Vec<_> = (0..).map_while(|n| hasher.place(away(n)).ok()).collect();
        assert!(strangers.len() >= WAITING && at_the_desks_door.len() >= WAITING_APART);
        for line in [Line::Inside, Line::Known(Uuid::from_u128(1)), Line::Desk] {
            assert!(hasher.place(line).is_ok(), "{line:?}");
        }
    }

    #[test]
    fn one_network_holds_a_few_places_and_one_device_too() {
        let hasher = Hasher::for_tests();
        let held = |line: fn(u8) -> Line| (0..60).map_while(|n| hasher.place(line(n)).ok()).collect::<Vec<_>>();
        let client = held(|_| Line::Outside(IpAddr::from([203, 0, 113, 1])));
        let neighbours = held(|n| Line::Outside(IpAddr::from([203, 0, 113, 2 + n])));
        assert_eq!((client.len(), neighbours.len()), (OF_ONE_CLIENT, OF_ONE_NETWORK - OF_ONE_CLIENT));
        assert!(hasher.place(far(1)).is_ok(), "and everybody else finds one");
        assert_eq!(held(|_| Line::Known(Uuid::from_u128(1))).len(), OF_ONE);
        assert!(hasher.place(Line::Known(Uuid::from_u128(2))).is_ok());
    }

    #[tokio::test]
    async fn a_full_queue_says_so_and_hanging_up_frees_no_place_early() {
        let hasher = Hasher::for_tests();
        let places = hasher.0.lines.outside.taken().1;
        let (go, wait) = std::sync::mpsc::channel::<()>();
        let wait = Arc::new(std::sync::Mutex::new(wait));
        let mut asked = Vec::new();
        for n in (0..).take(places) {
            let (hasher, wait) = (hasher.clone(), wait.clone());
            asked.push(tokio::spawn(async move {
                let place = hasher.place(far(n)).unwrap();
                hasher
                    .queued(place, move |_| {
                        let _ = wait.lock().unwrap().recv();
                    })
                    .await
                    .unwrap();
            }));
        }
        while hasher.0.lines.outside.taken().0 < places || hasher.0.running.available_permits() > 0 {
            tokio::task::yield_now().await;
        }
        assert_eq!(hasher.check(ANYBODY, None, "x".to_owned().into()).await.unwrap(), Err(Busy));
        assert_eq!(hasher.0.lines.outside.taken(), (places, places));
        let turns = at_a_time();
        for hung_up in &asked {
            hung_up.abort();
        }
        for _ in 0..200 {
            tokio::task::yield_now().await;
        }
        assert_eq!(hasher.0.running.available_permits(), 0, "what runs keeps its {turns} turns");
        drop(go);
    }
}
