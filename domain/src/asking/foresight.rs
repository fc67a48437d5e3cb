//! What the answer will be, as far as the library's rules alone say it: before anything of the record is asked.

use super::{Errand, Known, Named, Proof, Shown, Voice, asker};
use crate::{
    decision::{Card, Decision, Request, decide},
    photo_id::PhotoId,
    profile::Profile,
};
use chrono::{Days, NaiveDate};

/// What the answer to `voice` about `errand` will be where they show these, and the record says of each that it fits: the card
/// is in use, the name is the one it names, the child is a child, nobody has stopped it. Whether it does is found out when it is
/// asked, and then alone.
pub fn foresee(voice: Voice, errand: Errand, shows: &[Proof], profile: &Profile, today: NaiveDate) -> Option<Decision> {
    let (mut card, mut photo_id, mut number) = (false, None, false);
    for proof in shows {
        match proof {
            Proof::PhotoId | Proof::GuardiansPhotoId => photo_id = Some(PhotoId::ALL[0]),
            Proof::Number => number = true,
            Proof::Card | Proof::PatronsCard | Proof::ChildsCard | Proof::Barcode | Proof::ChildsBarcode => card = true,
        }
    }
    let fits = Known {
        card: Card::Valid,
        born: today.checked_sub_days(Days::new(8 * 365)),
        is_patron: true,
        stop: None,
        named: Some(Named { cosigner: true }),
        permitted: true,
        number_matches: number,
    };
    let asker = asker(voice, Some(errand), Shown { card, photo_id }, &fits)?;
    Some(decide(&Request { asker, wanted: errand.wanted(), today }, profile))
}
