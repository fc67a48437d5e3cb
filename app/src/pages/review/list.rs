//! Looks by clerk and purpose, out of the ordinary first, and the questions that were asked.

use super::kind;
use crate::{
    prelude::*,
    request::{
        Web,
        at_desk::{AtDesk, director},
        failure::Failure,
        visit::Visit,
    },
    ui::{
        buttons,
        first_of::first_of,
        render::{Head, render},
        table,
    },
    words::{desk, review as words},
};
use axum::{
    extract::{Query, State},
    response::Response,
};
use domain::inventory::show;
use portal::{
    Listed,
    review::{DAYS, Line, Question, asked, lines},
};
use serde::Deserialize;

/// What the address may carry: that somebody was asked.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct ListQuery {
    done: Option<String>,
}

/// `GET /desk/review`
pub async fn get(
    visit: Visit,
    AtDesk(staff): AtDesk,
    State(web): State<Web>,
    Query(query): Query<ListQuery>,
) -> Result<Response, Failure> {
    let director = director(&staff)?;
    let found = lines(&web.portal, &director).await?;
    let questions = asked(&web.portal, &director).await?;
    let lang = visit.lang;
    Ok(render(&visit, Head::new(words::TITLE.to(lang)), || {
        let rows: Vec<_> = found.iter().map(|line| row(line, &visit)).collect();
        view! {
            {buttons::back("/desk", desk::BACK, lang)}
            {query.done.is_some().then(|| view! {
                <div class="notice success" role="status"><p>{words::ASKED_DONE.to(lang)}</p></div>
            })}
            <h1 id="review">{words::TITLE.to(lang)}</h1>
            <p class="lede">{words::lede(lang, DAYS)}</p>
            <p>{words::ACCUSES.to(lang)} " " <a href="/desk/staff">{words::CODES.to(lang)}</a></p>
            {if rows.is_empty() {
                view! { <p class="missing">{words::NONE.to(lang)}</p> }
            } else {
                view! {
                    <table class="slip" aria-labelledby="review">
                        {table::head([words::WHO, words::WHAT_FOR, words::LOOKS, words::PEOPLE, words::ODD, words::ASK], lang)}
                        <tbody>{rows}</tbody>
                    </table>
                }
            }}
            {asked_view(&questions, &visit)}
        }
    }))
}

fn row(line: &Line, visit: &Visit) -> AnyView {
    let lang = visit.lang;
    let odd: Vec<_> = line.odd.iter().map(|one| view! { <li>{one.said(lang)}</li> }).collect();
    let about = kind(&line.kind, &visit.site.profile, lang);
    let href = format!("/desk/review/ask?account={}&kind={}", line.account, line.kind);
    view! {
        <tr>
            <th scope="row"><bdi>{line.name.clone()}</bdi></th>
            <td data-label=words::WHAT_FOR.to(lang)>{about.clone()}</td>
            <td data-label=words::LOOKS.to(lang)>{show::count(line.looks.looks.into())}</td>
            <td data-label=words::PEOPLE.to(lang)>{show::count(line.looks.people.into())}</td>
            <td data-label=words::ODD.to(lang)>
                {if odd.is_empty() { words::USUAL.to(lang).into_any() } else { view! { <ul>{odd}</ul> } }}
            </td>
            <td data-label=words::ASK.to(lang)>
                <a href=href>
                    {words::ASK.to(lang)}
                    <span class="visually-hidden">": " <bdi>{line.name.clone()}</bdi> ", " {about}</span>
                </a>
            </td>
        </tr>
    }
}

fn asked_view(questions: &Listed<Question>, visit: &Visit) -> Option<AnyView> {
    let lang = visit.lang;
    let zone = visit.site.profile.time_zone;
    let each: Vec<_> = questions
        .iter()
        .map(|one| {
            let answer = match (&one.answer, one.answered_at) {
                (Some(answer), Some(at)) => view! {
                    <p><bdi>{answer.clone()}</bdi></p>
                    <p class="cite">{show::moment(at, zone, lang)}</p>
                },
                _ => view! { <p class="missing">{words::NO_ANSWER.to(lang)}</p> },
            };
            view! {
                <li>
                    <h3>
                        <bdi>{one.name.clone()}</bdi> ": " {kind(&one.kind, &visit.site.profile, lang)} " (" {one.looks} ")"
                    </h3>
                    <p><bdi>{one.question.clone()}</bdi></p>
                    <p class="cite">{one.asked_by.clone()} ", " {show::moment(one.asked_at, zone, lang)}</p>
                    {answer}
                </li>
            }
        })
        .collect();
    (!each.is_empty()).then(|| {
        view! {
            <section class="sheet" aria-labelledby="questions">
                <h2 id="questions">{words::QUESTIONS.to(lang)}</h2>
                <ul class="answers">{each}</ul>
                {first_of(questions, lang)}
            </section>
        }
    })
}
