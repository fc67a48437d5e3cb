//! The record: an overview, a page for each class, what happened to it, and a copy of everything.

pub mod activity;
pub mod class;
pub mod download;
mod entry;
pub mod held;
pub mod listing;
pub mod not_shown;
pub mod overview;
pub mod reader;
mod released;
mod slip;
mod strip;
pub(super) mod told;
pub mod wrong;
