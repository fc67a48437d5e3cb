//! A breach of security: the Director alone, each step in its order, what was typed kept; the patron reads of it (L30, X4).

use crate::{
    staff::at_desk,
    support::{Desk, SECRET, card},
};
use domain::decision::Role;
use http::StatusCode;
use sqlx::PgPool;

const ID: &str = "018f0000-0000-7000-8000-00000000cafe";

fn whole() -> Vec<(&'static str, &'static str)> {
    vec![
        ("id", ID),
        ("what", "A laptop was stolen"),
        ("said_en", "A computer was <stolen>."),
        ("said_es", "Robaron una computadora."),
        ("found_on", "2026-11-20"),
        ("since", "2026-10-01"),
        ("until", "2026-10-31"),
        ("contact", "on"),
        ("reach", "everybody"),
    ]
}

#[sqlx::test(migrations = "../migrations")]
async fn l30_the_director_alone_writes_it_down_and_what_is_wrong_is_said_beside_the_field(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let mut director = at_desk(&desk, "mansfield", Role::Director).await;
    for role in Role::ALL.into_iter().filter(|role| *role != Role::Director) {
        let mut clerk = at_desk(&desk, "mansfield", role).await;
        for path in ["/desk/breach", "/desk/breach/new", "/desk/statistics", "/desk/statistics/csv"] {
            assert_eq!(clerk.get(path).await.status, StatusCode::NOT_FOUND, "{role:?} {path}");
        }
        assert_eq!(clerk.post("/desk/breach/new", &whole()).await.status, StatusCode::NOT_FOUND, "{role:?}");
    }
    let without = |name: &str| whole().into_iter().filter(|(field, _)| *field != name).collect::<Vec<_>>();
    let with = |name: &'static str, value: &'static str| {
        let mut fields = without(name);
        fields.push((name, value));
        fields
    };
    for (fields, field) in [
        (without("what"), "what"),
        (without("said_es"), "said_es"),
        (with("found_on", "2099-01-01"), "found_on"),
        (with("since", "soon"), "since"),
        (with("until", "2026-11-21"), "until"),
        (without("contact"), "classes"),
        (without("reach"), "reach"),
        (with("reach", "cards"), "cards"),
    ] {
        let answer = director.post("/desk/breach/new", &fields).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}");
        let page = answer.text();
        assert!(page.contains(&format!("id=\"{field}-error\"")), "{field}: {page}");
        assert!(page.contains("A computer was &lt;stolen&gt;."), "what was typed stays: {page}");
    }
    let mut nobodys = with("reach", "cards");
    let number = card(99);
    let cards: Vec<(&str, &str)> = nobodys.drain(..).chain([("cards", number.as_str())]).collect();
    let answer = director.post("/desk/breach/new", &cards).await;
    assert!(answer.text().contains("A card number is nobody"), "{}", answer.text());
    for _ in 0..5 {
        let done = director.post("/desk/breach/new", &whole()).await;
        assert_eq!(done.location(), format!("/desk/breach/{ID}?done=recorded"));
    }
    let list = director.get("/desk/breach").await.text();
    assert!(list.contains("January 19, 2027") && list.contains("The Attorney General is to be told"), "{list}");
    assert!(director.get("/desk").await.text().contains(": 1 not done"));
}

#[sqlx::test(migrations = "../migrations")]
async fn l30_x4_each_step_in_its_order_and_the_patron_reads_of_it_in_the_activity(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    desk.patron("mansfield", &card(1)).await;
    let mut director = at_desk(&desk, "mansfield", Role::Director).await;
    director.post("/desk/breach/new", &whole()).await;
    let path = format!("/desk/breach/{ID}");
    let page = director.get(&path).await.text();
    assert!(page.contains("by what the portal holds now: 1."), "{page}");
    assert!(page.contains("The portal holds no such number"), "Social Security numbers: {page}");
    let early = director.post(&path, &[("step", "tell")]).await;
    assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(early.text().contains("id=\"told-error\""), "the Attorney General first");
    let unticked = director.post(&path, &[("step", "general"), ("on", "2026-11-20"), ("how", "By form")]).await;
    assert_eq!(unticked.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(unticked.text().contains("value=\"By form\"") && unticked.text().contains("value=\"2026-11-20\""));
    let noted = [("step", "general"), ("told", "on"), ("on", "2026-11-20"), ("how", "By form")];
    assert_eq!(director.post(&path, &noted).await.location(), format!("{path}?done=yes"));
    for _ in 0..5 {
        assert_eq!(director.post(&path, &[("step", "tell")]).await.location(), format!("{path}?done=yes"));
    }
    assert_eq!(desk.does("breaches").await, "1 told of a breach, 0 reminders");
    let page = director.get(&path).await.text();
    assert!(page.contains("Told so far: 1 of 1.") && page.contains("Everyone is told"), "{page}");
    let proof = director.get(&format!("{path}/told")).await.text();
    let number = card(1);
    assert!(proof.contains(&format!("•••• {}", &number[number.len() - 4..])), "{proof}");
    assert!(!proof.contains(&number), "no more than is needed");
    let csv = director.get(&format!("{path}/told/csv")).await;
    assert!(csv.text().starts_with("\u{feff}name,card,told by,written,left\r\n"), "{}", csv.text());
    assert!(!csv.text().contains(&number));
    let mut patron = desk.visitor("mansfield", [203, 0, 113, 7]);
    patron.sign_in(&number, SECRET, true).await;
    let activity = patron.get("/record/activity").await.text();
    assert!(activity.contains("You were told of a breach of security"), "{activity}");
    let own = patron.get("/record/activity?lang=es").await.text();
    assert!(own.contains("Se le avisó de una filtración de datos"), "{own}");
}
