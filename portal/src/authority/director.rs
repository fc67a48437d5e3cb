//! Who answers police, agencies and legal process.

use super::Staff;
use crate::db::Scope;
use domain::{decision::Role, ids::LibrarySlug, profile::Profile};

/// The Director, or the Director's designee, signed in at the desk: nobody else receives, records or answers a request of
/// police or an agency (L15, C2, W6).
#[derive(Debug, Clone)]
pub struct Director(Staff);

impl Director {
    /// This member of the staff as the Director; `None`: their role is another.
    pub fn of(staff: &Staff) -> Option<Self> {
        (staff.role() == Role::Director).then(|| Self(staff.clone()))
    }

    /// The member of the staff.
    pub fn staff(&self) -> &Staff {
        &self.0
    }

    /// The profile of the library.
    pub fn profile(&self) -> &Profile {
        self.0.profile()
    }

    /// The library.
    pub fn library(&self) -> &LibrarySlug {
        self.0.library()
    }

    /// The scope of a transaction about the whole library.
    pub(crate) fn scope(&self) -> Scope<'_> {
        self.0.scope()
    }
}
