//! A child's family at the desk.

use domain::words::Text;

pub const TITLE: Text =
    Text::new("Who may look at this child’s record", "Quién puede consultar el registro de este menor");
pub const OPEN: Text = Text::new("Codes, stops and links of this child", "Códigos, bloqueos y vínculos de este menor");
pub const BACK: Text = Text::new("The record", "El registro");
pub const MAKE: Text = Text::new("Make a code for a parent or guardian", "Crear un código para madre, padre o tutor");
pub const MAKE_WHAT: Text = Text::new(
    "Compare the photo ID with the adult’s name on the child’s record. The code works once, for a day, and only in that \
     person’s own account.",
    "Compare la identificación con foto con el nombre del adulto en el registro del menor. El código sirve una vez, \
     durante un día y solo en la cuenta de esa persona.",
);
pub const NOBODY: Text = Text::new(
    "The record names no parent or guardian. Enter one in the library’s own system first.",
    "El registro no nombra a madre, padre ni tutor. Primero agregue a la persona en el sistema de la biblioteca.",
);
pub const WHO: Text = Text::new("Whose photo ID is it?", "¿De quién es la identificación?");
pub const COSIGNED: Text = Text::new("Signed for the child’s card", "Firmó la solicitud de la tarjeta del menor");
pub const THEIR_CARD: Text = Text::new("That person’s own card number", "Número de tarjeta de esa persona");
pub const MAKE_DO: Text = Text::new("Make the code", "Crear el código");
pub const WHO_MISSING: Text = Text::new("Choose whose photo ID it is", "Elija de quién es la identificación");
pub const CARD_MISSING: Text =
    Text::new("Enter that person’s card number", "Escriba el número de tarjeta de esa persona");
pub const MADE: Text = Text::new("The code", "El código");
pub const MADE_WHAT: Text = Text::new(
    "It is shown this once. The person types it in their own account, under “Family”, within a day.",
    "Se muestra solo esta vez. La persona lo escribe en su propia cuenta, en «Familia», en el plazo de un día.",
);
pub const SECOND_FIRST: Text = Text::new(
    "The child’s record has no e-mail address: the code works once a colleague, who sees this person and the photo ID too, \
     has confirmed it in the work list. The child is told by letter.",
    "El registro del menor no tiene dirección de correo: el código sirve cuando otra persona del personal, que también vea a \
     esta persona y su identificación, lo haya confirmado en la lista de trabajo. Se le avisa al menor por carta.",
);
pub const LINKS: Text = Text::new("Who can look now", "Quién puede consultar ahora");
pub const NO_LINKS: Text = Text::new("Nobody has added this child.", "Nadie agregó a este menor.");
pub const UNNAMED: Text = Text::new("Someone without a name", "Alguien sin nombre");
pub const SINCE: Text = Text::new("since", "desde el");
pub const END_ASKED: Text =
    Text::new("The young person asked for this to end:", "La persona menor pidió que esto termine:");
pub const END: Text = Text::new("End this link", "Terminar este vínculo");
pub const PILE: Text = Text::new(
    "Young people who ask to end a parent’s link",
    "Menores que piden terminar el vínculo con su madre, padre o tutor",
);
pub const OPEN_END: Text = Text::new("Open", "Abrir");
pub const ONE_END: Text = Text::new("A parent’s or guardian’s link", "El vínculo de una madre, un padre o un tutor");
pub const ASKS_END: Text =
    Text::new("A young person asks to end this link", "Una persona menor pide terminar este vínculo");
pub const ASKS_END_WHAT: Text = Text::new(
    "Speak with the young person alone. The parent or guardian is not told that this was asked. Until the link ends, it stays in \
     the work list.",
    "Hable a solas con la persona menor. A la madre, el padre o el tutor no se le dice que se pidió. Hasta que el vínculo termine, \
     sigue en la lista de trabajo.",
);
pub const YOUNG_PERSON: Text = Text::new("Young person", "Persona menor");
pub const GUARDIAN: Text = Text::new("Parent or guardian", "Madre, padre o tutor");
pub const LINKED_AT: Text = Text::new("Linked since", "Vinculado desde el");
pub const ENDED: Text = Text::new("The link has ended.", "El vínculo terminó.");
pub const STOPS: Text = Text::new("Stops", "Bloqueos");
pub const NO_STOPS: Text = Text::new("There is no stop.", "No hay ningún bloqueo.");
pub const LIFT_DIRECTOR: Text =
    Text::new("Only the Director lifts this stop.", "Solo la dirección levanta este bloqueo.");
pub const SIGNED: Text = Text::new(
    "I have seen the signed application: this person signed for the child’s card.",
    "He visto la solicitud firmada: esta persona firmó por la tarjeta del menor.",
);
pub const SIGNED_HINT: Text = Text::new(
    "Check this only if the record does not say so yet. The record will say so from now on.",
    "Márquelo solo si el registro aún no lo dice. Desde ahora el registro lo dirá.",
);
pub const STOPPED: Text = Text::new("Now give the young person a new code", "Ahora dé al menor un código nuevo");
pub const STOPPED_WHAT: Text = Text::new(
    "The PIN or password no longer works, every session has ended, and no link is sent by e-mail while the stop stands.",
    "El PIN o la contraseña ya no sirve, todas las sesiones terminaron y no se envía ningún enlace por correo mientras \
     dure el bloqueo.",
);
pub const STOPPED_ITEMS: [Text; 3] = [
    Text::new(
        "Open the record, choose “Online access”, and make an activation code.",
        "Abra el registro, elija «Acceso en línea» y cree un código de activación.",
    ),
    Text::new(
        "Hand it to the young person only, never to a parent or by telephone.",
        "Entréguelo solo al menor, nunca a los padres ni por teléfono.",
    ),
    Text::new(
        "Ask if the e-mail address and telephone on the record are the young person’s own: notices go there.",
        "Pregunte si el correo y el teléfono del registro son del propio menor: ahí llegan los avisos.",
    ),
];
pub const STOPPED_GO: Text = Text::new("Open the record", "Abrir el registro");
pub const LIFT: Text = Text::new("Lift this stop", "Levantar este bloqueo");
pub const STOP: Text =
    Text::new("Stop access for every parent and guardian", "Bloquear el acceso de madres, padres y tutores");
pub const STOP_WHAT: Text = Text::new(
    "Every link ends at once and none can be made. The young person’s own PIN or password ends too, because a parent may \
     know it. The parents read only that it was ended at the desk. Write nothing about the family anywhere.",
    "Todos los vínculos terminan de inmediato y no se puede crear ninguno. También termina el PIN o la contraseña del \
     menor, porque los padres pueden conocerlo. Las madres, los padres y los tutores solo leen que se terminó en el mostrador. No escriba nada sobre \
     la familia en ningún lugar.",
);
pub const STOP_KIND: Text = Text::new("What did you see?", "¿Qué vio usted?");
pub const CUSTODY: Text =
    Text::new("A custody order, or a safety concern", "Una orden de custodia, o un motivo de seguridad");
pub const EMANCIPATED: Text = Text::new(
    "A court paper that says the child is emancipated (an adult by law)",
    "Un documento del tribunal que dice que el menor está emancipado (es adulto ante la ley)",
);
pub const STOP_MISSING: Text = Text::new("Choose what you saw", "Elija qué vio");
pub const STOP_DO: Text = Text::new("Continue to stop them", "Continuar para bloquear el acceso");
pub const CHECK: Text = Text::new("Is this right?", "¿Es correcto?");
pub const CHECK_STOP: Text = Text::new(
    "Every parent and guardian stops seeing this record now. The young person is signed out everywhere, and needs a new \
     code from you to get in. Links that end do not come back when the stop is lifted.",
    "Desde ahora ninguna madre, padre ni tutor puede ver este registro. La sesión del menor se cierra en todas partes, y necesita \
     un código nuevo de usted para entrar. Los vínculos que terminan no vuelven al levantar el bloqueo.",
);
pub const CHECK_LIFT: Text = Text::new(
    "Parents and guardians can add this child again from now on.",
    "Desde ahora las madres, los padres y los tutores pueden agregar a este menor otra vez.",
);
pub const CHECK_END: Text = Text::new(
    "This person stops seeing the record now, and can add the child again with the card or a new code.",
    "Esta persona deja de ver el registro ahora, y puede agregar al menor otra vez con la tarjeta o un código nuevo.",
);
pub const YES: Text = Text::new("Yes, do it", "Sí, hacerlo");
pub const NO: Text = Text::new("No, go back", "No, regresar");
pub const DONE: Text =
    Text::new("Done. The child can see it under “Activity”.", "Hecho. El menor puede verlo en «Actividad».");
