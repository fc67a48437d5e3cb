//! A written objection to a subpoena for a deposition, to print: a draft for counsel (§ 52-148e).

use crate::{
    prelude::*,
    request::{
        Web,
        at_desk::{AtDesk, director},
        failure::Failure,
        in_path::InPath,
        visit::Visit,
    },
    ui::render::{Head, render},
    words::process as words,
};
use axum::{extract::State, response::Response};
use domain::inventory::show;
use portal::process::{entry, people};

/// `GET /desk/process/{id}/objection`
pub async fn get(
    visit: Visit,
    AtDesk(staff): AtDesk,
    State(web): State<Web>,
    InPath(id): InPath,
) -> Result<Response, Failure> {
    let director = director(&staff)?;
    let (entry, _) = entry(&web.portal, &director, id).await?.ok_or(Failure::NotFound)?;
    let kept = people(&web.portal, &director, id).await?.iter().any(|one| one.lifted_at.is_none());
    let profile = &visit.site.profile;
    let paper = entry.paper.filter(|_| entry.closed.is_none()).ok_or(Failure::NotFound)?;
    let text = paper.objection(&profile.name, &entry.named, kept).ok_or(Failure::NotFound)?;
    let lang = visit.lang;
    let last = entry.deadlines().into_iter().find(|one| one.code == "objection");
    Ok(render(&visit, Head::new(words::OBJECTION.to(lang)), || {
        let paragraphs: Vec<_> = text.into_iter().map(|one| view! { <p>{one}</p> }).collect();
        let caption = [entry.court.clone(), entry.docket.clone().map(|docket| format!("Docket no. {docket}"))];
        let caption: Vec<_> = caption.into_iter().flatten().map(|line| view! { <bdi>{line}</bdi><br/> }).collect();
        let to = [entry.signed_by.clone(), Some(entry.who.clone()), entry.agency.clone()];
        let mut to: Vec<String> = to.into_iter().flatten().collect();
        to.dedup();
        let to: Vec<_> = to.into_iter().map(|line| view! { <bdi>{line}</bdi><br/> }).collect();
        let from = [std::slice::from_ref(&profile.name), profile.desk.address.as_slice()].concat().join(" · ");
        view! {
            <div class="screen-only">
                <p class="crumb"><a href=format!("/desk/process/{id}")>{words::BACK.to(lang)}</a></p>
                <p class="notice warning">{words::OBJECTION_DRAFT.to(lang)}</p>
                {last.map(|last| view! {
                    <p><b>{show::date(last.on, lang)}</b> ": " {last.what.to(lang)}</p>
                })}
            </div>
            <article class="sheet letter" lang="en">
                <p class="from">{from}</p>
                <p class="to">{to}</p>
                <h1>"Objection to a subpoena for a deposition"</h1>
                <p>{caption}</p>
                <div class="text">{paragraphs}</div>
                <p class="sign-line">{profile.director.en.clone()} ", " {profile.name.clone()} ": signature, day"</p>
                <p class="sign-line">"Served on whom, by whom, how, day"</p>
            </article>
        }
    }))
}
