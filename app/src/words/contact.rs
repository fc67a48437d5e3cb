//! Contact details: the list, the change of one, the link to a new e-mail address.

use domain::words::Text;

pub const TITLE: Text = Text::new("How to reach you", "Cómo comunicarnos con usted");
pub const LEDE: Text = Text::new(
    "Change what the library uses to reach you. Nothing here is ever sold or passed on.",
    "Cambie lo que la biblioteca usa para comunicarse con usted. Nada de esto se vende ni se entrega a otros.",
);
pub const BACK: Text = Text::new("All contact details", "Todos los datos de contacto");
pub const NONE: Text = Text::new("None", "No hay");
pub const CHANGE: Text = Text::new("Change", "Cambiar");
pub const ADD: Text = Text::new("Add", "Agregar");
pub const VERIFIED: Text = Text::new("You confirmed this address.", "Usted confirmó esta dirección.");
pub const UNVERIFIED: Text =
    Text::new("You have not confirmed this address here.", "Usted no ha confirmado esta dirección aquí.");
pub const ALSO_MAIL: Text = Text::new("Choose which e-mail you get", "Elija qué correos recibe");

pub const WAITING: Text = Text::new("A change is under way", "Hay un cambio en curso");
pub const WAITING_TO: Text = Text::new("New value", "Dato nuevo");
pub const WAITING_REMOVED: Text = Text::new("Taken away", "Se quita");
pub const WAITING_DESK: Text = Text::new(
    "The desk checks it before it is made. Until then the old one stays.",
    "El personal del mostrador lo revisa antes de hacerlo. Hasta entonces sigue el dato anterior.",
);
pub const WAITING_DESK_ID: Text = Text::new(
    "Visit the desk with photo ID and this reference to finish this. Until then the old one stays.",
    "Para terminarlo, vaya al mostrador con una identificación con foto y esta referencia. Hasta entonces sigue el dato \
     anterior.",
);
pub const WAITING_LINK: Text = Text::new(
    "Open the link we sent to the new address. Until then the old one stays.",
    "Abra el enlace que enviamos a la dirección nueva. Hasta entonces sigue el dato anterior.",
);
pub const LINK_LAPSED: Text = Text::new(
    "The link we sent was not opened in time. Ask for the change again.",
    "El enlace que enviamos no se abrió a tiempo. Pida el cambio otra vez.",
);
pub const LINK_ON_ITS_WAY: Text = Text::new(
    "We are sending a link to the new address. Open it within 60 minutes. Until then the old one stays.",
    "Estamos enviando un enlace a la dirección nueva. Ábralo en un plazo de 60 minutos. Hasta entonces sigue el dato anterior.",
);
pub const LINK_LATE: Text = Text::new(
    "The mail server has not taken our e-mail yet. We keep trying while its link works. Until you open it the old address stays.",
    "El servidor de correo todavía no ha aceptado nuestro correo. Seguimos intentándolo mientras el enlace sirva. Hasta que lo abra \
     sigue la dirección anterior.",
);
pub const LINK_REFUSED: Text = Text::new(
    "The mail server refused our e-mail to the new address, so the old one stays. Look for a mistake in the new address and ask \
     for the change again, or ask at the desk.",
    "El servidor de correo rechazó nuestro correo a la dirección nueva, así que sigue la anterior. Vea si la dirección nueva tiene \
     un error y pida el cambio otra vez, o pregunte en el mostrador.",
);
pub const LINK_CANNOT_BE_SENT: Text = Text::new(
    "Our mail server cannot write to an address with such letters, so the old one stays. Give another address, or ask at the desk.",
    "Nuestro servidor de correo no puede escribir a una dirección con esas letras, así que sigue la anterior. Dé otra dirección o \
     pregunte en el mostrador.",
);
pub const LINK_GIVEN_UP: Text = Text::new(
    "Our e-mail could not be sent while its link worked, so the old address stays. Ask for the change again, or ask at the desk.",
    "Nuestro correo no se pudo enviar mientras su enlace servía, así que sigue la dirección anterior. Pida el cambio otra vez o \
     pregunte en el mostrador.",
);
pub const LINK_CAME_BACK: Text = Text::new(
    "Our e-mail to the new address came back, so the old one stays. Look for a mistake in the new address and ask for the change \
     again, or ask at the desk.",
    "Nuestro correo a la dirección nueva fue devuelto, así que sigue la anterior. Vea si la dirección nueva tiene un error y pida \
     el cambio otra vez, o pregunte en el mostrador.",
);
pub const ADDRESS_CAME_BACK: Text = Text::new(
    "E-mail to this address came back, so we sent no link and nothing was changed. Look for a mistake in it, or give another one.",
    "Un correo a esta dirección fue devuelto, así que no enviamos ningún enlace y nada cambió. Vea si tiene un error o dé otra.",
);
pub const ADDRESS_IS_RIGHT: Text = Text::new(
    "If the address is right, have us write to it again, and then ask for the change once more.",
    "Si la dirección es correcta, pida que volvamos a escribir a ella y después pida el cambio otra vez.",
);
pub const REFERENCE: Text = Text::new("Reference", "Referencia");
pub const TAKE_BACK: Text = Text::new("Take this change back", "Retirar este cambio");
pub const TAKEN_BACK: Text = Text::new("The change is taken back.", "El cambio se retiró.");

pub const REMOVE_HINT: Text = Text::new("Leave it empty to take it away.", "Déjelo vacío para quitarlo.");
pub const REMOVE_EMAIL_HINT: Text = Text::new(
    "Leave it empty to have no e-mail address on record. You can borrow without one.",
    "Déjelo vacío para no tener correo en su registro. Puede pedir prestado sin tenerlo.",
);
pub const REMOVE: Text = Text::new("Remove from my record", "Quitar de mi registro");
pub const SECOND_ADDRESS_WHAT: Text = Text::new(
    "Another place where the library can reach you, for example for a part of the year.",
    "Otro lugar donde la biblioteca puede comunicarse con usted, por ejemplo durante una parte del año.",
);
pub const OTHER_PERSON_WHAT: Text = Text::new(
    "Someone the library can call when it cannot reach you. Ask that person first. Enter a phone number, an \
     e-mail address or an address. Being named here gives them no right to see your record.",
    "Alguien a quien la biblioteca puede llamar si no puede comunicarse con usted. Pida antes permiso a esa persona. \
     Escriba un teléfono, un correo electrónico o una dirección. Indicarla aquí no le da a ella \
     derecho a ver el registro de usted.",
);
pub const OTHER_PERSON_PERMIT: Text = Text::new(
    "To let someone see a part of it, give written permission.",
    "Para que alguien vea una parte, dé un permiso por escrito.",
);
pub const NO_METHOD: Text = Text::new("No preference", "No tengo preferencia");
pub const GO_ON: Text = Text::new("Continue", "Continuar");

pub const CHECK: Text = Text::new("Check the change", "Revise el cambio");
pub const CHECK_ALL: Text = Text::new("Check the changes", "Revise los cambios");
pub const NOW: Text = Text::new("Now", "Ahora");
pub const THEN: Text = Text::new("After the change", "Después del cambio");
pub const NEXT: Text = Text::new("What happens next", "Qué pasa después");
pub const NEXT_AT_ONCE: Text = Text::new(
    "The change is made at once, and we tell you by e-mail if we can.",
    "El cambio se hace de inmediato y le avisamos por correo si es posible.",
);
pub const NEXT_DESK: Text = Text::new(
    "The desk looks at the change before it is made. You can take it back until then.",
    "El personal del mostrador revisa el cambio antes de hacerlo. Hasta entonces puede retirarlo.",
);
pub const NEXT_DESK_ID: Text = Text::new(
    "The change waits until you show photo ID at the desk. You can take it back until then.",
    "El cambio espera hasta que muestre una identificación con foto en el mostrador. Hasta entonces puede retirarlo.",
);
pub const NEXT_LINK: Text = Text::new(
    "First we send a link to the new address. Open it within 60 minutes. We also tell the old address.",
    "Primero enviamos un enlace a la dirección nueva. Ábralo en un plazo de 60 minutos. También avisamos a la anterior.",
);
pub const NEXT_REPLACES: Text =
    Text::new("It replaces the change that is under way.", "Reemplaza el cambio que está en curso.");
pub const AGAIN: Text = Text::new(
    "To show that it is you, enter your PIN or password.",
    "Para demostrar que es usted, escriba su PIN o contraseña.",
);
pub const SAVE: Text = Text::new("Make this change", "Hacer este cambio");
pub const SAVE_ALL: Text = Text::new("Make these changes", "Hacer estos cambios");
pub const EDIT: Text = Text::new("Go back and edit", "Regresar y editar");
pub const TOO_MANY: Text = Text::new(
    "You tried too many addresses today. Try again tomorrow, or ask at the desk.",
    "Hoy probó demasiadas direcciones. Inténtelo mañana o pregunte en el mostrador.",
);

pub const MOVING: Text = Text::new("You are moving", "Usted se muda");
pub const MOVING_LINK: Text = Text::new(
    "Moving? Change address, telephone and e-mail in one form",
    "¿Se muda? Cambie dirección, teléfono y correo en un solo formulario",
);
pub const MOVING_WHAT: Text = Text::new(
    "Change what will be different, and leave the rest as it is. You check all of it once, with your PIN or password.",
    "Cambie lo que será distinto y deje lo demás como está. Lo revisa todo una sola vez, con su PIN o contraseña.",
);
pub const MOVING_REACH: Text = Text::new("Telephone and e-mail", "Teléfono y correo electrónico");
pub const MOVING_SAME: Text = Text::new(
    "All of this is what we already have. Change something, or go back.",
    "Todo esto es lo que ya tenemos. Cambie algo o regrese.",
);
pub const MOVING_UNDER_WAY: Text = Text::new("Your changes are under way", "Sus cambios están en curso");
pub const MOVING_WAITS: Text = Text::new(
    "This is what still has to happen. What is not listed here is made.",
    "Esto es lo que falta por hacer. Lo que no aparece aquí ya está hecho.",
);
pub const ALL_MADE: Text = Text::new("The changes are made", "Los cambios están hechos");

pub const MADE: Text = Text::new("The change is made", "El cambio está hecho");
pub const MADE_WHAT: Text =
    Text::new("You can see it in your record, with its date.", "Puede verlo en su registro, con su fecha.");
pub const SENT: Text = Text::new("Check your e-mail", "Revise su correo electrónico");
pub const SENT_LATE: Text = Text::new("Our e-mail has not gone yet", "Nuestro correo aún no ha salido");
pub const LINK_HAS_ENDED: Text = Text::new("The link we sent has ended", "El enlace que enviamos terminó");
pub const NOT_SENT: Text = Text::new("Our e-mail did not arrive", "Nuestro correo no llegó");
pub const LOOK_AGAIN: Text = Text::new("See how it stands now", "Ver cómo va ahora");
pub const ASKED: Text = Text::new("One step is left", "Falta un paso");
pub const BRING: Text = Text::new("Bring this to the desk", "Lleve esto al mostrador");

pub const CONFIRM: Text = Text::new("Confirm your e-mail address", "Confirme su dirección de correo electrónico");
pub const CONFIRM_WHAT: Text = Text::new(
    "You opened the link we sent to this address. Say that it is yours, and the library may write to it.",
    "Abrió el enlace que enviamos a esta dirección. Diga que es suya y la biblioteca podrá escribirle.",
);
pub const CONFIRM_DO: Text = Text::new("This address is mine", "Esta dirección es mía");
pub const CONFIRMED: Text = Text::new("Your address is confirmed", "Su dirección está confirmada");
pub const CONFIRMED_WHAT: Text =
    Text::new("From now on the library writes to it.", "Desde ahora la biblioteca escribe a esa dirección.");
pub const CONFIRMED_WAITS: Text = Text::new(
    "The desk still has to look at the change. Until then the library writes to the old address, if there is one.",
    "El personal del mostrador todavía tiene que revisar el cambio. Hasta entonces la biblioteca escribe a la dirección \
     anterior, si la hay.",
);
pub const LINK_DEAD: Text = Text::new("This link no longer works", "Este enlace ya no sirve");
pub const LINK_DEAD_WHAT: Text = Text::new(
    "The change was made and changed again, replaced, taken back or ended, or the link is older than 60 minutes. Sign in \
     to see what your record holds.",
    "El cambio se hizo y se volvió a cambiar, se reemplazó, se retiró o terminó, o el enlace tiene más de 60 minutos. \
     Inicie sesión para ver lo que dice su registro.",
);
pub const TO_CONTACT: Text = Text::new("Go to your contact details", "Ir a sus datos de contacto");
