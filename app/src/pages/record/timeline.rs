//! The time line: how many lines each month has. The words say the same as the drawing.

use crate::words::record as words;
use chrono::NaiveDate;
use domain::{inventory::show, words::Lang};
use leptos::prelude::*;

/// One bar a month, oldest first.
pub fn timeline(months: &[(NaiveDate, u64)], lang: Lang) -> Option<impl IntoView + use<>> {
    let (first, last) = (months.first()?.0, months.last()?.0);
    let total: u64 = months.iter().map(|(_, count)| count).sum();
    let &(most_in, most) = months.iter().max_by_key(|(_, count)| count)?;
    let bars: Vec<_> = months
        .iter()
        .enumerate()
        .filter(|(_, (_, count))| *count > 0)
        .map(|(at, &(_, count))| {
            // Hundredths of the highest bar, at least one so that it can be seen.
            let height = (count * 100 / most.max(1)).max(3);
            view! { <rect x=format!("{at}.1") y=(100 - height).to_string() width="0.8" height=height.to_string()/> }
        })
        .collect();
    let size = format!("0 0 {} 100", months.len());
    let caption = words::months_caption(lang, total, most, &show::month(most_in, lang));
    Some(view! {
        <figure class="chart timeline">
            <figcaption>{caption}</figcaption>
            <svg viewBox=size preserveAspectRatio="none" aria-hidden="true">{bars}</svg>
            <p class="axis"><span>{show::month(first, lang)}</span><span>{show::month(last, lang)}</span></p>
        </figure>
    })
}
