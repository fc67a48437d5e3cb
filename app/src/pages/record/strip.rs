//! Twelve months in a row, each with marks. It stands beside a list or table that says the same, so it is passed over when
//! read aloud.

use crate::prelude::*;
use crate::words::overview as words;
use chrono::{Datelike, Months, NaiveDate};
use domain::{inventory::show, words::Lang};
use portal::record::LookMonth;

/// No month has more marks than this: what is drawn is how much, and the list has the numbers.
pub const MOST: u64 = 12;

/// Every third month has its name: one counts on from there, and the name fits on a phone.
const NAMED: usize = 3;

/// The first day of a month.
pub fn month_of(day: NaiveDate) -> NaiveDate {
    day.with_day(1).unwrap_or(day)
}

/// Twelve months from `first` on, with what `marks` puts in each (class names), and what each kind of mark in them means.
pub fn strip(
    first: NaiveDate,
    marks: &dyn Fn(NaiveDate) -> Vec<&'static str>,
    keys: &[(&'static str, &'static str)],
    lang: Lang,
) -> impl IntoView + use<> {
    let months: Vec<(NaiveDate, Vec<&'static str>)> = (0..12)
        .filter_map(|n| month_of(first).checked_add_months(Months::new(n)))
        .map(|month| (month, marks(month)))
        .collect();
    let keys: Vec<_> = keys
        .iter()
        .filter(|&&(mark, _)| months.iter().any(|(_, drawn)| drawn.contains(&mark)))
        .map(|&(mark, means)| view! { <span><i class=mark></i> {means}</span> })
        .collect();
    let mut year = first.year();
    let months: Vec<_> = months
        .into_iter()
        .enumerate()
        .map(|(at, (month, drawn))| {
            let marks = drawn.into_iter().map(|mark| view! { <i class=mark></i> }).collect_view();
            let name = (at % NAMED == 0).then(|| {
                let other = (month.year() != year).then(|| view! { <span>" " {month.year()}</span> });
                year = month.year();
                view! { {show::short_month(month, lang)} {other} }
            });
            view! {
                <div>
                    <span class="marks">{marks}</span>
                    <span class="month">{name}</span>
                </div>
            }
        })
        .collect();
    view! {
        <div class="year" aria-hidden="true">{months}</div>
        {(!keys.is_empty()).then(|| view! { <p class="keys" aria-hidden="true">{keys}</p> })}
    }
}

/// How often others asked for the record in the last twelve months; a time when nothing was shown is hollow.
pub fn looks(months: &[LookMonth], today: NaiveDate, lang: Lang) -> Option<impl IntoView + use<>> {
    let first = month_of(today).checked_sub_months(Months::new(11)).unwrap_or(today);
    let counted = |month, refused| {
        let found = months.iter().find(|one| one.month == month && one.refused == refused);
        usize::try_from(found.map_or(0, |one| one.count).min(MOST)).unwrap_or(0)
    };
    let marks = |month| [vec!["dot"; counted(month, false)], vec!["dot refused"; counted(month, true)]].concat();
    let keys = [("dot", words::LOOKED_DOT.to(lang)), ("dot refused", words::LOOKED_REFUSED.to(lang))];
    (!months.is_empty()).then(|| view! { <div class="past">{strip(first, &marks, &keys, lang)}</div> })
}
