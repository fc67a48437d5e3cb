//! Hashing and checking PINs and passwords: argon2id behind a bounded queue, bcrypt from imports.
//!
//! Hashing is meant to be slow, so it is what a flood would use to bring the portal down. Hashes run on every core but
//! one, on threads that give way, a few wait, and the rest are told to come back. The place in the queue moves into the
//! blocking closure: a client that hangs up does not free it early.

mod alike;
mod argon;
mod threads;

use crate::{Error, Result};
use argon::Argon;
use argon2::Params;
use secrecy::{ExposeSecret, SecretString};
use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    thread::{available_parallelism, sleep},
    time::{Duration, Instant},
};
use threads::Threads;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// How many may wait for each that runs.
const WAITING: usize = 32;

/// A hash that others' work held up rests no longer than this.
const LONGEST_REST: Duration = Duration::from_millis(100);

/// When to come back, told to whoever finds the queue full.
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
    /// It is not, or there is none.
    Wrong,
}

/// The one queue for hashing. Cheap to clone.
#[derive(Clone)]
pub struct Hasher(Arc<Inner>);

/// A place in the queue, given up when it is dropped.
#[derive(Debug)]
pub struct Place {
    _held: OwnedSemaphorePermit,
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
    /// How many run and wait at most.
    places: usize,
    running: Arc<Semaphore>,
    admitted: Arc<Semaphore>,
    /// How many wait for their turn.
    waiting: AtomicUsize,
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
            places: at_a_time() + WAITING,
            running: Arc::new(Semaphore::new(at_a_time())),
            admitted: Arc::new(Semaphore::new(at_a_time() + WAITING)),
            waiting: AtomicUsize::new(0),
            decoy,
        }))
    }

    /// How full the queue is: places taken, of how many.
    pub fn taken(&self) -> (usize, usize) {
        (self.0.places - self.0.admitted.available_permits(), self.0.places)
    }

    /// How many wait for their turn.
    pub fn waiting(&self) -> usize {
        self.0.waiting.load(Ordering::Relaxed)
    }

    /// Whether so many hashes wait that it is no morning's rush. Each is then followed by a rest as long as itself, so that
    /// pages get the cores.
    fn is_flooded(&self) -> bool {
        self.waiting() > WAITING / 2
    }

    /// A place in the queue. Taken before anything else is done for a stranger, it keeps a flood off the database too.
    ///
    /// # Errors
    /// When the queue is full.
    pub fn place(&self) -> Result<Place, Busy> {
        self.0.admitted.clone().try_acquire_owned().map(|held| Place { _held: held }).map_err(|_| Busy)
    }

    /// Whether `secret` is the one that `stored` is the hash of. Without a stored hash the same work is done in vain.
    ///
    /// # Errors
    /// When the blocking thread is lost. `Ok(Err(Busy))` when the queue is full.
    pub async fn check(&self, stored: Option<String>, secret: SecretString) -> Result<Result<Checked, Busy>> {
        match self.place() {
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
    pub async fn hash(&self, secret: SecretString, salt: [u8; 16]) -> Result<Result<String, Busy>> {
        let Ok(place) = self.place() else {
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

/// How many hashes run at a time: one core is left to whoever reads while somebody else guesses.
fn at_a_time() -> usize {
    available_parallelism().map_or(1, |cores| cores.get().saturating_sub(1).max(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_secret_is_known_again_and_an_unknown_card_is_wrong() {
        let hasher = Hasher::for_tests();
        let hash = hasher.hash("violet harbour".into(), [1; 16]).await.unwrap().unwrap();
        assert!(hash.starts_with("$argon2id$"));
        let check = async |stored: Option<String>, secret: &str| {
            hasher.check(stored, secret.to_owned().into()).await.unwrap().unwrap()
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
            hasher.check(Some(old), "violet harbour".to_owned().into()).await.unwrap(),
            Ok(Checked::Right { outdated: true })
        );
        let pin = bcrypt::hash("1234", 4).unwrap();
        let repeated = hasher.check(Some(pin), "1234\u{0}1234".to_owned().into()).await.unwrap();
        assert_eq!(repeated, Ok(Checked::Wrong), "a PIN in disguise");
        let weak = Hasher::with(Params::new(32, 1, 1, None).unwrap()).hash("x".into(), [1; 16]).await.unwrap().unwrap();
        assert_eq!(
            hasher.check(Some(weak), "x".to_owned().into()).await.unwrap(),
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
        let places: Vec<_> = std::iter::repeat_with(|| hasher.place()).map_while(Result::ok).collect();
        assert!(!hasher.is_flooded(), "{} hold a place and hash nothing", places.len());
        let wait = || Waiting::begin(&hasher.0.waiting);
        let mut rush: Vec<_> = (0..WAITING / 2).map(|_| wait()).collect();
        assert!(!hasher.is_flooded());
        rush.push(wait());
        assert!(hasher.is_flooded());
        rush.pop();
        assert!(!hasher.is_flooded(), "it is over when it is over");
    }

    #[tokio::test]
    async fn a_full_queue_says_so_and_hanging_up_frees_no_place_early() {
        let hasher = Hasher::for_tests();
        let places = hasher.0.admitted.available_permits();
        let (go, wait) = std::sync::mpsc::channel::<()>();
        let wait = Arc::new(std::sync::Mutex::new(wait));
        let mut asked = Vec::new();
        for _ in 0..places {
            let (hasher, wait) = (hasher.clone(), wait.clone());
            asked.push(tokio::spawn(async move {
                let place = hasher.place().unwrap();
                hasher
                    .queued(place, move |_| {
                        let _ = wait.lock().unwrap().recv();
                    })
                    .await
                    .unwrap();
            }));
        }
        while hasher.0.admitted.available_permits() > 0 || hasher.0.running.available_permits() > 0 {
            tokio::task::yield_now().await;
        }
        assert_eq!(hasher.check(None, "x".to_owned().into()).await.unwrap(), Err(Busy));
        assert_eq!(hasher.taken(), (places, places));
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
