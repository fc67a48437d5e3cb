//! "This is wrong": asking for a correction, where it stands, the patron's statement; and the desk's side of it.

use super::by_age::ByAge;
use domain::words::{Lang, Text};
use portal::correction::State;

pub const TITLE: Text = Text::new("Corrections", "Correcciones");
pub const LEDE: ByAge = ByAge::new(
    "What you said is wrong in your record, and what became of it; and changes of your contact details that the \
     library refused.",
    "Lo que usted dijo que está mal en su registro, y en qué quedó; y los cambios de sus datos de contacto que la \
     biblioteca no aceptó.",
    "Lo que dijiste que está mal en tu registro, y en qué quedó; y los cambios de tus datos de contacto que la \
     biblioteca no aceptó.",
)
.plainly(
    "What you said is wrong in your record, and what became of it. Also changes to how we reach you that the library \
     said no to.",
    "Lo que dijiste que está mal en tu registro, y en qué quedó. También los cambios de cómo comunicarnos contigo \
     a los que la biblioteca dijo que no.",
);
pub const NONE: ByAge = ByAge::new(
    "You have not reported anything as wrong. You can do so beside each entry in your record.",
    "Usted no ha señalado ningún error. Puede hacerlo junto a cada dato de su registro.",
    "No has señalado ningún error. Puedes hacerlo junto a cada dato de tu registro.",
)
.plainly(
    "You have not said that anything is wrong. You can do so next to each thing in your record.",
    "Todavía no has dicho que algo esté mal. Puedes decirlo junto a cada cosa de tu registro.",
);
pub const WRONG: Text = Text::new("This is wrong", "Esto está mal");
/// Beside a contact detail, which has a way of its own.
pub const CHANGE_IT: Text = Text::new("Change it", "Cambiarlo");
pub const ASK: ByAge = ByAge::new("Say what is wrong", "Diga qué está mal", "Di qué está mal");
pub const ASK_LEDE: ByAge = ByAge::new(
    "The desk looks at it. If it is wrong, it is corrected in the library’s own system, and here with the next load. \
     If the library keeps the value, you read why, and you can add a statement of your own.",
    "El personal del mostrador lo revisa. Si está mal, se corrige en el sistema de la biblioteca, y aquí con la \
     próxima carga. Si la biblioteca mantiene el dato, usted lee por qué y puede agregar una declaración suya.",
    "El personal del mostrador lo revisa. Si está mal, se corrige en el sistema de la biblioteca, y aquí con la \
     próxima carga. Si la biblioteca mantiene el dato, lees por qué y puedes agregar una declaración tuya.",
)
.plainly(
    "Someone at the desk looks at it. If it is wrong, it is put right in the library’s other computer, and here some \
     time later. If the library thinks that it is right, you read why, and you can write what you think beside it.",
    "Alguien del mostrador lo mira. Si está mal, se corrige en la otra computadora de la biblioteca, y aquí un \
     tiempo después. Si la biblioteca cree que está bien, lees por qué y puedes escribir al lado lo que piensas.",
);
pub const WHICH: ByAge = ByAge::new("Which value is wrong?", "¿Qué dato está mal?", "¿Qué dato está mal?")
    .plainly("Which of these is wrong?", "¿Qué de esto está mal?");
pub const WHICH_MISSING: ByAge =
    ByAge::new("Choose which value is wrong", "Elija qué dato está mal", "Elige qué dato está mal");
pub const WHAT: Text = Text::new("What is wrong, and what would be right?", "¿Qué está mal y qué sería lo correcto?");
pub const WHAT_HINT: Text = Text::new("At most 1,000 characters.", "Como máximo 1000 caracteres.");
pub const ASK_DO: Text = Text::new("Send it to the desk", "Enviarlo al mostrador");
pub const TOO_MANY: ByAge = ByAge::new(
    "Twenty of yours are waiting. Let the desk answer some first, or take one back.",
    "Tiene veinte pendientes. Espere a que se respondan algunas o retire una.",
    "Tienes veinte pendientes. Espera a que se respondan algunas o retira una.",
);
pub const GONE: Text = Text::new("That value is not there any more.", "Ese dato ya no está.");
pub const ASKED: ByAge = ByAge::new(
    "It is with the desk. Name the reference if you call or come by.",
    "Está en el mostrador. Dé la referencia si llama o pasa por aquí.",
    "Está en el mostrador. Da la referencia si llamas o pasas por aquí.",
);
pub const ASKED_FOR_CHILD: Text = Text::new(
    "It is with the desk. Your child reads that you asked, and what the desk answers.",
    "Está en el mostrador. Su hijo o hija lee que usted lo pidió y lo que responde el mostrador.",
);
pub const TAKEN_BACK: Text = Text::new("It is taken back.", "Se retiró.");
pub const STATED: ByAge = ByAge::new(
    "Your statement stands beside the value now, and goes with it wherever it is told.",
    "Su declaración está ahora junto al dato y lo acompaña dondequiera que se diga.",
    "Tu declaración está ahora junto al dato y lo acompaña dondequiera que se diga.",
)
.plainly("What you think stands beside it now.", "Lo que piensas ya está al lado.");
pub const UNSTATED: ByAge =
    ByAge::new("Your statement is taken away.", "Se quitó su declaración.", "Se quitó tu declaración.")
        .plainly("What you wrote is taken away.", "Se quitó lo que escribiste.");
pub const STATE: Text = Text::new("State", "Estado");
pub const VALUE: Text = Text::new("The value", "El dato");
pub const WISH: Text = Text::new("What is said to be wrong", "Lo que se dice que está mal");
pub const YOUR_WISH: ByAge = ByAge::new("What you said", "Lo que usted dijo", "Lo que dijiste");
pub const REASON: Text = Text::new("Why the library keeps it", "Por qué la biblioteca lo mantiene");
pub const STATEMENT: ByAge =
    ByAge::new("Your statement", "Su declaración", "Tu declaración").plainly("What you think", "Lo que tú piensas");
pub const STATEMENT_HINT: ByAge = ByAge::new(
    "It stands beside the value on every page and in every copy, and goes with it to whoever is told the value. At \
     most 1,000 characters.",
    "Aparece junto al dato en cada página y en cada copia, y lo acompaña a quien reciba el dato. Como máximo 1000 \
     caracteres.",
    "Aparece junto al dato en cada página y en cada copia, y lo acompaña a quien reciba el dato. Como máximo 1000 \
     caracteres.",
)
.plainly(
    "It stands beside it on every page and in every copy, and goes with it to whoever is told. At most 1,000 \
     characters.",
    "Aparece al lado en cada página y en cada copia, y lo lee también quien reciba el dato. Como máximo 1000 \
     caracteres.",
);
pub const STATE_DO: Text = Text::new("Put it beside the value", "Ponerla junto al dato");
pub const UNSTATE_DO: Text = Text::new("Take the statement away", "Quitar la declaración");
pub const TAKE_BACK_DO: Text = Text::new("Take it back", "Retirarla");
pub const TO_RECORD: ByAge = ByAge::new("Your record", "Su registro", "Tu registro");
pub const SEE_ALL: Text = Text::new("See your corrections", "Ver las correcciones");

pub const PILE: Text = Text::new("Corrections that were asked for", "Correcciones pedidas");
pub const TO_SETTLE: Text = Text::new("Somebody says that a value is wrong", "Alguien dice que un dato está mal");
pub const BY: Text = Text::new("Asked by", "Pedida por");
pub const BY_PATRON: Text = Text::new("the patron", "la persona misma");
pub const BY_GUARDIAN: Text = Text::new("a parent or guardian", "su madre, padre o tutor");
pub const FROM_OWN: Text =
    Text::new("a device of whoever asks, as they said", "un dispositivo de quien lo pide, según dijo");
pub const CORRECTED: Text = Text::new("It was wrong", "Estaba mal");
pub const CORRECTED_WHAT: Text = Text::new(
    "Correct it in the library’s own system first. It comes here with the next load. Change no address, e-mail or telephone number \
     because of what is written here: the patron changes those under “How to reach you”, or in person.",
    "Corríjalo primero en el sistema de la biblioteca. Llega aquí con la próxima carga. No cambie ninguna dirección, correo ni \
     teléfono por lo que esté escrito aquí: eso lo cambia la persona en «Cómo comunicarnos con usted», o viniendo aquí.",
);
pub const CORRECTED_DO: Text = Text::new("It is corrected in our system", "Está corregido en nuestro sistema");
pub const REFUSE: Text = Text::new("The library keeps the value", "La biblioteca mantiene el dato");
pub const REFUSE_REASON: Text = Text::new("Why? The patron reads this.", "¿Por qué? La persona lo lee.");
pub const REFUSE_DO: Text = Text::new("Keep it and say why", "Mantenerlo y decir por qué");
pub const DONE: Text = Text::new(
    "Answered. The patron reads it under “Corrections” in the record.",
    "Respondida. La persona lo lee en «Correcciones», en su registro.",
);

/// The same to everybody.
const fn alike(en: &'static str, es: &'static str) -> ByAge {
    ByAge::new(en, es, es)
}

/// Where a correction stands.
pub const fn stands(state: State) -> ByAge {
    match state {
        State::Waiting => alike("Waiting for the desk", "Pendiente en el mostrador"),
        State::Corrected => alike(
            "Corrected in the library’s own system; it is here after the next load",
            "Corregido en el sistema de la biblioteca; aquí, con la próxima carga",
        )
        .plainly("It was put right. You see it here some time later.", "Se corrigió. Aquí lo verás un tiempo después."),
        State::Refused => alike("The library keeps the value", "La biblioteca mantiene el dato")
            .plainly("The library thinks that it is right", "La biblioteca cree que está bien"),
        State::TakenBack => ByAge::new("Taken back by you", "Retirada por usted", "La retiraste"),
        State::Ended => alike(
            "Ended with the visit it was asked in, or when the PIN, the password or the card changed",
            "Terminó con la visita en que se pidió, o al cambiar el PIN, la contraseña o la tarjeta",
        ),
    }
}

/// The statement as it stands beside a value: `green (statement of the person this is about: “It was blue”)`.
pub fn beside(lang: Lang, value: Option<&str>, statement: &str) -> String {
    let whose = match lang {
        Lang::En => "Statement of the person this is about",
        Lang::Es => "Declaración de la persona de quien trata",
    };
    let quoted = match lang {
        Lang::En => format!("{whose}: “{statement}”"),
        Lang::Es => format!("{whose}: «{statement}»"),
    };
    match value {
        Some(value) => format!("{value} ({quoted})"),
        None => quoted,
    }
}
