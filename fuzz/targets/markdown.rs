//! What the staff write in a newsletter: only known marks come out, nothing that fetches or runs, and no link but to the web or mail.

#![no_main]

use domain::markdown::markdown;
use libfuzzer_sys::fuzz_target;

const KNOWN: [&str; 13] =
    ["p", "h2", "ul", "ol", "li", "em", "strong", "a", "code", "pre", "blockquote", "br", "hr"];

fuzz_target!(|text: &str| {
    let written = markdown(text);
    let mut rest = written.html.as_str();
    while let Some((_, after)) = rest.split_once('<') {
        let tag = after.split_once('>').map(|(tag, _)| tag).unwrap_or_default();
        let name = tag.trim_start_matches('/').split(' ').next().unwrap_or_default();
        assert!(KNOWN.contains(&name), "{tag}");
        assert!(!tag.contains(' ') || tag.starts_with("a href=\""), "{tag}");
        rest = after;
    }
    assert!(!written.html.contains("href=\"javascript:") && !written.html.contains("href=\"data:"));
});
