//! Proving the chain: every link follows from the one before it and from its event, and no event stands outside.
//!
//! The person who may rewrite every table of the database can also make a new chain from the first link on. What shows that is
//! the newest digest, noted somewhere else from time to time ([`super::heads`]).

use super::{
    canonical::{Stored, genesis},
    verify_tree::verify_tree,
};
use crate::{Error, Portal, Result, db::Scope};
use chrono::{DateTime, Utc};
use domain::{ids::LibrarySlug, ledger::proof::Head};
use std::fmt;
use uuid::Uuid;

/// How many links are read at once. Memory does not grow with the chain.
const PAGE: i64 = 2000;

/// What walking a library's chain found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verified {
    /// Which library.
    pub library: LibrarySlug,
    /// How many links are whole, counted from the first.
    pub links: i64,
    /// How many lines of the tree are whole: as many as links, once the sealer has entered those of before there was a tree.
    pub lines: i64,
    /// The digest of the last whole link.
    pub head: Option<[u8; 32]>,
    /// How many events wait to be sealed.
    pub waiting: i64,
    /// When the oldest of them happened. Long ago means that no worker is running.
    pub waiting_since: Option<DateTime<Utc>>,
    /// The first thing that is wrong, if any is.
    pub broken: Option<Broken>,
}

/// What is wrong with a chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Broken {
    /// A link is gone: the next one there is has a later number.
    MissingLink {
        /// The number that is missing.
        seq: i64,
    },
    /// A link does not follow from the one before it.
    WrongPrevious {
        /// Its number.
        seq: i64,
        /// Its event.
        event: Uuid,
    },
    /// An event (or its link's digest) is not what it was when it was sealed.
    ChangedEvent {
        /// Its link's number.
        seq: i64,
        /// Which event.
        event: Uuid,
    },
    /// An event is gone.
    MissingEvent {
        /// Its link's number; `None` if it was never sealed.
        seq: Option<i64>,
        /// Which event.
        event: Uuid,
    },
    /// A link was made from a canonical form that this program does not know.
    UnknownForm {
        /// Its number.
        seq: i64,
        /// The form.
        form: i16,
    },
    /// An event is neither in the chain nor waiting to be: its link was cut off, or the event was slipped in.
    NotInChain {
        /// Which event.
        event: Uuid,
        /// Its position among the events.
        position: i64,
        /// Whether it is older than the newest sealed event.
        older: bool,
    },
    /// The chain ends before a link that it had: it was cut off.
    ShorterThanKept {
        /// The link's number.
        seq: i64,
        /// When it was noted elsewhere.
        at: DateTime<Utc>,
    },
    /// A link is not the one that was noted: the chain was rewritten.
    NotAsKept {
        /// The link's number.
        seq: i64,
        /// When it was noted elsewhere.
        at: DateTime<Utc>,
    },
    /// A line of the tree is gone, though the tree was longer.
    MissingLine {
        /// The link's number.
        seq: i64,
    },
    /// A line of the tree, or a node above it, is not its event's.
    OtherLine {
        /// The number of its link.
        seq: i64,
    },
    /// The tree has fewer lines than a head that was signed: it was cut off.
    ShorterThanSigned {
        /// How many lines it had.
        seq: i64,
    },
    /// The tree of so many lines is not the one whose head was signed: it was rewritten.
    NotAsSigned {
        /// How many lines it had.
        seq: i64,
    },
}

/// The chains of all libraries, as `server ledger verify` prints them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LedgerReport(pub Vec<Verified>);

struct Link {
    seq: i64,
    event_id: Uuid,
    previous: Vec<u8>,
    digest: Vec<u8>,
    version: i16,
    event: Option<Stored>,
}

/// Walks this library's chain from its first link, then its tree from its first line, and reports the first thing that is wrong.
///
/// # Errors
/// When the database is away.
pub async fn verify(portal: &Portal, library: &LibrarySlug) -> Result<Verified> {
    verify_signed(portal, library, &[]).await
}

/// The same, and the heads of this library that were signed and kept elsewhere are heads of the tree.
///
/// # Errors
/// When the database is away.
pub async fn verify_signed(portal: &Portal, library: &LibrarySlug, signed: &[Head]) -> Result<Verified> {
    let mut verified = Verified {
        library: library.clone(),
        links: 0,
        lines: 0,
        head: None,
        waiting: 0,
        waiting_since: None,
        broken: None,
    };
    let mut previous = genesis(library.as_str());
    let mut after = i64::MIN;
    'walk: loop {
        let links = page(portal, library, after).await?;
        let Some(last) = links.last() else { break };
        after = last.seq;
        for link in &links {
            match check(link, verified.links + 1, &previous) {
                Ok(digest) => {
                    previous = digest;
                    verified.links += 1;
                    verified.head = Some(digest);
                }
                Err(broken) => {
                    verified.broken = Some(broken);
                    break 'walk;
                }
            }
        }
    }
    let mut tx = portal.db.begin(Scope::Worker).await?;
    let waiting = sqlx::query!(
        r#"SELECT count(*) AS "waiting!", min(e.at) AS since
           FROM ledger_unsealed u JOIN ledger_event e ON e.library = u.library AND e.id = u.event_id
           WHERE u.library = $1"#,
        library.as_str(),
    )
    .fetch_one(&mut *tx)
    .await?;
    (verified.waiting, verified.waiting_since) = (waiting.waiting, waiting.since);
    if verified.broken.is_some() {
        return Ok(verified);
    }
    // One statement, so one moment: the sealer moves an event from waiting to sealed in one transaction.
    let outside = sqlx::query!(
        r#"SELECT e.id, e.position, coalesce(e.position < newest.position, false) AS "older!"
           FROM ledger_event e
           LEFT JOIN LATERAL (
               SELECT s.position FROM ledger_link l JOIN ledger_event s ON s.library = l.library AND s.id = l.event_id
               WHERE l.library = $1 ORDER BY l.seq DESC LIMIT 1) newest ON true
           WHERE e.library = $1
             AND NOT EXISTS (SELECT FROM ledger_link l WHERE l.library = e.library AND l.event_id = e.id)
             AND NOT EXISTS (SELECT FROM ledger_unsealed u WHERE u.library = e.library AND u.event_id = e.id)
           ORDER BY e.position LIMIT 1"#,
        library.as_str(),
    )
    .fetch_optional(&mut *tx)
    .await?;
    let vanished = sqlx::query_scalar!(
        "SELECT u.event_id FROM ledger_unsealed u \
         WHERE u.library = $1 \
           AND NOT EXISTS (SELECT FROM ledger_event e WHERE e.library = u.library AND e.id = u.event_id) \
         ORDER BY u.position LIMIT 1",
        library.as_str(),
    )
    .fetch_optional(&mut *tx)
    .await?;
    verified.broken = match (outside, vanished) {
        (Some(event), _) => Some(Broken::NotInChain { event: event.id, position: event.position, older: event.older }),
        (None, Some(event)) => Some(Broken::MissingEvent { seq: None, event }),
        (None, None) => None,
    };
    drop(tx);
    if verified.broken.is_none() {
        let (lines, broken) = verify_tree(portal, library, signed).await?;
        verified.lines = lines;
        verified.broken = broken;
    }
    Ok(verified)
}

/// [`verify`] for every library of this deployment.
///
/// # Errors
/// When the database is away.
pub async fn verify_all(portal: &Portal) -> Result<LedgerReport> {
    let mut tx = portal.db.begin(Scope::Worker).await?;
    let libraries = sqlx::query_scalar!("SELECT slug FROM library ORDER BY slug").fetch_all(&mut *tx).await?;
    tx.commit().await?;
    let mut report = Vec::new();
    for library in libraries {
        let library = library.parse().map_err(Error::because("library.slug"))?;
        report.push(verify(portal, &library).await?);
    }
    Ok(LedgerReport(report))
}

/// The digest of `link` if it is the one numbered `seq` and follows from `previous` and its event.
fn check(link: &Link, seq: i64, previous: &[u8; 32]) -> Result<[u8; 32], Broken> {
    let event = link.event_id;
    if link.seq != seq {
        return Err(Broken::MissingLink { seq });
    }
    if link.previous != previous {
        return Err(Broken::WrongPrevious { seq, event });
    }
    let stored = link.event.as_ref().ok_or(Broken::MissingEvent { seq: Some(seq), event })?;
    let digest = stored.digest(previous, link.version).ok_or(Broken::UnknownForm { seq, form: link.version })?;
    if link.digest == digest { Ok(digest) } else { Err(Broken::ChangedEvent { seq, event }) }
}

async fn page(portal: &Portal, library: &LibrarySlug, after: i64) -> Result<Vec<Link>> {
    let mut tx = portal.db.begin(Scope::Worker).await?;
    let rows = sqlx::query!(
        r#"SELECT l.seq, l.event_id, l.previous, l.digest, l.version, e.id AS "id?", e.position AS "position?",
                  trunc(extract(epoch FROM e.at) * 1000000)::text AS at, e.subject_id AS "subject?",
                  e.action AS "action?", e.actor_kind AS "actor_kind?", e.actor_id AS "actor?", e.via AS "via?",
                  to_jsonb(e.classes)::text AS classes, to_jsonb(e.fields)::text AS fields,
                  to_jsonb(e.rules)::text AS rules, e.purpose AS "purpose?", e.detail::text AS detail
           FROM ledger_link l LEFT JOIN ledger_event e ON e.library = l.library AND e.id = l.event_id
           WHERE l.library = $1 AND l.seq > $2 ORDER BY l.seq LIMIT $3"#,
        library.as_str(),
        after,
        PAGE,
    )
    .fetch_all(&mut *tx)
    .await?;
    let links = rows.into_iter().map(|row| {
        let event = row.id.map(|id| Stored {
            library: library.as_str().to_owned(),
            id,
            position: row.position.unwrap_or_default(),
            at: row.at.unwrap_or_default(),
            subject: row.subject,
            action: row.action.unwrap_or_default(),
            actor_kind: row.actor_kind.unwrap_or_default(),
            actor: row.actor,
            via: row.via.unwrap_or_default(),
            classes: row.classes.unwrap_or_default(),
            fields: row.fields.unwrap_or_default(),
            rules: row.rules.unwrap_or_default(),
            purpose: row.purpose,
            detail: row.detail.unwrap_or_default(),
        });
        Link {
            seq: row.seq,
            event_id: row.event_id,
            previous: row.previous,
            digest: row.digest,
            version: row.version,
            event,
        }
    });
    Ok(links.collect())
}

impl LedgerReport {
    /// Whether no chain is broken.
    pub fn whole(&self) -> bool {
        self.0.iter().all(|verified| verified.broken.is_none())
    }
}

impl fmt::Display for LedgerReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|verified| writeln!(f, "{verified}"))
    }
}

impl fmt::Display for Verified {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.broken {
            None => write!(f, "{}: whole, {} links", self.library, self.links)?,
            Some(broken) => write!(f, "{}: BROKEN after {} whole links: {broken}", self.library, self.links)?,
        }
        if let Some(head) = self.head {
            write!(f, ", newest whole digest {}", hex::encode(head))?;
        }
        if self.broken.is_none() && self.lines < self.links {
            write!(f, ", {} links not in the tree yet", self.links - self.lines)?;
        }
        if self.waiting > 0 {
            write!(f, ", {} waiting to be sealed", self.waiting)?;
        }
        if let Some(since) = self.waiting_since {
            write!(f, " since {}", since.format("%Y-%m-%dT%H:%M:%SZ"))?;
        }
        Ok(())
    }
}

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::MissingLink { seq } => write!(f, "link {seq} is missing"),
            Self::WrongPrevious { seq, event } => {
                write!(f, "link {seq} (event {event}) does not follow from the link before it")
            }
            Self::ChangedEvent { seq, event } => write!(f, "event {event} was changed after link {seq} sealed it"),
            Self::MissingEvent { seq: Some(seq), event } => write!(f, "event {event} of link {seq} is missing"),
            Self::MissingEvent { seq: None, event } => write!(f, "event {event} went missing before it was sealed"),
            Self::UnknownForm { seq, form } => {
                write!(f, "link {seq} is of form {form}, which this version does not know")
            }
            Self::NotInChain { event, position, older } => {
                let than = if *older { ", though newer events are" } else { "" };
                write!(f, "event {event} at position {position} is not in the chain{than}")
            }
            Self::ShorterThanKept { seq, at } => {
                write!(f, "link {seq}, kept elsewhere on {}, is gone: the chain was cut off", day(at))
            }
            Self::NotAsKept { seq, at } => {
                write!(f, "link {seq} is not the one kept elsewhere on {}: the chain was rewritten", day(at))
            }
            Self::MissingLine { seq } => write!(f, "link {seq} is not in the tree"),
            Self::OtherLine { seq } => write!(f, "line {seq} of the tree is not its event’s"),
            Self::ShorterThanSigned { seq } => {
                write!(f, "the tree had {seq} lines when its head was signed: it was cut off")
            }
            Self::NotAsSigned { seq } => {
                write!(f, "the tree of {seq} lines is not the one whose head was signed: it was rewritten")
            }
        }
    }
}

fn day(at: &DateTime<Utc>) -> impl fmt::Display {
    at.format("%Y-%m-%d")
}
