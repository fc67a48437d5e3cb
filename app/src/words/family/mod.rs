//! A family: a child's record, looked at by a parent or guardian; and what the child is told.

mod adding;
pub mod banners;
mod childs_side;
mod lines;
mod looking;
#[cfg(test)]
mod tests;

pub use adding::*;
pub use childs_side::*;
pub use lines::*;
pub use looking::*;

use domain::words::{Lang, Text, isolated};

pub const TITLE: Text = Text::new("Family", "Familia");
pub const LEDE: Text = Text::new(
    "Children whose library record you can look at. Each child sees every time you look, at this page too.",
    "Menores cuyo registro de la biblioteca usted puede consultar. Cada menor ve cada vez que usted lo consulta, también \
     en esta página.",
);
pub const NONE: Text = Text::new(
    "You have not added a child. Each child’s card will appear here: what is out and due, what is owed, and what you may see.",
    "No ha agregado a ningún menor. Aquí aparecerá la tarjeta de cada uno: qué tiene prestado y cuándo vence, qué debe y qué puede ver usted.",
);
pub const ADD: Text = Text::new("Add a child", "Agregar a su hijo o hija");
pub const CHILDREN: Text = Text::new("Children you added", "Menores que agregó");
pub const REMOVE: Text = Text::new("Remove", "Quitar");
pub const REMOVED: Text =
    Text::new("Removed. You can no longer look at that record.", "Se quitó. Ya no puede consultar ese registro.");
pub const YOUR_CHILD: Text = Text::new("your child", "su hijo o hija");
pub const THE_CHILD: Text = Text::new("the child", "el menor");
const THE_CHILD_FIRST: Text = Text::new("Your child", "Su hijo o hija");

/// The accessible name of a link among several with the same words.
pub fn about(lang: Lang, name: Option<&str>) -> String {
    name.map_or_else(|| THE_CHILD.to(lang).to_owned(), |name| isolated(name).into_owned())
}
