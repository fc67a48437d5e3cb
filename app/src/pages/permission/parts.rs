//! The parts of a permission in words, as lines of a card.

use crate::words::permission as words;
use domain::{
    inventory::{Class, show},
    permission::{Part, Parts},
    words::{Lang, isolated},
};
use portal::permission::PermissionHeld;

/// The name of the person who may be told.
pub(crate) fn name(held: &PermissionHeld) -> Option<String> {
    held.parts.recipient.as_ref().map(|recipient| recipient.name.as_str().to_owned())
}

/// What drawers of the record are called, one after the other.
pub(crate) fn classes<'a>(classes: impl IntoIterator<Item = &'a Class>, lang: Lang) -> String {
    classes.into_iter().map(|&class| class.label().to(lang)).collect::<Vec<_>>().join(", ")
}

/// One part in words; `None` where it has not been answered.
pub(crate) fn in_words(parts: &Parts, part: Part, lang: Lang) -> Option<String> {
    match part {
        Part::Recipient => parts.recipient.as_ref().map(|recipient| {
            format!("{} ({})", isolated(recipient.name.as_str()), recipient.kind.label().to(lang).to_lowercase())
        }),
        Part::Proof => parts.proof.as_ref().map(|proof| proof.as_str().to_owned()),
        Part::Records => (!parts.classes.is_empty()).then(|| classes(&parts.classes, lang)),
        Part::Purpose => parts.purpose.as_ref().map(|purpose| purpose.as_str().to_owned()),
        Part::Days => {
            parts.days.map(|(from, until)| words::from_to(lang, &show::date(from, lang), &show::date(until, lang)))
        }
        Part::Uses => parts.uses.map(|uses| uses.label().to(lang).to_owned()),
    }
}
