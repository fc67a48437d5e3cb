//! Pages of a long list.

use crate::prelude::*;
use crate::words::record as words;
use domain::words::Lang;

/// Links to the pages of a list at `path`, with `kept` (a name and its value) in each; nothing for a single page.
pub fn pager(
    path: &str,
    page: u32,
    pages: u32,
    kept: Option<(&str, &str)>,
    lang: Lang,
) -> Option<impl IntoView + use<>> {
    (pages > 1).then(|| {
        let kept = kept.map(|(name, value)| format!("&{name}={}", encoded(value))).unwrap_or_default();
        let link = |to: u32| format!("{path}?page={to}{kept}");
        let numbers: Vec<_> = shown(page, pages)
            .into_iter()
            .map(|number| match number {
                Some(number) => view! {
                    <li><a href=link(number) aria-current=(number == page).then_some("page")
                        aria-label=words::page_number(lang, number)>{number}</a></li>
                },
                None => view! { <li><span>"…"</span></li> },
            })
            .collect();
        view! {
            <nav class="pages" aria-label=words::PAGES.to(lang)>
                <ul>
                    {(page > 1).then(|| view! { <li><a rel="prev" href=link(page - 1)>{words::NEWER.to(lang)}</a></li> })}
                    {numbers}
                    {(page < pages).then(|| view! { <li><a rel="next" href=link(page + 1)>{words::OLDER.to(lang)}</a></li> })}
                </ul>
            </nav>
        }
    })
}

/// The page numbers to show: the first, the last, and those around the current one; `None` for a gap.
fn shown(page: u32, pages: u32) -> Vec<Option<u32>> {
    let mut numbers = Vec::new();
    let mut last = 0;
    for number in 1..=pages {
        if number == 1 || number == pages || number.abs_diff(page) <= 1 {
            if number > last + 1 {
                numbers.push(None);
            }
            numbers.push(Some(number));
            last = number;
        }
    }
    numbers
}

/// `text` in a query string.
pub fn encoded(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_neighbours_the_first_and_the_last_page_are_shown() {
        assert_eq!(shown(5, 9), [Some(1), None, Some(4), Some(5), Some(6), None, Some(9)]);
        assert_eq!(shown(1, 2), [Some(1), Some(2)]);
    }
}
