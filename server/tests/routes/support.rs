//! A portal to test and the people who use it. Its methods read like what a person does.

use app::request::{
    Web,
    site::{Addresses, Assets},
};
use axum::{Router, body::Body, extract::ConnectInfo};
use chrono::{DateTime, TimeZone, Utc};
use domain::{
    ids::LibrarySlug,
    inventory::Class,
    profile::{Profile, Profiles},
};
use http::{HeaderMap, Method, Request, StatusCode, header};
use portal::{
    Portal,
    access::make_activation_code,
    authority::Operator,
    clock::{Clock, SetClock},
    db::Db,
    entropy::SystemEntropy,
    ils::{FileKind, Options, import},
    keys::Keys,
    library::{How, VersionOutcome, enter_version},
    password::Hasher,
};
use secrecy::ExposeSecret;
use sqlx::PgPool;
use std::{
    collections::BTreeMap,
    io::Cursor,
    net::{Ipv4Addr, SocketAddr},
    path::{Path, PathBuf},
    sync::Arc,
};
use tokio_util::sync::CancellationToken;
use tower::ServiceExt;

pub const SECRET: &str = "violet-harbour-7781";

/// The portal, with its five libraries and a clock that stands still.
#[derive(Clone)]
pub struct Desk {
    pub portal: Portal,
    pub clock: Arc<SetClock>,
    pub profiles: Arc<Profiles>,
    pub hasher: Hasher,
    pub router: Router,
    pub pool: PgPool,
    web: Web,
}

/// Someone with a browser.
#[derive(Clone)]
pub struct Visitor {
    desk: Desk,
    host: String,
    address: SocketAddr,
    pub cookies: BTreeMap<String, String>,
}

/// What came back.
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub fn location(&self) -> &str {
        self.headers.get(header::LOCATION).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }
}

pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Every row of every table.
pub async fn everything(pool: &PgPool) -> Vec<(String, Option<String>)> {
    let tables: Vec<String> = sqlx::query_scalar(
        "SELECT table_name::text FROM information_schema.tables WHERE table_schema = current_schema() \
         AND table_type = 'BASE TABLE' AND table_name <> 'staff_session' ORDER BY 1",
    )
    .fetch_all(pool)
    .await
    .unwrap();
    let each = tables
        .iter()
        .map(|table| format!("SELECT '{table}', md5(string_agg(t::text, '|' ORDER BY t::text)) FROM {table} t"));
    let sql = each.collect::<Vec<_>>().join(" UNION ALL ");
    sqlx::query_as(sqlx::AssertSqlSafe(sql)).fetch_all(pool).await.unwrap()
}

/// Where this test's database is, for a process of its own.
pub fn url_of(pool: &PgPool) -> String {
    let options = pool.connect_options();
    let server = std::env::var("DATABASE_URL").unwrap();
    format!("{}/{}", server.rsplit_once('/').unwrap().0, options.get_database().unwrap())
}

/// Runs the server's own command line as this owner. Whether it ended well, and what it said.
pub fn command_line(database: &str, arguments: &[&str]) -> (bool, String) {
    let (code, said) = exit_code(database, arguments);
    (code == Some(0), said)
}

/// The same with its exit code.
pub fn exit_code(database: &str, arguments: &[&str]) -> (Option<i32>, String) {
    exit_code_with(database, arguments, &[])
}

/// The same with these settings beside those that every command needs.
pub fn exit_code_with(database: &str, arguments: &[&str], settings: &[(&str, &str)]) -> (Option<i32>, String) {
    let done = program(database, arguments, settings).output().unwrap();
    let said = [done.stdout, done.stderr].concat();
    (done.status.code(), String::from_utf8_lossy(&said).into_owned())
}

/// The same, to be run.
pub fn program(database: &str, arguments: &[&str], settings: &[(&str, &str)]) -> std::process::Command {
    let mut program = std::process::Command::new(env!("CARGO_BIN_EXE_server"));
    program
        .args(arguments)
        .current_dir(root())
        .env_clear()
        .env("DATABASE_URL", database)
        .env("PORTAL_SECRET_KEY", "07".repeat(32))
        .env("PORTAL_PUBLIC_URL", "https://privacy.example.org")
        .envs(settings.iter().copied());
    program
}

/// What `serve` finds as the list of the browser's half (`assets.json`).
pub const ASSETS: &str = r#"{"output_name": "portal.test", "forms": "forms.test", "tools": "tools.test", "permission": "permission.test", "proof": "proof.test", "desk": "desk.test", "letter": "letter.test", "style": "main.test.css"}"#;

/// Enters every library's file, in force since the first of November 2026: what `server migrate` does. The names and texts.
pub async fn enter_files(pool: &PgPool) -> Vec<(String, String)> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(root().join("libraries")).unwrap() {
        let path = entry.unwrap().path();
        files.push((path.display().to_string(), std::fs::read_to_string(path).unwrap()));
    }
    for (name, text) in &files {
        let profile = Profile::parse(name, text).unwrap();
        let day = "2026-11-01".parse().unwrap();
        assert_eq!(enter_version(pool, &profile, text, day, How::Checked).await.unwrap(), VersionOutcome::First);
    }
    files
}

pub fn noon() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 11, 23, 17, 0, 0).unwrap()
}

impl Desk {
    /// Has a job done once, as the worker does it. What it says it did.
    pub async fn does(&self, job: &str) -> String {
        let means = portal::jobs::Means {
            libraries: self.profiles.iter().cloned().collect(),
            site: "https://{library}.example.org".to_owned(),
            ..portal::jobs::Means::default()
        };
        let job = portal::jobs::all(means).into_iter().find(|one| one.name() == job).unwrap();
        job.run(&self.portal, &CancellationToken::new()).await.unwrap().did
    }

    pub async fn open(pool: &PgPool) -> Self {
        Self::open_with(pool, Hasher::for_tests()).await
    }

    /// As [`Self::open`], hashing like this. A proxy on this machine is believed.
    pub async fn open_with(pool: &PgPool, hasher: Hasher) -> Self {
        Self::made(pool, hasher, str::to_owned).await
    }

    /// As [`Self::open`], with other words in every library's file.
    pub async fn with(pool: &PgPool, alter: impl Fn(&str) -> String) -> Self {
        Self::made(pool, Hasher::for_tests(), alter).await
    }

    async fn made(pool: &PgPool, hasher: Hasher, alter: impl Fn(&str) -> String) -> Self {
        let root = root();
        let mut files = Vec::new();
        for entry in std::fs::read_dir(root.join("libraries")).unwrap() {
            let path = entry.unwrap().path();
            files.push((path.display().to_string(), alter(&std::fs::read_to_string(path).unwrap())));
        }
        files.sort();
        let profiles = Arc::new(Profiles::load_all(files).unwrap());
        for profile in profiles.iter() {
            portal::library::enter(pool, profile).await.unwrap();
        }
        let clock = Arc::new(SetClock::at(noon()));
        let portal = Portal {
            db: Db::new(pool.clone()),
            clock: clock.clone(),
            entropy: Arc::new(SystemEntropy),
            keys: Keys::new(vec![7; 32].into()),
            services: portal::newsletter::service::Services::default(),
        };
        let web = Web {
            portal: portal.clone(),
            hasher: hasher.clone(),
            profiles: profiles.clone(),
            addresses: Arc::new(Addresses {
                scheme: "http".into(),
                bare_host: "localhost".into(),
                port: ":3000".into(),
                own_hosts: BTreeMap::new(),
                only: None,
            }),
            assets: Arc::new(Assets {
                output_name: "portal.test".into(),
                forms: "forms.test".into(),
                tools: "tools.test".into(),
                permission: "permission.test".into(),
                proof: "proof.test".into(),
                desk: "desk.test".into(),
                letter: "letter.test".into(),
                style: "main.test.css".into(),
            }),
        };
        let router = server::http::service(&web, &root.join("style"), Arc::from([Ipv4Addr::LOCALHOST.into()]));
        Self { portal, clock, profiles, hasher, router, web, pool: pool.clone() }
    }

    /// Counts what is served from now on.
    pub fn measure(&mut self, metrics: &server::metrics::Metrics) {
        let proxies = Arc::from([Ipv4Addr::LOCALHOST.into()]);
        let pages = server::http::Pages::of(&self.web);
        self.router = server::http::measured(&pages, &root().join("style"), proxies, metrics.clone());
    }

    /// Is connected to these newsletter services from now on.
    #[cfg(feature = "dev")]
    pub fn connected(&mut self, services: portal::newsletter::service::Services) {
        self.portal.services = services.clone();
        self.web.portal.services = services;
        self.following();
    }

    /// Reads from this database, and writes to it, from now on.
    pub fn reads_from(&mut self, db: Db) {
        self.portal.db = db.clone();
        self.web.portal.db = db;
        self.following();
    }

    /// Serves pages that can be taken up anew.
    pub fn following(&mut self) -> server::http::Pages {
        let pages = server::http::Pages::of(&self.web);
        let proxies = Arc::from([Ipv4Addr::LOCALHOST.into()]);
        self.router =
            server::http::measured(&pages, &root().join("style"), proxies, server::metrics::Metrics::default());
        pages
    }

    /// Someone at a browser, looking at a library's pages from an address of their own.
    pub fn visitor(&self, library: &str, from: [u8; 4]) -> Visitor {
        Visitor {
            desk: self.clone(),
            host: if library.is_empty() { "localhost:3000".into() } else { format!("{library}.localhost:3000") },
            address: SocketAddr::from((from, 40_000)),
            cookies: BTreeMap::new(),
        }
    }

    /// Loads one grown-up patron from a file, as a library would.
    pub async fn import(&self, library: &str, card: &str) {
        self.import_born(library, card, "1988-04-02").await;
    }

    /// Loads one patron born on this day.
    pub async fn import_born(&self, library: &str, card: &str, born: &str) {
        let slug: LibrarySlug = library.parse().unwrap();
        let profile = self.profiles.get(&slug).unwrap();
        let csv = format!(
            "cardnumber,surname,firstname,address,city,zipcode,email,phone,dateofbirth,dateenrolled,dateexpiry\n\
             {card},Canaryname,Adaeze,12 Elm Street,Storrs,06268,p{card}@example.org,860-555-0142,{born},\
             2019-05-01,2031-05-01\n"
        );
        let today = self.clock.now().date_naive();
        let options = Options::of(profile, today);
        let mut quiet = |_| {};
        let report = import(
            &self.portal,
            &self.operator(library),
            FileKind::KohaBorrowers,
            Cursor::new(csv),
            options,
            &mut quiet,
        )
        .await
        .unwrap();
        assert!(report.applied(), "{:?}", report.problems);
    }

    /// The person who runs the command line, for this library.
    pub fn operator(&self, library: &str) -> Operator {
        let slug: LibrarySlug = library.parse().unwrap();
        Operator::holding(&self.pool.connect_options(), self.profiles.get(&slug).unwrap().clone())
    }

    /// The code that staff would read out.
    pub async fn activation_code(&self, library: &str, card: &str) -> String {
        let code = make_activation_code(&self.portal, &self.operator(library), card).await.unwrap();
        code.expect("the card is open").expose_secret().to_owned()
    }

    /// A patron with a password, not signed in.
    pub async fn patron(&self, library: &str, card: &str) {
        self.patron_born(library, card, "1988-04-02").await;
    }

    /// The same, born on this day.
    pub async fn patron_born(&self, library: &str, card: &str, born: &str) {
        self.import_born(library, card, born).await;
        let code = self.activation_code(library, card).await;
        let mut someone = self.visitor(library, [192, 0, 2, 1]);
        let answer = someone.post("/choose", &[("token", &code), ("new_secret", SECRET), ("again", SECRET)]).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    }
}

/// What the record of the person with this card comes to hold, past what a file brings.
impl Desk {
    /// They have brought this book back.
    pub async fn has_read(&self, card: &str, title: &str) {
        sqlx::query(
            "INSERT INTO loan_history (library, id, person_id, title, item_barcode, source, sourced_at, checked_out_at, \
                                       returned_at) \
             SELECT library, gen_random_uuid(), person_id, $2, '3', 'import', $3, '2026-10-01Z', '2026-10-20Z' \
             FROM card WHERE number = $1",
        )
        .bind(card)
        .bind(title)
        .bind(self.clock.now())
        .execute(&self.pool)
        .await
        .unwrap();
    }

    /// They have brought back this many books: "Loan 1", "Loan 2".
    pub async fn has_read_many(&self, card: &str, many: i32) {
        sqlx::query(
            "INSERT INTO loan_history (library, id, person_id, title, item_barcode, source, sourced_at, checked_out_at, \
                                       returned_at) \
             SELECT library, gen_random_uuid(), person_id, 'Loan ' || n, '3' || n, 'import', $3, '2026-10-01Z', \
                    '2026-10-20Z' \
             FROM card, generate_series(1, $2) n WHERE number = $1",
        )
        .bind(card)
        .bind(many)
        .bind(self.clock.now())
        .execute(&self.pool)
        .await
        .unwrap();
    }

    /// The record names somebody, who signed for the card, as what they are to the child.
    pub async fn names_guardian(&self, card: &str, name: &str, relationship: &str) {
        sqlx::query(
            "INSERT INTO guardianship (library, id, child_id, guardian_name, relationship, cosigner, source, sourced_at) \
             SELECT library, gen_random_uuid(), person_id, $2, $3, true, 'desk', $4 FROM card WHERE number = $1",
        )
        .bind(card)
        .bind(name)
        .bind(relationship)
        .bind(self.clock.now())
        .execute(&self.pool)
        .await
        .unwrap();
    }
}

/// The page on which a patron sees a class of their record.
pub fn drawer(class: Class) -> String {
    match class {
        Class::Contact => "/contact".to_owned(),
        Class::Credentials => "/security".to_owned(),
        Class::Preferences => "/consents".to_owned(),
        Class::Family => "/family".to_owned(),
        class => format!("/record/{}", class.code()),
    }
}

/// Comes back with what `look` sees once it sees something: for what tells nobody that it has happened, such as another process
/// that listens or ends, a session of Postgres that waits for a lock, or a row that the server writes after its answer. What a
/// test can be told of, it waits for itself. The pause is between two looks; nothing rests on its length.
pub async fn until<T>(what: &str, mut look: impl AsyncFnMut() -> Option<T>) -> T {
    for _ in 0..12_000 {
        if let Some(seen) = look().await {
            return seen;
        }
        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    }
    panic!("never seen: {what}");
}

/// Card numbers with a right check digit, one for each `serial`.
pub fn card(serial: u32) -> String {
    let body = format!("29999{serial:08}");
    let digit = domain::parse::check_digit(&body).unwrap();
    format!("{body}{digit}")
}

impl Visitor {
    pub async fn get(&mut self, path: &str) -> Answer {
        self.send(Method::GET, path, None, &[]).await
    }

    pub async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        self.send(Method::POST, path, Some(encoded(fields)), &[("sec-fetch-site", "same-origin")]).await
    }

    pub async fn sign_in(&mut self, card: &str, secret: &str, own: bool) -> Answer {
        let computer = if own { "own" } else { "shared" };
        self.post("/sign-in", &[("card_number", card), ("secret", secret), ("computer", computer)]).await
    }

    /// A form with this body, whatever it is.
    pub async fn post_raw(&mut self, path: &str, kind: &str, body: Vec<u8>) -> Answer {
        self.request(Method::POST, path, body, &[("sec-fetch-site", "same-origin"), ("content-type", kind)]).await
    }

    /// Any request; a body is a form unless a header says otherwise.
    pub async fn send(&mut self, method: Method, path: &str, body: Option<String>, headers: &[(&str, &str)]) -> Answer {
        let form = ("content-type", "application/x-www-form-urlencoded");
        let named = headers.iter().any(|(name, _)| *name == form.0);
        let headers: Vec<_> = headers.iter().copied().chain((body.is_some() && !named).then_some(form)).collect();
        self.request(method, path, body.unwrap_or_default().into_bytes(), &headers).await
    }

    /// Begins to take the archive, and reads none of it.
    pub async fn download_and_wait(&mut self, secret: &str) -> Body {
        let form = encoded(&[("secret", secret)]).into_bytes();
        let headers = [("sec-fetch-site", "same-origin"), ("content-type", "application/x-www-form-urlencoded")];
        let request = self.asked(Method::POST, "/record/download", form, &headers);
        let response = self.desk.router.clone().oneshot(request).await.unwrap();
        assert_eq!(response.headers()[header::CONTENT_TYPE], "application/zip");
        response.into_body()
    }

    fn asked(&self, method: Method, path: &str, body: Vec<u8>, headers: &[(&str, &str)]) -> Request<Body> {
        let mut request = Request::builder().method(method).uri(path).header(header::HOST, &self.host);
        if !self.cookies.is_empty() {
            let jar: Vec<String> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
            request = request.header(header::COOKIE, jar.join("; "));
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let mut request = request.body(Body::from(body)).unwrap();
        request.extensions_mut().insert(ConnectInfo(self.address));
        request
    }

    async fn request(&mut self, method: Method, path: &str, body: Vec<u8>, headers: &[(&str, &str)]) -> Answer {
        let request = self.asked(method, path, body, headers);
        let response = self.desk.router.clone().oneshot(request).await.unwrap();
        for cookie in response.headers().get_all(header::SET_COOKIE) {
            let text = cookie.to_str().unwrap();
            let (name, value) = text.split(';').next().unwrap().split_once('=').unwrap();
            if value.is_empty() || text.contains("Max-Age=0") {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        let (parts, body) = response.into_parts();
        let body = axum::body::to_bytes(body, usize::MAX).await.unwrap().to_vec();
        Answer { status: parts.status, headers: parts.headers, body }
    }
}

fn encoded(fields: &[(&str, &str)]) -> String {
    fields
        .iter()
        .map(|(name, value)| format!("{name}={}", app::ui::pager::encoded(value)))
        .collect::<Vec<_>>()
        .join("&")
}
