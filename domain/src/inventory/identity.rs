//! Who a person is to the library: name, card, standing, family, notes.

use super::{labels::*, types::*, until};
use crate::words::Text;

pub(super) const IDENTITY: ClassInfo = ClassInfo {
    class: Class::Identity,
    label: Class::Identity.label(),
    what: Text::new(
        "Your name, your birth date and your number here.",
        "Su nombre, su fecha de nacimiento y su número en la biblioteca.",
    ),
    why: Text::new(
        "To give a card to the right person, and to know who is a minor.",
        "Para dar la tarjeta a la persona correcta y saber quién es menor de edad.",
    ),
    correction: Text::new(
        "Bring photo ID to the desk, and the staff will correct it.",
        "Traiga una identificación con foto al mostrador y el personal lo corregirá.",
    ),
    who_can_see: Text::new(
        "You, and library staff who need it for their work.",
        "Usted y el personal de la biblioteca que lo necesita para su trabajo.",
    ),
    relations: &[Relation {
        name: "person",
        label: Text::new("Person", "Persona"),
        rows: Rows::One,
        person: "id",
        key: "id",
        origin: SOURCED,
        order: "id",
        dated: "sourced_at",
        over: Over::WithTheRecord,
        fields: &[
            Field::new("surname", Kind::Text, "Last name", "Apellidos"),
            Field::new("firstname", Kind::Text, "First name", "Nombre"),
            Field::new("middle_name", Kind::Text, "Middle name", "Segundo nombre"),
            Field::new("suffix", Kind::Text, "Suffix", "Sufijo"),
            Field::new("preferred_name", Kind::Text, "Preferred name", "Nombre preferido"),
            Field::new("title", Kind::Text, "Title", "Tratamiento"),
            Field::new("othernames", Kind::Text, "Other names", "Otros nombres"),
            Field::new("initials", Kind::Text, "Initials", "Iniciales"),
            Field::new("pronouns", Kind::Text, "Pronouns", "Pronombres"),
            Field::new("sex", Kind::Code(SEXES), "Sex", "Sexo"),
            Field::new("date_of_birth", Kind::Date, "Birth date", "Fecha de nacimiento").masked().because(
                "To know who is a minor, and to tell two people with the same name apart.",
                "Para saber quién es menor de edad y distinguir a dos personas con el mismo nombre.",
            ),
            Field::new(
                "ils_number",
                Kind::Text,
                "Number in the library system",
                "Número en el sistema de la biblioteca",
            )
            .because(
                "To find the same person again when the library’s files are loaded.",
                "Para encontrar a la misma persona cuando se vuelven a cargar los archivos de la biblioteca.",
            ),
            Field::new(
                "absent_since",
                Kind::Date,
                "No longer in the library’s patron file since",
                "Ya no está en el archivo de usuarios de la biblioteca desde el",
            ),
        ],
    }],
};

pub(super) const ELIGIBILITY: ClassInfo = ClassInfo {
    class: Class::Eligibility,
    label: Class::Eligibility.label(),
    what: Text::new(
        "Your home library, your kind of card, and which proof of address or work was seen.",
        "Su biblioteca, su tipo de tarjeta y qué comprobante de domicilio o de trabajo se vio.",
    ),
    why: Text::new(
        "A card is for people who live or work here. The library notes that it saw proof. It keeps no copy.",
        "La tarjeta es para quien vive o trabaja aquí. La biblioteca anota que vio un comprobante. No guarda copia.",
    ),
    correction: Text::new(
        "Bring proof of your address or work to the desk.",
        "Traiga al mostrador un comprobante de domicilio o de trabajo.",
    ),
    who_can_see: Text::new(
        "You, and library staff who give out and renew cards.",
        "Usted y el personal que entrega y renueva tarjetas.",
    ),
    relations: &[Relation {
        name: "eligibility",
        label: Text::new("Card eligibility", "Requisitos para la tarjeta"),
        rows: Rows::One,
        person: "person_id",
        key: "id",
        origin: SOURCED,
        order: "id",
        dated: "sourced_at",
        over: Over::WithTheRecord,
        fields: &[
            Field::new("home_library", Kind::Text, "Home library", "Biblioteca habitual"),
            Field::new("category", Kind::Text, "Kind of card", "Tipo de tarjeta"),
            Field::new("residency_proof", Kind::Text, "Proof of address seen", "Comprobante de domicilio visto"),
            Field::new(
                "residency_proof_on",
                Kind::Date,
                "Proof of address seen on",
                "Comprobante de domicilio visto el",
            ),
            Field::new("employment_proof", Kind::Text, "Proof of work seen", "Comprobante de trabajo visto"),
            Field::new("employment_proof_on", Kind::Date, "Proof of work seen on", "Comprobante de trabajo visto el"),
            Field::new(
                "address_invalid",
                Kind::YesNo,
                "Mail to this address came back",
                "El correo postal a esta dirección fue devuelto",
            ),
            Field::new("statistic1", Kind::Text, "First code for statistics", "Primer código para estadísticas")
                .because(
                    "To count groups of patrons in reports that name nobody.",
                    "Para contar grupos de usuarios en informes que no nombran a nadie.",
                ),
            Field::new("statistic2", Kind::Text, "Second code for statistics", "Segundo código para estadísticas")
                .because(
                    "To count groups of patrons in reports that name nobody.",
                    "Para contar grupos de usuarios en informes que no nombran a nadie.",
                ),
            Field::new(
                "attributes",
                Kind::LongText,
                "Other details from the library system",
                "Otros datos del sistema",
            ),
        ],
    }],
};

pub(super) const FAMILY: ClassInfo = ClassInfo {
    class: Class::Family,
    label: Class::Family.label(),
    what: Text::new(
        "Your family, as the library knows it, and who may look at whose record here.",
        "Su familia, según consta en la biblioteca, y quién puede consultar aquí el registro de quién.",
    ),
    why: Text::new(
        "A child’s card needs an adult who answers for it, and the library must know who that is.",
        "La tarjeta de un menor necesita un adulto que responda por ella, y la biblioteca debe saber quién es.",
    ),
    correction: Text::new(
        "Tell the desk. The adult must show photo ID.",
        "Avise en el mostrador. El adulto debe mostrar una identificación con foto.",
    ),
    who_can_see: Text::new(
        "The child, the adult who answers for the child, and library staff. The adult sees none of it once the child is 18.",
        "El menor, el adulto que responde por él y el personal. El adulto ya no ve nada cuando el menor cumple 18 años.",
    ),
    relations: &[
        Relation {
        name: "family_record",
        label: Text::new("Family tie", "Vínculo familiar"),
        rows: Rows::Many { searchable: &[] },
        person: "person_id",
        key: "id",
        origin: SOURCED,
        order: "direction, name, id",
        dated: "sourced_at",
        over: Over::WithTheRecord,
        fields: &[
            Field::new("direction", Kind::Code(DIRECTIONS), "Who it is", "Quién es"),
            Field::new("name", Kind::Text, "Name", "Nombre"),
            Field::new("relationship", Kind::Text, "Relationship", "Parentesco"),
            Field::new("cosigner", Kind::YesNo, "Signed for the card", "Firmó la solicitud de la tarjeta").because(
                "To know who may ask at the desk with photo ID.",
                "Para saber quién puede preguntar en el mostrador con una identificación con foto.",
            ),
        ],
    },
    Relation {
        name: "family_link_record",
        label: Text::new("Looking at a child’s record", "Consulta del registro de un menor"),
        rows: Rows::Many { searchable: &[] },
        person: "person_id",
        key: "id",
        origin: Origin::Portal { at: "linked_at" },
        order: "linked_at DESC, id",
        dated: "linked_at",
        over: Over::WithTheRecord,
        fields: &[
            Field::new("direction", Kind::Code(LINK_DIRECTIONS), "Who it is", "Quién es"),
            Field::new("name", Kind::Text, "Name", "Nombre"),
            Field::new("proven", Kind::Code(LINK_PROOFS), "How it was proved", "Cómo se demostró"),
            Field::new("linked_at", Kind::Moment, "Since", "Desde"),
            Field::new("ended_at", Kind::Moment, "Ended at", "Terminó el"),
            Field::new("ended_why", Kind::Code(LINK_ENDS), "Why it ended", "Por qué terminó"),
        ],
    },
    Relation {
        name: "guardian_hold",
        label: Text::new("Stops made at the desk", "Bloqueos hechos en el mostrador"),
        rows: Rows::Many { searchable: &[] },
        person: "person_id",
        key: "id",
        origin: Origin::Portal { at: "set_at" },
        order: "set_at DESC, id",
        dated: "set_at",
        over: Over::WithTheRecord,
        fields: &[
            Field::new("kind", Kind::Code(HOLD_KINDS), "Kind of stop", "Tipo de bloqueo").withheld(
                "Not shown here, because someone who has only the card could read it. Whom it is about can ask at the desk, and has a right to know.",
                "No se muestra aquí, porque alguien que solo tenga la tarjeta podría leerlo. La persona de quien se trata puede preguntar en el mostrador y tiene derecho a saberlo.",
            ),
            Field::new("set_at", Kind::Moment, "Since", "Desde"),
            Field::new("set_by", Kind::Text, "Number of who set it", "Número de quien lo puso").withheld(
                "An internal number of a staff account. The library can say more.",
                "Un número interno de una cuenta del personal. La biblioteca puede decir más.",
            ),
            Field::new("lifted_at", Kind::Moment, "Lifted at", "Levantado el"),
            Field::new("lifted_by", Kind::Text, "Number of who lifted it", "Número de quien lo levantó").withheld(
                "An internal number of a staff account. The library can say more.",
                "Un número interno de una cuenta del personal. La biblioteca puede decir más.",
            ),
        ],
    }],
};

pub(super) const MEMBERSHIP: ClassInfo = ClassInfo {
    class: Class::Membership,
    label: Class::Membership.label(),
    what: Text::new(
        "Your cards, when they were given and when they end.",
        "Sus tarjetas, cuándo se entregaron y cuándo vencen.",
    ),
    why: Text::new(
        "To know which card is yours and if you can borrow.",
        "Para saber qué tarjeta es suya y si puede pedir prestado.",
    ),
    correction: Text::new(
        "Ask at the desk with your card or photo ID. If your card is lost, report it here at once.",
        "Pregunte en el mostrador con su tarjeta o identificación. Si perdió la tarjeta, repórtelo aquí en seguida.",
    ),
    who_can_see: Text::new(
        "You, and library staff. Some online services are told if a card is active.",
        "Usted y el personal. A algunos servicios en línea se les dice si una tarjeta está activa.",
    ),
    relations: &[
        Relation {
            name: "membership",
            label: Text::new("Membership", "Membresía"),
            rows: Rows::One,
            person: "person_id",
            key: "id",
            origin: SOURCED,
            order: "id",
            dated: "enrolled_on",
            over: Over::WithTheRecord,
            fields: &[
                Field::new("enrolled_on", Kind::Date, "Member since", "Miembro desde"),
                Field::new("expires_on", Kind::Date, "Ends on", "Vence el"),
                Field::new("renewed_on", Kind::Date, "Last renewed on", "Última renovación"),
                Field::new("restricted_until", Kind::Date, "Borrowing stopped until", "Préstamos suspendidos hasta"),
                Field::new(
                    "restricted_reason",
                    Kind::LongText,
                    "Why borrowing was stopped",
                    "Por qué se suspendieron los préstamos",
                ),
                Field::new("last_seen_on", Kind::Date, "Last used on", "Último uso")
                    .because("To find cards that nobody uses anymore.", "Para encontrar tarjetas que ya nadie usa."),
                Field::new(
                    "updated_on",
                    Kind::Date,
                    "Last changed in the library system",
                    "Último cambio en el sistema",
                ),
                Field::new(
                    "updated_at",
                    Kind::Moment,
                    "Last changed there at this time",
                    "Último cambio allí, a esta hora",
                ),
            ],
        },
        Relation {
            name: "card",
            label: Text::new("Cards", "Tarjetas"),
            rows: Rows::Many { searchable: &[] },
            person: "person_id",
            key: "id",
            origin: SOURCED,
            order: "issued_on DESC NULLS LAST, id",
            dated: "issued_on",
            over: Over::WithTheRecord,
            fields: &[
                Field::new("number", Kind::CardNumber, "Card number", "Número de tarjeta"),
                Field::new("status", Kind::Code(CARD_STATUSES), "State", "Estado"),
                Field::new("issued_on", Kind::Date, "Given on", "Entregada el"),
                Field::new("closed_at", Kind::Moment, "Closed at", "Cerrada el"),
                Field::new("closed_because", Kind::Code(CARD_CLOSINGS), "Why it was closed", "Por qué se cerró"),
                Field::new(
                    "staff_card",
                    Kind::YesNo,
                    "Staff card with special privileges",
                    "Tarjeta de personal con privilegios especiales",
                ),
            ],
        },
        Relation {
            name: "closing",
            label: Text::new("Closing of the card", "Cierre de la tarjeta"),
            rows: Rows::Many { searchable: &[] },
            person: "person_id",
            key: "id",
            origin: Origin::Portal { at: "asked_at" },
            order: "asked_at DESC, id",
            dated: "asked_at",
            over: Over::WithTheRecord,
            fields: &[
                Field::new("asked_at", Kind::Moment, "Asked or noted at", "Pedida o anotada el"),
                Field::new("cause", Kind::Code(CLOSING_CAUSES), "Because of", "Debido a"),
                Field::new(
                    "asked_in",
                    Kind::Text,
                    "Number of the visit it was asked in",
                    "Número de la visita en que se pidió",
                )
                .withheld(
                    "An internal number: what is not done yet ends with that visit, or when another visit changes the PIN, password or card.",
                    "Un número interno: lo que aún no está hecho termina con esa visita, o si en otra visita cambian el PIN, la contraseña o la tarjeta.",
                ),
                Field::new("status", Kind::Code(CLOSING_STATUSES), "State", "Estado"),
                Field::new(
                    "ended_at",
                    Kind::Moment,
                    "Closed, taken back or ended at",
                    "Cerrada, retirada o terminada el",
                ),
                Field::new(
                    "settled_at",
                    Kind::Moment,
                    "Closed or blocked in the library’s own system at",
                    "Cerrada o bloqueada en el sistema de la biblioteca el",
                ),
                Field::new("settled_by", Kind::Text, "Number of who closed it there", "Número de quien la cerró allí")
                    .withheld(
                        "An internal number of a staff account. The library can say more.",
                        "Un número interno de una cuenta del personal. La biblioteca puede decir más.",
                    ),
            ],
        },
    ],
};

pub(super) const NOTES: ClassInfo = ClassInfo {
    class: Class::Notes,
    label: Class::Notes.label(),
    what: Text::new("What staff wrote down about your account.", "Lo que el personal anotó sobre su cuenta."),
    why: Text::new(
        "To remember what was agreed with you, such as a payment plan.",
        "Para recordar lo que se acordó con usted, como un plan de pagos.",
    ),
    correction: Text::new(
        "Ask the desk to change or remove a note that is wrong or old.",
        "Pida en el mostrador que cambien o quiten una nota incorrecta o vieja.",
    ),
    who_can_see: Text::new(
        "You, and library staff. A note about someone else is not shown, but you see that it is there and why.",
        "Usted y el personal. Una nota sobre otra persona no se muestra, pero usted ve que existe y por qué se oculta.",
    ),
    relations: &[Relation {
        name: "note_record",
        label: Text::new("Notes", "Notas"),
        rows: Rows::Many { searchable: &["body"] },
        person: "person_id",
        key: "id",
        origin: SOURCED,
        order: "written_on DESC NULLS LAST, id",
        dated: "written_on",
        over: Over::On { column: "written_on", until: until::DATED },
        fields: &[
            Field::new("kind", Kind::Code(NOTE_KINDS), "Kind of note", "Tipo de nota"),
            Field::new("body", Kind::LongText, "Note", "Nota").unless("withheld_reason"),
            Field::new("written_on", Kind::Date, "Written on", "Escrita el"),
            Field::new("withheld_reason", Kind::Text, "Why it is not shown", "Por qué no se muestra"),
        ],
    }],
};
