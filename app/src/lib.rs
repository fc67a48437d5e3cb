//! What people see.
//!
//! A page is a handler and a view. The handler (Axum) takes the authority it needs as an argument, calls the portal,
//! and renders the view with the data in hand, so a page is complete when it arrives; nothing on it waits for
//! WebAssembly. [`islands`] are the few places that are quicker or kinder with it, and all that the browser's half
//! of this crate holds. Everything else is compiled for the server only.

#![recursion_limit = "256"]

pub mod islands;

#[cfg(feature = "ssr")]
pub mod pages;
#[cfg(feature = "ssr")]
mod prelude;
#[cfg(feature = "ssr")]
pub mod request;
#[cfg(feature = "ssr")]
pub mod router;
#[cfg(feature = "ssr")]
pub mod ui;
#[cfg(feature = "ssr")]
pub mod words;
