//! listmonk, as far as the portal speaks to it: six requests of its documented API, each for one subscriber by number.
//!
//! Written from the API's documentation and source of version 4 and later, where a role says what a user may do
//! ([0067](../../../../../docs/decisions/0067-listmonk.md)). Its search by SQL is never used, nor the request that creates or
//! updates at once, which would subscribe again anyone who had left.

mod api;
mod http;
mod settings;
#[cfg(test)]
mod tests;

pub(super) use api::{Entry, Membership, Subscribed, Trouble};
pub(super) use settings::Connected;
pub use settings::{BadService, ListmonkSettings, Services};
