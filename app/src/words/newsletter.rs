//! Newsletters: leaving one by its link, and what the staff write and send.

use domain::words::Text;

pub const LEAVE: Text = Text::new("Stop this newsletter?", "¿Dejar de recibir este boletín?");
pub const LEAVE_NOTICES: Text = Text::new("Stop these notices?", "¿Dejar de recibir estos avisos?");
pub const LEFT_NOTICES: Text = Text::new("They are stopped", "Ya no los recibirá");
pub const LEAVE_DO: Text = Text::new("Stop it", "Dejar de recibirlo");
pub const LEAVE_WHAT: Text = Text::new(
    "One click and it stops. You do not have to sign in, and nothing else changes. With the button you say:",
    "Con un clic deja de llegar. No hace falta iniciar sesión y nada más cambia. Con el botón usted dice:",
);
pub const LEFT: Text = Text::new("It is stopped", "Ya no lo recibirá");
pub const LEFT_WHAT: Text = Text::new(
    "No further copy is sent. One that the mail server has already may still arrive.",
    "No se envía ningún ejemplar más. Todavía puede llegar uno que el servidor de correo ya tenga.",
);
pub const BY_MISTAKE: Text = Text::new("Was it a mistake?", "¿Fue un error?");
pub const BY_MISTAKE_WHAT: Text = Text::new(
    "Within an hour, this takes your click back, and it is as it was before. If it came to you until now, you say with the \
     button:",
    "Dentro de una hora, esto deshace su clic y todo queda como antes. Si lo recibía hasta ahora, con el botón usted dice:",
);
pub const BACK_DO: Text = Text::new("Take it back", "Deshacerlo");
pub const CAME_BACK: Text = Text::new("Your click is taken back", "Su clic está deshecho");
pub const CAME_BACK_WHAT: Text = Text::new(
    "It is as it was before you clicked. What was chosen in another way since then holds.",
    "Todo está como antes de que hiciera clic. Lo que se eligió después de otra manera vale.",
);
pub const NOT_BACK: Text = Text::new("That cannot be taken back here", "Eso no se puede deshacer aquí");
pub const NOT_BACK_WHAT: Text = Text::new(
    "More than an hour has passed, or what your browser sent is not whole. Sign in to choose again.",
    "Pasó más de una hora o lo que envió su navegador no está completo. Inicie sesión para elegir de nuevo.",
);
pub const DEAD: Text = Text::new("This link stops nothing", "Este enlace no detiene nada");
pub const DEAD_WHAT: Text = Text::new(
    "It is not whole, or it is from a test. Use the link of a newsletter you got, sign in, or tell the library’s desk.",
    "No está completo o es de una prueba. Use el enlace de un boletín que recibió, inicie sesión o avise en el mostrador.",
);
pub const CHOOSE: Text = Text::new("Choose which e-mail you get", "Elegir qué correos recibe");

pub const TITLE: Text = Text::new("Newsletters", "Boletines");
pub const LEDE: Text = Text::new(
    "A newsletter goes to whoever said yes to it last and to nobody else. You see how many get it, never who.",
    "Un boletín va a quien dijo que sí por última vez, y a nadie más. Usted ve cuántas personas lo reciben, nunca quiénes.",
);
pub const NONE_OWN: Text = Text::new(
    "This library sends no newsletter from here. Its profile names those that a service sends, or none.",
    "Esta biblioteca no envía ningún boletín desde aquí. Su perfil nombra los que envía un servicio, o ninguno.",
);
pub const NEW: Text = Text::new("Write an issue", "Escribir un número");
pub const ISSUES: Text = Text::new("Issues", "Números");
pub const NONE: Text = Text::new("Nothing has been written yet.", "Todavía no se ha escrito nada.");
pub const SUBJECT: Text = Text::new("Subject", "Asunto");
pub const LIST: Text = Text::new("Newsletter", "Boletín");
pub const STATE: Text = Text::new("Where it stands", "En qué está");
pub const PROGRESS: Text =
    Text::new("Sent / waiting / given up / left out", "Enviados / en espera / abandonados / excluidos");
pub const DRAFT: Text = Text::new("Draft", "Borrador");
pub const SCHEDULED: Text = Text::new("To be sent", "Por enviar");
pub const SENDING: Text = Text::new("Being sent", "Enviándose");
pub const DONE: Text = Text::new("Sent", "Enviado");
pub const STOPPED: Text = Text::new("Stopped", "Detenido");
pub const WHICH: Text = Text::new("Which newsletter?", "¿Qué boletín?");
pub const WHICH_MISSING: Text = Text::new("Choose a newsletter", "Elija un boletín");
pub const SUBJECT_EN: Text = Text::new("Subject in English", "Asunto en inglés");
pub const BODY_EN: Text = Text::new("Text in English", "Texto en inglés");
pub const BESIDE_EN: Text = Text::new("As it will be read", "Como se leerá");
pub const BESIDE_ES: Text = Text::new("As it will be read in Spanish", "Como se leerá en español");
pub const SUBJECT_ES: Text = Text::new("Subject in Spanish", "Asunto en español");
pub const BODY_ES: Text = Text::new("Text in Spanish", "Texto en español");
pub const BODY_HINT: Text = Text::new(
    "Markdown: an empty line between paragraphs, # before a heading, - before a point, [words](https://…) for a link. \
     Pictures become their descriptions.",
    "Markdown: una línea vacía entre párrafos, # antes de un título, - antes de un punto, [palabras](https://…) para un \
     enlace. Las imágenes se convierten en sus descripciones.",
);
pub const SPANISH_HINT: Text = Text::new(
    "For whoever chose Spanish. Without it they get the English text in a Spanish frame.",
    "Para quien eligió español. Sin él reciben el texto en inglés dentro de un marco en español.",
);
pub const BODY_MISSING: Text = Text::new("Write the text", "Escriba el texto");
pub const BODY_LONG: Text =
    Text::new("The text is too long (15,000 signs at most)", "El texto es demasiado largo (15 000 signos como máximo)");
pub const SUBJECT_MISSING_ES: Text = Text::new(
    "Write both subject and text in Spanish, or neither",
    "Escriba el asunto y el texto en español, o ninguno",
);
pub const SAVE: Text = Text::new("Save and look at it", "Guardar y verlo");
pub const SAVED: Text = Text::new("Saved.", "Guardado.");
pub const TOO_LATE: Text =
    Text::new("It is on its way already and stays as it is.", "Ya está en camino y queda como está.");
pub const AS_SEEN: Text = Text::new("As it will be read", "Como se leerá");
pub const AS_TEXT: Text = Text::new("The same as plain text", "Lo mismo como texto simple");
pub const FRAME: Text = Text::new(
    "Above it comes a greeting, below it why they get it, a link that stops it with one click, and the library’s name.",
    "Antes va un saludo; después, por qué lo reciben, un enlace que lo detiene con un clic y el nombre de la biblioteca.",
);
pub const WHO: Text = Text::new("Who gets it", "Quién lo recibe");
pub const GET_IT: Text = Text::new("people get it today", "personas lo reciben hoy");
pub const OF_THEM: Text = Text::new("of them without a card", "de ellas sin tarjeta");
pub const WANT_NO_MAIL: Text =
    Text::new("said yes to it, and to no e-mail at all since", "dijeron que sí, y después que no a todo correo");
pub const NO_ADDRESS: Text = Text::new(
    "said yes to it, and have no address that can be written to",
    "dijeron que sí y no tienen una dirección a la que se pueda escribir",
);
pub const CAME_BACK_OF_THEM: Text = Text::new(
    "of them because mail to the address came back",
    "de ellas porque los correos a la dirección se devolvían",
);
pub const NOT_SENT: Text = Text::new("Who did not get it, and why", "Quiénes no lo recibieron y por qué");
pub const NOT_SENT_GONE: Text = Text::new(
    "Their records are deleted since, and the reason with them",
    "Sus registros se borraron después, y el motivo con ellos",
);

/// Why somebody was left out, by the code of `newsletter_delivery.why`; `None`: it is one of the mail server's.
pub fn left_out(code: &str) -> Option<Text> {
    Some(match code {
        "no-mail" => Text::new("They want no e-mail at all", "No quieren ningún correo"),
        "no-consent" => Text::new("They had said no by then", "Para entonces habían dicho que no"),
        "no-address" => {
            Text::new("There is no address that can be written to", "No hay una dirección a la que se pueda escribir")
        }
        "with-card" => {
            Text::new("The same address gets it with a card", "La misma dirección lo recibe con una tarjeta")
        }
        "other-words" => {
            Text::new("Their yes does not name the service that sends it", "Su sí no nombra el servicio que lo envía")
        }
        "stopped" => Text::new("The library stopped it", "La biblioteca lo detuvo"),
        _ => return None,
    })
}

pub const SETTLED: Text = Text::new(
    "Who gets it is settled when it begins to be sent. Whoever says no after that is left out when their turn comes.",
    "Quién lo recibe se decide cuando empieza a enviarse. Quien diga que no después queda excluido cuando llegue su turno.",
);
pub const TEST: Text = Text::new("Send a test", "Enviar una prueba");
pub const TEST_TO: Text = Text::new("To this address", "A esta dirección");
pub const TEST_DO: Text = Text::new("Send the test", "Enviar la prueba");
pub const TESTED: Text = Text::new("The test is on its way.", "La prueba está en camino.");
pub const SEND: Text = Text::new("Send it", "Enviarlo");
pub const SEND_AT: Text =
    Text::new("On this day at 9 in the morning (empty: now)", "Este día a las 9 de la mañana (vacío: ahora)");
pub const SEND_AT_HINT: Text =
    Text::new("If it is today and past 9, it is sent at once.", "Si es hoy y ya pasaron las 9, se envía de inmediato.");
pub const SEND_AT_PAST: Text = Text::new(
    "That day is past. Enter today or a later day, or leave it empty to send now.",
    "Ese día ya pasó. Escriba hoy o un día posterior, o déjelo vacío para enviar ahora.",
);
pub const SEND_DO: Text = Text::new("Send to everyone who asked for it", "Enviar a todos los que lo pidieron");
pub const SENT: Text = Text::new("It is to be sent.", "Se enviará.");
pub const STOP: Text = Text::new("Stop sending", "Detener el envío");
pub const STOP_WHAT: Text = Text::new(
    "What was sent stays sent; nothing more goes out, from the next mail on.",
    "Lo enviado queda enviado; no sale nada más, desde el próximo correo.",
);
pub const STOP_DONE: Text = Text::new("It is stopped.", "Se detuvo.");
pub const DISCARD: Text = Text::new("Throw the draft away", "Descartar el borrador");
pub const DISCARDED: Text = Text::new("The draft is gone.", "El borrador se descartó.");
pub const EDIT: Text = Text::new("Write on", "Seguir escribiendo");

pub const DESK_LEAVE: Text = Text::new("Take somebody off the newsletters", "Dar de baja a alguien de los boletines");
pub const DESK_LEAVE_LEDE: Text = Text::new(
    "For whoever asks at the desk, by telephone or by letter. No card is needed, and nothing is shown of anybody.",
    "Para quien lo pida en el mostrador, por teléfono o por carta. No hace falta tarjeta y no se muestra nada de nadie.",
);
pub const DESK_LEAVE_ADDRESS: Text = Text::new("Their e-mail address", "Su dirección de correo");
pub const DESK_LEAVE_DO: Text = Text::new("Stop every newsletter to it", "Detener todos los boletines a esa dirección");
pub const DESK_LEFT: Text = Text::new(
    "If newsletters went to this address, the portal sends none from now on; a service that sends newsletters for the library \
     must be told as well. Whoever has a record reads in it that the desk did this.",
    "Si a esta dirección llegaban boletines, el portal no envía ninguno desde ahora; a un servicio que envíe boletines por la \
     biblioteca hay que avisarle también. Quien tiene registro lee en él que lo hizo el mostrador.",
);
