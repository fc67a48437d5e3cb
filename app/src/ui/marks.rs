//! What Leptos leaves in what it has rendered, and is no HTML.

/// Where a view may change, Leptos writes `<!>`, for a browser that wakes it. Nothing but an island is woken: outside of them the
/// marks are taken out, and inside they are written as the comment that browsers read them as, which is HTML.
// Test (end2end/journeys/list-search.script.spec.ts): "nothing is asked of the library while one types, and each key is answered at once".
///
/// It has the browser fetch its WebAssembly together with the page, ahead of everything that the page is read with, although
/// nothing wakes before the page is idle: that is taken out. And where islands are in two modules, it would warn of each that
/// is in the other.
pub fn tidied(html: &str) -> String {
    let html = without_preloads(html).replace(NOT_IN_THIS_MODULE, "");
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

/// As Leptos' own script says it.
const NOT_IN_THIS_MODULE: &str = "console.warn(`Could not find WASM function for the island ${id}.`);";

fn without_preloads(html: &str) -> String {
    let mut links = html.split("<link ");
    let mut without = links.next().unwrap_or_default().to_owned();
    for link in links {
        let is_preload = ["rel=\"modulepreload\"", "rel=\"preload\""].iter().any(|rel| link.starts_with(rel));
        if let Some((_, rest)) = link.split_once('>').filter(|_| is_preload) {
            without.push_str(rest);
        } else {
            without.push_str("<link ");
            without.push_str(link);
        }
    }
    without
}

#[cfg(test)]
mod tests {
    use super::tidied;
    use leptos::{config::LeptosOptions, prelude::*};

    #[test]
    fn marks_stand_in_islands_alone_and_are_comments_there() {
        let rendered = "<p>a<!></p><leptos-island data-component=\"X\"><b><!>b</b><!></leptos-island><!><p><!></p>";
        assert_eq!(
            tidied(rendered),
            "<p>a</p><leptos-island data-component=\"X\"><b><!---->b</b><!----></leptos-island><p></p>"
        );
        assert_eq!(tidied("<p>no marks</p>"), "<p>no marks</p>");
        assert_eq!(tidied(""), "");
    }

    #[test]
    fn nothing_is_loaded_before_the_page_is_idle_and_no_island_of_another_module_is_warned_of() {
        let owner = Owner::new();
        let rendered = owner.with(|| {
            let options = LeptosOptions::builder().output_name("portal").site_pkg_dir("pkg").build();
            view! {
                <link rel="stylesheet" href="/pkg/main.css"/>
                <HydrationScripts options islands=true/>
                <link rel="alternate" href="/es"/>
            }
            .to_html()
        });
        assert!(rendered.contains("rel=\"modulepreload\"") && rendered.contains("rel=\"preload\""), "{rendered}");
        assert!(rendered.contains("console.warn"), "{rendered}");
        let tidy = tidied(&rendered);
        assert!(!tidy.contains("preload") && !tidy.contains("console.warn"), "{tidy}");
        assert_eq!(tidy.matches("<link ").count(), 2, "the style and the other language stay: {tidy}");
        assert!(tidy.contains("requestIdleCallback") && tidy.contains("\"portal_bg\""), "{tidy}");
    }
}
