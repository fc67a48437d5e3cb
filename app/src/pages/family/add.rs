//! Adding a child, with the child's card or with a code from the desk.

use crate::{
    pages::access::change::kept_under,
    prelude::*,
    request::{
        Web, at_desk,
        client::Client,
        device,
        failure::Failure,
        forms::{Posted, Problems, busy},
        signed_in::SignedIn,
        visit::Visit,
    },
    ui::{
        buttons,
        field::Field,
        fold::{Level, fold},
        render::{Head, render},
        rules::cited,
        summary::summary,
    },
    words::{access, family as words},
};
use axum::{
    extract::State,
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    parse::Judge,
    profile::{Profile, WrittenPermission},
    rules::RuleId,
    words::{Lang, Text},
};
use portal::{
    access::number_to_keep,
    family::{ByCard, Linked, UsesCode, Way, code_shown, link_by_card, link_by_code, way},
};
use serde::Deserialize;

/// The fields of the form for a card. The names are its own, so that no browser fills in one's own card and PIN for the
/// child's.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct ChildsCard {
    child_card: String,
    child_secret: String,
    own_secret: String,
}

/// The field of the form for a code.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Code {
    code: String,
}

/// `GET /family/add`
pub async fn get(visit: Visit, SignedIn(patron): SignedIn, State(web): State<Web>) -> Result<Response, Failure> {
    let own = number_to_keep(&web.portal, &patron).await?;
    Ok(form(&visit, own.as_deref(), "", "", &Problems::none()))
}

/// `POST /family/add`
pub async fn post_card(
    visit: Visit,
    SignedIn(patron): SignedIn,
    State(web): State<Web>,
    Client(client): Client,
    headers: HeaderMap,
    Posted(entered): Posted<ChildsCard>,
) -> Result<Response, Failure> {
    let own = number_to_keep(&web.portal, &patron).await?;
    let form = |problems: &Problems| form(&visit, own.as_deref(), &entered.child_card, "", problems);
    let mut problems = Problems::none();
    if entered.child_card.trim().is_empty() {
        problems.add("child_card", words::CARD_MISSING);
    }
    if entered.child_secret.is_empty() {
        problems.add("child_secret", words::CHILD_SECRET_MISSING);
    }
    if entered.own_secret.is_empty() {
        problems.add("own_secret", words::OWN_MISSING);
    }
    if !problems.is_empty() {
        return Ok(form(&problems));
    }
    let given = ByCard {
        card_number: &entered.child_card,
        secret: entered.child_secret.into(),
        own: entered.own_secret.into(),
        client,
        device: device::read(&headers),
        lang: visit.lang,
        site: &visit.address(),
    };
    let linked = link_by_card(&web.portal, &web.hasher, &patron, given).await?;
    answer(&visit, linked, form, ("child_card", words::REFUSED))
}

/// `POST /family/add/code`
pub async fn post_code(
    visit: Visit,
    SignedIn(patron): SignedIn,
    State(web): State<Web>,
    Client(client): Client,
    headers: HeaderMap,
    Posted(entered): Posted<Code>,
) -> Result<Response, Failure> {
    let own = number_to_keep(&web.portal, &patron).await?;
    let form = |problems: &Problems| form(&visit, own.as_deref(), "", &entered.code, problems);
    if entered.code.trim().is_empty() {
        return Ok(form(&Problems::one("code", access::CODE_MISSING)));
    }
    let linked = match code_shown(&web.portal, &patron, &entered.code, client).await? {
        Ok(holder) => {
            let uses =
                UsesCode { at_desk: at_desk::is_desks(&headers), client, lang: visit.lang, site: &visit.address() };
            link_by_code(&web.portal, &patron, &holder, uses).await?
        }
        Err(no) => no,
    };
    answer(&visit, linked, form, ("code", words::CODE_DEAD))
}

fn answer(
    visit: &Visit,
    linked: Linked,
    form: impl FnOnce(&Problems) -> Response,
    (field, refused): (&'static str, Text),
) -> Result<Response, Failure> {
    match linked {
        Linked::Yes(link) => Ok(Redirect::to(&format!("/family?added={link}")).into_response()),
        Linked::Refused => Ok(form(&Problems::one(field, refused))),
        Linked::SignedOut => Err(visit.signed_out()),
        Linked::AtDesk => Ok(form(&Problems::one("code", words::CODE_AT_DESK))),
        Linked::OwnWrong => Ok(form(&Problems::one("own_secret", words::OWN_WRONG))),
        Linked::No { reason, next, rules } => Ok(no(visit, reason, next, &rules)),
        Linked::Busy { retry_after_seconds } => {
            Ok(busy(form(&Problems::one("own_secret", access::BUSY_NOW.of(visit.young))), retry_after_seconds))
        }
    }
}

/// The proof is right, and the answer is no.
fn no(visit: &Visit, reason: Text, next: Text, rules: &[RuleId]) -> Response {
    let lang = visit.lang;
    let head = Head::new(words::CANNOT.to(lang)).status(StatusCode::UNPROCESSABLE_ENTITY);
    render(visit, head, || {
        view! {
            {buttons::back("/family", words::BACK, lang)}
            <h1>{words::CANNOT.to(lang)}</h1>
            <div class="notice warning" role="alert">
                <p>{reason.to(lang)}</p>
                <p>{next.to(lang)}</p>
                {cited(rules, lang)}
            </div>
            <p class="buttons"><a class="button" href="/family/add">{words::TRY_AGAIN.to(lang)}</a></p>
        }
    })
}

fn form(visit: &Visit, own: Option<&str>, card: &str, code: &str, problems: &Problems) -> Response {
    let lang = visit.lang;
    let profile = &visit.site.profile;
    let offered = way(profile) != Way::NotOffered;
    let head = Head::new(words::ADD.to(lang)).problems(!problems.is_empty()).islands();
    render(visit, head, || {
        view! {
            {buttons::back("/family", words::BACK, lang)}
            {summary(problems, lang)}
            <h1>{words::ADD.to(lang)}</h1>
            {if offered {
                forms(visit, own, card, code, problems)
            } else {
                not_offered(profile, lang)
            }}
        }
    })
}

fn forms(visit: &Visit, own: Option<&str>, card: &str, code: &str, problems: &Problems) -> AnyView {
    let (lang, profile) = (visit.lang, &visit.site.profile);
    let (lede, with_code) = match way(profile) {
        Way::OnRecord => (words::ADD_LEDE_RECORD, words::WITH_CODE_WHAT_RECORD),
        _ => (words::ADD_LEDE, words::WITH_CODE_WHAT),
    };
    let field = |name, label, hint, inputmode, size| Field { name, label, hint, autocomplete: "off", inputmode, size };
    // Most people have the card.
    let code_is_wrong = problems.of("code", lang).is_some();
    let by_code = view! {
        <form method="post" action="/family/add/code" class="sheet" novalidate aria-labelledby="with-code">
            <p>{with_code.to(lang)}</p>
            {field("code", access::CODE, Some(access::CODE_HINT), "text", 12).text(code, problems, lang)}
            {buttons::submit(words::ADD_DO, lang)}
        </form>
    };
    view! {
        <p class="lede">{lede.to(lang)}</p>
        <div class="notice">
            <h2>{words::BEFORE.to(lang)}</h2>
            <ul>{words::BEFORE_ITEMS.iter().map(|item| view! { <li>{item.to(lang)}</li> }).collect_view()}</ul>
        </div>
        <form method="post" action="/family/add" class="sheet" novalidate aria-labelledby="with-card">
            <h2 id="with-card">{words::WITH_CARD.to(lang)}</h2>
            {field("child_card", words::CHILD_CARD, Some(words::CHILD_CARD_HINT), "numeric", 20)
                .judged(Judge::Card(profile.card.clone()))
                .text(card, problems, lang)}
            // No password manager keeps what is typed once, and so none takes it for the parent's own; theirs is known by its card.
            {Field {
                autocomplete: "one-time-code",
                ..field("child_secret", words::CHILD_SECRET, Some(words::CHILD_SECRET_HINT), "text", 0)
            }.secret(problems, lang)}
            {own.map(|own| kept_under(own.to_owned(), lang))}
            {Field {
                autocomplete: "current-password",
                ..field("own_secret", words::OWN_SECRET, Some(words::OWN_SECRET_HINT), "text", 0)
            }.secret(problems, lang)}
            {buttons::submit(words::ADD_DO, lang)}
        </form>
        {fold("with-code", Level::Two, words::WITH_CODE.to(lang).to_owned(), code_is_wrong, by_code)}
    }
}

/// Where a library opens a child's account to nobody else: why, and what can be done (C3).
pub fn not_offered(profile: &Profile, lang: Lang) -> AnyView {
    let switch = &profile.switches.guardian_access;
    let note = switch.note.as_ref().map(|note| note.to(lang).to_owned());
    let permission = profile.switches.written_permission.value == WrittenPermission::Offered;
    view! {
        <div class="notice">
            <h2>{words::NOT_HERE.to(lang)}</h2>
            <p>{words::NOT_HERE_WHAT.to(lang)}</p>
            {note.map(|note| view! { <p>{note}</p> })}
            {cited(&switch.rules, lang)}
            <h3>{words::WHAT_YOU_CAN_DO.to(lang)}</h3>
            <ul>
                <li>{words::NOT_HERE_SHOW.to(lang)}</li>
                {permission.then(|| view! { <li>{words::NOT_HERE_PERMISSION.to(lang)}</li> })}
                <li>{words::NOT_HERE_ASK.to(lang)}</li>
            </ul>
        </div>
    }
}
