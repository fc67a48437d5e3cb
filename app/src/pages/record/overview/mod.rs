//! The overview answers in the first minute: who I am to the library, who knows what, what happens next, who looked, and
//! what is held in five groups.

pub(super) mod banners;
mod card;
mod groups;
pub(super) mod knows;
mod looked;
mod next;

use super::reader::Reader;
use crate::{
    pages::{family::not_shown, returned::banner},
    request::{failure::Failure, signed_in::SignedIn, visit::Visit},
    ui::{
        icons::{Icon, icon},
        render::{Head, render},
        tel::tel,
    },
    words::{family, overview as words, record},
};
use axum::response::Response;
use chrono::NaiveDate;
use domain::{inventory::show, profile::Profile, words::Lang};
use leptos::prelude::*;
use portal::record::{Overview, overview};

/// What every part of the page goes by.
#[derive(Clone, Copy)]
struct Context<'a> {
    profile: &'a Profile,
    today: NaiveDate,
    lang: Lang,
}

impl Context<'_> {
    /// A day as short as it can be.
    fn day(self, day: NaiveDate) -> String {
        show::short_date(day, self.today, self.lang)
    }
}

/// `GET /record`
pub async fn get(visit: Visit, SignedIn(patron): SignedIn) -> Result<Response, Failure> {
    let found = overview(&visit.web.portal, &patron).await?;
    Ok(page(&visit, Reader::Patron, &found, None))
}

/// The card of a child among others, on their guardian's page.
pub fn card_of(visit: &Visit, found: &Overview, id: &'static str, n: usize) -> Option<AnyView> {
    let profile = &visit.site.profile;
    let context = Context { profile, today: visit.web.portal.today(profile), lang: visit.lang };
    card::card(found, context, &format!("{id}-{n}")).map(IntoAny::into_any)
}

/// The overview, for anyone who reads; `ways` lead from a child's to the other children's.
pub fn page(visit: &Visit, reader: Reader<'_>, found: &Overview, ways: Option<AnyView>) -> Response {
    let lang = visit.lang;
    let profile = &visit.site.profile;
    let today = visit.web.portal.today(profile);
    let context = Context { profile, today, lang };
    let title = match reader {
        Reader::Patron => record::TITLE.to(lang).to_owned(),
        Reader::Guardian(opened) => family::record_of(lang, opened.name.as_deref()),
    };
    render(visit, Head::new(title.clone()), || {
        view! {
            {reader.banner(lang)}
            {ways}
            <div class="opening">
                <div>
                    <h1>{title}</h1>
                    {summary(reader, found, context)}
                </div>
                {card::card(found, context, "person")}
            </div>
            {match reader {
                Reader::Patron => view! {
                    {found.glance.came_back.as_ref().map(|back| banner(&back.address, lang))}
                    {banners::all(&found.glance, profile, today, lang)}
                    {knows::section(found, context)}
                    {next::section(&found.glance, context)}
                    {looked::section(&found.glance, context)}
                }
                .into_any(),
                Reader::Guardian(_) => ().into_any(),
            }}
            <section aria-labelledby="record">
                <div class="top">
                    <h2 id="record">{words::HELD.to(lang)}</h2>
                    {matches!(reader, Reader::Patron).then(|| view! {
                        <a class="button secondary" href="/record/download">{icon(Icon::Download)} {words::DOWNLOAD.to(lang)}</a>
                    })}
                </div>
                {matches!(reader, Reader::Patron).then(|| view! {
                    <p class="hint">{words::WHAT_THIS_IS.to(lang)} " " {tel(&profile.desk.phone)}</p>
                })}
                {groups::groups(reader, found, context)}
            </section>
            {match reader {
                Reader::Patron => None,
                Reader::Guardian(opened) => not_shown::section(opened, lang),
            }}
        }
    })
}

/// One sentence in numbers.
fn summary(reader: Reader<'_>, found: &Overview, context: Context<'_>) -> impl IntoView + use<> {
    let lang = context.lang;
    let said = match reader {
        Reader::Guardian(opened) => family::lede_of(lang, opened.name.as_deref()),
        Reader::Patron => {
            let entries = found.classes.iter().map(|one| one.count).sum();
            let looks = found.glance.months.iter().filter(|one| !one.refused).map(|one| one.count).sum();
            let next = found.glance.deletions.first().map(|one| words::next_deletion(lang, &context.day(one.day)));
            let outside = Some(words::outside(lang, knows::outside(found, context)));
            let told = [Some(words::held(lang, entries)), Some(words::looked(lang, looks)), outside, next];
            told.into_iter().flatten().collect::<Vec<_>>().join(" ")
        }
    };
    view! { <p class="lede">{in_bold(&said)}</p> }
}

/// What stands between asterisks in bold. Only for words of our own, and values that have none.
fn in_bold(said: &str) -> Vec<AnyView> {
    let bold = |(at, part): (usize, &str)| {
        let part = part.to_owned();
        if at % 2 == 1 { view! { <b>{part}</b> }.into_any() } else { part.into_any() }
    };
    said.split('*').enumerate().map(bold).collect()
}
