//! The second click, the stale tab, the form sent five times: the page of what was done, one change, one mail, one
//! reference. Every form of the portal stands here, or why it is none of these; a route that is added fails the test until
//! it does.

use super::people::{LIBRARY, People, newsletter};
use crate::{
    permissions::{drafted, shown, signed},
    routes,
    support::{Answer, Desk, SECRET, Visitor, card},
};
use http::{Method, StatusCode};
use sqlx::PgPool;

/// What happens when a form is sent again with the very cookies it was first sent with: anyone who clicks twice on a slow
/// line never got the first answer.
struct Case {
    by: &'static str,
    path: String,
    fields: Vec<(&'static str, String)>,
    /// Where the first answer leads, or what stands in it.
    first: String,
    /// The same of those that follow.
    again: String,
}

/// Why a form is sent once each time it is sent.
const OF_THEIR_OWN: [(&str, &str); 38] = [
    ("/record/{class}/search", "a search changes nothing"),
    ("/family/{link}/{class}/search", "a search changes nothing but the line that a guardian looked"),
    ("/ledger", "a check of a receipt changes nothing"),
    ("/desk/process/{id}", "each step of a process is taken once: portal/src/process/tests.rs"),
    ("/desk/process/{id}/release/{hold}", "portal/src/process/tests/release.rs: three clicks are one release"),
    ("/desk/wellness", "portal/src/process/tests/wellness.rs: three clicks are told once"),
    ("/desk/warrant", "portal/src/process/tests.rs: a second click writes nothing down twice"),
    ("/desk/practice", "process.rs: practice writes nothing"),
    ("/desk/breach/new", "portal/src/breach/tests.rs: sent five times, it is one breach"),
    ("/desk/breach/{id}", "portal/src/breach/tests.rs: each is told once however often the button is pressed"),
    ("/desk/review/ask", "portal/src/review/tests.rs: asked three times, it is one question"),
    ("/desk/review/{id}", "portal/src/review/tests.rs: the same answer three times is one"),
    ("/desk/identify", "each is a search, and a line in the ledger"),
    (
        "/desk/look/{id}/copy",
        "export/tests.rs: once for each time that the ID was looked at; the second click has the look's end",
    ),
    ("/desk/past", "each is a search, and a line in the ledger"),
    ("/desk/look/{id}/asks/{voice}", "each is an answer to somebody, and a line in the ledger"),
    (
        "/desk/look/{id}/payment",
        "look/tests/answers.rs: five clicks are one payment, and each is told that it is noted",
    ),
    ("/desk/letters", "each prints the letters that wait, and is a line in the ledger"),
    ("/desk/letters/posted", "portal/src/post/tests.rs: the second click says nothing new"),
    ("/sign-in", "each is a session of its own, which its owner sees"),
    ("/desk/sign-in", "each is a session of its own, and a second factor is good once"),
    ("/desk/find", "each is a look-up, and a line in the ledger"),
    ("/record/download", "each is a copy, and a line in the ledger"),
    ("/activate/link", "written after the answer: access/tests/links.rs, a form for a link that is sent five times"),
    ("/forgot", "as /activate/link"),
    ("/api/{*function}", "a session goes on; an answer that holds already is not said again: server_functions.rs"),
    ("/unsubscribe/{token}", "consent/tests/leaving.rs: a second click is no second withdrawal"),
    ("/resubscribe", "consent/tests/leaving.rs: a second click says the same"),
    (
        "/desk/newsletters/{id}",
        "this library sends none itself; newsletter/tests.rs: tests, sending and stopping, twice each",
    ),
    ("/desk/newsletters/{id}/edit", "as /desk/newsletters/{id}: the form has a name, and what is on its way stays"),
    ("/desk/service/{list}", "portal/src/newsletter/service/tests.rs: each step twice is once"),
    (
        "/newsletters",
        "written after the answer: consent/subscriber/tests.rs, a form that is sent five times is one wish",
    ),
    ("/newsletters/link", "as /newsletters"),
    ("/newsletters/confirm", "consent/subscriber/tests.rs: a second click is no second yes"),
    ("/newsletters/mine", "consent/subscriber/tests.rs: what holds already is not written again"),
    ("/newsletters/mine/remove", "consent/subscriber/tests.rs: what is gone is gone, and the page says the same"),
    ("/desk/proof", "each is a look, and a line in the activity"),
    (
        "/contact/confirm",
        "contact/tests/by_link.rs: whoever opens the link to a new address twice is told twice what it did",
    ),
];

/// What the owner chooses with a code, and then instead of it.
const SECOND: &str = "marigold-lantern-55";
const THIRD: &str = "heron-and-lantern-66";

async fn one(pool: &PgPool, sql: &'static str) -> String {
    sqlx::query_scalar(sql).fetch_one(pool).await.unwrap()
}

/// The forms, with what has to be there before each.
#[expect(clippy::too_many_lines, reason = "one arm for each form")]
async fn case(people: &People, owner: &mut Visitor, pattern: &str) -> Case {
    let ids = &people.ids;
    let (desk, pool) = (&people.desk, &people.pool);
    let new = || desk.portal.entropy.uuid().to_string();
    let of = |by: &'static str, path: &str, fields: &[(&'static str, &str)], done: &str| Case {
        by,
        path: path.to_owned(),
        fields: fields.iter().map(|(name, value)| (*name, (*value).to_owned())).collect(),
        first: done.to_owned(),
        again: done.to_owned(),
    };
    let ending =
        |case: Case, page: &str| Case { again: format!("/sign-in?next=/security{page}&unsent=perhaps"), ..case };
    match pattern {
        "/sign-out" => of("owner", pattern, &[], "/signed-out"),
        "/leave" => of("owner", pattern, &[], "<title>Weather"),
        "/activate" => {
            let code = desk.activation_code(LIBRARY, &card(2)).await;
            of("nobody", pattern, &[("code", &code)], "Choose your PIN or password")
        }
        "/choose" => {
            let code = desk.activation_code(LIBRARY, &card(2)).await;
            let fields = [("token", code.as_str()), ("new_secret", SECOND), ("again", SECOND)];
            Case { again: "/chosen?before=yes".into(), ..of("nobody", pattern, &fields, "/chosen") }
        }
        "/corrections/take-back" => {
            let waits = one(pool, "SELECT id::text FROM correction WHERE status = 'waiting' LIMIT 1").await;
            of("owner", pattern, &[("id", &waits)], "/corrections?done=taken-back")
        }
        "/corrections/statement" => {
            let sql = "INSERT INTO correction (library, id, person_id, reference, about, of_relation, of_column, of_row, wish, \
                                               asked_by, asked_at, status) \
                       SELECT library, gen_random_uuid(), person_id, 'R-0000-0000', about, of_relation, of_column, of_row, wish, \
                              'patron', asked_at, 'refused' FROM correction LIMIT 1 RETURNING id::text";
            let kept = one(pool, sql).await;
            of("owner", pattern, &[("id", &kept), ("statement", "Mine")], "/corrections?done=stated")
        }
        "/corrections/{relation}/{row}" => {
            let path = format!("/corrections/person/{}", ids.person_row);
            let fields = [("form", new()), ("field", "firstname".into()), ("wish", "Old".into())];
            Case { fields: fields.into(), ..of("owner", &path, &[], "/corrections?done=asked") }
        }
        "/family/{link}/wrong/{relation}/{row}" => {
            let path = format!("/family/{}/wrong/person/{}", ids.link, ids.person_row);
            let fields = [("form", new()), ("field", "firstname".into()), ("wish", "Old".into())];
            Case { fields: fields.into(), ..of("parent", &path, &[], &format!("{path}?done=asked")) }
        }
        "/desk/corrections/{reference}" => {
            let waits = one(pool, "SELECT reference FROM correction WHERE status = 'waiting' LIMIT 1").await;
            of("desk", &format!("/desk/corrections/{waits}"), &[("step", "corrected")], "/desk?done=correction")
        }
        "/security/close" => {
            // Something is out, so that the wish waits; access/tests/leave.rs has the second click of one that is done at once.
            let sql = "INSERT INTO checkout (library, id, person_id, source, sourced_at, title, checked_out_at) \
                       SELECT library, gen_random_uuid(), person_id, 'koha', now(), 'T', now() FROM correction LIMIT 1 \
                       RETURNING id::text";
            one(pool, sql).await;
            of("owner", pattern, &[("secret", SECRET)], "/security/close")
        }
        "/security/close/take-back" => {
            let sql = "INSERT INTO closing (library, id, person_id, asked_at, status) \
                       SELECT library, gen_random_uuid(), person_id, now(), 'waiting' FROM correction LIMIT 1 RETURNING id::text";
            one(pool, sql).await;
            of("owner", pattern, &[], "/security/close?done=stayed")
        }
        "/desk/closings/{id}" => {
            let sql = "INSERT INTO closing (library, id, person_id, asked_at, status, ended_at) \
                       SELECT library, gen_random_uuid(), person_id, now(), 'closed', now() FROM correction LIMIT 1 \
                       RETURNING id::text";
            let path = format!("/desk/closings/{}", one(pool, sql).await);
            of("desk", &path, &[], "/desk?done=closing")
        }
        "/desk/ends/{id}" => {
            let sql = "UPDATE family_link SET end_asked_at = now(), ended_at = NULL, ended_why = NULL \
                       WHERE id = (SELECT id FROM family_link ORDER BY ended_at IS NOT NULL, linked_at DESC LIMIT 1) \
                       RETURNING id::text";
            let path = format!("/desk/ends/{}", one(pool, sql).await);
            of("desk", &path, &[], "/desk?done=link-ended")
        }
        "/desk/choices/{id}" => {
            let sql = "INSERT INTO choice_to_enter (library, id, person_id, purpose, given, asked_at) \
                       SELECT library, gen_random_uuid(), person_id, 'overdue', false, now() FROM correction LIMIT 1 \
                       RETURNING id::text";
            let path = format!("/desk/choices/{}", one(pool, sql).await);
            of("desk", &path, &[], "/desk?done=entered")
        }
        "/desk/returned/{id}" => {
            let sql = "INSERT INTO returned_mail (library, id, person_id, address, code, kind, returned_at) \
                       SELECT library, gen_random_uuid(), person_id, 'a@example.org', '5.1.1', 'reset', now() \
                       FROM correction LIMIT 1 RETURNING id::text";
            let path = format!("/desk/returned/{}", one(pool, sql).await);
            of("desk", &path, &[], "/desk?done=noted")
        }
        "/contact/written-again" => of("owner", pattern, &[], "/contact?done=written-again"),
        "/contact/take-back" => of("owner", pattern, &[("change", &ids.change)], "/contact?done=taken-back"),
        "/contact/moving" => {
            let [street, phone, mobile, email] = [(); 4].map(|()| new());
            let fields = [
                ("step", "save"),
                ("address", "7 Birch Rd"),
                ("city", "Canton"),
                ("phone", "860-555-0112"),
                ("secret", SECRET),
                ("form-address", &street),
                ("form-phone", &phone),
                ("form-mobile", &mobile),
                ("form-email", &email),
            ];
            of("owner", pattern, &fields, "/contact/moving/done")
        }
        "/contact/{detail}" => {
            let fields = [("step", "save"), ("phone", "860-555-0111"), ("secret", SECRET), ("form", &new())];
            of("owner", "/contact/phone", &fields, "/contact/phone/done")
        }
        "/choices" => of("owner", pattern, &[("what", "language"), ("language", "en")], "/choices?saved=yes"),
        "/consents" => {
            let fields = [("purpose", newsletter(desk)), ("answer", "no".to_owned())];
            Case { fields: fields.into(), ..of("owner", pattern, &[], "/consents?done=kept") }
        }
        "/permissions/new" => of("owner", pattern, &[], "/write"),
        "/permissions/{id}/write" => {
            let fields = [("proof", "A passport"), ("then", "later")];
            of("owner", &format!("/permissions/{}/write", ids.draft), &fields, "/permissions?done=kept")
        }
        "/permissions/{id}/sign" => {
            let base = drafted(owner, "Heron").await;
            let text = shown(&owner.get(&format!("{base}/sign")).await);
            let fields = [("signed_name", "Heron"), ("secret", SECRET), ("shown", text.as_str())];
            of("owner", &format!("{base}/sign"), &fields, &format!("{base}/done"))
        }
        "/permissions/{id}/withdraw" => {
            let base = signed(owner, "Heron").await;
            of("owner", &format!("{base}/withdraw"), &[], &format!("{base}?done=withdrawn"))
        }
        "/permissions/{id}/discard" => {
            let base = drafted(owner, "Heron").await;
            of("owner", &format!("{base}/discard"), &[], "/permissions?done=discarded")
        }
        "/family/add" => {
            let fields = [("child_card", card(2)), ("child_secret", SECRET.into()), ("own_secret", SECRET.into())];
            Case { fields: fields.into(), ..of("parent", pattern, &[], "/family?added=") }
        }
        "/family/add/code" => of("parent", pattern, &[("code", &ids.family_code)], "/family?added="),
        "/family/ask-end" => of("owner", pattern, &[("link", &ids.link)], "/family"),
        "/family/{link}/remove" => of("parent", &format!("/family/{}/remove", ids.link), &[], "/family?removed=1"),
        "/security/end" => of("owner", pattern, &[("session", &ids.session)], "/security?done=ended"),
        "/security/end-all" => ending(of("owner", pattern, &[], "/signed-out"), ""),
        "/security/lost" => ending(of("owner", pattern, &[], "/card-closed"), "/lost"),
        "/security/change" => {
            let fields = [("current", SECOND), ("new_secret", THIRD), ("again", THIRD)];
            ending(of("owner", pattern, &fields, "/security?done=changed"), "/change")
        }
        "/desk/police" => {
            let fields = [("id", new()), ("who", "Officer Heron".into()), ("asked", "Who has a book".into())];
            Case { fields: fields.into(), ..of("desk", pattern, &[], "/desk?done=raised") }
        }
        "/desk/mail" => {
            let sql = "UPDATE outbox SET status = 'failed' WHERE id = (SELECT id FROM outbox WHERE library = 'lci-member' \
                       AND kind NOT IN ('activation', 'reset', 'verify-email') LIMIT 1) RETURNING id::text";
            let mail = one(pool, sql).await;
            Case {
                again: "/desk/mail?done=nothing".into(),
                ..of("director", pattern, &[("mail", &mail)], "?done=queued")
            }
        }
        "/desk/unsubscribe" => of("desk", pattern, &[("email", "nobody@example.org")], "/desk?done=left"),
        "/desk/sign-out" => of("manager", pattern, &[], "/desk/sign-in"),
        "/desk/changes/{reference}" => {
            let waits = one(pool, "SELECT reference FROM pending_change WHERE status = 'waiting' LIMIT 1").await;
            let fields = [("step", "confirm"), ("seen", "passport")];
            of("desk", &format!("/desk/changes/{waits}"), &fields, "/desk?done=confirmed")
        }
        "/desk/permissions/new" => {
            let paper = [
                ("kind", "person"),
                ("name", "Heron"),
                ("proof", "Passport"),
                ("fees", "on"),
                ("purpose", "Paying"),
                ("from", "2026-11-24"),
                ("until", "2026-12-24"),
                ("uses", "once"),
                ("signed_name", "Heron"),
                ("language", "en"),
                ("seen", "passport"),
                ("step", "take"),
                ("id", &new()),
                ("card_number", &card(2)),
            ];
            of("desk", pattern, &paper, "?done=1")
        }
        "/desk/permissions/{reference}/check" => {
            let path = format!("/desk/permissions/{}/check", ids.permission_reference);
            of("desk", &path, &[("action", "confirm"), ("seen", "passport")], "Check once more")
        }
        "/desk/permissions/{reference}/settle" => {
            let path = format!("/desk/permissions/{}", ids.permission_reference);
            let fields = [("action", "confirm"), ("seen", "passport")];
            of("desk", &format!("{path}/settle"), &fields, &format!("{path}?done=1"))
        }
        "/desk/permissions/{reference}/disclose" => {
            let path = format!("/desk/permissions/{}/disclose", ids.permission_reference);
            let fields = [("proven", "yes"), ("seen", "passport"), ("fees", "on"), ("form", &new())];
            of("desk", &path, &fields, "You can share this")
        }
        "/desk/look/{id}" => {
            let path = format!("/desk/look/{}", ids.look);
            of("desk", &path, &[("purpose", "online-access")], &path)
        }
        "/desk/look/{id}/code" => {
            let path = format!("/desk/look/{}/code", ids.look);
            of("desk", &path, &[("seen", "passport"), ("form", &new())], "class=\"reference\"")
        }
        "/desk/codes/{id}" => {
            let sql = "UPDATE one_time_token SET needs_second = true, second_by = NULL \
                       WHERE purpose = 'activation' AND made_by IS NOT NULL AND ended_at IS NULL RETURNING id::text";
            let code = one(pool, sql).await;
            of("manager", &format!("/desk/codes/{code}"), &[("seen", "passport")], "/desk?done=seconded")
        }
        "/desk/family/{id}" => {
            let path = format!("/desk/family/{}", ids.family_look);
            let fields = [("act", "stop"), ("stop", "custody"), ("sure", "yes")];
            of("desk", &path, &fields, &format!("{path}?done=stop"))
        }
        "/desk/password" => {
            let new = "seven grey herons at noon";
            let fields = [("current", crate::staff::PASSWORD), ("new_secret", new), ("again", new)];
            of("desk", pattern, &fields, "/desk?done=password")
        }
        "/desk/staff/new" => {
            let fields = [
                ("name", "Nora Quinn"),
                ("login", "nora"),
                ("role", "desk"),
                ("own_secret", crate::staff::PASSWORD),
                ("form", &new()),
            ];
            of("director", pattern, &fields, "class=\"reference\"")
        }
        "/desk/staff/reset" => {
            let fields = [("login", ids.login.as_str()), ("own_secret", crate::staff::PASSWORD), ("form", &new())];
            of("director", pattern, &fields, "class=\"reference\"")
        }
        "/desk/card/{id}" => {
            let mut clerk = people.actors.iter().find(|actor| actor.column == "desk").unwrap().visitor.clone();
            let look = clerk.post("/desk/find", &[("find", &card(3))]).await.location().to_owned();
            clerk.post(&look, &[("purpose", "registration")]).await;
            let path = look.replace("/desk/look/", "/desk/card/");
            let page = clerk.get(&path).await.text();
            let row = page.split("name=\"card\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
            let fields = [("card", row.as_str()), ("reason", "lost"), ("sure", "yes")];
            of("desk", &path, &fields, "/desk?done=card-closed")
        }
        "/desk/staff/end" => of("director", pattern, &[("login", &ids.login)], "/desk/staff?done=ended"),
        other => panic!("{other}: say here what happens when it is sent twice"),
    }
}

/// In the order in which one leaves what the next needs.
const LAST: [&str; 16] = [
    "/family/{link}/remove",
    "/desk/ends/{id}",
    "/desk/staff/end",
    "/desk/codes/{id}",
    "/desk/card/{id}",
    "/security/end",
    "/activate",
    "/choose",
    "/security/change",
    "/security/end-all",
    "/sign-out",
    "/leave",
    "/security/lost",
    "/desk/family/{id}",
    "/desk/password",
    "/desk/sign-out",
];

fn leads(answer: &Answer) -> String {
    match answer.location() {
        "" => answer.text(),
        location => location.to_owned(),
    }
}

/// All that is counted: each line, each mail, each row that a person would meet.
async fn counted(pool: &PgPool) -> String {
    one(
        pool,
        "SELECT concat_ws(' ', (SELECT count(*) FROM ledger_event), (SELECT count(*) FROM outbox), \
                (SELECT count(*) FROM pending_change), (SELECT count(*) FROM correction), (SELECT count(*) FROM permission), (SELECT count(*) FROM consent), \
                (SELECT count(*) FROM disclosure), (SELECT count(*) FROM family_link), (SELECT count(*) FROM session), \
                (SELECT count(*) FROM one_time_token WHERE ended_at IS NULL), (SELECT count(*) FROM guardian_hold))",
    )
    .await
}

#[sqlx::test(migrations = "../migrations")]
async fn a_form_that_is_sent_five_times_is_done_once_and_its_page_is_shown_each_time(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let people = People::meet(&pool, desk, "2010-05-06").await;
    let visitor = |by: &str| people.actors.iter().find(|actor| actor.column == by).unwrap().visitor.clone();
    let mut forms: Vec<String> =
        routes::all().into_iter().filter(|route| route.has(&Method::POST)).map(|route| route.pattern).collect();
    forms.retain(|form| !OF_THEIR_OWN.iter().any(|(own, _)| own == form));
    forms.sort_by_key(|form| LAST.iter().position(|last| last == form).map_or(0, |at| at + 1));
    let (mut wrong, mut owner) = (Vec::new(), visitor("owner"));
    for form in forms {
        sqlx::query("DELETE FROM throttle").execute(&pool).await.unwrap();
        if owner.get("/security").await.status != StatusCode::OK {
            for secret in [SECRET, SECOND, THIRD] {
                if owner.sign_in(&card(2), secret, true).await.location() == "/record" {
                    break;
                }
            }
        }
        let case = case(&people, &mut owner, &form).await;
        let sender = if case.by == "owner" { owner.clone() } else { visitor(case.by) };
        let fields: Vec<_> = case.fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let first = leads(&sender.clone().post(&case.path, &fields).await);
        let done = counted(&pool).await;
        if !first.contains(&case.first) {
            wrong.push(format!("{form} leads to {first} and not to {}", case.first));
            continue;
        }
        for _ in 0..4 {
            let again = leads(&sender.clone().post(&case.path, &fields).await);
            if !again.contains(&case.again) {
                wrong.push(format!("{form}, sent again, leads to {again} and not to {}", case.again));
            }
            // What is shown once is shown again: a code, a password, a reference.
            let reference = |text: &str| text.split("class=\"reference\">").nth(1).map(|rest| rest[..9].to_owned());
            if reference(&again) != reference(&first) {
                wrong.push(format!("{form}, sent again, shows another reference, code or password"));
            }
            if case.first == case.again && !first.contains("nonce") && again != first {
                wrong.push(format!("{form}, sent again, leads to {again} and not to {first}"));
            }
        }
        let after = counted(&pool).await;
        if after != done {
            wrong.push(format!("{form} is done more than once: {done}, then {after}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
