//! Yes and no to e-mail: each notice, each newsletter, and no e-mail at all (L27, L28, C5).
//!
//! Every answer is a row that is never changed; the newest of a purpose holds. "No e-mail at all" stands above the rest.

mod at_service;
mod choices;
mod desk;
mod leave;
mod receipts;
mod record;
mod say;
mod stop;
pub mod subscriber;
#[cfg(test)]
pub(crate) mod tests;

pub use at_service::{AtService, SoFar, at_services};
pub use choices::{Choice, Choices, Standing, choices};
pub use desk::{AnswerConsequence, OfOne, ProofHeld, Report, What, YesByAddress, proof, report};
pub(crate) use leave::left_at_service;
pub use leave::{Left, come_back, leave, leave_at_desk, stopped_by};
pub use receipts::{Answer, answer, answers};
pub use say::{AllStopped, Said, say, stop_all};
pub(crate) use stop::{Complaint, stop_by_mail, stop_by_token};

use crate::mail::EMAIL;
