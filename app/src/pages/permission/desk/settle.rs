//! Confirming, refusing and withdrawing: checked once more, then done.

use super::{DeskFields, back, carried, found, no, open};
use crate::{
    prelude::*,
    request::{
        at_desk::AtDesk,
        failure::Failure,
        forms::{Posted, Problems, one_line},
        in_path::InPath,
        visit::Visit,
    },
    ui::{
        render::{Head, render},
        value::apart,
    },
    words::{desk, desk_permission as words},
};
use axum::response::{IntoResponse, Redirect, Response};
use domain::{
    parse::{FieldError, NameError, ShortText},
    photo_id::PhotoId,
    words::Text,
};
use portal::{
    authority::Staff,
    permission::{AtDesk as Found, Moved, confirm, refuse, withdraw_at_desk},
};

/// What is to be done, as it was read from the form.
enum Settle {
    Confirm(PhotoId),
    Refuse(ShortText<300>),
    Withdraw(PhotoId),
}

impl Settle {
    const fn label(&self) -> Text {
        match self {
            Self::Confirm(_) => words::CONFIRM,
            Self::Refuse(_) => words::REFUSE,
            Self::Withdraw(_) => words::WITHDRAW,
        }
    }
}

/// `POST /desk/permissions/{reference}/check`: the second step's page. Nothing is done yet.
pub async fn check(
    visit: Visit,
    AtDesk(staff): AtDesk,
    InPath(reference): InPath<String>,
    Posted(entered): Posted<DeskFields>,
) -> Result<Response, Failure> {
    let found = match found(&visit, &staff, &reference).await? {
        Ok(found) => found,
        Err(refused) => return Ok(refused),
    };
    Ok(match read(&entered) {
        Ok(settle) => page(&visit, &found, &settle, &entered),
        Err(problems) => open::page(&visit, &found, &entered, &problems, false),
    })
}

/// `POST /desk/permissions/{reference}/settle`
pub async fn post(
    visit: Visit,
    AtDesk(staff): AtDesk,
    InPath(reference): InPath<String>,
    Posted(entered): Posted<DeskFields>,
) -> Result<Response, Failure> {
    let found = match found(&visit, &staff, &reference).await? {
        Ok(found) => found,
        Err(refused) => return Ok(refused),
    };
    let settle = match read(&entered) {
        Ok(settle) => settle,
        Err(problems) => return Ok(open::page(&visit, &found, &entered, &problems, false)),
    };
    Ok(match settled(&visit, &staff, &found, settle).await? {
        Moved::Done => Redirect::to(&format!("/desk/permissions/{}?done=1", found.held.reference)).into_response(),
        Moved::NotFrom(_) => open::page(&visit, &found, &entered, &Problems::one("decide", words::CHANGED), false),
        Moved::NotFound => return Err(Failure::NotFound),
        Moved::NotYours(refused) => no(&visit, &refused),
    })
}

async fn settled(visit: &Visit, staff: &Staff, found: &Found, settle: Settle) -> Result<Moved, Failure> {
    let (portal, site) = (&visit.web.portal, visit.address());
    let reference = &found.held.reference;
    Ok(match settle {
        Settle::Confirm(seen) => confirm(portal, staff, reference, seen, &site).await?,
        Settle::Refuse(reason) => refuse(portal, staff, reference, &reason, &site).await?,
        Settle::Withdraw(seen) => withdraw_at_desk(portal, staff, reference, seen, &site).await?,
    })
}

fn read(entered: &DeskFields) -> Result<Settle, Problems> {
    let typed = |name: &str| entered.get(name).map_or("", String::as_str);
    let seen = PhotoId::from_code(typed("seen")).ok_or(("seen", desk::SEEN_MISSING));
    let settle = match typed("action") {
        "confirm" => seen.map(Settle::Confirm),
        "withdraw" => seen.map(Settle::Withdraw),
        "refuse" => {
            let reason: String = one_line(typed("reason"));
            ShortText::parse(&reason)
                .map(Settle::Refuse)
                .map_err(|why| ("reason", if why == NameError::Empty { words::REASON_MISSING } else { why.text() }))
        }
        _ => Err(("action", words::ACTION_MISSING)),
    };
    settle.map_err(|(field, text)| Problems::one(field, text))
}

fn page(visit: &Visit, found: &Found, settle: &Settle, entered: &DeskFields) -> Response {
    let lang = visit.lang;
    let reference = found.held.reference.to_string();
    let label = settle.label().to(lang);
    let seen = match settle {
        Settle::Confirm(seen) | Settle::Withdraw(seen) => (words::SEEN, seen.label().to(lang).to_owned()),
        Settle::Refuse(reason) => (words::REASON, reason.as_str().to_owned()),
    };
    render(visit, Head::new(words::CHECK.to(lang)), || {
        view! {
            {back(lang)}
            <h1>{words::CHECK.to(lang)}</h1>
            <p class="lede">{label} " " <span class="reference">{reference.clone()}</span></p>
            <dl class="card-record">
                <div class="entry">
                    <dt>{words::NAME.to(lang)}</dt><dd>{apart(found.name.clone().unwrap_or_else(|| "–".to_owned()))}</dd>
                </div>
                <div class="entry"><dt>{seen.0.to(lang)}</dt><dd>{seen.1}</dd></div>
            </dl>
            <form method="post" action=format!("/desk/permissions/{reference}/settle")>
                {carried(entered)}
                <p class="buttons">
                    <button class="button">{words::DO_IT.to(lang)}</button>
                    <a href=format!("/desk/permissions/{reference}")>{words::BACK.to(lang)}</a>
                </p>
            </form>
        }
    })
}
