//! How many said yes, no and nothing to each question, and how: a page and a table, without a name. For the Director and the
//! administrator, who write newsletters.

use crate::{
    pages::newsletter::editor,
    prelude::*,
    request::{Web, at_desk::AtDesk, failure::Failure, visit::Visit},
    ui::{
        buttons, file,
        purpose::purpose_label,
        render::{Head, render},
        table,
    },
    words::{consent_report as words, desk},
};
use axum::{extract::State, response::Response};
use domain::{
    consent::{AnswerBands, Way},
    inventory::show,
    statistics::Band,
    words::{Lang, Text},
};
use portal::consent::report;

/// `GET /desk/consents`
pub async fn get(visit: Visit, AtDesk(staff): AtDesk, State(web): State<Web>) -> Result<Response, Failure> {
    let found = report(&web.portal, &editor(&staff)?).await?;
    let lang = visit.lang;
    let as_of = show::moment(found.as_of, visit.site.profile.time_zone, lang);
    let labelled: Vec<(String, AnswerBands)> =
        found.each.into_iter().map(|(code, told)| (purpose_label(&visit, &code), told)).collect();
    Ok(render(&visit, Head::new(words::TITLE.to(lang)), || {
        view! {
            {buttons::back("/desk", desk::BACK, lang)}
            <h1>{words::TITLE.to(lang)}</h1>
            <p class="lede">{words::LEDE.to(lang)}</p>
            <p>{words::AS_OF.to(lang)} " " <b>{as_of}</b></p>
            <p>{words::BANDS.to(lang)}</p>
            <p class="buttons">
                <a class="button secondary" href="/desk/consents/csv" download>{words::FILE.to(lang)}</a>
            </p>
            {answers(&labelled, lang)}
            {ways("yes", words::HOW_YES, &labelled, 0, lang)}
            {ways("no", words::HOW_NO, &labelled, 1, lang)}
        }
    }))
}

/// `GET /desk/consents/csv`
pub async fn get_csv(visit: Visit, AtDesk(staff): AtDesk, State(web): State<Web>) -> Result<Response, Failure> {
    let found = report(&web.portal, &editor(&staff)?).await?;
    let name = format!("consents-{}.csv", found.as_of.with_timezone(&visit.site.profile.time_zone).date_naive());
    Ok(file::csv(&name, found.csv(&visit.site.profile, visit.lang)?))
}

fn answers(each: &[(String, AnswerBands)], lang: Lang) -> AnyView {
    let columns = [words::QUESTION, words::YES, words::NO, words::NEVER, words::YES_WITHOUT, words::NO_WITHOUT];
    let rows: Vec<_> = each
        .iter()
        .map(|(label, told)| {
            let [yes, no] = told.with_card.map(|band| band.label(lang));
            let [yes_without, no_without] = told.without_card.map(|band| band.label(lang));
            let never = span(told.never, lang);
            let cells = [(words::YES, yes), (words::NO, no), (words::NEVER, never)];
            let cells = cells.into_iter().chain([(words::YES_WITHOUT, yes_without), (words::NO_WITHOUT, no_without)]);
            row(label, cells.collect(), lang)
        })
        .collect();
    view! {
        <section aria-labelledby="answers">
            <h2 id="answers">{words::ANSWERS.to(lang)}</h2>
            <table class="slip" aria-labelledby="answers">
                {table::head(columns, lang)}
                <tbody>{rows}</tbody>
            </table>
        </section>
    }
}

/// By which way, of those who said yes (0) or no (1).
fn ways(id: &'static str, title: Text, each: &[(String, AnswerBands)], answer: usize, lang: Lang) -> AnyView {
    let mut columns = [words::QUESTION; Way::ALL.len() + 1];
    columns[1..].copy_from_slice(&Way::ALL.map(Way::label));
    let rows: Vec<_> = each
        .iter()
        .map(|(label, told)| {
            let cell = |way: Way| (way.label(), Band::label(told.by[way as usize][answer], lang));
            row(label, Way::ALL.into_iter().map(cell).collect(), lang)
        })
        .collect();
    view! {
        <section aria-labelledby=id>
            <h2 id=id>{title.to(lang)}</h2>
            <table class="slip" aria-labelledby=id>
                {table::head(columns, lang)}
                <tbody>{rows}</tbody>
            </table>
        </section>
    }
}

fn row(label: &str, cells: Vec<(Text, String)>, lang: Lang) -> AnyView {
    let cells: Vec<_> =
        cells.into_iter().map(|(head, said)| view! { <td data-label=head.to(lang)>{said}</td> }).collect();
    view! { <tr><th scope="row">{label.to_owned()}</th>{cells}</tr> }
}

/// `1,210 to 1,228`
fn span((least, most): (u64, u64), lang: Lang) -> String {
    let said = |number: u64| show::count(i64::try_from(number).unwrap_or(i64::MAX));
    match lang {
        Lang::En => format!("{} to {}", said(least), said(most)),
        Lang::Es => format!("de {} a {}", said(least), said(most)),
    }
}
