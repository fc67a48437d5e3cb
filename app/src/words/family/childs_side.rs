//! What a child reads about those who may look at the record.

use domain::{
    age::Young,
    words::{Lang, Text, isolated},
};

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

/// What a minor calls the parent or guardian who was added.
pub const fn guardian(young: Young) -> Text {
    match young {
        Young::Child => Text::new("Your grown-up", "La persona adulta que te cuida"),
        Young::Teenager => Text::new("Your parent or guardian", "Tu madre, padre o tutor"),
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
