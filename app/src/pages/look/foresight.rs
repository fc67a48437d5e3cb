//! What the rules say to anyone who asks, for each thing they may show and be asked about: the island
//! [`Foresight`](crate::islands::Foresight) shows the one that fits the form. Nothing of it is from the record.

use super::asking::AskForm;
use crate::{islands::Foresight, prelude::*, request::visit::Visit, words::desk_asks as words};
use domain::{
    asking::{Proof, ProofSort, Voice, foresee},
    decision::Decision,
};
use std::collections::BTreeMap;

/// The answers, hidden: without script none of them is there for anybody. The one to what stands in the form already keeps its
/// room (style/base.css), so that nothing moves when it is shown.
pub fn foresight(visit: &Visit, voice: Voice, entered: &AskForm) -> impl IntoView + use<> {
    let lang = visit.lang;
    let profile = &visit.site.profile;
    let today = visit.web.portal.today(profile);
    let proofs = voice.proofs(profile);
    let mut answers: BTreeMap<(bool, String), Vec<String>> = BTreeMap::new();
    for errand in voice.errands() {
        for shown in every_part(proofs) {
            let Some(decision) = foresee(voice, *errand, &shown, profile, today) else { continue };
            let answer = match &decision {
                Decision::Allowed(allowed) => {
                    let classes: Vec<&str> =
                        allowed.shares.iter().map(|share| share.class.label_for_others().to(lang)).collect();
                    let facts = if classes.is_empty() { allowed.words.to(lang).to_owned() } else { classes.join(", ") };
                    (true, facts)
                }
                Decision::Refused(refused) => (false, refused.reason.to(lang).to_owned()),
            };
            // Where there is one errand, the form does not ask for it.
            let errand = if voice.errands().len() > 1 { errand.code() } else { "" };
            answers.entry(answer).or_default().push(format!("{}:{errand}", letters(&shown)));
        }
    }
    let stands = format!("{}:{}", entered.shown(), if voice.errands().len() > 1 { entered.errand(voice) } else { "" });
    let answers: Vec<_> = answers
        .into_iter()
        .map(|((is_yes, said), when)| {
            let is_first = when.contains(&stands);
            let (class, title) =
                if is_yes { ("answer is-yes", words::CAN_SHARE) } else { ("answer is-no", words::CANNOT) };
            view! {
                <div class=class data-when=when.join(" ") hidden=!is_first>
                    <p class="hint">{words::FORESEEN.to(lang)}</p>
                    <p><b>{title.to(lang)}</b></p>
                    <p>{said}</p>
                </div>
            }
        })
        .collect();
    view! {
        <div class="foresight" role="status" hidden>{answers}</div>
        <Foresight/>
    }
}

/// Every part of what can be shown, nothing among them.
fn every_part(proofs: &[Proof]) -> Vec<Vec<Proof>> {
    proofs.iter().fold(vec![vec![]], |parts, proof| {
        let with = parts.iter().map(|part| [part.as_slice(), &[*proof]].concat());
        parts.iter().cloned().chain(with.collect::<Vec<_>>()).collect()
    })
}

/// In the order in which they are asked for, which is the island's.
fn letters(shown: &[Proof]) -> String {
    let letter = |proof: &Proof| match proof.sort() {
        ProofSort::Card => 'c',
        ProofSort::PhotoId => 'p',
        ProofSort::Number => 'n',
    };
    shown.iter().map(letter).collect()
}
