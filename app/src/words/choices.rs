//! The language of mail, and the list of what was read.

use domain::words::{Lang, Text};

pub const TITLE: Text = Text::new("Language and reading history", "Idioma e historial de lectura");
pub const LEDE: Text = Text::new(
    "Choose the language we write to you in, and whether a list of what you have read is kept.",
    "Elija el idioma en que le escribimos y si se guarda una lista de lo que ha leído.",
);
pub const LANGUAGE: Text =
    Text::new("Which language should we write to you in?", "¿En qué idioma quiere que le escribamos?");
pub const LANGUAGE_HINT: Text = Text::new(
    "This is for e-mail. To read this site in another language, use the links at the top of each page.",
    "Esto es para el correo electrónico. Para leer este sitio en otro idioma, use los enlaces en la parte de arriba de cada \
     página.",
);
pub const LANGUAGE_DO: Text = Text::new("Save the language", "Guardar el idioma");
pub const HISTORY: Text =
    Text::new("Should we keep a list of what you have read?", "¿Quiere que guardemos una lista de lo que ha leído?");
pub const HISTORY_OFF: Text = Text::new("Keep no list", "No guardar ninguna lista");
pub const HISTORY_OFF_HINT: Text = Text::new(
    "The list is erased at once. From then on a loan leaves it on the day you bring the item back.",
    "La lista se borra de inmediato. Desde entonces, un préstamo sale de ella el día en que devuelve el material.",
);
pub const HISTORY_STANDARD: Text = Text::new(
    "Delete it when the library usually does (standard)",
    "Borrarla cuando la biblioteca suele hacerlo (lo habitual)",
);
pub const HISTORY_FOREVER: Text =
    Text::new("Keep it until I change my mind", "Guardarla hasta que yo cambie de opinión");
pub const HISTORY_DO: Text = Text::new("Save this choice", "Guardar esta decisión");
pub const NOTICES: Text =
    Text::new("How should we send notices about loans and holds?", "¿Cómo quiere los avisos de préstamos y reservas?");
pub const NOTICES_EACH: Text = Text::new("One at a time, as they happen", "Uno por uno, cuando ocurren");
pub const NOTICES_DAILY: Text = Text::new("All in one e-mail each morning", "Todos juntos en un correo cada mañana");
pub const NOTICES_DO: Text = Text::new("Save how notices come", "Guardar cómo llegan los avisos");
pub const TITLES: Text =
    Text::new("Should notices name what you borrowed?", "¿Quiere que los avisos nombren lo que pidió prestado?");
pub const TITLES_NAMED: Text = Text::new("Name the titles", "Nombrar los títulos");
pub const TITLES_COUNTED: Text = Text::new("Say only how many, and when", "Decir solo cuántos y cuándo");
pub const TITLES_HINT: Text = Text::new(
    "Mail can be read by whoever uses your mailbox or your screen.",
    "El correo lo puede leer quien use su buzón o su pantalla.",
);
pub const TITLES_DO: Text = Text::new("Save what notices name", "Guardar qué nombran los avisos");
pub const TITLES_NEVER: Text = Text::new(
    "This library’s notices never name titles: they say how many, and when.",
    "Los avisos de esta biblioteca nunca nombran títulos: dicen cuántos y cuándo.",
);
pub const CHECK_TITLE: Text =
    Text::new("Erase the list of what you have read?", "¿Borrar la lista de lo que ha leído?");
pub const CHECK_ONCE: Text = Text::new(
    "This cannot be undone. If you may want the list later, download a copy first.",
    "No se puede deshacer. Si podría querer la lista más adelante, descargue una copia antes.",
);
pub const CHECK_ELSEWHERE: Text = Text::new(
    "This erases it here. The library’s own system may still hold past loans: ask at the desk to have it keep none either.",
    "Esto la borra aquí. El sistema propio de la biblioteca puede guardar todavía préstamos anteriores: pida en el mostrador \
     que tampoco los guarde.",
);
pub const CHECK_LAW: Text = Text::new(
    "What the law tells the library to keep stays in the list until the law lets it go. The director can tell you what may be \
     told.",
    "Lo que la ley ordena conservar a la biblioteca se queda en la lista hasta que la ley lo permita. La dirección puede decirle \
     lo que esté permitido decir.",
);
pub const CHECK_DO: Text = Text::new("Erase the list and keep none", "Borrar la lista y no guardar ninguna");
pub const CHECK_NOT: Text = Text::new("No, keep it", "No, conservarla");
pub const DONE: Text = Text::new("Your choice is saved.", "Su decisión se guardó.");

/// What happens to the list where the patron does not choose: `Delete 30 days after I return it (standard)`.
pub fn history_default(lang: Lang, days: u16) -> String {
    match (lang, days) {
        (Lang::En, 1) => "Delete 1 day after I return it (standard)".to_owned(),
        (Lang::En, _) => format!("Delete {days} days after I return it (standard)"),
        (Lang::Es, 1) => "Borrar 1 día después de devolverlo (lo habitual)".to_owned(),
        (Lang::Es, _) => format!("Borrar {days} días después de devolverlo (lo habitual)"),
    }
}

/// How many loans would be erased.
pub fn in_list(lang: Lang, count: &str) -> String {
    match lang {
        Lang::En => format!("Loans in the list now: {count}"),
        Lang::Es => format!("Préstamos que hay ahora en la lista: {count}"),
    }
}
