//! Koha's files.

pub(super) mod columns;
