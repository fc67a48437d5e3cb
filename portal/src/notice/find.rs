//! What there is to tell, read off the loans, holds and account lines as they are now: a row for each thing, once.

use crate::{Portal, Result, db::Tx};
use chrono::Duration;
use domain::profile::{NoticeKind, Profile};

/// A receipt is for a loan that is no older; one that comes into the portal later is known.
const RECEIPT_WITHIN: Duration = Duration::days(3);

/// Enters what is new; returns how many wait to be told because of it. The first time at a library, everything is known and
/// nothing is told: nobody is written to about loans from before.
// Test (notice/tests.rs): "what was so before notices began is told to nobody".
pub(super) async fn find(tx: &mut Tx, portal: &Portal, profile: &Profile) -> Result<u64> {
    let begun = sqlx::query!(
        "INSERT INTO notices_begun (library, begun_at) \
         SELECT $1::text, $2::timestamptz WHERE NOT EXISTS (SELECT FROM notices_begun WHERE library = $1)",
        profile.slug.as_str(),
        portal.clock.now(),
    )
    .execute(&mut **tx)
    .await?
    .rows_affected();
    let state = if begun == 1 { "known" } else { "waiting" };
    let mut found = 0;
    // The renewal of a loan is told from its receipt's row, so it comes before it.
    for kind in [
        NoticeKind::Renewal,
        NoticeKind::Receipt,
        NoticeKind::HoldReady,
        NoticeKind::AlmostDue,
        NoticeKind::Overdue,
        NoticeKind::Bill,
    ] {
        let offered = profile.notices.contains_key(&kind);
        // What a loan was when it was first seen is kept for the renewal's sake.
        let state = if offered { state } else { "known" };
        if offered || matches!(kind, NoticeKind::Receipt | NoticeKind::Renewal) {
            let new = of_kind(tx, portal, profile, kind, state).await?;
            found += if state == "waiting" { new } else { 0 };
        }
    }
    forget(tx, portal, profile).await?;
    Ok(found)
}

async fn of_kind(tx: &mut Tx, portal: &Portal, profile: &Profile, kind: NoticeKind, state: &str) -> Result<u64> {
    let (library, now, today) = (profile.slug.as_str(), portal.clock.now(), portal.today(profile));
    let zone = profile.time_zone.name();
    let done = match kind {
        NoticeKind::Receipt => {
            sqlx::query!(
                "INSERT INTO notice_due (library, id, person_id, kind, about, stage, noticed_at, state) \
                 SELECT library, gen_random_uuid(), person_id, 'receipt', id, 0, $2::timestamptz, \
                        CASE WHEN checked_out_at > $3 THEN $4 ELSE 'known' END \
                 FROM checkout WHERE library = $1 \
                   AND NOT EXISTS (SELECT FROM notice_due AS told WHERE told.library = $1 AND told.kind = 'receipt' \
                                   AND told.about = checkout.id AND told.stage = 0) \
                 ON CONFLICT DO NOTHING",
                library,
                now,
                now - RECEIPT_WITHIN,
                state,
            )
            .execute(&mut **tx)
            .await?
        }
        NoticeKind::Renewal => {
            sqlx::query!(
                "INSERT INTO notice_due (library, id, person_id, kind, about, stage, noticed_at, state) \
                 SELECT library, gen_random_uuid(), person_id, 'renewal', id, renewals, $2::timestamptz, \
                        CASE WHEN EXISTS (SELECT FROM notice_due AS seen WHERE seen.library = $1 AND seen.kind = 'receipt' \
                                          AND seen.about = checkout.id) THEN $3 ELSE 'known' END \
                 FROM checkout WHERE library = $1 AND renewals > 0 ON CONFLICT DO NOTHING",
                library,
                now,
                state,
            )
            .execute(&mut **tx)
            .await?
        }
        NoticeKind::HoldReady => {
            sqlx::query!(
                "INSERT INTO notice_due (library, id, person_id, kind, about, stage, noticed_at, state) \
                 SELECT library, gen_random_uuid(), person_id, 'hold-ready', id, 0, $2::timestamptz, $3::text \
                 FROM hold WHERE library = $1 AND status = 'ready' AND closed_on IS NULL ON CONFLICT DO NOTHING",
                library,
                now,
                state,
            )
            .execute(&mut **tx)
            .await?
        }
        NoticeKind::AlmostDue => {
            sqlx::query!(
                "INSERT INTO notice_due (library, id, person_id, kind, about, stage, noticed_at, state) \
                 SELECT library, gen_random_uuid(), person_id, 'almost-due', id, due - date '2000-01-01', \
                        $2::timestamptz, $3::text \
                 FROM (SELECT *, coalesce((due_at AT TIME ZONE $4)::date, due_on) AS due FROM checkout \
                       WHERE library = $1) AS loan \
                 WHERE due BETWEEN $5 AND $6 ON CONFLICT DO NOTHING",
                library,
                now,
                state,
                zone,
                today,
                today + Duration::days(profile.circulation_mail.almost_due_days.into()),
            )
            .execute(&mut **tx)
            .await?
        }
        NoticeKind::Overdue => {
            // The day after, a week after, three weeks after: of these, the last that has come.
            sqlx::query!(
                "INSERT INTO notice_due (library, id, person_id, kind, about, stage, noticed_at, state) \
                 SELECT library, gen_random_uuid(), person_id, 'overdue', id, \
                        (due - date '2000-01-01') * 4 + CASE WHEN $5 - due >= 21 THEN 3 WHEN $5 - due >= 7 THEN 2 ELSE 1 END, \
                        $2::timestamptz, $3::text \
                 FROM (SELECT *, coalesce((due_at AT TIME ZONE $4)::date, due_on) AS due FROM checkout \
                       WHERE library = $1) AS loan \
                 WHERE due < $5 ON CONFLICT DO NOTHING",
                library,
                now,
                state,
                zone,
                today,
            )
            .execute(&mut **tx)
            .await?
        }
        NoticeKind::Bill => {
            sqlx::query!(
                "INSERT INTO notice_due (library, id, person_id, kind, about, stage, noticed_at, state) \
                 SELECT library, gen_random_uuid(), person_id, 'bill', id, 0, $2::timestamptz, $3::text \
                 FROM account_line WHERE library = $1 AND outstanding_cents > 0 \
                   AND kind ~* '(lost|damage|processing)' AND kind !~* 'found' ON CONFLICT DO NOTHING",
                library,
                now,
                state,
            )
            .execute(&mut **tx)
            .await?
        }
    };
    Ok(done.rows_affected())
}

/// How long what was told is remembered after the loan, hold or line itself is gone: a file that is loaded again may bring
/// it back.
const REMEMBERED: Duration = Duration::days(60);

async fn forget(tx: &mut Tx, portal: &Portal, profile: &Profile) -> Result<()> {
    sqlx::query!(
        "DELETE FROM notice_due AS told WHERE library = $1 AND state <> 'waiting' AND noticed_at < $2 \
           AND NOT EXISTS (SELECT FROM checkout WHERE checkout.library = $1 AND checkout.id = told.about) \
           AND NOT EXISTS (SELECT FROM hold WHERE hold.library = $1 AND hold.id = told.about) \
           AND NOT EXISTS (SELECT FROM account_line WHERE account_line.library = $1 AND account_line.id = told.about)",
        profile.slug.as_str(),
        portal.clock.now() - REMEMBERED,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}
