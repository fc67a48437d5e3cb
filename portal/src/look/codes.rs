//! Codes for online access that were given out and not used yet.

use crate::{Portal, Result, authority::Staff};
use chrono::{DateTime, Utc};
use domain::{
    decision::{Asker, Decision, Purpose, Refused, Request, StaffAsks, Wanted, decide},
    inventory::Class,
};

/// A code that was given out. It names nobody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OpenCode {
    /// When.
    pub made_at: DateTime<Utc>,
    /// Until when it can be used.
    pub ends_at: DateTime<Utc>,
}

/// Codes from the desk that can still be used, oldest first, at most 200.
///
/// # Errors
/// When the database is away.
pub async fn open_codes(portal: &Portal, staff: &Staff) -> Result<Result<Vec<OpenCode>, Refused>> {
    let profile = staff.profile();
    let now = portal.clock.now();
    let asks = StaffAsks { role: staff.role(), purpose: Purpose::OnlineAccess, staff_card: false };
    let request = Request {
        asker: Asker::Staff(asks),
        wanted: Wanted::class(Class::Credentials),
        today: now.with_timezone(&profile.time_zone).date_naive(),
    };
    if let Decision::Refused(refused) = decide(&request, profile) {
        return Ok(Err(refused));
    }
    let mut tx = portal.db.begin(staff.scope()).await?;
    // A mailed link lasts an hour at most; a code that is carried home lasts a day.
    let rows = sqlx::query!(
        "SELECT created_at, expires_at FROM one_time_token \
         WHERE library = $1 AND purpose = 'activation' AND ended_at IS NULL AND expires_at > $2 \
           AND expires_at - created_at >= interval '24 hours' ORDER BY created_at, id LIMIT 200",
        staff.library().as_str(),
        now,
    )
    .fetch_all(&mut *tx)
    .await?;
    Ok(Ok(rows.into_iter().map(|row| OpenCode { made_at: row.created_at, ends_at: row.expires_at }).collect()))
}
