//! Versions of a library's profile.

use chrono::NaiveDate;
use domain::{
    inventory::show,
    words::{Lang, Text},
};

pub const WHAT: Text = Text::new(
    "From that day the library’s rules read otherwise here. Until then, what stands below holds.",
    "Desde ese día, las reglas de la biblioteca dicen otra cosa aquí. Hasta entonces vale lo que está abajo.",
);
pub const UNSAID: Text = Text::new("No longer", "Ya no");
pub const SAID: Text = Text::new("From that day", "Desde ese día");
pub const AGREED: Text = Text::new("What a yes says", "Lo que dice un sí");
pub const AGREED_WHAT: Text = Text::new(
    "Whoever said yes is told by e-mail, unless they want none. What they said is kept word for word.",
    "A quien dijo que sí se le avisa por correo electrónico, salvo que no quiera ninguno. Lo que dijo se guarda palabra por palabra.",
);
pub const BEFORE: Text = Text::new("Until then", "Hasta entonces");
pub const AFTER: Text = Text::new("From then on", "Desde entonces");
pub const ENDS: Text = Text::new("It is no longer offered.", "Ya no se ofrece.");

pub const TITLE: Text = Text::new("Versions", "Versiones");
pub const LEDE: Text = Text::new(
    "The last version whose day has come is in force. The command “server profile” loads the next one and shows each file.",
    "Rige la última versión cuyo día ha llegado. El comando «server profile» carga la siguiente y muestra cada archivo.",
);
pub const NUMBER: Text = Text::new("Number", "Número");
pub const STARTS: Text = Text::new("From", "Desde");
pub const STATE: Text = Text::new("State", "Estado");
pub const IN_FORCE: Text = Text::new("in force", "vigente");
pub const WAITS: Text = Text::new("waits for its day", "espera su día");
pub const REPLACED: Text = Text::new("replaced", "reemplazada");
pub const WITHDRAWN: Text = Text::new("taken back", "retirada");
pub const CHANGES: Text = Text::new("What it changes", "Lo que cambia");
pub const NONE: Text = Text::new("No version is entered.", "No hay ninguna versión.");
pub const NOTHING: Text = Text::new("nothing", "nada");

/// The heading of what changes on a day.
pub fn from(day: NaiveDate, lang: Lang) -> String {
    let day = show::date(day, lang);
    match lang {
        Lang::En => format!("From {day}"),
        Lang::Es => format!("Desde el {day}"),
    }
}
