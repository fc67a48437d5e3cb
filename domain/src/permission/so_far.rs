//! What is read of a form while it is filled in: each answer that can be read, and the others as not answered yet. The page
//! shows the text that comes of it; what is wrong with an answer is said when the form is sent.

use super::{Parts, Recipient, RecipientKind, Span, Uses, read_day};
use crate::{inventory::Class, parse::ShortText};
use chrono::NaiveDate;

/// One line of what was typed: a line end or tab in a box of several lines is a space.
pub fn tidied(typed: &str) -> String {
    typed.chars().map(|sign| if matches!(sign, '\r' | '\n' | '\t') { ' ' } else { sign }).collect()
}

/// The parts as far as they are answered. `typed` gives what stands in a field, empty where nothing does; `latest` is the
/// latest last day.
pub fn so_far(typed: impl Fn(&str) -> String, latest: NaiveDate) -> Parts {
    let kind = RecipientKind::from_code(&typed("kind"));
    let name = line(&typed("name"));
    let from = read_day(&typed("from"));
    let until = Span::last_day(&typed("for"), from, latest, || read_day(&typed("until")));
    Parts {
        recipient: kind.zip(name).map(|(kind, name)| Recipient { kind, name }),
        proof: line(&typed("proof")),
        classes: Class::ALL.into_iter().filter(|class| !typed(class.code()).is_empty()).collect(),
        purpose: line(&typed("purpose")),
        days: from.zip(until),
        uses: Uses::from_code(&typed("uses")),
    }
}

fn line<const MAX: usize>(typed: &str) -> Option<ShortText<MAX>> {
    ShortText::parse(&tidied(typed)).ok()
}
