//! Pages through `vnu`, the checker of the HTML standard's own validator.

use crate::packages::{apt, npm_file};
use anyhow::{Context, Result};
use serde_json::Value;
use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    process::Command,
};

/// The last version for Node 20.
const VNU: (&str, &str) = ("vnu-jar@26.9.27", "vnu-jar/build/dist/vnu.jar");

/// What it says of these pages, a line for each kind of fault on each page.
///
/// # Errors
/// When it or Java cannot be had, or it does not run.
pub fn faults(pages: &[PathBuf]) -> Result<Vec<String>> {
    let program = npm_file(VNU.0, VNU.1)?.context("npm is missing")?;
    apt(&["default-jre-headless"])?;
    let said = Command::new("java")
        .arg("-jar")
        .arg(program)
        .args(["--format", "json", "--stdout", "--exit-zero-always"])
        .args(pages)
        .output()
        .context("java")?;
    let said: Value = serde_json::from_slice(&said.stdout)
        .with_context(|| format!("vnu: {}", String::from_utf8_lossy(&said.stderr).trim()))?;
    Ok(html_faults(&said))
}

/// What it finds wrong and what it warns of: each once for a page, with where it is first and how often.
fn html_faults(said: &Value) -> Vec<String> {
    let mut found: BTreeMap<(String, &str), (u64, u32)> = BTreeMap::new();
    let messages = said["messages"].as_array().into_iter().flatten();
    for one in messages.filter(|one| !is_switch(one)) {
        let page = Path::new(one["url"].as_str().unwrap_or_default()).file_stem().unwrap_or_default();
        let key = (page.to_string_lossy().into_owned(), one["message"].as_str().unwrap_or_default());
        let line = one["lastLine"].as_u64().unwrap_or_default();
        found.entry(key).and_modify(|(_, times)| *times += 1).or_insert((line, 1));
    }
    let sentence = |((page, message), (line, times)): ((String, &str), (u64, u32))| {
        let often = if times > 1 { format!(" ({times} times)") } else { String::new() };
        format!("- `vnu` {page}, line {line}: {message}{often}")
    };
    found.into_iter().map(sentence).collect()
}

/// vnu knows a switch only as a button that sends nothing (`type="button"`). ARIA in HTML allows the role on any button, and ours has to
/// send its form where there is no script.
fn is_switch(message: &Value) -> bool {
    let extract = message["extract"].as_str().unwrap_or_default();
    message["message"].as_str().unwrap_or_default().contains("missing one or more of the following attributes: “type”")
        && extract.contains("role=\"switch\"")
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn errors_and_warnings_are_faults_and_a_switch_that_sends_its_form_is_none() {
        let missing = "Element “button” is missing one or more of the following attributes: “type”.";
        let said = json!({ "messages": [
            { "type": "error", "url": "file:/x/record.html", "lastLine": 3, "message": "Bad value" },
            { "type": "info", "subType": "warning", "url": "file:/x/record.html", "lastLine": 9, "message": "The role is unnecessary" },
            { "type": "info", "subType": "warning", "url": "file:/x/record.html", "lastLine": 12, "message": "The role is unnecessary" },
            { "type": "error", "url": "file:/x/consents.html", "lastLine": 4, "message": missing, "extract": "<button role=\"switch\">" },
            { "type": "error", "url": "file:/x/consents.html", "lastLine": 5, "message": missing, "extract": "<button role=\"menu\">" },
        ]});
        let menu = format!("- `vnu` consents, line 5: {missing}");
        assert_eq!(
            html_faults(&said),
            [
                menu.as_str(),
                "- `vnu` record, line 3: Bad value",
                "- `vnu` record, line 9: The role is unnecessary (2 times)"
            ]
        );
        assert!(html_faults(&json!({ "messages": [] })).is_empty());
    }
}
