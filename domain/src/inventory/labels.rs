//! Words for the codes in the tables.

use crate::{
    asking::Voice,
    breach::How,
    contact::Detail,
    ledger::{Action, ActorKind},
    permission::{Means, RecipientKind, State, Uses},
    photo_id::PhotoId,
    process::ReleasedOn,
    words::Text,
};

pub(super) type Codes = &'static [(&'static str, Text)];

/// The systems that a library may have, by the name in its profile (`import.system`), which is the `source` of what they
/// bring.
pub const SYSTEMS: &[(&str, Text)] = &[
    ("koha", Text::new("The library’s system (Koha)", "El sistema de la biblioteca (Koha)")),
    ("evergreen", Text::new("The library’s system (Evergreen)", "El sistema de la biblioteca (Evergreen)")),
    ("polaris", Text::new("The library’s system (Polaris)", "El sistema de la biblioteca (Polaris)")),
    ("sierra", Text::new("The library’s system (Sierra)", "El sistema de la biblioteca (Sierra)")),
    ("symphony", Text::new("The library’s system (Symphony)", "El sistema de la biblioteca (Symphony)")),
    ("ils", Text::new("The library’s own system", "El sistema propio de la biblioteca")),
];

/// The files that a system's records came in, by the name of their kind.
pub const FILES: &[(&str, Text)] = &[
    ("koha-borrowers", Text::new("The library’s patron file", "El archivo de usuarios de la biblioteca")),
    ("koha-circulation", Text::new("The library’s checkout file", "El archivo de préstamos de la biblioteca")),
    ("koha-holds", Text::new("The library’s holds file", "El archivo de reservas de la biblioteca")),
    ("koha-account", Text::new("The library’s fees file", "El archivo de cargos de la biblioteca")),
];

/// Where else a value came from, by the code in its `source`.
pub const SOURCES: &[(&str, Text)] = &[
    ("portal", Text::new("This portal", "Este portal")),
    ("desk", Text::new("Entered at the desk", "Escrito en el mostrador")),
    ("demo", Text::new("The library’s system (demonstration)", "El sistema de la biblioteca (demostración)")),
];

/// The source code of what the portal itself made.
pub const PORTAL_SOURCE: &str = "portal";

/// Words for a source code; one that is not known yet is named as another system of the library's.
pub fn source_label(code: &str) -> Text {
    let known = find(SOURCES, code).or_else(|| find(SYSTEMS, code)).or_else(|| find(FILES, code));
    known.unwrap_or(Text::new("Another library system", "Otro sistema de la biblioteca"))
}

/// Words for `code` in a list such as that of [`Kind::Code`](super::Kind::Code); `None` for one that is not in it,
/// which is shown as it stands.
pub fn find(codes: &[(&str, Text)], code: &str) -> Option<Text> {
    codes.iter().find(|(known, _)| *known == code).map(|&(_, label)| label)
}

pub(super) const SEXES: Codes = &[
    ("F", Text::new("Female", "Femenino")),
    ("M", Text::new("Male", "Masculino")),
    ("X", Text::new("Other", "Otro")),
    ("O", Text::new("Other", "Otro")),
];

pub(super) const CARD_STATUSES: Codes = &[
    ("active", Text::new("In use", "En uso")),
    ("lost", Text::new("Lost", "Perdida")),
    ("replaced", Text::new("Replaced by a new card", "Reemplazada por otra tarjeta")),
    ("closed", Text::new("Closed", "Cerrada")),
];

/// Why a card was closed.
pub const CARD_CLOSINGS: Codes = &[
    ("moved", Text::new("The number was given to somebody else", "El número se dio a otra persona")),
    ("merged", Text::new("Two records of one person were put together", "Se unieron dos registros de una persona")),
    ("left", Text::new("No longer a patron", "Ya no es usuario o usuaria")),
    ("mistake", Text::new("The card was made by mistake", "La tarjeta se hizo por error")),
];

/// What a clerk was told of a card, a reference or a photo ID.
pub(super) const LOOKUPS: Codes = &[
    ("in-use", Text::new("It is in use", "Está en uso")),
    ("closed", Text::new("It is closed", "Está cerrada")),
    ("none", Text::new("There is none", "No hay ninguna")),
    ("refused", Text::new("Nothing: it was not this role’s to ask", "Nada: no correspondía a ese puesto")),
    ("found", Text::new("A record was found", "Se encontró un registro")),
];

pub(super) const DIRECTIONS: Codes = &[
    ("guardian", Text::new("An adult who answers for you", "Un adulto que responde por usted")),
    ("child", Text::new("A child you answer for", "Un menor por quien usted responde")),
];

pub(super) const LINK_DIRECTIONS: Codes = &[
    (
        "guardian",
        Text::new(
            "A parent or guardian who may look at your record",
            "Una madre, un padre o un tutor que puede consultar su registro",
        ),
    ),
    ("child", Text::new("A child whose record you may look at", "Un menor cuyo registro usted puede consultar")),
];

/// How a guardian proved that a child's record may be opened to them.
pub(super) const LINK_PROOFS: Codes = &[
    ("childs-card", Text::new("With the child’s card and PIN", "Con la tarjeta y el PIN del menor")),
    ("desk-code", Text::new("At the desk, with photo ID", "En el mostrador, con identificación con foto")),
];

pub(super) const HOLD_KINDS: Codes = &[
    ("custody", Text::new("Custody or safety", "Custodia o seguridad")),
    ("emancipated", Text::new("An adult by law", "Persona adulta ante la ley")),
];

pub(super) const LINK_ENDS: Codes = &[
    ("parent", Text::new("The parent or guardian ended it", "La madre, el padre o el tutor lo terminó")),
    ("desk", Text::new("It was ended at the desk", "Se terminó en el mostrador")),
    ("of-age", Text::new("The child came of age", "El menor cumplió la mayoría de edad")),
    ("card", Text::new("The card was reported lost or closed", "La tarjeta se reportó como perdida o se cerró")),
    ("replaced", Text::new("A newer link took its place", "Un vínculo más nuevo ocupó su lugar")),
];

pub(super) const NOTE_KINDS: Codes = &[
    ("patron", Text::new("Note to you", "Nota para usted")),
    ("staff", Text::new("Note among staff", "Nota entre el personal")),
    ("contact", Text::new("Note about how to reach you", "Nota sobre cómo comunicarse con usted")),
];

/// Ways to reach a person, by the codes of `borrowers.primary_contact_method`.
pub const CONTACT_METHODS: Codes = &[
    ("email", Text::new("E-mail", "Correo electrónico")),
    ("emailpro", Text::new("Work e-mail", "Correo electrónico del trabajo")),
    ("phone", Text::new("Phone", "Teléfono")),
    ("phonepro", Text::new("Work phone", "Teléfono del trabajo")),
    ("mobile", Text::new("Cell phone", "Teléfono celular")),
    ("sms", Text::new("Text message", "Mensaje de texto")),
    ("post", Text::new("Paper mail", "Correo postal")),
];

pub(super) const ALTERNATE_KINDS: Codes = &[
    ("address", Text::new("Your second address", "Su segunda dirección")),
    ("person", Text::new("Someone to call instead", "Otra persona a quien llamar")),
];

pub(super) const HOLD_STATUSES: Codes = &[
    ("waiting", Text::new("Waiting for your turn", "En espera de su turno")),
    ("in-transit", Text::new("On its way", "En camino")),
    ("processing", Text::new("Being made ready", "En preparación")),
    ("ready", Text::new("Ready to pick up", "Listo para recoger")),
    ("suspended", Text::new("Paused", "En pausa")),
    ("canceled", Text::new("Canceled", "Cancelada")),
];

pub(super) const INTERLIBRARY_STATUSES: Codes = &[
    ("requested", Text::new("Asked for", "Pedido")),
    ("shipped", Text::new("On its way", "En camino")),
    ("received", Text::new("Here", "Aquí")),
    ("ready", Text::new("Ready to pick up", "Listo para recoger")),
    ("checked-out", Text::new("With you", "En sus manos")),
    ("returned", Text::new("Sent back", "Devuelto")),
    ("unfilled", Text::new("No library could send it", "Ninguna biblioteca pudo enviarlo")),
    ("cancelled", Text::new("Canceled", "Cancelado")),
];

/// Koha's debit and credit types.
pub(super) const ACCOUNT_KINDS: Codes = &[
    ("ACCOUNT", Text::new("Card fee", "Cargo por la tarjeta")),
    ("ACCOUNT_RENEW", Text::new("Card renewal", "Renovación de la tarjeta")),
    ("LOST", Text::new("Lost item", "Material perdido")),
    ("MANUAL", Text::new("Entered by staff", "Anotado por el personal")),
    ("NEW_CARD", Text::new("New card", "Tarjeta nueva")),
    ("OVERDUE", Text::new("Late return", "Devolución tardía")),
    ("PROCESSING", Text::new("Processing fee", "Cargo por trámite")),
    ("RENT", Text::new("Rental", "Alquiler")),
    ("RENT_DAILY", Text::new("Daily rental", "Alquiler por día")),
    ("RENT_RENEW", Text::new("Rental renewal", "Renovación del alquiler")),
    ("RENT_DAILY_RENEW", Text::new("Daily rental renewal", "Renovación del alquiler por día")),
    ("RESERVE", Text::new("Hold fee", "Cargo por reserva")),
    ("RESERVE_EXPIRED", Text::new("Hold not picked up", "Reserva no recogida")),
    ("PAYOUT", Text::new("Paid back to you", "Dinero devuelto a usted")),
    ("VOID", Text::new("Payment undone", "Pago anulado")),
    ("CREDIT", Text::new("Credit", "Crédito")),
    ("DISCOUNT", Text::new("Discount", "Descuento")),
    ("FORGIVEN", Text::new("Forgiven", "Perdonado")),
    ("LOST_FOUND", Text::new("Lost item found", "Material perdido que apareció")),
    ("OVERPAYMENT", Text::new("Paid too much", "Pagado de más")),
    ("PAYMENT", Text::new("Payment", "Pago")),
    ("PURCHASE", Text::new("Purchase", "Compra")),
    ("PROCESSING_FOUND", Text::new("Processing fee given back", "Cargo por trámite devuelto")),
    ("REFUND", Text::new("Refund", "Reembolso")),
    ("CANCELLATION", Text::new("Charge canceled", "Cargo anulado")),
    ("WRITEOFF", Text::new("Charge dropped", "Deuda que ya no se cobra")),
];

pub(super) const PAYMENT_METHODS: Codes = &[
    ("CASH", Text::new("Cash", "Efectivo")),
    ("SIP00", Text::new("Cash at a machine", "Efectivo en una máquina")),
    ("SIP01", Text::new("Card at a machine", "Tarjeta en una máquina")),
    ("SIP02", Text::new("Card at a machine", "Tarjeta en una máquina")),
    ("CARD", Text::new("Card", "Tarjeta")),
    ("CHECK", Text::new("Check", "Cheque")),
    ("ONLINE", Text::new("Online", "En línea")),
];

/// What a notice is about; also what a consent is for, where it is for a kind of notice.
pub(super) const NOTICE_KINDS: Codes = &[
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
    ("guardian-linked", Text::new("A parent or guardian can look", "Una madre, un padre o un tutor puede consultar")),
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
    (
        "breach-notice",
        Text::new("A breach of security that may concern you", "Una filtración de datos que puede afectarle"),
    ),
    ("breach-due", Text::new("The last day to tell of a breach", "El último día para avisar de una filtración")),
    ("legal-process", Text::new("A legal process about your record", "Un proceso legal sobre su registro")),
    ("new-words", Text::new("Words you said yes to change", "Cambian palabras a las que dijo que sí")),
    ("ledger-head", Text::new("The newest seal", "El sello más reciente")),
];

pub(super) const CHANNELS: Codes = &[
    ("email", Text::new("E-mail", "Correo electrónico")),
    ("sms", Text::new("Text message", "Mensaje de texto")),
    ("phone", Text::new("Phone call", "Llamada telefónica")),
    ("post", Text::new("Paper mail", "Correo postal")),
    ("print", Text::new("On paper", "En papel")),
];

pub(super) const BREACH_HOWS: Codes =
    &[(How::Mail.code(), How::Mail.label()), (How::Letter.code(), How::Letter.label())];

pub(super) const DELIVERIES: Codes = &[
    ("sent", Text::new("Sent", "Enviado")),
    ("delivered", Text::new("It arrived", "Llegó")),
    ("failed", Text::new("It could not be sent", "No se pudo enviar")),
    ("bounced", Text::new("It came back", "Fue devuelto")),
    ("pending", Text::new("Not sent yet", "Aún no enviado")),
];

pub(super) const MAIL_STATUSES: Codes = &[
    ("queued", Text::new("Waiting to be sent", "En espera de envío")),
    ("sent", Text::new("Sent", "Enviado")),
    ("failed", Text::new("Could not be sent", "No se pudo enviar")),
    ("withheld", Text::new("Not sent: you had said no by then", "No se envió: para entonces usted había dicho que no")),
];

/// The lines in which mail waits to be sent.
pub(super) const LANES: Codes = &[
    ("safety", Text::new("What opens something or touches safety", "Lo que abre algo o toca la seguridad")),
    ("notices", Text::new("Notices", "Avisos")),
    ("newsletters", Text::new("Newsletters", "Boletines")),
];

/// What came of somebody's copy of a newsletter.
pub(super) const NEWSLETTER_STATES: Codes = &[
    ("waiting", Text::new("To be sent", "Por enviar")),
    ("queued", Text::new("Waiting to be sent", "En espera de envío")),
    ("sent", Text::new("Sent", "Enviado")),
    ("failed", Text::new("Could not be sent", "No se pudo enviar")),
    ("left-out", Text::new("Not sent", "No se envió")),
];

/// Why somebody got no copy. What the mail server said is shown as it stands.
pub(super) const NEWSLETTER_REASONS: Codes = &[
    ("no-mail", Text::new("You want no e-mail at all", "Usted no quiere ningún correo")),
    ("no-consent", Text::new("You had said no by then", "Para entonces usted había dicho que no")),
    ("no-address", Text::new("There was no address to write to", "No había una dirección a la que escribir")),
    ("other-words", Text::new("The yes was to other words", "El sí fue a otras palabras")),
    ("with-card", Text::new("The same address gets it with a card", "La misma dirección lo recibe con una tarjeta")),
    ("stopped", Text::new("The library stopped it", "La biblioteca lo detuvo")),
    ("suspended", Text::new("Mail to the address had come back", "Los correos a la dirección se devolvían")),
    ("expired", Text::new("It was not sent in time", "No se envió a tiempo")),
];

/// By whom somebody was taken off a list at a newsletter service.
pub(super) const OFF_A_LIST: Codes = &[
    ("desk", Text::new("By the library", "Por la biblioteca")),
    ("service", Text::new("By the service, where you left", "Por el servicio, donde usted se dio de baja")),
    ("portal", Text::new("By this portal", "Por este portal")),
];

/// How far somebody has come at a newsletter service that the portal is connected to.
pub(super) const AT_A_SERVICE: Codes = &[
    ("asked", Text::new("The service is asked", "Se pide al servicio")),
    ("confirmed", Text::new("On the list, says the service", "En la lista, dice el servicio")),
    ("failed", Text::new("It went wrong; the library looks at it", "Algo falló; la biblioteca lo revisa")),
    ("to-remove", Text::new("Being taken off", "Se le está quitando")),
    ("removed", Text::new("Off the list", "Fuera de la lista")),
];

pub(super) const SERVICE_FAILURES: Codes = &[
    (
        "exists",
        Text::new(
            "Your address was there already, and not by this portal",
            "Su dirección ya estaba allí, y no por este portal",
        ),
    ),
    (
        "unsure",
        Text::new(
            "Your address was there already, perhaps by a try of this portal that got no answer",
            "Su dirección ya estaba allí, quizá por un intento de este portal que no recibió respuesta",
        ),
    ),
    ("refused", Text::new("The service does not take your address", "El servicio no acepta su dirección")),
    ("no-list", Text::new("The service did not put you on the list", "El servicio no le puso en la lista")),
    ("left", Text::new("You had left there before", "Usted se había dado de baja allí antes")),
    (
        "gone",
        Text::new(
            "You are not there any more, and the portal cannot see who took you off",
            "Usted ya no está allí, y el portal no puede ver quién le quitó",
        ),
    ),
    ("other", Text::new("Another address is there in its place", "En su lugar hay otra dirección")),
    ("no-answer", Text::new("The service did not answer", "El servicio no respondió")),
    ("no-number", Text::new("The library takes you off by hand", "La biblioteca le quita a mano")),
    ("not-removed", Text::new("The service did not take you off", "El servicio no le quitó")),
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

/// The languages a person can choose.
pub const LANGUAGES: Codes = &[("en", Text::new("English", "Inglés")), ("es", Text::new("Spanish", "Español"))];

pub(super) const READING_HISTORY: Codes = &[
    ("off", Text::new("Keep none", "No guardar nada")),
    ("default", Text::new("As the library usually does", "Lo habitual en la biblioteca")),
    ("forever", Text::new("Keep it until I change my mind", "Guardarlo hasta que yo cambie de opinión")),
];

pub(super) const CREDENTIAL_KINDS: Codes =
    &[("pin", Text::new("A PIN", "Un PIN")), ("password", Text::new("A password", "Una contraseña"))];

pub(super) const SCHEMES: Codes = &[
    ("argon2id", Text::new("argon2id, strong", "argon2id, fuerte")),
    (
        "bcrypt",
        Text::new(
            "bcrypt, from the library system, until you next sign in",
            "bcrypt, del sistema de la biblioteca, hasta su próximo inicio de sesión",
        ),
    ),
    (
        "closed",
        Text::new(
            "closed at the desk: it opens nothing, and you get a new code there",
            "cerrado en el mostrador: no abre nada, y ahí le dan un código nuevo",
        ),
    ),
];

/// What a one-time code or link is for.
pub(super) const TOKEN_PURPOSES: Codes = &[
    ("activation", Text::new("Turning on online access", "Activación del acceso en línea")),
    ("reset", Text::new("Choosing a new PIN or password", "Nuevo PIN o nueva contraseña")),
    ("email", Text::new("Confirming an e-mail address", "Confirmación de un correo electrónico")),
    (
        "family",
        Text::new(
            "Letting a parent or guardian look at your record",
            "Permitir que su madre, padre o tutor consulte su registro",
        ),
    ),
];

pub(super) const CONTRIBUTION_KINDS: Codes = &[
    ("review", Text::new("Review", "Reseña")),
    ("list", Text::new("List", "Lista")),
    ("suggestion", Text::new("Suggestion to buy", "Sugerencia de compra")),
    ("contest", Text::new("Contest entry", "Participación en un concurso")),
];

/// Why there is a line about closing a card.
pub(super) const CLOSING_CAUSES: Codes = &[
    ("wish", Text::new("You wanted to leave", "Usted quiso irse")),
    ("lost", Text::new("The card was reported lost or stolen", "La tarjeta se reportó como perdida o robada")),
    ("left", Text::new("No longer a patron", "Ya no es usuario")),
    ("mistake", Text::new("The card was made by mistake", "La tarjeta se hizo por error")),
];

pub(super) const CLOSING_STATUSES: Codes = &[
    ("waiting", Text::new("Waiting for what stands in the way", "Esperando lo que lo impide")),
    ("closed", Text::new("Closed to signing in here", "Cerrada para iniciar sesión aquí")),
    ("taken-back", Text::new("Taken back by you", "Retirado por usted")),
    ("ended", WITH_A_VISIT),
];

pub(super) const CORRECTION_STATUSES: Codes = &[
    ("waiting", Text::new("Waiting for the desk", "Pendiente en el mostrador")),
    ("corrected", Text::new("Corrected in the library’s own system", "Corregido en el sistema de la biblioteca")),
    ("refused", Text::new("The library keeps the value", "La biblioteca mantiene el dato")),
    ("taken-back", Text::new("Taken back by you", "Retirada por usted")),
    ("ended", WITH_A_VISIT),
];

/// What became of a wish whose session ended by a defence of its owner's before it was done.
const WITH_A_VISIT: Text = Text::new(
    "Ended with the visit it was asked in, or when the PIN, the password or the card changed",
    "Terminó con la visita en que se pidió, o al cambiar el PIN, la contraseña o la tarjeta",
);

pub(super) const PENDING_STATUSES: Codes = &[
    ("waiting", Text::new("Waiting for the desk", "Pendiente en el mostrador")),
    ("confirmed", Text::new("Confirmed", "Confirmado")),
    ("refused", Text::new("Not accepted", "No aceptado")),
    ("taken back", Text::new("Taken back by you", "Retirado por usted")),
    ("unverified", Text::new("Waiting for you to open the mailed link", "Falta abrir el enlace enviado por correo")),
    ("replaced", Text::new("Replaced by a later one", "Reemplazado por otro posterior")),
    (
        "ended",
        Text::new(
            "Ended when the PIN or password was changed or the card reported lost",
            "Terminó al cambiar el PIN o la contraseña o al reportar la tarjeta como perdida",
        ),
    ),
];

pub(super) const CONTACT_DETAILS: Codes = &{
    let mut codes = [("", Text::new("", "")); Detail::ALL.len()];
    let mut at = 0;
    while at < codes.len() {
        codes[at] = (Detail::ALL[at].code(), Detail::ALL[at].label());
        at += 1;
    }
    codes
};

pub(super) const PHOTO_IDS: Codes = &{
    let mut codes = [("", Text::new("", "")); PhotoId::ALL.len()];
    let mut at = 0;
    while at < codes.len() {
        codes[at] = (PhotoId::ALL[at].code(), PhotoId::ALL[at].label());
        at += 1;
    }
    codes
};

/// Who asked at the desk.
pub(super) const ASKERS: Codes = &{
    let mut codes = [("", Text::new("", "")); Voice::ALL.len()];
    let mut at = 0;
    while at < codes.len() {
        codes[at] = (Voice::ALL[at].code(), Voice::ALL[at].as_told());
        at += 1;
    }
    codes
};

/// How a yes or no was said.
pub(super) const MEANS: Codes = &[
    ("portal", Text::new("Here, signed in", "Aquí, con sesión iniciada")),
    ("desk", Text::new("At the desk", "En el mostrador")),
    ("import", Text::new("Before this portal", "Antes de este portal")),
    ("by-mail", Text::new("By a mail to our return address", "Con un correo a nuestra dirección de retorno")),
    ("complaint", Text::new("Reported as unwanted mail", "Denunciado como correo no deseado")),
    ("newsletter-link", Text::new("By the link in a newsletter", "Con el enlace de un boletín")),
    ("service", Text::new("At the newsletter service", "En el servicio de boletines")),
    ("link-taken-back", Text::new("By taking back a click on that link", "Al deshacer un clic en ese enlace")),
];

/// By which way something happened, as the ledger says it.
pub const WAYS: Codes = &[
    ("portal", Text::new("Here, in the portal", "Aquí, en el portal")),
    ("desk", Text::new("At the desk", "En el mostrador")),
    ("link", Text::new("By a link in an e-mail", "Con un enlace de un correo")),
    ("service", Text::new("At the newsletter service", "En el servicio de boletines")),
    ("import", Text::new("When the library’s files were loaded", "Al cargar los archivos de la biblioteca")),
    ("worker", Text::new("By the portal on its own", "Por el portal de forma automática")),
    ("command", Text::new("By the library’s technical staff", "Por el personal técnico de la biblioteca")),
];

/// What happened, as the ledger says it.
pub(super) const ACTIONS: Codes = &{
    let mut codes = [("", Text::new("", "")); Action::ALL.len()];
    let mut at = 0;
    while at < codes.len() {
        codes[at] = (Action::ALL[at].code(), Action::ALL[at].label());
        at += 1;
    }
    codes
};

/// Who did it, as the ledger says it.
pub(super) const ACTORS: Codes = &{
    let mut codes = [("", Text::new("", "")); ActorKind::ALL.len()];
    let mut at = 0;
    while at < codes.len() {
        codes[at] = (ActorKind::ALL[at].code(), ActorKind::ALL[at].label());
        at += 1;
    }
    codes
};

/// On what something was given to police, an agency or a court.
pub(super) const RELEASE_GROUNDS: Codes = &[
    (ReleasedOn::Process.code(), ReleasedOn::Process.label()),
    (ReleasedOn::WellnessCheck.code(), ReleasedOn::WellnessCheck.label()),
];

/// How far a written permission has come, as it is stored.
pub(super) const PERMISSION_STATES: Codes = &{
    let mut codes = [("", Text::new("", "")); State::ALL.len()];
    let mut at = 0;
    while at < codes.len() {
        codes[at] = (State::ALL[at].code(), State::ALL[at].label());
        at += 1;
    }
    codes
};

pub(super) const RECIPIENT_KINDS: Codes = &[
    (RecipientKind::Person.code(), RecipientKind::Person.label()),
    (RecipientKind::Organization.code(), RecipientKind::Organization.label()),
];

pub(super) const USES: Codes =
    &[(Uses::Once.code(), Uses::Once.label()), (Uses::Repeatedly.code(), Uses::Repeatedly.label())];

pub(super) const SIGNING_MEANS: Codes = &[
    (Means::Pin.code(), Means::Pin.label()),
    (Means::Password.code(), Means::Password.label()),
    (Means::Paper.code(), Means::Paper.label()),
];
