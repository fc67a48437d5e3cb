//! Whose card it is.

use crate::{Portal, Result, authority::Patron, db::Tx, ids::PersonId};
use chrono::{DateTime, Utc};
use domain::{parse::CardNumber, profile::Profile};

/// The person behind an open card, and what is known of their secret.
#[derive(Debug, Clone)]
pub(crate) struct Holder {
    pub(crate) person: PersonId,
    /// The hash of the PIN or password, once there is one.
    pub(super) hash: Option<String>,
    /// When that secret was set.
    pub(super) set_at: Option<DateTime<Utc>>,
}

/// The number as it is stored, where `text` can be one of this library's.
pub(crate) fn number(text: &str, profile: &Profile) -> Option<String> {
    CardNumber::parse(text, &profile.card).ok().map(|number| number.expose().to_owned())
}

/// Who holds an open card today, not who had its number before ([`crate::holders`]). A lost, replaced or closed card has no
/// holder; a card whose membership has expired still has one.
pub(crate) async fn holder(tx: &mut Tx, profile: &Profile, number: &str) -> Result<Option<Holder>> {
    let row = sqlx::query!(
        "SELECT card.person_id, credential.hash AS \"hash?\", credential.set_at AS \"set_at?\" FROM card \
         LEFT JOIN credential ON credential.library = card.library AND credential.person_id = card.person_id \
         WHERE card.library = $1 AND card.number = $2 AND card.status = 'active'",
        profile.slug.as_str(),
        number,
    )
    .fetch_optional(&mut **tx)
    .await?;
    Ok(row.map(|row| Holder { person: PersonId(row.person_id), hash: row.hash, set_at: row.set_at }))
}

/// The numbers of a person's open cards.
pub(super) async fn open_cards(tx: &mut Tx, profile: &Profile, person: PersonId) -> Result<Vec<String>> {
    Ok(sqlx::query_scalar!(
        "SELECT number FROM card WHERE library = $1 AND person_id = $2 AND status = 'active'",
        profile.slug.as_str(),
        person.0,
    )
    .fetch_all(&mut **tx)
    .await?)
}

/// The number that a password manager keeps the patron's PIN or password under: that of their open card. None where they have
/// none, or more than one, and it is not known which of them they signed in with.
///
/// # Errors
/// When the database is away.
// Test (access/tests/change_of_secret.rs): "the number for a password manager is that of the only open card".
pub async fn number_to_keep(portal: &Portal, patron: &Patron) -> Result<Option<String>> {
    let mut tx = portal.db.begin(patron.scope()).await?;
    let mut cards = open_cards(&mut tx, patron.profile(), patron.person()).await?;
    Ok(if cards.len() == 1 { cards.pop() } else { None })
}
