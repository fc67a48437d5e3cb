//! Counting: each day once, two days later, when the night's file has been loaded.

use crate::{
    Portal, Result,
    db::{Scope, Tx},
};
use chrono::{Datelike, Days, Months, NaiveDate};
use domain::{
    ledger::Action,
    profile::Profile,
    statistics::{AGES, By, Measure, age_band, rows},
};

/// So many days after it, a day is counted: what happened on it has been loaded by then.
const AFTER: Days = Days::new(2);

/// The first time, so many months back are counted from what is still held.
const BACK: Months = Months::new(24);

/// What a run counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counted {
    /// So many days.
    pub days: i64,
}

/// A number to add to the statistics: its month, what is counted, what it is broken down by, and the row of that.
struct Addition {
    month: NaiveDate,
    measure: Measure,
    by: String,
    part: String,
    number: i64,
}

/// A number of a table or a total, as it is read.
struct Found {
    month: NaiveDate,
    number: i64,
    part: String,
    by: String,
}

impl Found {
    fn of(self, measure: Measure) -> Addition {
        let Self { month, number, part, by } = self;
        Addition { month, measure, by, part, number }
    }
}

/// Counts every day that is over and not counted yet, each once however many do this at once. What is counted stays counted
/// when the record is deleted; what comes in later for a day that was counted is not added.
///
/// # Errors
/// When the database is away; then nothing is counted.
// Test (statistics/tests.rs): "s4 each day is counted once and stays counted when what it was counted from is deleted".
pub async fn count(portal: &Portal, profile: &Profile) -> Result<Counted> {
    let library = profile.slug.as_str();
    let Some(last) = portal.today(profile).checked_sub_days(AFTER) else { return Ok(Counted { days: 0 }) };
    let first = last.checked_sub_months(BACK).and_then(|day| day.with_day(1)).unwrap_or(last);
    let mut tx = portal.db.begin(Scope::Statistics(&profile.slug)).await?;
    sqlx::query!(
        "INSERT INTO statistics_counted (library, since, up_to) VALUES ($1, $2, $2::date - 1) ON CONFLICT DO NOTHING",
        library,
        first,
    )
    .execute(&mut *tx)
    .await?;
    let up_to = sqlx::query_scalar!("SELECT up_to FROM statistics_counted WHERE library = $1 FOR UPDATE", library)
        .fetch_one(&mut *tx)
        .await?;
    let days = (last - up_to).num_days();
    let Some(from) = up_to.succ_opt().filter(|_| days > 0) else { return Ok(Counted { days: 0 }) };
    let span = Span { profile, from, to: last };
    let mut all = span.registered(&mut tx).await?;
    all.extend(span.loans(&mut tx).await?);
    all.extend(span.holds(&mut tx).await?);
    all.extend(span.what_happened(&mut tx).await?);
    all.extend(span.cards(&mut tx).await?);
    add(&mut tx, library, &all).await?;
    sqlx::query!("UPDATE statistics_counted SET up_to = $2 WHERE library = $1", library, last)
        .execute(&mut *tx)
        .await?;
    tx.commit().await?;
    Ok(Counted { days })
}

async fn add(tx: &mut Tx, library: &str, all: &[Addition]) -> Result<()> {
    let months: Vec<NaiveDate> = all.iter().map(|one| one.month).collect();
    let measures: Vec<String> = all.iter().map(|one| one.measure.code().to_owned()).collect();
    let by: Vec<String> = all.iter().map(|one| one.by.clone()).collect();
    let parts: Vec<String> = all.iter().map(|one| one.part.clone()).collect();
    let numbers: Vec<i64> = all.iter().map(|one| one.number).collect();
    sqlx::query!(
        "INSERT INTO statistics_count AS held (library, month, measure, broken_down, part, number) \
         SELECT $1, more.month, more.measure, more.broken_down, more.part, more.number \
         FROM UNNEST($2::date[], $3::text[], $4::text[], $5::text[], $6::bigint[]) \
              AS more (month, measure, broken_down, part, number) \
         ON CONFLICT (library, month, measure, broken_down, part) DO UPDATE SET number = held.number + excluded.number",
        library,
        &months,
        &measures,
        &by,
        &parts,
        &numbers,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Days to count, of a library.
struct Span<'a> {
    profile: &'a Profile,
    from: NaiveDate,
    to: NaiveDate,
}

impl Span<'_> {
    fn library(&self) -> &str {
        self.profile.slug.as_str()
    }

    fn zone(&self) -> &str {
        self.profile.time_zone.name()
    }

    /// The rows that have a name of their own. Everything else is counted as [`domain::statistics::OTHER`], so that a
    /// row which is listed later changes no number that was published.
    fn rows(&self, by: By) -> Vec<String> {
        rows(&self.profile.statistics, by)
    }

    async fn registered(&self, tx: &mut Tx) -> Result<Vec<Addition>> {
        let found = sqlx::query_as!(
            Found,
            r#"WITH each AS (
                   SELECT date_trunc('month', m.enrolled_on)::date AS month,
                          CASE WHEN e.home_library = ANY ($4::text[]) THEN e.home_library ELSE '' END AS home,
                          CASE WHEN e.category = ANY ($5::text[]) THEN e.category ELSE '' END AS kind,
                          coalesce(($6::text[])[1 + width_bucket(
                              extract(year FROM age(m.enrolled_on, p.date_of_birth))::integer, $7::integer[])], $8) AS age
                   FROM membership AS m
                   JOIN person AS p ON p.library = m.library AND p.id = m.person_id
                   LEFT JOIN eligibility AS e ON e.library = m.library AND e.person_id = m.person_id
                   WHERE m.library = $1 AND m.enrolled_on BETWEEN $2 AND $3)
               SELECT month AS "month!", count(*) AS "number!", coalesce(home, kind, age, '') AS "part!",
                      CASE WHEN home IS NOT NULL THEN 'home-library' WHEN kind IS NOT NULL THEN 'card-kind'
                           WHEN age IS NOT NULL THEN 'age-band' ELSE 'whole' END AS "by!"
               FROM each GROUP BY GROUPING SETS ((month), (month, home), (month, kind), (month, age))"#,
            self.library(),
            self.from,
            self.to,
            &self.rows(By::HomeLibrary),
            &self.rows(By::CardKind),
            &bands(),
            &AGES[..],
            age_band(usize::MAX),
        )
        .fetch_all(&mut **tx)
        .await?;
        Ok(found.into_iter().map(|one| one.of(Measure::Registered)).collect())
    }

    /// Of those who keep no list: what is still out when its day is counted.
    async fn loans(&self, tx: &mut Tx) -> Result<Vec<Addition>> {
        let found = sqlx::query_as!(
            Found,
            r#"WITH lent AS (
                   SELECT person_id, (checked_out_at AT TIME ZONE $9)::date AS day, item_kind FROM checkout
                   WHERE library = $1 AND (checked_out_at AT TIME ZONE $9)::date BETWEEN $2 AND $3
                   UNION ALL
                   SELECT person_id, (checked_out_at AT TIME ZONE $9)::date, item_kind FROM loan_history
                   WHERE library = $1 AND (checked_out_at AT TIME ZONE $9)::date BETWEEN $2 AND $3),
               each AS (
                   SELECT date_trunc('month', lent.day)::date AS month,
                          CASE WHEN e.home_library = ANY ($4::text[]) THEN e.home_library ELSE '' END AS home,
                          CASE WHEN lent.item_kind = ANY ($5::text[]) THEN lent.item_kind ELSE '' END AS kind,
                          coalesce(($6::text[])[1 + width_bucket(
                              extract(year FROM age(lent.day, p.date_of_birth))::integer, $7::integer[])], $8) AS age
                   FROM lent
                   JOIN person AS p ON p.library = $1 AND p.id = lent.person_id
                   LEFT JOIN eligibility AS e ON e.library = $1 AND e.person_id = lent.person_id)
               SELECT month AS "month!", count(*) AS "number!", coalesce(home, kind, age, '') AS "part!",
                      CASE WHEN home IS NOT NULL THEN 'home-library' WHEN kind IS NOT NULL THEN 'item-kind'
                           WHEN age IS NOT NULL THEN 'age-band' ELSE 'whole' END AS "by!"
               FROM each GROUP BY GROUPING SETS ((month), (month, home), (month, kind), (month, age))"#,
            self.library(),
            self.from,
            self.to,
            &self.rows(By::HomeLibrary),
            &self.rows(By::ItemKind),
            &bands(),
            &AGES[..],
            age_band(usize::MAX),
            self.zone(),
        )
        .fetch_all(&mut **tx)
        .await?;
        Ok(found.into_iter().map(|one| one.of(Measure::Loans)).collect())
    }

    async fn holds(&self, tx: &mut Tx) -> Result<Vec<Addition>> {
        let found = sqlx::query_as!(
            Found,
            r#"WITH each AS (
                   SELECT date_trunc('month', h.placed_on)::date AS month,
                          CASE WHEN e.home_library = ANY ($4::text[]) THEN e.home_library ELSE '' END AS home,
                          coalesce(($5::text[])[1 + width_bucket(
                              extract(year FROM age(h.placed_on, p.date_of_birth))::integer, $6::integer[])], $7) AS age
                   FROM hold AS h
                   JOIN person AS p ON p.library = h.library AND p.id = h.person_id
                   LEFT JOIN eligibility AS e ON e.library = h.library AND e.person_id = h.person_id
                   WHERE h.library = $1 AND h.placed_on BETWEEN $2 AND $3)
               SELECT month AS "month!", count(*) AS "number!", coalesce(home, age, '') AS "part!",
                      CASE WHEN home IS NOT NULL THEN 'home-library' WHEN age IS NOT NULL THEN 'age-band'
                           ELSE 'whole' END AS "by!"
               FROM each GROUP BY GROUPING SETS ((month), (month, home), (month, age))"#,
            self.library(),
            self.from,
            self.to,
            &self.rows(By::HomeLibrary),
            &bands(),
            &AGES[..],
            age_band(usize::MAX),
        )
        .fetch_all(&mut **tx)
        .await?;
        Ok(found.into_iter().map(|one| one.of(Measure::Holds)).collect())
    }

    /// The numbers that have no parts. Of consents: answers given here or at the desk, without those from a file.
    async fn what_happened(&self, tx: &mut Tx) -> Result<Vec<Addition>> {
        let found = sqlx::query!(
            r#"SELECT date_trunc('month', day)::date AS "month!", measure AS "measure!", count(*) AS "number!" FROM (
                   SELECT (started_at AT TIME ZONE $4)::date AS day, $5::text AS measure FROM computer_session WHERE library = $1
                   UNION ALL
                   SELECT (decided_at AT TIME ZONE $4)::date, CASE WHEN given THEN $6::text ELSE $7::text END FROM consent
                   WHERE library = $1 AND means <> 'import'
                   UNION ALL
                   SELECT (signed_at AT TIME ZONE $4)::date, $8::text FROM permission WHERE library = $1 AND signed_at IS NOT NULL
                   UNION ALL
                   SELECT (told_at AT TIME ZONE $4)::date, $9::text FROM disclosure WHERE library = $1
                   UNION ALL
                   SELECT (at AT TIME ZONE $4)::date, $10::text FROM ledger_event
                   WHERE library = $1 AND action = $11 AND detail ->> 'refused' = 'true') AS each
               WHERE day BETWEEN $2 AND $3 GROUP BY 1, 2"#,
            self.library(),
            self.from,
            self.to,
            self.zone(),
            Measure::ComputerSessions.code(),
            Measure::ConsentsGiven.code(),
            Measure::ConsentsNotGiven.code(),
            Measure::PermissionsSigned.code(),
            Measure::PermissionsUsed.code(),
            Measure::Refusals.code(),
            Action::DeskAnswered.code(),
        )
        .fetch_all(&mut **tx)
        .await?;
        let all = found.into_iter().filter_map(|row| {
            let measure = Measure::from_code(&row.measure)?;
            Some(whole(row.month, measure, row.number))
        });
        Ok(all.collect())
    }

    /// How many people have a card, once for the last month that has ended in these days: of months long past nobody knows.
    async fn cards(&self, tx: &mut Tx) -> Result<Option<Addition>> {
        let month = self.to.succ_opt().and_then(|day| day.with_day(1)).and_then(|day| day.pred_opt());
        let Some(ended) = month.filter(|day| *day >= self.from) else { return Ok(None) };
        let number = sqlx::query_scalar!(
            "SELECT count(DISTINCT person_id) AS \"number!\" FROM card WHERE library = $1 AND status = 'active'",
            self.library(),
        )
        .fetch_one(&mut **tx)
        .await?;
        Ok(ended.with_day(1).map(|month| whole(month, Measure::Cards, number)))
    }
}

fn whole(month: NaiveDate, measure: Measure, number: i64) -> Addition {
    Addition { month, measure, by: By::Whole.code().to_owned(), part: String::new(), number }
}

/// The bands of age in their order, without those whose age is not known.
fn bands() -> Vec<String> {
    (0..=AGES.len()).map(|number| age_band(number).to_owned()).collect()
}
