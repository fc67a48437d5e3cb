//! A copy of everything, made when asked for and streamed; nothing of it is kept.

use crate::{
    islands::ArchiveProgress,
    prelude::*,
    request::{
        Web,
        failure::Failure,
        forms::{Posted, Problems, busy},
        signed_in::SignedIn,
        visit::Visit,
    },
    ui::{
        buttons,
        field::Field,
        render::{Head, render},
        summary::summary,
    },
    words::{access, record as words, security},
};
use axum::{
    body::Body,
    extract::State,
    http::{HeaderValue, StatusCode, header},
    response::Response,
};
use portal::{
    access::{Confirmed, confirm_again},
    export::{NotNow, archive},
    password::RETRY_AFTER_SECONDS,
};
use serde::Deserialize;

/// The form's field.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct DownloadForm {
    secret: String,
}

/// `GET /record/download`
pub async fn get(visit: Visit, SignedIn(_): SignedIn) -> Response {
    form(&visit, &Problems::none(), StatusCode::OK)
}

/// `POST /record/download`
pub async fn post(
    visit: Visit,
    SignedIn(patron): SignedIn,
    State(web): State<Web>,
    Posted(entered): Posted<DownloadForm>,
) -> Result<Response, Failure> {
    if entered.secret.is_empty() {
        let problems = Problems::one("secret", access::SECRET_MISSING.of(visit.young));
        return Ok(form(&visit, &problems, StatusCode::UNPROCESSABLE_ENTITY));
    }
    let patron = match confirm_again(&web.portal, &web.hasher, &patron, entered.secret.into()).await? {
        Confirmed::Yes(patron) => patron,
        Confirmed::No => {
            let problems = Problems::one("secret", security::CURRENT_WRONG.of(visit.young));
            return Ok(form(&visit, &problems, StatusCode::UNPROCESSABLE_ENTITY));
        }
        Confirmed::SignedOut => return Err(visit.signed_out()),
        Confirmed::Busy { retry_after_seconds } => {
            let problems = Problems::one("secret", access::BUSY_NOW.of(visit.young));
            return Ok(busy(form(&visit, &problems, StatusCode::SERVICE_UNAVAILABLE), retry_after_seconds));
        }
    };
    let archive = match archive(&web.portal, &patron, visit.lang).await? {
        Ok(archive) => archive,
        Err(NotNow::OneAlready) => return Err(Failure::OneAtATime { retry_after_seconds: 60 }),
        Err(NotNow::TooMany) => return Err(Failure::Busy { retry_after_seconds: RETRY_AFTER_SECONDS * 6 }),
    };
    let mut response = Response::new(Body::from_stream(archive.bytes));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/zip"));
    let name = format!("attachment; filename=\"{}\"", archive.file_name);
    if let Ok(name) = HeaderValue::from_str(&name) {
        headers.insert(header::CONTENT_DISPOSITION, name);
    }
    Ok(response)
}

fn form(visit: &Visit, problems: &Problems, status: StatusCode) -> Response {
    let lang = visit.lang;
    let head =
        Head::new(words::DOWNLOAD_TITLE.to(lang)).problems(!problems.is_empty()).status(status).islands().tools(true);
    let today = visit.web.portal.today(&visit.site.profile);
    let file = format!("{}-record-{today}.zip", visit.site.slug());
    render(visit, head, || {
        view! {
            {buttons::back("/record", words::BACK.of(visit.young), lang)}
            {summary(problems, lang)}
            <h1>{words::DOWNLOAD_TITLE.to(lang)}</h1>
            <p class="lede">{words::DOWNLOAD_LEDE.to(visit.young, lang)}</p>
            {visit.shared.then(|| view! {
                <div class="notice warning"><p>{words::DOWNLOAD_MIND.to(visit.young, lang)}</p></div>
            })}
            <form method="post" action="/record/download" class="sheet" novalidate data-wakes="" data-archive=file
                data-making=words::DOWNLOAD_MAKING.to(visit.young, lang) data-ready=words::DOWNLOAD_READY.to(visit.young, lang)
                data-failed=words::DOWNLOAD_FAILED.to(visit.young, lang)>
                <p>{words::DOWNLOAD_TAKES.to(lang)}</p>
                <p>{words::DOWNLOAD_CONFIRM.to(visit.young, lang)}</p>
                {Field {
                    name: "secret",
                    label: access::SECRET,
                    hint: None,
                    autocomplete: "current-password",
                    inputmode: "text",
                    size: 0,
                }.secret(problems, lang)}
                {buttons::submit(words::DOWNLOAD_DO, lang)}
                <p role="status"></p>
                <p class="hint" data-so-far=words::DOWNLOAD_SO_FAR.to(lang) hidden></p>
            </form>
            <ArchiveProgress/>
        }
    })
}
