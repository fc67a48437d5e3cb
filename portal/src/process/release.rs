//! What leaves: exactly the entries that the paper names and the decision allows, seen before they go, as a text with its
//! digest, given to somebody whose name stands beside it.

use super::{
    out::Out,
    packet::{self, Body, Heading},
    register::{Entry, locked},
};
use crate::{
    Listed, Portal, Result,
    authority::Director,
    db::{OneReader, Tx},
    ids::PersonId,
    ledger::{self, Event},
    mail::What,
    notify,
    record::{Shared, shared_some},
};
use chrono::{DateTime, Duration, Utc};
use domain::{
    decision::{Decision, Refused},
    digest,
    inventory::{Class, show},
    ledger::Action,
    parse::ShortText,
    process::{Named, ReleasedOn},
    rules::{Ground, RuleId, codes},
    words::{Lang, Text},
};
use std::collections::BTreeSet;
use uuid::Uuid;

/// The most entries of one list that can leave at once: of more, the paper has to name days.
const MOST: usize = 2_000;

/// Looking at the same record for the same process again adds no line for so long.
const ONE_LINE_FOR: Duration = Duration::minutes(15);

/// To whom it is given, and how.
#[derive(Debug, Clone)]
pub struct Handed {
    /// Their name.
    pub given_to: ShortText<200>,
    /// Their agency or court.
    pub agency: Option<ShortText<200>>,
    /// The badge or paper that they showed.
    pub proof: Option<ShortText<200>>,
    /// How it is handed over.
    pub how: Option<ShortText<200>>,
}

/// What would leave.
#[derive(Debug)]
pub struct Prepared {
    /// Whose record.
    pub name: String,
    /// The entries that the paper names, all of them.
    pub shared: Vec<Shared>,
    /// The lists with more entries than can leave at once.
    pub too_many: Vec<Text>,
    /// Parts that the paper names and this library does not keep.
    pub not_kept: Vec<Class>,
    /// What it names too, and no file brings here: the library's own system may hold it.
    pub not_loaded: Vec<Class>,
    /// The entries as they would leave, without those that are left out.
    pub text: String,
    /// How many.
    pub entries: u32,
    /// The digest of that text.
    pub digest: String,
    /// Whether an order of silence holds, so that its owner is not told.
    pub silent: bool,
}

/// Whether something can leave.
#[derive(Debug)]
pub enum Preparing {
    /// This.
    Ready(Box<Prepared>),
    /// The decision does not allow it.
    NotYet(Refused),
    /// Nobody has recorded what the paper names.
    NothingNamed,
    /// There is no such entry that is open, or no record is kept for it under this number.
    NotFound,
}

/// What became of a release.
#[derive(Debug)]
pub enum ReleaseEnd {
    /// It is written down, and can be handed over.
    Done,
    /// It is not what was shown: something of the record changed meanwhile.
    Changed,
    /// Nothing is left to give.
    Nothing,
    /// More than can leave at once.
    TooMany,
    /// It cannot be, as [`Preparing`] says.
    No(Preparing),
}

/// Something that left.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReleasedText {
    /// Its number.
    pub id: Uuid,
    /// When.
    pub at: DateTime<Utc>,
    /// Who gave it.
    pub by: String,
    /// To whom.
    pub given_to: String,
    /// Their agency or court.
    pub agency: Option<String>,
    /// How many entries.
    pub entries: i32,
    /// The SHA-256 of its text.
    pub digest: String,
}

/// Something that left, with its very text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// What it was.
    pub given: ReleasedText,
    /// The text; none: it went with the record.
    pub text: Option<String>,
}

/// What would leave of this record: a look at it, which its owner reads of.
///
/// # Errors
/// When the database is away.
pub async fn prepare(
    portal: &Portal,
    director: &Director,
    process: Uuid,
    hold: Uuid,
    left_out: &BTreeSet<Uuid>,
) -> Result<Preparing> {
    let mut tx = portal.db.begin(director.scope()).await?;
    let gathered = match gather(&mut tx, portal, director, process, hold).await? {
        Ok(gathered) => gathered,
        Err(no) => return Ok(no),
    };
    tx.commit().await?;
    let profile = director.profile();
    let Gathered { name, entry, shared, .. } = gathered;
    let Body { text, entries } = packet::body(profile, &shared, left_out);
    Ok(Preparing::Ready(Box::new(Prepared {
        name,
        too_many: too_many(&shared),
        not_kept: entry.named.classes.iter().copied().filter(|&class| !profile.is_kept(class)).collect(),
        not_loaded: entry.named.classes.iter().copied().filter(|&class| profile.is_not_loaded(class)).collect(),
        digest: digest::of_text(&text),
        silent: entry.is_silent(),
        shared,
        text,
        entries,
    })))
}

fn too_many(shared: &[Shared]) -> Vec<Text> {
    let sections = shared.iter().flat_map(|part| &part.sections);
    sections.filter(|section| section.more).map(|section| section.relation.label).collect()
}

struct Gathered {
    entry: Entry,
    person: PersonId,
    name: String,
    decision: Decision,
    shared: Vec<Shared>,
}

/// The entries that the paper names of the record that is kept under this number. From here on the transaction reaches that
/// record alone.
async fn gather(
    tx: &mut Tx,
    portal: &Portal,
    director: &Director,
    process: Uuid,
    hold: Uuid,
) -> Result<std::result::Result<Gathered, Preparing>> {
    let profile = director.profile();
    let entry = locked(tx, director, process).await?.filter(|entry| entry.closed.is_none());
    let Some((entry, paper)) = entry.and_then(|entry| entry.paper.map(|paper| (entry, paper))) else {
        return Ok(Err(Preparing::NotFound));
    };
    let row = sqlx::query!(
        "SELECT person_id, concat_ws(' ', firstname, middle_name, surname) AS \"name!\" \
         FROM legal_hold AS hold JOIN person ON person.library = hold.library AND person.id = hold.person_id \
         WHERE hold.library = $1 AND hold.process_id = $2 AND hold.id = $3 AND hold.lifted_at IS NULL",
        profile.slug.as_str(),
        process,
        hold,
    )
    .fetch_optional(&mut **tx)
    .await?;
    let Some(row) = row else { return Ok(Err(Preparing::NotFound)) };
    if entry.named.classes.is_empty() {
        return Ok(Err(Preparing::NothingNamed));
    }
    let decision = paper.decision_on(&entry.named, profile, portal.today(profile));
    if let Decision::Refused(refused) = &decision {
        return Ok(Err(Preparing::NotYet(refused.clone())));
    }
    let person = PersonId(row.person_id);
    let allowed: Vec<Class> = Class::ALL.into_iter().filter(|&class| decision.allows(class)).collect();
    note_look(tx, portal, director, (process, person), &allowed, decision.rules()).await?;
    tx.narrow_to(OneReader::Look, person).await?;
    let named: &Named = &entry.named;
    let keep = |relation: &_, row: &_| packet::is_named(relation, row, named, profile);
    let shared = shared_some(tx, (&profile.slug, person), &decision, MOST, &keep).await?;
    Ok(Ok(Gathered { person, name: row.name, decision, shared, entry }))
}

/// That the Director looked at a record for a process.
pub(super) async fn note_look(
    tx: &mut Tx,
    portal: &Portal,
    director: &Director,
    (process, person): (Uuid, PersonId),
    classes: &[Class],
    rules: &[RuleId],
) -> Result<()> {
    let (staff, now) = (director.staff(), portal.clock.now());
    let noted = sqlx::query_scalar!(
        "SELECT EXISTS (SELECT FROM ledger_event WHERE library = $1 AND subject_id = $2 AND at > $3 AND action = $4 \
                        AND actor_id = $5 AND detail ->> 'process' = $6) AS \"noted!\"",
        director.library().as_str(),
        person.0,
        now - ONE_LINE_FOR,
        Action::Viewed.code(),
        staff.account(),
        process.to_string(),
    )
    .fetch_one(&mut **tx)
    .await?;
    if noted {
        return Ok(());
    }
    let event = Event {
        classes,
        rules: &codes(rules),
        purpose: Some(ReleasedOn::Process.code()),
        detail: serde_json::json!({ "role": staff.role().code(), "process": process }),
        ..Event::at_desk(staff, now, Some(person), Action::Viewed)
    };
    ledger::append(tx, &*portal.entropy, event).await?;
    Ok(())
}

/// What is to leave.
#[derive(Debug, Clone)]
pub struct Leaving<'a> {
    /// The form's own name, which becomes the number of the release: sent twice, it is one.
    pub id: Uuid,
    /// The entries that do not leave.
    pub left_out: &'a BTreeSet<Uuid>,
    /// The digest of what was shown.
    pub shown: &'a str,
    /// To whom it is given, and how.
    pub handed: &'a Handed,
}

/// Writes down what leaves, for it to be handed over. Its owner reads of it, and is written to, unless a court forbids
/// that. `site` is the address of the library's portal.
///
/// # Errors
/// When the database is away; then nothing is released.
pub async fn release(
    portal: &Portal,
    director: &Director,
    process: Uuid,
    hold: Uuid,
    leaving: Leaving<'_>,
    site: &str,
) -> Result<ReleaseEnd> {
    let Leaving { id, left_out, shown, handed } = leaving;
    let profile = director.profile();
    let mut tx = portal.db.begin(director.scope()).await?;
    let gathered = match gather(&mut tx, portal, director, process, hold).await? {
        Ok(gathered) => gathered,
        Err(no) => {
            drop(tx);
            // A second click may come after the entry was closed.
            return Ok(if is_released(portal, director, id).await? { ReleaseEnd::Done } else { ReleaseEnd::No(no) });
        }
    };
    let Gathered { entry, person, decision, shared, .. } = gathered;
    if !too_many(&shared).is_empty() {
        return Ok(ReleaseEnd::TooMany);
    }
    let body = packet::body(profile, &shared, left_out);
    if body.entries == 0 {
        return Ok(ReleaseEnd::Nothing);
    }
    if digest::of_text(&body.text) != shown {
        return Ok(ReleaseEnd::Changed);
    }
    let now = portal.clock.now();
    let heading = Heading { ground: ReleasedOn::Process, about: about(&entry), handed, at: now, id };
    let packet = packet::whole(profile, &heading, &body);
    let classes = packet::classes(&shared);
    let out = Out {
        id,
        staff: director.staff(),
        person,
        ground: ReleasedOn::Process,
        process: Some(entry.id),
        handed,
        reason: None,
        senior: false,
        classes: &classes,
        entries: body.entries,
        packet: &packet,
    };
    if out.write(&mut tx, portal, decision.rules()).await? && !entry.is_silent() {
        let lang = profile.usual_language();
        notify::tell(&mut tx, portal, profile, person, lang, site, What::LegalProcess).await?;
    }
    tx.commit().await?;
    Ok(ReleaseEnd::Done)
}

/// The paper, as it stands above what leaves.
fn about(entry: &Entry) -> Vec<(&'static str, String)> {
    let mut about = Vec::new();
    if let Some(paper) = entry.paper {
        about.push(("Paper", paper.instrument.label().to(Lang::En).to_owned()));
        about.extend(paper.served_on.map(|day| ("Served on", show::date(day, Lang::En))));
    }
    about.extend(entry.basis.law.map(|law| ("Rests on", law.label().to(Lang::En).to_owned())));
    about.extend(entry.basis.proceeding.map(|what| ("For", what.label().to(Lang::En).to_owned())));
    let lines = [("Court", &entry.court), ("Docket number", &entry.docket), ("Signed by", &entry.signed_by)];
    about.extend(lines.into_iter().filter_map(|(name, value)| Some((name, value.clone()?))));
    let classes: Vec<&str> = entry.named.classes.iter().map(|&class| class.label_for_others().to(Lang::En)).collect();
    about.push(("It names", classes.join(", ")));
    let days = [("From", entry.named.from), ("Until", entry.named.until)];
    about.extend(days.into_iter().filter_map(|(name, day)| Some((name, show::date(day?, Lang::En)))));
    about
}

async fn is_released(portal: &Portal, director: &Director, id: Uuid) -> Result<bool> {
    let mut tx = portal.db.begin(director.scope()).await?;
    let found = sqlx::query_scalar!(
        "SELECT EXISTS (SELECT FROM released WHERE library = $1 AND id = $2) AS \"found!\"",
        director.library().as_str(),
        id,
    );
    Ok(found.fetch_one(&mut *tx).await?)
}

/// What left of this process under this number, with its text: a look, which its owner reads of. `None`: nothing did.
///
/// # Errors
/// When the database is away.
pub async fn receipt(portal: &Portal, director: &Director, process: Uuid, id: Uuid) -> Result<Option<Receipt>> {
    let Some(given) = read(portal, director, process, Some(id)).await?.into_iter().next() else { return Ok(None) };
    let mut tx = portal.db.begin(director.scope()).await?;
    let row = sqlx::query!(
        "SELECT person_id, packet, classes FROM released WHERE library = $1 AND id = $2",
        director.library().as_str(),
        id,
    )
    .fetch_optional(&mut *tx)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let classes: Vec<Class> = row.classes.iter().filter_map(|code| Class::from_code(code)).collect();
    let rules = director.profile().grounds.of(Ground::LegalProcess);
    if let Some(person) = row.person_id {
        note_look(&mut tx, portal, director, (process, PersonId(person)), &classes, rules).await?;
        tx.commit().await?;
    }
    Ok(Some(Receipt { given, text: row.packet }))
}

/// What left under a process, the first first.
///
/// # Errors
/// When the database is away.
pub async fn releases(portal: &Portal, director: &Director, process: Uuid) -> Result<Listed<ReleasedText>> {
    read(portal, director, process, None).await
}

async fn read(portal: &Portal, director: &Director, process: Uuid, id: Option<Uuid>) -> Result<Listed<ReleasedText>> {
    let mut tx = portal.db.begin(director.scope()).await?;
    let given = sqlx::query!(
        "SELECT released.id, released_at AS at, account.name AS by, given_to, agency, entries, digest, count(*) OVER () AS \"all!\" FROM released \
         JOIN staff_account AS account ON account.library = released.library AND account.id = released.released_by \
         WHERE released.library = $1 AND released.process_id = $2 AND ($3::uuid IS NULL OR released.id = $3) \
         ORDER BY released_at, released.id LIMIT 200",
        director.library().as_str(),
        process,
        id,
    );
    Ok(Listed::of(
        given.fetch_all(&mut *tx).await?,
        |row| row.all,
        |row| ReleasedText {
            id: row.id,
            at: row.at,
            by: row.by,
            given_to: row.given_to,
            agency: row.agency,
            entries: row.entries,
            digest: row.digest,
        },
    ))
}
