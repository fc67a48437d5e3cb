//! Telling the service a name or a statement that has changed since it was given.

use super::{
    Stop, Turn,
    ask::wants,
    given::{Given, fields, to_give},
    row::{End, Row, Why},
};
use crate::{
    Result,
    ledger::{self, Event},
    newsletter::service::listmonk::{Entry, Membership},
};
use domain::{inventory::Class, ledger::Action, rules::codes};

/// Brings what the service has under this number up to date; `entry` is what was read there a moment ago.
// Test (newsletter/service/tests/changes.rs): "a name that changes is told there once and nothing else of the entry changes".
pub(super) async fn tell(turn: &Turn<'_>, row: &mut Row, number: i64, entry: &Entry) -> Result<End, Stop> {
    let Some(given) = changed(turn, row).await? else {
        row.why = None;
        return Ok(End::Same);
    };
    let name = if given.name.is_empty() { without_name(&entry.email) } else { given.name.as_str() };
    let is_there = entry.says(name, &given.statement);
    if !is_there {
        if !is_ours_alone(turn, entry) {
            return Ok(End::NotTold);
        }
        if !about_to_tell(turn, row, &given).await? {
            return Ok(End::NotOurs);
        }
        if !turn.at.api.tell(number, entry, name, &given.statement).await? {
            return Ok(End::NotTold);
        }
        match turn.at.api.get(number).await? {
            None => return Ok(End::Failed(Why::Gone)),
            Some(now) if now.on(turn.at.number).is_none() => return Ok(End::Failed(Why::NoList)),
            Some(now) if !now.says(name, &given.statement) => return Ok(End::NotTold),
            Some(_) => {}
        }
    }
    (row.name, row.statement) = (given.name, given.statement);
    (row.why, row.tries) = (None, 0);
    Ok(if is_there { End::Same } else { End::Told })
}

/// What is to be there by now, where that is another than was given, and its owner still wants the newsletter.
async fn changed(turn: &Turn<'_>, row: &Row) -> Result<Option<Given>> {
    let Some(whose) = row.whose else { return Ok(None) };
    let mut tx = turn.begin().await?;
    if !turn.decision.allows_field(Class::Contact, "contact.email") || !wants(&mut tx, turn, whose, &row.email).await? {
        return Ok(None);
    }
    let given = to_give(&mut tx, turn, Some(row.id)).await?.remove(&row.id);
    Ok(given.filter(|given| given.name != row.name || given.statement != row.statement))
}

/// What the service itself takes for a name where none is given: without it, one that was given before would stay.
fn without_name(email: &str) -> &str {
    email.split('@').next().unwrap_or(email)
}

/// The request takes an entry off every list that it does not name, or that the portal's user may not manage, and has mail sent to
/// anyone who is not confirmed yet. So it is made only about an entry that nobody but the portal uses.
// Test (newsletter/service/tests/changes.rs): "what others keep there is not touched and somebody looks".
fn is_ours_alone(turn: &Turn<'_>, entry: &Entry) -> bool {
    let is_ours = |(list, membership): &(i64, Membership)| {
        turn.at.keeps(*list) && matches!(membership, Membership::Confirmed | Membership::Unsubscribed)
    };
    entry.lists.iter().all(is_ours)
}

/// Writes that it is about to be told: the line stands before the request, and once, however often it has to be tried. `false`: the
/// row is another worker's by now.
async fn about_to_tell(turn: &Turn<'_>, row: &mut Row, given: &Given) -> Result<bool> {
    let is_first = row.tries == 0;
    row.tries += 1;
    let mut tx = turn.begin().await?;
    if !row.save(&mut tx, turn).await? {
        return Ok(false);
    }
    if let Some(whose) = row.whose.filter(|_| is_first) {
        let rules = codes(turn.decision.rules());
        let event = Event {
            classes: &[Class::Identity, Class::Contact],
            fields: &fields(given.name != row.name, given.statement != row.statement, false),
            rules: &rules,
            ..turn.event(whose, Action::ToldService)
        };
        ledger::append(&mut tx, &*turn.portal.entropy, event).await?;
    }
    tx.commit().await?;
    Ok(true)
}
