//! stub
use crate::{Portal, Result, authority::Patron};
use domain::{profile::Profile, words::Lang};
use std::sync::Arc;
pub struct Cover { pub lang: Lang, pub profile: Arc<Profile> }
pub async fn archive(_: &Portal, _: &Patron, _: Cover) -> Result<futures::stream::Empty<std::io::Result<Vec<u8>>>> { todo!() }
