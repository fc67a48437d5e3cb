//! C5, L28, L29: newsletters without a card, by mailed links alone; the pages say the same for every address.

use crate::support::{Desk, Visitor, until};
use domain::ids::LibrarySlug;
use http::StatusCode;
use portal::mail::dev_list;
use sqlx::PgPool;

const LIBRARY: &str = "canton";
const ADDRESS: &str = "rosa@example.org";

/// The path of the link in the newest mail of this kind, once it is written.
async fn mailed(desk: &Desk, kind: &'static str) -> String {
    let slug: LibrarySlug = LIBRARY.parse().unwrap();
    until(kind, async || {
        let mails = dev_list(&desk.portal, &slug).await.unwrap();
        let text = mails.into_iter().find(|mail| mail.kind == kind)?.text;
        let link = text.split_whitespace().find(|word| word.contains("?t="))?;
        Some(format!("/newsletters/{}", link.split_once("/newsletters/")?.1))
    })
    .await
}

fn token(path: &str) -> String {
    path.split_once("?t=").unwrap().1.to_owned()
}

async fn asks(visitor: &mut Visitor, address: &str) -> (StatusCode, String) {
    let form = "018f0000-0000-7000-8000-00000000f00d";
    let fields = [("form", form), ("name", "Rosa"), ("email", address), ("list-monthly", "on")];
    let answer = visitor.post("/newsletters", &fields).await;
    (answer.status, answer.location().to_owned())
}

#[sqlx::test(migrations = "../migrations")]
async fn somebody_without_a_card_confirms_sees_stops_and_removes_by_mailed_links(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let mut rosa = desk.visitor(LIBRARY, [192, 0, 2, 7]);
    let page = rosa.get("/newsletters").await.text();
    assert!(page.contains("Library news") && !page.contains(" checked"), "nothing is ticked: {page}");
    let nothing = rosa.post("/newsletters", &[("name", ""), ("email", "x")]).await;
    assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(nothing.text().contains("Choose at least one newsletter."));
    assert_eq!(asks(&mut rosa, ADDRESS).await, (StatusCode::SEE_OTHER, "/newsletters/sent".to_owned()));

    let confirm = mailed(&desk, "subscribe").await;
    let question = rosa.get(&confirm).await;
    assert!(question.text().contains("Yes, send them to me"), "{}", question.text());
    assert_eq!(question.headers.get("referrer-policy").unwrap(), "strict-origin", "the link is not passed on");
    for _ in 0..2 {
        let done = rosa.post("/newsletters/confirm", &[("token", &token(&confirm))]).await;
        assert!(done.status == StatusCode::OK && done.text().contains("You get our newsletters"), "{}", done.text());
    }

    rosa.post("/newsletters/link", &[("own_email", ADDRESS)]).await;
    let mine = mailed(&desk, "subscriber-link").await;
    let all = rosa.get(&mine).await.text();
    for held in ["Rosa", ADDRESS, "It keeps my name and this address for that", "A yes to a newsletter", "It comes."] {
        assert!(all.contains(held), "{held} in {all}");
    }
    let token = token(&mine);
    let returned = "INSERT INTO returned_mail (library, id, subscriber_id, address, code, kind, returned_at) \
                    SELECT library, gen_random_uuid(), id, email, '5.1.1', 'newsletter', '2020-01-01Z' \
                    FROM subscriber WHERE confirmed_at IS NOT NULL";
    sqlx::query(returned).execute(&pool).await.unwrap();
    let back = rosa.get(&mine).await.text();
    assert!(back.contains("e-mail to your address came back") && !back.contains("It comes."), "{back}");
    let again = [("token", token.as_str()), ("list", "monthly"), ("answer", "yes")];
    let again = rosa.post("/newsletters/mine", &again).await.location().to_owned();
    assert!(rosa.get(&again).await.text().contains("It comes."), "the link arrived");
    let said = [("token", token.as_str()), ("list", "monthly"), ("answer", "no")];
    let stopped = rosa.post("/newsletters/mine", &said).await.location().to_owned();
    assert_eq!(stopped, format!("{mine}&done=saved"));
    assert!(rosa.get(&stopped).await.text().contains("It does not come."));
    let unsure = rosa.post("/newsletters/mine/remove", &[("token", &token)]).await;
    assert_eq!(unsure.status, StatusCode::UNPROCESSABLE_ENTITY);
    for _ in 0..2 {
        let gone = rosa.post("/newsletters/mine/remove", &[("token", &token), ("sure", "yes")]).await;
        assert!(gone.text().contains("All of it is removed"), "{}", gone.text());
    }
    assert_eq!(rosa.get(&mine).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(rosa.get(&confirm).await.status, StatusCode::UNPROCESSABLE_ENTITY, "nor by the first link");
}

#[sqlx::test(migrations = "../migrations")]
async fn nobody_learns_from_the_page_whether_an_address_gets_newsletters(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let mut rosa = desk.visitor(LIBRARY, [192, 0, 2, 7]);
    asks(&mut rosa, ADDRESS).await;
    let confirm = mailed(&desk, "subscribe").await;
    rosa.post("/newsletters/confirm", &[("token", &token(&confirm))]).await;
    let mut stranger = desk.visitor(LIBRARY, [203, 0, 113, 9]);
    let here = asks(&mut stranger, ADDRESS).await;
    assert_eq!(here, asks(&mut stranger, "nobody@example.org").await);
    let link = async |stranger: &mut Visitor, address: &str| {
        let answer = stranger.post("/newsletters/link", &[("own_email", address)]).await;
        (answer.status, answer.location().to_owned(), answer.text())
    };
    let here = link(&mut stranger, ADDRESS).await;
    assert_eq!(here, link(&mut stranger, "nobody@example.org").await);
    assert_eq!(here.1, "/newsletters/sent?what=link");
}
