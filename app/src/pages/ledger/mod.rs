//! The ledger's proofs: everybody's page, where a receipt is checked, and one's own lines.

mod everybody;
pub mod own;

pub use everybody::{get, get_growth, get_head, post};
