//! Letters by post: what the desk prints for patrons without an e-mail address.

use domain::words::Text;

pub const TITLE: Text = Text::new("Letters to print and post", "Cartas para imprimir y enviar");
pub const LEDE: Text = Text::new(
    "These patrons have no e-mail address that can be written to. Each letter says that something changed in how their \
     record is opened, or that a legal process is about it, so post it the same day.",
    "Estas personas no tienen un correo electrónico al que escribir. Cada carta dice que algo cambió en la forma de abrir su \
     registro o que un proceso legal lo concierne: envíela el mismo día.",
);
pub const NONE: Text = Text::new(
    "No letter waits. One is written when something about signing in changes for a patron without an e-mail address, or a legal process is \
     about their record.",
    "No hay cartas en espera. Se escribe una cuando cambia algo del inicio de sesión de alguien sin correo electrónico, o un \
     proceso legal concierne a su registro.",
);
pub const WAIT: Text = Text::new("Letters waiting", "Cartas en espera");
pub const OLDEST: Text = Text::new("The oldest since", "La más antigua desde");
pub const SHOW: Text = Text::new("Show the letters to print", "Mostrar las cartas para imprimir");
pub const SHOWN: Text = Text::new(
    "Print this page: each letter is a sheet of its own, with the address where a window envelope shows it. Then say that \
     they are in the post. The patrons read in their activity who printed their letter.",
    "Imprima esta página: cada carta es una hoja, con la dirección donde la muestra un sobre con ventana. Luego indique que \
     están en el correo. Cada persona lee en su actividad quién imprimió su carta.",
);
pub const NO_ADDRESS: Text = Text::new(
    "No postal address: hand it over at the next visit.",
    "Sin dirección postal: entréguela en la próxima visita.",
);
pub const POSTED: Text = Text::new("They are in the post", "Ya están en el correo");
pub const DONE: Text = Text::new("The letters are noted as posted.", "Las cartas quedan anotadas como enviadas.");
pub const OPEN: Text = Text::new("Print and post", "Imprimir y enviar");
