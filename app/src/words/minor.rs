//! What a minor reads about their own record, where everybody else is called “usted”: the sentences of a class, who did
//! something, and what was done.

use super::{
    family::guardian,
    overview::{self, drawer},
};
use domain::{
    age::Young,
    inventory::{Class, childs::ChildClassWords, info},
    ledger::{Action, ActorKind},
    words::{Lang, Text},
};

/// What is said about a class to a minor whose record it is in.
pub fn about(class: Class, young: Young, lang: Lang) -> ChildClassWords {
    let general = info(class);
    let [what, why, wrong, who] = match (lang, class) {
        // A minor is the child, and answers for none.
        (Lang::En, Class::Family) => [
            general.what.en,
            general.why.en,
            general.correction.en,
            "You, the adult who answers for you, and library staff. The adult sees none of it once you are of age.",
        ],
        (Lang::En, Class::Activity) => [
            "One line each time someone signed in, looked at your record, changed it, or took something from it.",
            general.why.en,
            general.correction.en,
            general.who_can_see.en,
        ],
        (Lang::En, _) => [general.what.en, general.why.en, general.correction.en, general.who_can_see.en],
        (Lang::Es, _) => with_tu(class),
    };
    let said = str::to_owned;
    ChildClassWords {
        title: said(drawer(class, Some(young)).to(lang)),
        what: said(what),
        why: said(why),
        wrong: said(wrong),
        who: said(who),
    }
}

/// What is in a class, to whoever reads about their own record: a minor, or an adult.
pub fn what(class: Class, young: Option<Young>) -> Text {
    let general = info(class).what;
    match young {
        None => general,
        Some(_) => {
            let [es, ..] = with_tu(class);
            Text { en: general.en, es }
        }
    }
}

const STAFF: &str = "Tú y el personal que lo necesita para trabajar. Nadie más sin tu permiso o una orden judicial.";

/// The Spanish sentences of a class with “tú”: what is in it, why, what to do when it is wrong, who can see it.
#[expect(clippy::too_many_lines, reason = "a table of words")]
const fn with_tu(class: Class) -> [&'static str; 4] {
    match class {
        Class::Identity => [
            "Tu nombre, tu fecha de nacimiento y tu número en la biblioteca.",
            "Para dar la tarjeta a la persona correcta y saber quién es menor de edad.",
            "Trae una identificación con foto al mostrador y el personal lo corregirá.",
            "Tú y el personal de la biblioteca que lo necesita para trabajar.",
        ],
        Class::Contact => [
            "Tu dirección, correo electrónico y teléfonos, y un contacto de emergencia o alternativo si lo indicaste.",
            "Para avisarte de lo que pediste o tienes prestado y saber que vives aquí. El correo electrónico es opcional.",
            "Pide el cambio aquí o en el mostrador. El personal lo comprueba con tu identificación con foto.",
            "Tú y el personal que lo necesita para trabajar. Nunca se vende ni se entrega a otros.",
        ],
        Class::Eligibility => [
            "Tu biblioteca, tu tipo de tarjeta y qué comprobante de domicilio o de trabajo se vio.",
            "La tarjeta es para quien vive o trabaja aquí. La biblioteca anota que vio un comprobante. No guarda copia.",
            "Trae al mostrador un comprobante de domicilio o de trabajo.",
            "Tú y el personal que entrega y renueva tarjetas.",
        ],
        Class::Family => [
            "Tu familia, según consta en la biblioteca, y quién puede consultar aquí el registro de quién.",
            "La tarjeta de un menor necesita un adulto que responda por ella, y la biblioteca debe saber quién es.",
            "Avisa en el mostrador. El adulto debe mostrar una identificación con foto.",
            "Tú, el adulto que responde por ti y el personal. El adulto ya no ve nada cuando eres mayor de edad.",
        ],
        Class::Membership => [
            "Tus tarjetas, cuándo se entregaron y cuándo vencen.",
            "Para saber qué tarjeta es tuya y si puedes pedir prestado.",
            "Pregunta en el mostrador con tu tarjeta o identificación. Si perdiste la tarjeta, repórtalo aquí en seguida.",
            "Tú y el personal. A algunos servicios en línea se les dice si una tarjeta está activa.",
        ],
        Class::Notes => [
            "Lo que el personal anotó sobre tu cuenta.",
            "Para recordar lo que se acordó contigo, como un plan de pagos.",
            "Pide en el mostrador que cambien o quiten una nota incorrecta o vieja.",
            "Tú y el personal. Una nota sobre otra persona no se muestra, pero ves que existe y por qué se oculta.",
        ],
        Class::Checkouts => [
            "Lo que tienes prestado de la biblioteca y cuándo vence.",
            "Para saber quién tiene un material hasta que lo devuelva.",
            "Si ya lo devolviste o nunca lo tuviste, avisa en el mostrador. Lo buscarán en el estante.",
            STAFF,
        ],
        Class::History => [
            "Lo que pediste prestado y devolviste.",
            "Solo si quieres una lista de lo que has leído, o por poco tiempo por si algo volvió dañado.",
            "Avisa en el mostrador si hay un error. Si la biblioteca lo deja en tus manos, puedes elegir que no se guarde.",
            STAFF,
        ],
        Class::Holds => [
            "Lo que pediste que la biblioteca te guarde.",
            "Para guardar tu lugar en la fila y avisarte cuando te toque.",
            "Pide en el mostrador que cambien o cancelen una reserva.",
            STAFF,
        ],
        Class::InterlibraryLoans => [
            "Lo que pediste prestado de otra biblioteca.",
            "Para pedir el material y devolverlo a tiempo.",
            "Pide en el mostrador que cambien o cancelen un pedido.",
            STAFF,
        ],
        Class::Fees => [
            "Lo que se te cobró, lo que pagaste y lo que aún debes. Nunca números de tarjeta ni de cuenta bancaria.",
            "Para saber qué se debe y demostrar que pagaste.",
            "Muestra tu recibo en el mostrador o explica por qué el cargo es incorrecto.",
            "Tú y el personal que cobra. A quien paga por ti se le puede decir el monto, si la política de la biblioteca lo \
             permite, y nada más.",
        ],
        Class::Notices => [
            "Lo que la biblioteca y este portal te escribieron: cuándo, adónde, el texto completo y si llegó.",
            "Para demostrar que se te avisó y averiguar por qué un aviso no llegó.",
            "Si los avisos van a un lugar equivocado, corrige tus datos de contacto.",
            "Tú, el personal que envía avisos y la dirección cuando demuestra lo que aceptaste.",
        ],
        Class::Preferences => [
            "Tu idioma, tu elección sobre el historial de lectura, a qué dijiste sí o no y los permisos por escrito que diste.",
            "Para hacer lo que elegiste y poder demostrar qué se te preguntó y qué respondiste.",
            "Puedes cambiar cada elección aquí en cualquier momento.",
            "Tú, el personal que envía avisos, el personal del mostrador cuando confirma un permiso y la dirección cuando \
             demuestra lo que aceptaste.",
        ],
        Class::Credentials => [
            "Que tienes un PIN o contraseña, dónde tienes la sesión abierta y qué enlaces se te enviaron. Nunca los secretos.",
            "Para dejarte entrar a ti e impedir la entrada a otros.",
            "Cambia tu PIN o contraseña, o termina una sesión que no sea tuya.",
            "Solo tú. El personal no puede leer tu PIN ni tu contraseña.",
        ],
        Class::ComputerUse => [
            "Cuándo y por cuánto tiempo usaste una computadora de la biblioteca y tu saldo para imprimir, donde se guardan. \
             Nunca lo que viste.",
            "Para repartir el tiempo con justicia y guardar tu dinero para imprimir.",
            "Pregunta en el mostrador.",
            "Tú y el personal a cargo de las computadoras.",
        ],
        Class::Registrations => [
            "Eventos en los que te inscribiste y lo que escribiste allí.",
            "Para guardar tu lugar y avisarte si hay cambios.",
            "Pide en el mostrador que cambien o cancelen tu lugar.",
            "Tú y el personal que organiza el evento.",
        ],
        Class::Contributions => [
            "Tus reseñas, listas, sugerencias y participaciones en concursos.",
            "Para mostrarlo donde quisiste y responderte.",
            "Pide en el mostrador que lo cambien o lo quiten.",
            "Tú y el personal. Lo que elegiste compartir, todos.",
        ],
        Class::Questions => [
            "Preguntas al servicio de consulta que llevan tu nombre, y las respuestas.",
            "Para encontrar la respuesta y enviártela.",
            "Pide en el mostrador que corrijan una pregunta o le quiten tu nombre.",
            "Tú y el personal que responde.",
        ],
        Class::Pending => [
            "Cambios y correcciones que pediste, y en qué quedaron.",
            "Para que nadie más que tú pueda cambiar tus datos, y lo que está mal se corrija.",
            "Retira el cambio aquí o pide otro.",
            "Tú, el personal que confirma los cambios y responde a las correcciones, y la dirección cuando demuestra lo que \
             aceptaste.",
        ],
        Class::Activity => [
            "Una línea cada vez que alguien inició sesión, miró tu registro, lo cambió o se llevó algo de él.",
            "Para que veas quién hizo qué y nadie pueda ocultarlo.",
            "Una línea nunca se cambia. Si alguna parece incorrecta, pregunta a la dirección de la biblioteca.",
            "Tú y el personal responsable de los registros de la biblioteca.",
        ],
        Class::HeldElsewhere => [
            "Lo que otros guardan sobre ti por la biblioteca: sistemas compartidos, copias de respaldo, boletines, libros \
             electrónicos, papel.",
            "La biblioteca trabaja con otros. Este portal no guarda esos datos, pero debes saber que existen.",
            "Pregunta a quien se nombra al lado.",
            "Quienes lo guardan, con reglas propias. La biblioteca no puede prometer que otros borren las copias de respaldo.",
        ],
    }
}

/// Who did something: to a minor in words for their age.
pub const fn actor(kind: ActorKind, young: Option<Young>) -> Text {
    match (kind, young) {
        (ActorKind::Guardian, Some(young)) => guardian(young),
        (ActorKind::Patron, Some(_)) => Text::new("You", "Tú"),
        _ => kind.label(),
    }
}

/// What was done, or was refused: in Spanish to a minor with “tú”.
pub const fn action(action: Action, refused: bool, young: Option<Young>) -> Text {
    let general = action.told(refused);
    let es = match (action, refused, young) {
        (_, true, _) | (_, _, None) => general.es,
        (Action::Disclosed, ..) => "Se dio información a quien diste permiso",
        (Action::PaymentTaken, ..) => "Otra persona pagó en el mostrador lo que debes",
        (Action::LetterPrinted, ..) => "Se imprimió una carta para ti",
        (Action::LetterPosted, ..) => "Se te envió una carta por correo",
        (Action::StaffCardMarked, ..) => "Tu tarjeta se marcó como tarjeta de personal",
        (Action::StaffCardUnmarked, ..) => "Tu tarjeta ya no está marcada como tarjeta de personal",
        (Action::ListedForService, ..) => "Se te incluyó en una lista para un servicio de boletines",
        (Action::RemovedAtService, ..) => "Se te quitó de la lista en un servicio de boletines",
        (Action::BreachTold, ..) => "Se te avisó de una filtración de datos",
        (Action::SilenceOver, ..) => "Terminó una orden de no informarte de un proceso legal",
        _ => general.es,
    };
    Text { en: general.en, es }
}

/// Why a parent or guardian looked, who states no purpose; or that none is recorded.
pub const fn no_purpose(kind: Option<ActorKind>, young: Option<Young>, lang: Lang) -> &'static str {
    match kind {
        Some(ActorKind::Guardian) => overview::AS_A_PARENT.to(young, lang),
        _ => overview::NO_PURPOSE.to(lang),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_class_speaks_to_a_minor_as_to_an_adult() {
        const FORMAL: [&str; 5] = ["usted", "su", "sus", "suyo", "suya"];
        for class in Class::ALL {
            for young in [Young::Child, Young::Teenager] {
                let said = about(class, young, Lang::Es);
                for text in [said.title, said.what, said.why, said.wrong, said.who] {
                    let mut words = text.split(|letter: char| !letter.is_alphabetic()).map(str::to_lowercase);
                    assert!(!words.any(|word| FORMAL.contains(&word.as_str())), "{class:?}: {text}");
                }
                let said = about(class, young, Lang::En);
                for text in [said.title, said.what, said.why, said.wrong, said.who] {
                    assert!(!text.to_lowercase().contains("parent or guardian"), "{class:?}: {text}");
                }
            }
        }
    }

    #[test]
    fn nothing_that_was_done_is_told_to_a_minor_with_usted() {
        for done in Action::ALL {
            let said = action(*done, false, Some(Young::Teenager)).es.to_lowercase();
            let mut words = said.split(|letter: char| !letter.is_alphabetic());
            assert!(!words.any(|word| ["usted", "su", "sus"].contains(&word)), "{done:?}: {said}");
            assert_eq!(action(*done, false, None), done.told(false));
        }
        assert_eq!(actor(ActorKind::Guardian, Some(Young::Child)).en, "Your grown-up");
        assert_eq!(actor(ActorKind::Guardian, None), ActorKind::Guardian.label());
    }
}
