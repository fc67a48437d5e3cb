//! Turning a link into a guardian's authority, once for each request.

use super::facts::{Facts, GuardianProof};
use crate::{
    Portal, Result,
    authority::{Guardian, Patron},
    db::Scope,
    ids::PersonId,
    links::{self, Ended},
};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    age,
    decision::{Allowed, Card, Decision, Refused},
    ledger::ActorKind,
    profile::{GuardianAccess, Profile},
    rules::RuleId,
    words::Text,
};
use uuid::Uuid;

/// What a link gives at this moment.
#[derive(Debug)]
pub enum Access {
    /// The child's record, as far as the decision allows.
    Open(Box<ChildRecord>),
    /// Nothing any more.
    Over(Over),
}

/// A child's record, open to a guardian for this request.
#[derive(Debug)]
pub struct ChildRecord {
    /// The authority.
    pub guardian: Guardian,
    /// What may be told, what is left out and why, and the rules.
    pub allowed: Allowed,
    /// The link.
    pub link: Uuid,
    /// What the child is called; `None` where the record has no name.
    pub name: Option<String>,
    /// The first day on which it is over.
    pub ends: Option<NaiveDate>,
    /// What was shown when the link was made.
    pub(super) shown: GuardianProof,
}

/// A link that opens nothing, and as much about it as the guardian may know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Over {
    /// The link.
    pub link: Uuid,
    /// What the child was called when the link was made.
    pub name: Option<String>,
    /// Since when, where that is known.
    pub since: Option<DateTime<Utc>>,
    /// Why.
    pub why: Why,
    /// The rules it rests on.
    pub rules: Vec<RuleId>,
}

/// Why a link opens nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// The guardian removed it.
    Removed,
    /// The desk ended it. More is not told.
    Desk,
    /// The child is of age.
    OfAge,
    /// The card that was shown was reported lost or is closed (L19).
    Card,
    /// The child's PIN or password, which was shown, has changed (L14).
    Secret,
    /// The guardian made a newer link to the same child.
    Replaced,
    /// The decision's own words.
    Refused {
        /// Why.
        reason: Text,
        /// What can be done.
        next: Text,
    },
}

/// One link as it is stored.
pub(super) struct Stored {
    pub(super) id: Uuid,
    pub(super) child: PersonId,
    pub(super) shown: GuardianProof,
    pub(super) name: Option<String>,
    pub(super) ended: Option<(DateTime<Utc>, String)>,
}

/// Opens the child's record behind one of the patron's links, if the decision allows it now. `None`: the patron has no
/// such link.
///
/// A link that is over for good, because the child is of age or the card is closed, is noted as ended when that is
/// first seen.
///
/// # Errors
/// When the database is away.
pub async fn guardian(portal: &Portal, patron: &Patron, link: Uuid) -> Result<Option<Access>> {
    // In the guardian's own scope, where other people's links are not visible.
    let mut tx = portal.db.begin(patron.scope()).await?;
    let found = sqlx::query!(
        "SELECT id, child_id, card_id, proven, child_name, ended_at, ended_why FROM family_link \
         WHERE library = $1 AND guardian_id = $2 AND id = $3",
        patron.library().as_str(),
        patron.person().0,
        link,
    )
    .fetch_optional(&mut *tx)
    .await?;
    drop(tx);
    let Some(row) = found else { return Ok(None) };
    let stored = Stored {
        id: row.id,
        child: PersonId(row.child_id),
        shown: GuardianProof::of(&row.proven, row.card_id),
        name: row.child_name,
        ended: row.ended_at.zip(row.ended_why),
    };
    Ok(Some(open(portal, patron, stored).await?))
}

pub(super) async fn open(portal: &Portal, patron: &Patron, link: Stored) -> Result<Access> {
    let profile = patron.profile();
    if let Some((at, why)) = &link.ended {
        let why = match why.as_str() {
            "parent" => Why::Removed,
            "of-age" => Why::OfAge,
            "card" => Why::Card,
            "replaced" => Why::Replaced,
            "secret" => Why::Secret,
            _ => Why::Desk,
        };
        return Ok(Access::Over(Over { link: link.id, name: link.name, since: Some(*at), why, rules: Vec::new() }));
    }
    // The facts that decide (a stop, the card, who is on record) are not readable in a guardian's scope.
    let mut tx = portal.db.begin(Scope::Library(patron.library())).await?;
    let facts = Facts::read(&mut tx, profile, link.child, patron.person(), link.shown).await?;
    drop(tx);
    let Some(facts) = facts else {
        let why = Why::Desk;
        return Ok(Access::Over(Over { link: link.id, name: link.name, since: None, why, rules: Vec::new() }));
    };
    match facts.decide(profile, portal.today(profile)) {
        Decision::Allowed(allowed) => Ok(Access::Open(Box::new(ChildRecord {
            guardian: Guardian::new(patron.clone(), link.child),
            ends: allowed.ends,
            allowed,
            link: link.id,
            name: facts.name,
            shown: link.shown,
        }))),
        Decision::Refused(refused) => {
            let (why, since) = reason(portal, profile, &facts, &refused);
            if let Why::OfAge | Why::Card = why {
                let at = since.unwrap_or_else(|| portal.clock.now());
                note_end(portal, patron, &link, &why, at, &refused.rules).await?;
            }
            Ok(Access::Over(Over { link: link.id, name: link.name, since, why, rules: refused.rules }))
        }
    }
}

/// As much of the reason for a refusal as the guardian may know, and since when. It explains the decision and changes
/// nothing about it.
fn reason(portal: &Portal, profile: &Profile, facts: &Facts, refused: &Refused) -> (Why, Option<DateTime<Utc>>) {
    let of_age = facts.born.map(|born| age::birthday_of_age(born, profile.age_of_majority.into()));
    let by_card = profile.switches.guardian_access.value == GuardianAccess::ChildsCard;
    if by_card && facts.card == Card::ReportedLost {
        (Why::Card, None)
    } else if let Some(day) = of_age.filter(|&day| day <= portal.today(profile)) {
        (Why::OfAge, Some(profile.first_moment(day)))
    } else if facts.stop.is_some() {
        (Why::Desk, None)
    } else {
        (Why::Refused { reason: refused.reason, next: refused.next }, None)
    }
}

/// Notes that a link is over for good.
async fn note_end(
    portal: &Portal,
    patron: &Patron,
    link: &Stored,
    why: &Why,
    at: DateTime<Utc>,
    rules: &[RuleId],
) -> Result<()> {
    let profile = patron.profile();
    let why = if *why == Why::OfAge { "of-age" } else { "card" };
    let mut tx = portal.db.begin(Scope::Library(&profile.slug)).await?;
    let ended = sqlx::query!(
        "UPDATE family_link SET ended_at = $3, ended_why = $4 WHERE library = $1 AND id = $2 AND ended_at IS NULL",
        profile.slug.as_str(),
        link.id,
        at,
        why,
    )
    .execute(&mut *tx)
    .await?;
    if ended.rows_affected() == 0 {
        return Ok(());
    }
    let by = (ActorKind::System, None);
    links::note(
        &mut tx,
        portal,
        profile,
        Ended { child: link.child, guardian: patron.person(), link: link.id, why },
        by,
        rules,
    )
    .await?;
    tx.commit().await
}
