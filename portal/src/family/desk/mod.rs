//! What the desk does about a child's family: a code for a parent, a stop on every parent, the end of one link.
//!
//! Nothing here keeps a word about the family: kinds, ids and moments only. What is told to the parents is "it was
//! ended at the desk", whatever the reason.

mod code;
mod end_asked;
mod family;
mod stop;

pub use code::{CodeWanted, FamilyCode, make_family_code};
pub use end_asked::{EndAsked, EndToSettle, end_as_asked, end_to_settle, ends_asked};
pub use family::{Family, LinkLine, OnRecord, StopLine, family};
pub use stop::{lift_stop, set_stop};

use super::codes;
use crate::{
    Portal, Result,
    authority::{Look, Staff},
    db::{Scope, Tx},
    ids::PersonId,
    ledger::{self, Event},
    links::{self, Ended},
};
use chrono::{DateTime, Utc};
use domain::{
    decision::{Decision, Purpose, Refused, Wanted},
    inventory::Class,
    ledger::Action,
    photo_id::PhotoId,
    profile::Profile,
    rules::RuleId,
    words::Text,
};
use uuid::Uuid;

/// Why the desk may not do it, in the decision's words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct No {
    /// Why.
    pub reason: Text,
    /// What can be done.
    pub next: Text,
    /// The rules.
    pub rules: Vec<RuleId>,
}

impl From<Refused> for No {
    fn from(refused: Refused) -> Self {
        Self { reason: refused.reason, next: refused.next, rules: refused.rules }
    }
}

/// Ends one link to a child. `Ok(false)`: there is no such link, or it is over already.
///
/// # Errors
/// When the database is away; then nothing is done.
pub async fn end_link(portal: &Portal, look: &Look, link: Uuid) -> Result<std::result::Result<bool, No>> {
    let (profile, staff, child) = (look.profile(), look.staff(), look.person());
    let rules = match may(portal, look) {
        Ok(rules) => rules,
        Err(no) => return Ok(Err(no)),
    };
    let mut tx = portal.db.begin(Scope::Library(&profile.slug)).await?;
    let ended = sqlx::query_scalar!(
        "UPDATE family_link SET ended_at = $4, ended_why = 'desk' \
         WHERE library = $1 AND child_id = $2 AND id = $3 AND ended_at IS NULL RETURNING guardian_id",
        profile.slug.as_str(),
        child.0,
        link,
        portal.clock.now(),
    )
    .fetch_optional(&mut *tx)
    .await?;
    let Some(guardian) = ended.map(PersonId) else { return Ok(Ok(false)) };
    links::note(&mut tx, portal, profile, Ended { child, guardian, link, why: "desk" }, staff.actor(), &rules).await?;
    tx.commit().await?;
    Ok(Ok(true))
}

/// Whether the clerk does this task, by the decision, in this look; the rules it rests on.
fn may(portal: &Portal, look: &Look) -> std::result::Result<Vec<RuleId>, No> {
    match look.asks(portal, Purpose::FamilyReview, Wanted::class(Class::Family)) {
        Decision::Allowed(allowed) => Ok(allowed.rules),
        Decision::Refused(refused) => Err(refused.into()),
    }
}

/// Ends one guardian's codes for a child.
async fn end_codes(
    tx: &mut Tx,
    profile: &Profile,
    child: PersonId,
    guardian: PersonId,
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "UPDATE one_time_token SET ended_at = $4 \
         WHERE library = $1 AND person_id = $2 AND purpose = 'family' AND ended_at IS NULL AND guardian_id = $3",
        profile.slug.as_str(),
        child.0,
        guardian.0,
        now,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// What a clerk did.
#[derive(Debug, Clone, Copy)]
struct Noted<'a> {
    action: Action,
    /// The fields of the record that it changed, as the inventory names them.
    fields: &'a [&'a str],
    rules: &'a [RuleId],
    /// What was looked at.
    seen: Option<PhotoId>,
    /// The code that was made, and whether a second member of staff has to confirm it.
    code: Option<(Uuid, bool)>,
}

async fn note(
    tx: &mut Tx,
    portal: &Portal,
    staff: &Staff,
    subject: PersonId,
    Noted { action, fields, rules, seen, code }: Noted<'_>,
) -> Result<()> {
    let profile = staff.profile();
    let mut detail = serde_json::json!({ "role": staff.role().code(), "photo_id": seen.map(PhotoId::code) });
    if let Some((code, second)) = code {
        detail["code"] = code.to_string().into();
        detail["second"] = second.into();
    }
    // The activity does not say which kind of stop it is.
    let event = Event {
        via: "desk",
        classes: &[Class::Family],
        fields,
        rules: &codes(rules),
        purpose: Some(Purpose::FamilyReview.code()),
        detail,
        ..Event::new(&profile.slug, portal.clock.now(), Some(subject), action, staff.actor())
    };
    ledger::append(tx, &*portal.entropy, event).await?;
    Ok(())
}
