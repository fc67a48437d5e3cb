//! Lists: what of a source's rows is here already, what changed, what is new, and what is gone.
//!
//! A list has no number of its own in most systems' exports, so a row is found again by what it says. Rows that differ in
//! anything are several: two copies of one title held on one day are two holds. They are paired with those that are here in
//! turns, the most alike first, each with one at most.

use super::stage::Work;
use crate::Result;

/// A table with any number of rows for each patron, filled from the temporary table `row_of` (`l`), which has the same
/// columns.
pub(super) struct List {
    /// The table.
    pub(super) table: &'static str,
    /// The class of data it belongs to.
    pub(super) class: &'static str,
    /// Which rows of `row_of` belong in it.
    pub(super) when: &'static str,
    /// Its columns, each with the field of the record it comes from.
    pub(super) columns: &'static [(&'static str, &'static str)],
    /// By what a row is known again, over `l` and over `t`, the most telling first.
    pub(super) known_by: &'static [(&'static str, &'static str)],
}

impl List {
    /// The columns that the source speaks of.
    fn told<'w>(&self, work: &'w Work<'_>) -> impl Iterator<Item = &'static str> + use<'w> {
        let columns = self.columns;
        columns.iter().filter(|(_, field)| work.has(field)).map(|(column, _)| *column)
    }

    fn row(&self, of: &str, work: &Work<'_>) -> String {
        let columns: Vec<String> = self.told(work).map(|column| format!("{of}.{column}")).collect();
        format!("ROW({})", columns.join(", "))
    }

    /// Pairs rows with those that are here, and gives the others an id of their own.
    pub(super) async fn pair(&self, work: &mut Work<'_>) -> Result<()> {
        let Self { table, when, .. } = self;
        let alike = (self.row("l", work), self.row("t", work));
        let passes = [(alike.0.as_str(), alike.1.as_str())].into_iter().chain(self.known_by.iter().copied());
        for (l_key, t_key) in passes {
            work.run(&format!(
                "WITH theirs AS ( \
                     SELECT l.line, l.person_id, ({l_key})::text AS key, \
                            row_number() OVER (PARTITION BY l.person_id, ({l_key})::text ORDER BY l.line) AS turn \
                     FROM row_of l WHERE l.id IS NULL AND {when}), \
                 ours AS ( \
                     SELECT t.id, t.person_id, ({t_key})::text AS key, \
                            row_number() OVER (PARTITION BY t.person_id, ({t_key})::text ORDER BY t.id) AS turn \
                     FROM {table} t WHERE t.library = :library AND t.person_id IN (SELECT person_id FROM theirs) \
                     AND NOT EXISTS (SELECT FROM row_of x WHERE x.id = t.id)) \
                 UPDATE row_of l SET id = ours.id, is_new = false FROM theirs JOIN ours USING (person_id, key, turn) \
                 WHERE l.line = theirs.line"
            ))
            .await?;
        }
        work.run(&format!("UPDATE row_of l SET id = gen_random_uuid(), is_new = true WHERE l.id IS NULL AND {when}"))
            .await?;
        Ok(())
    }

    /// Writes what changed and what is new; `except` finds rows of `l` that are not to be.
    pub(super) async fn write(&self, work: &mut Work<'_>, except: &str) -> Result<()> {
        let Self { table, class, when, .. } = self;
        let columns: Vec<&str> = self.told(work).collect();
        let set: Vec<String> = columns.iter().map(|column| format!("{column} = l.{column}")).collect();
        let new: Vec<String> = columns.iter().map(|column| format!("l.{column}")).collect();
        let (ours, theirs) = (self.row("t", work), self.row("l", work));
        let (set, columns, new) = (set.join(", "), columns.join(", "), new.join(", "));
        work.count_changes(&format!(
            "WITH changed AS ( \
                 UPDATE {table} t SET {set}, source = :source, sourced_at = :now FROM row_of l \
                 WHERE t.library = :library AND t.id = l.id AND NOT l.is_new AND {when} AND NOT ({except}) \
                 AND {ours} IS DISTINCT FROM {theirs} RETURNING t.person_id), \
             added AS ( \
                 INSERT INTO {table} AS t (library, id, person_id, {columns}, source, sourced_at) \
                 SELECT :library, l.id, l.person_id, {new}, :source, :now FROM row_of l \
                 WHERE l.is_new AND {when} AND NOT ({except}) RETURNING t.person_id), \
             said AS (INSERT INTO touched SELECT person_id, '{class}' FROM changed \
                      UNION ALL SELECT person_id, '{class}' FROM added) \
             SELECT (SELECT count(*) FROM added), (SELECT count(*) FROM changed)"
        ))
        .await
    }
}

/// Counts the rows that said nothing new: word for word what an earlier row says.
pub(super) async fn count_same(work: &mut Work<'_>) -> Result<()> {
    let same = work.count("SELECT (SELECT count(*) FROM matched) - (SELECT count(*) FROM row_of)").await?;
    work.findings.remark(crate::ils::Remark::SameTwice, same);
    Ok(())
}
