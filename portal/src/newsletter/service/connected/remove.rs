//! Taking somebody off there.

use super::{
    Came, Stop, Turn,
    row::{End, Row, State, Why, begin},
};
use crate::{Result, newsletter::service::listmonk::Membership};
use uuid::Uuid;

/// Takes somebody off the list there, and deletes them there where they are on no other.
pub(super) async fn remove(turn: &Turn<'_>, id: Uuid) -> Result<Came> {
    let mut tx = turn.begin().await?;
    let Some(mut row) = begin(&mut tx, turn, id).await? else { return Ok(Came::Nothing) };
    if row.state != State::ToRemove {
        (row.state, row.why, row.tries) = (State::ToRemove, None, 0);
    }
    row.save(&mut tx, turn).await?;
    tx.commit().await?;
    let ended = removed(turn, &row).await;
    row.end(turn, ended).await
}

async fn removed(turn: &Turn<'_>, row: &Row) -> Result<End, Stop> {
    let Some(number) = row.number else {
        return Ok(if row.may_be_there { End::Failed(Why::NoNumber) } else { End::Off("portal") });
    };
    let (api, list) = (turn.at.api, turn.at.number);
    let Some(entry) = api.get(number).await? else { return Ok(End::Off("portal")) };
    if !entry.is(&row.email) {
        return Ok(End::Failed(Why::NotRemoved));
    }
    // Nothing is sent to whom the service has on its list of those it never writes to, and without that entry it would forget it.
    if entry.is_blocklisted {
        return Ok(End::Off("service"));
    }
    let is_another = |(other, membership): &(i64, Membership)| {
        *other != list && !(turn.at.keeps(*other) && *membership == Membership::Unsubscribed)
    };
    let stays = entry.lists.iter().any(is_another) || is_for_another(turn, row.id, number).await?;
    match entry.on(list) {
        _ if !stays => api.delete(number).await?,
        Some(_) => api.remove(number, list).await?,
        None => return Ok(End::Off("portal")),
    }
    Ok(match api.get(number).await? {
        None => End::Off("portal"),
        Some(entry) if stays && entry.on(list).is_none() => End::Off("portal"),
        Some(_) => End::Failed(Why::NotRemoved),
    })
}

/// Whether the same address is there, or about to be, for another newsletter.
async fn is_for_another(turn: &Turn<'_>, id: Uuid, number: i64) -> Result<bool> {
    let mut tx = turn.begin().await?;
    Ok(sqlx::query_scalar!(
        "SELECT EXISTS (SELECT FROM service_listed WHERE library = $1 AND service = $2 AND remote_id = $3 AND id <> $4 \
                        AND list <> $5 AND removed_at IS NULL AND state IN ('asked', 'confirmed')) AS \"is!\"",
        turn.profile.slug.as_str(),
        turn.vendor.code,
        number,
        id,
        turn.list.code,
    )
    .fetch_one(&mut *tx)
    .await?)
}
