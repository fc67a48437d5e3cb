//! The overview: who I am to the library, who knows what, what comes next, who looked, and the record in groups.
//!
//! What stands between asterisks is set in bold.

use super::by_age::ByAge;
use domain::{
    age::Young,
    inventory::{Class, show},
    words::{Lang, Text, isolated},
};

fn number(count: u64) -> String {
    show::count(i64::try_from(count).unwrap_or(i64::MAX))
}

/// A sentence with a number in the place of `{n}`.
fn with(sentence: &str, count: u64) -> String {
    sentence.replace("{n}", &number(count))
}

const HELD_ONE: ByAge =
    ByAge::new("We hold *1 entry* about you.", "Guardamos *1 dato* sobre usted.", "Guardamos *1 dato* sobre ti.")
        .plainly("The library keeps *1 thing* about you.", "La biblioteca guarda *1 dato* sobre ti.");
const HELD_MANY: ByAge = ByAge::new(
    "We hold *{n} entries* about you.",
    "Guardamos *{n} datos* sobre usted.",
    "Guardamos *{n} datos* sobre ti.",
)
.plainly("The library keeps *{n} things* about you.", "La biblioteca guarda *{n} datos* sobre ti.");

/// `We hold *2,483 entries* about you.`
pub fn held(lang: Lang, young: Option<Young>, count: u64) -> String {
    let sentence = if count == 1 { HELD_ONE } else { HELD_MANY };
    with(sentence.to(young, lang), count)
}

const LOOKED_NEVER: ByAge = ByAge::new(
    "Nobody else viewed your record in the past year.",
    "Nadie más consultó su registro en el último año.",
    "Nadie más consultó tu registro en el último año.",
)
.plainly("Nobody else looked at it in the past year.", "Nadie más lo miró en el último año.");
const LOOKED_ONCE: ByAge = ByAge::new(
    "Others viewed your record *once* in the past year.",
    "Otras personas consultaron su registro *una vez* en el último año.",
    "Otras personas consultaron tu registro *una vez* en el último año.",
)
.plainly("Other people looked at it *once* in the past year.", "Otras personas lo miraron *una vez* en el último año.");
const LOOKED_OFTEN: ByAge = ByAge::new(
    "Others viewed your record *{n} times* in the past year.",
    "Otras personas consultaron su registro *{n} veces* en el último año.",
    "Otras personas consultaron tu registro *{n} veces* en el último año.",
)
.plainly(
    "Other people looked at it *{n} times* in the past year.",
    "Otras personas lo miraron *{n} veces* en el último año.",
);

/// How often others looked in the last twelve months.
pub fn looked(lang: Lang, young: Option<Young>, count: u64) -> String {
    let sentence = match count {
        0 => LOOKED_NEVER,
        1 => LOOKED_ONCE,
        _ => LOOKED_OFTEN,
    };
    with(sentence.to(young, lang), count)
}

const OUTSIDE_NOBODY: ByAge = ByAge::new(
    "Right now no other service or person has leave to learn anything about you through this portal.",
    "Ahora ningún otro servicio ni persona tiene permiso para saber algo de usted por medio de este portal.",
    "Ahora ningún otro servicio ni persona tiene permiso para saber algo de ti por medio de este portal.",
)
.plainly(
    "Right now nobody outside the library may learn anything about you here.",
    "Ahora nadie de fuera de la biblioteca puede saber aquí algo de ti.",
);
const OUTSIDE_ONE: ByAge = ByAge::new(
    "*One* person or service outside the library knows something or may learn it.",
    "*Un* servicio o una persona de fuera de la biblioteca sabe algo o puede saberlo.",
    "*Un* servicio o una persona de fuera de la biblioteca sabe algo o puede saberlo.",
);
const OUTSIDE_MANY: ByAge = ByAge::new(
    "*{n}* people or services outside the library know something or may learn it.",
    "*{n}* servicios o personas fuera de la biblioteca saben algo o pueden saberlo.",
    "*{n}* servicios o personas fuera de la biblioteca saben algo o pueden saberlo.",
);

/// How many outside the library know something, or may learn it when they are used or when they ask.
pub fn outside(lang: Lang, young: Option<Young>, count: usize) -> String {
    let sentence = match count {
        0 => OUTSIDE_NOBODY,
        1 => OUTSIDE_ONE,
        _ => OUTSIDE_MANY,
    };
    with(sentence.to(young, lang), count as u64)
}

/// The next day on which something is due to be deleted.
pub fn next_deletion(lang: Lang, young: Option<Young>, day: &str) -> String {
    let sentence = ByAge::new(
        "The next deletion is due on *{day}*.",
        "El próximo borrado está previsto para el *{day}*.",
        "El próximo borrado está previsto para el *{day}*.",
    )
    .plainly("Some of it is due to be erased on *{day}*.", "Está previsto borrar una parte el *{day}*.");
    sentence.to(young, lang).replace("{day}", day)
}

/// What stands first on the page of a minor.
pub fn greeting(lang: Lang, young: Young, name: Option<&str>) -> String {
    match (lang, young, name.map(isolated)) {
        (Lang::En, Young::Child, Some(name)) => format!("Hi, {name}!"),
        (Lang::En, Young::Child, None) => "Hi!".to_owned(),
        (Lang::Es, Young::Child, Some(name)) => format!("¡Hola, {name}!"),
        (Lang::Es, Young::Child, None) => "¡Hola!".to_owned(),
        (Lang::En, Young::Teenager, Some(name)) => format!("{name}, here is your record"),
        (Lang::Es, Young::Teenager, Some(name)) => format!("{name}, este es tu registro"),
        (_, Young::Teenager, None) => TITLE.to(Some(young), lang).to_owned(),
    }
}

/// What the page is called.
pub const TITLE: ByAge = ByAge::new("Your record", "Su registro", "Tu registro");

/// What a drawer is called on the overview.
pub const fn drawer(class: Class, young: Option<Young>) -> Text {
    match (young, class) {
        (Some(_), Class::Identity) => Text::new("Who you are", "Quién eres"),
        (Some(_), Class::Contact) => Text::new("How to reach you", "Cómo comunicarnos contigo"),
        (Some(_), Class::Notices) => Text::new("Notices sent to you", "Avisos que te enviaron"),
        (Some(_), Class::Contributions) => Text::new("What you wrote for others", "Lo que escribiste para otros"),
        (Some(_), Class::Questions) => Text::new("Questions you asked", "Preguntas que hiciste"),
        (Some(_), Class::Activity) => Text::new("What happened to your record", "Qué pasó con tu registro"),
        _ => class.label(),
    }
}

pub const CARD_OUT: Text = Text::new("Out", "Prestado");
pub const CARD_READY: Text = Text::new("Ready", "Listo");
pub const CARD_OWED: ByAge = ByAge::new("Owed", "Debe", "Debes");
pub const CARD_GOOD: Text = Text::new("Card ends", "Vence");
pub const CARD_ENDING: Text = Text::new("Card number ending in", "Tarjeta terminada en");
pub const TODAY: Text = Text::new("today", "hoy");
pub const TOMORROW: Text = Text::new("tomorrow", "mañana");
pub const NOTHING_OUT: Text = Text::new("Nothing", "Nada");
pub const NOTHING_READY: Text = Text::new("No hold", "Ninguna reserva");

pub fn loans(lang: Lang, count: u64) -> String {
    match (lang, count) {
        (Lang::En, 1) => "1 loan".to_owned(),
        (Lang::En, _) => format!("{count} loans"),
        (Lang::Es, 1) => "1 préstamo".to_owned(),
        (Lang::Es, _) => format!("{count} préstamos"),
    }
}

pub fn next_due(lang: Lang, day: &str) -> String {
    match lang {
        Lang::En => format!(", next due *{day}*"),
        Lang::Es => format!(", el próximo vence *{day}*"),
    }
}

pub fn holds_ready(lang: Lang, count: u64) -> String {
    match (lang, count) {
        (Lang::En, 1) => "1 hold".to_owned(),
        (Lang::En, _) => format!("{count} holds"),
        (Lang::Es, 1) => "1 reserva".to_owned(),
        (Lang::Es, _) => format!("{count} reservas"),
    }
}

pub fn until(lang: Lang, day: &str) -> String {
    match lang {
        Lang::En => format!("until {day}"),
        Lang::Es => format!("hasta el {day}"),
    }
}

pub fn expired(lang: Lang, young: Option<Young>, day: &str) -> String {
    let said = ByAge::new("Your card ended on {day}", "Su tarjeta venció el {day}", "Tu tarjeta venció el {day}");
    said.to(young, lang).replace("{day}", day)
}
pub const EXPIRED_DO: ByAge = ByAge::new(
    "Renew it at the desk to borrow again. Your record stays open to you here.",
    "Renuévela en el mostrador para volver a pedir prestado. Aquí puede seguir consultando su registro.",
    "Renuévala en el mostrador para volver a pedir prestado. Aquí puedes seguir consultando tu registro.",
)
.plainly(
    "Ask at the desk to make it good again, and you can borrow. You can still see your record here.",
    "Pide en el mostrador que la renueven y podrás volver a pedir prestado. Aquí puedes seguir viendo tu registro.",
);

pub fn stopped(lang: Lang, young: Option<Young>, day: &str) -> String {
    let said = ByAge::new(
        "Borrowing is stopped until {day}",
        "No puede pedir prestado hasta el {day}",
        "No puedes pedir prestado hasta el {day}",
    )
    .plainly("You cannot borrow until {day}", "No puedes pedir prestado hasta el {day}");
    said.to(young, lang).replace("{day}", day)
}
pub const STOPPED_WITHOUT_END: ByAge = ByAge::new(
    "Borrowing is stopped, and no end date is recorded",
    "No puede pedir prestado, y no consta una fecha de término",
    "No puedes pedir prestado, y no consta una fecha de término",
)
.plainly(
    "You cannot borrow now, and no end date is written down",
    "Ahora no puedes pedir prestado, y no está escrito hasta cuándo",
);
pub const STOPPED_DO: ByAge = ByAge::new(
    "This is what the library’s system says. Ask at the desk if it is not right.",
    "Esto es lo que indica el sistema de la biblioteca. Si no es correcto, pregunte en el mostrador.",
    "Esto es lo que indica el sistema de la biblioteca. Si no es correcto, pregunta en el mostrador.",
);

pub fn owing(lang: Lang, young: Option<Young>, amount: &str) -> String {
    ByAge::new("You owe {n}", "Usted debe {n}", "Debes {n}").to(young, lang).replace("{n}", amount)
}
// No profile says that what is owed stops borrowing: where it is stopped, the library's system says so, in a notice of its own.
pub const OWING_MEANS: ByAge = ByAge::new(
    "This is what the library’s system says. Pay at the desk, or ask there if it is not right.",
    "Esto es lo que indica el sistema de la biblioteca. Pague en el mostrador, o pregunte allí si no es correcto.",
    "Esto es lo que indica el sistema de la biblioteca. Paga en el mostrador, o pregunta allí si no es correcto.",
)
.plainly(
    "This is what the library’s computers say. Tell your grown-up, or ask at the desk how to pay, or if it is not right.",
    "Esto es lo que dicen las computadoras de la biblioteca. Díselo a la persona adulta que te cuida, o pregunta en el mostrador \
     cómo pagar, o si no es correcto.",
);
pub const OWING_DO: Text = Text::new("See each charge", "Ver cada cargo");

const OVERDUE_ONE: ByAge = ByAge::new("1 loan is overdue", "1 préstamo está vencido", "1 préstamo está vencido")
    .plainly("1 thing is late", "Hay 1 cosa atrasada");
const OVERDUE_MANY: ByAge =
    ByAge::new("{n} loans are overdue", "{n} préstamos están vencidos", "{n} préstamos están vencidos")
        .plainly("{n} things are late", "Hay {n} cosas atrasadas");

pub fn overdue(lang: Lang, young: Option<Young>, count: u64) -> String {
    let said = if count == 1 { OVERDUE_ONE } else { OVERDUE_MANY };
    said.to(young, lang).replace("{n}", &count.to_string())
}
pub const OVERDUE_MEANS: ByAge = ByAge::new(
    "The day it was due has passed. Bring it back to the library, or ask at the desk if you need it longer.",
    "La fecha de devolución ya pasó. Devuélvalo en la biblioteca, o pregunte en el mostrador si lo necesita más tiempo.",
    "La fecha de devolución ya pasó. Devuélvelo en la biblioteca, o pregunta en el mostrador si lo necesitas más tiempo.",
)
.plainly(
    "The day to bring it back has passed. Bring it back to the library, or ask at the desk if you need it longer.",
    "Ya pasó el día para devolverlo. Devuélvelo en la biblioteca, o pregunta en el mostrador si lo necesitas más tiempo.",
);
pub const OVERDUE_DO: ByAge = ByAge::new("See what to bring back", "Ver qué debe devolver", "Ver qué debes devolver");

pub const WAITING: ByAge = ByAge::new(
    "The desk checks the change you asked for",
    "El personal del mostrador revisa el cambio que usted pidió",
    "El personal del mostrador revisa el cambio que pediste",
);
pub const WAITING_ID: ByAge = ByAge::new(
    "Visit the desk with photo ID to finish this",
    "Para terminarlo, vaya al mostrador con una identificación con foto",
    "Para terminarlo, ve al mostrador con una identificación con foto",
);
pub fn waiting(lang: Lang, young: Option<Young>, reference: &str) -> String {
    let said = ByAge::new(
        "You asked to change how we reach you. The reference is *{reference}*.",
        "Usted pidió cambiar cómo comunicarnos con usted. La referencia es *{reference}*.",
        "Pediste cambiar cómo comunicarnos contigo. La referencia es *{reference}*.",
    );
    said.to(young, lang).replace("{reference}", reference)
}
pub const SIGNED: ByAge = ByAge::new(
    "Visit the desk with photo ID to finish your permission",
    "Para terminar su permiso, vaya al mostrador con una identificación con foto",
    "Para terminar tu permiso, ve al mostrador con una identificación con foto",
);
/// Of a permission that is signed.
pub fn signed(lang: Lang, young: Option<Young>, reference: &str) -> String {
    let said = ByAge::new(
        "You signed it. Until the desk confirms it, nothing is shared. The reference is *{reference}*.",
        "Usted lo firmó. Hasta que el mostrador lo confirme, no se comparte nada. La referencia es *{reference}*.",
        "Lo firmaste. Hasta que el mostrador lo confirme, no se comparte nada. La referencia es *{reference}*.",
    );
    said.to(young, lang).replace("{reference}", reference)
}
pub const SIGNED_DO: Text = Text::new("See the permission", "Ver el permiso");
pub const CLOSING_DO: ByAge =
    ByAge::new("See it, or keep your card", "Verlo o conservar su tarjeta", "Verlo o conservar tu tarjeta");
pub const WAITING_DO: Text = Text::new("See the change", "Ver el cambio");

pub const NO_CARD: ByAge = ByAge::new(
    "None of your cards is in use",
    "Ninguna de sus tarjetas está en uso",
    "Ninguna de tus tarjetas está en uso",
);
pub const NO_CARD_DO: ByAge =
    ByAge::new("Ask at the desk for a new one.", "Pida una nueva en el mostrador.", "Pide una nueva en el mostrador.");

pub const ABSENT: ByAge = ByAge::new(
    "You are no longer in the library’s list of patrons",
    "Usted ya no está en la lista de usuarios de la biblioteca",
    "Ya no estás en la lista de usuarios de la biblioteca",
)
.plainly("You are not on the library’s list any more", "Ya no estás en la lista de la biblioteca");
const ABSENT_THEN: ByAge = ByAge::new(
    "The library’s list has not had you since *{since}*. Your whole record here is due to be deleted on *{day}*. If you still use \
     your card, tell the desk before then.",
    "Usted no está en la lista de la biblioteca desde el *{since}*. Todo su registro aquí debe borrarse el *{day}*. Si todavía usa \
     su tarjeta, dígalo antes en el mostrador.",
    "No estás en la lista de la biblioteca desde el *{since}*. Todo tu registro aquí debe borrarse el *{day}*. Si todavía usas tu \
     tarjeta, dilo antes en el mostrador.",
)
.plainly(
    "The library’s list has not had you since *{since}*. All that is kept about you here is due to be erased on *{day}*. If you \
     still use your card, tell someone at the desk before then.",
    "No estás en la lista de la biblioteca desde el *{since}*. Todo lo que se guarda aquí sobre ti debe borrarse el *{day}*. Si \
     todavía usas tu tarjeta, díselo antes a alguien en el mostrador.",
);
const ABSENT_STAYS: ByAge = ByAge::new(
    "The library’s list has not had you since *{since}*. Your record stays here while you have something out, owe something, a \
     legal process may concern it, or a card closed here is not yet closed in the library’s own system. If you still use your \
     card, tell the desk.",
    "Usted no está en la lista de la biblioteca desde el *{since}*. Su registro se queda aquí mientras tenga algo prestado, deba \
     algo, pueda concernir a un proceso legal o una tarjeta cerrada aquí no esté cerrada aún en el sistema de la biblioteca. Si \
     todavía usa su tarjeta, dígalo en el mostrador.",
    "No estás en la lista de la biblioteca desde el *{since}*. Tu registro se queda aquí mientras tengas algo prestado, debas \
     algo, pueda concernir a un proceso legal o una tarjeta cerrada aquí no esté cerrada aún en el sistema de la biblioteca. Si \
     todavía usas tu tarjeta, dilo en el mostrador.",
)
.plainly(
    "The library’s list has not had you since *{since}*. What is kept about you stays here for now: perhaps you still have a book \
     or owe something, or there is another reason that the desk can tell. If you still use your card, tell someone there.",
    "No estás en la lista de la biblioteca desde el *{since}*. Lo que se guarda sobre ti se queda aquí por ahora: quizá todavía \
     tienes un libro o debes algo, o hay otra razón que te pueden decir en el mostrador. Si todavía usas tu tarjeta, díselo a \
     alguien allí.",
);

/// What becomes of the record of somebody who has been missing from the library's file since this day.
pub fn absent_then(lang: Lang, young: Option<Young>, since: &str, goes: Option<&str>) -> String {
    let said = if goes.is_some() { ABSENT_THEN } else { ABSENT_STAYS };
    said.to(young, lang).replace("{since}", since).replace("{day}", goes.unwrap_or_default())
}

pub const KNOWS: ByAge = ByAge::new("Who knows what", "Quién sabe qué", "Quién sabe qué")
    .plainly("Who knows something about you", "Quién sabe algo de ti");
pub const KNOWS_MORE: Text = Text::new("Held elsewhere", "En otros lugares");
pub const YOU: ByAge = ByAge::new("You", "Usted", "Tú");
pub const THE_LIBRARY: Text = Text::new("The library", "La biblioteca");
pub const WHOLE_RECORD: ByAge = ByAge::new("Your whole record", "Todo su registro", "Todo tu registro")
    .plainly("All of your record", "Todo tu registro");
pub const THAT_YOU_ARE: ByAge = ByAge::new(
    "When used: that you have a card",
    "Al usarlo: que usted tiene tarjeta",
    "Al usarlo: que tienes tarjeta",
)
.plainly("When you use it: that you have a card", "Cuando lo usas: que tienes tarjeta");
pub const WHEN_USED: ByAge =
    ByAge::new("When used", "Al usarlo", "Al usarlo").plainly("When you use it", "Cuando lo usas");
/// The same about a child.
pub const WHEN_IT_IS_USED: Text = Text::new("When it is used", "Cuando se usa");
pub const ON_LIST: ByAge = ByAge::new("You are on its list", "Usted está en su lista", "Estás en la lista");
pub const IS_ACTIVE: Text = Text::new("whether the card is in use", "si la tarjeta está en uso");
pub const ASKED: ByAge = ByAge::new("With your permission", "Con su permiso", "Con tu permiso");
pub const WAS_TOLD: Text = Text::new("Was told", "Se le informó de");
pub const WAS_GIVEN: Text = Text::new("Was given", "Se le entregó");
/// When somebody was last told something.
pub fn last_on(lang: Lang, day: &str) -> String {
    match lang {
        Lang::En => format!("last on {day}"),
        Lang::Es => format!("la última vez, el {day}"),
    }
}
pub const MAY_SEE_PARTS: Text = Text::new("May see parts of your record", "Puede ver partes del registro");
// What the lines mean; the rows say the rest.
pub const KEY_ALL: Text = Text::new("Everything", "Todo");
pub const KEY_PART: Text = Text::new("A part", "Una parte");
pub const KEY_ASKED: Text = Text::new("Only if they ask", "Solo cuando esa persona lo pide");

pub fn from_to(lang: Lang, from: &str, to: &str) -> String {
    match lang {
        Lang::En => format!("{from} to {to}"),
        Lang::Es => format!("del {from} al {to}"),
    }
}

pub const NEXT: Text = Text::new("What happens next", "Qué pasará");
pub const NEXT_NOTHING: Text = Text::new(
    "Nothing is due: nothing ends and nothing is deleted within a year.",
    "No hay nada previsto: nada termina ni se borra en un año.",
);
pub const NEXT_BOX: Text = Text::new("Deletion", "Borrado");
pub const NEXT_PEG: Text = Text::new("Something ends", "Algo termina");
pub const WHOLE_RECORD_GOES: ByAge = ByAge::new(
    "Your whole record is due to be deleted",
    "Debe borrarse todo su registro",
    "Debe borrarse todo tu registro",
)
.plainly("All of your record is due to be erased", "Debe borrarse todo tu registro");
pub const LOANS_DUE: Text = Text::new("Due back", "Devolución");
pub const HOLD_GOES: ByAge = ByAge::new(
    "Last day to pick up your hold",
    "Último día para recoger su reserva",
    "Último día para recoger tu reserva",
)
.plainly("Last day to pick up what you asked for", "Último día para recoger lo que pediste");
pub const DELETION: Text = Text::new("Deletion", "Borrado");
pub fn deleted(lang: Lang, what: &str, more: u64) -> String {
    match (lang, more) {
        (_, 0) => format!("{what}."),
        (Lang::En, _) => format!("{what}. {more} more within a year."),
        (Lang::Es, _) => format!("{what}. {more} más en un año."),
    }
}
pub fn permission_ends(lang: Lang, name: &str) -> String {
    let name = isolated(name);
    match lang {
        Lang::En => format!("Permission for {name} ends"),
        Lang::Es => format!("Termina el permiso para {name}"),
    }
}
pub fn of_age(lang: Lang, young: Option<Young>, age: u8) -> String {
    ByAge::new("You turn {n}", "Usted cumple {n} años", "Cumples {n} años")
        .to(young, lang)
        .replace("{n}", &age.to_string())
}
pub const OF_AGE_AFTER: ByAge = ByAge::new(
    "From that day no parent or guardian can look at your record.",
    "Desde ese día ninguna madre, padre ni tutor puede consultar su registro.",
    "Desde ese día ninguna madre, padre ni tutor puede consultar tu registro.",
)
.plainly(
    "From that day, no grown-up can look at your record here.",
    "Desde ese día ninguna persona adulta que te cuida puede ver aquí tu registro.",
);
pub const CARD_ENDS: ByAge = ByAge::new("Your card ends", "Vence su tarjeta", "Vence tu tarjeta");
pub const CARD_ENDS_DO: ByAge =
    ByAge::new("Renew it at the desk.", "Renuévela en el mostrador.", "Renuévala en el mostrador.");

pub const LOOKED: ByAge = ByAge::new("Who looked", "Quién consultó", "Quién consultó")
    .plainly("Who looked at your record", "Quién miró tu registro");
pub const LOOKED_ALL: ByAge = ByAge::new("All activity", "Toda la actividad", "Toda la actividad")
    .plainly("See everything that happened", "Ver todo lo que pasó");
pub const LOOKED_NOBODY: ByAge = ByAge::new(
    "Nobody else has asked for your record. When someone does, it will appear here: who, what for, and what they saw.",
    "Nadie más ha pedido su registro. Cuando alguien lo haga, aparecerá aquí: quién, para qué y qué vio.",
    "Nadie más ha pedido tu registro. Cuando alguien lo haga, aparecerá aquí: quién, para qué y qué vio.",
)
.plainly(
    "Nobody else has asked to see your record. If someone does, you can see here who it was, why, and what they saw.",
    "Nadie más ha pedido ver tu registro. Si alguien lo hace, aquí verás quién fue, para qué y qué vio.",
);
pub const LOOKED_CAPTION: ByAge = ByAge::new(
    "The last times someone else asked for your record",
    "Las últimas veces que otra persona pidió su registro",
    "Las últimas veces que otra persona pidió tu registro",
);
pub const LOOKED_FOR: Text = Text::new("Why", "Para qué");
pub const LOOKED_WHO: Text = Text::new("Who", "Quién");
pub const LOOKED_SAW: Text = Text::new("Saw", "Vio");
pub const LOOKED_WHEN: Text = Text::new("When", "Cuándo");
pub const LOOKED_DOT: Text = Text::new("Viewed", "Consultado");
pub const LOOKED_REFUSED: Text = Text::new("Refused", "Rechazado");
pub const REFUSED: Text = Text::new("Refused, nothing shown", "Rechazado, no se mostró nada");
pub const NO_PURPOSE: Text = Text::new("No purpose recorded", "Sin motivo registrado");
/// A parent or guardian states no purpose.
pub const AS_A_PARENT: ByAge =
    ByAge::new("As your parent or guardian", "Como su madre, padre o tutor", "Como tu madre, padre o tutor")
        .plainly("As your grown-up", "Como la persona adulta que te cuida");
pub const COUNTS_ONLY: Text = Text::new("How much there is, no values", "Cuánto hay, sin los datos");

pub const HELD: ByAge = ByAge::new("What we hold", "Qué guardamos", "Qué guardamos")
    .plainly("What the library keeps about you", "Qué guarda la biblioteca sobre ti");
pub const DOWNLOAD: Text = Text::new("Download everything", "Descargar todo");
pub const NOTHING: Text = Text::new("Nothing recorded:", "Sin datos:");
pub const NOT_LOADED: ByAge = ByAge::new(
    "Not loaded here, ask at the desk:",
    "No se carga aquí, pregunte en el mostrador:",
    "No se carga aquí, pregunta en el mostrador:",
);
pub const WHAT_THIS_IS: ByAge = ByAge::new(
    "This portal holds nothing else about you. The library’s own system may hold more: ask at the desk.",
    "Este portal no guarda nada más sobre usted. El sistema de la biblioteca puede guardar más: pregunte en el mostrador.",
    "Este portal no guarda nada más sobre ti. El sistema de la biblioteca puede guardar más: pregunta en el mostrador.",
)
.plainly(
    "This is everything that this website keeps about you. The library’s other computers may keep more: ask at the desk.",
    "Esto es todo lo que este sitio guarda sobre ti. Las otras computadoras de la biblioteca pueden guardar más: pregunta en el mostrador.",
);
/// Also where the policy does not say whether the library keeps it: its page says which.
pub const NEVER: Text = Text::new("Not held here:", "No se guarda aquí:");

pub const GROUP_YOU: ByAge = ByAge::new("About you", "Sobre usted", "Sobre ti");
pub const GROUP_PERSON: Text = Text::new("The person", "La persona");
pub const GROUP_BORROW: Text = Text::new("Borrowing", "Préstamos");
pub const GROUP_MONEY: Text = Text::new("Money", "Dinero");
pub const GROUP_MESSAGES: Text = Text::new("Messages and choices", "Mensajes y decisiones");
pub const GROUP_ACTIVITY: Text = Text::new("Signing in and activity", "Acceso y actividad");

pub fn fact_due(lang: Lang, day: &str) -> String {
    match lang {
        Lang::En => format!("Next due {day}"),
        Lang::Es => format!("El próximo vence el {day}"),
    }
}
pub fn fact_ready(lang: Lang, count: u64, day: &str) -> String {
    match lang {
        Lang::En => format!("{count} ready until {day}"),
        Lang::Es => format!("{count} para recoger hasta el {day}"),
    }
}
pub const FACT_NOTHING_OWED: Text = Text::new("Nothing owed", "No se debe nada");
pub fn fact_owed(lang: Lang, amount: &str) -> String {
    match lang {
        Lang::En => format!("{amount} owed"),
        Lang::Es => format!("Se deben {amount}"),
    }
}
pub fn fact_since(lang: Lang, day: &str) -> String {
    match lang {
        Lang::En => format!("Since {day}"),
        Lang::Es => format!("Desde el {day}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sentence_counts_who_is_outside() {
        assert!(outside(Lang::En, None, 0).starts_with("Right now no other service or person has leave"));
        assert_eq!(
            outside(Lang::En, None, 1),
            "*One* person or service outside the library knows something or may learn it."
        );
        assert_eq!(
            outside(Lang::En, None, 3),
            "*3* people or services outside the library know something or may learn it."
        );
        assert!(outside(Lang::Es, None, 0).starts_with("Ahora ningún otro servicio ni persona tiene permiso"));
        assert!(outside(Lang::Es, None, 1).starts_with("*Un* servicio o una persona de fuera de la biblioteca"));
        assert!(outside(Lang::Es, None, 3).starts_with("*3* servicios o personas fuera"));
    }
}
