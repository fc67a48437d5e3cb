//! A list as a file, for the service to read: address and name; and a person's statement, where they said that one of these is
//! wrong and the library kept it (Conn. Gen. Stat. § 4-193(h)). It says who they are, so it is the Director's to take (S2).

use super::{
    make::{event_of, readers},
    service_list,
};
use crate::{
    Portal, Result,
    authority::{Director, Editor},
    ledger::{self, Event},
    spreadsheet,
};
use domain::ledger::Action;
use std::collections::HashSet;
use uuid::Uuid;

/// The list as CSV, UTF-8, one line for an address. Anyone who said no since it was made is not in it. `None`: there is no such
/// list, it is destroyed, its time is over, a newer one was made, or the portal is connected to the service by now.
///
/// # Errors
/// When the database is away.
pub async fn file(portal: &Portal, director: &Director, code: &str, id: Uuid) -> Result<Option<String>> {
    let editor = &Editor::from(director);
    let profile = editor.profile();
    let Some((list, _)) = service_list(profile, code) else { return Ok(None) };
    if portal.services.of_list(profile, list).is_some() {
        return Ok(None);
    }
    let now = portal.clock.now();
    let mut tx = portal.db.begin(editor.scope()).await?;
    let newest = sqlx::query!(
        "SELECT id, expires_at, destroyed_at FROM service_list WHERE library = $1 AND list = $2 \
         ORDER BY made_at DESC, id LIMIT 1",
        profile.slug.as_str(),
        list.code,
    )
    .fetch_optional(&mut *tx)
    .await?;
    let is_open = newest.is_some_and(|one| one.id == id && one.destroyed_at.is_none() && one.expires_at > now);
    if !is_open {
        return Ok(None);
    }
    let all = readers(&mut tx, profile, list).await?;
    let mut wanted: HashSet<String> =
        all.iter().filter_map(|one| one.address.as_deref()).map(|address| address.trim().to_lowercase()).collect();
    let rows = sqlx::query!(
        "SELECT email, name, (SELECT string_agg(c.statement, '; ' ORDER BY c.stated_at, c.id) FROM correction c \
                              WHERE c.library = listed.library AND c.person_id = listed.person_id \
                                AND (c.of_relation = 'contact' AND c.of_column = 'email' \
                                     OR listed.name <> '' AND c.of_relation = 'person' AND c.of_column IN ('firstname', 'surname'))) AS statement \
         FROM service_listed AS listed \
         WHERE library = $1 AND list_id = $2 AND removed_at IS NULL ORDER BY lower(email), first_sent_at, id",
        profile.slug.as_str(),
        id,
    )
    .fetch_all(&mut *tx)
    .await?;
    let mut out = String::new();
    // A service reads two columns; the third is there when somebody has said something.
    let stated = rows.iter().any(|row| row.statement.is_some());
    let heads = ["email", "name", "statement"].into_iter().map(str::to_owned);
    spreadsheet::line(&mut out, heads.take(if stated { 3 } else { 2 }))?;
    for row in rows {
        // Two people with one address are one line there.
        if wanted.remove(&row.email.to_lowercase()) {
            let said = stated.then(|| spreadsheet::guarded(row.statement.as_deref().unwrap_or_default()));
            spreadsheet::line(&mut out, [row.email, spreadsheet::guarded(&row.name)].into_iter().chain(said))?;
        }
    }
    let event = Event { purpose: Some(&list.code), ..event_of(portal, editor, None, Action::ServiceListTaken) };
    ledger::append(&mut tx, &*portal.entropy, event).await?;
    tx.commit().await?;
    Ok(Some(out))
}
