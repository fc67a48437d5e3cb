//! Written permission (S3): a patron lets a library tell parts of the record to one named person or organization.
//!
//! | file | what it says |
//! |---|---|
//! | `state` | how a permission comes into force and how it ends |
//! | `offer` | whether a library takes permissions, and how long one may last |
//! | `terms` | its parts, as a draft and complete |
//! | `span` | for how long, in words |
//! | `starts` | what a draft may begin with |
//! | `so_far` | what is read of a form while it is filled in |
//! | `remarks` | where the words and the ticks disagree |
//! | `text` | the exact words that are signed |

#[cfg(test)]
mod cases;
mod offer;
mod remarks;
mod so_far;
mod span;
mod starts;
mod state;
mod terms;
#[cfg(test)]
mod tests;
mod text;

pub use offer::Offer;
pub use remarks::{Remark, remarks};
pub use so_far::{so_far, tidied};
pub use span::Span;
pub use starts::Start;
pub use state::{Means, State, Step, Uses};
pub use terms::{
    ClassesError, Part, Parts, ProofText, PurposeText, Recipient, RecipientKind, RecipientName, Terms, WhenError,
    read_day,
};
pub use text::{Letterhead, TEXT_VERSION, compose, sketch};
