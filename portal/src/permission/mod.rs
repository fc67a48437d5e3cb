//! Written permission (S3): drafted and signed by the patron, confirmed at the desk, used under the decision.
//!
//! | file | who does it |
//! |---|---|
//! | `draft` | the patron answers one question after the other |
//! | `sign` | the patron signs, with the PIN or password given again |
//! | `withdraw` | the patron takes it back, in the portal or at the desk |
//! | `desk` | staff find one, confirm or refuse it |
//! | `desk/paper` | staff take one that was signed on paper |
//! | `desk/disclose` | staff tell what it names, and nothing else |
//! | `written` | the row of one that is signed and confirmed by the time it is written |
//!
//! What the desk has not confirmed ends with a defence of the owner, too (`access/asked`).
//!
//! Every step locks the permission's row and asks [`State::after`](domain::permission::State::after), so that when two
//! steps are taken at the same moment, the second sees what the first has done.

mod desk;
mod draft;
mod list;
mod row;
mod sign;
mod step;
#[cfg(test)]
mod tests;
mod withdraw;
pub(crate) mod written;

pub use desk::{
    AtDesk, DisclosureOutcome, OnPaper, Proven, Taken, Waiting, WaitingPage, confirm, disclose, find, refuse,
    take_from_paper, waiting,
};
pub use draft::{Answered, MOST_DRAFTS, MOST_WAITING, Started, answer, discard, start};
pub use list::{Use, held, list, to_sign};
pub use row::{PermissionHeld, Signed};
pub use sign::{PermissionText, SignOutcome, Signature, sign};
pub use step::Moved;
pub use withdraw::{withdraw, withdraw_at_desk};

use crate::Portal;
use domain::{
    decision::{Decision, Purpose, Wanted},
    inventory::Class,
    profile::Profile,
    rules::codes,
};

/// The purpose under which the desk looks at a permission, as it stands in the ledger.
pub(crate) const PURPOSE: &str = Purpose::PermissionReview.code();

/// The rules under which a library takes permissions.
fn rules(profile: &Profile) -> Vec<&str> {
    codes(&profile.switches.written_permission.rules)
}

/// What the decision lets this member of staff see of a permission and of whose it is.
fn review(portal: &Portal, staff: &crate::authority::Staff) -> Decision {
    staff.asks(portal, Purpose::PermissionReview, Wanted::classes([Class::Identity, Class::Preferences]))
}
