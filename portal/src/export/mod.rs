//! A copy of everything: one archive, made when it is asked for, sent as it is made, stored nowhere.
//!
//! In it: `read-me.html` to read and print, `record.json` with every value by class and column, one CSV for each table,
//! and `manifest.json` with what is in it, what is withheld and why, and what is not kept. All parts are read in one
//! snapshot of the database, row by row, so they agree and memory does not grow with the record.

mod comma;
mod json;
mod manifest;
mod pack;
mod page;
mod words;
mod zip;

use crate::{
    Error, Portal, Result,
    authority::{Patron, Reauthenticated},
    db::{Taker, Tx},
    ids::PersonId,
    ledger::{self, Event},
    record::{self, Origins, Row, Standings},
};
use chrono::{DateTime, Utc};
use domain::{
    inventory::{Class, Relation, info},
    ledger::Action,
    profile::{Due, Profile},
    words::Lang,
};
use futures::{StreamExt, TryStreamExt, stream, stream::BoxStream};
use std::time::Duration;
use tokio::{io::DuplexStream, sync::OwnedSemaphorePermit, time::timeout};
use tokio_util::{bytes::Bytes, io::ReaderStream};

/// How long one waits for a turn: each archive holds a connection while its reader takes it, so few are made at once.
const PATIENCE: Duration = Duration::from_secs(10);

/// No archive may take longer, however slowly it is read.
const LONGEST: Duration = Duration::from_mins(15);

/// What is on its way between the maker and the reader.
const IN_FLIGHT: usize = 64 * 1024;

/// An archive on its way.
pub struct Archive {
    /// What to call it: `mansfield-record-2026-11-23.zip`.
    pub file_name: String,
    /// Its bytes. An error in the middle ends them with that error: the download must then break off, so that nobody
    /// takes half a record for a whole one. Dropping them ends the making.
    pub bytes: BoxStream<'static, Result<Bytes>>,
}

/// Why there is no archive now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotNow {
    /// This person is taking one already: nobody's slow reading holds up more than one.
    OneAlready,
    /// Too many people are taking theirs.
    TooMany,
}

/// What an archive holds while it is made.
struct Turn {
    _taker: Taker,
    _share: OwnedSemaphorePermit,
}

/// What every part of an archive says about itself.
struct Facts {
    profile: Profile,
    person: PersonId,
    lang: Lang,
    at: DateTime<Utc>,
    /// What of the patron bears on how long each class is kept.
    standings: Standings,
}

impl Facts {
    /// What becomes of a row of a relation of this class.
    fn due(&self, class: Class, relation: &Relation, row: &Row) -> Due {
        self.profile.due(class, relation.over, self.standings.of(class), row.ended)
    }
}

/// Everything held about this patron at this library, as one ZIP archive in the patron's language.
///
/// That a copy was taken is in the ledger, committed, before the first byte is there.
///
/// # Errors
/// When the database does not answer. `Ok(Err(…))`: not now.
// Test (export/tests.rs): "whoever takes a copy takes one at a time".
// Test (export/tests.rs): "slow readers leave connections to others".
pub async fn archive(portal: &Portal, patron: &Reauthenticated<Patron>, lang: Lang) -> Result<Result<Archive, NotNow>> {
    let Some(taker) = portal.db.taker(patron.library(), patron.person()) else {
        return Ok(Err(NotNow::OneAlready));
    };
    let Ok(share) = timeout(PATIENCE, portal.db.turn_at_archives()).await else {
        return Ok(Err(NotNow::TooMany));
    };
    let turn = Turn { _taker: taker, _share: share? };
    let at = portal.clock.now();
    note(portal, patron, at).await?;

    let profile = patron.profile().clone();
    let day = at.with_timezone(&profile.time_zone).date_naive();
    let file_name = format!("{}-record-{day}.zip", profile.slug);
    let facts = Facts { profile, person: patron.person(), lang, at, standings: Standings::default() };
    let (maker, reader) = tokio::io::duplex(IN_FLIGHT);
    let (portal, patron) = (portal.clone(), Patron::clone(patron));
    let made = tokio::spawn(async move {
        let _turn = turn;
        timeout(LONGEST, make(&portal, &patron, facts, maker)).await.unwrap_or_else(|_| Err(pack::stalled()))
    });
    let outcome = stream::once(async move { made.await? }).filter_map(|made| std::future::ready(made.err().map(Err)));
    let bytes = ReaderStream::new(reader).map_err(Error::from).chain(outcome).boxed();
    Ok(Ok(Archive { file_name, bytes }))
}

async fn note(portal: &Portal, patron: &Patron, at: DateTime<Utc>) -> Result<()> {
    let mut tx = portal.db.begin(patron.scope()).await?;
    let event = Event {
        classes: &Class::ALL,
        detail: serde_json::json!({ "format": "archive" }),
        ..Event::new(patron.library(), at, Some(patron.person()), Action::Exported, patron.actor())
    };
    ledger::append(&mut tx, &*portal.entropy, event).await?;
    tx.commit().await
}

async fn make(portal: &Portal, patron: &Patron, mut facts: Facts, to: DuplexStream) -> Result<()> {
    let mut tx = portal.db.snapshot(patron.scope()).await?;
    let origins = Origins::read(&mut tx, patron.library(), patron.person()).await?;
    facts.standings = Standings::read(&mut tx, patron.library(), patron.person()).await?;

    let mut pack = pack::Pack::new(to, facts.at.with_timezone(&facts.profile.time_zone));
    let whose = patron.library().clone();
    let mut rows = Reader { tx: &mut tx, library: &whose, person: patron.person(), origins: &origins };
    page::write(&mut pack, &facts, &mut rows).await?;
    json::write(&mut pack, &facts, &mut rows).await?;
    for class in Class::ALL {
        for relation in info(class).relations {
            comma::write(&mut pack, &mut rows, (class, relation)).await?;
        }
    }
    manifest::write(&mut pack, &facts).await?;
    pack.close().await
}

/// Reads relation after relation in the archive's snapshot.
struct Reader<'a> {
    tx: &'a mut Tx,
    library: &'a domain::ids::LibrarySlug,
    person: PersonId,
    origins: &'a Origins,
}

impl Reader<'_> {
    fn rows(&mut self, relation: (Class, &'static Relation)) -> BoxStream<'_, Result<Row>> {
        record::rows(self.tx, self.library, self.person, relation, record::Reader::Patron, self.origins)
    }
}

#[cfg(test)]
mod tests;
