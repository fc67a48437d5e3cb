//! What the patron sees of their own permissions.

use super::row::{self, PermissionHeld};
use crate::{Portal, Result, authority::Patron};
use chrono::{DateTime, Utc};
use domain::{
    inventory::Class,
    permission::{Offer, Part, Terms},
    photo_id::PhotoId,
    profile::Profile,
};
use uuid::Uuid;

/// One use of a permission.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Use {
    /// When.
    pub at: DateTime<Utc>,
    /// What was told.
    pub classes: Vec<Class>,
    /// To whom.
    pub recipient: String,
    /// The kind of photo ID they showed.
    pub photo_id: Option<PhotoId>,
}

/// Every permission of this patron, newest first, drafts among them.
///
/// # Errors
/// When the database does not answer.
pub async fn list(portal: &Portal, patron: &Patron) -> Result<Vec<PermissionHeld>> {
    let profile = patron.profile();
    let mut tx = portal.db.begin(patron.scope()).await?;
    row::all(&mut tx, patron.library(), patron.person(), portal.today(profile)).await
}

/// One permission of this patron with every use of it, newest first; `None`: the patron has no such permission.
///
/// # Errors
/// When the database does not answer.
pub async fn held(portal: &Portal, patron: &Patron, id: Uuid) -> Result<Option<(PermissionHeld, Vec<Use>)>> {
    let profile = patron.profile();
    let mut tx = portal.db.begin(patron.scope()).await?;
    let Some(held) = row::one(&mut tx, patron.library(), patron.person(), id, portal.today(profile)).await? else {
        return Ok(None);
    };
    let uses = sqlx::query!(
        "SELECT told_at, classes, recipient_name, photo_id FROM disclosure \
         WHERE library = $1 AND person_id = $2 AND reference = $3 ORDER BY told_at DESC, id",
        patron.library().as_str(),
        patron.person().0,
        held.reference.as_str(),
    )
    .fetch_all(&mut *tx)
    .await?
    .into_iter()
    .map(|row| Use {
        at: row.told_at,
        classes: row.classes.iter().filter_map(|code| Class::from_code(code)).collect(),
        recipient: row.recipient_name,
        photo_id: PhotoId::from_code(&row.photo_id),
    })
    .collect();
    Ok(Some((held, uses)))
}

/// What a draft would be signed as today, or the part that is still missing.
///
/// # Errors
/// The first part that is missing.
pub fn to_sign(portal: &Portal, profile: &Profile, offer: &Offer, held: &PermissionHeld) -> Result<Terms, Part> {
    held.parts.complete(offer, portal.today(profile))
}
