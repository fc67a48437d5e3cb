//! Writing the archive's files, one after another, through a small buffer.

use super::zip::Zip;
use crate::{Error, Result};
use chrono::DateTime;
use chrono_tz::Tz;
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::{io, time::Duration};
use tokio::{
    io::{AsyncWriteExt, DuplexStream},
    time::Instant,
};

/// How much text is gathered before it is compressed: little enough that compressing it holds nobody up.
const GATHERED: usize = 32 * 1024;

/// A reader that takes nothing for so long has gone.
const PATIENCE: Duration = Duration::from_secs(30);

/// Beyond that patience, an archive must be taken at this pace on average (bytes a second): slower than any telephone,
/// and still an end to someone who takes one byte every half minute to keep others out.
const PACE: u64 = 4 * 1024;

/// The archive.
pub(super) struct Pack {
    to: DuplexStream,
    begun: Instant,
    sent: u64,
    out: Out,
    done: Vec<Done>,
}

/// What the files become.
enum Out {
    Zip(Zip),
    /// One file as it is.
    Bare(Vec<u8>),
}

/// A file that is in the archive, for the manifest.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Done {
    name: String,
    bytes: u64,
    /// Rows of the record in it.
    rows: u64,
    sha256: String,
}

/// A file that is being written.
pub(super) struct File<'a> {
    pack: &'a mut Pack,
    name: String,
    /// What is to be written next; put text here and call [`File::flow`].
    pub(super) text: String,
    /// Rows of the record written so far.
    pub(super) rows: u64,
    digest: Sha256,
    bytes: u64,
}

impl Pack {
    /// An empty archive whose files carry this time.
    pub(super) fn new(to: DuplexStream, at: DateTime<Tz>) -> Self {
        Self { to, begun: Instant::now(), sent: 0, out: Out::Zip(Zip::new(at.naive_local())), done: Vec::new() }
    }

    /// One file and nothing round it.
    pub(super) fn bare(to: DuplexStream) -> Self {
        Self { to, begun: Instant::now(), sent: 0, out: Out::Bare(Vec::new()), done: Vec::new() }
    }

    /// Begins the next file.
    pub(super) async fn file(&mut self, name: &str) -> Result<File<'_>> {
        if let Out::Zip(zip) = &mut self.out {
            zip.begin(name)?;
        }
        self.send().await?;
        let text = String::with_capacity(GATHERED * 2);
        Ok(File { pack: self, name: name.to_owned(), text, rows: 0, digest: Sha256::new(), bytes: 0 })
    }

    /// The files written so far.
    pub(super) fn done(&self) -> &[Done] {
        &self.done
    }

    /// Ends the archive; without this it is broken.
    pub(super) async fn close(self) -> Result<()> {
        let Self { mut to, out, .. } = self;
        let rest = match out {
            Out::Zip(zip) => zip.close()?,
            Out::Bare(rest) => rest,
        };
        patiently(to.write_all(&rest)).await?;
        patiently(to.shutdown()).await
    }

    /// Passes on what has been made of the archive.
    async fn send(&mut self) -> Result<()> {
        let out = match &mut self.out {
            Out::Zip(zip) => zip.ready(),
            Out::Bare(made) => std::mem::take(made),
        };
        patiently(self.to.write_all(&out)).await?;
        self.sent += out.len() as u64;
        if too_slow(self.begun.elapsed(), self.sent) { Err(stalled()) } else { Ok(()) }
    }
}

impl<'a> File<'a> {
    /// Passes on what was gathered, if it is enough to be worth it.
    pub(super) async fn flow(&mut self) -> Result<()> {
        if self.text.len() >= GATHERED { self.pass_on().await } else { Ok(()) }
    }

    async fn pass_on(&mut self) -> Result<()> {
        let gathered = self.text.as_bytes();
        self.digest.update(gathered);
        self.bytes += gathered.len() as u64;
        match &mut self.pack.out {
            Out::Zip(zip) => zip.write(gathered)?,
            Out::Bare(made) => made.extend_from_slice(gathered),
        }
        self.text.clear();
        self.pack.send().await
    }

    /// Ends the file.
    pub(super) async fn end(self) -> Result<()> {
        self.ended().await.map(drop)
    }

    /// Ends the file and begins another.
    pub(super) async fn next(self, name: &str) -> Result<Self> {
        self.ended().await?.file(name).await
    }

    async fn ended(mut self) -> Result<&'a mut Pack> {
        self.pass_on().await?;
        let Self { pack, name, rows, digest, bytes, .. } = self;
        pack.done.push(Done { name, bytes, rows, sha256: hex::encode(digest.finalize()) });
        Ok(pack)
    }
}

async fn patiently(step: impl Future<Output = io::Result<()>>) -> Result<()> {
    match tokio::time::timeout(PATIENCE, step).await {
        Ok(done) => Ok(done?),
        Err(_) => Err(stalled()),
    }
}

fn too_slow(elapsed: Duration, sent: u64) -> bool {
    elapsed.saturating_sub(PATIENCE).as_secs() * PACE > sent
}

/// The reader took too long.
pub(super) fn stalled() -> Error {
    Error::Io(io::Error::new(io::ErrorKind::TimedOut, "an archive was not taken in time"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slow_line_is_waited_for_and_a_trickle_is_not() {
        let minutes = |n: u64| Duration::from_secs(60 * n);
        assert!(!too_slow(Duration::from_secs(29), 0));
        assert!(!too_slow(minutes(5), 5 * 60 * 5_600), "a modem of 56 kbit/s");
        assert!(too_slow(minutes(2), 4 * 64 * 1024), "one piece each half minute");
    }
}
