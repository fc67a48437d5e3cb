//! The profile in force.

use domain::words::Text;

pub const TITLE: Text = Text::new("The profile in force", "El perfil vigente");
pub const LEDE: Text = Text::new(
    "How this library’s policy is set here: each switch, what the privacy page says because of it, how the text was read, and the \
     rules it rests on. It is changed by another version of the library’s file, and by nothing else.",
    "Cómo está puesta aquí la política de esta biblioteca: cada opción, lo que por ella dice la página de privacidad, cómo se leyó el \
     texto y las reglas en que se basa. Se cambia con otra versión del archivo de la biblioteca, y con nada más.",
);
pub const OPEN: Text = Text::new("Still open", "Falta por completar");
pub const OPEN_WHAT: Text = Text::new(
    "Placeholders, what nobody has named, and what counsel has not decided. The command “server profile check” says the same.",
    "Valores de ejemplo, lo que nadie ha nombrado y lo que quienes asesoran a la biblioteca no han decidido. El comando «server profile check» dice lo mismo.",
);
pub const NOTHING_OPEN: Text = Text::new("Nothing.", "Nada.");
pub const SWITCHES: Text = Text::new("Each switch", "Cada opción");
pub const KEY: Text = Text::new("In the file", "En el archivo");
pub const SET: Text = Text::new("Set to", "Puesta en");
pub const SILENT: Text = Text::new("no value: the policy is silent", "sin valor: la política no dice nada");
pub const SAYS: Text = Text::new("The page says", "La página dice");
pub const NOTE: Text = Text::new("How it was read", "Cómo se leyó");
