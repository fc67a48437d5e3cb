//! Koha's files, and those of other systems that a profile maps onto them.

pub(super) mod columns;
mod file;
mod header;

pub(super) use file::File;
