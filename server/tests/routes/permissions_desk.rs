//! Written permission at the desk (S3): who may open, confirm, refuse and tell, and what they then see.

use crate::{
    permissions::{NASTY, drafted, signed, signed_in},
    staff::at_desk,
    support::{Desk, SECRET, Visitor, card},
};
use domain::decision::Role;
use http::StatusCode;
use sqlx::PgPool;

async fn reference_of(owner: &mut Visitor, base: &str) -> String {
    let page = owner.get(base).await.text();
    page.split("<dt>Reference</dt><dd>").nth(1).unwrap().split('<').next().unwrap().to_owned()
}

#[sqlx::test(migrations = "../migrations")]
async fn s3_the_desk_confirms_in_two_steps_and_tells_only_what_is_permitted(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let mut owner = signed_in(&desk, "mansfield", &card(1)).await;
    let base = signed(&mut owner, "Ngozi Okafor").await;
    let reference = reference_of(&mut owner, &base).await;
    let mut clerk = at_desk(&desk, "mansfield", Role::Desk).await;
    let path = format!("/desk/permissions/{reference}");
    assert!(clerk.get("/desk").await.text().contains(&reference), "it waits in the work list");
    assert_eq!(clerk.post("/desk/find", &[("find", &reference.to_lowercase())]).await.location(), path);
    let page = clerk.get(&path).await.text();
    assert!(page.contains("Adaeze Canaryname") && page.contains("Ngozi Okafor"), "{page}");
    for private in ["12 Elm Street", "860-555-0142", "1988", "@example.org", &card(1)] {
        assert!(!page.contains(private), "what the task does not need is not in the page: {private}");
    }

    for wrong in [&[("action", "confirm")][..], &[("seen", "passport")], &[("action", "refuse"), ("reason", " ")]] {
        let answer = clerk.post(&format!("{path}/check"), wrong).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong:?}");
    }
    let confirm = [("action", "confirm"), ("seen", "passport")];
    assert!(clerk.post(&format!("{path}/check"), &confirm).await.text().contains("Check once more"));
    assert!(
        owner.get(&base).await.text().contains("Signed, waiting for the desk"),
        "nothing is done by the first step"
    );
    assert_eq!(clerk.post(&format!("{path}/settle"), &confirm).await.location(), format!("{path}?done=1"));
    assert!(owner.get(&base).await.text().contains("In force"));
    let again = clerk.post(&format!("{path}/settle"), &confirm).await;
    assert_eq!(again.location(), format!("{path}?done=1"), "by a second click");

    let tell = format!("{path}/disclose");
    let page = clerk.get(&tell).await.text();
    assert!(page.contains("Ngozi Okafor") && page.contains("Checked out now") && !page.contains("How to reach"));
    let none = clerk.post(&tell, &[("fees", "on")]).await;
    assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
    let no = clerk.post(&tell, &[("proven", "no"), ("fees", "on")]).await.text();
    assert!(no.contains("You cannot share anything") && no.contains("“Surrender of Records”"), "{no}");
    let wanted =
        [("proven", "yes"), ("seen", "drivers-license"), ("fees", "on"), ("contact", "on"), ("identity", "on")];
    let yes = clerk.post(&tell, &wanted).await.text();
    assert!(yes.contains("You can share this") && yes.contains("The permission does not cover this."), "{yes}");
    for private in ["12 Elm Street", "860-555-0142", "1988", "@example.org"] {
        assert!(!yes.contains(private), "{private}");
    }
    let used = clerk.post(&tell, &wanted).await.text();
    assert!(used.contains("You cannot share anything") && used.contains("one use"), "{used}");
    let seen = owner.get(&base).await.text();
    assert!(
        seen.contains("They showed:") && seen.contains("Driver’s license") && !seen.contains("Canaryclerk"),
        "{seen}"
    );
    let permissions = owner.get("/permissions").await.text();
    let told = permissions.split("What was told under a permission").nth(1).unwrap();
    assert!(
        told.contains("<ul class=\"cite\">") && told.contains("href=\"/privacy#rule-"),
        "rules have words and a link: {told}"
    );
    let activity = owner.get("/record/activity").await.text();
    for line in ["Told to someone you permitted", "Permission confirmed", "Checking a written permission"] {
        assert!(activity.contains(line), "{line}");
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn s3_no_part_is_ticked_before_the_clerk_ticks_it(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let mut owner = signed_in(&desk, "mansfield", &card(1)).await;
    let base = signed(&mut owner, "Ngozi Okafor").await;
    let path = format!("/desk/permissions/{}", reference_of(&mut owner, &base).await);
    let mut clerk = at_desk(&desk, "mansfield", Role::Desk).await;
    clerk.post(&format!("{path}/settle"), &[("action", "confirm"), ("seen", "passport")]).await;

    let ticks = |page: &str| -> Vec<bool> {
        let fields = page.split("<input").skip(1).filter_map(|rest| rest.split('>').next());
        fields.filter(|field| field.contains("checkbox")).map(|field| field.contains(" checked")).collect()
    };
    let tell = format!("{path}/disclose");
    let at_first = ticks(&clerk.get(&tell).await.text());
    assert!(at_first.len() > 1 && !at_first.contains(&true), "{at_first:?}");
    let none = clerk.post(&tell, &[("proven", "yes"), ("seen", "drivers-license")]).await;
    assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = none.text();
    assert!(page.contains("id=\"classes-error\"") && !ticks(&page).contains(&true), "{page}");
}

#[sqlx::test(migrations = "../migrations")]
async fn s2_only_staff_whose_task_it_is_open_a_permission(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let mut owner = signed_in(&desk, "mansfield", &card(1)).await;
    let base = signed(&mut owner, "Ngozi Okafor").await;
    let reference = reference_of(&mut owner, &base).await;
    let mut stranger = desk.visitor("mansfield", [203, 0, 113, 5]);
    let mut elsewhere = at_desk(&desk, "putnam", Role::Director).await;
    let mut administrator = at_desk(&desk, "mansfield", Role::Administrator).await;
    let confirm = [("action", "confirm"), ("seen", "passport"), ("proven", "yes"), ("fees", "on")];
    for of in [reference.as_str(), "P-0000-0000", "none"] {
        let path = format!("/desk/permissions/{of}");
        for page in ["", "/disclose"] {
            let page = format!("{path}{page}");
            for someone in [&mut stranger, &mut owner] {
                assert!(someone.get(&page).await.location().starts_with("/desk/sign-in"), "{page}");
            }
            assert_eq!(elsewhere.get(&page).await.status, StatusCode::NOT_FOUND, "{page}");
            assert!(!administrator.get(&page).await.text().contains("Ngozi"), "{page}");
        }
        for form in ["/check", "/settle", "/disclose"] {
            let form = format!("{path}{form}");
            for someone in [&mut stranger, &mut owner] {
                assert!(someone.post(&form, &confirm).await.location().starts_with("/desk/sign-in"), "{form}");
            }
            assert_eq!(elsewhere.post(&form, &confirm).await.status, StatusCode::NOT_FOUND, "{form}");
            assert!(!administrator.post(&form, &confirm).await.text().contains("Ngozi"), "{form}");
        }
    }
    assert!(owner.get(&base).await.text().contains("Signed, waiting for the desk"), "nothing happened to it");
    let activity = owner.get("/record/activity").await.text();
    assert!(!activity.contains("Checking a written permission"), "and nobody has looked");
}

#[sqlx::test(migrations = "../migrations")]
async fn a_reason_and_a_paper_are_text_wherever_they_are_shown(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let mut owner = signed_in(&desk, "mansfield", &card(1)).await;
    let base = signed(&mut owner, NASTY).await;
    let reference = reference_of(&mut owner, &base).await;
    let mut clerk = at_desk(&desk, "mansfield", Role::Desk).await;
    let path = format!("/desk/permissions/{reference}");
    let refuse = [("action", "refuse"), ("reason", NASTY)];
    let mut pages = vec![clerk.get(&path).await.text(), clerk.post(&format!("{path}/check"), &refuse).await.text()];
    pages.push(clerk.post(&format!("{path}/check"), &[("action", ""), ("reason", NASTY)]).await.text());
    assert_eq!(clerk.post(&format!("{path}/settle"), &refuse).await.location(), format!("{path}?done=1"));
    pages.push(owner.get(&base).await.text());

    let number = card(1);
    let mut paper = vec![
        ("card_number", number.as_str()),
        ("kind", "organization"),
        ("name", NASTY),
        ("proof", NASTY),
        ("fees", "on"),
        ("purpose", NASTY),
        ("from", "2026-11-23"),
        ("until", "2026-12-24"),
        ("uses", "once"),
        ("signed_name", NASTY),
        ("language", "es"),
        ("seen", "state-id"),
    ];
    pages.push(clerk.post("/desk/permissions/new", &paper[..5]).await.text());
    let check = clerk.post("/desk/permissions/new", &paper).await.text();
    let id = check.split("name=\"id\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    pages.push(check);
    paper.extend([("id", id.as_str()), ("step", "edit")]);
    let back = clerk.post("/desk/permissions/new", &paper).await;
    assert_eq!(back.status, StatusCode::OK);
    for typed in [number.as_str(), "2026-12-24"] {
        assert!(back.text().contains(&format!("value=\"{typed}\"")), "what was typed comes back: {typed}");
    }
    pages.push(back.text());
    paper.pop();
    paper.push(("step", "take"));
    let taken = clerk.post("/desk/permissions/new", &paper).await;
    assert!(taken.location().starts_with("/desk/permissions/P-"), "{}", taken.text());
    let twice = clerk.post("/desk/permissions/new", &paper).await;
    assert_eq!(twice.location(), taken.location(), "a double click is one permission");
    pages.push(clerk.get(taken.location()).await.text());
    let tell = format!("{}/disclose", taken.location().split('?').next().unwrap());
    pages.push(clerk.get(&tell).await.text());
    let wanted = [("proven", "yes"), ("seen", "other"), ("fees", "on")];
    let alone = clerk.post(&tell, &wanted).await.text();
    assert!(alone.contains("you took it yourself") && !alone.contains("You can share this"), "{alone}");
    pages.push(at_desk(&desk, "mansfield", Role::Director).await.post(&tell, &wanted).await.text());
    pages.push(owner.get("/permissions").await.text());
    for (at, page) in pages.iter().enumerate() {
        assert!(!page.contains("<script>alert(1)") && !page.contains("</textarea><script>"), "page {at}");
        assert!(page.contains("&lt;script&gt;alert(1)"), "page {at} shows it: {page}");
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn s3_a_look_by_card_opens_what_was_signed_by_its_reference_and_shows_no_draft(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let mut owner = signed_in(&desk, "mansfield", &card(1)).await;
    let base = signed(&mut owner, "Ngozi Okafor").await;
    let reference = reference_of(&mut owner, &base).await;
    drafted(&mut owner, "Still thinking").await;
    let mut clerk = at_desk(&desk, "mansfield", Role::Desk).await;
    assert!(clerk.get("/desk").await.text().contains("autofocus"), "a card can be scanned at once");
    let look = clerk.post("/desk/find", &[("find", &card(1))]).await.location().to_owned();
    clerk.post(&look, &[("purpose", "permission-review")]).await;
    let page = clerk.get(&look).await.text();
    assert!(page.contains("Ngozi Okafor") && !page.contains("Still thinking"), "{page}");
    let door = format!("name=\"find\" value=\"{reference}\"");
    assert!(page.contains("action=\"/desk/find\"") && page.contains(&door), "{page}");
    let opened = clerk.post("/desk/find", &[("find", &reference)]).await;
    assert_eq!(opened.location(), format!("/desk/permissions/{reference}"));
}

#[sqlx::test(migrations = "../migrations")]
async fn c3_w3_no_desk_takes_a_paper_where_no_permission_is_offered(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    for library in ["canton", "wethersfield"] {
        let mut clerk = at_desk(&desk, library, Role::Director).await;
        assert!(!clerk.get("/desk").await.text().contains("/desk/permissions/new"), "{library}");
        assert_eq!(clerk.get("/desk/permissions/new").await.status, StatusCode::NOT_FOUND);
        let answer = clerk.post("/desk/permissions/new", &[("secret", SECRET)]).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND);
    }
}
