//! The parts of a permission: as a draft, where each may be missing, and complete.

use super::{Offer, Uses};
use crate::{
    inventory::Class,
    parse::{ShortText, field_error},
    words::Text,
};
use chrono::NaiveDate;
use std::collections::BTreeSet;

/// The name of the person who is to be told.
pub type RecipientName = ShortText<120>;
/// How they will prove who they are.
pub type ProofText = ShortText<200>;
/// What it is for.
pub type PurposeText = ShortText<300>;

/// What the recipient is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "named by the words")]
pub enum RecipientKind {
    Person,
    Organization,
}

impl RecipientKind {
    /// Both, in the order of the form.
    pub const ALL: [Self; 2] = [Self::Person, Self::Organization];

    /// The name in the database and in forms.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Organization => "organization",
        }
    }

    /// The one with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// What people read.
    pub const fn label(self) -> Text {
        match self {
            Self::Person => Text::new("A person", "Una persona"),
            Self::Organization => Text::new("An organization", "Una organización"),
        }
    }
}

/// Who is to be told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recipient {
    /// What they are.
    pub kind: RecipientKind,
    /// What they are called.
    pub name: RecipientName,
}

/// A part of a permission: one question of the form each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "named by the words of the form")]
pub enum Part {
    Recipient,
    Proof,
    Records,
    Purpose,
    Days,
    Uses,
}

impl Part {
    /// Every part, in the order they are asked.
    pub const ALL: [Self; 6] = [Self::Recipient, Self::Proof, Self::Records, Self::Purpose, Self::Days, Self::Uses];
}

/// The parts of a draft, each as far as it has been answered.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Parts {
    /// Who is to be told.
    pub recipient: Option<Recipient>,
    /// How they will prove who they are.
    pub proof: Option<ProofText>,
    /// The parts of the record; empty until chosen.
    pub classes: BTreeSet<Class>,
    /// What it is for.
    pub purpose: Option<PurposeText>,
    /// The first and the last day.
    pub days: Option<(NaiveDate, NaiveDate)>,
    /// How often it may be used.
    pub uses: Option<Uses>,
}

impl Parts {
    /// Whether every part has been answered.
    #[must_use]
    pub fn is_answered(&self) -> bool {
        let Self { recipient, proof, classes, purpose, days, uses } = self;
        recipient.is_some()
            && proof.is_some()
            && !classes.is_empty()
            && purpose.is_some()
            && days.is_some()
            && uses.is_some()
    }
}

/// A complete permission, as it may be signed today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Terms {
    /// Who is to be told.
    pub recipient: Recipient,
    /// How they will prove who they are.
    pub proof: ProofText,
    /// The parts of the record; at least one.
    pub classes: BTreeSet<Class>,
    /// What it is for.
    pub purpose: PurposeText,
    /// The first day.
    pub from: NaiveDate,
    /// The last day.
    pub until: NaiveDate,
    /// How often it may be used.
    pub uses: Uses,
}

field_error! {
    /// Why a permission cannot have these days.
    WhenError {
        NoFirst: "Enter the first day" / "Falta el primer día",
        NoLast: "Enter the last day" / "Falta el último día",
        Past: "The first day must be today or later" / "El primer día debe ser hoy o después",
        Backwards: "The last day must be the first day or later" / "El último día debe ser el primer día o después",
        TooLate: "The last day is later than this library allows. Choose an earlier one" / "El último día es posterior a lo que permite esta biblioteca. Hay que elegir uno anterior",
    }
}

field_error! {
    /// Why a permission cannot have this choice of records.
    ClassesError {
        Nothing: "Choose at least one part of your record" / "Hay que elegir al menos una parte del registro",
        NotOffered: "One of these parts cannot be chosen" / "Una de estas partes no se puede elegir",
    }
}

impl Offer {
    /// The first and last day of a permission signed on `today`.
    ///
    /// # Errors
    /// When they are no days of such a permission.
    pub fn days(
        &self,
        from: Option<NaiveDate>,
        until: Option<NaiveDate>,
        today: NaiveDate,
    ) -> Result<(NaiveDate, NaiveDate), WhenError> {
        let from = from.ok_or(WhenError::NoFirst)?;
        let until = until.ok_or(WhenError::NoLast)?;
        if from < today {
            Err(WhenError::Past)
        } else if until < from {
            Err(WhenError::Backwards)
        } else if until > self.latest(today) {
            Err(WhenError::TooLate)
        } else {
            Ok((from, until))
        }
    }

    /// The chosen parts of the record.
    ///
    /// # Errors
    /// When none is chosen, or one that cannot be.
    pub fn records(&self, chosen: impl IntoIterator<Item = Class>) -> Result<BTreeSet<Class>, ClassesError> {
        let chosen: BTreeSet<Class> = chosen.into_iter().collect();
        if chosen.is_empty() {
            Err(ClassesError::Nothing)
        } else if chosen.iter().any(|class| !self.classes().contains(class)) {
            Err(ClassesError::NotOffered)
        } else {
            Ok(chosen)
        }
    }
}

impl Parts {
    /// The complete permission, as it may be signed on `today`.
    ///
    /// # Errors
    /// The first part that is missing, or that would do no more: a first day that has passed since it was chosen.
    pub fn complete(&self, offer: &Offer, today: NaiveDate) -> Result<Terms, Part> {
        let recipient = self.recipient.clone().ok_or(Part::Recipient)?;
        let proof = self.proof.clone().ok_or(Part::Proof)?;
        let classes = offer.records(self.classes.iter().copied()).map_err(|_| Part::Records)?;
        let purpose = self.purpose.clone().ok_or(Part::Purpose)?;
        let (from, until) = self.days.ok_or(Part::Days)?;
        let (from, until) = offer.days(Some(from), Some(until), today).map_err(|_| Part::Days)?;
        let uses = self.uses.ok_or(Part::Uses)?;
        Ok(Terms { recipient, proof, classes, purpose, from, until, uses })
    }
}

/// A day as browsers send it (`2026-11-23`), or as people in the United States write it where the browser has no
/// calendar (`11/23/2026`).
// Read by hand: with chrono's reader of formats, the browser's module is a twentieth larger.
pub fn read_day(text: &str) -> Option<NaiveDate> {
    let text = text.trim();
    let separator = if text.contains('-') { '-' } else { '/' };
    let mut numbers = text.splitn(3, separator).map(|part| {
        let is_number = (1..=4).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
        part.parse::<u32>().ok().filter(|_| is_number)
    });
    let read = (numbers.next()??, numbers.next()??, numbers.next()??);
    let (year, month, day) = if separator == '-' { read } else { (read.2, read.0, read.1) };
    let year = i32::try_from(year).ok().filter(|year| (1900..=2200).contains(year))?;
    NaiveDate::from_ymd_opt(year, month, day)
}
