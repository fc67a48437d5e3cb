//! Newsletters that a service sends: lists for it, at the desk, and what it has of somebody.

use domain::words::Text;

pub const TITLE: Text = Text::new("Newsletters that a service sends", "Boletines que envía un servicio");
pub const LEDE: Text = Text::new(
    "Where the portal is not connected to the service, the Director takes it a list of whoever agreed, takes off there whoever said no \
     here, and says here who left there. Where it is, the portal does all three, and what went wrong is listed here.",
    "Donde el portal no está conectado con el servicio, la dirección le lleva una lista de quienes aceptaron, quita allí a quienes \
     dijeron que no aquí y dice aquí quiénes se dieron de baja allí. Donde lo está, el portal hace las tres cosas y aquí consta qué falló.",
);
pub const SENT_BY: Text = Text::new("Sent by", "Lo envía");
pub const ON_A_LIST: Text = Text::new("Would be on a list today", "Estarían hoy en una lista");
pub const ASKED_AGAIN: Text = Text::new(
    "Said yes before this service sent it: not on a list until they say yes again",
    "Dijeron que sí antes de que lo enviara este servicio: no están en una lista hasta que lo digan de nuevo",
);
pub const TO_REMOVE_COUNT: Text = Text::new("To take off at the service", "Por quitar en el servicio");
pub const FAILED_COUNT: Text = Text::new("Went wrong there", "Falló allí");

pub const WHO_DOES: Text = Text::new(
    "A list names people, and so does what went wrong: the Director makes and takes lists, takes off whoever said no here, and says who \
     left there. You see how many.",
    "Una lista nombra a personas, y también lo que falló: la dirección hace y descarga las listas, quita a quienes dijeron que no aquí \
     y dice quiénes se dieron de baja allí. Usted ve cuántas son.",
);

pub const CONNECTED: Text = Text::new("How the service learns of it", "Cómo se entera el servicio");
pub const CONNECTED_YES: Text =
    Text::new("The portal tells it, every few minutes", "El portal se lo dice, cada pocos minutos");
pub const THERE_CONFIRMED: Text = Text::new("On the list, says the service", "En la lista, según el servicio");
pub const THERE_ASKED: Text = Text::new("Asked, no answer yet", "Pedido, sin respuesta todavía");
pub const THERE_SINCE: Text = Text::new("The first of these since", "El primero desde el");
pub const THERE_LEAVING: Text = Text::new("Being taken off", "Se está quitando");

pub const FAILED: Text = Text::new("What went wrong there", "Qué falló allí");
pub const FAILED_WHAT: Text = Text::new(
    "Look at each at the service. Once it is settled there, have it tried again; with the number that the service has for the \
     address, the portal goes on from what is there. It puts nobody back whom the service shows as having left.",
    "Mire cada caso en el servicio. Cuando esté resuelto allí, pida que se intente de nuevo; con el número que el servicio tiene \
     para la dirección, el portal sigue desde lo que hay. No vuelve a poner a nadie de quien el servicio diga que se dio de baja.",
);
pub const FAILED_NONE: Text = Text::new("Nothing went wrong.", "No falló nada.");
pub const FAILED_WHICH: Text = Text::new("Which are to be tried again?", "¿Cuáles se intentan de nuevo?");
pub const FAILED_MISSING: Text =
    Text::new("Tick at least one address to be tried again", "Marque al menos una dirección para intentarla de nuevo");
pub const FAILED_NUMBER: Text =
    Text::new("Its number at the service, if you looked it up", "Su número en el servicio, si lo buscó");
pub const FAILED_NUMBER_WRONG: Text = Text::new(
    "A number at the service is made of digits alone, such as 4711",
    "Un número del servicio tiene solo cifras, como 4711",
);
pub const FAILED_SINCE: Text = Text::new("Last tried", "Último intento");
pub const FAILED_DO: Text = Text::new("Try these again", "Intentar estas de nuevo");
pub const FAILED_DONE: Text =
    Text::new("They are tried again within a few minutes.", "Se intentan de nuevo en unos minutos.");

pub const WHY_EXISTS: Text = Text::new(
    "Is there already, and not by us: nobody here knows whether it is on the list, or has left it. Type its number, or delete it there.",
    "Ya está allí, y no por nosotros: aquí nadie sabe si está en la lista o si se dio de baja. Escriba su número o bórrela allí.",
);
pub const WHY_UNSURE: Text = Text::new(
    "Is there already, perhaps by a request of ours that got no answer. Type its number, or delete it there.",
    "Ya está allí, quizá por una petición nuestra que no recibió respuesta. Escriba su número o bórrela allí.",
);
pub const WHY_REFUSED: Text = Text::new(
    "The service does not take the address. Is its domain blocked there?",
    "El servicio no acepta la dirección. ¿Está bloqueado allí su dominio?",
);
pub const WHY_NO_LIST: Text = Text::new(
    "Is there, and was not put on the list. Is the list’s number right, and may the portal’s user manage it?",
    "Está allí y no se puso en la lista. ¿Es correcto el número de la lista, y puede administrarla el usuario del portal?",
);
pub const WHY_LEFT: Text = Text::new(
    "Said yes here, and the service shows that they had left there. Ask them. If they want it, put them on the list there.",
    "Dijo que sí aquí, y el servicio muestra que se había dado de baja allí. Pregúntele. Si lo quiere, póngale allí en la lista.",
);
pub const WHY_GONE: Text = Text::new(
    "Was there and is not any more. If they took themselves off, say so under “Who left there”; try again only if they did not.",
    "Estaba allí y ya no está. Si se dio de baja, dígalo en «Quiénes se dieron de baja allí»; intente de nuevo solo si no fue así.",
);
pub const WHY_OTHER: Text = Text::new(
    "What the service has under that number is another address.",
    "Lo que el servicio tiene con ese número es otra dirección.",
);
pub const WHY_NO_ANSWER: Text =
    Text::new("The service did not answer, several times.", "El servicio no respondió, varias veces.");
pub const WHY_NO_NUMBER: Text = Text::new(
    "Is to be taken off, and nobody here knows its number there.",
    "Hay que quitarla, y aquí nadie sabe su número allí.",
);
pub const WHY_NOT_REMOVED: Text = Text::new(
    "Is to be taken off, and is still there. May the portal’s user manage the list? Or take it off yourself.",
    "Hay que quitarla, y sigue allí. ¿Puede el usuario del portal administrar la lista? O quítela usted.",
);

pub const WHY_UNCONFIRMED: Text = Text::new(
    "Is on the list, which asks there for a confirmation of its own, so nothing is sent to it. The yes was said here: let the list \
     ask for none (“single opt-in”).",
    "Está en la lista, que pide allí una confirmación propia, así que no se le envía nada. El sí se dijo aquí: haga que la lista no \
     pida ninguna («single opt-in»).",
);
pub const WHY_NOT_TOLD: Text = Text::new(
    "Is on the list. The name or a statement changed here, and the portal could not tell it there without touching what others keep \
     there. Change the name and the attribute “statement” there as the record has them, then have it tried again.",
    "Está en la lista. Aquí cambió el nombre o una declaración, y el portal no pudo decirlo allí sin tocar lo que otros guardan. \
     Cambie allí el nombre y el atributo «statement» como están en el registro y pida que se intente de nuevo.",
);

pub const MAKE: Text = Text::new("A new list", "Una lista nueva");
pub const MAKE_WHAT: Text = Text::new(
    "Everyone whose last answer is yes and whose address can be written to: the address, and the name where the profile lets the \
     service have it. Each of them reads that they were put on it. It can be taken for 14 days and is then to be destroyed.",
    "Todas las personas cuya última respuesta es sí y a cuya dirección se puede escribir: la dirección, y el nombre si el \
     perfil permite que el servicio lo tenga. Cada una lee que se la incluyó. Se puede descargar durante 14 días y después \
     hay que destruirla.",
);
pub const MAKE_DO: Text = Text::new("Make a list", "Hacer una lista");
pub const MADE: Text = Text::new("The list is made.", "La lista está hecha.");
pub const NOBODY: Text = Text::new("Nobody would be on it today.", "Hoy no habría nadie en ella.");

pub const LISTS: Text = Text::new("Lists that were made", "Listas que se hicieron");
pub const LISTS_NONE: Text = Text::new("No list was made yet.", "Todavía no se hizo ninguna lista.");
pub const MADE_AT: Text = Text::new("Made at", "Hecha el");
pub const PEOPLE: Text = Text::new("People", "Personas");
pub const EXPIRES: Text = Text::new("To be destroyed by", "Por destruir antes del");
pub const ACT: Text = Text::new("What to do", "Qué hacer");
pub const TAKE: Text = Text::new("Take it as a file (CSV)", "Descargar como archivo (CSV)");
pub const DESTROY_DO: Text = Text::new("It is destroyed", "Está destruida");
pub const DESTROY_WHAT: Text = Text::new(
    "Say so once you have deleted the file from your computer, your mail and the service’s uploads.",
    "Dígalo cuando haya borrado el archivo de su computadora, de su correo y de lo que subió al servicio.",
);
pub const DESTROYED: Text = Text::new("Destroyed at", "Destruida el");
pub const DESTROYED_DONE: Text =
    Text::new("It is noted that the list is destroyed.", "Se anotó que la lista está destruida.");

pub const REMOVE: Text = Text::new("Take these off there", "Quitar estas direcciones allí");
pub const REMOVE_WHAT: Text = Text::new(
    "They were on a list and do not get this newsletter any more. Take them off at the service, then tick them off here: each \
     of them reads that it is done.",
    "Estaban en una lista y ya no reciben este boletín. Quítelas en el servicio y márquelas aquí: cada persona lee que se hizo.",
);
pub const REMOVE_BY_HAND: Text = Text::new(
    "The portal cannot take these off by itself: it does not know their numbers there, or the service did not do it. Look for each \
     address there, also where it may never have been put on the list, and tick it off here.",
    "El portal no puede quitar estas por sí mismo: no sabe sus números allí, o el servicio no lo hizo. Busque allí cada dirección, \
     también la que quizá nunca se puso en la lista, y márquela aquí.",
);
pub const REMOVE_NONE: Text = Text::new("Nobody is to be taken off there.", "No hay que quitar a nadie allí.");
pub const REMOVE_WHICH: Text = Text::new("Which are off there?", "¿Cuáles ya no están allí?");
pub const REMOVE_MISSING: Text = Text::new("Tick at least one address", "Marque al menos una dirección");
pub const REMOVE_DO: Text = Text::new("These are off there", "Estas ya no están allí");
pub const REMOVED: Text = Text::new("It is noted. Each of them reads it.", "Se anotó. Cada persona lo lee.");

pub const LEFT: Text = Text::new("Who left there", "Quiénes se dieron de baja allí");
pub const LEFT_WHAT: Text = Text::new(
    "Paste the service’s file of people who left, one on a line, with whatever columns it has. Each yes to this newsletter is \
     taken back here, and the person reads that it was said at the service.",
    "Pegue el archivo del servicio con las personas que se dieron de baja, una por línea, con las columnas que tenga. Cada sí a \
     este boletín se retira aquí, y la persona lee que lo dijo en el servicio.",
);
pub const LEFT_FILE: Text = Text::new("Addresses, as the service gives them", "Direcciones, como las da el servicio");
pub const LEFT_HINT: Text = Text::new(
    "At most some 1,500 addresses at a time. A first line with the names of the columns may stay.",
    "Como máximo unas 1500 direcciones cada vez. La primera línea con los nombres de las columnas puede quedar.",
);
pub const LEFT_DO: Text = Text::new("They left", "Se dieron de baja");
pub const LEFT_EMPTY: Text = Text::new("Paste at least one e-mail address", "Pegue al menos una dirección de correo");
pub const LEFT_LINES: Text = Text::new(
    "Some lines hold no e-mail address; nothing was done",
    "Algunas líneas no tienen ninguna dirección de correo; no se hizo nada",
);
pub const LEFT_NO_CSV: Text =
    Text::new("This cannot be read as lines of a table", "Esto no se puede leer como líneas de una tabla");
pub const LEFT_AT: Text = Text::new("Lines without an address:", "Líneas sin dirección:");
pub const LEFT_DONE: Text = Text::new("Addresses that were read:", "Direcciones que se leyeron:");
pub const LEFT_WITHDRAWN: Text = Text::new("People whose yes was taken back:", "Personas cuyo sí se retiró:");

pub const PILE: Text = Text::new("At the newsletter service", "En el servicio de boletines");
pub const PILE_REMOVE: Text = Text::new("Take addresses off there", "Quitar direcciones allí");
pub const PILE_FAILED: Text = Text::new("Look at what went wrong there", "Revisar lo que falló allí");
pub const PILE_DESTROY: Text = Text::new("Destroy a list", "Destruir una lista");

pub const HAS: Text =
    Text::new("What newsletter services have of you", "Lo que los servicios de boletines tienen de usted");
pub const HAS_WHAT: Text = Text::new(
    "You said yes to these newsletters, so the library put you on a list for the service that sends them, or asked the service to. If you say no, the \
     library takes you off there and you read here when. A name that changes, or a statement that you put beside your name or \
     address, goes there too: by the portal where it speaks to the service, and you read it in your activity; else with the next \
     list. If your record is deleted first, the library keeps only the address, and the service’s number for it, until then.",
    "Usted dijo que sí a estos boletines, y la biblioteca le incluyó en una lista para el servicio que los envía, o lo pidió al servicio. Si dice que \
     no, la biblioteca le quita de allí y usted lee aquí cuándo. Un nombre que cambia, o una declaración que usted pone junto a su \
     nombre o dirección, llega también allí: por el portal si habla con el servicio, y usted lo lee en su actividad; si no, con la \
     lista siguiente. Si antes se borra su registro, la biblioteca guarda solo la dirección, y el número que el servicio le dio, \
     hasta entonces.",
);
pub const HAS_LIST: Text = Text::new("Newsletter", "Boletín");
pub const HAS_SERVICE: Text = Text::new("Service", "Servicio");
pub const HAS_GIVEN: Text = Text::new("What was given", "Lo que se entregó");
pub const HAS_SINCE: Text = Text::new("On a list since", "En una lista desde el");
pub const HAS_LAST: Text =
    Text::new("Last on a list, or asked of the service", "En una lista, o pedido al servicio, por última vez");
pub const HAS_ASKED: Text = Text::new("The service was asked", "Se pidió al servicio el");
pub const HAS_CONFIRMED: Text = Text::new("Confirmed by the service", "Confirmado por el servicio");
pub const HAS_FAILED: Text =
    Text::new("Something went wrong. The library looks at it.", "Algo falló. La biblioteca lo revisa.");
pub const HAS_LEAVING: Text =
    Text::new("Not yet: the portal is taking you off", "Todavía no: el portal le está quitando");
pub const HAS_OFF: Text = Text::new("Off the list", "Fuera de la lista");
pub const HAS_ON: Text = Text::new("Not yet", "Todavía no");
