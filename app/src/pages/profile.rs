//! The profile in force: its versions, each switch with its reading, its note and its rules; and what is open. For every member of the staff:
//! nothing in it is about anybody.

use crate::{
    prelude::*,
    request::{Web, at_desk::AtDesk, failure::Failure, visit::Visit},
    ui::{
        buttons,
        fact::fact,
        render::{Head, render},
        rules::cited,
        table,
    },
    words::{desk, profile as words, versions as said},
};
use axum::{extract::State, response::Response};
use chrono::NaiveDate;
use domain::{
    inventory::show,
    profile::{InForce, KeyChange, in_force, open_points},
    words::Lang,
};
use portal::{
    authority::Director,
    library::{self, Coming, Version, coming, versions},
};

/// `GET /desk/profile`
pub async fn get(visit: Visit, AtDesk(staff): AtDesk, State(web): State<Web>) -> Result<Response, Failure> {
    let lang = visit.lang;
    let profile = &visit.site.profile;
    let all = versions(&web.portal, &profile.slug).await?;
    // Among the keys is the way in, such as the library's own networks.
    let next = match Director::of(&staff) {
        Some(_) => coming(&web.portal, profile).await?,
        None => Vec::new(),
    };
    let today = web.portal.today(profile);
    Ok(render(&visit, Head::new(words::TITLE.to(lang)), || {
        let open: Vec<_> = open_points(profile)
            .into_iter()
            .map(|one| view! { <li><code>{one.key}</code> ": " {one.why.to(lang)}</li> })
            .collect();
        let switches: Vec<_> = in_force(profile).into_iter().map(|one| switch(one, &visit)).collect();
        view! {
            {buttons::back("/desk", desk::BACK, lang)}
            <h1>{words::TITLE.to(lang)}</h1>
            <p class="lede">{words::LEDE.to(lang)}</p>
            <section class="sheet" aria-labelledby="open">
                <h2 id="open">{words::OPEN.to(lang)} " (" {open.len()} ")"</h2>
                <p>{words::OPEN_WHAT.to(lang)}</p>
                {if open.is_empty() {
                    view! { <p class="missing">{words::NOTHING_OPEN.to(lang)}</p> }
                } else {
                    view! { <ul>{open}</ul> }
                }}
            </section>
            {of_versions(&all, &next, today, lang)}
            <h2>{words::SWITCHES.to(lang)}</h2>
            <div class="pairs">{switches}</div>
        }
    }))
}

/// The versions, the newest first, and for the Director what each that waits changes, key by key.
fn of_versions(all: &[Version], next: &[Coming], today: NaiveDate, lang: Lang) -> impl IntoView + use<> {
    let current = library::in_force(all, today).map(|one| one.number);
    let rows: Vec<_> = all
        .iter()
        .rev()
        .map(|one| {
            let state = match one.withdrawn_at {
                Some(_) => said::WITHDRAWN,
                None if Some(one.number) == current => said::IN_FORCE,
                None if one.starts_on > today => said::WAITS,
                None => said::REPLACED,
            };
            view! {
                <tr>
                    <td data-label=said::NUMBER.to(lang)>{one.number}</td>
                    <td data-label=said::STARTS.to(lang)>{show::date(one.starts_on, lang)}</td>
                    <td data-label=said::STATE.to(lang)>{state.to(lang)}</td>
                </tr>
            }
        })
        .collect();
    view! {
        <section class="sheet" aria-labelledby="versions">
            <h2 id="versions">{said::TITLE.to(lang)}</h2>
            <p>{said::LEDE.to(lang)}</p>
            {if rows.is_empty() {
                view! { <p class="missing">{said::NONE.to(lang)}</p> }
            } else {
                view! {
                    <table class="slip" aria-labelledby="versions">
                        {table::head([said::NUMBER, said::STARTS, said::STATE], lang)}
                        <tbody>{rows}</tbody>
                    </table>
                }
            }}
            {next.iter().map(|one| changes(one, lang)).collect_view()}
        </section>
    }
}

fn changes(next: &Coming, lang: Lang) -> impl IntoView + use<> {
    let value = |one: &KeyChange, value: &Option<String>| match value {
        Some(value) => one.cited(value, lang),
        None => said::NOTHING.to(lang).to_owned(),
    };
    let each: Vec<_> = next
        .difference
        .keys
        .iter()
        .map(|one| {
            let (before, after) = (value(one, &one.before), value(one, &one.after));
            view! {
                <li>
                    <code>{one.key.clone()}</code> ": " <q>{before}</q> " → " <q>{after}</q>
                    {cited(&one.rules, lang)}
                </li>
            }
        })
        .collect();
    view! {
        <h3>{said::CHANGES.to(lang)} " (" {next.number} ")"</h3>
        <ul>{each}</ul>
    }
}

fn switch(one: InForce, visit: &Visit) -> AnyView {
    let lang = visit.lang;
    let set = one.value.unwrap_or_else(|| words::SILENT.to(lang).to_owned());
    view! {
        <section class="sheet" aria-labelledby=one.key>
            <h3 id=one.key>{one.about.to(lang)}</h3>
            <dl class="card-record">
                {fact(words::KEY, view! { <code>{format!("switches.{}", one.key)}</code> }, lang)}
                {fact(words::SET, view! { <code>{set}</code> }, lang)}
                {one.words.map(|said| fact(words::SAYS, said.to(lang).to_owned(), lang))}
                {one.note.map(|note| fact(words::NOTE, note.to(lang).to_owned(), lang))}
            </dl>
            {cited(&one.rules, lang)}
        </section>
    }
}
