//! One module a page: its handlers, then its view.

pub mod activate;
pub mod bare;
pub mod choices;
pub mod consents;
pub mod contact;
pub mod desk;
#[cfg(feature = "dev")]
pub mod dev_mail;
pub mod family;
pub mod forgot;
pub mod home;
pub mod new_secret;
pub mod permissions;
pub mod privacy;
pub mod record;
pub mod security;
pub mod sign_in;
pub mod sign_out;
