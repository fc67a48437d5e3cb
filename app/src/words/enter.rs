//! E-mail choices to be entered in the library's own system, at the desk.

use domain::words::Text;

pub const PILE: Text = Text::new(
    "E-mail choices to enter in the library’s system",
    "Decisiones sobre correos por anotar en el sistema de la biblioteca",
);
pub const OPEN: Text = Text::new("Open", "Abrir");
pub const TITLE: Text = Text::new("Enter this in the library’s system", "Anote esto en el sistema de la biblioteca");
pub const LEDE: Text = Text::new(
    "The patron chose this here. Change it on their record in the library’s own system, then say that it is done: the patron \
     reads so.",
    "La persona lo eligió aquí. Cámbielo en su registro del sistema propio de la biblioteca y luego diga que está hecho: la \
     persona lo lee.",
);
pub const WHAT: Text = Text::new("Kind of notice", "Tipo de aviso");
pub const BY_MAIL: Text = Text::new("By e-mail", "Por correo electrónico");
pub const CARDS: Text = Text::new("Card", "Tarjeta");
pub const CHOSEN: Text = Text::new("Chosen at", "Elegido el");
pub const DO: Text = Text::new("It is entered there", "Ya está anotado allí");
pub const DONE: Text =
    Text::new("Noted. The patron reads that it is entered.", "Anotado. La persona lee que ya está hecho.");
