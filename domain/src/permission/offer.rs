//! Whether a library takes written permissions, and how long one may last.

use crate::{
    inventory::Class,
    profile::{Keep, Profile, WrittenPermission},
};
use chrono::{Days, NaiveDate};

/// That a library takes written permissions. It comes from the profile alone, so code that drafts or signs one for a
/// library that takes none does not compile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    max_days: u16,
    classes: Vec<Class>,
}

impl Offer {
    /// What this library offers; `None` where it takes no permission (C3, W3).
    pub fn of(profile: &Profile) -> Option<Self> {
        if profile.switches.written_permission.value != WrittenPermission::Offered {
            return None;
        }
        let kept =
            |class: &Class| !matches!(profile.retention(*class).map(|row| &row.keep), Some(Keep::NotKept { .. }));
        Some(Self {
            max_days: profile.permission.as_ref()?.max_days,
            classes: Class::ALL.into_iter().filter(|class| may_be_told(*class)).filter(kept).collect(),
        })
    }

    /// For how many days from the day of signing a permission can be given.
    pub fn max_days(&self) -> u16 {
        self.max_days
    }

    /// The latest last day of a permission that is signed on `today`.
    pub fn latest(&self, today: NaiveDate) -> NaiveDate {
        today.checked_add_days(Days::new(self.max_days.into())).unwrap_or(NaiveDate::MAX)
    }

    /// The parts of the record that can be chosen, in the order of the overview.
    pub fn classes(&self) -> &[Class] {
        &self.classes
    }
}

/// A permission speaks for the person who gives it (S3): not for the others that "Family" names. Nobody is told how to
/// sign in, and what others hold is not the library's to tell.
const fn may_be_told(class: Class) -> bool {
    !matches!(class, Class::Family | Class::Credentials | Class::HeldElsewhere)
}
