//! Sessions, PIN or password, a lost card.

use super::by_age::ByAge;
use domain::words::Text;

pub const TITLE: Text = Text::new("Security", "Seguridad");
pub const LEDE: ByAge = ByAge::new(
    "Where you are signed in, your PIN or password, and what to do when your card is gone.",
    "Dónde tiene sesiones abiertas, su PIN o contraseña y qué hacer si pierde su tarjeta.",
    "Dónde tienes sesiones abiertas, tu PIN o contraseña y qué hacer si pierdes tu tarjeta.",
)
.plainly(
    "Where you are signed in, your PIN or password, and what to do if you lose your card.",
    "Dónde tienes la sesión abierta, tu PIN o contraseña y qué hacer si pierdes tu tarjeta.",
);
pub const SESSIONS: ByAge = ByAge::new("Your open sessions", "Sus sesiones abiertas", "Tus sesiones abiertas")
    .plainly("Where you are signed in now", "Dónde tienes la sesión abierta ahora");
pub const SESSION_HERE: Text = Text::new("This session", "Esta sesión");
pub const SESSION_DEVICE: Text = Text::new("Device", "Dispositivo");
pub const SESSION_UNKNOWN: Text = Text::new("Unknown device", "Dispositivo desconocido");
pub const SESSION_SHARED: Text = Text::new("shared computer", "computadora compartida");
pub const SESSION_SINCE: ByAge = ByAge::new("Signed in", "Inició sesión", "Iniciaste sesión");
pub const SESSION_SEEN: Text = Text::new("Last used", "Último uso");
pub const SESSION_END: Text = Text::new("End this session", "Cerrar esta sesión");
pub const ENDED: Text = Text::new("The session is ended.", "La sesión se cerró.");
pub const END_ALL: Text = Text::new("Sign out everywhere", "Cerrar sesión en todas partes");
pub const END_ALL_WHAT: ByAge = ByAge::new(
    "Ends every session, this one too, and forgets every device you called your own.",
    "Cierra todas las sesiones, incluida esta, y olvida todos los dispositivos que marcó como suyos.",
    "Cierra todas las sesiones, incluida esta, y olvida todos los dispositivos que marcaste como tuyos.",
)
.plainly(
    "You are signed out everywhere, here too. We forget every device you called your own.",
    "Tu sesión se cierra en todas partes, aquí también. Olvidamos todos los dispositivos que marcaste como tuyos.",
);
pub const CHANGE: ByAge =
    ByAge::new("Change your PIN or password", "Cambiar su PIN o contraseña", "Cambiar tu PIN o contraseña");
pub const CHANGE_WHAT: ByAge = ByAge::new(
    "Every other session ends when you change it, and we tell you by e-mail.",
    "Al hacer el cambio se cierran las demás sesiones y le avisamos por correo electrónico.",
    "Al hacer el cambio se cierran las demás sesiones y te avisamos por correo electrónico.",
)
.plainly(
    "When you change it, you are signed out everywhere else, and we tell you by e-mail.",
    "Cuando lo cambias, tu sesión se cierra en los demás lugares y te avisamos por correo electrónico.",
);
pub const CURRENT: ByAge =
    ByAge::new("Your current PIN or password", "Su PIN o contraseña actual", "Tu PIN o contraseña actual")
        .plainly("The PIN or password you have now", "El PIN o la contraseña que tienes ahora");
pub const CURRENT_WRONG: ByAge = ByAge::new(
    "This is not your PIN or password, or there have been too many tries.",
    "Este no es su PIN o contraseña, o hubo demasiados intentos.",
    "Este no es tu PIN o contraseña, o hubo demasiados intentos.",
);
pub const CHANGED: ByAge =
    ByAge::new("Your PIN or password is changed.", "Su PIN o contraseña se cambió.", "Tu PIN o contraseña se cambió.");
pub const LOST: Text = Text::new("Report my card lost", "Reportar mi tarjeta como perdida");
pub const LOST_WHAT: ByAge = ByAge::new(
    "If your card is lost or stolen, close it now: whoever has it could see your record.",
    "Si perdió su tarjeta o se la robaron, ciérrela ahora: quien la tenga podría ver su registro.",
    "Si perdiste tu tarjeta o te la robaron, ciérrala ahora: quien la tenga podría ver tu registro.",
)
.plainly(
    "If your card is lost, or somebody took it, close it now. Whoever has it could see your record.",
    "Si perdiste tu tarjeta o alguien te la quitó, ciérrala ahora. Quien la tenga podría ver tu registro.",
);
pub const LOST_TITLE_ANYBODY: Text = Text::new("Lost or stolen card", "Tarjeta perdida o robada");
pub const LOST_BY_YOURSELF: ByAge = ByAge::new("Close it yourself, now", "Ciérrela usted, ahora", "Ciérrala tú, ahora");
pub const LOST_BY_YOURSELF_WHAT: ByAge = ByAge::new(
    "You need your card number and your PIN or password. We ask once more before the card is closed.",
    "Necesita su número de tarjeta y su PIN o contraseña. Preguntamos otra vez antes de cerrar la tarjeta.",
    "Necesitas tu número de tarjeta y tu PIN o contraseña. Preguntamos otra vez antes de cerrar la tarjeta.",
);
pub const LOST_BY_DESK: ByAge = ByAge::new("Or call the desk", "O llame al mostrador", "O llama al mostrador");
pub const LOST_BY_DESK_WHAT: ByAge = ByAge::new(
    "You do not know your card number, or cannot sign in? Staff can close the card for you.",
    "¿No sabe su número de tarjeta o no puede iniciar sesión? El personal puede cerrar la tarjeta por usted.",
    "¿No sabes tu número de tarjeta o no puedes iniciar sesión? El personal puede cerrar la tarjeta por ti.",
);
pub const LOST_TITLE: ByAge =
    ByAge::new("Close your card now?", "¿Cerrar su tarjeta ahora?", "¿Cerrar tu tarjeta ahora?");
pub const LOST_EFFECTS: [ByAge; 5] = [
    ByAge::new(
        "Nobody can sign in with the card any more, from this moment.",
        "Desde ese momento nadie puede iniciar sesión con la tarjeta.",
        "Desde ese momento nadie puede iniciar sesión con la tarjeta.",
    ),
    ByAge::new(
        "The desk is asked to block it for borrowing. Call them to have that done at once.",
        "Se le pide al mostrador que la bloquee para préstamos. Llame para que lo hagan de inmediato.",
        "Se le pide al mostrador que la bloquee para préstamos. Llama para que lo hagan de inmediato.",
    )
    .plainly(
        "We ask the desk to make sure nobody can borrow with it. Call them to have that done at once.",
        "Pedimos al mostrador que nadie pueda usarla para pedir prestado. Llama para que lo hagan de inmediato.",
    ),
    ByAge::new(
        "Every session ends, this one too.",
        "Se cierran todas las sesiones, incluida esta.",
        "Se cierran todas las sesiones, incluida esta.",
    )
    .plainly("You are signed out everywhere, here too.", "Tu sesión se cierra en todas partes, aquí también."),
    ByAge::new(
        "Your loans and holds stay as they are.",
        "Sus préstamos y reservas quedan como están.",
        "Tus préstamos y reservas quedan como están.",
    )
    .plainly(
        "What you borrowed and what you asked us to hold stay as they are.",
        "Lo que pediste prestado y lo que pediste que te guardemos quedan como están.",
    ),
    ByAge::new(
        "This cannot be undone online.",
        "Esto no se puede deshacer en línea.",
        "Esto no se puede deshacer en línea.",
    ),
];
pub const LOST_NEXT: ByAge = ByAge::new(
    "To get a new card, come to the desk with photo ID.",
    "Para obtener una tarjeta nueva, venga al mostrador con una identificación con foto.",
    "Para obtener una tarjeta nueva, ven al mostrador con una identificación con foto.",
);
pub const LOST_DO: Text = Text::new("Close the card", "Cerrar la tarjeta");
pub const LOST_NOT: Text = Text::new("No, go back", "No, regresar");
pub const LOST_DONE: Text = Text::new("Your card is closed", "Su tarjeta está cerrada");
pub const LOST_DONE_WHAT: Text = Text::new(
    "Nobody can sign in with it any more, and you are signed out everywhere. The desk is asked to block it for borrowing.",
    "Ya nadie puede iniciar sesión con ella y su sesión se cerró en todas partes. Se le pide al mostrador que la bloquee para \
     préstamos.",
);
pub const WHAT_NEXT: Text = Text::new("What to do next", "Qué hacer ahora");
pub const LOST_CALL: Text = Text::new(
    "To have it blocked for borrowing at once, or with a question, call the desk:",
    "Para que la bloqueen de inmediato para préstamos, o si tiene preguntas, llame al mostrador:",
);
