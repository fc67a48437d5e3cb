//! A wellness check: anyone who is in charge says whom they fear for and why, and reads out what may be told.

use super::{entry::sought, needed, optional};
use crate::{
    prelude::*,
    request::{
        Web,
        at_desk::AtDesk,
        failure::Failure,
        forms::{Posted, Problems, form_name, one_line},
        visit::Visit,
    },
    ui::{
        answers::{day, long, tick},
        buttons, decision,
        field::Field,
        render::{Head, render},
        rules::cited,
        summary::summary,
    },
    words::{desk, process as steps, wellness as words},
};
use axum::{extract::State, response::Response};
use domain::{
    decision::{Decision, Role},
    words::Text,
};
use portal::{
    authority::{InCharge, Staff},
    process::{Fear, Handed, WellnessAnswer, offers_wellness_check, tell_for_wellness},
};
use serde::Deserialize;

/// What somebody in charge says.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct WellnessForm {
    /// The form's own name: sent twice, it is told once.
    id: String,
    card: String,
    name: String,
    born: String,
    reason: String,
    threat: Option<String>,
    senior: Option<String>,
    given_to: String,
    agency: String,
    proof: String,
}

/// There is no such page where the policy has no such thing, nor for a role that is never in charge.
fn may(visit: &Visit, staff: &Staff) -> Result<(), Failure> {
    let may = offers_wellness_check(&visit.site.profile) && InCharge::can_be(staff.role());
    may.then_some(()).ok_or(Failure::NotFound)
}

/// `GET /desk/wellness`
pub async fn get(visit: Visit, AtDesk(staff): AtDesk, State(web): State<Web>) -> Result<Response, Failure> {
    may(&visit, &staff)?;
    let entered = WellnessForm { id: web.portal.entropy.uuid().to_string(), ..WellnessForm::default() };
    Ok(page(&visit, &staff, &entered, &Problems::none()))
}

/// `POST /desk/wellness`
pub async fn post(
    visit: Visit,
    AtDesk(staff): AtDesk,
    State(web): State<Web>,
    Posted(mut entered): Posted<WellnessForm>,
) -> Result<Response, Failure> {
    may(&visit, &staff)?;
    let id = form_name(&web, &entered.id);
    entered.id = id.to_string();
    let mut problems = Problems::none();
    let charge = InCharge::of(&staff, entered.senior.is_some());
    if charge.is_none() {
        problems.add("senior", words::SENIOR_MISSING);
    }
    if entered.threat.is_none() {
        problems.add("threat", words::THREAT_MISSING);
    }
    let reason = needed("reason", &one_line(&entered.reason), words::REASON_MISSING, &mut problems);
    let of = sought(&visit, (&entered.card, &entered.name, &entered.born), &mut problems);
    let given_to = needed("given_to", &entered.given_to, steps::GIVEN_TO_MISSING, &mut problems);
    let agency = optional("agency", &entered.agency, &mut problems);
    let proof = optional("proof", &entered.proof, &mut problems);
    let (Some(charge), Some(reason), Some(of), Some(given_to), true) =
        (charge, reason, of, given_to, problems.is_empty())
    else {
        return Ok(page(&visit, &staff, &entered, &problems));
    };
    let fear = Fear { id, of, reason, handed: Handed { given_to, agency, proof, how: None } };
    Ok(match tell_for_wellness(&web.portal, &charge, &fear, &visit.address()).await? {
        WellnessAnswer::This { decision, shared } => told(&visit, &decision, &shared),
        WellnessAnswer::Nobody => page(&visit, &staff, &entered, &Problems::one("card", steps::NOBODY_FITS)),
        WellnessAnswer::Several => page(&visit, &staff, &entered, &Problems::one("card", steps::SEVERAL)),
        WellnessAnswer::CardOfSeveral => page(&visit, &staff, &entered, &Problems::one("card", steps::CARD_OF_SEVERAL)),
        WellnessAnswer::Nothing => page(&visit, &staff, &entered, &Problems::one("card", words::NOTHING)),
        WellnessAnswer::No(refused) => decision::no(&visit, desk::MAY_NOT, &refused),
    })
}

fn page(visit: &Visit, staff: &Staff, entered: &WellnessForm, problems: &Problems) -> Response {
    let lang = visit.lang;
    let field = |name: &'static str, label: Text, value: &str| {
        Field { name, label, hint: None, autocomplete: "off", inputmode: "text", size: 30 }.text(value, problems, lang)
    };
    let director = staff.role() == Role::Director;
    render(visit, Head::new(words::TITLE.to(lang)).problems(!problems.is_empty()), || {
        view! {
            {buttons::back("/desk/police", steps::RAISE, lang)}
            {summary(problems, lang)}
            <h1>{words::TITLE.to(lang)}</h1>
            <p class="lede">{words::LEDE.to(lang)}</p>
            <p>{words::CALL.to(lang)}</p>
            <form method="post" action="/desk/wellness" class="sheet" novalidate>
                <input type="hidden" name="id" value=entered.id.clone()/>
                {(!director).then(|| tick("senior", words::SENIOR, None, entered.senior.is_some(), problems, lang))}
                {tick("threat", words::THREAT, None, entered.threat.is_some(), problems, lang)}
                {long("reason", words::REASON, Some(words::REASON_HINT), &entered.reason, problems, lang)}
                <h2>{words::OF_WHOM.to(lang)}</h2>
                {field("card", words::CARD, &entered.card)}
                <p class="hint">{words::OR.to(lang)}</p>
                {field("name", words::NAME, &entered.name)}
                {day("born", words::BORN, None, &entered.born, problems, lang)}
                <h2>{words::OFFICER.to(lang)}</h2>
                {field("given_to", words::OFFICER_NAME, &entered.given_to)}
                {field("agency", steps::AGENCY, &entered.agency)}
                {field("proof", steps::BADGE, &entered.proof)}
                {buttons::submit(words::TELL_DO, lang)}
            </form>
        }
    })
}

/// What may be told, large; and that its owner will read of it.
fn told(visit: &Visit, decision: &Decision, shared: &[portal::record::Shared]) -> Response {
    let lang = visit.lang;
    render(visit, Head::new(words::TELL.to(lang)), || {
        view! {
            {buttons::back("/desk", desk::BACK, lang)}
            <h1>{words::TELL.to(lang)}</h1>
            {match decision {
                Decision::Allowed(allowed) => Some(view! {
                    <div class="answer is-yes">
                        <p class="to-say">{allowed.words.to(lang)}</p>
                        {cited(&allowed.rules, lang)}
                    </div>
                }),
                Decision::Refused(_) => None,
            }}
            {decision::shared(shared, visit)}
            <p>{words::READS.to(lang)}</p>
        }
    })
}
