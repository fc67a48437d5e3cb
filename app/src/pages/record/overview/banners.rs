//! What a person should know before anything else: an expired card, borrowing stopped, something overdue, money owed, something
//! that waits. It is said on the overview and on the page that it is about.

use super::{Context, in_bold};
use crate::{
    prelude::*,
    ui::icons::{Icon, icon},
    words::{leave, overview as words},
};
use chrono::NaiveDate;
use domain::{
    inventory::{Class, show},
    profile::{ContactEdits, Profile},
    words::Lang,
};
use portal::record::{ClassPage, Glance};

/// On the page of one class: what the overview says of it, by the same function, whatever page of its list is shown.
// Test (server/tests/routes/whole_record.rs): "what is said of a card on the overview is said on its own page too".
pub fn on_page(found: &ClassPage, profile: &Profile, today: NaiveDate, lang: Lang) -> impl IntoView + use<> {
    each((&found.first, Some(found.class)), Context { profile, today, lang, young: found.young })
}

/// On the overview: each that applies; mostly none does.
pub(super) fn all(glance: &Glance, context: Context<'_>) -> impl IntoView + use<> {
    each((glance, None), context)
}

/// `here`: the page they stand on, to which none leads.
fn each((glance, here): (&Glance, Option<Class>), context: Context<'_>) -> Vec<AnyView> {
    let Context { today, young, lang, .. } = context;
    let mut banners = Vec::new();
    let membership = glance.membership.as_ref();
    if let Some(day) = membership.and_then(|one| one.ends).filter(|day| *day < today) {
        let title = words::expired(lang, young, &show::date(day, lang));
        banners.push(banner("warning", &title, words::EXPIRED_DO.to(young, lang), None));
    }
    if glance.card.as_ref().is_some_and(|card| !card.active) {
        banners.push(banner("warning", words::NO_CARD.to(young, lang), words::NO_CARD_DO.to(young, lang), None));
    }
    if let Some(since) = glance.left.absent_since {
        let goes = glance.record_goes.map(|day| show::date(day, lang));
        let said = words::absent_then(lang, young, &show::date(since, lang), goes.as_deref());
        banners.push(banner("warning", words::ABSENT.to(young, lang), &said, None));
    }
    if let Some((day, one)) = membership.and_then(|one| Some((one.stopped_until.filter(|day| *day >= today)?, one))) {
        let title = if day == show::NO_END {
            words::STOPPED_WITHOUT_END.to(young, lang).to_owned()
        } else {
            words::stopped(lang, young, &show::date(day, lang))
        };
        let because = one.stopped_because.as_deref().map(|reason| format!("{}. ", reason.replace('*', "∗")));
        let said = because.unwrap_or_default() + words::STOPPED_DO.to(young, lang);
        banners.push(banner("warning", &title, &said, None));
    }
    if let Some(count) = glance.loans.as_ref().map(|loans| loans.overdue).filter(|count| *count > 0) {
        let link = (here != Some(Class::Checkouts)).then(|| ("/record/checkouts", words::OVERDUE_DO.to(young, lang)));
        banners.push(banner("wait", &words::overdue(lang, young, count), words::OVERDUE_MEANS.to(young, lang), link));
    }
    if let Some(owed) = glance.owed.filter(|owed| *owed > 0) {
        let link = (here != Some(Class::Fees)).then(|| ("/record/fees", words::OWING_DO.to(lang)));
        banners.push(banner(
            "wait",
            &words::owing(lang, young, &show::cents(owed)),
            words::OWING_MEANS.to(young, lang),
            link,
        ));
    }
    banners.extend(at_the_desk(glance, context));
    banners
}

/// What waits for the desk, or for what stands in the way.
// Test (server/tests/routes/whole_record.rs): "whatever waits is said on the overview and on its own page".
fn at_the_desk(glance: &Glance, context: Context<'_>) -> Vec<AnyView> {
    let Context { profile, young, lang, .. } = context;
    let mut banners = Vec::new();
    let with_id = profile.switches.contact_edits.value == ContactEdits::DeskWithPhotoId;
    for waiting in &glance.waiting {
        let title = if with_id { words::WAITING_ID } else { words::WAITING };
        let said =
            waiting.reference.as_deref().map(|reference| words::waiting(lang, young, reference)).unwrap_or_default();
        banners.push(banner("wait", title.to(young, lang), &said, Some(("/contact", words::WAITING_DO.to(lang)))));
    }
    for signed in glance.permissions.iter().filter(|one| !one.in_force) {
        let said = words::signed(lang, young, &signed.reference);
        banners.push(banner(
            "wait",
            words::SIGNED.to(young, lang),
            &said,
            Some(("/permissions", words::SIGNED_DO.to(lang))),
        ));
    }
    if let Some(closing) = &glance.closing {
        let since = leave::since(lang, &show::moment(closing.asked_at, profile.time_zone, lang));
        let said = [vec![since], leave::in_the_way(lang, young, closing.in_the_way)].concat().join(" ");
        let link = Some(("/security/close", words::CLOSING_DO.to(young, lang)));
        banners.push(banner("wait", leave::WAITS.to(young, lang), &said, link));
    }
    banners
}

fn banner(tone: &str, title: &str, said: &str, link: Option<(&'static str, &'static str)>) -> AnyView {
    let drawing = if tone == "warning" { Icon::Warning } else { Icon::Clock };
    let said = (!said.is_empty()).then(|| view! { <p>{in_bold(said)}</p> });
    view! {
        <section class=format!("notice {tone}")>
            {icon(drawing)}
            <h2>{title.to_owned()}</h2>
            {said}
            {link.map(|(href, act)| view! { <p><a href=href>{act}</a></p> })}
        </section>
    }
}
