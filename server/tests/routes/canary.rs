//! A canary name, card and title never in the logs, however loud they are.

use crate::support::{Desk, SECRET, card};
use sqlx::PgPool;
use std::{
    io,
    sync::{Arc, Mutex, OnceLock},
};
use tracing_subscriber::{EnvFilter, filter::filter_fn, fmt, prelude::*};

/// What all tests of this program log, while it runs.
#[derive(Clone, Default)]
pub struct Log(Arc<Mutex<Vec<u8>>>);

impl io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Log {
    /// All that was logged so far.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.0.lock().unwrap()).into_owned()
    }
}

/// Listens from now on, as the server does under `RUST_LOG=trace`.
pub fn listening() -> Log {
    static LOG: OnceLock<Log> = OnceLock::new();
    LOG.get_or_init(|| {
        let log = Log::default();
        let out = log.clone();
        let lines = fmt::layer().with_writer(move || out.clone()).with_ansi(false);
        tracing_subscriber::registry()
            .with(EnvFilter::new("trace"))
            .with(filter_fn(server::start::may_be_said))
            .with(lines)
            .init();
        log
    })
    .clone()
}

/// Nobody else's name, number or title in any test.
const NAME: &str = "Quillfeather";
const TITLE: &str = "Canaries-of-the-Saltmarsh";

#[sqlx::test(migrations = "../migrations")]
async fn l3_a_name_a_card_and_a_title_are_never_in_the_logs(pool: PgPool) {
    let log = listening();
    let desk = Desk::open(&pool).await;
    let number = card(31_415_926);
    desk.patron("mansfield", &number).await;
    sqlx::query("UPDATE person SET surname = $1, firstname = $1").bind(NAME).execute(&pool).await.unwrap();
    desk.has_read(&number, TITLE).await;

    let mut owner = desk.visitor("mansfield", [198, 51, 100, 1]);
    owner.sign_in(&number, "not-the-password", true).await;
    owner.sign_in(&number, SECRET, true).await;
    let cookies = owner.cookies.clone();
    assert_eq!(cookies.len(), 2, "a session and a device");
    assert!(owner.get("/record/identity").await.text().contains(NAME));
    assert!(owner.post("/record/history/search", &[("search", TITLE)]).await.text().contains(TITLE));
    for path in ["/record", "/security", "/privacy?lang=es", "/record/activity", "/record/reading", "/dev/nothing"] {
        owner.get(path).await;
    }
    for bad in [NAME, TITLE, number.as_str(), SECRET] {
        for field in ["page", "lang", "t", "next", "done", "search"] {
            owner.get(&format!("/record/history?{field}={bad}&{field}={bad}")).await;
            owner.get(&format!("/{bad}?{field}={bad}")).await;
            owner.get(&format!("/choose?t={bad}&{field}=%FF{bad}")).await;
        }
        owner.post("/security/end", &[("session", bad)]).await;
        owner.post("/choose", &[("token", bad), ("new_secret", bad), ("again", bad)]).await;
        owner.post("/forgot", &[("card_number", bad), ("card_number", bad)]).await;
        owner.post_raw("/sign-in", "text/plain", bad.as_bytes().to_vec()).await;
        owner
            .post_raw("/sign-in", "application/x-www-form-urlencoded", format!("{bad}=%FF&card_number={bad}").into())
            .await;
    }
    assert_eq!(owner.post("/record/download", &[("secret", SECRET)]).await.headers["content-type"], "application/zip");
    owner.post("/forgot", &[("card_number", &number)]).await;
    let code = desk.activation_code("mansfield", &number).await;
    owner.get(&format!("/choose?t={code}")).await;

    // A page that cannot be made says why in the log.
    sqlx::query("ALTER TABLE loan_history RENAME COLUMN title TO gone").execute(&pool).await.unwrap();
    let broken = owner.get(&format!("/record/history?search={TITLE}")).await;
    assert_eq!(broken.status, http::StatusCode::INTERNAL_SERVER_ERROR);
    owner.post("/security/lost", &[]).await;

    let text = String::from_utf8_lossy(&log.0.lock().unwrap()).into_owned();
    assert!(text.contains("a page could not be made"), "the log is not heard, so nothing is proved: {text}");
    let folded = text.to_lowercase();
    let code = code.replace('-', "").to_lowercase();
    for secret in [NAME, TITLE, &number, SECRET, &code].into_iter().chain(cookies.values().map(String::as_str)) {
        let found = folded.lines().find(|line| line.replace('-', "").contains(&secret.to_lowercase().replace('-', "")));
        assert!(found.is_none(), "{secret} is in the log: {found:?}");
    }
}

/// What is typed and shown about contact, permissions, families and at the desk: nobody else's in any test.
#[cfg(feature = "dev")]
#[sqlx::test(migrations = "../migrations")]
async fn a_wish_a_recipient_a_child_a_clerk_and_a_search_are_never_in_the_logs(pool: PgPool) {
    let log = listening();
    let desk = Desk::open(&pool).await;
    let library = "lci-member";
    let (parents, childs) = (card(27_182_818), card(14_142_135));
    desk.patron(library, &parents).await;
    desk.patron_born(library, &childs, "2013-05-06").await;
    sqlx::query(
        "UPDATE person SET firstname = 'Sanderlingchild' WHERE id = (SELECT person_id FROM card WHERE number = $1)",
    )
    .bind(&childs)
    .execute(&pool)
    .await
    .unwrap();
    let mut owner = desk.visitor(library, [198, 51, 100, 1]);
    owner.sign_in(&parents, SECRET, true).await;
    let mut secrets: Vec<String> =
        [&parents, &childs, "Sanderlingchild", SECRET].into_iter().map(str::to_owned).collect();

    // Contact: what is wished for, right and wrong, and the link to the new address.
    let wishes = [
        ("address", "31 Godwit Terrace"),
        ("phone", "860-555-0166"),
        ("email", "godwit@turnstone.example"),
        ("fax", "godwit-fax-is-no-number"),
    ];
    for (detail, value) in wishes {
        for step in ["", "edit", "save"] {
            let fields = [("step", step), (detail, value), ("secret", SECRET)];
            owner.post(&format!("/contact/{detail}"), &fields).await;
        }
        owner.get(&format!("/contact/{detail}?{detail}={}", app::ui::pager::encoded(value))).await;
        secrets.push(value.to_owned());
    }
    let slug: domain::ids::LibrarySlug = library.parse().unwrap();
    let mails = portal::mail::dev_list(&desk.portal, &slug).await.unwrap();
    let link = mails.iter().find(|mail| mail.kind == "verify-email").unwrap();
    let token = link.text.split("/contact/confirm?t=").nth(1).unwrap().split_whitespace().next().unwrap().to_owned();
    owner.get(&format!("/contact/confirm?t={token}")).await;
    owner.post("/contact/confirm", &[("token", &token)]).await;
    owner.get("/contact").await;
    secrets.push(token);

    // Permissions: whom, how they prove it, what for.
    let recipient = "Oystercatcher Recipient";
    let permission = crate::permissions::signed(&mut owner, recipient).await;
    owner.get(&format!("{permission}/print")).await;
    owner.post(&format!("{permission}/sign"), &[("signed_name", recipient), ("secret", SECRET), ("shown", "x")]).await;
    secrets.push(recipient.to_owned());

    // A family.
    let fields = [("child_card", childs.as_str()), ("child_secret", SECRET), ("own_secret", SECRET)];
    let added = owner.post("/family/add", &fields).await;
    let link = added.location().replace("?added=", "/");
    assert!(owner.get(&link).await.text().contains("Sanderlingchild"));
    owner.get(&format!("{link}/identity")).await;
    owner.post("/family/add", &[("child_card", &childs), ("child_secret", "godwit"), ("own_secret", SECRET)]).await;

    // The desk: who signs in, with what, and whom they look for.
    let login = "lapwing-clerk";
    let mut clerk = crate::staff::at_desk_as(&desk, library, login, domain::decision::Role::Director).await;
    for (name, password) in [(login, "wrong wrong wrong"), ("whimbrel-nobody", "wrong wrong wrong")] {
        let mut stranger = desk.visitor(library, [203, 0, 113, 7]);
        stranger.post("/desk/sign-in", &[("login", name), ("secret", password), ("code", "phalarope-code")]).await;
        secrets.push(name.to_owned());
    }
    for search in [childs.as_str(), "Dotterel Search", "godwit@turnstone.example"] {
        clerk.post("/desk/find", &[("find", search)]).await;
        clerk.get(&format!("/desk?find={}", app::ui::pager::encoded(search))).await;
    }
    secrets.extend(["Dotterel Search".to_owned(), "phalarope-code".to_owned(), "wrong wrong wrong".to_owned()]);
    secrets.extend(["Canaryclerk".to_owned(), "seven grey herons by the mill".to_owned()]);
    let look = clerk.post("/desk/find", &[("find", &childs)]).await.location().to_owned();
    for purpose in ["registration", "circulation", "online-access"] {
        clerk.post(&look, &[("purpose", purpose)]).await;
        assert!(clerk.get(&look).await.text().contains("Sanderlingchild") || purpose == "online-access", "{purpose}");
    }
    let made = clerk.post(&format!("{look}/code"), &[("seen", "passport")]).await.text();
    secrets.push(made.split("class=\"reference\">").nth(1).unwrap().split('<').next().unwrap().to_owned());
    secrets
        .extend(owner.cookies.iter().chain(&clerk.cookies).map(|(_, value)| value.clone()).filter(|one| one.len() > 8));

    // What the database says when it refuses a row, it says with the row in it.
    for (table, path, fields) in [
        (
            "pending_change",
            "/contact/work-phone",
            &[("step", "save"), ("work_phone", "860-555-0199"), ("secret", SECRET)][..],
        ),
        ("permission", "/permissions/new", &[]),
        ("session", "/sign-in", &[("card_number", parents.as_str()), ("secret", SECRET)]),
        ("desk_look", "/desk/find", &[("find", childs.as_str())]),
    ] {
        let sql = format!("ALTER TABLE {table} ADD CONSTRAINT refused CHECK (library <> '{library}') NOT VALID");
        sqlx::query(sqlx::AssertSqlSafe(sql)).execute(&pool).await.unwrap();
        let mut visitor = if table == "desk_look" { clerk.clone() } else { owner.clone() };
        let broken = visitor.post(path, fields).await;
        assert_eq!(broken.status, http::StatusCode::INTERNAL_SERVER_ERROR, "{path}");
    }
    secrets.push("860-555-0199".to_owned());

    let text = String::from_utf8_lossy(&log.0.lock().unwrap()).into_owned();
    assert!(text.contains("a page could not be made") && text.contains("refused"), "the log is not heard: {text}");
    // Other tests' lines are in it too, so what only looks like a secret of this one must not be looked for.
    let bare = |text: &str| text.to_lowercase().replace('-', "");
    let lines: Vec<String> = text.lines().map(bare).collect();
    for secret in secrets {
        let secret = bare(&secret);
        let found = lines.iter().find(|line| line.contains(&secret));
        assert!(found.is_none(), "{secret} is in the log: {found:?}");
    }
}
