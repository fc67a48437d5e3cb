//! What a draft may begin with: the errands that most permissions are for, already filled in. Every answer can be changed.

use super::{Offer, Parts, ProofText, PurposeText, Span, Uses};
use crate::{
    inventory::Class,
    words::{Lang, Text},
};
use chrono::NaiveDate;

/// What a permission is to begin with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "named by the words")]
pub enum Start {
    PickUp,
    Borrowed,
    Pay,
    Once,
    Empty,
}

impl Start {
    /// Each, in the order of the page.
    pub const ALL: [Self; 5] = [Self::PickUp, Self::Borrowed, Self::Pay, Self::Once, Self::Empty];

    /// The name in forms.
    pub const fn code(self) -> &'static str {
        match self {
            Self::PickUp => "pick-up",
            Self::Borrowed => "borrowed",
            Self::Pay => "pay",
            Self::Once => "once",
            Self::Empty => "empty",
        }
    }

    /// The one with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|start| start.code() == code)
    }

    /// What people read.
    pub const fn label(self) -> Text {
        match self {
            Self::PickUp => Text::new("Somebody picks up my holds", "Alguien recoge mis reservas"),
            Self::Borrowed => {
                Text::new("Somebody looks after what I have checked out", "Alguien se ocupa de lo que tengo prestado")
            }
            Self::Pay => Text::new("Somebody pays what I owe", "Alguien paga lo que debo"),
            Self::Once => {
                Text::new("An organization needs to see something once", "Una organización necesita ver algo una vez")
            }
            Self::Empty => Text::new("Something else", "Otra cosa"),
        }
    }

    /// What is filled in, in words.
    pub const fn what(self) -> Text {
        match self {
            Self::PickUp => Text::new("Your holds, for six months.", "Sus reservas, por seis meses."),
            Self::Borrowed => {
                Text::new("Your loans and holds, for six months.", "Sus préstamos y reservas, por seis meses.")
            }
            Self::Pay => Text::new("Your fees and payments, for a month.", "Sus cargos y pagos, por un mes."),
            Self::Once => Text::new(
                "One time, within a month. You choose the parts.",
                "Una sola vez, dentro de un mes. Usted elige las partes.",
            ),
            Self::Empty => Text::new("You fill in everything yourself.", "Usted lo llena todo."),
        }
    }

    /// The answers to begin with, on `today`. What this library does not offer is left out.
    pub fn parts(self, offer: &Offer, today: NaiveDate, lang: Lang) -> Parts {
        let (classes, purpose, span, uses): (&[Class], _, _, _) = match self {
            Self::PickUp => (
                &[Class::Holds],
                Some(Text::new("To pick up my holds for me.", "Para recoger mis reservas por mí.")),
                Span::HalfYear,
                Uses::Repeatedly,
            ),
            Self::Borrowed => (
                &[Class::Checkouts, Class::Holds],
                Some(Text::new(
                    "To return and renew what I have checked out, and to pick up my holds.",
                    "Para devolver y renovar lo que tengo prestado y recoger mis reservas.",
                )),
                Span::HalfYear,
                Uses::Repeatedly,
            ),
            Self::Pay => (
                &[Class::Fees],
                Some(Text::new("To pay the fees I owe.", "Para pagar los cargos que debo.")),
                Span::Month,
                Uses::Repeatedly,
            ),
            Self::Once => (&[], None, Span::Month, Uses::Once),
            Self::Empty => return Parts::default(),
        };
        let proof = Text::new("Photo ID in their name", "Una identificación con foto a su nombre");
        let proof = (self != Self::Once).then(|| ProofText::parse(proof.to(lang)).ok()).flatten();
        Parts {
            recipient: None,
            proof,
            classes: classes.iter().copied().filter(|class| offer.classes().contains(class)).collect(),
            purpose: purpose.and_then(|purpose| PurposeText::parse(purpose.to(lang)).ok()),
            days: span.last(today, offer.latest(today)).map(|last| (today, last)),
            uses: Some(uses),
        }
    }
}
