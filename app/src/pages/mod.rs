//! One room for each task, as in `portal`; in it, one module a page: its handlers, then its view. Where several act in a
//! task, the desk's pages are in its `desk`, and all others are the patron's (or the visitor's) own.

pub mod access;
pub mod bare;
pub mod breach;
pub mod choice;
pub mod consent;
pub mod contact;
pub mod correction;
#[cfg(feature = "dev")]
pub mod dev_mail;
pub mod family;
pub mod home;
pub mod ledger;
pub mod look;
pub mod mail;
pub mod newsletter;
pub mod notice;
pub mod permission;
pub mod post;
pub mod privacy;
pub mod problem;
pub mod process;
pub mod profile;
pub mod record;
pub mod retention;
pub mod returned;
pub mod review;
pub mod staff;
pub mod statistics;
