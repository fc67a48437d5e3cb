//! A clerk's look at a record: the work list with its one search box, finding a card, one record for one purpose.

pub mod codes;
pub mod find;
pub mod record;
pub mod work;
