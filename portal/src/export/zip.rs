//! A ZIP archive written as it goes (PKWARE APPNOTE 6.3.10), without the 64-bit extension, which some unpackers stumble
//! over. Sizes and sums follow each file's data (general purpose bit 3) and stand again in the directory at the end.
//!
//! The published `async_zip` 0.0.19 was tried first: without the extension it writes the two sizes in each other's
//! place, and strict unpackers refuse the archive.

use chrono::{Datelike, NaiveDateTime, Timelike};
use flate2::{Compression, Crc, write::DeflateEncoder};
use std::io::{self, Write};

const LOCAL: u32 = 0x0403_4b50;
const DESCRIPTOR: u32 = 0x0807_4b50;
const CENTRAL: u32 = 0x0201_4b50;
const END: u32 = 0x0605_4b50;

/// Version 2.0: deflate. As the maker: of a Unix system, so that permissions are read.
const NEEDS: u16 = 20;
const MADE_BY: u16 = 3 << 8 | NEEDS;

/// Bit 3, sizes follow the data; bit 11, names are UTF-8.
const FLAGS: u16 = 1 << 3 | 1 << 11;

const DEFLATE: u16 = 8;

/// A plain file that its owner may write and all may read.
const MODE: u32 = 0o100_644 << 16;

/// An archive on its way. Every method appends to a buffer that the caller passes on and empties.
pub(super) struct Zip {
    date: u16,
    time: u16,
    offset: u64,
    directory: Vec<u8>,
    files: u16,
}

/// A file on its way.
pub(super) struct Entry {
    name: String,
    begins: u64,
    crc: Crc,
    uncompressed: u64,
    compressed: u64,
    deflate: DeflateEncoder<Vec<u8>>,
}

impl Zip {
    /// An archive whose files carry this local time.
    pub(super) fn new(at: NaiveDateTime) -> Self {
        let year = u16::try_from((at.year() - 1980).clamp(0, 127)).unwrap_or(0);
        let small = |number: u32| u16::try_from(number).unwrap_or(0);
        Self {
            date: (year << 9) | (small(at.month()) << 5) | small(at.day()),
            time: (small(at.hour()) << 11) | (small(at.minute()) << 5) | (small(at.second()) / 2),
            offset: 0,
            directory: Vec::new(),
            files: 0,
        }
    }

    /// Begins a file.
    pub(super) fn begin(&mut self, name: &str, out: &mut Vec<u8>) -> io::Result<Entry> {
        let from = out.len();
        put32(out, LOCAL);
        self.common(name, [0, 0, 0], out)?;
        out.extend_from_slice(name.as_bytes());
        let begins = self.offset;
        self.offset += (out.len() - from) as u64;
        Ok(Entry {
            name: name.to_owned(),
            begins,
            crc: Crc::new(),
            uncompressed: 0,
            compressed: 0,
            deflate: DeflateEncoder::new(Vec::new(), Compression::default()),
        })
    }

    /// Ends a file; says how long it is.
    pub(super) fn end(&mut self, mut entry: Entry, out: &mut Vec<u8>) -> io::Result<u64> {
        let rest = entry.deflate.finish()?;
        entry.compressed += rest.len() as u64;
        out.extend_from_slice(&rest);
        let sums = [entry.crc.sum(), small(entry.compressed)?, small(entry.uncompressed)?];
        put32(out, DESCRIPTOR);
        for sum in sums {
            put32(out, sum);
        }

        let mut line = Vec::new();
        put32(&mut line, CENTRAL);
        put16(&mut line, MADE_BY);
        self.common(&entry.name, sums, &mut line)?;
        // comment, disk, internal attributes
        for nothing in [0, 0, 0] {
            put16(&mut line, nothing);
        }
        put32(&mut line, MODE);
        put32(&mut line, small(entry.begins)?);
        line.extend_from_slice(entry.name.as_bytes());
        self.directory.extend_from_slice(&line);
        self.files += 1;
        self.offset += entry.compressed + 16;
        Ok(entry.uncompressed)
    }

    /// Ends the archive; without this it is broken.
    pub(super) fn close(self, out: &mut Vec<u8>) -> io::Result<()> {
        out.extend_from_slice(&self.directory);
        put32(out, END);
        for number in [0, 0, self.files, self.files] {
            put16(out, number);
        }
        put32(out, small(self.directory.len() as u64)?);
        put32(out, small(self.offset)?);
        put16(out, 0);
        Ok(())
    }

    /// What the local header and the directory's line have in common: CRC, compressed and uncompressed size are `sums`.
    fn common(&self, name: &str, sums: [u32; 3], out: &mut Vec<u8>) -> io::Result<()> {
        for number in [NEEDS, FLAGS, DEFLATE, self.time, self.date] {
            put16(out, number);
        }
        for sum in sums {
            put32(out, sum);
        }
        put16(out, u16::try_from(name.len()).map_err(io::Error::other)?);
        put16(out, 0); // no extra field
        Ok(())
    }
}

impl Entry {
    /// Adds to the file's data.
    pub(super) fn write(&mut self, data: &[u8], out: &mut Vec<u8>) -> io::Result<()> {
        self.crc.update(data);
        self.uncompressed += data.len() as u64;
        self.deflate.write_all(data)?;
        let ready = self.deflate.get_mut();
        self.compressed += ready.len() as u64;
        out.append(ready);
        Ok(())
    }
}

fn put16(out: &mut Vec<u8>, number: u16) {
    out.extend_from_slice(&number.to_le_bytes());
}

fn put32(out: &mut Vec<u8>, number: u32) {
    out.extend_from_slice(&number.to_le_bytes());
}

/// No archive of one record comes near 4 GB; one that does is not written wrong.
fn small(number: u64) -> io::Result<u32> {
    u32::try_from(number).map_err(io::Error::other)
}
