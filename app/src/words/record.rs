//! The record: overview, a class, lists, the download.

use domain::{
    inventory::show,
    words::{Lang, Text},
};

pub const TITLE: Text = Text::new("Your record", "Su registro");
pub const LEDE: Text = Text::new(
    "This is everything the library holds about you, drawer by drawer. Open one to see each value, why it is there, \
     who can see it and when it is due to be deleted.",
    "Esto es todo lo que la biblioteca guarda sobre usted, cajón por cajón. Abra uno para ver cada dato, por qué está \
     ahí, quién puede verlo y cuándo debe borrarse.",
);
pub const CHANGE_CONTACT: Text = Text::new("Change your contact details", "Cambiar sus datos de contacto");
pub const CHANGE_CONSENTS: Text = Text::new("Choose which e-mail you get", "Elegir qué correos recibe");
pub const CHANGE_CHOICES: Text = Text::new("Choose whether a list is kept", "Elegir si se guarda una lista");
pub const CHANGE_SECURITY: Text =
    Text::new("Sessions, PIN or password, lost card", "Sesiones, PIN o contraseña, tarjeta perdida");
pub const KIND: Text = Text::new("Show", "Mostrar");
pub const KIND_ALL: Text = Text::new("Everything", "Todo");
pub const KIND_DO: Text = Text::new("Show these lines", "Mostrar estas líneas");
pub const KIND_NONE: Text = Text::new("There is no line of this kind.", "No hay ninguna línea de este tipo.");
pub const LINE_WHERE: Text = Text::new("Where", "Dónde");
pub const LINE_RULES: Text = Text::new("Rules it rests on", "Reglas en que se basa");
pub const LINE_FIELDS: Text = Text::new("Details", "Datos");
pub const LINE_NUMBER: Text = Text::new("Number of the line", "Número de la línea");

/// Above the time line.
pub fn months_caption(lang: Lang, total: u64, most: u64, month: &str) -> String {
    match lang {
        Lang::En if total == 0 => "Nothing happened in the last twelve months".to_owned(),
        Lang::Es if total == 0 => "No pasó nada en los últimos doce meses".to_owned(),
        Lang::En => {
            format!("What happened, month by month: {total} in all. The busiest month was {month}, with {most}")
        }
        Lang::Es => format!("Qué pasó, mes por mes: {total} en total. El mes con más fue {month}, con {most}"),
    }
}

pub const DOWNLOAD: Text = Text::new("Take a copy of everything", "Llevarse una copia de todo");
pub const DRAWERS: Text = Text::new("What is held", "Qué se guarda");
pub const EMPTY_DRAWERS: Text = Text::new("Nothing held", "Sin datos");
pub const NOT_KEPT_DRAWERS: Text = Text::new("Not kept by this library", "Esta biblioteca no los guarda");
pub const NOTHING_HELD: Text = Text::new("Nothing is held here.", "Aquí no se guarda nada.");
pub const NOT_KEPT: Text = Text::new("Not kept", "No se guarda");
pub const BACK: Text = Text::new("Your record", "Su registro");
pub const WHY: Text = Text::new("Why", "Por qué");
pub const SOURCE: Text = Text::new("Where it came from", "De dónde viene");
pub const WHO: Text = Text::new("Who can see it", "Quién puede verlo");
pub const WRONG: Text = Text::new("If it is wrong", "Si está mal");
pub const UNTIL: Text = Text::new("How long", "Por cuánto tiempo");
pub const ABOUT: Text = Text::new("About this drawer", "Sobre este cajón");
pub const ABOUT_VALUE: Text = Text::new("Why and from where", "Por qué y de dónde");
pub const SEEN_BY: Text = Text::new("Who has seen it", "Quién lo ha visto");
pub const SEEN_BY_NOBODY: Text = Text::new(
    "Nobody but you has looked at this through the portal.",
    "Nadie más que usted ha consultado esto por medio del portal.",
);
pub const MISSING: Text = Text::new("Nothing entered", "Sin dato");
pub const REVEAL: Text = Text::new("Hidden. Show it", "Oculto. Mostrar");
pub const WITHHELD: Text = Text::new("Not shown", "No se muestra");
pub const YES: Text = Text::new("Yes", "Sí");
pub const NO: Text = Text::new("No", "No");
pub const SEARCH: Text = Text::new("Search in this list", "Buscar en esta lista");
pub const SEARCH_DO: Text = Text::new("Search", "Buscar");
pub const SEARCH_CLEAR: Text = Text::new("Show all", "Mostrar todo");
pub const SEARCH_NONE: Text = Text::new("Nothing in this list matches.", "Nada en esta lista coincide.");
pub const PAGES: Text = Text::new("Pages", "Páginas");
pub const NEWER: Text = Text::new("← Previous", "← Anterior");
pub const OLDER: Text = Text::new("Next →", "Siguiente →");
pub const DELETED_ON: Text = Text::new("Due to be deleted", "Cuándo se borra");
pub const KEPT_WHILE: Text = Text::new("Kept while you have a card", "Se guarda mientras tenga tarjeta");
pub const CHART: Text = Text::new("How much is held, by drawer", "Cuánto se guarda, por cajón");

pub const DOWNLOAD_TITLE: Text = Text::new("Take a copy of everything", "Llevarse una copia de todo");
pub const DOWNLOAD_LEDE: Text = Text::new(
    "You get one file (a ZIP archive) with a page to read and print, the same data as JSON and as tables for a \
     spreadsheet, and a list of what is inside. It is made the moment you ask and no copy is kept.",
    "Recibe un archivo (ZIP) con una página para leer e imprimir, los mismos datos en JSON y en tablas para una hoja \
     de cálculo, y una lista de lo que contiene. Se crea en el momento en que lo pide y no se guarda ninguna copia.",
);
pub const DOWNLOAD_MIND: Text = Text::new(
    "At a shared computer the file stays behind when you leave. Better do this at home.",
    "En una computadora compartida el archivo se queda cuando usted se va. Es mejor hacerlo en casa.",
);
pub const DOWNLOAD_CONFIRM: Text = Text::new(
    "To be sure it is you, enter your PIN or password once more.",
    "Para asegurarnos de que es usted, escriba su PIN o contraseña otra vez.",
);
pub const DOWNLOAD_DO: Text = Text::new("Make and download the copy", "Crear y descargar la copia");

fn number(count: u64) -> String {
    show::count(i64::try_from(count).unwrap_or(i64::MAX))
}

pub fn entries(lang: Lang, count: u64) -> String {
    let number = number(count);
    match (lang, count) {
        (Lang::En, 1) => "1 entry".to_owned(),
        (Lang::En, _) => format!("{number} entries"),
        (Lang::Es, 1) => "1 dato".to_owned(),
        (Lang::Es, _) => format!("{number} datos"),
    }
}

pub fn since(lang: Lang, date: &str) -> String {
    match lang {
        Lang::En => format!("since {date}"),
        Lang::Es => format!("desde el {date}"),
    }
}

pub fn page_number(lang: Lang, page: u32) -> String {
    match lang {
        Lang::En => format!("Page {page}"),
        Lang::Es => format!("Página {page}"),
    }
}

pub fn showing(lang: Lang, from: u64, to: u64, of: u64) -> String {
    let (from, to, of) = (number(from), number(to), number(of));
    match lang {
        Lang::En => format!("{from} to {to} of {of}"),
        Lang::Es => format!("{from} a {to} de {of}"),
    }
}

pub fn found(lang: Lang, count: u64, search: &str) -> String {
    let number = number(count);
    match lang {
        Lang::En => format!("{number} found for “{search}”"),
        Lang::Es => format!("Encontrados con «{search}»: {number}"),
    }
}

pub const ELSEWHERE_WHAT: Text = Text::new("What they have", "Qué tienen");
pub const ELSEWHERE_ASK: Text = Text::new("Whom to ask", "A quién preguntar");
pub const DETAILS: Text = Text::new("Details", "Detalles");
