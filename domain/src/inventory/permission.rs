//! Written permissions (S3), and what was told under them: parts of "Choices and consents".

use super::{labels::*, types::*};
use crate::words::Text;

pub(super) const PERMISSION: Relation = Relation {
    name: "permission",
    label: Text::new("Written permissions", "Permisos por escrito"),
    rows: Rows::Many { searchable: &[] },
    person: "person_id",
    key: "id",
    origin: SOURCED,
    order: "started_at DESC, id",
    dated: "started_at",
    over: Over::WithTheRecord,
    fields: &[
        Field::new("reference", Kind::Text, "Reference", "Referencia"),
        Field::new("started_at", Kind::Moment, "Begun at", "Comenzado el"),
        Field::new("state", Kind::Code(PERMISSION_STATES), "State", "Estado")
            .because(
                "A permission past its last day has ended, whatever this says. Nobody else is shown a draft.",
                "Un permiso cuyo último día pasó ha terminado, diga esto lo que diga. Un borrador no se muestra a nadie más.",
            )
            .own_rows("draft"),
        Field::new("recipient_kind", Kind::Code(RECIPIENT_KINDS), "Shared with", "Con quién se comparte"),
        Field::new("recipient_name", Kind::Text, "Their name", "Nombre de esa persona u organización"),
        Field::new("recipient_proof", Kind::Text, "How they prove who they are", "Cómo demuestra esa persona quién es"),
        Field::new("classes", Kind::Codes, "Parts of the record", "Partes del registro"),
        Field::new("purpose", Kind::Text, "What for", "Para qué"),
        Field::new("valid_from", Kind::Date, "First day", "Primer día"),
        Field::new("valid_until", Kind::Date, "Last day", "Último día"),
        Field::new("uses", Kind::Code(USES), "How often", "Cuántas veces"),
        Field::new("signed_text", Kind::LongText, "The text that was signed", "El texto que se firmó"),
        Field::new("text_version", Kind::Text, "Version of its words", "Versión de las palabras").technical(),
        Field::new("text_digest", Kind::Text, "Fingerprint of the text (SHA-256)", "Huella del texto (SHA-256)").technical()
            .because(
                "It shows that no letter of the text was changed.",
                "Muestra que no se cambió ninguna letra del texto.",
            ),
        Field::new("signed_name", Kind::Text, "Name signed with", "Nombre con que se firmó"),
        Field::new("language", Kind::Code(LANGUAGES), "Language of the text", "Idioma del texto"),
        Field::new("means", Kind::Code(SIGNING_MEANS), "How it was signed", "Cómo se firmó"),
        Field::new("signed_at", Kind::Moment, "Signed at", "Firmado el"),
        Field::new("confirmed_at", Kind::Moment, "Confirmed by the desk at", "Confirmado en el mostrador el"),
        Field::new("photo_id", Kind::Code(PHOTO_IDS), "Photo ID the desk saw", "Identificación que se vio en el mostrador")
            .because(
                "Only its kind is kept, never a number or a picture.",
                "Solo se guarda el tipo, nunca un número ni una imagen.",
            ),
        Field::new("decided_by", Kind::Text, "Number of the staff member", "Número del empleado").withheld(
            "An internal number. The activity says what kind of person it was.",
            "Un número interno. La actividad dice qué tipo de persona fue.",
        ),
        Field::new("refused_at", Kind::Moment, "Not confirmed at", "No confirmado el"),
        Field::new("refused_reason", Kind::Text, "Why not", "Por qué no"),
        Field::new("withdrawn_at", Kind::Moment, "Withdrawn at", "Retirado el"),
        Field::new("used_at", Kind::Moment, "Last used at", "Último uso el"),
        Field::new(
            "asked_in",
            Kind::Text,
            "Number of the visit it was last worked on in",
            "Número de la visita en que se trabajó en él por última vez",
        )
        .withheld(
            "An internal number: what the desk has not confirmed yet ends with that visit, or when another visit changes the PIN, password or card.",
            "Un número interno: lo que aún no se confirmó en el mostrador termina con esa visita, o si en otra visita cambian el PIN, la contraseña o la tarjeta.",
        ),
    ],
};

pub(super) const DISCLOSURE: Relation = Relation {
    name: "disclosure",
    label: Text::new("What was told under a permission", "Lo que se dijo con un permiso"),
    rows: Rows::Many { searchable: &[] },
    person: "person_id",
    key: "id",
    origin: Origin::Portal { at: "told_at" },
    order: "told_at DESC, id",
    dated: "told_at",
    over: Over::WithTheRecord,
    fields: &[
        Field::new("reference", Kind::Text, "Reference of the permission", "Referencia del permiso"),
        Field::new("told_at", Kind::Moment, "Told at", "Dicho el"),
        Field::new("classes", Kind::Codes, "Parts of the record", "Partes del registro"),
        Field::new("recipient_name", Kind::Text, "Told to", "Dicho a"),
        Field::new("recipient_proof", Kind::Text, "What they had to show", "Qué tenía que mostrar"),
        Field::new("photo_id", Kind::Code(PHOTO_IDS), "Photo ID they showed", "Identificación que mostró"),
        Field::new("rules", Kind::Codes, "Rules it rests on", "Reglas en que se basa"),
        Field::new("told_by", Kind::Text, "Number of the staff member", "Número del empleado").withheld(
            "An internal number. The activity says what kind of person it was.",
            "Un número interno. La actividad dice qué tipo de persona fue.",
        ),
    ],
};
