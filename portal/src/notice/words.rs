//! What a notice says.

use crate::mail::Section;
use chrono::NaiveDate;
use domain::{
    inventory::show,
    profile::NoticeKind,
    words::{Lang, Text},
};

/// One thing that is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Thing {
    /// The title, or what a charge is for.
    pub(super) title: String,
    /// When it is or was due, or until when it is held.
    pub(super) day: Option<NaiveDate>,
    /// Where it is picked up.
    pub(super) place: Option<String>,
    /// What is owed.
    pub(super) cents: i64,
}

/// The part of a mail about one kind: each thing by its title, or only how many and when.
pub(super) fn section(kind: NoticeKind, things: &[Thing], named: bool, lang: Lang) -> Section {
    let first = things.iter().filter_map(|thing| thing.day).min();
    let lines = if named {
        things.iter().map(|thing| line(kind, thing, lang)).collect()
    } else {
        vec![in_numbers(kind, things, first, lang)]
    };
    Section { title: heading(kind).to(lang).to_owned(), lines, note: note(kind).to(lang).to_owned() }
}

const fn heading(kind: NoticeKind) -> Text {
    match kind {
        NoticeKind::Receipt => Text::new("You borrowed:", "Usted pidió prestado:"),
        NoticeKind::HoldReady => Text::new("Ready for you to pick up:", "Listo para que lo recoja:"),
        NoticeKind::Renewal => Text::new("Renewed:", "Renovado:"),
        NoticeKind::AlmostDue => Text::new("Due soon:", "Vence pronto:"),
        NoticeKind::Overdue => Text::new("Overdue:", "Vencido:"),
        NoticeKind::Bill => {
            Text::new("A charge for a lost or damaged item:", "Un cargo por un material perdido o dañado:")
        }
    }
}

const fn note(kind: NoticeKind) -> Text {
    match kind {
        NoticeKind::Receipt | NoticeKind::Renewal => {
            Text::new("You see all your loans in your record.", "Ve todos sus préstamos en su registro.")
        }
        NoticeKind::HoldReady => Text::new(
            "Bring your card, or photo ID where the library takes it.",
            "Traiga su tarjeta, o una identificación con foto si la biblioteca la acepta.",
        ),
        NoticeKind::AlmostDue => Text::new(
            "You can bring it back, or ask the library to renew it.",
            "Puede devolverlo o pedir a la biblioteca que lo renueve.",
        ),
        NoticeKind::Overdue => Text::new(
            "Please bring it back, or ask the library to renew it. If you have brought it back, tell us.",
            "Por favor, devuélvalo o pida a la biblioteca que lo renueve. Si ya lo devolvió, díganoslo.",
        ),
        NoticeKind::Bill => Text::new(
            "If you have the item, bring it back. If this is not right, tell us.",
            "Si tiene el material, devuélvalo. Si esto no es correcto, díganoslo.",
        ),
    }
}

fn line(kind: NoticeKind, thing: &Thing, lang: Lang) -> String {
    let title = &thing.title;
    let day = thing.day.map(|day| show::date(day, lang));
    match (kind, day, lang) {
        (NoticeKind::Bill, _, _) => format!("{title}: {}", show::cents(thing.cents)),
        (NoticeKind::HoldReady, day, lang) => {
            let until = day.map(|day| match lang {
                Lang::En => format!(", until {day}"),
                Lang::Es => format!(", hasta el {day}"),
            });
            let place = thing.place.as_deref().map(|place| format!(", {place}"));
            format!("{title}{}{}", until.unwrap_or_default(), place.unwrap_or_default())
        }
        (_, None, _) => title.clone(),
        (NoticeKind::Overdue, Some(day), Lang::En) => format!("{title}, was due {day}"),
        (NoticeKind::Overdue, Some(day), Lang::Es) => format!("{title}, venció el {day}"),
        (_, Some(day), Lang::En) => format!("{title}, due {day}"),
        (_, Some(day), Lang::Es) => format!("{title}, vence el {day}"),
    }
}

fn in_numbers(kind: NoticeKind, things: &[Thing], first: Option<NaiveDate>, lang: Lang) -> String {
    let many = things.len();
    let items = match (many, lang) {
        (1, Lang::En) => "1 item".to_owned(),
        (many, Lang::En) => format!("{many} items"),
        (1, Lang::Es) => "1 material".to_owned(),
        (many, Lang::Es) => format!("{many} materiales"),
    };
    let day = first.map(|day| show::date(day, lang));
    match (kind, day, lang) {
        (NoticeKind::Bill, _, lang) => {
            let owed = show::cents(things.iter().map(|thing| thing.cents).sum());
            match lang {
                Lang::En => format!("{items}, {owed} in all"),
                Lang::Es => format!("{items}, {owed} en total"),
            }
        }
        (_, None, _) => items,
        (NoticeKind::HoldReady, Some(day), Lang::En) => format!("{items}, the first until {day}"),
        (NoticeKind::HoldReady, Some(day), Lang::Es) => format!("{items}, el primero hasta el {day}"),
        (NoticeKind::Overdue, Some(day), Lang::En) => format!("{items}, the first was due {day}"),
        (NoticeKind::Overdue, Some(day), Lang::Es) => format!("{items}, el primero venció el {day}"),
        (_, Some(day), Lang::En) => format!("{items}, the first due {day}"),
        (_, Some(day), Lang::Es) => format!("{items}, el primero vence el {day}"),
    }
}

/// The subject. It names no title.
pub(super) fn subject(kinds: &[NoticeKind], lang: Lang) -> String {
    match kinds {
        [one] => one.label().to(lang).to_owned(),
        _ => Text::new("Your loans and holds today", "Sus préstamos y reservas hoy").to(lang).to_owned(),
    }
}
