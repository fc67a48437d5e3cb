//! The whole permission on one page: every question, and beside them the exact text as it would be signed.

use super::{
    Elsewhere, back_to_list,
    beside::{So, beside, doubts},
    draft,
    questions::{AskFields, as_kept, fields, read_all, take},
    to,
    told::told,
};
use crate::{
    prelude::*,
    request::{
        failure::Failure,
        forms::{Posted, Problems},
        in_path::InPath,
        signed_in::SignedIn,
        visit::Visit,
    },
    ui::{
        answers::{Answer, day, one_of},
        render::{Head, render},
        summary::summary,
    },
    words::permission as words,
};
use axum::response::{IntoResponse, Redirect, Response};
use chrono::NaiveDate;
use domain::{
    inventory::show,
    permission::{Offer, Part, Parts, Span},
};
use portal::{
    authority::Patron,
    permission::{Answered, PermissionHeld, answer},
    record::overview,
};

/// `GET /permissions/{id}/write`
pub async fn get(visit: Visit, SignedIn(patron): SignedIn, InPath(id): InPath) -> Result<Response, Elsewhere> {
    let (held, offer) = draft(&visit, &patron, id).await?;
    let mut entered = as_kept(&held.parts);
    entered.entry("from".to_owned()).or_insert_with(|| today(&visit).to_string());
    page(&visit, &patron, &held, &offer, &entered, &Problems::none()).await
}

/// `POST /permissions/{id}/write`: keeps every answer that can be kept, and goes on to sign where all of them can; or leaves
/// the draft for later, where that was asked.
pub async fn post(
    visit: Visit,
    SignedIn(patron): SignedIn,
    InPath(id): InPath,
    Posted(entered): Posted<AskFields>,
) -> Result<Response, Elsewhere> {
    let (held, offer) = draft(&visit, &patron, id).await?;
    let today = today(&visit);
    let mut problems = Problems::none();
    let answers = read_all(&entered, &offer, today, &mut problems);
    let keep = |kept: &mut Parts| answers.into_iter().for_each(|(part, read)| take(kept, part, read));
    let kept = answer(&visit.web.portal, &patron, held.id, keep).await.map_err(Failure::from)?;
    if kept == Answered::NoDraft {
        return Err(to(&format!("/permissions/{}", held.id)));
    }
    if entered.get("then").is_some_and(|then| then == "later") {
        return Ok(Redirect::to("/permissions?done=kept").into_response());
    }
    if problems.is_empty() {
        return Ok(Redirect::to(&format!("/permissions/{}/sign", held.id)).into_response());
    }
    page(&visit, &patron, &held, &offer, &entered, &problems).await
}

fn today(visit: &Visit) -> NaiveDate {
    visit.web.portal.today(&visit.site.profile)
}

async fn page(
    visit: &Visit,
    patron: &Patron,
    held: &PermissionHeld,
    offer: &Offer,
    entered: &AskFields,
    problems: &Problems,
) -> Result<Response, Elsewhere> {
    let lang = visit.lang;
    let latest = offer.latest(today(visit));
    let record = overview(&visit.web.portal, patron).await.map_err(Failure::from)?;
    let told = told(&record, offer, &visit.site.profile, today(visit), (lang, visit.young));
    let action = format!("/permissions/{}/write", held.id);
    Ok(render(visit, Head::new(words::GIVE.to(lang)).problems(!problems.is_empty()).permission(), || {
        let so = So { held, latest, told: &told, entered };
        let form = view! {
            <form method="post" action=action id="permission" class="sheet" novalidate>
                {Part::ALL.map(|part| view! {
                    <section>
                        <h2>{words::question(part).to(visit.young, lang)}</h2>
                        {match part {
                            Part::Days => days(visit, entered, offer, problems),
                            _ => fields(part, entered, offer, visit, problems),
                        }}
                        {(part == Part::Purpose).then(|| doubts(visit, &so))}
                    </section>
                }).into_iter().collect_view()}
                <p class="buttons">
                    <button class="button">{words::TO_SIGN.to(lang)}</button>
                    <button class="button secondary" name="then" value="later">{words::KEEP_DRAFT.to(lang)}</button>
                </p>
            </form>
        };
        view! {
            {back_to_list(visit)}
            {summary(problems, lang)}
            <h1>{words::GIVE.to(lang)}</h1>
            <p class="lede">{words::WRITE_LEDE.to(visit.young, lang)}</p>
            {beside(visit, form, &so)}
        }
    }))
}

/// The first day, for how long in words, and the last day by the calendar.
fn days(visit: &Visit, entered: &AskFields, offer: &Offer, problems: &Problems) -> AnyView {
    let lang = visit.lang;
    let typed = |name: &str| entered.get(name).map_or("", String::as_str);
    let chosen = Span::from_code(typed("for")).or_else(|| (!typed("until").is_empty()).then_some(Span::Until));
    let spans = Span::offered(offer, today(visit)).map(|span| Answer {
        code: span.code(),
        label: span.label(),
        hint: None,
        chosen: chosen == Some(span),
    });
    let latest = words::latest(lang, &show::date(offer.latest(today(visit)), lang));
    view! {
        {day("from", words::FROM, None, typed("from"), problems, lang)}
        {one_of("for", words::HOW_LONG, spans.collect(), problems, lang)}
        {day("until", words::UNTIL, Some(latest), typed("until"), problems, lang)}
    }
}
