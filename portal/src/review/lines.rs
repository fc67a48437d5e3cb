//! How often each member of the staff looked, for what, and what of it is out of the ordinary.

use crate::{Portal, Result, authority::Director};
use chrono::Days;
use domain::{
    ledger::{Action, ActorKind},
    review::{Looks, Odd},
};
use uuid::Uuid;

/// So many days are reviewed.
pub const DAYS: u64 = 90;

/// One member of the staff and one purpose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The account.
    pub account: Uuid,
    /// Whose it is.
    pub name: String,
    /// What for, by its code; where nothing was said, what was done, by the code of the action.
    pub kind: String,
    /// The counts.
    pub looks: Looks,
    /// What is out of the ordinary.
    pub odd: Vec<Odd>,
}

/// What is counted: whatever lets somebody at the desk see something, or makes a way in.
const COUNTED: [Action; 8] = [
    Action::Viewed,
    Action::CardLookedUp,
    Action::DeskAnswered,
    Action::Exported,
    Action::Disclosed,
    Action::Released,
    Action::ActivationCodeMade,
    Action::FamilyCodeMade,
];

/// The looks of the last [`DAYS`] days by clerk and purpose: those with most out of the ordinary first, then by number. No
/// patron's activity shows that the Director reviewed them, because no record is read.
///
/// # Errors
/// When the database is away.
pub async fn lines(portal: &Portal, director: &Director) -> Result<Vec<Line>> {
    let profile = director.profile();
    let since = portal.clock.now() - Days::new(DAYS);
    let counted = COUNTED.map(|action| action.code().to_owned());
    let mut tx = portal.db.begin(director.scope()).await?;
    let rows = sqlx::query!(
        r#"WITH looked AS (
               SELECT actor_id, coalesce(purpose, action) AS kind, subject_id,
                      coalesce((detail ->> 'refused')::boolean, false) AS refused,
                      extract(hour FROM at AT TIME ZONE $5) NOT BETWEEN 6 AND 21 AS night
               FROM ledger_event
               WHERE library = $1 AND actor_kind = $2 AND at >= $3 AND action = ANY ($4) AND actor_id IS NOT NULL
                 -- A code for a parent has a line in the child's activity and one in the parent's, and is one.
                 AND (action <> $6 OR detail ->> 'code' IS NOT NULL)),
           of_one AS (
               SELECT actor_id, kind, max(times) AS most FROM (
                   SELECT actor_id, kind, count(*) AS times FROM looked WHERE subject_id IS NOT NULL
                   GROUP BY actor_id, kind, subject_id) AS each
               GROUP BY actor_id, kind)
           SELECT looked.actor_id AS "account!", account.name, looked.kind AS "kind!", count(*) AS "looks!",
                  count(DISTINCT subject_id) AS "people!", count(*) FILTER (WHERE refused) AS "refused!",
                  count(*) FILTER (WHERE subject_id IS NULL AND NOT refused) AS "in_vain!",
                  count(*) FILTER (WHERE night) AS "night!", coalesce(max(of_one.most), 0) AS "most!"
           FROM looked
           JOIN staff_account AS account ON account.library = $1 AND account.id = looked.actor_id
           LEFT JOIN of_one ON of_one.actor_id = looked.actor_id AND of_one.kind = looked.kind
           GROUP BY looked.actor_id, account.name, looked.kind"#,
        profile.slug.as_str(),
        ActorKind::Staff.code(),
        since,
        &counted,
        profile.time_zone.name(),
        Action::FamilyCodeMade.code(),
    )
    .fetch_all(&mut *tx)
    .await?;
    let number = |count: i64| u32::try_from(count).unwrap_or(u32::MAX);
    let counts: Vec<(Uuid, String, u32)> =
        rows.iter().map(|row| (row.account, row.kind.clone(), number(row.looks))).collect();
    let mut lines: Vec<Line> = rows
        .into_iter()
        .map(|row| {
            let looks = Looks {
                looks: number(row.looks),
                people: number(row.people),
                refused: number(row.refused),
                in_vain: number(row.in_vain),
                most_of_one: number(row.most),
                at_night: number(row.night),
            };
            let colleagues = counts.iter().filter(|(account, kind, _)| *account != row.account && *kind == row.kind);
            let colleagues: Vec<u32> = colleagues.map(|(_, _, looks)| *looks).collect();
            let odd = looks.odd(&colleagues);
            Line { account: row.account, name: row.name, kind: row.kind, looks, odd }
        })
        .collect();
    lines.sort_by(|one, other| {
        let of = |line: &Line| (std::cmp::Reverse(line.odd.len()), std::cmp::Reverse(line.looks.looks));
        of(one).cmp(&of(other)).then_with(|| (&one.name, &one.kind).cmp(&(&other.name, &other.kind)))
    });
    Ok(lines)
}
