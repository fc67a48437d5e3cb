//! The few places that are quicker, kinder or more private with WebAssembly. Each has its words as props, translated by the
//! server.

#[cfg(any(feature = "ssr", feature = "lists"))]
mod list_search;
mod session_clock;
mod show_secret;

#[cfg(any(feature = "ssr", feature = "lists"))]
pub use list_search::{ListSearch, Words as SearchWords};
pub use session_clock::SessionClock;
pub use show_secret::ShowSecret;
