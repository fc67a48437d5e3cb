//! `</textarea><script>` in every field that someone types into, a patron or a clerk, and in every text that the desk
//! and a parent are shown: read back as text on every page. (Permissions: permissions.rs, `permissions_desk.rs`; the
//! record and the archive: markup.rs.)

use crate::{
    markup::{ESCAPED, EVIL, is_harmless, pages_of, spoil},
    staff::at_desk,
    support::{Answer, Desk, SECRET, Visitor, card},
};
use domain::{
    contact::{Detail, Takes},
    decision::{Purpose, Role},
};
use http::{StatusCode, header};
use portal::staff::{NewAccount, add};
use sqlx::PgPool;

/// As far as any field takes.
const SHORT: &str = "\"'></textarea><script>alert(1)</script>";

/// Harmless, and there.
fn shows(answer: &Answer, what: &str) {
    let text = answer.text();
    is_harmless(&text, what);
    assert!(text.contains(ESCAPED), "{what} does not show it, so nothing is proved: {text}");
}

async fn signed_in(desk: &Desk, library: &str, serial: u32) -> Visitor {
    desk.patron(library, &card(serial)).await;
    let mut visitor = desk.visitor(library, [198, 51, 100, 1]);
    assert_eq!(visitor.sign_in(&card(serial), SECRET, true).await.location(), "/record");
    visitor
}

/// A value that this detail takes and that has markup in it, if it takes any.
fn typed(detail: Detail) -> Vec<(&'static str, String)> {
    detail
        .inputs()
        .iter()
        .map(|input| {
            // A postal code is one or is not taken.
            let value = if input.takes == Takes::PostalCode {
                "06268".to_owned()
            } else if input.most >= SHORT.len() {
                SHORT.to_owned()
            } else {
                SHORT.chars().take(input.most).collect()
            };
            (input.name, value)
        })
        .collect()
}

#[sqlx::test(migrations = "../migrations")]
async fn what_is_typed_as_a_contact_detail_is_text_to_the_patron_and_to_the_desk(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let mut owner = signed_in(&desk, "mansfield", 1).await;
    let mut taken = 0;
    for detail in Detail::ALL {
        let path = format!("/contact/{}", detail.code());
        let fields = typed(detail);
        let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        for step in ["", "edit", "save"] {
            let fields: Vec<_> = fields.iter().copied().chain([("step", step), ("secret", "")]).collect();
            let answer = owner.post(&path, &fields).await;
            is_harmless(&answer.text(), &format!("{path} {step}"));
            assert!(
                detail == Detail::Method || answer.text().contains("&lt;script"),
                "{path} {step}: {}",
                answer.text()
            );
        }
        let fields: Vec<_> = fields.iter().copied().chain([("step", "save"), ("secret", SECRET)]).collect();
        if owner.post(&path, &fields).await.status != StatusCode::SEE_OTHER {
            continue; // not taken at all
        }
        taken += 1;
        is_harmless(&owner.get(&format!("{path}/done")).await.text(), &path);
        shows(&owner.get("/contact").await, "/contact");
        shows(&owner.get("/record/pending").await, "/record/pending");
    }
    assert!(taken >= 1, "the address at least");
    let answer =
        owner.post("/contact/address", &[("address", "12 Elm Street"), ("zipcode", SHORT), ("step", "")]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    is_harmless(&answer.text(), "a postal code");
    let waiting: Vec<String> = sqlx::query_scalar("SELECT reference FROM pending_change WHERE reference IS NOT NULL")
        .fetch_all(&pool)
        .await
        .unwrap();
    let mut clerk = at_desk(&desk, "mansfield", Role::Desk).await;
    let mut shown = 0;
    for reference in waiting {
        let path = format!("/desk/changes/{reference}");
        let page = clerk.get(&path).await.text();
        is_harmless(&page, &path);
        shown += usize::from(page.contains(ESCAPED));
        shows(
            &clerk.post(&path, &[("step", "refuse"), ("reason", &EVIL.repeat(9))]).await,
            "a reason that is too long",
        );
        is_harmless(&clerk.post(&path, &[("step", "check"), ("seen", EVIL)]).await.text(), &path);
        is_harmless(&clerk.post(&path, &[("step", "check"), ("seen", "passport")]).await.text(), &path);
        is_harmless(&clerk.post(&path, &[("step", "refuse"), ("reason", SHORT)]).await.text(), &path);
        let refused = clerk.post(&path, &[("step", "refuse-it"), ("reason", SHORT)]).await;
        assert_eq!(refused.location(), "/desk?done=refused");
        is_harmless(&owner.get("/contact").await.text(), "/contact");
        shows(&owner.get("/record/pending").await, "the reason, in the record");
    }
    assert!(shown >= 1);
    let archive = owner.post("/record/download", &[("secret", SECRET)]).await;
    let page = pages_of(&archive.body);
    is_harmless(&page, "the archive's page");
    assert!(page.contains(ESCAPED));
}

#[sqlx::test(migrations = "../migrations")]
async fn names_in_a_family_are_text_to_the_parent_the_child_and_the_desk(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let library = "lci-member";
    desk.patron_born(library, &card(2), "2013-05-06").await;
    let mut parent = signed_in(&desk, library, 1).await;
    desk.names_guardian(&card(2), "x", "x").await;
    assert!(spoil(&pool, library).await > 5);
    for path in ["/family/add", "/family/add/code"] {
        let fields = [("child_card", EVIL), ("child_secret", EVIL), ("own_secret", EVIL), ("code", EVIL)];
        shows(&parent.post(path, &fields).await, path);
    }
    let fields = [("child_card", card(2)), ("child_secret", SECRET.into()), ("own_secret", SECRET.into())];
    let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let added = parent.post("/family/add", &fields).await;
    shows(&parent.get(added.location()).await, "/family?added");
    let link = added.location().replace("?added=", "/");
    for page in ["", "/remove", "/identity", "/contact", "/family"] {
        shows(&parent.get(&format!("{link}{page}")).await, &format!("a child's record {page}"));
    }
    let mut child = desk.visitor(library, [198, 51, 100, 2]);
    child.sign_in(&card(2), SECRET, true).await;
    for page in ["/family", "/record/identity"] {
        shows(&child.get(page).await, page);
    }
    is_harmless(&child.get("/record/activity").await.text(), "/record/activity");
    let mut clerk = at_desk(&desk, library, Role::Desk).await;
    let look = clerk.post("/desk/find", &[("find", &card(2))]).await.location().to_owned();
    clerk.post(&look, &[("purpose", "family-review")]).await;
    shows(&clerk.get(&look).await, "the look");
    let family = look.replace("/look/", "/family/");
    shows(&clerk.get(&family).await, "/desk/family");
    let fields = [("act", "code"), ("row", EVIL), ("guardian_card", EVIL), ("seen", EVIL), ("link", EVIL)];
    shows(&clerk.post(&family, &fields).await, "/desk/family, wrong");
    for act in ["hold", "lift", "end"] {
        let fields = [("act", act), ("hold", "custody"), ("link", EVIL)];
        is_harmless(&clerk.post(&family, &fields).await.text(), act);
    }
    parent.post(&format!("{link}/remove"), &[]).await;
    for path in [link.as_str(), "/family"] {
        is_harmless(&parent.get(path).await.text(), path);
    }
    assert_eq!(parent.get(&link).await.status, StatusCode::GONE);
}

#[sqlx::test(migrations = "../migrations")]
async fn what_the_desk_is_shown_and_types_is_text(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let by = desk.operator("mansfield").into();
    let hasher = portal::password::Hasher::for_tests();
    let new = NewAccount { login: "evil", name: SHORT, role: Role::Desk };
    add(&desk.portal, &hasher, &by, new, Some("seven grey herons by the mill".to_owned().into())).await.unwrap();
    let mut director = at_desk(&desk, "mansfield", Role::Director).await;
    shows(&director.get("/desk/staff").await, "/desk/staff");
    let mut stranger = desk.visitor("mansfield", [203, 0, 113, 5]);
    shows(&stranger.post("/desk/sign-in", &[("login", EVIL), ("next", EVIL)]).await, "/desk/sign-in");
    is_harmless(&stranger.get("/desk/sign-in?next=/desk/%22%3E%3Cscript%3Ealert(1)%3C/script%3E").await.text(), "next");
    shows(&director.post("/desk/find", &[("find", EVIL)]).await, "/desk/find");
    is_harmless(&director.post("/desk/password", &[("current", EVIL), ("new_secret", EVIL)]).await.text(), "password");

    let hash = move |secret: &str| hasher.hash_here(secret, &[3; 16]);
    let today = "2026-11-23".parse().unwrap();
    let people = portal::demo::populate(
        &desk.portal,
        hash,
        &[desk.profiles.get(&"mansfield".parse().unwrap()).unwrap()],
        today,
        7,
    )
    .await
    .unwrap();
    assert!(spoil(&pool, "mansfield").await > 40);
    let (mut shown, mut looked) = (0, 0);
    for person in &people {
        let found = director.post("/desk/find", &[("find", &person.card)]).await;
        let look = found.location().to_owned();
        if !look.starts_with("/desk/look/") {
            continue; // the lost card
        }
        is_harmless(&director.post(&look, &[("purpose", EVIL)]).await.text(), "an unknown purpose");
        for purpose in Purpose::ALL {
            director.post(&look, &[("purpose", purpose.code())]).await;
            let page = director.get(&look).await.text();
            is_harmless(&page, purpose.code());
            shown += page.matches(ESCAPED).count();
            looked += 1;
        }
        is_harmless(
            &director.post(&format!("{look}/code"), &[("seen", EVIL)]).await.text(),
            "an unknown kind of photo ID",
        );
    }
    assert!(looked > 30 && shown > 30, "{shown} in {looked}");
}

#[sqlx::test(migrations = "../migrations")]
async fn what_no_form_of_ours_sends_about_e_mail_is_text(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let mut owner = signed_in(&desk, "mansfield", 1).await;
    sqlx::query("UPDATE contact SET email = $1").bind(EVIL).execute(&pool).await.unwrap();
    shows(&owner.get("/consents").await, "/consents");
    let newsletter = desk.profiles.get(&"mansfield".parse().unwrap()).unwrap().newsletters[0].code.clone();
    for answer in ["yes", "no"] {
        owner.post("/consents", &[("purpose", &newsletter), ("answer", answer)]).await;
    }
    for fields in [[("purpose", EVIL), ("answer", "yes")], [("purpose", newsletter.as_str()), ("answer", EVIL)]] {
        is_harmless(&owner.post("/consents", &fields).await.text(), "/consents");
    }
    is_harmless(&owner.get("/consents?done=%22%3E%3Cscript%3Ealert(1)%3C/script%3E").await.text(), "done");
    // What the words were, and for what, as an import of older answers might have it.
    sqlx::query("UPDATE consent SET words = $1, purpose = $1, words_version = $1")
        .bind(EVIL)
        .execute(&pool)
        .await
        .unwrap();
    shows(&owner.get("/consents").await, "/consents, older answers");
    let receipt: String = sqlx::query_scalar("SELECT id::text FROM consent LIMIT 1").fetch_one(&pool).await.unwrap();
    shows(&owner.get(&format!("/consents/receipts/{receipt}")).await, "the receipt");
    let json = owner.get(&format!("/consents/receipts/{receipt}/json")).await;
    assert_eq!(json.status, StatusCode::OK, "also of what is not asked any more");
    assert_eq!(json.headers[header::CONTENT_TYPE], "application/json", "and no browser reads it as a page");
    shows(&owner.get("/consents").await, "/consents");
}
