//! What was given to police, an agency or a court, as the patron reads it.

use domain::words::Text;

pub const TITLE: Text =
    Text::new("Given to police, an agency or a court", "Entregado a la policía, a una agencia o a un tribunal");
pub const AT: Text = Text::new("When", "Cuándo");
pub const GROUND: Text = Text::new("Because of", "Debido a");
pub const GIVEN_TO: Text = Text::new("To", "A");
pub const AGENCY: Text = Text::new("Agency or court", "Agencia o tribunal");
pub const REASON: Text = Text::new("Why the library feared for you", "Por qué la biblioteca temió por usted");
pub const WORD_FOR_WORD: Text = Text::new("What was given, word for word", "Lo que se entregó, palabra por palabra");
pub const DIGEST: Text = Text::new("Fingerprint of that text (SHA-256)", "Huella de ese texto (SHA-256)");
pub const ASK: Text = Text::new(
    "Nothing else left this portal for them. If you have a question, ask the library’s director.",
    "Nada más salió de este portal para ellos. Si tiene preguntas, hable con la dirección de la biblioteca.",
);
