//! A browser's session, as those who use it hold it: to be read, begun and ended by this crate alone.

use crate::Result;

/// The session of the browser that sends a request, of somebody signed in or of nobody.
///
/// What stands in it makes a [`Patron`](crate::authority::Patron), so nobody outside writes into it, and it is had from
/// a request alone ([`Session::of`]). (`app` does not know the library beneath, whose own type can be written into:
/// xtask/src/test/arrows.rs.)
#[derive(Debug, Clone)]
pub struct Session(pub(super) tower_sessions::Session);

impl Session {
    /// The session that the layer around a library's pages put into a request's extensions. `None`: no such layer is
    /// there.
    pub fn of(extensions: &http::Extensions) -> Option<Self> {
        extensions.get::<tower_sessions::Session>().cloned().map(Self)
    }

    /// Ends it, no matter who is signed in with it.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn end(&self) -> Result<()> {
        Ok(self.0.flush().await?)
    }
}

/// For tests, which have no layer around them.
#[cfg(test)]
impl Session {
    /// What a request with this cookie works with.
    pub(crate) fn with(cookie: Option<tower_sessions::session::Id>, store: super::PgSessionStore) -> Self {
        Self(tower_sessions::Session::new(cookie, std::sync::Arc::new(store), None))
    }

    /// What the cookie is to say.
    pub(crate) fn id(&self) -> Option<tower_sessions::session::Id> {
        self.0.id()
    }

    /// Whether anything was written into it that the layer would keep.
    pub(crate) fn is_modified(&self) -> bool {
        self.0.is_modified()
    }

    /// Writes it, as the layer does when the answer goes out.
    pub(crate) async fn save(&self) -> Result<()> {
        Ok(self.0.save().await?)
    }
}
