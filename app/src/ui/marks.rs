//! What Leptos leaves in what it has rendered, and is no HTML.

/// Where a view may change, Leptos writes `<!>`, for a browser that wakes it. Nothing but an island is woken: outside of them the
/// marks are taken out, and inside they are written as the comment that browsers read them as, which is HTML.
// Test (end2end/journeys/list-search.script.spec.ts): "nothing is asked of the library while one types, and each key is answered at once".
///
/// On what is loaded ahead it writes the nonce as the value of `crossorigin`, which knows no such value.
pub fn tidied(html: &str, nonce: &str) -> String {
    let html = html.replace(&format!(" crossorigin=\"{nonce}\""), " crossorigin");
    let mut tidied = String::with_capacity(html.len());
    let mut depth = 0_usize;
    let mut parts = html.split("<!>").peekable();
    while let Some(part) = parts.next() {
        tidied.push_str(part);
        depth += part.matches("<leptos-island").count();
        depth = depth.saturating_sub(part.matches("</leptos-island>").count());
        if depth > 0 && parts.peek().is_some() {
            tidied.push_str("<!---->");
        }
    }
    tidied
}

#[cfg(test)]
mod tests {
    use super::tidied;

    #[test]
    fn marks_stand_in_islands_alone_and_are_comments_there() {
        let rendered = "<p>a<!></p><leptos-island data-component=\"X\"><b><!>b</b><!></leptos-island><!><p><!></p>";
        assert_eq!(
            tidied(rendered, "N"),
            "<p>a</p><leptos-island data-component=\"X\"><b><!---->b</b><!----></leptos-island><p></p>"
        );
        assert_eq!(tidied("<p>no marks</p>", "N"), "<p>no marks</p>");
        assert_eq!(tidied("", "N"), "");
    }

    #[test]
    fn what_is_loaded_ahead_has_a_plain_crossorigin() {
        let rendered = "<link rel=\"modulepreload\" href=\"/pkg/a.js\" crossorigin=\"N0nce\" nonce=\"N0nce\"><script nonce=\"N0nce\">";
        let tidy =
            "<link rel=\"modulepreload\" href=\"/pkg/a.js\" crossorigin nonce=\"N0nce\"><script nonce=\"N0nce\">";
        assert_eq!(tidied(rendered, "N0nce"), tidy);
    }
}
