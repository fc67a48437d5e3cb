//! Written permission (S3) through the browser's door: from draft to withdrawal, and everybody else kept out.

use crate::support::{Answer, Desk, SECRET, Visitor, card, noon};
use chrono::Duration;
use http::StatusCode;
use sqlx::PgPool;

/// What no page may ever give back as it was typed.
pub const NASTY: &str = "</textarea><script>alert(1)</script>\"'&amp;";

pub async fn signed_in(desk: &Desk, library: &str, number: &str) -> Visitor {
    desk.patron(library, number).await;
    let mut visitor = desk.visitor(library, [198, 51, 100, 1]);
    assert_eq!(visitor.sign_in(number, SECRET, false).await.location(), "/record");
    visitor
}

/// Every answer of a draft, with `text` where there is text to type.
fn answers(text: &str) -> Vec<(&str, &str)> {
    vec![
        ("kind", "person"),
        ("name", text),
        ("proof", text),
        ("checkouts", "on"),
        ("fees", "on"),
        ("purpose", text),
        ("from", "2026-11-23"),
        ("until", "12/24/2026"),
        ("uses", "once"),
    ]
}

/// The same with other values in some fields; a field that is empty there is not sent.
fn answers_but<'a>(others: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut fields = answers("Ngozi Okafor");
    fields.retain(|(name, _)| others.iter().all(|(other, _)| other != name));
    fields.extend(others.iter().filter(|(_, value)| !value.is_empty()));
    fields
}

/// Begins a draft and answers every question with `text` where there is text to type. The address of the permission.
pub async fn drafted(owner: &mut Visitor, text: &str) -> String {
    let begun = owner.post("/permissions/new", &[]).await;
    assert_eq!(begun.status, StatusCode::SEE_OTHER);
    let base = begun.location().strip_suffix("/write").unwrap().to_owned();
    let answer = owner.post(&format!("{base}/write"), &answers(text)).await;
    assert_eq!(answer.location(), format!("{base}/sign"), "{}", answer.text());
    base
}

/// The digest that the sign page carries.
pub fn shown(page: &Answer) -> String {
    let text = page.text();
    text.split("name=\"shown\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
}

pub async fn signed(owner: &mut Visitor, text: &str) -> String {
    let base = drafted(owner, text).await;
    let page = owner.get(&format!("{base}/sign")).await;
    let fields = [("signed_name", text), ("secret", SECRET), ("shown", &shown(&page))];
    let answer = owner.post(&format!("{base}/sign"), &fields).await;
    assert_eq!(answer.location(), format!("{base}/done"), "{}", answer.text());
    base
}

#[sqlx::test(migrations = "../migrations")]
async fn s3_a_patron_gives_and_withdraws_a_permission(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let mut owner = signed_in(&desk, "mansfield", &card(1)).await;
    assert!(owner.get("/permissions").await.text().contains("You have given no permission."));
    let base = signed(&mut owner, "Ngozi Okafor").await;
    let done = owner.get(&format!("{base}/done")).await.text();
    assert!(done.contains("photo ID") && done.contains("P-"), "{done}");
    let page = owner.get(&base).await.text();
    assert!(page.contains("Signed, waiting for the desk") && page.contains("SHA-256"), "{page}");
    assert!(owner.get(&format!("{base}/print")).await.text().contains("How to withdraw it"));
    assert_eq!(owner.get(&format!("{base}/write")).await.location(), base, "a signed one is no draft");
    assert_eq!(owner.post(&format!("{base}/write"), &answers("Somebody else")).await.location(), base);
    assert_eq!(owner.get(&format!("{base}/withdraw")).await.status, StatusCode::OK);
    let gone = owner.post(&format!("{base}/withdraw"), &[]).await;
    assert_eq!(gone.location(), format!("{base}?done=withdrawn"));
    assert!(owner.get(gone.location()).await.text().contains("The permission is withdrawn"));
    let again = owner.post(&format!("{base}/withdraw"), &[]).await;
    assert_eq!(again.location(), gone.location(), "by a second click");
    // And the record, the activity and the archive's page say so.
    let held = owner.get("/permissions").await.text();
    let held = held.split("id=\"held\"").nth(1).unwrap();
    for part in ["Ngozi Okafor", "Written permissions: 1", "Where it came from", "This is wrong"] {
        assert!(held.contains(part), "{part}: {held}");
    }
    let consents = owner.get("/consents").await.text();
    assert!(
        !consents.contains("Ngozi Okafor") && consents.contains("href=\"/permissions\""),
        "one place for one thing"
    );
    let activity = owner.get("/record/activity").await.text();
    for line in ["Permission drafted", "Permission signed", "Permission withdrawn"] {
        assert!(activity.contains(line), "{line}");
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn what_is_wrong_is_said_and_what_was_typed_is_kept(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let mut owner = signed_in(&desk, "mansfield", &card(1)).await;
    let base = drafted(&mut owner, "Ngozi Okafor").await;
    for (fields, field, kept) in [
        (&[("kind", ""), ("name", "Someone Typed")][..], "kind", Some("Someone Typed")),
        (&[("name", " ")], "name", None),
        (&[("proof", "\u{202E}turned")], "proof", None),
        (&[("checkouts", ""), ("fees", "")], "classes", None),
        (&[("credentials", "on")], "classes", None),
        (&[("purpose", "")], "purpose", None),
        (&[("from", "yesterday"), ("until", "2026-12-24")], "from", Some("yesterday")),
        (&[("from", "2026-11-22"), ("until", "2026-12-24")], "from", Some("2026-12-24")),
        (&[("from", "2026-11-23"), ("until", "2027-11-24")], "until", Some("2027-11-24")),
        (&[("from", "2026-12-23"), ("until", "2026-11-24")], "until", Some("2026-12-23")),
        (&[("uses", "twice")], "uses", None),
    ] {
        let answer = owner.post(&format!("{base}/write"), &answers_but(fields)).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{fields:?}");
        let page = answer.text();
        assert!(page.contains("<title>Error: ") && page.contains(&format!("href=\"#{field}\"")), "{fields:?}");
        assert!(page.contains(&format!("id=\"{field}\"")), "{field}: the summary leads to a field");
        assert!(kept.is_none_or(|kept| page.contains(kept)), "{kept:?}");
        assert_eq!(page.matches("class=\"error\"").count(), 1, "{fields:?}: nothing else is wrong");
    }
    let draft = owner.get(&format!("{base}/write")).await.text();
    assert!(draft.contains("Ngozi Okafor") && draft.contains("December 24, 2026"), "the draft is as it was: {draft}");
    let page = owner.get(&format!("{base}/sign")).await;
    for (fields, field) in [
        ([("signed_name", ""), ("secret", SECRET), ("shown", &shown(&page))], "signed_name"),
        ([("signed_name", "Ana"), ("secret", ""), ("shown", &shown(&page))], "secret"),
        ([("signed_name", "Ana"), ("secret", "wrong"), ("shown", &shown(&page))], "secret"),
        ([("signed_name", "Ana"), ("secret", SECRET), ("shown", "another")], "text"),
    ] {
        let answer = owner.post(&format!("{base}/sign"), &fields).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}");
        assert!(answer.text().contains(&format!("href=\"#{field}\"")), "{field}");
        assert!(!answer.text().contains(SECRET));
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn what_can_be_read_is_kept_and_the_text_is_seen_while_it_is_written(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let mut owner = signed_in(&desk, "mansfield", &card(1)).await;
    let begun = owner.post("/permissions/new", &[("start", "pick-up")]).await;
    let write = begun.location().to_owned();
    let page = owner.get(&write).await.text();
    for said in [
        "To pick up my holds for me.",
        "- Holds",
        "________",
        "it may be used as often as needed",
        "nothing is held now",
    ] {
        assert!(page.contains(said), "{said}: {page}");
    }
    let (before, _) = page.split_once("class=\"fingerprint\"").unwrap();
    let line = before.rsplit("<details ").next().unwrap().split('>').next().unwrap();
    assert!(line.contains("hidden"), "it is not complete, so no fingerprint is shown: {line}");
    let half =
        [("kind", "person"), ("name", "Daniel"), ("purpose", "To pay what I owe"), ("holds", "on"), ("for", "week")];
    let later = owner.post(&write, &[&half[..], &[("then", "later"), ("from", "2026-11-24")]].concat()).await;
    assert_eq!(later.location(), "/permissions?done=kept", "what is missing is no fault of a draft");
    let page = owner.get(&write).await.text();
    assert!(page.contains("Daniel (a person)") && page.contains("The last day is November 30, 2026"), "{page}");
    assert!(page.contains("seems to speak of “Fees and payments”, which is not ticked"), "{page}");
    let whole = [("proof", "Photo ID"), ("uses", "once"), ("from", "2026-11-24")];
    assert_eq!(owner.post(&write, &[&half[..], &whole].concat()).await.location(), write.replace("/write", "/sign"));
    let text = |page: &str, from: &str| page.split(from).nth(1).unwrap().split("</pre>").next().unwrap().to_owned();
    let (written, sign) = (owner.get(&write).await.text(), owner.get(&write.replace("/write", "/sign")).await.text());
    let deed = "Written permission to Mansfield Public Library";
    assert_eq!(text(&written, deed), text(&sign, deed), "what is seen while it is written is what is signed");
    let digest = sign.split("name=\"shown\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    assert!(written.contains(digest), "and by the same fingerprint");
}

#[sqlx::test(migrations = "../migrations")]
async fn what_they_would_hear_is_said_of_what_is_ticked_and_kept_hidden_of_the_rest(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let number = card(1);
    let mut owner = signed_in(&desk, "mansfield", &number).await;
    sqlx::query(
        "INSERT INTO hold (library, id, person_id, title, placed_on, pickup_branch, status, ready_until, source, sourced_at) \
         SELECT library, gen_random_uuid(), person_id, 'The Overstory', '2026-11-01', 'MANSFIELD', 'ready', '2026-12-04', \
                'import', $2 \
         FROM card WHERE number = $1",
    )
    .bind(&number)
    .bind(noon())
    .execute(&desk.pool)
    .await
    .unwrap();
    let write = owner.post("/permissions/new", &[("start", "pick-up")]).await.location().to_owned();
    for (lang, holds, fees) in [
        ("en", "One hold is ready at Mansfield Public Library until Dec\u{a0}4.", "You owe $0.00."),
        ("es", "Una reserva está lista en Mansfield Public Library hasta el 4\u{a0}dic.", "Usted debe $0.00."),
    ] {
        let page = owner.get(&format!("{write}?lang={lang}")).await.text();
        let line = |said: &str| {
            let (before, _) = page.split_once(said).unwrap_or_else(|| panic!("{said}: {page}"));
            before.rsplit("<li ").next().unwrap().split('>').next().unwrap().to_owned()
        };
        assert!(line(holds).contains("data-class=\"holds\"") && !line(holds).contains("hidden"), "{}", line(holds));
        assert!(line(fees).contains("data-class=\"fees\"") && line(fees).contains("hidden"), "{}", line(fees));
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn a_session_that_lapses_loses_no_answer(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let number = card(1);
    let mut owner = signed_in(&desk, "mansfield", &number).await;
    let base = drafted(&mut owner, "Ngozi Okafor").await;
    desk.clock.advance(Duration::minutes(7));
    let lapsed = owner.post(&format!("{base}/write"), &answers("Another")).await;
    assert_eq!(lapsed.location(), format!("/sign-in?next={base}/write&unsent=yes"));
    owner.sign_in(&number, SECRET, false).await;
    assert!(owner.get(&format!("{base}/write")).await.text().contains("Ngozi Okafor"));
}

/// `</textarea><script>` in every text field, read back on every page that shows it.
#[sqlx::test(migrations = "../migrations")]
async fn what_is_typed_is_text_wherever_it_is_shown(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let mut owner = signed_in(&desk, "mansfield", &card(1)).await;
    let draft = drafted(&mut owner, NASTY).await;
    let base = signed(&mut owner, NASTY).await;
    let mut paths: Vec<String> = ["write", "sign"].map(|page| format!("{draft}/{page}")).into();
    paths.extend(["", "/done", "/print"].map(|page| format!("{base}{page}")));
    paths.push("/permissions".to_owned());
    for path in paths {
        let answer = owner.get(&path).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}");
        let page = answer.text();
        assert!(!page.contains("<script>alert(1)") && !page.contains("</textarea><script>"), "{path}");
        assert!(path.ends_with("/done") || page.contains("&lt;script&gt;alert(1)"), "{path} shows it");
    }
    let wrong =
        owner.post(&format!("{draft}/write"), &[("kind", ""), ("name", NASTY), ("purpose", NASTY)]).await.text();
    assert!(!wrong.contains("<script>alert(1)") && wrong.contains("&lt;script&gt;alert(1)"));
}

/// Every address of a permission × everybody whose it is not.
#[sqlx::test(migrations = "../migrations")]
async fn another_patrons_permission_is_not_found(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let mut owner = signed_in(&desk, "mansfield", &card(1)).await;
    let mut other = signed_in(&desk, "mansfield", &card(2)).await;
    let mut elsewhere = signed_in(&desk, "putnam", &card(3)).await;
    let mut stranger = desk.visitor("mansfield", [203, 0, 113, 5]);
    let (draft, base) = (drafted(&mut owner, "Ngozi").await, signed(&mut owner, "Ngozi").await);
    let pages = ["", "/write", "/sign", "/done", "/print", "/withdraw", "/discard"];
    let forms = ["/sign", "/withdraw", "/discard", "/write"];
    let fields =
        [("signed_name", "x"), ("secret", SECRET), ("kind", "person"), ("name", "x"), ("uses", "once"), ("fees", "on")];
    for of in [
        &draft,
        &base,
        &"/permissions/none".to_owned(),
        &"/permissions/00000000-0000-0000-0000-000000000000".to_owned(),
    ] {
        for page in pages {
            let path = format!("{of}{page}");
            for someone in [&mut other, &mut elsewhere] {
                let answer = someone.get(&path).await;
                assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
                assert!(!answer.text().contains("Ngozi"), "{path}");
            }
            let answer = stranger.get(&path).await;
            assert!(answer.location().starts_with("/sign-in"), "{path}");
            assert!(answer.body.is_empty());
        }
        for form in forms {
            let path = format!("{of}{form}");
            for someone in [&mut other, &mut elsewhere] {
                assert_eq!(someone.post(&path, &fields).await.status, StatusCode::NOT_FOUND, "{path}");
            }
            assert!(stranger.post(&path, &fields).await.location().starts_with("/sign-in"), "{path}");
        }
    }
    assert!(owner.get(&base).await.text().contains("Signed, waiting for the desk"), "nothing happened to it");
    assert!(owner.get(&format!("{draft}/write")).await.text().contains("Ngozi"));
    assert_eq!(owner.get(&format!("{draft}/anything")).await.status, StatusCode::NOT_FOUND);
}

#[sqlx::test(migrations = "../migrations")]
async fn c3_w3_where_no_permission_is_taken_the_page_says_why_and_names_the_law(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    for (library, serial) in [("canton", 1), ("wethersfield", 2)] {
        let mut owner = signed_in(&desk, library, &card(serial)).await;
        let page = owner.get("/permissions").await.text();
        assert!(page.contains("This library takes no permissions") && page.contains("§ 11-25(b)"), "{library}");
        assert!(!page.contains("/permissions/new"), "{library}");
        assert_eq!(owner.get("/permissions/new").await.location(), "/permissions");
        assert_eq!(owner.post("/permissions/new", &[]).await.location(), "/permissions");
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn a_form_from_another_site_signs_and_withdraws_nothing(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let mut owner = signed_in(&desk, "mansfield", &card(1)).await;
    let base = signed(&mut owner, "Ngozi").await;
    for path in [format!("{base}/withdraw"), "/permissions/new".to_owned()] {
        let headers = [("sec-fetch-site", "cross-site")];
        let answer = owner.send(http::Method::POST, &path, Some(String::new()), &headers).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{path}");
    }
    assert!(owner.get(&base).await.text().contains("Signed, waiting for the desk"));
}

#[sqlx::test(migrations = "../migrations")]
async fn the_text_is_signed_in_the_language_it_was_read_in(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let mut owner = signed_in(&desk, "putnam", &card(1)).await;
    let base = drafted(&mut owner, "Ngozi").await;
    let english = owner.get(&format!("{base}/sign?lang=en")).await;
    owner.get("/permissions?lang=es").await;
    let fields = [("signed_name", "Adaeze"), ("secret", SECRET), ("shown", &shown(&english))];
    let answer = owner.post(&format!("{base}/sign"), &fields).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "the English text is not signed on a Spanish page");
    let spanish = owner.get(&format!("{base}/sign")).await;
    assert!(spanish.text().contains("Permiso por escrito a Putnam Public Library"));
    let fields = [("signed_name", "Adaeze"), ("secret", SECRET), ("shown", &shown(&spanish))];
    assert_eq!(owner.post(&format!("{base}/sign"), &fields).await.location(), format!("{base}/done"));
    let page = owner.get(&format!("{base}?lang=en")).await.text();
    assert!(page.contains("<pre lang=\"es\" class=\"deed\">"), "it stays in the language it was signed in: {page}");
}
