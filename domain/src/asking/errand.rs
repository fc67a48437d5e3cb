//! What somebody at the desk asks about.

use crate::{
    decision::{Fact, Transaction, Wanted},
    inventory::Class,
    words::Text,
};
use serde::{Deserialize, Serialize};

/// What it is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Errand {
    /// What is out, waits or is owed.
    Account,
    /// Name, birth date, address, and how they are reached.
    Details,
    /// What was borrowed before.
    History,
    /// All of the record.
    Everything,
    /// Collecting what is on the hold shelf.
    PickUpHolds,
    /// Returning or renewing what is out.
    ReturnOrRenew,
    /// Collecting or returning an interlibrary loan.
    InterlibraryLoan,
    /// Paying on the patron's behalf, with the card.
    PayFees,
    /// Paying what somebody else owes.
    Debt,
}

impl Errand {
    /// Every one.
    pub const ALL: [Self; 9] = [
        Self::Account,
        Self::Details,
        Self::History,
        Self::Everything,
        Self::PickUpHolds,
        Self::ReturnOrRenew,
        Self::InterlibraryLoan,
        Self::PayFees,
        Self::Debt,
    ];

    /// The name in forms and in the ledger.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Account => "account",
            Self::Details => "details",
            Self::History => "history",
            Self::Everything => "everything",
            Self::PickUpHolds => "pick-up-holds",
            Self::ReturnOrRenew => "return-or-renew",
            Self::InterlibraryLoan => "interlibrary-loan",
            Self::PayFees => "pay-fees",
            Self::Debt => "debt",
        }
    }

    /// The one with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|errand| errand.code() == code)
    }

    /// What the clerk reads, and the patron afterwards.
    pub const fn label(self) -> Text {
        match self {
            Self::Account => Text::new("Loans, holds and money owed", "Préstamos, reservas y deudas"),
            Self::Details => Text::new("Name, address and how to be reached", "Nombre, dirección y contacto"),
            Self::History => Text::new("Past loans", "Préstamos anteriores"),
            Self::Everything => Text::new("The whole record", "Todo el registro"),
            Self::PickUpHolds => Text::new("Picking up holds", "Recoger reservas"),
            Self::ReturnOrRenew => Text::new("Returning or renewing", "Devolver o renovar"),
            Self::InterlibraryLoan => Text::new("An interlibrary loan", "Un préstamo entre bibliotecas"),
            Self::PayFees => Text::new("Paying fees", "Pagar cargos"),
            Self::Debt => Text::new("Paying what is owed", "Pagar lo que se debe"),
        }
    }

    /// The parts of the record and the facts that it needs, and nothing more (S2).
    pub fn wanted(self) -> Wanted {
        use Class as C;
        let classes = |all: &[Class], facts: &[Fact]| Wanted {
            classes: all.iter().copied().collect(),
            facts: facts.iter().copied().collect(),
        };
        match self {
            Self::Account => classes(&[C::Checkouts, C::Holds, C::Fees], &[Fact::AmountOwed]),
            Self::Details => classes(&[C::Identity, C::Contact, C::Eligibility, C::Membership], &[]),
            Self::History => classes(&[C::History], &[]),
            Self::Everything => classes(&Class::ALL, &[Fact::AmountOwed]),
            Self::PickUpHolds => classes(&[C::Holds], &[]),
            Self::ReturnOrRenew => classes(&[C::Checkouts], &[]),
            Self::InterlibraryLoan => classes(&[C::InterlibraryLoans], &[]),
            Self::PayFees | Self::Debt => classes(&[], &[Fact::AmountOwed]),
        }
    }

    /// The errand of a helper (L17); `None` for what no helper is told.
    pub const fn transaction(self) -> Option<Transaction> {
        match self {
            Self::PickUpHolds => Some(Transaction::PickUpHolds),
            Self::ReturnOrRenew => Some(Transaction::ReturnOrRenew),
            Self::InterlibraryLoan => Some(Transaction::InterlibraryLoan),
            Self::PayFees => Some(Transaction::PayFees),
            _ => None,
        }
    }
}
