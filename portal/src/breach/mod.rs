//! Breaches of security (L30; Conn. Gen. Stat. § 36a-701b): the Director writes down what happened, the portal finds whom it
//! may concern, and once the Attorney General has been told each of them is told, by e-mail or by letter, whatever they chose
//! about e-mail and once however often the button is pressed.

mod find;
mod proof;
mod register;
mod remind;
mod tell;
#[cfg(test)]
mod tests;

pub use find::Affected;
pub use proof::{AffectedPerson, as_csv, proof};
pub use register::{Breach, Recorded, Recording, breach, general, list, open, record};
pub(crate) use remind::remind;
pub(crate) use tell::write_notices;
pub use tell::{Telling, tell};
