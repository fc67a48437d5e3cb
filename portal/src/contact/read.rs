//! The details as they stand, and the changes that are under way.

use super::pending::{self, Pending};
use crate::{Portal, Result, authority::Patron, db::Tx, ids::PersonId};
use chrono::{DateTime, Utc};
use domain::{
    contact::{Change, Detail, Row, in_words},
    ids::LibrarySlug,
    words::Lang,
};
use std::collections::BTreeMap;

/// What the record holds to reach a patron by.
#[derive(Debug, Clone, Default)]
pub struct Details {
    rows: BTreeMap<Row, BTreeMap<String, String>>,
    /// What the library's own system says instead of values entered here, by their names in `field_origin`, and since when.
    system: BTreeMap<String, (Option<String>, DateTime<Utc>)>,
    /// Whether the e-mail address was confirmed by a link sent to it.
    pub email_verified: bool,
    /// Changes under way, newest first.
    pub pending: Vec<Pending>,
}

impl Details {
    /// A detail as people write it; empty where the record has no value.
    pub fn in_words(&self, detail: Detail, lang: Lang) -> String {
        in_words(detail, lang, |column| self.value(detail, column))
    }

    /// What a form begins with: a column's value. An address that an export keeps in parts is one line.
    pub fn typed(&self, detail: Detail, column: &str) -> String {
        let one = |column: &str| self.value(detail, column);
        if detail == Detail::Address && column == "address" {
            let parts = ["street_number", "address", "street_type"];
            return parts.into_iter().filter_map(one).collect::<Vec<_>>().join(" ");
        }
        one(column).unwrap_or_default()
    }

    /// Whether a change would change nothing.
    pub fn has(&self, change: &Change) -> bool {
        let detail = change.detail;
        let inputs = detail.inputs().iter();
        inputs.map(|input| input.name).all(|name| self.typed(detail, name) == change.value(name).unwrap_or_default())
    }

    fn value(&self, detail: Detail, column: &str) -> Option<String> {
        self.rows.get(&detail.row())?.get(column).cloned()
    }

    /// What the library's own system says instead of a detail that was entered here, as people write it (empty: it has none), and
    /// since when. `None`: both agree, or no file has said anything else.
    // Test (contact/tests/mod.rs): "what the librarys system says stands beside the detail until both agree".
    pub fn in_system(&self, detail: Detail, lang: Lang) -> Option<(String, DateTime<Utc>)> {
        let other = |column: &str| self.system.get(&detail.row().origin(column));
        let since = detail.columns().filter_map(other).map(|(_, since)| *since).max()?;
        let there = in_words(detail, lang, |column| match other(column) {
            Some((said, _)) => said.clone(),
            None => self.value(detail, column),
        });
        (there != self.in_words(detail, lang)).then_some((there, since))
    }

    /// The change of this detail that is under way.
    pub fn under_way(&self, detail: Detail) -> Option<&Pending> {
        self.pending.iter().find(|pending| pending.detail == detail)
    }
}

/// The patron's contact details and the changes under way.
///
/// # Errors
/// When the database is away.
pub async fn details(portal: &Portal, patron: &Patron) -> Result<Details> {
    let mut tx = portal.db.begin(patron.scope()).await?;
    let mut details = present(&mut tx, patron.library(), patron.person()).await?;
    details.pending = pending::under_way(&mut tx, patron.library(), patron.person(), portal.clock.now()).await?;
    Ok(details)
}

/// The details without what is under way.
pub(super) async fn present(tx: &mut Tx, library: &LibrarySlug, person: PersonId) -> Result<Details> {
    let found = sqlx::query!(
        "SELECT 'contact' AS \"relation!\", NULL AS kind, to_jsonb(contact) AS \"columns!\", EXISTS ( \
             SELECT FROM verified_email \
             WHERE verified_email.library = contact.library AND verified_email.person_id = contact.person_id \
               AND verified_email.email = contact.email) AS \"verified!\" \
         FROM contact WHERE library = $1 AND person_id = $2 \
         UNION ALL \
         SELECT 'alternate_contact', kind, to_jsonb(alternate_contact), false \
         FROM alternate_contact WHERE library = $1 AND person_id = $2",
        library.as_str(),
        person.0,
    )
    .fetch_all(&mut **tx)
    .await?;
    let mut details = Details::default();
    for one in found {
        let Some(row) = Row::of(&one.relation, one.kind.as_deref()) else { continue };
        let columns = one.columns.as_object().into_iter().flatten().filter_map(|(column, value)| {
            let value = value.as_str().filter(|value| !value.is_empty())?;
            Some((column.clone(), value.to_owned()))
        });
        details.rows.insert(row, columns.collect());
        details.email_verified |= one.verified;
    }
    let otherwise = sqlx::query!(
        "SELECT field, system_value, system_seen_at AS \"since!\" FROM field_origin \
         WHERE library = $1 AND person_id = $2 AND system_seen_at IS NOT NULL",
        library.as_str(),
        person.0,
    )
    .fetch_all(&mut **tx)
    .await?;
    details.system = otherwise.into_iter().map(|one| (one.field, (one.system_value, one.since))).collect();
    Ok(details)
}
