//! The one screen of a look: who is asking, beside it what they show and what it is about; then the library's own work, each task
//! by one press.

use super::{
    asking::{AskForm, form, voices},
    record::opened_view,
};
use crate::{
    prelude::*,
    request::{forms::Problems, visit::Visit},
    ui::{
        buttons,
        field::error_line,
        render::{Head, render},
        summary::summary,
    },
    words::{desk as words, desk_asks},
};
use axum::response::Response;
use domain::{asking::Voice, decision::Purpose, words::Lang};
use portal::look::LookView;

/// The screen. `asked`: who is asking, and what was answered; where nobody is chosen and no task is open, the patron, who asks
/// most.
// Test (end2end/journeys/desk-asks.spec.ts): "L21: a patron with the card is answered with three keys after the card is scanned".
pub(super) fn screen(
    visit: &Visit,
    look: &LookView,
    asked: Option<(Voice, &AskForm)>,
    problems: &Problems,
) -> Response {
    let lang = visit.lang;
    let nothing = AskForm::default();
    let asked = match (asked, &look.opened) {
        (None, None) => Some((look.found_by.voice(), &nothing)),
        (asked, _) => asked,
    };
    let title = match asked {
        Some((voice, _)) => format!("{}: {}", words::LOOK.to(lang), voice.label().to(lang)),
        None => look.purpose.map_or(words::LOOK, Purpose::label).to(lang).to_owned(),
    };
    let head = Head::new(&title).problems(!problems.is_empty()).desk();
    render(visit, head, || {
        let opened = match asked {
            None => look.opened.as_ref().map(|opened| opened_view(visit, look, opened, problems)),
            Some(_) => None,
        };
        let heading = if opened.is_some() { look.purpose.map_or(words::LOOK, Purpose::label) } else { words::LOOK };
        view! {
            {buttons::back("/desk", words::BACK, lang)}
            {summary(problems, lang)}
            <h1>{heading.to(lang)}</h1>
            {opened}
            <div class="asking">
                <section aria-labelledby="who">
                    <h2 id="who">{desk_asks::WHO.to(lang)}</h2>
                    {voices(look, asked.map(|(voice, _)| voice), &visit.site.profile, lang)}
                </section>
                {asked.map(|(voice, entered)| form(visit, look, voice, entered, problems))}
            </div>
            {asked.is_some().then(|| view! { <p class="hint">{desk_asks::WHO_LEDE.to(lang)}</p> })}
            {tasks(look, asked.is_none(), problems, lang)}
        }
    })
}

/// The tasks that this role has at this library, each a button with a key. `is_shown`: what the chosen one opens is on the screen.
fn tasks(look: &LookView, is_shown: bool, problems: &Problems, lang: Lang) -> impl IntoView + use<> {
    let wrong = problems.of("purpose", lang);
    let buttons: Vec<_> = look
        .purposes
        .iter()
        .enumerate()
        .map(|(at, &purpose)| {
            let (key, is_open) = (purpose.letter().to_string(), is_shown && look.purpose == Some(purpose));
            let shown = key.clone();
            view! {
                <li>
                    <button class=if is_open { "button" } else { "button secondary" } id=(at == 0).then_some("purpose") name="purpose" value=purpose.code()
                        accesskey=key aria-current=is_open.then_some("true")
                        aria-describedby=(at == 0 && wrong.is_some()).then_some("purpose-error")>
                        {purpose.label().to(lang)} <kbd aria-hidden="true">{shown}</kbd>
                    </button>
                </li>
            }
        })
        .collect();
    (!buttons.is_empty()).then(|| {
        view! {
            <form method="post" action=format!("/desk/look/{}", look.id) aria-labelledby="tasks">
                <h2 id="tasks">{desk_asks::OWN_WORK.to(lang)}</h2>
                <p>{words::LOOK_LEDE.to(lang)}</p>
                {error_line("purpose", wrong, lang)}
                <ul class="doors">{buttons}</ul>
            </form>
        }
    })
}
