//! Letters by post: what must be told and has no e-mail address to go to (SECURITY.md). The desk prints them, puts them in
//! the post and says so.

#[cfg(test)]
mod tests;

use crate::{
    Portal, Result,
    authority::Staff,
    db::Tx,
    ids::PersonId,
    ledger::{self, Event},
};
use chrono::{DateTime, Utc};
use domain::{
    decision::{Allowed, Decision, Purpose, Refused, Wanted},
    inventory::Class,
    ledger::Action,
    rules::codes,
    words::Lang,
};
use uuid::Uuid;

/// How many letters are printed at once; the others wait for the next time.
pub const MOST: i64 = 50;

/// What waits. It names nobody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// How many letters.
    pub letters: i64,
    /// Since when the oldest waits; none where none does.
    pub since: Option<DateTime<Utc>>,
}

/// A letter to print.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// Its name, in forms.
    pub id: Uuid,
    /// Name and postal address, line by line: where it goes, or else what the record holds now. The name alone where the
    /// record has no address: then it is handed over.
    pub to: Vec<String>,
    /// The language it is in.
    pub lang: Lang,
    /// What it is about.
    pub subject: String,
    /// What it says, in paragraphs.
    pub body: String,
    /// When it was written.
    pub written_at: DateTime<Utc>,
}

/// How many letters wait to be printed and posted.
///
/// # Errors
/// When the database is away.
pub async fn waiting(portal: &Portal, staff: &Staff) -> Result<Result<Waiting, Refused>> {
    if let Err(refused) = may(portal, staff) {
        return Ok(Err(refused));
    }
    let mut tx = portal.db.begin(staff.scope()).await?;
    let row = sqlx::query!(
        "SELECT count(*) AS \"letters!\", min(written_at) AS since FROM postal_letter \
         WHERE library = $1 AND posted_at IS NULL",
        staff.library().as_str(),
    )
    .fetch_one(&mut *tx)
    .await?;
    Ok(Ok(Waiting { letters: row.letters, since: row.since }))
}

/// The letters that wait, the oldest first, at most [`MOST`], to print. Each patron's activity says who printed theirs.
///
/// # Errors
/// When the database is away; then none is given out.
pub async fn print(portal: &Portal, staff: &Staff) -> Result<Result<Vec<Letter>, Refused>> {
    let allowed = match may(portal, staff) {
        Ok(allowed) => allowed,
        Err(refused) => return Ok(Err(refused)),
    };
    let mut tx = portal.db.begin(staff.scope()).await?;
    let rows = sqlx::query!(
        "WITH printed AS (\
             UPDATE postal_letter SET printed_at = $2 \
             WHERE library = $1 AND id IN (SELECT id FROM postal_letter WHERE library = $1 AND posted_at IS NULL \
                                           ORDER BY written_at, id LIMIT $3 FOR UPDATE) \
             RETURNING library, id, person_id, language, subject, body, written_at, sent_to) \
         SELECT id, person_id, language, subject, body, written_at, \
                coalesce(sent_to, postal_lines(library, person_id)) AS \"to!\" \
         FROM printed \
         ORDER BY written_at, id",
        staff.library().as_str(),
        portal.clock.now(),
        MOST,
    )
    .fetch_all(&mut *tx)
    .await?;
    let mut letters = Vec::with_capacity(rows.len());
    for row in rows {
        note(&mut tx, portal, staff, &allowed, PersonId(row.person_id), row.id, Action::LetterPrinted).await?;
        letters.push(Letter {
            id: row.id,
            to: row.to.lines().map(str::to_owned).collect(),
            lang: Lang::from_tag(&row.language).unwrap_or_default(),
            subject: row.subject,
            body: row.body,
            written_at: row.written_at,
        });
    }
    tx.commit().await?;
    Ok(Ok(letters))
}

/// Says that these letters are in the post; returns for how many that was new. A letter that was not printed is not posted.
///
/// # Errors
/// When the database is away; then nothing is said.
pub async fn posted(portal: &Portal, staff: &Staff, letters: &[Uuid]) -> Result<Result<usize, Refused>> {
    let allowed = match may(portal, staff) {
        Ok(allowed) => allowed,
        Err(refused) => return Ok(Err(refused)),
    };
    let mut tx = portal.db.begin(staff.scope()).await?;
    let rows = sqlx::query!(
        "UPDATE postal_letter SET posted_at = $3 \
         WHERE library = $1 AND id = ANY ($2) AND posted_at IS NULL AND printed_at IS NOT NULL RETURNING id, person_id",
        staff.library().as_str(),
        letters,
        portal.clock.now(),
    )
    .fetch_all(&mut *tx)
    .await?;
    for row in &rows {
        note(&mut tx, portal, staff, &allowed, PersonId(row.person_id), row.id, Action::LetterPosted).await?;
    }
    tx.commit().await?;
    Ok(Ok(rows.len()))
}

async fn note(
    tx: &mut Tx,
    portal: &Portal,
    staff: &Staff,
    allowed: &Allowed,
    person: PersonId,
    letter: Uuid,
    action: Action,
) -> Result<()> {
    let event = Event {
        classes: &CLASSES,
        rules: &codes(&allowed.rules),
        purpose: Some(Purpose::Billing.code()),
        detail: serde_json::json!({ "role": staff.role().code(), "letter": letter }),
        ..Event::at_desk(staff, portal.clock.now(), Some(person), action)
    };
    ledger::append(tx, &*portal.entropy, event).await?;
    Ok(())
}

/// What a letter shows to the person who prints it: what it says, and whom and where it goes to.
const CLASSES: [Class; 3] = [Class::Notices, Class::Identity, Class::Contact];

/// Whether letters are this role's work.
// Test (testing/decided.rs): "a line for more than the decision was asked for is found".
fn may(portal: &Portal, staff: &Staff) -> Result<Allowed, Refused> {
    match staff.asks(portal, Purpose::Billing, Wanted::classes(CLASSES)) {
        Decision::Allowed(allowed) => Ok(allowed),
        Decision::Refused(refused) => Err(refused),
    }
}
