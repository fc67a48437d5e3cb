//! What a young person is told about who can look at the record, in words for their age.

use crate::{prelude::*, ui::tel::tel, words::family as words};
use domain::{inventory::show, profile::Profile, words::Lang};
use portal::family::WhoSees;

/// The section; nothing for an adult, whose record nobody looks at.
pub fn section(sees: &WhoSees, profile: &Profile, lang: Lang) -> Option<AnyView> {
    let young = sees.young?;
    let age = profile.age_of_majority;
    let until = sees.of_age_on.map(|day| show::date(day, lang));
    let nobody = if sees.offered { words::NOBODY_SEES } else { words::NOBODY_HERE };
    let lines: Vec<_> = sees
        .guardians
        .iter()
        .map(|one| {
            let asked = one.end_asked_at.map(|_| {
                view! { <p>{words::END_ASKED.to(lang)} " " {tel(&profile.desk.phone)}</p> }
            });
            let ask = (sees.may_ask && one.end_asked_at.is_none()).then(|| {
                view! {
                    <form method="post" action="/family/ask-end">
                        <input type="hidden" name="link" value=one.link.to_string()/>
                        <button class="quiet">{words::ASK_END.to(lang)}</button>
                    </form>
                }
            });
            view! {
                <p><strong>{words::can_look(lang, young, one.name.as_deref(), age, until.as_deref())}</strong></p>
                {asked}
                {ask}
            }
        })
        .collect();
    let body = if lines.is_empty() {
        view! { <p>{nobody.to(lang)}</p> }
    } else {
        view! {
            {lines}
            <ul>
                <li>{words::THEY_SEE.to(lang)}</li>
                <li>{words::THEY_DO_NOT.to(lang)}</li>
                <li>{words::THEY_SHOW.to(lang)} " " <a href="/record/activity">{words::SEE_ACTIVITY.to(lang)}</a></li>
            </ul>
            <p>{words::not_right(young).to(lang)} " " {tel(&profile.desk.phone)}</p>
        }
    };
    Some(view! {
        <section class="sheet" aria-labelledby="who-sees">
            <h2 id="who-sees">{words::WHO_SEES.to(lang)}</h2>
            {body}
        </section>
    })
}
