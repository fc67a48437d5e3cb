//! How long each class is kept, in words.

use super::{Statement, owned};
use crate::{
    inventory::{Class, childs::with_name},
    profile::{AccessesKept, Keep, Leaving, Profile, Retention, Stop},
    rules::Topic,
    words::{Lang, OwnedText, Text},
};
use std::fmt::Write as _;

pub(super) fn classes(profile: &Profile) -> impl Iterator<Item = Statement> {
    profile.retention.iter().map(|(&class, retention)| {
        let Retention { keep, rules, note, .. } = retention;
        let (topic, words) = match keep {
            Keep::NotKept { reason, stated: true } => (Topic::NotKept, reason.clone()),
            Keep::NotKept { reason, stated: false } => (Topic::NotStated, reason.clone()),
            _ => (Topic::Kept, retention.in_words()),
        };
        Statement { class: Some(class), note: note.clone(), ..Statement::new(topic, words, rules) }
    })
}

/// How long something is kept, as a sentence: "We delete this 30 days after the item is returned."
pub fn how_long(keep: &Keep) -> OwnedText {
    match keep {
        Keep::WhileAPatron => {
            owned(Text::new("We keep this for as long as there is a card.", "Lo guardamos mientras haya una tarjeta."))
        }
        Keep::NotKept { reason, .. } => reason.clone(),
        Keep::DaysAfter { days: number, event } => {
            let ((en, es), event): ((String, String), Text) = (days_in_words(*number), event.label());
            OwnedText {
                en: format!("We delete this {en} {}.", event.en),
                es: format!("Lo borramos {es} {}.", event.es),
            }
        }
        Keep::PatronsChoice { days: number, event } => {
            let ((en, es), event): ((String, String), Text) = (days_in_words(*number), event.label());
            OwnedText {
                en: format!(
                    "Each patron chooses: we keep none of it, we delete it {en} {}, or we keep it for as long as there is a \
                     card. Without a choice, we delete it after {en}.",
                    event.en
                ),
                es: format!(
                    "Cada persona elige: no guardamos nada, lo borramos {es} {}, o lo guardamos mientras haya una tarjeta. \
                     Si no se elige, lo borramos después de {es}.",
                    event.es
                ),
            }
        }
    }
}

/// The same about a child's record, for a parent or guardian: `{name}` stands where a patron reads "you". What the library says
/// to all of its patrons is quoted as its rule.
fn how_long_of_a_child(keep: &Keep) -> OwnedText {
    match keep {
        Keep::WhileAPatron => owned(Text::new(
            "We keep this for as long as {name} has a card.",
            "Lo guardamos mientras {name} tenga una tarjeta.",
        )),
        Keep::NotKept { reason, .. } => OwnedText {
            en: format!("The library’s rule: “{}”", reason.en),
            es: format!("La regla de la biblioteca: «{}»", reason.es),
        },
        Keep::DaysAfter { .. } => how_long(keep),
        Keep::PatronsChoice { days: number, event } => {
            let ((en, es), event): ((String, String), Text) = (days_in_words(*number), event.label());
            OwnedText {
                en: format!(
                    "{{name}} chooses: we keep none of it, we delete it {en} {}, or we keep it for as long as {{name}} has \
                     a card. Without a choice, we delete it after {en}.",
                    event.en
                ),
                es: format!(
                    "{{name}} elige: no guardamos nada, lo borramos {es} {}, o lo guardamos mientras {{name}} tenga una \
                     tarjeta. Si no elige, lo borramos después de {es}.",
                    event.es
                ),
            }
        }
    }
}

impl Retention {
    /// [`how_long`], and what puts the deletion off that the profile says: what is owed. A legal hold puts off every one, and is
    /// said where one is in force.
    pub fn in_words(&self) -> OwnedText {
        self.put_off(how_long(&self.keep))
    }

    /// With what puts the deletion off.
    fn put_off(&self, said: OwnedText) -> OwnedText {
        let OwnedText { en, es } = said;
        if !self.stopped_by.contains(&Stop::Debt) {
            return OwnedText { en, es };
        }
        let until = Stop::Debt.until();
        OwnedText { en: format!("{en} It stays {}.", until.en), es: format!("{es} Se queda {}.", until.es) }
    }
}

/// How long a class is kept at this library, with how the policy was read where it leaves a gap. Nothing for what others
/// hold: the profile tells of each.
pub fn kept(profile: &Profile, class: Class, lang: Lang) -> Option<String> {
    let retention = profile.retention(class)?;
    let accesses = accesses_kept(profile.switches.accesses_kept.value);
    Some(with_more(retention.in_words().to(lang).to_owned(), profile, (class, retention), &accesses, lang))
}

/// [`kept`] as a minor reads it about their own record. The reason why something is not kept is the library's own.
// Test (server/tests/routes/family.rs): "a childs own pages speak to a child on every class".
pub fn kept_of_a_minor(profile: &Profile, class: Class, lang: Lang) -> Option<String> {
    let retention = profile.retention(class)?;
    let accesses = accesses_of_a_minor(profile.switches.accesses_kept.value);
    Some(with_more(retention.in_words().to(lang).to_owned(), profile, (class, retention), &accesses, lang))
}

/// [`kept`] as a parent or guardian reads it about a child's record: with the child's name, or "the child".
// Test (server/tests/routes/family.rs): "a childs drawers are told by the childs name".
pub fn kept_of_a_child(profile: &Profile, class: Class, name: Option<&str>, lang: Lang) -> Option<String> {
    let retention = profile.retention(class)?;
    let said = retention.put_off(how_long_of_a_child(&retention.keep));
    let accesses = accesses_kept(profile.switches.accesses_kept.value);
    Some(with_more(with_name(said.to(lang), name, lang), profile, (class, retention), &accesses, lang))
}

/// With how the policy was read, who approves deletions first, and what the activity keeps of others.
fn with_more(
    mut said: String,
    profile: &Profile,
    (class, retention): (Class, &Retention),
    accesses: &OwnedText,
    lang: Lang,
) -> String {
    let note = retention.note.as_ref().map(|note| note.to(lang).to_owned());
    let accesses = accesses.to(lang).to_owned();
    let deletes = matches!(retention.keep, Keep::DaysAfter { .. } | Keep::PatronsChoice { .. });
    let approval = (profile.leaving.approval && deletes).then(|| APPROVED_FIRST.to(lang).to_owned());
    for more in note.into_iter().chain(approval).chain((class == Class::Activity).then_some(accesses)) {
        said.push(' ');
        said.push_str(&more);
    }
    said
}

/// How long the list of who saw a record is kept, and how it is found once the record is gone (`portal::retention::past`).
pub fn accesses_kept(kept: AccessesKept) -> OwnedText {
    owned(match kept {
        AccessesKept::WithTheRecord => Text::new(
            "Once your record is deleted, nothing ties the list of who saw it to you any more.",
            "Cuando se borra su registro, ya nada relaciona con usted la lista de quién lo vio.",
        ),
        AccessesKept::FiveYears => Text::new(
            "We keep the list of who saw your record, and what for, for five years after each time, or as long as we keep \
             your record if that is longer. Once your record is deleted, that list has no name on it. To find it, the \
             Director needs the number of your card, or your photo ID if your record held your birth date.",
            "Guardamos la lista de quién vio su registro, y para qué, cinco años después de cada vez, o mientras guardemos \
             su registro si eso dura más. Cuando se borra su registro, esa lista ya no lleva su nombre. Para encontrarla, la \
             dirección necesita el número de su tarjeta, o su identificación con foto si su registro tenía su fecha de \
             nacimiento.",
        ),
    })
}

/// [`accesses_kept`] to a minor, in Spanish with “tú”.
pub fn accesses_of_a_minor(kept: AccessesKept) -> OwnedText {
    let said = accesses_kept(kept);
    let es = match kept {
        AccessesKept::WithTheRecord => {
            "Cuando se borra tu registro, ya nada relaciona contigo la lista de quién lo vio."
        }
        AccessesKept::FiveYears => {
            "Guardamos la lista de quién vio tu registro, y para qué, cinco años después de cada vez, o mientras guardemos tu \
             registro si eso dura más. Cuando se borra tu registro, esa lista ya no lleva tu nombre. Para encontrarla, la \
             dirección necesita el número de tu tarjeta, o tu identificación con foto si tu registro tenía tu fecha de nacimiento."
        }
    };
    OwnedText { es: es.to_owned(), ..said }
}

/// Where deletions wait for a person (`leaving.approval`), a day on the page is the earliest on which it can happen.
const APPROVED_FIRST: Text = Text::new(
    "A person at the library approves each list of deletions first, so it can be later.",
    "Una persona de la biblioteca aprueba antes cada lista de borrados, así que puede ser más tarde.",
);

/// `1 day` or `35 days`, in English and Spanish.
fn days_in_words(days: u16) -> (String, String) {
    if days == 1 { ("1 day".into(), "1 día".into()) } else { (format!("{days} days"), format!("{days} días")) }
}

/// When the whole record goes.
pub(super) fn leaving(profile: &Profile) -> Statement {
    let Leaving { closed_days, absent_days, approval, rules, note } = &profile.leaving;
    let mut words = OwnedText {
        en: format!(
            "We delete your whole record {closed_days} days after your last card is closed, or {absent_days} days after \
             you are no longer in the library’s list of patrons. It stays while you have something out or owe \
             something, while a legal process may concern it, and, where a card of yours was closed or reported lost here, until that \
             is done in the library’s own system too."
        ),
        es: format!(
            "Borramos todo su registro {closed_days} días después de que se cierre su última tarjeta, o {absent_days} \
             días después de que usted ya no esté en la lista de usuarios de la biblioteca. Se queda mientras tenga algo \
             prestado, deba algo o pueda concernir a un proceso legal y, si aquí se cerró o se reportó perdida una tarjeta suya, \
             hasta que se haga también en el sistema de la biblioteca."
        ),
    };
    if *approval {
        let _ = write!(words.en, " {}", APPROVED_FIRST.en);
        let _ = write!(words.es, " {}", APPROVED_FIRST.es);
    }
    if let Some(days) = profile.backup_days {
        let (en, es) = days_in_words(days);
        let _ = write!(
            words.en,
            " What we delete here can stand in a backup of this portal for {en} more; then it is gone from there too."
        );
        let _ = write!(
            words.es,
            " Lo que borramos aquí puede quedar en una copia de seguridad de este portal {es} más; después \
             desaparece también de ahí."
        );
    } else {
        words.en += " It can stand in a backup of this portal for longer; the library has not said for how long.";
        words.es +=
            " Puede quedar más tiempo en una copia de seguridad de este portal; la biblioteca no ha dicho cuánto.";
    }
    Statement { note: note.clone(), ..Statement::new(Topic::Kept, words, rules) }
}
