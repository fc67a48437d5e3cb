//! The patron's own corrections: where each stands, taking one back, and the statement after a refusal, also of a change of
//! contact details.

mod refused_change;

use crate::{
    Portal, Result,
    authority::Patron,
    db::{Tx, lock_person},
    ids::PersonId,
    ledger::{self, Event},
};
use chrono::{DateTime, Utc};
use domain::{
    inventory::{Class, Field, Relation, relations},
    ledger::{Action, ActorKind},
    parse::ShortText,
    profile::Profile,
    reference::Reference,
    rules::{Ground, codes},
};
use uuid::Uuid;

/// Where a correction stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// It waits for the desk.
    Waiting,
    /// The desk corrected it in the library's own system.
    Corrected,
    /// The library keeps the value.
    Refused,
    /// The patron took it back.
    TakenBack,
    /// It ended with the session it was asked in, when the person who asked defended their account.
    Ended,
}

impl State {
    fn from_code(code: &str) -> Option<Self> {
        let all = [Self::Waiting, Self::Corrected, Self::Refused, Self::TakenBack, Self::Ended];
        all.into_iter().find(|state| state.code() == code)
    }

    /// The text stored.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Corrected => "corrected",
            Self::Refused => "refused",
            Self::TakenBack => "taken-back",
            Self::Ended => "ended",
        }
    }
}

/// A correction that was asked for.
#[derive(Debug, Clone)]
pub struct Correction {
    /// Its name in forms.
    pub id: Uuid,
    /// What to name it by at the desk.
    pub reference: Reference,
    /// The class of the value.
    pub class: Class,
    /// Its field.
    pub field: &'static Field,
    /// The value as it stood on the page.
    pub value: Option<String>,
    /// What is wrong with it.
    pub wish: String,
    /// When it was asked for.
    pub asked_at: DateTime<Utc>,
    /// Where it stands.
    pub state: State,
    /// Why it was refused.
    pub reason: Option<String>,
    /// The patron's own statement.
    pub statement: Option<String>,
}

/// The field of a stored place; `None` where this version does not know it.
pub(super) fn field(relation: &str, column: &str) -> Option<(Class, &'static Relation, &'static Field)> {
    let (class, relation) = relations().find(|(_, one)| one.name == relation)?;
    Some((class, relation, relation.field(column)?))
}

/// What was asked for, newest first, with the changes of contact details that the desk refused: beside what is kept instead the
/// patron may state their own view too.
///
/// # Errors
/// When the database is away.
pub async fn corrections(portal: &Portal, patron: &Patron) -> Result<Vec<Correction>> {
    let mut tx = portal.db.begin(patron.scope()).await?;
    let rows = sqlx::query!(
        "SELECT id, reference, of_relation, of_column, value, wish, asked_at, status, reason, statement FROM correction \
         WHERE library = $1 AND person_id = $2 ORDER BY asked_at DESC, id",
        patron.library().as_str(),
        patron.person().0,
    )
    .fetch_all(&mut *tx)
    .await?;
    let refused = refused_change::all(&mut tx, patron.library(), patron.person()).await?;
    let asked = rows.into_iter().filter_map(|row| {
        let (class, _, field) = field(&row.of_relation, &row.of_column)?;
        Some(Correction {
            id: row.id,
            reference: Reference::parse(&row.reference)?,
            class,
            field,
            value: row.value,
            wish: row.wish,
            asked_at: row.asked_at,
            state: State::from_code(&row.status)?,
            reason: row.reason,
            statement: row.statement,
        })
    });
    let mut all: Vec<_> = asked.chain(refused.into_iter().filter_map(refused_change::RefusedChange::told)).collect();
    all.sort_by_key(|one| std::cmp::Reverse(one.asked_at));
    Ok(all)
}

/// Takes one back that waits. `false`: none of this name waits, or was taken back before.
///
/// # Errors
/// When the database is away; then it waits on.
pub async fn take_back(portal: &Portal, patron: &Patron, id: Uuid) -> Result<bool> {
    let now = portal.clock.now();
    let mut tx = portal.db.begin(patron.scope()).await?;
    lock_person(&mut tx, patron.library(), patron.person()).await?;
    let done = sqlx::query!(
        "UPDATE correction SET status = 'taken-back', decided_at = $4, ended_at = $4 \
         WHERE library = $1 AND person_id = $2 AND id = $3 AND status = 'waiting' RETURNING about[2] AS \"field!\"",
        patron.library().as_str(),
        patron.person().0,
        id,
        now,
    )
    .fetch_optional(&mut *tx)
    .await?;
    let Some(done) = done else {
        return Ok(sqlx::query_scalar!(
            "SELECT EXISTS (SELECT FROM correction \
                            WHERE library = $1 AND person_id = $2 AND id = $3 AND status = 'taken-back') AS \"before!\"",
            patron.library().as_str(),
            patron.person().0,
            id,
        )
        .fetch_one(&mut *tx)
        .await?);
    };
    let whose = (patron.person(), patron.actor());
    note(&mut tx, portal, patron.profile(), whose, &done.field, Action::CorrectionTakenBack).await?;
    tx.commit().await?;
    Ok(true)
}

/// States the patron's own view of a value that the library kept, in place of what was stated before; without words it is
/// taken away. `false`: there is no refusal of this name.
///
/// # Errors
/// When the database is away; then nothing is stated.
pub async fn state(portal: &Portal, patron: &Patron, id: Uuid, words: Option<&ShortText<1000>>) -> Result<bool> {
    let now = portal.clock.now();
    let mut tx = portal.db.begin(patron.scope()).await?;
    lock_person(&mut tx, patron.library(), patron.person()).await?;
    let before = sqlx::query!(
        "SELECT statement, about[2] AS \"field!\" FROM correction \
         WHERE library = $1 AND person_id = $2 AND id = $3 AND status = 'refused'",
        patron.library().as_str(),
        patron.person().0,
        id,
    )
    .fetch_optional(&mut *tx)
    .await?;
    let words = words.map(ShortText::as_str);
    let Some(before) = before else {
        let Some(words) = words else { return Ok(false) };
        return state_of_change(tx, portal, patron, id, words).await;
    };
    if before.statement.as_deref() == words {
        return Ok(true);
    }
    sqlx::query!(
        "UPDATE correction SET statement = $4, stated_at = CASE WHEN $4::text IS NULL THEN NULL ELSE $5::timestamptz END, \
                ended_at = CASE WHEN $4::text IS NULL THEN $5::timestamptz END \
         WHERE library = $1 AND person_id = $2 AND id = $3",
        patron.library().as_str(),
        patron.person().0,
        id,
        words,
        now,
    )
    .execute(&mut *tx)
    .await?;
    let action = if words.is_some() { Action::StatementAdded } else { Action::StatementTakenAway };
    note(&mut tx, portal, patron.profile(), (patron.person(), patron.actor()), &before.field, action).await?;
    tx.commit().await?;
    Ok(true)
}

/// The same of a change of contact details that the desk refused: from then on it stands among the corrections, under its own name
/// and answered. Nothing of it goes to the desk again.
// Test (correction/tests.rs): "x1 after a change of a contact detail was refused the statement stands beside what is kept".
async fn state_of_change(mut tx: Tx, portal: &Portal, patron: &Patron, id: Uuid, words: &str) -> Result<bool> {
    let all = refused_change::all(&mut tx, patron.library(), patron.person()).await?;
    let Some(change) = all.into_iter().find(|one| one.id == id) else { return Ok(false) };
    change.keep(&mut tx, patron.library(), patron.person(), (words, portal.clock.now())).await?;
    let whose = (patron.person(), patron.actor());
    note(&mut tx, portal, patron.profile(), whose, &change.detail.ledger_name(), Action::StatementAdded).await?;
    tx.commit().await?;
    Ok(true)
}

async fn note(
    tx: &mut Tx,
    portal: &Portal,
    profile: &Profile,
    (person, by): (PersonId, (ActorKind, Option<Uuid>)),
    field: &str,
    action: Action,
) -> Result<()> {
    let event = Event {
        classes: &[Class::Pending],
        fields: &[field],
        rules: &codes(profile.grounds.of(Ground::OwnRecord)),
        ..Event::new(&profile.slug, portal.clock.now(), Some(person), action, by)
    };
    ledger::append(tx, &*portal.entropy, event).await?;
    Ok(())
}
