//! SECURITY.md, "Tests that must exist": every route × everybody × every identifier, as `table.md` says. A route that is
//! not in the table fails the test, and so does a row without a route.

mod people;
mod stray;
mod tokens;
mod twice;

use crate::{
    routes,
    sign_in::without_nonce,
    support::{Answer, Desk, SECRET, Visitor, card},
};
use chrono::Duration;
use domain::{contact::Detail, inventory::Class};
use http::{Method, StatusCode, header};
use people::{Actor, CANARIES, ELSEWHERE, Ids, LIBRARY, NAME, People, newsletter, sign_in, waits_again};
use portal::clock::Clock;
use sqlx::PgPool;
use std::collections::{BTreeMap, BTreeSet};

/// See [`kept`].
type Last = Option<Vec<(String, Option<String>)>>;

/// One row: a method and a pattern, and what each column gets.
struct Row {
    method: Method,
    pattern: String,
    cells: BTreeMap<String, String>,
}

fn table() -> Vec<Row> {
    let lines: Vec<Vec<&str>> = include_str!("table.md")
        .lines()
        .filter(|line| line.starts_with('|') && !line.starts_with("|-"))
        .map(|line| line.trim_matches('|').split('|').map(str::trim).collect())
        .collect();
    let (head, rows) = lines.split_first().unwrap();
    let row = |cells: &Vec<&str>| {
        assert_eq!(cells.len(), head.len(), "{cells:?}");
        let (method, pattern) = cells[0].trim_matches('`').split_once(' ').unwrap();
        let cells = head.iter().zip(cells).skip(1).map(|(column, cell)| ((*column).to_owned(), (*cell).to_owned()));
        Row { method: method.parse().unwrap(), pattern: pattern.to_owned(), cells: cells.collect() }
    };
    rows.iter().map(row).collect()
}

/// The addresses that a pattern stands for, with these identifiers. Two `Ids` give as many, in the same order.
fn addresses(pattern: &str, ids: &Ids) -> Vec<String> {
    let put = |name: &str, values: &[&str]| values.iter().map(|value| pattern.replace(name, value)).collect::<Vec<_>>();
    let (draft, permission) = (ids.draft.as_str(), ids.permission.as_str());
    match pattern {
        "/consents/receipts/{id}" | "/consents/receipts/{id}/json" => put("{id}", &[&ids.receipt]),
        "/family/{link}/{class}" => {
            Class::ALL.iter().map(|class| format!("/family/{}/{}", ids.link, class.code())).collect()
        }
        "/family/{link}/{class}/search" => {
            Class::ALL.iter().map(|class| format!("/family/{}/{}/search", ids.link, class.code())).collect()
        }
        "/record/{class}" | "/record/{class}/search" => {
            Class::ALL.iter().map(|class| pattern.replace("{class}", class.code())).collect()
        }
        "/desk/look/{id}"
        | "/desk/look/{id}/code"
        | "/desk/look/{id}/answer"
        | "/desk/look/{id}/payment"
        | "/desk/look/{id}/copy" => put("{id}", &[&ids.look, &ids.family_look]),
        // What is answered to each, asks.rs tells.
        "/desk/look/{id}/asks/{voice}" => vec![format!("/desk/look/{}/asks/patron", ids.look)],
        "/desk/asks/{voice}" => put("{voice}", &["reporter", "police", "permission-holder"]),
        // What they do, look/tests.rs, staff.rs and twice.rs tell.
        "/desk/codes/{id}" => put("{id}", &[&ids.second]),
        "/desk/card/{id}" => put("{id}", &[&ids.card_look, &ids.look]),
        "/desk/closings/{id}" => put("{id}", &[&ids.closing]),
        "/desk/choices/{id}" => put("{id}", &[&ids.choice]),
        "/desk/returned/{id}" => put("{id}", &[&ids.returned]),
        "/desk/ends/{id}" => put("{id}", &[&ids.look]),
        "/desk/review/ask" => vec![format!("/desk/review/ask?account={}&kind=circulation", ids.account)],
        "/desk/review/{id}" => put("{id}", &[&ids.review]),
        _ if pattern.starts_with("/desk/breach/{id}") => put("{id}", &[&ids.breach]),
        _ if pattern.starts_with("/desk/process/{id}") => {
            let numbered = pattern.replace("{hold}", &ids.hold).replace("{release}", &ids.release);
            vec![numbered.replace("{id}", &ids.process)]
        }
        // What a library offers that sends newsletters itself, leaving.rs tells.
        // A link that is good has tests of its own: leaving.rs.
        "/unsubscribe/{token}" => put("{token}", &["test"]),
        _ if pattern.starts_with("/desk/newsletters/{id}") => put("{id}", &[&ids.issue]),
        "/desk/family/{id}" => put("{id}", &[&ids.family_look, &ids.look]),
        "/corrections/{relation}/{row}" => vec![format!("/corrections/person/{}", ids.person_row)],
        "/family/{link}/wrong/{relation}/{row}" => {
            vec![format!("/family/{}/wrong/person/{}", ids.link, ids.person_row)]
        }
        "/desk/service/{list}" => vec!["/desk/service/weekly".to_owned()],
        "/desk/service/{list}/{id}" => vec![format!("/desk/service/weekly/{}", ids.list)],
        "/desk/messages/{kind}" => vec!["/desk/messages/reset".to_owned()],
        "/desk/messages/{kind}/{lang}" => vec!["/desk/messages/reset/es".to_owned()],
        "/desk/corrections/{reference}" => put("{reference}", &[&ids.correction_reference]),
        "/desk/changes/{reference}" => put("{reference}", &[&ids.change_reference]),
        // A code from the desk is typed, and no address.
        "/choose" => vec![format!("/choose?t={}", ids.code)],
        "/contact/confirm" => vec![format!("/contact/confirm?t={}", ids.mailed)],
        "/family" => vec![format!("/family?added={}", ids.link)],
        "/api/{*function}" => leptos::server_fn::axum::server_fn_paths().map(|(path, _)| path.to_owned()).collect(),
        _ if pattern.starts_with("/desk/permissions/{reference}") => put("{reference}", &[&ids.permission_reference]),
        _ if pattern.starts_with("/permissions/{id}") => put("{id}", &[draft, permission]),
        _ if pattern.starts_with("/family/{link}") => put("{link}", &[&ids.link]),
        _ if pattern.starts_with("/contact/{detail}") => {
            Detail::ALL.iter().map(|detail| pattern.replace("{detail}", detail.code())).collect()
        }
        _ => {
            assert!(!pattern.contains('{'), "say in `addresses` what {pattern} stands for");
            vec![pattern.to_owned()]
        }
    }
}

/// Whether somebody who has no claim to an identifier must get the same as for one that nobody has. Codes and links are a
/// claim by themselves.
fn is_told_apart(pattern: &str, actor: &Actor, word: &str) -> bool {
    let bearer = ["/choose", "/contact/confirm"].contains(&pattern);
    let no_claim = ["nobody", "other", "other parent", "elsewhere", "staff elsewhere"].contains(&actor.column);
    !bearer && (no_claim || is_refusal(word) && word != "410")
}

/// A breach of security, as the Director writes it down.
const BREACH: &[(&str, &str)] = &[
    ("id", "018f0000-0000-7000-8000-00000000cafe"),
    ("what", "Thieving"),
    ("said_en", "Thieving"),
    ("said_es", "Thieving"),
    ("found_on", "2026-11-20"),
    ("since", "2026-11-01"),
    ("until", "2026-11-20"),
    ("contact", "on"),
    ("reach", "everybody"),
];

/// A form that would do it, for anyone who may. Those who may send one that does nothing, where there is one: the table says
/// who gets in, and other tests what happens then.
fn form(pattern: &str, ids: &Ids, desk: &Desk, whole: bool) -> Vec<(&'static str, String)> {
    let fields: &[(&'static str, &str)] = match pattern {
        // Nothing in these is a secret of the record, and each is the same for anyone who sends it.
        "/security/end" => &[("session", &ids.session)],
        "/consents" => return vec![("purpose", newsletter(desk)), ("answer", "yes".to_owned())],
        "/desk/staff/end" => &[("login", &ids.login)],
        "/desk/find" => return vec![("find", card(if whole { 2 } else { 99 }))],
        "/family/add/code" => &[("code", &ids.family_code)],
        "/contact/take-back" => &[("change", &ids.change)],
        "/desk/review/ask" => {
            return vec![
                ("account", ids.account.clone()),
                ("kind", "circulation".to_owned()),
                ("question", if whole { "Why?".to_owned() } else { String::new() }),
            ];
        }
        // Of a mail that was given up, mail/tests.rs and twice.rs tell.
        "/desk/mail" => &[("mail", "018f0000-0000-7000-8000-00000000cafe")],
        _ if !whole => &[],
        "/record/download" | "/security/close" => &[("secret", SECRET)],
        "/choices" => &[("what", "history"), ("history", "off"), ("sure", "yes")],
        "/security/change" => {
            &[("current", SECRET), ("new_secret", "marigold-lantern-55"), ("again", "marigold-lantern-55")]
        }
        "/family/add" => {
            return vec![("child_card", card(2)), ("child_secret", SECRET.into()), ("own_secret", SECRET.into())];
        }
        "/contact/{detail}" => {
            &[("step", "save"), ("phone", "860-555-0111"), ("email", "a@b.example"), ("secret", SECRET)]
        }
        "/permissions/{id}/sign" => &[("signed_name", "Ana"), ("secret", SECRET), ("shown", "x")],
        "/permissions/{id}/write" => &[
            ("kind", "person"),
            ("name", "Thief"),
            ("proof", "Thief"),
            ("purpose", "Thief"),
            ("fees", "on"),
            ("from", "2026-11-24"),
            ("until", "2026-12-24"),
            ("uses", "repeatedly"),
        ],
        "/corrections/{relation}/{row}" | "/family/{link}/wrong/{relation}/{row}" => {
            &[("field", "surname"), ("wish", "Thieving")]
        }
        "/desk/corrections/{reference}" => &[("step", "corrected")],
        "/desk/changes/{reference}" => &[("step", "confirm"), ("seen", "passport")],
        "/desk/look/{id}" => &[("purpose", "circulation")],
        "/desk/look/{id}/code" | "/desk/codes/{id}" => &[("seen", "passport")],
        "/desk/look/{id}/asks/{voice}" => &[("errand", "everything"), ("card", "on")],
        "/desk/look/{id}/payment" => &[("amount", "1")],
        "/desk/card/{id}" => &[("card", "018f0000-0000-7000-8000-00000000cafe"), ("reason", "lost"), ("sure", "yes")],
        "/desk/newsletters/{id}" => &[("step", "discard")],
        "/desk/warrant" => &[("who", "Det. Marlow"), ("taken", "A computer")],
        "/desk/review/{id}" => &[("answer", "Because")],
        "/desk/service/{list}" => &[("step", "make"), ("form", "018f0000-0000-7000-8000-00000000cafe")],
        "/desk/breach/new" => BREACH,
        "/desk/breach/{id}" => &[("step", "tell")],
        "/desk/practice" => &[("instrument", "court-order")],
        "/desk/police" => &[("who", "Det. Marlow"), ("asked", "Anything")],
        "/desk/process/{id}" => &[("step", "close"), ("outcome", "explained")],
        "/desk/process/{id}/release/{hold}" => {
            &[("step", "give"), ("given_to", "Thief"), ("id", "018f0000-0000-7000-8000-00000000cafe")]
        }
        "/desk/wellness" => {
            return vec![
                ("threat", "on".to_owned()),
                ("senior", "on".to_owned()),
                ("reason", "Thieving".to_owned()),
                ("card", card(2)),
                ("given_to", "Thief".to_owned()),
            ];
        }
        "/desk/identify" => &[("name", "Nobody Atall"), ("born", "2013-05-06")],
        "/desk/family/{id}" => &[("act", "hold"), ("hold", "custody"), ("sure", "yes")],
        "/desk/permissions/new" => {
            let mut paper = vec![("card_number", card(2))];
            paper.extend(
                [
                    ("kind", "person"),
                    ("name", "Thief"),
                    ("proof", "Passport"),
                    ("fees", "on"),
                    ("purpose", "Thieving"),
                    ("from", "2026-11-24"),
                    ("until", "2026-12-24"),
                    ("uses", "repeatedly"),
                    ("signed_name", "Thief"),
                    ("language", "en"),
                    ("seen", "passport"),
                    ("step", "take"),
                    ("id", "018f0000-0000-7000-8000-00000000beef"),
                ]
                .map(|(name, value)| (name, value.to_owned())),
            );
            return paper;
        }
        _ if pattern.starts_with("/desk/permissions/") => {
            &[("action", "confirm"), ("seen", "passport"), ("proven", "yes"), ("fees", "on"), ("checkouts", "on")]
        }
        "/desk/password" => &[("current", "x"), ("new_secret", "seven grey herons"), ("again", "seven grey herons")],
        _ => &[],
    };
    fields.iter().map(|(name, value)| (*name, (*value).to_owned())).collect()
}

/// One answer in the table's words.
fn said(path: &str, answer: &Answer) -> String {
    let text = answer.text();
    match answer.status {
        StatusCode::SEE_OTHER if path == "/desk/sign-out" => "go".to_owned(),
        StatusCode::SEE_OTHER if answer.location().starts_with("/sign-in") => "in".to_owned(),
        StatusCode::SEE_OTHER if answer.location().starts_with("/desk/sign-in") => "desk".to_owned(),
        StatusCode::SEE_OTHER => "go".to_owned(),
        _ if path.starts_with("/desk/") && ["You may not", "You cannot share"].iter().any(|no| text.contains(no)) => {
            "no".to_owned()
        }
        status => status.as_str().to_owned(),
    }
}

/// Whether a cell lets nobody in at all.
fn is_refusal(cell: &str) -> bool {
    cell.trim_end_matches(['*', '~'])
        .split('/')
        .all(|word| matches!(word, "in" | "desk" | "404" | "no" | "401" | "410"))
}

/// `*` for an answer that tells of the record, `~` for one that tells the child's first name and no more.
fn tells(answer: &Answer, sent: &[(&'static str, String)]) -> Option<char> {
    let text = format!("{}{:?}", answer.text(), answer.headers);
    let number = card(2);
    // What someone typed comes back to them, and tells nothing.
    let typed = |canary: &str| sent.iter().any(|(_, value)| value.contains(canary));
    let canaries = CANARIES.into_iter().chain([number.as_str()]);
    let record = canaries.filter(|canary| !typed(canary)).any(|canary| text.contains(canary));
    record.then_some('*').or_else(|| text.contains(NAME).then_some('~'))
}

/// A refusal without what is different in each answer.
fn face(answer: &Answer, ids: [&Ids; 2]) -> (StatusCode, Vec<(String, String)>, String) {
    let bare = |text: &str| {
        let mut text = text.to_owned();
        for id in ids.into_iter().flat_map(Ids::all) {
            text = text.replace(id.as_str(), "ID");
        }
        text
    };
    let changing = [header::CONTENT_SECURITY_POLICY, header::CONTENT_LENGTH, header::SET_COOKIE];
    let headers = answer.headers.iter().filter(|(name, _)| !changing.contains(name));
    let headers = headers.map(|(name, value)| (name.to_string(), bare(value.to_str().unwrap())));
    let text = if answer.body.is_empty() { String::new() } else { without_nonce(&answer.text(), &answer.headers) };
    (answer.status, headers.collect(), bare(&text))
}

/// All that is kept, but for what reading and refusing themselves leave: counters, and the ledger's "was seen" and "was
/// refused". With `about`, only rows that name it.
async fn kept(pool: &PgPool, about: &str) -> Vec<(String, Option<String>)> {
    let tables: Vec<String> = sqlx::query_scalar(
        "SELECT table_name::text FROM information_schema.tables WHERE table_schema = current_schema() \
         AND table_type = 'BASE TABLE' AND table_name NOT LIKE 'ledger%' AND table_name <> 'throttle' ORDER BY 1",
    )
    .fetch_all(pool)
    .await
    .unwrap();
    assert!(tables.len() > 20, "{tables:?}");
    let each = tables.iter().map(|table| {
        format!("SELECT '{table}', md5(string_agg(t::text, '|' ORDER BY t::text)) FROM {table} t WHERE t::text LIKE $1")
    });
    let sql = each.collect::<Vec<_>>().join(" UNION ALL ");
    sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(format!("%{about}%")).fetch_all(pool).await.unwrap()
}

impl People {
    async fn ask(&self, visitor: &mut Visitor, row: &Row, path: &str, fields: &[(&'static str, String)]) -> Answer {
        sqlx::query("DELETE FROM throttle").execute(&self.pool).await.unwrap();
        if row.method == Method::GET {
            return visitor.get(path).await;
        }
        let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        visitor.post(path, &fields).await
    }

    /// What an actor gets in a row, in the table's words; what is wrong with it goes to `wrong`. `last`: all that was
    /// kept before, as far as that is known.
    async fn row(&self, row: &Row, at: usize, person: &str, last: &mut Last, wrong: &mut Vec<String>) -> String {
        let actor = &self.actors[at];
        let expected = &row.cells[actor.column];
        let (refused, what) = (is_refusal(expected), format!("{} {} as {}", row.method, row.pattern, actor.name));
        // Reading, and being refused, changes nothing; what someone does with their own record leaves the child's alone.
        let about = if row.method == Method::GET || refused { "" } else { person };
        let theirs = match actor.column {
            "parent" => row.pattern.starts_with("/family/"),
            column => ["owner", "desk", "manager", "director"].contains(&column),
        };
        let watched = about.is_empty() || !theirs;
        let before = match last.take().filter(|_| about.is_empty()) {
            Some(last) => last,
            None if watched => kept(&self.pool, about).await,
            None => Vec::new(),
        };
        let (mut words, mut told) = (BTreeSet::new(), BTreeSet::new());
        let nobody = Ids::of_nobody();
        let stray = actor.column == "staff elsewhere" || actor.column == "elsewhere" && row.pattern == "/family/add";
        let sent = form(&row.pattern, &self.ids, &self.desk, refused || stray);
        let all = addresses(&row.pattern, &self.ids).into_iter().zip(addresses(&row.pattern, &nobody));
        // Of those who get what nobody gets, one tries all.
        let most = if actor.column == "nobody" && actor.name != "a stranger" { 1 } else { usize::MAX };
        for (path, none) in all.take(most) {
            let path = &path;
            let answer = self.ask(&mut actor.visitor.clone(), row, path, &sent).await;
            let word = said(path, &answer);
            told.extend(tells(&answer, &sent));
            let sent_of_nobody = form(&row.pattern, &nobody, &self.desk, refused || stray);
            if is_told_apart(&row.pattern, actor, &word) && (*path != none || sent != sent_of_nobody) {
                let sent = sent_of_nobody;
                let other = self.ask(&mut actor.visitor.clone(), row, &none, &sent).await;
                let ids = [&self.ids, &nobody];
                if face(&answer, ids) != face(&other, ids) {
                    wrong.push(format!("{what}: {path} is told from {none}"));
                }
            }
            words.insert(word);
        }
        if watched {
            let after = kept(&self.pool, about).await;
            for (was, is) in before.iter().zip(&after).filter(|(was, is)| was != is) {
                wrong.push(format!("{what}: {} is changed ({was:?}, {is:?})", was.0));
            }
            *last = about.is_empty().then_some(after);
        }
        let said = words.into_iter().collect::<Vec<_>>().join("/");
        match told.first() {
            Some(mark) => format!("{said}{mark}"),
            None => said,
        }
    }

    /// Every row for every actor whose column is one of these.
    async fn everywhere(&mut self, columns: &[&str]) {
        let table = table();
        let person: String = sqlx::query_scalar("SELECT person_id::text FROM card WHERE number = $1")
            .bind(card(2))
            .fetch_one(&self.pool)
            .await
            .unwrap();
        let (mut wrong, mut last) = (Vec::new(), None);
        for at in 0..self.actors.len() {
            let column = self.actors[at].column;
            if !columns.contains(&column) {
                continue;
            }
            for row in &table {
                let got = self.row(row, at, &person, &mut last, &mut wrong).await;
                let expected = &row.cells[column];
                if got != *expected {
                    let name = self.actors[at].name;
                    wrong.push(format!("{} {} as {name}: {got} and not {expected}", row.method, row.pattern));
                }
                if self.back(at).await {
                    last = None;
                }
                // What one of the desk has settled waits for the next one.
                if row.method == Method::POST && ["desk", "manager", "director"].contains(&column) {
                    waits_again(&self.pool, &self.ids).await;
                    last = None;
                }
            }
        }
        assert!(wrong.is_empty(), "{} answers are not those of the table:\n{}", wrong.len(), wrong.join("\n"));
    }

    /// The person who signed themselves out comes back. Says whether anybody did.
    async fn back(&mut self, at: usize) -> bool {
        let (library, serial) = match self.actors[at].column {
            "owner" => (LIBRARY, 2),
            "parent" | "after 18" => (LIBRARY, 1),
            "other parent" => (LIBRARY, 3),
            "other" => (LIBRARY, 5),
            "elsewhere" => (ELSEWHERE, 6),
            _ => return false,
        };
        if self.actors[at].visitor.clone().get("/security").await.status == StatusCode::OK {
            return false;
        }
        let open: bool = sqlx::query_scalar("SELECT status = 'active' FROM card WHERE number = $1")
            .bind(card(serial))
            .fetch_one(&self.pool)
            .await
            .unwrap();
        if open {
            self.actors[at].visitor = sign_in(&self.desk, library, &card(serial), 9).await;
        }
        open
    }
}

#[test]
fn every_route_is_in_the_table_and_every_row_is_a_route() {
    let rows: BTreeSet<_> = table().into_iter().map(|row| (row.method.to_string(), row.pattern)).collect();
    let routes: BTreeSet<_> = routes::all()
        .into_iter()
        .flat_map(|route| route.methods.into_iter().map(move |method| (method.to_string(), route.pattern.clone())))
        .collect();
    let missing: Vec<_> = routes.difference(&rows).collect();
    assert!(missing.is_empty(), "say in everybody/table.md who gets these: {missing:?}");
    let gone: Vec<_> = rows.difference(&routes).collect();
    assert!(gone.is_empty(), "no route any more: {gone:?}");
    assert_eq!(rows.len(), table().len(), "no row stands twice");
}

#[sqlx::test(migrations = "../migrations")]
async fn every_patron_and_stranger_gets_from_every_route_what_the_table_says(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let mut people = People::meet(&pool, desk, "2013-05-06").await;
    people.everywhere(&["nobody", "other", "other parent", "parent", "elsewhere", "owner"]).await;
}

#[sqlx::test(migrations = "../migrations")]
async fn every_member_of_staff_gets_from_every_route_what_the_table_says(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    let mut people = People::meet(&pool, desk, "2013-05-06").await;
    people.everywhere(&["administrator", "volunteer", "staff elsewhere", "desk", "manager", "director"]).await;
}

#[sqlx::test(migrations = "../migrations")]
async fn m3_l14_after_the_birthday_a_parent_gets_from_every_route_what_the_table_says(pool: PgPool) {
    let desk = Desk::open(&pool).await;
    // Ten minutes before midnight in Connecticut.
    let to = "2026-11-24T04:50:00Z".parse::<chrono::DateTime<chrono::Utc>>().unwrap();
    desk.clock.advance(to - desk.clock.now());
    let mut people = People::meet(&pool, desk, "2008-11-24").await;
    let mut parent = people.actors.into_iter().find(|actor| actor.column == "parent").unwrap().visitor;
    let checkouts = format!("/family/{}/identity", people.ids.link);
    assert!(parent.get(&checkouts).await.text().contains("Wrenhollow"));
    people.desk.clock.advance(Duration::minutes(10));
    // The session is written anew, and the link is noted as ended.
    assert_eq!(parent.get(&checkouts).await.status, StatusCode::GONE);
    people.actors = vec![Actor { column: "after 18", name: "a parent after the birthday", visitor: parent }];
    people.everywhere(&["after 18"]).await;
}
