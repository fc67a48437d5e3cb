//! What stands beside single values: where they came from, if from elsewhere than their row, what the library's own system says
//! instead, and what their person states.

use super::{Cell, InSystem, Source, Value, read::told};
use crate::{Result, db::Tx, ids::PersonId};
use chrono::{DateTime, Utc};
use domain::{
    contact,
    decision::Share,
    ids::LibrarySlug,
    inventory::{Class, Field, Kind, Relation, Rows, Visibility, info},
};
use std::collections::HashMap;
use uuid::Uuid;

/// The sources of single values of one person, by `contact.email`: the table's or the class's name and the column's; and the
/// statements beside values, by table, column and row. Anyone who reads a row reads it with these, so that a statement goes
/// with its value wherever that is told.
#[derive(Debug, Default)]
pub(crate) struct Origins {
    sources: HashMap<String, Source>,
    /// What the library's own system says instead, and since when; none: that it has no value.
    in_system: HashMap<String, (Option<String>, DateTime<Utc>)>,
    statements: HashMap<(String, String), Vec<(Uuid, String)>>,
}

/// What of it is read.
enum Wanted {
    /// All of it.
    All,
    /// What stands beside some values.
    These {
        /// As `field_origin` names them.
        fields: Vec<String>,
        /// As the inventory names them: table and column.
        columns: Vec<String>,
    },
}

impl Origins {
    /// Reads all of them, for the patron.
    pub(crate) async fn read(tx: &mut Tx, library: &LibrarySlug, person: PersonId) -> Result<Self> {
        Self::read_some(tx, library, person, &Wanted::All).await
    }

    /// Reads those of the values that may be told, and no others: what stands beside a value is as much of the record as it.
    // Test (record/tests.rs): "s2 of what may not be told nothing is selected".
    pub(crate) async fn read_told(
        tx: &mut Tx,
        library: &LibrarySlug,
        person: PersonId,
        shares: &[Share],
    ) -> Result<Self> {
        let (mut fields, mut columns) = (Vec::new(), Vec::new());
        for share in shares {
            for relation in info(share.class).relations {
                for field in relation.fields.iter().filter(|field| told(share, relation, field.column)) {
                    let column = format!("{}.{}", relation.name, field.column);
                    let rows = [contact::Row::Contact, contact::Row::SecondAddress, contact::Row::OtherPerson];
                    let rows = rows.into_iter().filter(|row| row.relation() == relation.name);
                    fields.extend(rows.map(|row| row.origin(field.column)));
                    fields.push(format!("{}.{}", share.class.code(), field.column));
                    fields.push(column.clone());
                    columns.push(column);
                }
            }
        }
        Self::read_some(tx, library, person, &Wanted::These { fields, columns }).await
    }

    async fn read_some(tx: &mut Tx, library: &LibrarySlug, person: PersonId, wanted: &Wanted) -> Result<Self> {
        let (all, fields, columns): (bool, &[String], &[String]) = match wanted {
            Wanted::All => (true, &[], &[]),
            Wanted::These { fields, columns } => (false, fields.as_slice(), columns.as_slice()),
        };
        let found = sqlx::query!(
            "SELECT field, source, sourced_at, system_value, system_seen_at FROM field_origin \
             WHERE library = $1 AND person_id = $2 AND ($3 OR field = ANY($4))",
            library.as_str(),
            person.0,
            all,
            fields,
        )
        .fetch_all(&mut **tx)
        .await?;
        let (mut sources, mut in_system) = (HashMap::new(), HashMap::new());
        for one in found {
            if let Some(since) = one.system_seen_at {
                in_system.insert(one.field.clone(), (one.system_value, since));
            }
            sources.insert(one.field, Source { code: one.source, at: one.sourced_at });
        }
        let stated = sqlx::query!(
            "SELECT of_relation, of_column, of_row, statement AS \"statement!\" FROM correction \
             WHERE library = $1 AND person_id = $2 AND statement IS NOT NULL \
               AND ($3 OR of_relation || '.' || of_column = ANY($4)) ORDER BY stated_at, id",
            library.as_str(),
            person.0,
            all,
            columns,
        )
        .fetch_all(&mut **tx)
        .await?;
        let mut statements: HashMap<_, Vec<_>> = HashMap::new();
        for one in stated {
            statements.entry((one.of_relation, one.of_column)).or_default().push((one.of_row, one.statement));
        }
        Ok(Self { sources, in_system, statements })
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

    /// Puts beside each value of a row what the library's own system says instead.
    // Test (record/tests.rs): "what the librarys system says stands beside a value entered here until both agree".
    pub(super) fn beside(&self, class: Class, relation: &Relation, cells: &mut [Cell]) {
        if self.in_system.is_empty() {
            return;
        }
        let kind = cells.iter().find_map(|cell| match &cell.value {
            Value::Text(kind) if cell.field.column == "kind" => Some(kind.clone()),
            _ => None,
        });
        let row = contact::Row::of(relation.name, kind.as_deref());
        if relation.rows != Rows::One && row.is_none() {
            return;
        }
        for cell in cells.iter_mut().filter(|cell| !matches!(cell.field.shown, Visibility::Withheld(_))) {
            let column = cell.field.column;
            let named = |name: &str| self.in_system.get(&format!("{name}.{column}"));
            let said = row.and_then(|row| self.in_system.get(&row.origin(column))).or_else(|| {
                if relation.rows == Rows::One { named(relation.name).or_else(|| named(class.code())) } else { None }
            });
            let value = said.and_then(|(said, _)| read_as(cell.field, said.as_deref()));
            cell.in_system = said
                .zip(value)
                .filter(|(_, value)| *value != cell.value)
                .map(|((_, since), value)| InSystem { value, since: *since });
        }
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

/// What a file said of this field, as a value of its kind; `None` where it cannot be read as one.
fn read_as(field: &Field, said: Option<&str>) -> Option<Value> {
    let Some(said) = said else { return Some(Value::Missing) };
    match field.kind {
        Kind::Text | Kind::LongText | Kind::Code(_) | Kind::Email | Kind::Phone | Kind::CardNumber => {
            Some(Value::Text(said.to_owned()))
        }
        Kind::YesNo => said.parse().ok().map(Value::YesNo),
        Kind::Date => said.parse().ok().map(Value::Date),
        Kind::Count => said.parse().ok().map(Value::Count),
        Kind::Cents => said.parse().ok().map(Value::Cents),
        Kind::Moment | Kind::Codes => None,
    }
}
