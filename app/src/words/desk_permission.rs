//! Written permission, as the desk checks and uses it. Short: there is a queue.

use domain::words::{Lang, Text};

pub const SIGNED: Text = Text::new("Signed", "Firmado");
pub const NEW: Text = Text::new("Enter a permission signed on paper", "Registrar un permiso firmado en papel");
pub const LOGGED: Text = Text::new(
    "The patron can see that you looked, and what for.",
    "La persona puede ver que usted consultó el permiso y para qué.",
);

pub const NAME: Text = Text::new("Name on the record", "Nombre en el registro");
pub const SIGNED_AS: Text = Text::new("Signed as", "Firmado como");
pub const THE_TEXT: Text = Text::new("What was signed", "Lo que se firmó");
pub const DECIDE: Text = Text::new("Confirm or refuse", "Confirmar o rechazar");
pub const DECIDE_HOW: Text = Text::new(
    "The patron must be here in person. The photo ID must show the name on the record.",
    "La persona debe estar presente. La identificación con foto debe mostrar el nombre del registro.",
);
pub const ACTION: Text = Text::new("What do you want to do?", "¿Qué quiere hacer?");
pub const ACTION_MISSING: Text = Text::new("Choose what to do", "Elija qué hacer");
pub const CONFIRM: Text = Text::new("Confirm the permission", "Confirmar el permiso");
pub const CONFIRM_HINT: Text = Text::new("It is in force from now on.", "Queda vigente desde ahora.");
pub const REFUSE: Text = Text::new("Refuse it", "Rechazarlo");
pub const REFUSE_HINT: Text =
    Text::new("The patron reads the reason you write.", "La persona lee el motivo que usted escribe.");
pub const WITHDRAW: Text = Text::new("Withdraw it for the patron", "Retirarlo a pedido de la persona titular");
pub const WITHDRAW_HINT: Text = Text::new(
    "The patron is here and asks for it. It ends at once.",
    "La persona está presente y lo pide. Termina de inmediato.",
);
pub const REASON: Text = Text::new("Reason, if you refuse", "Motivo, si lo rechaza");
pub const REASON_HINT: Text = Text::new(
    "One sentence for the patron. No numbers of documents.",
    "Una frase para la persona. Sin números de documentos.",
);
pub const REASON_MISSING: Text = Text::new("Write the reason", "Escriba el motivo");
pub const CHECK: Text = Text::new("Check once more", "Revise una vez más");
pub const SEEN: Text = Text::new("Photo ID seen", "Identificación vista");
pub const GO_ON: Text = Text::new("Continue", "Continuar");
pub const BACK: Text = Text::new("Go back", "Regresar");
pub const DO_IT: Text = Text::new("Yes, do it", "Sí, hacerlo");
pub const CHANGED: Text = Text::new(
    "This is no longer possible: the permission has changed in the meantime",
    "Esto ya no es posible: el permiso cambió mientras tanto",
);
pub const DONE: Text =
    Text::new("Done. The patron is told by e-mail.", "Hecho. Se avisa a la persona por correo electrónico.");

pub const TELL: Text = Text::new("Share the information", "Compartir los datos");
pub const TELL_TO: Text = Text::new("Only with", "Solo con");
pub const PROVEN: Text = Text::new("Did they show what the permission says?", "¿Mostró lo que dice el permiso?");
pub const PROVEN_MISSING: Text = Text::new("Say whether they showed it", "Diga si lo mostró");
pub const PROVEN_YES: Text = Text::new("Yes, I have seen it", "Sí, lo vi");
pub const PROVEN_NO: Text = Text::new("No, or I am not sure", "No, o no tengo certeza");
pub const ASKED: Text = Text::new("Which parts do they ask for?", "¿Qué partes pide?");
pub const ASKED_MISSING: Text = Text::new("Choose at least one part", "Elija al menos una parte");
pub const TELL_DO: Text = Text::new("Show what I can share", "Mostrar lo que puedo compartir");
pub const MAY: Text = Text::new("You can share this", "Puede compartir esto");
pub const MAY_NOT: Text = Text::new("You cannot share anything", "No puede compartir nada");
pub const SAY: Text = Text::new("Say:", "Diga:");
pub const NEXT: Text = Text::new("Next:", "Después:");
pub const SHOWN_ONCE: Text = Text::new(
    "This is shown once. It is in the patron’s activity, and the patron is told by e-mail.",
    "Esto se muestra una vez. Está en la actividad de la persona y se le avisa por correo electrónico.",
);
pub const LEFT_OUT: Text = Text::new("Not shared", "No se comparte");

pub const PAPER_LEDE: Text = Text::new(
    "For a patron who is here and has signed on paper. The questions are put to the patron, as on the paper. It is in \
     force at once. Keep the paper, or shred it as your policy says.",
    "Para una persona que está presente y firmó en papel. Las preguntas se dirigen a ella, como en el papel. Queda \
     vigente de inmediato. Guarde el papel o destrúyalo según su política.",
);
pub const CARD: Text = Text::new("The patron’s card number", "Número de tarjeta de la persona");
pub const CARD_WRONG: Text = Text::new("No card in use has this number", "Ninguna tarjeta en uso tiene este número");
pub const SIGNED_NAME: Text = Text::new("Name as signed on the paper", "Nombre como está firmado en el papel");
pub const SIGNED_NAME_MISSING: Text = Text::new("Enter the name as signed", "Escriba el nombre como está firmado");
pub const LANGUAGE: Text = Text::new("Language of the paper", "Idioma del papel");
pub const PAPER_CHECK: Text = Text::new("Read this text to the patron", "Lea este texto a la persona");
pub const TAKE: Text = Text::new("The patron agrees: put it in force", "La persona está de acuerdo: poner en vigencia");

/// A heading with the reference.
pub fn titled(lang: Lang, reference: &str) -> String {
    format!("{} {reference}", Text::new("Permission", "Permiso").to(lang))
}
