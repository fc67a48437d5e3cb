//! Police at the desk: anyone writes it down, the Director alone reads and answers it (M8, L15, L16, C2, W5, W6).

use crate::{
    staff::at_desk,
    support::{Desk, card},
};
use domain::decision::Role;
use http::StatusCode;
use sqlx::PgPool;

#[sqlx::test(migrations = "../migrations")]
async fn c2_l15_w5_everyone_can_write_it_down_and_the_director_alone_reads_it(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    desk.import("canton", &card(1)).await;
    let mut director = at_desk(&desk, "canton", Role::Director).await;
    for (n, role) in Role::ALL.into_iter().filter(|role| *role != Role::Director).enumerate() {
        let mut clerk = at_desk(&desk, "canton", role).await;
        let page = clerk.get("/desk/police").await.text();
        let id = page.split("name=\"id\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
        let empty = clerk.post("/desk/police", &[("id", &id), ("agency", "Marshals")]).await;
        assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY, "{role:?}");
        assert!(empty.text().contains("value=\"Marshals\""), "what was typed stays");
        let form = [("id", id.as_str()), ("who", "Det. Marlow"), ("asked", "What\r\nsomebody reads")];
        for _ in 0..2 {
            assert_eq!(clerk.post("/desk/police", &form).await.location(), "/desk?done=raised", "{role:?}");
        }
        assert_eq!(clerk.get("/desk/process").await.status, StatusCode::NOT_FOUND, "{role:?}");
        assert_eq!(clerk.get(&format!("/desk/process/{id}")).await.status, StatusCode::NOT_FOUND, "{role:?}");
        let step = [("step", "close"), ("outcome", "explained")];
        assert_eq!(clerk.post(&format!("/desk/process/{id}"), &step).await.status, StatusCode::NOT_FOUND, "{role:?}");
        assert!(!clerk.get("/desk").await.text().contains("Det. Marlow"), "{role:?}");
        let work = director.get("/desk").await.text();
        assert!(work.contains("href=\"/desk/process\"") && work.contains(&format!(": {} open", n + 1)), "{work}");
    }
    assert!(director.get("/desk/process").await.text().contains("Det. Marlow"));
}

#[sqlx::test(migrations = "../migrations")]
async fn m8_l16_a_step_that_is_missing_is_said_and_nothing_is_lost(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let mut director = at_desk(&desk, "mansfield", Role::Director).await;
    let id = "018f0000-0000-7000-8000-00000000cafe";
    director.post("/desk/police", &[("id", id), ("who", "Det. Marlow"), ("asked", "All")]).await;
    let path = format!("/desk/process/{id}");
    let wrong = [("step", "paper"), ("docket", "X-7"), ("served_on", "last week"), ("instrument", "court-order")];
    let answer = director.post(&path, &wrong).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.text().contains("value=\"X-7\"") && answer.text().contains("value=\"last week\""));
    let paper =
        [("step", "paper"), ("instrument", "deposition-subpoena"), ("served_on", "2026-11-20"), ("court_order", "no")];
    assert_eq!(director.post(&path, &paper).await.location(), format!("{path}?done=yes"));
    let page = director.get(&path).await.text();
    assert!(page.contains("December 5, 2026") && page.contains("§ 52-148e"), "X3: {page}");
    assert!(page.contains("Nothing may be released") && page.contains("Town Manager and the Town Attorney"), "M8");
    let early = director.post(&path, &[("step", "close"), ("outcome", "complied")]).await;
    assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY);
    let unasked = director.post(&path, &[("step", "counsel"), ("advice", "comply")]).await;
    assert_eq!(unasked.status, StatusCode::UNPROCESSABLE_ENTITY, "both have to be asked");
    director.post(&path, &[("step", "counsel"), ("all_asked", "on"), ("advice", "comply")]).await;
    assert!(director.get(&path).await.text().contains("The decision allows compliance"));
    director.post(&path, &[("step", "close"), ("outcome", "complied")]).await;
    let closed = director.get(&path).await.text();
    assert!(closed.contains("Complied with") && !closed.contains("<form method=\"post\" action=\"/desk/process"));
}
