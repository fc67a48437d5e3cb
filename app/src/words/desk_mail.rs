//! Mail that could not be sent, at the desk.

use domain::words::Text;

pub const TITLE: Text = Text::new("Mail that could not be sent", "Correos que no se pudieron enviar");
pub const LEDE: Text = Text::new(
    "What the portal tried to send and gave up. Only the part of the address after the @ is shown; whom it was for is \
     in that person’s own record.",
    "Lo que el portal intentó enviar y abandonó. Aquí solo aparece la parte de la dirección después de la @; a quién iba \
     dirigido está en el registro de esa persona.",
);
pub const WAITING: Text = Text::new("Waiting to be sent now:", "En espera de envío ahora:");
pub const NONE: Text = Text::new("Nothing was given up.", "No se abandonó ningún correo.");
pub const WHAT: Text = Text::new("What about", "Sobre qué");
pub const TO: Text = Text::new("To an address at", "A una dirección de");
pub const WRITTEN: Text = Text::new("Written at", "Escrito el");
pub const TRIED: Text = Text::new("Times tried", "Intentos");
pub const WHY: Text = Text::new("Why not", "Por qué no");
pub const RETRY: Text = Text::new("Try again", "Volver a intentar");
pub const NOT_AGAIN: Text = Text::new(
    "It is not sent again: its link has ended, or what it told of may be over.",
    "No se vuelve a enviar: su enlace terminó, o lo que avisaba puede haber pasado.",
);
pub const QUEUED: Text = Text::new(
    "It waits to be sent again, for five days at most. The person reads of it in their activity.",
    "Está otra vez en espera de envío, por cinco días como máximo. La persona lo lee en su actividad.",
);
pub const NOTHING: Text = Text::new(
    "Nothing was done: it waits already, was sent, or cannot be tried again.",
    "No se hizo nada: ya está en espera, se envió o no se puede volver a intentar.",
);

/// What a reply code or word of the outbox says to anyone who looks after mail.
pub fn why(code: &str) -> Text {
    match code {
        "expired" => Text::new("It was not sent in time", "No se envió a tiempo"),
        "address" => Text::new("The address cannot be one", "La dirección no puede existir"),
        "no-smtputf8" => Text::new(
            "The mail server does not take addresses with such letters",
            "El servidor no acepta direcciones con esas letras",
        ),
        "connection" | "timeout" => {
            Text::new("The mail server could not be reached", "No se pudo llegar al servidor de correo")
        }
        "tls" => Text::new("No safe connection to the mail server", "Sin conexión segura con el servidor de correo"),
        "suspended" => Text::new("Mail to the address had come back", "Los correos a la dirección se devolvían"),
        "link" => Text::new("The deployment’s key was changed", "Se cambió la clave de la instalación"),
        _ if code.starts_with("550 5.1") => Text::new("There is no such mailbox", "No existe ese buzón"),
        _ if code.starts_with('5') => Text::new("The mail server refused it", "El servidor de correo lo rechazó"),
        _ => Text::new("The mail server put it off until it was too late", "El servidor lo aplazó hasta que fue tarde"),
    }
}
