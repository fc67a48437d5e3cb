//! Where the library's own system sends the notices: what a patron chose here and the desk is to enter there.

use crate::{
    Listed, Portal, Result,
    authority::Staff,
    db::{OneReader, Tx},
    ids::PersonId,
    ledger::Work,
};
use chrono::{DateTime, Utc};
use domain::{
    consent::Purpose as ConsentPurpose,
    decision::{Decision, Purpose, Refused},
    inventory::Class,
    ledger::Action,
    profile::{Profile, SentBy},
};
use uuid::Uuid;

/// A choice that waits to be entered. It names nobody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaitsHere {
    /// Its id, as it stands in a page's address.
    pub id: Uuid,
    /// What it is about, by the purpose's code.
    pub purpose: String,
    /// Since when.
    pub asked_at: DateTime<Utc>,
}

/// The same, opened: whose it is, and what to enter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToEnter {
    /// Its id, as it stands in a page's address.
    pub id: Uuid,
    /// The name on the record.
    pub name: String,
    /// The numbers of the cards in use.
    pub cards: Vec<String>,
    /// What it is about, by the purpose's code.
    pub purpose: String,
    /// Yes or no.
    pub given: bool,
    /// When it was chosen.
    pub asked_at: DateTime<Utc>,
}

/// What became of checking one off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CheckOffOutcome {
    /// It is entered, or this clerk had said so before.
    Done,
    /// None with this id is waiting, or this role may not check it off.
    NotFound,
}

/// Notes, in the transaction of the answer, that the library's own system has to be told of it; where the portal sends the
/// notices itself, and for newsletters, there is nothing to enter. The newest answer of a kind is what waits.
pub(crate) async fn changed(
    tx: &mut Tx,
    portal: &Portal,
    profile: &Profile,
    person: PersonId,
    purpose: &ConsentPurpose<'_>,
    given: bool,
) -> Result<()> {
    let by_system = profile.circulation_mail.sent_by == SentBy::System && !profile.notices.is_empty();
    if !by_system || matches!(purpose, ConsentPurpose::Newsletter(_)) {
        return Ok(());
    }
    sqlx::query!(
        "INSERT INTO choice_to_enter (library, id, person_id, purpose, given, asked_at) VALUES ($1, $2, $3, $4, $5, $6) \
         ON CONFLICT (library, person_id, purpose) WHERE entered_at IS NULL \
         DO UPDATE SET given = excluded.given, asked_at = excluded.asked_at",
        profile.slug.as_str(),
        portal.entropy.uuid(),
        person.0,
        purpose.code(),
        given,
        portal.clock.now(),
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// One of them shows whose it is, by which cards, and what was chosen.
// Test (testing/decided.rs): "a line for more than the decision was asked for is found".
const WORK: Work =
    Work { purpose: Purpose::Registration, classes: &[Class::Identity, Class::Membership, Class::Preferences] };

/// What waits to be entered, oldest first, at most 200.
///
/// # Errors
/// When the database is away.
pub async fn waiting(portal: &Portal, staff: &Staff) -> Result<std::result::Result<Listed<WaitsHere>, Refused>> {
    if let Decision::Refused(refused) = WORK.may(portal, staff) {
        return Ok(Err(refused));
    }
    let mut tx = portal.db.begin(staff.scope()).await?;
    let rows = sqlx::query!(
        "SELECT id, purpose, asked_at, count(*) OVER () AS \"all!\" FROM choice_to_enter WHERE library = $1 AND entered_at IS NULL \
         ORDER BY asked_at, id LIMIT 200",
        staff.library().as_str(),
    )
    .fetch_all(&mut *tx)
    .await?;
    Ok(Ok(Listed::of(
        rows,
        |row| row.all,
        |row| WaitsHere { id: row.id, purpose: row.purpose, asked_at: row.asked_at },
    )))
}

/// One of them, with whose it is: a look, and in the ledger. `None`: none with this id is waiting.
///
/// # Errors
/// When the database is away.
pub async fn to_enter(
    portal: &Portal,
    staff: &Staff,
    id: Uuid,
) -> Result<std::result::Result<Option<ToEnter>, Refused>> {
    let decision = WORK.may(portal, staff);
    if let Decision::Refused(refused) = decision {
        return Ok(Err(refused));
    }
    let Some((mut tx, person)) = find(portal, staff, id).await? else { return Ok(Ok(None)) };
    let found = sqlx::query_as!(
        ToEnter,
        "SELECT choice.id, concat_ws(' ', p.firstname, p.middle_name, p.surname) AS \"name!\", \
                ARRAY(SELECT c.number FROM card c WHERE c.library = p.library AND c.person_id = p.id \
                      AND c.status = 'active' ORDER BY c.number) AS \"cards!\", \
                choice.purpose, choice.given, choice.asked_at \
         FROM choice_to_enter AS choice JOIN person p ON p.library = choice.library AND p.id = choice.person_id \
         WHERE choice.library = $1 AND choice.id = $2",
        staff.library().as_str(),
        id,
    )
    .fetch_one(&mut *tx)
    .await?;
    WORK.note(&mut tx, portal, staff, &decision, person, Action::Viewed).await?;
    tx.commit().await?;
    Ok(Ok(Some(found)))
}

/// Notes that it is entered in the library's own system: the patron reads so.
///
/// # Errors
/// When the database is away; then nothing is noted.
pub async fn enter(portal: &Portal, staff: &Staff, id: Uuid) -> Result<CheckOffOutcome> {
    let decision = WORK.may(portal, staff);
    if matches!(decision, Decision::Refused(_)) {
        return Ok(CheckOffOutcome::NotFound);
    }
    let Some((mut tx, person)) = find(portal, staff, id).await? else {
        let mut tx = portal.db.begin(staff.scope()).await?;
        let before = sqlx::query_scalar!(
            "SELECT EXISTS (SELECT FROM choice_to_enter WHERE library = $1 AND id = $2 AND entered_by = $3) AS \"before!\"",
            staff.library().as_str(),
            id,
            staff.account(),
        )
        .fetch_one(&mut *tx)
        .await?;
        return Ok(if before { CheckOffOutcome::Done } else { CheckOffOutcome::NotFound });
    };
    sqlx::query!(
        "UPDATE choice_to_enter SET entered_at = $3, entered_by = $4 \
         WHERE library = $1 AND id = $2 AND entered_at IS NULL",
        staff.library().as_str(),
        id,
        portal.clock.now(),
        staff.account(),
    )
    .execute(&mut *tx)
    .await?;
    WORK.note(&mut tx, portal, staff, &decision, person, Action::ChoiceEntered).await?;
    tx.commit().await?;
    Ok(CheckOffOutcome::Done)
}

/// In a transaction about its person alone.
async fn find(portal: &Portal, staff: &Staff, id: Uuid) -> Result<Option<(Tx, PersonId)>> {
    let mut tx = portal.db.begin(staff.scope()).await?;
    let person = sqlx::query_scalar!(
        "SELECT person_id FROM choice_to_enter WHERE library = $1 AND id = $2 AND entered_at IS NULL",
        staff.library().as_str(),
        id,
    )
    .fetch_optional(&mut *tx)
    .await?;
    let Some(person) = person.map(PersonId) else { return Ok(None) };
    tx.narrow_to(OneReader::Look, person).await?;
    Ok(Some((tx, person)))
}
