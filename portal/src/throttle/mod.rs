//! Slowing down guessing (SECURITY.md, "Signing in", 1 to 5): counters in Postgres by client, by card, by device, and
//! the spray detector.
//!
//! An attempt is charged before its secret is hashed, in one short transaction, and what it was charged is given back
//! when it succeeds; so fifty attempts at once are fifty charges, on however many servers. A card is counted by a keyed
//! hash of its number, whether or not it exists.
//!
//! Attempts at one card wait for one another at its row. So that this keeps nobody else waiting, whoever is refused
//! anyway is refused before, only a share of the pool's connections may be here at once, and none waits long.

mod bucket;
mod failures;
mod network;

use crate::{
    Error, Portal, Result,
    db::{Scope, Tx},
};
use bucket::Bucket;
use domain::ids::LibrarySlug;
use failures::Failures;
use sqlx::error::DatabaseError;
use std::net::IpAddr;

/// The door that an attempt is at. Each counts its clients apart: the library's patrons and its desk often share one
/// network, and what is tried at one door uses up nothing at the other.
// Test (throttle/tests.rs): "what patrons try uses up nothing at the desk, and the other way round".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Door {
    /// Patrons sign in.
    Patrons,
    /// Staff sign in.
    Desk,
}

impl Door {
    const fn clients(self) -> &'static str {
        match self {
            Self::Patrons => "throttle client",
            Self::Desk => "throttle desk client",
        }
    }
}

/// One attempt, as far as throttling is concerned.
#[derive(Debug, Clone, Copy)]
pub struct Attempt<'a> {
    /// Which library.
    pub library: &'a LibrarySlug,
    /// Where.
    pub door: Door,
    /// The client's address.
    pub client: IpAddr,
    /// Whether the address is one of the library's own, which many people share.
    pub own_network: bool,
    /// The card number as it is stored; `None` when what was typed cannot be one.
    pub card: Option<&'a str>,
    /// Whether the secret has the form of a PIN.
    pub pin: bool,
    /// The known device this comes from, where its cookie is right for this card.
    pub device: Option<uuid::Uuid>,
}

/// Charges an attempt. `false`: it is one too many, and nothing more may be done for it.
///
/// # Errors
/// When the database is away.
pub async fn admit(portal: &Portal, attempt: Attempt<'_>) -> Result<bool> {
    in_turn(portal, attempt.library, false, async |tx| charge(portal, tx, attempt).await).await
}

/// How long an attempt waits for others at the same counter, in milliseconds. What holds a counter for longer is a
/// server that has gone away in the middle.
const PATIENCE_MS: &str = "2000";

/// Does `work` on the counters in a transaction of its own. `otherwise`: the answer when another has held the same
/// counter for too long.
// Test (throttle/tests.rs): "an attempt that waits too long is refused and no error".
// Test (throttle/tests.rs): "those who wait leave connections for others".
async fn in_turn<T>(
    portal: &Portal,
    library: &LibrarySlug,
    otherwise: T,
    work: impl AsyncFnOnce(&mut Tx) -> Result<T>,
) -> Result<T> {
    let _turn = portal.db.turn_at_counters().await?;
    let done = async {
        let mut tx = portal.db.begin(Scope::Library(library)).await?;
        sqlx::query("SELECT set_config('lock_timeout', $1, true)").bind(PATIENCE_MS).execute(&mut *tx).await?;
        let done = work(&mut tx).await?;
        tx.commit().await?;
        Ok(done)
    };
    match done.await {
        Err(error) if waited_too_long(&error) => Ok(otherwise),
        other => other,
    }
}

/// `lock_not_available`
fn waited_too_long(error: &Error) -> bool {
    let Error::Database(error) = error else { return false };
    error.as_database_error().and_then(DatabaseError::code).is_some_and(|code| code == "55P03")
}

async fn charge(portal: &Portal, tx: &mut Tx, attempt: Attempt<'_>) -> Result<bool> {
    let now = portal.clock.now();
    let keys = &portal.keys;
    let mut admitted = true;
    for (scope, bucket, network) in clients(&attempt) {
        let key = keys.mac(attempt.door.clients(), network.as_bytes());
        // What one client is refused costs its neighbours nothing.
        // Test (throttle/tests.rs): "a client that never stops does not use up its network's allowance".
        admitted = admitted && bucket.take(tx, attempt.library, scope, &key, now).await?;
    }
    if admitted && let Some(card) = attempt.card {
        admitted = if let Some(device) = attempt.device {
            // A known device has a small allowance of its own: guessing elsewhere cannot use it up.
            let key = keys.mac("throttle device", device.as_bytes());
            Failures::DEVICE.charge(tx, attempt.library, &key, attempt.pin, now).await?
        } else {
            let key = keys.mac("throttle card", card.as_bytes());
            // Before the spray detector: hammering at one card that is shut uses up nobody's allowance.
            Failures::CARD.is_open(tx, attempt.library, &key, attempt.pin, now).await?
                && (!attempt.pin || spray(tx, portal, &attempt, card, now).await?)
                && Failures::CARD.charge(tx, attempt.library, &key, attempt.pin, now).await?
        };
    }
    Ok(admitted)
}

/// Charges a client that asks for a mailed link, apart from what it is charged for signing in.
///
/// # Errors
/// When the database is away.
pub async fn admit_link(portal: &Portal, library: &LibrarySlug, client: IpAddr, own_network: bool) -> Result<bool> {
    let asking = Attempt { library, door: Door::Patrons, client, own_network, card: None, pin: false, device: None };
    let now = portal.clock.now();
    in_turn(portal, library, false, async |tx| {
        let mut admitted = true;
        for (scope, bucket, network) in clients(&asking) {
            let key = portal.keys.mac("throttle link", network.as_bytes());
            admitted = admitted && bucket.take(tx, library, scope, &key, now).await?;
        }
        Ok(admitted)
    })
    .await
}

/// Gives back what a successful attempt was charged, and forgets the card's failures.
///
/// # Errors
/// When the database is away.
pub async fn succeeded(portal: &Portal, attempt: Attempt<'_>) -> Result<()> {
    let now = portal.clock.now();
    let keys = &portal.keys;
    in_turn(portal, attempt.library, (), async |tx| {
        for (scope, bucket, network) in clients(&attempt) {
            let key = keys.mac(attempt.door.clients(), network.as_bytes());
            bucket.give_back(tx, attempt.library, scope, &key).await?;
        }
        if let Some(device) = attempt.device {
            let key = keys.mac("throttle device", device.as_bytes());
            Failures::DEVICE.forget(tx, attempt.library, &key, now).await?;
        } else if let Some(card) = attempt.card {
            // In the order of `admit`: in another, someone guessing at a card could bring its owner's success to a
            // deadlock.
            // Test (throttle/tests.rs): "fifty attempts and fifty successes for one card at once all come to an end".
            if attempt.pin {
                Bucket::SPRAY.give_back(tx, attempt.library, "spray-all", spray_key(&attempt)).await?;
            }
            Failures::CARD.forget(tx, attempt.library, &keys.mac("throttle card", card.as_bytes()), now).await?;
        }
        Ok(())
    })
    .await
}

/// Forgets a card's failures: its owner has shown a code or a mailed link.
///
/// # Errors
/// When the database is away.
pub(crate) async fn forgive(portal: &Portal, tx: &mut Tx, library: &LibrarySlug, card: &str) -> Result<()> {
    let key = portal.keys.mac("throttle card", card.as_bytes());
    Failures::CARD.forget(tx, library, &key, portal.clock.now()).await
}

/// Charges a patron who gives the secret again while signed in: five free tries, then ever longer waits.
///
/// # Errors
/// When the database is away.
pub async fn admit_again(portal: &Portal, library: &LibrarySlug, person: uuid::Uuid) -> Result<bool> {
    let key = portal.keys.mac("throttle again", person.as_bytes());
    let now = portal.clock.now();
    in_turn(portal, library, false, async |tx| Failures::AGAIN.charge(tx, library, &key, false, now).await).await
}

/// The secret was right: forgets what [`admit_again`] counted.
///
/// # Errors
/// When the database is away.
pub async fn succeeded_again(portal: &Portal, library: &LibrarySlug, person: uuid::Uuid) -> Result<()> {
    let key = portal.keys.mac("throttle again", person.as_bytes());
    let now = portal.clock.now();
    in_turn(portal, library, (), async |tx| Failures::AGAIN.forget(tx, library, &key, now).await).await
}

/// The library's own networks count apart: nobody outside may close PIN sign-in at the computers in the library, where
/// no device is ever known.
// Test (throttle/tests.rs): "two hundred PINs from outside leave PIN sign-in open at the library's own computers".
fn spray_key(attempt: &Attempt<'_>) -> &'static [u8] {
    if attempt.own_network { b"own" } else { b"all" }
}

/// How many different cards one client may try with PINs in a day before PINs from there are refused.
const CARDS_A_DAY: i32 = 20;

/// One PIN tried on many cards. Counts the cards a client has tried, and all PINs tried from unknown devices.
async fn spray(
    tx: &mut Tx,
    portal: &Portal,
    attempt: &Attempt<'_>,
    card: &str,
    now: chrono::DateTime<chrono::Utc>,
) -> Result<bool> {
    let wide = network::wide(attempt.client);
    let pair = portal.keys.mac("throttle pair", format!("{wide} {card} {}", now.date_naive()).as_bytes());
    let client = portal.keys.mac("throttle spray", wide.as_bytes());
    let limit = if attempt.own_network { CARDS_A_DAY * bucket::OWN } else { CARDS_A_DAY };
    let cards = failures::distinct(tx, attempt.library, &pair, &client, now).await?;
    Ok(cards <= limit && Bucket::SPRAY.take(tx, attempt.library, "spray-all", spray_key(attempt), now).await?)
}

fn clients(attempt: &Attempt<'_>) -> [(&'static str, Bucket, String); 2] {
    let times = if attempt.own_network { f64::from(bucket::OWN) } else { 1.0 };
    [
        ("client", Bucket::CLIENT.times(times), network::narrow(attempt.client)),
        ("client-wide", Bucket::CLIENT_WIDE.times(times), network::wide(attempt.client)),
    ]
}

#[cfg(test)]
mod tests;
