//! What somebody shows, and what the record says to it.

use crate::{
    decision::{Card, Stop},
    photo_id::PhotoId,
    words::Text,
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Something that can be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Proof {
    /// The patron's own card, in the patron's hand.
    Card,
    /// A photo ID of the patron. The portal compares its name with the record, unless the record was found by it.
    PhotoId,
    /// The patron's card, in the hand of a helper.
    PatronsCard,
    /// The child's card, in the hand of a parent.
    ChildsCard,
    /// A photo ID of a parent, whose name is compared with the record by the portal: the clerk types what the ID says and
    /// is not shown whom the record names.
    GuardiansPhotoId,
    /// The card's number, read out on the phone.
    Barcode,
    /// The child's card number, read out on the phone.
    ChildsBarcode,
    /// The number that is calling; the portal compares it with the record and shows none.
    Number,
}

/// What sort of thing it is: all of a sort are one question of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProofSort {
    /// The card, seen or read out.
    Card,
    /// A photo ID.
    PhotoId,
    /// The number that is calling.
    Number,
}

impl Proof {
    /// What sort of thing it is.
    pub const fn sort(self) -> ProofSort {
        match self {
            Self::Card | Self::PatronsCard | Self::ChildsCard | Self::Barcode | Self::ChildsBarcode => ProofSort::Card,
            Self::PhotoId | Self::GuardiansPhotoId => ProofSort::PhotoId,
            Self::Number => ProofSort::Number,
        }
    }

    /// What the clerk ticks or answers.
    pub const fn label(self) -> Text {
        match self {
            Self::Card => Text::new("I see the patron’s library card", "Veo la tarjeta de la biblioteca"),
            Self::PhotoId | Self::GuardiansPhotoId => Text::new("Photo ID I see", "Identificación con foto que veo"),
            Self::PatronsCard => {
                Text::new("They brought the patron’s library card", "Trajo la tarjeta de la persona titular")
            }
            Self::ChildsCard => Text::new("They brought the child’s library card", "Trajo la tarjeta del menor"),
            Self::Barcode => Text::new("They read out the card number", "Dictó el número de la tarjeta"),
            Self::ChildsBarcode => {
                Text::new("They read out the child’s card number", "Dictó el número de la tarjeta del menor")
            }
            Self::Number => Text::new("The number they are calling from", "El número desde el que llama"),
        }
    }
}

/// What was shown, by kind: never a number, never a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ProofShown {
    /// The card was seen, or its number read out.
    pub card: bool,
    /// The kind of photo ID that was seen.
    pub photo_id: Option<PhotoId>,
}

/// What the record says about anyone who asks, read at the moment of the answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Known {
    /// How the card stands with which the record was found; [`Card::NotShown`] where it was found without one.
    pub card: Card,
    /// The patron's birth date.
    pub born: Option<NaiveDate>,
    /// Whether the name on the photo ID is the patron's, or the record was found by it.
    pub is_patron: bool,
    /// What stops parents and guardians.
    pub stop: Option<Stop>,
    /// The line of the record that names the parent whose photo ID was seen.
    pub named: Option<Named>,
    /// Whether a written permission of the patron's is in force for the one whose photo ID was seen.
    pub permitted: bool,
    /// Whether the number that calls is one of the record's.
    pub number_matches: bool,
}

/// A parent or guardian whom the record names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Named {
    /// Whether they signed for the card (L14).
    pub cosigner: bool,
}
