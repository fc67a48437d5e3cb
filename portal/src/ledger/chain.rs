//! Sealing: putting committed events into the chain, in batches, without ever making a request wait.

use super::{
    canonical::{FORM, Stored, genesis},
    digest_of, tree,
};
use crate::{Error, Portal, Result, db::Scope};

/// Names the lock of one library's chain among Postgres's advisory locks: "LEDG".
const LOCK: i32 = 0x4c45_4447;

/// Puts events that are not in a chain yet into their library's, and into its tree, at most `batch` of each library. Returns
/// how many.
///
/// Any number of workers may call it at once: a library that another one is sealing is left to that one. An event comes
/// into the chain after it is committed, in the order the sealer finds it; a slow transaction is not missed, because
/// every event waits in `ledger_unsealed` until it is sealed.
///
/// # Errors
/// When the database is away; then nothing of that library's batch is sealed.
pub(crate) async fn seal(portal: &Portal, batch: u32) -> Result<usize> {
    let mut tx = portal.db.begin(Scope::Worker).await?;
    let libraries = sqlx::query_scalar!(
        "SELECT slug FROM library l WHERE EXISTS (SELECT FROM ledger_unsealed u WHERE u.library = l.slug) \
            OR (SELECT max(seq) FROM ledger_link k WHERE k.library = l.slug) \
               > coalesce((SELECT max(seq) FROM ledger_line n WHERE n.library = l.slug), 0) ORDER BY slug"
    )
    .fetch_all(&mut *tx)
    .await?;
    tx.commit().await?;
    let mut sealed = 0;
    for library in libraries {
        sealed += seal_library(portal, &library, batch).await?;
    }
    Ok(sealed)
}

async fn seal_library(portal: &Portal, library: &str, batch: u32) -> Result<usize> {
    let mut tx = portal.db.begin(Scope::Worker).await?;
    // Held to the end of the transaction, so that the next sealer's queries below see what this one committed.
    let alone = sqlx::query_scalar!("SELECT pg_try_advisory_xact_lock($1, hashtext($2))", LOCK, library)
        .fetch_one(&mut *tx)
        .await?;
    if alone != Some(true) {
        return Ok(0);
    }
    let newest =
        sqlx::query!("SELECT seq, digest FROM ledger_link WHERE library = $1 ORDER BY seq DESC LIMIT 1", library)
            .fetch_optional(&mut *tx)
            .await?;
    let (mut seq, mut previous) = match newest {
        Some(link) => (link.seq, digest_of("ledger_link.digest", link.digest)?),
        None => (0, genesis(library)),
    };
    let events = sqlx::query_as!(
        Stored,
        r#"SELECT e.library, e.id, e.position, trunc(extract(epoch FROM e.at) * 1000000)::text AS "at!",
                  e.subject_id AS subject, e.action, e.actor_kind, e.actor_id AS actor, e.via,
                  to_jsonb(e.classes)::text AS "classes!", to_jsonb(e.fields)::text AS "fields!",
                  to_jsonb(e.rules)::text AS "rules!", e.purpose, e.detail::text AS "detail!"
           FROM ledger_unsealed u JOIN ledger_event e ON e.library = u.library AND e.id = u.event_id
           WHERE u.library = $1 ORDER BY u.position LIMIT $2"#,
        library,
        i64::from(batch),
    )
    .fetch_all(&mut *tx)
    .await?;

    let (mut seqs, mut ids, mut positions) = (Vec::new(), Vec::new(), Vec::new());
    let (mut previouses, mut digests) = (Vec::new(), Vec::new());
    for event in &events {
        let digest = event.digest(&previous, FORM).ok_or_else(|| Error::Stored("ledger form".to_owned()))?;
        seq += 1;
        seqs.push(seq);
        ids.push(event.id);
        positions.push(event.position);
        previouses.push(previous.to_vec());
        digests.push(digest.to_vec());
        previous = digest;
    }
    sqlx::query!(
        "INSERT INTO ledger_link (library, seq, event_id, previous, digest, sealed_at, version) \
         SELECT $1, seq, event_id, previous, digest, $6, $7 \
         FROM unnest($2::bigint[], $3::uuid[], $4::bytea[], $5::bytea[]) AS link (seq, event_id, previous, digest)",
        library,
        &seqs,
        &ids,
        &previouses,
        &digests,
        portal.clock.now(),
        FORM,
    )
    .execute(&mut *tx)
    .await?;
    sqlx::query!("DELETE FROM ledger_unsealed WHERE library = $1 AND position = ANY($2)", library, &positions)
        .execute(&mut *tx)
        .await?;
    // As many as were sealed, and those that were sealed before there was a tree.
    let grown = tree::grow(&mut tx, portal, library, batch).await?;
    tx.commit().await?;
    Ok(events.len().max(grown))
}
