//! Changing one detail: the form, then what it becomes, then the change itself. The typed values travel in the form
//! from step to step, so nothing is kept until the patron says so and nothing is lost by a mistake.

use super::check;
use crate::{
    pages::returned::write_again,
    prelude::*,
    request::{
        Web,
        failure::Failure,
        forms::{Posted, Problems, busy, form_name},
        in_path::InPath,
        signed_in::SignedIn,
        visit::Visit,
    },
    ui::{
        buttons,
        field::{Choice, Field, choices},
        render::{Head, render},
        summary::summary,
    },
    words::{access, by_age::ByAge, contact as words, security},
};
use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    contact::{Change, Detail, Input},
    inventory::CONTACT_METHODS,
    permission::Offer,
    words::Text,
};
use portal::{
    access::{Confirmed, confirm_again},
    authority::Patron,
    contact::{ChangeOutcome, Details, Wish, ask, details},
};
use std::collections::BTreeMap;
use uuid::Uuid;

/// The form's fields: those of the detail, `step`, and at the last step `secret` and `form`, the form's own name.
pub type DetailFields = BTreeMap<String, String>;

/// `GET /contact/{detail}`
pub async fn get(
    visit: Visit,
    SignedIn(patron): SignedIn,
    State(web): State<Web>,
    InPath(code): InPath<String>,
) -> Result<Response, Failure> {
    let detail = Detail::from_code(&code).ok_or(Failure::NotFound)?;
    let present = details(&web.portal, &patron).await?;
    let typed = detail.inputs().iter().map(|input| (input.name.to_owned(), present.typed(detail, input.name)));
    Ok(form(&visit, &present, detail, &typed.collect(), &Problems::none(), false))
}

/// `POST /contact/{detail}`
pub async fn post(
    visit: Visit,
    SignedIn(patron): SignedIn,
    State(web): State<Web>,
    InPath(code): InPath<String>,
    Posted(entered): Posted<DetailFields>,
) -> Result<Response, Failure> {
    let detail = Detail::from_code(&code).ok_or(Failure::NotFound)?;
    let field = |name: &str| entered.get(name).cloned().unwrap_or_default();
    let step = field("step");
    let read = match step.as_str() {
        "edit" => None,
        "remove" if detail.has_removal() => Some(Ok(Change::removal(detail))),
        _ => Some(Change::read(detail, field)),
    };
    let posted = Asked { visit: &visit, web: &web, patron: &patron, detail, entered: &entered };
    match read {
        None => {
            let nothing_typed = detail.inputs().iter().all(|input| field(input.name).is_empty());
            // Anyone who thinks better of taking it away finds what is there.
            if nothing_typed && detail.has_removal() {
                return Ok(Redirect::to(&format!("/contact/{}", detail.code())).into_response());
            }
            posted.again(&Problems::none()).await
        }
        Some(Err(faults)) => {
            let mut problems = Problems::none();
            for fault in faults {
                problems.add(fault.field, fault.text);
            }
            posted.again(&problems).await
        }
        Some(Ok(change)) if step == "save" => posted.save(&change).await,
        Some(Ok(change)) => {
            let present = details(&web.portal, &patron).await?;
            Ok(if present.has(&change) {
                let fault = change.same();
                form(&visit, &present, detail, &entered, &Problems::one(fault.field, fault.text), false)
            } else {
                check::page(&visit, form_name(&web, &field("form")), &change, &present, &Problems::none())
            })
        }
    }
}

/// A form that was sent. What the record has is read only where a page shows it: saving leads to another.
struct Asked<'a> {
    visit: &'a Visit,
    web: &'a Web,
    patron: &'a Patron,
    detail: Detail,
    entered: &'a DetailFields,
}

impl Asked<'_> {
    async fn present(&self) -> Result<Details, Failure> {
        Ok(details(&self.web.portal, self.patron).await?)
    }

    /// The form once more.
    async fn again(&self, problems: &Problems) -> Result<Response, Failure> {
        Ok(form(self.visit, &self.present().await?, self.detail, self.entered, problems, false))
    }

    /// The form once more, with the way to have an address written to again that mail came back from.
    async fn came_back(&self) -> Result<Response, Failure> {
        let problems = Problems::one(self.detail.inputs()[0].name, words::ADDRESS_CAME_BACK.of(self.visit.young));
        Ok(form(self.visit, &self.present().await?, self.detail, self.entered, &problems, true))
    }

    /// The page where the change is checked, once more.
    async fn checked(&self, form: Uuid, change: &Change, problem: Text) -> Result<Response, Failure> {
        Ok(check::page(self.visit, form, change, &self.present().await?, &Problems::one("secret", problem)))
    }

    async fn save(&self, change: &Change) -> Result<Response, Failure> {
        let Self { visit, web, patron, detail, entered } = *self;
        let form = form_name(web, entered.get("form").map_or("", String::as_str));
        let secret = entered.get("secret").cloned().unwrap_or_default();
        if secret.is_empty() {
            return self.checked(form, change, access::SECRET_MISSING.of(visit.young)).await;
        }
        let patron = match confirm_again(&web.portal, &web.hasher, patron, secret.into()).await? {
            Confirmed::Yes(patron) => patron,
            Confirmed::No => return self.checked(form, change, security::CURRENT_WRONG.of(visit.young)).await,
            Confirmed::SignedOut => return Err(visit.signed_out()),
            Confirmed::Busy { retry_after_seconds } => {
                return Ok(busy(
                    self.checked(form, change, access::BUSY_NOW.of(visit.young)).await?,
                    retry_after_seconds,
                ));
            }
        };
        let wish = Wish { change, lang: visit.lang, site: &visit.address(), form };
        let done = || Ok(Redirect::to(&format!("/contact/{}/done", detail.code())).into_response());
        let problem = match ask(&web.portal, &patron, wish).await? {
            ChangeOutcome::Made | ChangeOutcome::LinkSent { .. } | ChangeOutcome::WaitsForDesk { .. } => return done(),
            ChangeOutcome::SignedOut => return Err(visit.signed_out()),
            ChangeOutcome::CameBack => return self.came_back().await,
            ChangeOutcome::Over => return Ok(Redirect::to("/contact").into_response()),
            // It was not so when the form was shown: it was sent before, and made at once.
            ChangeOutcome::Same if self.present().await?.under_way(detail).is_none() => return done(),
            ChangeOutcome::Same => change.same(),
            ChangeOutcome::TooMany => {
                domain::contact::Fault { field: detail.inputs()[0].name, text: words::TOO_MANY.of(visit.young) }
            }
        };
        self.again(&Problems::one(problem.field, problem.text)).await
    }
}

/// `came_back`: mail to the address that was typed came back.
fn form(
    visit: &Visit,
    present: &Details,
    detail: Detail,
    typed: &DetailFields,
    problems: &Problems,
    came_back: bool,
) -> Response {
    let lang = visit.lang;
    let title = detail.label().to(lang);
    let fields: Vec<_> = detail.inputs().iter().map(|input| field(visit, detail, input, typed, problems)).collect();
    let permit = detail == Detail::OtherPerson && Offer::of(&visit.site.profile).is_some();
    let removable = detail.has_removal() && !present.in_words(detail, lang).is_empty();
    render(visit, Head::new(title).problems(!problems.is_empty()), || {
        view! {
            {buttons::back("/contact", words::BACK, lang)}
            {summary(problems, lang)}
            <h1>{title}</h1>
            {what(detail).map(|what| view! { <p class="lede">{what.to(visit.young, lang)}</p> })}
            {permit.then(|| view! { <p><a href="/permissions">{words::OTHER_PERSON_PERMIT.to(visit.young, lang)}</a></p> })}
            <form method="post" action=format!("/contact/{}", detail.code()) class="sheet" novalidate>
                {fields}
                <p class="buttons">
                    <button class="button">{words::GO_ON.to(lang)}</button>
                    {removable.then(|| view! {
                        <button class="button secondary" name="step" value="remove">{words::REMOVE.to(lang)}</button>
                    })}
                </p>
            </form>
            {came_back.then(|| is_right(visit))}
        }
    })
}

/// What to do where an address is right that mail came back from.
pub(super) fn is_right(visit: &Visit) -> AnyView {
    let lang = visit.lang;
    view! {
        <p>{words::ADDRESS_IS_RIGHT.to(visit.young, lang)}</p>
        {write_again(lang)}
    }
}

/// What to know before one begins.
fn what(detail: Detail) -> Option<ByAge> {
    match detail {
        Detail::SecondAddress => Some(words::SECOND_ADDRESS_WHAT),
        Detail::OtherPerson => Some(words::OTHER_PERSON_WHAT),
        _ => None,
    }
}

/// One field of a detail, with what was typed.
pub(super) fn field(
    visit: &Visit,
    detail: Detail,
    input: &Input,
    typed: &DetailFields,
    problems: &Problems,
) -> AnyView {
    let lang = visit.lang;
    let value = typed.get(input.name).map_or("", String::as_str);
    if detail == Detail::Method {
        // The first answer carries the field's own id, where the summary's link leads.
        let none =
            Choice { id: "preferred_method", value: "", label: words::NO_METHOD, hint: None, chosen: value.is_empty() };
        let ways = CONTACT_METHODS.iter().map(|&(code, label)| Choice {
            id: code,
            value: code,
            label,
            hint: None,
            chosen: value == code,
        });
        let options: Vec<_> = [none].into_iter().chain(ways).collect();
        let question = visit.young.map_or(input.label, |_| words::METHOD_OF_A_MINOR);
        return view! {
            {problems.of(input.name, lang).map(|wrong| view! { <p class="error">{wrong}</p> })}
            {choices(input.name, question, &options, lang)}
        };
    }
    let hint = match detail {
        Detail::Email => Some(words::REMOVE_EMAIL_HINT.of(visit.young)),
        Detail::Address | Detail::SecondAddress | Detail::OtherPerson => None,
        _ => Some(words::REMOVE_HINT.of(visit.young)),
    };
    let field = Field {
        name: input.name,
        label: input.label,
        hint,
        autocomplete: input.autocomplete,
        inputmode: input.takes.inputmode(),
        size: if input.most <= 40 { 20 } else { 0 },
    };
    match input.judge() {
        Some(judge) => field.judged(judge).text(value, problems, lang),
        None => field.text(value, problems, lang),
    }
}
