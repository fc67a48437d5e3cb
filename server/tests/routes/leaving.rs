//! L29, RFC 8058: a newsletter is left with one click, in the mail program or on its page, by the person who holds the mail, and the
//! link shows and does nothing else.

use crate::{
    permissions::signed_in,
    sign_in::without_nonce,
    staff::{at_desk, at_desk_as},
    support::{Answer, Desk, Visitor, card, until},
};
use chrono::Duration;
use domain::{decision::Role, ids::LibrarySlug};
use http::{Method, StatusCode, header};
use portal::mail::dev_list;
use sqlx::PgPool;

const LIBRARY: &str = "canton";
const ISSUE: &str = "/desk/newsletters/018f0000-0000-7000-8000-00000000cafe";

/// A patron who said yes, and the address of the link in the copy they were sent.
async fn sent(desk: &Desk) -> (Visitor, String) {
    let mut patron = signed_in(desk, LIBRARY, &card(1)).await;
    patron.post("/consents", &[("purpose", "monthly"), ("answer", "yes")]).await;
    let mut director = at_desk(desk, LIBRARY, Role::Director).await;
    let fields = [("list", "monthly"), ("subject_en", "This month"), ("body_en", "New **books**.")];
    let saved = director.post(&format!("{ISSUE}/edit"), &fields).await;
    assert_eq!(saved.location(), format!("{ISSUE}?done=saved"), "{}", saved.text());
    let page = director.get(ISSUE).await.text();
    assert!(
        page.contains("New <strong>books</strong>.") && page.contains("<strong>1</strong> people get it"),
        "{page}"
    );
    assert_eq!(director.post(ISSUE, &[("step", "send")]).await.location(), format!("{ISSUE}?done=sent"));
    let slug: LibrarySlug = LIBRARY.parse().unwrap();
    desk.does("newsletters").await;
    let link = until("the newsletter", async || {
        let mails = dev_list(&desk.portal, &slug).await.unwrap();
        let text = mails.into_iter().find(|mail| mail.kind == "newsletter")?.text;
        text.split_whitespace().find(|word| word.contains("/unsubscribe/")).map(str::to_owned)
    })
    .await;
    let path = link.split_once("/unsubscribe/").unwrap().1;
    (patron, format!("/unsubscribe/{path}"))
}

async fn last_answer(pool: &PgPool) -> (bool, String) {
    sqlx::query_as("SELECT given, means FROM consent WHERE purpose = 'monthly' ORDER BY position DESC LIMIT 1")
        .fetch_one(pool)
        .await
        .unwrap()
}

#[sqlx::test(migrations = "../migrations")]
async fn a_mail_program_stops_a_newsletter_with_one_post_and_no_cookie(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let (_, link) = sent(&desk).await;
    // Neither a cookie nor where it comes from; and from another site, as some web mail does.
    for headers in [&[][..], &[("sec-fetch-site", "cross-site"), ("origin", "https://mail.example")]] {
        let mut program = desk.visitor(LIBRARY, [192, 0, 2, 7]);
        let body = Some("List-Unsubscribe=One-Click".to_owned());
        let answer = program.send(Method::POST, &link, body, headers).await;
        assert_eq!((answer.status, answer.location()), (StatusCode::OK, ""), "at once, and led nowhere");
        assert!(answer.headers.get(header::SET_COOKIE).is_none());
        assert_eq!(last_answer(&pool).await, (false, "newsletter-link".to_owned()));
    }
    let said: i64 = sqlx::query_scalar("SELECT count(*) FROM consent").fetch_one(&pool).await.unwrap();
    assert_eq!(said, 2, "once");
}

#[sqlx::test(migrations = "../migrations")]
async fn a_link_that_is_followed_only_asks_and_tells_nothing_of_anybody(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let (mut patron, link) = sent(&desk).await;
    // A scanner of mail; a stranger with a forwarded copy; and the patron's own browser, where somebody else may be signed in.
    for visitor in [&mut desk.visitor(LIBRARY, [192, 0, 2, 7]), &mut patron] {
        let page = visitor.get(&link).await;
        assert_eq!(page.status, StatusCode::OK);
        let text = page.text();
        for secret in ["Adaeze", "Canaryname", "@example.org", "Elm Street", &card(1), "/sign-out"] {
            assert!(!text.contains(secret), "{secret} in {text}");
        }
        assert!(text.contains("does not send me “Library news”"), "the words that are kept: {text}");
        assert_eq!(page.headers[header::REFERRER_POLICY], "strict-origin");
    }
    assert!(last_answer(&pool).await.0, "nothing is done");
    // The same link opens nothing else.
    let token = link.strip_prefix("/unsubscribe/").unwrap();
    let mut stranger = desk.visitor(LIBRARY, [192, 0, 2, 7]);
    for path in [format!("/choose?t={token}"), format!("/contact/confirm?t={token}")] {
        assert_eq!(stranger.get(&path).await.status, StatusCode::UNPROCESSABLE_ENTITY, "{path}");
    }
    assert!(stranger.get("/record").await.location().starts_with("/sign-in"));
    let mut elsewhere = desk.visitor("mansfield", [192, 0, 2, 7]);
    assert_eq!(elsewhere.send(Method::POST, &link, None, &[]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(last_answer(&pool).await.0);
}

#[sqlx::test(migrations = "../migrations")]
async fn a_mistaken_click_is_taken_back_on_the_page_that_says_so(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let (_, link) = sent(&desk).await;
    let mut reader = desk.visitor(LIBRARY, [192, 0, 2, 7]);
    let left = reader.post(&link, &[]).await.text();
    assert!(left.contains("It is stopped"), "{left}");
    let undo = left.split("name=\"undo\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    for _ in 0..2 {
        let back = reader.post("/resubscribe", &[("undo", &undo)]).await;
        assert!(back.status == StatusCode::OK && back.text().contains("Your click is taken back"), "{}", back.text());
        assert_eq!(last_answer(&pool).await, (true, "link-taken-back".to_owned()));
    }
    let from_elsewhere = [("sec-fetch-site", "cross-site")];
    let body = Some(format!("undo={undo}"));
    let refused = reader.send(Method::POST, "/resubscribe", body, &from_elsewhere).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN, "no other site has anybody come back");
}

/// A page, and the value that takes leaving back.
fn page_and_undo(answer: &Answer) -> (String, String) {
    let text = without_nonce(&answer.text(), &answer.headers);
    let undo = text.split("name=\"undo\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    (text.replace(&undo, "UNDO"), undo)
}

#[sqlx::test(migrations = "../migrations")]
async fn whoever_holds_a_forwarded_mail_does_not_learn_whether_its_reader_had_left(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let (_, link) = sent(&desk).await;
    let mut stranger = desk.visitor(LIBRARY, [192, 0, 2, 7]);
    let (now, undo) = page_and_undo(&stranger.post(&link, &[]).await);
    assert!(!last_answer(&pool).await.0);
    desk.clock.advance(Duration::minutes(5));
    let (before, nothing) = page_and_undo(&stranger.post(&link, &[]).await);
    assert_eq!(now, before, "byte for byte");
    assert_eq!(undo.len(), nothing.len());
    let taken_back = async |stranger: &mut Visitor, undo: &str| {
        let answer = stranger.post("/resubscribe", &[("undo", undo)]).await;
        (answer.status, without_nonce(&answer.text(), &answer.headers))
    };
    let back = taken_back(&mut stranger, &nothing).await;
    assert!(!last_answer(&pool).await.0, "nothing is done");
    assert_eq!(back, taken_back(&mut stranger, &undo).await);
    assert!(last_answer(&pool).await.0);
}

#[sqlx::test(migrations = "../migrations")]
async fn the_editor_reads_why_an_issue_was_not_sent_and_to_how_many_in_both_languages(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    sent(&desk).await;
    // Nothing is delivered meanwhile.
    sqlx::query("UPDATE outbox SET status = 'withheld'").execute(&pool).await.unwrap();
    let mut director = at_desk_as(&desk, LIBRARY, "editor", Role::Director).await;
    let none = director.get(ISSUE).await.text();
    assert!(!none.contains("Who did not get it"), "{none}");
    for (state, why, english, spanish) in [
        ("left-out", "no-mail", "They want no e-mail at all", "No quieren ningún correo"),
        ("left-out", "suspended", "Mail to the address had come back", "Los correos a la dirección se devolvían"),
        ("failed", "550 5.1.1", "There is no such mailbox", "No existe ese buzón"),
    ] {
        let change = "UPDATE newsletter_delivery SET state = $1, why = $2";
        sqlx::query(change).bind(state).bind(why).execute(&pool).await.unwrap();
        let page = director.get(&format!("{ISSUE}?lang=en")).await.text();
        assert!(page.contains("Who did not get it, and why"), "{page}");
        assert!(page.contains(&format!("<strong>1</strong> {english}")), "{english}: {page}");
        let page = director.get(&format!("{ISSUE}?lang=es")).await.text();
        assert!(page.contains(spanish) && !page.contains(why), "{spanish}: {page}");
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn what_is_written_in_a_newsletter_is_text_wherever_it_is_shown(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let mut director = at_desk(&desk, LIBRARY, Role::Director).await;
    let evil = "</textarea><script>alert(1)</script> <img src=x onerror=alert(1)> [x](javascript:alert(1))";
    let fields = [("list", "monthly"), ("subject_en", evil), ("body_en", evil)];
    director.post(&format!("{ISSUE}/edit"), &fields).await;
    for path in [ISSUE.to_owned(), format!("{ISSUE}/edit"), "/desk/newsletters".to_owned()] {
        let text = director.get(&path).await.text();
        assert!(!text.contains("<script>alert") && !text.contains("<img src=x"), "{path}: {text}");
        assert!(!text.contains("href=\"javascript"), "{path}");
    }
}
