//! Sessions, PIN or password, a lost card.

pub mod change;
pub mod lost;
pub mod sessions;
