//! A clerk and a child's family.

use crate::support::{Desk, SECRET, Visitor, card};
use domain::{decision::Role, ids::LibrarySlug};
use http::StatusCode;
use portal::{
    password::Hasher,
    staff::{Added, NewAccount, add, dev_code},
};
use sqlx::PgPool;

const LIBRARY: &str = "lci-member";
const PASSWORD: &str = "catalogue-drawer-7781";

async fn clerk(desk: &Desk, login: &str, role: Role) -> Visitor {
    let library: LibrarySlug = LIBRARY.parse().unwrap();
    let (new, by) = (NewAccount { login, name: "Wanda Okafor", role }, desk.operator(LIBRARY).into());
    let added = add(&desk.portal, &Hasher::for_tests(), &by, new, Some(PASSWORD.to_owned().into())).await;
    assert!(matches!(added.unwrap(), Added::Done(_)));
    let code = dev_code(&desk.portal, &library, login).await.unwrap().unwrap();
    let mut clerk = desk.visitor(LIBRARY, [198, 51, 100, 40]);
    let answer = clerk.post("/desk/sign-in", &[("login", login), ("secret", PASSWORD), ("code", &code)]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    clerk
}

/// Opens a look at a card's record for this purpose; its name.
async fn look(clerk: &mut Visitor, number: &str, purpose: &str) -> String {
    let found = clerk.post("/desk/find", &[("find", number)]).await;
    let look = found.location().strip_prefix("/desk/look/").unwrap().to_owned();
    clerk.post(&format!("/desk/look/{look}"), &[("purpose", purpose)]).await;
    look
}

/// A parent (card 1), a child (card 2) whose record names the parent, both with passwords.
async fn people(desk: &Desk) {
    desk.patron(LIBRARY, &card(1)).await;
    desk.patron_born(LIBRARY, &card(2), "2013-05-06").await;
    desk.names_guardian(&card(2), "Adaeze Canaryname", "mother").await;
}

#[sqlx::test(migrations = "../migrations")]
async fn what_a_young_person_asked_the_desk_to_end_stands_in_its_work_until_it_is_ended(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    people(&desk).await;
    let mut clerk = clerk(&desk, "desk", Role::Desk).await;
    let pile = "Young people who ask to end a parent’s link (1)";
    assert!(!clerk.get("/desk").await.text().contains("id=\"ends\""));
    let sql = "INSERT INTO family_link (library, id, guardian_id, child_id, card_id, guardian_name, child_name, proven, linked_at, \
                                        end_asked_at) \
               SELECT c.library, gen_random_uuid(), g.person_id, c.person_id, c.id, 'Adaeze Canaryname', 'Ana', 'childs-card', \
                      '2026-11-01Z', '2026-11-02Z' FROM card c JOIN card g ON g.library = c.library \
               WHERE c.number = $1 AND g.number = $2 RETURNING id::text";
    let link: String = sqlx::query_scalar(sql).bind(card(2)).bind(card(1)).fetch_one(&pool).await.unwrap();
    let path = format!("/desk/ends/{link}");
    let work = clerk.get("/desk").await.text();
    assert!(work.contains(pile) && work.contains(&format!("href=\"{path}\"")), "{work}");
    assert!(!work.contains("Canaryname"), "it names nobody");
    let page = clerk.get(&path).await.text();
    assert!(page.contains("Adaeze Canaryname") && page.contains("End this link"), "{page}");
    assert_eq!(clerk.post(&path, &[]).await.location(), "/desk?done=link-ended");
    assert!(!clerk.get("/desk").await.text().contains("id=\"ends\""));
    assert_eq!(clerk.get(&path).await.status, StatusCode::NOT_FOUND);
}

#[sqlx::test(migrations = "../migrations")]
async fn a_name_that_turns_the_line_stands_apart_wherever_a_page_has_it(pool: PgPool) {
    const NAME: &str = "مريم\u{202E} Nour";
    let desk = Desk::open(&pool).await;
    people(&desk).await;
    let mut clerk = clerk(&desk, "desk", Role::Desk).await;
    for sql in [
        "UPDATE guardianship SET guardian_name = $1, relationship = $1",
        "INSERT INTO family_link (library, id, guardian_id, child_id, card_id, guardian_name, child_name, proven, linked_at, \
                                  end_asked_at) \
         SELECT c.library, gen_random_uuid(), g.id, c.person_id, c.id, $1, $1, 'childs-card', '2026-11-01Z', '2026-11-02Z' \
         FROM card c JOIN person p ON p.library = c.library AND p.id = c.person_id \
         JOIN person g ON g.library = c.library AND g.id <> p.id WHERE p.date_of_birth = '2013-05-06' AND $1 <> ''",
    ] {
        sqlx::query(sql).bind(NAME).execute(&pool).await.unwrap();
    }
    let look = look(&mut clerk, &card(2), "family-review").await;
    let id = |table: &str| sqlx::AssertSqlSafe(format!("SELECT id::text FROM {table}"));
    let link: String = sqlx::query_scalar(id("family_link")).fetch_one(&pool).await.unwrap();
    let pages = [
        clerk.get(&format!("/desk/family/{look}")).await.text(),
        clerk.get(&format!("/desk/ends/{link}")).await.text(),
    ];
    for page in pages {
        let all = page.matches(NAME).count();
        assert!(all > 0, "{page}");
        assert_eq!(page.matches(&format!("<bdi>{NAME}</bdi>")).count(), all, "{page}");
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn l14_from_photo_id_to_a_code_to_a_look_to_a_stop(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    people(&desk).await;
    let mut clerk = clerk(&desk, "desk", Role::Desk).await;
    let look = look(&mut clerk, &card(2), "family-review").await;
    assert!(clerk.get(&format!("/desk/look/{look}")).await.text().contains(&format!("/desk/family/{look}")));
    let family = format!("/desk/family/{look}");
    let page = clerk.get(&family).await.text();
    let row = page.split("name=\"row\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let wrong = clerk.post(&family, &[("act", "code")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    for field in ["row", "guardian_card", "seen"] {
        assert!(wrong.text().contains(&format!("href=\"#{field}\"")), "{field}");
    }
    let number = card(1);
    let asked = [("act", "code"), ("row", &row), ("guardian_card", &number), ("seen", "passport")];
    let made = clerk.post(&family, &asked).await.text();
    let code = made.split("class=\"reference\">").nth(1).unwrap().split('<').next().unwrap().to_owned();

    // In a browser of the desk the code is nobody's, also once the clerk has signed out.
    let mut window = self::clerk(&desk, "omar", Role::Desk).await;
    window.post("/desk/sign-out", &[]).await;
    window.sign_in(&number, SECRET, false).await;
    let refused = window.post("/family/add/code", &[("code", &code)]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text().contains("The code is still good"), "{}", refused.text());

    let mut parent = desk.visitor(LIBRARY, [198, 51, 100, 1]);
    parent.sign_in(&number, SECRET, true).await;
    let added = parent.post("/family/add/code", &[("code", &code)]).await;
    let link = added.location().replace("?added=", "/");
    assert!(parent.get(&format!("{link}/membership")).await.text().contains(&card(2)));

    // Asked first, then done.
    let stop = [("act", "stop"), ("stop", "custody")];
    assert!(clerk.post(&family, &stop).await.text().contains("Is this right?"));
    assert_eq!(parent.get(&link).await.status, StatusCode::OK);
    let sure = [("act", "stop"), ("stop", "custody"), ("sure", "yes")];
    assert_eq!(clerk.post(&family, &sure).await.location(), format!("{family}?done=stop"));
    let next = clerk.get(&format!("{family}?done=stop")).await.text();
    assert!(next.contains("Now give the young person a new code") && next.contains(&format!("/desk/look/{look}\"")));
    assert!(next.contains("Only the Director lifts this stop") && !next.contains("value=\"lift\""));
    let over = parent.get(&link).await;
    assert_eq!(over.status, StatusCode::GONE);
    for path in [link.as_str(), "/family", "/record/activity"] {
        let text = parent.get(path).await.text().to_lowercase();
        assert!(!text.contains("custody"), "{path}");
    }
    assert!(over.text().contains("It was ended at the desk"));
    let lift = [("act", "lift"), ("stop", "custody"), ("sure", "yes")];
    let no = clerk.post(&family, &lift).await;
    assert_eq!(no.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(no.text().contains("Only the Director lifts a stop made for custody or safety."));
    let mut director = self::clerk(&desk, "director", Role::Director).await;
    let hers = format!("/desk/family/{}", self::look(&mut director, &card(2), "family-review").await);
    assert!(director.get(&hers).await.text().contains("value=\"lift\""));
    assert_eq!(director.post(&hers, &lift).await.location(), format!("{hers}?done=1"));
    assert_eq!(parent.get(&link).await.status, StatusCode::GONE, "what was ended stays ended");

    // The old password is no way in for anyone who knows it; the clerk's code is.
    let mut child = desk.visitor(LIBRARY, [198, 51, 100, 2]);
    assert_eq!(child.sign_in(&card(2), SECRET, true).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let (code, new) = (desk.activation_code(LIBRARY, &card(2)).await, "orchard-lantern-2904");
    let chosen = child.post("/choose", &[("token", &code), ("new_secret", new), ("again", new)]).await;
    assert_eq!(chosen.status, StatusCode::SEE_OTHER, "{}", chosen.text());
    child.sign_in(&card(2), new, true).await;
    let activity = child.get("/record/activity?kind=family").await.text();
    for told in ["A code for a parent or guardian was made", "access was stopped", "was lifted", "was linked"] {
        assert!(activity.contains(told), "{told}");
    }
    assert!(!activity.to_lowercase().contains("custody"));
}

#[sqlx::test(migrations = "../migrations")]
async fn a_look_for_something_else_of_someone_else_or_by_the_administrator_opens_no_family(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    people(&desk).await;
    let mut wanda = clerk(&desk, "desk", Role::Desk).await;
    let circulation = look(&mut wanda, &card(2), "circulation").await;
    let path = format!("/desk/family/{circulation}");
    assert_eq!(wanda.get(&path).await.status, StatusCode::NOT_FOUND);
    let stop = [("act", "stop"), ("stop", "custody"), ("sure", "yes")];
    assert_eq!(wanda.post(&path, &stop).await.status, StatusCode::NOT_FOUND);

    let hers = look(&mut wanda, &card(2), "family-review").await;
    let mut ruth = clerk(&desk, "director", Role::Director).await;
    assert_eq!(ruth.get(&format!("/desk/family/{hers}")).await.status, StatusCode::NOT_FOUND, "another's look");
    let mut sam = clerk(&desk, "admin", Role::Administrator).await;
    let found = sam.post("/desk/find", &[("find", &card(2))]).await;
    assert!(found.text().contains("You may not see this"), "no look begins");
    // Nor does one help that was begun in another role.
    let look: String = sqlx::query_scalar(
        "INSERT INTO desk_look (library, id, staff_id, person_id, purpose, created_at, ends_at) \
         SELECT library, gen_random_uuid(), (SELECT id FROM staff_account WHERE login = 'admin'), person_id, purpose, \
                created_at, ends_at FROM desk_look WHERE id::text = $1 RETURNING id::text",
    )
    .bind(&hers)
    .fetch_one(&pool)
    .await
    .unwrap();
    let path = format!("/desk/family/{look}");
    let answer = sam.get(&path).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(!answer.text().contains("Adaeze"));
    assert_eq!(sam.post(&path, &stop).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let mut stranger = desk.visitor(LIBRARY, [203, 0, 113, 5]);
    assert!(stranger.get(&path).await.location().starts_with("/desk/sign-in"));
    let mut patron = desk.visitor(LIBRARY, [198, 51, 100, 1]);
    patron.sign_in(&card(1), SECRET, true).await;
    assert!(patron.get(&path).await.location().starts_with("/desk/sign-in"));
    let stops: i64 = sqlx::query_scalar("SELECT count(*) FROM guardian_hold").fetch_one(&pool).await.unwrap();
    assert_eq!(stops, 0);
}
