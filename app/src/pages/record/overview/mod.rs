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
    pages::{record::not_shown, returned::banner},
    prelude::*,
    request::{failure::Failure, signed_in::SignedIn, visit::Visit},
    ui::{
        icons::{Icon, icon},
        render::{Head, render},
        tel::tel,
    },
    words::{family, overview as words},
};
use axum::response::Response;
use chrono::NaiveDate;
use domain::{age::Young, inventory::show, profile::Profile, words::Lang};
use portal::record::{Overview, PersonLine, overview};

/// What every part of the page goes by.
#[derive(Clone, Copy)]
struct Context<'a> {
    profile: &'a Profile,
    today: NaiveDate,
    lang: Lang,
    /// How a minor who reads their own record is spoken to; `None` to an adult, and to whoever reads somebody else's.
    young: Option<Young>,
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
    Ok(page(&visit, Reader::Patron(visit.young), &found, None))
}

/// The card of a child among others, on their guardian's page.
pub fn card_of(visit: &Visit, found: &Overview, id: &'static str, n: usize) -> Option<AnyView> {
    let profile = &visit.site.profile;
    let context = Context { profile, today: visit.web.portal.today(profile), lang: visit.lang, young: None };
    card::card(found, context, &format!("{id}-{n}")).map(IntoAny::into_any)
}

/// What stands in the way of a child's borrowing, for their guardian's page.
pub fn stops_of(visit: &Visit, found: &Overview, name: Option<&str>) -> Vec<String> {
    banners::on_the_childs_card(&found.glance, name, visit.web.portal.today(&visit.site.profile), visit.lang)
}

/// The overview, for anyone who reads; `ways` lead from a child's to the other children's.
pub fn page(visit: &Visit, reader: Reader<'_>, found: &Overview, ways: Option<AnyView>) -> Response {
    let lang = visit.lang;
    let profile = &visit.site.profile;
    let today = visit.web.portal.today(profile);
    let young = if let Reader::Patron(young) = reader { young } else { None };
    let context = Context { profile, today, lang, young };
    let title = match reader {
        Reader::Patron(_) => words::TITLE.to(young, lang).to_owned(),
        Reader::Guardian(opened) => family::record_of(lang, opened.name.as_deref()),
    };
    let heading = young.map_or_else(|| title.clone(), |young| words::greeting(lang, young, goes_by(found)));
    let named = found.glance.person.as_ref().map(PersonLine::in_order);
    render(visit, Head::new(title).of(named), || {
        view! {
            {reader.banner(lang)}
            {ways}
            <div class="opening">
                <div>
                    <h1>{heading}</h1>
                    {summary(reader, found, context)}
                </div>
                {card::card(found, context, "person")}
            </div>
            {match reader {
                Reader::Patron(_) => view! {
                    {found.glance.came_back.as_ref().map(|back| banner(&back.address, young, lang))}
                    {banners::all(&found.glance, context)}
                    {knows::section(found, context)}
                    {next::section(&found.glance, context)}
                    {looked::section(&found.glance, context)}
                },
                Reader::Guardian(opened) => banners::of_a_child(&found.glance, opened, context).into_any(),
            }}
            <section aria-labelledby="record">
                <div class="top">
                    <h2 id="record">{words::HELD.to(young, lang)}</h2>
                    {matches!(reader, Reader::Patron(_)).then(|| view! {
                        <a class="button secondary" href="/record/download">{icon(Icon::Download)} {words::DOWNLOAD.to(lang)}</a>
                    })}
                </div>
                {matches!(reader, Reader::Patron(_)).then(|| view! {
                    <p class="hint">{words::WHAT_THIS_IS.to(young, lang)} " " {tel(&profile.desk.phone)}</p>
                })}
                {groups::groups(reader, found, context)}
            </section>
            {match reader {
                Reader::Patron(_) => None,
                Reader::Guardian(opened) => not_shown::section(opened, lang),
            }}
        }
    })
}

/// What the person goes by.
fn goes_by(found: &Overview) -> Option<&str> {
    let person = found.glance.person.as_ref()?;
    person.preferred.as_deref().or(person.firstname.as_deref())
}

/// One sentence in numbers.
fn summary(reader: Reader<'_>, found: &Overview, context: Context<'_>) -> impl IntoView + use<> {
    let (lang, young) = (context.lang, context.young);
    let said = match reader {
        Reader::Guardian(opened) => family::lede_of(lang, opened.name.as_deref()),
        Reader::Patron(_) => {
            let entries = found.classes.iter().map(|one| one.count).sum();
            let looks = found.glance.months.iter().filter(|one| !one.refused).map(|one| one.count).sum();
            let outside = words::outside(lang, young, knows::outside(found, context));
            let next = found.glance.deletions.first();
            let next = next.map(|one| words::next_deletion(lang, young, &context.day(one.day)));
            let said = [words::held(lang, young, entries), words::looked(lang, young, looks), outside];
            said.into_iter().chain(next).collect::<Vec<_>>().join(" ")
        }
    };
    view! { <p class="lede">{in_bold(&said)}</p> }
}

/// What stands between asterisks in bold. Only for words of our own, and values that have none.
fn in_bold(said: &str) -> Vec<AnyView> {
    let bold = |(at, part): (usize, &str)| {
        let part = part.to_owned();
        if at % 2 == 1 {
            view! { <b>{part}</b> }
        } else {
            part.into_any()
        }
    };
    said.split('*').enumerate().map(bold).collect()
}
