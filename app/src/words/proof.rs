//! Proof of what was agreed to, at the desk.

use super::{desk_mail, newsletter};
use domain::words::Text;
use portal::consent::What;

pub const TITLE: Text = Text::new("Proof of consent", "Prueba del consentimiento");
pub const LEDE: Text = Text::new(
    "For an e-mail address and a moment: who had agreed to what, in which words, how, for which address, and what came of it. \
     Whoever it is about reads in their activity that you looked.",
    "Para una dirección y un momento: quién había aceptado qué, con qué palabras, cómo, para qué dirección y qué resultó. La \
     persona de quien se trata lee en su actividad que usted consultó.",
);
pub const ADDRESS: Text = Text::new("E-mail address", "Dirección de correo");
pub const DAY: Text = Text::new("On this day (empty: now)", "En este día (vacío: ahora)");
pub const TIME: Text = Text::new(
    "At this time, where the library is (empty: the end of the day)",
    "A esta hora, donde está la biblioteca (vacío: el final del día)",
);
pub const DAY_MISSING: Text = Text::new("Enter the day, too", "Escriba también el día");
pub const TIME_WRONG: Text = Text::new(
    "Enter hours and minutes, such as 14:05, or leave it empty",
    "Escriba horas y minutos, como 14:05, o déjelo vacío",
);
pub const SHOW: Text = Text::new("Show it", "Mostrar");
pub const FILE: Text = Text::new("Take it as a file (JSON)", "Descargar como archivo (JSON)");
pub const AS_OF: Text = Text::new("What held until", "Lo que valía hasta");
pub const NOBODY: Text = Text::new(
    "No record and no subscriber has this address, no answer was given for it, and nothing was written to it.",
    "Ningún registro y ningún suscriptor tiene esta dirección, no se respondió nada para ella y no se le escribió nada.",
);
pub const CARD: Text = Text::new("The card that ends in", "La tarjeta que termina en");
pub const NO_CARD: Text = Text::new("A record without a card", "Un registro sin tarjeta");
pub const WITHOUT_CARD: Text = Text::new("Newsletters without a card", "Boletines sin tarjeta");
pub const NOTHING_SAID: Text = Text::new(
    "They had answered nothing by then: notices come as the library’s profile says, newsletters do not.",
    "Para entonces no habían respondido nada: los avisos llegan según el perfil de la biblioteca; los boletines, no.",
);
/// Above what came without an answer.
pub const BY_ADDRESS: Text = Text::new(
    "To these notices the address on record was the yes, since they had not answered. The words are those of today.",
    "Para estos avisos, la dirección en el registro valía como sí, porque no habían respondido. Las palabras son las de hoy.",
);
pub const ANSWERED: Text = Text::new("Answered", "Se respondió");
pub const UNTIL: Text = Text::new("Answered again", "Se respondió de nuevo");
pub const HOW: Text = Text::new("How it was said", "Cómo se dijo");
pub const FOR_ADDRESS: Text = Text::new("For which address", "Para qué dirección");
pub const ADDRESS_NONE: Text = Text::new(
    "The record had none then, or it was not kept yet",
    "El registro no tenía ninguna, o todavía no se guardaba",
);
pub const CAME: Text = Text::new("What came of it", "Qué resultó");
pub const CAME_MORE: Text =
    Text::new("There is more; these are the newest 200.", "Hay más; estos son los 200 más recientes.");
pub const TO: Text = Text::new("to", "a");

/// How something was said, by its code.
pub fn means(code: &str) -> Option<Text> {
    Some(match code {
        "portal" => Text::new("Signed in to the portal", "Con sesión iniciada en el portal"),
        "desk" => Text::new("At the desk", "En el mostrador"),
        "import" => Text::new("Before the portal", "Antes del portal"),
        "double-opt-in" => Text::new(
            "By a link mailed to the address, and a button",
            "Con un enlace enviado a la dirección y un botón",
        ),
        "subscriber-link" => Text::new("By a link mailed to the address", "Con un enlace enviado a la dirección"),
        "by-mail" => Text::new("By a mail to the return address", "Con un correo a la dirección de retorno"),
        "service" => Text::new("At the newsletter service", "En el servicio de boletines"),
        "complaint" => Text::new("Reported as unwanted mail", "Denunciado como correo no deseado"),
        "newsletter-link" => Text::new("By the link in a newsletter", "Con el enlace de un boletín"),
        "address-on-record" => Text::new("By the address on record", "Con la dirección en el registro"),
        "link-taken-back" => Text::new("By taking back a click on that link", "Al deshacer un clic en ese enlace"),
        _ => return None,
    })
}

/// What it was that came of an answer.
pub const fn what(what: What) -> Text {
    match what {
        What::Copy => Text::new("a copy of an issue", "un ejemplar"),
        What::Notice => Text::new("a notice", "un aviso"),
        What::Service => Text::new("the list for the newsletter service", "la lista para el servicio de boletines"),
        What::Desk => Text::new("in the library’s own system", "en el sistema propio de la biblioteca"),
    }
}

/// What became of it, by its code.
pub fn came(code: &str) -> Text {
    match code {
        "sent" => Text::new("sent", "enviado"),
        "failed" => Text::new("could not be sent", "no se pudo enviar"),
        "left-out" | "withheld" => Text::new("not sent", "no se envió"),
        "unwanted" => Text::new("not written, because they had said no", "no se escribió porque habían dicho que no"),
        "no-address" => Text::new(
            "not written, because there was no address that can be written to",
            "no se escribió porque no había una dirección a la que se pueda escribir",
        ),
        "posted" => Text::new("went as a letter", "fue por carta"),
        "written" => Text::new("written; the mail is not kept any more", "escrito; el correo ya no se guarda"),
        "asked" => Text::new("the service was asked", "se pidió al servicio"),
        "listed" => Text::new("put on it", "incluida"),
        "removed" => Text::new("taken off it", "retirada"),
        "to-enter" => Text::new("waits to be entered by the desk", "espera que el mostrador lo anote"),
        "entered" => Text::new("entered by the desk", "anotado por el mostrador"),
        _ => Text::new("waiting to be sent", "en espera de envío"),
    }
}

/// Why, by its code.
pub fn why(what: What, code: &str) -> Text {
    match (what, code) {
        (What::Service, "desk") => Text::new("by the library", "por la biblioteca"),
        (What::Service, "portal") => Text::new("by this portal", "por este portal"),
        (What::Service, _) => Text::new("by the service, where they left", "por el servicio, donde se dieron de baja"),
        (_, code) => newsletter::left_out(code).unwrap_or_else(|| desk_mail::why(code)),
    }
}
