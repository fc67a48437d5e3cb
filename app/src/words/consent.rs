//! Yes and no to e-mail.

use super::by_age::ByAge;
use chrono::NaiveDate;
use domain::{
    consent::{Purpose, State},
    inventory::show,
    profile::{CirculationMail, NoticeKind, SentBy, Titles},
    words::{Lang, Text},
};

pub const TITLE: ByAge = ByAge::new("E-mail you get", "Correos que recibe", "Correos que recibes");
pub const LEDE: ByAge = ByAge::new(
    "Borrowing stays the same with all of it off.",
    "Con todo desactivado, los préstamos no cambian.",
    "Con todo desactivado, los préstamos no cambian.",
)
.plainly("You can say no to all of it and still borrow.", "Puedes decir que no a todo y pedir prestado igual.");
pub const ADDRESS: Text = Text::new("We write to", "Escribimos a");
pub const NO_ADDRESS: ByAge = ByAge::new(
    "The library has no e-mail address for you, so it sends you nothing.",
    "La biblioteca no tiene su correo electrónico, así que no le envía nada.",
    "La biblioteca no tiene tu correo electrónico, así que no te envía nada.",
);
pub const ADD_ADDRESS: Text = Text::new("Add an e-mail address", "Agregar un correo electrónico");
pub const CHANGE_ADDRESS: Text = Text::new("Change the address", "Cambiar la dirección");
pub const NOTICES: ByAge = ByAge::new(
    "Notices about your loans and holds",
    "Avisos sobre sus préstamos y reservas",
    "Avisos sobre tus préstamos y reservas",
)
.plainly(
    "E-mails about what you borrow and what you asked us to hold for you",
    "Avisos sobre lo que pides prestado y lo que pediste que te guardemos",
);
pub const NOTICES_BY_PORTAL: Text = Text::new("This portal sends them.", "Los envía este portal.");
pub const NOTICES_HOW: Text = Text::new("Choose how they come", "Elegir cómo llegan");
pub const NOTICES_BY_SYSTEM: ByAge = ByAge::new(
    "The library’s own system sends them. When you change one, the desk enters it there.",
    "Los envía el sistema propio de la biblioteca. Cuando usted cambia uno, el mostrador lo anota allí.",
    "Los envía el sistema propio de la biblioteca. Cuando cambias uno, el mostrador lo anota allí.",
)
.plainly(
    "The library’s other computer sends them. When you change one, the desk types it in there.",
    "Los envía otra computadora de la biblioteca. Cuando cambias uno, el mostrador lo anota allí.",
);
/// Whether the notices name what was borrowed: alike for all of them. What another system writes is not the portal's to promise.
pub const fn titles(mail: CirculationMail) -> ByAge {
    match (mail.sent_by, mail.titles) {
        (SentBy::System, _) => alike("They may name the titles.", "Pueden nombrar los títulos."),
        (SentBy::Portal, Titles::Named) => ByAge::new(
            "They name the titles, unless you choose otherwise.",
            "Nombran los títulos, salvo que usted elija que no.",
            "Nombran los títulos, salvo que elijas que no.",
        ),
        (SentBy::Portal, Titles::Counted) => {
            alike("They say how many and name no title.", "Dicen cuántos y no nombran ningún título.")
        }
    }
}
/// The same to everybody.
const fn alike(en: &'static str, es: &'static str) -> ByAge {
    ByAge::new(en, es, es)
}
/// What happens if it is off, in a few words; the whole sentence is said with a no, and kept.
pub const fn if_off(purpose: &Purpose<'_>) -> ByAge {
    match purpose {
        Purpose::Notice(NoticeKind::Bill | NoticeKind::Overdue) => {
            ByAge::new("We may write on paper.", "Podemos escribirle en papel.", "Podemos escribirte en papel.")
        }
        Purpose::Notice(NoticeKind::HoldReady) => ByAge::new(
            "Look here or ask at the desk. Your place in line stays.",
            "Consulte aquí o en el mostrador. Su turno no cambia.",
            "Mira aquí o pregunta en el mostrador. Tu turno no cambia.",
        ),
        Purpose::Notice(_) => ByAge::new("It is in your record.", "Consta en su registro.", "Consta en tu registro."),
        Purpose::Newsletter(_) | Purpose::AllMail => alike("Nothing else changes.", "Nada más cambia."),
    }
}
pub const NOTICES_WAITING: Text = Text::new("Waiting for the desk", "Pendiente en el mostrador");
pub const NEWSLETTERS: Text = Text::new("Newsletters", "Boletines");
pub const NO_NEWSLETTERS: Text =
    Text::new("The library has no newsletters here.", "La biblioteca no tiene boletines aquí.");
pub const ON: Text = Text::new("On", "Activado");
pub const OFF: Text = Text::new("Off", "Desactivado");
pub const BY_DEFAULT_ON: ByAge =
    ByAge::new("Sent unless you say no", "Se envía salvo que diga que no", "Se envía salvo que digas que no");
pub const BY_DEFAULT_OFF: Text = Text::new("Not chosen", "Sin elegir");
pub const SAID_YES: ByAge = ByAge::new("You said yes", "Usted dijo que sí", "Dijiste que sí");
pub const SAID_NO: ByAge = ByAge::new("You said no", "Usted dijo que no", "Dijiste que no");
pub const RECEIPT: Text = Text::new("Receipt", "Recibo");
pub const YES_WORDS: ByAge = ByAge::new("If you say yes:", "Si dice que sí:", "Si dices que sí:");
pub const SAY_YES: Text = Text::new("Yes, send it", "Sí, quiero recibirlo");
pub const COLUMN_WHAT: Text = Text::new("What", "Qué");
pub const COLUMN_SWITCH: Text = Text::new("On or off", "Activado o no");
pub const COLUMN_OFF: Text = Text::new("If off", "Si está desactivado");
pub const COLUMN_CHOICE: ByAge = ByAge::new("Your choice", "Su elección", "Tu elección");
pub const EXACT_WORDS: Text = Text::new("Exact words", "Palabras exactas");
pub const SAY_YES_ANEW: Text = Text::new("Yes to today’s words", "Sí a las palabras de hoy");
/// Once for all of those that have the button.
pub const OTHER_WORDS: ByAge = ByAge::new(
    "Where you see “Yes to today’s words”, the words have changed. Your receipt has the old ones.",
    "Donde aparece «Sí a las palabras de hoy», el texto ha cambiado. En su recibo está el anterior.",
    "Donde aparece «Sí a las palabras de hoy», el texto ha cambiado. En tu recibo está el anterior.",
);
pub const OTHER_WORDS_SERVICE: ByAge = ByAge::new(
    "A service sends this newsletter now. It gets nothing of you unless you say yes to the words that name it.",
    "Ahora un servicio envía este boletín. No recibe nada suyo si usted no dice que sí a las palabras que lo nombran.",
    "Ahora un servicio envía este boletín. No recibe nada tuyo si no dices que sí a las palabras que lo nombran.",
);
pub const UNDO: Text = Text::new("Undo", "Deshacer");
pub const STOP: Text = Text::new("No e-mail at all", "Ningún correo");
pub const SECRET: ByAge =
    ByAge::new("Your PIN or password, once more", "Su PIN o contraseña, otra vez", "Tu PIN o contraseña, otra vez");
pub const SECRET_WHY: ByAge = ByAge::new(
    "So that nobody else can stop your e-mail here.",
    "Para que nadie más pueda detener aquí sus correos.",
    "Para que nadie más pueda detener aquí tus correos.",
);
pub const SECRET_WRONG: ByAge = ByAge::new(
    "That is not your PIN or password, or there have been too many tries. Nothing was changed.",
    "Ese no es su PIN o contraseña, o hubo demasiados intentos. No se cambió nada.",
    "Ese no es tu PIN o contraseña, o hubo demasiados intentos. No se cambió nada.",
);
pub const STOP_DO: Text = Text::new("Send me no e-mail at all", "No quiero recibir ningún correo");
pub const STOPPED: ByAge = ByAge::new(
    "You asked for no e-mail at all.",
    "Usted pidió no recibir ningún correo.",
    "Pediste no recibir ningún correo.",
);
pub const START_DO: Text =
    Text::new("Let the library send me e-mail again", "Permitir que la biblioteca me escriba otra vez");
pub const KEPT: ByAge = ByAge::new(
    "Your answer is saved, and it counts.",
    "Su respuesta está guardada y vale.",
    "Tu respuesta está guardada y vale.",
);
pub const FIRST_START: ByAge = ByAge::new(
    "You asked for no e-mail at all. Let the library send e-mail again first.",
    "Usted pidió no recibir ningún correo. Primero permita que la biblioteca le escriba otra vez.",
    "Pediste no recibir ningún correo. Di primero que la biblioteca puede escribirte otra vez.",
);
pub const FIRST_ADDRESS: ByAge = ByAge::new(
    "The library has no e-mail address for you. Add one first.",
    "La biblioteca no tiene su correo electrónico. Primero agregue uno.",
    "La biblioteca no tiene tu correo electrónico. Primero agrega uno.",
);
pub const HISTORY: ByAge = ByAge::new("Your past choices", "Sus decisiones anteriores", "Tus decisiones anteriores")
    .plainly("What you said before", "Lo que dijiste antes");
pub const HISTORY_NONE: ByAge = ByAge::new(
    "You have not said yes or no to anything yet.",
    "Todavía no ha dicho que sí ni que no a nada.",
    "Todavía no has dicho que sí ni que no a nada.",
);
pub const HISTORY_ALL: ByAge = ByAge::new(
    "All your answers, in your record",
    "Todas sus respuestas, en su registro",
    "Todas tus respuestas, en tu registro",
);
pub const WHEN: Text = Text::new("When", "Cuándo");
pub const WHAT_FOR: Text = Text::new("What for", "Para qué");
pub const ANSWER: Text = Text::new("Answer", "Respuesta");
/// An answer, in the history and on its receipt.
pub const fn answer(state: State) -> Text {
    match state {
        State::Given => Text::new("Yes", "Sí"),
        State::Refused => Text::new("No", "No"),
        State::Withdrawn => Text::new("No, after an earlier yes", "No, después de un sí anterior"),
    }
}

pub const RECEIPT_TITLE: ByAge =
    ByAge::new("Receipt of your answer", "Recibo de su respuesta", "Recibo de tu respuesta");
pub const RECEIPT_LEDE: ByAge = ByAge::new(
    "Print it or keep it as a file. It follows the standard for such receipts, ISO/IEC TS 27560.",
    "Imprímalo o guárdelo como archivo. Sigue la norma para estos recibos, ISO/IEC TS 27560.",
    "Imprímelo o guárdalo como archivo. Sigue la norma para estos recibos, ISO/IEC TS 27560.",
)
.plainly(
    "Print it or keep it as a file. It says what you were asked and what you answered.",
    "Imprímelo o guárdalo como archivo. Dice qué se te preguntó y qué respondiste.",
);
pub const RECEIPT_NUMBER: Text = Text::new("Number", "Número");
pub const RECEIPT_WORDS: Text = Text::new("The words", "Las palabras");
pub const RECEIPT_VERSION: Text = Text::new("Version and language of the words", "Versión e idioma de las palabras");
pub const RECEIPT_WHO: Text = Text::new("Who decides about the data", "Quién decide sobre los datos");
pub const RECEIPT_ELSE: Text = Text::new("Who else gets it", "Quién más los recibe");
pub const RECEIPT_NOBODY: Text = Text::new("Nobody", "Nadie");
pub const RECEIPT_DATA: Text = Text::new("What data it needs", "Qué datos necesita");
pub const RECEIPT_ADDRESS: Text = Text::new("The address on record then", "La dirección registrada entonces");
pub const RECEIPT_HOLDS: Text = Text::new("How long it counts", "Cuánto tiempo vale");
pub const RECEIPT_UNTIL: ByAge = ByAge::new(
    "Until you change it on the page “E-mail you get”",
    "Hasta que la cambie en la página «Correos que recibe»",
    "Hasta que la cambies en la página «Correos que recibes»",
);
pub const RECEIPT_JSON: Text = Text::new("Download as JSON", "Descargar como JSON");
pub const EMAIL: Text = Text::new("E-mail address", "Correo electrónico");
pub const EMAIL_AND_NAME: Text = Text::new("E-mail address and name", "Correo electrónico y nombre");
pub const BACK: ByAge = ByAge::new("E-mail you get", "Correos que recibe", "Correos que recibes");

/// What a yes says from a day on; without words, it is no longer offered.
pub fn from_day(day: NaiveDate, words: Option<&str>, lang: Lang) -> String {
    let day = show::date(day, lang);
    match (words, lang) {
        (Some(words), Lang::En) => format!("From {day} a yes says: {words}"),
        (Some(words), Lang::Es) => format!("Desde el {day} un sí dice: {words}"),
        (None, Lang::En) => format!("It ends on {day}."),
        (None, Lang::Es) => format!("Termina el {day}."),
    }
}
