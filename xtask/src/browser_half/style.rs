//! The style sheets as one, without comments and needless space.

use anyhow::{Context, Result};
use std::{fs, path::Path};

/// The sheet, with each sheet it imports in its place.
///
/// # Errors
/// When one cannot be read.
pub fn bundle(main: &Path) -> Result<String> {
    let mut whole = String::new();
    for line in fs::read_to_string(main)?.lines() {
        match line.trim().strip_prefix("@import url(\"").and_then(|rest| rest.split('"').next()) {
            Some(name) => {
                let sheet = main.with_file_name(name);
                whole.push_str(&fs::read_to_string(&sheet).with_context(|| sheet.display().to_string())?);
            }
            None => whole.push_str(line),
        }
        whole.push('\n');
    }
    Ok(minified(&whole))
}

/// Text in quotation marks stays as it is. Elsewhere comments go, space shrinks to one blank, and none is left beside
/// a brace, a semicolon or a comma. Around colons and operators it can have a meaning and stays.
fn minified(sheet: &str) -> String {
    let mut out = String::with_capacity(sheet.len());
    let mut rest = sheet.chars().peekable();
    let mut space = false;
    while let Some(c) = rest.next() {
        match c {
            '/' if rest.peek() == Some(&'*') => {
                rest.next();
                let mut before = ' ';
                for c in rest.by_ref() {
                    if (before, c) == ('*', '/') {
                        break;
                    }
                    before = c;
                }
                space = true;
            }
            c if c.is_whitespace() => space = true,
            c => {
                if space
                    && !out.ends_with(['{', '}', ';', ','])
                    && !matches!(c, '{' | '}' | ';' | ',')
                    && !out.is_empty()
                {
                    out.push(' ');
                }
                space = false;
                if c == '}' && out.ends_with(';') {
                    out.pop();
                }
                out.push(c);
                if matches!(c, '"' | '\'') {
                    copy_quoted(c, &mut rest, &mut out);
                }
            }
        }
    }
    out
}

fn copy_quoted(mark: char, rest: &mut impl Iterator<Item = char>, out: &mut String) {
    while let Some(c) = rest.next() {
        out.push(c);
        if c == '\\' {
            out.extend(rest.next());
        } else if c == mark {
            break;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{bundle, minified};
    use std::{collections::BTreeSet, path::Path};

    /// What that page cannot show: a frame with another document in it, and a drawing that is worked out.
    const ELSEWHERE: [&str; 2] = ["message", "qr"];

    /// The names of classes in the sheets: what stands between a full stop and the next sign that is no letter, digit or hyphen.
    fn classes(sheet: &str) -> BTreeSet<String> {
        let name =
            |after: &str| after.split(|c: char| !c.is_ascii_alphanumeric() && c != '-').next().unwrap().to_owned();
        let selectors = sheet.split('}').filter_map(|rule| rule.rsplit_once('{').map(|(selector, _)| selector));
        let names = selectors.flat_map(|selector| selector.split('.').skip(1).map(name).collect::<Vec<_>>());
        names.filter(|name| name.starts_with(|c: char| c.is_ascii_lowercase())).collect()
    }

    #[test]
    fn every_class_of_the_sheets_is_shown_among_the_components_and_none_besides() {
        let style = Path::new(env!("CARGO_MANIFEST_DIR")).join("../style");
        let styled = classes(&bundle(&style.join("main.css")).unwrap());
        let page = std::fs::read_to_string(style.join("components.html")).unwrap();
        let attributes = page.split("class=\"").skip(1).filter_map(|rest| rest.split('"').next());
        let shown: BTreeSet<String> = attributes.flat_map(str::split_whitespace).map(str::to_owned).collect();
        let missing: Vec<_> = styled.difference(&shown).filter(|name| !ELSEWHERE.contains(&name.as_str())).collect();
        let gone: Vec<_> = shown.difference(&styled).collect();
        assert!(styled.len() > 100, "{styled:?}");
        assert!(missing.is_empty(), "styled, and not in style/components.html: {missing:?}");
        assert!(gone.is_empty(), "in style/components.html, and not styled: {gone:?}");
    }

    /// The names that follow these signs: `--ink` of `var(--ink)` or of `--ink: #000`.
    fn variables<'a>(sheet: &'a str, before: &str) -> impl Iterator<Item = (&'a str, &'a str)> {
        sheet.split(before).skip(1).map(|rest| {
            let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap_or(rest.len());
            rest.split_at(end)
        })
    }

    #[test]
    fn every_variable_of_the_sheets_is_given_a_value_in_them() {
        let sheet = bundle(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../style/main.css")).unwrap();
        let given: BTreeSet<&str> = variables(&sheet, "--")
            .filter(|(_, after)| after.trim_start().starts_with(':'))
            .map(|(name, _)| name)
            .collect();
        let used: BTreeSet<&str> = variables(&sheet, "var(--").map(|(name, _)| name).collect();
        // How long a session lasts is written on the page (app/src/ui/shell.rs).
        let without: Vec<_> = used.difference(&given).filter(|name| **name != "warns-after").collect();
        assert!(used.len() > 20, "{used:?}");
        assert!(without.is_empty(), "no sheet gives them a value: {without:?}");
    }

    #[test]
    fn what_means_something_stays() {
        assert_eq!(
            minified("/* a { */ a :hover ,  b > c\n{ width : calc( 1px + 2px ) ; }\n"),
            "a :hover,b > c{width : calc( 1px + 2px )}"
        );
        assert_eq!(
            minified("p::before { content: \"a  /* b */ \\\" ; }\" ; }"),
            "p::before{content: \"a  /* b */ \\\" ; }\"}"
        );
        assert_eq!(
            minified("@media (width < 40em) and (hover) { a { b: c } }"),
            "@media (width < 40em) and (hover){a{b: c}}"
        );
        assert_eq!(minified("a /* between */ b { c: d }"), "a b{c: d}");
    }
}
