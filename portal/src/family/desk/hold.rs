//! A stop on every guardian, and its end.

use super::{No, end_codes, may, note};
use crate::{
    Portal, Result,
    authority::Staff,
    db::Scope,
    family::end::{self, Ended},
};
use domain::{decision::Hold, ids::PersonId, ledger::Action, profile::Profile};

/// Stops every guardian's access to a child's record: no link opens any more, and none can be made. `Ok(false)`: it is
/// stopped already.
///
/// # Errors
/// When the database is away; then nothing is done.
pub async fn set_hold(
    portal: &Portal,
    profile: &Profile,
    staff: &Staff,
    child: PersonId,
    hold: Hold,
) -> Result<std::result::Result<bool, No>> {
    let rules = match may(portal, profile, staff) {
        Ok(rules) => rules,
        Err(no) => return Ok(Err(no)),
    };
    let now = portal.clock.now();
    let mut tx = portal.db.begin(Scope::Library(&profile.slug)).await?;
    let set = sqlx::query!(
        "INSERT INTO guardian_hold (library, id, person_id, kind, set_by, set_at) \
         SELECT $1, $2, id, $4, $5, $6 FROM person WHERE library = $1 AND id = $3 \
         ON CONFLICT (library, person_id, kind) WHERE lifted_at IS NULL DO NOTHING",
        profile.slug.as_str(),
        portal.entropy.uuid(),
        child.0,
        code_of(hold),
        staff.account(),
        now,
    )
    .execute(&mut *tx)
    .await?;
    if set.rows_affected() == 0 {
        return Ok(Ok(false));
    }
    note(&mut tx, portal, profile, staff, child, Action::GuardianHoldSet, &rules, None).await?;
    end_codes(&mut tx, profile, child, None, now).await?;
    let ended = sqlx::query!(
        "UPDATE family_link SET ended_at = $3, ended_why = 'desk' \
         WHERE library = $1 AND child_id = $2 AND ended_at IS NULL RETURNING id, guardian_id",
        profile.slug.as_str(),
        child.0,
        now,
    )
    .fetch_all(&mut *tx)
    .await?;
    for link in ended {
        let ended = Ended { child, guardian: PersonId(link.guardian_id), link: link.id, why: "desk" };
        end::note(&mut tx, portal, profile, ended, staff.actor(), &rules).await?;
    }
    tx.commit().await?;
    Ok(Ok(true))
}

/// Lifts a stop. Links that it ended stay ended: a parent adds the child again. `Ok(false)`: there is none.
///
/// # Errors
/// When the database is away; then nothing is done.
pub async fn lift_hold(
    portal: &Portal,
    profile: &Profile,
    staff: &Staff,
    child: PersonId,
    hold: Hold,
) -> Result<std::result::Result<bool, No>> {
    let rules = match may(portal, profile, staff) {
        Ok(rules) => rules,
        Err(no) => return Ok(Err(no)),
    };
    let mut tx = portal.db.begin(staff.scope_of(child)).await?;
    let lifted = sqlx::query!(
        "UPDATE guardian_hold SET lifted_by = $4, lifted_at = $5 \
         WHERE library = $1 AND person_id = $2 AND kind = $3 AND lifted_at IS NULL",
        profile.slug.as_str(),
        child.0,
        code_of(hold),
        staff.account(),
        portal.clock.now(),
    )
    .execute(&mut *tx)
    .await?;
    if lifted.rows_affected() == 0 {
        return Ok(Ok(false));
    }
    note(&mut tx, portal, profile, staff, child, Action::GuardianHoldLifted, &rules, None).await?;
    tx.commit().await?;
    Ok(Ok(true))
}

const fn code_of(hold: Hold) -> &'static str {
    match hold {
        Hold::Emancipated => "emancipated",
        Hold::Custody => "custody",
    }
}

pub(super) fn read(code: &str) -> Hold {
    if code == "emancipated" { Hold::Emancipated } else { Hold::Custody }
}
