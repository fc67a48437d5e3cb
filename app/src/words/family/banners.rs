//! What a parent should know of a child's card before anything else.

use super::THE_CHILD_FIRST;
use domain::words::{Lang, Text, isolated};

pub const EXPIRED_DO: Text = Text::new(
    "It can be renewed at the desk, and is then good for borrowing again.",
    "Se puede renovar en el mostrador, y entonces vuelve a servir para pedir prestado.",
);
pub const NO_CARD_DO: Text = Text::new("Ask at the desk for a new one.", "Pida una nueva en el mostrador.");
pub const OVERDUE_DO: Text = Text::new("See what is due back", "Ver qué hay que devolver");

/// `Ben’s card ended on May 6`.
pub fn expired(lang: Lang, name: Option<&str>, day: &str) -> String {
    match (lang, name.map(isolated)) {
        (Lang::En, Some(name)) => format!("{name}’s card ended on {day}"),
        (Lang::En, None) => format!("Your child’s card ended on {day}"),
        (Lang::Es, Some(name)) => format!("La tarjeta de {name} venció el {day}"),
        (Lang::Es, None) => format!("La tarjeta de su hijo o hija venció el {day}"),
    }
}

/// `None of Ben’s cards is in use`.
pub fn no_card(lang: Lang, name: Option<&str>) -> String {
    match (lang, name.map(isolated)) {
        (Lang::En, Some(name)) => format!("None of {name}’s cards is in use"),
        (Lang::En, None) => "None of your child’s cards is in use".to_owned(),
        (Lang::Es, Some(name)) => format!("Ninguna tarjeta de {name} está en uso"),
        (Lang::Es, None) => "Ninguna tarjeta de su hijo o hija está en uso".to_owned(),
    }
}

/// `Ben cannot borrow until May 6`; without a day, that no end is recorded.
pub fn stopped(lang: Lang, name: Option<&str>, day: Option<&str>) -> String {
    let name = name.map(isolated);
    let name = name.unwrap_or_else(|| THE_CHILD_FIRST.to(lang).into());
    match (lang, day) {
        (Lang::En, Some(day)) => format!("{name} cannot borrow until {day}"),
        (Lang::En, None) => format!("{name} cannot borrow, and no end date is recorded"),
        (Lang::Es, Some(day)) => format!("{name} no puede pedir prestado hasta el {day}"),
        (Lang::Es, None) => format!("{name} no puede pedir prestado, y no consta una fecha de término"),
    }
}

/// `Ben has 2 overdue loans`.
pub fn overdue(lang: Lang, name: Option<&str>, count: u64) -> String {
    let name = name.map(isolated);
    let name = name.unwrap_or_else(|| THE_CHILD_FIRST.to(lang).into());
    match (lang, count) {
        (Lang::En, 1) => format!("{name} has 1 overdue loan"),
        (Lang::En, _) => format!("{name} has {count} overdue loans"),
        (Lang::Es, 1) => format!("{name} tiene 1 préstamo vencido"),
        (Lang::Es, _) => format!("{name} tiene {count} préstamos vencidos"),
    }
}

/// `Ben owes $3.50`.
pub fn owing(lang: Lang, name: Option<&str>, amount: &str) -> String {
    let name = name.map(isolated);
    let name = name.unwrap_or_else(|| THE_CHILD_FIRST.to(lang).into());
    match lang {
        Lang::En => format!("{name} owes {amount}"),
        Lang::Es => format!("{name} debe {amount}"),
    }
}
