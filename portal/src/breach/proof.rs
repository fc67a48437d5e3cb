//! Who was told, how and when: for the Director, by name and the last digits of the card and no more.

use crate::{Portal, Result, authority::Director, spreadsheet};
use chrono::{DateTime, Utc};
use domain::{breach::How, inventory::show, profile::Profile, words::Lang};
use uuid::Uuid;

/// Somebody affected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AffectedPerson {
    /// Their name, as the record has it.
    pub name: String,
    /// The last four digits of their card.
    pub card: Option<String>,
    /// When they were written to.
    pub told_at: Option<DateTime<Utc>>,
    /// How.
    pub how: Option<How>,
    /// When the e-mail was taken by the mail server, or the letter posted.
    pub left_at: Option<DateTime<Utc>>,
}

/// The people named in a breach, the first `most` by name; all where that is `None`. Who is gone since is not among them: the
/// register's numbers ([`super::Breach::named`], [`super::Breach::told`]) and the ledger's lines stay.
///
/// # Errors
/// When the database is away.
pub async fn proof(portal: &Portal, director: &Director, id: Uuid, most: Option<i64>) -> Result<Vec<AffectedPerson>> {
    let mut tx = portal.db.begin(director.scope()).await?;
    let rows = sqlx::query!(
        "SELECT coalesce(subscriber.name, concat_ws(' ', person.firstname, person.middle_name, person.surname)) AS \"name!\", \
                (SELECT right(number, 4) FROM card WHERE card.library = p.library AND card.person_id = p.person_id \
                 ORDER BY status = 'active' DESC, issued_on DESC NULLS LAST, card.id LIMIT 1) AS card, \
                p.told_at, p.how, coalesce( \
                    (SELECT o.sent_at FROM outbox AS o WHERE p.how = 'mail' AND o.library = p.library \
                     AND o.idempotency_key = 'breach:' || p.breach_id || ':' || coalesce(p.person_id, p.subscriber_id)), \
                    (SELECT l.posted_at FROM postal_letter AS l WHERE p.how = 'letter' AND l.library = p.library \
                     AND l.person_id = p.person_id AND l.kind = 'breach-notice' AND l.written_at = p.told_at)) AS left_at \
         FROM breach_person AS p LEFT JOIN person ON person.library = p.library AND person.id = p.person_id \
         LEFT JOIN subscriber ON subscriber.library = p.library AND subscriber.id = p.subscriber_id \
         WHERE p.library = $1 AND p.breach_id = $2 ORDER BY 1, p.id LIMIT $3",
        director.library().as_str(),
        id,
        most,
    )
    .fetch_all(&mut *tx)
    .await?;
    let all = rows.into_iter().map(|row| AffectedPerson {
        name: row.name,
        card: row.card,
        told_at: row.told_at,
        how: row.how.as_deref().and_then(How::from_code),
        left_at: row.left_at,
    });
    Ok(all.collect())
}

/// The same as CSV (RFC 4180), in English: name, last digits of the card, how, when, when it left.
///
/// # Errors
/// When it cannot be written.
pub fn as_csv(profile: &Profile, told: &[AffectedPerson]) -> Result<String> {
    let mut out = String::from(spreadsheet::BYTE_ORDER_MARK);
    let moment =
        |at: Option<DateTime<Utc>>| at.map(|at| show::moment(at, profile.time_zone, Lang::En)).unwrap_or_default();
    spreadsheet::line(&mut out, ["name", "card", "told by", "written", "left"].into_iter().map(str::to_owned))?;
    for one in told {
        let how = one.how.map(|how| How::label(how).to(Lang::En)).unwrap_or_default();
        let card = one.card.clone().unwrap_or_default();
        let cells = [spreadsheet::guarded(&one.name), card, how.to_owned(), moment(one.told_at), moment(one.left_at)];
        spreadsheet::line(&mut out, cells.into_iter())?;
    }
    Ok(out)
}
