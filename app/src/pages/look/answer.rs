//! What may be told to anyone who asks about the record of a look: large, with the words to say, and nothing else on the page.

use super::{
    asking::{AskForm, asks_name},
    asks::to_say,
    record::{band_view, over},
    screen::screen,
};
use crate::{
    prelude::*,
    request::{
        Web,
        at_desk::AtDesk,
        failure::Failure,
        forms::{Posted, Problems},
        in_path::InPath,
        visit::Visit,
    },
    ui::{
        buttons, decision,
        field::Field,
        render::{Head, render},
        rules::cited,
        summary::summary,
    },
    words::desk_asks as words,
};
use axum::{
    body::Body,
    extract::State,
    http::{HeaderValue, header},
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    asking::{Errand, Voice},
    decision::{Allowed, Decision, LeftOut, Wish},
    inventory::show,
    photo_id::PhotoId,
    profile::Profile,
    words::Lang,
};
use portal::{
    export::{Form, NotNow, PAPER_ROWS, archive_at_desk, paper_policy},
    look::{Answered, Asking, answer, ask, in_person, look, note_payment, payment_is_noted},
    password::RETRY_AFTER_SECONDS,
};
use serde::Deserialize;
use uuid::Uuid;

fn read(voice: &str, profile: &Profile) -> Result<Voice, Failure> {
    let voice = Voice::from_code(voice).filter(|voice| voice.needs_record() && voice.is_offered(profile));
    voice.ok_or(Failure::NotFound)
}

/// `GET /desk/look/{id}/asks/{voice}`
pub async fn get_voice(
    visit: Visit,
    AtDesk(staff): AtDesk,
    State(web): State<Web>,
    InPath((id, voice)): InPath<(Uuid, String)>,
) -> Result<Response, Failure> {
    let voice = read(&voice, &visit.site.profile)?;
    Ok(match look(&web.portal, &staff, id).await? {
        Some(look) => screen(&visit, &look, Some((voice, &AskForm::default())), &Problems::none()),
        None => over(&visit),
    })
}

/// `POST /desk/look/{id}/asks/{voice}`: says who asks.
pub async fn post_voice(
    visit: Visit,
    AtDesk(staff): AtDesk,
    State(web): State<Web>,
    InPath((id, voice)): InPath<(Uuid, String)>,
    Posted(entered): Posted<AskForm>,
) -> Result<Response, Failure> {
    let voice = read(&voice, &visit.site.profile)?;
    let (errand, photo_id) = (Errand::from_code(&entered.errand), PhotoId::from_code(&entered.photo_id));
    let errand = errand.or_else(|| only(voice.errands())).filter(|errand| voice.errands().contains(errand));
    let Some(begun) = look(&web.portal, &staff, id).await? else { return Ok(over(&visit)) };
    let mut problems = Problems::none();
    if asks_name(&begun, voice, &visit.site.profile) && photo_id.is_some() && entered.name.trim().is_empty() {
        problems.add("name", words::ID_NAME_MISSING);
    }
    if errand.is_none() {
        problems.add("errand", words::ERRAND_MISSING);
    }
    let (Some(errand), true) = (errand, problems.is_empty()) else {
        return Ok(screen(&visit, &begun, Some((voice, &entered)), &problems));
    };
    let AskForm { card, name, number, .. } = &entered;
    let asking = Asking { voice, errand, card: card.is_some(), photo_id, name, number };
    Ok(if ask(&web.portal, &staff, id, asking).await? {
        Redirect::to(&format!("/desk/look/{id}/answer")).into_response()
    } else {
        over(&visit)
    })
}

/// `GET /desk/look/{id}/answer`
pub async fn get(
    visit: Visit,
    AtDesk(staff): AtDesk,
    State(web): State<Web>,
    InPath(id): InPath,
) -> Result<Response, Failure> {
    Ok(match answer(&web.portal, &staff, id).await? {
        Some(answered) => page(&visit, id, &answered, "", &Problems::none()),
        None => over(&visit),
    })
}

/// `POST /desk/look/{id}/payment`: notes what somebody paid.
pub async fn post_payment(
    visit: Visit,
    AtDesk(staff): AtDesk,
    State(web): State<Web>,
    InPath(id): InPath,
    Posted(entered): Posted<AskForm>,
) -> Result<Response, Failure> {
    let Some(answered) = answer(&web.portal, &staff, id).await?.filter(|one| one.voice == Voice::Payer) else {
        let typed = cents(&entered.amount).unwrap_or_default();
        return Ok(if payment_is_noted(&web.portal, &staff, id, typed).await? {
            Redirect::to("/desk?done=paid").into_response()
        } else {
            over(&visit)
        });
    };
    let owed = answered.owed.flatten().unwrap_or(i64::MAX);
    let Some(cents) = cents(&entered.amount).filter(|&cents| cents > 0 && i64::from(cents) <= owed) else {
        return Ok(page(&visit, id, &answered, &entered.amount, &Problems::one("amount", words::PAY_MISSING)));
    };
    Ok(if note_payment(&web.portal, &staff, id, cents).await? {
        Redirect::to("/desk?done=paid").into_response()
    } else {
        over(&visit)
    })
}

/// What a copy is to be.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct CopyForm {
    form: String,
}

/// `POST /desk/look/{id}/copy`: a copy of everything for the patron who stands there, once.
pub async fn post_copy(
    visit: Visit,
    AtDesk(staff): AtDesk,
    State(web): State<Web>,
    InPath(id): InPath,
    Posted(entered): Posted<CopyForm>,
) -> Result<Response, Failure> {
    let Some(patron) = in_person(&web.portal, &staff, id).await? else { return Ok(over(&visit)) };
    let form = if entered.form == "archive" { Form::Archive } else { Form::Paper };
    let archive = match archive_at_desk(&web.portal, patron, form, visit.lang).await? {
        Some(Ok(archive)) => archive,
        None => return Ok(over(&visit)),
        Some(Err(NotNow::OneAlready)) => return Err(Failure::OneAtATime { retry_after_seconds: 60 }),
        Some(Err(NotNow::TooMany)) => return Err(Failure::Busy { retry_after_seconds: RETRY_AFTER_SECONDS * 6 }),
    };
    let (kind, shown) = match form {
        Form::Archive => ("application/zip", "attachment"),
        Form::Paper => ("text/html; charset=utf-8", "inline"),
    };
    let mut response = Response::new(Body::from_stream(archive.bytes));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    if let (Form::Paper, Ok(policy)) = (form, HeaderValue::from_str(&paper_policy())) {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    if let Ok(name) = HeaderValue::from_str(&format!("{shown}; filename=\"{}\"", archive.file_name)) {
        headers.insert(header::CONTENT_DISPOSITION, name);
    }
    Ok(response)
}

/// Dollars as they are typed: `12`, `12.5`, `$12.50`. `None` for anything else.
fn cents(typed: &str) -> Option<u32> {
    let typed = typed.trim().trim_start_matches('$').trim();
    let (dollars, part) = typed.split_once('.').unwrap_or((typed, ""));
    let digits = |text: &str| text.chars().all(|sign| sign.is_ascii_digit());
    if dollars.is_empty() || !digits(dollars) || !digits(part) || part.len() > 2 {
        return None;
    }
    let part: u32 = format!("{part:0<2}").parse().ok()?;
    dollars.parse::<u32>().ok()?.checked_mul(100)?.checked_add(part)
}

/// Where there is one answer there is no question.
fn only(errands: &[Errand]) -> Option<Errand> {
    if let [one] = errands { Some(*one) } else { None }
}

fn page(visit: &Visit, id: Uuid, answered: &Answered, typed: &str, problems: &Problems) -> Response {
    let lang = visit.lang;
    let title = match answered.decision {
        Decision::Allowed(_) => words::CAN_SHARE,
        Decision::Refused(_) => words::CANNOT,
    };
    let about = format!("{}: {}", answered.voice.label().to(lang), answered.errand.label().to(lang));
    render(visit, Head::new(title.to(lang)).problems(!problems.is_empty()), || {
        let body = match &answered.decision {
            Decision::Refused(refused) => view! {
                <div class="answer is-no">
                    <h1>{title.to(lang)}</h1>
                    {to_say(words::SAY, refused.reason.to(lang), lang)}
                    {to_say(words::NEXT, refused.next.to(lang), lang)}
                    {refused.refer_to_director.then(|| view! { <p><strong>{words::REFER.to(lang)}</strong></p> })}
                    {cited(&refused.rules, lang)}
                </div>
            },
            Decision::Allowed(allowed) => allowed_view(visit, answered, allowed),
        };
        view! {
            <p class="crumb"><a href=format!("/desk/look/{id}")>{words::ASK_AGAIN.to(lang)}</a></p>
            {summary(problems, lang)}
            <p class="hint">{about}</p>
            {body}
            {answered.may_have_copy.then(|| view! {
                <form method="post" action=format!("/desk/look/{id}/copy") class="sheet">
                    <h2>{words::COPY.to(lang)}</h2>
                    <p>{words::COPY_WHAT.to(lang)}</p>
                    <p class="hint">{show::counted(words::COPY_LONG.to(lang), PAPER_ROWS, 0)}</p>
                    <p class="buttons">
                        <button class="button" name="form" value="paper">{words::COPY_PAPER.to(lang)}</button>
                        <button class="button secondary" name="form" value="archive">{words::COPY_ARCHIVE.to(lang)}</button>
                    </p>
                </form>
            })}
            {(answered.voice == Voice::Payer && answered.owed.is_some_and(|owed| owed != Some(0))).then(|| view! {
                <form method="post" action=format!("/desk/look/{id}/payment") class="sheet" novalidate>
                    <h2>{words::PAY.to(lang)}</h2>
                    {Field {
                        name: "amount",
                        label: words::PAY_AMOUNT,
                        hint: Some(words::PAY_HINT),
                        autocomplete: "off",
                        inputmode: "decimal",
                        size: 10,
                    }.text(typed, problems, lang)}
                    {buttons::submit(words::PAY_DO, lang)}
                </form>
            })}
        }
    })
}

fn allowed_view(visit: &Visit, answered: &Answered, allowed: &Allowed) -> AnyView {
    let lang = visit.lang;
    let left_out: Vec<_> = allowed.left_out.iter().map(|one| left_out(one, lang)).collect();
    let nothing = answered.shared.iter().all(|one| one.sections.is_empty()) && answered.owed.is_none();
    view! {
        <div class="answer is-yes">
            <h1>{words::CAN_SHARE.to(lang)}</h1>
            {to_say(words::SAY, allowed.words.to(lang), lang)}
            {allowed.minimum_only.then(|| view! { <p>{words::MINIMUM.to(lang)}</p> })}
            {nothing.then(|| view! { <p class="missing">{words::NOTHING_THERE.to(lang)}</p> })}
            {cited(&allowed.rules, lang)}
        </div>
        {answered.band.as_ref().and_then(|band| band_view(band, lang))}
        {(!answered.shared.iter().all(|one| one.sections.is_empty()))
            .then(|| decision::shared(&answered.shared, visit))}
        {(!left_out.is_empty()).then(|| view! {
            <details class="about">
                <summary>{words::NOT_THIS.to(lang)}</summary>
                <ul>{left_out}</ul>
            </details>
        })}
    }
}

fn left_out(one: &LeftOut, lang: Lang) -> impl IntoView + use<> {
    let what = match one.what {
        Wish::Class(class) => Some(class.label_for_others().to(lang)),
        Wish::Fact(_) => None,
    };
    view! { <li>{what.map(|what| view! { <b>{what}</b> ": " })}{one.reason.to(lang)}</li> }
}

#[cfg(test)]
mod tests {
    use super::cents;

    #[test]
    fn an_amount_is_dollars_and_cents_and_nothing_is_guessed() {
        for (typed, read) in [("12", 1200), ("12.5", 1250), (" $0.05 ", 5), ("12.50", 1250)] {
            assert_eq!(cents(typed), Some(read), "{typed}");
        }
        for typed in ["", "-1", "12,50", "1.005", "12.5.0", "twelve", "99999999999", "$", "."] {
            assert_eq!(cents(typed), None, "{typed}");
        }
    }
}
