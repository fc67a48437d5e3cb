//! What stands on the desk's page of a child's family.

use super::{FamilyForm, Said};
use crate::{
    prelude::*,
    request::{forms::Problems, visit::Visit},
    ui::{
        buttons,
        field::{Choice, Field, choices},
        photo_id,
        value::apart,
    },
    words::{desk, desk_family as words},
};
use domain::{
    decision::Stop,
    inventory::show,
    words::{Lang, Text},
};
use portal::family::{Way, desk::Family, way};
use uuid::Uuid;

pub(super) fn back(look: Uuid, lang: Lang) -> impl IntoView + use<> {
    view! { <p class="crumb"><a href=format!("/desk/look/{look}")>{words::BACK.to(lang)}</a></p> }
}

/// What was just done. After a stop the young person has no way in, until a clerk gives one.
pub(super) fn done(said: Said, look: Uuid, lang: Lang) -> Option<AnyView> {
    let done = view! { <p>{words::DONE.to(lang)}</p> };
    match said {
        Said::Nothing => None,
        Said::Done => Some(view! { <div class="notice success" role="status">{done}</div> }),
        Said::Stopped => Some(view! {
            <div class="notice success" role="status">
                {done}
                <h2>{words::STOPPED.to(lang)}</h2>
                <p>{words::STOPPED_WHAT.to(lang)}</p>
                <ul>{words::STOPPED_ITEMS.iter().map(|item| view! { <li>{item.to(lang)}</li> }).collect_view()}</ul>
                <p><a href=format!("/desk/look/{look}")>{words::STOPPED_GO.to(lang)}</a></p>
            </div>
        }),
    }
}

pub(super) fn links(visit: &Visit, family: &Family, action: &str) -> impl IntoView + use<> {
    let (lang, zone) = (visit.lang, visit.site.profile.time_zone);
    let live: Vec<_> = family
        .links
        .iter()
        .filter(|link| link.ended_at.is_none())
        .map(|link| {
            let name = link.name.clone().unwrap_or_else(|| words::UNNAMED.to(lang).to_owned());
            let since = show::moment(link.linked_at, zone, lang);
            let hidden = name.clone();
            let asked = link.end_asked_at.map(|at| {
                view! { <p class="notice">{words::END_ASKED.to(lang)} " " {show::moment(at, zone, lang)}</p> }
            });
            view! {
                <li>
                    <p><b>{apart(name)}</b> " " {words::SINCE.to(lang)} " " {since}</p>
                    {asked}
                    <form method="post" action=action.to_owned()>
                        <input type="hidden" name="act" value="end"/>
                        <input type="hidden" name="link" value=link.id.to_string()/>
                        <button class="quiet">{words::END.to(lang)}<span class="visually-hidden">": " {apart(hidden)}</span></button>
                    </form>
                </li>
            }
        })
        .collect();
    let body = if live.is_empty() {
        view! { <p class="missing">{words::NO_LINKS.to(lang)}</p> }
    } else {
        view! { <ul>{live}</ul> }
    };
    view! { <section class="sheet" aria-labelledby="links"><h2 id="links">{words::LINKS.to(lang)}</h2>{body}</section> }
}

pub(super) fn code_form(
    visit: &Visit,
    family: &Family,
    entered: &FamilyForm,
    problems: &Problems,
    action: &str,
) -> AnyView {
    let lang = visit.lang;
    // Where the record must name them, that is enough; where the card opens, only who signed for it needs no card.
    let signed =
        (way(&visit.site.profile) == Way::Card && family.on_record.iter().any(|one| !one.cosigner)).then(|| {
            view! {
                <div class="choice">
                    <input type="checkbox" id="signed" name="signed" value="yes" checked=entered.signed == "yes"
                        aria-describedby="signed-hint"/>
                    <label for="signed">{words::SIGNED.to(lang)}</label>
                </div>
                <p class="hint" id="signed-hint">{words::SIGNED_HINT.to(lang)}</p>
            }
        });
    if family.on_record.is_empty() {
        return view! {
            <section class="sheet" aria-labelledby="code"><h2 id="code">{words::MAKE.to(lang)}</h2>
            <p class="missing">{words::NOBODY.to(lang)}</p></section>
        };
    }
    let rows: Vec<_> = family
        .on_record
        .iter()
        .enumerate()
        .map(|(at, one)| {
            // The first answer carries the field's own id, where the summary's link leads.
            let id = if at == 0 { "row".to_owned() } else { format!("row-{at}") };
            let name = one.name.clone().unwrap_or_else(|| words::UNNAMED.to(lang).to_owned());
            let what = one.relationship.clone().map(|what| view! { "(" {apart(what)} ")" });
            let cosigned = one.cosigner.then(|| format!(". {}", words::COSIGNED.to(lang)));
            view! {
                <div class="choice">
                    <input type="radio" id=id.clone() name="row" value=one.id.to_string()
                        checked=entered.row == one.id.to_string()/>
                    <label for=id>{apart(name)} " " {what} {cosigned}</label>
                </div>
            }
        })
        .collect();
    view! {
        <form method="post" action=action.to_owned() class="sheet" novalidate aria-labelledby="code">
            <h2 id="code">{words::MAKE.to(lang)}</h2>
            <p>{words::MAKE_WHAT.to(lang)}</p>
            <input type="hidden" name="act" value="code"/>
            <input type="hidden" name="form" value=visit.web.portal.entropy.uuid().to_string()/>
            {problems.of("row", lang).map(|wrong| view! { <p class="error">{wrong}</p> })}
            <fieldset><legend>{words::WHO.to(lang)}</legend>{rows}</fieldset>
            {Field {
                name: "guardian_card",
                label: words::THEIR_CARD,
                hint: Some(desk::CARD_HINT),
                autocomplete: "off",
                inputmode: "numeric",
                size: 20,
            }.text(&entered.guardian_card, problems, lang)}
            {photo_id::question(&entered.seen, false, problems, lang)}
            {signed}
            {buttons::submit(words::MAKE_DO, lang)}
        </form>
    }
}

const fn label(stop: Stop) -> Text {
    match stop {
        Stop::Custody => words::CUSTODY,
        Stop::Emancipated => words::EMANCIPATED,
    }
}

const fn code(stop: Stop) -> &'static str {
    match stop {
        Stop::Custody => "custody",
        Stop::Emancipated => "emancipated",
    }
}

pub(super) fn stops(visit: &Visit, family: &Family, action: &str) -> impl IntoView + use<> {
    let (lang, zone) = (visit.lang, visit.site.profile.time_zone);
    let lines: Vec<_> = family
        .stops
        .iter()
        .map(|one| {
            let kind = label(one.stop).to(lang);
            let since = show::moment(one.set_at, zone, lang);
            let lift = if one.may_lift {
                view! {
                    <form method="post" action=action.to_owned()>
                        <input type="hidden" name="act" value="lift"/>
                        <input type="hidden" name="stop" value=code(one.stop)/>
                        <button class="quiet">{words::LIFT.to(lang)}<span class="visually-hidden">": " {kind}</span></button>
                    </form>
                }
            } else {
                view! { <p>{words::LIFT_DIRECTOR.to(lang)}</p> }
            };
            view! { <li><p><b>{kind}</b> " " {words::SINCE.to(lang)} " " {since}</p>{lift}</li> }
        })
        .collect();
    let body = if lines.is_empty() {
        view! { <p class="missing">{words::NO_STOPS.to(lang)}</p> }
    } else {
        view! { <ul>{lines}</ul> }
    };
    view! { <section class="sheet" aria-labelledby="stops"><h2 id="stops">{words::STOPS.to(lang)}</h2>{body}</section> }
}

pub(super) fn stop_form(entered: &FamilyForm, problems: &Problems, action: &str, lang: Lang) -> impl IntoView + use<> {
    let option =
        |id, stop| Choice { id, value: code(stop), label: label(stop), hint: None, chosen: entered.stop == code(stop) };
    let options = [option("stop", Stop::Custody), option("stop-emancipated", Stop::Emancipated)];
    view! {
        <form method="post" action=action.to_owned() class="sheet" novalidate aria-labelledby="new-stop">
            <h2 id="new-stop">{words::STOP.to(lang)}</h2>
            <p>{words::STOP_WHAT.to(lang)}</p>
            <input type="hidden" name="act" value="stop"/>
            {problems.of("stop", lang).map(|wrong| view! { <p class="error">{wrong}</p> })}
            {choices("stop", words::STOP_KIND, &options, lang)}
            <p class="buttons"><button class="button warning">{words::STOP_DO.to(lang)}</button></p>
        </form>
    }
}
