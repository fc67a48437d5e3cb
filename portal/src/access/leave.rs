//! "Close my card": the patron asks, reads what stands in the way, can take it back while it waits, and the card is closed when
//! the last of that is over, by the job `closings`. The desk then closes it in the library's own system too.

use super::token;
use crate::{
    Portal, Result,
    authority::{Patron, Reauthenticated},
    contact::OfSessions,
    db::{Scope, Tx, lock_person},
    ids::PersonId,
    ledger::{self, Event},
    mail::What,
    notify, session,
};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    inventory::Class,
    ledger::{Action, ActorKind},
    profile::{InTheWay, Left, Profile},
    rules::{Ground, codes},
    words::Lang,
};
use uuid::Uuid;

/// How a patron's wish to leave stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Leaving {
    /// What stands in the way today.
    pub in_the_way: InTheWay,
    /// Since when the wish waits; `None` where there is no wish.
    pub waits_since: Option<DateTime<Utc>>,
    /// When the record goes, if the card is closed today and nothing comes between.
    pub record_goes: Option<NaiveDate>,
}

/// What became of the wish.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LeavingOutcome {
    /// The card is closed; every session has ended.
    Closed,
    /// It waits for what stands in the way.
    Waits,
    /// The session has ended since the PIN or password was given again; nothing is done.
    SignedOut,
}

/// How it stands.
///
/// # Errors
/// When the database is away.
pub async fn leaving(portal: &Portal, patron: &Patron) -> Result<Leaving> {
    let profile = patron.profile();
    let mut tx = portal.db.begin(patron.scope()).await?;
    let in_the_way = in_the_way(&mut tx, profile, patron.person()).await?;
    let waits_since = sqlx::query_scalar!(
        "SELECT asked_at FROM closing WHERE library = $1 AND person_id = $2 AND status = 'waiting'",
        patron.library().as_str(),
        patron.person().0,
    )
    .fetch_optional(&mut *tx)
    .await?;
    let absent_since = sqlx::query_scalar!(
        "SELECT absent_since FROM person WHERE library = $1 AND id = $2",
        patron.library().as_str(),
        patron.person().0,
    )
    .fetch_one(&mut *tx)
    .await?;
    let record_goes = profile.record_goes(Left { closed_at: Some(portal.clock.now()), absent_since, stays: false });
    Ok(Leaving { in_the_way, waits_since, record_goes })
}

/// A legal hold that its patron may not be told of does not stop them from closing the card: the card closes, and the record
/// stays.
// Test (process/tests/silence.rs): "S3: under an order of silence a card closes as any other and the record stays".
async fn in_the_way(tx: &mut Tx, profile: &Profile, person: PersonId) -> Result<InTheWay> {
    let row = sqlx::query!(
        "SELECT (SELECT count(*) FROM checkout WHERE library = $1 AND person_id = $2) AS \"out!\", \
                (SELECT coalesce(sum(outstanding_cents), 0)::bigint FROM account_line \
                 WHERE library = $1 AND person_id = $2) AS \"owed!\", \
                EXISTS (SELECT FROM legal_hold AS k WHERE k.library = $1 AND k.person_id = $2 AND k.lifted_at IS NULL \
                        AND (k.process_id IS NULL OR EXISTS (SELECT FROM process_told AS told \
                             WHERE told.library = $1 AND told.person_id = $2 AND told.process_id = k.process_id))) \
                AS \"held!\"",
        profile.slug.as_str(),
        person.0,
    )
    .fetch_one(&mut **tx)
    .await?;
    Ok(InTheWay { out: row.out, owed: row.owed, held: row.held })
}

/// Asks to close the card: at once where nothing stands in the way. Asked again, it waits as it did.
///
/// # Errors
/// When the database is away; then nothing is asked.
pub async fn ask_to_leave(
    portal: &Portal,
    patron: &Reauthenticated<Patron>,
    lang: Lang,
    site: &str,
) -> Result<LeavingOutcome> {
    let (profile, person, now) = (patron.profile(), patron.person(), portal.clock.now());
    // Library-wide, because what ends with a card may be others' too: links that a parent made with it.
    let mut tx = portal.db.begin(Scope::Library(&profile.slug)).await?;
    lock_person(&mut tx, &profile.slug, person).await?;
    if !session::lives(&mut tx, patron).await? {
        return Ok(LeavingOutcome::SignedOut);
    }
    let waits = sqlx::query_scalar!(
        "SELECT id FROM closing WHERE library = $1 AND person_id = $2 AND status = 'waiting'",
        profile.slug.as_str(),
        person.0,
    )
    .fetch_optional(&mut *tx)
    .await?;
    let id = if let Some(id) = waits {
        // Anyone who asks again asks in this session.
        sqlx::query!(
            "UPDATE closing SET asked_in = $3 WHERE library = $1 AND id = $2",
            profile.slug.as_str(),
            id,
            patron.session(),
        )
        .execute(&mut *tx)
        .await?;
        id
    } else {
        let id = portal.entropy.uuid();
        sqlx::query!(
            "INSERT INTO closing (library, id, person_id, asked_at, status, asked_in, cause) \
             VALUES ($1, $2, $3, $4, 'waiting', $5, 'wish')",
            profile.slug.as_str(),
            id,
            person.0,
            now,
            patron.session(),
        )
        .execute(&mut *tx)
        .await?;
        note(&mut tx, portal, profile, (person, patron.actor()), Action::ClosingAsked).await?;
        id
    };
    let clear = in_the_way(&mut tx, profile, person).await?.is_clear();
    if clear {
        close(&mut tx, portal, profile, (person, id), patron.actor(), "portal", (lang, site)).await?;
    }
    tx.commit().await?;
    Ok(if clear { LeavingOutcome::Closed } else { LeavingOutcome::Waits })
}

/// Takes the wish back. `false`: none waits, nor was one taken back before.
///
/// # Errors
/// When the database is away; then it waits on.
pub async fn stay(portal: &Portal, patron: &Patron) -> Result<bool> {
    let now = portal.clock.now();
    let mut tx = portal.db.begin(patron.scope()).await?;
    lock_person(&mut tx, patron.library(), patron.person()).await?;
    let done = sqlx::query!(
        "UPDATE closing SET status = 'taken-back', ended_at = $3 \
         WHERE library = $1 AND person_id = $2 AND status = 'waiting'",
        patron.library().as_str(),
        patron.person().0,
        now,
    )
    .execute(&mut *tx)
    .await?;
    if done.rows_affected() == 0 {
        return Ok(sqlx::query_scalar!(
            "SELECT EXISTS (SELECT FROM closing WHERE library = $1 AND person_id = $2 AND status = 'taken-back' \
                                                  AND ended_at > $3) AS \"before!\"",
            patron.library().as_str(),
            patron.person().0,
            now - crate::clock::SECOND_CLICK,
        )
        .fetch_one(&mut *tx)
        .await?);
    }
    note(&mut tx, portal, patron.profile(), (patron.person(), patron.actor()), Action::ClosingTakenBack).await?;
    tx.commit().await?;
    Ok(true)
}

/// Ends the wish before it is done, where it was asked in a session that a defence ends.
pub(super) async fn end_asked(
    tx: &mut Tx,
    portal: &Portal,
    profile: &Profile,
    person: PersonId,
    of: OfSessions,
    now: DateTime<Utc>,
) -> Result<()> {
    let ended = sqlx::query!(
        "UPDATE closing SET status = 'ended', ended_at = $3 \
         WHERE library = $1 AND person_id = $2 AND status = 'waiting' \
           AND ($4::uuid IS NULL OR asked_in IS DISTINCT FROM $4) AND ($5::uuid IS NULL OR asked_in = $5)",
        profile.slug.as_str(),
        person.0,
        now,
        of.kept,
        of.only,
    )
    .execute(&mut **tx)
    .await?;
    if ended.rows_affected() > 0 {
        note(tx, portal, profile, (person, (ActorKind::System, None)), Action::ClosingTakenBack).await?;
    }
    Ok(())
}

async fn note(
    tx: &mut Tx,
    portal: &Portal,
    profile: &Profile,
    (person, by): (PersonId, (ActorKind, Option<Uuid>)),
    action: Action,
) -> Result<()> {
    let event = Event {
        classes: &[Class::Membership],
        fields: &["card.status"],
        rules: &codes(profile.grounds.of(Ground::OwnRecord)),
        ..Event::new(&profile.slug, portal.clock.now(), Some(person), action, by)
    };
    ledger::append(tx, &*portal.entropy, event).await?;
    Ok(())
}

/// Closes every card of the person, ends their ways in, and writes to them.
async fn close(
    tx: &mut Tx,
    portal: &Portal,
    profile: &Profile,
    (person, id): (PersonId, Uuid),
    actor: (ActorKind, Option<Uuid>),
    via: &'static str,
    (lang, site): (Lang, &str),
) -> Result<()> {
    let now = portal.clock.now();
    sqlx::query!(
        "UPDATE card SET status = 'closed', closed_at = $3, closed_because = 'left', source = 'portal', sourced_at = $3 \
         WHERE library = $1 AND person_id = $2 AND status IN ('active', 'lost')",
        profile.slug.as_str(),
        person.0,
        now,
    )
    .execute(&mut **tx)
    .await?;
    sqlx::query!(
        "UPDATE closing SET status = 'closed', ended_at = $3 WHERE library = $1 AND id = $2",
        profile.slug.as_str(),
        id,
        now,
    )
    .execute(&mut **tx)
    .await?;
    session::end_of(tx, profile.slug.as_str(), person.0, None).await?;
    token::end_all(tx, portal, profile, person, None, now).await?;
    let event = Event {
        via,
        classes: &[Class::Membership],
        fields: &["card.status"],
        rules: &codes(profile.grounds.of(Ground::OwnRecord)),
        detail: serde_json::json!({ "closed": "left" }),
        ..Event::new(&profile.slug, now, Some(person), Action::CardClosed, actor)
    };
    ledger::append(tx, &*portal.entropy, event).await?;
    notify::tell(tx, portal, profile, person, lang, site, What::CardClosed).await
}

/// Closes the cards of those who asked and whom nothing keeps any more. How many. `site` is the address of the library's
/// portal, for the mails.
///
/// # Errors
/// When the database is away; what was closed stays closed.
pub(crate) async fn close_what_waits(portal: &Portal, profile: &Profile, site: &str) -> Result<u64> {
    let mut tx = portal.db.begin(Scope::Library(&profile.slug)).await?;
    let waiting = sqlx::query!(
        "SELECT id, person_id FROM closing WHERE library = $1 AND status = 'waiting' ORDER BY asked_at, id",
        profile.slug.as_str(),
    )
    .fetch_all(&mut *tx)
    .await?;
    tx.commit().await?;
    let mut closed = 0;
    for one in waiting {
        let person = PersonId(one.person_id);
        let mut tx = portal.db.begin(Scope::Library(&profile.slug)).await?;
        // Taken back, or closed by another worker, at this moment: then it does not wait any more.
        lock_person(&mut tx, &profile.slug, person).await?;
        let waits = sqlx::query_scalar!(
            "SELECT id FROM closing WHERE library = $1 AND id = $2 AND status = 'waiting'",
            profile.slug.as_str(),
            one.id,
        )
        .fetch_optional(&mut *tx)
        .await?;
        if waits.is_none() || !in_the_way(&mut tx, profile, person).await?.is_clear() {
            continue;
        }
        let usual = profile.usual_language();
        let whose = (person, one.id);
        close(&mut tx, portal, profile, whose, (ActorKind::System, None), "worker", (usual, site)).await?;
        tx.commit().await?;
        closed += 1;
    }
    Ok(closed)
}
