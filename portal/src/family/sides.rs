//! The two sides of a link: whom I may look at, and who may look at me.

use super::{
    Access, ChildRecord, Over, Way,
    end::may_ask,
    facts::{Facts, GuardianProof},
    make::of_age,
    open::{self, Stored},
    way,
};
use crate::{Portal, Result, authority::Patron, ids::PersonId};
use chrono::{DateTime, Duration, NaiveDate, Utc};
use domain::{
    age::{self, Young},
    decision::Decision,
};
use uuid::Uuid;

/// How long a link that is over is still listed.
const LISTED: Duration = Duration::days(30);

/// One child as the guardian's list shows it.
#[derive(Debug)]
pub struct ChildLine {
    /// The link.
    pub link: Uuid,
    /// What the child is called.
    pub name: Option<String>,
    /// Since when.
    pub linked_at: DateTime<Utc>,
    /// The child's record, where it is open; else why it is not.
    pub state: Result<Box<ChildRecord>, Over>,
}

/// The children the patron has added, the newest first; those that are over for at most a month.
///
/// # Errors
/// When the database is away.
pub async fn children(portal: &Portal, patron: &Patron) -> Result<Vec<ChildLine>> {
    let mut tx = portal.db.begin(patron.scope()).await?;
    let rows = sqlx::query!(
        "SELECT id, child_id, card_id, proven, child_name, linked_at, ended_at, ended_why FROM family_link \
         WHERE library = $1 AND guardian_id = $2 AND (ended_at IS NULL OR ended_at > $3 AND ended_why <> 'replaced') \
         ORDER BY ended_at IS NOT NULL, linked_at DESC, id LIMIT 50",
        patron.library().as_str(),
        patron.person().0,
        portal.clock.now() - LISTED,
    )
    .fetch_all(&mut *tx)
    .await?;
    drop(tx);
    let mut lines = Vec::with_capacity(rows.len());
    for row in rows {
        let stored = Stored {
            id: row.id,
            child: PersonId(row.child_id),
            shown: GuardianProof::of(&row.proven, row.card_id),
            name: row.child_name,
            ended: row.ended_at.zip(row.ended_why),
        };
        let (name, state) = match open::open(portal, patron, stored).await? {
            Access::Open(opened) => (opened.name.clone(), Ok(opened)),
            Access::Over(over) => (over.name.clone(), Err(over)),
        };
        lines.push(ChildLine { link: row.id, name, linked_at: row.linked_at, state });
    }
    Ok(lines)
}

/// Who may look at a patron's record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WhoSees {
    /// How the patron is spoken to as a minor; `None` for an adult, whose record nobody may look at.
    pub young: Option<Young>,
    /// The day from which nobody may look any more, where the record has a birth date.
    pub of_age_on: Option<NaiveDate>,
    /// Whether this library lets guardians look at all.
    pub offered: bool,
    /// Whether the patron may ask the desk to end a link ([`super::ask_to_end`]).
    pub may_ask: bool,
    /// Those who may look today.
    pub guardians: Vec<GuardianLine>,
}

/// One grown-up who may look.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GuardianLine {
    /// The link.
    pub link: Uuid,
    /// What they are called.
    pub name: Option<String>,
    /// Since when.
    pub linked_at: DateTime<Utc>,
    /// When the patron asked the desk to end it.
    pub end_asked_at: Option<DateTime<Utc>>,
}

/// Who may look at this patron's record today.
///
/// # Errors
/// When the database is away.
pub async fn who_sees(portal: &Portal, patron: &Patron) -> Result<WhoSees> {
    let profile = patron.profile();
    let today = portal.today(profile);
    let mut tx = portal.db.begin(patron.scope()).await?;
    let of_age = of_age(&mut tx, profile, patron.person(), today).await?;
    let born = sqlx::query_scalar!(
        "SELECT date_of_birth FROM person WHERE library = $1 AND id = $2",
        patron.library().as_str(),
        patron.person().0,
    )
    .fetch_one(&mut *tx)
    .await?;
    let young = born.filter(|_| !of_age).and_then(|born| Young::on(born, today, profile.age_of_majority.into()));
    let of_age_on = born.map(|born| age::birthday_of_age(born, profile.age_of_majority.into()));
    let links = sqlx::query!(
        "SELECT id, guardian_id, card_id, proven, guardian_name, linked_at, end_asked_at FROM family_link \
         WHERE library = $1 AND child_id = $2 AND ended_at IS NULL ORDER BY linked_at, id",
        patron.library().as_str(),
        patron.person().0,
    )
    .fetch_all(&mut *tx)
    .await?;
    let mut guardians = Vec::new();
    for link in links {
        let shown = GuardianProof::of(&link.proven, link.card_id);
        let facts = Facts::read(&mut tx, profile, patron.person(), PersonId(link.guardian_id), shown).await?;
        let open = facts.is_some_and(|facts| matches!(facts.decide(profile, today), Decision::Allowed(_)));
        if open {
            guardians.push(GuardianLine {
                link: link.id,
                name: link.guardian_name,
                linked_at: link.linked_at,
                end_asked_at: link.end_asked_at,
            });
        }
    }
    let may_ask = young.is_some() && may_ask(&mut tx, portal, profile, patron.person()).await?;
    Ok(WhoSees { young, of_age_on, offered: way(profile) != Way::NotOffered, may_ask, guardians })
}
