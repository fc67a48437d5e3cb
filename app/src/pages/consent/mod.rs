//! Yes and no to e-mail, and the receipts.

pub mod at_service;
pub mod desk;
mod history;
pub mod leave;
pub mod list;
pub mod proof;
pub mod receipt;
pub mod report;
pub mod subscriber;
mod switch;
