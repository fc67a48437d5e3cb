//! What exists of what a paper names: how many entries of each part, in each record that is kept for it. Counts alone, so that
//! counsel can be told before anything may leave.

use super::{
    packet,
    register::{Entry, Which, read},
    release::note_look,
};
use crate::{
    Portal, Result,
    authority::Director,
    db::{OneReader, Tx},
    ids::PersonId,
    record::count_some,
};
use domain::{inventory::Class, process::Extent, rules::Ground};
use uuid::Uuid;

/// How much of what a paper names is in one record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfRecord {
    /// The name on it.
    pub name: String,
    /// Each part that the paper names and this library keeps, with how many of its entries are between the days.
    pub each: Vec<(Class, u64)>,
}

/// A record that is kept for the paper.
struct Held {
    person: PersonId,
    name: String,
}

/// How much there is in each record that is kept for it: a look at each, which its owner reads of. `None`: there is no such entry
/// that is open.
///
/// # Errors
/// When the database is away.
// Test (process/tests/extent.rs): "s3 what exists of what a paper names is counted before counsel advises".
pub async fn extent(portal: &Portal, director: &Director, process: Uuid) -> Result<Option<Vec<OfRecord>>> {
    let mut tx = portal.db.begin(director.scope()).await?;
    let entry = read(&mut tx, director.profile(), Which::One(process)).await?.into_iter().next();
    let Some(entry) = entry.filter(|entry| entry.closed.is_none()) else { return Ok(None) };
    let parts = parts(director, &entry);
    let held = held(&mut tx, director, process).await?;
    let rules = director.profile().grounds.of(Ground::LegalProcess);
    for one in held.iter().filter(|_| !parts.is_empty()) {
        note_look(&mut tx, portal, director, (process, one.person), &parts, rules).await?;
    }
    tx.commit().await?;
    count(portal, director, (&entry, &parts), held).await.map(Some)
}

/// Whether there is anything of it, for anyone who is about to say that there is not.
pub(super) async fn found(portal: &Portal, director: &Director, process: Uuid) -> Result<Extent> {
    let mut tx = portal.db.begin(director.scope()).await?;
    let Some(entry) = read(&mut tx, director.profile(), Which::One(process)).await?.into_iter().next() else {
        return Ok(Extent::Unknown);
    };
    if entry.named.classes.is_empty() {
        return Ok(Extent::Unknown);
    }
    let parts = parts(director, &entry);
    if parts.is_empty() {
        return Ok(Extent::Nothing);
    }
    let held = held(&mut tx, director, process).await?;
    drop(tx);
    if held.is_empty() {
        return Ok(if entry.sought_in_vain { Extent::Nothing } else { Extent::Unknown });
    }
    let all = count(portal, director, (&entry, &parts), held).await?;
    let is_any = all.iter().flat_map(|one| &one.each).any(|&(_, entries)| entries > 0);
    Ok(if is_any { Extent::Something } else { Extent::Nothing })
}

/// What of the named parts this library keeps.
fn parts(director: &Director, entry: &Entry) -> Vec<Class> {
    let profile = director.profile();
    let kept = |class: &Class| profile.is_kept(*class) && !profile.is_not_loaded(*class);
    entry.named.classes.iter().copied().filter(kept).collect()
}

async fn held(tx: &mut Tx, director: &Director, process: Uuid) -> Result<Vec<Held>> {
    let rows = sqlx::query!(
        "SELECT person_id, concat_ws(' ', firstname, middle_name, surname) AS \"name!\" \
         FROM legal_hold AS hold JOIN person ON person.library = hold.library AND person.id = hold.person_id \
         WHERE hold.library = $1 AND hold.process_id = $2 AND hold.lifted_at IS NULL ORDER BY hold.set_at, hold.id",
        director.library().as_str(),
        process,
    )
    .fetch_all(&mut **tx)
    .await?;
    Ok(rows.into_iter().map(|row| Held { person: PersonId(row.person_id), name: row.name }).collect())
}

/// Each record in a transaction that reaches it alone.
async fn count(
    portal: &Portal,
    director: &Director,
    (entry, parts): (&Entry, &[Class]),
    held: Vec<Held>,
) -> Result<Vec<OfRecord>> {
    let profile = director.profile();
    let keep = |relation: &_, row: &_| packet::is_named(relation, row, &entry.named, profile);
    let mut all = Vec::new();
    for one in held {
        let mut tx = portal.db.begin(director.scope()).await?;
        tx.narrow_to(OneReader::Look, one.person).await?;
        let each = count_some(&mut tx, (&profile.slug, one.person), parts, &keep).await?;
        all.push(OfRecord { name: one.name, each });
    }
    Ok(all)
}
