//! Believable people for the five libraries, the same each time from a seed, so that everything a library can hold
//! can be looked at without a library's data; and many plain patrons for measuring.
//!
//! Every value here is made up, and carries the source `demo`. The PINs and passwords are published in the README, so
//! these people must never be made beside real patrons: `server demo` refuses in production.

mod books;
mod consents;
mod dice;
mod many;
mod messages;
mod money;
mod newsletters;
mod people;
mod reading;
mod record;
mod staff;
mod years;

pub use many::{Many, card_of_many, populate_many, write_borrowers};
pub use newsletters::populate_newsletters;
pub use people::{DemoPerson, Part, people};
pub use staff::{STAFF, STAFF_PASSWORD, populate_staff};

use crate::{
    Portal, Result,
    db::{Scope, Tx},
    ids::PersonId,
    ledger::{self, Event},
};
use chrono::{DateTime, Months, NaiveDate, Utc};
use dice::Dice;
use domain::{
    ids::LibrarySlug,
    inventory::Class,
    ledger::{Action, ActorKind},
    profile::{HistoryChoice, Keep, Profile},
};
use people::{Name, PLACES, Place};
use std::collections::HashMap;
use uuid::Uuid;

/// The source written beside every value.
const SOURCE: &str = "demo";

/// Makes the demonstration's people in those of `libraries` that are part of it, and returns them. A library that has
/// them already is left as it is, so this can be run at every start. Nothing is made of a class that the library's profile
/// says it does not keep, nor anything older than it keeps.
///
/// `hash` makes the stored form of a PIN or password (a PHC string); it is called on a thread of its own, once for
/// each person, and may be slow. `today` is the day the people are made for: ages, due dates and the person who turns
/// 18 next month follow from it.
///
/// # Errors
/// When `hash` fails or the database does not answer; then the library that was being filled has nothing.
pub async fn populate<H>(
    portal: &Portal,
    hash: H,
    libraries: &[&Profile],
    today: NaiveDate,
    seed: u64,
) -> Result<Vec<DemoPerson>>
where
    H: Fn(&str) -> Result<String> + Send + Sync + 'static,
{
    let mut made = vec![];
    let hash = std::sync::Arc::new(hash);
    for (index, place) in PLACES.iter().enumerate() {
        let Some(profile) = libraries.iter().find(|profile| profile.slug.as_str() == place.slug) else { continue };
        let library = &profile.slug;
        let people: Vec<DemoPerson> = people(seed).into_iter().filter(|one| one.library == place.slug).collect();
        let mut tx = portal.db.begin(Scope::Library(library)).await?;
        if !exists(&mut tx, place, &people).await? {
            let (hash, secrets) = (hash.clone(), people.clone());
            let hashes = tokio::task::spawn_blocking(move || -> Result<HashMap<String, String>> {
                let secrets = secrets.into_iter().filter_map(|one| one.secret.map(|secret| (one.card, secret)));
                secrets.map(|(card, secret)| Ok((card, hash(&secret)?))).collect()
            })
            .await??;
            let ink =
                Ink { tx, dice: Dice::new(seed, 0x100 + index as u64), place, profile, today, now: portal.clock.now() };
            fill(portal, library, ink, &people, &hashes).await?;
        }
        made.extend(people);
    }
    Ok(made)
}

async fn exists(tx: &mut Tx, place: &Place, people: &[DemoPerson]) -> Result<bool> {
    let cards: Vec<String> = people.iter().map(|one| one.card.clone()).collect();
    let found = sqlx::query_scalar!(
        r#"SELECT EXISTS (SELECT FROM card WHERE library = $1 AND number = ANY ($2)) AS "found!""#,
        place.slug,
        &cards
    )
    .fetch_one(&mut **tx)
    .await?;
    Ok(found)
}

/// What the rows of one library are written with.
struct Ink<'a> {
    tx: Tx,
    dice: Dice,
    place: &'a Place,
    profile: &'a Profile,
    today: NaiveDate,
    now: DateTime<Utc>,
}

impl Ink<'_> {
    /// For how many days the library keeps something of this class, from what the days count from: none at all for
    /// what it does not keep. The demonstration holds nothing that the library would not hold.
    fn days_kept(&self, class: Class) -> i64 {
        days_kept(self.profile, class)
    }

    /// The same for reading history, which may be the patron's choice.
    fn history_kept(&self, patron: &Patron<'_>) -> i64 {
        let keep = self.profile.retention(Class::History).map(|retention| &retention.keep);
        match (keep, patron.history()) {
            (Some(Keep::PatronsChoice { .. }), HistoryChoice::Off) => 0,
            (Some(Keep::PatronsChoice { .. }), HistoryChoice::Forever) => i64::from(u32::MAX),
            _ => self.days_kept(Class::History),
        }
    }
}

fn days_kept(profile: &Profile, class: Class) -> i64 {
    match profile.retention(class).map(|retention| &retention.keep) {
        None | Some(Keep::NotKept { .. }) => 0,
        Some(Keep::WhileAPatron) => i64::from(u32::MAX),
        Some(Keep::DaysAfter { days, .. } | Keep::PatronsChoice { days, .. }) => i64::from(*days),
    }
}

/// One of the people, as their rows are written.
struct Patron<'a> {
    id: Uuid,
    part: Part,
    name: &'a Name,
    card: &'a str,
    born: NaiveDate,
    index: usize,
    email: Option<String>,
    phone: String,
}

impl Patron<'_> {
    /// What they chose for their reading history.
    fn history(&self) -> HistoryChoice {
        match self.part {
            Part::Reader | Part::NoEmail | Part::SpanishReader | Part::Collector => HistoryChoice::Forever,
            Part::Name => HistoryChoice::Off,
            _ => HistoryChoice::Default,
        }
    }

    fn spanish(&self) -> bool {
        self.part == Part::SpanishReader
    }
}

/// Writes everything about everybody at one library, in one transaction.
async fn fill(
    portal: &Portal,
    library: &LibrarySlug,
    mut ink: Ink<'_>,
    people: &[DemoPerson],
    hashes: &HashMap<String, String>,
) -> Result<()> {
    let mut patrons = vec![];
    for (index, (one, name)) in people.iter().zip(&ink.place.names).enumerate() {
        patrons.push(Patron {
            id: ink.dice.uuid(),
            part: one.part,
            name,
            card: &one.card,
            born: born(one.part, ink.today),
            index,
            email: email(one, name, &ink.dice),
            phone: format!("860-555-01{:02}", index + 10),
        });
    }
    for patron in &patrons {
        record::write(&mut ink, patron, hashes.get(patron.card)).await?;
        consents::write(portal, &mut ink, patron).await?;
        reading::write(&mut ink, patron).await?;
        money::write(&mut ink, patron).await?;
        messages::write(&mut ink, patron).await?;
    }
    record::write_family(&mut ink, &patrons).await?;
    let linked = record::write_link(&mut ink, &patrons).await?;
    if let Some(link) = &linked {
        for (subject, kind) in [(link.child, ActorKind::Guardian), (link.guardian, ActorKind::Patron)] {
            let actor = (kind, Some(link.guardian));
            let event = Event {
                classes: &[Class::Family],
                ..Event::new(library, link.at, Some(PersonId(subject)), Action::FamilyLinked, actor)
            };
            ledger::append(&mut ink.tx, portal.entropy.as_ref(), event).await?;
        }
    }
    for patron in &patrons {
        let subject = Some(PersonId(patron.id));
        let loaded = Event {
            via: "command",
            classes: &[Class::Identity, Class::Contact, Class::Membership],
            purpose: Some("demo"),
            ..Event::new(library, ink.now, subject, Action::Imported, (ActorKind::System, None))
        };
        ledger::append(&mut ink.tx, portal.entropy.as_ref(), loaded).await?;
        if hashes.contains_key(patron.card) {
            let activated = Event {
                classes: &[Class::Credentials],
                ..Event::new(library, ink.now, subject, Action::Activated, (ActorKind::Patron, Some(patron.id)))
            };
            ledger::append(&mut ink.tx, portal.entropy.as_ref(), activated).await?;
        }
        let added = linked.as_ref().filter(|link| link.child == patron.id);
        years::write(portal, &mut ink, patron, added).await?;
    }
    ink.tx.commit().await
}

/// So many years, and some days, before `today`.
fn years_before(today: NaiveDate, years: u32, days: i64) -> NaiveDate {
    today.checked_sub_months(Months::new(12 * years)).unwrap_or(today) - chrono::Duration::days(days)
}

/// A birth date that makes the person what they are there to show, on the day the demonstration is made.
fn born(part: Part, today: NaiveDate) -> NaiveDate {
    use chrono::Datelike;
    match part {
        Part::Reader => years_before(today, 52, 77),
        Part::NoEmail => years_before(today, 81, 140),
        Part::Parent => years_before(today, 41, 33),
        Part::ChildOfSix => years_before(today, 6, 100),
        Part::ChildOfThirteen => years_before(today, 13, 150),
        Part::NearlyEighteen => {
            let next_month = today.with_day(15).unwrap_or(today).checked_add_months(Months::new(1)).unwrap_or(today);
            years_before(next_month, 18, 0)
        }
        Part::SpanishReader => years_before(today, 34, 211),
        Part::ExpiredCard => years_before(today, 67, 18),
        Part::LostCard => years_before(today, 29, 301),
        Part::Debtor => years_before(today, 38, 5),
        Part::Name => years_before(today, 45, 250),
        Part::NotActivated => years_before(today, 26, 64),
        Part::Collector => years_before(today, 58, 190),
    }
}

/// An address that nobody has: `example.org` and `example.net` belong to no one.
fn email(one: &DemoPerson, name: &Name, dice: &Dice) -> Option<String> {
    let host = if dice.chance(50) { "example.org" } else { "example.net" };
    if matches!(one.part, Part::NoEmail | Part::ChildOfSix) {
        return None;
    }
    let plain = |text: &str| text.chars().filter(char::is_ascii_alphabetic).collect::<String>().to_lowercase();
    let (first, last) = (plain(name.first), plain(name.last));
    let local =
        if first.len() > 1 && last.len() > 1 { format!("{first}.{last}") } else { format!("reader{}", &one.card[8..]) };
    Some(format!("{local}@{host}"))
}

#[cfg(test)]
mod tests;
