//! Newsletters that a service sends (L28): lists for one that the portal is not connected to, and what went wrong at one that it
//! is. The administrator sees how many, and the Director who (S2). For a library without such, and for other roles, there are no
//! such pages.

mod failed;
mod left;
pub mod list;
pub mod one;
mod remove;

use crate::request::{failure::Failure, visit::Visit};
use domain::profile::{Newsletter, Vendor};
use portal::newsletter::service::service_lists;

/// The newsletter with this code and its service.
fn service_list<'a>(visit: &'a Visit, code: &str) -> Result<(&'a Newsletter, &'a Vendor), Failure> {
    service_lists(&visit.site.profile).find(|(list, _)| list.code == code).ok_or(Failure::NotFound)
}
