//! `pa11y`: pages as a browser has them, in both languages, also as they come back when nothing was filled in.

use super::demonstration::Demonstration;
use anyhow::{Context, Result};
use serde_json::{Value, json};
use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

/// The last version for Node 20.
pub const PA11Y: &str = "pa11y@9.1.1";

/// Who looks at a page.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Who {
    Stranger,
    Patron,
    Director,
}

use Who::{Director, Patron, Stranger};

/// The pages, and whether the form in its main part is sent with nothing in it first: a stranger's alone, because pa11y sends cookies
/// with its first request and no other.
const PAGES: [(&str, Who, bool); 27] = [
    ("/", Stranger, false),
    ("/sign-in", Stranger, false),
    ("/sign-in", Stranger, true),
    ("/forgot", Stranger, true),
    ("/activate", Stranger, true),
    ("/privacy", Stranger, false),
    ("/record", Patron, false),
    ("/record/person", Patron, false),
    ("/record/history", Patron, false),
    ("/record/activity", Patron, false),
    ("/record/download", Patron, false),
    ("/consents", Patron, false),
    ("/contact", Patron, false),
    ("/contact/address", Patron, false),
    ("/contact/moving", Patron, false),
    ("/security", Patron, false),
    ("/security/change", Patron, false),
    ("/permissions", Patron, false),
    ("/permissions/new", Patron, false),
    ("/family", Patron, false),
    ("/family/add", Patron, false),
    ("/desk", Director, false),
    ("/desk/process", Director, false),
    ("/desk/staff", Director, false),
    ("/desk/staff/new", Director, false),
    ("/desk/breach/new", Director, false),
    ("/desk/newsletters", Director, false),
];

/// What runs it.
pub struct Pa11y {
    /// Its program.
    pub program: PathBuf,
    /// The browser it looks with.
    pub chromium: PathBuf,
}

impl Pa11y {
    /// What it finds on each page, a line each; `patron` are a patron's cookies, as a header's line.
    ///
    /// # Errors
    /// When it does not run, or a form does not come back with what is missing.
    pub fn faults(&self, portal: &Demonstration, patron: &str, folder: &Path) -> Result<Vec<String>> {
        let director = portal.staffs_cookies("director")?;
        let mut faults = Vec::new();
        for lang in ["en", "es"] {
            for (path, who, empty) in PAGES {
                let cookies = match who {
                    Stranger => "",
                    Patron => patron,
                    Director => &director,
                };
                let mut headers = json!({ "Accept-Language": lang });
                if let Some(value) = cookies.trim_end().strip_prefix("Cookie: ") {
                    headers["Cookie"] = json!(value);
                }
                let config = folder.join("pa11y.json");
                fs::write(&config, self.settings(&headers, empty).to_string())?;
                let named = format!("{path} in {lang}{}", if empty { ", sent empty" } else { "" });
                faults.extend(self.found(&portal.url(path), &config, &named)?);
            }
        }
        Ok(faults)
    }

    fn settings(&self, headers: &Value, empty: bool) -> Value {
        let chromium = json!({ "executablePath": self.chromium, "args": ["--no-sandbox"] });
        let actions: &[&str] = if empty {
            &["click element main form button:not([type=button])", "wait for element .error-summary to be visible"]
        } else {
            &[]
        };
        json!({ "headers": headers, "chromeLaunchConfig": chromium, "timeout": 60_000, "actions": actions })
    }

    fn found(&self, url: &str, config: &Path, named: &str) -> Result<Vec<String>> {
        // It ends with 2 where it has found something, and says so in its own words where it could not run.
        let mut pa11y = Command::new("node");
        pa11y.arg(&self.program).args(["--reporter", "json", "--standard", "WCAG2AA", "--config"]).arg(config);
        let said = pa11y.arg(url).output().context("node")?;
        let issues: Value = serde_json::from_slice(&said.stdout)
            .with_context(|| format!("pa11y {named}: {}", String::from_utf8_lossy(&said.stderr).trim()))?;
        let issues = issues.as_array().context("pa11y says no list")?;
        let text = |issue: &Value, key: &str| issue[key].as_str().unwrap_or_default().to_owned();
        let line = |issue: &Value| {
            let (message, code, selector) = (text(issue, "message"), text(issue, "code"), text(issue, "selector"));
            format!("- `pa11y` {named}: {message} (`{code}`, `{selector}`)")
        };
        Ok(issues.iter().map(line).collect())
    }
}
