//! Letters, newsletters and the answers to them.

use super::Codes;
use crate::{breach::How, words::Text};

/// What a notice is about; also what a consent is for, where it is for a kind of notice.
pub(in crate::inventory) const NOTICE_KINDS: Codes = &[
    ("activation", Text::new("Turning on online access", "Activación del acceso en línea")),
    ("reset", Text::new("Choosing a new PIN or password", "Nuevo PIN o nueva contraseña")),
    ("new-device", Text::new("Sign-in on a new device", "Inicio de sesión en un dispositivo nuevo")),
    ("pin-changed", Text::new("PIN changed", "Cambio de PIN")),
    ("password-changed", Text::new("Password changed", "Cambio de contraseña")),
    ("card-closed", Text::new("Card closed", "Tarjeta cerrada")),
    ("card-lost", Text::new("Card reported lost", "Tarjeta reportada como perdida")),
    ("sessions-ended", Text::new("Signed out everywhere", "Sesión cerrada en todas partes")),
    ("code-made", Text::new("Code made at the desk", "Código hecho en el mostrador")),
    ("child-linked", Text::new("Child added", "Menor agregado")),
    ("guardian-linked", Text::new("An adult can look at the record", "Una persona adulta puede consultar el registro")),
    ("permission-signed", Text::new("Permission signed", "Permiso firmado")),
    ("permission-confirmed", Text::new("Permission confirmed", "Permiso confirmado")),
    ("permission-refused", Text::new("Permission not confirmed", "Permiso no confirmado")),
    ("permission-withdrawn", Text::new("Permission withdrawn", "Permiso retirado")),
    ("permission-used", Text::new("Permission used", "Permiso usado")),
    ("receipt", Text::new("Receipt", "Recibo")),
    ("hold-ready", Text::new("Hold ready", "Reserva lista")),
    ("almost-due", Text::new("Due soon", "Vence pronto")),
    ("renewal", Text::new("Renewal", "Renovación")),
    ("overdue", Text::new("Overdue", "Vencido")),
    ("bill", Text::new("Bill", "Cobro")),
    ("notices", Text::new("Loans and holds of the day", "Préstamos y reservas del día")),
    ("newsletter", Text::new("Newsletter", "Boletín")),
    ("all-mail", Text::new("Any e-mail at all", "Cualquier correo electrónico")),
    ("subscribe", Text::new("Confirming newsletters without a card", "Confirmación de boletines sin tarjeta")),
    ("subscriber-link", Text::new("Seeing what is held without a card", "Consulta de lo que se guarda sin tarjeta")),
    ("verify-email", Text::new("Checking a new e-mail address", "Comprobación de un correo nuevo")),
    ("email-changing", Text::new("E-mail address about to change", "Cambio de correo en curso")),
    ("email-changed", Text::new("E-mail address changed", "Cambio de correo")),
    ("contact-changed", Text::new("Contact details changed", "Cambio de datos de contacto")),
    ("correction-answered", Text::new("A correction was answered", "Se respondió una corrección")),
    ("contact-refused", Text::new("A change was not accepted", "Un cambio no se aceptó")),
    ("mail-stopped", Text::new("No more e-mail", "Fin de los correos")),
    ("process-raised", Text::new("Police or legal papers", "Policía o documentos legales")),
    ("wellness-told", Text::new("A wellness check", "Una verificación de bienestar")),
    ("process-due", Text::new("A day that counts in a legal process", "Una fecha que cuenta en un proceso legal")),
    ("breach-notice", Text::new("A breach of security", "Una filtración de datos")),
    ("breach-due", Text::new("The last day to tell of a breach", "El último día para avisar de una filtración")),
    ("legal-process", Text::new("A legal process about the record", "Un proceso legal sobre el registro")),
    ("new-words", Text::new("New words for an earlier yes", "Palabras nuevas para un sí anterior")),
    ("ledger-head", Text::new("The newest seal", "El sello más reciente")),
];

pub(in crate::inventory) const CHANNELS: Codes = &[
    ("email", Text::new("E-mail", "Correo electrónico")),
    ("sms", Text::new("Text message", "Mensaje de texto")),
    ("phone", Text::new("Phone call", "Llamada telefónica")),
    ("post", Text::new("Paper mail", "Correo postal")),
    ("print", Text::new("On paper", "En papel")),
];

pub(in crate::inventory) const BREACH_HOWS: Codes =
    &[(How::Mail.code(), How::Mail.label()), (How::Letter.code(), How::Letter.label())];

pub(in crate::inventory) const DELIVERIES: Codes = &[
    ("sent", Text::new("Sent", "Enviado")),
    ("delivered", Text::new("It arrived", "Llegó")),
    ("failed", Text::new("It could not be sent", "No se pudo enviar")),
    ("bounced", Text::new("It came back", "Fue devuelto")),
    ("pending", Text::new("Not sent yet", "Aún no enviado")),
];

pub(in crate::inventory) const MAIL_STATUSES: Codes = &[
    ("queued", Text::new("Waiting to be sent", "En espera de envío")),
    ("sent", Text::new("Sent", "Enviado")),
    ("failed", Text::new("Could not be sent", "No se pudo enviar")),
    ("withheld", Text::new("Not sent: the answer was no by then", "No se envió: para entonces la respuesta era no")),
];

/// The lines in which mail waits to be sent.
pub(in crate::inventory) const LANES: Codes = &[
    ("safety", Text::new("What opens something or touches safety", "Lo que abre algo o toca la seguridad")),
    ("notices", Text::new("Notices", "Avisos")),
    ("newsletters", Text::new("Newsletters", "Boletines")),
];

/// What came of somebody's copy of a newsletter.
pub(in crate::inventory) const NEWSLETTER_STATES: Codes = &[
    ("waiting", Text::new("To be sent", "Por enviar")),
    ("queued", Text::new("Waiting to be sent", "En espera de envío")),
    ("sent", Text::new("Sent", "Enviado")),
    ("failed", Text::new("Could not be sent", "No se pudo enviar")),
    ("left-out", Text::new("Not sent", "No se envió")),
];

/// Why somebody got no copy. What the mail server said is shown as it stands.
pub(in crate::inventory) const NEWSLETTER_REASONS: Codes = &[
    ("no-mail", Text::new("The choice was no e-mail at all", "Se eligió no recibir ningún correo")),
    ("no-consent", Text::new("The answer was no by then", "Para entonces la respuesta era no")),
    ("no-address", Text::new("There was no address to write to", "No había una dirección a la que escribir")),
    ("other-words", Text::new("The yes was to other words", "El sí fue a otras palabras")),
    ("with-card", Text::new("The same address gets it with a card", "La misma dirección lo recibe con una tarjeta")),
    ("stopped", Text::new("The library stopped it", "La biblioteca lo detuvo")),
    ("suspended", Text::new("Mail to the address had come back", "Los correos a la dirección se devolvían")),
    ("expired", Text::new("It was not sent in time", "No se envió a tiempo")),
];

/// By whom somebody was taken off a list at a newsletter service.
pub(in crate::inventory) const OFF_A_LIST: Codes = &[
    ("desk", Text::new("By the library", "Por la biblioteca")),
    ("service", Text::new("By the service, on a wish made there", "Por el servicio, a petición hecha allí")),
    ("portal", Text::new("By this portal", "Por este portal")),
];

/// How far somebody has come at a newsletter service that the portal is connected to.
pub(in crate::inventory) const AT_A_SERVICE: Codes = &[
    ("asked", Text::new("The service is asked", "Se pide al servicio")),
    ("confirmed", Text::new("On the list, says the service", "En la lista, dice el servicio")),
    ("failed", Text::new("It went wrong; the library looks at it", "Algo falló; la biblioteca lo revisa")),
    ("to-remove", Text::new("Being taken off", "Se está quitando")),
    ("removed", Text::new("Off the list", "Fuera de la lista")),
];

pub(in crate::inventory) const SERVICE_FAILURES: Codes = &[
    (
        "exists",
        Text::new(
            "The address was there already, and not by this portal",
            "La dirección ya estaba allí, y no por este portal",
        ),
    ),
    (
        "unsure",
        Text::new(
            "The address was there already, perhaps by a try of this portal that got no answer",
            "La dirección ya estaba allí, quizá por un intento de este portal que no recibió respuesta",
        ),
    ),
    ("refused", Text::new("The service does not take the address", "El servicio no acepta la dirección")),
    ("no-list", Text::new("The service did not add the address", "El servicio no agregó la dirección")),
    ("left", Text::new("The address was taken off there before", "La dirección se había dado de baja allí antes")),
    (
        "gone",
        Text::new(
            "The address is not there any more, and the portal cannot see who took it off",
            "La dirección ya no está allí, y el portal no puede ver quién la quitó",
        ),
    ),
    ("other", Text::new("Another address is there in its place", "Hay otra dirección en lugar de esta")),
    ("no-answer", Text::new("The service did not answer", "El servicio no respondió")),
    ("no-number", Text::new("The library takes the address off by hand", "La biblioteca quita la dirección a mano")),
    ("not-removed", Text::new("The service did not take the address off", "El servicio no quitó la dirección")),
    (
        "unconfirmed",
        Text::new("The list there asks for a confirmation of its own", "La lista de allí pide una confirmación propia"),
    ),
    (
        "not-told",
        Text::new(
            "A name or a statement that changed is not there yet; the library looks at it",
            "Un nombre o una declaración que cambió todavía no está allí; la biblioteca lo revisa",
        ),
    ),
];

/// How a yes or no was said.
pub(in crate::inventory) const MEANS: Codes = &[
    ("portal", Text::new("Here, signed in", "Aquí, con sesión iniciada")),
    ("desk", Text::new("At the desk", "En el mostrador")),
    ("import", Text::new("Before this portal", "Antes de este portal")),
    ("by-mail", Text::new("By a mail to our return address", "Con un correo a nuestra dirección de retorno")),
    ("complaint", Text::new("Reported as unwanted mail", "Denunciado como correo no deseado")),
    ("newsletter-link", Text::new("By the link in a newsletter", "Con el enlace de un boletín")),
    ("service", Text::new("At the newsletter service", "En el servicio de boletines")),
    ("link-taken-back", Text::new("By taking back a click on that link", "Al deshacer un clic en ese enlace")),
];
