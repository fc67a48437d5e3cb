//! Which person. Made from a row, a session or a link that this crate read, and by nobody else: not from text, not by
//! serde, not outside.

use std::fmt;
use uuid::Uuid;

/// A patron, in every table and ledger event: random, and meaningless outside this database.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PersonId(pub(crate) Uuid);

impl fmt::Display for PersonId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
