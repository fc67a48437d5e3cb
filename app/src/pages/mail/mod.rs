//! Mail, as the staff look after it.

pub mod given_up;
pub mod messages;
