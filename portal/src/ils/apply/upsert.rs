//! One value for each patron: how a file's values meet the ones already here.
//!
//! A value entered here, by the patron or at the desk, is never overwritten by a file. It is known by its entry in
//! `field_origin`, or by the source of its whole row where the row was made here. What the file says instead is noted in that
//! entry and told beside the value, until both agree. An empty cell empties the value (the
//! library no longer holds it); a column the file does not have leaves it alone. A row in which nothing differs is not
//! touched, so `sourced_at` says when the present value came.

use super::stage::Work;
use crate::Result;
use domain::{contact::Row, inventory::Class};

/// Values entered here have one of these sources.
pub(super) const ENTERED_HERE: &str = "('portal', 'desk')";

/// A table with at most one row for each patron (of each kind), and what of the file goes where.
pub(super) struct Target {
    /// The table.
    pub(super) table: &'static str,
    /// The class of data it belongs to.
    pub(super) class: Class,
    /// For `alternate_contact`: which of its kinds.
    pub(super) kind: Option<&'static str>,
    /// The columns.
    pub(super) values: &'static [Value],
}

/// One column of a [`Target`].
pub(super) struct Value {
    /// Its name in the table.
    pub(super) column: &'static str,
    /// What it is made of, over the staged row `s`.
    pub(super) from: &'static str,
    /// The fields of the record this needs at least one of.
    pub(super) needs: &'static [&'static str],
    /// Over the staged row `s`, the city in whose field this may stand too.
    pub(super) in_city: Option<&'static str>,
}

/// Prepares for [`write`].
pub(super) async fn begin(work: &mut Work<'_>) -> Result<()> {
    work.run(
        "CREATE TEMP TABLE origin (person_id uuid PRIMARY KEY, here text[], imported text[]) ON COMMIT DROP; \
         CREATE TEMP TABLE locked (id uuid PRIMARY KEY) ON COMMIT DROP",
    )
    .await?;
    find_origins(work).await
}

/// Finds which values of the people in the file were entered here, and which values in a row made here came from a
/// file after all.
async fn find_origins(work: &mut Work<'_>) -> Result<()> {
    work.run(&format!(
        "TRUNCATE origin; \
         INSERT INTO origin SELECT o.person_id, \
             array_agg(o.field) FILTER (WHERE o.source IN {ENTERED_HERE}), \
             array_agg(o.field) FILTER (WHERE o.source NOT IN {ENTERED_HERE}) \
         FROM field_origin o JOIN matched m USING (person_id) WHERE o.library = :library GROUP BY o.person_id; \
         ANALYZE origin"
    ))
    .await?;
    Ok(())
}

/// Writes one table for everybody in the file.
pub(super) async fn write(work: &mut Work<'_>, target: &Target) -> Result<()> {
    let values: Vec<&Value> =
        target.values.iter().filter(|value| value.needs.iter().any(|need| work.has(need))).collect();
    let is_person = target.table == "person";
    if values.is_empty() && !is_person {
        return Ok(());
    }
    let shape = Shape { target, key: if is_person { "id" } else { "person_id" }, work, values: &values };
    let (lock, origins, rows) = (shape.lock(), shape.origins(), shape.rows());
    // A patron may be changing the same row at this moment. Rows that differ are locked, and the origins read again: a
    // change made before the lock is seen, and one made after it waits, and comes last. Only what is locked is changed.
    if !values.is_empty() && work.run(&lock).await? > 0 {
        find_origins(work).await?;
    }
    // Only where somebody has a row that was made here is there anything to remember.
    let made_here = format!(
        "SELECT count(*) FROM (SELECT FROM {} WHERE library = :library AND source IN {ENTERED_HERE} LIMIT 1) AS one",
        target.table
    );
    if !values.is_empty() && work.count(&made_here).await? > 0 {
        work.run(&origins).await?;
    }
    work.run(&rows).await?;
    Ok(())
}

/// Notes what the file says instead of values that were entered here; how many.
// Test (ils/tests.rs): "what the librarys system says instead of a value entered here is kept until both agree".
pub(super) async fn note_otherwise(work: &mut Work<'_>, target: &Target) -> Result<u64> {
    let values: Vec<&Value> =
        target.values.iter().filter(|value| value.needs.iter().any(|need| work.has(need))).collect();
    if values.is_empty() || work.count("SELECT count(*) FROM origin WHERE here IS NOT NULL").await? == 0 {
        return Ok(0);
    }
    let key = if target.table == "person" { "id" } else { "person_id" };
    let compared = Shape { target, key, work, values: &values }.compared();
    let Some(compared) = compared else { return Ok(0) };
    // Anyone who changes such a value at this moment is not waited for: the next file says it again.
    work.run(&format!(
        "WITH noted AS ( \
             SELECT f.person_id, f.field, d.said, d.differs FROM field_origin f JOIN ({compared}) AS d \
                 ON d.person_id = f.person_id AND f.field IN (d.name, d.by_table) \
             WHERE f.library = :library AND f.source IN {ENTERED_HERE} \
               AND CASE WHEN d.differs THEN f.system_seen_at IS NULL OR f.system_value IS DISTINCT FROM d.said \
                        ELSE f.system_seen_at IS NOT NULL END \
             FOR NO KEY UPDATE OF f SKIP LOCKED) \
         UPDATE field_origin f SET system_value = CASE WHEN n.differs THEN n.said END, \
                                   system_seen_at = CASE WHEN n.differs THEN :now END \
         FROM noted n WHERE f.library = :library AND f.person_id = n.person_id AND f.field = n.field"
    ))
    .await?;
    work.count(&format!(
        "SELECT count(*) FROM field_origin f JOIN ({compared}) AS d \
             ON d.person_id = f.person_id AND f.field IN (d.name, d.by_table) \
         WHERE f.library = :library AND f.source IN {ENTERED_HERE} AND d.differs"
    ))
    .await
}

/// Numbers of telephones, which are the same however they are written.
const PHONES: [&str; 5] = ["phone", "mobile", "work_phone", "sms_number", "fax"];

/// The parts that an export keeps a street address in, and a patron types as one line.
const STREET: [&str; 3] = ["street_number", "address", "street_type"];

/// The two statements for one table.
struct Shape<'a, 'w> {
    target: &'a Target,
    key: &'static str,
    work: &'a Work<'w>,
    values: &'a [&'a Value],
}

impl Shape<'_, '_> {
    /// The value's name in `field_origin`: class and column, as the inventory has it; of an alternate contact as
    /// `domain::contact::Row::origin` has it.
    fn name(&self, value: &Value) -> String {
        match Row::of(self.target.table, self.target.kind) {
            Some(row) => row.origin(value.column),
            None => format!("{}.{}", self.target.class.code(), value.column),
        }
    }

    /// Every name the value may have been entered under: by its table too.
    fn names(&self, value: &Value) -> String {
        format!("ARRAY['{}', '{}.{}']", self.name(value), self.target.table, value.column)
    }

    fn from(&self, value: &Value) -> String {
        // A state that was written into the city's field fills the state. Where none was written there, the state stays for as
        // long as the city is the same, and is unknown once the city is another.
        match (value.in_city, value.needs) {
            (Some(city), [first, ..]) if !self.work.has(first) => {
                let Value { from, column, .. } = value;
                format!(
                    "CASE WHEN {from} IS NOT NULL THEN {from} \
                          WHEN lower(o.city) IS NOT DISTINCT FROM lower({city}) THEN o.{column} END"
                )
            }
            _ => value.from.to_owned(),
        }
    }

    fn joined(&self) -> String {
        self.joined_by("LEFT JOIN")
    }

    fn joined_by(&self, join: &str) -> String {
        let kind = self.target.kind.map_or_else(String::new, |kind| format!(" AND o.kind = '{kind}'"));
        format!(
            "FROM matched m JOIN staged s USING (line) LEFT JOIN origin k USING (person_id) \
             {join} {} o ON o.library = :library AND o.{} = m.person_id{kind}",
            self.target.table, self.key
        )
    }

    /// Remembers that a value in a row made here comes from a file.
    fn origins(&self) -> String {
        let taken = |value: &&Value| {
            let (name, column) = (self.name(value), value.column);
            format!("('{name}', o.{column} IS NULL AND ({}) IS NOT NULL)", self.from(value))
        };
        let taken: Vec<String> = self.values.iter().map(taken).collect();
        format!(
            "INSERT INTO field_origin (library, person_id, field, source, sourced_at) \
             SELECT :library, m.person_id, f.field, :source, :now {} \
             CROSS JOIN LATERAL (VALUES {}) AS f (field, taken) \
             WHERE o.source IN {ENTERED_HERE} AND f.taken ON CONFLICT DO NOTHING",
            self.joined(),
            taken.join(", ")
        )
    }

    /// `form` of every column.
    fn each(&self, form: &dyn Fn(&Value) -> String) -> Vec<String> {
        self.values.iter().map(|value| form(value)).collect()
    }

    /// What each column of `o` is to become.
    fn chosen(&self) -> String {
        let chosen = self.each(&|value| {
            let (column, names, from) = (value.column, self.names(value), self.from(value));
            // A row of one detail alone is entered here or from a file, as a whole.
            if self.target.kind.is_some() {
                return format!(
                    "CASE WHEN k.here && {names} OR o.source IN {ENTERED_HERE} THEN o.{column} ELSE {from} END AS {column}"
                );
            }
            format!(
                "CASE WHEN k.here && {names} THEN o.{column} \
                      WHEN o.source IN {ENTERED_HERE} AND NOT coalesce(k.imported && {names}, false) \
                          THEN coalesce(o.{column}, {from}) \
                      ELSE {from} END AS {column}"
            )
        });
        format!("SELECT {}", chosen.join(", "))
    }

    /// Whether a row that is there is to change.
    fn differs(&self) -> String {
        if self.values.is_empty() {
            return "false".to_owned();
        }
        let old = self.each(&|value| format!("o.{}", value.column)).join(", ");
        let new = self.each(&|value| format!("v.{}", value.column)).join(", ");
        format!("o.id IS NOT NULL AND ROW({old}) IS DISTINCT FROM ROW({new})")
    }

    /// For each person in the file and each value entered here: its names, what the file says, and whether that differs from
    /// what is held. Small letters and spaces make no difference. `None`: nothing is compared.
    fn compared(&self) -> Option<String> {
        let in_street = |column: &str| self.target.table == "contact" && STREET.contains(&column);
        let compared = self.values.iter().filter(|value| value.column == "address" || !in_street(value.column));
        let compared: Vec<String> = compared
            .map(|value| {
                let (said, held) = if in_street(value.column) {
                    let part = |column: &str| {
                        let told = self.values.iter().find(|value| value.column == column);
                        told.map_or_else(|| format!("o.{column}"), |value| self.from(value))
                    };
                    let line = |parts: [String; 3]| format!("nullif(concat_ws(' ', {}), '')", parts.join(", "));
                    (line(STREET.map(part)), line(STREET.map(|column| format!("o.{column}"))))
                } else {
                    (format!("({})::text", self.from(value)), format!("o.{}::text", value.column))
                };
                let plain = |text: &str| {
                    if PHONES.contains(&value.column) {
                        format!("right(regexp_replace({text}, '\\D', '', 'g'), 10)")
                    } else {
                        format!("lower(trim(regexp_replace({text}, '\\s+', ' ', 'g')))")
                    }
                };
                let (name, by_table) = (self.name(value), format!("{}.{}", self.target.table, value.column));
                let differs = format!("{} IS DISTINCT FROM {}", plain(&said), plain(&held));
                format!("('{name}', '{by_table}', {said}, {differs})")
            })
            .collect();
        (!compared.is_empty()).then(|| {
            format!(
                "SELECT m.person_id, v.name, v.by_table, v.said, v.differs {} \
                 CROSS JOIN LATERAL (VALUES {}) AS v (name, by_table, said, differs) \
                 WHERE k.here && ARRAY[v.name, v.by_table]",
                self.joined(),
                compared.join(", ")
            )
        })
    }

    /// Locks the rows that are to change, and notes them.
    fn lock(&self) -> String {
        format!(
            "TRUNCATE locked; \
             INSERT INTO locked SELECT o.id {} CROSS JOIN LATERAL ({}) AS v WHERE {} FOR NO KEY UPDATE OF o",
            self.joined_by("JOIN"),
            self.chosen(),
            self.differs()
        )
    }

    /// Adds or changes the rows.
    fn rows(&self) -> String {
        let Self { target, key, .. } = self;
        let table = target.table;
        let each = |form: &dyn Fn(&Value) -> String| self.each(form);
        let columns = each(&|value| format!(", {}", value.column)).concat();
        let new = each(&|value| format!(", v.{}", value.column)).concat();
        let new_list = each(&|value| format!("v.{}", value.column)).join(", ");
        let set = each(&|value| format!("{0} = excluded.{0}, ", value.column)).concat();
        let is_person = *key == "id";
        let (id_column, id) = if is_person { ("", "") } else { ("id, ", "gen_random_uuid(), ") };
        let (kind_column, kind) =
            target.kind.map_or_else(Default::default, |kind| (", kind".to_owned(), format!(", '{kind}'")));
        let conflict = if target.kind.is_some() { ", kind" } else { "" };
        // A person always has a row; of the rest only what has a value. A row that was taken away here, at this moment
        // perhaps, has left its origins: they are looked for in the very statement that finds the row missing.
        let added = match target.kind {
            None if is_person => "o.id IS NULL".to_owned(),
            None => format!("o.id IS NULL AND num_nonnulls({new_list}) > 0"),
            Some(kind) => format!(
                "o.id IS NULL AND num_nonnulls({new_list}) > 0 AND NOT EXISTS ( \
                     SELECT FROM field_origin f WHERE f.library = :library AND f.person_id = m.person_id \
                       AND f.source IN {ENTERED_HERE} AND f.field LIKE '{table}.{kind}.%')"
            ),
        };
        format!(
            "WITH written AS ( \
                 INSERT INTO {table} AS t (library, {id_column}{key}{kind_column}{columns}, source, sourced_at) \
                 SELECT :library, {id}m.person_id{kind}{new}, \
                        CASE WHEN o.source IN {ENTERED_HERE} THEN o.source ELSE :source END, \
                        CASE WHEN o.source IN {ENTERED_HERE} THEN o.sourced_at ELSE :now END \
                 {joined} CROSS JOIN LATERAL ({chosen}) AS v \
                 WHERE ({added}) OR (({differs}) AND o.id IN (SELECT id FROM locked)) \
                 ON CONFLICT (library, {key}{conflict}) DO UPDATE \
                 SET {set}source = excluded.source, sourced_at = excluded.sourced_at \
                 WHERE (t.source IN {ENTERED_HERE}) = (excluded.source IN {ENTERED_HERE}) \
                 RETURNING t.{key}) \
             INSERT INTO touched SELECT {key}, '{class}' FROM written",
            joined = self.joined(),
            chosen = self.chosen(),
            differs = self.differs(),
            class = target.class.code(),
        )
    }
}
