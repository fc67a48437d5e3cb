//! Somebody asks about the record of a look: who it can be, what they show, and what it is about.

use super::{asks::door, foresight::foresight};
use crate::{
    prelude::*,
    request::{forms::Problems, visit::Visit},
    ui::{
        answers::{Answer, one_of},
        field::Field,
    },
    words::desk_asks as words,
};
use domain::{
    asking::{Errand, FoundBy, Proof, ProofSort, Voice},
    photo_id::PhotoId,
    profile::Profile,
    words::Lang,
};
use portal::look::LookView;
use serde::Deserialize;

/// What a clerk answers, and what was paid.
#[derive(Debug, Default, Clone, Deserialize)]
#[serde(default)]
pub struct AskForm {
    pub(super) errand: String,
    pub(super) card: Option<String>,
    pub(super) photo_id: String,
    pub(super) name: String,
    pub(super) number: String,
    pub(super) amount: String,
}

impl AskForm {
    /// What is shown, in the letters of the island [`Foresight`](crate::islands::Foresight).
    pub(super) fn shown(&self) -> String {
        let shown =
            [(self.card.is_some(), 'c'), (!self.photo_id.is_empty(), 'p'), (!self.number.trim().is_empty(), 'n')];
        shown.into_iter().filter(|(is, _)| *is).map(|(_, letter)| letter).collect()
    }

    /// The code of what it is about: the first where nothing is chosen.
    pub(super) fn errand(&self, voice: Voice) -> &'static str {
        let chosen = Errand::from_code(&self.errand).or(voice.errands().first().copied());
        chosen.map_or("", Errand::code)
    }
}

/// Who can be asking about a record here, to be chosen; `chosen` is on the screen.
pub(super) fn voices(look: &LookView, chosen: Option<Voice>, profile: &Profile, lang: Lang) -> AnyView {
    let serves = |voice: &Voice| voice.needs_record() && voice.is_offered(profile) && look.found_by.serves(*voice);
    let here = Voice::ALL.into_iter().filter(serves);
    let look = look.id;
    let doors: Vec<_> = here
        .map(|voice| door(format!("/desk/look/{look}/asks/{}", voice.code()), voice, Some(voice) == chosen, lang))
        .collect();
    view! {
        <ul class="doors">
            {doors}
            <li><a class="button secondary" href="/desk/asks">{words::SOMEBODY_DO.to(lang)}</a></li>
        </ul>
    }
}

/// Whether the name on a photo ID is to be typed: not where the record was found by it.
pub(super) fn asks_name(look: &LookView, voice: Voice, profile: &Profile) -> bool {
    let proofs = voice.proofs(profile);
    proofs.contains(&Proof::GuardiansPhotoId) || proofs.contains(&Proof::PhotoId) && look.found_by != FoundBy::PhotoId
}

/// What this one shows and what it is about. What is asked first has the focus, where nothing is wrong yet.
pub(super) fn form(visit: &Visit, look: &LookView, voice: Voice, entered: &AskForm, problems: &Problems) -> AnyView {
    let lang = visit.lang;
    // By whose number a record was found, that one calls: it is not asked for again.
    let called =
        (look.found_by == FoundBy::Number).then(|| AskForm { number: "on record".to_owned(), ..entered.clone() });
    let entered = called.as_ref().unwrap_or(entered);
    let named = asks_name(look, voice, &visit.site.profile);
    let proofs = voice.proofs(&visit.site.profile);
    let shown: Vec<_> = proofs
        .iter()
        .enumerate()
        .map(|(at, &proof)| {
            proof_view(proof, (at == 0 && problems.is_empty(), named, called.is_some()), entered, problems, lang)
        })
        .collect();
    let errands = voice.errands();
    let (asks_proof, asks_errand) = (!shown.is_empty(), errands.len() > 1);
    view! {
        <form method="post" action=format!("/desk/look/{}/asks/{}", look.id, voice.code()) class="sheet" novalidate>
            <h2>{voice.label().to(lang)}</h2>
            <div class="questions">
            {asks_proof.then(|| view! {
                <div>
                    <h3>{words::SHOWN.to(lang)}</h3>
                    <p class="hint">{words::SHOWN_HINT.to(lang)}</p>
                    {shown}
                </div>
            })}
            {asks_errand.then(|| {
                let chosen = entered.errand(voice);
                let answers = errands.iter().map(|errand| Answer {
                    code: errand.code(),
                    label: errand.label(),
                    hint: None,
                    chosen: errand.code() == chosen,
                });
                one_of("errand", words::ERRAND, answers.collect(), problems, lang)
            })}
            </div>
            {(asks_proof || asks_errand).then(|| foresight(visit, voice, entered))}
            <p class="buttons">
                <button class="button" autofocus=!asks_proof && problems.is_empty()>{words::ANSWER_DO.to(lang)}</button>
            </p>
        </form>
    }
}

/// `first`: it has the focus; `named`: the name on an ID is to be typed; `called`: the record was found by the number that calls.
fn proof_view(
    proof: Proof,
    (first, named, called): (bool, bool, bool),
    entered: &AskForm,
    problems: &Problems,
    lang: Lang,
) -> AnyView {
    match proof.sort() {
        ProofSort::Card => view! {
            <div class="choice">
                <input type="checkbox" id="card" name="card" value="on" checked=entered.card.is_some()
                    autofocus=first/>
                <label for="card">{proof.label().to(lang)}</label>
            </div>
        },
        ProofSort::PhotoId => view! {
            {kinds(proof, first, entered, lang)}
            {named.then(|| Field {
                name: "name",
                label: words::ID_NAME,
                hint: Some(words::ID_NAME_HINT),
                autocomplete: "off",
                inputmode: "text",
                size: 30,
            }.text(&entered.name, problems, lang))}
        },
        ProofSort::Number if called => view! {
            <p>{words::CALLED.to(lang)}</p>
            <input type="hidden" id="number" name="number" value=entered.number.clone()/>
        },
        ProofSort::Number => Field {
            name: "number",
            label: proof.label(),
            hint: Some(words::NUMBER_HINT),
            autocomplete: "off",
            inputmode: "tel",
            size: 16,
        }
        .text(&entered.number, problems, lang),
    }
}

fn kinds(proof: Proof, first: bool, entered: &AskForm, lang: Lang) -> AnyView {
    let options: Vec<_> = PhotoId::ALL
        .into_iter()
        .map(|kind| {
            view! { <option value=kind.code() selected=entered.photo_id == kind.code()>{kind.label().to(lang)}</option> }
        })
        .collect();
    view! {
        <div class="field">
            <label for="photo_id">{proof.label().to(lang)}</label>
            <select id="photo_id" name="photo_id" autofocus=first>
                <option value="">{words::ID_NONE.to(lang)}</option>
                {options}
            </select>
        </div>
    }
}
