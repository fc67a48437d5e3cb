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

/// The patron of this look, who stands there with photo ID and asked for everything, to whom the decision gives it. The copy can
/// be had once, and uses the answer up when it begins ([`crate::export::archive_at_desk`]): for another one the ID is looked at
/// again. `None`: nobody in this look is, or has had theirs.
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
    Ok(Some(InPerson::new(staff.clone(), (id, look.person), seen)))
}

/// The photo ID on which a copy may rest: the patron's own, shown at the desk by the person who asks for everything.
pub(super) fn may_have_copy(kept: Kept) -> Option<domain::photo_id::PhotoId> {
    let asks = kept.voice == Voice::Patron && kept.errand == Errand::Everything && kept.patron;
    kept.shown.photo_id.filter(|_| asks)
}
