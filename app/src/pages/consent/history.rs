//! The last answers, newest first.

use crate::{
    prelude::*,
    request::visit::Visit,
    ui::{
        fold::{Level, fold, inside},
        purpose::purpose_label,
        table,
    },
    words::consent as words,
};
use domain::inventory::show;
use portal::consent::Answer;

/// The last answers, or that there are none; folded.
pub fn history(visit: &Visit, answers: &[Answer]) -> impl IntoView + use<> {
    let lang = visit.lang;
    let rows: Vec<_> = answers.iter().map(|answer| row(visit, answer)).collect();
    let body = if rows.is_empty() {
        view! { <p class="missing">{words::HISTORY_NONE.to(visit.young, lang)}</p> }
    } else {
        view! {
            <table class="slip" aria-labelledby="history">
                {table::head([words::WHEN, words::WHAT_FOR, words::ANSWER, words::RECEIPT], lang)}
                <tbody>{rows}</tbody>
            </table>
            <p><a href=format!("#{}", inside("consent"))>{words::HISTORY_ALL.to(visit.young, lang)}</a></p>
        }
    };
    view! {
        <section aria-labelledby="history">{fold("history", Level::Two, words::HISTORY.to(visit.young, lang).to_owned(), false, body)}</section>
    }
}

fn row(visit: &Visit, answer: &Answer) -> impl IntoView + use<> {
    let lang = visit.lang;
    let kept = &answer.kept;
    let when = show::moment(kept.decided_at, visit.site.profile.time_zone, lang);
    let label = purpose_label(visit, &answer.purpose);
    let named = format!(": {label}, {when}");
    let said = words::answer(kept.state);
    view! {
        <tr>
            <th scope="row">{when}</th>
            <td data-label=words::WHAT_FOR.to(lang)>{label}</td>
            <td data-label=words::ANSWER.to(lang)>{said.to(lang)}</td>
            <td data-label=words::RECEIPT.to(lang)>
                <a href=format!("/consents/receipts/{}", kept.id)>
                    {words::RECEIPT.to(lang)}<span class="visually-hidden">{named}</span>
                </a>
            </td>
        </tr>
    }
}
