//! A change of one detail, read from a form.

use super::Detail;
use crate::{
    inventory::CONTACT_METHODS,
    parse::{EmailAddress, EmailError, FieldError, PhoneError, PhoneText, ShortText},
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

const TOO_LONG: Text =
    Text::new("That is too long. Use fewer characters.", "El texto es demasiado largo. Use menos caracteres.");
const NO_ADDRESS: Text = Text::new("Enter your address.", "Escriba su dirección.");
const NO_METHOD: Text = Text::new("Choose one of these.", "Elija una de estas opciones.");
const SAME: Text =
    Text::new("This is what we already have. Change it, or go back.", "Esto es lo que ya tenemos. Cámbielo o regrese.");

impl Change {
    /// Reads a form. `typed` gives what stands in a field, empty where nothing does.
    ///
    /// # Errors
    /// Each field that is wrong, in the order of the form.
    pub fn read(detail: Detail, typed: impl Fn(&str) -> String) -> Result<Self, Vec<Fault>> {
        let mut values: BTreeMap<&'static str, Option<String>> =
            detail.columns().map(|column| (column, None)).collect();
        let mut faults = Vec::new();
        for input in detail.inputs() {
            match parse(detail, input.name, input.most, &typed(input.name)) {
                Ok(None) if !input.optional => faults.push(Fault { field: input.name, text: NO_ADDRESS }),
                Ok(value) => {
                    values.insert(input.name, value);
                }
                Err(text) => faults.push(Fault { field: input.name, text }),
            }
        }
        if faults.is_empty() { Ok(Self { detail, values }) } else { Err(faults) }
    }

    /// The fault of a change that changes nothing.
    pub fn same(&self) -> Fault {
        Fault { field: self.detail.inputs()[0].name, text: SAME }
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

/// A detail as people write it, from its columns.
pub fn in_words(detail: Detail, lang: Lang, value: impl Fn(&str) -> Option<String>) -> String {
    let joined =
        |columns: &[&str], glue: &str| columns.iter().filter_map(|column| value(column)).collect::<Vec<_>>().join(glue);
    match detail {
        Detail::Address => {
            let street = joined(&["street_number", "address", "street_type"], " ");
            let region = joined(&["state", "zipcode"], " ");
            let town = [value("city").unwrap_or_default(), region];
            let town = town.iter().filter(|part| !part.is_empty()).cloned().collect::<Vec<_>>().join(", ");
            [street, value("address2").unwrap_or_default(), town, value("country").unwrap_or_default()]
                .into_iter()
                .filter(|line| !line.is_empty())
                .collect::<Vec<_>>()
                .join("\n")
        }
        Detail::Method => {
            let code = value("preferred_method").unwrap_or_default();
            crate::inventory::find(CONTACT_METHODS, &code).map_or(code, |label| label.to(lang).to_owned())
        }
        _ => joined(&[detail.inputs()[0].name], ""),
    }
}

fn parse(detail: Detail, field: &str, most: usize, typed: &str) -> Result<Option<String>, Text> {
    match detail {
        Detail::Email | Detail::WorkEmail => match EmailAddress::parse(typed) {
            Ok(address) => Ok(Some(address.as_str().to_owned())),
            Err(EmailError::Empty) => Ok(None),
            Err(error) => Err(error.text()),
        },
        Detail::Phone | Detail::Mobile | Detail::Sms | Detail::WorkPhone | Detail::Fax => {
            match PhoneText::parse(typed) {
                Ok(number) => Ok(Some(number.as_str().to_owned())),
                Err(PhoneError::Empty) => Ok(None),
                Err(error) => Err(error.text()),
            }
        }
        Detail::Method if typed.is_empty() => Ok(None),
        Detail::Method => {
            crate::inventory::find(CONTACT_METHODS, typed).map(|_| Some(typed.to_owned())).ok_or(NO_METHOD)
        }
        Detail::Address => {
            let line = ShortText::<200>::parse_optional(typed).map_err(|error| error.text())?;
            let line = line.map(|line| line.as_str().to_owned());
            if field != "address" && line.as_ref().is_some_and(|line| line.chars().count() > most) {
                return Err(TOO_LONG);
            }
            Ok(line)
        }
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

    proptest! {
        #[test]
        fn nothing_panics_and_what_is_kept_is_one_line(text in "\\PC{0,80}|.{0,80}", at in 0_usize..9) {
            let detail = Detail::ALL[at];
            if let Ok(change) = Change::read(detail, |_| text.clone()) {
                for value in change.values.values().flatten() {
                    prop_assert!(!value.chars().any(char::is_control));
                }
            }
        }
    }
}
