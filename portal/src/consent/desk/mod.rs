//! What the staff see of the answers.

mod proof;
mod report;

pub use proof::{AnswerConsequence, OfOne, ProofHeld, What, YesByAddress, proof};
pub use report::{Report, report};
