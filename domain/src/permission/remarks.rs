//! Where the words and the ticks disagree: what it is for speaks of holds, and the holds are not ticked; or what was read is
//! ticked, and the words speak of nothing like it. A remark, and never a refusal: words mean more than a list of them.

use crate::{inventory::Class, words::Lang};
use std::collections::BTreeSet;

/// What is worth a second look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Remark {
    /// The words speak of it, and it is not ticked.
    NotTicked(Class),
    /// It is ticked, and the words, which speak of something else that is ticked, say nothing of it.
    NotSpokenOf(Class),
}

impl Remark {
    /// What it is about.
    pub const fn class(self) -> Class {
        let (Self::NotTicked(class) | Self::NotSpokenOf(class)) = self;
        class
    }

    /// What people read. `label`: what the class is called beside its box.
    pub fn words(self, label: &str, lang: Lang) -> String {
        match (self, lang) {
            (Self::NotTicked(_), Lang::En) => {
                format!("What it is for seems to speak of “{label}”, which is not ticked. Nothing of it would be told.")
            }
            (Self::NotTicked(_), Lang::Es) => {
                format!("El motivo parece hablar de «{label}», que no está marcado. No se diría nada de eso.")
            }
            (Self::NotSpokenOf(_), Lang::En) => {
                format!("“{label}” is ticked, and what it is for says nothing of it. It would all be told.")
            }
            (Self::NotSpokenOf(_), Lang::Es) => {
                format!("«{label}» está marcado y el motivo no lo menciona. Se diría todo.")
            }
        }
    }
}

/// The beginnings of words, in both languages, that speak of a class. They stand at the beginning of a word.
const SPEAKS_OF: [(Class, &[&str]); 6] = [
    (Class::Holds, &["hold", "pick up", "pickup", "picking up", "reserv", "apartad", "recog"]),
    (
        Class::Checkouts,
        &[
            "borrow",
            "loan",
            "check out",
            "checked out",
            "checkout",
            "renew",
            "due",
            "return",
            "prést",
            "prest",
            "renov",
            "devol",
        ],
    ),
    (Class::Fees, &["fee", "fine", "owe", "pay", "bill", "debt", "cargo", "multa", "debo", "deuda", "pag", "factura"]),
    (Class::History, &["history", "have read", "i read", "used to read", "historial", "he leído", "leí"]),
    (
        Class::Contact,
        &["address", "phone", "e-mail", "email", "reach me", "dirección", "teléfono", "correo", "contactar"],
    ),
    (Class::Registrations, &["event", "class", "program", "registr", "sign up", "signed up", "taller", "inscri"]),
];

/// What is worth a second look, in the order of the overview; nothing while there are no words or no ticks.
pub fn remarks(purpose: &str, ticked: &BTreeSet<Class>, offered: &[Class]) -> Vec<Remark> {
    if purpose.trim().is_empty() || ticked.is_empty() {
        return Vec::new();
    }
    let words = purpose.to_lowercase();
    let spoken: BTreeSet<Class> = SPEAKS_OF
        .into_iter()
        .filter(|(class, _)| offered.contains(class))
        .filter(|(_, stems)| stems.iter().any(|stem| begins_a_word(&words, stem)))
        .map(|(class, _)| class)
        .collect();
    let known = |class: &Class| SPEAKS_OF.iter().any(|(one, _)| one == class);
    let missing = spoken.difference(ticked).map(|&class| Remark::NotTicked(class));
    let said = spoken.intersection(ticked).next().is_some();
    let silent =
        ticked.difference(&spoken).filter(|class| said && known(class)).map(|&class| Remark::NotSpokenOf(class));
    missing.chain(silent).collect()
}

fn begins_a_word(text: &str, stem: &str) -> bool {
    text.match_indices(stem)
        .any(|(at, _)| text.get(..at).is_some_and(|before| !before.ends_with(char::is_alphanumeric)))
}
