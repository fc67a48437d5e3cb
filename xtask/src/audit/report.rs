//! docs/audit.md: for each part its last result, kept until that part runs again.

use super::{Finding, Part};
use crate::process::output;
use anyhow::Result;
use clap::ValueEnum;
use std::{collections::BTreeMap, fmt::Write, fs, process::Command};

const FILE: &str = "docs/audit.md";

const HEAD: &str = "# What the audit found

`cargo xtask audit` looks at what is too slow, or too heavy to install, for every run of the tests; `--only PART` does one
part. It writes this page: the last result of each part, with its date and the commit it looked at.
";

/// The page, by the names of its parts.
#[derive(Debug)]
pub struct Report(BTreeMap<String, String>);

impl Report {
    /// The page as it is, or an empty one.
    ///
    /// # Errors
    /// When it is there and cannot be read.
    pub fn read() -> Result<Self> {
        let text = if fs::exists(FILE)? { fs::read_to_string(FILE)? } else { String::new() };
        Ok(Self::parse(&text))
    }

    fn parse(text: &str) -> Self {
        let sections = text.split("\n## ").skip(1);
        let named = sections.filter_map(|section| section.split_once('\n'));
        Self(named.map(|(name, text)| (name.trim().to_owned(), text.trim().to_owned())).collect())
    }

    /// Takes in what a part has found now.
    ///
    /// # Errors
    /// When git does not say which commit this is.
    pub fn put(&mut self, part: Part, finding: &Finding) -> Result<()> {
        let (date, commit) = (output(Command::new("date").args(["-u", "+%Y-%m-%d"]))?, commit()?);
        let verdict = match finding.good {
            Some(true) => "Well",
            Some(false) => "Not well",
            None => "Not known",
        };
        let mut text = format!("{}.\n\n**{verdict}**, {} at {commit}. {}", part.about(), date.trim(), finding.result);
        if !finding.details.is_empty() {
            write!(text, "\n\n{}", finding.details.join("\n"))?;
        }
        self.0.insert(part.name(), text);
        Ok(())
    }

    /// Writes the page.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn write(&self) -> Result<()> {
        Ok(fs::write(FILE, self.text())?)
    }

    fn text(&self) -> String {
        let sections = Part::value_variants().iter().map(|part| {
            let name = part.name();
            let text =
                self.0.get(&name).cloned().unwrap_or_else(|| format!("{}.\n\nIt has not run yet.", part.about()));
            format!("\n## {name}\n\n{text}\n")
        });
        std::iter::once(HEAD.to_owned()).chain(sections).collect()
    }
}

/// The commit that is looked at, and whether anything beside this page was changed since.
fn commit() -> Result<String> {
    let commit = output(Command::new("git").args(["rev-parse", "--short", "HEAD"]))?;
    let changed = output(Command::new("git").args(["status", "--porcelain", "--", ".", ":!docs/audit.md"]))?;
    let changed = if changed.trim().is_empty() { "" } else { " with changes" };
    Ok(format!("{}{changed}", commit.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_that_does_not_run_keeps_its_last_result() {
        let mut report = Report::parse("");
        assert!(report.text().contains("## fuzz") && report.text().contains("It has not run yet."));
        let finding = |result: &str| Finding { good: None, result: result.to_owned(), details: vec!["- x".to_owned()] };
        report.put(Part::Deny, &finding("First.")).unwrap();
        let mut report = Report::parse(&report.text());
        report.put(Part::Fuzz, &finding("Second.")).unwrap();
        let text = report.text();
        assert!(text.contains("First.\n\n- x\n\n## machete") && text.contains("Second."), "{text}");
        assert_eq!(Report::parse(&text).text(), text);
    }
}
