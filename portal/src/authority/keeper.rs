//! Who keeps the accounts of the staff.

use super::{Operator, Staff};
use crate::db::Scope;
use domain::{decision::Role, ids::LibrarySlug, ledger::ActorKind, profile::Profile};
use uuid::Uuid;

/// A Director or an administrator, signed in; or the command line. Adding, resetting, ending and listing accounts ask
/// for one, so no page has to remember to check a role.
#[derive(Debug, Clone)]
pub enum Keeper {
    /// At the desk's pages. Only [`Keeper::of`] makes one.
    Staff(KeepingStaff),
    /// At the command line.
    Operator(Operator),
}

/// A member of the staff whose role keeps accounts.
#[derive(Debug, Clone)]
pub struct KeepingStaff(Staff);

impl Keeper {
    /// This member of the staff as a keeper of accounts; `None`: their role keeps none.
    pub fn of(staff: &Staff) -> Option<Self> {
        matches!(staff.role(), Role::Director | Role::Administrator).then(|| Self::Staff(KeepingStaff(staff.clone())))
    }

    /// The profile of the library.
    pub fn profile(&self) -> &Profile {
        match self {
            Self::Staff(KeepingStaff(staff)) => staff.profile(),
            Self::Operator(operator) => operator.profile(),
        }
    }

    /// The library.
    pub fn library(&self) -> &LibrarySlug {
        &self.profile().slug
    }

    /// The staff account; `None` at the command line.
    pub fn account(&self) -> Option<Uuid> {
        match self {
            Self::Staff(KeepingStaff(staff)) => Some(staff.account()),
            Self::Operator(_) => None,
        }
    }

    /// The scope of a transaction about the whole library.
    pub(crate) fn scope(&self) -> Scope<'_> {
        Scope::Library(self.library())
    }

    /// Where it was done, for the ledger.
    pub(crate) fn via(&self) -> &'static str {
        match self {
            Self::Staff(_) => "desk",
            Self::Operator(_) => "command",
        }
    }

    /// Who the ledger says it was.
    pub fn actor(&self) -> (ActorKind, Option<Uuid>) {
        match self {
            Self::Staff(KeepingStaff(staff)) => staff.actor(),
            Self::Operator(operator) => operator.actor(),
        }
    }
}

impl From<Operator> for Keeper {
    fn from(operator: Operator) -> Self {
        Self::Operator(operator)
    }
}
