//! What docs/security says is tested is tested.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::{fs, path::Path};

fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
}

#[test]
fn every_test_that_must_exist_exists_where_the_table_says() {
    let page = include_str!("../../docs/security/tests.md");
    let rows: Vec<Vec<&str>> = page
        .lines()
        .filter(|line| line.starts_with("| ") && line.contains(".rs"))
        .map(|line| line.trim_matches('|').split('|').map(str::trim).collect())
        .collect();
    assert!(rows.len() >= 30, "the table is not read any more");
    for row in rows {
        let [_, file, names] = row[..] else { panic!("{row:?}") };
        let source =
            fs::read_to_string(root().join(file.trim_matches('`'))).unwrap_or_else(|why| panic!("{file}: {why}"));
        for name in names.split(", ") {
            let is_test = source
                .split_once(&format!("fn {name}("))
                .is_some_and(|(before, _)| before.trim_end_matches("async ").trim_end().ends_with(']'));
            assert!(is_test, "{file} has no test {name}");
        }
    }
}

/// All Rust of the workspace's own.
fn sources(folder: &Path, into: &mut String) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, into);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            into.push_str(&fs::read_to_string(path).unwrap());
        }
    }
}

#[test]
fn every_test_that_the_security_table_names_exists() {
    let mut all = String::new();
    for folder in ["app/src", "domain/src", "portal/src", "server/src", "server/tests"] {
        sources(&root().join(folder), &mut all);
    }
    let page = include_str!("../../docs/security/asvs.md");
    // A test's name is a sentence; a shorter name is a field or a file. One that is cut short ends in `_…`.
    let names = page.split(|c: char| !(c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_'));
    let names: Vec<_> = names.filter(|name| name.matches('_').count() >= 4).collect();
    assert!(names.len() > 100, "{names:?}");
    for name in names {
        let end = if name.ends_with('_') { "" } else { "(" };
        assert!(all.contains(&format!("fn {name}{end}")), "docs/security/asvs.md names {name}, which is no test");
    }
}

/// `// Test (file): "a sentence".` beside the code that a test would miss.
#[test]
fn every_test_that_a_comment_names_exists() {
    let mut all = String::new();
    for folder in ["app/src", "domain/src", "portal/src", "server/src"] {
        sources(&root().join(folder), &mut all);
    }
    let mut named = 0;
    for line in all.lines() {
        let Some((file, rest)) = line.trim_start().strip_prefix("// Test (").and_then(|rest| rest.split_once("):"))
        else {
            continue;
        };
        let whole = ["app/", "domain/", "server/", "end2end/"].iter().any(|folder| file.starts_with(folder));
        let file = if whole { file.to_owned() } else { format!("portal/src/{file}") };
        let source = fs::read_to_string(root().join(&file)).unwrap_or_else(|why| panic!("{line}: {file}: {why}"));
        named += 1;
        if file.starts_with("end2end/") {
            let sentence = rest.split('"').nth(1).unwrap();
            assert!(source.contains(&format!("test('{sentence}'")), "{file} has no journey \"{sentence}\"");
            continue;
        }
        let words = rest.split('"').nth(1).unwrap().replace(['’', '\''], "").to_lowercase();
        let name: String = words.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect();
        let name = name.replace("__", "_");
        assert!(source.contains(&format!("fn {name}(")), "{file} has no test {name}");
    }
    assert!(named >= 20, "{named}");
}
