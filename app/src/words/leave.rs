//! Closing one's card for good: what stands in the way, what stays and until when; and the desk's part of it.

use super::by_age::ByAge;
use domain::{
    age::Young,
    inventory::show,
    profile::InTheWay,
    words::{Lang, Text},
};

pub const TITLE: Text = Text::new("Close my card for good", "Cerrar mi tarjeta definitivamente");
pub const LEDE: ByAge = ByAge::new(
    "For when you no longer want to be a patron of this library. A lost card is reported on another page.",
    "Para cuando ya no quiera usar esta biblioteca. Una tarjeta perdida se reporta en otra página.",
    "Para cuando ya no quieras usar esta biblioteca. Una tarjeta perdida se reporta en otra página.",
)
.plainly(
    "For when you do not want to have a card from this library any more. Did you lose your card? Say so on another page.",
    "Para cuando ya no quieras tener una tarjeta de esta biblioteca. ¿Perdiste tu tarjeta? Dilo en otra página.",
);
pub const LOST_INSTEAD: Text = Text::new("Report a lost card", "Reportar una tarjeta perdida");
pub const EFFECTS: Text = Text::new("What happens", "Qué pasa");
pub const EFFECT_CLOSED: ByAge = ByAge::new(
    "Your card is closed, and every device is signed out. You cannot borrow or sign in any more.",
    "Su tarjeta se cierra y se cierra la sesión en todos los dispositivos. Ya no podrá pedir prestado ni iniciar \
     sesión.",
    "Tu tarjeta se cierra y se cierra la sesión en todos los dispositivos. Ya no podrás pedir prestado ni iniciar \
     sesión.",
)
.plainly(
    "Your card is closed, and you are signed out everywhere. You cannot borrow or sign in any more.",
    "Tu tarjeta se cierra, y tu sesión también, en todas partes. Ya no podrás pedir prestado ni iniciar sesión.",
);
pub const EFFECT_COPY: ByAge = ByAge::new(
    "You cannot see your record here any more. Download a copy first, if you want one.",
    "Ya no podrá ver su registro aquí. Si quiere una copia, descárguela antes.",
    "Ya no podrás ver tu registro aquí. Si quieres una copia, descárgala antes.",
);
pub const TAKE_COPY: Text = Text::new("Download everything", "Descargar todo");
pub const EFFECT_SYSTEM: ByAge = ByAge::new(
    "The desk is asked to close the card in the library’s own system too. Your record stays until that is done.",
    "Se le pide al mostrador que cierre la tarjeta también en el sistema de la biblioteca. Su registro se queda hasta \
     entonces.",
    "Se le pide al mostrador que cierre la tarjeta también en el sistema de la biblioteca. Tu registro se queda hasta \
     entonces.",
)
.plainly(
    "We ask the desk to close the card in the library’s other computer too. Your record stays until that is done.",
    "Pedimos al mostrador que cierre la tarjeta también en la otra computadora de la biblioteca. Tu registro se queda \
     hasta entonces.",
);
pub const IN_THE_WAY: Text = Text::new("What stands in the way today", "Qué lo impide hoy");
pub const CLEAR: ByAge = ByAge::new(
    "Nothing. Your card is closed as soon as you say so.",
    "Nada. Su tarjeta se cierra en cuanto usted lo diga.",
    "Nada. Tu tarjeta se cierra en cuanto tú lo digas.",
);
pub const NOT_YET: ByAge = ByAge::new(
    "You can ask now. Your card is closed within an hour or two after the last of this is over, and you can take it \
     back until then.",
    "Puede pedirlo ahora. Su tarjeta se cierra una o dos horas después de que termine lo último de esto, y hasta \
     entonces puede retirarlo.",
    "Puedes pedirlo ahora. Tu tarjeta se cierra una o dos horas después de que termine lo último de esto, y hasta \
     entonces puedes retirarlo.",
);
pub const HELD: ByAge = ByAge::new(
    "A legal process may concern your record. The library may not let it go until that is over.",
    "Un proceso legal puede concernir a su registro. La biblioteca no puede dejarlo ir hasta que termine.",
    "Un proceso legal puede concernir a tu registro. La biblioteca no puede dejarlo ir hasta que termine.",
)
.plainly(
    "The law may need your record. The library must keep it until that is over.",
    "Puede que la ley necesite tu registro. La biblioteca debe guardarlo hasta que eso termine.",
);
pub const WAITS: ByAge =
    ByAge::new("You asked to close your card", "Usted pidió cerrar su tarjeta", "Pediste cerrar tu tarjeta");
pub const STAY_DO: Text = Text::new("Take it back and keep my card", "Retirarlo y conservar mi tarjeta");
pub const STAYED: ByAge = ByAge::new("You keep your card.", "Usted conserva su tarjeta.", "Conservas tu tarjeta.");
pub const SECRET: ByAge = ByAge::new("Your PIN or password", "Su PIN o contraseña", "Tu PIN o contraseña");
pub const SECRET_HINT: ByAge = ByAge::new(
    "So that nobody else closes your card.",
    "Para que nadie más cierre su tarjeta.",
    "Para que nadie más cierre tu tarjeta.",
);
pub const CLOSE_DO: Text = Text::new("Close my card", "Cerrar mi tarjeta");
pub const ASK_DO: Text = Text::new("Ask to close my card", "Pedir que se cierre mi tarjeta");
pub const NOT: Text = Text::new("No, keep it", "No, conservarla");
pub const DONE: Text = Text::new("Your card is closed", "Su tarjeta está cerrada");
pub const DONE_WHAT: Text = Text::new(
    "Every device is signed out. Thank you for having been with us. If you come back one day, the desk makes you a new card.",
    "Se cerró la sesión en todos los dispositivos. Gracias por haber estado con nosotros. Si vuelve algún día, en el mostrador \
     le hacen una tarjeta nueva.",
);

pub const PILE: Text =
    Text::new("Closed here, to be closed in our own system", "Cerradas aquí, por cerrar en nuestro propio sistema");
pub const PILE_WHAT: Text = Text::new("Card to be closed", "Tarjeta por cerrar");
pub const PILE_LOST: Text = Text::new("Lost card to be blocked", "Tarjeta perdida por bloquear");
pub const OPEN: Text = Text::new("Open", "Abrir");
pub const DESK: Text = Text::new("Close this card in our system", "Cerrar esta tarjeta en nuestro sistema");
pub const DESK_LEDE: Text = Text::new(
    "It was closed here. Close it in the library’s own system, so that no later file brings it back. Then say so.",
    "Se cerró aquí. Ciérrela en el sistema de la biblioteca, para que ningún archivo posterior la traiga de vuelta. Luego \
     dígalo.",
);
pub const DESK_LOST: Text = Text::new(
    "It was reported lost or stolen here. Block it in the library’s own system, so that nobody borrows with it. Then say so.",
    "Aquí se reportó como perdida o robada. Bloquéela en el sistema de la biblioteca, para que nadie pida prestado con ella. \
     Luego dígalo.",
);
pub const DESK_CARDS: Text = Text::new("Card numbers", "Números de tarjeta");
pub const DESK_CLOSED: Text = Text::new("Closed here", "Cerrada aquí");
pub const DESK_DO: Text = Text::new("It is closed in our system", "Está cerrada en nuestro sistema");
pub const DESK_DONE: Text = Text::new("Noted.", "Anotado.");

/// When the record goes.
pub fn record_goes(lang: Lang, young: Option<Young>, day: &str) -> String {
    let your = if young.is_some() { "tu" } else { "su" };
    match lang {
        Lang::En => format!(
            "If the card is closed today, your record is deleted on {day} at the earliest, and not before the desk has closed the card \
             in the library’s own system too."
        ),
        Lang::Es => format!(
            "Si la tarjeta se cierra hoy, {your} registro se borra el {day} como muy pronto, y no antes de que el mostrador cierre la tarjeta \
             también en el sistema de la biblioteca."
        ),
    }
}

/// How many items are out.
fn out(lang: Lang, young: Option<Young>, count: i64) -> String {
    match (lang, count) {
        (Lang::En, 1) => "You have 1 item out. Bring it back.".to_owned(),
        (Lang::En, count) => format!("You have {count} items out. Bring them back."),
        (Lang::Es, 1) if young.is_some() => "Tienes 1 material prestado. Devuélvelo.".to_owned(),
        (Lang::Es, count) if young.is_some() => format!("Tienes {count} materiales prestados. Devuélvelos."),
        (Lang::Es, 1) => "Tiene 1 material prestado. Devuélvalo.".to_owned(),
        (Lang::Es, count) => format!("Tiene {count} materiales prestados. Devuélvalos."),
    }
}

/// How much is owed.
fn owed(lang: Lang, young: Option<Young>, cents: i64) -> String {
    let owe = if young.is_some() { "Debes" } else { "Debe" };
    match lang {
        Lang::En => format!("You owe {}. It has to be paid or forgiven.", show::cents(cents)),
        Lang::Es => format!("{owe} {}. Hay que pagarlo o que se perdone.", show::cents(cents)),
    }
}

/// All that stands in the way, a sentence or two for each.
pub fn in_the_way(lang: Lang, young: Option<Young>, way: InTheWay) -> Vec<String> {
    let each = [
        (way.out > 0).then(|| out(lang, young, way.out)),
        (way.owed > 0).then(|| owed(lang, young, way.owed)),
        way.held.then(|| HELD.to(young, lang).to_owned()),
    ];
    each.into_iter().flatten().collect()
}

/// Since when the wish waits.
pub fn since(lang: Lang, day: &str) -> String {
    match lang {
        Lang::En => format!("Asked on {day}. It is done when the last of what stands in the way is over."),
        Lang::Es => format!("Pedido el {day}. Se hace cuando termine lo último que lo impide."),
    }
}
