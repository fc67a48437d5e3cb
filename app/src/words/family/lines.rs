//! Lines of a child’s activity, in words for their age.

use super::childs_side::guardian;
use domain::{
    age::Young,
    ledger::{Action, ActorKind},
    words::{Lang, Text, isolated},
};

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
        (_, Action::Imported) => return Some(loaded(lang, drawers)),
        (_, Action::Activated) => LINE_ACTIVATED,
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

const LINE_ACTIVATED: Text = Text::new(
    "A PIN or password was chosen, so that you can sign in here.",
    "Se eligió un PIN o una contraseña para que puedas entrar aquí.",
);

/// `The library’s computers sent this for your record: Who you are, Holds`.
fn loaded(lang: Lang, drawers: &[&str]) -> String {
    let said = Text::new(
        "The library’s computers sent this for your record",
        "Las computadoras de la biblioteca enviaron esto para tu registro",
    );
    let nothing_named = Text::new(
        "The library’s computers sent something for your record.",
        "Las computadoras de la biblioteca enviaron algo para tu registro.",
    );
    if drawers.is_empty() {
        nothing_named.to(lang).to_owned()
    } else {
        format!("{}: {}", said.to(lang), drawers.join(", "))
    }
}

/// `Your grown-up Rosa Ibarra looked at: Checked out now, Fees`.
pub(super) fn looked(lang: Lang, who: Text, name: Option<&str>, drawers: &[&str]) -> String {
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
