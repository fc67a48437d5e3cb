//! The record: an overview of drawers, a page for each, and a copy of everything.

pub mod activity;
pub mod class;
pub mod download;
mod entry;
pub mod overview;
pub mod reader;
mod slip;
mod timeline;
mod told;
