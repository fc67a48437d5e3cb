//! Who tells an officer of somebody whose welfare is threatened at this moment.

use super::{Director, Staff};
use domain::decision::Role;

/// The Director or a designee, or the most senior person in charge, who says so: nobody else tells an officer anything when
/// somebody's welfare is threatened (L25, W5).
#[derive(Debug, Clone)]
pub struct InCharge {
    staff: Staff,
    senior: bool,
}

impl InCharge {
    /// This member of the staff as the one in charge: the Director always, somebody who serves patrons where they say that
    /// they are the most senior person here. `None`: another role, or it was not said.
    pub fn of(staff: &Staff, says_senior: bool) -> Option<Self> {
        if Director::of(staff).is_some() {
            return Some(Self { staff: staff.clone(), senior: false });
        }
        let serves = matches!(staff.role(), Role::Desk | Role::CollectionServicesManager);
        (serves && says_senior).then(|| Self { staff: staff.clone(), senior: true })
    }

    /// Whether somebody in this role can be in charge at all.
    pub fn can_be(role: Role) -> bool {
        matches!(role, Role::Director | Role::Desk | Role::CollectionServicesManager)
    }

    /// The member of the staff.
    pub fn staff(&self) -> &Staff {
        &self.staff
    }

    /// Whether it is the most senior person, in the Director's absence.
    pub fn is_senior(&self) -> bool {
        self.senior
    }
}
