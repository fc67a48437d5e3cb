//! A code from the desk, for a patron who stands there.

use super::{of_card, record::decision};
use crate::{
    Portal, Result,
    access::{HandedOver, token},
    authority::Staff,
};
use domain::{
    decision::{Decision, Purpose},
    photo_id::PhotoId,
};
use uuid::Uuid;

/// What became of it.
#[derive(Debug)]
pub enum CodeMade {
    /// The code, shown once.
    Done(HandedOver),
    /// There is no such look, it is for something else, or the card was closed meanwhile.
    NoLook,
}

/// Makes the code with which the patron of this look switches on online access. `form` is the form's own name; `seen` is what the clerk checked,
/// `site` the address of the library's portal, for the mail to anyone who has a PIN or password already.
///
/// # Errors
/// When the database is away.
pub async fn make_code(
    portal: &Portal,
    staff: &Staff,
    id: Uuid,
    form: Uuid,
    seen: PhotoId,
    site: &str,
) -> Result<CodeMade> {
    let Some(look) = of_card(portal, staff, id, Purpose::OnlineAccess).await? else { return Ok(CodeMade::NoLook) };
    if let Decision::Refused(_) = decision(portal, staff, Purpose::OnlineAccess, false) {
        return Ok(CodeMade::NoLook);
    }
    let code = token::make_code_at_desk(portal, &look, form, seen, site).await?;
    Ok(code.map_or(CodeMade::NoLook, CodeMade::Done))
}
