//! For whom a transaction is: the reader, and whose rows it reaches.

use crate::ids::PersonId;
use domain::ids::LibrarySlug;
use std::fmt::Write as _;

/// For whom a transaction is and whose rows it reaches. The policies of every table (migrations/0055) know these readers
/// and no others; what each may do to each table stands in `readers.md` beside this file.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Scope<'a> {
    /// A patron, and their own rows.
    Patron(&'a LibrarySlug, PersonId),
    /// A parent or guardian, and a child's rows without what stays the child's own.
    #[cfg_attr(not(test), expect(dead_code, reason = "guardians read in a transaction that narrows itself"))]
    Guardian(&'a LibrarySlug, PersonId),
    /// A clerk who looks at one person's record.
    Look(&'a LibrarySlug, PersonId),
    /// Work that spans a library: signing in, work lists, importing, staff accounts.
    Library(&'a LibrarySlug),
    /// A library, for what deletes when its time is over: it looks and deletes, and writes nothing but what it did.
    Retention(&'a LibrarySlug),
    /// A library, for what counts registrations and use: a role that may read the columns of `statistics/columns.md` and no
    /// name, number or address.
    Statistics(&'a LibrarySlug),
    /// All libraries, but only what the worker role is granted: mail, sealing, clearing up.
    Worker,
}

/// A reader of one person's rows, to which a library-wide transaction can narrow itself
/// ([`super::Tx::narrow_to`]).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum OneReader {
    /// As [`Scope::Patron`].
    Patron,
    /// As [`Scope::Guardian`].
    Guardian,
    /// As [`Scope::Look`].
    Look,
}

impl OneReader {
    /// As `portal.reader` has it.
    pub(super) const fn code(self) -> &'static str {
        match self {
            Self::Patron => "patron",
            Self::Guardian => "guardian",
            Self::Look => "desk",
        }
    }
}

impl Scope<'_> {
    /// The statements that begin a transaction of this scope by `begin`, to be sent together, in one round trip. They
    /// cannot carry parameters; a slug, a person's id and a reader's code have no character that would need quoting, and
    /// are quoted all the same.
    ///
    /// `begin` comes last: Postgres holds statements that are sent together for one transaction, which `begin` keeps open,
    /// and if one before it fails (a role is missing) none is open and the connection can be used again.
    // Test (db/tests.rs): "a connection on which a transaction could not begin is as good as before".
    pub(super) fn statements(self, begin: &str) -> String {
        let (role, reader, library, person) = match self {
            Self::Patron(library, person) => (APP, OneReader::Patron.code(), library.as_str(), Some(person)),
            Self::Guardian(library, child) => (APP, OneReader::Guardian.code(), library.as_str(), Some(child)),
            Self::Look(library, person) => (APP, OneReader::Look.code(), library.as_str(), Some(person)),
            Self::Library(library) => (APP, "library", library.as_str(), None),
            Self::Retention(library) => (WORKER, "retention", library.as_str(), None),
            Self::Statistics(library) => (STATISTICS, "statistics", library.as_str(), None),
            Self::Worker => (WORKER, "worker", "", None),
        };
        let person = person.map_or_else(String::new, |person| person.to_string());
        let settings =
            [("role", role), ("portal.reader", reader), ("portal.library", library), ("portal.person", &person)];
        let mut all = String::new();
        for (setting, value) in settings {
            // Writing to a string does not fail.
            let _ = write!(all, "SET LOCAL {setting} = '{}'; ", value.replace('\'', "''"));
        }
        if !person.is_empty() {
            let _ = write!(all, "SET LOCAL plan_cache_mode = '{ONE_PLAN}'; ");
        }
        all + begin
    }

    /// Whether it spans a library, and so can be narrowed.
    pub(super) const fn is_library_wide(self) -> bool {
        matches!(self, Self::Library(_))
    }
}

/// What is asked about one person goes by the indexes on the person, whoever it is: Postgres plans it once for a connection, and not
/// anew for the first five who come (docs/performance.md, "What they mean").
pub(super) const ONE_PLAN: &str = "force_generic_plan";
/// The role of requests and imports.
const APP: &str = "portal_app";
/// The worker's role.
const WORKER: &str = "portal_worker";
/// The role that counts.
const STATISTICS: &str = "portal_statistics";

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn a_transaction_begins_and_says_for_whom_in_one_message() {
        let library: LibrarySlug = "elm".parse().unwrap();
        let scope = Scope::Guardian(&library, PersonId(Uuid::from_u128(1)));
        assert_eq!(
            scope.statements("BEGIN"),
            "SET LOCAL role = 'portal_app'; SET LOCAL portal.reader = 'guardian'; SET LOCAL portal.library = 'elm'; \
             SET LOCAL portal.person = '00000000-0000-0000-0000-000000000001'; \
             SET LOCAL plan_cache_mode = 'force_generic_plan'; BEGIN"
        );
        assert_eq!(
            Scope::Worker.statements("BEGIN READ ONLY"),
            "SET LOCAL role = 'portal_worker'; SET LOCAL portal.reader = 'worker'; SET LOCAL portal.library = ''; \
             SET LOCAL portal.person = ''; BEGIN READ ONLY"
        );
    }
}
