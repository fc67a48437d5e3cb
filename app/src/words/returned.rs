//! Mail that came back: what the patron is told, and the desk.

use super::by_age::ByAge;
use domain::words::{Lang, Text};

/// The banner's heading, before and after the address.
pub const fn came_back(lang: Lang) -> (&'static str, &'static str) {
    match lang {
        Lang::En => ("Our e-mail to", "comes back"),
        Lang::Es => ("Nuestros correos a", "se devuelven"),
    }
}

pub const WHAT: ByAge = ByAge::new(
    "The mail server says that there is no such mailbox, so nothing is sent to it now. What touches the safety of your record \
     comes by letter.",
    "El servidor de correo dice que ese buzón no existe, así que ahora no se le envía nada. Lo que toca a la seguridad de su \
     registro llega por carta.",
    "El servidor de correo dice que ese buzón no existe, así que ahora no se le envía nada. Lo que toca a la seguridad de tu \
     registro llega por carta.",
)
.plainly(
    "We hear that this address does not exist, so we send nothing to it now. What keeps your record safe comes as a letter.",
    "Nos dicen que esa dirección no existe, así que ahora no le enviamos nada. Lo que protege tu registro llega por carta.",
);
pub const CORRECT: Text = Text::new("Correct the address", "Corregir la dirección");
pub const LIFT: Text = Text::new("It is right: write to it again", "Es correcta: vuelvan a escribirme");
pub const LIFTED: Text = Text::new("We write to the address again.", "Volvemos a escribir a esa dirección.");
pub const PILE: Text = Text::new("Addresses that e-mail came back from", "Direcciones que devuelven los correos");
pub const OPEN: Text = Text::new("Open", "Abrir");
pub const ONE: Text = Text::new("One patron’s e-mail address", "La dirección de correo de una persona");
pub const TITLE: Text = Text::new("E-mail to this patron comes back", "Los correos a esta persona se devuelven");
pub const LEDE: Text = Text::new(
    "Nothing is sent to the address until the patron says it is right or gives another. Ask when they come, or call. They are told \
     too when they sign in, and read that you looked.",
    "No se envía nada a la dirección hasta que la persona diga que es correcta o dé otra. Pregunte cuando venga o llame. También se \
     le avisa al iniciar sesión, y lee que usted consultó.",
);
pub const ADDRESS: Text = Text::new("Address", "Dirección");
pub const PHONE: Text = Text::new("Telephone", "Teléfono");
pub const SAID: Text = Text::new("The mail server said", "El servidor de correo dijo");
pub const SINCE: Text = Text::new("Since", "Desde");
pub const NOTE: Text = Text::new("Take it off the list", "Quitarla de la lista");
pub const NOTED: Text = Text::new("It is off the list.", "Ya no está en la lista.");
