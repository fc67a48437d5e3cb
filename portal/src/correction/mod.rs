//! "This is wrong": a patron, or a guardian of what they may see, names a value of the record and says what is wrong. The desk
//! corrects it in the library's own system or refuses with a reason; after a refusal the patron's statement stands beside the
//! value and goes with it wherever it is told (`record::Origins`; Conn. Gen. Stat. § 4-193(h)).

mod ask;
pub mod desk;
mod own;
#[cfg(test)]
mod tests;

pub use ask::{CorrectionOutcome, Named, Wish, ask, ask_for_child, named, named_for_child};
pub use own::{Correction, State, corrections, state, take_back};
