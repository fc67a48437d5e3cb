//! What a library can show of itself to a board or an auditor, in numbers: versions of its profile, runs of deleting, how the
//! staff looked at records. No row of it names anybody.

#[cfg(test)]
mod tests;

use crate::{Portal, Result, authority::Operator, db::Scope};
use chrono::{DateTime, Days, NaiveDate, Utc};
use domain::ledger::{Action, ActorKind};

/// So many days back looks are counted.
pub const DAYS: u64 = 365;

/// So many runs of deleting are listed.
const RUNS: i64 = 12;

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts {
    /// The versions of the profile, the newest first.
    pub versions: Vec<Version>,
    /// The last runs of deleting, the newest first.
    pub runs: Vec<Run>,
    /// Looks of the staff in the last [`DAYS`] days, by what for, the most frequent first.
    pub looks: Vec<Looks>,
    /// What the Director asked the staff about their looks: how many questions, and how many were answered.
    pub questions: (i64, i64),
    /// Breaches of security that were written down, and how many of them nobody has been told of yet.
    pub breaches: (i64, i64),
}

/// A version of the profile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// The SHA-256 of its text, in hexadecimal digits.
    pub digest: String,
    /// Since when it is known.
    pub loaded_at: DateTime<Utc>,
    /// The first day on which it is in force.
    pub starts_on: NaiveDate,
}

/// A run of deleting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// Its number.
    pub number: i32,
    /// What was due by this day.
    pub today: NaiveDate,
    /// Who approved its plan, where one was approved.
    pub approved_by: Option<String>,
    /// When it ended; `None`: it has not.
    pub ended_at: Option<DateTime<Utc>>,
    /// How many rows went.
    pub rows: i64,
    /// How many whole records.
    pub people: i32,
}

/// Looks for one purpose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Looks {
    /// What for, by its code; where nothing was said, what was done, by the code of the action.
    pub kind: String,
    /// How often.
    pub times: i64,
    /// By how many members of the staff.
    pub staff: i64,
    /// How often nothing was shown.
    pub refused: i64,
}

/// What lets somebody at the desk see something.
const LOOKS: [Action; 6] =
    [Action::Viewed, Action::CardLookedUp, Action::DeskAnswered, Action::Exported, Action::Disclosed, Action::Released];

/// Everything there is to show.
///
/// # Errors
/// When the database is away.
pub async fn facts(portal: &Portal, operator: &Operator) -> Result<Facts> {
    let library = operator.library();
    let mut tx = portal.db.begin(operator.scope()).await?;
    let versions = sqlx::query_as!(
        Version,
        "SELECT encode(digest, 'hex') AS \"digest!\", loaded_at, starts_on FROM profile_version \
         WHERE library = $1 AND withdrawn_at IS NULL ORDER BY starts_on DESC, version DESC",
        library.as_str(),
    )
    .fetch_all(&mut *tx)
    .await?;
    let looks = sqlx::query_as!(
        Looks,
        "SELECT coalesce(purpose, action) AS \"kind!\", count(*) AS \"times!\", count(DISTINCT actor_id) AS \"staff!\", \
                count(*) FILTER (WHERE detail ->> 'refused' = 'true') AS \"refused!\" \
         FROM ledger_event WHERE library = $1 AND actor_kind = $2 AND at >= $3 AND action = ANY ($4) \
         GROUP BY 1 ORDER BY 2 DESC, 1",
        library.as_str(),
        ActorKind::Staff.code(),
        portal.clock.now() - Days::new(DAYS),
        &LOOKS.map(|action| action.code().to_owned()),
    )
    .fetch_all(&mut *tx)
    .await?;
    let questions = sqlx::query!(
        "SELECT count(*) AS \"asked!\", count(answered_at) AS \"answered!\" FROM review_question WHERE library = $1",
        library.as_str(),
    )
    .fetch_one(&mut *tx)
    .await?;
    let breaches = sqlx::query!(
        "SELECT count(*) AS \"all!\", count(*) FILTER (WHERE tell_at IS NULL) AS \"open!\" FROM breach WHERE library = $1",
        library.as_str(),
    )
    .fetch_one(&mut *tx)
    .await?;
    drop(tx);
    let mut tx = portal.db.begin(Scope::Retention(library)).await?;
    let runs = sqlx::query_as!(
        Run,
        "SELECT number, today, approved_by, ended_at, people_deleted AS people, \
                (SELECT coalesce(sum(value::bigint), 0)::bigint FROM jsonb_each_text(rows_deleted)) AS \"rows!\" \
         FROM retention_run WHERE library = $1 ORDER BY number DESC LIMIT $2",
        library.as_str(),
        RUNS,
    )
    .fetch_all(&mut *tx)
    .await?;
    Ok(Facts {
        versions,
        runs,
        looks,
        questions: (questions.asked, questions.answered),
        breaches: (breaches.all, breaches.open),
    })
}
