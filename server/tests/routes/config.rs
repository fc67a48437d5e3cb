//! A configuration that cannot be used stops the start, and says which key, where and why.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use rsa::{
    RsaPrivateKey,
    pkcs8::{EncodePrivateKey, LineEnding},
    rand_core::OsRng,
};
use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

const KEY: &str = "1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f";

/// A folder of its own with an empty folder of libraries; gone with the test.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("portal-config-{name}-{}", std::process::id()));
        fs::create_dir_all(path.join("libraries")).unwrap();
        Self(path)
    }

    fn write(&self, text: &str) -> PathBuf {
        let path = self.0.join("portal.toml");
        fs::write(&path, text).unwrap();
        path
    }

    /// What a command that reads every setting and needs no database says; the folder holds no profile, so all it may
    /// find wrong with settings that are right is that.
    fn accepts(&self, environment: &[(&str, &str)]) -> String {
        let mut command = Command::new(env!("CARGO_BIN_EXE_server"));
        command.args(["--config", "portal.toml", "ledger", "verify"]).current_dir(&self.0).env_clear();
        let output = command.envs(environment.iter().copied()).output().unwrap();
        String::from_utf8_lossy(&output.stderr).into_owned()
    }

    /// What `server serve` says on standard error when it is started here with this file and environment.
    fn start(&self, file: &Path, environment: &[(&str, &str)]) -> String {
        let mut command = Command::new(env!("CARGO_BIN_EXE_server"));
        command.args(["--config", &file.display().to_string(), "serve"]).current_dir(&self.0).env_clear();
        let output = command.envs(environment.iter().copied()).output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(!output.status.success(), "it must not start: {said}");
        assert!(!said.contains("panicked"), "{said}");
        said
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        drop(fs::remove_dir_all(&self.0));
    }
}

/// A file that could be used but for the database, which nobody answers for, with these lines in it or in place of its
/// own of the same key.
fn file(lines: &[&str]) -> String {
    let mut keys = vec![
        "database_url = \"postgres://nobody:nothing@127.0.0.1:1/none\"".to_owned(),
        format!("secret_key = \"{KEY}\""),
        "libraries = \"libraries\"".to_owned(),
    ];
    let key = |line: &str| line.split('=').next().unwrap().trim().to_owned();
    for line in lines {
        keys.retain(|kept| key(kept) != key(line));
        keys.insert(0, (*line).to_owned());
    }
    keys.join("\n")
}

fn without(key: &str) -> String {
    file(&[]).lines().filter(|line| !line.starts_with(key)).collect::<Vec<_>>().join("\n")
}

/// The setting of a listmonk at this address, with these lists; its token may be said nowhere.
fn listmonk(url: &str, lists: &str) -> String {
    let of = format!("vendor = \"newsletter\", url = \"{url}\", user = \"portal\", token = \"{KEY}\"");
    format!("listmonk = {{ lci-member = {{ {of}, lists = {{ {lists} }} }} }}")
}

#[test]
fn a_setting_that_is_missing_misspelt_or_wrong_is_named_with_the_reason() {
    let folder = Folder::new("wrong");
    let smtp = |more: &str| format!("smtp = {{ host = \"mail.example\", {more} }}");
    for (text, named) in [
        (without("database_url"), &["database_url", "missing"][..]),
        (without("secret_key"), &["secret_key", "missing"]),
        (file(&["secret_key = \"\""]), &["secret_key", "PORTAL_SECRET_KEY", "64", "openssl rand -hex 32"]),
        (file(&["secret_key = \"1f1f\""]), &["secret_key", "64"]),
        (file(&[&format!("secret_key = \"{}\"", KEY.replace('f', "g"))]), &["secret_key", "hex"]),
        (file(&["former_secret_key = \"1f1f\""]), &["former_secret_key", "PORTAL_FORMER_SECRET_KEY", "64"]),
        (file(&[&format!("former_secret_key = \"{KEY}\"")]), &["former_secret_key", "same", "new key"]),
        (file(&["secretkey = \"1\""]), &["secretkey", "unknown"]),
        (file(&["lissten = \"127.0.0.1:1\""]), &["lissten", "unknown", "listen"]),
        (file(&["listen = \"here\""]), &["listen", "socket address"]),
        (file(&["listen = 3000"]), &["listen"]),
        (file(&["public_url = \"portal.example.org\""]), &["public_url", "https://"]),
        (file(&["public_url = \"ftp://portal.example.org\""]), &["public_url", "ftp://"]),
        (file(&["public_url = \"https://portal.example.org/path\""]), &["public_url", "no path"]),
        (file(&["public_url = \"https://:3000\""]), &["public_url", "host"]),
        (file(&["public_url = \"http://portal.example.org\""]), &["public_url", "https://"]),
        (file(&["libraries = \"nowhere\""]), &["libraries", "nowhere", "PORTAL_LIBRARIES"]),
        (file(&["trusted_proxies = [\"the proxy\"]"]), &["trusted_proxies", "IP address"]),
        (file(&["ledger_heads_to = \"the Director\""]), &["ledger_heads_to", "e-mail address"]),
        (file(&["ledger_heads_to = \"d@example.org\""]), &["ledger_heads_to", "smtp.host"]),
        (file(&["header_seconds = 0"]), &["header_seconds", "1 to 600"]),
        (file(&["header_seconds = \"soon\""]), &["header_seconds", "soon"]),
        (file(&["max_connections = 1"]), &["max_connections", "10 to 1,000,000"]),
        (file(&["database_connections = 1"]), &["database_connections", "2 or more"]),
        (file(&["mail_from = \"nobody\""]), &["mail_from"]),
        (file(&["mail_reply_to = \"a@b.example, c@d.example\""]), &["mail_reply_to"]),
        (file(&[&smtp("prot = 25")]), &["prot", "unknown"]),
        (file(&["worker_in_server = \"perhaps\""]), &["worker_in_server", "perhaps"]),
        (file(&["connections_per_network = 1"]), &["connections_per_network", "6", "1,000,000"]),
        (file(&[&listmonk("http://lists.example.org", "weekly = 3")]), &["listmonk.lci-member.url", "https://"]),
        (
            file(&[&listmonk("https://a:nothing@lists.example.org", "weekly = 3")]),
            &["listmonk.lci-member.url", "alone"],
        ),
        (file(&[&listmonk("https://lists.example.org", "weekly = 0")]), &["listmonk.lci-member.lists", "from 1"]),
        (file(&[&listmonk("https://lists.example.org", "").replace("user", "usr")]), &["usr", "unknown"]),
        (file(&["metrics_listen = \"9100\""]), &["metrics_listen", "socket address"]),
    ] {
        let said = folder.start(&folder.write(&text), &[]);
        for word in named {
            assert!(said.contains(word), "{word} is not in what is said of\n{text}\n{said}");
        }
        assert!(!said.contains(KEY) && !said.contains("nothing@"), "no secret is said: {said}");
    }
}

#[test]
fn a_file_that_cannot_be_read_is_named() {
    let folder = Folder::new("unreadable");
    let said = folder.start(&folder.0.join("nowhere.toml"), &[]);
    assert!(said.contains("nowhere.toml") && said.contains("cannot be read"), "{said}");
    let said = folder.start(&folder.write("secret_key = \"1\nlisten"), &[]);
    assert!(said.contains("portal.toml") && said.contains("cannot be read"), "{said}");
}

#[test]
fn the_environment_wins_and_is_checked_as_the_file_is() {
    let folder = Folder::new("environment");
    let path = folder.write(&file(&[]));
    for (name, value, named) in [
        ("PORTAL_LISTEN", "here", "listen"),
        ("PORTAL_SECRET_KEY", "short", "secret_key"),
        ("PORTAL_PUBLIC_URL", "http://portal.example.org", "public_url"),
        ("PORTAL_TRUSTED_PROXIES", "10.0.0.1,proxy", "trusted_proxies"),
        ("PORTAL_LISSTEN", "127.0.0.1:1", "lissten"),
        ("PORTAL_SMTP__PORT", "many", "smtp.port"),
    ] {
        let said = folder.start(&path, &[(name, value)]);
        assert!(said.contains(named), "{name}={value}: {said}");
    }
    // A secret need not stand in the file.
    let connected = listmonk("https://lists.example.org", "weekly = 3").replace("lci-member", "mansfield");
    folder.write(&file(&[&connected.replace(&format!(", token = \"{KEY}\""), "")]));
    let said = folder.accepts(&[]);
    assert!(said.contains("token") && said.contains("missing"), "{said}");
    let said = folder.accepts(&[("PORTAL_LISTMONK__MANSFIELD__TOKEN", "007")]);
    assert!(said.contains("holds no library profile"), "{said}");
}

#[test]
fn a_profile_that_is_wrong_stops_the_start_with_file_key_and_reason() {
    let folder = Folder::new("profile");
    let path = folder.write(&file(&[]));
    let said = folder.start(&path, &[]);
    assert!(said.contains("libraries") && said.contains("no library profile"), "{said}");
    let good = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../libraries/mansfield.toml")).unwrap();
    for (bad, named) in [
        (good.replace("age_of_majority = 18", "age_of_majority = \"grown up\""), "age_of_majority"),
        (good.replace("time_zone = \"America/New_York\"", "time_zone = \"Storrs\""), "time_zone"),
        (good.replace("slug = ", "slugg = "), "slugg"),
    ] {
        assert_ne!(bad, good);
        fs::write(folder.0.join("libraries/mansfield.toml"), bad).unwrap();
        let said = folder.start(&path, &[]);
        assert!(said.contains("mansfield.toml") && said.contains(named), "{named}: {said}");
    }
    fs::write(folder.0.join("libraries/mansfield.toml"), good).unwrap();
    let said = folder.start(&path, &[]);
    assert!(said.contains("assets.json") && said.contains("site_root"), "{said}");
    // A newsletter service that no profile has.
    let connected =
        folder.write(&file(&[&listmonk("https://lists.example.org", "weekly = 3").replace("lci-member", "mansfield")]));
    let said = folder.start(&connected, &[]);
    assert!(said.contains("listmonk.mansfield.vendor") && said.contains("no vendor newsletter"), "{said}");
    let said = folder.start(&folder.write(&file(&[&listmonk("https://lists.example.org", "weekly = 3")])), &[]);
    assert!(said.contains("listmonk.lci-member") && said.contains("without a profile"), "{said}");
    let path = folder.write(&file(&[]));
    fs::create_dir_all(folder.0.join("target/site")).unwrap();
    fs::write(
        folder.0.join("target/site/assets.json"),
        r#"{"output_name": "portal", "forms": "forms", "tools": "tools", "permission": "permission", "proof": "proof", "desk": "desk", "letter": "letter", "style": "main.css"}"#,
    )
    .unwrap();
    let said = folder.start(&path, &[]);
    assert!(said.contains("the database does not answer") && said.contains("DATABASE_URL"), "{said}");
    for url in ["mysql://root@localhost/portal", "nowhere", ""] {
        let said = folder.start(&path, &[("DATABASE_URL", url)]);
        assert!(said.contains("database_url (DATABASE_URL) is not a postgres:// address"), "{url}: {said}");
    }
}

/// The settings that docs/operations.md documents: their names in the file and in the environment.
fn documented() -> Vec<(String, Option<String>)> {
    let manual = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/operations.md")).unwrap();
    let section = manual.split("\n## Configuration\n").nth(1).unwrap().split("\n## ").next().unwrap();
    let quoted = |cell: &str| cell.trim().strip_prefix('`')?.strip_suffix('`').map(str::to_owned);
    let rows = section.lines().filter(|line| line.starts_with("| `"));
    rows.map(|row| {
        let cells: Vec<&str> = row.split('|').collect();
        (quoted(cells[1]).unwrap_or_else(|| panic!("one setting a row: {row}")), quoted(cells[2]))
    })
    .collect()
}

/// A value somebody could give it; text that looks like a number or a truth is still text.
fn sample(setting: &str) -> &'static str {
    match setting {
        "database_url" => "postgres://portal:0123@localhost:5432/portal",
        "database_connections" => "20",
        "secret_key" => "2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e",
        "former_secret_key" => "1111111111111111111111111111111111111111111111111111111111111111",
        "listen" | "metrics_listen" => "127.0.0.1:9100",
        "header_seconds" => "30",
        "max_connections" => "500",
        "connections_per_network" => "50",
        "public_url" => "https://privacy.example.org",
        "libraries" => "libraries",
        "site_root" => "elsewhere",
        "trusted_proxies" => "10.0.0.1, 2001:db8::1",
        "mail_from" | "mail_reply_to" | "mail_returns" | "ledger_heads_to" => "portal@example.org",
        "smtp.host" | "smtp.hello" => "mail.example.org",
        "smtp.port" => "2525",
        "smtp.security" => "tls",
        "smtp.username" => "true",
        "smtp.password" => "007",
        "smtp.per_domain" => "300",
        "worker_in_server" => "false",
        "ledger_heads" => "heads",
        "mail_returns_box" => "returned",
        "dkim.selector" => "portal",
        "dkim.key_file" => "dkim.pem",
        other => panic!("docs/operations.md documents {other}: give it a sample here"),
    }
}

#[test]
fn every_documented_setting_is_taken_from_the_environment_and_from_the_file_as_documented() {
    let folder = Folder::new("documented");
    let whole = "holds no library profile";
    // What a setting needs beside it.
    let beside = |setting: &str| match setting {
        "smtp.username" | "smtp.password" | "smtp.port" | "smtp.security" | "smtp.hello" | "smtp.per_domain" => {
            vec!["PORTAL_SMTP__HOST", "PORTAL_SMTP__USERNAME", "PORTAL_SMTP__PASSWORD"]
        }
        "ledger_heads_to" => vec!["PORTAL_SMTP__HOST"],
        "mail_returns_box" => vec!["PORTAL_MAIL_RETURNS"],
        "dkim.selector" | "dkim.key_file" => vec!["PORTAL_DKIM__SELECTOR", "PORTAL_DKIM__KEY_FILE"],
        _ => vec![],
    };
    let of = |name: &str| match name {
        "PORTAL_SMTP__HOST" => "mail.example.org",
        "PORTAL_SMTP__USERNAME" => "true",
        "PORTAL_MAIL_RETURNS" => "portal@example.org",
        "PORTAL_DKIM__SELECTOR" => "portal",
        "PORTAL_DKIM__KEY_FILE" => "dkim.pem",
        _ => "007",
    };
    signing_key(&folder);
    let documented = documented();
    assert!(documented.len() > 15, "{documented:?}");
    for (setting, variable) in &documented {
        if let Some(variable) = variable {
            folder.write(&file(&[]));
            let mut environment = vec![(variable.as_str(), sample(setting))];
            environment
                .extend(beside(setting).into_iter().filter(|name| name != variable).map(|name| (name, of(name))));
            let said = folder.accepts(&environment);
            assert!(said.contains(whole), "{variable}: {said}");
        }
        let line = match (setting.as_str(), setting.split_once('.')) {
            ("listmonk", _) => listmonk("https://lists.example.org", "weekly = 3, monthly = 4"),
            ("hosts", _) => "hosts = { \"privacy.mansfield.example\" = \"mansfield\" }".to_owned(),
            ("trusted_proxies", _) => "trusted_proxies = [\"10.0.0.1\", \"2001:db8::1\"]".to_owned(),
            (_, Some(("dkim", _))) => r#"dkim = { selector = "portal", key_file = "dkim.pem" }"#.to_owned(),
            (_, Some((_, key))) => {
                let mut keys = vec![("host", "mail.example.org"), ("username", "true"), ("password", "007")];
                keys.retain(|(name, _)| *name != key);
                keys.push((key, sample(setting)));
                let keys: Vec<String> = keys.iter().map(|(name, value)| format!("{name} = \"{value}\"")).collect();
                format!("smtp = {{ {} }}", keys.join(", "))
            }
            ("ledger_heads_to", _) => {
                format!("smtp = {{ host = \"mail.example.org\" }}\nledger_heads_to = \"{}\"", sample(setting))
            }
            ("mail_returns_box", _) => {
                format!("mail_returns = \"portal@example.org\"\nmail_returns_box = \"{}\"", sample(setting))
            }
            (key, None) => format!("{key} = \"{}\"", sample(setting)),
        };
        folder.write(&file(&[&line]));
        let said = folder.accepts(&[]);
        assert!(said.contains(whole), "{line}: {said}");
    }
}

/// Puts a key that mail can be signed with into the folder, as `dkim.pem`.
fn signing_key(folder: &Folder) {
    let key = RsaPrivateKey::new(&mut OsRng, 2048).unwrap();
    fs::write(folder.0.join("dkim.pem"), key.to_pkcs8_pem(LineEnding::LF).unwrap()).unwrap();
}

#[test]
fn the_record_that_lets_receivers_check_signed_mail_is_printed() {
    let folder = Folder::new("dkim");
    signing_key(&folder);
    let says = |lines: &[&str]| {
        folder.write(&file(lines));
        let mut command = Command::new(env!("CARGO_BIN_EXE_server"));
        command.args(["--config", "portal.toml", "mail", "dkim"]).current_dir(&folder.0).env_clear();
        let output = command.output().unwrap();
        let said = |bytes| String::from_utf8_lossy(bytes).into_owned();
        (said(&output.stdout), said(&output.stderr))
    };
    let from = "mail_from = \"no-reply@library.example.org\"";
    let (printed, _) = says(&[from, r#"dkim = { selector = "portal", key_file = "dkim.pem" }"#]);
    assert!(printed.starts_with("portal._domainkey.library.example.org. IN TXT ( \"v=DKIM1; k=rsa; p="), "{printed}");
    let (printed, error) = says(&[from]);
    assert!(printed.is_empty() && error.contains("set dkim.selector and dkim.key_file"), "{error}");
    let (_, error) = says(&[from, r#"dkim = { selector = "portal", key_file = "nowhere.pem" }"#]);
    assert!(error.contains("dkim.key_file") && error.contains("nowhere.pem"), "{error}");
    let (_, error) = says(&[from, r#"dkim = { selector = "portal", key_file = "portal.toml" }"#]);
    assert!(error.contains("is no RSA key in PEM form") && !error.contains("secret_key"), "{error}");
}

#[test]
fn every_variable_that_the_manual_names_is_no_unknown_setting() {
    let folder = Folder::new("named");
    folder.write(&file(&[]));
    let mut names = BTreeSet::new();
    for (name, text) in [
        ("operations.md", include_str!("../../../docs/operations.md")),
        ("portal.service", include_str!("../../../docs/operations/portal.service")),
        ("Containerfile", include_str!("../../../Containerfile")),
    ] {
        let is_part = |c: char| c.is_ascii_uppercase() || c == '_';
        let words = text.split(|c| !is_part(c)).filter(|word| word.starts_with("PORTAL_"));
        let before = names.len();
        names.extend(words.map(str::to_owned));
        assert!(names.len() > before || name != "operations.md", "{name} names none");
    }
    assert!(names.contains("PORTAL_STAFF_PASSWORD") && names.contains("PORTAL_SITE_ROOT"), "{names:?}");
    for name in &names {
        let said = folder.accepts(&[(name, "x")]);
        assert!(!said.contains("unknown field"), "{name}: {said}");
    }
    let said = folder.accepts(&[("PORTAL_STAFF_PASSWORD", "an old brick wall by the sea")]);
    assert!(said.contains("holds no library profile"), "{said}");
}

#[test]
fn every_setting_there_is_is_documented() {
    let folder = Folder::new("undocumented");
    let known = |line: &str| -> BTreeSet<String> {
        let said = folder.start(&folder.write(&file(&[line])), &[]);
        let expected = said.split("expected ").nth(1).unwrap_or_else(|| panic!("{said}"));
        let list = expected.lines().next().unwrap().split(" for key ").next().unwrap();
        list.split('`').skip(1).step_by(2).map(str::to_owned).collect()
    };
    let documented: BTreeSet<String> = documented().into_iter().map(|(setting, _)| setting).collect();
    let smtp = known("smtp = { host = \"mail.example\", none = 1 }").into_iter().map(|key| format!("smtp.{key}"));
    let dkim = known("dkim = { selector = \"portal\", none = 1 }").into_iter().map(|key| format!("dkim.{key}"));
    let mut all: BTreeSet<String> = known("none = 1");
    assert!(all.remove("smtp") && all.remove("dkim"));
    all.extend(smtp.chain(dkim));
    assert_eq!(all, documented);
}
