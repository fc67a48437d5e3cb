//! Telling what a permission names: who asks, what they showed, and then the permitted parts and nothing else.

use super::{DeskFields, back, found, no};
use crate::{
    pages::permission::parts,
    prelude::*,
    request::{
        at_desk::AtDesk,
        failure::Failure,
        forms::{Posted, Problems},
        in_path::InPath,
        visit::Visit,
    },
    ui::{
        answers::{Answer, one_of, some_of},
        buttons,
        decision::shared as shared_view,
        photo_id,
        render::{Head, render},
        rules::cited,
        summary::summary,
        value::apart,
    },
    words::{desk, desk_permission as words},
};
use axum::response::{IntoResponse, Redirect, Response};
use domain::{
    decision::{Allowed, Wish},
    inventory::Class,
    permission::State,
    photo_id::PhotoId,
};
use portal::{
    permission::{AtDesk as Found, DisclosureOutcome, PermissionHeld, Proven, disclose},
    record::Shared,
};
use uuid::Uuid;

/// `GET /desk/permissions/{reference}/disclose`
pub async fn get(visit: Visit, AtDesk(staff): AtDesk, InPath(reference): InPath<String>) -> Result<Response, Failure> {
    Ok(match found(&visit, &staff, &reference).await? {
        // Nothing is told under one that waits, is withdrawn or has ended: its page says which.
        Ok(found) if found.held.state != State::InForce => {
            Redirect::to(&format!("/desk/permissions/{}", found.held.reference)).into_response()
        }
        Ok(found) => {
            // No part is ticked beforehand: what is told is what was asked for, and not all that the permission names.
            // Test (server/tests/routes/permissions_desk.rs): "S3: no part is ticked before the clerk ticks it".
            let named = ("form".to_owned(), visit.web.portal.entropy.uuid().to_string());
            form(&visit, &found, &DeskFields::from([named]), &Problems::none())
        }
        Err(refused) => refused,
    })
}

/// `POST /desk/permissions/{reference}/disclose`: the answer is this page, shown once.
pub async fn post(
    visit: Visit,
    AtDesk(staff): AtDesk,
    InPath(reference): InPath<String>,
    Posted(entered): Posted<DeskFields>,
) -> Result<Response, Failure> {
    let typed = |name: &str| entered.get(name).map_or("", String::as_str);
    let wanted: Vec<Class> = Class::ALL.into_iter().filter(|class| entered.contains_key(class.code())).collect();
    let proven = match typed("proven") {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    };
    let seen = PhotoId::from_code(typed("seen"));
    let mut problems = Problems::none();
    if proven.is_none() {
        problems.add("proven", words::PROVEN_MISSING);
    }
    // Anyone who did not show what the permission says is told no, whatever else they showed.
    if seen.is_none() && proven != Some(false) {
        problems.add("seen", desk::SEEN_MISSING);
    }
    if wanted.is_empty() {
        problems.add("classes", words::ASKED_MISSING);
    }
    let found = match found(&visit, &staff, &reference).await? {
        Ok(found) => found,
        Err(refused) => return Ok(refused),
    };
    let Some(proven) = proven.filter(|_| problems.is_empty()) else {
        return Ok(form(&visit, &found, &entered, &problems));
    };
    let proven = Proven { as_the_permission_says: proven, seen: seen.unwrap_or(PhotoId::Other) };
    let (portal, site) = (&visit.web.portal, visit.address());
    let name = form_name(&entered).unwrap_or_else(|| portal.entropy.uuid());
    match disclose(portal, &staff, &found.held.reference, name, wanted, proven, &site).await? {
        DisclosureOutcome::Yes { held, allowed, shared } => Ok(told(&visit, &held, &allowed, &shared)),
        DisclosureOutcome::No(refused) => Ok(no(&visit, &refused)),
        DisclosureOutcome::NotFound => Err(Failure::NotFound),
    }
}

/// The form's own name, given when its page was shown: sent twice, it tells once.
fn form_name(entered: &DeskFields) -> Option<Uuid> {
    entered.get("form")?.parse().ok()
}

fn form(visit: &Visit, found: &Found, entered: &DeskFields, problems: &Problems) -> Response {
    let lang = visit.lang;
    let typed = |name: &str| entered.get(name).map_or("", String::as_str);
    let reference = found.held.reference.to_string();
    let title = format!("{} {reference}", words::TELL.to(lang));
    let proof = found.held.parts.proof.as_ref().map(|proof| proof.as_str().to_owned());
    let answers = [("yes", words::PROVEN_YES), ("no", words::PROVEN_NO)].map(|(code, label)| Answer {
        code,
        label,
        hint: None,
        chosen: typed("proven") == code,
    });
    let classes = found.held.parts.classes.iter().map(|&class| Answer {
        code: class.code(),
        label: class.label_for_others(),
        hint: None,
        chosen: entered.contains_key(class.code()),
    });
    render(visit, Head::new(title.clone()).problems(!problems.is_empty()), || {
        view! {
            {back(lang)}
            {summary(problems, lang)}
            <h1>{title}</h1>
            <p class="lede">{words::TELL_TO.to(lang)} " " <b>{parts::name(&found.held).map(apart)}</b></p>
            <form method="post" action=format!("/desk/permissions/{reference}/disclose") class="sheet" novalidate>
                <input type="hidden" name="form" value=typed("form").to_owned()/>
                <blockquote>{proof}</blockquote>
                {one_of("proven", words::PROVEN, answers.into(), problems, lang)}
                {photo_id::question(typed("seen"), false, problems, lang)}
                {some_of("classes", words::ASKED, classes.collect(), problems, lang)}
                {buttons::submit(words::TELL_DO, lang)}
            </form>
        }
    })
}

/// The decision's yes, large, with the words to say; then the permitted parts.
fn told(visit: &Visit, held: &PermissionHeld, allowed: &Allowed, shared: &[Shared]) -> Response {
    let lang = visit.lang;
    let left_out: Vec<_> = allowed
        .left_out
        .iter()
        .filter_map(|one| match one.what {
            Wish::Class(class) => {
                Some(view! { <li>{class.label_for_others().to(lang)} ": " {one.reason.to(lang)}</li> })
            }
            Wish::Fact(_) => None,
        })
        .collect();
    render(visit, Head::new(words::MAY.to(lang)), || {
        view! {
            {back(lang)}
            <div class="answer is-yes">
                <h1>{words::MAY.to(lang)}</h1>
                <p>{words::TELL_TO.to(lang)} " " <b>{parts::name(held).map(apart)}</b> " (" {held.reference.to_string()} ")"</p>
                <p><b>{words::SAY.to(lang)}</b> " " {allowed.words.to(lang)}</p>
                {cited(&allowed.rules, lang)}
            </div>
            <p class="notice">{words::SHOWN_ONCE.to(lang)}</p>
            {shared_view(shared, visit)}
            {(!left_out.is_empty()).then(|| view! {
                <section aria-labelledby="left-out">
                    <h2 id="left-out">{words::LEFT_OUT.to(lang)}</h2>
                    <ul>{left_out}</ul>
                </section>
            })}
        }
    })
}
