//! Which person, or which subscriber without a card. Made from a row, a session or a link that this crate read, and by
//! nobody else: not from text, not by serde, not outside.

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

/// Somebody without a card who gets newsletters. Made as [`PersonId`] is: random, by this crate, and never from text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SubscriberId(pub(crate) Uuid);

impl SubscriberId {
    /// Who they are to the ledger and to the database's policies: anyone who sees their own rows and nobody else's.
    pub(crate) const fn as_own(self) -> PersonId {
        PersonId(self.0)
    }
}
