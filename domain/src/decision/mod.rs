//! The one decision: who asks, how they proved it, for which classes, under which profile; what may be told and why.
//!
//! Every drawer, the activity, the archive, a guardian's pages and every answer at the desk go through [`decide`], and
//! nothing else decides (but for [`may_lift`], which tells nobody anything). The pages of a patron's own tasks (contact
//! details, yes and no to e-mail, permissions, sessions, who may look) take the patron who is signed in, to whom it would
//! allow everything. It is a pure function: the day is in the [`Request`], the library's switches are in the profile, and no library is named in the code. Where a
//! policy is silent, the statute decides (Conn. Gen. Stat. § 11-25(b), rules S1 to S7). Nobody ever gets more than was
//! asked for, and every answer, yes or no, carries the rules it rests on: those that the library's profile gives for its
//! switch or [`crate::rules::Ground`].
//!
//! | file | who asks |
//! |---|---|
//! | `patron` | the person the record is about |
//! | `guardian` | the parent or guardian of a minor |
//! | `police` | officers and agencies, with process or without |
//! | `permission` | someone with the patron's written permission |
//! | `staff` | the library's people and its own jobs |
//! | `others` | helpers, debt payers, callers, reporters, vendors, everybody else |

mod asker;
mod guardian;
mod library;
mod others;
mod outcome;
mod patron;
mod permission;
mod police;
mod request;
mod staff;
#[cfg(test)]
mod tests;

pub use asker::{
    Asker, Card, Guardian, Job, Permission, PermissionState, Place, Police, Process, ProcessKind, Proof, Purpose,
    Review, Role, StaffAsks, Stop, Transaction,
};
pub use library::Library;
pub use outcome::{Allowed, Decision, Fields, LeftOut, Refused, SECRETS, Share, Wish};
pub use request::{Fact, Request, Wanted};
pub use staff::{has_role, may_lift};

use crate::profile::Profile;

/// Decides what may be told to anyone who asks, under the profile of one library.
pub fn decide(request: &Request, profile: &Profile) -> Decision {
    decide_at(request, &Library::from(profile))
}

/// [`decide`], for a caller that holds only the part of the profile that decides.
pub fn decide_at(request: &Request, library: &Library<'_>) -> Decision {
    let Request { asker, wanted, today } = request;
    if wanted.is_empty() {
        return outcome::nothing_asked(library);
    }
    match asker {
        Asker::Patron(proof) => patron::decide(*proof, wanted, library),
        Asker::Guardian(guardian) => guardian::decide(guardian, wanted, *today, library),
        Asker::Helper { card, transaction } => others::helper(*card, *transaction, wanted, library),
        Asker::DebtPayer => others::debt_payer(wanted, library),
        Asker::Caller => others::caller(library),
        Asker::Reporter | Asker::MemberOfPublic => others::public(library),
        Asker::Vendor { code, patron_chose } => others::vendor(code, *patron_chose, wanted, library),
        Asker::Police(police) => police::decide(*police, wanted, library),
        Asker::PermissionHolder(permission) => permission::decide(permission, wanted, *today, library),
        Asker::Staff(staff) => staff::decide(*staff, wanted, library),
        Asker::Worker(job) => staff::decide_job(*job, wanted, library),
    }
}
