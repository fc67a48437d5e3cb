//! The tests' own kit: a library with people in it, a clock that moves when it is told to, and the mails that were
//! written. Methods read like what a person does.
//!
//! ```text
//! let house = House::at("mansfield").with(|profile| profile.show_staff_names = true).open(&pool).await;
//! let ana = house.person("Ana").born("2013-05-06").email("ana@example.org").card().pin("8305").session().add().await;
//! let clerk = house.employs("wanda", "Wanda Okafor", Role::Desk).await;
//! house.clock.advance(Duration::minutes(5));
//! assert_eq!(house.mails().await.len(), 1);
//! ```
//!
//! Rows are put in past every policy, as the database's owner does: people and what they have by [`seed`], and what one test alone
//! needs by that test, with [`House::run`].

pub(crate) mod decided;
mod house;
mod mails;
mod person;
mod seed;
mod staff;
mod statements;
mod watch;
mod wire;

pub(crate) use house::{House, KEY, profile};
pub(crate) use person::{NewPerson, Person, card};
pub(crate) use seed::{
    everything::{ROWS, SECRET, kin, mark},
    run,
};
pub(crate) use staff::operator;
pub(crate) use statements::{statements_of, whole_statements_of};
pub(crate) use watch::{someone_waits, until};
pub(crate) use wire::{Sent, listening};

/// The address the portal is reached by in tests.
pub(crate) const SITE: &str = "https://library.example.org";
