//! A link to this very page in the other languages.

use crate::prelude::*;
use crate::words::shell as words;
use domain::words::Lang;

/// The links of those that are `offered`, where there are others; `here` is the page's address without its language.
pub fn languages(here: &str, current: Lang, offered: &[Lang]) -> Option<impl IntoView + use<>> {
    let glue = if here.contains('?') { '&' } else { '?' };
    let links: Vec<_> = Lang::ALL
        .into_iter()
        .filter(|lang| offered.contains(lang) && *lang != current)
        .map(|lang| {
            let href = format!("{here}{glue}lang={}", lang.tag());
            view! {
                <li><a href=href lang=lang.tag() hreflang=lang.tag()>{lang.own_name()}</a></li>
            }
        })
        .collect();
    (!links.is_empty())
        .then(|| view! { <nav class="languages" aria-label=words::LANGUAGE.to(current)><ul>{links}</ul></nav> })
}
