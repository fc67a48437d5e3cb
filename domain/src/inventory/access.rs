//! How a person gets in: PIN or password, sessions, devices, mailed links. Secrets are named and never shown.

use super::{labels::*, types::*};
use crate::words::Text;

pub(super) const CREDENTIALS: ClassInfo = ClassInfo {
    class: Class::Credentials,
    label: Class::Credentials.label(),
    what: Text::new(
        "That you have a PIN or password, where you are signed in, and which links were sent to you. Never the secrets.",
        "Que tiene un PIN o contraseña, dónde tiene la sesión abierta y qué enlaces se le enviaron. Nunca los secretos.",
    ),
    why: Text::new("To let you in and keep others out.", "Para dejarle entrar a usted e impedir la entrada a otros."),
    correction: Text::new(
        "Change your PIN or password, or end a session that is not yours.",
        "Cambie su PIN o contraseña, o termine una sesión que no sea suya.",
    ),
    who_can_see: Text::new(
        "Only you. Staff cannot read your PIN or password.",
        "Solo usted. El personal no puede leer su PIN ni su contraseña.",
    ),
    relations: &[
        Relation {
            name: "credential",
            label: Text::new("PIN or password", "PIN o contraseña"),
            rows: Rows::One,
            person: "person_id",
            key: "person_id",
            origin: Origin::Columns { source: "source", at: "set_at" },
            order: "person_id",
            dated: "set_at",
            over: Over::WithTheRecord,
            fields: &[
                Field::new("kind", Kind::Code(CREDENTIAL_KINDS), "What you use", "Con qué se entra"),
                Field::new("hash", Kind::Text, "Scrambled PIN or password", "PIN o contraseña en forma cifrada").withheld(
                    "With it, someone could try to guess your PIN or password. It cannot be read back, not even by staff.",
                    "Con esto alguien podría intentar adivinar el PIN o la contraseña. Nadie puede leerlo, ni el personal.",
                ),
                Field::new(
                    "imported_hash_digest",
                    Kind::Text,
                    "Mark of the one the library system sent last",
                    "Marca del último que envió el sistema de la biblioteca",
                )
                .withheld(
                    "It only shows whether your PIN or password was changed there. It is kept as secret as the scrambled one.",
                    "Solo muestra si el PIN o la contraseña cambió allí. Se guarda tan en secreto como la forma cifrada.",
                ),
                Field::new("scheme", Kind::Code(SCHEMES), "How it is scrambled", "Cómo se protege"),
                Field::new("set_at", Kind::Moment, "Set at", "Se eligió el"),
            ],
        },
        Relation {
            name: "session",
            label: Text::new("Where you are signed in", "Dónde tiene la sesión abierta"),
            rows: Rows::Many { searchable: &[] },
            person: "person_id",
            key: "id",
            origin: Origin::Portal { at: "created_at" },
            order: "last_seen_at DESC, id",
            dated: "created_at",
            over: Over::WithTheRecord,
            fields: &[
                Field::new("secret_hash", Kind::Text, "Mark of the session cookie", "Marca de la cookie de sesión").withheld(
                    "It only serves to know your browser again, and says nothing about you.",
                    "Solo sirve para reconocer el navegador y no dice nada de quien lo usa.",
                ),
                Field::new("data", Kind::LongText, "Working notes of the session", "Notas de trabajo de la sesión").withheld(
                    "The half-filled forms and messages of this visit. They can hold one-time secrets, and end with it.",
                    "Los formularios a medias y mensajes de esta visita. Pueden contener secretos de un solo uso y se \
                     borran con ella.",
                ),
                Field::new("device", Kind::Text, "Browser and system", "Navegador y sistema"),
                Field::new("shared", Kind::YesNo, "Shared computer", "Computadora compartida"),
                Field::new("created_at", Kind::Moment, "Began", "Comenzó"),
                Field::new("last_seen_at", Kind::Moment, "Last used", "Último uso"),
                Field::new("idle_ends_at", Kind::Moment, "Ends if not used by", "Termina si no se usa antes del"),
                Field::new("ends_at", Kind::Moment, "Ends at the latest", "Termina a más tardar"),
            ],
        },
        Relation {
            name: "known_device",
            label: Text::new("Devices the portal knows", "Dispositivos que el portal reconoce"),
            rows: Rows::Many { searchable: &[] },
            person: "person_id",
            key: "id",
            origin: Origin::Portal { at: "created_at" },
            order: "last_used_at DESC, id",
            dated: "created_at",
            over: Over::WithTheRecord,
            fields: &[
                Field::new("secret_hash", Kind::Text, "Mark of the device cookie", "Marca de la cookie del dispositivo")
                    .withheld(
                        "It only serves to know your device again, and says nothing about you.",
                        "Solo sirve para reconocer el dispositivo y no dice nada de quien lo usa.",
                    ),
                Field::new("device", Kind::Text, "Browser and system", "Navegador y sistema"),
                Field::new("created_at", Kind::Moment, "First seen", "Visto por primera vez"),
                Field::new("last_used_at", Kind::Moment, "Last used", "Último uso"),
                Field::new("ends_at", Kind::Moment, "Forgotten at", "Se olvida el"),
            ],
        },
        Relation {
            name: "one_time_token",
            label: Text::new("Codes and links for one use", "Códigos y enlaces de un solo uso"),
            rows: Rows::Many { searchable: &[] },
            person: "person_id",
            key: "id",
            origin: Origin::Portal { at: "created_at" },
            order: "created_at DESC, id",
            dated: "created_at",
            over: Over::WithTheRecord,
            fields: &[
                Field::new("purpose", Kind::Code(TOKEN_PURPOSES), "What for", "Para qué"),
                Field::new("secret_hash", Kind::Text, "Mark of the code", "Marca del código").withheld(
                    "It only serves to check the code you were given.",
                    "Solo sirve para comprobar el código que se le dio.",
                ),
                Field::new("created_at", Kind::Moment, "Made at", "Creado el"),
                Field::new("expires_at", Kind::Moment, "Good until", "Válido hasta"),
                Field::new("ended_at", Kind::Moment, "Used or canceled at", "Usado o cancelado el"),
                Field::new("used", Kind::YesNo, "Used", "Usado"),
                Field::new("made_by", Kind::Text, "Number of who made it", "Número de quien lo hizo").withheld(
                    "An internal number of a staff account. The library can say more.",
                    "Un número interno de una cuenta del personal. La biblioteca puede decir más.",
                ),
                Field::new(
                    "needs_second",
                    Kind::YesNo,
                    "A second member of staff has to confirm it",
                    "Otra persona del personal debe confirmarlo",
                ),
                Field::new("second_by", Kind::Text, "Number of who confirmed it", "Número de quien lo confirmó").withheld(
                    "An internal number of a staff account. The library can say more.",
                    "Un número interno de una cuenta del personal. La biblioteca puede decir más.",
                ),
                Field::new("change_id", Kind::Text, "Number of the change it is for", "Número del cambio al que corresponde")
                    .withheld(
                        "An internal number: it ties a mailed link to the change you asked for.",
                        "Un número interno: une un enlace enviado con el cambio que se pidió.",
                    ),
                Field::new("guardian_id", Kind::Text, "Number of the adult it is for", "Número del adulto que puede usarlo")
                    .withheld(
                        "An internal number: only the adult who showed photo ID at the desk can use the code.",
                        "Un número interno: solo el adulto que mostró una identificación en el mostrador puede usar el código.",
                    ),
            ],
        },
    ],
};
