//! What the page in the archive says, and values in words.

use super::Facts;
use crate::record::{Cell, Row, Value, cell_in_words, in_words};
use domain::{
    inventory::{Class, Field, info, show},
    profile::{FieldRef, Profile},
    words::{Lang, Text},
};

pub(super) const TITLE: Text = Text::new("What the library holds about you", "Lo que la biblioteca guarda sobre usted");
pub(super) const MADE: Text = Text::new("Made on", "Hecho el");
pub(super) const ABOUT: Text = Text::new(
    "Each name below opens a page to read and print. The same data is in the file record.json, for programs, and in the \
     folder csv, for spreadsheets. The file manifest.json lists every file. Keep this copy in a safe place: it holds \
     personal details.",
    "Cada nombre de abajo abre una página para leer e imprimir. Los mismos datos están en el archivo record.json, para \
     programas, y en la carpeta csv, para hojas de cálculo. El archivo manifest.json enumera todos los archivos. Guarde \
     esta copia en un lugar seguro: contiene datos personales.",
);
// Test (export/tests.rs): "the copy says why a telephone number begins with an apostrophe".
pub(super) const APOSTROPHES: Text = Text::new(
    "In the folder csv, an apostrophe stands before what a spreadsheet would take for a formula, telephone numbers with a plus sign \
     among it; the apostrophe is not part of the value.",
    "En la carpeta csv, un apóstrofo precede a lo que una hoja de cálculo tomaría por una fórmula, también los números de teléfono \
     con signo más; el apóstrofo no es parte del dato.",
);
pub(super) const LOOK_FOR: Text = Text::new(
    "To look for something in a long list, open its file in the folder csv: it has all rows of the list, while a page here has \
     500. On a page your browser searches with Ctrl and F.",
    "Para buscar algo en una lista larga, abra su archivo en la carpeta csv: tiene todas las filas de la lista, mientras que \
     una página de aquí tiene 500. En una página, su navegador busca con Ctrl y F.",
);
pub(super) const WAYS: Text = Text::new("Other pages", "Otras páginas");
pub(super) const PAGE_BEFORE: Text = Text::new("The page before", "Página anterior");
pub(super) const PAGE_AFTER: Text = Text::new("The next page", "Página siguiente");
pub(super) const ENTRY: Text = Text::new("Entry", "Entrada");
pub(super) const SINCE: Text = Text::new("Since", "Desde");
pub(super) const STATEMENTS: Text = Text::new("What you state", "Lo que usted declara");
pub(super) const IN_SYSTEM: Text =
    Text::new("What the library’s system says instead", "Lo que dice el sistema de la biblioteca en su lugar");
pub(super) const FROM_OTHERS: Text = Text::new("Values from elsewhere", "Valores de otro origen");
pub(super) const CONTENTS: Text = Text::new("In this copy", "En esta copia");
pub(super) const WHY: Text = Text::new("Why it is held", "Por qué se guarda");
pub(super) const WHO: Text = Text::new("Who can see it", "Quién puede verlo");
pub(super) const HOW_LONG: Text = Text::new("How long it is kept", "Cuánto tiempo se guarda");
pub(super) const IF_WRONG: Text = Text::new("If it is wrong", "Si hay un error");
pub(super) const FROM: Text = Text::new("Where it came from", "De dónde viene");
pub(super) const DELETED: Text = Text::new("Due to be deleted", "Cuándo se borra");
pub(super) const RECORD_GOES: Text = Text::new(
    "Your whole record is due to be deleted at the library on",
    "Todo su registro debe borrarse en la biblioteca el",
);
pub(super) const NOTHING: Text = Text::new("Nothing is held here.", "Aquí no se guarda nada.");
pub(super) const NOT_HELD: Text = Text::new("Not recorded", "No consta");
pub(super) const WITHHELD: Text = Text::new("Held, and not shown", "Se guarda, pero no se muestra");
pub(super) const NOT_SHOWN: Text = Text::new("Not shown, and why", "Lo que no se muestra y por qué");
pub(super) const NOT_KEPT: Text = Text::new("What is not held here, and why", "Lo que no se guarda aquí, y por qué");
pub(super) const ASK: Text = Text::new("Whom to ask", "A quién preguntar");
pub(super) const POLICY: Text = Text::new("Its own policy", "Su propia política");
pub(super) const NOT_LOADED_PART: Text = Text::new("What is not loaded here", "Lo que no se carga aquí");
const NOT_LOADED: Text = Text::new(
    "Not loaded here: no file of the library’s system brings this to the portal. Ask at the desk whether the library holds any.",
    "No se carga aquí: ningún archivo del sistema de la biblioteca lo trae al portal. Pregunte en el mostrador si la biblioteca \
     guarda algo.",
);
pub(super) const STATEMENT: Text = Text::new("Your statement", "Su declaración");
pub(super) const GETS: Text = Text::new("What it gets", "Qué recibe");
pub(super) const GETS_NOTHING: Text =
    Text::new("Only that you are a patron of this library", "Solo que usted usa esta biblioteca");

/// What is printed below a list that is too long for paper: `{n}` of its entries are printed, `{all}` are not.
pub(super) const fn not_printed(left: u64) -> Text {
    match left {
        1 => Text::new(
            "The first {n} entries are printed here. 1 more is not: the list is too long for paper. The archive, which the desk can \
             make too, has all of them.",
            "Aquí se imprimen las primeras {n} entradas. Falta 1 más: la lista es demasiado larga para el papel. El archivo \
             completo, que el mostrador también puede preparar, las tiene todas.",
        ),
        _ => Text::new(
            "The first {n} entries are printed here. {all} more are not: the list is too long for paper. The archive, which the desk \
             can make too, has all of them.",
            "Aquí se imprimen las primeras {n} entradas. Faltan {all} más: la lista es demasiado larga para el papel. El archivo \
             completo, que el mostrador también puede preparar, las tiene todas.",
        ),
    }
}

/// `Past loans, page 2`
pub(super) fn page_of(lang: Lang, label: &str, page: u64) -> String {
    match lang {
        Lang::En => format!("{label}, page {page}"),
        Lang::Es => format!("{label}, página {page}"),
    }
}

/// How many entries there are.
pub(super) fn entries(lang: Lang, entries: u64) -> String {
    match (lang, entries) {
        (Lang::En, 0) => "no entry".to_owned(),
        (Lang::En, 1) => "1 entry".to_owned(),
        (Lang::En, _) => format!("{} entries", show::count(i64::try_from(entries).unwrap_or(i64::MAX))),
        (Lang::Es, 0) => "ninguna entrada".to_owned(),
        (Lang::Es, 1) => "1 entrada".to_owned(),
        (Lang::Es, _) => format!("{} entradas", show::count(i64::try_from(entries).unwrap_or(i64::MAX))),
    }
}

/// What a vendor gets, in words.
pub(super) fn receives(lang: Lang) -> impl Fn(&FieldRef) -> String {
    move |one: &FieldRef| {
        let info = info(one.class);
        let field = one.column.as_ref().and_then(|column| {
            info.relations.iter().find_map(|relation| relation.field(column)).map(|field| field.label.to(lang))
        });
        field.unwrap_or(info.label.to(lang)).to_owned()
    }
}

/// What stands for a list without entries: that nothing is held, or that nobody brings it here.
pub(super) fn nothing(profile: &Profile, class: Class) -> Text {
    if profile.is_not_loaded(class) { NOT_LOADED } else { NOTHING }
}

/// A value with what the patron states, and what the library's own system says, beside it.
pub(super) fn with_beside(facts: &Facts, said: String, cell: &Cell) -> String {
    let lang = facts.lang;
    let said = match &cell.statement {
        Some(statement) => format!("{said} ({}: “{statement}”)", STATEMENT.to(lang)),
        None => said,
    };
    let Some(other) = &cell.in_system else { return said };
    let since = show::date(other.since.with_timezone(&facts.profile.time_zone).date_naive(), lang);
    let there = match value(facts, cell.field, &other.value) {
        nothing if nothing.is_empty() => NOT_HELD.to(lang).to_owned(),
        there => there,
    };
    format!("{said} ({}: {there}; {} {since})", IN_SYSTEM.to(lang), SINCE.to(lang).to_lowercase())
}

/// A value of a row as a person reads it.
pub(super) fn cell(facts: &Facts, row: &Row, cell: &Cell) -> String {
    match &cell.value {
        Value::Withheld => WITHHELD.to(facts.lang).to_owned(),
        _ => cell_in_words(&facts.profile, facts.lang, row, cell, Class::label),
    }
}

/// A value as a person reads it.
fn value(facts: &Facts, field: &Field, value: &Value) -> String {
    match value {
        Value::Withheld => WITHHELD.to(facts.lang).to_owned(),
        _ => in_words(&facts.profile, facts.lang, field, value, Class::label),
    }
}
