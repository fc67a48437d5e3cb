//! Each kind of e-mail as a switch: on or off, what off means, and the exact words, with when it comes, one click away.
//!
//! A switch is the button of a form, so it works without script, and says what it is to anyone who hears the page.

use crate::{prelude::*, request::visit::Visit, ui::table, words::consent as words};
use chrono::NaiveDate;
use domain::{
    consent::{Purpose, statement, what},
    inventory::show,
    words::{Lang, Text},
};
use portal::{
    consent::{Choice, Standing},
    library::Coming,
};

/// The switches of this kind; `id` names the heading they stand under.
pub(super) fn switches(visit: &Visit, id: &'static str, rows: Vec<AnyView>) -> AnyView {
    let lang = visit.lang;
    view! {
        <table class="slip mails" aria-labelledby=id data-wakes="">
            {table::head(
                [words::COLUMN_WHAT, words::COLUMN_SWITCH, words::COLUMN_OFF, words::COLUMN_CHOICE.of(visit.young)],
                lang,
            )}
            <tbody>{rows}</tbody>
        </table>
    }
}

/// One kind, with what `coming` versions of the profile say of it. While the patron wants no e-mail at all (`stopped`), nothing can be switched; `saved`: it just was.
pub(super) fn row(visit: &Visit, one: &Choice<'_>, coming: &[Coming], stopped: bool, saved: bool) -> AnyView {
    let lang = visit.lang;
    let purpose = &one.purpose;
    let code = purpose.code().to_owned();
    let named = format!("about-{code}");
    let on = one.on && !stopped;
    let state = if on { words::ON } else { words::OFF };
    let switch = if stopped {
        view! { <span class="state">{state.to(lang)}</span> }
    } else {
        let answer = if on { "no" } else { "yes" };
        view! {
            <form method="post" action="/consents">
                <input type="hidden" name="purpose" value=code.clone()/>
                <button
                    class="switch" role="switch" id=code.clone() name="answer" value=answer autofocus=saved
                    aria-checked=if on { "true" } else { "false" } aria-labelledby=named.clone()
                >
                    <span aria-hidden="true">{state.to(lang)}</span>
                </button>
            </form>
        }
    };
    // The name of a notice says what it is.
    let what = matches!(purpose, Purpose::Newsletter(_)).then(|| what(purpose, &visit.site.profile, lang));
    view! {
        <tr>
            <th scope="row">
                <span id=named>{purpose.label(lang)}</span>
                {what.map(|what| view! { <span class="hint">{what}</span> })}
            </th>
            <td data-label=words::COLUMN_SWITCH.to(lang)>{switch}</td>
            <td data-label=words::COLUMN_OFF.to(lang)>{words::if_off(purpose).to(visit.young, lang)}</td>
            <td data-label=words::COLUMN_CHOICE.to(visit.young, lang)>{choice(visit, one, next_words(coming, one, lang), stopped, saved)}</td>
        </tr>
    }
}

/// The day on which other words are asked, and those words; `None` for words: it is no longer offered then.
type NextWords = (NaiveDate, Option<String>);

fn next_words(coming: &[Coming], one: &Choice<'_>, lang: Lang) -> Option<NextWords> {
    let change = |next: &Coming| {
        let change = next.difference.agreed.iter().find(|change| change.purpose == one.purpose.code())?;
        let reads_alike = change.after.as_ref().is_some_and(|after| after.to(lang) == change.before.to(lang));
        (!reads_alike).then(|| (next.starts_on, change.after.as_ref().map(|after| after.to(lang).to_owned())))
    };
    coming.iter().find_map(change)
}

/// Whether a yes that counts was said to other words than those of today.
pub(super) const fn has_other_words(one: &Choice<'_>, stopped: bool) -> bool {
    one.on && !stopped && matches!(one.standing, Standing::Said { in_words_of_today: false, .. })
}

/// What stands, and since when; a way to undo what was just done; the words of a yes.
fn choice(
    visit: &Visit,
    one: &Choice<'_>,
    coming: Option<NextWords>,
    stopped: bool,
    saved: bool,
) -> impl IntoView + use<> {
    let lang = visit.lang;
    let profile = &visit.site.profile;
    let purpose = &one.purpose;
    let (label, code) = (purpose.label(lang), purpose.code().to_owned());
    let standing = match one.standing {
        Standing::Default if one.on => words::BY_DEFAULT_ON.to(visit.young, lang).to_owned(),
        Standing::Default => words::BY_DEFAULT_OFF.to(lang).to_owned(),
        Standing::Said { at, .. } => {
            let said = if one.on { words::SAID_YES.of(visit.young) } else { words::SAID_NO.of(visit.young) };
            let day = at.with_timezone(&profile.time_zone).date_naive();
            format!("{} ({})", said.to(lang), show::short_date(day, visit.web.portal.today(profile), lang))
        }
    };
    let other_words = has_other_words(one, stopped);
    let unnamed = matches!(one.standing, Standing::Said { names_service: false, .. });
    let receipt = match one.standing {
        Standing::Said { id, .. } => Some(format!("/consents/receipts/{id}")),
        Standing::Default => None,
    };
    let named = format!(": {label}");
    let undo = if one.on { "no" } else { "yes" };
    let form = |answer: &'static str, act: Text| {
        view! {
            <form method="post" action="/consents">
                <input type="hidden" name="purpose" value=code.clone()/>
                <button class="link" name="answer" value=answer>
                    {act.to(lang)}<span class="visually-hidden">{named.clone()}</span>
                </button>
            </form>
        }
    };
    // What a yes means can be read before it is given, word for word as it will be kept.
    let said = statement(purpose, true, profile, lang);
    view! {
        {saved.then(|| view! { <p class="saved" role="status">{words::KEPT.to(visit.young, lang)}</p> {form(undo, words::UNDO)} })}
        <p>
            {standing}
            {receipt.map(|href| view! {
                " " <a href=href>{words::RECEIPT.to(lang)}<span class="visually-hidden">{named.clone()}</span></a>
            })}
        </p>
        {coming.map(|(day, after)| view! { <p class="hint">{words::from_day(day, after.as_deref(), lang)}</p> })}
        {other_words.then(|| view! {
            {unnamed.then(|| view! { <p class="hint">{words::OTHER_WORDS_SERVICE.to(visit.young, lang)}</p> })}
            {form("yes", words::SAY_YES_ANEW)}
        })}
        <details>
            <summary>{words::EXACT_WORDS.to(lang)}<span class="visually-hidden">{named.clone()}</span></summary>
            <blockquote><p>{words::YES_WORDS.to(visit.young, lang)} " " {said}</p></blockquote>
            {(one.on && !stopped && one.standing == Standing::Default).then(|| form("yes", words::SAY_YES))}
        </details>
    }
}
