//! Breaches of security: the Director's register.

use domain::words::{Lang, Text};

pub const TITLE: Text = Text::new("Breaches of security", "Filtraciones de datos");
pub const LEDE: Text = Text::new(
    "Somebody saw, took or could reach data that are not theirs: a stolen computer, a break-in, an e-mail to the wrong address. \
     Everyone who may be affected is told (Conn. Gen. Stat. § 36a-701b). Only the Director and the Director’s designees see \
     this register.",
    "Alguien vio, tomó o pudo alcanzar datos que no son suyos: una computadora robada, una intrusión, un correo a la dirección \
     equivocada. Se avisa a todas las personas que pueden verse afectadas (Conn. Gen. Stat. § 36a-701b). Solo la dirección y \
     quienes ella designe ven este registro.",
);
pub const NONE: Text = Text::new("Nothing has been written down.", "No se ha anotado nada.");
pub const NEW: Text = Text::new("Write down a breach", "Anotar una filtración");
pub const WHAT: Text = Text::new("What happened, for the register", "Qué pasó, para el registro");
pub const WHAT_HINT: Text = Text::new(
    "What was seen or taken, how it was found, what was done at once. Name no patron.",
    "Qué se vio o se tomó, cómo se descubrió, qué se hizo de inmediato. No nombre a ninguna persona usuaria.",
);
pub const SAID_EN: Text = Text::new(
    "What those whom it may concern are told, in English",
    "Lo que se dice a las personas afectadas, en inglés",
);
pub const SAID_EN_HINT: Text = Text::new(
    "One or two plain sentences. It stands in each letter and e-mail word for word; it cannot be changed once it is written \
     down.",
    "Una o dos frases sencillas. Va palabra por palabra en cada carta y correo; una vez anotado, no se puede cambiar.",
);
pub const SAID_ES: Text = Text::new("The same in Spanish", "Lo mismo en español");
pub const FOUND_ON: Text = Text::new("Found on", "Descubierta el");
pub const FOUND_ON_HINT: Text = Text::new("The sixty days count from here.", "Los sesenta días cuentan desde aquí.");
pub const SINCE: Text = Text::new("Data were open from", "Los datos quedaron expuestos desde el");
pub const UNTIL: Text = Text::new("until", "hasta el");
pub const BETWEEN: Text = Text::new("When data were open", "Cuándo quedaron expuestos los datos");
pub const DAY_MISSING: Text = Text::new("Enter a date", "Escriba una fecha");
pub const WHAT_MISSING: Text = Text::new("Say what happened", "Diga qué pasó");
pub const FOUND_ON_MISSING: Text = Text::new("Enter the day it was found", "Escriba el día en que se descubrió");
pub const SINCE_MISSING: Text = Text::new(
    "Enter the first day on which data were open",
    "Falta el primer día en que los datos estuvieron expuestos",
);
pub const UNTIL_MISSING: Text = Text::new(
    "Enter the last day on which data were open",
    "Falta el último día en que los datos estuvieron expuestos",
);
pub const SAID_EN_MISSING: Text =
    Text::new("Write what those whom it may concern are told, in English", "Escriba lo que se les dice, en inglés");
pub const SAID_ES_MISSING: Text = Text::new("Write the same in Spanish", "Escriba lo mismo en español");
pub const HOW_MISSING: Text = Text::new(
    "Say how the Attorney General was told, and who answered",
    "Diga cómo se avisó a la fiscalía general y quién respondió",
);
pub const DAY_FUTURE: Text =
    Text::new("Enter a day that is not in the future", "Escriba un día que no esté en el futuro");
pub const ORDER: Text = Text::new(
    "The first day comes before the last, and the last no later than the day it was found",
    "El primer día va antes que el último, y el último no es posterior al día en que se descubrió",
);
pub const CLASSES: Text = Text::new("Which parts of a record does it touch?", "¿Qué partes de un registro toca?");
pub const CLASSES_MISSING: Text = Text::new("Tick at least one part", "Marque al menos una parte");
pub const REACH: Text = Text::new("Whom may it concern?", "¿A quién puede afectar?");
pub const REACH_MISSING: Text = Text::new("Choose whom it may concern", "Elija a quién puede afectar");
pub const REACH_HINT: Text = Text::new(
    "The portal finds them by what it holds and by what it has deleted since. In doubt it finds somebody rather than not.",
    "El portal las busca por lo que guarda y por lo que ha borrado desde entonces. En la duda, las incluye.",
);
pub const CARDS: Text =
    Text::new("Card numbers, where it is certain cards", "Números de tarjeta, si son ciertas tarjetas");
pub const CARDS_HINT: Text = Text::new("One a line.", "Uno por línea.");
pub const CARDS_WRONG: Text =
    Text::new("A line is not a card number of this library", "Una línea no es un número de tarjeta de esta biblioteca");
pub const CARDS_MISSING: Text = Text::new("Enter at least one card number", "Escriba al menos un número de tarjeta");
pub const CARDS_NOBODY: Text =
    Text::new("A card number is nobody’s: check it", "Un número de tarjeta no es de nadie: revíselo");
pub const RECORD: Text = Text::new("Write it down", "Anotarla");
pub const RECORDED: Text = Text::new("It is written down.", "Está anotada.");
pub const DONE: Text = Text::new("Noted.", "Anotado.");
pub const STATE: Text = Text::new("Where it stands", "En qué está");
pub const LAST_DAY: Text = Text::new("Last day", "Último día");
pub const STATE_GENERAL: Text = Text::new("The Attorney General is to be told", "Falta avisar a la fiscalía general");
pub const STATE_TELL: Text = Text::new("Those affected are to be told", "Falta avisar a las personas afectadas");
pub const STATE_WRITING: Text = Text::new("Being written", "Se están escribiendo los avisos");
pub const STATE_DONE: Text = Text::new("Everyone is told", "Todas las personas están avisadas");
pub const PARTS: Text = Text::new("Parts of the record", "Partes del registro");
pub const BY: Text = Text::new("Written down by", "Anotado por");
pub const STEP_1: Text = Text::new("1. Whom it may concern", "1. A quién puede afectar");
pub const GONE: Text = Text::new(
    "Records that were deleted since it began, so that the portal knows nobody to write to:",
    "Registros que se borraron desde que empezó, así que el portal no conoce a nadie a quien escribir:",
);
pub const WITHOUT_CARD: Text = Text::new(
    "People without a card who get newsletters, of whom the portal holds a name and an e-mail address. They are written to as well:",
    "Personas sin tarjeta que reciben boletines, de quienes el portal guarda nombre y correo. También se les escribe:",
);
pub const STEP_2: Text = Text::new("2. The Attorney General", "2. La fiscalía general");
pub const STEP_2_WHAT: Text = Text::new(
    "The Attorney General of Connecticut is told no later than those affected (§ 36a-701b(b)(2)(A)). Until it is recorded here, nobody \
     else can be told.",
    "La fiscalía general de Connecticut se entera a más tardar junto con las personas afectadas (§ 36a-701b(b)(2)(A)). Mientras no \
     conste aquí, no se puede avisar a nadie más.",
);
pub const GENERAL_TICK: Text = Text::new("The Attorney General has been told", "Se ha avisado a la fiscalía general");
pub const GENERAL_MISSING: Text = Text::new(
    "Tick this once the Attorney General has been told",
    "Márquelo cuando haya avisado a la fiscalía general",
);
pub const GENERAL_ON: Text = Text::new("On", "El");
pub const GENERAL_HOW: Text = Text::new("How, and who answered", "Cómo, y quién respondió");
pub const GENERAL_DO: Text = Text::new("Note it", "Anotarlo");
pub const STEP_3: Text = Text::new("3. Everyone affected", "3. Todas las personas afectadas");
pub const STEP_3_WHAT: Text = Text::new(
    "Each is written to once, by e-mail, or by a letter that the desk prints where there is no address or the e-mail could not be \
     sent; whatever they chose about e-mail. Each reads of it in their activity.",
    "A cada una se le escribe una vez, por correo electrónico, o con una carta que imprime el mostrador si no hay dirección o el \
     correo no se pudo enviar; haya elegido lo que haya elegido sobre los correos. Cada una lo lee en su actividad.",
);
pub const PREVIEW: Text = Text::new("What they are told", "Lo que se les dice");
pub const TELL_DO: Text = Text::new("Tell everyone affected", "Avisar a todas las personas afectadas");
pub const TELL_AGAIN: Text =
    Text::new("Find again, and tell whoever is not told yet", "Buscar otra vez y avisar a quien falte");
pub const GENERAL_FIRST: Text = Text::new(
    "First note that the Attorney General has been told",
    "Primero anote que se ha avisado a la fiscalía general",
);
pub const NOT_APPLY: Text = Text::new("What does not apply", "Lo que no aplica");
pub const NO_SSN: Text = Text::new(
    "Where Social Security or taxpayer numbers are breached, the statute asks for two years of identity theft prevention \
     (§ 36a-701b(b)(2)(B)). The portal holds no such number, so for what it holds this does not apply. For another system of the \
     library, ask counsel.",
    "Cuando se filtran números de Seguro Social o de contribuyente, la ley pide dos años de protección contra el robo de identidad \
     (§ 36a-701b(b)(2)(B)). El portal no guarda esos números, así que para lo que guarda no aplica. Para otro sistema de la \
     biblioteca, consulte.",
);
pub const COUNSEL: Text = Text::new(
    "This is how the portal reads the statute; counsel decides. If police ask in writing that nobody be told yet, do not press the \
     button, and keep their request.",
    "Así lee el portal la ley; decide quien asesora. Si la policía pide por escrito que no se avise todavía, no pulse el botón y \
     guarde la solicitud.",
);
pub const PROOF: Text = Text::new("Who was told, and when", "A quién se avisó y cuándo");
pub const PROOF_LEDE: Text = Text::new(
    "Name and last digits of the card, to prove it, and nothing else of anybody’s record.",
    "Nombre y últimos dígitos de la tarjeta, como prueba, y nada más del registro de nadie.",
);
pub const PROOF_CSV: Text = Text::new("Download all of it (CSV)", "Descargar todo (CSV)");
pub const PROOF_NONE: Text = Text::new("Nobody is named yet.", "Todavía no se ha nombrado a nadie.");
pub const NAME: Text = Text::new("Name", "Nombre");
pub const CARD: Text = Text::new("Card", "Tarjeta");
pub const HOW: Text = Text::new("How", "Cómo");
pub const WRITTEN: Text = Text::new("Written", "Escrito");
pub const LEFT: Text = Text::new("Left", "Salió");
pub const OPEN_ONES: Text = Text::new("not done", "sin terminar");

/// How many are found.
pub fn found(lang: Lang, people: i64) -> String {
    match lang {
        Lang::En => format!("People whom it may concern, by what the portal holds now: {people}."),
        Lang::Es => format!("Personas a las que puede afectar, según lo que el portal guarda ahora: {people}."),
    }
}

/// How many are told.
pub fn so_far(lang: Lang, told: i64, named: i64) -> String {
    match lang {
        Lang::En => format!("Told so far: {told} of {named}."),
        Lang::Es => format!("Avisadas hasta ahora: {told} de {named}."),
    }
}

/// How many records are gone since.
pub fn gone(lang: Lang, gone: i64, untold: i64) -> String {
    let gone = match lang {
        Lang::En => format!("Of these, {gone} records are deleted since, and are not listed by name."),
        Lang::Es => format!("De ellas, {gone} registros ya se borraron y no aparecen por nombre."),
    };
    match (lang, untold) {
        (_, 0) => gone,
        (Lang::En, _) => format!("{gone} {untold} of them went before anybody could be told."),
        (Lang::Es, _) => format!("{gone} {untold} se borraron antes de poder avisar."),
    }
}

/// How long is left.
pub fn left(lang: Lang, days: i64) -> String {
    match (lang, days) {
        (Lang::En, 1) => "1 day left".to_owned(),
        (Lang::Es, 1) => "queda 1 día".to_owned(),
        (Lang::En, days) if days < 0 => format!("{} days over", -days),
        (Lang::Es, days) if days < 0 => format!("{} días de retraso", -days),
        (Lang::En, days) => format!("{days} days left"),
        (Lang::Es, days) => format!("quedan {days} días"),
    }
}

/// That only the first are shown.
pub fn first(lang: Lang, shown: usize) -> String {
    match lang {
        Lang::En => format!("The first {shown} by name; the download has all."),
        Lang::Es => format!("Las primeras {shown} por nombre; la descarga las tiene todas."),
    }
}
