//! What was written to a person, and what they allowed.

use super::{labels::*, types::*, until};
use crate::words::Text;

pub(super) const NOTICES: ClassInfo = ClassInfo {
    class: Class::Notices,
    label: Class::Notices.label(),
    what: Text::new(
        "What the library and this portal wrote to you: when, where to, the full text, and if it arrived.",
        "Lo que la biblioteca y este portal le escribieron: cuándo, adónde, el texto completo y si llegó.",
    ),
    why: Text::new(
        "To show that you were told, and to find out why a notice did not arrive.",
        "Para demostrar que se le avisó y averiguar por qué un aviso no llegó.",
    ),
    correction: Text::new(
        "If notices go to a wrong place, correct your contact details.",
        "Si los avisos van a un lugar equivocado, corrija sus datos de contacto.",
    ),
    who_can_see: Text::new(
        "You, library staff who send notices, and the Director where they show what you agreed to.",
        "Usted, el personal que envía avisos y la dirección cuando demuestra lo que usted aceptó.",
    ),
    relations: &[
        Relation {
            name: "notice_sent",
            label: Text::new("Notices from the library", "Avisos de la biblioteca"),
            rows: Rows::Many { searchable: &["subject", "body", "address"] },
            person: "person_id",
            key: "id",
            origin: SOURCED,
            order: "sent_at DESC, id",
            dated: "sent_at",
            over: Over::On { column: "sent_at", until: until::SENT },
            fields: &[
                Field::new("kind", Kind::Code(NOTICE_KINDS), "What about", "Sobre qué"),
                Field::new("channel", Kind::Code(CHANNELS), "Sent by", "Enviado por"),
                Field::new("address", Kind::Text, "Sent to", "Enviado a"),
                Field::new("sent_at", Kind::Moment, "Sent at", "Enviado el"),
                Field::new("subject", Kind::Text, "Subject", "Asunto"),
                Field::new("body", Kind::LongText, "Text", "Mensaje"),
                Field::new("delivery", Kind::Code(DELIVERIES), "Delivery", "Entrega"),
            ],
        },
        Relation {
            name: "outbox",
            label: Text::new("E-mail from this portal", "Correo de este portal"),
            rows: Rows::Many { searchable: &["subject", "body_text", "recipient"] },
            person: "person_id",
            key: "id",
            origin: Origin::Portal { at: "created_at" },
            order: "created_at DESC, id",
            dated: "created_at",
            over: Over::On { column: "ended_at", until: until::SENT },
            fields: &[
                Field::new("kind", Kind::Code(NOTICE_KINDS), "What about", "Sobre qué"),
                Field::new(
                    "idempotency_key",
                    Kind::Text,
                    "Key against sending twice",
                    "Clave para no enviarlo dos veces",
                )
                .technical(),
                Field::new("recipient", Kind::Email, "Sent to", "Enviado a"),
                Field::new("of_address", Kind::Email, "As it stands on record", "Como consta en el registro")
                    .technical(),
                Field::new("language", Kind::Code(LANGUAGES), "Language", "Idioma"),
                Field::new("subject", Kind::Text, "Subject", "Asunto"),
                Field::new("body_text", Kind::LongText, "Text", "Mensaje"),
                Field::new("body_html", Kind::LongText, "Text with layout", "Mensaje con formato").withheld(
                    "These are the same words as in “Text”, with marks for how they look.",
                    "Son las mismas palabras de «Mensaje», con marcas para darles formato.",
                ),
                Field::new("status", Kind::Code(MAIL_STATUSES), "State", "Estado"),
                Field::new("attempts", Kind::Count, "Times tried", "Intentos").technical(),
                Field::new("last_error", Kind::Text, "Last answer of the mail server", "Última respuesta del servidor")
                    .technical(),
                Field::new("created_at", Kind::Moment, "Written at", "Escrito el"),
                Field::new("next_try_at", Kind::Moment, "Tried again at", "Próximo intento").technical(),
                Field::new("leased_until", Kind::Moment, "Being sent until", "En envío hasta").technical(),
                Field::new("sent_at", Kind::Moment, "Sent at", "Enviado el"),
                Field::new("sealed_link", Kind::Text, "Link in it, locked", "Enlace cifrado").withheld(
                    "It opens the account once. It is locked, and wiped when the mail is sent.",
                    "Abre la cuenta una vez. Está cifrado y se borra al enviar el correo.",
                ),
                Field::new("lane", Kind::Code(LANES), "Line it waits in", "Fila en la que espera").technical(),
                Field::new("needs", Kind::Code(NOTICE_KINDS), "Not sent after a no to", "No se envía tras un no a")
                    .technical(),
                Field::new("needs_default", Kind::YesNo, "Sent without an answer", "Se envía sin respuesta")
                    .technical(),
                Field::new(
                    "needs_each",
                    Kind::Codes,
                    "Told anew without what has a no",
                    "Se avisa de nuevo sin lo que tenga un no",
                )
                .technical(),
                Field::new("send_hours", Kind::Text, "Sent only between", "Se envía solo entre").technical(),
                Field::new("slot_at", Kind::Moment, "Its turn among others", "Turno entre otros").technical(),
                Field::new("came_back", Kind::Text, "Came back, with this code", "Devuelto, con este código"),
                Field::new("give_up_at", Kind::Moment, "Not tried after", "No se intenta después de").technical(),
                Field::new("ended_at", Kind::Moment, "Sent, or given up by", "Enviado, o abandonado antes del"),
            ],
        },
        Relation {
            name: "postal_letter",
            label: Text::new("Letters by post", "Cartas por correo postal"),
            rows: Rows::Many { searchable: &["subject", "body"] },
            person: "person_id",
            key: "id",
            origin: Origin::Portal { at: "written_at" },
            order: "written_at DESC, id",
            dated: "written_at",
            over: Over::On { column: "posted_at", until: until::POSTED },
            fields: &[
                Field::new("kind", Kind::Code(NOTICE_KINDS), "What about", "Sobre qué"),
                Field::new("language", Kind::Code(LANGUAGES), "Language", "Idioma"),
                Field::new("subject", Kind::Text, "Subject", "Asunto"),
                Field::new("body", Kind::LongText, "Text", "Mensaje"),
                Field::new("sent_to", Kind::LongText, "Goes to the former address", "Va a la dirección anterior"),
                Field::new("written_at", Kind::Moment, "Written at", "Escrita el"),
                Field::new("printed_at", Kind::Moment, "Printed at", "Impresa el"),
                Field::new("posted_at", Kind::Moment, "Posted at", "Enviada el"),
            ],
        },
        Relation {
            name: "returned_mail",
            label: Text::new("Mail that came back", "Correos devueltos"),
            rows: Rows::Many { searchable: &["address"] },
            person: "person_id",
            key: "id",
            origin: Origin::Portal { at: "returned_at" },
            order: "returned_at DESC, id",
            dated: "returned_at",
            over: Over::On { column: "lifted_at", until: until::LIFTED },
            fields: &[
                Field::new("address", Kind::Email, "Address", "Dirección"),
                Field::new("of_address", Kind::Email, "As it stands on record", "Como consta en el registro")
                    .technical(),
                Field::new("kind", Kind::Code(NOTICE_KINDS), "What about", "Sobre qué"),
                Field::new("code", Kind::Text, "What the other mail server said", "Lo que dijo el otro servidor")
                    .technical(),
                Field::new("returned_at", Kind::Moment, "Came back at", "Devuelto el"),
                Field::new("lifted_at", Kind::Moment, "Written to again from", "Se vuelve a escribir desde el"),
                Field::new("noted_at", Kind::Moment, "Noted at the desk at", "Visto por el mostrador el"),
                Field::new("noted_by", Kind::Text, "Who noted it", "Quién lo vio").withheld(
                    "An internal number for a member of staff.",
                    "Un número interno de alguien del personal.",
                ),
            ],
        },
        Relation {
            name: "newsletter_delivery",
            label: Text::new("Copies of newsletters", "Ejemplares de boletines"),
            rows: Rows::Many { searchable: &["recipient"] },
            person: "person_id",
            key: "id",
            origin: Origin::Portal { at: "fixed_at" },
            order: "fixed_at DESC, id",
            dated: "fixed_at",
            over: Over::On { column: "settled_at", until: until::SENT },
            fields: &[
                Field::new("issue_id", Kind::Text, "Number of the issue", "Número interno del ejemplar").withheld(
                    "An internal number. The text that was sent stands under “E-mail from this portal”.",
                    "Un número interno. El texto que se envió está en «Correo de este portal».",
                ),
                Field::new("list", Kind::Code(NOTICE_KINDS), "Newsletter", "Boletín"),
                Field::new("recipient", Kind::Email, "Sent to", "Enviado a"),
                Field::new("language", Kind::Code(LANGUAGES), "Language", "Idioma"),
                Field::new("state", Kind::Code(NEWSLETTER_STATES), "State", "Estado"),
                Field::new("why", Kind::Code(NEWSLETTER_REASONS), "Why not", "Por qué no"),
                Field::new("fixed_at", Kind::Moment, "Settled who gets it", "Se decidió quién lo recibe"),
                Field::new("settled_at", Kind::Moment, "Sent, or not sent, at", "Enviado, o no enviado, el"),
            ],
        },
        Relation {
            name: "service_listed",
            label: Text::new("Lists for newsletter services", "Listas para servicios de boletines"),
            rows: Rows::Many { searchable: &["email"] },
            person: "person_id",
            key: "id",
            origin: Origin::Portal { at: "first_sent_at" },
            order: "sent_at DESC, id",
            dated: "sent_at",
            over: Over::On { column: "removed_at", until: until::OFF_THE_LIST },
            fields: &[
                Field::new("list_id", Kind::Text, "Number of the list", "Número interno de la lista").withheld(
                    "An internal number. What was given stands beside it.",
                    "Un número interno. Lo que se entregó está al lado.",
                ),
                Field::new("list", Kind::Code(NOTICE_KINDS), "Newsletter", "Boletín"),
                Field::new("service", Kind::Text, "Service", "Servicio"),
                Field::new("name", Kind::Text, "Name that was given", "Nombre que se entregó"),
                Field::new("email", Kind::Email, "Address that was given", "Dirección que se entregó"),
                Field::new(
                    "statement",
                    Kind::Text,
                    "Statement that this portal sent along",
                    "Declaración que este portal envió junto a ellos",
                )
                .seldom(),
                Field::new(
                    "first_sent_at",
                    Kind::Moment,
                    "First on a list, or asked of the service, at",
                    "En una lista, o pedido al servicio, desde el",
                ),
                Field::new(
                    "sent_at",
                    Kind::Moment,
                    "Last on a list, or asked of the service, at",
                    "En una lista, o pedido al servicio, por última vez el",
                ),
                Field::new("state", Kind::Code(AT_A_SERVICE), "At the service", "En el servicio"),
                Field::new(
                    "confirmed_at",
                    Kind::Moment,
                    "Confirmed by the service at",
                    "Confirmado por el servicio el",
                ),
                Field::new(
                    "read_at",
                    Kind::Moment,
                    "Last seen on the list there",
                    "Visto en la lista por última vez el",
                )
                .technical(),
                Field::new("failed_why", Kind::Code(SERVICE_FAILURES), "What went wrong", "Qué falló"),
                Field::new("remote_id", Kind::Count, "Number at the service", "Número en el servicio").technical(),
                Field::new(
                    "may_be_there",
                    Kind::YesNo,
                    "May be there under a number not known here",
                    "Puede estar allí con un número que aquí no se conoce",
                )
                .technical(),
                Field::new("tried_at", Kind::Moment, "Last tried at", "Último intento el").technical(),
                Field::new("tries", Kind::Count, "Tries without an answer", "Intentos sin respuesta").technical(),
                Field::new("removed_at", Kind::Moment, "Off the list at", "Fuera de la lista el"),
                Field::new("removed_how", Kind::Code(OFF_A_LIST), "Taken off", "Quién la quitó"),
                Field::new("removed_by", Kind::Text, "Who ticked it off", "Quién lo marcó").withheld(
                    "An internal number for a member of staff.",
                    "Un número interno de alguien del personal.",
                ),
            ],
        },
    ],
};

pub(super) const PREFERENCES: ClassInfo = ClassInfo {
    class: Class::Preferences,
    label: Class::Preferences.label(),
    what: Text::new(
        "Your language, your choice about reading history, what you said yes or no to, and the written permissions you \
         gave.",
        "Su idioma, su elección sobre el historial de lectura, a qué dijo sí o no y los permisos por escrito que dio.",
    ),
    why: Text::new(
        "To do what you chose, and to be able to show what you were asked and what you answered.",
        "Para hacer lo que usted eligió y poder demostrar qué se le preguntó y qué respondió.",
    ),
    correction: Text::new(
        "You can change each choice here at any time.",
        "Puede cambiar cada elección aquí en cualquier momento.",
    ),
    who_can_see: Text::new(
        "You, library staff who send notices, the desk where it confirms a permission, and the Director where they show what you \
         agreed to.",
        "Usted, el personal que envía avisos, el personal del mostrador cuando confirma un permiso y la dirección cuando \
         demuestra lo que usted aceptó.",
    ),
    relations: &[
        Relation {
            name: "preference",
            label: Text::new("Choices", "Preferencias"),
            rows: Rows::One,
            person: "person_id",
            key: "id",
            origin: SOURCED,
            order: "id",
            dated: "sourced_at",
            over: Over::WithTheRecord,
            fields: &[
                Field::new("language", Kind::Code(LANGUAGES), "Language", "Idioma"),
                Field::new("reading_history", Kind::Code(READING_HISTORY), "Reading history", "Historial de lectura"),
                Field::new(
                    "notices_daily",
                    Kind::YesNo,
                    "Notices in one mail a day",
                    "Avisos en un solo correo al día",
                ),
                Field::new(
                    "notices_without_titles",
                    Kind::YesNo,
                    "Notices that name no titles",
                    "Avisos que no nombran títulos",
                ),
            ],
        },
        Relation {
            name: "consent",
            label: Text::new("Consents", "Consentimientos"),
            rows: Rows::Many { searchable: &[] },
            person: "person_id",
            key: "id",
            origin: SOURCED,
            order: "decided_at DESC, position DESC, id",
            dated: "decided_at",
            over: Over::WithTheRecord,
            fields: &[
                Field::new("purpose", Kind::Code(NOTICE_KINDS), "What for", "Para qué"),
                Field::new("channel", Kind::Code(CHANNELS), "By", "Por"),
                Field::new("given", Kind::YesNo, "Said yes", "Dijo que sí"),
                Field::new("words", Kind::LongText, "The words shown", "Las palabras mostradas"),
                Field::new("words_version", Kind::Text, "Version of the words", "Versión de las palabras").technical(),
                Field::new("language", Kind::Code(LANGUAGES), "Language of the words", "Idioma de las palabras"),
                Field::new("decided_at", Kind::Moment, "Decided at", "Decidido el"),
                Field::new("means", Kind::Code(MEANS), "How it was said", "Cómo se dijo"),
                Field::new("address", Kind::Email, "The address on record then", "La dirección registrada entonces"),
                Field::new("position", Kind::Count, "Number of the line", "Número de la línea").technical(),
            ],
        },
        super::permission::PERMISSION,
        super::permission::DISCLOSURE,
    ],
};
