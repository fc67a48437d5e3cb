//! The few places that are quicker, kinder or more private with WebAssembly. Each has its words as props, translated by the
//! server.

#[cfg(any(feature = "ssr", feature = "tools"))]
mod list_search;
#[cfg(any(feature = "ssr", feature = "tools"))]
mod permission_text;
mod session_clock;
mod show_secret;

#[cfg(any(feature = "ssr", feature = "tools"))]
pub use list_search::{ListSearch, Words as SearchWords};
#[cfg(any(feature = "ssr", feature = "tools"))]
pub use permission_text::{PermissionText, Words as TextWords};
pub use session_clock::SessionClock;
pub use show_secret::ShowSecret;
