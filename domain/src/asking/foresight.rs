//! What the answer will be, as far as the library's rules alone say it: before anything of the record is asked.

use super::{Errand, Known, Named, Proof, ProofShown, ProofSort, Voice, asker};
use crate::{
    decision::{Card, Decision, Request, decide},
    photo_id::PhotoId,
    profile::Profile,
};
use chrono::{Days, NaiveDate};

/// What the answer to `voice` about `errand` will be where they show these, and the record says of each that it fits: the card
/// is in use, the name is the one it names, the child is a child, nobody has stopped it. Whether it does is found out when it is
/// asked, and then alone.
pub fn foresee(
    voice: Voice,
    errand: Errand,
    proofs: &[Proof],
    profile: &Profile,
    today: NaiveDate,
) -> Option<Decision> {
    let has = |sort| proofs.iter().any(|proof| proof.sort() == sort);
    let shown = ProofShown { card: has(ProofSort::Card), photo_id: has(ProofSort::PhotoId).then_some(PhotoId::ALL[0]) };
    let fits = Known {
        card: Card::Valid,
        born: today.checked_sub_days(Days::new(8 * 365)),
        is_patron: true,
        stop: None,
        named: Some(Named { cosigner: true }),
        permitted: true,
        number_matches: has(ProofSort::Number),
    };
    let asker = asker(voice, Some(errand), shown, &fits)?;
    Some(decide(&Request { asker, wanted: errand.wanted(), today }, profile))
}
