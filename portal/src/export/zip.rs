//! A ZIP archive written as it goes, without the 64-bit extension, which some unpackers stumble over. Sizes and sums follow
//! each file's data and stand again in the directory at the end. The format is the crate `zip`'s; here is what takes its
//! bytes away as they are made (docs/decisions/0018).

use chrono::{Datelike, NaiveDateTime, Timelike};
use std::{
    io::{self, Write},
    mem,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};
use zip::{CompressionMethod, DateTime, ZipWriter, write::SimpleFileOptions, write::StreamWriter};

/// A plain file that its owner may write and all may read.
const MODE: u32 = 0o644;

/// An archive on its way: whatever is done to it, the caller takes what is [`Zip::ready`] and passes it on.
pub(super) struct Zip {
    /// On the heap: with its buffers it is large, and it is held while others are waited for.
    writer: Box<ZipWriter<StreamWriter<Made>>>,
    made: Made,
    options: SimpleFileOptions,
}

/// The bytes that are made and not taken yet. The writer has one end of it, and the archive the other.
#[derive(Clone, Default)]
struct Made(Arc<Mutex<Vec<u8>>>);

impl Zip {
    /// An archive whose files carry this local time.
    pub(super) fn new(at: NaiveDateTime) -> Self {
        let made = Made::default();
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .last_modified_time(stamp(at).unwrap_or_default())
            .unix_permissions(MODE);
        Self { writer: Box::new(ZipWriter::new_stream(made.clone())), made, options }
    }

    /// Begins a file, which ends the one before it.
    pub(super) fn begin(&mut self, name: &str) -> io::Result<()> {
        Ok(self.writer.start_file(name, self.options)?)
    }

    /// Adds to the file's data. A file of 4 GB is refused and not written wrong; no record comes near it.
    pub(super) fn write(&mut self, data: &[u8]) -> io::Result<()> {
        self.writer.write_all(data)
    }

    /// Takes what has been made so far.
    pub(super) fn ready(&self) -> Vec<u8> {
        mem::take(&mut *self.made.lock())
    }

    /// Ends the archive, and takes the rest of it; without this it is broken.
    pub(super) fn close(self) -> io::Result<Vec<u8>> {
        (*self.writer).finish()?;
        Ok(mem::take(&mut *self.made.lock()))
    }
}

/// In the format's own calendar, which begins in 1980 and has every other second.
fn stamp(at: NaiveDateTime) -> Option<DateTime> {
    let small = |number: u32| u8::try_from(number).ok();
    let year = u16::try_from(at.year()).ok()?;
    let (month, day) = (small(at.month())?, small(at.day())?);
    DateTime::from_date_and_time(year, month, day, small(at.hour())?, small(at.minute())?, small(at.second())?).ok()
}

impl Made {
    fn lock(&self) -> MutexGuard<'_, Vec<u8>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Write for Made {
    fn write(&mut self, data: &[u8]) -> io::Result<usize> {
        self.lock().extend_from_slice(data);
        Ok(data.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
