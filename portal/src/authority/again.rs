//! Who has just given their PIN or password once more.

use std::ops::Deref;

/// `A`, who gave their PIN or password again for what is about to be done. Only what asks for it makes one
/// ([`crate::access::confirm_again`] of a patron, [`crate::staff::confirm_keeper`] of a keeper of accounts), and a page that forgets
/// to ask has none to hand on.
#[derive(Debug, Clone)]
pub struct Reauthenticated<A>(A);

impl<A> Reauthenticated<A> {
    pub(crate) fn new(who: A) -> Self {
        Self(who)
    }
}

impl<A> Deref for Reauthenticated<A> {
    type Target = A;

    fn deref(&self) -> &A {
        &self.0
    }
}
