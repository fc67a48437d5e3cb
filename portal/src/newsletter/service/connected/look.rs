//! Reading once a day whether somebody is on the list there still, and at once where something has to be told.

use super::{
    Came, Stop, Turn,
    row::{End, Row, State, Why, begin},
    tell::tell,
};
use crate::{
    Result, consent,
    newsletter::service::listmonk::{Entry, Membership},
};
use domain::{ledger::ActorKind, words::Lang};
use uuid::Uuid;

/// What was read there.
enum Found {
    /// They are on the list, under this number.
    On(i64, Entry),
    /// They left.
    Left,
    /// They are not on it, and somebody has to look.
    Off(Why),
}

/// Reads a person's entry at the service. If they left the list there, that is a no here; if they are on it, the service is told
/// what has changed.
pub(super) async fn look(turn: &Turn<'_>, id: Uuid, lang: Lang) -> Result<Came> {
    let mut tx = turn.begin().await?;
    let Some(mut row) = begin(&mut tx, turn, id).await? else { return Ok(Came::Nothing) };
    if row.state != State::Confirmed {
        return Ok(Came::Nothing);
    }
    tx.commit().await?;
    let ended = match looked(turn, &row).await {
        Ok(Found::Left) => return left(turn, &row, lang).await,
        Ok(Found::Off(why)) => Ok(End::Failed(why)),
        Ok(Found::On(number, entry)) => {
            let ended = tell(turn, &mut row, number, &entry).await;
            // Not before: a row that was read is another worker's to begin.
            row.read_at = Some(turn.portal.clock.now());
            ended
        }
        Err(stop) => Err(stop),
    };
    row.end(turn, ended).await
}

async fn looked(turn: &Turn<'_>, row: &Row) -> Result<Found, Stop> {
    let Some(number) = row.number else { return Ok(Found::Off(Why::Gone)) };
    let Some(entry) = turn.at.api.get(number).await? else { return Ok(Found::Off(Why::Gone)) };
    if !entry.is(&row.email) {
        return Ok(Found::Off(Why::Other));
    }
    if entry.has_left(turn.at.number) {
        return Ok(Found::Left);
    }
    Ok(match entry.on(turn.at.number) {
        Some(Membership::Confirmed) => Found::On(number, entry),
        Some(_) => Found::Off(Why::Unconfirmed),
        // Somebody took them off there. Whether it was they, nobody knows; the portal does not put them back.
        None => Found::Off(Why::Gone),
    })
}

/// A no here, by the way of those who leave there. What the service keeps of it, so that it does not write to them, stays there.
async fn left(turn: &Turn<'_>, row: &Row, lang: Lang) -> Result<Came> {
    let mut tx = turn.begin().await?;
    if let Some(whose) = row.whose {
        let actor = (ActorKind::System, None);
        consent::left_at_service(&mut tx, turn.portal, turn.profile, whose, turn.list, actor, lang).await?;
    }
    if !row.off(&mut tx, turn, "service").await? {
        return Ok(Came::Nothing);
    }
    tx.commit().await?;
    Ok(Came::Left)
}
