//! A change of one detail, read from a form.

use super::{Detail, Input, Need};
use crate::{
    inventory::CONTACT_METHODS,
    words::{Lang, Text},
};
use std::collections::BTreeMap;

/// What a detail becomes: each of its columns, with the new value or none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Which detail.
    pub detail: Detail,
    /// Every column of it.
    pub values: BTreeMap<&'static str, Option<String>>,
}

/// What is wrong with one field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fault {
    /// The field's name.
    pub field: &'static str,
    /// What is wrong and what to do.
    pub text: Text,
}

const NO_METHOD: Text = Text::new("Choose one of these.", "Hay que elegir una de estas opciones.");
const NO_WAY: Text = Text::new(
    "Enter a phone number, an e-mail address or an address.",
    "Falta un número de teléfono, un correo electrónico o una dirección.",
);
const NOTE: Text = Text::new("Note", "Nota");
const NOTHING: Text = Text::new(
    "Nothing is entered. Fill in the form, or go back.",
    "No hay ningún dato. Se puede completar el formulario o regresar.",
);
const SAME: Text = Text::new(
    "This is what we already have. Change it, or go back.",
    "Esto es lo que ya tenemos. Se puede cambiar o regresar.",
);

impl Change {
    /// Reads a form. `typed` gives what stands in a field, empty where nothing does.
    ///
    /// # Errors
    /// Each field that is wrong, in the order of the form.
    pub fn read(detail: Detail, typed: impl Fn(&str) -> String) -> Result<Self, Vec<Fault>> {
        let mut change = Self::removal(detail);
        let empty = detail.inputs().iter().all(|input| typed(input.name).trim().is_empty());
        let mut faults = Vec::new();
        for input in detail.inputs() {
            let read = match (parse(input, &typed(input.name)), input.need) {
                (Ok(None), Need::Always(missing)) => Err(missing),
                (Ok(None), Need::WithOthers(missing)) if !empty => Err(missing),
                (read, _) => read,
            };
            match read {
                Ok(value) => _ = change.values.insert(input.name, value),
                Err(text) => faults.push(Fault { field: input.name, text }),
            }
        }
        if faults.is_empty() && !empty && !change.reaches_somebody() {
            faults.push(Fault { field: "phone", text: NO_WAY });
        }
        if faults.is_empty() { Ok(change) } else { Err(faults) }
    }

    /// The change that takes the detail away.
    pub fn removal(detail: Detail) -> Self {
        Self { detail, values: detail.columns().map(|column| (column, None)).collect() }
    }

    /// Somebody to call is of no use without a way to do so.
    fn reaches_somebody(&self) -> bool {
        self.detail != Detail::OtherPerson
            || ["phone", "email", "address"].iter().any(|column| self.value(column).is_some())
    }

    /// The fault of a change that changes nothing.
    pub fn same(&self) -> Fault {
        let text = if self.removes() { NOTHING } else { SAME };
        Fault { field: self.detail.inputs()[0].name, text }
    }

    /// Whether it takes the detail away.
    pub fn removes(&self) -> bool {
        self.values.values().all(Option::is_none)
    }

    /// The new value as people write it, lines with line ends; empty for a detail that is taken away.
    pub fn in_words(&self, lang: Lang) -> String {
        in_words(self.detail, lang, |column| self.values.get(column).cloned().flatten())
    }

    /// The new value of one column.
    pub fn value(&self, column: &str) -> Option<&str> {
        self.values.get(column)?.as_deref()
    }
}

/// A detail as people write it, from its columns; lines have line ends between them.
pub fn in_words(detail: Detail, lang: Lang, value: impl Fn(&str) -> Option<String>) -> String {
    let one = |column: &str| value(column).unwrap_or_default();
    match detail {
        Detail::Address => address(&value),
        Detail::SecondAddress | Detail::OtherPerson => {
            let note = Some(one("note")).filter(|note| !note.is_empty());
            let note = note.map(|note| format!("{}: {note}", NOTE.to(lang))).unwrap_or_default();
            lines([one("name"), address(&value), one("phone"), one("email"), note])
        }
        Detail::Method => {
            let code = one("preferred_method");
            crate::inventory::find(CONTACT_METHODS, &code).map_or(code, |label| label.to(lang).to_owned())
        }
        _ => one(detail.inputs()[0].name),
    }
}

fn address(value: &impl Fn(&str) -> Option<String>) -> String {
    let joined = |columns: &[&str]| columns.iter().filter_map(|column| value(column)).collect::<Vec<_>>().join(" ");
    let mut town = vec![joined(&["city"]), joined(&["state", "zipcode"])];
    town.retain(|part| !part.is_empty());
    lines([
        joined(&["street_number", "address", "street_type"]),
        joined(&["address2"]),
        town.join(", "),
        joined(&["country"]),
    ])
}

fn lines(lines: impl IntoIterator<Item = String>) -> String {
    lines.into_iter().filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

fn parse(input: &Input, typed: &str) -> Result<Option<String>, Text> {
    match input.judge() {
        None if typed.is_empty() => Ok(None),
        None => crate::inventory::find(CONTACT_METHODS, typed).map(|_| Some(typed.to_owned())).ok_or(NO_METHOD),
        Some(judge) => judge.judge(typed),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(detail: Detail, typed: &[(&str, &str)]) -> Result<Change, Vec<Fault>> {
        Change::read(detail, |name| {
            typed.iter().find(|(field, _)| *field == name).map_or(String::new(), |(_, value)| (*value).to_owned())
        })
    }

    #[test]
    fn an_address_of_any_shape_is_kept_and_empties_the_columns_of_an_export() {
        let change = read(
            Detail::Address,
            &[
                ("address", " 12  Elm St "),
                ("address2", "Apt 3"),
                ("city", "Storrs"),
                ("state", "CT"),
                ("zipcode", "06268"),
            ],
        )
        .unwrap();
        assert_eq!(change.in_words(Lang::En), "12 Elm St\nApt 3\nStorrs, CT 06268");
        assert_eq!(change.values.get("street_number"), Some(&None));
        assert!(read(Detail::Address, &[("address", "Calle 5 #21, Col. Roma, CDMX")]).is_ok());
    }

    #[test]
    fn each_field_that_is_wrong_is_named() {
        let faults = read(Detail::Address, &[("zipcode", &"9".repeat(21)), ("city", "Storrs\u{2028}X")]).unwrap_err();
        assert_eq!(faults.iter().map(|fault| fault.field).collect::<Vec<_>>(), ["address", "city", "zipcode"]);
        for (detail, field, bad) in [
            (Detail::Email, "email", "ana@"),
            (Detail::Email, "email", "ana@example.org\r\nBcc: x@y.example"),
            (Detail::Phone, "phone", "none"),
            (Detail::Method, "preferred_method", "pigeon"),
        ] {
            assert_eq!(read(detail, &[(field, bad)]).unwrap_err()[0].field, field, "{bad:?}");
        }
    }

    #[test]
    fn an_empty_field_takes_the_detail_away() {
        for detail in Detail::ALL.into_iter().filter(|detail| *detail != Detail::Address) {
            let change = read(detail, &[]).unwrap();
            assert!(change.removes());
            assert_eq!(change.in_words(Lang::Es), "");
        }
    }

    #[test]
    fn a_second_address_is_kept_whole_or_taken_away_whole() {
        let change = read(
            Detail::SecondAddress,
            &[
                ("address", "6 Tidewater Ln"),
                ("city", "Old Saybrook"),
                ("phone", "860-555-0190"),
                ("note", "In summer"),
            ],
        )
        .unwrap();
        assert_eq!(change.in_words(Lang::En), "6 Tidewater Ln\nOld Saybrook\n860-555-0190\nNote: In summer");
        let faults = read(Detail::SecondAddress, &[("city", "Old Saybrook")]).unwrap_err();
        assert_eq!(faults.iter().map(|fault| fault.field).collect::<Vec<_>>(), ["address"]);
        assert!(read(Detail::SecondAddress, &[("note", "  ")]).unwrap().removes());
    }

    #[test]
    fn somebody_to_call_has_a_name_and_a_way_to_be_reached() {
        let change = read(Detail::OtherPerson, &[("name", "Judith Pell (niece)"), ("phone", "860-555-0190")]).unwrap();
        assert_eq!(change.in_words(Lang::En), "Judith Pell (niece)\n860-555-0190");
        for (typed, wrong) in [
            (&[("phone", "860-555-0190")][..], "name"),
            (&[("name", "Judith Pell"), ("note", "Speaks slowly")], "phone"),
            (&[("name", "Judith Pell"), ("email", "judith@")], "email"),
        ] {
            let faults = read(Detail::OtherPerson, typed).unwrap_err();
            assert_eq!(faults.iter().map(|fault| fault.field).collect::<Vec<_>>(), [wrong], "{typed:?}");
        }
        let nobody = read(Detail::OtherPerson, &[]);
        assert_eq!(nobody, Ok(Change::removal(Detail::OtherPerson)));
        assert_eq!(nobody.unwrap().same().text.en, "Nothing is entered. Fill in the form, or go back.");
    }

    proptest! {
        #[test]
        fn nothing_panics_and_what_is_kept_is_one_line(text in "\\PC{0,80}|.{0,80}", at in 0..Detail::ALL.len()) {
            let detail = Detail::ALL[at];
            if let Ok(change) = Change::read(detail, |_| text.clone()) {
                for value in change.values.values().flatten() {
                    prop_assert!(!value.chars().any(char::is_control));
                }
            }
        }
    }
}
