use super::*;
use crate::{authority::Director, db::Scope, testing::House};
use domain::{
    decision::Role,
    statistics::{By, HalfYear, Measure},
    words::Lang,
};
use sqlx::{AssertSqlSafe, PgPool};
use std::collections::BTreeMap;

/// So many people born on this day who registered on that one.
async fn registered(house: &House, many: u32, born: &str, enrolled: &str) {
    let library = house.slug();
    house
        .run(format!(
            "WITH these AS (SELECT gen_random_uuid() AS id FROM generate_series(1, {many})), \
                  people AS (INSERT INTO person (library, id, surname, date_of_birth, source, sourced_at) \
                             SELECT '{library}', id, 'Canary', '{born}', 'koha', '{enrolled}' FROM these RETURNING id), \
                  members AS (INSERT INTO membership (library, id, person_id, enrolled_on, source, sourced_at) \
                              SELECT '{library}', gen_random_uuid(), id, '{enrolled}', 'koha', '{enrolled}' FROM people) \
             INSERT INTO eligibility (library, id, person_id, home_library, source, sourced_at) \
             SELECT '{library}', gen_random_uuid(), id, 'MANSFIELD', 'koha', '{enrolled}' FROM people"
        ))
        .await;
}

/// A half-year with twelve and more people in each month: 85 of middle age, 40 old, 4 children.
async fn busy(pool: &PgPool) -> House {
    let house = House::at("mansfield").open(pool).await;
    for (many, born, enrolled) in [
        (12, "1980-05-05", "2026-01-31"),
        (25, "1980-05-05", "2026-02-01"),
        (4, "2019-01-01", "2026-02-28"),
        (12, "1980-05-05", "2026-03-03"),
        (12, "1980-05-05", "2026-04-04"),
        (12, "1980-05-05", "2026-05-05"),
        (12, "1980-05-05", "2026-06-30"),
        (40, "1950-05-05", "2026-06-30"),
        (3, "1950-05-05", "2026-07-01"),
    ] {
        registered(&house, many, born, enrolled).await;
    }
    house
}

fn registrations(profile: &domain::profile::Profile) -> usize {
    measures(profile).iter().position(|one| *one == Measure::Registered).unwrap()
}

/// What stands in `columns.md`: table → columns.
fn written() -> BTreeMap<String, Vec<String>> {
    let lines =
        include_str!("columns.md").lines().filter(|line| line.starts_with("| ") && !line.starts_with("| table"));
    let cells = lines.map(|line| line.trim_matches('|').split_once('|').unwrap());
    cells
        .map(|(table, columns)| (table.trim().to_owned(), columns.split_whitespace().map(str::to_owned).collect()))
        .collect()
}

#[sqlx::test(migrations = "../migrations")]
async fn s4_m5_what_counts_reads_the_columns_of_its_list_and_no_other(pool: PgPool) {
    let house = House::at("mansfield").open(&pool).await;
    let other = house.beside("canton").await;
    registered(&house, 2, "1980-05-05", "2026-01-31").await;
    registered(&other, 3, "1980-05-05", "2026-01-31").await;
    let granted: Vec<(String, String)> = sqlx::query_as(
        "SELECT table_name::text, column_name::text FROM information_schema.column_privileges \
         WHERE grantee = 'portal_statistics' AND privilege_type = 'SELECT' ORDER BY 1, 2",
    )
    .fetch_all(&pool)
    .await
    .unwrap();
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (table, column) in granted {
        found.entry(table).or_default().push(column);
    }
    for columns in found.values_mut() {
        columns.sort();
    }
    assert_eq!(found, written());

    let try_it = async |sql: &str| {
        let mut tx = house.portal.db.begin(Scope::Statistics(house.slug())).await.unwrap();
        let tried = sqlx::query_scalar::<_, i64>(AssertSqlSafe(sql.to_owned())).fetch_one(&mut *tx).await;
        tried.map_err(|error| error.as_database_error().and_then(|said| said.code().map(std::borrow::Cow::into_owned)))
    };
    assert_eq!(try_it("SELECT count(*) FROM person").await, Ok(2), "its own library alone");
    // Everything else that the database holds, column by column: it is refused.
    let columns: Vec<(String, String)> = sqlx::query_as(
        "SELECT table_name::text, column_name::text FROM information_schema.columns \
         WHERE table_schema = current_schema() AND table_name <> '_sqlx_migrations'",
    )
    .fetch_all(&pool)
    .await
    .unwrap();
    let mut refused = 0;
    for (table, column) in columns {
        let may = found.get(&table).is_some_and(|columns| columns.contains(&column));
        let tried = try_it(&format!("SELECT count(\"{column}\") FROM \"{table}\"")).await;
        if may {
            assert!(tried.is_ok(), "{table}.{column}: {tried:?}");
        } else {
            assert_eq!(tried, Err(Some("42501".to_owned())), "{table}.{column}");
            refused += 1;
        }
    }
    assert!(refused > 300, "{refused}");
    for held in ["person.surname", "card.number", "contact.address", "contact.email", "loan_history.title"] {
        let (table, column) = held.split_once('.').unwrap();
        assert!(!found.get(table).is_some_and(|columns| columns.contains(&column.to_owned())), "{held}");
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn s4_each_day_is_counted_once_and_stays_counted_when_what_it_was_counted_from_is_deleted(pool: PgPool) {
    let house = busy(&pool).await;
    let (portal, profile) = (&house.portal, &house.profile);
    let (one, two) = futures::join!(count(portal, profile), count(portal, profile));
    let days = [one.unwrap().days, two.unwrap().days];
    assert!(days.contains(&0) && days.iter().sum::<i64>() > 700, "one of two at once: {days:?}");
    let director = Director::of(&house.clerk(Role::Director)).unwrap();
    let read = async || for_director(portal, &director, Some(2026)).await.unwrap().unwrap();
    let first = read().await;
    let place = registrations(profile);
    let months: Vec<_> = first.months[6..].iter().map(|month| month.numbers[place]).collect();
    assert_eq!(months, [Some(12), Some(29), Some(12), Some(12), Some(12), Some(52)]);
    house.run("DELETE FROM person").await;
    assert_eq!(count(portal, profile).await.unwrap().days, 0);
    house.clock.advance(chrono::Duration::days(1));
    assert_eq!(count(portal, profile).await.unwrap().days, 1, "a day more is over");
    assert_eq!(read().await, first, "a table that was published stays");
}

#[sqlx::test(migrations = "../migrations")]
async fn s4_a_small_month_or_row_is_not_shown_nor_what_it_could_be_worked_out_from(pool: PgPool) {
    let house = busy(&pool).await;
    count(&house.portal, &house.profile).await.unwrap();
    let director = Director::of(&house.clerk(Role::Director)).unwrap();
    let report = for_director(&house.portal, &director, Some(2026)).await.unwrap().unwrap();
    assert_eq!((report.year, report.years[0]), (2026, 2027));
    let place = registrations(&house.profile);
    let half = report.halves.iter().find(|half| half.of == HalfYear { year: 2026, second: false }).unwrap();
    assert_eq!(half.totals[place], Some(129));
    let by = |by: By| {
        let table = half.tables.iter().find(|table| table.measure == Measure::Registered && table.by == by).unwrap();
        table.rows.clone()
    };
    let ages: BTreeMap<String, Option<u64>> = by(By::AgeBand).unwrap().into_iter().collect();
    assert_eq!(ages["under-12"], None, "four children");
    assert_eq!(ages["35-64"], None, "it stands back with them, or they could be subtracted");
    assert_eq!(ages["65-up"], Some(40));
    assert_eq!(by(By::HomeLibrary), None, "all of one row: there is nothing beside it to hide among");
    let before = report.halves.iter().find(|half| half.of == HalfYear { year: 2025, second: true }).unwrap();
    assert_eq!(before.totals[place], None, "nobody is not told from a few");
    // The year that is not over: July, in which three registered, is under ten, and there is no half to subtract from.
    let next = for_director(&house.portal, &director, None).await.unwrap().unwrap();
    assert_eq!((next.year, next.halves.len()), (2027, 0));
    assert_eq!(next.months.iter().map(|month| month.numbers[place]).collect::<Vec<_>>(), [None; 4]);
}

#[sqlx::test(migrations = "../migrations")]
async fn s4_nobody_but_the_director_reads_them_where_the_profile_does_not_publish_them(pool: PgPool) {
    let house = busy(&pool).await;
    count(&house.portal, &house.profile).await.unwrap();
    let mut profile = (*house.profile).clone();
    profile.statistics.publish = false;
    assert_eq!(for_anybody(&house.portal, &profile, None).await.unwrap(), None);
    profile.statistics.publish = true;
    assert!(for_anybody(&house.portal, &profile, Some(2026)).await.unwrap().is_some());
    assert_eq!(for_anybody(&house.portal, &profile, Some(1999)).await.unwrap(), None, "no such year");
    for role in Role::ALL.into_iter().filter(|role| *role != Role::Director) {
        assert!(Director::of(&house.clerk(role)).is_none(), "{role:?}");
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn s6_the_annual_report_has_what_the_page_shows_and_nothing_more(pool: PgPool) {
    let house = busy(&pool).await;
    count(&house.portal, &house.profile).await.unwrap();
    let director = Director::of(&house.clerk(Role::Director)).unwrap();
    let report = for_director(&house.portal, &director, Some(2026)).await.unwrap().unwrap();
    let csv = annual(&house.profile, &report).unwrap();
    let lines: Vec<&str> = csv.split_terminator("\r\n").collect();
    assert_eq!(lines[0], "\u{feff}period,counted,by,row,number");
    for line in [
        "July 2025 to June 2026,People registered,,,not shown",
        "January to June 2026,People registered,,,129",
        "January to June 2026,People registered,Age,65 and older,40",
        "January to June 2026,People registered,Age,Under 12,not shown",
        "2026-02,People registered,,,29",
    ] {
        assert!(lines.contains(&line), "{line}: {csv}");
    }
    assert!(!csv.contains("Canary") && !csv.contains(",4\r"), "{csv}");
}

#[sqlx::test(migrations = "../migrations")]
async fn s4_requests_are_counted_by_half_year_in_bands_and_not_while_the_half_year_lasts(pool: PgPool) {
    let house = House::at("canton").open(&pool).await;
    let clerk = house.employs("wanda", "Wanda", Role::Desk).await;
    let ask = |n: u32, outcome: &str| {
        format!(
            "INSERT INTO legal_process (library, id, raised_at, raised_by, who, asked, instrument, outcome, closed_at) \
             SELECT 'canton', gen_random_uuid(), '2026-11-20T12:00Z', '{}', 'Det. Marlow', 'All', 'informal', \
                    {outcome} FROM generate_series(1, {n})",
            clerk.account()
        )
    };
    house.run(ask(11, "NULL, NULL")).await;
    house.run(ask(1, "'explained', '2026-11-20T13:00Z'")).await;
    assert!(process_counts(&house.portal, &house.profile).await.unwrap().is_empty(), "July to December is not over");
    house.clock.advance(chrono::Duration::days(60));
    let counted = process_counts(&house.portal, &house.profile).await.unwrap();
    assert_eq!(counted.len(), 1);
    let bands: Vec<String> = counted[0].bands.iter().map(|band| band.label(Lang::En)).collect();
    assert_eq!(bands, ["10 to 19", "10 to 19", "0 to 9", "0 to 9", "0 to 9", "0 to 9"]);
}
