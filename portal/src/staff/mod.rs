//! Staff accounts: adding, ending, signing in with password and second factor, their sessions.
//!
//! A staff session is kept apart from patrons' sessions: its own cookie, its own table, no known device.

mod account;
mod by_form;
mod reseal;
mod session;
mod sign_in;
#[cfg(test)]
mod tests;
mod totp;

pub use account::{
    Account, Added, Ended, Enrolled, NewAccount, PasswordChange, add, change_password, end, list, reset,
};
pub use by_form::{KeeperConfirmed, add_by_form, confirm_keeper, reset_by_form};
pub use reseal::{Resealed, reseal};
pub use session::{Current, IDLE, Kept, WHOLE, current, leave, sign_out};
pub use sign_in::{StaffAttempt, StaffSignIn, sign_in};
#[cfg(feature = "dev")]
pub use totp::dev_code;
