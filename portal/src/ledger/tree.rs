//! The tree beside the chain: it grows by a line for each link, and proves a person's lines to them.

use super::{canonical::stored, digest_of, signer::Signer};
use crate::{
    Error, Portal, Result,
    authority::Patron,
    db::{Scope, Tx},
};
use domain::{
    ids::LibrarySlug,
    ledger::proof::{
        Bundle, Growth, Hash, Head, Nodes, nodes_of_growth, nodes_of_head, nodes_of_lines, prove_tree, record_hash,
        stored_hash_count, stored_hash_index, stored_hashes_for_record_hash, tree_hash,
    },
};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use uuid::Uuid;

/// Enters the links of this library that have no line yet, at most `batch`. Returns how many it entered. The caller holds the
/// lock of the library's chain.
///
/// # Errors
/// When the database is away, or holds what cannot be.
pub(super) async fn grow(tx: &mut Tx, portal: &Portal, library: &str, batch: u32) -> Result<usize> {
    let size = size(tx, library).await?;
    let events = sqlx::query!(
        r#"SELECT l.seq, e.library, e.id, e.position, trunc(extract(epoch FROM e.at) * 1000000)::text AS "at!",
                  e.subject_id AS subject, e.action, e.actor_kind, e.actor_id AS actor, e.via,
                  to_jsonb(e.classes)::text AS "classes!", to_jsonb(e.fields)::text AS "fields!",
                  to_jsonb(e.rules)::text AS "rules!", e.purpose, e.detail::text AS "detail!",
                  e.detail ? 'process' AS "told_later!"
           FROM ledger_link l JOIN ledger_event e ON e.library = l.library AND e.id = l.event_id
           WHERE l.library = $1 AND l.seq > $2 ORDER BY l.seq LIMIT $3"#,
        library,
        size,
        i64::from(batch),
    )
    .fetch_all(&mut **tx)
    .await?;
    if events.is_empty() {
        return Ok(0);
    }
    let subjects: Vec<Uuid> = events.iter().filter_map(|event| event.subject).collect();
    let mut numbers = newest_numbers(tx, library, &subjects).await?;
    let mut nodes = read(tx, library, &nodes_of_head(unsigned(size)?)).await?;
    let (mut seqs, mut ids, mut whose, mut numbered, mut salts) = (vec![], vec![], vec![], vec![], vec![]);
    let mut added = BTreeMap::new();
    for (place, event) in (size..).zip(events) {
        if event.seq != place + 1 {
            return Err(Error::Stored(format!("ledger_link has no number {}", place + 1)));
        }
        let number = event.subject.filter(|_| !event.told_later).map(|subject| {
            let newest = numbers.entry(subject).or_default();
            *newest += 1;
            *newest
        });
        let mut salt = [0; 32];
        portal.entropy.fill(&mut salt);
        let stored = stored!(event.library, event);
        let line = record_hash(stored.line(&salt, number).as_bytes());
        let place = unsigned(place)?;
        let first = stored_hash_index(0, place);
        let new = stored_hashes_for_record_hash(place, line, &nodes).map_err(Error::because("ledger_node"))?;
        for (number, hash) in (first..).zip(new) {
            nodes.0.insert(number, hash);
            added.insert(number, hash);
        }
        seqs.push(event.seq);
        ids.push(event.id);
        whose.push(event.subject);
        numbered.push(number);
        salts.push(salt.to_vec());
    }
    sqlx::query!(
        "INSERT INTO ledger_line (library, seq, event_id, subject_id, number, salt) \
         SELECT $1, * FROM unnest($2::bigint[], $3::uuid[], $4::uuid[], $5::bigint[], $6::bytea[])",
        library,
        &seqs,
        &ids,
        &whose as &[Option<Uuid>],
        &numbered as &[Option<i64>],
        &salts,
    )
    .execute(&mut **tx)
    .await?;
    let numbers: Vec<i64> = added.keys().map(|&number| signed(number)).collect::<Result<_>>()?;
    let hashes: Vec<Vec<u8>> = added.values().map(|hash| hash.0.to_vec()).collect();
    sqlx::query!(
        "INSERT INTO ledger_node (library, number, hash) SELECT $1, * FROM unnest($2::bigint[], $3::bytea[])",
        library,
        &numbers,
        &hashes,
    )
    .execute(&mut **tx)
    .await?;
    Ok(seqs.len())
}

/// The number of the newest line about each of these.
async fn newest_numbers(tx: &mut Tx, library: &str, subjects: &[Uuid]) -> Result<HashMap<Uuid, i64>> {
    let rows = sqlx::query!(
        r#"SELECT subject_id AS "subject!", max(number) AS "number!" FROM ledger_line
           WHERE library = $1 AND subject_id = ANY($2) AND number IS NOT NULL GROUP BY subject_id"#,
        library,
        subjects,
    )
    .fetch_all(&mut **tx)
    .await?;
    Ok(rows.into_iter().map(|row| (row.subject, row.number)).collect())
}

/// How many lines the tree of this library has: what the numbers of its nodes say, which is all that is public.
pub(super) async fn size(tx: &mut Tx, library: &str) -> Result<i64> {
    let newest = sqlx::query_scalar!("SELECT max(number) FROM ledger_node WHERE library = $1", library)
        .fetch_one(&mut **tx)
        .await?;
    let Some(newest) = newest else { return Ok(0) };
    // Nodes of n lines are fewer than 2n, and n at least.
    let (mut least, mut most) = (unsigned(newest)? / 2, unsigned(newest)? + 1);
    while least < most {
        let middle = least.midpoint(most);
        if stored_hash_count(middle) <= unsigned(newest)? { least = middle + 1 } else { most = middle }
    }
    signed(least)
}

async fn read(tx: &mut Tx, library: &str, wanted: &BTreeSet<u64>) -> Result<Nodes> {
    let numbers: Vec<i64> = wanted.iter().map(|&number| signed(number)).collect::<Result<_>>()?;
    let rows =
        sqlx::query!("SELECT number, hash FROM ledger_node WHERE library = $1 AND number = ANY($2)", library, &numbers)
            .fetch_all(&mut **tx)
            .await?;
    let nodes = rows.into_iter().map(|row| {
        let hash = digest_of("ledger_node.hash", row.hash)?;
        Ok((unsigned(row.number)?, Hash(hash)))
    });
    Ok(Nodes(nodes.collect::<Result<_>>()?))
}

/// The head of this library's tree, signed: `None` before its first line.
///
/// # Errors
/// When the database is away.
pub async fn head(portal: &Portal, library: &LibrarySlug) -> Result<Option<String>> {
    let mut tx = portal.db.begin(Scope::Library(library)).await?;
    let size = unsigned(size(&mut tx, library.as_str()).await?)?;
    if size == 0 {
        return Ok(None);
    }
    let nodes = read(&mut tx, library.as_str(), &nodes_of_head(size)).await?;
    sign(portal, library, size, &nodes, None).map(Some)
}

/// The proof that the tree of this library contains that of its first `former` lines. `None`: it has fewer, or none was asked
/// for.
///
/// # Errors
/// When the database is away.
pub async fn growth(portal: &Portal, library: &LibrarySlug, former: u64) -> Result<Option<Growth>> {
    let mut tx = portal.db.begin(Scope::Library(library)).await?;
    let size = unsigned(size(&mut tx, library.as_str()).await?)?;
    if !(1..=size).contains(&former) {
        return Ok(None);
    }
    let mut wanted = nodes_of_growth(former, size);
    wanted.extend(nodes_of_head(size));
    let nodes = read(&mut tx, library.as_str(), &wanted).await?;
    let proof = prove_tree(size, former, &nodes).map_err(Error::because("ledger_node"))?;
    let note = sign(portal, library, size, &nodes, None)?;
    Ok(Some(Growth { former, proof, note }))
}

/// The lines about this patron with what proves them; `None` before the first is in the tree.
///
/// # Errors
/// When the database is away.
pub async fn proof(portal: &Portal, patron: &Patron) -> Result<Option<Bundle>> {
    let (library, person) = (patron.library(), patron.person());
    let mut tx = portal.db.begin(patron.scope()).await?;
    let rows = sqlx::query!(
        r#"SELECT l.seq AS "seq?", l.number, l.salt AS "salt?", e.library, e.id, e.position,
                  trunc(extract(epoch FROM e.at) * 1000000)::text AS "at!", e.subject_id AS subject, e.action,
                  e.actor_kind, e.actor_id AS actor, e.via, to_jsonb(e.classes)::text AS "classes!",
                  to_jsonb(e.fields)::text AS "fields!", to_jsonb(e.rules)::text AS "rules!", e.purpose,
                  e.detail::text AS "detail!"
           FROM ledger_event e
           LEFT JOIN ledger_line l ON l.library = e.library AND l.event_id = e.id
           WHERE e.library = $1 AND e.subject_id = $2 ORDER BY l.seq"#,
        library.as_str(),
        person.0,
    )
    .fetch_all(&mut *tx)
    .await?;
    drop(tx);
    let (mut lines, mut waiting, mut newest) = (Vec::new(), 0, 0);
    for row in rows {
        let (Some(seq), Some(salt)) = (row.seq, row.salt) else {
            waiting += 1;
            continue;
        };
        let salt = digest_of("ledger_line.salt", salt)?;
        let stored = stored!(row.library, row);
        newest = newest.max(row.number.unwrap_or_default());
        lines.push((unsigned(seq - 1)?, stored.line(&salt, row.number)));
    }
    if lines.is_empty() {
        return Ok(None);
    }
    // The tree may have grown meanwhile: it has these lines all the same, and the receipt says how many they are.
    let mut tx = portal.db.begin(Scope::Library(library)).await?;
    let size = unsigned(size(&mut tx, library.as_str()).await?)?;
    let mut wanted = nodes_of_lines(size, lines.iter().map(|(place, _)| *place));
    wanted.extend(nodes_of_head(size));
    let nodes = read(&mut tx, library.as_str(), &wanted).await?;
    let receipt = sign(portal, library, size, &nodes, Some(unsigned(newest)?))?;
    Ok(Some(Bundle { waiting, nodes, lines, receipt }))
}

fn sign(portal: &Portal, library: &LibrarySlug, size: u64, nodes: &Nodes, lines: Option<u64>) -> Result<String> {
    let root = tree_hash(size, nodes).map_err(Error::because("ledger_node"))?;
    Signer::of(&portal.keys, library).sign(&Head { origin: Signer::name(library), size, root, lines })
}

pub(super) fn unsigned(number: i64) -> Result<u64> {
    u64::try_from(number).map_err(|_| Error::Stored("a number of the ledger is below zero".to_owned()))
}

pub(super) fn signed(number: u64) -> Result<i64> {
    i64::try_from(number).map_err(|_| Error::Stored("a number of the ledger is too large".to_owned()))
}
