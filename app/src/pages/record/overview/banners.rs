//! What a person should know before anything else: an expired card, borrowing stopped, something overdue, money owed, something
//! that waits. It is said on the overview and on the page that it is about.

use super::{Context, in_bold};
use crate::{
    pages::record::reader::Reader,
    prelude::*,
    ui::icons::{Icon, icon},
    words::{family::banners as childs, leave, overview as words},
};
use chrono::NaiveDate;
use domain::{
    inventory::{Class, show},
    profile::{ContactEdits, Profile},
    words::Lang,
};
use portal::{
    family::ChildRecord,
    record::{ClassPage, Glance},
};

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
        let link = (here != Some(Class::Checkouts))
            .then(|| ("/record/checkouts".to_owned(), words::OVERDUE_DO.to(young, lang)));
        banners.push(banner("wait", &words::overdue(lang, young, count), words::OVERDUE_MEANS.to(young, lang), link));
    }
    if let Some(owed) = glance.owed.filter(|owed| *owed > 0) {
        let link = (here != Some(Class::Fees)).then(|| ("/record/fees".to_owned(), words::OWING_DO.to(lang)));
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
        banners.push(banner(
            "wait",
            title.to(young, lang),
            &said,
            Some(("/contact".to_owned(), words::WAITING_DO.to(lang))),
        ));
    }
    for signed in glance.permissions.iter().filter(|one| !one.in_force) {
        let said = words::signed(lang, young, &signed.reference);
        banners.push(banner(
            "wait",
            words::SIGNED.to(young, lang),
            &said,
            Some(("/permissions".to_owned(), words::SIGNED_DO.to(lang))),
        ));
    }
    if let Some(closing) = &glance.closing {
        let since = leave::since(lang, &show::moment(closing.asked_at, profile.time_zone, lang));
        let said = [vec![since], leave::in_the_way(lang, young, closing.in_the_way)].concat().join(" ");
        let link = Some(("/security/close".to_owned(), words::CLOSING_DO.to(young, lang)));
        banners.push(banner("wait", leave::WAITS.to(young, lang), &said, link));
    }
    banners
}

/// On a child's record, to a parent or guardian, of what the decision shares with them; `page_of`: where a class of it is. The reason
/// why borrowing is stopped is not repeated here: it stands where the class is, for whom that is open to.
// Test (server/tests/routes/family.rs): "a parent is told what is wrong with the childs card".
pub(super) fn of_a_child(glance: &Glance, opened: &ChildRecord, context: Context<'_>) -> Vec<AnyView> {
    let Context { today, lang, .. } = context;
    let name = opened.name.as_deref();
    let page_of = |class| Reader::Guardian(opened).page(class);
    let mut banners = Vec::new();
    let mut warn = |title: &str, said: &str| banners.push(banner("warning", title, said, None));
    let membership = glance.membership.as_ref();
    if let Some(day) = membership.and_then(|one| one.ends).filter(|day| *day < today) {
        warn(&childs::expired(lang, name, &show::date(day, lang)), childs::EXPIRED_DO.to(lang));
    }
    if glance.card.as_ref().is_some_and(|card| !card.active) {
        warn(&childs::no_card(lang, name), childs::NO_CARD_DO.to(lang));
    }
    if let Some(day) = membership.and_then(|one| one.stopped_until).filter(|day| *day >= today) {
        let day = (day != show::NO_END).then(|| show::date(day, lang));
        warn(&childs::stopped(lang, name, day.as_deref()), words::STOPPED_DO.to(None, lang));
    }
    if let Some(count) = glance.loans.as_ref().map(|loans| loans.overdue).filter(|count| *count > 0) {
        let link = (page_of(Class::Checkouts), childs::OVERDUE_DO.to(lang));
        banners.push(banner(
            "wait",
            &childs::overdue(lang, name, count),
            words::OVERDUE_MEANS.to(None, lang),
            Some(link),
        ));
    }
    if let Some(owed) = glance.owed.filter(|owed| *owed > 0) {
        let link = (page_of(Class::Fees), words::OWING_DO.to(lang));
        let title = childs::owing(lang, name, &show::cents(owed));
        banners.push(banner("wait", &title, words::OWING_MEANS.to(None, lang), Some(link)));
    }
    banners
}

/// What of it a family's page says on the child's card: the titles alone of what stands in the way of borrowing.
pub(super) fn on_the_childs_card(glance: &Glance, name: Option<&str>, today: NaiveDate, lang: Lang) -> Vec<String> {
    let membership = glance.membership.as_ref();
    let expired = membership.and_then(|one| one.ends).filter(|day| *day < today);
    let stopped = membership.and_then(|one| one.stopped_until).filter(|day| *day >= today);
    let expired = expired.map(|day| childs::expired(lang, name, &show::date(day, lang)));
    let no_card = glance.card.as_ref().filter(|card| !card.active).map(|_| childs::no_card(lang, name));
    let stopped = stopped.map(|day| {
        let day = (day != show::NO_END).then(|| show::date(day, lang));
        childs::stopped(lang, name, day.as_deref())
    });
    expired.into_iter().chain(no_card).chain(stopped).collect()
}

fn banner(tone: &str, title: &str, said: &str, link: Option<(String, &'static str)>) -> AnyView {
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
