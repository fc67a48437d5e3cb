//! Who saw a record that is deleted: the Director's page for the person it was about.

use domain::words::Text;

pub const PAST: Text = Text::new("Who saw a record that is deleted", "Quién vio un registro borrado");
pub const PAST_LEDE: Text = Text::new(
    "For somebody whose record is deleted and who asks who saw it. Look at their photo ID, or take the number of a card that \
     was theirs. You see the list of the last five years, and nothing else of the record: the rest is gone.",
    "Para quien pregunta quién vio su registro, que ya está borrado. Mire su identificación con foto o use el número de una \
     tarjeta que fue suya. Usted ve la lista de los últimos cinco años y nada más del registro: lo demás ya no existe.",
);
pub const PAST_NOT_KEPT: Text = Text::new(
    "This library keeps no such list: once a record is deleted, nothing ties the list of who saw it to a person. That is the \
     answer.",
    "Esta biblioteca no guarda esa lista: cuando se borra un registro, nada relaciona con una persona la lista de quién lo \
     vio. Esa es la respuesta.",
);
pub const CARD: Text = Text::new("Card number", "Número de tarjeta");
pub const CARD_HINT: Text = Text::new(
    "Or leave it empty and use the photo ID below.",
    "O déjelo vacío y use la identificación con foto de abajo.",
);
pub const PAST_DO: Text = Text::new("Find the list", "Buscar la lista");
pub const PAST_NONE: Text = Text::new(
    "Nothing that is kept is found by this. Either nobody saw the record in the last five years, or the time is over, or the \
     record held another name or birth date, or more than one fits.",
    "Con esto no se encuentra nada de lo que se guarda. O nadie vio el registro en los últimos cinco años, o el plazo terminó, \
     o el registro tenía otro nombre u otra fecha de nacimiento, o hay más de uno que coincide.",
);
pub const PAST_FOUND: Text = Text::new(
    "This is what the list says. You may print it for the person.",
    "Esto dice la lista. Puede imprimirla para la persona.",
);
pub const WHEN: Text = Text::new("When", "Cuándo");
pub const WHO: Text = Text::new("Who", "Quién");
pub const WHAT: Text = Text::new("What happened", "Qué pasó");
pub const PARTS: Text = Text::new("Parts of the record", "Partes del registro");
