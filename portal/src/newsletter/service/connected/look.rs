//! Reading once a day whether somebody is on the list there still.

use super::{
    Came, Stop, Turn,
    row::{End, Row, State, Why, begin},
};
use crate::{Result, consent, newsletter::service::listmonk::Membership};
use domain::{ledger::ActorKind, words::Lang};
use uuid::Uuid;

/// Reads it; anyone who left there has said no here.
pub(super) async fn look(turn: &Turn<'_>, id: Uuid, lang: Lang) -> Result<Came> {
    let mut tx = turn.begin().await?;
    let Some(mut row) = begin(&mut tx, turn, id).await? else { return Ok(Came::Nothing) };
    if row.state != State::Confirmed {
        return Ok(Came::Nothing);
    }
    tx.commit().await?;
    match looked(turn, &row).await {
        Ok(None) => left(turn, &row, lang).await,
        Ok(Some(ended)) => {
            if matches!(ended, End::Same) {
                row.read_at = Some(turn.portal.clock.now());
            }
            row.end(turn, Ok(ended)).await
        }
        Err(stop) => row.end(turn, Err(stop)).await,
    }
}

/// `None`: they left.
async fn looked(turn: &Turn<'_>, row: &Row) -> Result<Option<End>, Stop> {
    let Some(number) = row.number else { return Ok(Some(End::Failed(Why::Gone))) };
    let Some(entry) = turn.at.api.get(number).await? else { return Ok(Some(End::Failed(Why::Gone))) };
    if !entry.is(&row.email) {
        return Ok(Some(End::Failed(Why::Other)));
    }
    if entry.has_left(turn.at.number) {
        return Ok(None);
    }
    // They were taken off there, perhaps by themselves. The portal does not put them back.
    let is_on = entry.on(turn.at.number) == Some(Membership::Confirmed);
    Ok(Some(if is_on { End::Same } else { End::Failed(Why::Gone) }))
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
