//! A parent looks at a child’s record, and a look that is over.

use super::{THE_CHILD_FIRST, YOUR_CHILD};
use domain::words::{Lang, Text, isolated};

pub const BACK: Text = Text::new("Family", "Familia");
pub const NOT_SHOWN: Text = Text::new("Not shown to you", "Lo que no se le muestra a usted");
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
        (Lang::Es, Some(ends)) => format!("{name} puede ver que usted lo consultó. Esto termina el {ends}."),
        (Lang::Es, None) => format!("{name} puede ver que usted lo consultó."),
    }
}

/// Above what a page leaves out.
pub fn part_left_out(lang: Lang, name: Option<&str>) -> String {
    let name = name.map(isolated);
    let name = name.unwrap_or_else(|| YOUR_CHILD.to(lang).into());
    match lang {
        Lang::En => format!("Only {name} and the library see this part:"),
        Lang::Es => format!("Solo {name} y la biblioteca ven esta parte:"),
    }
}

/// In place of the list of who has seen a part of the record.
pub fn seen_is_theirs(lang: Lang, name: Option<&str>) -> String {
    let name = name.map(isolated);
    let name = name.unwrap_or_else(|| YOUR_CHILD.to(lang).into());
    match lang {
        Lang::En => format!("Only {name} can see who has looked at this. That list shows your visits, too."),
        Lang::Es => {
            format!("Solo {name} puede ver quién ha consultado esto. En esa lista también están sus visitas de usted.")
        }
    }
}

/// The first group of a child’s record.
pub fn about_child(lang: Lang, name: Option<&str>) -> String {
    let name = name.map(isolated);
    let name = name.unwrap_or_else(|| YOUR_CHILD.to(lang).into());
    match lang {
        Lang::En => format!("About {name}"),
        Lang::Es => format!("Sobre {name}"),
    }
}

/// What a service of others learns at least.
pub fn that_the_child_is(lang: Lang, name: Option<&str>) -> String {
    let name = name.map(isolated);
    let name = name.unwrap_or_else(|| YOUR_CHILD.to(lang).into());
    match lang {
        Lang::En => format!("When it is used: that {name} has a card here"),
        Lang::Es => format!("Cuando se usa: que {name} tiene tarjeta aquí"),
    }
}

/// `You can see Ana’s record, except: Signing in`
pub fn you_see(lang: Lang, name: Option<&str>, left_out: &[String]) -> String {
    let (name, left_out) = (name.map(isolated), left_out.join(", "));
    match (lang, name, left_out.is_empty()) {
        (Lang::En, Some(name), false) => format!("You can see {name}’s record, except: {left_out}."),
        (Lang::En, Some(name), true) => format!("You can see all of {name}’s record."),
        (Lang::En, None, false) => format!("You can see your child’s record, except: {left_out}."),
        (Lang::En, None, true) => "You can see all of your child’s record.".to_owned(),
        (Lang::Es, Some(name), false) => format!("Puede ver el registro de {name}, salvo: {left_out}."),
        (Lang::Es, Some(name), true) => format!("Puede ver todo el registro de {name}."),
        (Lang::Es, None, false) => format!("Puede ver el registro de su hijo o hija, salvo: {left_out}."),
        (Lang::Es, None, true) => "Puede ver todo el registro de su hijo o hija.".to_owned(),
    }
}

/// `Ends on May 6, 2031, when Ana turns 18`.
pub fn ends_on(lang: Lang, name: Option<&str>, date: &str, age: u8) -> String {
    let name = name.map(isolated);
    let name = name.unwrap_or_else(|| YOUR_CHILD.to(lang).into());
    match lang {
        Lang::En => format!("Ends on {date}, when {name} turns {age}"),
        Lang::Es => format!("Termina el {date}, cuando {name} cumpla {age} años"),
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
