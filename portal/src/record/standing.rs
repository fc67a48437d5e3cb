//! What of a person bears on how long their record is kept: what they chose, what they owe, what is under a legal hold.

use crate::{Result, db::Tx, ids::PersonId};
use domain::{
    ids::LibrarySlug,
    inventory::Class,
    profile::{HistoryChoice, Standing},
};
use serde::{Deserialize, Deserializer};

/// A person's [`Standing`] for each class.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
pub struct Standings {
    #[serde(deserialize_with = "chosen")]
    choice: HistoryChoice,
    owes: bool,
    /// The classes under a legal hold, by code.
    held: Vec<String>,
    all_held: bool,
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
                              AND classes = '{}') AS "all_held!""#,
            library.as_str(),
            person.0,
        )
        .fetch_one(&mut **tx)
        .await?;
        let choice = found.choice.and_then(|code| HistoryChoice::from_code(&code)).unwrap_or_default();
        Ok(Self { choice, owes: found.owes, held: found.held, all_held: found.all_held })
    }

    /// What bears on this class.
    pub fn of(&self, class: Class) -> Standing {
        Standing {
            choice: self.choice,
            owes: self.owes,
            held: self.all_held || self.held.iter().any(|held| held == class.code()),
        }
    }
}

/// A choice by the code that is stored; the library's way where nothing is.
fn chosen<'de, D: Deserializer<'de>>(stored: D) -> std::result::Result<HistoryChoice, D::Error> {
    let code = Option::<String>::deserialize(stored)?;
    Ok(code.and_then(|code| HistoryChoice::from_code(&code)).unwrap_or_default())
}
