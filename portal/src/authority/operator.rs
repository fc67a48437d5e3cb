//! The person who runs the command line.

use crate::db::Scope;
use domain::{ids::LibrarySlug, ledger::ActorKind, profile::Profile};
use sqlx::postgres::PgConnectOptions;
use std::sync::Arc;
use uuid::Uuid;

/// The person who runs `server` on the library's machine, acting for one library. What they prove it with is the way into
/// the database, password and all, which only the configuration gives and no page has.
#[derive(Debug, Clone)]
pub struct Operator {
    profile: Arc<Profile>,
}

impl Operator {
    /// The operator of the library with this profile. The way into the database is asked for because the person who has it
    /// could do anything at all without us.
    pub fn holding(_: &PgConnectOptions, profile: Arc<Profile>) -> Self {
        Self { profile }
    }

    /// The profile of the library.
    pub fn profile(&self) -> &Profile {
        &self.profile
    }

    /// The library.
    pub fn library(&self) -> &LibrarySlug {
        &self.profile.slug
    }

    /// The scope of a transaction about the whole library.
    pub(crate) fn scope(&self) -> Scope<'_> {
        Scope::Library(self.library())
    }

    /// Who the ledger says it was.
    pub fn actor(&self) -> (ActorKind, Option<Uuid>) {
        (ActorKind::System, None)
    }
}
