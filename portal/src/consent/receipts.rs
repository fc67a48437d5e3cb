//! What was said, and the receipt of it.

use super::EMAIL;
use crate::{Portal, Result, authority::Patron};
use domain::{
    consent::{KeptAnswer, State},
    words::Lang,
};
use uuid::Uuid;

/// An answer that was kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// What for, by its code; the library may not offer it any more.
    pub purpose: String,
    /// How it was said: `portal`, `desk`, `import`.
    pub means: String,
    /// The answer itself.
    pub kept: KeptAnswer,
}

/// The patron's last answers, newest first, at most `most`.
///
/// # Errors
/// When the database is away.
pub async fn answers(portal: &Portal, patron: &Patron, most: i64) -> Result<Vec<Answer>> {
    read(portal, patron, None, most).await
}

/// One answer of the patron's.
///
/// # Errors
/// When the database is away.
pub async fn answer(portal: &Portal, patron: &Patron, id: Uuid) -> Result<Option<Answer>> {
    Ok(read(portal, patron, Some(id), 1).await?.pop())
}

async fn read(portal: &Portal, patron: &Patron, id: Option<Uuid>, most: i64) -> Result<Vec<Answer>> {
    let mut tx = portal.db.begin(patron.scope()).await?;
    let rows = sqlx::query!(
        "SELECT id, purpose, given, before, words, words_version, language, decided_at, means, address \
         FROM (SELECT *, lag(given) OVER (PARTITION BY purpose ORDER BY decided_at, position) AS before FROM consent \
               WHERE library = $1 AND person_id = $2 AND channel = $3) AS answer \
         WHERE $4::uuid IS NULL OR id = $4 \
         ORDER BY decided_at DESC, position DESC LIMIT $5",
        patron.library().as_str(),
        patron.person().0,
        EMAIL,
        id,
        most,
    )
    .fetch_all(&mut *tx)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| Answer {
            purpose: row.purpose,
            means: row.means,
            kept: KeptAnswer {
                id: row.id,
                person: patron.person().0,
                without_card: false,
                address: row.address,
                state: State::after(row.given, row.before),
                words: row.words,
                words_version: row.words_version,
                language: Lang::from_tag(&row.language).unwrap_or_default(),
                decided_at: row.decided_at,
            },
        })
        .collect())
}
