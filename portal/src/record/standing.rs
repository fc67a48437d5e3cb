//! What of a person bears on how long their record is kept: what they chose, what they owe, what is under a legal hold.

use crate::{Result, db::Tx, ids::PersonId};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    ids::LibrarySlug,
    inventory::Class,
    profile::{HistoryChoice, Left, Standing},
};
use serde::{Deserialize, Deserializer};

/// A person's [`Standing`] for each class.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a fact that stands by itself, and all come from one statement"
)]
pub struct Standings {
    #[serde(deserialize_with = "chosen")]
    choice: HistoryChoice,
    owes: bool,
    /// The classes under a legal hold, by code.
    held: Vec<String>,
    all_held: bool,
    /// Whether something is out.
    out: bool,
    /// When the last card was closed, where none is in use or lost.
    closed_at: Option<DateTime<Utc>>,
    /// Whether it was closed here, and not yet in the library's own system.
    unsettled: bool,
    absent_since: Option<NaiveDate>,
}

impl Standings {
    pub(crate) async fn read(tx: &mut Tx, library: &LibrarySlug, person: PersonId) -> Result<Self> {
        let found = sqlx::query!(
            r#"SELECT (SELECT reading_history FROM preference WHERE library = $1 AND person_id = $2) AS choice,
                      coalesce((SELECT sum(outstanding_cents) > 0 FROM account_line
                                WHERE library = $1 AND person_id = $2), false) AS "owes!",
                      coalesce((SELECT array_agg(class) FROM legal_hold, unnest(classes) AS class
                                WHERE library = $1 AND person_id = $2 AND lifted_at IS NULL), '{}') AS "held!",
                      EXISTS (SELECT FROM legal_hold WHERE library = $1 AND person_id = $2 AND lifted_at IS NULL
                              AND classes = '{}') AS "all_held!",
                      EXISTS (SELECT FROM checkout WHERE library = $1 AND person_id = $2) AS "out!",
                      (SELECT max(closed_at) FILTER (WHERE status = 'closed') FROM card
                       WHERE library = $1 AND person_id = $2
                       HAVING NOT coalesce(bool_or(status IN ('active', 'lost')), false)) AS closed_at,
                      EXISTS (SELECT FROM closing WHERE library = $1 AND person_id = $2 AND status = 'closed'
                              AND settled_at IS NULL) AS "unsettled!",
                      (SELECT absent_since FROM person WHERE library = $1 AND id = $2) AS absent_since"#,
            library.as_str(),
            person.0,
        )
        .fetch_one(&mut **tx)
        .await?;
        let choice = found.choice.and_then(|code| HistoryChoice::from_code(&code)).unwrap_or_default();
        Ok(Self {
            choice,
            owes: found.owes,
            held: found.held,
            all_held: found.all_held,
            out: found.out,
            closed_at: found.closed_at,
            unsettled: found.unsettled,
            absent_since: found.absent_since,
        })
    }

    /// What says that the person is a patron no longer.
    pub fn left(&self) -> Left {
        let stays = self.out || self.owes || self.unsettled || self.all_held || !self.held.is_empty();
        Left { closed_at: self.closed_at, absent_since: self.absent_since, stays }
    }

    /// What bears on this class.
    pub fn of(&self, class: Class) -> Standing {
        Standing {
            choice: self.choice,
            owes: self.owes,
            held: self.all_held || self.held.iter().any(|held| held == class.code()),
            left: self.left(),
        }
    }
}

/// A choice by the code that is stored; the library's way where nothing is.
fn chosen<'de, D: Deserializer<'de>>(stored: D) -> std::result::Result<HistoryChoice, D::Error> {
    let code = Option::<String>::deserialize(stored)?;
    Ok(code.and_then(|code| HistoryChoice::from_code(&code)).unwrap_or_default())
}
