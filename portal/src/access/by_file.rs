//! A PIN or password that was changed or taken away in the library's own system, as its file says.

use super::{card, token};
use crate::{
    Portal, Result,
    db::{Tx, lock_person},
    ids::PersonId,
    ledger::{self, Event},
    links, session, throttle,
};
use chrono::{DateTime, Utc};
use domain::{
    inventory::Class,
    ledger::{Action, ActorKind},
    profile::Profile,
};

/// What a file says of a PIN or password that an earlier one brought.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ByFile {
    /// It is another one.
    Changed,
    /// There is none any more.
    TakenAway,
}

/// What ends with the former one: all that ends where its owner changes it here. Failures at the former one do not count against a
/// new one, as where its owner chooses it by a link. Nobody is mailed, as of a card that a file reports lost: the activity tells it.
// Tests (access/tests/old_hashes.rs): "a pin changed in the librarys system after the first sign in here is taken and ends every way in",
// "a pin taken away in the librarys system opens nothing until the system has another",
// "failures at the former pin close nothing to one that the librarys system brings".
pub(crate) async fn secret_by_file(
    tx: &mut Tx,
    portal: &Portal,
    profile: &Profile,
    (person, what): (PersonId, ByFile),
    now: DateTime<Utc>,
) -> Result<()> {
    let by = (ActorKind::System, None);
    lock_person(tx, &profile.slug, person).await?;
    links::end_with_secret(tx, portal, profile, person, by).await?;
    session::end_of(tx, profile.slug.as_str(), person.0, None).await?;
    token::end_all(tx, portal, profile, person, None, now).await?;
    let action = match what {
        ByFile::Changed => {
            for card in card::open_cards(tx, profile, person).await? {
                throttle::forgive(portal, tx, &profile.slug, &card).await?;
            }
            Action::CredentialChanged
        }
        ByFile::TakenAway => Action::CredentialTakenAway,
    };
    let event = Event {
        via: "import",
        classes: &[Class::Credentials],
        ..Event::new(&profile.slug, now, Some(person), action, by)
    };
    ledger::append(tx, &*portal.entropy, event).await?;
    Ok(())
}
