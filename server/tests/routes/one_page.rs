//! One place for one thing: what is held, and what can be done about it, on one page.

use crate::support::{Desk, SECRET, card, drawer};
use domain::inventory::Class;
use http::StatusCode;
use sqlx::PgPool;

#[sqlx::test(migrations = "../migrations")]
async fn what_can_be_changed_stands_on_one_page_with_what_can_be_done_about_it(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    desk.patron("mansfield", &card(1)).await;
    let mut ada = desk.visitor("mansfield", [198, 51, 100, 1]);
    ada.sign_in(&card(1), SECRET, false).await;
    let overview = ada.get("/record").await.text();
    for class in Class::ALL {
        let (own, page) = (format!("/record/{}", class.code()), drawer(class));
        assert!(overview.contains(&format!("href=\"{page}\"")), "{class:?} is reached from the overview");
        if page == own {
            continue;
        }
        assert!(!overview.contains(&format!("href=\"{own}\"")), "{class:?} has one page");
        let led = ada.get(&own).await;
        assert_eq!((led.status, led.location()), (StatusCode::SEE_OTHER, format!("{page}#held").as_str()));
        for turned in ["3", "1"] {
            let led = ada.get(&format!("{own}?page={turned}")).await;
            assert_eq!(led.location(), format!("{page}?page={turned}#held"), "a list that is turned stands open");
        }
        let shown = ada.get(&page).await.text();
        for part in ["id=\"held\"", "About this information", "How long", "Who has seen it"] {
            assert!(shown.contains(part), "{page}: {part}");
        }
    }
    let contact = ada.get("/contact").await.text();
    let held = contact.split("id=\"held\"").nth(1).unwrap();
    for part in ["12 Elm Street", "860-555-0142", "Why we have this", "Where it came from", "Change it"] {
        assert!(held.contains(part), "{part}");
    }
    let again = ada.post("/consents", &[("purpose", "all-mail"), ("answer", "no"), ("secret", "wrong")]).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", again.text());
    assert!(again.text().contains("id=\"held\""));
}

#[sqlx::test(migrations = "../migrations")]
async fn what_is_not_recorded_is_named_once_and_has_no_sheet_of_its_own(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    desk.patron("mansfield", &card(1)).await;
    let mut ada = desk.visitor("mansfield", [198, 51, 100, 1]);
    ada.sign_in(&card(1), SECRET, false).await;
    let held = |page: String| page.split("id=\"held\"").nth(1).unwrap().to_owned();
    let contact = held(ada.get("/contact").await.text());
    assert_eq!(contact.matches("<dt>Not recorded</dt>").count(), 1, "{contact}");
    let family = held(ada.get("/family").await.text());
    assert_eq!(family.matches("Nothing recorded:").count(), 1, "{family}");
    assert!(!family.contains("Nothing is recorded here."), "{family}");
    for list in ["Family tie", "Looking at a child’s record", "Stops made at the desk"] {
        assert!(family.contains(list), "{list}");
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn paper_says_whose_record_it_is_and_as_of_when(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    desk.patron("mansfield", &card(1)).await;
    let mut ada = desk.visitor("mansfield", [198, 51, 100, 1]);
    ada.sign_in(&card(1), SECRET, false).await;
    for path in ["/record", "/record/activity", "/record/history", "/contact", "/consents", "/family", "/security"] {
        let page = ada.get(path).await.text();
        let printed = page.split("data-printed=\"").nth(1).unwrap().split('"').next().unwrap();
        assert!(printed.starts_with("Canaryname, Adaeze. As of "), "{path}: {printed}");
    }
    let policy = desk.visitor("mansfield", [198, 51, 100, 2]).get("/privacy").await.text();
    assert!(!policy.contains("data-printed"), "{policy}");
}

#[sqlx::test(migrations = "../migrations")]
async fn what_is_empty_is_said_in_one_line(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    desk.patron("mansfield", &card(1)).await;
    let mut ada = desk.visitor("mansfield", [198, 51, 100, 1]);
    ada.sign_in(&card(1), SECRET, false).await;
    let identity = ada.get("/record/identity").await.text();
    assert_eq!(identity.matches("Not recorded").count(), 1, "{identity}");
    assert!(identity.split("Not recorded").nth(1).unwrap().contains("Suffix"), "{identity}");
    let pending = ada.get("/record/pending").await.text();
    assert_eq!(pending.matches("Nothing recorded:").count(), 1, "{pending}");
    assert!(pending.contains("Changes asked for; ") && !pending.contains("Nothing is recorded here."), "{pending}");
    // Said once, and not again by an empty list or by how long it is kept.
    let computers = ada.get("/record/computer-use").await.text();
    assert!(computers.contains("Not held here. ") && !computers.contains("How long"), "{computers}");
    assert!(!computers.contains("Nothing is recorded here."), "{computers}");
}

#[sqlx::test(migrations = "../migrations")]
async fn where_there_is_nothing_the_page_says_what_would_stand_there(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    desk.patron("mansfield", &card(1)).await;
    let mut ada = desk.visitor("mansfield", [198, 51, 100, 1]);
    ada.sign_in(&card(1), SECRET, false).await;
    for (path, english, spanish) in [
        (
            "/record/checkouts",
            "Nothing is recorded here. Loans will appear here, each with the day it is due.",
            "Aquí no hay nada registrado. Aquí aparecerá cada préstamo, con el día en que vence.",
        ),
        ("/record/fees", "Charges and payments will appear here", "Aquí aparecerán los cargos y los pagos"),
        ("/record/pending", "Changes that were asked for will appear here", "Aquí aparecerá cada cambio que se pide"),
        ("/permissions", "Each one you give will appear here: for whom", "Aquí aparecerá cada uno: para quién"),
        ("/family", "Each child’s card will appear here", "Aquí aparecerá la tarjeta de cada uno"),
    ] {
        for (lang, said) in [("es", spanish), ("en", english)] {
            let page = ada.get(&format!("{path}?lang={lang}")).await.text();
            assert!(page.contains(said), "{path}: {said}: {page}");
        }
    }
    desk.has_read(&card(1), "A book").await;
    assert!(!ada.get("/record/history").await.text().contains("will appear here"));
}

#[sqlx::test(migrations = "../migrations")]
async fn l20_beside_a_contact_detail_is_the_way_to_change_it_and_no_other(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    desk.patron("mansfield", &card(1)).await;
    sqlx::raw_sql(
        "UPDATE contact SET county = 'Tolland'; \
         INSERT INTO alternate_contact (library, id, person_id, sourced_at, source, kind, name, phone) \
         SELECT library, gen_random_uuid(), id, '2026-11-01Z', 'ils', 'person', 'Ngozi', '860-555-0123' FROM person",
    )
    .execute(&pool)
    .await
    .unwrap();
    let mut ada = desk.visitor("mansfield", [198, 51, 100, 1]);
    ada.sign_in(&card(1), SECRET, false).await;
    let page = ada.get("/contact").await.text();
    let held = page.split("id=\"held\"").nth(1).unwrap();
    for way in ["/contact/address", "/contact/phone", "/contact/other-person"] {
        assert!(held.contains(&format!("href=\"{way}\"")), "{way}: {held}");
    }
    assert_eq!(held.matches("/corrections/contact/").count(), 1, "of the county alone: {held}");
    assert!(held.contains("?field=county\"") && !held.contains("/corrections/alternate_contact/"), "{held}");
    let id: String = sqlx::query_scalar("SELECT id::text FROM contact").fetch_one(&pool).await.unwrap();
    let wrong = [("field", "email"), ("wish", "It is thief@example.org")];
    let asked = ada.post(&format!("/corrections/contact/{id}"), &wrong).await;
    assert_eq!(asked.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", asked.text());
    let waiting: i64 = sqlx::query_scalar("SELECT count(*) FROM correction").fetch_one(&pool).await.unwrap();
    assert_eq!(waiting, 0);
}

#[sqlx::test(migrations = "../migrations")]
async fn the_tabs_are_what_the_library_offers(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    for (library, permissions, family) in
        [("mansfield", true, true), ("canton", false, false), ("wethersfield", false, true)]
    {
        desk.patron(library, &card(1)).await;
        let mut ada = desk.visitor(library, [198, 51, 100, 1]);
        ada.sign_in(&card(1), SECRET, false).await;
        let page = ada.get("/record").await.text();
        let tabs = page.split("id=\"pages\"").nth(1).unwrap().split("</nav>").next().unwrap();
        for (tab, shown) in [("/contact", true), ("/permissions", permissions), ("/family", family)] {
            assert_eq!(tabs.contains(&format!("href=\"{tab}\"")), shown, "{library}: {tab}");
        }
        let main = page.split("<main").nth(1).unwrap();
        assert!(main.contains("href=\"/family\""), "{library}: what is held of a family is on the overview");
        assert_eq!(ada.get("/family/add").await.status, StatusCode::OK);
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn every_number_of_the_library_is_called_by_a_tap(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    desk.patron("mansfield", &card(1)).await;
    let phone = desk.profiles.iter().find(|profile| profile.slug.as_str() == "mansfield").unwrap().desk.phone.clone();
    let mut ada = desk.visitor("mansfield", [198, 51, 100, 1]);
    ada.sign_in(&card(1), SECRET, false).await;
    for path in ["/record", "/record/registrations", "/lost-card", "/card-closed", "/family"] {
        let page = ada.get(path).await.text();
        let plain = page.matches(&phone).count();
        assert!(plain > 0, "{path} says the number");
        assert_eq!(page.matches(&format!(">{phone}</a>")).count(), plain, "{path}");
    }
}
