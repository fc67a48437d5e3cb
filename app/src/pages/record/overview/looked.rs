//! Who looked: others, in a drawing of a year and the last lines. One's own visits are on the page of the activity.

use super::Context;
use crate::{
    pages::record::{strip, told},
    prelude::*,
    ui::icons::{Icon, icon},
    words::{minor, overview as words, record},
};
use domain::{
    decision::Role,
    inventory::{Class, show},
    ledger::{Action, ActorKind},
};
use portal::record::{Glance, LookLine};

/// So many parts that somebody saw are named here; of more, how many: the page of the activity names them.
const NAMED: usize = 3;

/// The section.
pub(super) fn section(glance: &Glance, context: Context<'_>) -> impl IntoView + use<> {
    let (lang, young) = (context.lang, context.young);
    let heads = [words::LOOKED_FOR, words::LOOKED_WHO, words::LOOKED_SAW, words::LOOKED_WHEN];
    let heads = heads.map(|head| view! { <th scope="col">{head.to(lang)}</th> });
    let rows: Vec<_> = glance.looks.iter().map(|look| line(look, context)).collect();
    view! {
        <section aria-labelledby="looked">
            <div class="top">
                <h2 id="looked">{words::LOOKED.to(young, lang)}</h2>
                <p><a href="/record/activity">{words::LOOKED_ALL.to(young, lang)}</a></p>
            </div>
            {if rows.is_empty() {
                view! { <p class="empty">{words::LOOKED_NOBODY.to(young, lang)}</p> }
            } else {
                view! {
                    {strip::looks(&glance.months, context.today, lang)}
                    <table class="slip">
                        <caption class="visually-hidden">{words::LOOKED_CAPTION.to(young, lang)}</caption>
                        <thead><tr>{heads.collect_view()}</tr></thead>
                        <tbody>{rows}</tbody>
                    </table>
                }
            }}
        </section>
    }
}

fn line(look: &LookLine, context: Context<'_>) -> impl IntoView + use<> {
    let (lang, young, profile) = (context.lang, context.young, context.profile);
    let purpose = look.purpose.as_deref().map(|code| told::purpose(code, profile, lang));
    let action = Action::from_code(&look.action).filter(|action| *action != Action::Viewed);
    let done = |action| minor::action(action, look.refused, young).to(lang).to_owned();
    let purpose = purpose.or_else(|| action.map(done));
    let actor = ActorKind::from_code(&look.actor);
    let purpose = purpose.unwrap_or_else(|| minor::no_purpose(actor, young, lang).to_owned());
    let role = look.role.as_deref().and_then(Role::from_code);
    let who = match (actor, role, young) {
        // Of the staff their work alone, but to a minor; the page of the activity says that they are the library's.
        (Some(ActorKind::Staff), Some(role), None) => role.label().to(lang).to_owned(),
        (Some(kind), role, young) => told::who(kind, role, None, young, lang),
        (None, ..) => look.actor.clone(),
    };
    // In the order of the record.
    let mut codes: Vec<&String> = look.classes.iter().collect();
    codes.sort_by_key(|code| Class::from_code(code).map(|class| class as usize));
    let parts: Vec<&str> = codes
        .into_iter()
        .map(|code| Class::from_code(code).map_or(code.as_str(), |class| words::drawer(class, young).to(lang)))
        .collect();
    let saw = if look.refused {
        view! { <span class="state is-no">{icon(Icon::Refused)} {words::REFUSED.to(lang)}</span> }
    } else if parts.is_empty() {
        words::COUNTS_ONLY.to(lang).into_any()
    } else if parts.len() > NAMED {
        record::parts(lang, parts.len()).into_any()
    } else {
        parts.join(", ").into_any()
    };
    let day = look.at.with_timezone(&profile.time_zone).date_naive();
    view! {
        <tr>
            <th scope="row">{purpose}</th>
            <td data-label=words::LOOKED_WHO.to(lang)>{who}</td>
            <td data-label=words::LOOKED_SAW.to(lang)>{saw}</td>
            <td data-label=words::LOOKED_WHEN.to(lang)>
                <time datetime=show::machine(look.at)>{context.day(day)}</time>
            </td>
        </tr>
    }
}
