//! What every page of the archive shares: its frame, its looks, and text made safe.

use super::{Facts, words};
use base64::{Engine, engine::general_purpose::STANDARD};
use domain::words::Text;
use sha2::{Digest, Sha256};

const STYLE: &str = "\
:root{color-scheme:light dark}\
body{font:1rem/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}\
h1,h2,h3{font-family:Georgia,serif;line-height:1.2;break-after:avoid}\
a{padding-block:.25rem}dt{font-weight:bold}dd{margin:0 0 .5rem}td,dd{unicode-bidi:plaintext}\
.wide{overflow-x:auto}\
table{border-collapse:collapse;width:100%}\
th,td{border-bottom:1px solid;padding:.3rem .5rem;text-align:start;vertical-align:top;white-space:pre-wrap;\
overflow-wrap:anywhere}\
thead{display:table-header-group}tr{break-inside:avoid}\
@media print{body{font-size:9pt;max-width:none;margin:0}nav{display:none}.wide{overflow:visible}a{color:inherit}}";

/// What the pages' own styles are known by in a policy for their content: `sha256-…`.
pub(super) fn styles() -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(STYLE)))
}

/// Begins a page with this heading.
pub(super) fn begin(out: &mut String, facts: &Facts, heading: &str) {
    let (lang, library) = (facts.lang, escaped(&facts.profile.name));
    // The policy in the page holds even if a value were ever written unescaped: no script, nothing fetched.
    put(
        out,
        &format!(
            "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta http-equiv=\"Content-Security-Policy\" \
             content=\"default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'\">\n\
             <meta name=\"viewport\" content=\"width=device-width\">\n<meta name=\"referrer\" content=\"no-referrer\">\n\
             <title>{heading}: {library}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<header>\n<p>{library}</p>\n\
             <h1>{heading}</h1>\n</header>",
            lang.tag(),
        ),
    );
}

/// Ends a page.
pub(super) fn end(out: &mut String) {
    out.push_str("</main>\n</body>\n</html>\n");
}

/// Ways to other pages.
pub(super) fn ways(out: &mut String, facts: &Facts, ways: &[(&str, Text)]) {
    let links: Vec<String> =
        ways.iter().map(|(to, text)| format!("<a href=\"{to}\">{}</a>", text.to(facts.lang))).collect();
    put(out, &format!("<nav aria-label=\"{}\"><p>{}</p></nav>", words::WAYS.to(facts.lang), links.join(" · ")));
}

/// A line of a list of terms.
pub(super) fn term(out: &mut String, facts: &Facts, name: Text, said: &str) {
    put(out, &format!("<dt>{}</dt><dd>{}</dd>", name.to(facts.lang), escaped(said)));
}

pub(super) fn put(out: &mut String, line: &str) {
    out.push_str(line);
    out.push('\n');
}

/// Text for an element or a quoted attribute.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}
