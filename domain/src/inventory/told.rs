//! What an event of the ledger notes in codes, in words.

use super::{labels::*, relations, show};
use crate::{
    asking::Errand,
    words::{Lang, Text},
};

/// One value noted beside an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Noted<'a> {
    /// A code or a word.
    Text(&'a str),
    /// True or false.
    YesNo(bool),
    /// A number of things.
    Count(i64),
}

/// The label of a field that an event names by relation and column (`contact.email`); `None` for one that this version
/// does not know.
pub fn field(name: &str) -> Option<Text> {
    let (relation, column) = name.split_once('.')?;
    let (_, relation) = relations().find(|(_, known)| known.name == relation)?;
    // A change names the detail it is about, which may be several columns.
    let detail = || if relation.name == "contact" { find(CONTACT_DETAILS, column) } else { None };
    relation.field(column).map(|field| field.label).or_else(detail)
}

/// What an event was for, where that is a kind of mail, of link or of source.
pub fn what_for(code: &str) -> Option<Text> {
    find(NOTICE_KINDS, code)
        .or_else(|| find(TOKEN_PURPOSES, code))
        .or_else(|| find(SOURCES, code))
        .or_else(|| find(SYSTEMS, code))
        .or_else(|| find(FILES, code))
        .or_else(|| Errand::from_code(code).map(Errand::label))
        .or_else(|| find(RELEASE_GROUNDS, code))
}

/// Label and value of what an event notes under `key`. `None` for what says nothing to a person: internal numbers that
/// tie events together, and the role, which stands beside who did it.
pub fn note(key: &str, value: Noted<'_>, lang: Lang) -> Option<(Text, String)> {
    let (label, codes): (Text, Codes) = match key {
        "asker" => (Text::new("Who asked", "Quién preguntó"), ASKERS),
        "shown_card" => (Text::new("The card was shown or read out", "Se mostró o se dictó la tarjeta"), &[]),
        "card" => (Text::new("What was said of the card", "Lo que se dijo de la tarjeta"), LOOKUPS),
        "identified" => {
            (Text::new("Found by name and birth date", "Buscado por nombre y fecha de nacimiento"), LOOKUPS)
        }
        "called" => (
            Text::new("Found by name and the number that called", "Buscado por nombre y el número que llamaba"),
            LOOKUPS,
        ),
        "payer_named" => (
            Text::new(
                "Found by name and house number, for somebody who offered to pay",
                "Buscado por nombre y número de casa, para alguien que ofreció pagar",
            ),
            LOOKUPS,
        ),
        "number" => (Text::new("The call came from your number", "La llamada venía de su número"), &[]),
        "cents" => return Some((Text::new("How much", "Cuánto"), money(value)?)),
        "photo_id" => (Text::new("Photo ID that was checked", "Identificación que se revisó"), PHOTO_IDS),
        "proven" => (Text::new("How it was shown to be right", "Cómo se comprobó"), LINK_PROOFS),
        "closed" => (Text::new("Why it was closed", "Por qué se cerró"), CARD_CLOSINGS),
        "why" => (Text::new("Why it ended", "Por qué terminó"), LINK_ENDS),
        "service" => (Text::new("To which service", "A qué servicio"), &[]),
        "file" => (Text::new("From which file", "De qué archivo"), FILES),
        "system" => (Text::new("From which system", "De qué sistema"), SYSTEMS),
        "shared" => (Text::new("At a shared computer", "En una computadora compartida"), &[]),
        "known_device" => (Text::new("On a device you had used before", "En un dispositivo que ya había usado"), &[]),
        "erased" => (Text::new("Loans that were erased", "Préstamos que se borraron"), &[]),
        "deleted" => (Text::new("Entries that were deleted", "Datos que se borraron"), &[]),
        "sessions" => (Text::new("Sessions that ended", "Sesiones que terminaron"), &[]),
        "in_charge" => (Text::new("By the most senior person in charge", "Por la persona de mayor rango a cargo"), &[]),
        "told_by" => (Text::new("How you were told", "Cómo se le avisó"), BREACH_HOWS),
        "entries" => (Text::new("Entries that were given", "Datos que se entregaron"), &[]),
        "digest" => (Text::new("Fingerprint of what was given (SHA-256)", "Huella de lo entregado (SHA-256)"), &[]),
        "left_out" => (Text::new("Parts that were not told", "Partes que no se dijeron"), &[]),
        "refused" => (Text::new("Nothing was shown", "No se mostró nada"), &[]),
        _ => return None,
    };
    let value = match value {
        Noted::Text(code) => find(codes, code).map_or_else(|| code.to_owned(), |label| label.to(lang).to_owned()),
        Noted::YesNo(yes) => show::yes_no(yes).to(lang).to_owned(),
        Noted::Count(count) => show::count(count),
    };
    Some((label, value))
}

fn money(value: Noted<'_>) -> Option<String> {
    if let Noted::Count(cents) = value { Some(show::cents(cents)) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_and_notes_are_words_and_numbers_are_left_out() {
        assert_eq!(field("contact.email").map(|label| label.to(Lang::En)), Some("E-mail"));
        assert_eq!(field("contact.shoe_size"), None);
        assert_eq!(field("email"), None);
        let said =
            |key, value, lang| note(key, value, lang).map(|(label, value)| format!("{}: {value}", label.to(lang)));
        assert_eq!(
            said("photo_id", Noted::Text("passport"), Lang::Es).as_deref(),
            Some("Identificación que se revisó: Pasaporte o identificación consular")
        );
        assert_eq!(said("shared", Noted::YesNo(true), Lang::En).as_deref(), Some("At a shared computer: Yes"));
        assert_eq!(said("sessions", Noted::Count(2), Lang::En).as_deref(), Some("Sessions that ended: 2"));
        for number in ["session", "link", "permission", "account", "role"] {
            assert_eq!(said(number, Noted::Text("019aa1b2-0000-7000-8000-000000000000"), Lang::En), None, "{number}");
        }
    }
}
