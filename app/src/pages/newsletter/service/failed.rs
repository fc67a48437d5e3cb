//! What came to nothing at a service that the portal is connected to, with a box for each and a field for its number there.

use crate::{
    prelude::*,
    request::{forms::Problems, visit::Visit},
    ui::{buttons, field::error_line, first_of::first_of},
    words::service as words,
};
use domain::{inventory::show, parse::ERROR_PREFIX, words::Text};
use portal::{
    Listed,
    newsletter::service::{Failed, Why},
};
use uuid::Uuid;

/// What comes before a row's name in the name of its box.
pub(super) const AGAIN: &str = "again-";

/// And in that of the field for its number.
pub(super) const NUMBER: &str = "number-";

/// The first box, where an error leads.
pub(super) const FIRST: &str = "failed-addresses";

/// The field of a number that was typed and cannot be one.
pub(super) const WRONG_NUMBER: &str = "failed-number";

/// What is ticked and typed: whom to try again, and the numbers as they were typed, by row.
#[derive(Debug, Default)]
pub(super) struct Typed {
    pub(super) ticked: Vec<Uuid>,
    pub(super) numbers: Vec<(Uuid, String)>,
}

impl Typed {
    /// Takes a field of the form, where it is one of these.
    pub(super) fn take(&mut self, field: &str, value: &str) {
        if let Some(id) = field.strip_prefix(AGAIN).and_then(|id| id.parse().ok()) {
            self.ticked.push(id);
        } else if let Some(id) = field.strip_prefix(NUMBER).and_then(|id| id.parse().ok()) {
            self.numbers.push((id, value.trim().to_owned()));
        }
    }

    fn typed(&self, id: Uuid) -> &str {
        self.numbers.iter().find(|(one, _)| *one == id).map_or("", |(_, typed)| typed)
    }

    /// Those that are ticked, each with its number; `Err`: for this one something was typed that is no number.
    pub(super) fn read(&self) -> Result<Vec<(Uuid, Option<i64>)>, Uuid> {
        let number = |id| match self.typed(id) {
            "" => Ok(None),
            typed => typed.parse::<i64>().ok().filter(|number| *number > 0).map(Some).ok_or(id),
        };
        self.ticked.iter().map(|id| Ok((*id, number(*id)?))).collect()
    }
}

/// The section of the page.
pub(super) fn section(
    visit: &Visit,
    action: &str,
    shown: &Listed<Failed>,
    typed: &Typed,
    problems: &Problems,
) -> AnyView {
    let lang = visit.lang;
    let wrong = problems.of(FIRST, lang);
    let number = problems.of(WRONG_NUMBER, lang).zip(typed.read().err());
    let wrong_at = |one: &Failed| number.filter(|(_, id)| *id == one.id).map(|(said, _)| said);
    let boxes: Vec<_> = shown.iter().enumerate().map(|(at, one)| row(visit, at, one, (typed, wrong_at(one)))).collect();
    let body = if boxes.is_empty() {
        view! { <p class="missing">{words::FAILED_NONE.to(lang)}</p> }
    } else {
        view! {
            <p>{words::FAILED_WHAT.to(lang)}</p>
            <form method="post" action=action.to_owned() novalidate>
                <input type="hidden" name="step" value="again"/>
                <fieldset aria-describedby=wrong.map(|_| "failed-addresses-error")>
                    <legend>{words::FAILED_WHICH.to(lang)}</legend>
                    {wrong.map(|wrong| view! {
                        <p class="error" id="failed-addresses-error">
                            <span class="visually-hidden">{ERROR_PREFIX.to(lang)}</span>{wrong}
                        </p>
                    })}
                    {boxes}
                </fieldset>
                {buttons::submit(words::FAILED_DO, lang)}
            </form>
        }
    };
    view! {
        <section class="sheet" aria-labelledby="failed">
            <h2 id="failed">{words::FAILED.to(lang)} " (" {shown.all} ")"</h2>
            {first_of(shown, lang)}
            {body}
        </section>
    }
}

/// One of them; with what was typed, and what is wrong with its number.
fn row(visit: &Visit, at: usize, one: &Failed, (typed, wrong): (&Typed, Option<&'static str>)) -> AnyView {
    let lang = visit.lang;
    let name = format!("{AGAIN}{}", one.id);
    let id = if at == 0 { FIRST.to_owned() } else { name.clone() };
    let hint = format!("{id}-hint");
    let name_of_number = format!("{NUMBER}{}", one.id);
    let number = if wrong.is_some() { WRONG_NUMBER.to_owned() } else { name_of_number.clone() };
    let value = match typed.typed(one.id) {
        // The number of what is gone is of no use: the service gives another.
        "" if one.why == Why::Gone => String::new(),
        "" => one.number.map(|number| number.to_string()).unwrap_or_default(),
        typed => typed.to_owned(),
    };
    let since = show::moment(one.since, visit.site.profile.time_zone, lang);
    let email = one.email.clone();
    view! {
        <div class="choice">
            <input
                type="checkbox" id=id.clone() name=name value="on" checked=typed.ticked.contains(&one.id)
                aria-describedby=hint.clone()
            />
            <label for=id><bdi>{email.clone()}</bdi></label>
            <p class="hint" id=hint>
                {why(one.why).to(lang)} " " {words::FAILED_SINCE.to(lang)} ": " {since}
            </p>
        </div>
        <div class="field short">
            <label for=number.clone()>
                {words::FAILED_NUMBER.to(lang)}<span class="visually-hidden">": " <bdi>{email}</bdi></span>
            </label>
            {error_line(WRONG_NUMBER, wrong, lang)}
            <input
                id=number name=name_of_number type="text" inputmode="numeric" autocomplete="off" value=value
                aria-invalid=wrong.map(|_| "true") aria-describedby=wrong.map(|_| format!("{WRONG_NUMBER}-error"))
            />
        </div>
    }
}

fn why(why: Why) -> Text {
    match why {
        Why::Exists => words::WHY_EXISTS,
        Why::Unsure => words::WHY_UNSURE,
        Why::Refused => words::WHY_REFUSED,
        Why::NoList => words::WHY_NO_LIST,
        Why::Left => words::WHY_LEFT,
        Why::Gone => words::WHY_GONE,
        Why::Other => words::WHY_OTHER,
        Why::NoAnswer => words::WHY_NO_ANSWER,
        Why::NoNumber => words::WHY_NO_NUMBER,
        Why::NotRemoved => words::WHY_NOT_REMOVED,
        Why::Unconfirmed => words::WHY_UNCONFIRMED,
        Why::NotTold => words::WHY_NOT_TOLD,
    }
}
