//! Accounts of the staff: signing in at the desk, one's own password, everybody's accounts.

pub mod accounts;
pub mod add;
pub mod password;
pub mod sign_in;
