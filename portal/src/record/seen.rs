//! Who has looked at a class.

use super::{SIGHTINGS, Sighting};
use crate::{
    Error, Portal, Result,
    authority::Patron,
    db::Tx,
    ids::PersonId,
    ledger::{self, Event},
};
use domain::{
    decision::Role,
    ids::LibrarySlug,
    inventory::Class,
    ledger::{Action, ActorKind},
};

/// The actions by which somebody learns what is held.
const SEEING: [Action; 3] = [Action::Viewed, Action::Exported, Action::Disclosed];

/// The newest sightings of `class`. One's own visits are not among them: who asks who has seen it does not mean themselves.
pub(super) async fn sightings(
    tx: &mut Tx,
    library: &LibrarySlug,
    person: PersonId,
    class: Class,
) -> Result<Vec<Sighting>> {
    let seeing = SEEING.map(|action| action.code().to_owned());
    let found = sqlx::query!(
        "SELECT at, action, actor_kind, detail ->> 'role' AS role, purpose, classes FROM ledger_event \
         WHERE library = $1 AND subject_id = $2 AND action = ANY ($3) AND $4 = ANY (classes) \
               AND NOT (actor_kind = 'patron' AND action = 'viewed') \
         ORDER BY at DESC, id LIMIT $5",
        library.as_str(),
        person.0,
        &seeing,
        class.code(),
        SIGHTINGS,
    )
    .fetch_all(&mut **tx)
    .await?;
    found
        .into_iter()
        .map(|event| {
            let unknown = |what: &str| Error::Stored(format!("ledger_event.{what}"));
            Ok(Sighting {
                at: event.at,
                action: Action::from_code(&event.action).ok_or_else(|| unknown("action"))?,
                actor: ActorKind::from_code(&event.actor_kind).ok_or_else(|| unknown("actor_kind"))?,
                role: event.role.as_deref().and_then(Role::from_code),
                purpose: event.purpose,
                classes: event.classes.iter().filter_map(|code| Class::from_code(code)).collect(),
            })
        })
        .collect()
}

/// Notes that the patron looks at `class`, once a session; says whether it wrote anything.
///
/// Two pages opened at the same moment may both be noted: that is true, and cheaper than a lock.
pub(super) async fn note_own_view(tx: &mut Tx, portal: &Portal, patron: &Patron, class: Class) -> Result<bool> {
    let session = patron.session().to_string();
    let noted = sqlx::query_scalar!(
        "SELECT EXISTS (SELECT FROM ledger_event \
                        WHERE library = $1 AND subject_id = $2 AND at >= $3 AND action = $4 AND $5 = ANY (classes) \
                              AND detail ->> 'session' = $6) AS \"noted!\"",
        patron.library().as_str(),
        patron.person().0,
        patron.authenticated_at(),
        Action::Viewed.code(),
        class.code(),
        session,
    )
    .fetch_one(&mut **tx)
    .await?;
    if noted {
        return Ok(false);
    }
    let event = Event {
        classes: &[class],
        detail: serde_json::json!({ "session": session }),
        ..Event::new(patron.library(), portal.clock.now(), Some(patron.person()), Action::Viewed, patron.actor())
    };
    ledger::append(tx, &*portal.entropy, event).await?;
    Ok(true)
}
