//! The fields of each detail's form.

use super::Detail;
use crate::{parse::Judge, words::Text};

/// One field of a detail's form.
#[derive(Debug, Clone, Copy)]
pub struct Input {
    /// Its name in the form, and that of its column.
    pub name: &'static str,
    /// What it asks for.
    pub label: Text,
    /// What it takes.
    pub takes: Takes,
    /// The `autocomplete` token (WCAG 1.3.5).
    pub autocomplete: &'static str,
    /// The most characters it takes.
    pub most: usize,
    /// Whether it must be filled in.
    pub need: Need,
}

/// What a field takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Takes {
    /// One line.
    Line,
    /// An e-mail address.
    Email,
    /// A telephone number.
    Phone,
    /// A ZIP code, or what another country has.
    PostalCode,
    /// One of the ways to reach somebody.
    Method,
}

/// Whether a field must be filled in. A detail whose fields are all left empty is taken away, unless one of them is
/// `Always` needed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// Yes; what to say when it is empty.
    Always(Text),
    /// Where any other field is filled in; what to say when only this one is empty.
    WithOthers(Text),
    /// No.
    No,
}

impl Takes {
    /// The on-screen keyboard.
    pub const fn inputmode(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Phone => "tel",
            Self::Line | Self::PostalCode | Self::Method => "text",
        }
    }
}

impl Input {
    /// What it is judged by; `None` where one chooses instead of typing.
    pub fn judge(&self) -> Option<Judge> {
        match self.takes {
            Takes::Line => Some(Judge::Line(self.most)),
            Takes::Email => Some(Judge::Email),
            Takes::Phone => Some(Judge::Phone),
            Takes::PostalCode => Some(Judge::PostalCode),
            Takes::Method => None,
        }
    }

    const fn new(name: &'static str, label: Text, takes: Takes, autocomplete: &'static str, most: usize) -> Self {
        Self { name, label, takes, autocomplete, most, need: Need::No }
    }

    const fn email(name: &'static str, label: Text, autocomplete: &'static str) -> Self {
        Self::new(name, label, Takes::Email, autocomplete, 254)
    }

    const fn phone(name: &'static str, label: Text, autocomplete: &'static str) -> Self {
        Self::new(name, label, Takes::Phone, autocomplete, 40)
    }

    /// The same field with another `autocomplete` token. A second address has a section of its own, so that a browser does
    /// not fill it with the first.
    const fn filled_by(self, autocomplete: &'static str) -> Self {
        Self { autocomplete, ..self }
    }

    /// The same field about somebody else: a browser has nothing to fill in.
    const fn of_another(self) -> Self {
        self.filled_by("off")
    }

    const fn needed(self, need: Need) -> Self {
        Self { need, ..self }
    }
}

const NO_ADDRESS: Text = Text::new("Enter your address.", "Falta la dirección.");
const NO_SECOND_ADDRESS: Text = Text::new(
    "Enter the second address, or leave every field empty.",
    "La segunda dirección está incompleta. Se escribe entera o se deja vacía.",
);
const NO_NAME: Text = Text::new("Enter the person’s name.", "Falta el nombre de la persona.");

const LINE: Input = Input::new("address", Text::new("Address", "Dirección"), Takes::Line, "address-line1", 200);
const LINE2: Input = Input::new(
    "address2",
    Text::new("Apartment or second line (optional)", "Apartamento o segunda línea (opcional)"),
    Takes::Line,
    "address-line2",
    200,
);
const CITY: Input = Input::new(
    "city",
    Text::new("Town or city (optional)", "Pueblo o ciudad (opcional)"),
    Takes::Line,
    "address-level2",
    100,
);
const STATE: Input =
    Input::new("state", Text::new("State (optional)", "Estado (opcional)"), Takes::Line, "address-level1", 60);
const ZIPCODE: Input = Input::new(
    "zipcode",
    Text::new("ZIP or postal code (optional)", "Código postal (opcional)"),
    Takes::PostalCode,
    "postal-code",
    20,
);
const COUNTRY: Input =
    Input::new("country", Text::new("Country (optional)", "País (opcional)"), Takes::Line, "country-name", 100);

const ADDRESS: &[Input] = &[LINE.needed(Need::Always(NO_ADDRESS)), LINE2, CITY, STATE, ZIPCODE, COUNTRY];

const SECOND_ADDRESS: &[Input] = &[
    LINE.filled_by("section-second address-line1").needed(Need::WithOthers(NO_SECOND_ADDRESS)),
    LINE2.filled_by("section-second address-line2"),
    CITY.filled_by("section-second address-level2"),
    STATE.filled_by("section-second address-level1"),
    ZIPCODE.filled_by("section-second postal-code"),
    COUNTRY.filled_by("section-second country-name"),
    Input::phone(
        "phone",
        Text::new("Phone there (optional)", "Teléfono en ese lugar (opcional)"),
        "section-second tel",
    ),
    Input::email(
        "email",
        Text::new("E-mail there (optional)", "Correo electrónico en ese lugar (opcional)"),
        "section-second email",
    ),
    Input::new(
        "note",
        Text::new("When you are there (optional)", "Cuándo está ahí (opcional)"),
        Takes::Line,
        "off",
        200,
    ),
];

const OTHER_PERSON: &[Input] = &[
    Input::new("name", Text::new("Name", "Nombre"), Takes::Line, "off", 200).needed(Need::WithOthers(NO_NAME)),
    Input::phone("phone", Text::new("Phone", "Teléfono"), "off"),
    Input::email("email", Text::new("E-mail", "Correo electrónico"), "off"),
    LINE.of_another(),
    LINE2.of_another(),
    CITY.of_another(),
    STATE.of_another(),
    ZIPCODE.of_another(),
    COUNTRY.of_another(),
    Input::new(
        "note",
        Text::new("What we should know (optional)", "Lo que debemos saber (opcional)"),
        Takes::Line,
        "off",
        200,
    ),
];

const EMAIL: &[Input] =
    &[Input::email("email", Text::new("E-mail address", "Dirección de correo electrónico"), "email")];
const WORK_EMAIL: &[Input] =
    &[Input::email("work_email", Text::new("Work e-mail address", "Correo electrónico del trabajo"), "off")];
const PHONE: &[Input] = &[Input::phone("phone", Text::new("Phone number", "Número de teléfono"), "tel")];
const MOBILE: &[Input] = &[Input::phone("mobile", Text::new("Cell phone number", "Número de teléfono celular"), "tel")];
const SMS: &[Input] =
    &[Input::phone("sms_number", Text::new("Number for text messages", "Número para mensajes de texto"), "tel")];
const WORK_PHONE: &[Input] =
    &[Input::phone("work_phone", Text::new("Work phone number", "Número de teléfono del trabajo"), "off")];
const FAX: &[Input] = &[Input::phone("fax", Text::new("Fax number", "Número de fax"), "off")];
const METHOD: &[Input] = &[Input::new(
    "preferred_method",
    Text::new("How should we reach you first?", "¿Cómo prefiere que nos comuniquemos con usted?"),
    Takes::Method,
    "off",
    20,
)];

impl Detail {
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
            Self::SecondAddress => SECOND_ADDRESS,
            Self::OtherPerson => OTHER_PERSON,
        }
    }
}
