//! A question of the Director's to a member of the staff, and the answer.

use super::lines::{DAYS, lines};
use crate::{
    Listed, Portal, Result,
    authority::{Director, Staff},
    db::Tx,
    ledger::{self, Event},
};
use chrono::{DateTime, Days, NaiveDate, Utc};
use domain::{ledger::Action, parse::ShortText};
use uuid::Uuid;

/// A question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// Its id, as it stands in a page's address.
    pub id: Uuid,
    /// Who is asked.
    pub name: String,
    /// About looks for what.
    pub kind: String,
    /// How many there were.
    pub looks: i32,
    /// Since which day.
    pub since: NaiveDate,
    /// The question.
    pub question: String,
    /// Who asks.
    pub asked_by: String,
    /// When.
    pub asked_at: DateTime<Utc>,
    /// The answer.
    pub answer: Option<String>,
    /// When it was answered.
    pub answered_at: Option<DateTime<Utc>>,
}

/// What became of asking.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum QuestionOutcome {
    /// They are asked.
    Done,
    /// There are no such looks.
    NoLooks,
}

/// Asks a member of the staff about their looks for one purpose. `id` is the form's own name: sent twice, it is one question.
///
/// # Errors
/// When the database is away; then nobody is asked.
pub async fn ask(
    portal: &Portal,
    director: &Director,
    id: Uuid,
    (account, kind): (Uuid, &str),
    question: &ShortText<2000>,
) -> Result<QuestionOutcome> {
    let all = lines(portal, director).await?;
    let Some(line) = all.iter().find(|line| line.account == account && line.kind == kind) else {
        return Ok(QuestionOutcome::NoLooks);
    };
    let now = portal.clock.now();
    let since = portal.today(director.profile()) - Days::new(DAYS);
    let mut tx = portal.db.begin(director.scope()).await?;
    let asked = sqlx::query!(
        "INSERT INTO review_question (library, id, about, kind, looks, since, question, asked_by, asked_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT DO NOTHING",
        director.library().as_str(),
        id,
        account,
        kind,
        i32::try_from(line.looks.looks).unwrap_or(i32::MAX),
        since,
        question.as_str(),
        director.staff().account(),
        now,
    )
    .execute(&mut *tx)
    .await?;
    if asked.rows_affected() == 1 {
        note(&mut tx, portal, director.staff(), Action::ReviewAsked, id).await?;
    }
    tx.commit().await?;
    Ok(QuestionOutcome::Done)
}

/// The questions that were asked, those without an answer first; at most 200.
///
/// # Errors
/// When the database is away.
pub async fn asked(portal: &Portal, director: &Director) -> Result<Listed<Question>> {
    let mut tx = portal.db.begin(director.scope()).await?;
    read(&mut tx, director.staff(), None, None).await
}

/// The questions that wait for this member of the staff.
///
/// # Errors
/// When the database is away.
pub async fn waiting(portal: &Portal, staff: &Staff) -> Result<Vec<Question>> {
    let mut tx = portal.db.begin(staff.scope()).await?;
    let all = read(&mut tx, staff, Some(staff.account()), None).await?;
    Ok(all.into_iter().filter(|one| one.answered_at.is_none()).collect())
}

/// A question to this member of the staff. `None`: they were not asked one with this id.
///
/// # Errors
/// When the database is away.
pub async fn question(portal: &Portal, staff: &Staff, id: Uuid) -> Result<Option<Question>> {
    let mut tx = portal.db.begin(staff.scope()).await?;
    Ok(read(&mut tx, staff, Some(staff.account()), Some(id)).await?.into_iter().next())
}

async fn read(tx: &mut Tx, staff: &Staff, about: Option<Uuid>, id: Option<Uuid>) -> Result<Listed<Question>> {
    let questions = sqlx::query!(
        "SELECT q.id, who.name, q.kind, q.looks, q.since, q.question, asker.name AS asked_by, q.asked_at, q.answer, \
                q.answered_at, count(*) OVER () AS \"all!\" \
         FROM review_question AS q \
         JOIN staff_account AS who ON who.library = q.library AND who.id = q.about \
         JOIN staff_account AS asker ON asker.library = q.library AND asker.id = q.asked_by \
         WHERE q.library = $1 AND ($2::uuid IS NULL OR q.about = $2) AND ($3::uuid IS NULL OR q.id = $3) \
         ORDER BY q.answered_at IS NOT NULL, q.asked_at DESC, q.id LIMIT 200",
        staff.library().as_str(),
        about,
        id,
    );
    Ok(Listed::of(
        questions.fetch_all(&mut **tx).await?,
        |row| row.all,
        |row| Question {
            id: row.id,
            name: row.name,
            kind: row.kind,
            looks: row.looks,
            since: row.since,
            question: row.question,
            asked_by: row.asked_by,
            asked_at: row.asked_at,
            answer: row.answer,
            answered_at: row.answered_at,
        },
    ))
}

/// Answers a question, once: what was answered stays. `false`: no question of that name waits for this member of the staff,
/// nor was this very answer given.
///
/// # Errors
/// When the database is away; then nothing is answered.
pub async fn answer(portal: &Portal, staff: &Staff, id: Uuid, answer: &ShortText<2000>) -> Result<bool> {
    let mut tx = portal.db.begin(staff.scope()).await?;
    let done = sqlx::query!(
        "UPDATE review_question SET answer = $4, answered_at = $5 \
         WHERE library = $1 AND id = $2 AND about = $3 AND answered_at IS NULL",
        staff.library().as_str(),
        id,
        staff.account(),
        answer.as_str(),
        portal.clock.now(),
    )
    .execute(&mut *tx)
    .await?;
    if done.rows_affected() == 0 {
        let given = read(&mut tx, staff, Some(staff.account()), Some(id)).await?;
        return Ok(given.iter().any(|one| one.answer.as_deref() == Some(answer.as_str())));
    }
    note(&mut tx, portal, staff, Action::ReviewAnswered, id).await?;
    tx.commit().await?;
    Ok(true)
}

async fn note(tx: &mut Tx, portal: &Portal, staff: &Staff, action: Action, id: Uuid) -> Result<()> {
    let event = Event {
        detail: serde_json::json!({ "role": staff.role().code(), "question": id }),
        ..Event::at_desk(staff, portal.clock.now(), None, action)
    };
    ledger::append(tx, &*portal.entropy, event).await?;
    Ok(())
}
