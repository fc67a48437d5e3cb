//! The overview: who I am to the library, who knows what, what comes next, who looked, and the record in groups.
//!
//! What stands between asterisks is set in bold.

use domain::{
    inventory::show,
    words::{Lang, Text, isolated},
};

fn number(count: u64) -> String {
    show::count(i64::try_from(count).unwrap_or(i64::MAX))
}

/// `We hold *2,483 entries* about you.`
pub fn held(lang: Lang, count: u64) -> String {
    let number = number(count);
    match lang {
        Lang::En if count == 1 => "We hold *1 entry* about you.".to_owned(),
        Lang::En => format!("We hold *{number} entries* about you."),
        Lang::Es if count == 1 => "Guardamos *1 dato* sobre usted.".to_owned(),
        Lang::Es => format!("Guardamos *{number} datos* sobre usted."),
    }
}

/// How often others looked in the last twelve months.
pub fn looked(lang: Lang, count: u64) -> String {
    let number = number(count);
    match (lang, count) {
        (Lang::En, 0) => "Nobody else viewed your record in the past year.".to_owned(),
        (Lang::En, 1) => "Others viewed your record *once* in the past year.".to_owned(),
        (Lang::En, _) => format!("Others viewed your record *{number} times* in the past year."),
        (Lang::Es, 0) => "Nadie más consultó su registro en el último año.".to_owned(),
        (Lang::Es, 1) => "Otras personas consultaron su registro *una vez* en el último año.".to_owned(),
        (Lang::Es, _) => format!("Otras personas consultaron su registro *{number} veces* en el último año."),
    }
}

/// How many outside the library know something, or may learn it when they are used or when they ask.
pub fn outside(lang: Lang, count: usize) -> String {
    match (lang, count) {
        (Lang::En, 0) => {
            "Right now no other service or person has leave to learn anything about you through this portal.".to_owned()
        }
        (Lang::En, 1) => "*One* outside the library knows something or may learn it.".to_owned(),
        (Lang::En, _) => format!("*{count}* outside the library know something or may learn it."),
        (Lang::Es, 0) => {
            "Ahora ningún otro servicio ni persona tiene permiso para saber algo de usted por medio de este portal."
                .to_owned()
        }
        (Lang::Es, 1) => "*Un* servicio o una persona de fuera de la biblioteca sabe algo o puede saberlo.".to_owned(),
        (Lang::Es, _) => format!("*{count}* servicios o personas fuera de la biblioteca saben algo o pueden saberlo."),
    }
}

/// The next day on which something is due to be deleted.
pub fn next_deletion(lang: Lang, day: &str) -> String {
    match lang {
        Lang::En => format!("The next deletion is due on *{day}*."),
        Lang::Es => format!("El próximo borrado está previsto para el *{day}*."),
    }
}

pub const CARD_OUT: Text = Text::new("Out", "Prestado");
pub const CARD_READY: Text = Text::new("Ready", "Listo");
pub const CARD_OWED: Text = Text::new("Owed", "Debe");
pub const CARD_GOOD: Text = Text::new("Card ends", "Vence");
pub const CARD_ENDING: Text = Text::new("Card number ending in", "Tarjeta terminada en");
pub const TODAY: Text = Text::new("today", "hoy");
pub const TOMORROW: Text = Text::new("tomorrow", "mañana");
pub const NOTHING_OUT: Text = Text::new("Nothing", "Nada");
pub const NOTHING_READY: Text = Text::new("No hold", "Ninguna reserva");

pub fn loans(lang: Lang, count: u64) -> String {
    match (lang, count) {
        (Lang::En, 1) => "1 loan".to_owned(),
        (Lang::En, _) => format!("{count} loans"),
        (Lang::Es, 1) => "1 préstamo".to_owned(),
        (Lang::Es, _) => format!("{count} préstamos"),
    }
}

pub fn next_due(lang: Lang, day: &str) -> String {
    match lang {
        Lang::En => format!(", next due *{day}*"),
        Lang::Es => format!(", el próximo vence *{day}*"),
    }
}

pub fn holds_ready(lang: Lang, count: u64) -> String {
    match (lang, count) {
        (Lang::En, 1) => "1 hold".to_owned(),
        (Lang::En, _) => format!("{count} holds"),
        (Lang::Es, 1) => "1 reserva".to_owned(),
        (Lang::Es, _) => format!("{count} reservas"),
    }
}

pub fn until(lang: Lang, day: &str) -> String {
    match lang {
        Lang::En => format!("until {day}"),
        Lang::Es => format!("hasta el {day}"),
    }
}

pub fn expired(lang: Lang, day: &str) -> String {
    match lang {
        Lang::En => format!("Your card ended on {day}"),
        Lang::Es => format!("Su tarjeta venció el {day}"),
    }
}
pub const EXPIRED_DO: Text = Text::new(
    "Renew it at the desk to borrow again. Your record stays open to you here.",
    "Renuévela en el mostrador para volver a pedir prestado. Aquí puede seguir consultando su registro.",
);

pub fn stopped(lang: Lang, day: &str) -> String {
    match lang {
        Lang::En => format!("Borrowing is stopped until {day}"),
        Lang::Es => format!("No puede pedir prestado hasta el {day}"),
    }
}
pub const STOPPED_WITHOUT_END: Text = Text::new(
    "Borrowing is stopped, and no end date is recorded",
    "No puede pedir prestado, y no consta una fecha de término",
);
pub const STOPPED_DO: Text = Text::new(
    "This is what the library’s system says. Ask at the desk if it is not right.",
    "Esto es lo que indica el sistema de la biblioteca. Si no es correcto, pregunte en el mostrador.",
);

pub fn owing(lang: Lang, amount: &str) -> String {
    match lang {
        Lang::En => format!("You owe {amount}"),
        Lang::Es => format!("Usted debe {amount}"),
    }
}
pub const OWING_DO: Text = Text::new("See each charge", "Ver cada cargo");

pub fn overdue(lang: Lang, count: u64) -> String {
    match (lang, count) {
        (Lang::En, 1) => "1 loan is overdue".to_owned(),
        (Lang::En, _) => format!("{count} loans are overdue"),
        (Lang::Es, 1) => "1 préstamo está vencido".to_owned(),
        (Lang::Es, _) => format!("{count} préstamos están vencidos"),
    }
}
pub const OVERDUE_DO: Text = Text::new("See what to bring back", "Ver qué debe devolver");

pub const WAITING: Text =
    Text::new("The desk checks the change you asked for", "El personal del mostrador revisa el cambio que usted pidió");
pub const WAITING_ID: Text = Text::new(
    "Visit the desk with photo ID to finish this",
    "Para terminarlo, vaya al mostrador con una identificación con foto",
);
pub fn waiting(lang: Lang, reference: &str) -> String {
    match lang {
        Lang::En => format!("You asked to change how we reach you. The reference is *{reference}*."),
        Lang::Es => format!("Usted pidió cambiar cómo comunicarnos con usted. La referencia es *{reference}*."),
    }
}
pub const SIGNED: Text = Text::new(
    "Visit the desk with photo ID to finish your permission",
    "Para terminar su permiso, vaya al mostrador con una identificación con foto",
);
/// Of a permission that is signed.
pub fn signed(lang: Lang, reference: &str) -> String {
    match lang {
        Lang::En => {
            format!("You signed it. Until the desk confirms it, nothing is shared. The reference is *{reference}*.")
        }
        Lang::Es => {
            format!(
                "Usted lo firmó. Hasta que el mostrador lo confirme, no se comparte nada. La referencia es *{reference}*."
            )
        }
    }
}
pub const SIGNED_DO: Text = Text::new("See the permission", "Ver el permiso");
pub const CLOSING_DO: Text = Text::new("See it, or keep your card", "Verlo o conservar su tarjeta");
pub const WAITING_DO: Text = Text::new("See the change", "Ver el cambio");

pub const NO_CARD: Text = Text::new("None of your cards is in use", "Ninguna de sus tarjetas está en uso");
pub const NO_CARD_DO: Text = Text::new("Ask at the desk for a new one.", "Pida una nueva en el mostrador.");

pub const ABSENT: Text = Text::new(
    "You are no longer in the library’s list of patrons",
    "Usted ya no está en la lista de usuarios de la biblioteca",
);
/// What becomes of the record of somebody who has been missing from the library's file since this day.
pub fn absent_then(lang: Lang, since: &str, goes: Option<&str>) -> String {
    match (lang, goes) {
        (Lang::En, Some(day)) => format!(
            "The library’s list has not had you since *{since}*. Your whole record here is due to be deleted on *{day}*. If you \
             still use your card, tell the desk before then."
        ),
        (Lang::En, None) => format!(
            "The library’s list has not had you since *{since}*. Your record stays here while you have something out, owe \
             something, a legal process may concern it, or a card closed here is not yet closed in the library’s own system. If you \
             still use your card, tell the desk."
        ),
        (Lang::Es, Some(day)) => format!(
            "Usted no está en la lista de la biblioteca desde el *{since}*. Todo su registro aquí debe borrarse el *{day}*. Si \
             todavía usa su tarjeta, dígalo antes en el mostrador."
        ),
        (Lang::Es, None) => format!(
            "Usted no está en la lista de la biblioteca desde el *{since}*. Su registro se queda aquí mientras tenga algo \
             prestado, deba algo, pueda concernir a un proceso legal o una tarjeta cerrada aquí no esté cerrada aún en el sistema de la \
             biblioteca. Si todavía usa su tarjeta, dígalo en el mostrador."
        ),
    }
}

pub const KNOWS: Text = Text::new("Who knows what", "Quién sabe qué");
pub const KNOWS_MORE: Text = Text::new("What is held elsewhere", "Qué se guarda en otros lugares");
pub const YOU: Text = Text::new("You", "Usted");
pub const THE_LIBRARY: Text = Text::new("The library", "La biblioteca");
pub const WHOLE_RECORD: Text = Text::new("Your whole record", "Todo su registro");
pub const THAT_YOU_ARE: Text =
    Text::new("When you use it: that you have a card here", "Cuando lo usa: que usted tiene tarjeta aquí");
pub const WHEN_USED: Text = Text::new("When you use it", "Cuando lo usa");
pub const ON_LIST: Text = Text::new("You are on its list", "Usted está en su lista");
pub const IS_ACTIVE: Text = Text::new("whether the card is in use", "si la tarjeta está en uso");
pub const ASKED: Text = Text::new("When they ask at the desk", "Cuando pregunta en el mostrador");
pub const WAS_TOLD: Text = Text::new("Was told", "Se le informó de");
pub const WAS_GIVEN: Text = Text::new("Was given", "Se le entregó");
/// When somebody was last told something.
pub fn last_on(lang: Lang, day: &str) -> String {
    match lang {
        Lang::En => format!("last on {day}"),
        Lang::Es => format!("la última vez, el {day}"),
    }
}
pub const MAY_SEE_PARTS: Text = Text::new("May see parts of your record", "Puede ver partes del registro");
pub const KEY_ALL: Text = Text::new("your whole record", "todo su registro");
pub const KEY_PART: Text = Text::new("only what is named", "solo lo que se nombra");
pub const KEY_ASKED: Text = Text::new("on request, with your permission", "si lo pide, con su permiso");

pub fn from_to(lang: Lang, from: &str, to: &str) -> String {
    match lang {
        Lang::En => format!("{from} to {to}"),
        Lang::Es => format!("del {from} al {to}"),
    }
}

pub const NEXT: Text = Text::new("What happens next", "Qué pasará");
pub const NEXT_NOTHING: Text = Text::new(
    "Nothing is due: nothing ends and nothing is deleted within a year.",
    "No hay nada previsto: nada termina ni se borra en un año.",
);
pub const NEXT_BOX: Text = Text::new("entries due to be deleted that month", "datos que deben borrarse ese mes");
pub const NEXT_PEG: Text = Text::new("something ends", "algo termina");
pub const WHOLE_RECORD_GOES: Text =
    Text::new("Your whole record is due to be deleted", "Debe borrarse todo su registro");
pub const LOANS_DUE: Text = Text::new("Due back", "Devolución");
pub const HOLD_GOES: Text = Text::new("Last day to pick up your hold", "Último día para recoger su reserva");
pub const DELETION: Text = Text::new("Next deletion", "Próximo borrado");
pub fn deleted(lang: Lang, what: &str, more: u64) -> String {
    match (lang, more) {
        (_, 0) => format!("{what}."),
        (Lang::En, _) => format!("{what}. {more} more follow within a year."),
        (Lang::Es, _) => format!("{what}. Seguirán {more} más en un año."),
    }
}
pub fn permission_ends(lang: Lang, name: &str) -> String {
    let name = isolated(name);
    match lang {
        Lang::En => format!("Permission for {name} ends"),
        Lang::Es => format!("Termina el permiso para {name}"),
    }
}
pub const PERMISSION_AFTER: Text =
    Text::new("After that day we tell them nothing.", "Después de ese día no le decimos nada.");
pub fn of_age(lang: Lang, age: u8) -> String {
    match lang {
        Lang::En => format!("You turn {age}"),
        Lang::Es => format!("Usted cumple {age} años"),
    }
}
pub const OF_AGE_AFTER: Text = Text::new(
    "From that day no parent or guardian can look at your record.",
    "Desde ese día ninguna madre, padre ni tutor puede consultar su registro.",
);
pub const CARD_ENDS: Text = Text::new("Your card ends", "Vence su tarjeta");
pub const CARD_ENDS_DO: Text = Text::new("Renew it at the desk.", "Renuévela en el mostrador.");

pub const LOOKED: Text = Text::new("Who looked", "Quién consultó");
pub const LOOKED_ALL: Text = Text::new("All activity, with your own visits", "Toda la actividad, con sus visitas");
pub const LOOKED_NOBODY: Text = Text::new(
    "Nobody else has asked for your record. When someone does, it stands here: who, what for, and what they saw.",
    "Nadie más ha pedido su registro. Cuando alguien lo haga, aparecerá aquí: quién, para qué y qué vio.",
);
pub const LOOKED_CAPTION: Text = Text::new(
    "The last times someone else asked for your record",
    "Las últimas veces que otra persona pidió su registro",
);
pub const LOOKED_FOR: Text = Text::new("What for", "Para qué");
pub const LOOKED_WHO: Text = Text::new("Who", "Quién");
pub const LOOKED_SAW: Text = Text::new("What they saw", "Qué vio");
pub const LOOKED_WHEN: Text = Text::new("When", "Cuándo");
pub const LOOKED_DOT: Text = Text::new("someone viewed a part of your record", "alguien consultó una parte");
pub const REFUSED: Text = Text::new("Refused, nothing shown", "Rechazado, no se mostró nada");
pub const NO_PURPOSE: Text = Text::new("No purpose recorded", "Sin motivo registrado");
pub const COUNTS_ONLY: Text = Text::new("How much there is, no values", "Cuánto hay, sin los datos");

pub const HELD: Text = Text::new("What we hold", "Qué guardamos");
pub const DOWNLOAD: Text = Text::new("Download everything", "Descargar todo");
pub const NOTHING: Text = Text::new("Nothing recorded:", "Sin datos:");
pub const NOT_LOADED: Text =
    Text::new("Not loaded here, ask at the desk:", "No se carga aquí, pregunte en el mostrador:");
pub const WHAT_THIS_IS: Text = Text::new(
    "This is everything that this portal holds about you. The library’s own system may hold more: ask at the desk.",
    "Esto es todo lo que este portal guarda sobre usted. El sistema de la biblioteca puede guardar más: pregunte en el mostrador.",
);
/// Also where the policy does not say whether the library keeps it: its page says which.
pub const NEVER: Text = Text::new("Not held here:", "No se guarda aquí:");

pub const GROUP_YOU: Text = Text::new("About you", "Sobre usted");
pub const GROUP_PERSON: Text = Text::new("The person", "La persona");
pub const GROUP_BORROW: Text = Text::new("Borrowing", "Préstamos");
pub const GROUP_MONEY: Text = Text::new("Money", "Dinero");
pub const GROUP_MESSAGES: Text = Text::new("Messages and choices", "Mensajes y decisiones");
pub const GROUP_ACTIVITY: Text = Text::new("Signing in and activity", "Acceso y actividad");

pub fn fact_due(lang: Lang, day: &str) -> String {
    match lang {
        Lang::En => format!("Next due {day}"),
        Lang::Es => format!("El próximo vence el {day}"),
    }
}
pub fn fact_ready(lang: Lang, count: u64, day: &str) -> String {
    match lang {
        Lang::En => format!("{count} ready until {day}"),
        Lang::Es => format!("{count} para recoger hasta el {day}"),
    }
}
pub const FACT_NOTHING_OWED: Text = Text::new("Nothing owed", "No se debe nada");
pub fn fact_owed(lang: Lang, amount: &str) -> String {
    match lang {
        Lang::En => format!("{amount} owed"),
        Lang::Es => format!("Se deben {amount}"),
    }
}
pub fn fact_in_force(lang: Lang, count: usize) -> String {
    match (lang, count) {
        (Lang::En, 1) => "1 permission in force".to_owned(),
        (Lang::En, _) => format!("{count} permissions in force"),
        (Lang::Es, 1) => "1 permiso vigente".to_owned(),
        (Lang::Es, _) => format!("{count} permisos vigentes"),
    }
}
pub fn fact_since(lang: Lang, day: &str) -> String {
    match lang {
        Lang::En => format!("Since {day}"),
        Lang::Es => format!("Desde el {day}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sentence_counts_who_is_outside() {
        assert!(outside(Lang::En, 0).starts_with("Right now no other service or person has leave"));
        assert_eq!(outside(Lang::En, 1), "*One* outside the library knows something or may learn it.");
        assert_eq!(outside(Lang::En, 3), "*3* outside the library know something or may learn it.");
        assert!(outside(Lang::Es, 0).starts_with("Ahora ningún otro servicio ni persona tiene permiso"));
        assert!(outside(Lang::Es, 1).starts_with("*Un* servicio o una persona de fuera de la biblioteca"));
        assert!(outside(Lang::Es, 3).starts_with("*3* servicios o personas fuera"));
    }
}
