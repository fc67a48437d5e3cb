//! The record in five groups, a row for each class: what it is, one fact, how much.

use super::Context;
use crate::{
    pages::record::reader::Reader,
    prelude::*,
    ui::icons::{Icon, icon},
    words::{family, overview as words},
};
use domain::{
    inventory::{Class, Loaded, loaded, show},
    profile::Profile,
    words::Text,
};
use portal::record::{ClassSummary, Overview};

/// Every class is in one group (a test counts them).
const GROUPS: [(Text, &[Class]); 5] = [
    (
        words::GROUP_PERSON,
        &[Class::Identity, Class::Contact, Class::Eligibility, Class::Membership, Class::Family, Class::Notes],
    ),
    (words::GROUP_BORROW, &[Class::Checkouts, Class::History, Class::Holds, Class::InterlibraryLoans]),
    (words::GROUP_MONEY, &[Class::Fees]),
    (
        words::GROUP_MESSAGES,
        &[
            Class::Notices,
            Class::Preferences,
            Class::Pending,
            Class::Registrations,
            Class::Contributions,
            Class::Questions,
        ],
    ),
    (words::GROUP_ACTIVITY, &[Class::Credentials, Class::ComputerUse, Class::Activity, Class::HeldElsewhere]),
];

const fn drawing(class: Class) -> Icon {
    match class {
        Class::Identity => Icon::Person,
        Class::Contact => Icon::Home,
        Class::Eligibility => Icon::Id,
        Class::Family => Icon::Family,
        Class::Membership => Icon::Card,
        Class::Notes => Icon::Note,
        Class::Checkouts => Icon::Book,
        Class::History => Icon::History,
        Class::Holds => Icon::Hold,
        Class::InterlibraryLoans => Icon::Swap,
        Class::Fees => Icon::Coin,
        Class::Notices => Icon::Mail,
        Class::Preferences => Icon::Tune,
        Class::Credentials => Icon::Key,
        Class::ComputerUse => Icon::Computer,
        Class::Registrations => Icon::Calendar,
        Class::Contributions => Icon::Speech,
        Class::Questions => Icon::Info,
        Class::Pending => Icon::Clock,
        Class::Activity => Icon::Eye,
        Class::HeldElsewhere => Icon::Network,
    }
}

/// The groups, then a line for what is empty and one for what is not kept.
pub(super) fn groups(reader: Reader<'_>, found: &Overview, context: Context<'_>) -> impl IntoView + use<> {
    let (lang, profile) = (context.lang, context.profile);
    let is_told = |class: &Class| found.classes.iter().find(|one| one.class == *class);
    let groups: Vec<_> = GROUPS
        .iter()
        .enumerate()
        .filter_map(|(at, (name, classes))| {
            let rows: Vec<_> = classes
                .iter()
                .filter_map(is_told)
                .filter(|one| held(one, profile) > 0)
                .map(|one| row(one, reader, found, context))
                .collect();
            let id = format!("group-{at}");
            let name = match reader {
                Reader::Guardian(opened) if at == 0 => family::about_child(lang, opened.name.as_deref()),
                Reader::Patron(young) if at == 0 => words::GROUP_YOU.to(young, lang).to_owned(),
                _ => name.to(lang).to_owned(),
            };
            (!rows.is_empty()).then(|| {
                view! {
                    <section aria-labelledby=id.clone()>
                        <h3 id=id.clone()>{name}</h3>
                        <ul class="rows">{rows}</ul>
                    </section>
                }
            })
        })
        .collect();
    let empty = |wanted: Empty| -> Vec<Class> {
        let left = found.classes.iter().filter(|one| held(one, profile) == 0);
        left.map(|one| one.class).filter(|class| Empty::of(*class, profile) == wanted).collect()
    };
    view! {
        <div class="groups">{groups}</div>
        {line(words::NOTHING.to(lang), &empty(Empty::NothingHeld), reader, context)}
        {line(words::NOT_LOADED.to(context.young, lang), &empty(Empty::NotLoaded), reader, context)}
        {line(words::NEVER.to(lang), &empty(Empty::NotKept), reader, context)}
    }
}

/// Why a class has nothing in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Empty {
    NothingHeld,
    /// What the library holds of it is not known here.
    NotLoaded,
    NotKept,
}

impl Empty {
    fn of(class: Class, profile: &Profile) -> Self {
        match (profile.is_kept(class), loaded(class)) {
            (false, _) => Self::NotKept,
            (true, Loaded::No) => Self::NotLoaded,
            (true, _) => Self::NothingHeld,
        }
    }
}

/// How much; what others hold for the library is never in a table, and always worth opening.
fn held(summary: &ClassSummary, profile: &Profile) -> u64 {
    match summary.class {
        Class::HeldElsewhere => (profile.held_elsewhere.len() + profile.vendors.len()) as u64,
        _ => summary.count,
    }
}

fn row(summary: &ClassSummary, reader: Reader<'_>, found: &Overview, context: Context<'_>) -> impl IntoView + use<> {
    let class = summary.class;
    let count = show::count(i64::try_from(held(summary, context.profile)).unwrap_or(i64::MAX));
    let fact = fact(summary, found, context);
    view! {
        <li>
            {icon(drawing(class))}
            <span>
                <a class="part" href=reader.page(class)>{reader.about(class, context.lang).title}</a>
                {fact.map(|fact| view! { <small>{fact}</small> })}
            </span>
            <span class="count">{count}</span>
        </li>
    }
}

/// The one thing about a class that people look for, with its day; of most it is the day alone, and the page says the rest.
// Test (server/tests/routes/whole_record.rs): "each row of the overview that has a day says it".
fn fact(summary: &ClassSummary, found: &Overview, context: Context<'_>) -> Option<String> {
    let (lang, glance) = (context.lang, &found.glance);
    let dated = dated(summary, context);
    match summary.class {
        Class::Checkouts => {
            let next_due = glance.loans.as_ref().and_then(|loans| loans.next_due);
            next_due.map(|day| words::fact_due(lang, &context.day(day))).or(dated)
        }
        Class::Holds => {
            let ready = glance.ready.as_ref().filter(|ready| ready.count > 0);
            let until = ready.and_then(|ready| Some((ready.count, ready.until?)));
            until.map(|(count, day)| words::fact_ready(lang, count, &context.day(day))).or(dated)
        }
        // Where there is a card, it says what is owed.
        Class::Fees => {
            let owed = glance.owed.filter(|_| glance.person.is_none()).map(|owed| match owed {
                0 => words::FACT_NOTHING_OWED.to(lang).to_owned(),
                owed => words::fact_owed(lang, &show::cents(owed)),
            });
            let said: Vec<String> = owed.into_iter().chain(dated).collect();
            (!said.is_empty()).then(|| said.join(" · "))
        }
        _ => dated,
    }
}

/// The newest day of what happened; of what stays, since when it is there.
fn dated(summary: &ClassSummary, context: Context<'_>) -> Option<String> {
    if is_of_events(summary.class) {
        summary.newest.map(|day| context.day(day))
    } else {
        summary.since.map(|day| words::fact_since(context.lang, &context.day(day)))
    }
}

/// Whether a class is a list of what happened, or comes to happen, and no state that lasts.
const fn is_of_events(class: Class) -> bool {
    match class {
        Class::Notes
        | Class::Checkouts
        | Class::Holds
        | Class::InterlibraryLoans
        | Class::Fees
        | Class::Notices
        | Class::Pending
        | Class::Registrations
        | Class::Contributions
        | Class::Questions
        | Class::ComputerUse
        | Class::Activity => true,
        Class::Identity
        | Class::Contact
        | Class::Eligibility
        | Class::Membership
        | Class::Family
        | Class::History
        | Class::Preferences
        | Class::Credentials
        | Class::HeldElsewhere => false,
    }
}

/// Names, one after the other, each a link to its page.
fn line(
    says: &'static str,
    classes: &[Class],
    reader: Reader<'_>,
    context: Context<'_>,
) -> Option<impl IntoView + use<>> {
    let links: Vec<_> = classes
        .iter()
        .enumerate()
        .map(|(at, &class)| {
            let glue = if at == 0 { " " } else { ", " };
            view! { {glue} <a class="part" href=reader.page(class)>{reader.about(class, context.lang).title}</a> }
        })
        .collect();
    (!links.is_empty()).then(|| view! { <p class="none"><b>{says}</b> {links}</p> })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn every_class_is_in_one_group() {
        let all: Vec<Class> = GROUPS.iter().flat_map(|(_, classes)| classes.iter().copied()).collect();
        assert_eq!(all.len(), Class::ALL.len());
        assert_eq!(all.iter().collect::<HashSet<_>>().len(), Class::ALL.len());
    }
}
