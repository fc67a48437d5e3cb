//! The heads of the chains, kept where the database's owner is not.
//!
//! A chain whose last links are cut off, or that is rewritten to its end, is whole in itself. What shows it is its head
//! as it was, noted elsewhere: one line each, `LIBRARY NUMBER DIGEST MOMENT`, added to a file by the job `heads`
//! ([`crate::jobs`]) or by `server ledger heads --write FILE`. [`verify_against`] compares.

use super::{
    digest_of,
    verify::{Broken, Verified, verify_signed},
};
use crate::{Error, Portal, Result, db::Scope};
use chrono::{DateTime, SecondsFormat, Utc};
use domain::{ids::LibrarySlug, ledger::proof};
use std::{
    fmt,
    fs::{File, OpenOptions},
    io::{ErrorKind, Read, Write},
    path::Path,
    str::FromStr,
};

/// The newest link of a library's chain at some moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// Which library.
    pub library: LibrarySlug,
    /// The link's number, from 1.
    pub seq: i64,
    /// Its digest.
    pub digest: [u8; 32],
    /// When it was noted, to the second.
    pub at: DateTime<Utc>,
}

/// A line that cannot be read in a file of heads: its number, from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("line {0} is not LIBRARY NUMBER DIGEST MOMENT")]
pub struct NoHead(pub usize);

/// The head of every chain that has begun.
///
/// # Errors
/// When the database is away.
pub async fn heads(portal: &Portal) -> Result<Vec<Head>> {
    let mut tx = portal.db.begin(Scope::Worker).await?;
    let rows = sqlx::query!(
        r#"SELECT l.slug, newest.seq AS "seq!", newest.digest AS "digest!"
           FROM library l
           CROSS JOIN LATERAL (SELECT seq, digest FROM ledger_link k WHERE k.library = l.slug
                               ORDER BY seq DESC LIMIT 1) newest
           ORDER BY l.slug"#
    )
    .fetch_all(&mut *tx)
    .await?;
    let at = portal.clock.now();
    rows.into_iter()
        .map(|row| {
            Ok(Head {
                library: row.slug.parse().map_err(Error::because("library.slug"))?,
                seq: row.seq,
                digest: digest_of("ledger_link.digest", row.digest)?,
                at,
            })
        })
        .collect()
}

/// Adds to `file` those heads whose links it does not have yet, and has them written to the disk. Returns how many. The
/// file is made if it is not there; nothing in it is ever changed.
///
/// # Errors
/// When it cannot be read or written, or holds something else: nothing is added to a file that was tampered with.
pub fn keep_heads(file: &Path, heads: &[Head]) -> Result<usize> {
    let mut text = String::new();
    match File::open(file) {
        Ok(mut there) => drop(there.read_to_string(&mut text)?),
        Err(error) if error.kind() == ErrorKind::NotFound => {}
        Err(error) => return Err(error.into()),
    }
    let kept = read_heads(&text).map_err(Error::because("the file of heads"))?;
    let is_kept = |head: &Head| {
        kept.iter().any(|one| (&one.library, one.seq, one.digest) == (&head.library, head.seq, head.digest))
    };
    let new: Vec<&Head> = heads.iter().filter(|head| !is_kept(head)).collect();
    if new.is_empty() {
        return Ok(0);
    }
    let mut lines: String = new.iter().flat_map(|head| [head.to_string(), "\n".to_owned()]).collect();
    if !text.is_empty() && !text.ends_with('\n') {
        lines.insert(0, '\n');
    }
    let mut out = OpenOptions::new().create(true).append(true).open(file)?;
    out.write_all(lines.as_bytes())?;
    out.sync_all()?;
    Ok(new.len())
}

/// The heads in a file's text; empty lines are passed over.
///
/// # Errors
/// The first line that cannot be read.
pub fn read_heads(text: &str) -> Result<Vec<Head>, NoHead> {
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    lines.map(|(at, line)| line.parse().map_err(|()| NoHead(at + 1))).collect()
}

/// As [`verify_signed`], and also whether the chain still has every link that was kept of it, as it was.
///
/// # Errors
/// When the database is away.
pub async fn verify_against(
    portal: &Portal,
    library: &LibrarySlug,
    kept: &[Head],
    signed: &[proof::Head],
) -> Result<Verified> {
    let mut verified = verify_signed(portal, library, signed).await?;
    if verified.broken.is_some() {
        return Ok(verified);
    }
    let mut kept: Vec<&Head> = kept.iter().filter(|head| head.library == *library).collect();
    kept.sort_by_key(|head| (head.seq, head.at));
    let seqs: Vec<i64> = kept.iter().map(|head| head.seq).collect();
    let mut tx = portal.db.begin(Scope::Worker).await?;
    let links = sqlx::query!(
        "SELECT seq, digest FROM ledger_link WHERE library = $1 AND seq = ANY($2)",
        library.as_str(),
        &seqs,
    )
    .fetch_all(&mut *tx)
    .await?;
    for head in kept {
        let link = links.iter().find(|link| link.seq == head.seq);
        verified.broken = match link {
            Some(link) if link.digest == head.digest => continue,
            Some(_) => Some(Broken::NotAsKept { seq: head.seq, at: head.at }),
            None => Some(Broken::ShorterThanKept { seq: head.seq, at: head.at }),
        };
        break;
    }
    Ok(verified)
}

impl fmt::Display for Head {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let at = self.at.to_rfc3339_opts(SecondsFormat::Secs, true);
        write!(f, "{} {} {} {at}", self.library, self.seq, hex::encode(self.digest))
    }
}

impl FromStr for Head {
    type Err = ();

    fn from_str(line: &str) -> Result<Self, ()> {
        let parts: Vec<&str> = line.split_whitespace().collect();
        let [library, seq, digest, at] = parts[..] else { return Err(()) };
        let mut bytes = [0; 32];
        hex::decode_to_slice(digest, &mut bytes).map_err(drop)?;
        Ok(Self {
            library: library.parse().map_err(drop)?,
            seq: seq.parse().map_err(drop)?,
            digest: bytes,
            at: DateTime::parse_from_rfc3339(at).map_err(drop)?.to_utc(),
        })
    }
}
