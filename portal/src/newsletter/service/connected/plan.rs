//! Who is next: whom to take off, whom to put on, whom to look at; a no goes before a yes, and what was tried last comes last.

use super::{
    Turn,
    given::{Given, to_give},
    row::{HELD, State, Why},
};
use crate::{Result, authority::Whose, newsletter::recipients::of_list};
use chrono::{DateTime, Duration, Utc};
use domain::{inventory::Class, words::Lang};
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// Each is read at the service so often.
pub(super) const LOOKED_AT: Duration = Duration::days(1);

/// One thing to do.
pub(super) enum Step {
    Remove(Uuid),
    Ask(Whom),
    /// Once a day, and where something has changed. In this language they are told what they said by leaving.
    Look(Uuid, Lang),
}

/// Somebody who is to be on the list.
pub(super) struct Whom {
    pub(super) whose: Whose,
    pub(super) address: String,
    /// Their row, where there is one, and whether it has to begin anew.
    pub(super) row: Option<(Uuid, bool)>,
}

struct Known {
    id: Uuid,
    whose: Option<Whose>,
    address: String,
    state: Option<State>,
    why: Option<Why>,
    tried_at: Option<DateTime<Utc>>,
    read_at: Option<DateTime<Utc>>,
    /// What was given beside the address.
    given: Given,
}

impl Known {
    /// What is left to the staff: where it cannot be found there, or does not go.
    fn is_the_staffs(&self) -> bool {
        self.state.is_none() || self.why.is_some_and(Why::is_the_staffs)
    }

    /// Whether another name or statement is to be told there by now; what could not be told waits for the staff.
    fn has_changed(&self, to_give: &HashMap<Uuid, Given>) -> bool {
        self.why != Some(Why::NotTold) && to_give.get(&self.id).is_some_and(|now| *now != self.given)
    }
}

pub(super) async fn plan(turn: &Turn<'_>) -> Result<Vec<Step>> {
    let now = turn.portal.clock.now();
    let mut tx = turn.begin().await?;
    let rows = sqlx::query!(
        "SELECT id, person_id, subscriber_id, email, name, statement, state, failed_why, tried_at, read_at FROM service_listed \
         WHERE library = $1 AND list = $2 AND service = $3 AND removed_at IS NULL ORDER BY tried_at NULLS FIRST, id",
        turn.profile.slug.as_str(),
        turn.list.code,
        turn.vendor.code,
    )
    .fetch_all(&mut *tx)
    .await?;
    let all = of_list(&mut tx, turn.profile, &turn.list.code).await?;
    let may_be_given = turn.decision.allows_field(Class::Contact, "contact.email");
    let to_give = if may_be_given { to_give(&mut tx, turn, None).await? } else { HashMap::new() };
    drop(tx);
    let rows: Vec<Known> = rows
        .into_iter()
        .map(|row| Known {
            id: row.id,
            whose: Whose::of(row.person_id, row.subscriber_id),
            address: row.email.to_lowercase(),
            state: row.state.as_deref().and_then(State::from_code),
            why: row.failed_why.as_deref().and_then(Why::from_code),
            tried_at: row.tried_at,
            read_at: row.read_at,
            given: Given { name: row.name, statement: row.statement },
        })
        .collect();
    // An entry that was read at the end of its last attempt is in no worker's hands, so a no a moment later need not wait.
    let is_due = |row: &Known| row.tried_at.is_none_or(|at| at <= now - HELD || row.read_at >= Some(at));
    let get_it = all.into_iter().filter(|one| one.left_out.is_none());
    let get_it: Vec<(Whose, String, Lang)> =
        get_it.filter_map(|one| Some((one.whose, one.address?.trim().to_owned(), one.lang))).collect();
    let wanted: HashSet<String> = get_it.iter().map(|(_, address, _)| address.to_lowercase()).collect();
    // An address that two people share stays while one of them wants it.
    let unwanted = rows.iter().filter(|row| !wanted.contains(&row.address) && !row.is_the_staffs() && is_due(row));
    let mut steps: Vec<Step> = unwanted.map(|row| Step::Remove(row.id)).collect();

    let known: HashMap<(Whose, &str), &Known> =
        rows.iter().filter_map(|row| Some(((row.whose?, row.address.as_str()), row))).collect();
    let (mut asks, mut looks) = (Vec::new(), Vec::new());
    for (whose, address, lang) in get_it {
        let in_small = address.to_lowercase();
        let row = known.get(&(whose, in_small.as_str())).copied();
        let tried_at = row.and_then(|row| row.tried_at);
        let mut ask = |row| asks.push((tried_at, Whom { whose, address: address.clone(), row }));
        match row {
            None => ask(None),
            Some(row) if !is_due(row) => {}
            Some(row) => match row.state {
                Some(State::Asked) => ask(Some((row.id, false))),
                Some(State::Confirmed)
                    if row.read_at.is_none_or(|at| at <= now - LOOKED_AT) || row.has_changed(&to_give) =>
                {
                    looks.push((tried_at, Step::Look(row.id, lang)));
                }
                Some(State::Failed) if !row.is_the_staffs() => {}
                // They were on a list that the staff took there, or said yes again before they were off it.
                None | Some(State::ToRemove | State::Failed) => ask(Some((row.id, true))),
                Some(State::Confirmed | State::Removed) => {}
            },
        }
    }
    asks.sort_by_key(|(tried_at, _)| *tried_at);
    looks.sort_by_key(|(tried_at, _)| *tried_at);
    if may_be_given {
        steps.extend(asks.into_iter().map(|(_, whom)| Step::Ask(whom)));
    }
    steps.extend(looks.into_iter().map(|(_, look)| look));
    Ok(steps)
}
