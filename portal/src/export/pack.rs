//! Writing the archive's files, one after another, through a small buffer.

use crate::{Error, Result};
use async_zip::{
    Compression, ZipDateTime, ZipDateTimeBuilder, ZipEntryBuilder,
    base::write::{EntryStreamWriter, ZipFileWriter},
    error::ZipError,
};
use chrono::{DateTime, Datelike, Timelike};
use chrono_tz::Tz;
use futures::AsyncWriteExt;
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::{io, time::Duration};
use tokio::io::DuplexStream;
use tokio_util::compat::{Compat, TokioAsyncWriteCompatExt};

/// How much text is gathered before it is compressed: little enough that compressing it holds nobody up.
const GATHERED: usize = 32 * 1024;

/// A reader that takes nothing for so long has gone.
const PATIENCE: Duration = Duration::from_secs(30);

/// The archive.
pub(super) struct Pack {
    zip: ZipFileWriter<Compat<DuplexStream>>,
    at: ZipDateTime,
    done: Vec<Done>,
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
    entry: EntryStreamWriter<'a, Compat<DuplexStream>>,
    done: &'a mut Vec<Done>,
    name: String,
    /// What is to be written next; put text here and call [`File::flow`].
    pub(super) text: String,
    /// Rows of the record written so far.
    pub(super) rows: u64,
    bytes: u64,
    digest: Sha256,
}

impl Pack {
    /// An empty archive whose files carry this time.
    pub(super) fn new(to: DuplexStream, at: DateTime<Tz>) -> Self {
        let at = ZipDateTimeBuilder::new()
            .year(at.year())
            .month(at.month())
            .day(at.day())
            .hour(at.hour())
            .minute(at.minute())
            .second(at.second())
            .build();
        // Without the 64-bit extension: old unpackers stumble over it, and no record is 4 GB.
        Self { zip: ZipFileWriter::new(to.compat_write()).force_no_zip64(), at, done: Vec::new() }
    }

    /// Begins the next file.
    pub(super) async fn file(&mut self, name: &str) -> Result<File<'_>> {
        let entry = ZipEntryBuilder::new(name.to_owned().into(), Compression::Deflate)
            .last_modification_date(self.at)
            .unix_permissions(0o644);
        let entry = patiently(self.zip.write_entry_stream(entry)).await?;
        Ok(File {
            entry,
            done: &mut self.done,
            name: name.to_owned(),
            text: String::with_capacity(GATHERED * 2),
            rows: 0,
            bytes: 0,
            digest: Sha256::new(),
        })
    }

    /// The files written so far.
    pub(super) fn done(&self) -> &[Done] {
        &self.done
    }

    /// Ends the archive; without this it is broken.
    pub(super) async fn close(self) -> Result<()> {
        let mut to = patiently(self.zip.close()).await?;
        patiently(async { Ok(to.close().await?) }).await
    }
}

impl File<'_> {
    /// Passes on what was gathered, if it is enough to be worth it.
    pub(super) async fn flow(&mut self) -> Result<()> {
        if self.text.len() >= GATHERED { self.pass_on().await } else { Ok(()) }
    }

    async fn pass_on(&mut self) -> Result<()> {
        let gathered = self.text.as_bytes();
        self.digest.update(gathered);
        self.bytes += gathered.len() as u64;
        patiently(async { Ok(self.entry.write_all(gathered).await?) }).await?;
        self.text.clear();
        Ok(())
    }

    /// Ends the file.
    pub(super) async fn end(mut self) -> Result<()> {
        self.pass_on().await?;
        patiently(self.entry.close()).await?;
        let sha256 = hex::encode(self.digest.finalize());
        self.done.push(Done { name: self.name, bytes: self.bytes, rows: self.rows, sha256 });
        Ok(())
    }
}

async fn patiently<T>(step: impl Future<Output = Result<T, ZipError>>) -> Result<T> {
    match tokio::time::timeout(PATIENCE, step).await {
        Ok(Ok(done)) => Ok(done),
        Ok(Err(ZipError::UpstreamReadError(error))) => Err(error.into()),
        Ok(Err(error)) => Err(Error::Io(io::Error::other(error))),
        Err(_) => Err(stalled()),
    }
}

/// The reader took too long.
pub(super) fn stalled() -> Error {
    Error::Io(io::Error::new(io::ErrorKind::TimedOut, "an archive was not taken in time"))
}
