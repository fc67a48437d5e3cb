//! What a clerk sees of a child's family.

use super::{No, Noted, may, note, stop};
use crate::{Portal, Result, authority::Look, ids::PersonId};
use chrono::{DateTime, Utc};
use domain::{decision::Stop, ledger::Action};
use uuid::Uuid;

/// What the desk sees of a child's family.
#[derive(Debug, Clone)]
pub struct Family {
    /// The grown-ups on record.
    pub on_record: Vec<OnRecord>,
    /// The links, live ones first.
    pub links: Vec<LinkLine>,
    /// The stops in force.
    pub stops: Vec<StopLine>,
}

/// A grown-up on a child's record.
#[derive(Debug, Clone)]
pub struct OnRecord {
    /// The row.
    pub id: Uuid,
    /// The patron, where they are one.
    pub guardian: Option<PersonId>,
    /// The name.
    pub name: Option<String>,
    /// What they are to the child.
    pub relationship: Option<String>,
    /// Whether they signed for the card.
    pub cosigner: bool,
}

/// A link as the desk sees it.
#[derive(Debug, Clone)]
pub struct LinkLine {
    /// Its id.
    pub id: Uuid,
    /// The guardian's name.
    pub name: Option<String>,
    /// Since when.
    pub linked_at: DateTime<Utc>,
    /// When the child asked for its end.
    pub end_asked_at: Option<DateTime<Utc>>,
    /// When it ended.
    pub ended_at: Option<DateTime<Utc>>,
}

/// A stop in force.
#[derive(Debug, Clone, Copy)]
pub struct StopLine {
    /// What kind.
    pub stop: Stop,
    /// Since when.
    pub set_at: DateTime<Utc>,
    /// Whether the person who looks may lift it.
    pub may_lift: bool,
}

/// What may be seen of a child's family at the desk. It is a look, and written down as one.
///
/// # Errors
/// When the database is away.
pub async fn family(portal: &Portal, look: &Look) -> Result<std::result::Result<Family, No>> {
    let (profile, staff, child) = (look.profile(), look.staff(), look.person());
    let rules = match may(portal, look) {
        Ok(rules) => rules,
        Err(no) => return Ok(Err(no)),
    };
    let mut tx = portal.db.begin(look.scope()).await?;
    let library = profile.slug.as_str();
    let on_record = sqlx::query!(
        "SELECT id, guardian_id, guardian_name, relationship, cosigner FROM guardianship \
         WHERE library = $1 AND child_id = $2 ORDER BY guardian_name, id",
        library,
        child.0,
    )
    .fetch_all(&mut *tx)
    .await?;
    let links = sqlx::query!(
        "SELECT id, guardian_name, linked_at, end_asked_at, ended_at FROM family_link WHERE library = $1 AND child_id = $2 \
         ORDER BY ended_at IS NOT NULL, linked_at DESC, id LIMIT 50",
        library,
        child.0,
    )
    .fetch_all(&mut *tx)
    .await?;
    let stops = sqlx::query!(
        "SELECT kind, set_at FROM guardian_hold WHERE library = $1 AND person_id = $2 AND lifted_at IS NULL \
         ORDER BY kind",
        library,
        child.0,
    )
    .fetch_all(&mut *tx)
    .await?;
    let viewed = Noted { action: Action::Viewed, fields: &[], rules: &rules, seen: None, code: None };
    note(&mut tx, portal, staff, child, viewed).await?;
    tx.commit().await?;
    Ok(Ok(Family {
        on_record: on_record
            .into_iter()
            .map(|row| OnRecord {
                id: row.id,
                guardian: row.guardian_id.map(PersonId),
                name: row.guardian_name,
                relationship: row.relationship,
                cosigner: row.cosigner,
            })
            .collect(),
        links: links
            .into_iter()
            .map(|row| LinkLine {
                id: row.id,
                name: row.guardian_name,
                linked_at: row.linked_at,
                end_asked_at: row.end_asked_at,
                ended_at: row.ended_at,
            })
            .collect(),
        stops: stops
            .into_iter()
            .map(|row| {
                let kind = Stop::from_code(&row.kind);
                StopLine { stop: kind, set_at: row.set_at, may_lift: stop::lifts(profile, staff.role(), kind) }
            })
            .collect(),
    }))
}
