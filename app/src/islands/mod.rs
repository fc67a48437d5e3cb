//! The few places that are quicker or kinder with WebAssembly. Each has its words as props, translated by the server.

mod session_clock;
mod show_secret;

pub use session_clock::SessionClock;
pub use show_secret::ShowSecret;
