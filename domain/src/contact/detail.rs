//! The details a patron can change, one page each.

use crate::words::Text;

/// A contact detail: one question, one or more columns of the record's `contact` row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "each is named by its label")]
pub enum Detail {
    Address,
    Email,
    Phone,
    Mobile,
    Sms,
    WorkEmail,
    WorkPhone,
    Fax,
    Method,
}

/// One field of a detail's form.
#[derive(Debug, Clone, Copy)]
pub struct Input {
    /// Its name in the form.
    pub name: &'static str,
    /// What it asks for.
    pub label: Text,
    /// The `autocomplete` token (WCAG 1.3.5).
    pub autocomplete: &'static str,
    /// The on-screen keyboard.
    pub inputmode: &'static str,
    /// The most characters it takes.
    pub most: usize,
    /// Whether it may be left empty. Where a detail has one field, an empty one removes the detail.
    pub optional: bool,
}

const fn input(
    name: &'static str,
    label: Text,
    autocomplete: &'static str,
    inputmode: &'static str,
    most: usize,
    optional: bool,
) -> Input {
    Input { name, label, autocomplete, inputmode, most, optional }
}

const ADDRESS: &[Input] = &[
    input("address", Text::new("Address", "Dirección"), "address-line1", "text", 200, false),
    input(
        "address2",
        Text::new("Apartment or second line (optional)", "Apartamento o segunda línea (opcional)"),
        "address-line2",
        "text",
        200,
        true,
    ),
    input(
        "city",
        Text::new("Town or city (optional)", "Pueblo o ciudad (opcional)"),
        "address-level2",
        "text",
        100,
        true,
    ),
    input("state", Text::new("State (optional)", "Estado (opcional)"), "address-level1", "text", 60, true),
    input(
        "zipcode",
        Text::new("ZIP or postal code (optional)", "Código postal (opcional)"),
        "postal-code",
        "text",
        20,
        true,
    ),
    input("country", Text::new("Country (optional)", "País (opcional)"), "country-name", "text", 100, true),
];
const EMAIL: &[Input] =
    &[input("email", Text::new("E-mail address", "Dirección de correo electrónico"), "email", "email", 254, true)];
const WORK_EMAIL: &[Input] = &[input(
    "work_email",
    Text::new("Work e-mail address", "Correo electrónico del trabajo"),
    "off",
    "email",
    254,
    true,
)];
const PHONE: &[Input] = &[input("phone", Text::new("Phone number", "Número de teléfono"), "tel", "tel", 40, true)];
const MOBILE: &[Input] =
    &[input("mobile", Text::new("Cell phone number", "Número de teléfono celular"), "tel", "tel", 40, true)];
const SMS: &[Input] = &[input(
    "sms_number",
    Text::new("Number for text messages", "Número para mensajes de texto"),
    "tel",
    "tel",
    40,
    true,
)];
const WORK_PHONE: &[Input] =
    &[input("work_phone", Text::new("Work phone number", "Número de teléfono del trabajo"), "off", "tel", 40, true)];
const FAX: &[Input] = &[input("fax", Text::new("Fax number", "Número de fax"), "off", "tel", 40, true)];
const METHOD: &[Input] = &[input(
    "preferred_method",
    Text::new("How should we reach you first?", "¿Cómo prefiere que nos comuniquemos con usted?"),
    "off",
    "text",
    20,
    true,
)];

impl Detail {
    /// Every detail, in the order of the page.
    pub const ALL: [Self; 9] = [
        Self::Address,
        Self::Email,
        Self::Phone,
        Self::Mobile,
        Self::Sms,
        Self::WorkEmail,
        Self::WorkPhone,
        Self::Fax,
        Self::Method,
    ];

    /// The name in addresses, forms and the database.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Address => "address",
            Self::Email => "email",
            Self::Phone => "phone",
            Self::Mobile => "mobile",
            Self::Sms => "sms",
            Self::WorkEmail => "work-email",
            Self::WorkPhone => "work-phone",
            Self::Fax => "fax",
            Self::Method => "method",
        }
    }

    /// The detail with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|detail| detail.code() == code)
    }

    /// What people read.
    pub const fn label(self) -> Text {
        match self {
            Self::Address => Text::new("Address", "Dirección"),
            Self::Email => Text::new("E-mail", "Correo electrónico"),
            Self::Phone => Text::new("Phone", "Teléfono"),
            Self::Mobile => Text::new("Cell phone", "Teléfono celular"),
            Self::Sms => Text::new("Text messages", "Mensajes de texto"),
            Self::WorkEmail => Text::new("Work e-mail", "Correo electrónico del trabajo"),
            Self::WorkPhone => Text::new("Work phone", "Teléfono del trabajo"),
            Self::Fax => Text::new("Fax", "Fax"),
            Self::Method => Text::new("Best way to reach you", "Mejor forma de comunicarnos con usted"),
        }
    }

    /// The fields of its form, in order.
    pub const fn inputs(self) -> &'static [Input] {
        match self {
            Self::Address => ADDRESS,
            Self::Email => EMAIL,
            Self::Phone => PHONE,
            Self::Mobile => MOBILE,
            Self::Sms => SMS,
            Self::WorkEmail => WORK_EMAIL,
            Self::WorkPhone => WORK_PHONE,
            Self::Fax => FAX,
            Self::Method => METHOD,
        }
    }

    /// The columns of `contact` it is kept in. An address typed as one line empties the columns that an export keeps
    /// house number and kind of street in.
    pub fn columns(self) -> impl Iterator<Item = &'static str> {
        let split: &[&str] = if self == Self::Address { &["street_number", "street_type"] } else { &[] };
        self.inputs().iter().map(|input| input.name).chain(split.iter().copied())
    }

    /// Whether a new value is verified by a mailed link before it is used.
    pub const fn is_verified(self) -> bool {
        matches!(self, Self::Email)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inventory::{self, Class};

    #[test]
    fn every_code_reads_back_and_every_column_is_in_the_inventory() {
        let contact = inventory::info(Class::Contact).relations.iter().find(|one| one.name == "contact").unwrap();
        let mut left: Vec<&str> = contact.fields.iter().map(|field| field.column).collect();
        for detail in Detail::ALL {
            assert_eq!(Detail::from_code(detail.code()), Some(detail));
            for column in detail.columns() {
                assert!(left.contains(&column), "contact.{column} is in no relation, or in two details");
                left.retain(|one| *one != column);
            }
        }
        assert_eq!(left, Vec::<&str>::new(), "what a patron cannot change");
    }
}
