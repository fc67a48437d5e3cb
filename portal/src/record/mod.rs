//! A person's record, read by the inventory: the overview, and a page for each class.

mod types;

pub use types::*;

use crate::{Portal, Result, authority::Patron};
use domain::inventory::Class;

/// Rows on a page of a list.
pub const PAGE: u32 = 50;

/// How many sightings a class's page shows.
pub const SIGHTINGS: usize = 20;

/// How much of each class is held about this patron.
///
/// # Errors
/// When the database does not answer.
pub async fn overview(_portal: &Portal, _patron: &Patron) -> Result<Overview> {
    todo!()
}

/// One class of this patron's record, a page of each list in it, and who has seen it.
///
/// # Errors
/// When the database does not answer.
pub async fn class_page(_portal: &Portal, _patron: &Patron, _class: Class, _asked: &Asked) -> Result<ClassPage> {
    todo!()
}
