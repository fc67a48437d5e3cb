//! A library as a profile of data: names, dates, switches, retention, notices, newsletters, vendors, languages.
//!
//! One TOML file for each library, read by [`Profile::parse`] and refused with file, key and reason when it is wrong.
//! Everything in which libraries differ is here, so no code names a library.

mod card;
mod check;
mod circulation;
mod code_words;
mod colour;
mod counsel;
mod date;
mod days;
mod difference;
mod fault;
mod import;
mod in_force;
mod load;
mod network;
mod open;
pub mod privacy;
pub mod retention;
mod switches;
mod types;

pub use card::{CardFormat, PasswordPolicy, PinLengths, SignIn};
pub use circulation::{CirculationMail, SentBy, Titles};
pub use colour::{Accent, BadColour, Colour};
pub use counsel::Counsel;
pub use difference::{AgreedChange, Difference, KeyChange, NOTICE, NOTICE_FROM};
pub use fault::{ProfileError, ProfileErrors};
pub use import::ImportFiles;
pub use in_force::{InForce, in_force};
pub use load::Profiles;
pub use network::{BadNetwork, Network};
pub use open::{Open, open_points};
pub use privacy::how_long;
pub use retention::{Due, Ended, Event, HistoryChoice, InTheWay, Keep, Left, Retention, Standing, Stop};
pub use switches::*;
pub use types::*;

#[cfg(test)]
mod tests;
