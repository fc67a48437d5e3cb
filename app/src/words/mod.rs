//! Every word a visitor reads, by what it is about (docs/ARCHITECTURE.md, "The rooms"), in each language side by side.

#![expect(missing_docs, reason = "a message is its own description")]

pub mod access;
pub mod breach;
pub mod by_age;
pub mod choices;
pub mod consent;
pub mod consent_report;
pub mod contact;
pub mod correction;
pub mod desk;
pub mod desk_asks;
pub mod desk_family;
pub mod desk_mail;
pub mod desk_permission;
pub mod empty;
pub mod enter;
pub mod family;
pub mod home;
pub mod leave;
pub mod ledger;
pub mod messages;
pub mod minor;
pub mod newsletter;
pub mod overview;
pub mod permission;
pub mod post;
pub mod problem;
pub mod process;
pub mod profile;
pub mod proof;
pub mod record;
pub mod released;
pub mod retention;
pub mod returned;
pub mod review;
pub mod security;
pub mod service;
pub mod shell;
pub mod statistics;
pub mod subscriber;
pub mod told;
pub mod versions;
pub mod warrant;
pub mod wellness;

#[cfg(test)]
mod native;
