//! The record: an overview of drawers, a page for each, and a copy of everything.

mod activity;
pub mod class;
pub mod download;
mod entry;
pub mod overview;
mod slip;
mod value;
