//! The rules a profile may name while it is read.
//!
//! serde reads an id deep inside a profile and has no way to hand it the list; so the list is put beside the reader, for
//! as long as that one text is read. An id that is read at any other time is refused.

use super::{Ground, RuleId, Rulebook};
use std::cell::RefCell;

thread_local! {
    static BOOK: RefCell<Option<Rulebook>> = const { RefCell::new(None) };
}

/// Why a text is no [`RuleId`] here.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(super) enum NoSuchRule {
    #[error("there is no rule `{id}` here, and a rule of another library does not count; there is {known}")]
    Unknown { id: String, known: String },
    #[error("a rule is read with the profile that it stands in, and not by itself")]
    NoProfile,
}

/// Runs `read`, in which ids are those of `book`.
pub(super) fn with<T>(book: &Rulebook, read: impl FnOnce() -> T) -> T {
    struct Closes;
    impl Drop for Closes {
        fn drop(&mut self) {
            BOOK.take();
        }
    }
    BOOK.set(Some(book.clone()));
    let _closes = Closes;
    read()
}

/// The rule with this id.
pub(super) fn rule(id: &str) -> Result<RuleId, NoSuchRule> {
    BOOK.with_borrow(|book| {
        let book = book.as_ref().ok_or(NoSuchRule::NoProfile)?;
        let unknown = || NoSuchRule::Unknown { id: id.to_owned(), known: book.known() };
        book.find(id).ok_or_else(unknown)
    })
}

/// What a ground rests on where the profile does not say.
pub(super) fn usual(ground: Ground) -> Vec<RuleId> {
    BOOK.with_borrow(|book| book.as_ref().map(|book| book.usual(ground).to_vec()).unwrap_or_default())
}

/// The whole list; empty where no profile is being read.
pub(super) fn book() -> Rulebook {
    BOOK.with_borrow(|book| book.clone().unwrap_or_default())
}
