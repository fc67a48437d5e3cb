//! The language of mail, and the list of what was read.

use super::by_age::ByAge;
use domain::words::{Lang, Text};

pub const TITLE: Text = Text::new("Language and reading history", "Idioma e historial de lectura");
pub const LEDE: ByAge = ByAge::new(
    "Choose the language we write to you in, and whether a list of what you have read is kept.",
    "Elija el idioma en que le escribimos y si se guarda una lista de lo que ha leído.",
    "Elige el idioma en que te escribimos y si se guarda una lista de lo que has leído.",
)
.plainly(
    "Choose the language we write to you in, and if we keep a list of what you have read.",
    "Elige el idioma en que te escribimos y si guardamos una lista de lo que has leído.",
);
pub const LANGUAGE: ByAge = ByAge::new(
    "Which language should we write to you in?",
    "¿En qué idioma quiere que le escribamos?",
    "¿En qué idioma quieres que te escribamos?",
);
pub const LANGUAGE_HINT: ByAge = ByAge::new(
    "This is for e-mail. To read this site in another language, use the links at the top of each page.",
    "Esto es para el correo electrónico. Para leer este sitio en otro idioma, use los enlaces en la parte de arriba de \
     cada página.",
    "Esto es para el correo electrónico. Para leer este sitio en otro idioma, usa los enlaces en la parte de arriba de \
     cada página.",
);
pub const LANGUAGE_DO: Text = Text::new("Save the language", "Guardar el idioma");
pub const HISTORY: ByAge = ByAge::new(
    "Should we keep a list of what you have read?",
    "¿Quiere que guardemos una lista de lo que ha leído?",
    "¿Quieres que guardemos una lista de lo que has leído?",
);
pub const HISTORY_OFF: Text = Text::new("Keep no list", "No guardar ninguna lista");
pub const HISTORY_OFF_HINT: ByAge = ByAge::new(
    "The list is erased at once. From then on a loan leaves it on the day you bring the item back.",
    "La lista se borra de inmediato. Desde entonces, un préstamo sale de ella el día en que devuelve el material.",
    "La lista se borra de inmediato. Desde entonces, un préstamo sale de ella el día en que devuelves el material.",
)
.plainly(
    "The list is erased at once. From then on, what you borrow leaves it on the day you bring it back.",
    "La lista se borra de inmediato. Desde entonces, lo que pides prestado sale de ella el día en que lo devuelves.",
);
pub const HISTORY_STANDARD: Text = Text::new(
    "Delete it when the library usually does (standard)",
    "Borrarla cuando la biblioteca suele hacerlo (lo habitual)",
);
pub const HISTORY_FOREVER: Text =
    Text::new("Keep it until I change my mind", "Guardarla hasta que yo cambie de opinión");
pub const HISTORY_DO: Text = Text::new("Save this choice", "Guardar esta decisión");
pub const NOTICES: ByAge = ByAge::new(
    "How should we send notices about loans and holds?",
    "¿Cómo quiere los avisos de préstamos y reservas?",
    "¿Cómo quieres los avisos de préstamos y reservas?",
)
.plainly(
    "How should we send e-mails about what you borrow and what you asked us to hold for you?",
    "¿Cómo quieres los avisos sobre lo que pides prestado y lo que pediste que te guardemos?",
);
pub const NOTICES_EACH: Text = Text::new("One at a time, as they happen", "Uno por uno, cuando ocurren");
pub const NOTICES_DAILY: Text = Text::new("All in one e-mail each morning", "Todos juntos en un correo cada mañana");
pub const NOTICES_DO: Text = Text::new("Save how notices come", "Guardar cómo llegan los avisos");
pub const TITLES: ByAge = ByAge::new(
    "Should notices name what you borrowed?",
    "¿Quiere que los avisos nombren lo que pidió prestado?",
    "¿Quieres que los avisos nombren lo que pediste prestado?",
)
.plainly("Should the e-mails name what you borrowed?", "¿Quieres que los avisos nombren lo que pediste prestado?");
pub const TITLES_NAMED: Text = Text::new("Name the titles", "Nombrar los títulos");
pub const TITLES_COUNTED: Text = Text::new("Say only how many, and when", "Decir solo cuántos y cuándo");
pub const TITLES_HINT: ByAge = ByAge::new(
    "Mail can be read by whoever uses your mailbox or your screen.",
    "El correo lo puede leer quien use su buzón o su pantalla.",
    "El correo lo puede leer quien use tu buzón o tu pantalla.",
)
.plainly(
    "Whoever uses your mailbox or your screen can read your e-mail.",
    "Quien use tu buzón o tu pantalla puede leer tus correos.",
);
pub const TITLES_DO: Text = Text::new("Save what notices name", "Guardar qué nombran los avisos");
pub const TITLES_NEVER: Text = Text::new(
    "This library’s notices never name titles: they say how many, and when.",
    "Los avisos de esta biblioteca nunca nombran títulos: dicen cuántos y cuándo.",
);
pub const CHECK_TITLE: ByAge = ByAge::new(
    "Erase the list of what you have read?",
    "¿Borrar la lista de lo que ha leído?",
    "¿Borrar la lista de lo que has leído?",
);
pub const CHECK_ONCE: ByAge = ByAge::new(
    "This cannot be undone. If you may want the list later, download a copy first.",
    "No se puede deshacer. Si podría querer la lista más adelante, descargue una copia antes.",
    "No se puede deshacer. Si podrías querer la lista más adelante, descarga una copia antes.",
);
pub const CHECK_ELSEWHERE: ByAge = ByAge::new(
    "This erases it here. The library’s own system may still hold past loans: ask at the desk to have it keep none \
     either.",
    "Esto la borra aquí. El sistema propio de la biblioteca puede guardar todavía préstamos anteriores: pida en el \
     mostrador que tampoco los guarde.",
    "Esto la borra aquí. El sistema propio de la biblioteca puede guardar todavía préstamos anteriores: pide en el \
     mostrador que tampoco los guarde.",
)
.plainly(
    "This erases it here. The library’s other computer may still know what you borrowed: ask at the desk if you want it to \
     keep no list either.",
    "Esto la borra aquí. La otra computadora de la biblioteca puede guardar todavía lo que pediste prestado. Si quieres \
     que tampoco lo guarde, dilo en el mostrador.",
);
pub const CHECK_LAW: ByAge = ByAge::new(
    "What the law tells the library to keep stays in the list until the law lets it go. The director can tell you what \
     may be told.",
    "Lo que la ley ordena conservar a la biblioteca se queda en la lista hasta que la ley lo permita. La dirección \
     puede decirle lo que esté permitido decir.",
    "Lo que la ley ordena conservar a la biblioteca se queda en la lista hasta que la ley lo permita. La dirección \
     puede decirte lo que esté permitido decir.",
);
pub const CHECK_DO: Text = Text::new("Erase the list and keep none", "Borrar la lista y no guardar ninguna");
pub const CHECK_NOT: Text = Text::new("No, keep it", "No, conservarla");
pub const DONE: ByAge = ByAge::new("Your choice is saved.", "Su decisión se guardó.", "Tu decisión se guardó.");

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
