//! The rules of the statute and of the policies: data, with words in every language and citations.
//!
//! | file | what |
//! |---|---|
//! | `statute.toml` | the law that every library rests on, and state law that may apply beside it |
//! | `rule` | one rule |
//! | `book` | the rules that one library's profile can name: the statute's and its own |
//! | `ground` | what the code needs a rule for; each profile says which rules it is there |
//! | `reading` | how an id in a profile becomes a rule |
//!
//! A library's own rules stand in its file in `libraries/`. The words are the project's: the policies are cited by
//! library, section and date, and never copied. No code names a rule: it names a [`Ground`] or a switch.

mod book;
mod ground;
mod id;
mod reading;
mod rule;
mod told_by;
mod topic;

pub use book::Rulebook;
pub(crate) use book::{BookFault, Source, Written};
pub use ground::{Ground, Grounds};
pub use id::{BadSeries, RuleId, Series, codes};
pub use rule::{Kind, Marks, Rule};
pub use told_by::ToldBy;
pub use topic::Topic;

#[cfg(test)]
mod tests;
