//! A mailed link that carries what it is for, sealed under the deployment's key: nothing is kept for it.

use crate::{
    Portal,
    keys::{Place, token_text},
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::{ids::LibrarySlug, profile::Profile};
use uuid::Uuid;

/// The last part of a link's address: `value`, sealed for this purpose and library.
pub(super) fn token(portal: &Portal, what: &'static str, library: &LibrarySlug, value: &[u8]) -> String {
    token_text(&portal.keys.seal(&*portal.entropy, place(what, library), value))
}

/// What [`token`] sealed for this purpose and library; `None`: this deployment did not make it, or for another purpose or library.
pub(super) fn opened(portal: &Portal, what: &'static str, profile: &Profile, token: &str) -> Option<Vec<u8>> {
    // No token of ours is longer, however long a newsletter's code.
    let sealed = URL_SAFE_NO_PAD.decode(token.get(..token.len().min(400))?).ok()?;
    Some(portal.keys.open(place(what, &profile.slug), &sealed)?.value)
}

/// A link is in no row; what it is for stands in the sealed value.
fn place<'a>(what: &'static str, library: &'a LibrarySlug) -> Place<'a> {
    Place { column: what, library, id: Uuid::nil() }
}
