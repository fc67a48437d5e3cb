//! Police, agencies and legal process: what the desk writes down, and the Director's register.

use domain::words::Text;

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
pub const AGENCY: Text = Text::new("From which agency or firm", "De qué agencia o bufete");
pub const BADGE: Text = Text::new("Badge number, or number of the paper", "Número de placa o del documento");
pub const CALL_BACK: Text = Text::new("Telephone number to call back", "Teléfono para devolver la llamada");
pub const ASKED: Text = Text::new("What they asked for, in their words", "Qué pidió, en sus palabras");
pub const RAISE_DO: Text = Text::new("Tell the Director", "Avisar a la dirección");
pub const RAISED: Text = Text::new(
    "It is written down, at the top of the Director’s work list. Call the Director now.",
    "Está anotado, al principio de la lista de trabajo de la dirección. Llame ahora a la dirección.",
);
pub const REGISTER: Text = Text::new("Police, agencies and legal papers", "Policía, agencias y documentos legales");
pub const REGISTER_LEDE: Text = Text::new(
    "Only the Director and the Director’s designees see this. It holds nothing from any record.",
    "Solo lo ven la dirección y quienes ella designe. No contiene nada de ningún registro.",
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
    "With exactly what the paper names, and nothing more. Release it from the library’s own system and keep a copy of what \
     left.",
    "Con exactamente lo que el documento nombra, y nada más. Entréguelo desde el sistema de la biblioteca y guarde copia.",
);
pub const MAY_NOT: Text = Text::new("Nothing may be released", "No se puede entregar nada");
pub const PAPER: Text = Text::new("1. What was brought", "1. Qué trajeron");
pub const PAPER_AGAIN: Text = Text::new(
    "Recording it again replaces what stands here, and counsel is asked anew.",
    "Si lo registra otra vez, se reemplaza lo anterior y se consulta de nuevo.",
);
pub const INSTRUMENT: Text = Text::new("What is it?", "¿Qué es?");
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
pub const YES: Text = Text::new("Yes", "Sí");
pub const NO: Text = Text::new("No", "No");
pub const UNSURE: Text = Text::new("Not answered yet", "Sin responder todavía");
pub const DATE_WRONG: Text = Text::new("Enter a date, or leave it empty", "Escriba una fecha o déjela vacía");
pub const PAPER_DO: Text = Text::new("Record it", "Registrarlo");
pub const COUNSEL: Text = Text::new("2. Counsel", "2. Consulta");
pub const COUNSEL_WHOM: Text = Text::new("This library asks", "Esta biblioteca consulta a");
pub const COUNSEL_ALL: Text =
    Text::new("Everyone named here has been asked", "Se ha consultado a todas estas personas");
pub const COUNSEL_MISSING: Text = Text::new(
    "Tick this once everyone named here has been asked",
    "Márquelo cuando haya consultado a todas estas personas",
);
pub const ADVICE: Text = Text::new("What did they advise?", "¿Qué aconsejaron?");
pub const ADVICE_NONE: Text = Text::new("No answer yet", "Sin respuesta todavía");
pub const GOOD_CAUSE: Text =
    Text::new("Good cause was shown in court", "Se demostró una causa justificada ante un tribunal");
pub const COUNSEL_DO: Text = Text::new("Record what counsel said", "Registrar lo que dijeron");
pub const CLOSE: Text = Text::new("3. How it ended", "3. Cómo terminó");
pub const OUTCOME: Text = Text::new("How did it end?", "¿Cómo terminó?");
pub const OUTCOME_MISSING: Text = Text::new("Choose how it ended", "Elija cómo terminó");
pub const CLOSE_DO: Text = Text::new("Close it", "Cerrarlo");
pub const CLOSED: Text = Text::new("Closed", "Cerrado");
pub const RECORDED_BY: Text = Text::new("Recorded by", "Registrado por");
pub const HOLD: Text = Text::new(
    "To keep a record from being deleted meanwhile, have a legal hold set on its card (server retention hold).",
    "Para que entretanto no se borre un registro, pida que se le ponga una retención legal a su tarjeta (server retention hold).",
);
pub const SAVED: Text = Text::new("Recorded.", "Registrado.");
