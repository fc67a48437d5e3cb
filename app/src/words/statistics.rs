//! Counts of registration and use.

use domain::words::{Lang, Text};

pub const TITLE: Text = Text::new("Numbers of the library", "Números de la biblioteca");
pub const NONE: Text = Text::new(
    "No month is counted yet. A month is counted two days after it has ended.",
    "Todavía no se ha contado ningún mes. Un mes se cuenta dos días después de terminar.",
);
pub const YEARS: Text = Text::new("Other years", "Otros años");
pub const HOW: Text = Text::new("How these numbers are made", "Cómo se hacen estos números");
pub const HOW_WHO: Text = Text::new(
    "They are counted by a part of the portal that cannot read a name, a card number, an address or an e-mail address, and \
     they are kept without anybody’s record.",
    "Los cuenta una parte del portal que no puede leer nombres, números de tarjeta, direcciones ni correos, y se guardan sin el \
     registro de nadie.",
);
pub const HOW_WHEN: Text = Text::new(
    "Each day is counted once, two days later, from what the portal holds then. A loan of somebody who keeps no list counts if it \
     is still out that day. What is counted stays when the record is deleted.",
    "Cada día se cuenta una vez, dos días después, con lo que el portal tiene entonces. El préstamo de quien no guarda lista \
     cuenta si ese día sigue prestado. Lo contado se queda aunque se borre el registro.",
);
pub const HOW_SMALL: Text = Text::new(
    "Where a number is missing, it is small, or a small one could be worked out from it: then another one stands back with it, or \
     the whole table does.",
    "Donde falta un número, es pequeño o permitiría deducir uno pequeño: entonces otro se oculta con él, o la tabla entera.",
);
pub const BY_MONTH: Text = Text::new("Month by month", "Mes a mes");
pub const MONTH: Text = Text::new("Month", "Mes");
pub const COUNTED: Text = Text::new("What is counted", "Qué se cuenta");
pub const NUMBER: Text = Text::new("Number", "Número");
pub const NOT_SHOWN: Text = Text::new("not shown", "no se muestra");
pub const TOO_FEW: Text = Text::new("Too few to be shown.", "Muy pocos para mostrarlos.");
pub const NO_BAR: Text = Text::new("A pale bar: the number is not shown.", "Una barra clara: el número no se muestra.");
pub const REQUESTS: Text = Text::new("Requests of police and agencies", "Solicitudes de policía y agencias");
pub const REQUESTS_LEDE: Text = Text::new(
    "Each number is in a band, so that nobody can be worked out from it.",
    "Cada número está en una banda, para que no se pueda deducir a nadie.",
);
pub const CSV: Text = Text::new("Download for the annual report (CSV)", "Descargar para el informe anual (CSV)");
pub const CSV_HINT: Text = Text::new(
    "The numbers of this page, one a line, for the report to the State Library Board.",
    "Los números de esta página, uno por línea, para el informe a la junta de la Biblioteca del Estado.",
);
pub const PUBLISHED: Text = Text::new(
    "Anybody can read this page, as the profile says, but for the requests of police and agencies where the profile does not \
     publish those.",
    "Cualquiera puede leer esta página, como dice el perfil, salvo las solicitudes de policía y agencias si el perfil no las \
     publica.",
);
pub const NOT_PUBLISHED: Text = Text::new(
    "Only the Director reads this page: the profile does not publish it (statistics.publish).",
    "Solo la dirección lee esta página: el perfil no la publica (statistics.publish).",
);
pub const ON_PRIVACY: Text =
    Text::new("Numbers of the library, without names", "Números de la biblioteca, sin nombres");

/// `July 2025 to June 2026`
pub fn year(lang: Lang, year: i32) -> String {
    let before = year - 1;
    match lang {
        Lang::En => format!("July {before} to June {year}"),
        Lang::Es => format!("De julio de {before} a junio de {year}"),
    }
}

/// What the page is.
pub fn lede(lang: Lang, year: i32, least: u64) -> String {
    let span = self::year(lang, year);
    match lang {
        Lang::En => format!("{span}. Nobody is named, and no number under {least} is shown."),
        Lang::Es => format!("{span}. No se nombra a nadie y no se muestra ningún número menor que {least}."),
    }
}

/// In the place of a small number.
pub fn few(lang: Lang, least: u64) -> String {
    match lang {
        Lang::En => format!("under {least}"),
        Lang::Es => format!("menos de {least}"),
    }
}

/// `Loans by age`
pub fn broken_down(lang: Lang, what: &str, by: &str) -> String {
    let by = by.to_lowercase();
    match lang {
        Lang::En => format!("{what} by {by}"),
        Lang::Es => format!("{what} por {by}"),
    }
}
