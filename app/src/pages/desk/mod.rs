//! The desk: staff sign-in, the work list, changes that wait, looks at a record, accounts.

pub mod accounts;
pub mod change;
pub mod codes;
pub mod family;
pub mod find;
pub mod look;
pub mod password;
pub mod permission;
mod photo_id;
pub mod shared;
pub mod sign_in;
pub mod work;
