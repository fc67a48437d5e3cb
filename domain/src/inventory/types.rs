//! The types of the inventory. Read these first.

use crate::words::Text;
use serde::{Deserialize, Serialize};

/// A class of data held about a patron: a drawer of the record.
///
/// The order is the order of the overview. [`Class::code`] stands in URLs, exports, profiles and the ledger.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "each is described by its ClassInfo")]
pub enum Class {
    Identity,
    Contact,
    Eligibility,
    Family,
    Membership,
    Notes,
    Checkouts,
    History,
    Holds,
    InterlibraryLoans,
    Fees,
    Notices,
    Preferences,
    Credentials,
    ComputerUse,
    Registrations,
    Contributions,
    Questions,
    Pending,
    Activity,
    HeldElsewhere,
}

impl Class {
    /// Every class, in the order of the overview.
    pub const ALL: [Self; 21] = [
        Self::Identity,
        Self::Contact,
        Self::Eligibility,
        Self::Family,
        Self::Membership,
        Self::Notes,
        Self::Checkouts,
        Self::History,
        Self::Holds,
        Self::InterlibraryLoans,
        Self::Fees,
        Self::Notices,
        Self::Preferences,
        Self::Credentials,
        Self::ComputerUse,
        Self::Registrations,
        Self::Contributions,
        Self::Questions,
        Self::Pending,
        Self::Activity,
        Self::HeldElsewhere,
    ];

    /// What people read.
    pub const fn label(self) -> Text {
        match self {
            Self::Identity => Text::new("Who you are", "Quién es usted"),
            Self::Contact => Text::new("How to reach you", "Cómo comunicarnos con usted"),
            Self::Eligibility => Text::new("Card eligibility", "Requisitos para la tarjeta"),
            Self::Family => Text::new("Family", "Familia"),
            Self::Membership => Text::new("Card and membership", "Tarjeta y membresía"),
            Self::Notes => Text::new("Notes", "Notas"),
            Self::Checkouts => Text::new("Checked out now", "Prestado ahora"),
            Self::History => Text::new("Reading history", "Historial de lectura"),
            Self::Holds => Text::new("Holds", "Reservas"),
            Self::InterlibraryLoans => Text::new("From other libraries", "De otras bibliotecas"),
            Self::Fees => Text::new("Fees and payments", "Cargos y pagos"),
            Self::Notices => Text::new("Notices sent to you", "Avisos que se le enviaron"),
            Self::Preferences => Text::new("Choices and consents", "Preferencias y consentimientos"),
            Self::Credentials => Text::new("Signing in", "Inicio de sesión"),
            Self::ComputerUse => Text::new("Public computers", "Computadoras públicas"),
            Self::Registrations => Text::new("Events", "Eventos"),
            Self::Contributions => Text::new("What you wrote for others", "Lo que escribió para otros"),
            Self::Questions => Text::new("Questions you asked", "Preguntas que hizo"),
            Self::Pending => Text::new("Waiting for the desk", "Pendiente en el mostrador"),
            Self::Activity => Text::new("What happened to your record", "Qué pasó con su registro"),
            Self::HeldElsewhere => Text::new("Held somewhere else", "Guardado en otro lugar"),
        }
    }

    /// What others read in its place: the staff, and anyone who is handed something of a record.
    pub const fn label_for_others(self) -> Text {
        match self {
            Self::Identity => Text::new("Who they are", "Quién es la persona"),
            Self::Contact => Text::new("How to reach them", "Cómo comunicarse con la persona"),
            Self::Notices => Text::new("Notices sent to them", "Avisos enviados a la persona"),
            Self::Contributions => Text::new("What they wrote for others", "Lo que la persona escribió para otros"),
            Self::Questions => Text::new("Questions they asked", "Preguntas que hizo la persona"),
            Self::Activity => Text::new("What happened to the record", "Qué pasó con el registro"),
            _ => self.label(),
        }
    }

    /// What the person whose record it is calls it themself: in a text that they sign, and that others read.
    pub const fn label_in_their_words(self) -> Text {
        match self {
            Self::Identity => Text::new("Who I am", "Quién soy"),
            Self::Contact => Text::new("How to reach me", "Cómo comunicarse conmigo"),
            Self::Notices => Text::new("Notices sent to me", "Avisos que se me enviaron"),
            Self::Contributions => Text::new("What I wrote for others", "Lo que escribí para otros"),
            Self::Questions => Text::new("Questions I asked", "Preguntas que hice"),
            Self::Activity => Text::new("What happened to my record", "Qué pasó con mi registro"),
            _ => self.label(),
        }
    }

    /// The class's name in URLs, exports, profiles and the ledger.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Identity => "identity",
            Self::Contact => "contact",
            Self::Eligibility => "eligibility",
            Self::Family => "family",
            Self::Membership => "membership",
            Self::Notes => "notes",
            Self::Checkouts => "checkouts",
            Self::History => "history",
            Self::Holds => "holds",
            Self::InterlibraryLoans => "interlibrary-loans",
            Self::Fees => "fees",
            Self::Notices => "notices",
            Self::Preferences => "preferences",
            Self::Credentials => "credentials",
            Self::ComputerUse => "computer-use",
            Self::Registrations => "registrations",
            Self::Contributions => "contributions",
            Self::Questions => "questions",
            Self::Pending => "pending",
            Self::Activity => "activity",
            Self::HeldElsewhere => "held-elsewhere",
        }
    }

    /// The class with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|class| class.code() == code)
    }
}

/// Everything the portal says about a class, whatever the library.
#[derive(Debug)]
pub struct ClassInfo {
    /// Which class.
    pub class: Class,
    /// What the drawer is called: "Contact details".
    pub label: Text,
    /// One sentence on what is in it.
    pub what: Text,
    /// Why a library holds it.
    pub why: Text,
    /// What to do when something in it is wrong.
    pub correction: Text,
    /// Who at the library can see it, in general (the decision has the last word).
    pub who_can_see: Text,
    /// The tables or views it is read from; empty for a class that no table holds (held elsewhere).
    pub relations: &'static [Relation],
}

/// One table or view that holds part of a class.
#[derive(Debug)]
pub struct Relation {
    /// The name in Postgres. A view is read in place of its tables where rows belong to two people or hide a value.
    pub name: &'static str,
    /// What a row is called: "Card", "Alternate contact". Shown where a class has several relations.
    pub label: Text,
    /// One row a person, or a list.
    pub rows: Rows,
    /// The column that names the person: `person_id`, or `id` in `person`, or `subject_id` in `ledger_event`.
    pub person: &'static str,
    /// The uuid column that names the row: `id`, or `person_id` where there is one row a person and no `id`.
    pub key: &'static str,
    /// Where its rows come from.
    pub origin: Origin,
    /// Newest first, or as a person reads it: an SQL `ORDER BY` without the keyword. Ends in a unique column.
    pub order: &'static str,
    /// The date or moment that says how old a row is, for "since" and "newest" on the overview.
    pub dated: &'static str,
    /// When a row of it is over, so that the days until it is deleted begin.
    pub over: Over,
    /// Every column but the person column and the plumbing in [`PLUMBING`].
    pub fields: &'static [Field],
}

/// When a row is over: the days of a [`Keep`](crate::profile::Keep) count from then.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Over {
    /// With the person's whole record, of which it is a part.
    WithTheRecord,
    /// On the day of this date or moment. Where there is none the row is not over.
    On {
        /// The column.
        column: &'static str,
        /// What a row without that day waits for: "until it is paid or forgiven".
        until: Text,
    },
    /// Never while it is here: something else takes it away, such as the return of a loan.
    NotWhileHere(Text),
}

/// How a relation says where a row came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// In two columns: a source code ([`source_label`](super::source_label)) and a moment. The moment is a field too
    /// where it is not the plumbing's `sourced_at`.
    Columns {
        /// The column with the code.
        source: &'static str,
        /// The column with the moment.
        at: &'static str,
    },
    /// The portal made it, at the moment in this column.
    Portal {
        /// The column with the moment.
        at: &'static str,
    },
}

/// The `source` and `sourced_at` that most tables have.
pub const SOURCED: Origin = Origin::Columns { source: "source", at: "sourced_at" };

/// How many rows of a relation one person has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rows {
    /// At most one: shown as label and value.
    One,
    /// Any number: shown as a list with pages and, where `searchable` names text columns, a search.
    Many {
        /// The text columns a search looks in; empty for a list that is not searched.
        searchable: &'static [&'static str],
    },
}

/// One column held about a patron.
#[derive(Debug)]
pub struct Field {
    /// The column's name in Postgres and in exports.
    pub column: &'static str,
    /// What a patron reads.
    pub label: Text,
    /// How the value is read and shown.
    pub kind: Kind,
    /// Whether the patron sees it.
    pub shown: Visibility,
    /// Why this field is held, where it is more than the class's reason.
    pub why: Option<Text>,
    /// Rows with this value are the patron's alone: the desk, a guardian or the holder of a permission never gets them.
    pub own_rows: Option<&'static str>,
    /// Whether it only serves the working of a system, and stands behind "Technical details" in a list.
    pub technical: bool,
    /// Whether it is there for some kinds of rows alone: a list in which no row has it does not say that it is missing.
    pub seldom: bool,
    /// Whether it is the day by which what a person has is to be brought back: it is overdue once that has passed.
    pub back_by: bool,
}

impl Field {
    /// A field that is shown as it is and held for the reason its class is.
    pub(super) const fn new(column: &'static str, kind: Kind, en: &'static str, es: &'static str) -> Self {
        Self {
            column,
            label: Text::new(en, es),
            kind,
            shown: Visibility::Plain,
            why: None,
            own_rows: None,
            technical: false,
            seldom: false,
            back_by: false,
        }
    }

    /// The same field with a reason of its own to be held.
    pub(super) const fn because(self, en: &'static str, es: &'static str) -> Self {
        Self { why: Some(Text::new(en, es)), ..self }
    }

    /// The same field; rows in which it has this value are told to nobody but the patron.
    pub(super) const fn own_rows(self, value: &'static str) -> Self {
        Self { own_rows: Some(value), ..self }
    }

    /// The same field, which tells a person little and serves the working of a system.
    pub(super) const fn technical(self) -> Self {
        Self { technical: true, ..self }
    }

    /// The same field, which only some rows have and none lacks.
    pub(super) const fn seldom(self) -> Self {
        Self { seldom: true, ..self }
    }

    /// The same field, the day by which what a person has is to be brought back.
    pub(super) const fn back_by(self) -> Self {
        Self { back_by: true, ..self }
    }

    /// The same field, hidden on the page until asked for.
    pub(super) const fn masked(self) -> Self {
        Self { shown: Visibility::Masked, ..self }
    }

    /// The same field, shown unless `column` says why not.
    pub(super) const fn unless(self, column: &'static str) -> Self {
        Self { shown: Visibility::PlainUnless(column), ..self }
    }

    /// The same field, never shown, for this reason.
    pub(super) const fn withheld(self, en: &'static str, es: &'static str) -> Self {
        Self { shown: Visibility::Withheld(Text::new(en, es)), ..self }
    }
}

impl Field {
    /// Whether the values of a list are summed below it: money, but no balance.
    pub fn adds_up(&self) -> bool {
        self.kind == Kind::Cents && !self.column.contains("balance") && !matches!(self.shown, Visibility::Withheld(_))
    }
}

impl Relation {
    /// The field of this column.
    pub fn field(&self, column: &str) -> Option<&'static Field> {
        self.fields.iter().find(|field| field.column == column)
    }

    /// The text columns a search looks in; none for a relation of one row a person.
    pub const fn searchable(&self) -> &'static [&'static str] {
        match self.rows {
            Rows::One => &[],
            Rows::Many { searchable } => searchable,
        }
    }
}

/// How a value is read from Postgres and shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Text as it stands.
    Text,
    /// Text that may have several lines.
    LongText,
    /// One of a list of codes, each with a label; an unknown code is shown as it stands.
    Code(&'static [(&'static str, Text)]),
    /// An e-mail address.
    Email,
    /// A telephone number as it was given.
    Phone,
    /// A library card number.
    CardNumber,
    /// A calendar date.
    Date,
    /// A moment, shown in the library's time zone.
    Moment,
    /// True or false.
    YesNo,
    /// A whole number.
    Count,
    /// An amount in cents of a US dollar.
    Cents,
    /// A list of codes (`text[]`).
    Codes,
}

/// Whether the patron sees a field's value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Visibility {
    /// As it is.
    Plain,
    /// Hidden on the page until asked for (a birth date at a shared computer); plain in the export.
    Masked,
    /// As it is, unless this column of the same row holds a reason why not (a note about somebody else): then the
    /// reason stands in its place. The relation is a view that never gives such a value out.
    PlainUnless(&'static str),
    /// Never shown nor exported; the reason is.
    Withheld(Text),
}

/// Columns that hold nothing about a person but the row's own name, tenant, and where it came from; the reader shows
/// `source` and `sourced_at` beside every value.
pub const PLUMBING: [&str; 5] = ["id", "library", "source", "sourced_at", "subscriber_id"];

/// A table with a person's data that no class reads directly, and why: its rows are shown through a view, or are
/// counters under a keyed hash.
#[derive(Debug)]
pub struct Behind {
    /// The table in Postgres.
    pub table: &'static str,
    /// Its columns.
    pub columns: &'static [&'static str],
    /// Where a patron sees it, or why not.
    pub reason: Text,
}
