//! Who works at a library, and anyone who runs its command line.

use super::{House, Person, seed};
use crate::authority::{Look, Operator, Staff};
use chrono::{DateTime, Utc};
use domain::{
    decision::{Purpose, Role},
    profile::Profile,
};
use sqlx::PgPool;
use std::sync::Arc;
use uuid::Uuid;

/// The person who runs the command line, for the library with this profile.
pub(crate) fn operator(pool: &PgPool, profile: &Arc<Profile>) -> Operator {
    Operator::holding(&pool.connect_options(), profile.clone())
}

impl House {
    /// A clerk, or anyone who has this role here, signed in. The same one each time; no account stands in the database
    /// until [`House::employs`] enters it.
    pub(crate) fn clerk(&self, role: Role) -> Staff {
        self.member(role, 70)
    }

    /// Another one with this role.
    pub(crate) fn colleague(&self, role: Role) -> Staff {
        self.member(role, 170)
    }

    fn member(&self, role: Role, first: u128) -> Staff {
        let place = (0..).zip(Role::ALL).find(|(_, one)| *one == role).map_or(0, |(place, _)| place);
        let account = Uuid::from_u128(first + place);
        let session = Uuid::from_u128(first + 500 + place);
        Staff::new(self.profile.clone(), (account, "Somebody"), role, session)
    }

    /// Enters the account of [`House::clerk`], with this login and name.
    pub(crate) async fn employs(&self, login: &str, name: &str, role: Role) -> Staff {
        self.enters(login, name, self.clerk(role)).await
    }

    /// Enters the account of this member of the staff, with this login and name.
    pub(crate) async fn enters(&self, login: &str, name: &str, staff: Staff) -> Staff {
        seed::staff(&self.pool, &staff, login, name, self.now()).await;
        staff
    }

    /// This member of the staff, who looks at this record for this purpose and has as long as they want.
    #[expect(clippy::unused_self, reason = "a look is had in a library, and reads like one")]
    pub(crate) fn look(&self, staff: Staff, person: &Person, purpose: Purpose) -> Look {
        Look::of_card(staff, person.id, purpose, DateTime::<Utc>::MAX_UTC)
    }

    /// The person who runs the command line, for this library.
    pub(crate) fn operator(&self) -> Operator {
        operator(&self.pool, &self.profile)
    }
}
