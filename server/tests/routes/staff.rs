//! The desk's doors: who gets in, what each role finds there, and that patrons do not.

use crate::{
    permissions::signed_in,
    sign_in::refusal,
    support::{Desk, SECRET, Visitor, card},
};
use chrono::Duration;
use domain::{
    decision::Role,
    ids::LibrarySlug,
    reference::{Names, Reference},
};
use http::StatusCode;
use portal::{
    password::Hasher,
    staff::{Added, Ended, IDLE, NewAccount, add, dev_code, end},
};
use sqlx::PgPool;

pub const PASSWORD: &str = "seven grey herons by the mill";

/// A member of the staff, signed in.
pub async fn at_desk(desk: &Desk, library: &str, role: Role) -> Visitor {
    at_desk_as(desk, library, role.code(), role).await
}

/// The same, with this name to sign in.
pub async fn at_desk_as(desk: &Desk, library: &str, login: &str, role: Role) -> Visitor {
    let slug: LibrarySlug = library.parse().unwrap();
    let (new, by) = (NewAccount { login, name: "Canaryclerk", role }, desk.operator(library).into());
    let hasher = Hasher::for_tests();
    let added = add(&desk.portal, &hasher, &by, new, Some(PASSWORD.to_owned().into()));
    assert!(matches!(added.await.unwrap(), Added::Done(_)));
    let code = dev_code(&desk.portal, &slug, login).await.unwrap().unwrap();
    let mut clerk = desk.visitor(library, [203, 0, 113, 9]);
    let answer = clerk.post("/desk/sign-in", &[("login", login), ("secret", PASSWORD), ("code", &code)]).await;
    assert_eq!(answer.location(), "/desk", "{}", answer.text());
    clerk
}

#[sqlx::test(migrations = "../migrations")]
async fn staff_open_no_patrons_page_and_no_look_of_another(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let _ = signed_in(&desk, "mansfield", &card(1)).await;
    let mut clerk = at_desk(&desk, "mansfield", Role::Desk).await;
    for page in ["/record", "/record/history", "/contact", "/consents", "/permissions", "/family", "/security"] {
        assert!(clerk.get(page).await.location().starts_with("/sign-in"), "{page}");
    }
    let look = clerk.post("/desk/find", &[("find", &card(1))]).await.location().to_owned();
    assert!(look.starts_with("/desk/look/"), "{look}");
    assert_eq!(clerk.get(&look).await.status, StatusCode::OK);
    let mut director = at_desk(&desk, "mansfield", Role::Director).await;
    assert_eq!(director.get(&look).await.status, StatusCode::NOT_FOUND, "a look is its clerk's alone");
    let mut elsewhere = at_desk(&desk, "canton", Role::Desk).await;
    assert_eq!(elsewhere.get(&look).await.status, StatusCode::NOT_FOUND, "and its library's");
}

#[sqlx::test(migrations = "../migrations")]
async fn s2_each_role_sees_its_own_work_and_an_administrator_no_record(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let _ = signed_in(&desk, "mansfield", &card(1)).await;
    for role in Role::ALL {
        let mut staff = at_desk(&desk, "mansfield", role).await;
        let keeps_accounts = matches!(role, Role::Director | Role::Administrator);
        let accounts = staff.get("/desk/staff").await.status;
        assert_eq!(accounts == StatusCode::OK, keeps_accounts, "{role:?}");
        assert_eq!(accounts == StatusCode::NOT_FOUND, !keeps_accounts, "{role:?}");
        let found = staff.post("/desk/find", &[("find", &card(1))]).await;
        if matches!(role, Role::Administrator | Role::Volunteer) {
            let unknown = staff.post("/desk/find", &[("find", &card(9))]).await;
            for answer in [&found, &unknown] {
                assert!(answer.text().contains("You may not see this"), "not even whether the card is in use");
            }
            let change = Reference::new(Names::Change, [0; 5]);
            let refused = staff.get(&format!("/desk/changes/{change}")).await;
            assert_eq!(refused.status, StatusCode::OK);
            assert!(refused.text().contains("Your role does not do this task."), "{}", refused.text());
            continue;
        }
        let look = found.location().to_owned();
        staff.post(&look, &[("purpose", "circulation")]).await;
        let page = staff.get(&look).await.text();
        assert!(page.contains("class=\"answer is-yes\"") && page.contains("Canaryname"), "{role:?}");
        assert!(!page.contains("credential"), "{role:?}");
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn l20_a_change_is_refused_in_two_steps_and_no_reason_is_lost(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let mut owner = signed_in(&desk, "lci-member", &card(1)).await;
    let wish = [("phone", "860-555-0188"), ("step", "save"), ("secret", SECRET)];
    assert_eq!(owner.post("/contact/phone", &wish).await.location(), "/contact/phone/done");
    let waits = async || {
        sqlx::query_scalar::<_, Option<String>>("SELECT reference FROM pending_change WHERE status = 'waiting'")
            .fetch_optional(&pool)
            .await
            .unwrap()
            .flatten()
    };
    let path = format!("/desk/changes/{}", waits().await.unwrap());
    let mut clerk = at_desk(&desk, "lci-member", Role::Desk).await;
    assert_eq!(
        clerk.post(&path, &[("step", "refuse"), ("reason", " ")]).await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    let reason = "The photo shows another person";
    let check = clerk.post(&path, &[("step", "refuse"), ("reason", reason)]).await.text();
    assert!(check.contains("Refuse this change?") && check.contains(reason), "{check}");
    assert!(waits().await.is_some(), "nothing is done by the first step");
    let back = clerk.post(&path, &[("step", "edit"), ("reason", reason)]).await;
    assert_eq!(back.status, StatusCode::OK);
    assert!(back.text().contains(&format!("value=\"{reason}\"")), "{}", back.text());
    let done = clerk.post(&path, &[("step", "refuse-it"), ("reason", reason)]).await;
    assert_eq!(done.location(), "/desk?done=refused");
    assert!(waits().await.is_none());
}

#[sqlx::test(migrations = "../migrations")]
async fn an_ended_account_is_out_at_once_and_one_browser_is_never_both(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let _ = signed_in(&desk, "mansfield", &card(1)).await;
    let mut clerk = at_desk(&desk, "mansfield", Role::Desk).await;
    let signed_in = clerk.post("/sign-in", &[("card_number", &card(1)), ("secret", SECRET)]).await;
    assert_eq!(signed_in.location(), "/record");
    assert!(clerk.get("/desk").await.location().starts_with("/desk/sign-in"), "a patron now, and not staff");
    let sessions =
        async || sqlx::query_scalar::<_, i64>("SELECT count(*) FROM staff_session").fetch_one(&pool).await.unwrap();
    assert_eq!(sessions().await, 0, "nor does the session live on without its browser");

    let mut director = at_desk(&desk, "mansfield", Role::Director).await;
    desk.clock.advance(Duration::minutes(1));
    let code = dev_code(&desk.portal, &"mansfield".parse().unwrap(), Role::Director.code()).await.unwrap().unwrap();
    let again = [("login", Role::Director.code()), ("secret", PASSWORD), ("code", code.as_str())];
    assert_eq!(director.post("/desk/sign-in", &again).await.location(), "/desk");
    assert_eq!(director.get("/desk").await.status, StatusCode::OK);
    assert_eq!(sessions().await, 1, "and a second sign-in ends the first");

    let mut manager = at_desk(&desk, "mansfield", Role::CollectionServicesManager).await;
    let keeper = desk.operator("mansfield").into();
    assert_eq!(end(&desk.portal, &keeper, Role::CollectionServicesManager.code()).await.unwrap(), Ended::Done);
    assert!(manager.get("/desk").await.location().starts_with("/desk/sign-in"));
}

#[sqlx::test(migrations = "../migrations")]
async fn every_refusal_at_the_desk_is_the_same_whether_or_not_the_name_exists(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let _ = at_desk(&desk, "mansfield", Role::Desk).await;
    let mut answers = Vec::new();
    let wrong = "wrong wrong wrong";
    for (name, password) in [("desk", wrong), ("none", wrong), ("desk", PASSWORD), ("de\0k", wrong)] {
        let mut visitor = desk.visitor("mansfield", [203, 0, 113, 11]);
        let answer = visitor.post("/desk/sign-in", &[("login", name), ("secret", password), ("code", "000000")]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.headers.get("set-cookie").is_none());
        answers.push(refusal(&answer, &format!("value=\"{name}\"")));
    }
    for answer in &answers[1..] {
        assert_eq!(&answers[0], answer);
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn a_browser_with_a_patrons_and_a_clerks_session_is_refused_as_both(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let mut patron = signed_in(&desk, "mansfield", &card(1)).await;
    let mut clerk = at_desk(&desk, "mansfield", Role::Desk).await;
    // Anyone who planted one cookie beside the other.
    patron.cookies.extend(clerk.cookies.clone());
    for page in ["/record", "/security"] {
        assert!(patron.get(page).await.location().starts_with("/sign-in"), "{page}");
    }
    assert!(patron.get("/desk").await.location().starts_with("/desk/sign-in"));
    assert_eq!(clerk.get("/desk").await.status, StatusCode::OK, "with its own cookie alone the desk is open");
}

#[sqlx::test(migrations = "../migrations")]
async fn a_clerk_does_not_use_a_patrons_code_in_the_desks_browser_nor_right_after_signing_out(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    desk.import("mansfield", &card(1)).await;
    let code = desk.activation_code("mansfield", &card(1)).await;
    let fields = [("token", code.as_str()), ("new_secret", SECRET), ("again", SECRET)];
    let mut clerk = at_desk(&desk, "mansfield", Role::Desk).await;
    assert_eq!(clerk.post("/choose", &fields).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    clerk.post("/desk/sign-out", &[]).await;
    assert_eq!(clerk.post("/choose", &fields).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let mut owner = desk.visitor("mansfield", [198, 51, 100, 1]);
    assert_eq!(owner.post("/choose", &fields).await.location(), "/chosen", "the patron's own browser");
}

#[sqlx::test(migrations = "../migrations")]
async fn a_code_from_the_desk_is_on_a_slip_with_the_address_where_it_is_typed_and_that_address_as_a_picture(
    pool: PgPool,
) {
    let desk = Desk::open(&pool).await;
    let mut clerk = at_desk(&desk, "mansfield", Role::Desk).await;
    let mut slips = Vec::new();
    for serial in [1, 2] {
        desk.import("mansfield", &card(serial)).await;
        let look = clerk.post("/desk/find", &[("find", &card(serial))]).await.location().to_owned();
        clerk.post(&look, &[("purpose", "online-access")]).await;
        let page = clerk.post(&format!("{look}/code"), &[("seen", "passport")]).await.text();
        let slip = page.split("code-slip").nth(1).unwrap_or_default().split("</section>").next().unwrap().to_owned();
        assert!(slip.contains("http://mansfield.localhost:3000/activate"), "{page}");
        assert!(slip.contains("aria-label=\"QR code of the address below\""), "{page}");
        let code = slip.split("class=\"reference\">").nth(1).unwrap().split("</strong>").next().unwrap().to_owned();
        let picture = slip.split("<svg").nth(1).unwrap().split("</svg>").next().unwrap().to_owned();
        slips.push((code, picture));
    }
    let [(first, picture), (second, other)] = &slips[..] else { panic!("two slips") };
    assert_ne!(first, second);
    assert_eq!(picture, other, "the code is not in the picture: an address stays in a browser's history");
}

#[sqlx::test(migrations = "../migrations")]
async fn a_code_for_a_record_without_an_address_is_confirmed_by_a_colleague_on_a_page(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    desk.import("mansfield", &card(1)).await;
    sqlx::query("UPDATE contact SET email = NULL").execute(&pool).await.unwrap();
    let mut clerk = at_desk(&desk, "mansfield", Role::Desk).await;
    let look = clerk.post("/desk/find", &[("find", &card(1))]).await.location().to_owned();
    clerk.post(&look, &[("purpose", "online-access")]).await;
    let page = clerk.post(&format!("{look}/code"), &[("seen", "passport")]).await.text();
    assert!(page.contains("once a colleague"), "{page}");
    let id: String = sqlx::query_scalar("SELECT id::text FROM one_time_token").fetch_one(&pool).await.unwrap();
    let path = format!("/desk/codes/{id}");
    assert!(clerk.get(&path).await.text().contains("A colleague has to confirm it"));
    let own = clerk.post(&path, &[("seen", "passport")]).await;
    assert_eq!(own.status, StatusCode::UNPROCESSABLE_ENTITY);
    let mut colleague = at_desk_as(&desk, "mansfield", "omar", Role::Desk).await;
    assert!(colleague.get("/desk").await.text().contains(&path));
    assert_eq!(colleague.post(&path, &[("seen", "passport")]).await.location(), "/desk?done=seconded");
    let mut director = at_desk(&desk, "mansfield", Role::Director).await;
    let accounts = director.get("/desk/staff").await.text();
    assert!(accounts.contains("Codes made at the desk") && accounts.contains("Canaryclerk"), "{accounts}");
    let last = director.post("/desk/staff/end", &[("login", Role::Director.code())]).await;
    assert_eq!(last.location(), "/desk/staff?done=last", "and the last keeper stays");
}

#[sqlx::test(migrations = "../migrations")]
async fn a_work_list_that_renews_itself_keeps_no_session(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let mut clerk = at_desk(&desk, "mansfield", Role::Desk).await;
    let minutes = IDLE.num_minutes();
    for _ in 1..minutes {
        desk.clock.advance(Duration::minutes(1));
        let list = clerk.get("/desk/work").await;
        assert_eq!(list.status, StatusCode::OK);
        assert!(list.text().contains("id=\"waiting\""), "{}", list.text());
    }
    desk.clock.advance(Duration::minutes(1));
    assert!(clerk.get("/desk/work").await.location().starts_with("/desk/sign-in"), "nobody was there");
    // Anyone who opens the list is there.
    let mut clerk = at_desk_as(&desk, "mansfield", "again", Role::Desk).await;
    desk.clock.advance(Duration::minutes(minutes - 1));
    assert_eq!(clerk.get("/desk").await.status, StatusCode::OK);
    desk.clock.advance(Duration::minutes(minutes - 1));
    assert_eq!(clerk.get("/desk/work").await.status, StatusCode::OK);
}

#[sqlx::test(migrations = "../migrations")]
async fn where_nothing_waits_the_work_list_says_so_in_one_line(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let mut clerk = at_desk(&desk, "mansfield", Role::Desk).await;
    let work = clerk.get("/desk").await.text();
    assert_eq!(work.matches("Nothing is waiting here:").count(), 1, "{work}");
    let line = work.split("Nothing is waiting here:").nth(1).unwrap().split("</p>").next().unwrap();
    for pile in ["Changes of contact details", "Corrections that were asked for", "Written permissions"] {
        assert!(line.contains(pile), "{pile}: {line}");
    }
    assert!(!work.contains("(0)</h2>"), "no heading stands over nothing: {work}");
}

#[sqlx::test(migrations = "../migrations")]
async fn the_desk_reads_beside_a_correction_what_kind_of_session_it_was_asked_in(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    desk.patron("mansfield", &card(1)).await;
    let mut ada = desk.visitor("mansfield", [198, 51, 100, 1]);
    ada.sign_in(&card(1), SECRET, true).await;
    let person: String = sqlx::query_scalar("SELECT id::text FROM person").fetch_one(&pool).await.unwrap();
    let wrong = [("field", "surname"), ("wish", "It is Okafor")];
    let asked = ada.post(&format!("/corrections/person/{person}"), &wrong).await;
    assert_eq!(asked.location(), "/corrections?done=asked", "{}", asked.text());
    let mut clerk = at_desk(&desk, "mansfield", Role::Desk).await;
    let reference: String = sqlx::query_scalar("SELECT reference FROM correction").fetch_one(&pool).await.unwrap();
    for (shared, said) in
        [("true", "a shared computer"), ("false", "a device of whoever asks"), ("NULL", "not recorded")]
    {
        let set = format!("UPDATE correction SET asked_shared = {shared}, asked_device = NULL");
        sqlx::raw_sql(sqlx::AssertSqlSafe(set)).execute(&pool).await.unwrap();
        let page = clerk.get(&format!("/desk/corrections/{reference}")).await.text();
        assert!(page.contains(said) && page.contains("Change no address, e-mail or telephone number"), "{page}");
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn a_list_at_the_desk_says_when_it_shows_the_first_rows_alone(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    desk.patron("mansfield", &card(1)).await;
    let mut director = at_desk(&desk, "mansfield", Role::Director).await;
    let mut clerk = at_desk(&desk, "mansfield", Role::Desk).await;
    for (many, is_cut) in [(200_u8, false), (201, true)] {
        let references: Vec<String> =
            (0..many).map(|n| format!("'{}'", Reference::new(Names::Correction, [n; 5]).as_str())).collect();
        sqlx::raw_sql(sqlx::AssertSqlSafe(format!(
            "DELETE FROM closing; DELETE FROM correction; DELETE FROM legal_process; \
             INSERT INTO closing (library, id, person_id, asked_at, status, ended_at) \
             SELECT library, gen_random_uuid(), id, '2026-11-01Z', 'closed', '2026-11-02Z' FROM person, generate_series(1, {many}); \
             INSERT INTO correction (library, id, person_id, reference, about, of_relation, of_column, of_row, wish, asked_by, \
                                     asked_at, status) \
             SELECT library, gen_random_uuid(), id, reference, '{{contact,contact.email}}', 'contact', 'email', id, 'W', 'patron', \
                    '2026-11-01Z', 'waiting' FROM person, unnest(ARRAY[{}]) AS reference; \
             INSERT INTO legal_process (library, id, raised_at, raised_by, who, asked) \
             SELECT 'mansfield', gen_random_uuid(), '2026-11-01Z', \
                    (SELECT id FROM staff_account WHERE library = 'mansfield' LIMIT 1), 'Det. Marlow', 'Everything' \
             FROM generate_series(1, {many})",
            references.join(", ")
        )))
        .execute(&pool)
        .await
        .unwrap();
        let (en, es) = ("These are the first 200 of 201.", "Se muestran 200 de 201, desde el principio de la lista.");
        let work = clerk.get("/desk").await.text();
        assert_eq!(work.matches(en).count(), if is_cut { 2 } else { 0 }, "closings and corrections: {work}");
        assert_eq!(work.matches(&format!("({many})</h2>")).count(), 2, "the heading counts all: {work}");
        assert_eq!(director.get("/desk/process").await.text().contains(en), is_cut);
        assert_eq!(director.get("/desk/process?lang=es").await.text().contains(es), is_cut);
        let back = director.get("/desk/process?lang=en").await.text();
        assert!(back.contains("Det. Marlow"));
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn w8_the_director_marks_a_staff_card_on_its_page_and_a_clerk_has_no_way_to(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    desk.import("wethersfield", &card(1)).await;
    let marked = async || {
        let marked = "SELECT staff_card FROM card WHERE library = 'wethersfield'";
        sqlx::query_scalar::<_, bool>(marked).fetch_one(&pool).await.unwrap()
    };
    let row = "SELECT id::text FROM card WHERE library = 'wethersfield'";
    let row: String = sqlx::query_scalar(row).fetch_one(&pool).await.unwrap();
    for (role, may) in [(Role::Desk, false), (Role::CollectionServicesManager, false), (Role::Director, true)] {
        let mut staff = at_desk(&desk, "wethersfield", role).await;
        let look = staff.post("/desk/find", &[("find", &card(1))]).await.location().to_owned();
        staff.post(&look, &[("purpose", "registration")]).await;
        let path = look.replace("/desk/look/", "/desk/card/");
        let page = staff.get(&path).await;
        assert_eq!((page.status, page.text().contains("Mark it as a staff card")), (StatusCode::OK, may), "{role:?}");
        for (mark, is) in [("yes", true), ("yes", true), ("no", false)] {
            let answer = staff.post(&path, &[("card", &row), ("mark", mark)]).await;
            if may {
                assert_eq!(answer.location(), path, "{}", answer.text());
                let page = staff.get(&path).await.text();
                assert_eq!(page.contains("It is no staff card any more"), is, "{page}");
            } else {
                assert_eq!(answer.status, StatusCode::NOT_FOUND, "{role:?}");
            }
            assert_eq!(marked().await, may && is, "{role:?}, {mark}");
        }
    }
    let lines = "SELECT action FROM ledger_event WHERE action LIKE 'staff-card%' ORDER BY position";
    let lines: Vec<String> = sqlx::query_scalar(lines).fetch_all(&pool).await.unwrap();
    assert_eq!(lines, ["staff-card-marked", "staff-card-unmarked"], "a second click writes nothing");
}
