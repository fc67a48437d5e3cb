//! Tables that no class reads directly.

use super::types::Behind;
use crate::words::Text;

/// Every table about a person, or that could be taken for one, that no [`Relation`](super::Relation) reads.
pub static BEHIND: &[Behind] = &[
    Behind {
        table: "guardianship",
        columns: &[
            "library",
            "id",
            "child_id",
            "guardian_id",
            "guardian_name",
            "relationship",
            "cosigner",
            "source",
            "sourced_at",
        ],
        reason: Text::new(
            "Shown under “Family”, once to the child and once to the adult. The internal numbers that tie them are not shown.",
            "Se muestra en «Familia», una vez al menor y una vez al adulto. No se muestran los números internos que los unen.",
        ),
    },
    Behind {
        table: "family_link",
        columns: &[
            "library",
            "id",
            "guardian_id",
            "child_id",
            "card_id",
            "guardian_name",
            "child_name",
            "proven",
            "linked_at",
            "ended_at",
            "ended_why",
            "end_asked_at",
        ],
        reason: Text::new(
            "Shown under “Family”, once to the child and once to the adult. The internal numbers that tie them are not shown.",
            "Se muestra en «Familia», una vez al menor y una vez al adulto. No se muestran los números internos que los unen.",
        ),
    },
    Behind {
        table: "note",
        columns: &[
            "library",
            "id",
            "person_id",
            "kind",
            "body",
            "written_on",
            "withheld_reason",
            "source",
            "sourced_at",
        ],
        reason: Text::new(
            "Shown under “Notes”. The text of a note about someone else is not shown; the reason is.",
            "Se muestra en «Notas». El texto de una nota sobre otra persona no se muestra; la razón sí.",
        ),
    },
    Behind {
        table: "note_withheld",
        columns: &["library", "id", "person_id", "kind", "written_on", "withheld_reason", "source", "sourced_at"],
        reason: Text::new(
            "Shown under “Notes”: that there is a note about someone else, and why it is not shown. The text is not here.",
            "Se muestra en «Notas»: que existe una nota sobre otra persona y por qué no se muestra. Aquí no está el texto.",
        ),
    },
    Behind {
        table: "field_origin",
        columns: &["library", "person_id", "field", "source", "sourced_at", "system_value", "system_seen_at"],
        reason: Text::new(
            "Shown beside each value: where it came from, and what the library’s own system says instead of one that was entered here.",
            "Se muestra junto a cada valor: de dónde viene y qué dice el sistema de la biblioteca en lugar de uno que se anotó aquí.",
        ),
    },
    Behind {
        table: "throttle",
        columns: &["library", "scope", "key", "count", "day", "day_count", "allowance", "blocked_until", "updated_at"],
        reason: Text::new(
            "Counts wrong sign-ins to stop guessing, under scrambled numbers that lead back to nobody. Old counts are erased.",
            "Cuenta los inicios de sesión fallidos para frenar a quien adivina, con números cifrados que no llevan a nadie. \
             Los conteos viejos se borran.",
        ),
    },
    Behind {
        table: "staff_account",
        columns: &[
            "library",
            "id",
            "login",
            "name",
            "role",
            "hash",
            "totp_sealed",
            "totp_last_step",
            "secret_set_at",
            "created_at",
            "ended_at",
        ],
        reason: Text::new(
            "Accounts of the library’s staff. They hold nothing about patrons.",
            "Cuentas del personal de la biblioteca. No contienen nada sobre los usuarios.",
        ),
    },
    Behind {
        table: "staff_session",
        columns: &[
            "library",
            "secret_hash",
            "id",
            "staff_id",
            "created_at",
            "last_seen_at",
            "idle_ends_at",
            "ends_at",
            "client",
        ],
        reason: Text::new(
            "Where the library’s staff are signed in. They hold nothing about patrons.",
            "Dónde tiene sesiones abiertas el personal. No contienen nada sobre los usuarios.",
        ),
    },
    Behind {
        table: "desk_look",
        columns: &[
            "library",
            "id",
            "staff_id",
            "person_id",
            "purpose",
            "created_at",
            "ends_at",
            "card_id",
            "asked",
            "found_by",
        ],
        reason: Text::new(
            "Which record a clerk has open, for a quarter of an hour, and who asks. Each look is a line under “What happened to your \
             record”, and that line stays.",
            "Qué registro tiene abierto una persona del mostrador, por un cuarto de hora, y quién pregunta. Cada consulta es una línea en \
             «Qué pasó con su registro», y esa línea queda.",
        ),
    },
    Behind {
        table: "legal_process",
        columns: &[
            "library",
            "id",
            "raised_at",
            "raised_by",
            "who",
            "agency",
            "badge",
            "call_back",
            "asked",
            "instrument",
            "served_how",
            "served_on",
            "court",
            "docket",
            "signed_by",
            "comply_by",
            "court_order",
            "recorded_by",
            "counsel_at",
            "advice",
            "advised_at",
            "good_cause",
            "outcome",
            "closed_at",
            "closed_by",
            "named_classes",
            "named_from",
            "named_until",
            "defects",
            "defects_cured",
            "silence_by",
            "silence_until",
            "silence_set_at",
            "silence_set_by",
            "silence_ended_at",
            "law",
            "proceeding",
            "sought_in_vain_at",
        ],
        reason: Text::new(
            "The Director’s register of police, agencies and legal papers: who came, what they asked for in their own words, \
             and how it was answered. It holds nothing from a record. What it led to in yours is shown under “What happened to \
             your record”.",
            "El registro de la dirección sobre policía, agencias y documentos legales: quién vino, qué pidió en sus propias \
             palabras y cómo se respondió. No contiene nada de ningún registro. Lo que resultó en el suyo se muestra en «Qué pasó \
             con su registro».",
        ),
    },
    Behind {
        table: "review_question",
        columns: &[
            "library",
            "id",
            "about",
            "kind",
            "looks",
            "since",
            "question",
            "asked_by",
            "asked_at",
            "answer",
            "answered_at",
        ],
        reason: Text::new(
            "What the Director asked the staff about how they look at records, and what they answered. It is tied to no record.",
            "Lo que la dirección preguntó al personal sobre cómo consulta los registros, y lo que respondió. No está unido a ningún \
             registro.",
        ),
    },
    Behind {
        table: "process_counsel",
        columns: &[
            "library",
            "id",
            "process_id",
            "whom",
            "asked_at",
            "advice",
            "advised_at",
            "recorded_by",
            "replaced_at",
        ],
        reason: Text::new(
            "Whom the library consulted about a legal paper, when, and what they advised. It is tied to no record.",
            "A quién consultó la biblioteca sobre un documento legal, cuándo y qué le aconsejaron. No está unido a ningún registro.",
        ),
    },
    Behind {
        table: "process_taken",
        columns: &["library", "batch", "number", "process_id", "what", "noted_at", "noted_by"],
        reason: Text::new(
            "What was taken under a search warrant, as the staff who went along wrote it down: things such as papers and \
             computers. It is tied to no record.",
            "Lo que se llevaron con una orden de registro, como lo anotó el personal que acompañó: cosas como papeles y \
             computadoras. No está unido a ningún registro.",
        ),
    },
    Behind {
        table: "process_told",
        columns: &["library", "process_id", "person_id", "since"],
        reason: Text::new(
            "Says of which of the Director’s files your record may show lines. A court can forbid a library to tell you of one \
             until a day; then the lines appear.",
            "Dice de qué expedientes de la dirección puede mostrar líneas su registro. Un tribunal puede prohibir hasta cierto \
             día que la biblioteca le informe de uno; después aparecen las líneas.",
        ),
    },
    Behind {
        table: "past_record",
        columns: &["library", "subject_id", "found_by", "until"],
        reason: Text::new(
            "Some libraries keep the list of who saw a record longer than the record. This is the internal number of that list \
             and the last day it can be found. Scrambled marks lead to it from a card number, or from a name with a birth date. \
             It holds no name and no number that can be read.",
            "Algunas bibliotecas guardan la lista de quién vio un registro más tiempo que el registro. Esto es el número interno \
             de esa lista y el último día en que se puede encontrar. Llevan a ella marcas cifradas, desde un número de tarjeta o \
             desde un nombre con fecha de nacimiento. No contiene ningún nombre ni número que se pueda leer.",
        ),
    },
    Behind {
        table: "notice_due",
        columns: &[
            "library",
            "id",
            "person_id",
            "kind",
            "about",
            "stage",
            "noticed_at",
            "state",
            "mail_id",
            "settled_at",
        ],
        reason: Text::new(
            "Internal numbers of loans, holds and charges that a notice was due for, so that none is told twice. It holds no title. \
             The notices themselves are under “Notices sent to you”.",
            "Números internos de préstamos, reservas y cargos por los que tocaba un aviso, para no avisar dos veces. No contiene \
             títulos. Los avisos están en «Avisos que se le enviaron».",
        ),
    },
    Behind {
        table: "mail_domain",
        columns: &["domain", "lane", "taken_until"],
        reason: Text::new(
            "To which mail services the portal sent e-mail within the last minutes, so that none gets too much at once. It holds \
             only what stands behind the @, and is erased soon after.",
            "A qué servicios de correo envió mensajes el portal en los últimos minutos, para que ninguno reciba demasiados a la \
             vez. Contiene solo lo que va después de la @, y se borra poco después.",
        ),
    },
    Behind {
        table: "subscriber",
        columns: &["library", "id", "name", "email", "language", "wants", "asked_at", "confirmed_at", "became"],
        reason: Text::new(
            "People without a card who get newsletters: a name, an address, a language and what they asked for. They see it, \
             change it and remove it by a link that is mailed to that address. Wishes that nobody confirms go after a week.",
            "Personas sin tarjeta que reciben boletines: un nombre, una dirección, un idioma y lo que pidieron. Lo ven, lo \
             cambian y lo borran con un enlace que se envía a esa dirección. Lo que nadie confirma se borra en una semana.",
        ),
    },
    Behind {
        table: "subscription",
        columns: &[
            "library",
            "id",
            "position",
            "subscriber_id",
            "list",
            "given",
            "words",
            "words_version",
            "language",
            "decided_at",
            "means",
            "address",
        ],
        reason: Text::new(
            "What people without a card said yes or no to, with the words they read and the address they said it for. They see it by \
             the link that is mailed to them.",
            "A qué dijeron que sí o que no las personas sin tarjeta, con las palabras que leyeron y la dirección para la que lo \
             dijeron. Lo ven con el enlace que se les envía.",
        ),
    },
    Behind {
        table: "service_list",
        columns: &[
            "library",
            "id",
            "list",
            "service",
            "people",
            "made_at",
            "made_by",
            "expires_at",
            "destroyed_at",
            "destroyed_by",
        ],
        reason: Text::new(
            "Which lists were made for a newsletter service, and when each was destroyed. It holds nobody. Whether you are on one \
             stands under “Notices sent to you”.",
            "Qué listas se hicieron para un servicio de boletines y cuándo se destruyó cada una. No contiene a nadie. Si usted \
             está en una, aparece en «Avisos que se le enviaron».",
        ),
    },
    Behind {
        table: "newsletter_issue",
        columns: &[
            "library",
            "id",
            "list",
            "subject_en",
            "body_en",
            "subject_es",
            "body_es",
            "written_by",
            "created_at",
            "changed_at",
            "site",
            "send_at",
            "sent_by",
            "fixed_at",
            "stopped_at",
            "stopped_by",
            "gone_sent",
            "gone_failed",
            "gone_left_out",
        ],
        reason: Text::new(
            "What the library wrote in its newsletters. It holds nothing about anybody; what was sent to you is under “Notices sent \
             to you”.",
            "Lo que la biblioteca escribió en sus boletines. No contiene nada de nadie; lo que se le envió está en «Avisos que se le \
             enviaron».",
        ),
    },
    Behind {
        table: "ledger_line",
        columns: &["library", "seq", "event_id", "subject_id", "number", "salt"],
        reason: Text::new(
            "Where each line about you stands in the activity log, with its number and a random salt: “Check it yourself” has them with the \
             lines.",
            "Dónde está cada línea sobre usted en el registro de actividad, con su número y un valor al azar: «Compruébelo usted» los \
             tiene junto a las líneas.",
        ),
    },
    Behind {
        table: "ledger_node",
        columns: &["library", "number", "hash"],
        reason: Text::new(
            "Sums over all lines of the activity log, by which your browser proves your own (“Check it yourself”). They hold nothing about \
             anybody.",
            "Sumas sobre todas las líneas del registro de actividad, con las que su navegador prueba las suyas («Compruébelo usted»). No \
             contienen nada de nadie.",
        ),
    },
    Behind {
        table: "ledger_link",
        columns: &["library", "seq", "event_id", "previous", "digest", "sealed_at", "version"],
        reason: Text::new(
            "Seals that show if a line under “What happened to your record” was changed. They hold nothing about you.",
            "Sellos que muestran si se cambió una línea de «Qué pasó con su registro». No contienen nada sobre usted.",
        ),
    },
];
