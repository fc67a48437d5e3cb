//! One import at work: its transaction, its temporary tables, and what it has found.
//!
//! Statements here are assembled from names in this module's own tables, so they are not checked when compiled; each
//! is run by the tests. Nothing from the file is ever part of a statement: rows reach Postgres by `COPY` alone.

use crate::{
    Result,
    db::Tx,
    ils::{
        Options,
        record::Record,
        report::{Findings, LISTED, Problem, Reason, Remark},
        source::Source,
    },
};
use chrono::{DateTime, SecondsFormat, Utc};
use domain::{ids::LibrarySlug, parse::CardNumber};
use sqlx::{AssertSqlSafe, PgConnection, postgres::PgCopyIn};
use uuid::Uuid;

/// Fewer rows than this may always go.
const MUCH: u64 = 20;
/// Beyond this share of the rows there are, somebody has to say that it is right.
const MUCH_PERCENT: u64 = 10;

/// An import at work.
pub(in crate::ils) struct Work<'t> {
    tx: &'t mut Tx,
    library: String,
    now: String,
    /// What the source calls a field.
    name: fn(&'static str) -> &'static str,
    /// Which kind of source it is, for the patron's activity.
    brought_by: &'static str,
    /// How to read the source and what to do with it.
    pub(in crate::ils) options: Options,
    /// The fields that the source speaks of.
    pub(in crate::ils) told: Vec<&'static str>,
    /// Problems and remarks so far.
    pub(in crate::ils) findings: Findings,
    /// Rows added.
    pub(in crate::ils) added: u64,
    /// Rows changed.
    pub(in crate::ils) changed: u64,
    /// Rows taken away.
    pub(in crate::ils) removed: u64,
    /// Whether more would be taken away than anybody has said is right: then nothing may last.
    pub(in crate::ils) removes_too_much: bool,
}

impl<'t> Work<'t> {
    /// Makes the temporary tables and waits for any other import into this library to end.
    pub(in crate::ils) async fn begin<S: Source>(
        tx: &'t mut Tx,
        library: &LibrarySlug,
        brought_by: &'static str,
        now: DateTime<Utc>,
        options: Options,
    ) -> Result<Self> {
        let mut work = Self {
            tx,
            library: library.as_str().to_owned(),
            now: now.to_rfc3339_opts(SecondsFormat::Micros, true),
            name: S::name,
            brought_by,
            options,
            told: vec![],
            findings: Findings::default(),
            added: 0,
            changed: 0,
            removed: 0,
            removes_too_much: false,
        };
        // Held by the transaction, so that it is safe behind PgBouncer too.
        work.run("SELECT pg_advisory_xact_lock(hashtextextended('import ' || :library, 0))").await?;
        work.run("SET LOCAL work_mem = '64MB'").await?;
        let columns: Vec<String> =
            S::Record::FIELDS.iter().map(|field| format!("{} {}", field.name, field.sql)).collect();
        work.run(&format!("CREATE TEMP TABLE staged (line bigint, {}) ON COMMIT DROP", columns.join(", "))).await?;
        work.run(
            "CREATE TEMP TABLE refused (line bigint PRIMARY KEY) ON COMMIT DROP; \
             CREATE TEMP TABLE matched (line bigint, person_id uuid, is_new boolean, new_card boolean) ON COMMIT DROP; \
             CREATE TEMP TABLE touched (person_id uuid, class text) ON COMMIT DROP",
        )
        .await?;
        Ok(work)
    }

    /// The way into the staging table.
    pub(in crate::ils) async fn copy(&mut self) -> Result<PgCopyIn<&mut PgConnection>> {
        let tx: &mut PgConnection = self.tx;
        Ok(tx.copy_in_raw("COPY staged FROM STDIN").await?)
    }

    /// Tells Postgres what was staged, so that it joins well.
    pub(in crate::ils) async fn index(&mut self) -> Result<()> {
        self.run("CREATE INDEX ON staged (line); CREATE INDEX ON staged (card); ANALYZE staged").await?;
        Ok(())
    }

    /// Whether the source speaks of this field.
    pub(in crate::ils) fn has(&self, field: &str) -> bool {
        self.told.contains(&field)
    }

    /// What the source calls this field.
    fn name(&self, field: &'static str) -> &'static str {
        (self.name)(field)
    }

    /// Puts the library's name, the source and the time in the place of `:library`, `:source` and `:now`.
    fn fill(&self, sql: &str) -> AssertSqlSafe<String> {
        // The short names of a library and of its system are letters, digits and hyphens; the rest is made here.
        AssertSqlSafe(
            sql.replace(":library", &format!("'{}'", self.library))
                .replace(":source", &format!("'{}'", self.options.files.system))
                .replace(":brought_by", &format!("'{}'", self.brought_by))
                .replace(":now", &format!("'{}'::timestamptz", self.now)),
        )
    }

    /// Runs statements; returns how many rows they touched.
    pub(in crate::ils) async fn run(&mut self, sql: &str) -> Result<u64> {
        let sql = self.fill(sql);
        let tx: &mut PgConnection = self.tx;
        Ok(sqlx::raw_sql(sql).execute(tx).await?.rows_affected())
    }

    /// Runs a query that gives one number.
    pub(in crate::ils) async fn count(&mut self, sql: &str) -> Result<u64> {
        let sql = self.fill(sql);
        let tx: &mut PgConnection = self.tx;
        let count: i64 = sqlx::query_scalar(sql).persistent(false).fetch_one(tx).await?;
        Ok(u64::try_from(count).unwrap_or(0))
    }

    /// Runs a query that gives ids.
    pub(in crate::ils) async fn ids(&mut self, sql: &str) -> Result<Vec<Uuid>> {
        let sql = self.fill(sql);
        let tx: &mut PgConnection = self.tx;
        Ok(sqlx::query_scalar(sql).persistent(false).fetch_all(tx).await?)
    }

    /// Runs a query that gives two numbers, which are added to the rows added and changed.
    pub(in crate::ils) async fn count_changes(&mut self, sql: &str) -> Result<()> {
        let sql = self.fill(sql);
        let tx: &mut PgConnection = self.tx;
        let (added, changed): (i64, i64) = sqlx::query_as(sql).persistent(false).fetch_one(tx).await?;
        self.added += u64::try_from(added).unwrap_or(0);
        self.changed += u64::try_from(changed).unwrap_or(0);
        Ok(())
    }

    /// Refuses the rows whose `line` the query gives, for one reason.
    pub(in crate::ils) async fn refuse(&mut self, lines: &str, field: &'static str, reason: Reason) -> Result<()> {
        self.refuse_beside(&format!("SELECT line, NULL::uuid AS person_id FROM ({lines}) AS alone"), field, reason)
            .await
    }

    /// The same, where the query gives too the `person_id` whose record the row would have been mixed with.
    pub(in crate::ils) async fn refuse_beside(
        &mut self,
        lines: &str,
        field: &'static str,
        reason: Reason,
    ) -> Result<()> {
        self.run("CREATE TEMP TABLE bad (line bigint PRIMARY KEY, person_id uuid) ON COMMIT DROP").await?;
        let found = self
            .run(&format!(
                "INSERT INTO bad SELECT DISTINCT ON (found.line) found.line, found.person_id FROM ({lines}) AS found \
                 WHERE NOT EXISTS (SELECT FROM refused r WHERE r.line = found.line) ORDER BY found.line"
            ))
            .await?;
        if found > 0 {
            let sql = self.fill(&format!(
                "SELECT bad.line, right(s.card, 4), \
                        (SELECT right(c.number, 4) FROM card c WHERE c.library = :library AND c.person_id = bad.person_id \
                         ORDER BY c.status = 'active' DESC, c.sourced_at DESC LIMIT 1) \
                 FROM bad JOIN staged s USING (line) ORDER BY 1 LIMIT {LISTED}"
            ));
            let tx: &mut PgConnection = self.tx;
            let listed: Vec<(i64, Option<String>, Option<String>)> =
                sqlx::query_as(sql).persistent(false).fetch_all(tx).await?;
            self.findings.more += found - listed.len() as u64;
            self.findings.refused += found;
            let column = Some(self.name(field));
            for (line, card_end, beside) in listed {
                let line = u64::try_from(line).unwrap_or(0);
                self.findings.problem(Problem { column, card_end, beside, ..Problem::at(line, reason) });
            }
            self.run("INSERT INTO refused SELECT line FROM bad").await?;
        }
        self.run("DROP TABLE bad").await?;
        Ok(())
    }

    /// Finds who has the cards of the rows: the one who may use it, and where nobody may, the last who could.
    pub(in crate::ils) async fn find_holders(&mut self) -> Result<()> {
        self.run(
            "CREATE TEMP TABLE holder (number text, person_id uuid, status text) ON COMMIT DROP; \
             INSERT INTO holder SELECT DISTINCT ON (c.number) c.number, c.person_id, c.status FROM card c \
                 WHERE c.library = :library AND c.number IN (SELECT card FROM staged) \
                 ORDER BY c.number, c.status = 'active' DESC, c.status = 'closed', c.closed_at DESC NULLS LAST, \
                          c.sourced_at DESC, c.id; \
             CREATE INDEX ON holder (number); ANALYZE holder",
        )
        .await?;
        Ok(())
    }

    /// What was said of people whose rows differ in everything ([`Options::same_person`], [`Options::other_person`]).
    pub(in crate::ils) async fn tell_of_people(&mut self) -> Result<()> {
        self.run("CREATE TEMP TABLE asked_of (card text, said text) ON COMMIT DROP").await?;
        for (said, cards) in [("same", &self.options.same_person), ("other", &self.options.other_person)] {
            let cards: Vec<&str> = cards.iter().map(CardNumber::expose).collect();
            let tx: &mut PgConnection = self.tx;
            sqlx::query("INSERT INTO asked_of SELECT card, $2 FROM unnest($1::text[]) AS card")
                .bind(cards)
                .bind(said)
                .persistent(false)
                .execute(tx)
                .await?;
        }
        Ok(())
    }

    /// Finds whose rows these are by their cards; a card nobody has is a bad row.
    pub(in crate::ils) async fn match_cards(&mut self) -> Result<()> {
        self.find_holders().await?;
        self.refuse(
            "SELECT s.line FROM staged s LEFT JOIN holder h ON h.number = s.card WHERE h.person_id IS NULL",
            "card",
            Reason::UnknownCard,
        )
        .await?;
        self.run(
            "INSERT INTO matched SELECT s.line, h.person_id, false, false FROM staged s \
             JOIN holder h ON h.number = s.card \
             WHERE NOT EXISTS (SELECT FROM refused r WHERE r.line = s.line)",
        )
        .await?;
        self.run("CREATE INDEX ON matched (line); ANALYZE matched").await?;
        Ok(())
    }

    /// Where the source gave all there is ([`Options::whole`]): takes away what it brought before and has no more. `gone`
    /// is the condition that finds such a row `t`.
    ///
    /// A file that was cut off at the end of a row is good in all its rows: so where too much would go, nothing does,
    /// unless somebody said how much is right.
    pub(in crate::ils) async fn remove_absent(&mut self, table: &str, class: &str, gone: &str) -> Result<()> {
        // What a legal process may concern stays, whatever the system says.
        let ours = format!("t.library = :library AND t.source = :source AND {}", not_held("t.person_id", class));
        if !self.may_be_missing(table, &ours, gone).await? {
            return Ok(());
        }
        self.removed += self
            .run(&format!(
                "WITH gone AS (DELETE FROM {table} t WHERE {ours} AND {gone} RETURNING t.person_id) \
                 INSERT INTO touched SELECT person_id, '{class}' FROM gone"
            ))
            .await?;
        Ok(())
    }

    /// Notes who is not in a whole file of patrons, and who is again. The record goes with time (the profile's
    /// `leaving.absent_days`), so that a mistake in one night's file does no harm.
    pub(in crate::ils) async fn note_absent(&mut self) -> Result<()> {
        self.run(
            "UPDATE person t SET absent_since = NULL FROM matched m \
             WHERE t.library = :library AND t.id = m.person_id AND t.absent_since IS NOT NULL",
        )
        .await?;
        let ours = "t.library = :library AND t.source = :source";
        let gone = "t.absent_since IS NULL AND NOT EXISTS (SELECT FROM matched m WHERE m.person_id = t.id)";
        if !self.may_be_missing("person", ours, gone).await? {
            return Ok(());
        }
        let today = self.options.today;
        let absent = self
            .run(&format!(
                "WITH absent AS (UPDATE person t SET absent_since = '{today}' WHERE {ours} AND {gone} RETURNING t.id) \
                 INSERT INTO touched SELECT id, 'identity' FROM absent"
            ))
            .await?;
        self.findings.remark(Remark::Absent, absent);
        Ok(())
    }

    /// Whether what `gone` finds of `ours` can be held for gone: the file is all there is, and not suspiciously short.
    async fn may_be_missing(&mut self, table: &str, ours: &str, gone: &str) -> Result<bool> {
        if !self.options.whole {
            return Ok(false);
        }
        // A file with bad rows is not all there is; nor, surely, is one without a row.
        let why = if !self.findings.clean() {
            Some(Remark::WholeIgnored)
        } else if self.count("SELECT count(*) FROM matched").await? == 0 {
            Some(Remark::WholeEmpty)
        } else {
            None
        };
        if let Some(why) = why {
            self.findings.remark(why, 1);
            return Ok(false);
        }
        let before = self.count(&format!("SELECT count(*) FROM {table} t WHERE {ours}")).await?;
        let going = self.count(&format!("SELECT count(*) FROM {table} t WHERE {ours} AND {gone}")).await?;
        Ok(!self.takes_too_much(going, before))
    }

    /// Whether so many of so many are more than a file takes away at once, unless somebody has said how many. Then none of the file
    /// is kept.
    pub(super) fn takes_too_much(&mut self, going: u64, before: u64) -> bool {
        let much = going >= MUCH && going * 100 > before * MUCH_PERCENT;
        let too_much = much && self.options.yes_remove.is_none_or(|allowed| going > allowed);
        if too_much {
            self.findings.problem(Problem { count: Some((going, before)), ..Problem::at(1, Reason::RemovesTooMuch) });
            self.removes_too_much = true;
        }
        too_much
    }

    /// One event for each person something was written about.
    ///
    /// Set-based, with ids made by Postgres (`gen_random_uuid` draws on the same kind of generator): a hundred
    /// thousand events one by one would take longer than the import. Two libraries' imports do not wait for one
    /// another, and the chain is sealed later, in batches, as for every event.
    pub(in crate::ils) async fn write_ledger(&mut self) -> Result<()> {
        self.run(
            "INSERT INTO ledger_event (library, id, at, subject_id, action, actor_kind, via, classes, detail) \
             SELECT :library, gen_random_uuid(), :now, person_id, 'imported', 'system', 'import', \
                    array_agg(DISTINCT class ORDER BY class), jsonb_build_object('file', :brought_by, 'system', :source) \
             FROM touched GROUP BY person_id",
        )
        .await?;
        Ok(())
    }
}

/// That no legal hold is on this class of a person.
pub(super) fn not_held(person: &str, class: &str) -> String {
    format!(
        "NOT EXISTS (SELECT FROM legal_hold k WHERE k.library = :library AND k.person_id = {person} \
         AND k.lifted_at IS NULL AND (k.classes = '{{}}' OR '{class}' = ANY (k.classes)))"
    )
}
