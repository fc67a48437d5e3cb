//! A parent adds a child, by card or by a code from the desk.

use domain::words::Text;

pub const ADD_LEDE: Text = Text::new(
    "With your child’s library card you can look at your child’s record here.",
    "Con la tarjeta de su hijo o hija puede consultar aquí su registro.",
);
pub const ADD_LEDE_RECORD: Text = Text::new(
    "With your child’s card you can look at your child’s record here, if it names you as parent or guardian.",
    "Con la tarjeta de su hijo o hija puede consultar aquí su registro, si le nombra a usted como madre, padre o tutor.",
);
pub const BEFORE: Text = Text::new("Before you add a child", "Antes de agregar a su hijo o hija");
pub const BEFORE_ITEMS: [Text; 5] = [
    Text::new(
        "You see almost everything: loans, holds, fees, messages, contact details.",
        "Verá casi todo: préstamos, reservas, cargos, mensajes, datos de contacto.",
    ),
    Text::new(
        "You do not see your child’s PIN, open sessions, or who else has looked.",
        "No verá su PIN, sus sesiones abiertas ni quién más consultó el registro.",
    ),
    Text::new("You cannot change anything or download a copy.", "No puede cambiar nada ni descargar una copia."),
    Text::new(
        "Your child sees this, and each time you look. We e-mail both of you, where we can.",
        "Su hijo o hija ve esto y cada vez que usted consulta. Les escribimos a los dos, si podemos.",
    ),
    Text::new(
        "It ends when your child comes of age, or when you wish.",
        "Termina cuando su hijo o hija cumpla la mayoría de edad, o cuando usted quiera.",
    ),
];
pub const WITH_CARD: Text = Text::new("I have my child’s card", "Tengo la tarjeta de mi hijo o hija");
pub const CHILD_CARD: Text = Text::new("Your child’s card number", "Número de tarjeta de su hijo o hija");
pub const CHILD_CARD_HINT: Text =
    Text::new("On the back of the card. Spaces do not matter.", "Al reverso de la tarjeta. Los espacios no importan.");
pub const CHILD_SECRET: Text = Text::new("Your child’s PIN or password", "PIN o contraseña de su hijo o hija");
pub const CHILD_SECRET_HINT: Text =
    Text::new("No PIN yet? Get one at the desk.", "¿Aún no tiene PIN? Se obtiene en el mostrador.");
pub const OWN_SECRET: Text = Text::new("Your own PIN or password", "Su propio PIN o contraseña");
pub const OWN_SECRET_HINT: Text = Text::new("To be sure it is you.", "Para asegurarnos de que es usted.");
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
