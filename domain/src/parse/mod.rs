//! Text that people type, parsed: card numbers, PINs and passwords, names, e-mail addresses, telephone numbers,
//! postal codes, days, the dates and cities of the files a library exports, and payment cards where none should be.
//!
//! Parse, don't validate: each function takes text as it was typed and gives a type that cannot hold anything else, or
//! a [`FieldError`] whose words stand beside the field. Nothing here panics, whatever the text.

mod card_number;
mod city;
mod date;
mod email;
pub mod judge;
mod name;
mod password;
mod payment_card;
mod phone;
mod pin;
mod postal_code;
mod signs;

pub use crate::profile::{CardFormat, PinLengths};
pub use card_number::{CardNumber, CardNumberError, check_digit};
pub use city::{Place, split_city};
pub use date::{DateError, ImportMoment, import_date, import_moment, typed_day};
pub use email::{EmailAddress, EmailError};
pub use judge::Judge;
pub use name::{NameError, PersonName, ShortText};
pub use password::{Password, PasswordContext, PasswordError};
pub use payment_card::holds_payment_card;
pub use phone::{PhoneError, PhoneText, last_ten_digits};
pub use pin::{Pin, PinContext, PinError, refuse_weak_pin};
pub use postal_code::{PostalCode, PostalCodeError};

use crate::words::Text;

/// What stands before what is wrong with a field, for anyone who hears the page.
pub const ERROR_PREFIX: Text = Text::new("Error: ", "Error: ");

/// Why a text was not accepted, in words to show beside the field.
///
/// The words never repeat what was typed, so they can be logged and mailed.
pub trait FieldError: std::error::Error {
    /// The reason and what to do, in every language.
    fn text(&self) -> Text;
}

/// Declares an error type whose every case is one sentence in each language.
macro_rules! field_error {
    ($(#[$meta:meta])* $name:ident { $($variant:ident: $en:literal / $es:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
        pub enum $name {
            $(#[doc = $en] #[error($en)] $variant),+
        }

        impl $name {
            /// Every case.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];
        }

        impl $crate::parse::FieldError for $name {
            fn text(&self) -> $crate::words::Text {
                match self { $(Self::$variant => $crate::words::Text::new($en, $es)),+ }
            }
        }
    };
}
pub(crate) use field_error;
