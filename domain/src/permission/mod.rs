//! Written permission (S3): a patron lets a library tell parts of the record to one named person or organization.
//!
//! | file | what it says |
//! |---|---|
//! | `state` | how a permission comes into force and how it ends |
//! | `offer` | whether a library takes permissions, and how long one may last |
//! | `terms` | its parts, as a draft and complete |
//! | `text` | the exact words that are signed |

mod offer;
mod state;
mod terms;
#[cfg(test)]
mod tests;
mod text;

pub use offer::Offer;
pub use state::{Means, State, Step, Uses};
pub use terms::{
    ClassesError, Part, Parts, ProofText, PurposeText, Recipient, RecipientKind, RecipientName, Terms, WhenError,
    read_day,
};
pub use text::{TEXT_VERSION, compose};
