//! One import at work: its transaction, its temporary tables, and what it has found.
//!
//! Statements here are assembled from names in this module's own tables, so they are not checked when compiled; each
//! is run by the tests. Nothing from the file is ever part of a statement: rows reach Postgres by `COPY` alone.

use crate::{
    Result,
    db::Tx,
    ils::{
        FileKind, Options,
        report::{Findings, LISTED, Problem, Reason, Remark},
    },
};
use chrono::{DateTime, SecondsFormat, Utc};
use domain::ids::LibrarySlug;
use sqlx::{AssertSqlSafe, PgConnection, postgres::PgCopyIn};

/// An import at work.
pub(in crate::ils) struct Work<'t> {
    tx: &'t mut Tx,
    library: String,
    now: String,
    kind: FileKind,
    /// How to read the file and what to do with it.
    pub(in crate::ils) options: Options,
    /// For each column of the kind, whether the file has it.
    pub(in crate::ils) present: Vec<bool>,
    /// Problems and remarks so far.
    pub(in crate::ils) findings: Findings,
    /// Rows added.
    pub(in crate::ils) added: u64,
    /// Rows changed.
    pub(in crate::ils) changed: u64,
    /// Rows taken away.
    pub(in crate::ils) removed: u64,
}

impl<'t> Work<'t> {
    /// Makes the temporary tables and waits for any other import into this library to end.
    pub(in crate::ils) async fn begin(
        tx: &'t mut Tx,
        library: &LibrarySlug,
        kind: FileKind,
        now: DateTime<Utc>,
        options: Options,
    ) -> Result<Self> {
        let mut work = Self {
            tx,
            library: library.as_str().to_owned(),
            now: now.to_rfc3339_opts(SecondsFormat::Micros, true),
            kind,
            options,
            present: vec![],
            findings: Findings::default(),
            added: 0,
            changed: 0,
            removed: 0,
        };
        // Held by the transaction, so that it is safe behind PgBouncer too.
        work.run("SELECT pg_advisory_xact_lock(hashtextextended('import ' || :library, 0))").await?;
        work.run("SET LOCAL work_mem = '64MB'").await?;
        let columns: Vec<String> = kind.columns().iter().map(|c| format!("{} {}", c.name, c.kind.sql())).collect();
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
        self.run("CREATE INDEX ON staged (line); CREATE INDEX ON staged (cardnumber); ANALYZE staged").await?;
        Ok(())
    }

    /// Whether the file has this column.
    pub(in crate::ils) fn has(&self, name: &str) -> bool {
        let columns = self.kind.columns().iter().zip(&self.present);
        columns.into_iter().any(|(column, &present)| present && column.name == name)
    }

    /// The source written beside every value.
    pub(in crate::ils) fn source(&self) -> &'static str {
        self.kind.source()
    }

    /// Puts the library's name, the source and the time in the place of `:library`, `:source` and `:now`.
    fn fill(&self, sql: &str) -> AssertSqlSafe<String> {
        // A library's short name is letters, digits and hyphens; the rest is made here.
        AssertSqlSafe(
            sql.replace(":library", &format!("'{}'", self.library))
                .replace(":source", &format!("'{}'", self.source()))
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
    pub(in crate::ils) async fn refuse(&mut self, lines: &str, column: &'static str, reason: Reason) -> Result<()> {
        self.run("CREATE TEMP TABLE bad (line bigint PRIMARY KEY) ON COMMIT DROP").await?;
        let found = self
            .run(&format!(
                "INSERT INTO bad SELECT DISTINCT found.line FROM ({lines}) AS found \
                 WHERE NOT EXISTS (SELECT FROM refused r WHERE r.line = found.line)"
            ))
            .await?;
        if found > 0 {
            let sql = self.fill(&format!(
                "SELECT bad.line, right(s.cardnumber, 4) FROM bad JOIN staged s USING (line) ORDER BY 1 LIMIT {LISTED}"
            ));
            let tx: &mut PgConnection = self.tx;
            let listed: Vec<(i64, Option<String>)> = sqlx::query_as(sql).persistent(false).fetch_all(tx).await?;
            self.findings.more += found - listed.len() as u64;
            self.findings.refused += found;
            for (line, card_end) in listed {
                let line = u64::try_from(line).unwrap_or(0);
                self.findings.problem(Problem { line, column: Some(column), reason, card_end });
            }
            self.run("INSERT INTO refused SELECT line FROM bad").await?;
        }
        self.run("DROP TABLE bad").await?;
        Ok(())
    }

    /// Finds whose rows these are by their cards; a card nobody has is a bad row.
    pub(in crate::ils) async fn match_cards(&mut self) -> Result<()> {
        self.refuse(
            "SELECT s.line FROM staged s LEFT JOIN card c ON c.library = :library AND c.number = s.cardnumber \
             WHERE c.id IS NULL",
            "cardnumber",
            Reason::UnknownCard,
        )
        .await?;
        self.run(
            "INSERT INTO matched SELECT s.line, c.person_id, false, false FROM staged s \
             JOIN card c ON c.library = :library AND c.number = s.cardnumber \
             WHERE NOT EXISTS (SELECT FROM refused r WHERE r.line = s.line)",
        )
        .await?;
        self.run("CREATE INDEX ON matched (line); ANALYZE matched").await?;
        Ok(())
    }

    /// Where the file is all there is ([`Options::whole`]): takes away what an earlier file brought and this one does
    /// not have. `still` is the table and condition that finds a row `t` in the file.
    pub(in crate::ils) async fn remove_absent(&mut self, table: &str, class: &str, still: &str) -> Result<()> {
        if !self.options.whole {
            return Ok(());
        }
        // A file with bad rows is not all there is; nor, surely, is one without a row.
        if !self.findings.clean() || self.count("SELECT count(*) FROM matched").await? == 0 {
            self.findings.remark(Remark::WholeIgnored, 1);
            return Ok(());
        }
        self.removed += self
            .run(&format!(
                "WITH gone AS (DELETE FROM {table} t WHERE t.library = :library AND t.source = :source \
                               AND NOT EXISTS (SELECT FROM {still}) RETURNING t.person_id) \
                 INSERT INTO touched SELECT person_id, '{class}' FROM gone"
            ))
            .await?;
        Ok(())
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
                    array_agg(DISTINCT class ORDER BY class), jsonb_build_object('file', :source) \
             FROM touched GROUP BY person_id",
        )
        .await?;
        Ok(())
    }
}
