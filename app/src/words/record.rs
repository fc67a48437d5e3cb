//! The record: overview, a class, lists, the download.

use super::by_age::ByAge;
use domain::{
    age::Young,
    inventory::show,
    words::{Lang, Text},
};

pub const CHANGE_CONTACT: Text = Text::new("Change your contact details", "Cambiar los datos de contacto");
pub const CHANGE_CONSENTS: Text = Text::new("Choose which e-mail you get", "Elegir qué correos llegan");
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
pub const LINE_PLACE: Text = Text::new("Its place in the list", "Dónde está en la lista");
pub const LINE_NUMBER: Text = Text::new("Number of the line", "Número de la línea");

pub const ACTIVITY_LEDE: ByAge = ByAge::new(
    "Who asked for your record, what for, and what they saw.",
    "Quién pidió su registro, para qué y qué vio.",
    "Quién pidió tu registro, para qué y qué vio.",
);
pub const ACTIVITY_NONE: ByAge = ByAge::new(
    "Nothing but your own visits so far.",
    "Hasta ahora solo hay visitas suyas.",
    "Hasta ahora solo hay visitas tuyas.",
);

const OWN_VISITS: ByAge = ByAge::new("Your own visits", "Sus propias visitas", "Tus propias visitas");

/// `Your own visits: 3 days`
pub fn own_visits(lang: Lang, young: Option<Young>, days: usize) -> String {
    let visits = OWN_VISITS.to(young, lang);
    match (lang, days) {
        (Lang::En, 1) => format!("{visits}: 1 day"),
        (Lang::En, _) => format!("{visits}: {days} days"),
        (Lang::Es, 1) => format!("{visits}: 1 día"),
        (Lang::Es, _) => format!("{visits}: {days} días"),
    }
}

/// `7 parts`, of the record, that a line is about.
pub fn parts(lang: Lang, parts: usize) -> String {
    match (lang, parts) {
        (Lang::En, 1) => "1 part".to_owned(),
        (Lang::En, _) => format!("{parts} parts"),
        (Lang::Es, 1) => "1 parte".to_owned(),
        (Lang::Es, _) => format!("{parts} partes"),
    }
}

/// `Signed in 2 times · 7 parts of your record opened`
pub fn visits(lang: Lang, young: Option<Young>, sign_ins: u64, parts: u64) -> String {
    let (began, record) = if young.is_some() { ("Iniciaste", "tu registro") } else { ("Inició", "su registro") };
    let signed_in = match (lang, sign_ins) {
        (Lang::En, 1) => "Signed in once".to_owned(),
        (Lang::En, _) => format!("Signed in {sign_ins} times"),
        (Lang::Es, 1) => format!("{began} sesión una vez"),
        (Lang::Es, _) => format!("{began} sesión {sign_ins} veces"),
    };
    let opened = match (lang, parts) {
        (Lang::En, 1) => "1 part of your record opened".to_owned(),
        (Lang::En, _) => format!("{parts} parts of your record opened"),
        (Lang::Es, 1) => format!("se abrió 1 parte de {record}"),
        (Lang::Es, _) => format!("se abrieron {parts} partes de {record}"),
    };
    let said = [(sign_ins, signed_in), (parts, opened)].into_iter().filter(|(count, _)| *count > 0);
    said.map(|(_, said)| said).collect::<Vec<_>>().join(" · ")
}
pub const NOTHING_HELD: Text = Text::new("Nothing is recorded here.", "Aquí no hay nada registrado.");
pub const NOT_KEPT: Text = Text::new("Not held here", "No se guarda aquí");
pub const BACK: ByAge = super::overview::TITLE;
pub const WHY: Text = Text::new("Why", "Por qué");
pub const SOURCE: Text = Text::new("Where it came from", "De dónde viene");
pub const WHO: Text = Text::new("Who can see it", "Quién puede verlo");
pub const WRONG: Text = Text::new("If it is wrong", "Si está mal");
pub const UNTIL: Text = Text::new("How long", "Por cuánto tiempo");
pub const ABOUT: Text = Text::new("About this information", "Sobre esta información");
pub const ABOUT_VALUE: Text = Text::new("Why we have this", "Por qué lo tenemos");
pub const SEEN_BY: Text = Text::new("Who has seen it", "Quién lo ha visto");
pub const SEEN_BY_NOBODY: ByAge = ByAge::new(
    "Nobody but you has looked at this through the portal.",
    "Nadie más que usted ha consultado esto por medio del portal.",
    "Nadie más que tú ha consultado esto por medio del portal.",
);
pub const SEEN_BY_NONE: ByAge = ByAge::new(
    "Who has seen it: nobody but you",
    "Quién lo ha visto: nadie más que usted",
    "Quién lo ha visto: nadie más que tú",
);
pub const MISSING: Text = Text::new("Not recorded", "No consta");
/// Beside the day by which a loan was to be brought back.
pub const OVERDUE: Text = Text::new("Overdue", "Vencido");

/// `Consents: 4`, of what is folded.
pub fn how_many(label: &str, count: u64) -> String {
    format!("{label}: {}", number(count))
}

/// What the library's own system says instead of a value that was entered here: `The library’s system says: 860-555-0199, since
/// March 12, 2026`.
pub fn in_system(lang: Lang, said: Option<&str>, since: &str) -> String {
    match (lang, said) {
        (Lang::En, Some(said)) => format!("The library’s system says: {said}, since {since}"),
        (Lang::En, None) => format!("The library’s system has nothing here, since {since}"),
        (Lang::Es, Some(said)) => format!("El sistema de la biblioteca dice: {said}, desde el {since}"),
        (Lang::Es, None) => format!("El sistema de la biblioteca no tiene nada aquí, desde el {since}"),
    }
}

pub const REVEAL: Text = Text::new("Hidden. Show it", "Oculto. Mostrar");
pub const WITHHELD: Text = Text::new("Not shown", "No se muestra");
pub const YES: Text = Text::new("Yes", "Sí");
pub const NO: Text = Text::new("No", "No");
pub const SEARCH: Text = Text::new("Search in this list", "Buscar en esta lista");
pub const SEARCH_PRIVATE: Text = Text::new(
    "You search on your own device. The library does not see what you look for.",
    "La búsqueda se hace en este dispositivo. La biblioteca no ve lo que se busca.",
);
pub const SEARCH_LOADING: Text = Text::new("Getting your list…", "Cargando la lista…");
pub const SEARCH_FAILED: Text = Text::new(
    "Your list could not be loaded. Press Search, and the library’s server will look.",
    "No se pudo cargar la lista. Con el botón Buscar, busca el servidor de la biblioteca.",
);
pub const SEARCH_FOUND: Text = Text::new("{n} of {all} found", "Encontrados: {n} de {all}");
pub const SEARCH_YEAR: Text = Text::new("Year", "Año");
pub const SEARCH_ALL: Text = Text::new("All", "Todos");
pub const SORT: Text = Text::new("Sort", "Ordenar");
/// As [`domain::listing::Order`] has them.
pub const SORT_ORDERS: [Text; 3] = [
    Text::new("Newest first", "Más recientes primero"),
    Text::new("Oldest first", "Más antiguos primero"),
    Text::new("A to Z", "De la A a la Z"),
];
pub const SEARCH_PLACE: Text =
    Text::new("Its place in the list, to say that it is wrong", "Dónde está en la lista, para decir que está mal");
pub const SEARCH_MORE: Text = Text::new("Show more", "Mostrar más");
pub const SEARCH_DO: Text = Text::new("Search", "Buscar");
pub const SEARCH_CLEAR: Text = Text::new("Show all", "Mostrar todo");
pub const SEARCH_NONE: Text = Text::new("Nothing in this list matches.", "Nada en esta lista coincide.");
pub const PAGES: Text = Text::new("Pages", "Páginas");
pub const NEWER: Text = Text::new("← Previous", "← Anterior");
pub const OLDER: Text = Text::new("Next →", "Siguiente →");
pub const IN_ALL: Text = Text::new("The same in all of these lines", "Igual en todas estas líneas");
pub const TOTAL: Text = Text::new("Total", "Total");
pub const TOTAL_OF_ALL: Text = Text::new("Total of all pages", "Total de todas las páginas");

/// `$3.50 and 2 amounts not recorded`.
pub fn and_unknown(lang: Lang, sum: &str, unknown: u64) -> String {
    match (lang, unknown) {
        (Lang::En, 1) => format!("{sum} and 1 amount not recorded"),
        (Lang::En, _) => format!("{sum} and {unknown} amounts not recorded"),
        (Lang::Es, 1) => format!("{sum} y 1 monto que no consta"),
        (Lang::Es, _) => format!("{sum} y {unknown} montos que no constan"),
    }
}
pub const TECHNICAL: Text = Text::new("Technical details", "Datos técnicos");
pub const DELETED_ON: Text = Text::new("Due to be deleted", "Cuándo se borra");

pub const DOWNLOAD_TITLE: Text = Text::new("Download everything", "Descargar todo");
pub const DOWNLOAD_LEDE: ByAge = ByAge::new(
    "You get one file (a ZIP archive) with a page to read and print, the same data as JSON and as tables for a \
     spreadsheet, and a list of what is inside. It is made the moment you ask and no copy is kept.",
    "Recibe un archivo (ZIP) con una página para leer e imprimir, los mismos datos en JSON y en tablas para una hoja \
     de cálculo, y una lista de lo que contiene. Se crea en el momento en que lo pide y no se guarda ninguna copia.",
    "Recibes un archivo (ZIP) con una página para leer e imprimir, los mismos datos en JSON y en tablas para una \
     hoja de cálculo, y una lista de lo que contiene. Se crea en el momento en que lo pides y no se guarda ninguna \
     copia.",
)
.plainly(
    "You get one file (a ZIP archive) with a page to read and print, and the same again for computers to read. It is \
     made the moment you ask, and we keep no copy.",
    "Recibes un archivo (ZIP) con una página para leer e imprimir, y lo mismo otra vez para que lo lean las \
     computadoras. Se crea en el momento en que lo pides y no guardamos ninguna copia.",
);
pub const DOWNLOAD_MIND: ByAge = ByAge::new(
    "At a shared computer the file stays behind when you leave. Better do this at home.",
    "En una computadora compartida el archivo se queda cuando usted se va. Es mejor hacerlo en casa.",
    "En una computadora compartida el archivo se queda cuando te vas. Es mejor hacerlo en casa.",
);
pub const DOWNLOAD_CONFIRM: ByAge = ByAge::new(
    "To be sure it is you, enter your PIN or password once more.",
    "Para asegurarnos de que es usted, escriba su PIN o contraseña otra vez.",
    "Para asegurarnos de que eres tú, escribe tu PIN o contraseña otra vez.",
);
// Test (end2end/journeys/archive-progress.script.spec.ts): "while a copy is made the page says how much of it has come".
pub const DOWNLOAD_TAKES: Text = Text::new(
    "Most copies take a few seconds, one of twenty thousand entries up to a minute.",
    "La mayoría de las copias tarda unos segundos; una de veinte mil datos, hasta un minuto.",
);
pub const DOWNLOAD_MAKING: ByAge =
    ByAge::new("Your copy is being made.", "Su copia se está creando.", "Tu copia se está creando.");
pub const DOWNLOAD_SO_FAR: Text = Text::new("{n} KB so far", "{n} KB hasta ahora");
pub const DOWNLOAD_READY: ByAge = ByAge::new(
    "Your copy is there, all {n} KB of it.",
    "Su copia está lista, con sus {n} KB.",
    "Tu copia está lista, con todos los {n} KB.",
);
pub const DOWNLOAD_FAILED: ByAge = ByAge::new(
    "The copy broke off, and nothing was kept of it. Try again.",
    "La copia se interrumpió y no se guardó nada de ella. Inténtelo otra vez.",
    "La copia se interrumpió y no se guardó nada de ella. Inténtalo otra vez.",
);
pub const DOWNLOAD_DO: Text = Text::new("Make and download the copy", "Crear y descargar la copia");

pub(super) fn number(count: u64) -> String {
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

/// `51 to 100 of 2,400`; where all of them are on the page, how many: `9 entries`.
pub fn showing(lang: Lang, from: u64, to: u64, of: u64) -> String {
    if from == 1 && to == of {
        return entries(lang, of);
    }
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

// `{n}`: how many lines are searched at most.
pub const NOT_LOOKED_THROUGH: Text = Text::new(
    "The search goes through the newest {n} lines. There are older ones: they are on the pages of this list, and all are in your copy of \
     everything.",
    "La búsqueda abarca las {n} líneas más recientes. Hay otras más antiguas: están en las páginas de esta lista, y todas están en la \
     copia de todo.",
);

/// Where more was found than the page without script shows.
pub fn found_more(lang: Lang, shown: usize) -> String {
    match lang {
        Lang::En => format!("These are the newest {shown}. Add a word to find fewer."),
        Lang::Es => format!("Estas son las {shown} más recientes. Agregue una palabra para encontrar menos."),
    }
}

// In Spanish said to nobody in particular, since a child reads it as well as an adult.
pub const ASK_THE_DESK: Text = Text::new("Ask at the desk:", "Más información en el mostrador:");
pub const NOT_LOADED: Text = Text::new(
    "Not loaded here. No file of the library’s own system brings this to the portal, so this page cannot say whether the library \
     holds any. Ask at the desk:",
    "No se carga aquí. Ningún archivo del sistema de la biblioteca lo trae al portal, así que esta página no puede decir si la \
     biblioteca guarda algo. Más información en el mostrador:",
);
pub const ELSEWHERE_DELETION: Text = Text::new("What deleting cannot reach there", "Lo que allí no se puede borrar");
pub const VENDOR_FOR: Text = Text::new("What it is for", "Para qué sirve");
pub const VENDOR_GETS: Text = Text::new("What we tell it", "Qué le decimos");
pub const VENDOR_KEEPS: Text = Text::new("What it keeps itself", "Qué guarda por cuenta propia");
pub const VENDOR_ACCOUNT: Text = Text::new("To have an account there deleted", "Para que borren una cuenta allí");
pub const VENDOR_POLICY: Text = Text::new("Its own policy", "Política propia");
pub const VENDOR_NO_POLICY: Text =
    Text::new("The library has not named its address.", "La biblioteca no ha indicado dónde está.");
pub const VENDOR_REVIEWED: Text = Text::new("Contract last reviewed", "Última revisión del contrato");
pub const VENDOR_NOT_REVIEWED: Text = Text::new("The library has not said.", "La biblioteca no lo ha dicho.");
pub const ELSEWHERE_WHAT: Text = Text::new("What they have", "Qué tienen");
pub const ELSEWHERE_ASK: Text = Text::new("Whom to ask", "A quién preguntar");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_that_is_on_one_page_says_how_long_it_is() {
        assert_eq!(showing(Lang::En, 1, 9, 9), "9 entries");
        assert_eq!(showing(Lang::Es, 1, 1, 1), "1 dato");
        assert_eq!(showing(Lang::En, 51, 100, 2400), "51 to 100 of 2,400");
        assert_eq!(showing(Lang::En, 1, 50, 51), "1 to 50 of 51");
    }
}
