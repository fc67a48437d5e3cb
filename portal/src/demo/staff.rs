//! The demonstration's staff: one account for each role that the library has. Their password is published; their second factor is made anew in each
//! database, and a development build says its code (`server staff code`).

use crate::{
    Portal, Result,
    authority::Keeper,
    password::Hasher,
    staff::{NewAccount, add},
};
use domain::decision::{Role, has_role};

/// The password of every demo account.
pub const STAFF_PASSWORD: &str = "catalogue-drawer-7781";

/// A demo account's name and role.
pub const STAFF: [(&str, &str, Role); 4] = [
    ("desk", "Wanda Okafor", Role::Desk),
    ("manager", "Teodoro Lucht", Role::CollectionServicesManager),
    ("director", "Ruth Castellanos", Role::Director),
    ("admin", "Sam Birdsong", Role::Administrator),
];

/// Adds the accounts that are not there yet.
///
/// # Errors
/// When the database is away.
pub async fn populate_staff(portal: &Portal, hasher: &Hasher, by: &Keeper) -> Result<()> {
    for (login, name, role) in STAFF.into_iter().filter(|(.., role)| has_role(by.profile(), *role)) {
        let new = NewAccount { login, name, role };
        add(portal, hasher, by, new, Some(STAFF_PASSWORD.to_owned().into())).await?;
    }
    Ok(())
}
