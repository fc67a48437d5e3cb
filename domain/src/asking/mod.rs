//! "Who is asking?": the desk's first question. What a clerk can answer, what each of them has to show and what it may be
//! about, and the [`Asker`] that the decision weighs once the record has been looked at.
//!
//! What a library does not offer is not among the answers: where no helper is served, a friend with the card is "a friend
//! or relative" like any other. Nothing here decides; [`crate::decision::decide`] does.

mod errand;
mod foresight;
mod found;
mod proof;
mod voice;

pub use errand::Errand;
pub use foresight::foresee;
pub use found::FoundBy;
pub use proof::{Known, Named, Proof, ProofShown, ProofSort};
pub use voice::Voice;

use crate::decision::{Asker, Guardian, Place, Police, Proof as PatronsProof};

/// Whom the decision weighs: `voice` about `errand`, who has shown this, where the record says that. `None` where a written
/// permission is asked for, which its reference opens.
pub fn asker(voice: Voice, errand: Option<Errand>, shown: ProofShown, known: &Known) -> Option<Asker> {
    let card = if shown.card { known.card } else { crate::decision::Card::NotShown };
    let guardian = |place| Guardian {
        place,
        child_card: card,
        cosigner_photo_id: shown.photo_id.is_some() && known.named.is_some_and(|named| named.cosigner),
        relation_on_record: shown.photo_id.is_some() && known.named.is_some(),
        childs_permission: shown.photo_id.is_some() && known.permitted,
        child_birth_date: known.born,
        stop: known.stop,
    };
    Some(match voice {
        Voice::Patron => {
            let photo_id = shown.photo_id.is_some() && known.is_patron;
            Asker::Patron(PatronsProof::InPerson { card, photo_id })
        }
        Voice::PatronByPhone => {
            Asker::Patron(PatronsProof::Phone { barcode: card, from_number_on_record: known.number_matches })
        }
        Voice::Helper => Asker::Helper { card, transaction: errand?.transaction()? },
        Voice::Payer => Asker::DebtPayer,
        Voice::Parent => Asker::Guardian(guardian(Place::InPerson)),
        Voice::ParentByPhone => Asker::Guardian(guardian(Place::Phone)),
        Voice::PermissionHolder => return None,
        Voice::Caller => Asker::Caller,
        Voice::Vendor => Asker::Vendor { code: String::new(), patron_chose: false },
        Voice::Reporter => Asker::Reporter,
        Voice::OtherLibrary | Voice::Relative | Voice::Anyone => Asker::MemberOfPublic,
        Voice::Police => Asker::Police(Police { answered_by_director: false, process: None, immediate_threat: false }),
    })
}

#[cfg(test)]
mod tests;
