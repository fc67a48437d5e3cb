//! The patron: everything, always; only the proof is asked for (S1, M3, W3, L21).

use super::{
    Card, Decision, Fact, Library, Proof, Wanted,
    outcome::{Fields, No, Terms, refuse, weigh},
};
use crate::{inventory::Class, profile::PhoneAnswers, rules::Ground, words::Text};

const ASK_AGAIN: Text = Text::new(
    "Sign in to the portal, or come to the desk with your library card or a photo ID.",
    "Inicie sesión en el portal o venga al mostrador con su tarjeta de la biblioteca o una identificación con foto.",
);

/// What the patron gets.
pub(super) fn decide(proof: Proof, wanted: &Wanted, library: &Library<'_>) -> Decision {
    match proof {
        Proof::Session | Proof::InPerson { photo_id: true, .. } => {
            weigh(wanted, terms(library), |_| Ok(Fields::All), |_| Ok(()))
        }
        Proof::InPerson { card: Card::Valid, photo_id: false } => weigh(
            wanted,
            terms(library),
            |class| if library.details_need_photo_id() { no_details(class, library) } else { Ok(Fields::All) },
            |_| Ok(()),
        ),
        Proof::InPerson { card, photo_id: false } => {
            let lost = card == Card::ReportedLost;
            let grounds: &[Ground] = if lost { &[Ground::Identity, Ground::LostCard] } else { &[Ground::Identity] };
            refuse(unproved(card), library.cite(grounds), ASK_AGAIN)
        }
        Proof::Phone { barcode, from_number_on_record } => by_phone(barcode, from_number_on_record, wanted, library),
    }
}

fn by_phone(barcode: Card, from_number_on_record: bool, wanted: &Wanted, library: &Library<'_>) -> Decision {
    let proven = match library.switches.phone_answers.value {
        PhoneAnswers::None => false,
        PhoneAnswers::CheckoutsHoldsFines => barcode == Card::Valid || from_number_on_record,
        PhoneAnswers::AsAtDesk => barcode == Card::Valid && from_number_on_record,
    };
    if !proven {
        let reason = if library.switches.phone_answers.value == PhoneAnswers::None {
            Text::new(
                "We cannot answer questions about an account by phone.",
                "No podemos responder preguntas sobre una cuenta por teléfono.",
            )
        } else {
            // Not even that a card was reported lost: numbers can be read out one after the other.
            unproved(Card::NotShown)
        };
        return refuse(
            reason,
            library.cite_switch(&library.switches.phone_answers.rules, &[Ground::Phone, Ground::Identity]),
            ASK_AGAIN,
        );
    }
    weigh(wanted, phone_terms(library), |class| phone_class(class, library), |fact| phone_fact(fact, library))
}

/// What of a class may be said on the phone, to anyone who proved to be entitled to it.
pub(super) fn phone_class(class: Class, library: &Library<'_>) -> Result<Fields, No> {
    let spoken = matches!(class, Class::Checkouts | Class::Holds | Class::Fees);
    match library.switches.phone_answers.value {
        PhoneAnswers::CheckoutsHoldsFines if spoken => Ok(Fields::All),
        PhoneAnswers::AsAtDesk => no_details(class, library),
        PhoneAnswers::CheckoutsHoldsFines | PhoneAnswers::None => {
            Err((NOT_BY_PHONE, library.cite_switch(&library.switches.phone_answers.rules, &[Ground::Phone])))
        }
    }
}

/// What fact may be said on the phone.
pub(super) fn phone_fact(fact: Fact, library: &Library<'_>) -> Result<(), No> {
    match (library.switches.phone_answers.value, fact) {
        (PhoneAnswers::CheckoutsHoldsFines, Fact::AmountOwed) | (PhoneAnswers::AsAtDesk, _) => Ok(()),
        _ => Err((NOT_BY_PHONE, library.cite_switch(&library.switches.phone_answers.rules, &[Ground::Phone]))),
    }
}

/// Personal details wait until a photo ID is seen (L20).
fn no_details(class: Class, library: &Library<'_>) -> Result<Fields, No> {
    if matches!(class, Class::Identity | Class::Contact | Class::Eligibility | Class::Family | Class::Credentials) {
        Err((
            Text::new(
                "To see or check personal details, show a photo ID at the desk or sign in to the portal.",
                "Para ver o revisar datos personales, muestre una identificación con foto en el mostrador o inicie sesión en el portal.",
            ),
            library.cite_switch(&library.switches.contact_edits.rules, &[Ground::Identity]),
        ))
    } else {
        Ok(Fields::All)
    }
}

const NOT_BY_PHONE: Text = Text::new(
    "We can say this at the desk or show it in the portal, but not by phone.",
    "Podemos decir esto en el mostrador o mostrarlo en el portal, pero no por teléfono.",
);

fn unproved(card: Card) -> Text {
    match card {
        Card::ReportedLost => Text::new(
            "That card was reported lost or closed, so it does not open the account.",
            "Esa tarjeta se reportó como perdida o se cerró, así que no da acceso a la cuenta.",
        ),
        _ => Text::new(
            "We tell nobody about an account until we know it is theirs.",
            "No hablamos de una cuenta con nadie hasta saber que es suya.",
        ),
    }
}

/// On the phone, nobody takes a record along.
fn phone_terms(library: &Library<'_>) -> Terms {
    Terms {
        words: Text::new(
            "Thank you. I can tell you this much about your account by phone.",
            "Gracias. Esto es lo que puedo decirle de su cuenta por teléfono.",
        ),
        rules: library.cite_switch(&library.switches.phone_answers.rules, &[Ground::Phone]),
        minimum_only: true,
        ends: None,
        next: ASK_AGAIN,
    }
}

fn terms(library: &Library<'_>) -> Terms {
    Terms {
        words: Text::new(
            "This is your own record. You may see all of it that is open here, and take it with you.",
            "Este es su propio registro. Puede ver todo lo que aparece aquí y llevárselo.",
        ),
        rules: library.cite(&[Ground::OwnRecord]),
        minimum_only: false,
        ends: None,
        next: ASK_AGAIN,
    }
}
