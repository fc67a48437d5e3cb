//! Somebody came: what a member of the staff writes down, so that the Director is told at once (L15, C2, W5).

use crate::{
    Portal, Result,
    authority::{Director, InCharge, Staff},
    db::Tx,
    ledger::{self, Event},
    mail::Letter,
    notify::write_to_the_told,
};
use chrono::{DateTime, Utc};
use domain::{ledger::Action, parse::ShortText};
use uuid::Uuid;

/// Who came and what they asked, in the words of the person who writes it down.
#[derive(Debug, Clone)]
pub struct Raised {
    /// Their name.
    pub who: ShortText<200>,
    /// Whom they come from.
    pub agency: Option<ShortText<200>>,
    /// The number of their badge or paper.
    pub badge: Option<ShortText<200>>,
    /// Where they are reached.
    pub call_back: Option<ShortText<200>>,
    /// What they asked for.
    pub asked: ShortText<2000>,
}

/// Enters it in the register, for every role: the one who is asked does not answer; and writes to everyone the profile says is
/// told, without what was asked. `site` is the address of the library's portal, `id` the form's, so that the same form
/// sent twice is one entry.
///
/// # Errors
/// When the database is away; then nothing is entered.
pub async fn raise(portal: &Portal, staff: &Staff, id: Uuid, raised: Raised, site: &str) -> Result<()> {
    let mut tx = portal.db.begin(staff.scope()).await?;
    enter(&mut tx, portal, staff, id, raised, site).await?;
    tx.commit().await
}

/// How many requests the Director has not recorded yet, and since when the first one waits: for those who may be in charge while
/// the Director is away ([`InCharge`]; W5). It tells nothing of who came or what they asked. `None`: none, or another role.
///
/// # Errors
/// When the database is away.
pub async fn unread(portal: &Portal, staff: &Staff) -> Result<Option<(i64, DateTime<Utc>)>> {
    if !InCharge::can_be(staff.role()) || Director::of(staff).is_some() {
        return Ok(None);
    }
    let mut tx = portal.db.begin(staff.scope()).await?;
    let found = sqlx::query!(
        "SELECT count(*) AS \"many!\", min(raised_at) AS since FROM legal_process \
         WHERE library = $1 AND closed_at IS NULL AND instrument IS NULL",
        staff.library().as_str(),
    )
    .fetch_one(&mut *tx)
    .await?;
    Ok(found.since.map(|since| (found.many, since)))
}

/// As [`raise`], as part of `tx`.
pub(super) async fn enter(
    tx: &mut Tx,
    portal: &Portal,
    staff: &Staff,
    id: Uuid,
    raised: Raised,
    site: &str,
) -> Result<()> {
    let Raised { who, agency, badge, call_back, asked } = raised;
    let now = portal.clock.now();
    let entered = sqlx::query!(
        "INSERT INTO legal_process (library, id, raised_at, raised_by, who, agency, badge, call_back, asked) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT DO NOTHING",
        staff.library().as_str(),
        id,
        now,
        staff.account(),
        who.as_str(),
        super::text(agency.as_ref()),
        super::text(badge.as_ref()),
        super::text(call_back.as_ref()),
        asked.as_str(),
    )
    .execute(&mut **tx)
    .await?;
    if entered.rows_affected() == 0 {
        return Ok(());
    }
    let event = Event {
        detail: serde_json::json!({ "role": staff.role().code(), "process": id }),
        ..Event::at_desk(staff, now, None, Action::ProcessRaised)
    };
    ledger::append(tx, &*portal.entropy, event).await?;
    let letter = Letter::ProcessRaised { entry: id.to_string() };
    write_to_the_told(tx, portal, staff.profile(), &format!("process:{id}"), &letter, site).await?;
    Ok(())
}
