//! What a drawer says to a parent or guardian: the child's name in place of "you". `{name}` stands for the child's name.
//!
//! A child's sign-in and activity have no such words: no policy opens them to anybody else.

use super::Class;
use crate::words::{Lang, Text, isolated};

/// The sentences of a drawer of a child's record. They stand for those of [`super::ClassInfo`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OfAChild {
    title: Text,
    what: Text,
    why: Text,
    wrong: Text,
    who: Text,
}

/// The same with the child's name in them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChildClassWords {
    /// What the drawer is called.
    pub title: String,
    /// One sentence on what is in it.
    pub what: String,
    /// Why a library holds it.
    pub why: String,
    /// What to do when something in it is wrong.
    pub wrong: String,
    /// Who can see it, the parent who reads among them.
    pub who: String,
}

/// What a drawer of a child's record is called, also one that nobody but the child opens.
pub fn title_of_a_child(class: Class, name: Option<&str>, lang: Lang) -> String {
    named(title(class), name, lang)
}

fn named(text: Text, name: Option<&str>, lang: Lang) -> String {
    with_name(text.to(lang), name, lang)
}

/// What is said in `lang` with the child's name in place of `{name}`; where the record has none, "the child".
pub(crate) fn with_name(said: &str, name: Option<&str>, lang: Lang) -> String {
    let name = name.map(isolated);
    let name = name.unwrap_or_else(|| Text::new("the child", "el menor").to(lang).into());
    let said = said.replace("{name}", &name);
    // Without a name a sentence may begin with "the child".
    let mut letters = said.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => said,
    }
}

impl OfAChild {
    /// With this child's name; where the record has none, "the child".
    pub fn of(&self, name: Option<&str>, lang: Lang) -> ChildClassWords {
        let said = |text: Text| named(text, name, lang);
        ChildClassWords {
            title: said(self.title),
            what: said(self.what),
            why: said(self.why),
            wrong: said(self.wrong),
            who: said(self.who),
        }
    }
}

const DESK: Text = Text::new(
    "{name}, you, and library staff who need it for their work.",
    "{name}, usted y el personal de la biblioteca que lo necesita para su trabajo.",
);

/// The words of a class; `None` where nobody but the child reads it.
#[expect(clippy::too_many_lines, reason = "a table of words")]
pub const fn of_a_child(class: Class) -> Option<OfAChild> {
    let (what, why, wrong, who) = match class {
        Class::Identity => (
            Text::new(
                "{name}’s name, birth date and number here.",
                "El nombre, la fecha de nacimiento y el número de {name} en la biblioteca.",
            ),
            Text::new(
                "To give a card to the right person, and to know who is a minor.",
                "Para dar la tarjeta a la persona correcta y saber quién es menor de edad.",
            ),
            Text::new(
                "Bring photo ID to the desk, and the staff will correct it.",
                "Traiga una identificación con foto al mostrador y el personal lo corregirá.",
            ),
            DESK,
        ),
        Class::Contact => (
            Text::new(
                "{name}’s address, e-mail and phone numbers, and an emergency or alternate contact where one is named.",
                "La dirección, el correo electrónico y los teléfonos de {name}, y un contacto de emergencia o alternativo si se indicó.",
            ),
            Text::new(
                "To tell {name} about loans and holds, and to know that the family lives here.",
                "Para avisar a {name} de préstamos y reservas y saber que la familia vive aquí.",
            ),
            Text::new(
                "{name} can ask for the change here, or you can ask at the desk, which wants to see a photo ID.",
                "{name} puede pedir el cambio aquí, o usted en el mostrador, donde piden una identificación con foto.",
            ),
            Text::new(
                "{name}, you, and library staff who need it for their work. It is never sold or passed on.",
                "{name}, usted y el personal que lo necesita para su trabajo. Nunca se vende ni se entrega a otros.",
            ),
        ),
        Class::Eligibility => (
            Text::new(
                "{name}’s home library and kind of card, and which proof of address was seen.",
                "La biblioteca y el tipo de tarjeta de {name}, y qué comprobante de domicilio se vio.",
            ),
            Text::new(
                "A card is for people who live or work here. The library notes that it saw proof. It keeps no copy.",
                "La tarjeta es para quien vive o trabaja aquí. La biblioteca anota que vio un comprobante. No guarda copia.",
            ),
            Text::new("Bring proof of the address to the desk.", "Traiga al mostrador un comprobante de domicilio."),
            Text::new(
                "{name}, you, and library staff who give out and renew cards.",
                "{name}, usted y el personal que entrega y renueva tarjetas.",
            ),
        ),
        Class::Family => (
            Text::new("The adults who answer for {name}.", "Los adultos que responden por {name}."),
            Text::new(
                "A child’s card needs an adult who answers for it, and the library must know who that is.",
                "La tarjeta de un menor necesita un adulto que responda por ella, y la biblioteca debe saber quién es.",
            ),
            Text::new(
                "Tell the desk. The adult must show photo ID.",
                "Avise en el mostrador. El adulto debe mostrar una identificación con foto.",
            ),
            Text::new(
                "{name}, you, and library staff. You see nothing of it from the day {name} comes of age.",
                "{name}, usted y el personal. Usted no ve nada desde el día en que {name} cumpla la mayoría de edad.",
            ),
        ),
        Class::Membership => (
            Text::new(
                "{name}’s cards, when they were given and when they end.",
                "Las tarjetas de {name}, cuándo se entregaron y cuándo vencen.",
            ),
            Text::new(
                "To know which card is {name}’s, and if {name} can borrow.",
                "Para saber qué tarjeta es la de {name} y si puede pedir prestado.",
            ),
            Text::new(
                "Ask at the desk with the card. {name} can report a lost card here at once.",
                "Pregunte en el mostrador con la tarjeta. {name} puede reportar aquí en seguida una tarjeta perdida.",
            ),
            Text::new(
                "{name}, you, and library staff. Some online services are told if a card is active.",
                "{name}, usted y el personal. A algunos servicios en línea se les dice si una tarjeta está activa.",
            ),
        ),
        Class::Notes => (
            Text::new(
                "What staff wrote down about {name}’s account.",
                "Lo que el personal anotó sobre la cuenta de {name}.",
            ),
            Text::new(
                "To remember what was agreed, such as a payment plan.",
                "Para recordar lo que se acordó, como un plan de pagos.",
            ),
            Text::new(
                "Ask the desk to change or remove a note that is wrong or old.",
                "Pida en el mostrador que cambien o quiten una nota incorrecta o vieja.",
            ),
            Text::new(
                "{name}, you, and library staff. A note about someone else is not shown.",
                "{name}, usted y el personal. Una nota sobre otra persona no se muestra.",
            ),
        ),
        Class::Checkouts => (
            Text::new(
                "What {name} has at home from the library, and when it is due.",
                "Lo que {name} tiene prestado de la biblioteca y cuándo vence.",
            ),
            Text::new(
                "To know who has an item until it comes back.",
                "Para saber quién tiene un material hasta que lo devuelva.",
            ),
            Text::new(
                "If it came back, or {name} never had it, tell the desk. They will look on the shelf.",
                "Si ya se devolvió o {name} nunca lo tuvo, avise en el mostrador. Lo buscarán en el estante.",
            ),
            DESK,
        ),
        Class::History => (
            Text::new("What {name} borrowed and brought back.", "Lo que {name} pidió prestado y devolvió."),
            Text::new(
                "Only if {name} wants a list of what was read, or for a short time in case an item came back damaged.",
                "Solo si {name} quiere una lista de lo leído, o por poco tiempo por si algo volvió dañado.",
            ),
            Text::new(
                "Tell the desk about a wrong line. Where the library leaves it to its patrons, {name} can choose to keep none.",
                "Avise en el mostrador si hay un error. Si la biblioteca lo permite, {name} puede elegir que no se guarde.",
            ),
            DESK,
        ),
        Class::Holds => (
            Text::new("What {name} asked the library to keep.", "Lo que {name} pidió que la biblioteca le guarde."),
            Text::new(
                "To keep {name}’s place in line, and to say when it is {name}’s turn.",
                "Para guardar el lugar de {name} en la fila y avisar cuando le toque.",
            ),
            Text::new(
                "Ask the desk to change or cancel a hold.",
                "Pida en el mostrador que cambien o cancelen una reserva.",
            ),
            DESK,
        ),
        Class::InterlibraryLoans => (
            Text::new(
                "What {name} asked to borrow from another library.",
                "Lo que {name} pidió prestado de otra biblioteca.",
            ),
            Text::new(
                "To order the item, and to send it back on time.",
                "Para pedir el material y devolverlo a tiempo.",
            ),
            Text::new(
                "Ask the desk to change or cancel a request.",
                "Pida en el mostrador que cambien o cancelen un pedido.",
            ),
            DESK,
        ),
        Class::Fees => (
            Text::new(
                "What {name} was charged, what was paid, and what is still owed. Never card or bank numbers.",
                "Lo que se le cobró a {name}, lo que se pagó y lo que aún se debe. Nunca números de tarjeta ni de cuenta.",
            ),
            Text::new(
                "To know what is owed, and to show what was paid.",
                "Para saber qué se debe y demostrar qué se pagó.",
            ),
            Text::new(
                "Show the desk the receipt, or say why the charge is wrong.",
                "Muestre el recibo en el mostrador o explique por qué el cargo es incorrecto.",
            ),
            Text::new(
                "{name}, you, and library staff who take payments. Someone who pays for {name} may be told the amount, if the \
                 library’s policy says so, and nothing else.",
                "{name}, usted y el personal que cobra. A quien paga por {name} se le puede decir el monto, si la política de \
                 la biblioteca lo permite, y nada más.",
            ),
        ),
        Class::Notices => (
            Text::new(
                "What the library and this portal wrote to {name}: when, where to, the full text, and if it arrived.",
                "Lo que la biblioteca y este portal le escribieron a {name}: cuándo, adónde, el texto completo y si llegó.",
            ),
            Text::new(
                "To show that {name} was told, and to find out why a notice did not arrive.",
                "Para demostrar que se avisó a {name} y averiguar por qué un aviso no llegó.",
            ),
            Text::new(
                "If notices go to a wrong place, {name} can correct the contact details here, or you can at the desk.",
                "Si los avisos van a un lugar equivocado, {name} puede corregir los datos aquí, o usted en el mostrador.",
            ),
            Text::new(
                "{name}, you, library staff who send notices, and the Director where they show what was agreed to.",
                "{name}, usted, el personal que envía avisos y la dirección cuando demuestra lo que se aceptó.",
            ),
        ),
        Class::Preferences => (
            Text::new(
                "{name}’s language, choice about reading history, and what {name} said yes or no to.",
                "El idioma de {name}, su elección sobre el historial de lectura y a qué dijo sí o no.",
            ),
            Text::new(
                "To do what {name} chose, and to be able to show what was asked and answered.",
                "Para hacer lo que {name} eligió y poder demostrar qué se le preguntó y qué respondió.",
            ),
            Text::new(
                "{name} can change each choice here at any time.",
                "{name} puede cambiar cada elección aquí en cualquier momento.",
            ),
            Text::new(
                "{name}, you, library staff who send notices, and the Director where they show what was agreed to.",
                "{name}, usted, el personal que envía avisos y la dirección cuando demuestra lo que se aceptó.",
            ),
        ),
        Class::ComputerUse => (
            Text::new(
                "When and for how long {name} used a library computer, and the print balance, where the library keeps them. \
                 Never what {name} looked at.",
                "Cuándo y por cuánto tiempo {name} usó una computadora de la biblioteca y su saldo para imprimir, donde se \
                 guardan. Nunca lo que vio.",
            ),
            Text::new(
                "To share out computer time fairly and to keep the print money.",
                "Para repartir el tiempo con justicia y guardar el dinero para imprimir.",
            ),
            Text::new("Ask at the desk.", "Pregunte en el mostrador."),
            Text::new(
                "{name}, you, and library staff who look after the computers.",
                "{name}, usted y el personal a cargo de las computadoras.",
            ),
        ),
        Class::Registrations => (
            Text::new(
                "Events {name} signed up for, and what was written there.",
                "Eventos en los que se inscribió {name} y lo que se escribió allí.",
            ),
            Text::new(
                "To keep {name}’s place, and to say if plans change.",
                "Para guardar el lugar de {name} y avisar si hay cambios.",
            ),
            Text::new(
                "Ask the desk to change or cancel the place.",
                "Pida en el mostrador que cambien o cancelen el lugar.",
            ),
            Text::new(
                "{name}, you, and library staff who run the event.",
                "{name}, usted y el personal que organiza el evento.",
            ),
        ),
        Class::Contributions => (
            Text::new(
                "{name}’s reviews, lists, suggestions and contest entries.",
                "Las reseñas, listas, sugerencias y participaciones en concursos de {name}.",
            ),
            Text::new(
                "To show them where {name} asked, and to answer.",
                "Para mostrarlo donde {name} quiso y responder.",
            ),
            Text::new("Ask the desk to change or remove it.", "Pida en el mostrador que lo cambien o lo quiten."),
            Text::new(
                "{name}, you, and library staff. What {name} chose to share, everyone.",
                "{name}, usted y el personal. Lo que {name} eligió compartir, todos.",
            ),
        ),
        Class::Questions => (
            Text::new(
                "Questions to the reference desk that carry {name}’s name, and the answers.",
                "Preguntas al servicio de consulta que llevan el nombre de {name}, y las respuestas.",
            ),
            Text::new("To find the answer and send it.", "Para encontrar la respuesta y enviarla."),
            Text::new(
                "Ask the desk to correct a question or take the name off it.",
                "Pida en el mostrador que corrijan una pregunta o le quiten el nombre.",
            ),
            Text::new("{name}, you, and library staff who answer.", "{name}, usted y el personal que responde."),
        ),
        Class::Pending => (
            Text::new(
                "Changes and corrections that {name} asked for, and what became of them.",
                "Cambios y correcciones que {name} pidió, y en qué quedaron.",
            ),
            Text::new(
                "So that nobody can change {name}’s details unseen, and what is wrong is set right.",
                "Para que nadie cambie los datos de {name} sin que se vea, y lo que está mal se corrija.",
            ),
            Text::new(
                "{name} can take the change back here, or ask for another.",
                "{name} puede retirar el cambio aquí o pedir otro.",
            ),
            Text::new(
                "{name}, you, the staff who confirm changes and answer corrections, and the Director where they show what was \
                 agreed to.",
                "{name}, usted, el personal que confirma los cambios y responde a las correcciones, y la dirección cuando \
                 demuestra lo que se aceptó.",
            ),
        ),
        Class::HeldElsewhere => (
            Text::new(
                "What others hold about {name} because of the library: shared systems, backups, newsletters, e-books, paper.",
                "Lo que otros guardan sobre {name} por la biblioteca: sistemas compartidos, copias de respaldo, boletines, \
                 libros electrónicos, papel.",
            ),
            Text::new(
                "The library works with others. This portal does not hold that data, but you should know of it.",
                "La biblioteca trabaja con otros. Este portal no guarda esos datos, pero conviene saber que existen.",
            ),
            Text::new("Ask the one named beside it.", "Pregunte a quien se nombra al lado."),
            Text::new(
                "Those who hold it, by their own rules. The library cannot promise that others erase their backups.",
                "Quienes lo guardan, según sus propias reglas. La biblioteca no puede prometer que otros borren sus copias \
                 de respaldo.",
            ),
        ),
        Class::Credentials | Class::Activity => return None,
    };
    Some(OfAChild { title: title(class), what, why, wrong, who })
}

const fn title(class: Class) -> Text {
    match class {
        Class::Identity => Text::new("Who {name} is", "Quién es {name}"),
        Class::Contact => Text::new("How to reach {name}", "Cómo comunicarse con {name}"),
        Class::Notices => Text::new("Notices sent to {name}", "Avisos que se enviaron a {name}"),
        Class::Contributions => Text::new("What {name} wrote for others", "Lo que {name} escribió para otros"),
        Class::Activity => Text::new("What happened to {name}’s record", "Qué pasó con el registro de {name}"),
        Class::Questions => Text::new("Questions {name} asked", "Preguntas que hizo {name}"),
        other => other.label(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_drawer_of_a_child_says_you_of_the_child() {
        for class in Class::ALL {
            let Some(words) = of_a_child(class) else {
                assert!(matches!(class, Class::Credentials | Class::Activity));
                continue;
            };
            let said = words.of(Some("Linh"), Lang::En);
            // "You" is the reader alone: among those who can see it, and in what the reader may do at the desk.
            for text in [&said.what, &said.why] {
                let yours = text.replace("you should know", "");
                assert!(
                    !yours.to_lowercase().split(|c: char| !c.is_alphabetic()).any(|word| word.starts_with("you")),
                    "{text}"
                );
            }
            for text in [said.title, said.what, said.why, said.wrong, said.who] {
                assert!(!text.contains('{') && !text.to_lowercase().contains("your"), "{class:?}: {text}");
            }
        }
    }

    #[test]
    fn who_can_see_it_names_the_parent_who_reads() {
        for class in Class::ALL.into_iter().filter(|class| *class != Class::HeldElsewhere) {
            let Some(words) = of_a_child(class) else { continue };
            assert!(words.of(Some("Linh"), Lang::En).who.contains(", you"), "{class:?}");
            assert!(words.of(Some("Linh"), Lang::Es).who.contains("usted"), "{class:?}");
        }
    }

    #[test]
    fn without_a_name_a_sentence_begins_with_a_capital() {
        let said = of_a_child(Class::Contributions).unwrap().of(None, Lang::Es);
        assert!(said.what.starts_with("Las reseñas"));
        assert!(of_a_child(Class::Pending).unwrap().of(None, Lang::En).wrong.starts_with("The child can take"));
    }
}
