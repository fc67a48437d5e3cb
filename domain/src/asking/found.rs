//! By what the desk found a record, and whom a look serves that began so.

use super::Voice;
use crate::{
    coded::coded,
    profile::{PhoneAnswers, Profile},
    words::Text,
};

/// By what a record was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FoundBy {
    /// A card in use.
    Card,
    /// The name and birth date on a photo ID (L21).
    PhotoId,
    /// The number that calls, and the name of who calls (L22).
    Number,
    /// The name of the person who owes, and the number of their house, from somebody who offers to pay (L18).
    Payer,
}

coded!(FoundBy {
    Card = "card": "A card" / "Una tarjeta",
    PhotoId = "photo-id": "Name and birth date on a photo ID" / "El nombre y la fecha de nacimiento de una identificación",
    Number = "number": "The number that calls" / "El número que llama",
    Payer = "payer": "The name and house number that a payer gave" / "El nombre y el número de casa que dio quien paga",
});

impl FoundBy {
    /// Whether this one can be answered in such a look. What was found for one of them is not told to another.
    pub const fn serves(self, voice: Voice) -> bool {
        match self {
            Self::Card | Self::PhotoId => true,
            Self::Number => matches!(voice, Voice::PatronByPhone | Voice::Payer),
            Self::Payer => matches!(voice, Voice::Payer),
        }
    }

    /// Whether this library answers anybody who is found so. Where a caller has to read out the card's number too, the card
    /// finds the record.
    pub fn is_offered(self, profile: &Profile) -> bool {
        match self {
            Self::Card | Self::PhotoId => true,
            Self::Number => profile.switches.phone_answers.value == PhoneAnswers::CheckoutsHoldsFines,
            Self::Payer => Voice::Payer.is_offered(profile),
        }
    }

    /// Who is asking, where nobody has been chosen.
    pub const fn voice(self) -> Voice {
        match self {
            Self::Card | Self::PhotoId => Voice::Patron,
            Self::Number => Voice::PatronByPhone,
            Self::Payer => Voice::Payer,
        }
    }

    /// Whether it serves the library's own work too, such as closing a card that a caller has lost (L19).
    pub const fn opens_tasks(self) -> bool {
        !matches!(self, Self::Payer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        asking::{Errand, Proof, foresee},
        decision::Decision,
    };

    #[test]
    fn l18_l22_whoever_was_looked_for_alone_is_answered() {
        for voice in Voice::ALL {
            assert_eq!(FoundBy::Payer.serves(voice), voice == Voice::Payer);
            assert_eq!(FoundBy::Number.serves(voice), matches!(voice, Voice::PatronByPhone | Voice::Payer));
        }
        for &by in FoundBy::ALL {
            assert!(by.serves(by.voice()) && by.voice().needs_record());
            assert_eq!(FoundBy::from_code(by.code()), Some(by));
        }
    }

    #[test]
    fn l22_whoever_is_found_by_their_number_is_answered_for_it_and_nobody_is_looked_for_in_vain() {
        for slug in ["canton", "lci-member", "mansfield", "putnam", "wethersfield"] {
            let file = format!("{}/../libraries/{slug}.toml", env!("CARGO_MANIFEST_DIR"));
            let profile = Profile::parse(slug, &std::fs::read_to_string(file).unwrap()).unwrap();
            let today = "2026-11-23".parse().unwrap();
            let told = foresee(Voice::PatronByPhone, Errand::Account, &[Proof::Number], &profile, today);
            let is_told = Voice::PatronByPhone.is_offered(&profile) && matches!(told, Some(Decision::Allowed(_)));
            assert_eq!(FoundBy::Number.is_offered(&profile), is_told, "{slug}");
        }
    }
}
