//! The exact words of a permission. What is signed is this text, letter by letter; its digest is kept with it.
//!
//! A change to any word below is a new [`TEXT_VERSION`]. What was signed before keeps its own text and version.

use super::{RecipientKind, Terms, Uses};
use crate::{
    inventory::{info, show},
    profile::Profile,
    reference::Reference,
    words::Lang,
};

/// The version of the words of [`compose`].
pub const TEXT_VERSION: &str = "2";

/// The text of a permission in `lang`. Every value in it is one line, so none can pass for a line of the text.
pub fn compose(terms: &Terms, reference: &Reference, profile: &Profile, lang: Lang) -> String {
    let Terms { recipient, proof, purpose, .. } = terms;
    let (library, statute) = (&profile.name, &profile.statute);
    let (name, proof, purpose) = (recipient.name.as_str(), proof.as_str(), purpose.as_str());
    let records: String = terms.classes.iter().flat_map(|&class| ["- ", info(class).label.to(lang), "\n"]).collect();
    let (from, until) = (show::date(terms.from, lang), show::date(terms.until, lang));
    let kind = match (recipient.kind, lang) {
        (RecipientKind::Person, Lang::En) => "a person",
        (RecipientKind::Person, Lang::Es) => "una persona",
        (RecipientKind::Organization, Lang::En) => "an organization",
        (RecipientKind::Organization, Lang::Es) => "una organización",
    };
    let often = match (terms.uses, lang) {
        (Uses::Once, Lang::En) => "It may be used one time.",
        (Uses::Once, Lang::Es) => "Se puede usar una sola vez.",
        (Uses::Repeatedly, Lang::En) => "While it lasts, it may be used as often as needed.",
        (Uses::Repeatedly, Lang::Es) => "Mientras dure, se puede usar las veces que haga falta.",
    };
    match lang {
        Lang::En => format!(
            "Written permission to {library}\n\
             Reference: {reference}\n\
             \n\
             I sign below. The records named here are about me. I permit {library} to tell or show them to:\n\
             {name} ({kind})\n\
             \n\
             They will prove who they are with: {proof}\n\
             \n\
             The records:\n\
             {records}\
             \n\
             What it is for: {purpose}\n\
             \n\
             The first day is {from}. The last day is {until}. {often}\n\
             \n\
             This permission counts once the library’s desk has seen my photo ID. I can take it back at any time, in \
             the portal or at the desk. It then ends at once, but what was told before cannot be taken back. Nothing \
             else is told, and nobody else is told. I give this permission of my own free will. If I do not give it, I \
             can borrow just the same.\n\
             \n\
             The law: {statute}\n"
        ),
        Lang::Es => format!(
            "Permiso por escrito a {library}\n\
             Referencia: {reference}\n\
             \n\
             Firmo abajo. Los registros que aquí se nombran son sobre mí. Permito que {library} los comunique o los muestre a:\n\
             {name} ({kind})\n\
             \n\
             Demostrará quién es con: {proof}\n\
             \n\
             Los registros:\n\
             {records}\
             \n\
             Para qué es: {purpose}\n\
             \n\
             El primer día es el {from}. El último día es el {until}. {often}\n\
             \n\
             Este permiso empieza a valer cuando el personal del mostrador ve mi identificación con foto. Puedo \
             retirarlo en cualquier momento, en el portal o en el mostrador. Entonces termina de inmediato, pero lo que \
             ya se dijo no se puede deshacer. No se dice nada más, y no se dice a nadie más. Doy este permiso por mi \
             propia voluntad. Si no lo doy, puedo pedir prestado igual que antes.\n\
             \n\
             La ley: {statute}\n"
        ),
    }
}
