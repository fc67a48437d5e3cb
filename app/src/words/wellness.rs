//! Wellness checks (L25), at the desk.

use domain::words::Text;

pub const TITLE: Text = Text::new("Somebody may be in danger now", "Alguien puede estar en peligro ahora");
pub const LEDE: Text = Text::new(
    "Only where you have reason to fear for a patron at this moment. The officer is told the name, telephone numbers and \
     address, and nothing more.",
    "Solo si hay motivos para temer por una persona en este momento. Se dan al agente el nombre, los teléfonos y la dirección, y \
     nada más.",
);
pub const CALL: Text = Text::new(
    "Is it an emergency? Call 911 first. Is somebody only looking for a person? Then the answer is no.",
    "¿Es una emergencia? Llame primero al 911. ¿Alguien solo busca a una persona? Entonces la respuesta es no.",
);
pub const SENIOR: Text = Text::new(
    "The Director and the designees cannot be reached, and I am the most senior person in charge",
    "No se puede localizar a la dirección ni a quienes ella designa, y soy la persona de mayor rango a cargo",
);
pub const SENIOR_MISSING: Text = Text::new(
    "Only the Director, a designee or the most senior person in charge does this. If that is you, say so",
    "Esto solo lo hace la dirección, quien ella designe o la persona de mayor rango a cargo. Si es usted, indíquelo",
);
pub const THREAT: Text = Text::new(
    "I have reason to suspect an immediate threat to this person’s welfare",
    "Tengo motivos para sospechar un peligro inmediato para esta persona",
);
pub const THREAT_MISSING: Text =
    Text::new("Without an immediate threat nothing is told", "Sin un peligro inmediato no se dice nada");
pub const REASON: Text = Text::new("What makes you fear for them", "Qué le hace temer por esa persona");
pub const REASON_MISSING: Text =
    Text::new("Say what makes you fear for them", "Diga qué le hace temer por esa persona");
pub const REASON_HINT: Text = Text::new(
    "The person reads this afterwards, in the record of what happened.",
    "La persona lo leerá después, en lo que pasó con su registro.",
);
pub const OF_WHOM: Text = Text::new("For whom", "Por quién");
pub const CARD: Text = Text::new("Card number", "Número de tarjeta");
pub const OR: Text = Text::new("Or, where the card is not at hand:", "O, si no tiene la tarjeta a mano:");
pub const NAME: Text = Text::new("Name", "Nombre");
pub const BORN: Text = Text::new("Birth date", "Fecha de nacimiento");
pub const OFFICER: Text = Text::new("Who is told", "A quién se le dice");
pub const OFFICER_NAME: Text = Text::new("The officer’s name", "Nombre del agente");
pub const TELL_DO: Text = Text::new("Show what I can share", "Mostrar lo que puedo compartir");
pub const TELL: Text = Text::new("Share this, and nothing more", "Comparta esto y nada más");
pub const NOTHING: Text = Text::new(
    "The record has no name, telephone number or address to tell.",
    "El registro no tiene nombre, teléfono ni dirección que decir.",
);
pub const READS: Text = Text::new(
    "It is written down. The Director is told, and this person reads it in the record of what happened.",
    "Queda anotado. Se informa a la dirección, y esta persona lo leerá en lo que pasó con su registro.",
);
pub const LIST: Text = Text::new("Wellness checks", "Verificaciones de bienestar");
pub const WHEN: Text = Text::new("When", "Cuándo");
pub const BY: Text = Text::new("Told by", "Lo dijo");
pub const WHY: Text = Text::new("Why", "Por qué");
