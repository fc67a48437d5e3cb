//! A PIN or password that was changed in the library's own system, and came with its file.

use super::token;
use crate::{
    Portal, Result,
    db::{Tx, lock_person},
    ids::PersonId,
    ledger::{self, Event},
    links, session,
};
use chrono::{DateTime, Utc};
use domain::{
    inventory::Class,
    ledger::{Action, ActorKind},
    profile::Profile,
};

/// What ends with the former one: all that ends where its owner changes it here. Nobody is mailed, as of a card that a file reports
/// lost: the activity tells it.
// Test (access/tests/old_hashes.rs): "a pin changed in the librarys system after the first sign in here is taken and ends every way in".
pub(crate) async fn secret_by_file(
    tx: &mut Tx,
    portal: &Portal,
    profile: &Profile,
    person: PersonId,
    now: DateTime<Utc>,
) -> Result<()> {
    let by = (ActorKind::System, None);
    lock_person(tx, &profile.slug, person).await?;
    links::end_with_secret(tx, portal, profile, person, by).await?;
    session::end_of(tx, profile.slug.as_str(), person.0, None).await?;
    token::end_all(tx, portal, profile, person, None, now).await?;
    let event = Event {
        via: "import",
        classes: &[Class::Credentials],
        ..Event::new(&profile.slug, now, Some(person), Action::CredentialChanged, by)
    };
    ledger::append(tx, &*portal.entropy, event).await?;
    Ok(())
}
