//! A family: a child's record, looked at by a parent or guardian; and what the child is told.

use domain::{
    age::Young,
    ledger::{Action, ActorKind},
    words::{Lang, Text, isolated},
};

pub const TITLE: Text = Text::new("Family", "Familia");
pub const LEDE: Text = Text::new(
    "Children whose library record you can look at. Each child sees every time you look, at this page too.",
    "Menores cuyo registro de la biblioteca usted puede consultar. Cada menor ve cada vez que usted lo consulta, también \
     en esta página.",
);
pub const NONE: Text = Text::new("You have not added a child.", "No ha agregado a ningún menor.");
pub const ADD: Text = Text::new("Add a child", "Agregar a su hijo o hija");
pub const CHILDREN: Text = Text::new("Children you added", "Menores que agregó");
pub const REMOVE: Text = Text::new("Remove", "Quitar");
pub const REMOVED: Text =
    Text::new("Removed. You can no longer look at that record.", "Se quitó. Ya no puede consultar ese registro.");
pub const YOUR_CHILD: Text = Text::new("your child", "su hijo o hija");
pub const THE_CHILD: Text = Text::new("the child", "el menor");
const THE_CHILD_FIRST: Text = Text::new("Your child", "Su hijo o hija");

pub const ADD_LEDE: Text = Text::new(
    "With your child’s library card you can look at your child’s record here, from your own account.",
    "Con la tarjeta de su hijo o hija puede consultar aquí su registro, desde su propia cuenta.",
);
pub const ADD_LEDE_RECORD: Text = Text::new(
    "With your child’s library card you can look at your child’s record here, from your own account. The library’s \
     record must also name you as the child’s parent or guardian.",
    "Con la tarjeta de su hijo o hija puede consultar aquí su registro, desde su propia cuenta. Además, el registro de \
     la biblioteca debe nombrarle como madre, padre o tutor.",
);
pub const BEFORE: Text = Text::new("Before you add a child", "Antes de agregar a su hijo o hija");
pub const BEFORE_ITEMS: [Text; 5] = [
    Text::new(
        "You will see almost everything in your child’s record: loans, holds, fees, messages, contact details and more.",
        "Verá casi todo el registro de su hijo o hija: préstamos, reservas, cargos, mensajes, datos de contacto y más.",
    ),
    Text::new(
        "You will not see your child’s PIN, where your child is signed in, or who else has looked.",
        "No verá su PIN, dónde tiene la sesión abierta ni quién más consultó el registro.",
    ),
    Text::new(
        "You cannot change anything or download a copy. Your child can.",
        "No puede cambiar nada ni descargar una copia. Su hijo o hija sí puede.",
    ),
    Text::new(
        "Your child sees that you were added and every time you look. We also send both of you an e-mail, where we can.",
        "Su hijo o hija ve que usted se agregó y cada vez que consulta. También les avisamos a los dos por correo \
         electrónico, si podemos.",
    ),
    Text::new(
        "It ends by itself on the day your child comes of age. You can end it sooner.",
        "Termina por sí solo el día en que su hijo o hija cumpla la mayoría de edad. Usted puede terminarlo antes.",
    ),
];
pub const WITH_CARD: Text = Text::new("I have my child’s card", "Tengo la tarjeta de mi hijo o hija");
pub const CHILD_CARD: Text = Text::new("Your child’s card number", "Número de tarjeta de su hijo o hija");
pub const CHILD_CARD_HINT: Text = Text::new(
    "The number on the back of your child’s card. Spaces do not matter.",
    "El número al reverso de la tarjeta de su hijo o hija. Los espacios no importan.",
);
pub const CHILD_SECRET: Text = Text::new("Your child’s PIN or password", "PIN o contraseña de su hijo o hija");
pub const CHILD_SECRET_HINT: Text = Text::new(
    "No PIN yet? Your child can get one at the desk.",
    "¿Aún no tiene PIN? Su hijo o hija puede obtenerlo en el mostrador.",
);
pub const OWN_SECRET: Text = Text::new("Your own PIN or password", "Su propio PIN o contraseña");
pub const OWN_SECRET_HINT: Text =
    Text::new("To be sure it is you. We ask this once.", "Para asegurarnos de que es usted. Lo pedimos una vez.");
pub const ADD_DO: Text = Text::new("Add this child", "Agregar a su hijo o hija");
pub const CARD_MISSING: Text =
    Text::new("Enter your child’s card number", "Escriba el número de tarjeta de su hijo o hija");
pub const CHILD_SECRET_MISSING: Text =
    Text::new("Enter your child’s PIN or password", "Escriba el PIN o la contraseña de su hijo o hija");
pub const OWN_MISSING: Text = Text::new("Enter your own PIN or password", "Escriba su propio PIN o contraseña");
pub const REFUSED: Text = Text::new(
    "The card number and the PIN or password do not match, or there have been too many tries. Check both, wait \
     a little, or ask at the desk for a code.",
    "El número de tarjeta y el PIN o la contraseña no coinciden, o hubo demasiados intentos. Revise los dos, espere un \
     poco o pida un código en el mostrador.",
);
pub const OWN_WRONG: Text = Text::new(
    "This is not your own PIN or password, or there have been too many tries.",
    "Este no es su propio PIN o contraseña, o hubo demasiados intentos.",
);
pub const WITH_CODE: Text = Text::new("I have a code from the desk", "Tengo un código del mostrador");
pub const WITH_CODE_WHAT: Text = Text::new(
    "Whoever signed for the child’s card can get a code at the desk with photo ID. It works once, for a day, and only in \
     your account.",
    "Quien firmó la solicitud de la tarjeta del menor puede obtener un código en el mostrador con una identificación con \
     foto. Sirve una vez, durante un día y solo en su propia cuenta.",
);
pub const WITH_CODE_WHAT_RECORD: Text = Text::new(
    "A parent or guardian on the child’s record can get a code at the desk with photo ID. It works once, for a day, and \
     only in your account.",
    "La madre, el padre o el tutor que consta en el registro del menor puede obtener un código en el mostrador con una \
     identificación con foto. Sirve una vez, durante un día y solo en su propia cuenta.",
);
pub const CODE_DEAD: Text = Text::new(
    "This code was replaced by a newer one, is too old, is not complete, or was made for someone else. Ask at the desk for a \
     new one.",
    "Este código se reemplazó por otro más nuevo, es demasiado antiguo, no está completo o se hizo para otra persona. Pida \
     uno nuevo en el mostrador.",
);
pub const CODE_AT_DESK: Text = Text::new(
    "Library staff are or were signed in with this browser or at this computer. Type the code on your own device, or at a public \
     computer. The code is still good.",
    "El personal de la biblioteca usa o usó este navegador o esta computadora. Escriba el código en su propio dispositivo o en una \
     computadora pública. El código sigue siendo válido.",
);
pub const CANNOT: Text = Text::new("This child cannot be added", "No se puede agregar a este menor");
pub const NOT_HERE: Text = Text::new("Not offered here", "Aquí no se ofrece");
pub const NOT_HERE_WHAT: Text = Text::new(
    "At this library the account is open to the card holder only, whatever their age. A parent or guardian cannot look \
     at it here.",
    "En esta biblioteca la cuenta solo está abierta a la persona titular de la tarjeta, sea cual sea su edad. Una madre, \
     un padre o un tutor no puede consultarla aquí.",
);
pub const WHAT_YOU_CAN_DO: Text = Text::new("What you can do", "Qué puede hacer");
pub const NOT_HERE_SHOW: Text = Text::new(
    "Your child can sign in with their own card and show you.",
    "Su hijo o hija puede iniciar sesión con su propia tarjeta y mostrársela.",
);
pub const NOT_HERE_PERMISSION: Text =
    Text::new("Your child can give you written permission.", "Su hijo o hija puede darle un permiso por escrito.");
pub const NOT_HERE_ASK: Text = Text::new(
    "The library’s director can tell you more about this rule.",
    "La dirección de la biblioteca puede explicarle más sobre esta regla.",
);
pub const TRY_AGAIN: Text = Text::new("Try again", "Intentar otra vez");

pub const BACK: Text = Text::new("Family", "Familia");
pub const NOT_SHOWN: Text = Text::new("Not shown to you", "Lo que no se le muestra a usted");
pub const PART_LEFT_OUT: Text =
    Text::new("Only your child and the library see this part:", "Solo su hijo o hija y la biblioteca ven esta parte:");
pub const SEEN_IS_THEIRS: Text = Text::new(
    "Only your child can see who has looked at this. The list there says that you looked, too.",
    "Solo su hijo o hija puede ver quién ha consultado esto. Ahí también dice que usted lo consultó.",
);
pub const REMOVE_TITLE: Text = Text::new("Stop looking at this record?", "¿Dejar de consultar este registro?");
pub const REMOVE_WHAT: Text = Text::new(
    "You will no longer be able to look at this record. To do so again you need the child’s card or a code from the desk.",
    "Ya no podrá consultar este registro. Para volver a hacerlo necesita la tarjeta del menor o un código del mostrador.",
);
pub const REMOVE_DO: Text = Text::new("Remove this child from my account", "Quitar a este menor de mi cuenta");
pub const REMOVE_NOT: Text = Text::new("No, go back", "No, regresar");

pub const OVER_REMOVED: Text = Text::new("You removed it from your account.", "Usted lo quitó de su cuenta.");
pub const OVER_DESK: Text = Text::new(
    "It was ended at the desk. Staff there can help you.",
    "Se terminó en el mostrador. Ahí el personal puede ayudarle.",
);
pub const OVER_CARD: Text = Text::new(
    "The card you added the child with was reported lost or closed. When your child has a new card, add the child again.",
    "La tarjeta con la que agregó al menor se reportó como perdida o se cerró. Cuando el menor tenga una tarjeta nueva, \
     agréguelo otra vez.",
);
pub const OVER_SECRET: Text = Text::new(
    "Your child has chosen another PIN or password. You can add your child again with the new one.",
    "Su hijo o hija eligió otro PIN u otra contraseña. Puede agregarlo otra vez con el nuevo.",
);
pub const ASK_END: Text = Text::new("Ask the library to stop this", "Pedir a la biblioteca que termine esto");
pub const END_ASKED: Text = Text::new(
    "You asked the library to stop this. Only people who work there can see that. Go to the desk or call:",
    "Pediste a la biblioteca que termine esto. Solo lo ven quienes trabajan allí. Ve al mostrador o llama:",
);
pub const OVER_REPLACED: Text =
    Text::new("You added this child again. Go to “Family”.", "Agregó a este menor otra vez. Vaya a «Familia».");

pub const WHO_SEES: Text = Text::new("Who can look at your record", "Quién puede ver tu registro");
pub const NOBODY_SEES: Text = Text::new(
    "Right now, no parent or guardian can look at your record here.",
    "Por ahora, ni tu madre, ni tu padre ni tu tutor pueden ver aquí tu registro.",
);
pub const NOBODY_HERE: Text = Text::new(
    "At this library, not even a parent can look at your record here. You can, and library staff can when their work \
     needs it.",
    "En esta biblioteca, ni siquiera tu madre o tu padre pueden ver aquí tu registro. Puedes verlo tú, y el personal de \
     la biblioteca cuando su trabajo lo necesita.",
);
pub const THEY_SEE: Text = Text::new(
    "They can see almost everything in your record, like what you borrow, what you are waiting for, what you owe, your \
     messages, and how to reach you.",
    "Pueden ver casi todo tu registro: lo que pides prestado, lo que estás esperando, lo que debes, tus mensajes, cómo \
     comunicarse contigo y más.",
);
pub const THEY_DO_NOT: Text = Text::new(
    "They cannot see your PIN or password, or the list of who has looked. They cannot change anything.",
    "No pueden ver tu PIN ni tu contraseña, ni la lista de quién ha visto tu registro. No pueden cambiar nada.",
);
pub const THEY_SHOW: Text =
    Text::new("Each time they look, you see it in your activity.", "Cada vez que miran, lo ves en tu actividad.");
pub const SEE_ACTIVITY: Text = Text::new("Open your activity", "Abrir tu actividad");
/// What a minor can do who does not want to be looked at.
pub const fn not_right(young: Young) -> Text {
    match young {
        Young::Child => NOT_RIGHT,
        Young::Teenager => NOT_RIGHT_TEENAGER,
    }
}
const NOT_RIGHT: Text = Text::new(
    "You cannot remove a grown-up here. If you do not want this, or it is not right, tell someone at the library. They \
     will listen, and they can end it. You can also call:",
    "Aquí no puedes quitar a un adulto. Si no quieres esto o no está bien, cuéntaselo a alguien de la biblioteca. Te van a \
     escuchar y pueden quitarle el acceso. También puedes llamar al:",
);
const NOT_RIGHT_TEENAGER: Text = Text::new(
    "You cannot remove a parent or guardian here. If you do not want this, or it is not right, talk to someone at the desk. \
     They can end it. You can also call:",
    "Aquí no puedes quitar a tu madre, padre o tutor. Si no quieres esto o no está bien, habla con alguien en el mostrador. \
     Ahí pueden quitarle el acceso. También puedes llamar al:",
);

/// `Ana’s record`.
pub fn record_of(lang: Lang, name: Option<&str>) -> String {
    let name = name.map(isolated);
    match (lang, name) {
        (Lang::En, Some(name)) => format!("{name}’s record"),
        (Lang::En, None) => "Your child’s record".to_owned(),
        (Lang::Es, Some(name)) => format!("El registro de {name}"),
        (Lang::Es, None) => "El registro de su hijo o hija".to_owned(),
    }
}

pub fn lede_of(lang: Lang, name: Option<&str>) -> String {
    let name = name.map(isolated);
    let name = name.unwrap_or_else(|| YOUR_CHILD.to(lang).into());
    match lang {
        Lang::En => format!("This is what you may see of what the library holds about {name}."),
        Lang::Es => {
            format!("Esto es lo que usted puede ver de lo que la biblioteca guarda sobre {name}.")
        }
    }
}

/// The banner on every page of a child's record.
pub fn looking_at(lang: Lang, name: Option<&str>) -> String {
    let name = name.map(isolated);
    match (lang, name) {
        (Lang::En, Some(name)) => format!("You are looking at {name}’s record."),
        (Lang::En, None) => "You are looking at your child’s record.".to_owned(),
        (Lang::Es, Some(name)) => format!("Está consultando el registro de {name}."),
        (Lang::Es, None) => "Está consultando el registro de su hijo o hija.".to_owned(),
    }
}

pub fn looking_means(lang: Lang, name: Option<&str>, ends: Option<&str>) -> String {
    let name = name.map(isolated);
    let name = name.unwrap_or_else(|| THE_CHILD_FIRST.to(lang).into());
    match (lang, ends) {
        (Lang::En, Some(ends)) => format!("{name} can see that you looked. This ends on {ends}."),
        (Lang::En, None) => format!("{name} can see that you looked."),
        (Lang::Es, Some(ends)) => format!("{name} puede ver que usted consultó. Esto termina el {ends}."),
        (Lang::Es, None) => format!("{name} puede ver que usted consultó."),
    }
}

/// `You can see Ana’s record, but for: Signing in`
pub fn you_see(lang: Lang, name: Option<&str>, left_out: &[&str]) -> String {
    let (name, left_out) = (name.map(isolated), left_out.join(", "));
    match (lang, name, left_out.is_empty()) {
        (Lang::En, Some(name), false) => format!("You can see {name}’s record, but for: {left_out}."),
        (Lang::En, Some(name), true) => format!("You can see all of {name}’s record."),
        (Lang::En, None, false) => format!("You can see your child’s record, but for: {left_out}."),
        (Lang::En, None, true) => "You can see all of your child’s record.".to_owned(),
        (Lang::Es, Some(name), false) => format!("Puede ver el registro de {name}, salvo: {left_out}."),
        (Lang::Es, Some(name), true) => format!("Puede ver todo el registro de {name}."),
        (Lang::Es, None, false) => format!("Puede ver el registro de su hijo o hija, salvo: {left_out}."),
        (Lang::Es, None, true) => "Puede ver todo el registro de su hijo o hija.".to_owned(),
    }
}

/// `Ends on May 6, 2031, the 18th birthday`.
pub fn ends_on(lang: Lang, date: &str, age: u8) -> String {
    match lang {
        Lang::En => format!("Ends on {date}, when the child turns {age}"),
        Lang::Es => format!("Termina el {date}, cuando el menor cumpla {age} años"),
    }
}

pub fn added(lang: Lang, name: Option<&str>, date: Option<&str>) -> String {
    let name = name.map(isolated);
    let name = name.unwrap_or_else(|| YOUR_CHILD.to(lang).into());
    match (lang, date) {
        (Lang::En, Some(date)) => {
            format!("You can look at the record of {name} until {date}. From that day it is theirs alone.")
        }
        (Lang::En, None) => format!("You can look at the record of {name}."),
        (Lang::Es, Some(date)) => {
            format!("Puede consultar el registro de {name} hasta el {date}. Desde ese día es solo de su hijo o hija.")
        }
        (Lang::Es, None) => format!("Puede consultar el registro de {name}."),
    }
}

pub const ADDED: Text = Text::new("The child is added", "Se agregó al menor");

/// The heading of a link that is over.
pub fn over_title(lang: Lang, name: Option<&str>) -> String {
    let name = name.map(isolated);
    let name = name.unwrap_or_else(|| YOUR_CHILD.to(lang).into());
    match lang {
        Lang::En => format!("You can no longer look at the record of {name}"),
        Lang::Es => format!("Ya no puede consultar el registro de {name}"),
    }
}

pub fn over_of_age(lang: Lang, age: u8) -> String {
    match lang {
        Lang::En => format!(
            "The child is {age} now, an adult by law. The record is theirs alone. They can still show it to you."
        ),
        Lang::Es => format!(
            "Ya tiene {age} años: es una persona adulta ante la ley. El registro es solo de esa persona. Si quiere, puede mostrárselo a usted."
        ),
    }
}

pub fn over_since(lang: Lang, date: &str) -> String {
    match lang {
        Lang::En => format!("It ended on {date}."),
        Lang::Es => format!("Terminó el {date}."),
    }
}

/// What a minor calls the parent or guardian who was added.
pub const fn guardian(young: Young) -> Text {
    match young {
        Young::Child => Text::new("Your grown-up", "La persona adulta que te cuida"),
        Young::Teenager => Text::new("Your parent or guardian", "Tu madre, padre o tutor"),
    }
}

/// The same on a page that speaks to everybody alike.
pub const fn guardian_formal(young: Young) -> Text {
    match young {
        Young::Child => Text::new("Your grown-up", "La persona adulta que le cuida"),
        Young::Teenager => Text::new("Your parent or guardian", "Su madre, padre o tutor"),
    }
}

/// `Your grown-up Rosa Ibarra can look at your record until you turn 18, on May 6, 2031.` To a teenager: `Your parent or
/// guardian Rosa Ibarra can look …`
pub fn can_look(lang: Lang, young: Young, name: Option<&str>, age: u8, date: Option<&str>) -> String {
    let who = guardian(young).to(lang);
    let who = match (lang, young, name.map(isolated)) {
        (Lang::En, _, Some(name)) => format!("{who} {name}"),
        (Lang::En, Young::Child, None) => "One of your grown-ups".to_owned(),
        (Lang::En, Young::Teenager, None) => "One of your parents or guardians".to_owned(),
        (Lang::Es, Young::Child, Some(name)) => format!("{name}, la persona adulta que te cuida,"),
        (Lang::Es, Young::Teenager, Some(name)) => format!("{name}, tu madre, padre o tutor,"),
        (Lang::Es, Young::Child, None) => "Una persona adulta que te cuida".to_owned(),
        (Lang::Es, Young::Teenager, None) => who.to_owned(),
    };
    match (lang, date) {
        (Lang::En, Some(date)) => format!("{who} can look at your record until you turn {age}, on {date}."),
        (Lang::En, None) => format!("{who} can look at your record."),
        (Lang::Es, Some(date)) => format!("{who} puede ver tu registro hasta que cumplas {age} años, el {date}."),
        (Lang::Es, None) => format!("{who} puede ver tu registro."),
    }
}

/// The accessible name of a link among several with the same words.
pub fn about(lang: Lang, name: Option<&str>) -> String {
    name.map_or_else(|| THE_CHILD.to(lang).to_owned(), |name| isolated(name).into_owned())
}

/// A line of the activity in words for this age; `None` where the ledger's own words do. `drawers` are the labels of the
/// classes it touched, `name` that of the parent or guardian where it is known.
pub fn for_a_child(
    lang: Lang,
    young: Young,
    (actor, action): (ActorKind, Action),
    name: Option<&str>,
    drawers: &[&str],
) -> Option<String> {
    let text = match (actor, action) {
        (ActorKind::Guardian, Action::Viewed) => return Some(looked(lang, guardian(young), name, drawers)),
        (_, Action::AccessClosed) => LINE_CLOSED.to(lang).to_owned(),
        _ => match young {
            Young::Child => line_for_a_child(lang, actor, action, drawers)?,
            Young::Teenager => line_for_a_teenager(action)?.to(lang).to_owned(),
        },
    };
    Some(text)
}

fn line_for_a_child(lang: Lang, actor: ActorKind, action: Action, drawers: &[&str]) -> Option<String> {
    let text = match (actor, action) {
        (ActorKind::Staff, Action::Viewed) => return Some(looked(lang, SOMEONE_THERE, None, drawers)),
        (_, Action::FamilyLinked) => LINE_LINKED,
        (_, Action::FamilyLinkAgain) => LINE_LINKED_AGAIN,
        (_, Action::FamilyLinkEnded) => LINE_LINK_ENDED,
        (_, Action::FamilyEndAsked) => LINE_END_ASKED,
        (_, Action::FamilyCodeMade) => LINE_CODE,
        (_, Action::FamilyCodeConfirmed) => LINE_CODE_CONFIRMED,
        (_, Action::FamilyRecordChanged) => LINE_RECORD,
        (_, Action::GuardianStopSet) => LINE_STOPPED,
        (_, Action::GuardianStopLifted) => LINE_LIFTED,
        (ActorKind::Visitor, Action::SignInRefused) => LINE_TRIED,
        (ActorKind::Visitor, Action::ResetAsked) => LINE_LINK_ASKED,
        (ActorKind::Staff, Action::ActivationCodeMade) => LINE_OWN_CODE,
        _ => return None,
    };
    Some(text.to(lang).to_owned())
}

/// A teenager reads of the staff and of signing in what everybody reads.
const fn line_for_a_teenager(action: Action) -> Option<Text> {
    Some(match action {
        Action::FamilyLinked => Text::new(
            "A parent or guardian was added. They can look at your record now.",
            "Se agregó a tu madre, padre o tutor. Ahora puede ver tu registro.",
        ),
        Action::FamilyLinkAgain => Text::new(
            "A parent or guardian asked again to look at your record. They could already.",
            "Tu madre, padre o tutor pidió otra vez ver tu registro. Ya podía.",
        ),
        Action::FamilyLinkEnded => Text::new(
            "A parent or guardian can no longer look at your record.",
            "Tu madre, padre o tutor ya no puede ver tu registro.",
        ),
        Action::FamilyEndAsked => Text::new(
            "You asked the library that a parent or guardian no longer looks at your record.",
            "Pediste a la biblioteca que tu madre, padre o tutor ya no vea tu registro.",
        ),
        Action::FamilyCodeMade => Text::new(
            "The library made a code so that a parent or guardian can look at your record.",
            "La biblioteca creó un código para que tu madre, padre o tutor pueda ver tu registro.",
        ),
        Action::FamilyCodeConfirmed => Text::new(
            "A second person at the library checked the code for your parent or guardian.",
            "Otra persona de la biblioteca comprobó el código para tu madre, padre o tutor.",
        ),
        Action::FamilyRecordChanged => Text::new(
            "The library recorded who your parent or guardian is, or that they signed for your card.",
            "La biblioteca registró quién es tu madre, padre o tutor, o que firmó por tu tarjeta.",
        ),
        Action::GuardianStopSet => Text::new(
            "The library stopped parents and guardians from looking at your record.",
            "La biblioteca hizo que ni tu madre, ni tu padre ni tu tutor puedan ver tu registro.",
        ),
        Action::GuardianStopLifted => Text::new(
            "A parent or guardian can be added to your record again. Nobody was added by this.",
            "Otra vez se puede agregar a tu madre, padre o tutor a tu registro. Con esto no se agregó a nadie.",
        ),
        _ => return None,
    })
}

const SOMEONE_THERE: Text = Text::new("Someone who works at the library", "Alguien que trabaja en la biblioteca");
const LINE_LINKED: Text = Text::new(
    "Your grown-up was added. They can look at your record now.",
    "Se agregó a la persona adulta que te cuida. Ahora puede ver tu registro.",
);
const LINE_LINKED_AGAIN: Text = Text::new(
    "Your grown-up asked again to look at your record. They could already.",
    "La persona adulta que te cuida pidió otra vez ver tu registro. Ya podía.",
);
const LINE_LINK_ENDED: Text =
    Text::new("A grown-up can no longer look at your record.", "Una persona adulta ya no puede ver tu registro.");
const LINE_END_ASKED: Text = Text::new(
    "You asked the library that a grown-up no longer looks at your record.",
    "Pediste a la biblioteca que una persona adulta ya no vea tu registro.",
);
const LINE_CODE: Text = Text::new(
    "The library made a code so that your grown-up can look at your record.",
    "La biblioteca creó un código para que la persona adulta que te cuida pueda ver tu registro.",
);
const LINE_CODE_CONFIRMED: Text = Text::new(
    "A second person at the library checked the code for your grown-up.",
    "Otra persona de la biblioteca comprobó el código para la persona adulta que te cuida.",
);
const LINE_RECORD: Text = Text::new(
    "The library wrote down who your grown-up is, or that they signed for your card.",
    "La biblioteca anotó quién te cuida, o que firmó por tu tarjeta.",
);
const LINE_STOPPED: Text = Text::new(
    "The library stopped grown-ups from looking at your record.",
    "La biblioteca hizo que ninguna persona adulta pueda ver tu registro.",
);
const LINE_LIFTED: Text = Text::new(
    "A grown-up can be added to your record again. Nobody was added by this.",
    "Otra vez se puede agregar a una persona adulta a tu registro. Con esto no se agregó a nadie.",
);
const LINE_CLOSED: Text = Text::new(
    "Your PIN or password stopped working and you were signed out everywhere. The library gives you a new code.",
    "Tu PIN o contraseña dejó de servir y tu sesión se cerró en todas partes. La biblioteca te da un código nuevo.",
);
const LINE_TRIED: Text = Text::new(
    "Someone tried your card with a wrong PIN or password, or could not be added with it.",
    "Alguien probó tu tarjeta con un PIN o contraseña incorrectos, o no pudo agregarse con ella.",
);
const LINE_LINK_ASKED: Text = Text::new(
    "Someone asked for a link to choose a new PIN or password for your card.",
    "Alguien pidió un enlace para elegir un PIN o contraseña nuevos para tu tarjeta.",
);
const LINE_OWN_CODE: Text =
    Text::new("The library made a code for you to get in.", "La biblioteca creó un código para que puedas entrar.");

/// `Your grown-up Rosa Ibarra looked at: Checked out now, Fees`.
fn looked(lang: Lang, who: Text, name: Option<&str>, drawers: &[&str]) -> String {
    let name = name.map(isolated);
    let name = name.map(|name| match lang {
        Lang::En => format!(" {name}"),
        Lang::Es => format!(", {name},"),
    });
    let who = format!("{}{}", who.to(lang), name.unwrap_or_default());
    match (lang, drawers.is_empty()) {
        (Lang::En, false) => format!("{who} looked at: {}", drawers.join(", ")),
        (Lang::En, true) => format!("{who} looked at the list of what is in your record"),
        (Lang::Es, false) => format!("{who} vio: {}", drawers.join(", ")),
        (Lang::Es, true) => format!("{who} vio la lista de lo que hay en tu registro"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_turns_the_sentence_it_stands_in() {
        let name = Some("Mia\u{2069}\u{202E}");
        for lang in Lang::ALL {
            for said in [
                record_of(lang, name),
                lede_of(lang, name),
                looking_at(lang, name),
                looking_means(lang, name, Some("May 6")),
                looking_means(lang, name, None),
                added(lang, name, Some("May 6")),
                added(lang, name, None),
                over_title(lang, name),
                you_see(lang, name, &["Fees"]),
                can_look(lang, Young::Child, name, 18, Some("May 6")),
                can_look(lang, Young::Child, name, 18, None),
                can_look(lang, Young::Teenager, name, 18, Some("May 6")),
                can_look(lang, Young::Teenager, name, 18, None),
                about(lang, name),
                looked(lang, guardian(Young::Child), name, &[]),
            ] {
                assert!(said.contains("\u{2068}Mia\u{2069}"), "{said:?}");
                assert!(!said.replacen("\u{2068}Mia\u{2069}", "", 1).contains(['\u{202E}', '\u{2069}']), "{said:?}");
            }
        }
    }
    use domain::ledger::Subject;

    #[test]
    fn a_young_person_reads_who_looked_at_what() {
        let line = |lang, young, name, drawers: &[&str]| {
            for_a_child(lang, young, (ActorKind::Guardian, Action::Viewed), name, drawers).unwrap()
        };
        let (child, teenager) = (Young::Child, Young::Teenager);
        assert_eq!(
            line(Lang::En, child, Some("Rosa Ibarra"), &["Fees", "Holds"]),
            "Your grown-up Rosa Ibarra looked at: Fees, Holds"
        );
        assert_eq!(line(Lang::En, child, None, &[]), "Your grown-up looked at the list of what is in your record");
        assert_eq!(
            line(Lang::Es, child, Some("Rosa Ibarra"), &["Cargos"]),
            "La persona adulta que te cuida, Rosa Ibarra, vio: Cargos"
        );
        assert_eq!(line(Lang::En, teenager, None, &["Fees"]), "Your parent or guardian looked at: Fees");
        assert_eq!(
            line(Lang::Es, teenager, Some("Rosa Ibarra"), &["Cargos"]),
            "Tu madre, padre o tutor, Rosa Ibarra, vio: Cargos"
        );
    }

    #[test]
    fn every_line_about_a_grown_up_has_words_for_each_age_and_they_say_no_reason() {
        for action in Subject::Family.actions().into_iter().chain([Action::AccessClosed]) {
            for (lang, young) in Lang::ALL.into_iter().flat_map(|lang| [(lang, Young::Child), (lang, Young::Teenager)])
            {
                let line = for_a_child(lang, young, (ActorKind::Staff, action), None, &[]).unwrap();
                assert!(!["custod", "emancip", "seguridad", "safety"].iter().any(|word| line.contains(word)), "{line}");
            }
        }
        assert_eq!(for_a_child(Lang::En, Young::Child, (ActorKind::Patron, Action::SignedIn), None, &[]), None);
    }

    #[test]
    fn a_teenager_reads_no_words_for_a_small_child() {
        let (name, date) = (Some("Rosa Ibarra"), Some("May 6, 2031"));
        let said = |lang| {
            let lines = Action::ALL.iter().copied().flat_map(|action| {
                [ActorKind::Guardian, ActorKind::Staff, ActorKind::Visitor]
                    .into_iter()
                    .filter_map(move |actor| for_a_child(lang, Young::Teenager, (actor, action), name, &[]))
            });
            let mut said: Vec<String> = lines.collect();
            said.extend([name, None].map(|name| can_look(lang, Young::Teenager, name, 18, date)));
            said.extend([not_right(Young::Teenager), guardian(Young::Teenager)].map(|text| text.to(lang).to_owned()));
            said
        };
        for lang in Lang::ALL {
            for text in said(lang) {
                let small = ["grown-up", "adult", "te cuida", "Someone who works", "get in"];
                assert!(!small.iter().any(|word| text.contains(word)), "{text}");
            }
        }
        assert_eq!(
            can_look(Lang::En, Young::Teenager, None, 18, date),
            "One of your parents or guardians can look at your record until you turn 18, on May 6, 2031."
        );
        assert!(can_look(Lang::En, Young::Child, None, 18, None).contains("grown-up"));
    }
}
