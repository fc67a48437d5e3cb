//! The numbers of a library: for anybody where the profile publishes them, for the Director always, as CSV (S4, S6).

use crate::{staff::at_desk, support::Desk};
use domain::decision::Role;
use http::StatusCode;
use sqlx::{AssertSqlSafe, PgPool};

/// Thirty people registered in each month of the first half of 2026, and eleven who are old, and two children.
async fn busy(desk: &Desk, library: &str) {
    for (many, born, month) in [
        (30, 1980, 1),
        (30, 1980, 2),
        (30, 1980, 3),
        (30, 1980, 4),
        (30, 1980, 5),
        (30, 1980, 6),
        (11, 1940, 6),
        (2, 2019, 6),
    ] {
        let sql = format!(
            "WITH these AS (SELECT gen_random_uuid() AS id FROM generate_series(1, {many})), \
                  people AS (INSERT INTO person (library, id, surname, date_of_birth, source, sourced_at) \
                             SELECT '{library}', id, 'Canary', '{born}-05-05', 'koha', now() FROM these RETURNING id) \
             INSERT INTO membership (library, id, person_id, enrolled_on, source, sourced_at) \
             SELECT '{library}', gen_random_uuid(), id, '2026-{month}-15', 'koha', now() FROM people"
        );
        sqlx::raw_sql(AssertSqlSafe(sql)).execute(&desk.pool).await.unwrap();
    }
    desk.does("statistics").await;
}

#[sqlx::test(migrations = "../migrations")]
async fn s4_s6_anybody_reads_what_the_library_publishes_and_the_director_takes_it_as_csv(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let mut visitor = desk.visitor("mansfield", [203, 0, 113, 7]);
    assert!(visitor.get("/statistics").await.text().contains("No month is counted yet"));
    busy(&desk, "mansfield").await;
    let page = visitor.get("/statistics?year=2026").await.text();
    assert!(page.contains("January to June 2026") && page.contains("193") && page.contains("65 and older"), "{page}");
    assert!(page.contains("<svg") && page.contains("not shown") && !page.contains("Canary"), "{page}");
    assert!(visitor.get("/privacy").await.text().contains("href=\"/statistics\""), "it is found");
    let spanish = visitor.get("/statistics?year=2026&lang=es").await.text();
    assert!(spanish.contains("Números de la biblioteca") && spanish.contains("De enero a junio de 2026"), "{spanish}");
    assert_eq!(visitor.get("/statistics?year=1999").await.status, StatusCode::NOT_FOUND);
    let mut director = at_desk(&desk, "mansfield", Role::Director).await;
    let own = director.get("/desk/statistics?year=2026").await.text();
    assert!(own.contains("/desk/statistics/csv?year=2026") && own.contains("193"), "{own}");
    let csv = director.get("/desk/statistics/csv?year=2026").await;
    assert!(csv.text().contains("January to June 2026,People registered,,,193\r\n"), "{}", csv.text());
    assert!(csv.headers["content-disposition"].to_str().unwrap().contains("mansfield-2026.csv"));
}

#[sqlx::test(migrations = "../migrations")]
async fn s4_where_the_library_publishes_none_there_is_no_such_page_but_the_director_s(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    busy(&desk, "canton").await;
    let mut visitor = desk.visitor("canton", [203, 0, 113, 7]);
    assert_eq!(visitor.get("/statistics").await.status, StatusCode::NOT_FOUND);
    assert!(!visitor.get("/privacy").await.text().contains("href=\"/statistics\""));
    let mut director = at_desk(&desk, "canton", Role::Director).await;
    assert!(director.get("/desk/statistics?year=2026").await.text().contains("Only the Director reads this page"));
}
