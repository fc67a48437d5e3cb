//! What was given to police, an agency or a court; and breaches of security that a person was told of.

use super::{labels::*, types::*};
use crate::words::Text;

pub(super) const RELEASED: Relation = Relation {
    name: "released",
    label: Text::new("Given to police, an agency or a court", "Entregado a la policía, a una agencia o a un tribunal"),
    rows: Rows::Many { searchable: &[] },
    person: "person_id",
    key: "id",
    origin: Origin::Portal { at: "released_at" },
    order: "released_at DESC, id",
    dated: "released_at",
    over: Over::WithTheRecord,
    fields: &[
        Field::new("released_at", Kind::Moment, "Given at", "Entregado el"),
        Field::new("ground", Kind::Code(RELEASE_GROUNDS), "Because of", "Debido a"),
        Field::new("given_to", Kind::Text, "Given to", "Entregado a"),
        Field::new("agency", Kind::Text, "Of which agency or court", "De qué agencia o tribunal"),
        Field::new("proof", Kind::Text, "Badge or paper they showed", "Placa o documento que mostró"),
        Field::new("handed", Kind::Text, "How it was handed over", "Cómo se entregó"),
        Field::new("reason", Kind::LongText, "Why the library feared for you", "Por qué la biblioteca temió por usted"),
        Field::new("classes", Kind::Codes, "Parts of the record", "Partes del registro"),
        Field::new("entries", Kind::Count, "Entries that were given", "Datos que se entregaron"),
        Field::new("packet", Kind::LongText, "What was given, word for word", "Lo que se entregó, palabra por palabra"),
        Field::new("digest", Kind::Text, "Fingerprint of that text (SHA-256)", "Huella de ese texto (SHA-256)")
            .technical(),
        Field::new("process_id", Kind::Text, "Number in the register", "Número en el registro de la dirección")
            .withheld(REGISTER.en, REGISTER.es),
        Field::new("released_by", Kind::Text, "Number of who gave it", "Número de quien lo entregó").withheld(
            "An internal number of a staff account. The library can say more.",
            "Un número interno de una cuenta del personal. La biblioteca puede decir más.",
        ),
    ],
};

pub(super) const BREACHES: Relation = Relation {
    name: "breach_person",
    label: Text::new("Breaches of security that may concern you", "Filtraciones de datos que pueden afectarle"),
    rows: Rows::Many { searchable: &[] },
    person: "person_id",
    key: "id",
    origin: Origin::Portal { at: "found_at" },
    order: "found_at DESC, id",
    dated: "found_at",
    over: Over::WithTheRecord,
    fields: &[
        Field::new("found_at", Kind::Moment, "Found that it may concern you", "Se vio que puede afectarle"),
        Field::new("told_at", Kind::Moment, "Written to you", "Se le escribió"),
        Field::new("how", Kind::Code(BREACH_HOWS), "How", "Cómo"),
        Field::new("breach_id", Kind::Text, "Number in the register", "Número en el registro de la dirección")
            .withheld(REGISTER.en, REGISTER.es),
    ],
};

/// Why the number of a process is not shown.
pub(super) const REGISTER: Text = Text::new(
    "An internal number of the director’s register. The director can say more.",
    "Un número interno del registro de la dirección. La dirección puede decir más.",
);
