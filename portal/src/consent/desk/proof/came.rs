//! What came of an answer while it held: copies of newsletters, notices, lists for a service, and what the desk was to enter.

use crate::{Result, authority::Whose, db::Tx};
use chrono::{DateTime, Utc};
use domain::{ids::LibrarySlug, profile::NoticeKind};

/// How many are shown for one answer.
pub(super) const SHOWN: i64 = 200;

/// One thing that came of an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnswerConsequence {
    /// When: of a copy when it was settled who gets the issue, of a notice when it was written.
    pub at: DateTime<Utc>,
    /// What.
    pub what: What,
    /// What became of it, by the code of its table; of a list `listed` or `removed`, at the desk `to-enter` or `entered`, and of
    /// a notice whose mail is not kept any more `written`.
    pub state: String,
    /// Why it was not sent, or who took it off a list.
    pub why: Option<String>,
    /// The address it went to.
    pub to: Option<String>,
    /// The service, by its code in the profile.
    pub service: Option<String>,
}

/// What can come of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// A copy of a newsletter.
    Copy,
    /// A notice about loans, holds or a bill.
    Notice,
    /// A place on a list for a newsletter service.
    Service,
    /// A choice that the desk was to enter in the library's own system.
    Desk,
}

impl What {
    /// The name in files.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Copy => "newsletter",
            Self::Notice => "notice",
            Self::Service => "service-list",
            Self::Desk => "entered-at-desk",
        }
    }

    fn of_code(code: &str) -> Option<Self> {
        [Self::Copy, Self::Notice, Self::Service, Self::Desk].into_iter().find(|what| what.code() == code)
    }
}

/// What came of an answer to this question from its moment on, until the same was answered again; and whether there is more than
/// is shown.
// Test (consent/tests/proof.rs): "what came of a later yes does not stand under an earlier no".
pub(super) async fn of(
    tx: &mut Tx,
    library: &LibrarySlug,
    whose: Whose,
    purpose: &str,
    (from, until): (DateTime<Utc>, Option<DateTime<Utc>>),
) -> Result<(Vec<AnswerConsequence>, bool)> {
    let (person, subscriber) = whose.columns();
    // A newsletter may be called as a kind of mail is.
    let kind = NoticeKind::from_code(purpose).map(NoticeKind::code);
    let rows = sqlx::query!(
        "SELECT at AS \"at!\", what AS \"what!\", state AS \"state!\", why, recipient, service FROM ( \
             SELECT fixed_at AS within, fixed_at AS at, 'newsletter' AS what, state, why, recipient, NULL AS service \
             FROM newsletter_delivery WHERE library = $1 AND list = $4 AND (person_id = $2 OR subscriber_id = $3) \
             UNION ALL \
             SELECT created_at, created_at, 'notice', status, last_error, recipient, NULL FROM outbox \
             WHERE library = $1 AND person_id = $2 AND (kind = $5 OR id IN ( \
                 SELECT mail_id FROM notice_due WHERE library = $1 AND person_id = $2 AND kind = $5)) \
             UNION ALL \
             SELECT settled_at, settled_at, 'notice', state, NULL, NULL, NULL FROM notice_due AS due \
             WHERE library = $1 AND person_id = $2 AND kind = $5 AND (state IN ('unwanted', 'no-address', 'posted') \
                 OR state = 'written' AND NOT EXISTS (SELECT FROM outbox WHERE library = $1 AND id = due.mail_id)) \
             GROUP BY settled_at, state \
             UNION ALL \
             SELECT listed.at, listed.at, 'service-list', listed.state, listed.why, email, service FROM service_listed, \
                 LATERAL (VALUES (CASE WHEN service_listed.state IS NULL THEN 'listed' ELSE 'asked' END)) AS sent (state), \
                 LATERAL (VALUES (first_sent_at, sent.state, NULL), \
                                 (nullif(sent_at, first_sent_at), sent.state, NULL), \
                                 (confirmed_at, 'listed', NULL), \
                                 (removed_at, 'removed', removed_how)) AS listed (at, state, why) \
             WHERE library = $1 AND list = $4 AND (person_id = $2 OR subscriber_id = $3) \
             UNION ALL \
             SELECT asked_at, coalesce(entered_at, asked_at), 'entered-at-desk', \
                    CASE WHEN entered_at IS NULL THEN 'to-enter' ELSE 'entered' END, NULL, NULL, NULL \
             FROM choice_to_enter WHERE library = $1 AND person_id = $2 AND purpose = $4) AS all_came \
         WHERE within >= $6 AND ($7::timestamptz IS NULL OR within < $7) ORDER BY at DESC, what, state LIMIT $8",
        library.as_str(),
        person,
        subscriber,
        purpose,
        kind,
        from,
        until,
        SHOWN + 1,
    )
    .fetch_all(&mut **tx)
    .await?;
    let more = i64::try_from(rows.len()).is_ok_and(|found| found > SHOWN);
    let each = rows.into_iter().filter_map(|row| {
        let what = What::of_code(&row.what)?;
        Some(AnswerConsequence {
            at: row.at,
            what,
            state: row.state,
            why: row.why,
            to: row.recipient,
            service: row.service,
        })
    });
    Ok((each.take(usize::try_from(SHOWN).unwrap_or(usize::MAX)).collect(), more))
}
