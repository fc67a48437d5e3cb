//! The issues, and how far each has come.

use super::{editor, state};
use crate::{
    prelude::*,
    request::{Web, at_desk::AtDesk, failure::Failure, visit::Visit},
    ui::{
        buttons,
        first_of::first_of,
        render::{Head, render},
        table,
    },
    words::{consent_report, desk, messages, newsletter as words, service},
};
use axum::{
    extract::{Query, State},
    response::Response,
};
use portal::newsletter::{Issue, issues, own_lists, service::service_lists};
use serde::Deserialize;

/// What the address may carry: what was just done.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct ListQuery {
    done: Option<String>,
}

/// `GET /desk/newsletters`
pub async fn get(
    visit: Visit,
    AtDesk(staff): AtDesk,
    State(web): State<Web>,
    Query(asked): Query<ListQuery>,
) -> Result<Response, Failure> {
    let all = issues(&web.portal, &editor(&staff)?).await?;
    let lang = visit.lang;
    let has_own = own_lists(&visit.site.profile).next().is_some();
    let by_service = service_lists(&visit.site.profile).next().is_some();
    let rows: Vec<_> = all.iter().map(|issue| row(&visit, issue)).collect();
    let gone = asked.done.as_deref() == Some("discarded");
    Ok(render(&visit, Head::new(words::TITLE.to(lang)), || {
        view! {
            {buttons::back("/desk", desk::BACK, lang)}
            {gone.then(|| view! {
                <div class="notice success" role="status"><p>{words::DISCARDED.to(lang)}</p></div>
            })}
            <h1>{words::TITLE.to(lang)}</h1>
            <p class="lede">{if has_own { words::LEDE } else { words::NONE_OWN }.to(lang)}</p>
            {has_own.then(|| view! {
                <p class="buttons"><a class="button" href="/desk/newsletters/new">{words::NEW.to(lang)}</a></p>
            })}
            {by_service.then(|| view! {
                <p class="buttons"><a class="button" href="/desk/service">{service::TITLE.to(lang)}</a></p>
            })}
            <ul class="plain">
                <li><a href="/desk/messages">{messages::TITLE.to(lang)}</a></li>
                <li><a href="/desk/consents">{consent_report::TITLE.to(lang)}</a></li>
            </ul>
            <h2 id="issues">{words::ISSUES.to(lang)}</h2>
            {if rows.is_empty() {
                view! { <p class="missing">{words::NONE.to(lang)}</p> }
            } else {
                view! {
                    <table class="slip" aria-labelledby="issues">
                        {table::head([words::SUBJECT, words::LIST, words::STATE, words::PROGRESS], lang)}
                        <tbody>{rows}</tbody>
                    </table>
                    {first_of(&all, lang)}
                }
            }}
        }
    }))
}

fn row(visit: &Visit, issue: &Issue) -> impl IntoView + use<> {
    let lang = visit.lang;
    let lists = &visit.site.profile.newsletters;
    let list = lists.iter().find(|list| list.code == issue.list).map(|list| list.name.to(lang).to_owned());
    let come = issue.progress;
    view! {
        <tr>
            <th scope="row">
                <a href=format!("/desk/newsletters/{}", issue.id)><bdi>{issue.subject_en.clone()}</bdi></a>
            </th>
            <td data-label=words::LIST.to(lang)>{list.unwrap_or_else(|| issue.list.clone())}</td>
            <td data-label=words::STATE.to(lang)>{state(issue.state).to(lang)}</td>
            <td data-label=words::PROGRESS.to(lang)>
                {format!("{} / {} / {} / {}", come.sent, come.waiting, come.failed, come.left_out)}
            </td>
        </tr>
    }
}
