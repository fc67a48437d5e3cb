//! A search warrant: the witness's checklist, and the list of what is taken.

use domain::words::Text;

pub const TITLE: Text = Text::new("A search warrant is being run", "Se está ejecutando una orden de registro");
pub const LEDE: Text = Text::new(
    "It runs at once. You do not have to agree, you do not have to help, and you must not hinder. Watch, and write down.",
    "Se ejecuta de inmediato. No tiene que consentir ni ayudar, y no debe estorbar. Observe y anote.",
);
pub const CHECKLIST: [Text; 9] = [
    Text::new(
        "Call the Director, and ask the officers to wait until the Director or counsel is here. They need not.",
        "Llame a la dirección y pida a los agentes que esperen a la dirección o a quien asesora a la biblioteca. No están obligados.",
    ),
    Text::new(
        "Ask for the warrant, read it, and copy all its pages. Is it a warrant, signed by a judge? A subpoena is not one: it goes \
         to the Director, and nobody searches.",
        "Pida la orden, léala y copie todas sus páginas. ¿Es una orden firmada por un juez? Una citación no lo es: va a la \
         dirección y nadie registra nada.",
    ),
    Text::new(
        "Note what it names: which place, which things, until when.",
        "Anote lo que nombra: qué lugar, qué cosas, hasta cuándo.",
    ),
    Text::new(
        "Say: “I do not agree to a search of anything that the warrant does not name.”",
        "Diga: «No consiento que se registre nada que la orden no nombre».",
    ),
    Text::new(
        "Show where the things are that it names. Open, look up and print nothing else.",
        "Indique dónde están las cosas que nombra. No abra, busque ni imprima nada más.",
    ),
    Text::new(
        "Answer no question about any patron. “Only the Director answers such questions.”",
        "No responda preguntas sobre ninguna persona. «Solo la dirección responde a esas preguntas».",
    ),
    Text::new(
        "Go along, and write down each thing that is taken or copied: what, from where, by whom, when.",
        "Acompañe y anote cada cosa que se lleven o copien: qué, de dónde, quién, cuándo.",
    ),
    Text::new(
        "Delete, hide and change nothing. Ask to copy what the library needs for its work before it goes.",
        "No borre, esconda ni cambie nada. Pida copiar antes lo que la biblioteca necesita para trabajar.",
    ),
    Text::new(
        "Ask for a signed list of what was taken, and keep it with your own.",
        "Pida una lista firmada de lo que se llevaron y guárdela con la suya.",
    ),
];
pub const WRITE: Text = Text::new("Write it down", "Anótelo");
pub const COURT: Text = Text::new("Court and judge on the warrant", "Tribunal y juez de la orden");
pub const ASKED: Text = Text::new("A search warrant.", "Una orden de registro.");
pub const TAKEN: Text = Text::new("What is taken, one thing a line", "Lo que se llevan, una cosa por línea");
pub const TAKEN_HINT: Text = Text::new(
    "“Desk computer of the circulation desk, taken by Ofc. Reyes, 2:15 p.m.” You can add more as it goes on.",
    "«Computadora del mostrador, se la llevó el agente Reyes, 2:15 p. m.». Puede agregar más a medida que avance.",
);
pub const TAKEN_MISSING: Text =
    Text::new("Write what is taken, one thing a line", "Anote lo que se llevan, una cosa por línea");
pub const TAKEN_TOO_MANY: Text = Text::new("At most 200 things at a time", "Como máximo 200 cosas a la vez");
pub const CLOSED_MEANWHILE: Text = Text::new(
    "Nothing is written down yet: the entry is closed. What you typed is here. Say who runs the search, and it becomes a new entry",
    "Todavía no se anotó nada: la entrada está cerrada. Lo que escribió está aquí. Indique quién hace el registro y será una \
     entrada nueva",
);
pub const DO: Text = Text::new("Write it down", "Anotarlo");
pub const DONE: Text = Text::new(
    "It is written down, and the Director has it. Add what is taken next.",
    "Queda anotado y la dirección lo tiene. Agregue lo siguiente que se lleven.",
);
pub const DOOR: Text = Text::new("They have a search warrant", "Tienen una orden de registro");
pub const LIST: Text = Text::new("What was taken", "Lo que se llevaron");
pub const WHAT: Text = Text::new("What", "Qué");
pub const AT: Text = Text::new("Written down", "Anotado");
pub const BY: Text = Text::new("By", "Por");
pub const MORE: Text = Text::new("Write down more", "Anotar más");
