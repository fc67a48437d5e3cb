//! The first page, the chooser, and the privacy page.

use domain::words::{Lang, Text};

pub const CHOOSE: Text = Text::new("Choose your library", "Elija su biblioteca");
pub const CHOOSE_WHAT: Text = Text::new(
    "Each library keeps its own records and its own rules.",
    "Cada biblioteca guarda sus propios registros y tiene sus propias reglas.",
);
pub const TITLE: Text = Text::new("What the library holds about you", "Lo que la biblioteca guarda sobre usted");
pub const LEDE: Text = Text::new(
    "Sign in with your library card to see every piece of data the library holds about you: what it is, why it is \
     there, who can see it, and when it is due to be deleted. You can download all of it.",
    "Inicie sesión con su tarjeta de la biblioteca para ver cada dato que la biblioteca guarda sobre usted: qué es, \
     por qué está ahí, quién puede verlo y cuándo debe borrarse. Puede descargarlo todo.",
);
pub const SIGN_IN: Text = Text::new("Sign in", "Iniciar sesión");
pub const ACTIVATE: Text =
    Text::new("First time here? Turn on online access", "¿Primera vez? Active el acceso en línea");
pub const NEWSLETTERS: Text = Text::new("Get our newsletters without a card", "Reciba nuestros boletines sin tarjeta");
pub const SAMPLE: Text = Text::new("For example:", "Por ejemplo:");
pub const RULES: Text = Text::new("Read the library’s privacy rules", "Lea las reglas de privacidad de la biblioteca");
pub const PRIVACY_TITLE: Text = Text::new("The library’s privacy rules", "Las reglas de privacidad de la biblioteca");
pub const PRIVACY_LEDE: Text = Text::new(
    "Short answers. The rule behind each is one click below it.",
    "Respuestas breves. La regla de cada una está a un clic.",
);
pub const MORE: Text = Text::new("More on this", "Más sobre esto");
pub const OTHER_RULES: Text = Text::new("Other rules, and where they stand", "Otras reglas y dónde están");
pub const CONTENTS: Text = Text::new("Questions", "Preguntas");
pub const COMES_FROM: Text = Text::new("Source", "Fuente");
pub const RETENTION_TITLE: Text = Text::new("How long is it kept?", "¿Por cuánto tiempo se guarda?");
pub const RETENTION_DRAWN: Text = Text::new("A pale bar has no fixed end.", "Una barra clara no tiene fin fijo.");
pub const RETENTION_WHAT: Text = Text::new("What", "Qué");
pub const RETENTION_HOW_LONG: Text = Text::new("How long", "Por cuánto tiempo");
pub const SHEET_TITLE: Text = Text::new("Your privacy at this library", "Su privacidad en esta biblioteca");
pub const SHEET_LINK: Text =
    Text::new("The main rules on one page, to print", "Las reglas principales en una página, para imprimir");
pub const SHEET_PRINT: Text =
    Text::new("Print this page to hang it up or to hand it out.", "Imprima esta página para colgarla o repartirla.");
pub const SHEET_WHOLE: Text = Text::new(
    "All of our rules, how long each thing is kept, and where each rule stands:",
    "Todas nuestras reglas, por cuánto tiempo se guarda cada cosa y dónde está cada regla:",
);
pub const SHEET_QR: Text = Text::new(
    "The address of this library’s privacy rules",
    "La dirección de las reglas de privacidad de la biblioteca",
);

pub const RECEIVES: Text = Text::new("It gets:", "Recibe:");
pub const READING: Text = Text::new("How we read the policy:", "Cómo interpretamos la política:");
pub const ADOPTED: Text = Text::new("adopted", "adoptada el");
pub const REVISED: Text = Text::new("revised", "revisada el");
pub const AFFIRMED: Text = Text::new("affirmed", "confirmada el");

pub fn policy_undated(lang: Lang, title: &str) -> String {
    match lang {
        Lang::En => format!("{title}. The published text gives no date."),
        Lang::Es => format!("{title}. El texto publicado no tiene fecha."),
    }
}

pub fn policy_dates(title: &str, dates: &str) -> String {
    format!("{title}: {dates}.")
}
