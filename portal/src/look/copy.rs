//! A copy of everything for somebody who cannot sign in: once for each time that their photo ID was looked at.

use super::answer::{Kept, asked, decision};
use crate::{
    Portal, Result,
    authority::{InPerson, Staff},
};
use domain::{
    asking::{Errand, Voice},
    decision::Decision,
};
use uuid::Uuid;

/// The patron of this look, who stands there with photo ID and asked for everything, to whom the decision gives it. It can be
/// had once: for another copy the ID is looked at again. `None`: nobody in this look is, or has had theirs.
///
/// # Errors
/// When the database is away.
pub async fn in_person(portal: &Portal, staff: &Staff, id: Uuid) -> Result<Option<InPerson>> {
    let mut tx = portal.db.begin(staff.scope()).await?;
    let Some((look, kept)) = asked(&mut tx, portal, staff, id).await? else { return Ok(None) };
    let Some(seen) = may_have_copy(kept) else { return Ok(None) };
    let decision = decision(&mut tx, portal, staff, (look.person, look.card), &kept).await?;
    if !matches!(decision, Some(Decision::Allowed(_))) {
        return Ok(None);
    }
    let used = sqlx::query!(
        "UPDATE desk_look SET asked = NULL WHERE library = $1 AND id = $2 AND staff_id = $3 AND asked IS NOT NULL",
        staff.library().as_str(),
        id,
        staff.account(),
    )
    .execute(&mut *tx)
    .await?;
    if used.rows_affected() == 0 {
        return Ok(None);
    }
    tx.commit().await?;
    Ok(Some(InPerson::new(staff.clone(), look.person, seen)))
}

/// The photo ID on which a copy may rest: the patron's own, shown at the desk by the person who asks for everything.
pub(super) fn may_have_copy(kept: Kept) -> Option<domain::photo_id::PhotoId> {
    let asks = kept.voice == Voice::Patron && kept.errand == Errand::Everything && kept.patron;
    kept.shown.photo_id.filter(|_| asks)
}
