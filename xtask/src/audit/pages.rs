//! Pages, as the server sends them, through `html-validate`.

use super::Finding;
use crate::{
    http::{Connection, get, post},
    packages::npm_file,
    postgres::Cluster,
    process::{Background, free_port, output},
    run::site,
    server::Server,
    test::server_as_tested,
};
use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use std::{
    collections::{BTreeSet, VecDeque},
    fs,
    path::Path,
    process::Command,
};

/// The last version for Node 20.
const CHECKER: &str = "html-validate@9.7.1";
const FOLDER: &str = "target/audit/pages";
const LIBRARY: &str = "mansfield";
/// Pages to look at, at most, from each of the places to begin.
const MOST: usize = 60;

/// Every page that links lead to: as a stranger from the first one, and as a patron of the demonstration from the record.
///
/// # Errors
/// When the server does not build or start, or npm is missing.
pub fn run() -> Result<Finding> {
    let program = npm_file(CHECKER, "html-validate/bin/html-validate.mjs")?.context("npm is missing")?;
    site()?;
    server_as_tested()?;
    let cluster = Cluster::scratch("pages");
    let seen = cluster.start_anew().and_then(keep_pages);
    cluster.remove()?;
    let seen = seen?;
    let config = std::path::absolute(Path::new(FOLDER).join("config.json"))?;
    fs::write(&config, json!({ "root": true, "extends": ["html-validate:standard"] }).to_string())?;
    // Into a file: what it writes to a pipe is cut off where it is long.
    let found = std::path::absolute(Path::new(FOLDER).join("found.json"))?;
    let checked = Command::new("node")
        .arg(program)
        .args(["--formatter", &format!("json={}", found.display()), "--config"])
        .arg(&config)
        .arg(format!("{FOLDER}/*.html"))
        .output()
        .context("node")?;
    let faults: Value = fs::read(&found)
        .map_err(anyhow::Error::from)
        .and_then(|found| Ok(serde_json::from_slice(&found)?))
        .with_context(|| format!("html-validate: {}", String::from_utf8_lossy(&checked.stderr).trim()))?;
    let details: Vec<String> = sentences(&faults).into_iter().collect();
    let result = match details.len() {
        0 => format!("{seen} pages, nothing wrong."),
        some => format!("{seen} pages, {some} kinds of faults."),
    };
    Ok(Finding { good: Some(details.is_empty()), result, details })
}

/// Each kind of fault once, with one page it is on.
fn sentences(faults: &Value) -> BTreeSet<String> {
    let mut kinds = BTreeSet::new();
    let mut found = BTreeSet::new();
    for file in faults.as_array().into_iter().flatten() {
        let page = Path::new(file["filePath"].as_str().unwrap_or_default());
        let page = page.file_stem().unwrap_or_default().to_string_lossy();
        for fault in file["messages"].as_array().into_iter().flatten() {
            let (rule, message) = (&fault["ruleId"], &fault["message"]);
            let (rule, message) = (rule.as_str().unwrap_or_default(), message.as_str().unwrap_or_default());
            if kinds.insert(format!("{rule} {message}")) {
                found.insert(format!("- `{rule}`: {message} (`{page}`, line {})", fault["line"]));
            }
        }
    }
    found
}

/// Writes the pages into [`FOLDER`]; returns how many there are.
fn keep_pages(url: String) -> Result<usize> {
    let folder = Path::new(FOLDER);
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    fs::create_dir_all(folder)?;
    let port = free_port()?;
    let server = Server::new(false, url, port)?;
    output(&mut server.command(&["migrate"]))?;
    output(&mut server.command(&["demo"]))?;
    let mut portal = Background::start(&mut server.command(&["serve"]), Path::new("target/audit/server.log"))?;
    portal.listens(port)?;
    let people: Value = serde_json::from_str(&output(&mut server.command(&["demo", "--list", "--json"]))?)?;
    let people = people.as_array().context("no demo people")?;
    let person = people.iter().find(|one| one["library"] == LIBRARY && one["secret"].is_string());
    let person = person.context("no demo person can sign in")?;
    let text = |key: &str| person[key].as_str().unwrap_or_default().to_owned();
    let host = format!("{LIBRARY}.localhost:{port}");
    let cookie = sign_in(port, &host, &text("card"), &text("secret"))?;
    let stranger = crawl(port, &host, "/", "")?;
    let patron = crawl(port, &host, "/record", &cookie)?;
    Ok(stranger + patron)
}

fn sign_in(port: u16, host: &str, card: &str, secret: &str) -> Result<String> {
    let form = format!("card_number={card}&secret={}&computer=shared", secret.replace(' ', "+"));
    let answer = Connection::open(port)?.ask(&post(host, "/sign-in", "", &form))?;
    ensure!(answer.status == 303, "signing in answered {}", answer.status);
    let cookies = answer.headers("set-cookie").filter_map(|cookie| cookie.split(';').next());
    Ok(format!("Cookie: {}\r\n", cookies.collect::<Vec<_>>().join("; ")))
}

fn crawl(port: u16, host: &str, first: &str, headers: &str) -> Result<usize> {
    let mut known = BTreeSet::from([first.to_owned()]);
    let mut next = VecDeque::from([first.to_owned()]);
    let mut kept = 0;
    while let Some(path) = next.pop_front() {
        let answer = Connection::open(port)?.ask(&get(host, &path, headers))?;
        let is_page = answer.header("content-type").is_some_and(|kind| kind.starts_with("text/html"));
        if answer.status != 200 || !is_page {
            continue;
        }
        kept += 1;
        let who = if headers.is_empty() { "stranger" } else { "patron" };
        let page = String::from_utf8_lossy(&answer.body).into_owned();
        fs::write(Path::new(FOLDER).join(format!("{who}{}.html", path.replace('/', "-"))), &page)?;
        for link in links(&page) {
            if known.len() < MOST && known.insert(link.to_owned()) {
                next.push_back(link.to_owned());
            }
        }
    }
    ensure!(kept > 1, "no link of {first} leads to a page");
    Ok(kept)
}

/// The paths on this host that the links of a page lead to.
fn links(page: &str) -> impl Iterator<Item = &str> {
    page.split("<a ").skip(1).filter_map(|tag| {
        let address = tag.split('>').next()?.split_once("href=\"")?.1.split('"').next()?;
        let path = address.split(['?', '#']).next()?;
        (path.starts_with('/') && !path.starts_with("//")).then_some(path)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_to_pages_of_this_host_are_followed() {
        let page = r##"<a class="x" href="/record?page=2#top">a</a><a href="//elsewhere/">b</a><a href="https://c">c</a>
                       <a href="#main">d</a><link href="/pkg/x.css"><a href="/sign-in">e</a>"##;
        assert_eq!(links(page).collect::<Vec<_>>(), ["/record", "/sign-in"]);
    }

    #[test]
    fn a_kind_of_fault_is_named_once() {
        let fault = |line: u32| json!({ "ruleId": "no-dup-id", "message": "Duplicate ID", "line": line });
        let file = |name: &str| json!({ "filePath": name, "messages": [fault(3), fault(9)] });
        let faults = json!([file("/x/patron-record.html"), file("/x/patron-contact.html")]);
        let found: Vec<_> = sentences(&faults).into_iter().collect();
        assert_eq!(found, ["- `no-dup-id`: Duplicate ID (`patron-record`, line 3)"]);
    }
}
