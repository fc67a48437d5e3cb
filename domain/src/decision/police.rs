//! Officers and agencies, with legal process or without (S3, M8, L15, L16, C1, C2, W5 to W7), and the wellness check
//! (L25).

use super::{
    Decision, Library, Police, Process, ProcessKind, Review, Wanted,
    outcome::{Fields, Terms, refer, weigh},
};
use crate::{
    inventory::Class,
    profile::{LegalProcess, WellnessCheck},
    rules::Ground,
    words::Text,
};

/// The name, and nothing else of the identity.
const NAME: [&str; 3] = ["person.surname", "person.firstname", "person.middle_name"];

/// Telephone numbers and the address, and nothing else of the contact details.
const PHONE_AND_ADDRESS: [&str; 10] = [
    "contact.street_number",
    "contact.street_type",
    "contact.address",
    "contact.address2",
    "contact.city",
    "contact.state",
    "contact.zipcode",
    "contact.country",
    "contact.phone",
    "contact.mobile",
];

/// What an officer gets: nothing without process that counsel reviewed and the Director answers, but for the wellness
/// check where the profile has it.
pub(super) fn decide(police: Police, wanted: &Wanted, library: &Library<'_>) -> Decision {
    match sound(police, library) {
        Ok(()) => comply(wanted, library),
        Err(_)
            if library.switches.wellness_check.value == WellnessCheck::NamePhoneAddress && police.immediate_threat =>
        {
            wellness(wanted, library)
        }
        Err((reason, next)) => {
            refer(reason, library.cite_switch(&library.switches.legal_process.rules, &[Ground::LegalProcess]), next)
        }
    }
}

/// Whether the process is enough and everyone who must has looked at it; else why not, and what comes next.
fn sound(police: Police, library: &Library<'_>) -> Result<(), (Text, Text)> {
    if !police.answered_by_director {
        return Err((
            Text::new(
                "Only the Director answers such requests. I will let the Director know right now.",
                "Solo la dirección responde a estas solicitudes. Voy a avisarle ahora mismo.",
            ),
            Text::new(
                "Tell the Director at once, or the most senior person in charge. Release nothing.",
                "Avise de inmediato a la dirección o a la persona de mayor rango a cargo. No entregue nada.",
            ),
        ));
    }
    let Some(Process { kind, review, good_cause_shown }) = police.process else {
        return Err((
            Text::new(
                "Library records are confidential by state law. They are not available without a court order or other legal process.",
                "Los registros de la biblioteca son confidenciales por ley estatal. No se entregan sin una orden judicial u otro proceso legal.",
            ),
            Text::new(
                "Explain the policy and the law, and say that legal process is needed.",
                "Explique la política y la ley, y diga que se necesita un proceso legal.",
            ),
        ));
    };
    match review {
        Review::Waiting => Err((
            Text::new(
                "The library gets advice on this first. Nothing is released until then.",
                "Primero, la biblioteca pide consejo sobre esto. No se entrega nada hasta entonces.",
            ),
            Text::new(
                "Send the paper at once to those the library consults, and wait for their advice.",
                "Envíe el documento de inmediato a quienes la biblioteca consulta y espere su consejo.",
            ),
        )),
        Review::Defective => Err((
            Text::new(
                "The paper is not in proper form. Its defects must be corrected first.",
                "El documento no cumple los requisitos de forma. Primero deben corregirse los defectos.",
            ),
            Text::new(
                "Ask for a corrected paper, and have it reviewed again.",
                "Pida un documento corregido y que se revise otra vez.",
            ),
        )),
        Review::Contested => Err((
            Text::new("The library is fighting this request.", "La biblioteca se opone a esta solicitud."),
            Text::new("Release nothing until the court has decided.", "No entregue nada hasta que el tribunal decida."),
        )),
        Review::Sound
            if library.switches.legal_process.value != LegalProcess::AfterReview && kind == ProcessKind::Subpoena =>
        {
            Err((
                Text::new(
                    "By state law these records are released under a court order. A subpoena alone is not one.",
                    "Por ley estatal, estos registros se entregan con una orden judicial. Una citación por sí sola no lo es.",
                ),
                Text::new("Say that an order of a court is needed.", "Diga que se necesita una orden de un tribunal."),
            ))
        }
        Review::Sound
            if library.switches.legal_process.value == LegalProcess::CourtOrderWithGoodCause && !good_cause_shown =>
        {
            Err((
                Text::new(
                    "Good cause has to be shown in court first.",
                    "Primero debe demostrarse una causa justificada ante un tribunal.",
                ),
                Text::new(
                    "Ask those the library consults if good cause was shown. Insist that it must be, or fight the order.",
                    "Pregunte a quienes la biblioteca consulta si se demostró la causa justificada. Insista en ello u opóngase a la orden.",
                ),
            ))
        }
        Review::Sound => Ok(()),
    }
}

fn comply(wanted: &Wanted, library: &Library<'_>) -> Decision {
    let terms = Terms {
        words: Text::new(
            "After getting advice, the Director releases what the paper names, and nothing else.",
            "Después de pedir consejo, la dirección entrega lo que el documento nombra, y nada más.",
        ),
        rules: library.cite_switch(&library.switches.legal_process.rules, &[Ground::LegalProcess]),
        minimum_only: true,
        ends: None,
        next: Text::new("Ask those the library consults.", "Pida consejo a quienes asesoran a la biblioteca."),
    };
    weigh(wanted, terms, |_| Ok(Fields::All), |_| Ok(()))
}

fn wellness(wanted: &Wanted, library: &Library<'_>) -> Decision {
    let terms = Terms {
        words: Text::new(
            "Because we fear for this person’s safety, we give the name, phone number and address, and nothing else.",
            "Porque tememos por la seguridad de esta persona, damos el nombre, el teléfono y la dirección, y nada más.",
        ),
        rules: library.cite_switch(&library.switches.wellness_check.rules, &[Ground::ThirdParty]),
        minimum_only: true,
        ends: None,
        next: Text::new(
            "For anything else, send the officer to the Director.",
            "Para todo lo demás, dígale al agente que hable con la dirección de la biblioteca.",
        ),
    };
    let no = || {
        let reason = Text::new(
            "For a wellness check only the name, phone number and address are given.",
            "Para verificar el bienestar solo se dan el nombre, el teléfono y la dirección.",
        );
        (reason, library.cite_switch(&library.switches.wellness_check.rules, &[Ground::ThirdParty]))
    };
    let decision = weigh(
        wanted,
        terms,
        |class| match class {
            Class::Identity => Ok(Fields::only(&NAME)),
            Class::Contact => Ok(Fields::only(&PHONE_AND_ADDRESS)),
            _ => Err(no()),
        },
        |_| Err(no()),
    );
    // Whatever an officer does not get, the Director hears of.
    match decision {
        Decision::Refused(refused) => refer(refused.reason, refused.rules, refused.next),
        allowed @ Decision::Allowed(_) => allowed,
    }
}
