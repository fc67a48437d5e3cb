//! Keeping a link secret while it waits: sealed in its row of the outbox (`keys::Place`).

use crate::{Portal, keys::Place};
use domain::ids::LibrarySlug;
use uuid::Uuid;

fn place(library: &LibrarySlug, id: Uuid) -> Place<'_> {
    Place { column: "outbox.sealed_link", library, id }
}

/// Seals `link` for this row of the outbox.
pub(super) fn seal(portal: &Portal, library: &LibrarySlug, id: Uuid, link: &str) -> Vec<u8> {
    portal.keys.seal(&*portal.entropy, place(library, id), link.as_bytes())
}

/// The link sealed for this row; `None` when it does not open.
pub(super) fn open(portal: &Portal, library: &LibrarySlug, id: Uuid, sealed: &[u8]) -> Option<String> {
    String::from_utf8(portal.keys.open(place(library, id), sealed)?.value).ok()
}
