//! Every message of the portal, as the staff look at it.

use domain::words::Text;

pub const TITLE: Text = Text::new("Every message the portal sends", "Todos los mensajes que envía el portal");
pub const LEDE: Text = Text::new(
    "What patrons are written, word for word, with a made-up name, card and link. Nothing is sent from here.",
    "Lo que se escribe a los usuarios, palabra por palabra, con un nombre, una tarjeta y un enlace inventados. Desde aquí no \
     se envía nada.",
);
pub const NO_TRACKING: Text = Text::new(
    "No message has a picture, so none tells who opened it. Each link leads where it says and was not changed to count who \
     follows it.",
    "Ningún mensaje tiene imágenes, así que ninguno dice quién lo abrió. Cada enlace lleva a donde dice y no se cambió para \
     contar quién lo sigue.",
);
pub const NOT_HERE: Text = Text::new(
    "Notices about loans and holds are sent by the library’s own system, and newsletters by a service where the profile \
     says so. Those messages are not here.",
    "Los avisos de préstamos y reservas los envía el sistema de la biblioteca, y los boletines un servicio si el perfil lo \
     dice. Esos mensajes no están aquí.",
);
pub const KIND: Text = Text::new("What about", "Sobre qué");
pub const SUBJECT: Text = Text::new("Subject", "Asunto");
pub const GOES: Text = Text::new("Who gets it", "Quién lo recibe");
pub const REGARDLESS: Text =
    Text::new("Everyone it concerns, even after a no", "Toda persona a quien concierne, aun tras un no");
pub const AS_CHOSEN: Text =
    Text::new("Nobody who said no to it or to all e-mail", "Nadie que haya dicho no a este o a todo correo");
pub const AS_HTML: Text = Text::new("With layout", "Con formato");
pub const AS_TEXT: Text = Text::new("As plain text", "Como texto simple");
pub const FRAME: Text = Text::new("The message with layout", "El mensaje con formato");
pub const FRAME_HINT: Text = Text::new(
    "Shown in a frame in which nothing runs or loads. Its links lead nowhere from here.",
    "Se muestra en un marco en el que nada se ejecuta ni se carga. Desde aquí sus enlaces no llevan a ninguna parte.",
);
