//! The few places that are quicker, kinder or more private with WebAssembly.
//!
//! They wake what the server has written: they take no props, and read their words and figures off attributes. What reads
//! props and writes markup anew weighs more than all they do (docs/decisions/0031).

#[cfg(any(feature = "ssr", feature = "desk"))]
mod foresight;
mod form_help;
#[cfg(any(feature = "ssr", feature = "letter"))]
mod letter_beside;
#[cfg(any(feature = "ssr", feature = "tools"))]
mod list_search;
#[cfg(feature = "hydrate")]
mod page;
#[cfg(any(feature = "ssr", feature = "tools"))]
mod permission_text;
#[cfg(any(feature = "ssr", feature = "proof"))]
mod proof_check;
#[cfg(any(feature = "ssr", feature = "proof"))]
mod receipt_check;
mod session_clock;
mod show_secret;
#[cfg(any(feature = "ssr", feature = "desk"))]
mod work_list;

#[cfg(any(feature = "ssr", feature = "desk"))]
pub use foresight::Foresight;
pub use form_help::FormHelp;
#[cfg(any(feature = "ssr", feature = "letter"))]
pub use letter_beside::LetterBeside;
#[cfg(any(feature = "ssr", feature = "tools"))]
pub use list_search::ListSearch;
#[cfg(any(feature = "ssr", feature = "tools"))]
pub use permission_text::PermissionText;
#[cfg(any(feature = "ssr", feature = "proof"))]
pub use proof_check::ProofCheck;
#[cfg(any(feature = "ssr", feature = "proof"))]
pub use receipt_check::ReceiptCheck;
pub use session_clock::SessionClock;
pub use show_secret::ShowSecret;
#[cfg(any(feature = "ssr", feature = "desk"))]
pub use work_list::WorkList;
