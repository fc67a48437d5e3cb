//! Getting in and staying in: signing in and out, activation, a forgotten PIN or password; and, once signed in, one's
//! sessions, another PIN or password, a card that is lost.

pub mod activate;
pub mod change;
pub mod desk;
pub mod forgot;
pub mod leave;
pub mod lost;
pub mod new_secret;
pub mod sessions;
pub mod sign_in;
pub mod sign_out;
pub mod stay;
