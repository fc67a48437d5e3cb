//! What happens next: what is due back, what ends, and what is deleted when.

use super::Context;
use crate::{
    pages::record::strip::{MOST, month_of, strip},
    prelude::*,
    words::overview as words,
};
use chrono::{Months, NaiveDate};
use domain::age;
use portal::record::Glance;

/// How many dates are listed.
const LISTED: usize = 8;

/// A day on which something happens.
struct Coming {
    day: NaiveDate,
    what: String,
    then: String,
    /// Whether something ends, as a card or a permission does.
    ends: bool,
}

/// The section.
pub(super) fn section(glance: &Glance, context: Context<'_>) -> impl IntoView + use<> {
    let (lang, today) = (context.lang, context.today);
    let last = today.checked_add_months(Months::new(12)).unwrap_or(today);
    let mut all = coming(glance, last, context);
    all.sort_by_key(|one| one.day);
    let marks = |month: NaiveDate| {
        let deleted: u64 =
            glance.deletions.iter().filter(|one| month_of(one.day.max(today)) == month).map(|one| one.count).sum();
        let boxes = usize::try_from(deleted.min(MOST)).unwrap_or(0);
        let ends = all.iter().filter(|one| one.ends && month_of(one.day) == month).count();
        [vec!["box"; boxes], vec!["peg"; ends]].concat()
    };
    let keys = [("box", words::NEXT_BOX.to(lang)), ("peg", words::NEXT_PEG.to(lang))];
    let drawing = (!all.is_empty()).then(|| strip(today, &marks, &keys, lang));
    let items: Vec<_> = all
        .iter()
        .take(LISTED)
        .map(|one| {
            view! {
                <li>
                    <span class="stamp"><time datetime=one.day.to_string()>{context.day(one.day)}</time></span>
                    <b>{one.what.clone()}</b>
                    {(!one.then.is_empty()).then(|| view! { <span>{one.then.clone()}</span> })}
                </li>
            }
        })
        .collect();
    view! {
        <section aria-labelledby="next">
            <h2 id="next">{words::NEXT.to(lang)}</h2>
            {drawing}
            {if items.is_empty() {
                view! { <p class="empty">{words::NEXT_NOTHING.to(lang)}</p> }
            } else {
                view! { <ol class="dates">{items}</ol> }
            }}
        </section>
    }
}

/// Everything up to `last`, in no order.
fn coming(glance: &Glance, last: NaiveDate, context: Context<'_>) -> Vec<Coming> {
    let (lang, young, today, profile) = (context.lang, context.young, context.today, context.profile);
    let mut all = Vec::new();
    let mut add = |day: Option<NaiveDate>, what: String, then: String, ends: bool| {
        all.extend(day.filter(|day| *day >= today && *day <= last).map(|day| Coming { day, what, then, ends }));
    };
    if let Some(loans) = &glance.loans {
        let what = words::LOANS_DUE.to(lang).to_owned();
        add(loans.next_due, what, words::loans(lang, loans.due_then), false);
    }
    if let Some(ready) = &glance.ready {
        add(ready.until, words::HOLD_GOES.to(young, lang).to_owned(), String::new(), true);
    }
    for permission in glance.permissions.iter().filter(|one| one.in_force) {
        let name = permission.recipient.as_deref().unwrap_or(&permission.reference);
        add(permission.until, words::permission_ends(lang, name), String::new(), true);
    }
    if let Some(born) = glance.born {
        let day = age::birthday_of_age(born, profile.age_of_majority.into());
        let what = words::of_age(lang, young, profile.age_of_majority);
        add(Some(day), what, words::OF_AGE_AFTER.to(young, lang).to_owned(), true);
    }
    let ends = glance.membership.as_ref().and_then(|one| one.ends);
    add(ends, words::CARD_ENDS.to(young, lang).to_owned(), words::CARD_ENDS_DO.to(young, lang).to_owned(), true);
    let goes = words::WHOLE_RECORD_GOES.to(young, lang).to_owned();
    let why = if glance.left.absent_since.is_some() { words::ABSENT } else { words::NO_CARD };
    add(glance.record_goes.map(|day| day.max(today)), goes, why.to(young, lang).to_owned(), true);
    let deletions: Vec<_> = glance.deletions.iter().filter(|one| one.day <= last).collect();
    if let Some(first) = deletions.first() {
        let that_day = deletions.iter().take_while(|one| one.day == first.day);
        let what: Vec<String> = that_day
            .clone()
            .map(|one| format!("{} ({})", words::drawer(one.class, young).to(lang), one.count))
            .collect();
        let more = deletions.iter().map(|one| one.count).sum::<u64>() - that_day.map(|one| one.count).sum::<u64>();
        let then = words::deleted(lang, &what.join(", "), more);
        all.push(Coming { day: first.day, what: words::DELETION.to(lang).to_owned(), then, ends: false });
    }
    all
}
