//! The tables: months, totals of a half-year, and what is broken down.

use crate::{prelude::*, ui::table, words::statistics as words};
use domain::{
    inventory::show,
    profile::Profile,
    statistics::{By, Measure, row_label},
    words::Lang,
};
use portal::statistics::{Half, Report, Table, measures};

fn shown(number: u64) -> String {
    show::count(i64::try_from(number).unwrap_or(i64::MAX))
}

/// A number, or that it is not shown.
fn number_or_not(number: Option<u64>, lang: Lang) -> String {
    number.map_or_else(|| words::NOT_SHOWN.to(lang).to_owned(), shown)
}

/// Month by month, each of what is counted in a column of its own.
pub(super) fn months(report: &Report, profile: &Profile, lang: Lang) -> Option<AnyView> {
    let counted = measures(profile);
    let least = profile.statistics.least();
    let heads: Vec<_> = counted
        .iter()
        .map(|measure| view! { <th class="number" scope="col">{measure.label().to(lang)}</th> })
        .collect();
    let rows: Vec<_> = report
        .months
        .iter()
        .map(|month| {
            let cells: Vec<_> = counted
                .iter()
                .zip(&month.numbers)
                .map(|(measure, number)| {
                    let said = number.map_or_else(|| words::few(lang, least), shown);
                    view! { <td class="number" data-label=measure.label().to(lang)>{said}</td> }
                })
                .collect();
            view! {
                <tr><th scope="row">{show::month(month.first, lang)}</th>{cells}</tr>
            }
        })
        .collect();
    (!rows.is_empty()).then(|| {
        view! {
            <section aria-labelledby="months">
                <h2 id="months">{words::BY_MONTH.to(lang)}</h2>
                <table class="slip" aria-labelledby="months">
                    <thead>
                        <tr><th scope="col">{words::MONTH.to(lang)}</th>{heads}</tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </section>
        }
    })
}

/// A half-year: its totals, and each of its tables.
pub(super) fn half(half: &Half, profile: &Profile, lang: Lang) -> impl IntoView + use<> {
    let id = format!("half-{}-{}", half.of.year, if half.of.second { 2 } else { 1 });
    let cards = half.cards.map(|band| (Measure::Cards, band.label(lang)));
    let totals =
        measures(profile).into_iter().zip(&half.totals).map(|(measure, total)| (measure, number_or_not(*total, lang)));
    let rows: Vec<_> = totals
        .chain(cards)
        .map(|(measure, said)| {
            view! {
                <tr>
                    <th scope="row">{measure.label().to(lang)}</th>
                    <td class="number" data-label=words::NUMBER.to(lang)>{said}</td>
                </tr>
            }
        })
        .collect();
    let tables: Vec<_> = half.tables.iter().map(|table| broken_down(table, &id, profile, lang)).collect();
    view! {
        <section aria-labelledby=id.clone()>
            <h2 id=id.clone()>{half.of.label(lang)}</h2>
            <table class="slip" aria-labelledby=id.clone()>
                {table::head([words::COUNTED, words::NUMBER], lang)}
                <tbody>{rows}</tbody>
            </table>
            {(!tables.is_empty()).then(|| view! { <div class="side-by-side">{tables}</div> })}
        </section>
    }
}

fn broken_down(of: &Table, within: &str, profile: &Profile, lang: Lang) -> impl IntoView + use<> {
    let id = format!("{within}-{}-{}", of.measure.code(), of.by.code());
    let name = words::broken_down(lang, of.measure.label().to(lang), By::label(of.by).to(lang));
    let body = match &of.rows {
        None => view! { <p class="missing">{words::TOO_FEW.to(lang)}</p> },
        Some(rows) => {
            let most = rows.iter().filter_map(|(_, number)| *number).max().unwrap_or(1).max(1);
            let rows: Vec<_> = rows
                .iter()
                .map(|(row, number)| {
                    let width = number.map(|number| (number * 100 / most).max(1));
                    view! {
                        <tr>
                            <th scope="row">{row_label(profile, of.by, row, lang).into_owned()}</th>
                            <td class="bar">
                                {width.map(|width| view! {
                                    <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
                                        <rect width=width height="10"></rect>
                                    </svg>
                                })}
                            </td>
                            <td class="number">{number_or_not(*number, lang)}</td>
                        </tr>
                    }
                })
                .collect();
            view! { <table class="bars" aria-labelledby=id.clone()><tbody>{rows}</tbody></table> }
        }
    };
    view! { <div class="chart"><h3 id=id>{name}</h3>{body}</div> }
}
