//! A clerk's look at a record: the work list with its one search box, finding a card or a
//! person with photo ID, who asks and what may be told, one record for one purpose.

pub mod answer;
mod asking;
pub mod asks;
pub mod codes;
pub mod find;
mod foresight;
pub mod identify;
pub mod record;
mod screen;
pub mod work;
