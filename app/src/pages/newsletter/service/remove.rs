//! Whom to take off at the service, with a box for each.

use crate::{
    prelude::*,
    request::{forms::Problems, visit::Visit},
    ui::{buttons, first_of::first_of},
    words::service as words,
};
use domain::{inventory::show, parse::ERROR_PREFIX, words::Text};
use portal::{Listed, newsletter::service::ToRemove};
use uuid::Uuid;

/// What comes before a row's name in the name of its box.
pub(super) const ADDRESS: &str = "address-";

/// The first box, where an error leads.
pub(super) const FIRST: &str = "addresses";

/// The section of the page; `what` says what is to be done.
pub(super) fn section(
    visit: &Visit,
    action: &str,
    shown: &Listed<ToRemove>,
    what: Text,
    ticked: &[Uuid],
    problems: &Problems,
) -> AnyView {
    let lang = visit.lang;
    let wrong = problems.of(FIRST, lang);
    let boxes: Vec<_> = shown
        .iter()
        .enumerate()
        .map(|(at, one)| {
            let name = format!("{ADDRESS}{}", one.id);
            let id = if at == 0 { FIRST.to_owned() } else { name.clone() };
            let hint = format!("{id}-hint");
            let since = show::moment(one.sent_at, visit.site.profile.time_zone, lang);
            view! {
                <div class="choice">
                    <input
                        type="checkbox" id=id.clone() name=name value="on" checked=ticked.contains(&one.id)
                        aria-describedby=hint.clone()
                    />
                    <label for=id><bdi>{one.email.clone()}</bdi></label>
                    <p class="hint" id=hint>{words::HAS_LAST.to(lang)} ": " {since}</p>
                </div>
            }
        })
        .collect();
    let body = if boxes.is_empty() {
        view! { <p class="missing">{words::REMOVE_NONE.to(lang)}</p> }
    } else {
        view! {
            <p>{what.to(lang)}</p>
            <form method="post" action=action.to_owned() novalidate>
                <input type="hidden" name="step" value="removed"/>
                <fieldset aria-describedby=wrong.map(|_| "addresses-error")>
                    <legend>{words::REMOVE_WHICH.to(lang)}</legend>
                    {wrong.map(|wrong| view! {
                        <p class="error" id="addresses-error">
                            <span class="visually-hidden">{ERROR_PREFIX.to(lang)}</span>{wrong}
                        </p>
                    })}
                    {boxes}
                </fieldset>
                {buttons::submit(words::REMOVE_DO, lang)}
            </form>
        }
    };
    view! {
        <section class="sheet" aria-labelledby="remove">
            <h2 id="remove">{words::REMOVE.to(lang)} " (" {shown.all} ")"</h2>
            {first_of(shown, lang)}
            {body}
        </section>
    }
}
