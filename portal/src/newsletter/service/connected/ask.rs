//! Putting somebody on the list there.

use super::{
    Came, Stop, Turn,
    plan::Whom,
    row::{End, HELD, Row, State, Why, begin},
};
use crate::{
    Result,
    authority::Whose,
    db::Tx,
    ledger::{self, Event},
    mail::{last_answer, last_of_subscriber},
    newsletter::service::{
        listmonk::{Entry, Membership, Subscribed, Trouble},
        statement::statement_of,
    },
};
use domain::{consent::ALL_MAIL, inventory::Class, ledger::Action, rules::codes};
use uuid::Uuid;

/// Asks the service to put somebody on the list. A no that was said since it was their turn holds.
pub(super) async fn ask(turn: &Turn<'_>, whom: &Whom) -> Result<Came> {
    let Some(mut row) = begun(turn, whom).await? else { return Ok(Came::Nothing) };
    let ended = asked(turn, &mut row).await;
    row.end(turn, ended).await
}

/// Their row, entered or begun anew where it has to be, with the line that they are put on the list.
// Test (newsletter/service/connected/tests.rs): "l29 whoever says no a moment before their turn is not sent there".
async fn begun(turn: &Turn<'_>, whom: &Whom) -> Result<Option<Row>> {
    let mut tx = turn.begin().await?;
    if !wants(&mut tx, turn, whom.whose).await? || !is_current(&mut tx, turn, whom).await? {
        return Ok(None);
    }
    let (id, is_new) = match whom.row {
        Some((id, false)) => (id, false),
        Some((id, true)) => {
            anew(&mut tx, turn, id).await?;
            (id, true)
        }
        None => match entered(&mut tx, turn, whom).await? {
            Some(id) => (id, true),
            None => return Ok(None),
        },
    };
    let Some(row) = begin(&mut tx, turn, id).await? else { return Ok(None) };
    if row.state != State::Asked {
        return Ok(None);
    }
    if is_new {
        let rules = codes(turn.decision.rules());
        let fields: &[&str] = if row.name.is_empty() {
            &["service_listed.email"]
        } else {
            &["service_listed.name", "service_listed.email"]
        };
        let event = Event {
            classes: &[Class::Identity, Class::Contact],
            fields,
            rules: &rules,
            ..turn.event(whom.whose, Action::ListedForService)
        };
        ledger::append(&mut tx, &*turn.portal.entropy, event).await?;
    }
    tx.commit().await?;
    Ok(Some(row))
}

async fn wants(tx: &mut Tx, turn: &Turn<'_>, whose: Whose) -> Result<bool> {
    let (library, list) = (&turn.profile.slug, turn.list.code.as_str());
    Ok(match whose {
        Whose::Person(person) => {
            last_answer(tx, library, person, list).await? == Some(true)
                && last_answer(tx, library, person, ALL_MAIL).await? != Some(false)
        }
        Whose::Subscriber(subscriber) => last_of_subscriber(tx, library, subscriber, list).await? == Some(true),
    })
}

/// Whether the address is still theirs: a turn is planned at its beginning, and may be a long one.
// Test (newsletter/service/connected/tests.rs): "l29 whoever changes their address a moment before their turn is not sent there".
async fn is_current(tx: &mut Tx, turn: &Turn<'_>, whom: &Whom) -> Result<bool> {
    let library = turn.profile.slug.as_str();
    let now = match whom.whose {
        Whose::Person(person) => {
            sqlx::query_scalar!("SELECT email FROM contact WHERE library = $1 AND person_id = $2", library, person.0)
                .fetch_optional(&mut **tx)
                .await?
                .flatten()
        }
        Whose::Subscriber(subscriber) => {
            sqlx::query_scalar!("SELECT email FROM subscriber WHERE library = $1 AND id = $2", library, subscriber.0)
                .fetch_optional(&mut **tx)
                .await?
        }
    };
    Ok(now.is_some_and(|email| email.trim().to_lowercase() == whom.address.to_lowercase()))
}

/// A new row; `None`: another worker has entered it.
async fn entered(tx: &mut Tx, turn: &Turn<'_>, whom: &Whom) -> Result<Option<Uuid>> {
    let (person, subscriber) = match whom.whose {
        Whose::Person(person) => (Some(person.0), None),
        Whose::Subscriber(subscriber) => (None, Some(subscriber.0)),
    };
    let id = turn.portal.entropy.uuid();
    let done = sqlx::query!(
        "INSERT INTO service_listed (library, id, person_id, subscriber_id, list, service, name, email, first_sent_at, sent_at, \
                                     state) \
         VALUES ($1, $2, $3, $4, $5, $6, \
                 coalesce((SELECT concat_ws(' ', CASE WHEN $9 THEN firstname END, CASE WHEN $10 THEN surname END) FROM person \
                           WHERE library = $1 AND id = $3), \
                          (SELECT CASE WHEN $9 THEN name ELSE '' END FROM subscriber WHERE library = $1 AND id = $4), ''), \
                 $7, $8, $8, 'asked') \
         ON CONFLICT DO NOTHING",
        turn.profile.slug.as_str(),
        id,
        person,
        subscriber,
        turn.list.code,
        turn.vendor.code,
        whom.address,
        turn.portal.clock.now(),
        turn.may("person.firstname"),
        turn.may("person.surname"),
    )
    .execute(&mut **tx)
    .await?;
    Ok((done.rows_affected() > 0).then_some(id))
}

/// Of somebody who was on a list of the staff's, or was to be taken off and said yes again.
async fn anew(tx: &mut Tx, turn: &Turn<'_>, id: Uuid) -> Result<()> {
    sqlx::query!(
        "UPDATE service_listed SET state = 'asked', failed_why = NULL, tries = 0, sent_at = $3 \
         WHERE library = $1 AND id = $2 AND removed_at IS NULL AND (tried_at IS NULL OR tried_at <= $4)",
        turn.profile.slug.as_str(),
        id,
        turn.portal.clock.now(),
        turn.portal.clock.now() - HELD,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

async fn asked(turn: &Turn<'_>, row: &mut Row) -> Result<End, Stop> {
    let own = row.number;
    let known = match own {
        Some(number) => Some(number),
        None => number_of(turn, &row.email).await?,
    };
    // It was never seen on the list: that it is gone, or is somebody else, is not the portal's doing.
    let is_unseen = own.is_some() && row.confirmed_at.is_none();
    if let Some(number) = known {
        match turn.at.api.get(number).await? {
            Some(entry) if entry.is(&row.email) => {
                (row.number, row.may_be_there) = (Some(number), false);
                return put_on(turn, number, &entry).await;
            }
            Some(_) if is_unseen => {
                (row.number, row.may_be_there) = (None, true);
                return Ok(End::Failed(Why::Other));
            }
            None if is_unseen => return Ok(End::Failed(Why::Gone)),
            _ => {}
        }
    }
    subscribed(turn, row).await
}

/// The person who is there already is put on the list, unless they have left it.
// Test (newsletter/service/tests/connected.rs): "l28 whoever left there is never subscribed again".
async fn put_on(turn: &Turn<'_>, number: i64, entry: &Entry) -> Result<End, Stop> {
    let list = turn.at.number;
    if entry.has_left(list) {
        return Ok(End::Failed(Why::Left));
    }
    if entry.on(list) == Some(Membership::Confirmed) {
        return Ok(End::Confirmed);
    }
    turn.at.api.add(number, list).await?;
    seen(turn, number).await
}

/// Whether it is on the list now. An answer of "done" is given also where the user has no right to the list.
async fn seen(turn: &Turn<'_>, number: i64) -> Result<End, Stop> {
    Ok(match turn.at.api.get(number).await? {
        Some(entry) if entry.on(turn.at.number) == Some(Membership::Confirmed) => End::Confirmed,
        Some(_) => End::Failed(Why::NoList),
        None => End::Failed(Why::Gone),
    })
}

/// A new one. That it may be there from now on is written before it is sent.
// Test (newsletter/service/tests/dies.rs): "a service that dies in the middle leaves nobody subscribed twice and nobody forgotten".
async fn subscribed(turn: &Turn<'_>, row: &mut Row) -> Result<End, Stop> {
    let before = row.may_be_there;
    row.may_be_there = true;
    let (is_ours, statement) = about_to_send(turn, row).await?;
    if !is_ours {
        return Ok(End::NotOurs);
    }
    let came = turn.at.api.subscribe(&row.email, &row.name, statement.as_deref(), turn.at.number).await;
    match came {
        Ok(Subscribed::As(number)) => {
            (row.number, row.may_be_there) = (Some(number), false);
            if !row.save_now(turn).await? {
                return Ok(End::NotOurs);
            }
            seen(turn, number).await
        }
        Ok(Subscribed::WasThere) => Ok(End::Failed(if before { Why::Unsure } else { Why::Exists })),
        Ok(Subscribed::Refused) => {
            row.may_be_there = before;
            Ok(End::Failed(Why::Refused))
        }
        Err(trouble) => {
            if matches!(trouble, Trouble::NotTaken(_)) {
                row.may_be_there = before;
            }
            Err(trouble.into())
        }
    }
}

/// Writes that it is about to be sent. Whether the row is still this worker's, and what its owner has said of their name or address.
async fn about_to_send(turn: &Turn<'_>, row: &Row) -> Result<(bool, Option<String>)> {
    let mut tx = turn.begin().await?;
    let is_ours = row.save(&mut tx, turn).await?;
    let statement = statement_of(&mut tx, &turn.profile.slug, row.id).await?;
    tx.commit().await?;
    Ok((is_ours, statement))
}

/// The number that an address has there, from whichever row of this library's knows one.
async fn number_of(turn: &Turn<'_>, email: &str) -> Result<Option<i64>> {
    let mut tx = turn.begin().await?;
    let found = sqlx::query_scalar!(
        "SELECT remote_id AS \"remote_id!\" FROM service_listed \
         WHERE library = $1 AND service = $2 AND lower(email) = lower($3) AND remote_id IS NOT NULL \
         ORDER BY removed_at DESC NULLS FIRST, sent_at DESC, id LIMIT 1",
        turn.profile.slug.as_str(),
        turn.vendor.code,
        email,
    )
    .fetch_optional(&mut *tx)
    .await?;
    Ok(found)
}
