//! Yes and no to e-mail, and the receipts.

pub mod desk;
mod history;
pub mod in_place;
pub mod leave;
pub mod list;
pub mod receipt;
pub mod subscriber;
mod switch;
