//! What stands beside single values: where they came from, if from elsewhere than their row, and what their person states.

use super::Source;
use crate::{Result, db::Tx, ids::PersonId};
use chrono::{DateTime, Utc};
use domain::{
    ids::LibrarySlug,
    inventory::{Class, Relation, Rows},
};
use std::collections::HashMap;
use uuid::Uuid;

/// The sources of single values of one person, by `contact.email`: the table's or the class's name and the column's; and the
/// statements beside values, by table, column and row. Whoever reads a row reads it with these, so that a statement goes
/// with its value wherever that is told.
#[derive(Debug, Default)]
pub(crate) struct Origins {
    sources: HashMap<String, Source>,
    statements: HashMap<(String, String), Vec<(Uuid, String)>>,
}

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
        let sources =
            found.into_iter().map(|one| (one.field, Source { code: one.source, at: one.sourced_at })).collect();
        let stated = sqlx::query!(
            "SELECT of_relation, of_column, of_row, statement AS \"statement!\" FROM correction \
             WHERE library = $1 AND person_id = $2 AND statement IS NOT NULL ORDER BY stated_at, id",
            library.as_str(),
            person.0,
        )
        .fetch_all(&mut **tx)
        .await?;
        let mut statements: HashMap<_, Vec<_>> = HashMap::new();
        for one in stated {
            statements.entry((one.of_relation, one.of_column)).or_default().push((one.of_row, one.statement));
        }
        Ok(Self { sources, statements })
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
        if self.sources.is_empty() || relation.rows != Rows::One {
            return None;
        }
        let named = |name: &str| self.sources.get(&format!("{name}.{column}"));
        named(relation.name).or_else(|| named(class.code()))
    }

    /// What the person states beside the value in this column of this row. A relation of one row a person has it whatever the
    /// row is called today.
    pub(super) fn statement(&self, relation: &Relation, row: Uuid, column: &str) -> Option<&str> {
        if self.statements.is_empty() {
            return None;
        }
        let all = self.statements.get(&(relation.name.to_owned(), column.to_owned()))?;
        let of_this = all.iter().rev().find(|(of, _)| relation.rows == Rows::One || *of == row);
        of_this.map(|(_, statement)| statement.as_str())
    }
}
