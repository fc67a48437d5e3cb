//! The exact words of a permission. What is signed is this text, letter by letter; its digest is kept with it.
//!
//! A change to any word below is a new [`TEXT_VERSION`]. What was signed before keeps its own text and version.

use super::{Parts, RecipientKind, Terms, Uses};
use crate::{
    inventory::{Class, show},
    profile::Profile,
    reference::Reference,
    words::Lang,
};
use chrono::NaiveDate;
use std::collections::BTreeSet;

/// The version of the words of [`compose`].
pub const TEXT_VERSION: &str = "3";

/// What stands for an answer that is not given yet.
const BLANK: &str = "__________";

/// Who is permitted to tell, and by which law.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Letterhead<'a> {
    /// The library's name.
    pub library: &'a str,
    /// The statute, as it is cited.
    pub statute: &'a str,
}

impl<'a> Letterhead<'a> {
    /// The library's own.
    pub fn of(profile: &'a Profile) -> Self {
        Self { library: &profile.name, statute: &profile.statute }
    }
}

/// The text of a permission in `lang`. Every value in it is one line, so none can pass for a line of the text.
pub fn compose(terms: &Terms, reference: &Reference, head: Letterhead<'_>, lang: Lang) -> String {
    let Terms { recipient, proof, classes, purpose, from, until, uses } = terms;
    let words = Words {
        name: recipient.name.as_str(),
        kind: Some(recipient.kind),
        proof: proof.as_str(),
        classes,
        purpose: purpose.as_str(),
        days: Some((*from, *until)),
        uses: Some(*uses),
    };
    words.text(reference, head, lang)
}

/// The same text as far as it is answered, with a blank for what is missing. Of a draft that is complete it is what
/// [`compose`] writes.
// Test (domain/src/permission/tests.rs): "what is seen while one writes is what is signed".
pub fn sketch(parts: &Parts, reference: &Reference, head: Letterhead<'_>, lang: Lang) -> String {
    let Parts { recipient, proof, classes, purpose, days, uses } = parts;
    let words = Words {
        name: recipient.as_ref().map_or(BLANK, |recipient| recipient.name.as_str()),
        kind: recipient.as_ref().map(|recipient| recipient.kind),
        proof: proof.as_ref().map_or(BLANK, |proof| proof.as_str()),
        classes,
        purpose: purpose.as_ref().map_or(BLANK, |purpose| purpose.as_str()),
        days: *days,
        uses: *uses,
    };
    words.text(reference, head, lang)
}

struct Words<'a> {
    name: &'a str,
    kind: Option<RecipientKind>,
    proof: &'a str,
    classes: &'a BTreeSet<Class>,
    purpose: &'a str,
    days: Option<(NaiveDate, NaiveDate)>,
    uses: Option<Uses>,
}

impl Words<'_> {
    fn text(&self, reference: &Reference, head: Letterhead<'_>, lang: Lang) -> String {
        let Self { name, proof, purpose, .. } = self;
        let Letterhead { library, statute } = head;
        let mut records: String =
            self.classes.iter().flat_map(|&class| ["- ", class.label_in_their_words().to(lang), "\n"]).collect();
        if records.is_empty() {
            records = format!("- {BLANK}\n");
        }
        let day = |day: Option<NaiveDate>| day.map_or_else(|| BLANK.to_owned(), |day| show::date(day, lang));
        let (from, until) = (day(self.days.map(|(from, _)| from)), day(self.days.map(|(_, until)| until)));
        let kind = match (self.kind, lang) {
            (Some(RecipientKind::Person), Lang::En) => "a person",
            (Some(RecipientKind::Person), Lang::Es) => "una persona",
            (Some(RecipientKind::Organization), Lang::En) => "an organization",
            (Some(RecipientKind::Organization), Lang::Es) => "una organización",
            (None, _) => BLANK,
        };
        let often = match (self.uses, lang) {
            (Some(Uses::Once), Lang::En) => "It may be used one time.",
            (Some(Uses::Once), Lang::Es) => "Se puede usar una sola vez.",
            (Some(Uses::Repeatedly), Lang::En) => "While it lasts, it may be used as often as needed.",
            (Some(Uses::Repeatedly), Lang::Es) => "Mientras dure, se puede usar las veces que haga falta.",
            (None, _) => BLANK,
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
}
