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
    use super::minified;

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
