//! The desk: what staff read. Short, and to be said aloud.

use domain::{
    inventory::show::{self, NO_END},
    words::{Lang, Text},
};
use portal::look::Alert;

pub const SIGN_IN: Text = Text::new("Staff sign-in", "Inicio de sesión del personal");
pub const SIGN_IN_LEDE: Text = Text::new(
    "For the library’s staff. Patrons sign in with their card on the other page.",
    "Para el personal de la biblioteca. Los usuarios inician sesión con su tarjeta en la otra página.",
);
pub const FOR_PATRONS: Text = Text::new("Sign in as a patron", "Iniciar sesión como usuario");
pub const LOGIN: Text = Text::new("User name", "Nombre de usuario");
pub const PASSWORD: Text = Text::new("Password", "Contraseña");
pub const CODE: Text = Text::new("Code from your authenticator app", "Código de su aplicación de autenticación");
pub const CODE_HINT: Text =
    Text::new("Six digits. Each code works once.", "Seis dígitos. Cada código sirve una sola vez.");
pub const LOGIN_MISSING: Text = Text::new("Enter your user name", "Escriba su nombre de usuario");
pub const PASSWORD_MISSING: Text = Text::new("Enter your password", "Escriba su contraseña");
pub const CODE_MISSING: Text = Text::new("Enter the code", "Escriba el código");
pub const REFUSED: Text = Text::new(
    "Name, password and code do not match, the code was used, or there have been too many tries. Wait for the \
     next code and try again. An administrator can give you a new password and code.",
    "El nombre, la contraseña y el código no coinciden, el código ya se usó o hubo demasiados intentos. Espere el \
     código siguiente e inténtelo otra vez. La administración puede darle una contraseña y un código nuevos.",
);
pub const ENDED: Text = Text::new(
    "Your session at the desk has ended. Sign in to continue.",
    "Su sesión en el mostrador terminó. Inicie sesión para continuar.",
);

pub const WORK: Text = Text::new("Work at the desk", "Trabajo en el mostrador");
pub const RENEWS: Text = Text::new(
    "What waits renews itself while you look at it.",
    "Lo pendiente se actualiza solo mientras usted lo mira.",
);
pub const RENEWED: Text = Text::new("What waits has changed:", "Lo pendiente cambió:");
pub const PAUSED: Text = Text::new("What waits stays as it is.", "Lo pendiente queda como está.");
pub const RENEWS_NO_MORE: Text = Text::new(
    "What waits renews itself no more: load the page again.",
    "Lo pendiente ya no se actualiza: cargue la página de nuevo.",
);
pub const PAUSE: Text = Text::new("Stop renewing", "No actualizar");
pub const RESUME: Text = Text::new("Renew", "Actualizar");
pub const FIND: Text = Text::new("Card number or reference", "Número de tarjeta o referencia");
pub const FIND_HINT: Text = Text::new(
    "Scan the card or type its number, or type the reference the patron reads out (C-…, P-… or R-…).",
    "Escanee la tarjeta o escriba su número, o escriba la referencia que da la persona (C-…, P-… o R-…).",
);
pub const FIND_DO: Text = Text::new("Find", "Buscar");
pub const FIND_MISSING: Text =
    Text::new("Enter a card number or a reference", "Escriba un número de tarjeta o una referencia");
pub const FIND_NONE: Text = Text::new(
    "No such card or reference here. Check each character. Tell the person only that you cannot find it.",
    "Aquí no hay esa tarjeta ni esa referencia. Revise cada letra y cada número. A la persona solo puede decirle que no \
     la encuentra.",
);
pub const FIND_CLOSED: Text = Text::new(
    "This card was reported lost, replaced or closed. It proves nothing: ask for photo ID.",
    "Esta tarjeta se reportó como perdida, se reemplazó o se cerró. No prueba nada: pida una identificación con foto.",
);
pub const CHANGES: Text = Text::new("Changes of contact details", "Cambios de datos de contacto");
pub const PERMISSIONS: Text = Text::new("Written permissions", "Permisos por escrito");
pub const CODES: Text = Text::new("Codes given out and not used yet", "Códigos entregados y sin usar");
pub const CODE_OPEN: Text = Text::new("Code for online access", "Código para el acceso en línea");
pub const CODE_WAITS: Text = Text::new(
    "Code for online access, to be confirmed by a second member of staff",
    "Código para el acceso en línea, por confirmar por otra persona del personal",
);
pub const CODE_OPEN_FAMILY: Text =
    Text::new("Code for a parent or guardian", "Código para una madre, un padre o un tutor");
pub const CODE_WAITS_FAMILY: Text = Text::new(
    "Code for a parent or guardian, to be confirmed by a second member of staff",
    "Código para una madre, un padre o un tutor, por confirmar por otra persona del personal",
);
pub const SECOND: Text = Text::new("Confirm a colleague’s code", "Confirmar el código de un compañero o compañera");
pub const SECOND_BY: Text = Text::new("Made by", "Hecho por");
pub const SECOND_WHAT: Text = Text::new(
    "This record has no e-mail address, so the patron cannot be told of the code. Confirm it only if you have seen the \
     patron and their photo ID yourself.",
    "Este registro no tiene dirección de correo, así que no se puede avisar a la persona. Confírmelo solo si usted mismo \
     vio a la persona y su identificación con foto.",
);
pub const SECOND_WHAT_FAMILY: Text = Text::new(
    "The child’s record has no e-mail address. Confirm the code only if you have seen the parent or guardian and their photo \
     ID yourself, and compared it with the name on the child’s record.",
    "El registro del menor no tiene dirección de correo. Confirme el código solo si usted mismo vio a la madre, al padre o al \
     tutor y su identificación con foto, y la comparó con el nombre en el registro del menor.",
);
pub const SECOND_DO: Text = Text::new("Confirm the code", "Confirmar el código");
pub const SECOND_OWN: Text = Text::new(
    "You made this code. A colleague has to confirm it.",
    "Usted hizo este código. Debe confirmarlo otra persona del personal.",
);
pub const SECOND_DONE: Text = Text::new("The code can be used now.", "El código ya se puede usar.");
pub const SECOND_FIRST: Text = Text::new(
    "The record has no e-mail address: the code works once a colleague, who sees the patron and the photo ID too, has \
     confirmed it in the work list.",
    "El registro no tiene dirección de correo: el código sirve cuando otra persona del personal, que también vea a la \
     persona y su identificación, lo haya confirmado en la lista de trabajo.",
);
pub const CODES_MADE: Text =
    Text::new("Codes made at the desk in the last 90 days", "Códigos hechos en el mostrador en los últimos 90 días");
pub const CODES_NONE: Text = Text::new("None.", "Ninguno.");
pub const CODE_OPENS: Text = Text::new("For", "Para");
pub const CODE_MADE_AT: Text = Text::new("Made", "Hecho");
pub const CODE_ID: Text = Text::new("Photo ID", "Identificación");
pub const CODE_SECOND: Text = Text::new("Confirmed by", "Confirmado por");
pub const CODE_NO_MAIL: Text = Text::new("Nobody yet; no e-mail address", "Nadie todavía; sin dirección de correo");
pub const CODE_TOLD: Text =
    Text::new("Not needed; the patron has an e-mail address", "No hizo falta; hay dirección de correo");
pub const COMMAND_LINE: Text = Text::new("Whoever runs the server", "Quien opera el servidor");
pub const ACCOUNT_LAST: Text = Text::new(
    "This is the last account that can keep staff accounts, so it was not ended. Add another Director or administrator \
     first.",
    "Esta es la última cuenta que puede administrar las cuentas del personal, por eso no se cerró. Agregue antes otra \
     persona de dirección o administración.",
);
pub const CODE_UNTIL: Text = Text::new("Good until", "Válido hasta");
/// Before the names of the kinds of work that have nothing waiting.
pub const NOTHING_WAITS: Text = Text::new("Nothing is waiting here:", "Aquí no hay nada pendiente:");
pub const FOR_DIRECTOR: Text = Text::new("For the Director", "Para la dirección");
pub const MAIL: Text = Text::new("Newsletters and e-mail", "Boletines y correo");
pub const LIBRARYS_RULES: Text = Text::new("What this library decided", "Lo que decidió esta biblioteca");
pub const SINCE: Text = Text::new("Waiting since", "Pendiente desde");
pub const WHAT: Text = Text::new("What", "Qué");
pub const REFERENCE: Text = Text::new("Reference", "Referencia");

pub const BACK: Text = Text::new("Work at the desk", "Trabajo en el mostrador");
pub const CHANGE: Text = Text::new("Change of contact details", "Cambio de datos de contacto");
pub const NAME: Text = Text::new("Name on the record", "Nombre en el registro");
pub const NOW: Text = Text::new("Now", "Ahora");
pub const THEN: Text = Text::new("After the change", "Después del cambio");
pub const NONE: Text = Text::new("None", "No hay");
pub const ASKED_AT: Text = Text::new("Asked for", "Pedido el");
pub const ASKED_FROM: Text = Text::new("Asked from", "Pedido desde");
pub const FROM_SHARED: Text = Text::new("a shared computer", "una computadora compartida");
pub const FROM_OWN: Text =
    Text::new("the patron’s own device, as they said", "un dispositivo propio, según dijo la persona");
pub const FROM_UNKNOWN: Text = Text::new("not recorded", "no consta");
pub const LINK: Text = Text::new("New address confirmed by its link", "Dirección nueva confirmada con su enlace");
pub const YES: Text = Text::new("Yes", "Sí");
pub const NO: Text = Text::new("No", "No");
pub const SEEN: Text = Text::new("Which photo ID did you see?", "¿Qué identificación con foto vio?");
pub const SEEN_HINT: Text = Text::new(
    "Only the kind is kept. Never write down its number and never copy it.",
    "Solo se guarda el tipo. Nunca anote su número ni la copie.",
);
pub const SEEN_NONE: Text = Text::new("None was needed", "No hizo falta ninguna");
pub const SEEN_MISSING: Text = Text::new("Choose which photo ID you saw", "Elija qué identificación con foto vio");
pub const GO_CONFIRM: Text = Text::new("Continue to confirm", "Continuar para confirmar");
pub const CONFIRM: Text = Text::new("Confirm this change?", "¿Confirmar este cambio?");
pub const CONFIRM_WHAT: Text = Text::new(
    "The change is made at once, and the patron is told.",
    "El cambio se hace de inmediato y se avisa a la persona.",
);
pub const CONFIRM_DO: Text = Text::new("Confirm the change", "Confirmar el cambio");
pub const REFUSE: Text = Text::new("Refuse", "Rechazar");
pub const REASON: Text = Text::new("Why not? The patron reads this.", "¿Por qué no? La persona lo lee.");
pub const GO_REFUSE: Text = Text::new("Continue to refuse", "Continuar para rechazar");
pub const REFUSE_CHECK: Text = Text::new("Refuse this change?", "¿Rechazar este cambio?");
pub const REFUSE_WHAT: Text = Text::new(
    "The record stays as it is, and the patron is told.",
    "El registro queda como está y se avisa a la persona.",
);
pub const REFUSE_DO: Text = Text::new("Refuse the change", "Rechazar el cambio");
pub const CONFIRMED: Text =
    Text::new("The change is made, and the patron is told.", "El cambio está hecho y se avisó a la persona.");
pub const REFUSED_DONE: Text =
    Text::new("The change is refused, and the patron is told.", "El cambio se rechazó y se avisó a la persona.");
pub const GONE: Text =
    Text::new("Nothing is waiting under this reference anymore.", "Ya no hay nada pendiente con esta referencia.");

pub const LOOK: Text = Text::new("A card in use", "Una tarjeta en uso");
pub const LOOK_LEDE: Text = Text::new(
    "Press what you need the record for. The patron sees that you looked, and what for.",
    "Pulse la tarea para la que necesita el registro. La persona verá que usted lo consultó y para qué.",
);
pub const PURPOSE_MISSING: Text = Text::new("Choose what you need it for", "Elija para qué lo necesita");
/// Above what is out and owed, where the name may not be told.
pub const IN_SHORT: Text = Text::new("In short", "En resumen");
pub const OVERDUE: Text = Text::new("Overdue", "Atrasados");
pub const MAY_TELL: Text = Text::new("You may use this", "Puede usar esto");
pub const MAY_NOT: Text = Text::new("You may not see this", "No puede ver esto");
pub const EMPTY: Text = Text::new(
    "The library holds nothing that this task needs.",
    "La biblioteca no tiene nada que esta tarea necesite.",
);
/// That a list shows its first rows alone.
pub fn first_of(lang: Lang, shown: usize, all: i64) -> String {
    let (shown, all) = (show::count(i64::try_from(shown).unwrap_or(i64::MAX)), show::count(all));
    match lang {
        Lang::En => format!("These are the first {shown} of {all}."),
        Lang::Es => format!("Se muestran {shown} de {all}, desde el principio de la lista."),
    }
}
pub const MORE: Text = Text::new("There is more than fits here.", "Hay más de lo que cabe aquí.");
pub const MORE_OF_ROW: Text = Text::new("More", "Más");
pub const LOOK_OVER: Text = Text::new("This record is closed again", "Este registro se cerró otra vez");
pub const LOOK_OVER_WHAT: Text = Text::new(
    "A record stays open for 15 minutes. Find the card again.",
    "Un registro queda abierto 15 minutos. Busque la tarjeta otra vez.",
);
pub const CARD_HINT: Text = Text::new("Spaces do not matter.", "Los espacios no importan.");
pub const CODE_FOR: Text = Text::new("Code for online access", "Código para el acceso en línea");
pub const CODE_FOR_WHAT: Text = Text::new(
    "Check the photo ID first. The code lasts 24 hours; an older one stops working.",
    "Primero revise la identificación con foto. El código dura 24 horas; uno anterior deja de servir.",
);
pub const CODE_STOPPED: Text = Text::new(
    "Access for parents and guardians is stopped on this record. Hand the code to the young person only, never to anyone \
     who asks on their behalf, and never by telephone.",
    "El acceso de madres, padres y tutores está bloqueado en este registro. Entregue el código solo al menor, nunca a \
     quien lo pida en su nombre ni por teléfono.",
);
pub const CODE_DO: Text = Text::new("Make the code", "Crear el código");
pub const CODE_MADE: Text = Text::new("Give this code to the patron", "Entregue este código a la persona");
pub const CODE_MADE_WHAT: Text = Text::new(
    "It is shown once. The patron enters it at “I have never signed in here”, within 24 hours.",
    "Se muestra una sola vez. La persona lo escribe en «Nunca he iniciado sesión aquí», en un plazo de 24 horas.",
);

pub const SLIP_QR: Text = Text::new("QR code of the address below", "Código QR de la dirección de abajo");
pub const SLIP_PRINT: Text = Text::new(
    "This page prints as a slip to hand over. The code is not in the QR code: it is typed.",
    "Esta página se imprime como un papel para entregar. El código no está en el código QR: se escribe.",
);

pub const CLOSE_CARD: Text = Text::new("Close a card", "Cerrar una tarjeta");
pub const CLOSE_WHICH: Text = Text::new("Which card?", "¿Qué tarjeta?");
pub const CLOSE_WHICH_MISSING: Text = Text::new("Choose the card", "Elija la tarjeta");
pub const CLOSE_WHY: Text = Text::new("Why?", "¿Por qué?");
pub const CLOSE_WHY_MISSING: Text = Text::new("Choose the reason", "Elija el motivo");
pub const CLOSE_WHY_HINT: Text = Text::new("The patron reads it.", "La persona lo lee.");
pub const CLOSE_LOST: Text = Text::new("Lost or stolen", "Perdida o robada");
pub const CLOSE_CHECK: Text = Text::new("Close this card?", "¿Cerrar esta tarjeta?");
pub const CLOSE_EFFECTS: Text = Text::new(
    "Nobody can sign in here with the card any more. Whoever is signed in with it is signed out, and every code and link \
     ends. This cannot be undone here. Loans and holds stay.",
    "Ya nadie puede iniciar sesión aquí con la tarjeta. Quien haya iniciado sesión con ella queda fuera y terminan todos los \
     códigos y enlaces. Aquí no se puede deshacer. Los préstamos y las reservas quedan.",
);
pub const CLOSE_IN_SYSTEM: Text = Text::new(
    "I have closed or blocked it in our own system too",
    "También la cerré o bloqueé en nuestro propio sistema",
);
pub const CLOSE_IN_SYSTEM_HINT: Text = Text::new(
    "Otherwise it stays in the list of work until somebody has.",
    "Si no, queda en la lista de tareas hasta que alguien lo haga.",
);
pub const CLOSE_DO: Text = Text::new("Close the card", "Cerrar la tarjeta");
pub const BACK_TO_FORM: Text = Text::new("No, go back", "No, regresar");
pub const CLOSED_DONE: Text = Text::new("The card is closed.", "La tarjeta está cerrada.");
pub const NO_CARDS: Text =
    Text::new("No card of this record is in use.", "Ninguna tarjeta de este registro está en uso.");
pub const ENDING_IN: Text = Text::new("Card ending in", "Tarjeta que termina en");
pub const ISSUED: Text = Text::new("issued", "emitida el");

pub const ACCOUNT_NEW: Text = Text::new("Add an account", "Agregar una cuenta");
pub const ACCOUNT_NAME: Text = Text::new("Name of the person", "Nombre de la persona");
pub const ACCOUNT_NAME_MISSING: Text = Text::new("Enter the name", "Escriba el nombre");
pub const ACCOUNT_LOGIN: Text = Text::new("User name", "Nombre de usuario");
pub const ACCOUNT_LOGIN_HINT: Text = Text::new(
    "1 to 40 lower-case letters, digits, dots, hyphens and underscores.",
    "De 1 a 40 letras minúsculas, dígitos, puntos, guiones y guiones bajos.",
);
pub const ACCOUNT_LOGIN_WRONG: Text = Text::new(
    "Use 1 to 40 lower-case letters, digits, dots, hyphens and underscores, beginning with a letter or digit",
    "Use de 1 a 40 letras minúsculas, dígitos, puntos, guiones y guiones bajos, empezando por una letra o un dígito",
);
pub const ACCOUNT_TAKEN: Text =
    Text::new("There is an account with this user name already", "Ya hay una cuenta con este nombre de usuario");
pub const ACCOUNT_ROLE_MISSING: Text = Text::new("Choose the role", "Elija el puesto");
pub const ACCOUNT_OWN_SECRET: Text = Text::new("Your own password", "Su propia contraseña");
pub const ACCOUNT_OWN_HINT: Text = Text::new(
    "So that a browser that was left open makes nobody an account.",
    "Para que un navegador que quedó abierto no le haga una cuenta a nadie.",
);
pub const ACCOUNT_READY: Text = Text::new("The account can be used now", "La cuenta ya se puede usar");
pub const ACCOUNT_ONCE: Text = Text::new(
    "Neither the password nor the picture is shown again. Hand both to the person, who scans the picture with an \
     authenticator app and changes the password at the first sign-in, under “Password”.",
    "Ni la contraseña ni la imagen se muestran otra vez. Entregue las dos a la persona, que escanea la imagen con una \
     aplicación de autenticación y cambia la contraseña al iniciar sesión por primera vez, en «Contraseña».",
);
pub const ACCOUNT_PASSWORD: Text = Text::new("Password", "Contraseña");
pub const ACCOUNT_QR: Text =
    Text::new("QR code for the authenticator app", "Código QR para la aplicación de autenticación");
pub const ACCOUNT_BY_HAND: Text = Text::new("Or type this into the app:", "O escriba esto en la aplicación:");
pub const ACCOUNT_RESET: Text = Text::new("New password and code", "Contraseña y código nuevos");
pub const ACCOUNT_RESET_WHAT: Text = Text::new(
    "For a lost telephone or a forgotten password. The present password and code stop working at once, and every session of \
     the account ends.",
    "Para un teléfono perdido o una contraseña olvidada. La contraseña y el código actuales dejan de servir de inmediato y \
     terminan todas las sesiones de la cuenta.",
);
pub const ACCOUNT_UNKNOWN: Text =
    Text::new("No account in use has this user name", "Ninguna cuenta en uso tiene este nombre de usuario");
pub const ACCOUNTS_IN_USE: Text = Text::new("accounts in use", "cuentas en uso");
pub const KEEP_ACCOUNTS: Text = Text::new("Look at them, add one, end one", "Verlas, agregar una, cerrar una");

pub const PASSWORD_NOW: Text = Text::new("Your current password", "Su contraseña actual");
pub const PASSWORD_WRONG: Text = Text::new(
    "This is not your password, or there have been too many tries.",
    "Esta no es su contraseña, o hubo demasiados intentos.",
);
pub const PASSWORD_NEW: Text = Text::new("New password", "Contraseña nueva");
pub const PASSWORD_AGAIN: Text = Text::new("Type the new one again", "Escriba otra vez la contraseña nueva");
pub const PASSWORD_HINT: Text = Text::new("At least 15 characters.", "Al menos 15 caracteres.");
pub const PASSWORD_DO: Text = Text::new("Change the password", "Cambiar la contraseña");
pub const PASSWORD_DONE: Text = Text::new(
    "Your password is changed. Your other sessions have ended.",
    "Su contraseña se cambió. Sus otras sesiones se cerraron.",
);

pub const STAFF: Text = Text::new("Staff accounts", "Cuentas del personal");
pub const STAFF_LEDE: Text = Text::new(
    "Who can sign in at the desk. Each line of what they do is kept under their account, also after it has ended.",
    "Quién puede iniciar sesión en el mostrador. Cada línea de lo que hacen queda bajo su cuenta, también después de cerrarla.",
);
pub const ROLE: Text = Text::new("Role", "Puesto");
pub const ACCOUNT: Text = Text::new("Account", "Cuenta");
pub const ACCOUNT_SINCE: Text = Text::new("Since", "Desde");
pub const ACCOUNT_ACTS: Text = Text::new("What can be done", "Qué se puede hacer");
pub const ACCOUNT_END: Text = Text::new("End the account", "Cerrar la cuenta");
pub const ACCOUNT_ENDED: Text = Text::new("Ended", "Cerrada");
pub const ACCOUNT_YOURS: Text = Text::new("Your own", "La suya");
pub const ACCOUNT_END_DONE: Text =
    Text::new("The account and its sessions have ended.", "La cuenta y sus sesiones se cerraron.");

pub const STAFF_CARD: Text =
    Text::new("Staff card with special privileges", "Tarjeta de personal con privilegios especiales");
pub const STAFF_CARD_WHAT: Text = Text::new(
    "What staff borrow is as confidential as anyone’s. Only the use of a card that is marked here may be looked at, and only by:",
    "Lo que pide prestado el personal es tan confidencial como lo de cualquiera. Solo se puede consultar el uso de una tarjeta \
     marcada aquí, y solo lo hace:",
);
pub const STAFF_CARD_IS: Text = Text::new("a staff card", "tarjeta de personal");
pub const STAFF_CARD_IS_NOT: Text = Text::new("not a staff card", "no es tarjeta de personal");
pub const STAFF_CARD_MARK: Text = Text::new("Mark it as a staff card", "Marcarla como tarjeta de personal");
pub const STAFF_CARD_UNMARK: Text = Text::new("It is no staff card any more", "Ya no es tarjeta de personal");

/// What a clerk has to know before anything else.
pub fn alert(lang: Lang, alert: Alert) -> String {
    match (lang, alert) {
        (Lang::En, Alert::Expired(day)) => format!("The card ended on {}", show::date(day, lang)),
        (Lang::Es, Alert::Expired(day)) => format!("La tarjeta venció el {}", show::date(day, lang)),
        (Lang::En, Alert::Restricted(day)) if day == NO_END => "Borrowing is stopped, without an end date".to_owned(),
        (Lang::Es, Alert::Restricted(day)) if day == NO_END => {
            "Los préstamos están suspendidos, sin fecha de fin".to_owned()
        }
        (Lang::En, Alert::Restricted(day)) => format!("Borrowing is stopped until {}", show::date(day, lang)),
        (Lang::Es, Alert::Restricted(day)) => {
            format!("Los préstamos están suspendidos hasta el {}", show::date(day, lang))
        }
        (Lang::En, Alert::AddressInvalid) => "Mail came back from the address on record".to_owned(),
        (Lang::Es, Alert::AddressInvalid) => "Volvió correo de la dirección del registro".to_owned(),
    }
}
