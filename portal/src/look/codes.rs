//! Codes for online access, and for parents and guardians, that were given out and not used yet; confirming one as the second member of staff; who made
//! which, for the Director.

use crate::{
    Listed, Portal, Result,
    authority::{Keeper, Staff},
    db::lock_person,
    ids::PersonId,
    ledger::{self, Event},
};
use chrono::{DateTime, Duration, Utc};
use domain::{
    decision::{Decision, Purpose, Refused, Wanted},
    inventory::Class,
    ledger::Action,
    photo_id::PhotoId,
    rules::codes,
};
use uuid::Uuid;

/// What a code from the desk opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Opens {
    /// Online access to the patron's own record.
    OwnRecord,
    /// A child's record, to a parent or guardian.
    ChildsRecord,
}

impl Opens {
    fn of(purpose: &str) -> Self {
        if purpose == FAMILY { Self::ChildsRecord } else { Self::OwnRecord }
    }
}

/// As `one_time_token.purpose` has it.
const FAMILY: &str = "family";

/// A code that was given out. It names no patron.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenCode {
    /// Its name, in forms.
    pub id: Uuid,
    /// What it opens.
    pub opens: Opens,
    /// When.
    pub made_at: DateTime<Utc>,
    /// Until when it can be used.
    pub ends_at: DateTime<Utc>,
    /// Where it opens nothing until a second member of staff confirms it: who made it, and whether that is the person who asks.
    pub waits: Option<Waits>,
}

/// A code that waits for a second member of staff.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waits {
    /// The name of who made it.
    pub made_by: String,
    /// Whether the person who asks made it.
    pub own: bool,
}

/// Codes from the desk that can still be used, oldest first, at most 200.
///
/// # Errors
/// When the database is away.
pub async fn open_codes(portal: &Portal, staff: &Staff) -> Result<Result<Listed<OpenCode>, Refused>> {
    let now = portal.clock.now();
    if let Decision::Refused(refused) = may(portal, staff) {
        return Ok(Err(refused));
    }
    let mut tx = portal.db.begin(staff.scope()).await?;
    // A mailed link lasts an hour at most; a code that is carried home lasts a day.
    let rows = sqlx::query!(
        "SELECT token.id, token.purpose, token.created_at, token.expires_at, token.made_by, account.name AS \"name?\", \
                token.needs_second AND token.second_by IS NULL AS \"waits!\", count(*) OVER () AS \"all!\" \
         FROM one_time_token AS token \
         LEFT JOIN staff_account AS account ON account.library = token.library AND account.id = token.made_by \
         WHERE token.library = $1 AND token.purpose IN ('activation', 'family') AND token.ended_at IS NULL AND token.expires_at > $2 \
           AND token.expires_at - token.created_at >= interval '24 hours' ORDER BY token.created_at, token.id LIMIT 200",
        staff.library().as_str(),
        now,
    )
    .fetch_all(&mut *tx)
    .await?;
    Ok(Ok(Listed::of(
        rows,
        |row| row.all,
        |row| OpenCode {
            id: row.id,
            opens: Opens::of(&row.purpose),
            made_at: row.created_at,
            ends_at: row.expires_at,
            waits: row
                .waits
                .then(|| Waits { made_by: row.name.unwrap_or_default(), own: row.made_by == Some(staff.account()) }),
        },
    )))
}

/// What became of confirming a code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Seconded {
    /// It can be used now.
    Done,
    /// No such code waits (any more).
    NotFound,
    /// The person who made it does not confirm it.
    Own,
    /// The decision says no.
    NotYours(Refused),
}

/// Confirms, as the second member of staff, that a code was made for the patron, or for the parent or guardian, whose photo ID
/// they have seen themselves.
///
/// # Errors
/// When the database is away; then nothing is confirmed.
pub async fn second(portal: &Portal, staff: &Staff, id: Uuid, seen: PhotoId) -> Result<Seconded> {
    if let Decision::Refused(refused) = may(portal, staff) {
        return Ok(Seconded::NotYours(refused));
    }
    let now = portal.clock.now();
    let mut tx = portal.db.begin(staff.scope()).await?;
    let waiting = sqlx::query!(
        "SELECT person_id, guardian_id, purpose, made_by FROM one_time_token \
         WHERE library = $1 AND id = $2 AND needs_second AND second_by IS NULL AND ended_at IS NULL AND expires_at > $3",
        staff.library().as_str(),
        id,
        now,
    )
    .fetch_optional(&mut *tx)
    .await?;
    let Some(waiting) = waiting else {
        let before = sqlx::query_scalar!(
            "SELECT EXISTS (SELECT FROM one_time_token WHERE library = $1 AND id = $2 AND second_by = $3) AS \"before!\"",
            staff.library().as_str(),
            id,
            staff.account(),
        )
        .fetch_one(&mut *tx)
        .await?;
        return Ok(if before { Seconded::Done } else { Seconded::NotFound });
    };
    if waiting.made_by == Some(staff.account()) {
        return Ok(Seconded::Own);
    }
    let person = PersonId(waiting.person_id);
    // A stop that is being set ends the code first, or finds it confirmed and ends it.
    lock_person(&mut tx, staff.library(), person).await?;
    let done = sqlx::query!(
        "UPDATE one_time_token SET second_by = $3 \
         WHERE library = $1 AND id = $2 AND second_by IS NULL AND ended_at IS NULL AND made_by IS DISTINCT FROM $3",
        staff.library().as_str(),
        id,
        staff.account(),
    )
    .execute(&mut *tx)
    .await?;
    if done.rows_affected() == 0 {
        return Ok(Seconded::NotFound);
    }
    let (action, purpose, rules) = match Opens::of(&waiting.purpose) {
        Opens::OwnRecord => (Action::ActivationCodeConfirmed, Purpose::OnlineAccess, Vec::new()),
        Opens::ChildsRecord => {
            let rules = codes(&staff.profile().switches.guardian_access.rules);
            (Action::FamilyCodeConfirmed, Purpose::FamilyReview, rules)
        }
    };
    for (subject, of_code) in [(Some(person), true), (waiting.guardian_id.map(PersonId), false)] {
        let Some(subject) = subject else { continue };
        let mut detail = serde_json::json!({ "role": staff.role().code(), "photo_id": seen.code() });
        if of_code {
            detail["code"] = id.to_string().into();
        }
        let event = Event {
            rules: &rules,
            purpose: Some(purpose.code()),
            detail,
            ..Event::at_desk(staff, now, Some(subject), action)
        };
        ledger::append(&mut tx, &*portal.entropy, event).await?;
    }
    tx.commit().await?;
    Ok(Seconded::Done)
}

/// How far back [`codes_by_clerk`] looks.
const REVIEWED: Duration = Duration::days(90);

/// A code that somebody on the staff made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MadeCode {
    /// When.
    pub at: DateTime<Utc>,
    /// What it opens.
    pub opens: Opens,
    /// Who made it; none for the command line.
    pub by: Option<String>,
    /// The photo ID they said they saw.
    pub seen: Option<PhotoId>,
    /// Whether the record had no e-mail address, so that nobody could be told.
    pub untold: bool,
    /// Who confirmed it.
    pub second: Option<String>,
}

/// The codes of the last 90 days by who made them, the newest first, at most 500: for anyone who keeps the accounts. It
/// names no patron.
///
/// # Errors
/// When the database is away.
pub async fn codes_by_clerk(portal: &Portal, keeper: &Keeper) -> Result<Listed<MadeCode>> {
    let mut tx = portal.db.begin(keeper.scope()).await?;
    let rows = sqlx::query!(
        "SELECT made.at, made.action, maker.name AS \"by?\", made.detail ->> 'photo_id' AS seen, \
                coalesce((made.detail ->> 'second')::boolean, false) AS \"untold!\", other.name AS \"second?\", count(*) OVER () AS \"all!\" \
         FROM ledger_event AS made \
         LEFT JOIN staff_account AS maker ON maker.library = made.library AND maker.id = made.actor_id \
         LEFT JOIN ledger_event AS confirmed ON confirmed.library = made.library AND confirmed.action = ANY ($2) \
                   AND confirmed.at > $4 AND confirmed.detail ->> 'code' = made.detail ->> 'code' \
         LEFT JOIN staff_account AS other ON other.library = made.library AND other.id = confirmed.actor_id \
         WHERE made.library = $1 AND made.at > $4 \
           AND (made.action = $3 OR made.action = $5 AND made.detail ->> 'code' IS NOT NULL) ORDER BY made.at DESC, made.position DESC LIMIT 500",
        keeper.library().as_str(),
        &[Action::ActivationCodeConfirmed, Action::FamilyCodeConfirmed].map(|action| action.code().to_owned()),
        Action::ActivationCodeMade.code(),
        portal.clock.now() - REVIEWED,
        Action::FamilyCodeMade.code(),
    )
    .fetch_all(&mut *tx)
    .await?;
    Ok(Listed::of(
        rows,
        |row| row.all,
        |row| MadeCode {
            at: row.at,
            opens: if row.action == Action::FamilyCodeMade.code() { Opens::ChildsRecord } else { Opens::OwnRecord },
            by: row.by,
            seen: row.seen.as_deref().and_then(PhotoId::from_code),
            untold: row.untold,
            second: row.second,
        },
    ))
}

/// Whether codes for online access are this role's work.
fn may(portal: &Portal, staff: &Staff) -> Decision {
    staff.asks(portal, Purpose::OnlineAccess, Wanted::class(Class::Credentials))
}
