//! Newsletters that a service sends (L28). Where the portal is not connected to it, the staff make a list of everyone who agreed and
//! take it there, take off there everyone who said no here, and say here who left there. Where it is, the job does all three
//! ([`connected`]), and the staff look at what came to nothing.
//!
//! Who is there is a row of `service_listed`, which its person reads: what was given, to whom, when, how far it has come, and when
//! they were off it ([0044](../../../../docs/decisions/0044-a-list-for-a-service.md),
//! [0067](../../../../docs/decisions/0067-listmonk.md)).

mod connected;
mod failed;
mod file;
mod left;
mod list;
mod listmonk;
mod make;
mod removed;
#[cfg(test)]
mod tests;

pub use connected::Why;
pub(crate) use connected::{Worked, work};
pub use failed::{Failed, again, failed};
pub use file::file;
pub use left::{LeaversRead, NoAddresses, left};
pub use list::{ListMade, OfNewsletter, There, Waiting, Waits, destroyed, of_newsletter, waits};
pub use listmonk::{BadService, ListmonkSettings, Services};
pub use make::{LASTS, Made, make};
pub use removed::{ToRemove, removed, to_remove};

use domain::profile::{Newsletter, Profile, Vendor};

/// The newsletters that a service sends, each with the service.
pub fn service_lists(profile: &Profile) -> impl Iterator<Item = (&Newsletter, &Vendor)> {
    profile.newsletters.iter().filter_map(|list| profile.service_of(list).map(|vendor| (list, vendor)))
}

/// The newsletter with this code, where a service sends it.
fn service_list<'a>(profile: &'a Profile, code: &str) -> Option<(&'a Newsletter, &'a Vendor)> {
    service_lists(profile).find(|(list, _)| list.code == code)
}
