//! What the staff do about a card: close it, and note that it is closed in the library's own system too.

pub mod close;
pub mod in_system;
