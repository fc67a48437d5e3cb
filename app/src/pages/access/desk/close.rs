//! A card is closed at the desk, within a look: which and why, then once more, then done.

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
        answers::{Answer, one_of, tick},
        buttons, decision,
        render::{Head, render},
        summary::summary,
    },
    words::desk as words,
};
use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use domain::{decision::Purpose, inventory::show, words::Lang};
use portal::{
    access::{ClosedAtDesk, Closing, OpenCard, cards_in_use, close_at_desk, mark_staff_card},
    authority::{Director, Look, Staff},
    look::of_card,
};
use serde::Deserialize;
use uuid::Uuid;

/// The form's fields.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct CloseForm {
    card: String,
    reason: String,
    /// `yes` on the second step.
    sure: String,
    /// Ticked on the second step: it is closed in the library's own system too.
    in_system: Option<String>,
    /// `yes` or `no`: the card is marked as a staff card, or no longer.
    mark: String,
}

/// In the form, for a card that is lost or stolen.
const LOST: &str = "lost";

/// `GET /desk/card/{look}`
pub async fn get(
    visit: Visit,
    AtDesk(staff): AtDesk,
    State(web): State<Web>,
    InPath(look): InPath,
) -> Result<Response, Failure> {
    let (id, look) = opened(&web, &staff, look).await?;
    page(&visit, &web, (id, &look), &CloseForm::default(), &Problems::none()).await
}

/// `POST /desk/card/{look}`
pub async fn post(
    visit: Visit,
    AtDesk(staff): AtDesk,
    State(web): State<Web>,
    InPath(look): InPath,
    Posted(entered): Posted<CloseForm>,
) -> Result<Response, Failure> {
    let (id, look) = opened(&web, &staff, look).await?;
    let (card, reason) = (entered.card.parse::<Uuid>().ok(), Closing::from_code(&entered.reason));
    if let (Some(card), "yes" | "no") = (card, entered.mark.as_str()) {
        if !mark_staff_card(&web.portal, &look, card, entered.mark == "yes").await? {
            return Err(Failure::NotFound);
        }
        return Ok(Redirect::to(&format!("/desk/card/{id}")).into_response());
    }
    let mut problems = Problems::none();
    if card.is_none() {
        problems.add("card", words::CLOSE_WHICH_MISSING);
    }
    if reason.is_none() && entered.reason != LOST {
        problems.add("reason", words::CLOSE_WHY_MISSING);
    }
    let Some(card) = card.filter(|_| problems.is_empty()) else {
        return page(&visit, &web, (id, &look), &entered, &problems).await;
    };
    if entered.sure != "yes" {
        return check(&visit, &web, (id, &look), &entered, reason).await;
    }
    let in_system = entered.in_system.is_some();
    Ok(match close_at_desk(&web.portal, &look, card, reason, in_system, &visit.address()).await? {
        ClosedAtDesk::Done => Redirect::to("/desk?done=card-closed").into_response(),
        ClosedAtDesk::NoSuchCard => {
            let problems = Problems::one("card", words::CLOSE_WHICH_MISSING);
            return page(&visit, &web, (id, &look), &entered, &problems).await;
        }
        ClosedAtDesk::NotYours(refused) => decision::no(&visit, words::MAY_NOT, &refused),
    })
}

/// This clerk's look, where it is for issuing or closing the card.
async fn opened(web: &Web, staff: &Staff, id: Uuid) -> Result<(Uuid, Look), Failure> {
    let look = of_card(&web.portal, staff, id, Purpose::Registration).await?.ok_or(Failure::NotFound)?;
    Ok((id, look))
}

async fn page(
    visit: &Visit,
    web: &Web,
    (id, look): (Uuid, &Look),
    entered: &CloseForm,
    problems: &Problems,
) -> Result<Response, Failure> {
    let cards = match cards_in_use(&web.portal, look).await? {
        Ok(cards) => cards,
        Err(refused) => return Ok(decision::no(visit, words::MAY_NOT, &refused)),
    };
    let lang = visit.lang;
    let reasons = [(LOST, words::CLOSE_LOST)].into_iter().chain(Closing::ALL.map(|one| (one.code(), one.label())));
    let reasons: Vec<_> =
        reasons.map(|(code, label)| Answer { code, label, hint: None, chosen: entered.reason == code }).collect();
    let body = if cards.is_empty() {
        view! { <p class="missing">{words::NO_CARDS.to(lang)}</p> }
    } else {
        view! {
            <form method="post" action=format!("/desk/card/{id}") class="sheet" novalidate>
                {which(&cards, entered, problems, lang)}
                {one_of("reason", words::CLOSE_WHY, reasons, problems, lang)}
                <p class="hint">{words::CLOSE_WHY_HINT.to(lang)}</p>
                {buttons::submit(words::CLOSE_CARD, lang)}
            </form>
        }
    };
    Ok(render(visit, Head::new(words::CLOSE_CARD.to(lang)).problems(!problems.is_empty()), || {
        view! {
            <p class="crumb"><a href=format!("/desk/look/{id}")>{words::LOOK.to(lang)}</a></p>
            {summary(problems, lang)}
            <h1>{words::CLOSE_CARD.to(lang)}</h1>
            {body}
            {staff_cards(visit, (id, look), &cards)}
        }
    }))
}

/// Which cards are staff cards, for the Director to say: where the policy lets anybody monitor one.
fn staff_cards(visit: &Visit, (id, look): (Uuid, &Look), cards: &[OpenCard]) -> Option<AnyView> {
    let lang = visit.lang;
    let monitor = visit.site.profile.switches.staff_card_monitor.value.as_ref();
    let monitor = monitor.filter(|_| Director::of(look.staff()).is_some() && !cards.is_empty())?;
    let each: Vec<_> = cards
        .iter()
        .map(|card| {
            let (now, mark, label) = if card.staff_card {
                (words::STAFF_CARD_IS, "no", words::STAFF_CARD_UNMARK)
            } else {
                (words::STAFF_CARD_IS_NOT, "yes", words::STAFF_CARD_MARK)
            };
            view! {
                <form method="post" action=format!("/desk/card/{id}")>
                    <input type="hidden" name="card" value=card.id.to_string()/>
                    <p>{named(card, lang)} ": " <b>{now.to(lang)}</b></p>
                    <p class="buttons">
                        <button class="button secondary" name="mark" value=mark>
                            {label.to(lang)}
                            <span class="visually-hidden">": " {named(card, lang)}</span>
                        </button>
                    </p>
                </form>
            }
        })
        .collect();
    Some(view! {
        <section class="sheet" aria-labelledby="staff-cards">
            <h2 id="staff-cards">{words::STAFF_CARD.to(lang)}</h2>
            <p>{words::STAFF_CARD_WHAT.to(lang)} " " {monitor.to(lang).to_owned()} "."</p>
            {each}
        </section>
    })
}

/// The cards, by the end of their numbers. The first answer carries the field's own id, where the summary's link leads.
fn which(cards: &[OpenCard], entered: &CloseForm, problems: &Problems, lang: Lang) -> AnyView {
    let answers: Vec<_> = cards
        .iter()
        .enumerate()
        .map(|(at, card)| {
            let id = if at == 0 { "card".to_owned() } else { format!("card-{at}") };
            let chosen = entered.card == card.id.to_string() || cards.len() == 1;
            view! {
                <div class="choice">
                    <input type="radio" id=id.clone() name="card" value=card.id.to_string() checked=chosen/>
                    <label for=id>{named(card, lang)}</label>
                </div>
            }
        })
        .collect();
    view! {
        <fieldset class:has-error=problems.of("card", lang).is_some()>
            <legend>{words::CLOSE_WHICH.to(lang)}</legend>
            {problems.of("card", lang).map(|wrong| view! { <p class="error">{wrong}</p> })}
            {answers}
        </fieldset>
    }
}

fn named(card: &OpenCard, lang: Lang) -> String {
    let issued = card.issued_on.map(|day| format!(", {} {}", words::ISSUED.to(lang), show::date(day, lang)));
    format!("{} {}{}", words::ENDING_IN.to(lang), card.last_digits, issued.unwrap_or_default())
}

/// The second step.
async fn check(
    visit: &Visit,
    web: &Web,
    (id, look): (Uuid, &Look),
    entered: &CloseForm,
    reason: Option<Closing>,
) -> Result<Response, Failure> {
    let cards = match cards_in_use(&web.portal, look).await? {
        Ok(cards) => cards,
        Err(refused) => return Ok(decision::no(visit, words::MAY_NOT, &refused)),
    };
    let Some(card) = cards.iter().find(|card| card.id.to_string() == entered.card) else {
        let problems = Problems::one("card", words::CLOSE_WHICH_MISSING);
        return page(visit, web, (id, look), entered, &problems).await;
    };
    let lang = visit.lang;
    let (named, why) = (named(card, lang), reason.map_or(words::CLOSE_LOST, Closing::label).to(lang));
    let (begins_here, hint) = (reason.is_none_or(Closing::begins_here), Some(words::CLOSE_IN_SYSTEM_HINT));
    Ok(render(visit, Head::new(words::CLOSE_CHECK.to(lang)), || {
        view! {
            <h1>{words::CLOSE_CHECK.to(lang)}</h1>
            <p class="lede">{named} ": " <b>{why}</b></p>
            <p>{words::CLOSE_EFFECTS.to(lang)}</p>
            <form method="post" action=format!("/desk/card/{id}")>
                <input type="hidden" name="card" value=entered.card.clone()/>
                <input type="hidden" name="reason" value=entered.reason.clone()/>
                {begins_here.then(|| tick("in_system", words::CLOSE_IN_SYSTEM, hint, false, &Problems::none(), lang))}
                <p class="buttons">
                    <button class="button warning" name="sure" value="yes">{words::CLOSE_DO.to(lang)}</button>
                    <a href=format!("/desk/card/{id}")>{words::BACK_TO_FORM.to(lang)}</a>
                </p>
            </form>
        }
    }))
}
