//! What somebody who is named in a permission would hear today, in a sentence.

use super::record::number;
use domain::{age::Young, words::Lang};

/// `One hold is ready at Main until Dec 4.`
pub fn ready(lang: Lang, count: u64, place: Option<&str>, until: Option<&str>) -> String {
    let number = number(count);
    let place = place.map(|place| match lang {
        Lang::En => format!(" at {place}"),
        Lang::Es => format!(" en {place}"),
    });
    let until = until.map(|day| match (lang, count) {
        (Lang::En, 1) => format!(" until {day}"),
        (Lang::En, _) => format!(", the first until {day}"),
        (Lang::Es, 1) => format!(" hasta el {day}"),
        (Lang::Es, _) => format!(", la primera hasta el {day}"),
    });
    let (place, until) = (place.unwrap_or_default(), until.unwrap_or_default());
    match (lang, count) {
        (Lang::En, 1) => format!("One hold is ready{place}{until}."),
        (Lang::En, _) => format!("{number} holds are ready{place}{until}."),
        (Lang::Es, 1) => format!("Una reserva está lista{place}{until}."),
        (Lang::Es, _) => format!("{number} reservas están listas{place}{until}."),
    }
}

/// Beside what is ready: `2 more are not ready yet.`
pub fn more_not_ready(lang: Lang, count: u64) -> String {
    let number = number(count);
    match (lang, count) {
        (Lang::En, 1) => "One more is not ready yet.".to_owned(),
        (Lang::En, _) => format!("{number} more are not ready yet."),
        (Lang::Es, 1) => "Otra todavía no está lista.".to_owned(),
        (Lang::Es, _) => format!("Otras {number} todavía no están listas."),
    }
}

/// Where nothing is ready: `2 holds are not ready yet.`
pub fn not_ready(lang: Lang, count: u64) -> String {
    let number = number(count);
    match (lang, count) {
        (Lang::En, 1) => "One hold is not ready yet.".to_owned(),
        (Lang::En, _) => format!("{number} holds are not ready yet."),
        (Lang::Es, 1) => "Una reserva todavía no está lista.".to_owned(),
        (Lang::Es, _) => format!("{number} reservas todavía no están listas."),
    }
}

/// `9 loans, the next due Nov 28.`
pub fn loans(lang: Lang, count: u64, next_due: Option<&str>) -> String {
    let number = number(count);
    let next = next_due.map(|day| match (lang, count) {
        (Lang::En, 1) => format!(", due {day}"),
        (Lang::En, _) => format!(", the next due {day}"),
        (Lang::Es, 1) => format!(", vence el {day}"),
        (Lang::Es, _) => format!(", el próximo vence el {day}"),
    });
    let next = next.unwrap_or_default();
    match (lang, count) {
        (Lang::En, 1) => format!("One loan{next}."),
        (Lang::En, _) => format!("{number} loans{next}."),
        (Lang::Es, 1) => format!("Un préstamo{next}."),
        (Lang::Es, _) => format!("{number} préstamos{next}."),
    }
}

/// `You owe $0.00.`
pub fn owed(lang: Lang, young: Option<Young>, amount: &str) -> String {
    match lang {
        Lang::En => format!("You owe {amount}."),
        Lang::Es if young.is_some() => format!("Debes {amount}."),
        Lang::Es => format!("Usted debe {amount}."),
    }
}
