//! Pages, as the server sends them, through `html-validate` and `vnu`.

use super::{
    Finding,
    demonstration::{Demonstration, with_demonstration},
    vnu,
};
use crate::{http::Answer, packages::npm_file};
use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use std::{
    collections::{BTreeSet, VecDeque},
    fs,
    path::{Path, PathBuf},
    process::Command,
};

/// The last version for Node 20.
const CHECKER: &str = "html-validate@9.7.1";
const FOLDER: &str = "target/audit/pages";
/// More pages than this from one place to begin are a circle that never ends.
const MOST: usize = 2_000;

/// Every page that links lead to, in both languages: as a stranger from the first one, as a patron of the demonstration from the
/// record, as the Director from the work list, as a clerk from a record that is open; and what comes back of forms that are sent with
/// nothing in them.
///
/// # Errors
/// When the server does not build or start, or npm is missing.
pub fn run() -> Result<Finding> {
    let program = npm_file(CHECKER, "html-validate/bin/html-validate.mjs")?.context("npm is missing")?;
    let seen = with_demonstration("pages", keep_pages)?;
    let config = std::path::absolute(Path::new(FOLDER).join("config.json"))?;
    let rules = json!({ "no-redundant-role": "error" });
    fs::write(&config, json!({ "root": true, "extends": ["html-validate:standard"], "rules": rules }).to_string())?;
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
    let pages: Vec<PathBuf> = fs::read_dir(FOLDER)?.map(|one| Ok(one?.path())).collect::<Result<_>>()?;
    let pages: Vec<PathBuf> =
        pages.into_iter().filter(|one| one.extension().is_some_and(|end| end == "html")).collect();
    let details: Vec<String> = sentences(&faults).into_iter().chain(vnu::faults(&pages)?).collect();
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
fn keep_pages(portal: &Demonstration) -> Result<usize> {
    let folder = Path::new(FOLDER);
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    fs::create_dir_all(folder)?;
    let (patron, director, clerk) =
        (portal.patrons_cookies()?, portal.staffs_cookies("director")?, portal.staffs_cookies("desk")?);
    let (card, _) = portal.patron()?;
    let look = portal.post("/desk/find", &clerk, &format!("find={card}"))?;
    let look = look.header("location").context("the desk finds no card")?.to_owned();
    let mut kept = 0;
    for (lang, header) in [("en", ""), ("es", "Accept-Language: es\r\n")] {
        for (who, first, cookies, forms) in [
            ("stranger", "/", "", &STRANGERS_FORMS[..]),
            ("patron", "/record", patron.as_str(), &PATRONS_FORMS[..]),
            ("director", "/desk", director.as_str(), &DESKS_FORMS[..]),
            ("desk", look.as_str(), clerk.as_str(), &DESKS_FORMS[..0]),
        ] {
            let visitor = Visitor { portal, name: format!("{who}-{lang}"), headers: format!("{header}{cookies}") };
            kept += visitor.crawl(first)? + visitor.send_empty(forms)?;
        }
    }
    Ok(kept)
}

/// Forms that change nothing when they are sent empty, and come back with what is missing.
const STRANGERS_FORMS: [&str; 4] = ["/sign-in", "/forgot", "/activate", "/ledger"];
const PATRONS_FORMS: [&str; 7] = [
    "/contact/address",
    "/contact/email",
    "/contact/moving",
    "/security/change",
    "/family/add",
    "/family/add/code",
    "/record/download",
];
const DESKS_FORMS: [&str; 9] = [
    "/desk/find",
    "/desk/past",
    "/desk/police",
    "/desk/wellness",
    "/desk/proof",
    "/desk/password",
    "/desk/staff/new",
    "/desk/breach/new",
    "/desk/permissions/new",
];

/// The person who goes from page to page.
struct Visitor<'a> {
    portal: &'a Demonstration,
    /// What their pages are called.
    name: String,
    headers: String,
}

impl Visitor<'_> {
    /// Keeps the page that `first` is, and those that its links and theirs lead to. Returns how many.
    fn crawl(&self, first: &str) -> Result<usize> {
        let mut known = BTreeSet::from([first.to_owned()]);
        let mut next = VecDeque::from([first.to_owned()]);
        let mut kept = 0;
        while let Some(path) = next.pop_front() {
            let answer = self.portal.get(&path, &self.headers)?;
            if answer.status != 200 {
                continue;
            }
            let Some(page) = self.keep(&answer, &path)? else { continue };
            kept += 1;
            for link in links(&page) {
                if known.insert(link.to_owned()) {
                    next.push_back(link.to_owned());
                }
            }
            ensure!(known.len() < MOST, "{first} leads to more than {MOST} pages");
        }
        ensure!(kept > 1, "no link of {first} leads to a page");
        Ok(kept)
    }

    /// Keeps what comes back of forms that are sent with nothing in them. Returns how many pages those are.
    fn send_empty(&self, forms: &[&str]) -> Result<usize> {
        let mut kept = 0;
        for path in forms {
            let answer = self.portal.post(path, &self.headers, "")?;
            kept += usize::from(self.keep(&answer, &format!("{path}/empty"))?.is_some());
        }
        ensure!(kept > 0 || forms.is_empty(), "{}: no form came back as a page", self.name);
        Ok(kept)
    }

    /// Writes an answer down, where it is a page.
    fn keep(&self, answer: &Answer, path: &str) -> Result<Option<String>> {
        if !answer.header("content-type").is_some_and(|kind| kind.starts_with("text/html")) {
            return Ok(None);
        }
        let page = String::from_utf8_lossy(&answer.body).into_owned();
        fs::write(Path::new(FOLDER).join(format!("{}{}.html", self.name, path.replace('/', "-"))), &page)?;
        Ok(Some(page))
    }
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
