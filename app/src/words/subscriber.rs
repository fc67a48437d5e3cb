//! Newsletters for people without a card.

use domain::{
    ledger::{Action, ActorKind},
    words::Text,
};

pub const TITLE: Text = Text::new("Newsletters without a card", "Boletines sin tarjeta");
pub const LEDE: Text = Text::new(
    "You do not need a library card to get our newsletters. We send a mail to the address you give; nothing comes before you \
     have said yes by the link in it.",
    "No necesita una tarjeta de la biblioteca para recibir nuestros boletines. Enviamos un mensaje a la dirección que escriba; \
     no llega nada antes de que diga que sí con su enlace.",
);
pub const WITH_CARD: Text = Text::new(
    "With a card, you choose your newsletters after signing in.",
    "Con una tarjeta, elige sus boletines después de iniciar sesión.",
);
pub const NAME: Text = Text::new("Your name", "Su nombre");
pub const NAME_HINT: Text =
    Text::new("We greet you by it. Any name will do.", "Lo usamos para saludarle. Sirve cualquier nombre.");
pub const EMAIL: Text = Text::new("Your e-mail address", "Su dirección de correo");
pub const WHICH: Text = Text::new("Which newsletters?", "¿Qué boletines?");
pub const WHICH_MISSING: Text = Text::new("Choose at least one newsletter.", "Elija al menos un boletín.");
pub const ASK: Text = Text::new("Send me the link", "Enviarme el enlace");
pub const HELD: Text = Text::new("What we then hold about you", "Qué guardamos entonces sobre usted");
pub const HELD_WHAT: [Text; 2] = [
    Text::new(
        "Your name, your address, your language, and what you said yes or no to, with the words you read.",
        "Su nombre, su dirección, su idioma y a qué dijo que sí o que no, con las palabras que leyó.",
    ),
    Text::new(
        "If nobody uses the link, what was typed is deleted after 7 days. If you stop your last newsletter, everything is \
         deleted after 30 days. You can have it deleted at once.",
        "Si nadie usa el enlace, lo escrito se borra a los 7 días. Si deja su último boletín, todo se borra a los 30 días. \
         Puede hacer que se borre al momento.",
    ),
];
/// Of newsletters that the library sends itself.
pub const HELD_OWN: [Text; 2] = [
    Text::new(
        "Which newsletters were sent to you, what came of each, and the text. These go when the library’s time for notices is over.",
        "Qué boletines se le enviaron, qué resultó de cada uno y el texto. Se borran cuando pasa el tiempo de la biblioteca para avisos.",
    ),
    Text::new(
        "Of a newsletter that the library sends itself, staff see how many people get it, not who.",
        "De un boletín que envía la propia biblioteca, el personal ve cuántas personas lo reciben, no quiénes.",
    ),
];
/// Of newsletters that a service sends.
pub const HELD_SERVICE: [Text; 2] = [
    Text::new(
        "A newsletter that a service sends: what the service was given of you, when, and when you were off its list. The Director \
         alone makes the list for the service and sees who is on it.",
        "Un boletín que envía un servicio: qué se le entregó de usted, cuándo, y cuándo salió de su lista. Solo la \
         dirección hace la lista para el servicio y ve quiénes están en ella.",
    ),
    Text::new(
        "If the service has your address when everything here is deleted, the address alone stays until we have taken it off there.",
        "Si el servicio tiene su dirección cuando todo lo de aquí se borra, la dirección sola queda hasta que la quitemos de allí.",
    ),
];
pub const HELD_PROOF: Text = Text::new(
    "The Director alone can look up one address, to prove what was agreed, and you see that it was done.",
    "Solo la dirección puede consultar una dirección de correo, para probar qué se aceptó, y usted ve que se hizo.",
);
pub const MINE: Text =
    Text::new("See, change or remove what we hold about you", "Ver, cambiar o borrar lo que guardamos sobre usted");
pub const MINE_WHAT: Text = Text::new(
    "If you get newsletters without a card, we mail a link to your address. Whoever has the link sees what we hold, for a day.",
    "Si recibe boletines sin tarjeta, enviamos un enlace a su dirección. Quien tenga el enlace ve lo que guardamos, durante un día.",
);
pub const MINE_DO: Text = Text::new("Send me that link", "Enviarme ese enlace");
pub const SENT: Text = Text::new("Check your e-mail", "Revise su correo electrónico");
pub const SENT_WISH: Text = Text::new(
    "If mail can be sent to the address, a link is on its way. It works for 7 days. Look in the folder for unwanted mail too.",
    "Si se puede escribir a esa dirección, el enlace está en camino. Sirve durante 7 días. Mire también en el correo no deseado.",
);
pub const SENT_LINK: Text = Text::new(
    "If newsletters go to the address without a card, a link is on its way. It works for a day.",
    "Si a esa dirección llegan boletines sin tarjeta, el enlace está en camino. Sirve durante un día.",
);
pub const SENT_LIMIT: Text = Text::new(
    "No address gets more than three such mails a day. We say the same here for every address.",
    "Ninguna dirección recibe más de tres mensajes de estos al día. Aquí decimos lo mismo para cualquier dirección.",
);
pub const CONFIRM: Text = Text::new("Get these newsletters?", "¿Recibir estos boletines?");
pub const CONFIRM_WHAT: Text = Text::new("With the button you say:", "Con el botón usted dice:");
pub const CONFIRM_DO: Text = Text::new("Yes, send them to me", "Sí, quiero recibirlos");
pub const CONFIRM_TO: Text = Text::new("They go to", "Llegan a");
pub const CONFIRM_NOT: Text = Text::new(
    "If you did not ask for this, close the page. What was typed is deleted when the link ends.",
    "Si no lo pidió, cierre la página. Lo escrito se borra cuando el enlace termina.",
);
pub const CONFIRMED: Text = Text::new("You get our newsletters", "Recibirá nuestros boletines");
pub const CONFIRMED_WHAT: Text = Text::new(
    "The next issue comes to your address. Each has a link that stops it with one click.",
    "El próximo ejemplar llega a su dirección. Cada uno tiene un enlace que lo detiene con un clic.",
);
pub const CONFIRMED_SERVICE: Text = Text::new(
    "A newsletter that a service sends comes once the library has put you on the service’s list. Each has a link that stops it.",
    "Un boletín que envía un servicio llega cuando la biblioteca le haya incluido en la lista del servicio. Cada uno tiene un enlace \
     que lo detiene.",
);
pub const DEAD: Text = Text::new("This link has ended", "Este enlace ya no sirve");
pub const DEAD_WHAT: Text = Text::new(
    "It is not whole, its time is over, or all that was held has been removed. Ask for a new one.",
    "No está completo, su tiempo terminó o ya se borró todo lo que se guardaba. Pida uno nuevo.",
);
pub const TO_START: Text = Text::new("Newsletters without a card", "Boletines sin tarjeta");
pub const OWN: Text = Text::new("What we hold about you as a reader", "Lo que guardamos sobre usted por los boletines");
pub const OWN_LEDE: Text = Text::new(
    "This is all of it. You have no card with us here, so there is nothing about loans.",
    "Esto es todo. Aquí no tiene tarjeta, así que no hay nada sobre préstamos.",
);
pub const LANGUAGE: Text = Text::new("Language", "Idioma");
pub const SINCE: Text = Text::new("Since", "Desde");
pub const COMES: Text = Text::new("It comes.", "Lo recibe.");
pub const COMES_NOT: Text = Text::new("It does not come.", "No lo recibe.");
pub const COMES_NOT_YET: Text = Text::new(
    "It does not come: a service sends it now, and gets nothing of you unless you say yes to the words that name it.",
    "No lo recibe: ahora lo envía un servicio, que no recibe nada suyo si usted no dice que sí a las palabras que lo nombran.",
);
pub const COMES_BACK: Text = Text::new(
    "It does not come: e-mail to your address came back. If this link reached you there, say yes, and it comes again.",
    "No lo recibe: los correos a su dirección fueron devueltos. Si este enlace le llegó ahí, diga que sí y volverá a recibirlo.",
);
pub const COMES_BACK_SINCE: Text = Text::new(
    "It does not come: e-mail to your address came back after this link was sent. Ask for a new link; once it reaches you, say yes there.",
    "No lo recibe: los correos a su dirección fueron devueltos después de enviarse este enlace. Pida un enlace nuevo y, cuando le llegue, diga que sí ahí.",
);
pub const STOP: Text = Text::new("Stop it", "Dejar de recibirlo");
pub const START: Text = Text::new("Yes, send it", "Sí, quiero recibirlo");
pub const ANSWERS: Text = Text::new("What you said", "Lo que dijo");
pub const COPIES: Text = Text::new("What was sent to you", "Lo que se le envió");
pub const MAILS: Text = Text::new("The text of our mails", "El texto de nuestros mensajes");
pub const WISHES: Text =
    Text::new("Links that somebody asked for with your address", "Enlaces que alguien pidió con su dirección");
pub const WISHES_WHAT: Text = Text::new(
    "Each is deleted, with its mail, 7 days after it was asked for.",
    "Cada uno se borra, con su mensaje, 7 días después de pedirse.",
);
pub const HAPPENED: Text = Text::new("What happened", "Qué pasó");
pub const NONE: Text = Text::new("Nothing yet.", "Nada todavía.");
pub const SAVED: Text = Text::new("Saved, and it counts.", "Guardado, y ya vale.");
pub const REMOVE: Text = Text::new("Remove all of it", "Borrar todo");
pub const REMOVE_WHAT: Text = Text::new(
    "Everything on this page is deleted at once and no newsletter comes any more. It cannot be undone. A line stays that \
     something was removed, under a number that leads to nobody.",
    "Todo lo de esta página se borra al momento y no llega ningún boletín más. No se puede deshacer. Queda una línea de que \
     algo se borró, con un número que no lleva a nadie.",
);
pub const REMOVE_SURE: Text = Text::new("Yes, remove all of it", "Sí, borrar todo");
pub const REMOVE_MISSING: Text = Text::new("Tick the box to remove all of it.", "Marque la casilla para borrar todo.");
pub const REMOVE_DO: Text = Text::new("Remove it now", "Borrarlo ahora");
pub const REMOVED: Text = Text::new("All of it is removed", "Se borró todo");
pub const REMOVED_WHAT: Text = Text::new(
    "We hold nothing about you as a reader of newsletters any more.",
    "Ya no guardamos nada sobre usted por los boletines.",
);
pub const REMOVED_SERVICE: Text = Text::new(
    "If a newsletter service has your address, it alone stays here, without your name, until we have taken it off there.",
    "Si un servicio de boletines tiene su dirección, queda aquí solo ella, sin su nombre, hasta que la quitemos de allí.",
);
pub const PRIVACY: Text =
    Text::new("What is held about people without a card?", "¿Qué se guarda de quien no tiene tarjeta?");
pub const PRIVACY_WHAT: Text = Text::new("Only if they asked for a newsletter:", "Solo si pidieron un boletín:");

/// What happened, to everyone who gets newsletters without a card.
pub const fn line(action: Action) -> Text {
    match action {
        Action::ConsentGiven => Text::new("A yes to a newsletter", "Un sí a un boletín"),
        Action::ConsentRefused | Action::ConsentWithdrawn => Text::new("A no to a newsletter", "Un no a un boletín"),
        Action::Mailed => Text::new("A mail was sent to you", "Se le envió un mensaje"),
        Action::Viewed => Text::new("What is held was looked at", "Se consultó lo que se guarda"),
        other => other.label(),
    }
}

/// Who did it.
pub const fn who(actor: ActorKind) -> Text {
    match actor {
        ActorKind::Visitor => Text::new("by a link in a mail to you", "con un enlace de un mensaje para usted"),
        ActorKind::Staff => Text::new("by library staff", "por el personal de la biblioteca"),
        _ => Text::new("by the portal", "por el portal"),
    }
}
