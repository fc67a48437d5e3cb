//! Who asks, as a clerk would say it.

use super::{Errand, Proof, ProofSort};
use crate::{
    profile::{DebtPayer, GuardianAccess, Helper, PhoneAnswers, Profile, WrittenPermission},
    words::Text,
};
use serde::{Deserialize, Serialize};

/// Who is asking.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Voice {
    /// The patron, at the desk.
    Patron,
    /// The patron, on the phone (L22).
    PatronByPhone,
    /// A friend or relative with the patron's card, on an errand (L17).
    Helper,
    /// Somebody who offers to pay what the patron owes (L18).
    Payer,
    /// A parent or guardian, at the desk (M3, L14, W3).
    Parent,
    /// A parent or guardian, on the phone.
    ParentByPhone,
    /// Somebody with the patron's written permission (S3).
    PermissionHolder,
    /// A caller who proves nothing.
    Caller,
    /// A friend or relative, without the card or where no helper is served (W4).
    Relative,
    /// A service of the library's, by phone or in person (M6, L24).
    Vendor,
    /// Another library.
    OtherLibrary,
    /// A journalist (W4).
    Reporter,
    /// Police, another agency, or somebody with a subpoena, warrant or order (L15, C2, W5).
    Police,
    /// Anybody else (C3, M9, W9).
    Anyone,
}

impl Voice {
    /// Every one, in the order of the screen.
    pub const ALL: [Self; 14] = [
        Self::Patron,
        Self::PatronByPhone,
        Self::Parent,
        Self::ParentByPhone,
        Self::Helper,
        Self::Payer,
        Self::PermissionHolder,
        Self::Relative,
        Self::Caller,
        Self::Vendor,
        Self::OtherLibrary,
        Self::Reporter,
        Self::Police,
        Self::Anyone,
    ];

    /// The name in addresses and in the ledger.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Patron => "patron",
            Self::PatronByPhone => "patron-by-phone",
            Self::Helper => "helper",
            Self::Payer => "payer",
            Self::Parent => "parent",
            Self::ParentByPhone => "parent-by-phone",
            Self::PermissionHolder => "permission-holder",
            Self::Caller => "caller",
            Self::Relative => "relative",
            Self::Vendor => "vendor",
            Self::OtherLibrary => "other-library",
            Self::Reporter => "reporter",
            Self::Police => "police",
            Self::Anyone => "anyone",
        }
    }

    /// The one with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|voice| voice.code() == code)
    }

    /// What the clerk reads.
    pub const fn label(self) -> Text {
        match self {
            Self::Patron => Text::new("The patron, here", "La persona titular, aquí"),
            Self::PatronByPhone => Text::new("The patron, by phone", "La persona titular, por teléfono"),
            Self::Helper => Text::new("A helper with the patron’s card", "Alguien que ayuda, con la tarjeta"),
            Self::Payer => Text::new("Someone who wants to pay", "Alguien que quiere pagar"),
            Self::Parent => Text::new("A parent or guardian, here", "Madre, padre o tutor, aquí"),
            Self::ParentByPhone => Text::new("A parent or guardian, by phone", "Madre, padre o tutor, por teléfono"),
            Self::PermissionHolder => {
                Text::new("Someone with a written permission", "Alguien con un permiso por escrito")
            }
            Self::Caller => Text::new("A caller who proves nothing", "Alguien que llama y no prueba nada"),
            Self::Relative => Text::new("A friend or relative", "Un amigo o familiar"),
            Self::Vendor => Text::new("A company or online service", "Una empresa o un servicio en línea"),
            Self::OtherLibrary => Text::new("Another library", "Otra biblioteca"),
            Self::Reporter => Text::new("A reporter", "Un periodista"),
            Self::Police => Text::new("Police, an agency or legal papers", "Policía, una agencia o papeles legales"),
            Self::Anyone => Text::new("Anyone else", "Cualquier otra persona"),
        }
    }

    /// What the patron reads afterwards: who asked.
    pub const fn as_told(self) -> Text {
        match self {
            Self::Patron => Text::new("You, at the desk", "Usted, en el mostrador"),
            Self::PatronByPhone => Text::new("You, by phone", "Usted, por teléfono"),
            Self::Helper => Text::new(
                "Someone with your card, on an errand for you",
                "Alguien con su tarjeta, en un trámite para usted",
            ),
            Self::Payer => {
                Text::new("Someone who offered to pay what you owe", "Alguien que ofreció pagar lo que usted debe")
            }
            Self::Parent => Text::new("A parent or guardian, at the desk", "Su madre, padre o tutor, en el mostrador"),
            Self::ParentByPhone => Text::new("A parent or guardian, by phone", "Su madre, padre o tutor, por teléfono"),
            Self::PermissionHolder => {
                Text::new("Someone with your written permission", "Alguien con su permiso por escrito")
            }
            Self::Caller => Text::new("A caller", "Alguien por teléfono"),
            Self::Relative => Text::new("A friend or relative", "Un amigo o familiar"),
            Self::Vendor => Text::new("A company or online service", "Una empresa o un servicio en línea"),
            Self::OtherLibrary => Text::new("Another library", "Otra biblioteca"),
            Self::Reporter => Text::new("A reporter", "Un periodista"),
            Self::Police => Text::new("Police or an agency", "La policía o una agencia"),
            Self::Anyone => Text::new("Somebody else", "Otra persona"),
        }
    }

    /// The letter that chooses it, each its own.
    pub const fn letter(self) -> char {
        match self {
            Self::Patron => 'p',
            Self::PatronByPhone => 't',
            Self::Helper => 'h',
            Self::Payer => 'd',
            Self::Parent => 'g',
            Self::ParentByPhone => 'k',
            Self::PermissionHolder => 'w',
            Self::Caller => 'c',
            Self::Relative => 'f',
            Self::Vendor => 'v',
            Self::OtherLibrary => 'l',
            Self::Reporter => 'r',
            Self::Police => 'o',
            Self::Anyone => 'a',
        }
    }

    /// Whether the answer needs the record. All others are told the same, no matter whom they ask about, so no record is opened.
    pub const fn needs_record(self) -> bool {
        matches!(
            self,
            Self::Patron | Self::PatronByPhone | Self::Helper | Self::Payer | Self::Parent | Self::ParentByPhone
        )
    }

    /// Whether this library serves them at all. Those who are always refused are always on the screen, for the words.
    pub fn is_offered(self, profile: &Profile) -> bool {
        let switches = &profile.switches;
        let by_phone = switches.phone_answers.value != PhoneAnswers::None;
        let permissions = switches.written_permission.value == WrittenPermission::Offered;
        let parents = switches.guardian_access.value != GuardianAccess::PatronsPermissionOnly || permissions;
        match self {
            Self::Helper => switches.helper.value == Helper::MinimumWithCard,
            Self::Payer => switches.debt_payer.value == DebtPayer::AmountOwed,
            Self::PatronByPhone => by_phone,
            Self::Parent => parents,
            // A photo ID cannot be seen on the phone: only the child's card number can be read out.
            Self::ParentByPhone => by_phone && switches.guardian_access.value == GuardianAccess::ChildsCard,
            Self::PermissionHolder => permissions,
            _ => true,
        }
    }

    /// What it may be about, the most common first; nothing where one thing alone is told, or none.
    pub const fn errands(self) -> &'static [Errand] {
        match self {
            Self::Patron => &[Errand::Account, Errand::Details, Errand::History, Errand::Everything],
            Self::Parent => &[Errand::Account, Errand::History, Errand::Everything],
            Self::PatronByPhone | Self::ParentByPhone => &[Errand::Account],
            Self::Helper => &[Errand::PickUpHolds, Errand::ReturnOrRenew, Errand::PayFees, Errand::InterlibraryLoan],
            Self::Payer => &[Errand::Debt],
            _ => &[],
        }
    }

    /// What they can show, to be ticked by the person who sees it.
    pub fn proofs(self, profile: &Profile) -> &'static [Proof] {
        match self {
            Self::Patron => &[Proof::Card, Proof::PhotoId],
            Self::PatronByPhone => &[Proof::Barcode, Proof::Number],
            Self::Helper => &[Proof::PatronsCard],
            Self::Parent => match profile.switches.guardian_access.value {
                GuardianAccess::ChildsCard => &[Proof::ChildsCard, Proof::GuardiansPhotoId],
                GuardianAccess::GuardianOnRecord | GuardianAccess::PatronsPermissionOnly => &[Proof::GuardiansPhotoId],
            },
            Self::ParentByPhone => &[Proof::ChildsBarcode],
            _ => &[],
        }
    }

    /// Whether something of this sort is among what they can show; what else is ticked or typed counts for nothing.
    pub fn shows(self, sort: ProofSort, profile: &Profile) -> bool {
        self.proofs(profile).iter().any(|proof| proof.sort() == sort)
    }
}
