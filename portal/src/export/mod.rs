//! A copy of everything: one archive, made when it is asked for, sent as it is made, stored nowhere.
//!
//! In it: `index.html` and a page for each drawer to read and print, `record.json` with every value by class and column, one
//! CSV for each table that has rows, and `manifest.json` with what is in it, what is withheld and why, and what is not kept. All parts are read in one
//! snapshot of the database, row by row, so they agree and memory does not grow with the record.

mod comma;
mod html;
mod index;
mod json;
mod manifest;
mod pack;
mod page;
mod words;
mod zip;

use crate::{
    Error, Portal, Result,
    authority::{InPerson, Patron, Reauthenticated},
    db::{Scope, Taker, Tx},
    ids::PersonId,
    ledger::{self, Event},
    look::use_up,
    record::{self, Origins, Row, Standings, own_record},
};
use chrono::{DateTime, Utc};
use domain::{
    decision::{Asker, Card, Decision, Proof, Request, Share, Wanted, decide},
    inventory::{Class, Field, Relation, info},
    ledger::{Action, ActorKind},
    profile::{Due, Profile},
    words::Lang,
};
use futures::{StreamExt, TryStreamExt, stream, stream::BoxStream};
use std::time::Duration;
use tokio::{io::DuplexStream, sync::OwnedSemaphorePermit, time::timeout};
use tokio_util::{bytes::Bytes, io::ReaderStream};
use uuid::Uuid;

pub use page::PAPER_ROWS;

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

/// What a copy made at the desk is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// The page to read and print, alone, with at most [`PAPER_ROWS`] entries of each list.
    Paper,
    /// The whole archive.
    Archive,
}

/// Why there is no archive now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotNow {
    /// This person is taking a copy already: a slow reader holds up no more than one.
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
    /// What the decision gives the patron of each class. Nothing else is read for the archive, or named in it.
    shares: Vec<Share>,
    /// What of the patron bears on how long each class is kept.
    standings: Standings,
}

impl Facts {
    /// The classes that have something in the archive.
    fn classes(&self) -> impl Iterator<Item = Class> {
        Class::ALL.into_iter().filter(|&class| self.share(class).is_some())
    }

    /// The relations of a class that have something in the archive.
    fn relations(&self, class: Class) -> impl Iterator<Item = &'static Relation> {
        info(class)
            .relations
            .iter()
            .filter(move |relation| relation.fields.iter().any(|field| self.tells(class, relation, field)))
    }

    /// The fields of a relation that the archive has.
    fn fields(&self, class: Class, relation: &'static Relation) -> impl Iterator<Item = &'static Field> {
        relation.fields.iter().filter(move |field| self.tells(class, relation, field))
    }

    fn tells(&self, class: Class, relation: &Relation, field: &Field) -> bool {
        self.share(class).is_some_and(|share| record::told(share, relation, field.column))
    }

    fn share(&self, class: Class) -> Option<&Share> {
        self.shares.iter().find(|share| share.class == class)
    }

    /// What becomes of a row of a relation of this class.
    fn due(&self, class: Class, relation: &Relation, row: &Row) -> Due {
        self.profile.due(class, relation.over, self.standings.of(class), row.ended)
    }
}

/// Everything held about this patron at this library, as far as the decision gives it to them (which is all of it), as
/// one ZIP archive in the patron's language.
///
/// That a copy was taken is in the ledger, committed, before the first byte is there.
///
/// # Errors
/// When the database does not answer. `Ok(Err(…))`: not now.
// Test (export/tests.rs): "whoever takes a copy takes one at a time".
// Test (export/tests.rs): "slow readers leave connections to others".
pub async fn archive(portal: &Portal, patron: &Reauthenticated<Patron>, lang: Lang) -> Result<Result<Archive, NotNow>> {
    let turn = match turn(portal, patron.profile(), patron.person()).await? {
        Ok(turn) => turn,
        Err(not_now) => return Ok(Err(not_now)),
    };
    let by = By { actor: patron.actor(), via: "portal", detail: serde_json::json!({ "format": "archive" }) };
    let decision = own_record(portal, patron, Wanted::classes(Class::ALL));
    let tx = portal.db.begin(patron.scope()).await?;
    let whose = (patron.profile(), patron.person());
    Ok(Ok(taken(portal, (tx, turn), whose, decision, by, (Form::Archive, lang)).await?))
}

/// The same for somebody who cannot sign in and stands at the desk with photo ID: once, as the whole archive or as the page
/// to print. The patron reads in their activity that it was given, by whom, and on which kind of ID. What they were answered in
/// the look is used up with that line, and not where it is not now: then they ask once more.
///
/// # Errors
/// When the database does not answer. `Ok(Some(Err(…)))`: not now. `Ok(None)`: they have had theirs meanwhile.
// Test (export/tests.rs): "who cannot sign in gets everything at the desk once and reads that it was given".
// Test (export/tests.rs): "l21 a copy at the desk that has to wait is not used up".
pub async fn archive_at_desk(
    portal: &Portal,
    patron: InPerson,
    form: Form,
    lang: Lang,
) -> Result<Option<Result<Archive, NotNow>>> {
    let turn = match turn(portal, patron.profile(), patron.person()).await? {
        Ok(turn) => turn,
        Err(not_now) => return Ok(Some(Err(not_now))),
    };
    let format = if form == Form::Paper { "paper" } else { "archive" };
    let detail = serde_json::json!({
        "format": format, "role": patron.staff().role().code(), "photo_id": patron.seen().code(),
    });
    let by = By { actor: patron.actor(), via: "desk", detail };
    let profile = patron.profile();
    let proof = Proof::InPerson { card: Card::NotShown, photo_id: true };
    let request =
        Request { asker: Asker::Patron(proof), wanted: Wanted::classes(Class::ALL), today: portal.today(profile) };
    let decision = decide(&request, profile);
    let mut tx = portal.db.begin(patron.scope()).await?;
    if !use_up(&mut tx, patron.staff(), patron.look()).await? {
        return Ok(None);
    }
    let whose = (profile, patron.person());
    Ok(Some(Ok(taken(portal, (tx, turn), whose, decision, by, (form, lang)).await?)))
}

/// The policy for the content of a copy on [paper](Form::Paper) that a browser shows: its own styles and nothing else.
pub fn paper_policy() -> String {
    let styles = html::styles();
    format!("default-src 'none'; style-src '{styles}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'")
}

/// Who takes a copy, for the ledger.
struct By {
    actor: (ActorKind, Option<Uuid>),
    via: &'static str,
    detail: serde_json::Value,
}

/// Waits for this person's turn, which is asked for before anything is written.
async fn turn(portal: &Portal, profile: &Profile, person: PersonId) -> Result<Result<Turn, NotNow>> {
    let Some(taker) = portal.db.taker(&profile.slug, person) else {
        return Ok(Err(NotNow::OneAlready));
    };
    let Ok(share) = timeout(PATIENCE, portal.db.turn_at_archives()).await else {
        return Ok(Err(NotNow::TooMany));
    };
    Ok(Ok(Turn { _taker: taker, _share: share? }))
}

/// Notes in this transaction that the copy is taken, commits it, and begins to make the copy.
async fn taken(
    portal: &Portal,
    (mut tx, turn): (Tx, Turn),
    (profile, person): (&Profile, PersonId),
    decision: Decision,
    by: By,
    (form, lang): (Form, Lang),
) -> Result<Archive> {
    let at = portal.clock.now();
    let shares = match decision {
        Decision::Allowed(allowed) => allowed.shares,
        Decision::Refused(_) => Vec::new(),
    };
    let classes: Vec<Class> = shares.iter().map(|share| share.class).collect();
    let event = Event {
        via: by.via,
        classes: &classes,
        detail: by.detail,
        ..Event::new(&profile.slug, at, Some(person), Action::Exported, by.actor)
    };
    ledger::append(&mut tx, &*portal.entropy, event).await?;
    tx.commit().await?;

    let profile = profile.clone();
    let day = at.with_timezone(&profile.time_zone).date_naive();
    let file_name = match form {
        Form::Archive => format!("{}-record-{day}.zip", profile.slug),
        Form::Paper => format!("{}-record-{day}.html", profile.slug),
    };
    let facts = Facts { profile, person, lang, at, shares, standings: Standings::default() };
    let (maker, reader) = tokio::io::duplex(IN_FLIGHT);
    let portal = portal.clone();
    let made = tokio::spawn(async move {
        let _turn = turn;
        timeout(LONGEST, make(&portal, facts, form, maker)).await.unwrap_or_else(|_| Err(pack::stalled()))
    });
    let outcome = stream::once(async move { made.await? }).filter_map(|made| std::future::ready(made.err().map(Err)));
    let bytes = ReaderStream::new(reader).map_err(Error::from).chain(outcome).boxed();
    Ok(Archive { file_name, bytes })
}

async fn make(portal: &Portal, mut facts: Facts, form: Form, to: DuplexStream) -> Result<()> {
    let (library, person) = (facts.profile.slug.clone(), facts.person);
    // What is read is what the patron reads, no matter who asked for the copy.
    let mut tx = portal.db.snapshot(Scope::Patron(&library, person)).await?;
    let origins = Origins::read(&mut tx, &library, person).await?;
    facts.standings = Standings::read(&mut tx, &library, person).await?;

    let at = facts.at.with_timezone(&facts.profile.time_zone);
    let mut rows = Reader { tx: &mut tx, library: &library, person, origins: &origins, facts: &facts };
    if form == Form::Paper {
        let mut pack = pack::Pack::bare(to);
        page::on_paper(&mut pack, &facts, &mut rows).await?;
        return pack.close().await;
    }
    let mut pack = pack::Pack::new(to, at);
    let told = page::write(&mut pack, &facts, &mut rows).await?;
    index::write(&mut pack, &facts, &told).await?;
    json::write(&mut pack, &facts, &mut rows).await?;
    for class in facts.classes() {
        for relation in facts.relations(class) {
            comma::write(&mut pack, &facts, &mut rows, (class, relation)).await?;
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
    facts: &'a Facts,
}

impl Reader<'_> {
    /// The rows of a relation, with what the decision gives of each.
    fn rows(&mut self, (class, relation): (Class, &'static Relation)) -> BoxStream<'_, Result<Row>> {
        let facts = self.facts;
        record::rows(self.tx, self.library, self.person, (class, relation), record::Reader::Patron, self.origins)
            .map_ok(move |mut row| {
                row.cells.retain(|cell| facts.tells(class, relation, cell.field));
                row
            })
            .boxed()
    }
}

#[cfg(test)]
pub(crate) mod tests;
