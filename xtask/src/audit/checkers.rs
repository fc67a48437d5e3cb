//! Six pages through other people's checkers: `vnu` (HTML) and `lighthouse` (quality); more of them through `pa11y` (accessibility); and
//! Firefox, which draws three and in which one patron's way is walked.
//!
//! What Firefox draws proves that the page and its style are read there; the way that is walked, that islands wake and work there. All
//! other journeys are walked in Chromium.

use super::{
    Finding,
    demonstration::{Demonstration, with_demonstration},
    firefox,
    pa11y::{PA11Y, Pa11y},
    vnu,
};
use crate::packages::{apt, ensure_chromium, npm_file};
use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use std::{fs, path::PathBuf, process::Command};

/// The last version for Node 20.
const LIGHTHOUSE: &str = "lighthouse@12.2.3";
const FOLDER: &str = "target/audit/checkers";
/// What is looked at: the path, and whether a patron is signed in.
const PAGES: [(&str, bool); 6] = [
    ("/", false),
    ("/sign-in", false),
    ("/privacy", false),
    ("/record", true),
    ("/record/history", true),
    ("/consents", true),
];
/// What Lighthouse scores, from 0 to 1: nothing less than all of it is good.
const CATEGORIES: [&str; 4] = ["performance", "accessibility", "best-practices", "seo"];
/// A picture of a blank page of this size is smaller (bytes).
const DRAWN: u64 = 20_000;

/// Installs the checkers, and runs each on its pages.
///
/// # Errors
/// When the server does not start, or a checker cannot be had or does not run.
pub fn run() -> Result<Finding> {
    let folder = std::path::absolute(FOLDER)?;
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    let chromium = ensure_chromium()?;
    let checkers = Checkers {
        pa11y: Pa11y { program: npm(PA11Y, "pa11y/bin/pa11y.js")?, chromium: chromium.clone() },
        lighthouse: npm(LIGHTHOUSE, "lighthouse/cli/index.js")?,
        puppeteer: npm(firefox::PUPPETEER.0, firefox::PUPPETEER.1)?,
        chromium,
        folder,
    };
    apt(&["firefox-esr"])?;
    let faults = with_demonstration("checkers", |portal| checkers.all(portal))?;
    let result = if faults.is_empty() { "Nothing wrong.".to_owned() } else { format!("{} faults.", faults.len()) };
    Ok(Finding { good: Some(faults.is_empty()), result, details: faults })
}

fn npm(package: &str, file: &str) -> Result<PathBuf> {
    Ok(std::path::absolute(npm_file(package, file)?.context("npm is missing")?)?)
}

struct Checkers {
    pa11y: Pa11y,
    lighthouse: PathBuf,
    puppeteer: PathBuf,
    chromium: PathBuf,
    /// Where they write.
    folder: PathBuf,
}

impl Checkers {
    /// What each of them finds, a line each.
    fn all(&self, portal: &Demonstration) -> Result<Vec<String>> {
        let cookies = portal.patrons_cookies()?;
        let mut faults = self.html(portal, &cookies)?;
        faults.extend(self.pa11y.faults(portal, &cookies, &self.folder)?);
        for (path, signed_in) in PAGES {
            // As a header's value, without its name and its line end.
            let cookies = cookies.trim_end().strip_prefix("Cookie: ").filter(|_| signed_in);
            faults.extend(self.quality(portal, path, cookies)?);
            if !signed_in {
                faults.extend(self.drawn(portal, path)?);
            }
        }
        faults.extend(firefox::walked(portal, &self.puppeteer)?);
        Ok(faults)
    }

    fn html(&self, portal: &Demonstration, cookies: &str) -> Result<Vec<String>> {
        let mut pages = Vec::new();
        for (path, signed_in) in PAGES {
            let answer = portal.get(path, if signed_in { cookies } else { "" })?;
            ensure!(answer.status == 200, "{path} answered {}", answer.status);
            let file = self.folder.join(format!("{}.html", name_of(path)));
            fs::write(&file, &answer.body)?;
            pages.push(file);
        }
        vnu::faults(&pages)
    }

    fn quality(&self, portal: &Demonstration, path: &str, cookies: Option<&str>) -> Result<Vec<String>> {
        let headers = self.folder.join("headers.json");
        let with = cookies.map_or_else(|| json!({}), |cookies| json!({ "Cookie": cookies }));
        fs::write(&headers, with.to_string())?;
        let report = self.folder.join(format!("{}.lighthouse.json", name_of(path)));
        let said = Command::new("node")
            .arg(&self.lighthouse)
            .arg(portal.url(path))
            .args(["--quiet", "--output=json", "--chrome-flags=--headless --no-sandbox"])
            .arg(format!("--only-categories={}", CATEGORIES.join(",")))
            .arg(format!("--output-path={}", report.display()))
            .arg(format!("--extra-headers={}", headers.display()))
            .env("CHROME_PATH", &self.chromium)
            .output()
            .context("node")?;
        let read = fs::read(&report)
            .with_context(|| format!("lighthouse {path}: {}", String::from_utf8_lossy(&said.stderr).trim()))?;
        Ok(quality_faults(path, &serde_json::from_slice(&read)?))
    }

    /// A picture of the page, in a profile of its own.
    fn drawn(&self, portal: &Demonstration, path: &str) -> Result<Option<String>> {
        let (picture, profile) = (self.folder.join(format!("{}.png", name_of(path))), self.folder.join("firefox"));
        fs::create_dir_all(&profile)?;
        let said = Command::new("firefox-esr")
            .args(["--headless", "--no-remote", "--window-size=1280,800", "--profile"])
            .arg(&profile)
            .arg("--screenshot")
            .arg(&picture)
            .arg(portal.url(path))
            .output()
            .context("firefox-esr")?;
        let size = fs::metadata(&picture).map(|file| file.len()).unwrap_or_default();
        ensure!(size > 0, "Firefox drew nothing of {path}: {}", String::from_utf8_lossy(&said.stderr).trim());
        Ok((size < DRAWN).then(|| format!("- Firefox {path}: a picture of {size} bytes, as of a blank page")))
    }
}

/// What is scored below all there is, and the audits that cost it.
fn quality_faults(path: &str, report: &Value) -> Vec<String> {
    let mut faults = Vec::new();
    for category in CATEGORIES {
        let found = &report["categories"][category];
        let score = found["score"].as_f64().unwrap_or_default();
        if score >= 1.0 {
            continue;
        }
        let counted = found["auditRefs"].as_array().into_iter().flatten();
        let cost: Vec<&str> = counted
            .filter(|one| one["weight"].as_f64().is_some_and(|weight| weight > 0.0))
            .filter_map(|one| one["id"].as_str())
            .filter(|id| report["audits"][*id]["score"].as_f64().is_some_and(|score| score < 0.9))
            .collect();
        faults.push(format!("- `lighthouse` {path}: {category} {:.0} of 100 ({})", score * 100.0, cost.join(", ")));
    }
    faults
}

fn name_of(path: &str) -> String {
    let name = path.trim_matches('/').replace('/', "-");
    if name.is_empty() { "first".to_owned() } else { name }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_scored_in_full_is_told_with_what_it_cost() {
        let category = |score: f64| json!({ "score": score, "auditRefs": [{ "id": "label", "weight": 7 }, { "id": "x", "weight": 0 }] });
        let report = json!({
            "categories": {
                "performance": category(1.0), "accessibility": category(0.97), "best-practices": category(1.0), "seo": category(1.0),
            },
            "audits": { "label": { "score": 0.0 }, "x": { "score": 0.0 } },
        });
        assert_eq!(quality_faults("/record", &report), ["- `lighthouse` /record: accessibility 97 of 100 (label)"]);
        assert_eq!((name_of("/"), name_of("/record/history")), ("first".to_owned(), "record-history".to_owned()));
    }
}
