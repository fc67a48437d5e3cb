//! The review of how the staff look at records.

use domain::words::{Lang, Text};

pub const TITLE: Text = Text::new("Who viewed records", "Quién consultó registros");
pub const ACCUSES: Text = Text::new(
    "A mark accuses nobody: ask first. No patron is named here; each reads in their own activity who viewed their record.",
    "Una marca no acusa a nadie: pregunte primero. Aquí no se nombra a ninguna persona; cada una lee en su propia actividad quién \
     consultó su registro.",
);
pub const CODES: Text = Text::new("Codes for online access, one by one", "Códigos de acceso en línea, uno por uno");
pub const NONE: Text = Text::new("Nobody has viewed a record.", "Nadie ha consultado ningún registro.");
pub const WHO: Text = Text::new("Who", "Quién");
pub const WHAT_FOR: Text = Text::new("What for", "Para qué");
pub const LOOKS: Text = Text::new("How often", "Cuántas veces");
pub const PEOPLE: Text = Text::new("How many people", "Cuántas personas");
pub const ODD: Text = Text::new("Out of the ordinary", "Fuera de lo común");
pub const USUAL: Text = Text::new("Nothing", "Nada");
pub const ASK: Text = Text::new("Ask", "Preguntar");
pub const ASK_TITLE: Text = Text::new("Ask why records were viewed", "Preguntar por qué se consultaron registros");
pub const QUESTION: Text = Text::new("Your question", "Su pregunta");
pub const QUESTION_HINT: Text = Text::new(
    "Name no patron: the question and the answer stay.",
    "No nombre a ninguna persona usuaria: la pregunta y la respuesta se quedan.",
);
pub const ASK_DO: Text = Text::new("Ask", "Preguntar");
pub const ASKED_DONE: Text = Text::new(
    "They are asked: it is at the top of their work list.",
    "Ya se le preguntó: está al principio de su lista de trabajo.",
);
pub const QUESTIONS: Text = Text::new("What was asked", "Lo que se preguntó");
pub const NO_ANSWER: Text = Text::new("No answer yet", "Sin respuesta todavía");
pub const ASKS: Text = Text::new("The Director asks you", "La dirección le pregunta");
pub const ABOUT: Text = Text::new("About the records you viewed:", "Sobre los registros que consultó:");
pub const SINCE: Text = Text::new("since", "desde el");
pub const ANSWER: Text = Text::new("Your answer", "Su respuesta");
pub const ANSWER_HINT: Text = Text::new(
    "Name no patron. What you answer stays as it is.",
    "No nombre a ninguna persona usuaria. Lo que responda se queda como está.",
);
pub const ANSWER_DO: Text = Text::new("Answer", "Responder");
pub const ANSWERED: Text = Text::new("Your answer is with the Director.", "Su respuesta la tiene la dirección.");

/// Of which time.
pub fn lede(lang: Lang, days: u64) -> String {
    match lang {
        Lang::En => {
            format!(
                "The last {days} days, by who viewed records and what for. What is out of the ordinary comes first."
            )
        }
        Lang::Es => {
            format!("Los últimos {days} días, por quién consultó y para qué. Primero, lo que sale de lo común.")
        }
    }
}

/// How often, and at how many people's records.
pub fn counted(lang: Lang, looks: u32, people: u32) -> String {
    match lang {
        Lang::En => format!("Views: {looks}. People: {people}."),
        Lang::Es => format!("Consultas: {looks}. Personas: {people}."),
    }
}
