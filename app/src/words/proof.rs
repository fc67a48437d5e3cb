//! Proof of what was agreed to, at the desk.

use domain::words::Text;

pub const TITLE: Text = Text::new("Proof of consent", "Prueba del consentimiento");
pub const LEDE: Text = Text::new(
    "For an e-mail address and a day: who had agreed to what, in which words, how, and what came of it. Whoever it is about \
     reads in their activity that you looked.",
    "Para una dirección y un día: quién había aceptado qué, con qué palabras, cómo y qué resultó. La persona de quien se trata \
     lee en su actividad que usted consultó.",
);
pub const ADDRESS: Text = Text::new("E-mail address", "Dirección de correo");
pub const DAY: Text = Text::new("At the end of this day (empty: now)", "Al final de este día (vacío: ahora)");
pub const SHOW: Text = Text::new("Show it", "Mostrar");
pub const FILE: Text = Text::new("Take it as a file (JSON)", "Descargar como archivo (JSON)");
pub const AS_OF: Text = Text::new("What held until", "Lo que valía hasta");
pub const NOBODY: Text = Text::new(
    "No record and no subscriber has this address, and nothing was written to it.",
    "Ningún registro y ningún suscriptor tiene esta dirección, y no se le escribió nada.",
);
pub const CARD: Text = Text::new("The card that ends in", "La tarjeta que termina en");
pub const NO_CARD: Text = Text::new("A record without a card", "Un registro sin tarjeta");
pub const WITHOUT_CARD: Text = Text::new("Newsletters without a card", "Boletines sin tarjeta");
pub const NOTHING_SAID: Text = Text::new(
    "They had answered nothing by then: notices come as the library’s profile says, newsletters do not.",
    "Para entonces no habían respondido nada: los avisos llegan según el perfil de la biblioteca; los boletines, no.",
);
pub const HOW: Text = Text::new("How it was said", "Cómo se dijo");
pub const CAME: Text = Text::new("What came of it", "Qué resultó");

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
        "link-taken-back" => Text::new("By taking back a click on that link", "Al deshacer un clic en ese enlace"),
        _ => return None,
    })
}

/// What came of a copy, by its code.
pub fn came(code: &str) -> Text {
    match code {
        "sent" => Text::new("sent", "enviado"),
        "failed" => Text::new("could not be sent", "no se pudo enviar"),
        "left-out" => Text::new("not sent", "no se envió"),
        _ => Text::new("waiting to be sent", "en espera de envío"),
    }
}
