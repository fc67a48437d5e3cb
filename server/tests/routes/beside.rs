//! What stands beside the libraries' own pages: no library's address, a fault, leaving in a hurry, the way back to a form.

use crate::{
    routes,
    support::{Desk, SECRET, card},
};
use http::{Method, StatusCode};
use sqlx::PgPool;

#[sqlx::test(migrations = "../migrations")]
async fn an_unknown_address_says_so_in_words_and_in_the_readers_language(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    for (library, path, status, en, es) in [
        ("", "/no-such-page", StatusCode::NOT_FOUND, "There is no such page", "Esta página no existe"),
        (
            "nowhere",
            "/sign-in",
            StatusCode::MISDIRECTED_REQUEST,
            "There is no library at this address",
            "No hay ninguna biblioteca en esta dirección",
        ),
    ] {
        for (lang, words) in [("en", en), ("es", es)] {
            let answer = desk.visitor(library, [198, 51, 100, 1]).get(&format!("{path}?lang={lang}")).await;
            assert_eq!(answer.status, status, "{library}{path}");
            assert!(answer.text().contains(words), "{}", answer.text());
            assert!(answer.text().contains(&format!("<html lang=\"{lang}\"")));
            assert!(answer.headers.contains_key("content-security-policy"));
        }
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn no_link_on_a_page_leads_to_another_site_whatever_the_address_was(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    for library in ["mansfield", ""] {
        let page = desk.visitor(library, [198, 51, 100, 1]).get("//evil.example/x").await.text();
        assert!(!page.contains("href=\"//"), "{page}");
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn what_answers_a_form_is_read_in_another_language_on_the_page_of_the_form(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    for (form, page) in [
        ("/newsletters/mine/remove", "/newsletters"),
        ("/newsletters/link", "/newsletters"),
        ("//evil.example/", "/evil.example/"),
    ] {
        let text = desk.visitor("mansfield", [198, 51, 100, 1]).post(form, &[("own_email", "x")]).await.text();
        assert!(text.contains(&format!("href=\"{page}?lang=es\"")), "{form}: {text}");
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn a_file_that_is_not_there_is_not_kept_for_a_year(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let answer = desk.visitor("mansfield", [198, 51, 100, 1]).get("/pkg/portal.of-the-next-version.js").await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    assert!(!answer.headers["cache-control"].to_str().unwrap().contains("immutable"), "{:?}", answer.headers);
}

#[sqlx::test(migrations = "../migrations")]
async fn whoever_leaves_in_a_hurry_is_signed_out_and_gone(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    desk.patron("lci-member", &card(1)).await;
    let mut ada = desk.visitor("lci-member", [198, 51, 100, 1]);
    ada.sign_in(&card(1), SECRET, false).await;
    assert!(ada.get("/family").await.text().contains("Leave this page quickly"));
    assert!(!ada.get("/record").await.text().contains("Leave this page quickly"));
    let kept = ada.cookies.clone();
    let left = ada.post("/leave", &[]).await;
    assert!(left.headers["refresh"].to_str().unwrap().starts_with("0; url=https://"));
    assert!(!left.text().contains("library") && !left.text().contains("Canaryname"), "{}", left.text());
    ada.cookies = kept;
    assert_eq!(ada.get("/family").await.status, StatusCode::SEE_OTHER, "the old cookie opens nothing");
}

#[sqlx::test(migrations = "../migrations")]
async fn whoever_was_signed_out_while_filling_in_a_form_is_led_back_to_its_page(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let mut someone = desk.visitor("mansfield", [198, 51, 100, 1]);
    let all = routes::all();
    let mut forms = 0;
    for route in all.iter().filter(|route| route.methods.contains(&Method::POST) && !route.path.starts_with("/desk")) {
        let answer = someone.post(&route.path, &[]).await;
        let Some(next) = answer.location().strip_prefix("/sign-in?next=") else { continue };
        forms += 1;
        let (next, unsent) = next.split_once('&').unwrap();
        // What ends the session by itself may have been done, by the first of two clicks.
        let ends = ["/security/change", "/security/end-all", "/security/lost"].contains(&route.path.as_str());
        assert_eq!(unsent, if ends { "unsent=perhaps" } else { "unsent=yes" }, "{}", route.path);
        let back = all.iter().find(|page| page.path == next && page.methods.contains(&Method::GET));
        assert!(back.is_some(), "{} leads back to {next}, which is no page", route.path);
    }
    assert!(forms >= 10, "{forms}");
    let told = someone.get("/sign-in?next=/contact/phone&unsent=yes").await.text();
    assert!(told.contains("they were not saved"), "{told}");
}
