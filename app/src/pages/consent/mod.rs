//! Yes and no to e-mail, and the receipts.

mod history;
pub mod list;
pub mod receipt;
mod switch;
