//! The few places that are quicker, kinder or more private with WebAssembly. They wake when the page is idle, and those that
//! weigh most when one of them is touched.
//!
//! They wake what the server has written: they take no props, and read their words and figures off attributes. What reads
//! props and writes markup anew weighs more than all they do (docs/decisions/0031).

#[cfg(any(feature = "ssr", feature = "tools"))]
mod archive_progress;
#[cfg(any(feature = "ssr", feature = "tools"))]
mod consent_switches;
#[cfg(any(feature = "ssr", feature = "desk"))]
mod foresight;
#[cfg(any(feature = "ssr", feature = "forms"))]
mod form_help;
#[cfg(any(feature = "ssr", feature = "letter"))]
mod letter_beside;
#[cfg(any(feature = "ssr", feature = "tools"))]
mod list_search;
#[cfg(feature = "hydrate")]
mod page;
#[cfg(any(feature = "ssr", feature = "permission"))]
mod permission_text;
#[cfg(any(feature = "ssr", feature = "proof"))]
mod proof_check;
#[cfg(any(feature = "ssr", feature = "proof"))]
mod receipt_check;
#[cfg(any(feature = "ssr", feature = "core"))]
mod session_clock;
#[cfg(any(feature = "ssr", feature = "core"))]
mod show_secret;
#[cfg(all(feature = "hydrate", feature = "core"))]
mod when_touched;
#[cfg(any(feature = "ssr", feature = "desk"))]
mod work_list;

#[cfg(any(feature = "ssr", feature = "tools"))]
pub use archive_progress::ArchiveProgress;
#[cfg(any(feature = "ssr", feature = "tools"))]
pub use consent_switches::ConsentSwitches;
#[cfg(any(feature = "ssr", feature = "desk"))]
pub use foresight::Foresight;
#[cfg(any(feature = "ssr", feature = "forms"))]
pub use form_help::FormHelp;
#[cfg(any(feature = "ssr", feature = "letter"))]
pub use letter_beside::LetterBeside;
#[cfg(any(feature = "ssr", feature = "tools"))]
pub use list_search::ListSearch;
#[cfg(any(feature = "ssr", feature = "permission"))]
pub use permission_text::PermissionText;
#[cfg(any(feature = "ssr", feature = "proof"))]
pub use proof_check::ProofCheck;
#[cfg(any(feature = "ssr", feature = "proof"))]
pub use receipt_check::ReceiptCheck;
#[cfg(any(feature = "ssr", feature = "core"))]
pub use session_clock::SessionClock;
#[cfg(any(feature = "ssr", feature = "core"))]
pub use show_secret::ShowSecret;
#[cfg(all(feature = "hydrate", feature = "core"))]
pub use when_touched::when_touched;
#[cfg(any(feature = "ssr", feature = "desk"))]
pub use work_list::WorkList;
