//! What is done again and again without anybody asking: deliver mail, seal the ledger, clear up, delete what is no longer
//! kept (of people without a card too), tell newsletter services who is on their lists, close cards whose patrons leave, remind
//! of days that count in legal processes, tell of breaches and of words that change, count registrations and use, keep and mail
//! the chains' heads.
//!
//! Each is a [`Job`] in a file of its own and a row of the table `job`, which says when it is due, who has it and how it
//! went; nothing is remembered in a process. Any number of workers may [`run`] at once: a job that is due is taken by one
//! of them (`FOR UPDATE SKIP LOCKED`) for as long as its lease, which the worker renews while it works. A lease saves
//! work and guards nothing: when a worker hangs, another one begins, so **every job must bear being run twice at once**.
//!
//! A new job: its file here, its place in [`all`], its line in docs/operations.md.

mod breaches;
mod closings;
mod deliver;
mod heads;
mod heads_by_mail;
mod job;
mod lease;
mod new_words;
mod newsletter_service;
mod newsletters;
mod notices;
mod processes;
mod retain;
mod returned;
mod run;
mod seal;
mod state;
mod statistics;
mod subscribers;
#[cfg(test)]
mod tests;
mod tidy;

pub use heads_by_mail::HeadsTo;
pub use job::{Job, Means, Ran, all};
pub use run::{Turn, enter, run, turn};
pub use state::{State, states};
#[cfg(test)]
pub(crate) use tidy::{Tidied, tidy};
