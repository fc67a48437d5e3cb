//! What is waiting, what happened to the record, and what is held outside it.

use super::{labels::*, released, types::*, until};
use crate::words::Text;

pub(super) const PENDING: ClassInfo = ClassInfo {
    class: Class::Pending,
    label: Class::Pending.label(),
    what: Text::new(
        "Changes and corrections that you asked for, and what became of them.",
        "Cambios y correcciones que usted pidió, y en qué quedaron.",
    ),
    why: Text::new(
        "So that nobody can change your details but you, and what is wrong is set right.",
        "Para que nadie más que usted pueda cambiar sus datos, y lo que está mal se corrija.",
    ),
    correction: Text::new("Take the change back here, or ask for another.", "Retire el cambio aquí o pida otro."),
    who_can_see: Text::new(
        "You, the staff who confirm changes and answer corrections, and the Director where they show what you agreed to.",
        "Usted, el personal que confirma los cambios y responde a las correcciones, y la dirección cuando demuestra lo que usted \
         aceptó.",
    ),
    relations: &[
        Relation {
            name: "choice_to_enter",
            label: Text::new(
                "E-mail choices to be entered in the library’s system",
                "Decisiones sobre correos por anotar en el sistema de la biblioteca",
            ),
            rows: Rows::Many { searchable: &[] },
            person: "person_id",
            key: "id",
            origin: Origin::Portal { at: "asked_at" },
            order: "asked_at DESC, id",
            dated: "asked_at",
            over: Over::On { column: "entered_at", until: until::ENTERED },
            fields: &[
                Field::new("purpose", Kind::Code(NOTICE_KINDS), "What for", "Para qué"),
                Field::new("given", Kind::YesNo, "Said yes", "Dijo que sí"),
                Field::new("asked_at", Kind::Moment, "Chosen at", "Elegido el"),
                Field::new("entered_at", Kind::Moment, "Entered by the desk at", "Anotado por el mostrador el"),
                Field::new("entered_by", Kind::Text, "Who entered it", "Quién lo anotó").withheld(
                    "An internal number for the member of staff. The line in the activity says their role.",
                    "Un número interno de quien lo anotó. La línea en la actividad dice qué puesto tiene.",
                ),
            ],
        },
        Relation {
            name: "pending_change",
            label: Text::new("Changes asked for", "Cambios pedidos"),
            rows: Rows::Many { searchable: &[] },
            person: "person_id",
            key: "id",
            origin: SOURCED,
            order: "asked_at DESC, id",
            dated: "asked_at",
            over: Over::On { column: "decided_at", until: until::DECIDED },
            fields: &[
                Field::new("reference", Kind::Text, "Reference", "Referencia"),
                Field::new("field", Kind::Code(CONTACT_DETAILS), "What is to change", "Qué se cambia"),
                Field::new("new_value", Kind::LongText, "New value", "Dato nuevo"),
                Field::new("parts", Kind::LongText, "The same, part by part", "Lo mismo, parte por parte").withheld(
                    "These are the words of “New value”, cut up for the computer.",
                    "Son las palabras de «Dato nuevo», separadas para la computadora.",
                ),
                Field::new("asked_at", Kind::Moment, "Asked at", "Pedido el"),
                Field::new(
                    "asked_in",
                    Kind::Text,
                    "Number of the visit it was asked in",
                    "Número de la visita en que se pidió",
                )
                .withheld(
                    "An internal number: the change ends with that visit, or when another visit changes the PIN, password or card.",
                    "Un número interno: el cambio termina con esa visita, o si en otra visita cambian el PIN, la contraseña o la tarjeta.",
                ),
                Field::new(
                    "asked_shared",
                    Kind::YesNo,
                    "Asked at a shared computer",
                    "Pedido en una computadora compartida",
                ),
                Field::new(
                    "asked_device",
                    Kind::Text,
                    "Browser and system it was asked with",
                    "Navegador y sistema con que se pidió",
                ),
                Field::new("status", Kind::Code(PENDING_STATUSES), "State", "Estado"),
                Field::new(
                    "id_kind",
                    Kind::Code(PHOTO_IDS),
                    "Photo ID that was checked",
                    "Identificación que se revisó",
                ),
                Field::new("reason", Kind::LongText, "Why it was not accepted", "Por qué no se aceptó"),
                Field::new("decided_at", Kind::Moment, "Decided at", "Decidido el"),
                Field::new("decided_by", Kind::Text, "Number of who decided", "Número de quien decidió").withheld(
                    "An internal number of a staff account. The library can say more.",
                    "Un número interno de una cuenta del personal. La biblioteca puede decir más.",
                ),
            ],
        },
        Relation {
            name: "correction",
            label: Text::new("Corrections asked for", "Correcciones pedidas"),
            rows: Rows::Many { searchable: &[] },
            person: "person_id",
            key: "id",
            origin: Origin::Portal { at: "asked_at" },
            order: "asked_at DESC, id",
            dated: "asked_at",
            over: Over::On { column: "ended_at", until: until::CORRECTED },
            fields: &[
                Field::new("reference", Kind::Text, "Reference", "Referencia"),
                Field::new("about", Kind::Codes, "What it is about", "De qué se trata"),
                Field::new("of_relation", Kind::Text, "Where the value stands", "Dónde está el dato")
                    .withheld(INTERNAL_PLACE.en, INTERNAL_PLACE.es),
                Field::new("of_column", Kind::Text, "Which value it is", "Qué dato es")
                    .withheld(INTERNAL_PLACE.en, INTERNAL_PLACE.es),
                Field::new("of_row", Kind::Text, "Which entry it is", "Qué entrada es")
                    .withheld(INTERNAL_PLACE.en, INTERNAL_PLACE.es),
                Field::new(
                    "value",
                    Kind::LongText,
                    "The value, as it stood on the page",
                    "El dato, como aparecía en la página",
                ),
                Field::new("wish", Kind::LongText, "What is said to be wrong", "Lo que se dice que está mal"),
                Field::new("asked_by", Kind::Code(CORRECTION_ASKERS), "Who asked", "Quién lo pidió"),
                Field::new("asked_at", Kind::Moment, "Asked at", "Pedida el"),
                Field::new(
                    "asked_in",
                    Kind::Text,
                    "Number of the visit it was asked in",
                    "Número de la visita en que se pidió",
                )
                .withheld(
                    "An internal number: what is not done yet ends with that visit when whoever asked ends it, or when another visit changes their PIN, password or card.",
                    "Un número interno: lo que aún no está hecho termina con esa visita cuando quien lo pidió la cierra, o si en otra visita cambian el PIN, la contraseña o la tarjeta.",
                ),
                Field::new(
                    "asked_link",
                    Kind::Text,
                    "Number of the link by which a parent or guardian asked",
                    "Número del vínculo por el que lo pidió una madre, un padre o un tutor",
                )
                .withheld(
                    "An internal number: what is not done yet ends when that parent or guardian ends the visit they asked in. “Who asked” says whether it was one.",
                    "Un número interno: lo que aún no está hecho termina cuando esa madre, ese padre o ese tutor cierra la visita en que lo pidió. «Quién lo pidió» dice si fue así.",
                ),
                Field::new(
                    "asked_shared",
                    Kind::YesNo,
                    "Asked at a shared computer",
                    "Pedido en una computadora compartida",
                ),
                Field::new(
                    "asked_device",
                    Kind::Text,
                    "Browser and system it was asked with",
                    "Navegador y sistema con que se pidió",
                ),
                Field::new("status", Kind::Code(CORRECTION_STATUSES), "State", "Estado"),
                Field::new("reason", Kind::LongText, "Why the library keeps it", "Por qué la biblioteca lo mantiene"),
                Field::new("decided_at", Kind::Moment, "Answered at", "Respondida el"),
                Field::new("decided_by", Kind::Text, "Number of who answered", "Número de quien respondió").withheld(
                    "An internal number of a staff account. The library can say more.",
                    "Un número interno de una cuenta del personal. La biblioteca puede decir más.",
                ),
                Field::new("statement", Kind::LongText, "Statement", "Declaración"),
                Field::new("stated_at", Kind::Moment, "Stated at", "Declarada el"),
                Field::new("ended_at", Kind::Moment, "Over since", "Terminada desde"),
            ],
        },
    ],
};

const INTERNAL_PLACE: Text = Text::new(
    "A name or number of the computer’s own. “What it is about” says it in words.",
    "Un nombre o número propio de la computadora. «De qué se trata» lo dice con palabras.",
);

pub(super) const ACTIVITY: ClassInfo = ClassInfo {
    class: Class::Activity,
    label: Class::Activity.label(),
    what: Text::new(
        "One line each time someone signed in, looked at your record, changed it, or took something from it. When you look at the \
         record of a child you answer for, that line stands in the child’s list and not in yours.",
        "Una línea cada vez que alguien inició sesión, miró su registro, lo cambió o se llevó algo de él. Cuando usted consulta el \
         registro de un menor por quien responde, esa línea está en la lista del menor y no en la suya.",
    ),
    why: Text::new(
        "So that you can see who did what, and nobody can hide it.",
        "Para que usted vea quién hizo qué y nadie pueda ocultarlo.",
    ),
    correction: Text::new(
        "A line is never changed. If one looks wrong, ask the library’s director.",
        "Una línea nunca se cambia. Si alguna parece incorrecta, pregunte a la dirección de la biblioteca.",
    ),
    who_can_see: Text::new(
        "You, and the staff who answer for the library’s records.",
        "Usted y el personal responsable de los registros de la biblioteca.",
    ),
    relations: &[
        Relation {
            name: "ledger_event",
            label: Text::new("Events", "Sucesos"),
            rows: Rows::Many { searchable: &[] },
            person: "subject_id",
            key: "id",
            origin: Origin::Portal { at: "at" },
            order: "at DESC, id",
            dated: "at",
            over: Over::WithTheRecord,
            fields: &[
                Field::new("position", Kind::Count, "Number of the line", "Número de la línea"),
                Field::new("at", Kind::Moment, "When", "Cuándo"),
                Field::new("action", Kind::Code(ACTIONS), "What happened", "Qué pasó"),
                Field::new("actor_kind", Kind::Code(ACTORS), "Who did it", "Quién lo hizo"),
                Field::new("actor_id", Kind::Text, "Number of who did it", "Número de quien lo hizo").withheld(
                    "An internal number. “Who did it” says what kind of person it was; the library can say more.",
                    "Un número interno. «Quién lo hizo» dice qué tipo de persona fue; la biblioteca puede decir más.",
                ),
                Field::new("via", Kind::Code(WAYS), "Where", "Dónde"),
                Field::new("classes", Kind::Codes, "Parts of the record", "Partes del registro"),
                Field::new("fields", Kind::Codes, "Details", "Datos"),
                Field::new("rules", Kind::Codes, "Rules it rests on", "Reglas en que se basa"),
                Field::new("purpose", Kind::Text, "What for", "Para qué"),
                Field::new("detail", Kind::LongText, "Counts and codes", "Cantidades y códigos"),
            ],
        },
        Relation {
            name: "legal_hold",
            label: Text::new("Deletions that are put off", "Borrados aplazados"),
            rows: Rows::Many { searchable: &[] },
            person: "person_id",
            key: "id",
            origin: Origin::Portal { at: "set_at" },
            order: "set_at DESC, id",
            dated: "set_at",
            over: Over::WithTheRecord,
            fields: &[
                Field::new(
                    "classes",
                    Kind::Codes,
                    "Parts of the record (none named: all)",
                    "Partes del registro (si no se nombra ninguna, todas)",
                ),
                Field::new("why", Kind::Text, "Number of the file", "Número del expediente").withheld(
                    "A number in the director’s own files. The director can say more.",
                    "Un número de los archivos de la dirección. La dirección puede decir más.",
                ),
                Field::new("set_at", Kind::Moment, "Put off at", "Aplazados el"),
                Field::new("lifted_at", Kind::Moment, "Until", "Hasta el"),
                Field::new("process_id", Kind::Text, "Number in the register", "Número en el registro de la dirección")
                    .withheld(released::REGISTER.en, released::REGISTER.es),
            ],
        },
        released::RELEASED,
        released::BREACHES,
    ],
};

pub(super) const HELD_ELSEWHERE: ClassInfo = ClassInfo {
    class: Class::HeldElsewhere,
    label: Class::HeldElsewhere.label(),
    what: Text::new(
        "What others hold about you because of the library: shared systems, backups, newsletters, e-books, paper.",
        "Lo que otros guardan sobre usted por la biblioteca: sistemas compartidos, copias de respaldo, boletines, libros electrónicos, papel.",
    ),
    why: Text::new(
        "The library works with others. This portal does not hold that data, but you should know of it.",
        "La biblioteca trabaja con otros. Este portal no guarda esos datos, pero usted debe saber que existen.",
    ),
    correction: Text::new("Ask the one named beside it.", "Pregunte a quien se nombra al lado."),
    who_can_see: Text::new(
        "Those who hold it, by their own rules. The library cannot promise that others erase their backups.",
        "Quienes lo guardan, según sus propias reglas. La biblioteca no puede prometer que otros borren sus copias de respaldo.",
    ),
    relations: &[],
};
