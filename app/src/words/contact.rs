//! Contact details: the list, the change of one, the link to a new e-mail address.

use super::by_age::ByAge;
use domain::words::Text;

pub const TITLE: ByAge = ByAge::new("How to reach you", "Cómo comunicarnos con usted", "Cómo comunicarnos contigo");
pub const LEDE: ByAge = ByAge::new(
    "Change what the library uses to reach you. Nothing here is ever sold or passed on.",
    "Cambie lo que la biblioteca usa para comunicarse con usted. Nada de esto se vende ni se entrega a otros.",
    "Cambia lo que la biblioteca usa para comunicarse contigo. Nada de esto se vende ni se entrega a otros.",
)
.plainly(
    "This is how the library reaches you. You can change it here. We never sell it or pass it on.",
    "Así se comunica la biblioteca contigo. Aquí puedes cambiarlo. Nunca lo vendemos ni lo damos a otros.",
);
pub const BACK: Text = Text::new("All contact details", "Todos los datos de contacto");
pub const NONE: Text = Text::new("None", "No hay");
pub const CHANGE: Text = Text::new("Change", "Cambiar");
pub const ADD: Text = Text::new("Add", "Agregar");
pub const VERIFIED: ByAge =
    ByAge::new("You confirmed this address.", "Usted confirmó esta dirección.", "Confirmaste esta dirección.")
        .plainly("You told us that this address is yours.", "Nos dijiste que esta dirección es tuya.");
pub const UNVERIFIED: ByAge = ByAge::new(
    "You have not confirmed this address here.",
    "Usted no ha confirmado esta dirección aquí.",
    "No has confirmado esta dirección aquí.",
)
.plainly("You have not told us here that this address is yours.", "Aquí no nos has dicho que esta dirección es tuya.");
pub const ALSO_MAIL: ByAge =
    ByAge::new("Choose which e-mail you get", "Elija qué correos recibe", "Elige qué correos recibes");

pub const WAITING: Text = Text::new("A change is under way", "Hay un cambio en curso");
pub const WAITING_TO: Text = Text::new("New value", "Dato nuevo");
pub const WAITING_REMOVED: Text = Text::new("Taken away", "Se quita");
pub const WAITING_DESK: ByAge = ByAge::new(
    "The desk checks it before it is made. Until then the old one stays.",
    "El personal del mostrador lo revisa antes de hacerlo. Hasta entonces sigue el dato anterior.",
    "El personal del mostrador lo revisa antes de hacerlo. Hasta entonces sigue el dato anterior.",
)
.plainly(
    "Someone at the desk looks at it first. Until then the old one stays.",
    "Alguien del mostrador lo mira primero. Hasta entonces sigue el dato anterior.",
);
pub const WAITING_DESK_ID: ByAge = ByAge::new(
    "Visit the desk with photo ID and this reference to finish this. Until then the old one stays.",
    "Para terminarlo, vaya al mostrador con una identificación con foto y esta referencia. Hasta entonces sigue el \
     dato anterior.",
    "Para terminarlo, ve al mostrador con una identificación con foto y esta referencia. Hasta entonces sigue el \
     dato anterior.",
);
pub const WAITING_LINK: ByAge = ByAge::new(
    "Open the link we sent to the new address. Until then the old one stays.",
    "Abra el enlace que enviamos a la dirección nueva. Hasta entonces sigue el dato anterior.",
    "Abre el enlace que enviamos a la dirección nueva. Hasta entonces sigue el dato anterior.",
);
pub const LINK_LAPSED: ByAge = ByAge::new(
    "The link we sent was not opened in time. Ask for the change again.",
    "El enlace que enviamos no se abrió a tiempo. Pida el cambio otra vez.",
    "El enlace que enviamos no se abrió a tiempo. Pide el cambio otra vez.",
);
pub const LINK_ON_ITS_WAY: ByAge = ByAge::new(
    "We are sending a link to the new address. Open it within 60 minutes. Until then the old one stays.",
    "Estamos enviando un enlace a la dirección nueva. Ábralo en un plazo de 60 minutos. Hasta entonces sigue el dato \
     anterior.",
    "Estamos enviando un enlace a la dirección nueva. Ábrelo en un plazo de 60 minutos. Hasta entonces sigue el dato \
     anterior.",
);
pub const LINK_LATE: ByAge = ByAge::new(
    "The mail server has not taken our e-mail yet. We keep trying while its link works. Until you open it the old \
     address stays.",
    "El servidor de correo todavía no ha aceptado nuestro correo. Seguimos intentándolo mientras el enlace sirva. \
     Hasta que lo abra sigue la dirección anterior.",
    "El servidor de correo todavía no ha aceptado nuestro correo. Seguimos intentándolo mientras el enlace sirva. \
     Hasta que lo abras sigue la dirección anterior.",
)
.plainly(
    "Our e-mail has not gone out yet. We keep trying while its link works. Until you open it the old address stays.",
    "Nuestro correo todavía no ha salido. Seguimos intentándolo mientras el enlace sirva. Hasta que lo abras sigue \
     la dirección anterior.",
);
pub const LINK_REFUSED: ByAge = ByAge::new(
    "The mail server refused our e-mail to the new address, so the old one stays. Look for a mistake in the new \
     address and ask for the change again, or ask at the desk.",
    "El servidor de correo rechazó nuestro correo a la dirección nueva, así que sigue la anterior. Vea si la \
     dirección nueva tiene un error y pida el cambio otra vez, o pregunte en el mostrador.",
    "El servidor de correo rechazó nuestro correo a la dirección nueva, así que sigue la anterior. Mira si la \
     dirección nueva tiene un error y pide el cambio otra vez, o pregunta en el mostrador.",
)
.plainly(
    "Our e-mail was not let in at the new address, so the old one stays. Look for a mistake in the new one and ask \
     again, or ask at the desk.",
    "En la dirección nueva no aceptaron nuestro correo, así que sigue la anterior. Mira si la nueva tiene un error y \
     pide el cambio otra vez, o pregunta en el mostrador.",
);
pub const LINK_CANNOT_BE_SENT: ByAge = ByAge::new(
    "Our mail server cannot write to an address with such letters, so the old one stays. Give another address, or \
     ask at the desk.",
    "Nuestro servidor de correo no puede escribir a una dirección con esas letras, así que sigue la anterior. Dé \
     otra dirección o pregunte en el mostrador.",
    "Nuestro servidor de correo no puede escribir a una dirección con esas letras, así que sigue la anterior. Da \
     otra dirección o pregunta en el mostrador.",
)
.plainly(
    "We cannot write to an address with such letters, so the old one stays. Give another address, or ask at the desk.",
    "No podemos escribir a una dirección con esas letras, así que sigue la anterior. Da otra dirección o pregunta en \
     el mostrador.",
);
pub const LINK_GIVEN_UP: ByAge = ByAge::new(
    "Our e-mail could not be sent while its link worked, so the old address stays. Ask for the change again, or ask at \
     the desk.",
    "Nuestro correo no se pudo enviar mientras su enlace servía, así que sigue la dirección anterior. Pida el cambio \
     otra vez o pregunte en el mostrador.",
    "Nuestro correo no se pudo enviar mientras el enlace servía, así que sigue la dirección anterior. Pide el cambio \
     otra vez o pregunta en el mostrador.",
);
pub const LINK_CAME_BACK: ByAge = ByAge::new(
    "Our e-mail to the new address came back, so the old one stays. Look for a mistake in the new address and ask for \
     the change again, or ask at the desk.",
    "Nuestro correo a la dirección nueva fue devuelto, así que sigue la anterior. Vea si la dirección nueva tiene un \
     error y pida el cambio otra vez, o pregunte en el mostrador.",
    "Nuestro correo a la dirección nueva fue devuelto, así que sigue la anterior. Mira si la dirección nueva tiene un \
     error y pide el cambio otra vez, o pregunta en el mostrador.",
);
pub const ADDRESS_CAME_BACK: ByAge = ByAge::new(
    "E-mail to this address came back, so we sent no link and nothing was changed. Look for a mistake in it, or give \
     another one.",
    "Un correo a esta dirección fue devuelto, así que no enviamos ningún enlace y nada cambió. Vea si tiene un error \
     o dé otra.",
    "Un correo a esta dirección fue devuelto, así que no enviamos ningún enlace y nada cambió. Mira si tiene un \
     error o da otra.",
);
pub const ADDRESS_IS_RIGHT: ByAge = ByAge::new(
    "If the address is right, have us write to it again, and then ask for the change once more.",
    "Si la dirección es correcta, pida que volvamos a escribir a ella y después pida el cambio otra vez.",
    "Si la dirección es correcta, pide que volvamos a escribir a ella y después pide el cambio otra vez.",
);
pub const REFERENCE: Text = Text::new("Reference", "Referencia");
pub const TAKE_BACK: Text = Text::new("Take this change back", "Retirar este cambio");
pub const TAKEN_BACK: Text = Text::new("The change is taken back.", "El cambio se retiró.");

pub const REMOVE_HINT: ByAge =
    ByAge::new("Leave it empty to take it away.", "Déjelo vacío para quitarlo.", "Déjalo vacío para quitarlo.");
pub const REMOVE_EMAIL_HINT: ByAge = ByAge::new(
    "Leave it empty to have no e-mail address on record. You can borrow without one.",
    "Déjelo vacío para no tener correo en su registro. Puede pedir prestado sin tenerlo.",
    "Déjalo vacío para no tener correo en tu registro. Puedes pedir prestado sin tenerlo.",
);
pub const REMOVE: Text = Text::new("Remove from my record", "Quitar de mi registro");
pub const SECOND_ADDRESS_WHAT: ByAge = ByAge::new(
    "Another place where the library can reach you, for example for a part of the year.",
    "Otro lugar donde la biblioteca puede comunicarse con usted, por ejemplo durante una parte del año.",
    "Otro lugar donde la biblioteca puede comunicarse contigo, por ejemplo durante una parte del año.",
)
.plainly(
    "Another place where the library can reach you, like another home that you stay at.",
    "Otro lugar donde la biblioteca puede comunicarse contigo, como otra casa en la que te quedas.",
);
pub const OTHER_PERSON_WHAT: ByAge = ByAge::new(
    "Someone the library can call when it cannot reach you. Ask that person first. Enter a phone number, an e-mail \
     address or an address. Being named here gives them no right to see your record.",
    "Alguien a quien la biblioteca puede llamar si no puede comunicarse con usted. Pida antes permiso a esa persona. \
     Escriba un teléfono, un correo electrónico o una dirección. Indicarla aquí no le da a ella derecho a ver el \
     registro de usted.",
    "Alguien a quien la biblioteca puede llamar si no puede comunicarse contigo. Pide antes permiso a esa persona. \
     Escribe un teléfono, un correo electrónico o una dirección. Indicarla aquí no le da a ella derecho a ver tu \
     registro.",
)
.plainly(
    "Someone the library can call when it cannot reach you. Ask that person first. Enter a phone number, an e-mail \
     address or an address. We do not let that person see your record because of it.",
    "Alguien a quien la biblioteca puede llamar si no puede comunicarse contigo. Pide antes permiso a esa persona. \
     Escribe un teléfono, un correo electrónico o una dirección. No por eso dejamos que esa persona vea tu registro.",
);
pub const OTHER_PERSON_PERMIT: ByAge = ByAge::new(
    "To let someone see a part of it, give written permission.",
    "Para que alguien vea una parte, dé un permiso por escrito.",
    "Para que alguien vea una parte, da un permiso por escrito.",
);
/// The question of the preferred way, to a minor; to an adult it is the field's own.
pub const METHOD_OF_A_MINOR: Text =
    Text::new("How should we reach you first?", "¿Cómo prefieres que nos comuniquemos contigo?");
pub const NO_METHOD: Text = Text::new("No preference", "No tengo preferencia");
pub const GO_ON: Text = Text::new("Continue", "Continuar");

pub const CHECK: ByAge = ByAge::new("Check the change", "Revise el cambio", "Revisa el cambio");
pub const CHECK_ALL: ByAge = ByAge::new("Check the changes", "Revise los cambios", "Revisa los cambios");
pub const NOW: Text = Text::new("Now", "Ahora");
pub const THEN: Text = Text::new("After the change", "Después del cambio");
pub const NEXT: Text = Text::new("What happens next", "Qué pasa después");
pub const NEXT_AT_ONCE: ByAge = ByAge::new(
    "The change is made at once, and we tell you by e-mail if we can.",
    "El cambio se hace de inmediato y le avisamos por correo si es posible.",
    "El cambio se hace de inmediato y te avisamos por correo si es posible.",
);
pub const NEXT_DESK: ByAge = ByAge::new(
    "The desk looks at the change before it is made. You can take it back until then.",
    "El personal del mostrador revisa el cambio antes de hacerlo. Hasta entonces puede retirarlo.",
    "El personal del mostrador revisa el cambio antes de hacerlo. Hasta entonces puedes retirarlo.",
)
.plainly(
    "Someone at the desk looks at the change first. Until then you can take it back.",
    "Alguien del mostrador mira el cambio primero. Hasta entonces puedes retirarlo.",
);
pub const NEXT_DESK_ID: ByAge = ByAge::new(
    "The change waits until you show photo ID at the desk. You can take it back until then.",
    "El cambio espera hasta que muestre una identificación con foto en el mostrador. Hasta entonces puede retirarlo.",
    "El cambio espera hasta que muestres una identificación con foto en el mostrador. Hasta entonces puedes retirarlo.",
);
pub const NEXT_LINK: ByAge = ByAge::new(
    "First we send a link to the new address. Open it within 60 minutes. We also tell the old address.",
    "Primero enviamos un enlace a la dirección nueva. Ábralo en un plazo de 60 minutos. También avisamos a la \
     anterior.",
    "Primero enviamos un enlace a la dirección nueva. Ábrelo en un plazo de 60 minutos. También avisamos a la \
     anterior.",
);
pub const NEXT_REPLACES: Text =
    Text::new("It replaces the change that is under way.", "Reemplaza el cambio que está en curso.");
pub const AGAIN: ByAge = ByAge::new(
    "To show that it is you, enter your PIN or password.",
    "Para demostrar que es usted, escriba su PIN o contraseña.",
    "Para demostrar que eres tú, escribe tu PIN o contraseña.",
);
pub const SAVE: Text = Text::new("Make this change", "Hacer este cambio");
pub const SAVE_ALL: Text = Text::new("Make these changes", "Hacer estos cambios");
pub const EDIT: Text = Text::new("Go back and edit", "Regresar y editar");
pub const TOO_MANY: ByAge = ByAge::new(
    "You tried too many addresses today. Try again tomorrow, or ask at the desk.",
    "Hoy probó demasiadas direcciones. Inténtelo mañana o pregunte en el mostrador.",
    "Hoy probaste demasiadas direcciones. Inténtalo mañana o pregunta en el mostrador.",
);

pub const MOVING: ByAge = ByAge::new("You are moving", "Usted se muda", "Te mudas");
pub const MOVING_LINK: ByAge = ByAge::new(
    "Moving? Change address, telephone and e-mail in one form",
    "¿Se muda? Cambie dirección, teléfono y correo en un solo formulario",
    "¿Te mudas? Cambia dirección, teléfono y correo en un solo formulario",
);
pub const MOVING_WHAT: ByAge = ByAge::new(
    "Change what will be different, and leave the rest as it is. You check all of it once, with your PIN or password.",
    "Cambie lo que será distinto y deje lo demás como está. Lo revisa todo una sola vez, con su PIN o contraseña.",
    "Cambia lo que será distinto y deja lo demás como está. Lo revisas todo una sola vez, con tu PIN o contraseña.",
);
pub const MOVING_REACH: Text = Text::new("Telephone and e-mail", "Teléfono y correo electrónico");
pub const MOVING_SAME: ByAge = ByAge::new(
    "All of this is what we already have. Change something, or go back.",
    "Todo esto es lo que ya tenemos. Cambie algo o regrese.",
    "Todo esto es lo que ya tenemos. Cambia algo o regresa.",
);
pub const MOVING_UNDER_WAY: ByAge =
    ByAge::new("Your changes are under way", "Sus cambios están en curso", "Tus cambios están en curso");
pub const MOVING_WAITS: Text = Text::new(
    "This is what still has to happen. What is not listed here is made.",
    "Esto es lo que falta por hacer. Lo que no aparece aquí ya está hecho.",
);
pub const ALL_MADE: Text = Text::new("The changes are made", "Los cambios están hechos");

pub const MADE: ByAge = ByAge::new("The change is made", "El cambio está hecho", "El cambio está hecho");
pub const MADE_WHAT: ByAge = ByAge::new(
    "You can see it in your record, with its date.",
    "Puede verlo en su registro, con su fecha.",
    "Puedes verlo en tu registro, con la fecha.",
);
pub const SENT: ByAge = ByAge::new("Check your e-mail", "Revise su correo electrónico", "Revisa tu correo electrónico");
pub const SENT_LATE: ByAge =
    ByAge::new("Our e-mail has not gone yet", "Nuestro correo aún no ha salido", "Nuestro correo aún no ha salido");
pub const LINK_HAS_ENDED: ByAge =
    ByAge::new("The link we sent has ended", "El enlace que enviamos terminó", "El enlace que enviamos terminó")
        .plainly("The link we sent is too old now", "El enlace que enviamos ya no sirve");
pub const NOT_SENT: ByAge =
    ByAge::new("Our e-mail did not arrive", "Nuestro correo no llegó", "Nuestro correo no llegó");
pub const LOOK_AGAIN: Text = Text::new("See how it stands now", "Ver cómo va ahora");
pub const ASKED: ByAge = ByAge::new("One step is left", "Falta un paso", "Falta un paso");
pub const BRING: ByAge = ByAge::new("Bring this to the desk", "Lleve esto al mostrador", "Lleva esto al mostrador");

pub const CONFIRM: ByAge = ByAge::new(
    "Confirm your e-mail address",
    "Confirme su dirección de correo electrónico",
    "Confirma tu dirección de correo electrónico",
);
pub const CONFIRM_WHAT: ByAge = ByAge::new(
    "You opened the link we sent to this address. Say that it is yours, and the library may write to it.",
    "Abrió el enlace que enviamos a esta dirección. Diga que es suya y la biblioteca podrá escribirle.",
    "Abriste el enlace que enviamos a esta dirección. Di que es tuya y la biblioteca podrá escribirte.",
);
pub const CONFIRM_DO: Text = Text::new("This address is mine", "Esta dirección es mía");
pub const CONFIRMED: ByAge =
    ByAge::new("Your address is confirmed", "Su dirección está confirmada", "Tu dirección está confirmada");
pub const CONFIRMED_WHAT: Text =
    Text::new("From now on the library writes to it.", "Desde ahora la biblioteca escribe a esa dirección.");
pub const CONFIRMED_WAITS: Text = Text::new(
    "The desk still has to look at the change. Until then the library writes to the old address, if there is one.",
    "El personal del mostrador todavía tiene que revisar el cambio. Hasta entonces la biblioteca escribe a la dirección \
     anterior, si la hay.",
);
pub const LINK_DEAD: Text = Text::new("This link no longer works", "Este enlace ya no sirve");
pub const LINK_DEAD_WHAT: ByAge = ByAge::new(
    "The change was made and changed again, replaced, taken back or ended, or the link is older than 60 minutes. Sign \
     in to see what your record holds.",
    "El cambio se hizo y se volvió a cambiar, se reemplazó, se retiró o terminó, o el enlace tiene más de 60 minutos. \
     Inicie sesión para ver lo que dice su registro.",
    "El cambio se hizo y se volvió a cambiar, se reemplazó, se retiró o terminó, o el enlace tiene más de 60 minutos. \
     Inicia sesión para ver lo que dice tu registro.",
);
pub const TO_CONTACT: ByAge =
    ByAge::new("Go to your contact details", "Ir a sus datos de contacto", "Ir a tus datos de contacto");
