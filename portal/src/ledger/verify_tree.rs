//! Proving the tree: every line of it is its event's, every node follows from those below, and the heads that were signed and
//! kept elsewhere are heads of it.

use super::{
    canonical::stored,
    digest_of,
    tree::{self, signed},
    verify::Broken,
};
use crate::{Error, Portal, Result, db::Scope};
use domain::{
    ids::LibrarySlug,
    ledger::proof::{
        Hash, Head, Nodes, nodes_of_head, record_hash, stored_hash_index, stored_hashes_for_record_hash, tree_hash,
    },
};

/// How many lines are read at once. Memory does not grow with the tree.
const PAGE: i64 = 2000;

/// Walks this library's tree from its first line. Returns how many lines it has and the first thing that is wrong; `kept` are
/// heads that were signed.
///
/// # Errors
/// When the database is away.
pub(super) async fn verify_tree(
    portal: &Portal,
    library: &LibrarySlug,
    kept: &[Head],
) -> Result<(i64, Option<Broken>)> {
    let mut size = 0u64;
    let mut nodes = Nodes::default();
    loop {
        let lines = page(portal, library, size).await?;
        if lines.is_empty() {
            break;
        }
        for line in lines {
            let seq = signed(size + 1)?;
            if line.seq != seq {
                return Ok((seq - 1, Some(Broken::MissingLine { seq })));
            }
            let hash = record_hash(line.text.as_bytes());
            let made = stored_hashes_for_record_hash(size, hash, &nodes).map_err(Error::because("ledger_node"))?;
            if made != line.nodes {
                return Ok((seq - 1, Some(Broken::OtherLine { seq })));
            }
            nodes.0.extend((stored_hash_index(0, size)..).zip(made));
            size += 1;
            let root = || tree_hash(size, &nodes).map_err(Error::because("ledger_node"));
            for head in kept.iter().filter(|head| head.size == size) {
                if root()? != head.root {
                    return Ok((seq, Some(Broken::NotAsSigned { seq })));
                }
            }
        }
        // What is below a whole subtree is not read again.
        let needed = nodes_of_head(size);
        nodes.0.retain(|number, _| needed.contains(number));
    }
    let size = signed(size)?;
    let mut tx = portal.db.begin(Scope::Worker).await?;
    if tree::size(&mut tx, library.as_str()).await? > size {
        return Ok((size, Some(Broken::MissingLine { seq: size + 1 })));
    }
    let longest = kept.iter().map(|head| i64::try_from(head.size).unwrap_or(i64::MAX)).max().unwrap_or_default();
    Ok((size, (longest > size).then_some(Broken::ShorterThanSigned { seq: longest })))
}

struct Line {
    seq: i64,
    text: String,
    /// What is stored for it: its own node and those of the subtrees that it completes.
    nodes: Vec<Hash>,
}

async fn page(portal: &Portal, library: &LibrarySlug, size: u64) -> Result<Vec<Line>> {
    let after = signed(size)?;
    let mut tx = portal.db.begin(Scope::Worker).await?;
    let rows = sqlx::query!(
        r#"SELECT l.seq, l.salt, l.number, e.id, e.position, trunc(extract(epoch FROM e.at) * 1000000)::text AS "at!",
                  e.subject_id AS subject, e.action, e.actor_kind, e.actor_id AS actor, e.via,
                  to_jsonb(e.classes)::text AS "classes!", to_jsonb(e.fields)::text AS "fields!",
                  to_jsonb(e.rules)::text AS "rules!", e.purpose, e.detail::text AS "detail!"
           FROM ledger_line l JOIN ledger_event e ON e.library = l.library AND e.id = l.event_id
           WHERE l.library = $1 AND l.seq > $2 ORDER BY l.seq LIMIT $3"#,
        library.as_str(),
        after,
        PAGE,
    )
    .fetch_all(&mut *tx)
    .await?;
    let past = size + rows.len() as u64;
    let (from, to) = (signed(stored_hash_index(0, size))?, signed(stored_hash_index(0, past))?);
    let kept = sqlx::query!(
        "SELECT number, hash FROM ledger_node WHERE library = $1 AND number >= $2 AND number < $3 ORDER BY number",
        library.as_str(),
        from,
        to,
    )
    .fetch_all(&mut *tx)
    .await?;
    let lines = rows.into_iter().zip(size..).map(|(row, place)| {
        let salt = digest_of("ledger_line.salt", row.salt)?;
        let event = stored!(library.as_str().to_owned(), row);
        let (first, next) = (signed(stored_hash_index(0, place))?, signed(stored_hash_index(0, place + 1))?);
        let first = kept.partition_point(|node| node.number < first);
        let nodes = kept[first..].iter().take_while(|node| node.number < next);
        let nodes =
            nodes.map(|node| digest_of("ledger_node.hash", node.hash.clone()).map(Hash)).collect::<Result<_>>()?;
        Ok(Line { seq: row.seq, text: event.line(&salt, row.number), nodes })
    });
    lines.collect()
}
