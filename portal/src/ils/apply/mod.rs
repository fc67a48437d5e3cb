//! Writing what a source brought.

pub(super) mod loans;
pub(super) mod people;
pub(super) mod requests;
pub(super) mod stage;
mod upsert;
