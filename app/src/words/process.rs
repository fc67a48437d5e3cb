//! Police, agencies and legal process: what the desk writes down, and the Director's register.

use domain::words::{Lang, Text};

pub const BUTTON: Text = Text::new("Police or legal papers", "Policía o documentos legales");
pub const RAISE: Text = Text::new("Police, an agency or legal papers", "Policía, una agencia o documentos legales");
pub const SAY: Text = Text::new(
    "“Only the Director answers such requests. I will let the Director know right now.”",
    "«Solo la dirección responde a estas solicitudes. Voy a avisarle ahora mismo.»",
);
pub const DO_NOTHING: Text = Text::new(
    "Show nothing, say nothing about any person, and delete or throw away nothing that may be asked for.",
    "No muestre nada, no diga nada de nadie y no borre ni tire nada de lo que puedan pedir.",
);
pub const WARRANT: Text = Text::new(
    "A search warrant runs at once: do not stand in its way. Ask to wait for the Director, read it, and write down what is \
     taken.",
    "Una orden de registro se ejecuta de inmediato: no la estorbe. Pida que esperen a la dirección, léala y anote lo que \
     se lleven.",
);
pub const CALL: Text = Text::new(
    "Then call the Director, or the most senior person in charge. What you write down here stands at the top of the \
     Director’s work list at once.",
    "Luego llame a la dirección o a la persona de mayor rango a cargo. Lo que anote aquí aparece de inmediato al \
     principio de la lista de trabajo de la dirección.",
);
pub const CALL_ORDER: Text = Text::new("In this order:", "En este orden:");
pub const WHO: Text = Text::new("Who came or called", "Quién vino o llamó");
pub const DEFECTS: Text = Text::new("Is something wrong with the paper itself?", "¿Le falta algo al documento?");
pub const DEFECTS_HINT: Text = Text::new(
    "Until it is put right, the answer is no, whatever else counsel advises.",
    "Mientras no se corrija, la respuesta es no, aconsejen lo que aconsejen.",
);
pub const DEFECTS_SEEN: Text = Text::new("What can be seen on it", "Lo que se ve en él");
pub const CURED: Text =
    Text::new("How it was put right (empty until it is)", "Cómo se corrigió (vacío mientras no se corrija)");
pub const DEFECTS_FOUND: Text = Text::new("Wrong with the paper", "Defectos del documento");
pub const DEFECTS_CURED: Text = Text::new("Put right", "Corregidos");
pub const WHO_MISSING: Text = Text::new("Say who came or called", "Diga quién vino o llamó");
pub const AGENCY: Text = Text::new("From which agency or firm", "De qué agencia o bufete");
pub const BADGE: Text = Text::new("Badge number, or number of the paper", "Número de placa o del documento");
pub const CALL_BACK: Text = Text::new("Telephone number to call back", "Teléfono para devolver la llamada");
pub const ASKED: Text = Text::new("What they asked for, in their words", "Qué pidió, en sus palabras");
pub const ASKED_MISSING: Text = Text::new("Write what they asked for", "Escriba qué pidió");
pub const RAISE_DO: Text = Text::new("Tell the Director", "Avisar a la dirección");
pub const RAISED: Text = Text::new(
    "It is written down, at the top of the Director’s work list. Call the Director now.",
    "Está anotado, al principio de la lista de trabajo de la dirección. Llame ahora a la dirección.",
);
/// How many requests the Director has not recorded yet, and since when the first one waits.
pub fn unread(lang: Lang, many: i64, since: &str) -> String {
    match (lang, many) {
        (Lang::En, 1) => {
            format!("Police, an agency or a legal paper came on {since}. The Director has not recorded it yet.")
        }
        (Lang::En, _) => {
            format!(
                "Police, agencies or legal papers came {many} times, first on {since}. The Director has not recorded them yet."
            )
        }
        (Lang::Es, 1) => {
            format!(
                "El {since} llegó la policía, una agencia o un documento legal. La dirección todavía no lo ha registrado."
            )
        }
        (Lang::Es, _) => format!(
            "Hubo {many} solicitudes de la policía o de agencias, o documentos legales; lo primero llegó el {since}. La dirección \
             todavía no lo ha registrado."
        ),
    }
}
pub const UNREAD_DO: Text = Text::new(
    "Give nothing, and destroy nothing. If the Director is away and you are the most senior person in charge, it is for you to \
     reach somebody.",
    "No entregue nada y no destruya nada. Si la dirección no está y usted es la persona de mayor rango a cargo, le toca a usted \
     avisar a alguien.",
);
pub const UNREAD_WHAT: Text = Text::new("What to do and say", "Qué hacer y qué decir");
pub const UNREAD_WHOM: Text = Text::new("Whom to call, in which order", "A quién llamar, y en qué orden");
pub const REGISTER: Text = Text::new("Police, agencies and legal papers", "Policía, agencias y documentos legales");
pub const REGISTER_LEDE: Text = Text::new(
    "Only the Director and the Director’s designees see this. Whose record is named, and what left of it, is a line in that \
     person’s activity too.",
    "Solo lo ven la dirección y quienes ella designe. De quién es el registro que se nombra, y qué salió de él, es también una \
     línea en la actividad de esa persona.",
);
pub const OPEN_ONES: Text = Text::new("open", "abiertas");
pub const NONE: Text = Text::new("Nothing has been written down.", "No se ha anotado nada.");
pub const SINCE: Text = Text::new("Since", "Desde");
pub const STATE: Text = Text::new("Where it stands", "En qué está");
pub const NEW: Text = Text::new("To be recorded", "Por registrar");
pub const UNDER_WAY: Text = Text::new("Under way", "En curso");
pub const BY: Text = Text::new("Written down by", "Anotado por");
pub const DEADLINES: Text = Text::new("Days that count", "Fechas que cuentan");
pub const NOW: Text = Text::new("What to do now", "Qué hacer ahora");
pub const MAY: Text = Text::new("The decision allows compliance", "La decisión permite cumplir");
pub const MAY_WHAT: Text = Text::new(
    "With exactly what the paper names, and nothing more. Beside each person below stands what would leave.",
    "Con exactamente lo que el documento nombra, y nada más. Junto a cada persona, abajo, está lo que saldría.",
);
pub const MAY_NOT: Text = Text::new("Nothing may be released", "No se puede entregar nada");
pub const PAPER: Text = Text::new("1. What was brought", "1. Qué trajeron");
pub const PAPER_AGAIN: Text = Text::new(
    "Recording it again replaces what is recorded here, and counsel is asked again.",
    "Si lo registra otra vez, se reemplaza lo anterior y se consulta de nuevo.",
);
pub const INSTRUMENT: Text = Text::new("What is it?", "¿Qué es?");
pub const INSTRUMENT_WAS: Text = Text::new("What was brought", "Qué trajeron");
pub const ADVICE_WAS: Text = Text::new("Counsel’s advice", "Lo que aconsejaron");
pub const NEXT_DAY: Text = Text::new("The next day that counts", "La próxima fecha que cuenta");
pub const INSTRUMENT_MISSING: Text = Text::new("Choose what was brought", "Elija qué trajeron");
pub const SERVED_HOW: Text = Text::new("How it was served, and by whom", "Cómo y por quién se entregó");
pub const SERVED_ON: Text = Text::new("Served on", "Entregado el");
pub const COURT: Text = Text::new("Court", "Tribunal");
pub const DOCKET: Text = Text::new("Docket number", "Número de expediente");
pub const SIGNED_BY: Text = Text::new("Signed by (name and office)", "Firmado por (nombre y cargo)");
pub const COMPLY_BY: Text = Text::new("Day it names for compliance", "Día en que pide cumplir");
pub const COURT_ORDER: Text = Text::new(
    "Is this an order of a court? (Conn. Gen. Stat. § 11-25(b)(2)(A))",
    "¿Es una orden de un tribunal? (Conn. Gen. Stat. § 11-25(b)(2)(A))",
);
pub const COURT_ORDER_HINT: Text = Text::new(
    "A subpoena may be signed by any attorney or a clerk (§ 52-143); then it is none.",
    "Una citación la puede firmar cualquier abogado o un secretario (§ 52-143); entonces no lo es.",
);
pub const COURT_ORDER_NONE: Text = Text::new(
    "This kind of paper is no order of a court. If a judge signed it, record it as an order of a court",
    "Este tipo de documento no es una orden de un tribunal. Si lo firmó un juez, regístrelo como una orden de un tribunal",
);
pub const COURT_ORDER_SIGNED: Text = Text::new(
    "Write who signed it, with their office, before you say that it is an order of a court",
    "Escriba quién lo firmó y su cargo antes de decir que es una orden de un tribunal",
);
pub const BASIS: Text = Text::new("What it rests on", "En qué se basa");
pub const BASIS_UNSAID: Text = Text::new("It does not say", "No lo dice");
pub const LAW: Text = Text::new("Whose law?", "¿La ley de quién?");
pub const PROCEEDING: Text = Text::new("What for?", "¿Para qué?");
pub const YES: Text = Text::new("Yes", "Sí");
pub const NO: Text = Text::new("No", "No");
pub const UNSURE: Text = Text::new("Not answered yet", "Sin responder todavía");
pub const DATE_WRONG: Text = Text::new("Enter a date, or leave it empty", "Escriba una fecha o déjela vacía");
pub const PAPER_DO: Text = Text::new("Record it", "Registrarlo");
pub const COUNSEL: Text = Text::new("2. Counsel", "2. Consulta");
pub const COUNSEL_WHOM: Text = Text::new("This library asks", "Esta biblioteca consulta a");
/// What is ticked for practice.
pub const COUNSEL_ALL: Text =
    Text::new("Everyone named here has been asked", "Se ha consultado a todas estas personas");
pub const COUNSEL_EACH: Text = Text::new(
    "Each of them has to have answered before anything is released.",
    "Cada una tiene que haber respondido antes de entregar algo.",
);
pub const COUNSEL_WHO: Text = Text::new("Who was asked?", "¿A quién se consultó?");
pub const COUNSEL_WHO_MISSING: Text = Text::new("Choose who was asked", "Elija a quién se consultó");
pub const COUNSEL_NOT_YET: Text = Text::new("not asked yet", "sin consultar todavía");
/// The person who was asked before each was asked by name.
pub const COUNSEL_BEFORE: Text =
    Text::new("everybody whom the library asks", "todas las personas a quienes la biblioteca consulta");
pub const COUNSEL_FORMER: Text =
    Text::new("about the paper as it was recorded before", "sobre el documento como se había registrado antes");
/// When somebody was asked.
pub fn counsel_asked(lang: Lang, at: &str) -> String {
    match lang {
        Lang::En => format!("asked (recorded {at}); no answer yet"),
        Lang::Es => format!("consulta (registrada el {at}); sin respuesta todavía"),
    }
}
/// When somebody was asked, and when they answered what.
pub fn counsel_answered(lang: Lang, asked: &str, answered: &str, advice: &str) -> String {
    match lang {
        Lang::En => format!("asked (recorded {asked}), answered (recorded {answered}): {advice}"),
        Lang::Es => format!("consulta (registrada el {asked}), respuesta (registrada el {answered}): {advice}"),
    }
}
pub const ADVICE: Text = Text::new("What did they advise?", "¿Qué aconsejaron?");
pub const ADVICE_NONE: Text = Text::new("No answer yet", "Sin respuesta todavía");
pub const ADVICE_MISSING: Text = Text::new(
    "Choose what they advised, or that there is no answer yet",
    "Elija qué aconsejaron, o que todavía no hay respuesta",
);
pub const GOOD_CAUSE: Text =
    Text::new("Good cause was shown in court", "Se demostró una causa justificada ante un tribunal");
pub const COUNSEL_DO: Text = Text::new("Record what counsel said", "Registrar lo que dijeron");
pub const CLOSE: Text = Text::new("5. How it ended", "5. Cómo terminó");
pub const OUTCOME: Text = Text::new("How did it end?", "¿Cómo terminó?");
pub const OUTCOME_MISSING: Text = Text::new("Choose how it ended", "Elija cómo terminó");
pub const CLOSE_DO: Text = Text::new("Close it", "Cerrarlo");
pub const CLOSED: Text = Text::new("Closed", "Cerrado");
pub const RECORDED_BY: Text = Text::new("Recorded by", "Registrado por");
pub const SAVED: Text = Text::new("Recorded.", "Registrado.");

pub const NAMED: Text = Text::new("Which parts of a record it names", "Qué partes de un registro nombra");
pub const NAMED_HINT: Text = Text::new(
    "Tick only what the paper itself names. Nothing else can leave, and once counsel has advised, a change asks them anew.",
    "Marque solo lo que nombra el propio documento. Nada más puede salir y, si ya hubo consejo, un cambio obliga a consultar de \
     nuevo.",
);
pub const NAMED_PARTS: Text = Text::new("Parts of the record", "Partes del registro");
pub const NOT_KEPT: Text = Text::new("Nothing of this is held here.", "Aquí no se guarda nada de esto.");
pub const NOT_LOADED: Text = Text::new(
    "No file brings this here: look in the library’s own system too.",
    "Ningún archivo lo trae aquí: busque también en el sistema de la biblioteca.",
);
pub const NAMED_FROM: Text =
    Text::new("From this day on (empty: from the beginning)", "Desde este día (vacío: desde el principio)");
pub const NAMED_UNTIL: Text = Text::new("Until this day (empty: without an end)", "Hasta este día (vacío: sin final)");
pub const NAMED_SINCE_WAS: Text = Text::new("Entries it names: from", "Datos que nombra: desde");
pub const NAMED_UNTIL_WAS: Text = Text::new("Entries it names: until", "Datos que nombra: hasta");
pub const PEOPLE: Text = Text::new("3. Whose record", "3. De quién es el registro");
pub const PEOPLE_WHAT: Text = Text::new(
    "From the moment somebody is entered here, nothing that the paper names is deleted from their record, by the calendar or \
     by a file. Two things go on as always: a value that is changed or taken away, such as an address, is not kept as it was, and \
     where somebody is signed in ends when they sign out. If these count, count and release them first. They read that deletions \
     are put off, unless an order of silence holds.",
    "Desde que se anota a alguien aquí, no se borra de su registro nada de lo que nombra el documento, ni por calendario ni por \
     un archivo. Dos cosas siguen como siempre: un dato que se cambia o se quita, como una dirección, no se conserva como era, y \
     dónde hay una sesión abierta termina al cerrarla. Si eso cuenta, cuéntelo y entréguelo antes. Esa persona lee que los \
     borrados están aplazados, salvo que haya una orden de silencio.",
);
pub const NAME: Text = Text::new("Name", "Nombre");
pub const CARD: Text = Text::new("Card", "Tarjeta");
pub const KEPT_SINCE: Text = Text::new("Kept since", "Conservado desde");
pub const WHAT_NOW: Text = Text::new("What can be done", "Qué se puede hacer");
pub const SEE_WHAT: Text = Text::new("See what would leave", "Ver lo que saldría");
pub const LET_GO: Text = Text::new("Let deletions go on", "Permitir los borrados");
pub const LET_GO_ON: Text = Text::new("Deletions go on since", "Los borrados siguen desde");
pub const CARD_NUMBER: Text = Text::new("Card number in the paper", "Número de tarjeta en el documento");
pub const OR: Text =
    Text::new("Or, where the paper has no card number:", "O, si el documento no tiene número de tarjeta:");
pub const NAME_ON_PAPER: Text = Text::new("Name in the paper", "Nombre en el documento");
pub const BORN: Text = Text::new("Birth date in the paper", "Fecha de nacimiento en el documento");
pub const BORN_MISSING: Text = Text::new(
    "Enter the birth date: a name alone can be several people",
    "Escriba la fecha de nacimiento: un nombre solo puede ser de varias personas",
);
pub const SOUGHT_MISSING: Text = Text::new(
    "Enter a card number, or a name and a birth date",
    "Escriba un número de tarjeta, o un nombre y una fecha de nacimiento",
);
pub const NOBODY: Text =
    Text::new("No record fits. Nothing is kept.", "Ningún registro corresponde. No se conserva nada.");
pub const NOBODY_FITS: Text = Text::new("No record fits", "Ningún registro corresponde");
pub const SEVERAL: Text = Text::new(
    "Several records fit. A card number tells them apart; do not guess.",
    "Corresponden varios registros. Un número de tarjeta los distingue; no adivine.",
);
pub const CARD_OF_SEVERAL: Text = Text::new(
    "This number was given out again: several people have or had it. Leave it empty, and enter the name and birth date.",
    "Este número se volvió a entregar: lo tienen o lo tuvieron varias personas. Déjelo vacío y escriba el nombre y la fecha de \
     nacimiento.",
);
pub const KEEP_DO: Text = Text::new("Keep this record", "Conservar este registro");
pub const GIVEN: Text = Text::new("What left", "Lo que salió");
pub const GIVEN_AT: Text = Text::new("Given", "Entregado");
pub const GIVEN_TO: Text = Text::new("Given to (name)", "Entregado a (nombre)");
pub const GIVEN_TO_MISSING: Text = Text::new("Say to whom it is given", "Diga a quién se entrega");
pub const GIVEN_BY: Text = Text::new("Given by", "Entregado por");
pub const ENTRIES: Text = Text::new("Entries", "Datos");
pub const SILENCE: Text = Text::new("4. Order of silence", "4. Orden de silencio");
pub const SILENCE_WHAT: Text = Text::new(
    "Only where a court or a law forbids to tell whom this concerns. While it holds, they see no line of it. When its last day \
     is past, they are told.",
    "Solo si un tribunal o una ley prohíbe informar a quien esto concierne. Mientras dure, esa persona no ve ninguna línea. \
     Pasado el último día, se le informa.",
);
pub const SILENCE_HOLDS: Text = Text::new(
    "An order of silence holds: nobody whom this concerns is told or sees a line of it. Say nothing to anybody but counsel.",
    "Hay una orden de silencio: no se informa a quien esto concierne ni ve ninguna línea. No diga nada a nadie más que a \
     quienes asesoran a la biblioteca.",
);
pub const SILENCE_BY: Text = Text::new("Who ordered it (court, law)", "Quién lo ordenó (tribunal, ley)");
pub const SILENCE_BY_MISSING: Text = Text::new("Say who ordered the silence", "Diga quién ordenó el silencio");
pub const SILENCE_UNTIL: Text = Text::new("Its last day", "Su último día");
pub const SILENCE_UNTIL_MISSING: Text = Text::new(
    "Enter a last day. Where the order has none, choose the day on which you ask counsel again",
    "Escriba un último día. Si la orden no lo tiene, elija el día en que volverá a consultar",
);
pub const SILENCE_PAST: Text = Text::new("That day is past", "Ese día ya pasó");
pub const SILENCE_ENDED: Text = Text::new("Over since", "Terminada desde");
pub const SILENCE_DO: Text = Text::new("Record the order", "Registrar la orden");
pub const SILENCE_AGAIN: Text = Text::new("Record the review", "Registrar la revisión");
pub const SILENCE_END: Text = Text::new("It is over: tell whom it concerns", "Terminó: informar a quien concierne");
pub const BACK: Text = Text::new("Back to the request", "Volver a la solicitud");
pub const RELEASE: Text = Text::new("What would leave", "Lo que saldría");
pub const RELEASE_LEDE: Text = Text::new(
    "Everything that the paper names and this portal holds. Leave out what it does not name, line by line. That you looked is a \
     line in this person’s activity.",
    "Todo lo que el documento nombra y este portal guarda. Deje fuera, línea por línea, lo que no nombra. Que usted consultó es \
     una línea en la actividad de esta persona.",
);
pub const LOOKED_THERE: Text = Text::new(
    "We have looked in the library’s own system too",
    "También buscamos en el propio sistema de la biblioteca",
);
pub const LOOKED_THERE_HINT: Text =
    Text::new("Only where nothing of what it names is kept.", "Solo si no se guarda nada de lo que pide.");
pub const EXTENT: Text = Text::new("What there is of it", "Lo que hay de eso");
pub const EXTENT_DO: Text = Text::new("Count what there is of it", "Contar lo que hay de eso");
pub const EXTENT_WHAT: Text = Text::new(
    "How many entries of each part the paper names are in these records, for counsel to know. Nothing of them is shown. Each \
     count is a line in that person’s list of who looked, unless an order of silence holds.",
    "Cuántos datos de cada parte que pide el documento hay en estos registros, para quien aconseja. No se muestra ninguno. Cada \
     recuento es una línea en la lista de consultas de esa persona, salvo que haya una orden de silencio.",
);
pub const NAMED_NOT_KEPT: Text = Text::new(
    "The paper names this too. Nothing of it is held here; the library’s privacy rules say why:",
    "El documento nombra también esto. Aquí no se guarda nada de eso; las reglas de privacidad de la biblioteca dicen por qué:",
);
pub const NAMED_NOT_LOADED: Text = Text::new(
    "The paper names this too. No file brings it to this portal, so look in the library’s own system whether it holds any:",
    "El documento nombra también esto. Ningún archivo lo trae a este portal; busque en el propio sistema de la biblioteca si hay algo:",
);
pub const NOTHING_NAMED: Text = Text::new(
    "Nobody has recorded which parts of a record the paper names. Record it first, and ask counsel about that.",
    "Nadie ha registrado qué partes de un registro nombra el documento. Regístrelo primero y consulte sobre ello.",
);
pub const NOTHING_THERE: Text =
    Text::new("Nothing that the paper names is held here.", "Aquí no se guarda nada de lo que el documento nombra.");
pub const NOTHING_LEFT: Text = Text::new("Nothing is left to give", "No queda nada que entregar");
pub const TOO_MANY: Text = Text::new(
    "More entries than can leave at once. Record the days that the paper names, and they become fewer.",
    "Hay más datos de los que pueden salir a la vez. Registre los días que nombra el documento y serán menos.",
);
pub const CHANGED: Text = Text::new(
    "Something of the record changed meanwhile. Read what would leave once more.",
    "Entretanto cambió algo del registro. Vuelva a leer lo que saldría.",
);
pub const LEAVE_OUT: Text = Text::new("Leave this out", "Dejar esto fuera");
pub const TO_WHOM: Text = Text::new("To whom", "A quién");
pub const AGENCY_OR_COURT: Text = Text::new("Agency or court", "Agencia o tribunal");
pub const PROOF: Text = Text::new("Badge or paper they showed", "Placa o documento que mostró");
pub const HOW: Text = Text::new("How it is handed over", "Cómo se entrega");
pub const HOW_HINT: Text =
    Text::new("On paper at the library, by registered mail", "En papel en la biblioteca, por correo certificado");
pub const CHECK_DO: Text = Text::new("Read what leaves", "Leer lo que sale");
pub const CHECK: Text = Text::new("This leaves", "Esto sale");
pub const CHECK_NOT: Text = Text::new("Not yet: start again", "Todavía no: empezar de nuevo");
pub const GIVE_DO: Text = Text::new("Give it", "Entregarlo");
pub const WILL_BE_TOLD: Text = Text::new(
    "The person reads in their activity what was given, to whom and why, and is written to.",
    "La persona lee en su actividad qué se entregó, a quién y por qué, y se le escribe.",
);
pub const NOT_TOLD: Text = Text::new(
    "An order of silence holds: the person is told when it is over.",
    "Hay una orden de silencio: se informará a la persona cuando termine.",
);
pub const DIGEST: Text = Text::new("Fingerprint of the text (SHA-256)", "Huella del texto (SHA-256)");
pub const RECEIPT: Text = Text::new("Given, with receipt", "Entregado, con recibo");
pub const RECEIPT_HINT: Text = Text::new(
    "Print this page twice: one goes with the text, one is signed and kept with the papers.",
    "Imprima esta página dos veces: una va con el texto; la otra se firma y se guarda con los documentos.",
);
pub const RECEIPT_GONE: Text = Text::new(
    "The record is deleted since, and with it whose it was and the text that was given. Its fingerprint stays.",
    "El registro ya se borró, y con él de quién era y el texto que se entregó. Queda su huella.",
);
pub const RECEIPT_TEXT: Text = Text::new("Download the text", "Descargar el texto");
pub const LINE_RECEIVED: Text = Text::new("Received: name, office, day", "Recibido: nombre, cargo, fecha");
pub const LINE_GIVEN: Text = Text::new("For the library: name, day", "Por la biblioteca: nombre, fecha");

/// How much leaves, and to whom.
pub fn check(lang: Lang, entries: u32, to: &str) -> String {
    match lang {
        Lang::En if entries == 1 => format!("One entry, word for word as below, to {to}."),
        Lang::En => format!("{entries} entries, word for word as below, to {to}."),
        Lang::Es if entries == 1 => format!("Un dato, palabra por palabra como abajo, a {to}."),
        Lang::Es => format!("{entries} datos, palabra por palabra como abajo, a {to}."),
    }
}
pub const OBJECTION: Text = Text::new("Written objection", "Objeción por escrito");
pub const OBJECTION_DOOR: Text = Text::new("Print a written objection", "Imprimir una objeción por escrito");
pub const OBJECTION_DRAFT: Text = Text::new(
    "A draft for counsel, made of what is recorded. Counsel corrects it; it counts once it is served in time.",
    "Un borrador para quienes la biblioteca consulta, hecho con lo que está registrado. Ellos lo corrigen; cuenta si se entrega a \
     tiempo.",
);
pub const COUNTS: Text = Text::new("How many there were, by half-year", "Cuántas hubo, por semestre");
pub const COUNTS_LEDE: Text = Text::new(
    "For the board. Every number is in a band, so that nobody can be worked out from it. Half-years that are not over are \
     not counted.",
    "Para la junta. Cada número está en una banda, para que no se pueda deducir a nadie. No se cuentan los semestres que no \
     han terminado.",
);
pub const COUNTS_PUBLISHED: Text = Text::new(
    "The same table stands on the privacy page, as the profile says.",
    "La misma tabla está en la página de privacidad, como dice el perfil.",
);
pub const COUNTS_NOT_PUBLISHED: Text = Text::new(
    "Patrons do not see this table: the library’s profile does not put it on the privacy page.",
    "Los usuarios no ven esta tabla: el perfil de la biblioteca no la pone en la página de privacidad.",
);
pub const COUNTS_NONE: Text =
    Text::new("No half-year with a request is over yet.", "Todavía no ha terminado ningún semestre con solicitudes.");
pub const COUNTED: Text = Text::new("What is counted", "Qué se cuenta");
pub const COUNTS_PUBLIC: Text =
    Text::new("How often police and agencies asked", "Cuántas veces preguntaron la policía y las agencias");
pub const COUNTS_PUBLIC_LEDE: Text = Text::new(
    "Each number is in a band, so that nobody can be worked out from it.",
    "Cada número está en una banda, para que no se pueda deducir a nadie.",
);
pub const PRACTICE: Text = Text::new("Practice: police or legal papers", "Práctica: policía o documentos legales");
pub const PRACTICE_DOOR: Text = Text::new("Practice this", "Practicar esto");
pub const PRACTICE_MARK: Text = Text::new(
    "PRACTICE. Nothing is written down, and nobody is told.",
    "PRÁCTICA. No se anota nada y no se avisa a nadie.",
);
pub const PRACTICE_LEDE: Text = Text::new(
    "Make up a case, and see what this library may do. The answers are those of the library’s rules on the day; on the day the \
     portal also looks whether something left, and whether anything of it is kept.",
    "Invente un caso y vea qué puede hacer esta biblioteca. Las respuestas son las de las reglas de la biblioteca; en un caso real el \
     portal mira además si salió algo y si se guarda algo de eso.",
);
pub const PRACTICE_DEFECTIVE: Text = Text::new(
    "Something is wrong with it on its face: no signature, no date, another library’s name",
    "Se ve que algo está mal: sin firma, sin fecha, con el nombre de otra biblioteca",
);
pub const PRACTICE_FIRST: Text =
    Text::new("What you say first, whatever they bring", "Lo primero que dice, traigan lo que traigan");
pub const PRACTICE_CASE: Text = Text::new("The case", "El caso");
pub const PRACTICE_DO: Text = Text::new("See what holds", "Ver qué corresponde");
pub const PRACTICE_CLOSES: Text = Text::new("it could be closed like this.", "se podría cerrar así.");
