//! The few places that are quicker, kinder or more private with WebAssembly. Each has its words as props, translated by the
//! server.

mod form_help;
#[cfg(any(feature = "ssr", feature = "tools"))]
mod list_search;
#[cfg(any(feature = "ssr", feature = "tools"))]
mod permission_text;
mod session_clock;
mod show_secret;

pub use form_help::CardHelp;
#[cfg(any(feature = "ssr", feature = "tools"))]
pub use form_help::FormHelp;
#[cfg(any(feature = "ssr", feature = "tools"))]
pub use list_search::{ListSearch, Words as SearchWords};
#[cfg(any(feature = "ssr", feature = "tools"))]
pub use permission_text::{PermissionText, Words as TextWords};
pub use session_clock::SessionClock;
pub use show_secret::ShowSecret;
