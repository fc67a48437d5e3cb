//! A drawing of a number by month. Its numbers stand in the table beneath it, so it is nothing to anyone who cannot see it.

use crate::prelude::*;
use crate::words::statistics as words;
use domain::{inventory::show, profile::Profile, statistics::Measure, words::Lang};
use portal::statistics::{Report, measures};

/// The drawing; nothing where there are fewer than two months, or no number is shown.
pub(super) fn by_month(report: &Report, profile: &Profile, measure: Measure, lang: Lang) -> Option<AnyView> {
    let place = measures(profile).iter().position(|one| *one == measure)?;
    let numbers: Vec<Option<u64>> =
        report.months.iter().map(|month| month.numbers.get(place).copied().flatten()).collect();
    let most = numbers.iter().flatten().copied().max().filter(|_| numbers.len() > 1)?;
    let bars: Vec<_> = numbers
        .iter()
        .enumerate()
        .map(|(at, number)| {
            let x = at * 10 + 1;
            match number {
                Some(number) => {
                    let height = (number * 100 / most.max(1)).max(2);
                    view! { <rect x=x y=100 - height width="8" height=height></rect> }
                }
                None => view! { <rect class="pale" x=x y="94" width="8" height="6"></rect> },
            }
        })
        .collect();
    let size = format!("0 0 {} 100", numbers.len() * 10);
    let [first, last] = [report.months.first(), report.months.last()].map(|month| month.map(|one| one.first));
    let missing = numbers.contains(&None).then(|| words::NO_BAR.to(lang));
    Some(view! {
        <figure class="chart timeline" aria-hidden="true">
            <figcaption>{measure.label().to(lang)}</figcaption>
            <svg viewBox=size preserveAspectRatio="none">{bars}</svg>
            <p class="axis">
                <span>{first.map(|day| show::month(day, lang))}</span>
                <span>{last.map(|day| show::month(day, lang))}</span>
            </p>
            {missing.map(|missing| view! { <p class="hint">{missing}</p> })}
        </figure>
    })
}
