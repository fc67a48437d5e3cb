//! Slowing down guessing (SECURITY.md, "Every refusal at sign-in is the same"): counters in Postgres by client, by
//! card, by device, and the spray detector.
//!
//! An attempt is charged before its secret is hashed, in one short transaction, and what it was charged is given back
//! when it succeeds; so fifty attempts at once are fifty charges, on however many servers. A card is counted by a keyed
//! hash of its number, whether or not it exists.
//!
//! A client over its network's own allowance is refused at once, whatever the card. Where the card's counters refuse,
//! the same work is done as for everybody and thrown away: how long a refusal takes tells nothing about a card.
//!
//! Attempts at one card wait for one another at its row. So that nobody else has to wait, attempts that will be refused
//! anyway are refused before that, only a share of the pool's connections may be here at once, and none waits long.

mod bucket;
mod failures;

use crate::{
    Error, Portal, Result,
    db::{Scope, Tx},
    limits::network,
};
use bucket::{Bucket, Taken};
use chrono::{DateTime, Utc};
use domain::{ids::LibrarySlug, parse::EmailAddress};
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
    /// Where the secret has the form of a PIN, its keyed hash ([`pin_mark`]): one PIN on many cards is known by it.
    pub pin: Option<[u8; 32]>,
    /// The known device this comes from, where its cookie is right for this card.
    pub device: Option<uuid::Uuid>,
}

/// What became of asking.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// Go on.
    Admitted(Charged),
    /// The client or its network is over its own allowance. That is so whatever the card, and nothing more is to be
    /// done.
    Client,
    /// One too many for this card, or part of a spray. The same work has to be done as for everybody, and its outcome
    /// ignored.
    Card,
}

/// What an attempt was charged beside its counters, to be given back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Charged {
    whole: bool,
    same: bool,
    other: bool,
}

/// What stands for a PIN in [`Attempt::pin`].
pub fn pin_mark(portal: &Portal, typed: &str) -> [u8; 32] {
    portal.keys.mac("throttle pin", typed.as_bytes())
}

/// Whether this server knows that the client's network has nothing left: then nothing is asked and nobody charged.
// Test (access/tests/guessing.rs): "whoever is over their allowance takes no place in the queue and asks the database nothing".
pub(crate) fn is_spent(portal: &Portal, attempt: &Attempt<'_>) -> bool {
    is_known_spent(portal, attempt, attempt.door.clients(), portal.clock.now())
}

/// Charges an attempt.
///
/// # Errors
/// When the database is away.
pub async fn admit(portal: &Portal, attempt: Attempt<'_>) -> Result<Answer> {
    in_turn(portal, attempt.library, Answer::Card, async |tx| charge(portal, tx, attempt).await).await
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

async fn charge(portal: &Portal, tx: &mut Tx, attempt: Attempt<'_>) -> Result<Answer> {
    let now = portal.clock.now();
    let keys = &portal.keys;
    if let (Some(device), Some(_)) = (attempt.device, attempt.card) {
        // A known device has a small allowance of its own: guessing elsewhere, or beside it in the same network, cannot
        // use it up.
        // Test (throttle/tests.rs): "a known device is not concerned by what its network has used up".
        let pin = attempt.pin.is_some();
        let key = device_key(portal, device, pin);
        let admitted = Failures::DEVICE.charge(tx, attempt.library, &key, pin, now).await?;
        return Ok(if admitted { Answer::Admitted(Charged::default()) } else { Answer::Card });
    }
    // An attempt that is refused for its client is not charged to the network around it.
    // Test (throttle/tests.rs): "a client that never stops does not use up its network's allowance".
    if !take_of_networks(portal, tx, &attempt, attempt.door.clients(), now).await? {
        return Ok(Answer::Client);
    }
    let Some(card) = attempt.card else { return Ok(Answer::Admitted(Charged::default())) };
    let pin = attempt.pin.is_some();
    let key = card_key(portal, card, pin, attempt.own_network);
    // Before the spray detector: trying one closed card again and again uses up no allowance of others.
    if !Failures::CARD.is_open(tx, attempt.library, &key, pin, now).await? {
        return Ok(Answer::Card);
    }
    let charged = match attempt.pin {
        None => Some(Charged::default()),
        Some(mark) => spray(tx, portal, &attempt, card, &mark, now).await?,
    };
    let Some(charged) = charged else { return Ok(Answer::Card) };
    if !Failures::CARD.charge(tx, attempt.library, &key, pin, now).await? {
        return Ok(Answer::Card);
    }
    let from = keys.mac("throttle card from", from(&attempt, card, pin).as_bytes());
    Failures::note_from(tx, attempt.library, &from, pin, now).await?;
    Ok(Answer::Admitted(charged))
}

/// Takes one of what the client and its network have left. `false`: there is nothing.
async fn take_of_networks(
    portal: &Portal,
    tx: &mut Tx,
    attempt: &Attempt<'_>,
    what_for: &'static str,
    now: DateTime<Utc>,
) -> Result<bool> {
    for (scope, bucket, network) in clients(attempt) {
        let key = portal.keys.mac(what_for, network.as_bytes());
        if let Taken::Not(missing) = bucket.take(tx, attempt.library, scope, &key, now).await? {
            portal.db.spent().note((attempt.library.clone(), what_for, network), now + missing, now);
            return Ok(false);
        }
    }
    Ok(true)
}

/// Whether a client is known here to be over its allowance: then it is refused without asking the database.
fn is_known_spent(portal: &Portal, attempt: &Attempt<'_>, what_for: &'static str, now: DateTime<Utc>) -> bool {
    let spent = portal.db.spent();
    clients(attempt).into_iter().any(|(_, _, network)| spent.is(&(attempt.library.clone(), what_for, network), now))
}

/// What asking for a mailed link is charged under.
const LINK: &str = "throttle link";

/// Charges a client that asks for a mailed link, apart from what it is charged for signing in.
///
/// # Errors
/// When the database is away.
pub async fn admit_link(portal: &Portal, library: &LibrarySlug, client: IpAddr, own_network: bool) -> Result<bool> {
    let asking = asking(library, client, own_network);
    let now = portal.clock.now();
    if is_known_spent(portal, &asking, LINK, now) {
        return Ok(false);
    }
    in_turn(portal, library, false, async |tx| take_of_networks(portal, tx, &asking, LINK, now).await).await
}

/// What asking for newsletters without a card is charged under.
const SUBSCRIBING: &str = "throttle subscribing";

/// What becomes of asking for a mail to an address that no record has yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ByAddress {
    /// Go on.
    Admitted,
    /// The client is over its own allowance.
    Client,
    /// There are too many over the whole library, no matter who asks.
    Library,
}

/// Charges a client that has mail sent to an address it typed, apart from what it is charged for anything else, and the
/// library as a whole.
///
/// # Errors
/// When the database is away.
pub(crate) async fn admit_by_address(
    portal: &Portal,
    library: &LibrarySlug,
    client: IpAddr,
    own_network: bool,
) -> Result<ByAddress> {
    let asking = asking(library, client, own_network);
    let now = portal.clock.now();
    if is_known_spent(portal, &asking, SUBSCRIBING, now) {
        return Ok(ByAddress::Client);
    }
    in_turn(portal, library, ByAddress::Library, async |tx| {
        if !take_of_networks(portal, tx, &asking, SUBSCRIBING, now).await? {
            return Ok(ByAddress::Client);
        }
        let all = Bucket::ADDRESSES.take(tx, library, "addresses", b"all", now).await?;
        Ok(if all == Taken::One { ByAddress::Admitted } else { ByAddress::Library })
    })
    .await
}

/// So many mails go to an address that somebody typed within any 24 hours.
const MAILS_A_DAY: u8 = 3;

/// Charges an address that somebody typed, no matter who typed it: three mails within any 24 hours, so that nobody fills another's
/// mailbox.
///
/// # Errors
/// When the database is away.
pub(crate) async fn admit_address(portal: &Portal, library: &LibrarySlug, address: &EmailAddress) -> Result<bool> {
    let key = portal.keys.mac("throttle address", address.as_str().to_lowercase().as_bytes());
    let now = portal.clock.now();
    in_turn(portal, library, false, async |tx| {
        for nth in 0..MAILS_A_DAY {
            let key = [&key[..], &[nth]].concat();
            if Bucket::MAIL_A_DAY.take(tx, library, "address", &key, now).await? == Taken::One {
                return Ok(true);
            }
        }
        Ok(false)
    })
    .await
}

/// What a client's address is known by where it has to be recognised again and never read.
pub(crate) fn mark_of_client(portal: &Portal, client: IpAddr) -> [u8; 32] {
    portal.keys.mac("desk client", client.to_canonical().to_string().as_bytes())
}

/// What a code that is copied by hand is charged under.
const CODE: &str = "throttle code";

/// Charges a client that types a code from the desk: ten at once, one more each half minute. Of 2^40 codes nobody
/// guesses one of the few that are good for a day.
///
/// # Errors
/// When the database is away.
pub(crate) async fn admit_code(
    portal: &Portal,
    library: &LibrarySlug,
    client: IpAddr,
    own_network: bool,
) -> Result<bool> {
    let asking = asking(library, client, own_network);
    let now = portal.clock.now();
    if is_known_spent(portal, &asking, CODE, now) {
        return Ok(false);
    }
    in_turn(portal, library, false, async |tx| take_of_networks(portal, tx, &asking, CODE, now).await).await
}

/// The code was right: gives back what [`admit_code`] charged.
///
/// # Errors
/// When the database is away.
pub(crate) async fn code_was_right(
    portal: &Portal,
    library: &LibrarySlug,
    client: IpAddr,
    own_network: bool,
) -> Result<()> {
    let asking = asking(library, client, own_network);
    in_turn(portal, library, (), async |tx| give_back(portal, tx, &asking, CODE).await).await
}

/// An attempt that is counted by its client's address alone.
fn asking(library: &LibrarySlug, client: IpAddr, own_network: bool) -> Attempt<'_> {
    Attempt { library, door: Door::Patrons, client, own_network, card: None, pin: None, device: None }
}

/// Gives back what a successful attempt was charged, and takes from the card's failures those of this client. What
/// others failed stays counted: the owner signs in, and anyone who guesses finds no more tries than before.
///
/// # Errors
/// When the database is away.
pub async fn succeeded(portal: &Portal, attempt: Attempt<'_>, charged: Charged) -> Result<()> {
    let now = portal.clock.now();
    in_turn(portal, attempt.library, (), async |tx| {
        if let Some(device) = attempt.device {
            for pin in [false, true] {
                let key = device_key(portal, device, pin);
                Failures::DEVICE.forget(tx, attempt.library, &key, now).await?;
            }
            return Ok(());
        }
        give_back(portal, tx, &attempt, attempt.door.clients()).await?;
        let Some(card) = attempt.card else { return Ok(()) };
        // In the order of `admit`: in another, someone guessing at a card could bring its owner's success to a
        // deadlock.
        // Test (throttle/tests.rs): "fifty attempts and fifty successes for one card at once all come to an end".
        if let Some(mark) = attempt.pin {
            for (took, bucket, scope, key) in sprays(&attempt, &mark, charged) {
                if took {
                    bucket.give_back(tx, attempt.library, scope, &key).await?;
                }
            }
        }
        for pin in [false, true] {
            let key = card_key(portal, card, pin, attempt.own_network);
            let from = portal.keys.mac("throttle card from", from(&attempt, card, pin).as_bytes());
            Failures::take_back(tx, attempt.library, &key, &from, pin == attempt.pin.is_some(), now).await?;
        }
        Ok(())
    })
    .await
}

async fn give_back(portal: &Portal, tx: &mut Tx, attempt: &Attempt<'_>, what_for: &'static str) -> Result<()> {
    for (scope, bucket, network) in clients(attempt) {
        let key = portal.keys.mac(what_for, network.as_bytes());
        bucket.give_back(tx, attempt.library, scope, &key).await?;
        portal.db.spent().forget(&(attempt.library.clone(), what_for, network));
    }
    Ok(())
}

/// Notes a try that [`Answer::Card`] refused, as a refused one that was heard is noted in the ledger.
pub(crate) async fn unheard(portal: &Portal, tx: &mut Tx, attempt: &Attempt<'_>) -> Result<()> {
    let from = from(attempt, attempt.card.unwrap_or_default(), attempt.pin.is_some());
    let key = portal.keys.mac("throttle unheard", from.as_bytes());
    failures::unheard(tx, attempt.library, &key, portal.clock.now()).await
}

/// Forgets a card's failures: its owner has shown a code or a mailed link.
///
/// # Errors
/// When the database is away.
pub(crate) async fn forgive(portal: &Portal, tx: &mut Tx, library: &LibrarySlug, card: &str) -> Result<()> {
    for (pin, own_network) in [(false, false), (false, true), (true, false), (true, true)] {
        let key = card_key(portal, card, pin, own_network);
        Failures::CARD.forget(tx, library, &key, portal.clock.now()).await?;
    }
    Ok(())
}

/// A card's counter: one for what could be a PIN and one for the rest, and each once more for the library's own
/// networks.
// Test (throttle/tests.rs): "guesses that cannot be a pin neither close pins nor slow them down".
// Test (throttle/tests.rs): "nobody outside closes a card at the library's own computers".
fn card_key(portal: &Portal, card: &str, pin: bool, own_network: bool) -> [u8; 32] {
    let what_for = match (pin, own_network) {
        (false, false) => "throttle card",
        (false, true) => "throttle card inside",
        (true, false) => "throttle card pin",
        (true, true) => "throttle card pin inside",
    };
    portal.keys.mac(what_for, card.as_bytes())
}

fn device_key(portal: &Portal, device: uuid::Uuid, pin: bool) -> [u8; 32] {
    let what_for = if pin { "throttle device pin" } else { "throttle device" };
    portal.keys.mac(what_for, device.as_bytes())
}

/// One client at one card.
fn from(attempt: &Attempt<'_>, card: &str, pin: bool) -> String {
    format!("{} {card} {pin} {}", network::narrow(attempt.client), attempt.own_network)
}

/// Charges somebody who gives the secret again while signed in: five free tries, then ever longer waits. Where they may,
/// `read` fetches what it is compared with in the same transaction; `None`: not now.
///
/// # Errors
/// When the database is away.
pub(crate) async fn admit_again<T>(
    portal: &Portal,
    library: &LibrarySlug,
    person: uuid::Uuid,
    read: impl AsyncFnOnce(&mut Tx) -> Result<T>,
) -> Result<Option<T>> {
    let key = portal.keys.mac("throttle again", person.as_bytes());
    let now = portal.clock.now();
    in_turn(portal, library, None, async |tx| {
        let admitted = Failures::AGAIN.charge(tx, library, &key, false, now).await?;
        if admitted { read(tx).await.map(Some) } else { Ok(None) }
    })
    .await
}

/// The secret was right: forgets what [`admit_again`] counted where `still`, asked in the same transaction, says that
/// anyone who gave it is signed in; returns what it says. Hashing takes time.
///
/// # Errors
/// When the database is away.
pub(crate) async fn succeeded_again(
    portal: &Portal,
    library: &LibrarySlug,
    person: uuid::Uuid,
    still: impl AsyncFnOnce(&mut Tx) -> Result<bool>,
) -> Result<bool> {
    let key = portal.keys.mac("throttle again", person.as_bytes());
    let now = portal.clock.now();
    let mut lives = false;
    in_turn(portal, library, (), async |tx| {
        lives = still(tx).await?;
        if lives { Failures::AGAIN.forget(tx, library, &key, now).await } else { Ok(()) }
    })
    .await?;
    Ok(lives)
}

/// How many different cards one client may try with PINs in a day before PINs from there are refused.
const CARDS_A_DAY: i32 = 20;

/// One PIN tried on many cards. Counts the cards a client has tried, all PINs tried from unknown devices, and each PIN.
/// Once there are so many that a spray is on, a PIN that was tried on many cards is refused and one that was not goes
/// on, up to a limit. `None`: this one is part of it.
// Test (throttle/tests.rs): "while one PIN is sprayed it is refused and others go on".
async fn spray(
    tx: &mut Tx,
    portal: &Portal,
    attempt: &Attempt<'_>,
    card: &str,
    mark: &[u8; 32],
    now: DateTime<Utc>,
) -> Result<Option<Charged>> {
    let wide = network::wide(attempt.client);
    let pair = portal.keys.mac("throttle pair", format!("{wide} {card} {}", now.date_naive()).as_bytes());
    let client = portal.keys.mac("throttle spray", wide.as_bytes());
    let limit = if attempt.own_network { CARDS_A_DAY * bucket::OWN } else { CARDS_A_DAY };
    if failures::distinct(tx, attempt.library, &pair, &client, now).await? > limit {
        return Ok(None);
    }
    let [whole, same, other] = sprays(attempt, mark, Charged::default());
    let mut take = async |(_, bucket, scope, key): (bool, Bucket, &'static str, Vec<u8>)| {
        Ok::<_, Error>(bucket.take(tx, attempt.library, scope, &key, now).await? == Taken::One)
    };
    let mut charged = Charged { whole: take(whole).await?, same: take(same).await?, other: false };
    if !charged.whole && charged.same {
        charged.other = take(other).await?;
    }
    Ok((charged.whole || charged.other).then_some(charged))
}

/// The counters of sprays, in the order in which they are locked, and which of them were charged. The library's own
/// networks count apart: nobody outside can close PIN sign-in at the computers in the library, where no device is
/// known.
// Test (throttle/tests.rs): "two hundred PINs from outside leave PIN sign-in open at the library's own computers".
fn sprays(attempt: &Attempt<'_>, mark: &[u8; 32], charged: Charged) -> [(bool, Bucket, &'static str, Vec<u8>); 3] {
    let whose: &[u8] = if attempt.own_network { b"own" } else { b"all" };
    [
        (charged.whole, Bucket::SPRAY, "spray-all", whose.to_vec()),
        (charged.same, Bucket::SAME_PIN, "spray-pin", [whose, mark].concat()),
        (charged.other, Bucket::OTHER_PINS, "spray-other", whose.to_vec()),
    ]
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
