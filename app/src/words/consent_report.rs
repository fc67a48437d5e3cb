//! How many said yes and no, at the desk.

use domain::words::Text;

pub const TITLE: Text = Text::new("How many said yes and no", "Cuántas personas dijeron que sí y que no");
pub const LEDE: Text = Text::new(
    "For each question about e-mail, how many said yes, no and nothing, and how. No name or address is read for it.",
    "De cada pregunta sobre correos, cuántas personas dijeron que sí, que no o nada, y cómo. Para esto no se lee ningún nombre \
     ni dirección.",
);
pub const AS_OF: Text = Text::new("What held on", "Lo que valía el");
pub const BANDS: Text = Text::new(
    "Every number is a band of ten, so that none of them tells of one person. Those who never answered are what the bands leave \
     of the library’s records. The report changes once a month, so that two of them do not tell of one person either.",
    "Cada número es una franja de diez, para que ninguno hable de una sola persona. Quienes nunca respondieron son lo que las \
     franjas dejan de los registros de la biblioteca. El informe cambia una vez al mes, para que tampoco dos de ellos hablen \
     de una sola persona.",
);
pub const FILE: Text = Text::new("Take it as a table (CSV)", "Descargar como tabla (CSV)");
pub const ANSWERS: Text = Text::new("What they answered", "Qué respondieron");
pub const QUESTION: Text = Text::new("Question", "Pregunta");
pub const YES: Text = Text::new("Yes, with a card", "Sí, con tarjeta");
pub const NO: Text = Text::new("No, with a card", "No, con tarjeta");
pub const NEVER: Text = Text::new("Never answered", "Nunca respondieron");
pub const YES_WITHOUT: Text = Text::new("Yes, without a card", "Sí, sin tarjeta");
pub const NO_WITHOUT: Text = Text::new("No, without a card", "No, sin tarjeta");
pub const HOW_YES: Text = Text::new("How yes was said", "Cómo se dijo que sí");
pub const HOW_NO: Text = Text::new("How no was said", "Cómo se dijo que no");
