//! What a person used, joined, wrote and asked.

use super::{labels::*, types::*, until};
use crate::words::Text;

pub(super) const COMPUTER_USE: ClassInfo = ClassInfo {
    class: Class::ComputerUse,
    label: Class::ComputerUse.label(),
    what: Text::new(
        "When and for how long you used a library computer, and your print balance, where the library keeps them. \
         Never what you looked at.",
        "Cuándo y por cuánto tiempo usó una computadora de la biblioteca y su saldo para imprimir, donde se guardan. \
         Nunca lo que vio.",
    ),
    why: Text::new(
        "To share out computer time fairly and to keep your print money.",
        "Para repartir el tiempo con justicia y guardar su dinero para imprimir.",
    ),
    correction: Text::new("Ask at the desk.", "Pregunte en el mostrador."),
    who_can_see: Text::new(
        "You, and library staff who look after the computers.",
        "Usted y el personal a cargo de las computadoras.",
    ),
    relations: &[Relation {
        name: "computer_session",
        label: Text::new("Computer sessions", "Sesiones de computadora"),
        rows: Rows::Many { searchable: &[] },
        person: "person_id",
        key: "id",
        origin: SOURCED,
        order: "started_at DESC, id",
        dated: "started_at",
        over: Over::On { column: "started_at", until: until::DATED },
        fields: &[
            Field::new("started_at", Kind::Moment, "Began", "Comenzó"),
            Field::new("minutes", Kind::Count, "Minutes", "Minutos"),
            Field::new("print_balance_cents", Kind::Cents, "Print balance", "Saldo para imprimir"),
        ],
    }],
};

pub(super) const REGISTRATIONS: ClassInfo = ClassInfo {
    class: Class::Registrations,
    label: Class::Registrations.label(),
    what: Text::new(
        "Events you signed up for, and what you wrote there.",
        "Eventos en los que se inscribió y lo que escribió allí.",
    ),
    why: Text::new(
        "To keep your place, and to tell you if plans change.",
        "Para guardar su lugar y avisarle si hay cambios.",
    ),
    correction: Text::new(
        "Ask the desk to change or cancel your place.",
        "Pida en el mostrador que cambien o cancelen su lugar.",
    ),
    who_can_see: Text::new("You, and library staff who run the event.", "Usted y el personal que organiza el evento."),
    relations: &[Relation {
        name: "registration",
        label: Text::new("Registrations", "Inscripciones"),
        rows: Rows::Many { searchable: &["event"] },
        person: "person_id",
        key: "id",
        origin: SOURCED,
        order: "event_at DESC NULLS LAST, id",
        dated: "event_at",
        over: Over::On { column: "event_at", until: until::TAKEN_PLACE },
        fields: &[
            Field::new("event", Kind::Text, "Event", "Evento"),
            Field::new("event_at", Kind::Moment, "When", "Cuándo"),
            Field::new("name", Kind::Text, "Name given", "Nombre que dio"),
            Field::new("email", Kind::Email, "E-mail given", "Correo que dio"),
            Field::new("phone", Kind::Phone, "Phone given", "Teléfono que dio"),
        ],
    }],
};

pub(super) const CONTRIBUTIONS: ClassInfo = ClassInfo {
    class: Class::Contributions,
    label: Class::Contributions.label(),
    what: Text::new(
        "Your reviews, lists, suggestions and contest entries.",
        "Sus reseñas, listas, sugerencias y participaciones en concursos.",
    ),
    why: Text::new(
        "To show them where you asked, and to answer you.",
        "Para mostrarlo donde usted quiso y responderle.",
    ),
    correction: Text::new("Ask the desk to change or remove it.", "Pida en el mostrador que lo cambien o lo quiten."),
    who_can_see: Text::new(
        "You and library staff. What you chose to share, everyone.",
        "Usted y el personal. Lo que eligió compartir, todos.",
    ),
    relations: &[Relation {
        name: "contribution",
        label: Text::new("Contributions", "Aportaciones"),
        rows: Rows::Many { searchable: &["title", "body"] },
        person: "person_id",
        key: "id",
        origin: SOURCED,
        order: "made_on DESC NULLS LAST, id",
        dated: "made_on",
        over: Over::On { column: "made_on", until: until::DATED },
        fields: &[
            Field::new("kind", Kind::Code(CONTRIBUTION_KINDS), "What it is", "Qué es"),
            Field::new("title", Kind::Text, "Title", "Título"),
            Field::new("body", Kind::LongText, "Text", "Contenido"),
            Field::new("made_on", Kind::Date, "Written on", "Escrito el"),
        ],
    }],
};

pub(super) const QUESTIONS: ClassInfo = ClassInfo {
    class: Class::Questions,
    label: Class::Questions.label(),
    what: Text::new(
        "Questions to the reference desk that carry your name, and the answers.",
        "Preguntas al servicio de consulta que llevan su nombre, y las respuestas.",
    ),
    why: Text::new("To find the answer and send it to you.", "Para encontrar la respuesta y enviársela."),
    correction: Text::new(
        "Ask the desk to correct a question or take your name off it.",
        "Pida en el mostrador que corrijan una pregunta o le quiten su nombre.",
    ),
    who_can_see: Text::new("You, and library staff who answer.", "Usted y el personal que responde."),
    relations: &[Relation {
        name: "question",
        label: Text::new("Questions", "Preguntas"),
        rows: Rows::Many { searchable: &["question", "answer"] },
        person: "person_id",
        key: "id",
        origin: SOURCED,
        order: "asked_on DESC, id",
        dated: "asked_on",
        over: Over::On { column: "answered_on", until: until::ANSWERED },
        fields: &[
            Field::new("asked_on", Kind::Date, "Asked on", "Preguntado el"),
            Field::new("question", Kind::LongText, "Question", "Pregunta"),
            Field::new("answer", Kind::LongText, "Answer", "Respuesta"),
            Field::new("answered_on", Kind::Date, "Answered on", "Respondido el"),
        ],
    }],
};
