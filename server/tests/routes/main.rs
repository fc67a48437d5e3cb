//! The real router, in process, over a real database: what each kind of visitor gets from each address.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod support;

mod activity;
mod actors;
#[cfg(feature = "dev")]
mod asks;
mod beside;
mod bodies;
#[cfg(feature = "dev")]
mod breach;
mod canary;
mod choices;
mod config;
mod connections;
mod cross_site;
#[cfg(feature = "dev")]
mod everybody;
mod family;
#[cfg(feature = "dev")]
mod family_desk;
mod first_start;
mod flood;
mod importing;
#[cfg(feature = "dev")]
mod in_system;
mod killed;
mod leaving;
mod ledger_heads;
mod markup;
#[cfg(feature = "dev")]
mod markup_typed;
#[cfg(feature = "dev")]
mod messages;
mod minors;
#[cfg(feature = "dev")]
mod newsletter_service;
mod one_page;
mod permissions;
#[cfg(feature = "dev")]
mod permissions_desk;
#[cfg(feature = "dev")]
mod process;
mod profile;
mod readme;
mod ready;
mod requests;
mod routes;
#[cfg(feature = "dev")]
mod rules;
mod scheduling;
mod scrub;
#[cfg(feature = "dev")]
mod search;
mod server_functions;
mod sessions;
mod sign_in;
mod spray;
#[cfg(feature = "dev")]
mod staff;
#[cfg(feature = "dev")]
mod statistics;
mod subscribing;
mod timing;
mod trips;
#[cfg(feature = "dev")]
mod versions;
mod watched;
mod whole_record;
