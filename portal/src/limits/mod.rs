//! What one server keeps in memory about who waits and who has spent their allowance. It spares work and decides nothing:
//! the counters in the database do ([`crate::throttle`]).

mod links;
pub(crate) mod network;
mod places;
mod spent;

pub use links::TooManyAsk;
pub(crate) use links::{LinkPlaces, afterwards, is_own};
pub(crate) use places::{Place, Places};
pub(crate) use spent::Spent;
