//! What stands on the desk's page of a child's family.

use super::Entered;
use crate::{
    pages::desk::photo_id,
    ui::{
        buttons,
        field::{Choice, Field, choices},
    },
    web::{forms::Problems, visit::Visit},
    words::{access, desk_family as words},
};
use domain::{
    decision::Hold,
    inventory::show,
    words::{Lang, Text},
};
use leptos::prelude::*;
use portal::family::desk::Family;
use uuid::Uuid;

pub(super) fn back(look: Uuid, lang: Lang) -> impl IntoView + use<> {
    view! { <p class="crumb"><a href=format!("/desk/look/{look}")>{words::BACK.to(lang)}</a></p> }
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
            view! {
                <li>
                    <p><b>{name}</b> " " {words::SINCE.to(lang)} " " {since}</p>
                    <form method="post" action=action.to_owned()>
                        <input type="hidden" name="act" value="end"/>
                        <input type="hidden" name="link" value=link.id.to_string()/>
                        <button class="quiet">{words::END.to(lang)}<span class="visually-hidden">": " {hidden}</span></button>
                    </form>
                </li>
            }
        })
        .collect();
    let body = if live.is_empty() {
        view! { <p class="missing">{words::NO_LINKS.to(lang)}</p> }.into_any()
    } else {
        view! { <ul>{live}</ul> }.into_any()
    };
    view! { <section class="sheet" aria-labelledby="links"><h2 id="links">{words::LINKS.to(lang)}</h2>{body}</section> }
}

pub(super) fn code_form(family: &Family, entered: &Entered, problems: &Problems, action: &str, lang: Lang) -> AnyView {
    if family.on_record.is_empty() {
        return view! {
            <section class="sheet" aria-labelledby="code"><h2 id="code">{words::MAKE.to(lang)}</h2>
            <p class="missing">{words::NOBODY.to(lang)}</p></section>
        }
        .into_any();
    }
    let rows: Vec<_> = family
        .on_record
        .iter()
        .enumerate()
        .map(|(at, one)| {
            // The first answer carries the field's own id, where the summary's link leads.
            let id = if at == 0 { "row".to_owned() } else { format!("row-{at}") };
            let name = one.name.clone().unwrap_or_else(|| words::UNNAMED.to(lang).to_owned());
            let what = one.relationship.clone().map(|what| format!(" ({what})"));
            let cosigned = one.cosigner.then(|| format!(". {}", words::COSIGNED.to(lang)));
            view! {
                <div class="choice">
                    <input type="radio" id=id.clone() name="row" value=one.id.to_string()
                        checked=entered.row == one.id.to_string()/>
                    <label for=id>{name} {what} {cosigned}</label>
                </div>
            }
        })
        .collect();
    view! {
        <form method="post" action=action.to_owned() class="sheet" novalidate aria-labelledby="code">
            <h2 id="code">{words::MAKE.to(lang)}</h2>
            <p>{words::MAKE_WHAT.to(lang)}</p>
            <input type="hidden" name="act" value="code"/>
            {problems.of("row", lang).map(|wrong| view! { <p class="error">{wrong}</p> })}
            <fieldset><legend>{words::WHO.to(lang)}</legend>{rows}</fieldset>
            {Field {
                name: "guardian_card",
                label: words::THEIR_CARD,
                hint: Some(access::CARD_HINT),
                autocomplete: "off",
                inputmode: "numeric",
                size: 20,
            }.text(&entered.guardian_card, problems, lang)}
            {photo_id::question(&entered.seen, false, problems, lang)}
            {buttons::submit(words::MAKE_DO, lang)}
        </form>
    }
    .into_any()
}

const fn label(hold: Hold) -> Text {
    match hold {
        Hold::Custody => words::CUSTODY,
        Hold::Emancipated => words::EMANCIPATED,
    }
}

const fn code(hold: Hold) -> &'static str {
    match hold {
        Hold::Custody => "custody",
        Hold::Emancipated => "emancipated",
    }
}

pub(super) fn holds(visit: &Visit, family: &Family, action: &str) -> impl IntoView + use<> {
    let (lang, zone) = (visit.lang, visit.site.profile.time_zone);
    let lines: Vec<_> = family
        .holds
        .iter()
        .map(|one| {
            let kind = label(one.hold).to(lang);
            let since = show::moment(one.set_at, zone, lang);
            view! {
                <li>
                    <p><b>{kind}</b> " " {words::SINCE.to(lang)} " " {since}</p>
                    <form method="post" action=action.to_owned()>
                        <input type="hidden" name="act" value="lift"/>
                        <input type="hidden" name="hold" value=code(one.hold)/>
                        <button class="quiet">{words::LIFT.to(lang)}<span class="visually-hidden">": " {kind}</span></button>
                    </form>
                </li>
            }
        })
        .collect();
    let body = if lines.is_empty() {
        view! { <p class="missing">{words::NO_HOLDS.to(lang)}</p> }.into_any()
    } else {
        view! { <ul>{lines}</ul> }.into_any()
    };
    view! { <section class="sheet" aria-labelledby="holds"><h2 id="holds">{words::HOLDS.to(lang)}</h2>{body}</section> }
}

pub(super) fn hold_form(entered: &Entered, problems: &Problems, action: &str, lang: Lang) -> impl IntoView + use<> {
    let option =
        |id, hold| Choice { id, value: code(hold), label: label(hold), hint: None, chosen: entered.hold == code(hold) };
    let options = [option("hold", Hold::Custody), option("hold-emancipated", Hold::Emancipated)];
    view! {
        <form method="post" action=action.to_owned() class="sheet" novalidate aria-labelledby="stop">
            <h2 id="stop">{words::HOLD.to(lang)}</h2>
            <p>{words::HOLD_WHAT.to(lang)}</p>
            <input type="hidden" name="act" value="hold"/>
            {problems.of("hold", lang).map(|wrong| view! { <p class="error">{wrong}</p> })}
            {choices("hold", words::HOLD_KIND, &options, lang)}
            <p class="buttons"><button class="button warning">{words::HOLD_DO.to(lang)}</button></p>
        </form>
    }
}
