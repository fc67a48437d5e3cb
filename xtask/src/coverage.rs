//! docs/policy-coverage.md: every rule, with the tests that name it and the pages that tell it.
//!
//! A test names a rule by having its id in its name (`l20_…`, `…_m1_…`, or `L20: …` in a journey). A rule that the portal
//! does something because of (mark `B`) and no test names is an empty cell, and the check fails; where a behaviour waits for
//! something that is not built, [`WAITS`] says for what.

use anyhow::{Context, Result, ensure};
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
};

const PAGE: &str = "docs/policy-coverage.md";

/// Rules whose behaviour waits, and for what.
const WAITS: [(&str, &str); 0] = [];

/// A rule as its file has it.
#[derive(Debug, Default, PartialEq, Eq)]
struct Rule {
    id: String,
    marks: String,
    words: String,
}

/// Fails where the page is not what the rules and tests make it, or a cell is empty.
pub fn check() -> Result<()> {
    let (page, empty) = page()?;
    ensure!(
        empty.is_empty(),
        "no test names {}: a rule marked B has a behaviour, with a test named after it",
        empty.join(", ")
    );
    let there = fs::read_to_string(PAGE).unwrap_or_default();
    ensure!(there == page, "{PAGE} is stale: cargo xtask policy-coverage");
    Ok(())
}

/// Writes the page.
pub fn write() -> Result<()> {
    let (page, empty) = page()?;
    fs::write(PAGE, page).with_context(|| format!("{PAGE} cannot be written"))?;
    println!("{PAGE} written.");
    ensure!(empty.is_empty(), "no test names {}", empty.join(", "));
    Ok(())
}

fn page() -> Result<(String, Vec<String>)> {
    let tests = tests()?;
    let mut page = String::from(
        "# What each rule comes to\n\nMade by `cargo xtask policy-coverage` from the rules (`domain/src/rules/statute.toml`, \
         `libraries/*.toml`) and the names of the tests; `cargo xtask test` fails where it is stale, or where a rule that the \
         portal acts on (mark B) is named by no test. A rule with the mark S is told on the library’s own privacy page, which \
         `domain/src/profile/tests/privacy_page.rs` holds every profile to. X rows are laws beside the policies: \
         counsel says in the profile whether one applies.\n",
    );
    let mut empty = Vec::new();
    let mut files = vec![PathBuf::from("domain/src/rules/statute.toml")];
    files.extend(in_folder(Path::new("libraries"), "toml")?);
    for file in files {
        let text = fs::read_to_string(&file).with_context(|| format!("{} cannot be read", file.display()))?;
        let _ = write!(page, "\n## {}\n\n| rule | in short | marks | tests |\n|---|---|---|---|\n", file.display());
        for rule in rules(&text) {
            let named = tests.get(&rule.id.to_lowercase());
            let waits = WAITS.iter().find(|(id, _)| *id == rule.id).map(|(_, what)| *what);
            let cell = match (named, waits) {
                (Some(named), _) => named.iter().map(|test| format!("`{test}`")).collect::<Vec<_>>().join("<br>"),
                (None, Some(what)) => format!("waits: {what}"),
                (None, None) if rule.marks.contains('B') => {
                    empty.push(rule.id.clone());
                    String::new()
                }
                (None, None) => "told on the privacy page".to_owned(),
            };
            let _ = writeln!(page, "| {} | {} | {} | {cell} |", rule.id, rule.words, rule.marks);
        }
    }
    Ok((page, empty))
}

/// The rules of a file, in its order: the tables `[[rules]]`, and of the statute's `[[leads]]`, with id, marks and the first sentence
/// of the English words. (A profile's `[[leads]]` are counsel's answers, and have no marks.)
fn rules(text: &str) -> Vec<Rule> {
    let mut all = Vec::new();
    let tables = text.replace("[[leads]]", "[[rules]]");
    for table in tables.split("[[rules]]").skip(1).filter(|table| table.contains("\nmarks = ")) {
        let value = |key: &str| {
            table.lines().take_while(|line| !line.starts_with('[')).find_map(|line| {
                let value = line.strip_prefix(key)?.trim_start().strip_prefix('=')?.trim();
                Some(value.trim_matches('"').to_owned())
            })
        };
        let words = value("words.en").unwrap_or_default();
        let first = words.split_inclusive(". ").next().unwrap_or_default().trim().replace('|', "/");
        all.push(Rule { id: value("id").unwrap_or_default(), marks: value("marks").unwrap_or_default(), words: first });
    }
    all
}

/// The names of all tests, by the ids that stand in them.
fn tests() -> Result<BTreeMap<String, BTreeSet<String>>> {
    let mut all: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for folder in ["domain", "portal/src", "app/src", "server"] {
        for file in in_folder(Path::new(folder), "rs")? {
            for name in rust_tests(&fs::read_to_string(&file)?) {
                for id in ids(name.split('_')) {
                    all.entry(id).or_default().insert(name.clone());
                }
            }
        }
    }
    for file in in_folder(Path::new("end2end/journeys"), "ts")? {
        for title in journeys(&fs::read_to_string(&file)?) {
            for id in ids(title.split(|c: char| !c.is_ascii_alphanumeric())) {
                all.entry(id).or_default().insert(title.clone());
            }
        }
    }
    Ok(all)
}

/// The words that are ids of rules: a letter or two and a number.
fn ids<'a>(words: impl Iterator<Item = &'a str>) -> Vec<String> {
    words
        .filter(|word| {
            let letters = word.bytes().take_while(u8::is_ascii_alphabetic).count();
            (1..=2).contains(&letters) && word.len() > letters && word[letters..].bytes().all(|b| b.is_ascii_digit())
        })
        .map(str::to_lowercase)
        .collect()
}

/// The functions under `#[test]`, `#[sqlx::test…]` and the like, and those in `proptest!`.
fn rust_tests(text: &str) -> Vec<String> {
    let (mut all, mut marked) = (Vec::new(), false);
    for line in text.lines().map(str::trim_start) {
        if line.starts_with("#[") && line.contains("test") {
            marked = true;
        } else if let Some(at) = line.find("fn ").filter(|_| marked) {
            let name: String = line[at + 3..].chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            all.push(name);
            marked = false;
        }
    }
    all
}

/// The titles of the journeys.
fn journeys(text: &str) -> Vec<String> {
    text.lines()
        .filter_map(|line| {
            let rest = line.trim_start().strip_prefix("test(")?;
            let quote = rest.chars().next().filter(|c| matches!(c, '\'' | '"' | '`'))?;
            rest[1..].split(quote).next().map(str::to_owned)
        })
        .collect()
}

fn in_folder(folder: &Path, ending: &str) -> Result<Vec<PathBuf>> {
    let mut all = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| format!("{} cannot be read", folder.display()))? {
        let path = entry?.path();
        if path.is_dir() && !path.ends_with("target") {
            all.extend(in_folder(&path, ending)?);
        } else if path.extension().is_some_and(|extension| extension == ending) {
            all.push(path);
        }
    }
    all.sort();
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_test_names_a_rule_by_its_id() {
        let text = "#[test]\nfn l20_a_change_waits() {}\n#[sqlx::test(migrations = \"x\")]\nasync fn at_last_m1_and_s3() {}\nfn l21_no_test() {}";
        let names = rust_tests(text);
        assert_eq!(names, ["l20_a_change_waits", "at_last_m1_and_s3"]);
        assert_eq!(ids(names[1].split('_')), ["m1", "s3"]);
        assert_eq!(journeys("  test('L19: a lost card', async () => {"), ["L19: a lost card"]);
        assert!(ids(["argon2", "sha256", "a", "12", "utf8"].into_iter()).is_empty());
    }

    #[test]
    fn rules_are_read_with_their_marks() {
        let text = "[[rules]]\nid = \"M1\"\nmarks = \"BS\"\nwords.en = \"First one. Second.\"\n\n[other]\nid = \"no\"";
        let one = Rule { id: "M1".to_owned(), marks: "BS".to_owned(), words: "First one.".to_owned() };
        assert_eq!(rules(text), [one]);
    }
}
