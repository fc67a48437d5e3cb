//! Who knows what: the library and what it keeps elsewhere; outside of it the consortium, services, people with a permission,
//! whoever was told something, parents. The words are the list itself; only the lines between are drawn.

use super::Context;
use crate::{
    pages::record::reader::Reader,
    prelude::*,
    ui::icons::{Icon, icon},
    words::{family, overview as words},
};
use domain::{
    age::Young,
    inventory::{Class, info},
    profile::{FieldRef, HeldElsewhere, Profile, Vendor},
    words::Lang,
};
use portal::record::{Glance, Overview, PermissionLine, ToldLine};

/// How much passes: a thick line, a thin one, or dots.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Much {
    All,
    Part,
    Asked,
}

impl Much {
    const fn class(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Part => "part",
            Self::Asked => "asked",
        }
    }
}

struct Knows {
    much: Much,
    icon: Icon,
    who: String,
    what: String,
    when: Option<String>,
}

/// How many outside the library know something of a person, or may learn it: as many as the drawing shows.
// Test (server/tests/routes/whole_record.rs): "s3 l9 the overview counts outside whom the drawing shows there".
pub(super) fn outside(found: &Overview, context: Context<'_>) -> usize {
    others(found, context).len()
}

/// The section.
pub(super) fn section(found: &Overview, context: Context<'_>) -> impl IntoView + use<> {
    let (lang, young) = (context.lang, context.young);
    let (ours, others) = (ours(found, context), others(found, context));
    let both = !others.is_empty();
    let keys = [Much::All, Much::Part, Much::Asked].map(|much| {
        let means = match much {
            Much::All => words::KEY_ALL.to(lang),
            Much::Part => words::KEY_PART.to(lang),
            Much::Asked => words::KEY_ASKED.to(lang),
        };
        let is_drawn = ours.iter().chain(&others).any(|one| one.much == much);
        is_drawn.then(|| view! { <span><i class=format!("line {}", much.class())></i> {means}</span> })
    });
    let drawing = both.then(|| {
        view! {
            <svg class="lines" viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
                {lines(&ours, 0)} {lines(&others, 100)}
            </svg>
            <span class="you" aria-hidden="true">{words::YOU.to(young, lang)}</span>
        }
    });
    view! {
        <section aria-labelledby="knows">
            <div class="top">
                <h2 id="knows">{words::KNOWS.to(young, lang)}</h2>
                <p><a href="/record/held-elsewhere">{words::KNOWS_MORE.to(lang)}</a></p>
            </div>
            <div class="web" class:both=both>
                <ul class="knows ours">{ours.iter().map(item).collect_view()}</ul>
                {drawing}
                {both.then(|| view! { <ul class="knows">{others.iter().map(item).collect_view()}</ul> })}
            </div>
            <p class="keys" aria-hidden="true">{keys.into_iter().flatten().collect_view()}</p>
        </section>
    }
}

fn item(one: &Knows) -> impl IntoView + use<> {
    view! {
        <li class=one.much.class()>
            <span class="seal">{icon(one.icon)}</span>
            <b><bdi>{one.who.clone()}</bdi></b>
            <span>{one.what.clone()} {one.when.clone().map(|when| view! { <small>" " {when}</small> })}</span>
        </li>
    }
}

/// A curve from each row at this side to the middle.
fn lines(rows: &[Knows], side: u8) -> impl IntoView + use<> {
    let count = rows.len().max(1);
    rows.iter()
        .enumerate()
        .map(|(at, one)| {
            let y = (2 * at + 1) * 50 / count;
            view! { <path class=one.much.class() d=format!("M{side} {y}C50 {y} 50 {y} 50 50")/> }
        })
        .collect_view()
}

/// The day of the card, from which on something of the person can be held: `since Oct 21, 2004`.
fn since_the_card(found: &Overview, context: Context<'_>) -> Option<String> {
    let membership = found.classes.iter().find(|one| one.class == Class::Membership);
    let day = membership.and_then(|one| one.since)?;
    Some(words::fact_since(context.lang, &context.day(day)).to_lowercase_first())
}

/// The library, and where it has the record beside this portal. The consortium is not the library, and is with the others.
fn ours(found: &Overview, context: Context<'_>) -> Vec<Knows> {
    let (lang, profile) = (context.lang, context.profile);
    let since = since_the_card(found, context);
    let library = Knows {
        much: Much::All,
        icon: Icon::Library,
        who: words::THE_LIBRARY.to(lang).to_owned(),
        what: words::WHOLE_RECORD.to(context.young, lang).to_owned(),
        when: since.clone(),
    };
    let elsewhere = profile.held_elsewhere.iter().filter(|held| !is_consortium(held, profile)).map(|held| Knows {
        much: Much::Part,
        icon: Icon::Network,
        who: held.who.to(lang).to_owned(),
        what: held.what.to(lang).to_owned(),
        when: since.clone().filter(|_| held.from_the_card),
    });
    std::iter::once(library).chain(elsewhere).collect()
}

/// Everyone outside the library who knows something: the consortium, other organizations' services, people with a permission,
/// people who were told something, parents and guardians. Each is one row, so that the rows can be counted.
fn others(found: &Overview, context: Context<'_>) -> Vec<Knows> {
    let glance = &found.glance;
    let each = [
        consortium(since_the_card(found, context).as_ref(), context),
        services(glance, context),
        permitted(glance, context),
        told(glance, context),
        guardians(glance, context),
    ];
    each.into_iter().flatten().collect()
}

/// Whether this is the consortium whose system holds the records (L9): the profile names one among what is held elsewhere.
fn is_consortium(held: &HeldElsewhere, profile: &Profile) -> bool {
    profile.switches.consortium.value.as_deref() == Some(held.who.en.as_str())
}

fn consortium(since: Option<&String>, context: Context<'_>) -> Vec<Knows> {
    let (lang, profile) = (context.lang, context.profile);
    let found = profile.held_elsewhere.iter().filter(|held| is_consortium(held, profile));
    found
        .map(|held| Knows {
            much: Much::All,
            icon: Icon::Network,
            who: held.who.to(lang).to_owned(),
            what: held.what.to(lang).to_owned(),
            when: since.filter(|_| held.from_the_card).cloned(),
        })
        .collect()
}

fn services(glance: &Glance, context: Context<'_>) -> Vec<Knows> {
    let (lang, profile) = (context.lang, context.profile);
    let listed = |vendor: &Vendor| glance.services.iter().find(|one| one.service == vendor.code);
    let services = profile.vendors.iter().map(|vendor| Knows {
        much: Much::Part,
        icon: match vendor.code.as_str() {
            "ebooks" => Icon::Audio,
            "newsletter" => Icon::News,
            _ => Icon::Database,
        },
        who: vendor.name.to(lang).to_owned(),
        what: match listed(vendor) {
            Some(on) => {
                format!("{}: {}", words::ON_LIST.to(context.young, lang), has(vendor, on.named, context.young, lang))
            }
            None => gets(vendor, Reader::Patron(context.young), lang),
        },
        // Since when a service knows somebody who uses it is not the library's to know; since when they are on a list is.
        when: listed(vendor).map(|on| {
            let day = on.since.with_timezone(&profile.time_zone).date_naive();
            words::fact_since(lang, &context.day(day)).to_lowercase_first()
        }),
    });
    services.collect()
}

/// The name of the person who has a permission; the reference of the permission where it names nobody.
fn name_of(one: &PermissionLine) -> &str {
    one.recipient.as_deref().unwrap_or(&one.reference)
}

/// Those with a permission in force: each once, whatever they have permissions for, with what they were told already.
fn permitted(glance: &Glance, context: Context<'_>) -> Vec<Knows> {
    let lang = context.lang;
    let mut each: Vec<(&str, Vec<&PermissionLine>)> = Vec::new();
    for one in glance.permissions.iter().filter(|one| one.in_force) {
        match each.iter_mut().find(|(name, _)| *name == name_of(one)) {
            Some((_, theirs)) => theirs.push(one),
            None => each.push((name_of(one), vec![one])),
        }
    }
    each.into_iter()
        .map(|(who, theirs)| {
            let may_ask: Vec<String> = theirs.iter().map(|one| labels(&one.classes, context)).collect();
            let may_ask = format!("{}: {}", words::ASKED.to(context.young, lang), may_ask.join("; "));
            let days = theirs.iter().filter_map(|one| one.from.zip(one.until));
            let days: Vec<String> =
                days.map(|(from, to)| words::from_to(lang, &context.day(from), &context.day(to))).collect();
            let was_told = glance.told.iter().find(|one| one.by_permission && one.name == who);
            Knows {
                much: Much::Asked,
                icon: Icon::Pen,
                who: who.to_owned(),
                what: match was_told {
                    Some(one) => format!("{may_ask}. {}", what_was_told(one, context)),
                    None => may_ask,
                },
                when: (!days.is_empty()).then(|| days.join("; ")),
            }
        })
        .collect()
}

/// Those who were told something and have no permission in force: what they were told they know.
fn told(glance: &Glance, context: Context<'_>) -> Vec<Knows> {
    let (lang, profile) = (context.lang, context.profile);
    let has_permission = |told: &ToldLine| {
        told.by_permission && glance.permissions.iter().any(|one| one.in_force && name_of(one) == told.name)
    };
    let found = glance.told.iter().filter(|one| !has_permission(one));
    found
        .map(|one| Knows {
            much: Much::Part,
            icon: if one.by_permission { Icon::Pen } else { Icon::Shield },
            who: match &one.agency {
                Some(agency) => format!("{}, {agency}", one.name),
                None => one.name.clone(),
            },
            what: what_was_told(one, context),
            when: Some(words::last_on(lang, &context.day(one.last.with_timezone(&profile.time_zone).date_naive()))),
        })
        .collect()
}

/// `Was told: Checked out now, Fees and payments`.
fn what_was_told(one: &ToldLine, context: Context<'_>) -> String {
    let lang = context.lang;
    let how = if one.by_permission { words::WAS_TOLD } else { words::WAS_GIVEN };
    match labels(&one.classes, context) {
        none if none.is_empty() => how.to(lang).to_owned(),
        labels => format!("{}: {labels}", how.to(lang)),
    }
}

/// What classes are called, of their codes.
fn labels(codes: &[String], context: Context<'_>) -> String {
    let classes = codes.iter().filter_map(|code| Class::from_code(code));
    classes.map(|class| words::drawer(class, context.young).to(context.lang)).collect::<Vec<_>>().join(", ")
}

fn guardians(glance: &Glance, context: Context<'_>) -> Vec<Knows> {
    let (lang, profile) = (context.lang, context.profile);
    let guardians = context.young.into_iter().flat_map(|young| glance.guardians.iter().map(move |one| (young, one)));
    let guardians = guardians.map(|(young, one)| Knows {
        much: Much::Part,
        icon: Icon::Family,
        who: one.name.clone().unwrap_or_else(|| family::guardian(young).to(lang).to_owned()),
        what: match &one.name {
            Some(_) => format!("{}. {}", family::guardian(young).to(lang), words::MAY_SEE_PARTS.to(lang)),
            None => words::MAY_SEE_PARTS.to(lang).to_owned(),
        },
        when: Some(
            words::fact_since(lang, &context.day(one.since.with_timezone(&profile.time_zone).date_naive()))
                .to_lowercase_first(),
        ),
    });
    guardians.collect()
}

/// What a service gets, by the labels of the fields; about a child with the child’s name, to a minor in words for their age.
pub(in crate::pages::record) fn gets(vendor: &Vendor, reader: Reader<'_>, lang: Lang) -> String {
    let (when, young) = match reader {
        Reader::Patron(young) if vendor.receives.is_empty() => return words::THAT_YOU_ARE.to(young, lang).to_owned(),
        Reader::Guardian(opened) if vendor.receives.is_empty() => {
            return family::that_the_child_is(lang, opened.name.as_deref());
        }
        Reader::Patron(young) => (words::WHEN_USED.to(young, lang), young),
        Reader::Guardian(_) => (words::WHEN_IT_IS_USED.to(lang), None),
    };
    format!("{when}: {}", has(vendor, true, young, lang))
}

/// The fields of it; without those that say who somebody is where they are not `named`.
fn has(vendor: &Vendor, named: bool, young: Option<Young>, lang: Lang) -> String {
    let fields = vendor.receives.iter().filter(|field| named || field.class != Class::Identity);
    fields.map(|field| label(field, young, lang)).collect::<Vec<_>>().join(", ")
}

fn label(field: &FieldRef, young: Option<Young>, lang: Lang) -> &'static str {
    if (field.class, field.column.as_deref()) == (Class::Membership, Some("status")) {
        return words::IS_ACTIVE.to(lang); // "State", which is its label in a list of cards, says nothing here
    }
    let class = info(field.class);
    let fields = class.relations.iter().flat_map(|relation| relation.fields);
    let named = field.column.as_deref().and_then(|column| fields.into_iter().find(|one| one.column == column));
    named.map_or_else(|| words::drawer(field.class, young), |field| field.label).to(lang)
}

/// A sentence that goes on after another.
trait ToLowercaseFirst {
    fn to_lowercase_first(self) -> String;
}

impl ToLowercaseFirst for String {
    fn to_lowercase_first(self) -> String {
        let mut letters = self.chars();
        letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
    }
}
