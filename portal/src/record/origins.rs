//! Values that came from elsewhere than their row did.

use super::Source;
use crate::{Result, db::Tx, ids::PersonId};
use chrono::{DateTime, Utc};
use domain::{
    ids::LibrarySlug,
    inventory::{Class, Relation, Rows},
};
use std::collections::HashMap;

/// The sources of single values of one person, by `contact.email`: the table's or the class's name and the column's.
#[derive(Debug, Default)]
pub(crate) struct Origins(HashMap<String, Source>);

impl Origins {
    /// Reads them.
    pub(crate) async fn read(tx: &mut Tx, library: &LibrarySlug, person: PersonId) -> Result<Self> {
        let found = sqlx::query!(
            "SELECT field, source, sourced_at FROM field_origin WHERE library = $1 AND person_id = $2",
            library.as_str(),
            person.0,
        )
        .fetch_all(&mut **tx)
        .await?;
        Ok(Self(found.into_iter().map(|one| (one.field, Source { code: one.source, at: one.sourced_at })).collect()))
    }

    /// Notes that this value (`contact.email`) came from `source` now: a file that is loaded later leaves it alone.
    pub(crate) async fn write(
        tx: &mut Tx,
        library: &LibrarySlug,
        person: PersonId,
        field: &str,
        source: &str,
        now: DateTime<Utc>,
    ) -> Result<()> {
        sqlx::query!(
            "INSERT INTO field_origin (library, person_id, field, source, sourced_at) VALUES ($1, $2, $3, $4, $5) \
             ON CONFLICT (library, person_id, field) \
             DO UPDATE SET source = EXCLUDED.source, sourced_at = EXCLUDED.sourced_at",
            library.as_str(),
            person.0,
            field,
            source,
            now,
        )
        .execute(&mut **tx)
        .await?;
        Ok(())
    }

    /// Where the value in this column came from, if other than its row. A list's rows each have a source of their own,
    /// so only relations of one row a person are asked about.
    pub(super) fn of(&self, class: Class, relation: &Relation, column: &str) -> Option<&Source> {
        if self.0.is_empty() || relation.rows != Rows::One {
            return None;
        }
        let named = |name: &str| self.0.get(&format!("{name}.{column}"));
        named(relation.name).or_else(|| named(class.code()))
    }
}
