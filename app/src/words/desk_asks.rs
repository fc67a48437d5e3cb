//! Who is asking: the desk's first question and its answers.

use domain::words::Text;

pub const WHO: Text = Text::new("Who is asking?", "¿Quién pregunta?");
pub const WHO_LEDE: Text = Text::new(
    "Nothing of the record is shown before you answer. The patron can see who asked.",
    "No se muestra nada del registro antes de responder. La persona puede ver quién preguntó.",
);
pub const OWN_WORK: Text = Text::new("For the library’s own work", "Para el trabajo de la biblioteca");
pub const SOMEBODY: Text = Text::new("Somebody asks about a person", "Alguien pregunta por una persona");
pub const SOMEBODY_LEDE: Text = Text::new(
    "These get the same answer whoever they ask about, so no record is opened. Choose who it is and read out the words.",
    "A estas personas se les responde lo mismo, pregunten por quien pregunten, y no se abre ningún registro. Elija quién \
     es y lea las palabras.",
);
pub const SOMEBODY_DO: Text = Text::new("Someone else is asking", "Pregunta otra persona");
pub const SAY: Text = Text::new("Say", "Diga");
pub const NEXT: Text = Text::new("Then", "Después");
pub const CAN_SHARE: Text = Text::new("You can share this", "Puede compartir esto");
pub const CANNOT: Text = Text::new("You can share nothing", "No puede compartir nada");
pub const REFER: Text = Text::new(
    "Tell the Director now, or the most senior person in charge.",
    "Avise ahora a la dirección o a la persona de mayor rango a cargo.",
);
pub const DESTROY_NOTHING: Text = Text::new(
    "Until the Director has spoken, delete and throw away nothing that may be asked for.",
    "Hasta que la dirección decida, no borre ni tire nada de lo que puedan pedir.",
);
pub const MINIMUM: Text = Text::new(
    "Say only what they need of it, and nothing they do not ask for.",
    "Diga solo lo que necesiten, y nada que no pregunten.",
);
pub const OWED: Text = Text::new("Owed in all", "Deuda total");
pub const OWED_UNKNOWN: Text = Text::new("Not recorded", "No consta");
pub const NOT_THIS: Text = Text::new("Not to be shared", "No se comparte");
pub const NOTHING_THERE: Text = Text::new(
    "There is nothing of this kind in the record. You can say so.",
    "En el registro no hay nada de esto. Puede decirlo.",
);
pub const SHOWN: Text = Text::new("What did they show?", "¿Qué mostró?");
pub const SHOWN_HINT: Text = Text::new(
    "Only the kind is kept, never a number or a name.",
    "Solo se guarda el tipo, nunca un número ni un nombre.",
);
pub const ID_NONE: Text = Text::new("None", "Ninguna");
pub const ID_NAME: Text = Text::new("Name on their photo ID", "Nombre en su identificación");
pub const ID_NAME_HINT: Text = Text::new(
    "As it stands there. The portal compares it with the record and does not show you whom the record names.",
    "Tal como figura. El portal lo compara con el registro y no le muestra a quién nombra el registro.",
);
pub const ID_NAME_MISSING: Text =
    Text::new("Type the name on their photo ID", "Escriba el nombre de su identificación");
pub const NUMBER_HINT: Text = Text::new(
    "As your telephone shows it. The portal compares it with the record and shows you none.",
    "Como la muestra su teléfono. El portal lo compara con el registro y no le muestra ninguno.",
);
pub const ERRAND: Text = Text::new("What is it about?", "¿De qué se trata?");
pub const ERRAND_MISSING: Text = Text::new("Choose what it is about", "Elija de qué se trata");
pub const FORESEEN: Text = Text::new(
    "By the library’s rules, if the record says that it fits:",
    "Según las reglas de la biblioteca, si el registro lo confirma:",
);
pub const ANSWER_DO: Text = Text::new("Show what I can share", "Mostrar lo que puedo compartir");
pub const ASK_AGAIN: Text = Text::new("Change task", "Cambiar de tarea");
pub const COPY: Text =
    Text::new("A copy of everything, for the patron to take", "Una copia de todo, para que la persona se la lleve");
pub const COPY_WHAT: Text = Text::new(
    "For somebody who cannot sign in. You may make it once for each time you look at the ID. Print it and hand it over, or put the \
     archive on the patron’s own device. Keep nothing.",
    "Para quien no puede iniciar sesión. Puede hacerla una vez por cada vez que revise la identificación. Imprímala y \
     entréguela, o ponga el archivo en el dispositivo de la persona. No guarde nada.",
);
// Of each list `{n}` entries.
pub const COPY_LONG: Text = Text::new(
    "The pages to print have the first {n} entries of each list and say how many more there are. The archive has all of them; to make \
     both, look at the ID again.",
    "Las páginas para imprimir tienen las primeras {n} entradas de cada lista y dicen cuántas más hay. El archivo las tiene todas; \
     para hacer las dos cosas, revise otra vez la identificación.",
);
pub const COPY_PAPER: Text = Text::new("Open the pages to print", "Abrir las páginas para imprimir");
pub const COPY_ARCHIVE: Text = Text::new("Download the archive", "Descargar el archivo");
pub const PAY: Text = Text::new("They paid", "Pagó");
pub const PAY_HINT: Text = Text::new(
    "All of it or a part, in dollars: 12.50. Take the money as always; this notes it for the patron, without a name.",
    "Todo o una parte, en dólares: 12.50. Reciba el dinero como siempre; esto lo anota para la persona, sin nombre.",
);
pub const PAY_AMOUNT: Text = Text::new("Amount", "Monto");
pub const PAY_MISSING: Text = Text::new(
    "Enter an amount in dollars, at most what is owed: 12.50",
    "Escriba un monto en dólares, como máximo lo que se debe: 12.50",
);
pub const PAY_DO: Text = Text::new("Note the payment", "Anotar el pago");
pub const PAID: Text = Text::new(
    "The payment is noted. Enter it in the library’s system too.",
    "El pago está anotado. Regístrelo también en el sistema de la biblioteca.",
);
pub const NO_CARD: Text = Text::new("No card here", "Sin la tarjeta");
pub const NO_CARD_LEDE: Text = Text::new(
    "Each search is a line in the activity of everyone it finds.",
    "Cada búsqueda queda anotada en la actividad de quienes encuentre.",
);
pub const BY_ID: Text = Text::new("Photo ID and no card", "Identificación sin tarjeta");
pub const BY_ID_LEDE: Text = Text::new("Type what the photo ID shows.", "Escriba lo que muestra la identificación.");
pub const CALLS: Text = Text::new("A caller without the card number", "Alguien que llama sin el número de tarjeta");
pub const CALLS_LEDE: Text = Text::new(
    "Only where the display shows the number that calls. It is compared with the numbers on record and not kept.",
    "Solo si la pantalla muestra el número que llama. Se compara con los números del registro y no se guarda.",
);
pub const CALLS_NAME: Text = Text::new("Name of who calls", "Nombre de quien llama");
pub const CALLS_NUMBER: Text = Text::new("Number that calls", "Número que llama");
pub const CALLS_NUMBER_HINT: Text =
    Text::new("Ten digits, as the display shows them.", "Diez dígitos, como los muestra la pantalla.");
pub const CALLS_NUMBER_MISSING: Text =
    Text::new("Enter the ten digits of the number that calls", "Escriba los diez dígitos del número que llama");
pub const PAYS: Text = Text::new("Someone wants to pay for another", "Alguien quiere pagar por otra persona");
pub const PAYS_LEDE: Text =
    Text::new("They are told the amount owed and nothing else.", "Se les dice cuánto se debe y nada más.");
pub const PAYS_NAME: Text = Text::new("Name of whoever owes", "Nombre de quien debe");
pub const PAYS_HOUSE: Text = Text::new("Number of their house", "Número de su casa");
pub const PAYS_HOUSE_HINT: Text = Text::new(
    "As the payer gives it: the first number of the address. Digits alone.",
    "Como lo diga quien paga: el primer número de la dirección. Solo dígitos.",
);
pub const PAYS_HOUSE_MISSING: Text =
    Text::new("Enter the number of the house in digits", "Escriba el número de la casa en dígitos");
pub const BY_WORDS_NONE: Text = Text::new(
    "No record fits, or more than one does. Ask for the card number. You may say only that you cannot find it.",
    "Ningún registro coincide, o coincide más de uno. Pida el número de la tarjeta. Solo puede decir que no lo encuentra.",
);
pub const CALLED: Text = Text::new("They call from a number on the record.", "Llaman desde un número del registro.");
pub const BY_ID_NAME: Text = Text::new("Name on the photo ID", "Nombre en la identificación");
pub const BY_ID_BORN: Text = Text::new("Birth date on the photo ID", "Fecha de nacimiento en la identificación");
pub const BY_ID_BORN_MISSING: Text =
    Text::new("Enter the birth date that the ID shows", "Escriba la fecha de nacimiento que muestra");
pub const BY_ID_NONE: Text = Text::new(
    "No record has exactly this name and birth date, or too many do. Check both, or ask for the card. Tell the person \
     only that you cannot find it.",
    "Ningún registro tiene exactamente este nombre y esta fecha, o los tienen demasiados. Revise ambos o pida la tarjeta. \
     A la persona solo puede decirle que no la encuentra.",
);
pub const BY_ID_SEVERAL: Text =
    Text::new("Which of these does the photo ID show?", "¿Cuál de estos muestra la identificación?");
pub const BY_ID_SEVERAL_LEDE: Text = Text::new(
    "Several people have this name and birth date. Compare the address; if none fits, ask for the card.",
    "Varias personas tienen este nombre y esta fecha. Compare la dirección; si ninguna coincide, pida la tarjeta.",
);
pub const BY_ID_NO_ADDRESS: Text = Text::new("No address on record", "Sin dirección en el registro");
pub const PERMISSION: Text = Text::new(
    "Type the reference of the permission (P-…). It stands on their copy, and the patron can read it out.",
    "Escriba la referencia del permiso (P-…). Está en su copia, y la persona titular puede dictarla.",
);
