//! The person's card, as the catalogue had them: who they are to the library in five lines.

use super::{Context, in_bold};
use crate::prelude::*;
use crate::words::overview as words;
use chrono::Days;
use domain::inventory::show;
use portal::record::Overview;

/// The card, its name with this id; none where the reader is not told a name.
pub(super) fn card(found: &Overview, context: Context<'_>, id: &str) -> Option<impl IntoView + use<>> {
    let (id, named) = (id.to_owned(), id.to_owned());
    let (glance, lang) = (&found.glance, context.lang);
    let name = glance.person.as_ref()?.in_order();
    let ending = glance.card.as_ref().map(|card| card.ending.clone());
    let lines = [
        glance.loans.as_ref().map(|loans| {
            let next = loans.next_due.map(|day| words::next_due(lang, &near(day, context)));
            let said = match loans.count {
                0 => words::NOTHING_OUT.to(lang).to_owned(),
                count => words::loans(lang, count) + &next.unwrap_or_default(),
            };
            line(words::CARD_OUT.to(lang), &said)
        }),
        glance.ready.as_ref().map(|ready| {
            let until = ready.until.map(|day| words::until(lang, &near(day, context))).unwrap_or_default();
            let said = match ready.count {
                0 => words::NOTHING_READY.to(lang).to_owned(),
                count => format!("{} {until}", words::holds_ready(lang, count)),
            };
            line(words::CARD_READY.to(lang), &said)
        }),
        glance.owed.map(|owed| line(words::CARD_OWED.to(context.young, lang), &show::cents(owed))),
        glance
            .membership
            .as_ref()
            .and_then(|membership| membership.ends)
            .map(|day| line(words::CARD_GOOD.to(lang), &show::date(day, lang))),
    ];
    Some(view! {
        <section class="person-card" aria-labelledby=named>
            <p class="call">
                {ending.map(|ending| view! {
                    <span class="visually-hidden">{words::CARD_ENDING.to(lang)} " "</span>
                    <span aria-hidden="true">"•••• "</span>
                    {ending}
                })}
            </p>
            <div>
                <h2 id=id><bdi>{name}</bdi></h2>
                <dl>{lines.into_iter().flatten().collect_view()}</dl>
            </div>
        </section>
    })
}

fn line(label: &'static str, said: &str) -> impl IntoView + use<> {
    view! { <div><dt>{label}</dt><dd>{in_bold(said)}</dd></div> }
}

/// `tomorrow`, or the day.
fn near(day: chrono::NaiveDate, context: Context<'_>) -> String {
    let lang = context.lang;
    if day == context.today {
        words::TODAY.to(lang).to_owned()
    } else if context.today.checked_add_days(Days::new(1)) == Some(day) {
        words::TOMORROW.to(lang).to_owned()
    } else {
        context.day(day)
    }
}
