//! What things rest on: every library's ledger and pages name its own rules and the statute's, in words.

use crate::{
    staff::at_desk,
    support::{Answer, Desk, SECRET, Visitor, card, drawer},
};
use domain::{
    decision::{Purpose, Role},
    inventory::Class,
};
use sqlx::PgPool;

/// What a reader sees of a page, or of a paper at the desk: no tags, no attributes.
fn seen(answer: &Answer) -> String {
    let html = answer.text();
    let (mut text, mut within) = (String::new(), false);
    for c in html.chars() {
        match c {
            '<' => within = true,
            '>' => {
                within = false;
                text.push(' ');
            }
            _ if !within => text.push(c),
            _ => {}
        }
    }
    text
}

/// The words of a text that read as the id of a rule: `S3`, `L17`.
fn bare_ids(text: &str) -> Vec<&str> {
    let is_id = |word: &&str| {
        word.len() <= 3
            && word.starts_with(['S', 'M', 'L', 'P', 'C', 'W', 'X'])
            && word.get(1..).is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_digit()))
    };
    text.split(|c: char| !c.is_alphanumeric()).filter(is_id).collect()
}

/// What a patron does that leaves a line, and what the desk does with them.
async fn live(desk: &Desk, pool: &PgPool, library: &str, owner: &mut Visitor) {
    owner.post("/choices", &[("what", "history"), ("history", "off"), ("sure", "yes")]).await;
    owner.post("/choices", &[("what", "language"), ("language", "es")]).await;
    let pending = "SELECT id::text FROM pending_change WHERE library = $1 AND status IN ('waiting', 'unverified')";
    for (detail, value) in [("phone", "860-555-0188"), ("email", "other@example.org")] {
        owner.post(&format!("/contact/{detail}"), &[(detail, value), ("step", "save"), ("secret", SECRET)]).await;
        let ids: Vec<String> = sqlx::query_scalar(pending).bind(library).fetch_all(pool).await.unwrap();
        assert!(!ids.is_empty(), "{library}: {detail}");
        for id in ids {
            assert_eq!(
                owner.post("/contact/take-back", &[("change", &id)]).await.location(),
                "/contact?done=taken-back"
            );
        }
    }
    for role in [Role::Desk, Role::Director, Role::Administrator] {
        let mut clerk = at_desk(desk, library, role).await;
        let found = clerk.post("/desk/find", &[("find", &card(1))]).await;
        assert_eq!(bare_ids(&seen(&found)), [""; 0], "{library}: {role:?}");
        let look = found.location().to_owned();
        if look.is_empty() {
            continue;
        }
        for purpose in Purpose::ALL {
            clerk.post(&look, &[("purpose", purpose.code())]).await;
            let page = clerk.get(&look).await;
            assert_eq!(bare_ids(&seen(&page)), [""; 0], "{library}: {role:?}, {purpose:?}");
        }
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn at_each_library_every_rule_in_the_ledger_is_its_own_or_the_statutes_and_no_page_shows_a_bare_id(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    for profile in desk.profiles.clone().iter() {
        let library = profile.slug.as_str();
        desk.patron(library, &card(1)).await;
        let mut owner = desk.visitor(library, [198, 51, 100, 1]);
        assert_eq!(owner.sign_in(&card(1), SECRET, false).await.location(), "/record", "{library}");
        live(&desk, &pool, library, &mut owner).await;

        // A line from before, when the card that was lost was one library's rule everywhere.
        sqlx::query(
            "INSERT INTO ledger_event (library, id, at, subject_id, action, actor_kind, via, classes, fields, rules, detail) \
             SELECT library, gen_random_uuid(), now(), id, 'contact-change-taken-back', 'system', 'portal', '{}', '{}', \
                    '{C3,L20,M1}', '{}' FROM person WHERE library = $1",
        )
        .bind(library)
        .execute(&pool)
        .await
        .unwrap();
        let drawers = Class::ALL.iter().map(|&class| drawer(class));
        let pages = ["/", "/privacy", "/permissions", "/family", "/family/add", "/consents", "/contact", "/security"];
        for path in pages.into_iter().map(str::to_owned).chain(drawers) {
            for lang in ["en", "es"] {
                // Anyone who is signed in is led on from the first page.
                let reader = if path == "/" { &mut desk.visitor(library, [198, 51, 100, 2]) } else { &mut owner };
                let page = seen(&reader.get(&format!("{path}?lang={lang}")).await);
                let (foot, old) = if lang == "en" {
                    ("The library is not affiliated with it", "noted under the number ")
                } else {
                    ("La biblioteca no está afiliada a él", "se anotó con el número ")
                };
                assert!(page.contains(foot), "{library}: {path}");
                // What an old line says of another library's rule is said, and told as what it is.
                let told = |page: String, id: &&str| page.replace(&format!("{old}{id}"), "");
                let page = ["C3", "L20", "M1"].iter().fold(page, told);
                assert_eq!(bare_ids(&page), [""; 0], "{library}: {path} {lang}");
            }
        }
        let activity = seen(&owner.get("/record/activity?lang=en").await);
        assert!(activity.contains("noted under the number L20") == (library != "lci-member"), "{library}: {activity}");
        owner.post("/security/lost", &[]).await;
        let named: Vec<String> = sqlx::query_scalar(
            "SELECT DISTINCT unnest(rules) FROM ledger_event WHERE library = $1 AND rules <> '{C3,L20,M1}'",
        )
        .bind(library)
        .fetch_all(&pool)
        .await
        .unwrap();
        assert!(named.len() >= 2, "{library}: {named:?}");
        for id in named {
            assert!(profile.rules.get(&id).is_some(), "{library}: {id}");
        }
    }
    let chooser = seen(&desk.visitor("", [198, 51, 100, 9]).get("/?lang=en").await);
    assert!(chooser.contains("No library is affiliated with it"), "{chooser}");
}

#[sqlx::test(migrations = "../migrations")]
async fn every_rule_stands_once_on_the_page_of_the_rules(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    for profile in desk.profiles.clone().iter() {
        let library = profile.slug.as_str();
        let mut visitor = desk.visitor(library, [203, 0, 113, 8]);
        for lang in ["en", "es"] {
            let page = visitor.get(&format!("/privacy?lang={lang}")).await.text();
            for id in profile.rules.all() {
                let anchor = format!("id=\"rule-{id}\"");
                assert_eq!(page.matches(&anchor).count(), 1, "{library} {lang}: {anchor}");
            }
            assert!(page.contains("class=\"pale\""), "{library}: what has no end is drawn pale");
        }
    }
}
