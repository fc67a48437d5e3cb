//! One request, read once: which library, who, in which language; what its form says; what becomes of it when it fails.

pub mod at_desk;
pub mod client;
pub mod cookies;
pub mod device;
pub mod failure;
pub mod forms;
pub mod head;
pub mod in_browser;
pub mod in_path;
pub mod lists;
pub mod page_of;
pub mod proof;
pub mod request_id;
pub mod signed_in;
pub mod site;
pub mod stay;
pub mod switched;
pub mod visit;

use domain::profile::Profiles;
use portal::{Portal, password::Hasher};
use std::sync::Arc;

/// Everything handlers share. Cheap to clone.
#[derive(Clone)]
pub struct Web {
    /// The portal's means.
    pub portal: Portal,
    /// The one queue for hashing.
    pub hasher: Hasher,
    /// Every library served here.
    pub profiles: Arc<Profiles>,
    /// Where each library is found.
    pub addresses: Arc<site::Addresses>,
    /// The browser's half, as built.
    pub assets: Arc<site::Assets>,
}
