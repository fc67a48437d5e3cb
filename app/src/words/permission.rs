//! Written permission, as the patron gives and follows it.

use super::by_age::ByAge;
use domain::{
    age::Young,
    permission::{Part, Start, State},
    words::{Lang, Text},
};

pub const TITLE: Text = Text::new("Permissions", "Permisos");
pub const LEDE: ByAge = ByAge::new(
    "As a rule, we share what is in your record with you alone. If you want us to share a part of it with someone \
     else, you can permit it in writing: who, what, what for, and which dates.",
    "Por regla general, lo que hay en su registro lo compartimos solo con usted. Si quiere que compartamos una parte \
     con otra persona, puede permitirlo por escrito: con quién, qué, para qué y en qué fechas.",
    "Por regla general, lo que hay en tu registro lo compartimos solo contigo. Si quieres que compartamos una parte \
     con otra persona, puedes permitirlo por escrito: con quién, qué, para qué y en qué fechas.",
)
.plainly(
    "As a rule, we share what is in your record with you alone. If you want us to share a part of it with someone \
     else, you can tell us so in writing: who, what, what for, and which dates.",
    "Por regla general, lo que hay en tu registro lo compartimos solo contigo. Si quieres que compartamos una parte \
     con otra persona, puedes decírnoslo por escrito: con quién, qué, para qué y en qué fechas.",
);
pub const EMPTY: ByAge = ByAge::new(
    "You have given no permission. Each one you give will appear here: for whom, for which days, and whether it is in force.",
    "No ha dado ningún permiso. Aquí aparecerá cada uno: para quién, para qué días y si está vigente.",
    "No has dado ningún permiso. Aquí aparecerá cada uno: para quién, para qué días y si está vigente.",
);
pub const GIVE: Text = Text::new("Give a permission", "Dar un permiso");
pub const DRAFTS: Text = Text::new("Begun and not signed", "Comenzados y sin firmar");
pub const GIVEN: Text = Text::new("Given", "Permisos dados");
pub const OVER: Text = Text::new("Ended", "Terminados");
pub const UNNAMED: Text = Text::new("Nobody named yet", "Todavía sin nombre");
pub const GO_ON: Text = Text::new("Continue", "Continuar");
pub const OPEN: Text = Text::new("Open", "Abrir");
pub const DISCARD: Text = Text::new("Discard the draft", "Descartar el borrador");
pub const DISCARD_WHAT: ByAge = ByAge::new(
    "What you have filled in will be gone. Nothing was signed, so nothing else changes.",
    "Se perderá lo que ha escrito. No se firmó nada, así que nada más cambia.",
    "Se perderá lo que has escrito. No se firmó nada, así que nada más cambia.",
);
pub const DISCARDED: Text = Text::new("The draft is gone.", "El borrador se descartó.");
pub const KEEP: Text = Text::new("No, keep it", "No, conservarlo");

pub const NOT_OFFERED: Text = Text::new("This library takes no permissions", "Esta biblioteca no acepta permisos");
pub const NOT_OFFERED_WHAT: ByAge = ByAge::new(
    "Its policy does not provide for a written permission to share your record.",
    "Su política no prevé un permiso por escrito para compartir su registro.",
    "La política de la biblioteca no prevé un permiso por escrito para compartir tu registro.",
)
.plainly(
    "The library’s rules have no written permission to share your record.",
    "En las reglas de la biblioteca no hay permiso por escrito para compartir tu registro.",
);
pub const NOT_OFFERED_LAW: ByAge = ByAge::new(
    "State law names two ways for a record to leave a library: a court order, and the written permission of the \
     person it is about. If you need someone to be told, ask",
    "La ley estatal nombra dos formas en que un registro puede salir de una biblioteca: una orden judicial y el \
     permiso por escrito de la persona de quien trata. Si necesita que se le diga algo a alguien, pregunte a",
    "La ley estatal nombra dos formas en que un registro puede salir de una biblioteca: una orden judicial y el \
     permiso por escrito de la persona de quien trata. Si necesitas que se le diga algo a alguien, pregunta a",
);
pub const NOT_OFFERED_COPY: ByAge = ByAge::new(
    "You can always download a copy of your own record, and give it to anyone you like.",
    "Siempre puede descargar una copia de su registro y dársela a quien quiera.",
    "Siempre puedes descargar una copia de tu registro y dársela a quien quieras.",
);
pub const TAKE_COPY: Text = Text::new("Download everything", "Descargar todo");
pub const RULES: Text = Text::new("Rules", "Reglas");

pub const NEW_LEDE: Text = Text::new(
    "Six questions on one page, and the exact text beside them to sign.",
    "Seis preguntas en una página y, al lado, el texto exacto para firmar.",
);
pub const NEW_STEPS: [ByAge; 3] = [
    ByAge::new(
        "After you sign, bring photo ID to the desk. Before that, nobody is told anything.",
        "Después de firmar, traiga una identificación con foto al mostrador. Antes no se dice nada a nadie.",
        "Después de firmar, trae una identificación con foto al mostrador. Antes no se dice nada a nadie.",
    ),
    ByAge::new(
        "You are told each time it is used.",
        "Se le avisa cada vez que se usa.",
        "Se te avisa cada vez que se usa.",
    ),
    ByAge::new(
        "Take it back at any time: it ends at once.",
        "Retírelo cuando quiera: termina de inmediato.",
        "Retíralo cuando quieras: termina de inmediato.",
    ),
];
pub const NEW_FREE: ByAge = ByAge::new(
    "Borrowing is the same without it.",
    "Sin él puede pedir prestado igual.",
    "Sin él puedes pedir prestado igual.",
);
pub const START_WITH: Text = Text::new("What is it about?", "¿De qué se trata?");
pub const TOO_MANY_WAIT: ByAge = ByAge::new(
    "Ten permissions of yours wait for the desk. Go there with a photo ID, or withdraw one, before you begin another.",
    "Diez permisos suyos esperan en el mostrador. Vaya con una identificación con foto, o retire uno, antes de \
     empezar otro.",
    "Diez permisos tuyos esperan en el mostrador. Ve con una identificación con foto, o retira uno, antes de empezar \
     otro.",
);
pub const TOO_MANY: ByAge = ByAge::new(
    "You have ten drafts. Discard one or sign it before you begin another",
    "Tiene diez borradores. Descarte o firme uno antes de comenzar otro",
    "Tienes diez borradores. Descarta o firma uno antes de comenzar otro",
);

pub const WRITE_LEDE: ByAge = ByAge::new(
    "The text shows exactly what you permit. Nothing counts until you sign it and the desk has seen your photo ID.",
    "El texto muestra exactamente lo que usted permite. Nada vale hasta que lo firme y el personal del mostrador vea \
     su identificación con foto.",
    "El texto muestra exactamente lo que permites. Nada vale hasta que lo firmes y el personal del mostrador vea tu \
     identificación con foto.",
)
.plainly(
    "The text shows exactly what you allow. It does not count until you sign it and the desk has seen your photo ID.",
    "El texto muestra exactamente lo que permites. No vale hasta que lo firmes y en el mostrador vean tu \
     identificación con foto.",
);
pub const HOW_LONG: Text = Text::new("For how long?", "¿Por cuánto tiempo?");
pub const KEEP_DRAFT: Text = Text::new("Keep as a draft", "Guardar como borrador");
pub const KEPT: Text = Text::new(
    "The draft is kept. What could not be read is left out.",
    "El borrador está guardado. Lo que no se pudo leer quedó fuera.",
);
pub const TEXT_SO_FAR: ByAge = ByAge::new("The text you would sign", "El texto que firmaría", "El texto que firmarías");
pub const TOLD_NOW: Text = Text::new("What they would hear today", "Lo que se le diría hoy");
pub const TOLD_NOTHING: ByAge = ByAge::new(
    "Nothing: no part of your record is chosen.",
    "Nada: no hay ninguna parte de su registro elegida.",
    "Nada: no hay ninguna parte de tu registro elegida.",
);
pub const NOTHING_NOW: Text = Text::new("nothing is held now", "ahora no hay nada");
pub const LOOK_AGAIN: ByAge = ByAge::new("Look once more", "Mírelo otra vez", "Míralo otra vez");

/// The same to everybody.
const fn alike(en: &'static str, es: &'static str) -> ByAge {
    ByAge::new(en, es, es)
}

/// The question of each part.
pub const fn question(part: Part) -> ByAge {
    match part {
        Part::Recipient => alike("Who can we share it with?", "¿Con quién podemos compartirlo?"),
        Part::Proof => alike("How will they prove who they are?", "¿Cómo demostrará esa persona quién es?"),
        Part::Records => {
            ByAge::new("Which parts of your record?", "¿Qué partes de su registro?", "¿Qué partes de tu registro?")
        }
        Part::Purpose => alike("What is it for?", "¿Para qué es?"),
        Part::Days => alike("Which dates?", "¿En qué fechas?"),
        Part::Uses => alike("How often?", "¿Cuántas veces?"),
    }
}

pub const KIND: Text = Text::new("Is it a person or an organization?", "¿Es una persona o una organización?");
pub const KIND_MISSING: Text =
    Text::new("Choose a person or an organization", "Hay que elegir una persona o una organización");
pub const NAME: Text = Text::new("Their full name", "Nombre completo de esa persona u organización");
pub const NAME_HINT: Text = Text::new(
    "As it is written on the ID or letter they will show: Ngozi Okafor, Storrs Legal Aid.",
    "Como está escrito en la identificación o la carta que mostrará: Ngozi Okafor, Storrs Legal Aid.",
);
pub const NAME_MISSING: Text = Text::new("Enter their name", "Falta el nombre de esa persona u organización");
pub const PROOF: Text = Text::new("What they will show at the desk", "Lo que esa persona mostrará en el mostrador");
pub const PROOF_HINT: ByAge = ByAge::new(
    "For example: a driver’s license, or a letter from the organization and photo ID. Do not write a number.",
    "Por ejemplo: una licencia de conducir, o una carta de la organización y una identificación con foto. No escriba \
     un número.",
    "Por ejemplo: una licencia de conducir, o una carta de la organización y una identificación con foto. No \
     escribas un número.",
);
pub const PROOF_MISSING: Text = Text::new("Enter what they will show", "Falta lo que esa persona mostrará");
pub const RECORDS: ByAge = ByAge::new(
    "Only the parts you choose are shared",
    "Solo se comparten las partes que elija",
    "Solo se comparten las partes que elijas",
);
pub const PURPOSE: ByAge = ByAge::new(
    "What it is for, in your own words",
    "Para qué es, en sus propias palabras",
    "Para qué es, en tus propias palabras",
)
.plainly("What it is for, in your own words", "Para qué es, con tus palabras");
pub const PURPOSE_HINT: Text = Text::new(
    "One or two sentences, at most 300 characters. Everyone who reads the permission reads this.",
    "Una o dos frases, como máximo 300 caracteres. Lo lee todo el que lea el permiso.",
);
pub const PURPOSE_MISSING: Text = Text::new("Enter what it is for", "Falta para qué es");
pub const FROM: Text = Text::new("First day", "Primer día");
pub const UNTIL: Text = Text::new("Last day", "Último día");
pub const NO_DAY: Text = Text::new(
    "This is not a date. Write it like 11/23/2026",
    "Esto no es una fecha. Se escribe así: 11/23/2026 (mes/día/año)",
);
pub const USES: Text = Text::new("How often may it be used?", "¿Cuántas veces se puede usar?");
pub const ONCE_HINT: Text = Text::new("It is over when it has been used.", "Termina cuando se haya usado.");
pub const REPEATEDLY_HINT: ByAge = ByAge::new(
    "Until the last day, or until you take it back.",
    "Hasta el último día o hasta que lo retire.",
    "Hasta el último día o hasta que lo retires.",
);
pub const USES_MISSING: Text = Text::new("Choose how often", "Hay que elegir cuántas veces");

pub const TO_SIGN: Text = Text::new("Continue to sign", "Continuar para firmar");
pub const MISSING: Text = Text::new("Not answered yet", "Todavía sin respuesta");

pub const SIGN: ByAge = ByAge::new("Read and sign", "Lea y firme", "Lee y firma");
pub const SIGN_WHAT: ByAge = ByAge::new(
    "This is the exact text of your permission. We keep it exactly as you see it here.",
    "Este es el texto exacto de su permiso. Lo guardamos tal como está aquí.",
    "Este es el texto exacto de tu permiso. Lo guardamos tal como está aquí.",
);
pub const THE_TEXT: Text = Text::new("The text", "El texto");
pub const SIGNED_NAME: ByAge =
    ByAge::new("Your full name, as your signature", "Su nombre completo, como firma", "Tu nombre completo, como firma");
pub const SIGNED_NAME_MISSING: ByAge =
    ByAge::new("Enter your full name", "Escriba su nombre completo", "Escribe tu nombre completo");
pub const SECRET_HINT: ByAge = ByAge::new(
    "Once more, so that we know it is you.",
    "Otra vez, para saber que es usted.",
    "Otra vez, para saber que eres tú.",
);
pub const TEXT_CHANGED: ByAge = ByAge::new(
    "The text has changed since you read it. Read it again, then sign",
    "El texto ha cambiado desde que lo leyó. Léalo otra vez y firme",
    "El texto ha cambiado desde que lo leíste. Léelo otra vez y firma",
);
pub const SIGN_DO: Text = Text::new("Sign the permission", "Firmar el permiso");

pub const DONE: ByAge = ByAge::new("You have signed", "Usted ha firmado", "Has firmado");
pub const DONE_REFERENCE: ByAge = ByAge::new("Your reference", "Su referencia", "Tu referencia");
pub const DONE_NOT_YET: Text = Text::new(
    "The permission does not count yet. Nobody is told anything until the desk has confirmed it.",
    "El permiso todavía no vale. No se dice nada a nadie hasta que el personal del mostrador lo confirme.",
);
pub const BRING: Text = Text::new("What to do now", "Qué hacer ahora");
pub const BRING_LIST: [ByAge; 3] = [
    ByAge::new(
        "Come to the desk yourself. Nobody can do this for you.",
        "Venga usted al mostrador. Nadie puede hacerlo en su lugar.",
        "Ven tú al mostrador. Nadie puede hacerlo en tu lugar.",
    ),
    ByAge::new(
        "Bring photo ID. We note its kind, never its number, and make no copy.",
        "Traiga una identificación con foto. Anotamos el tipo, nunca el número, y no hacemos copia.",
        "Trae una identificación con foto. Anotamos el tipo, nunca el número, y no hacemos copia.",
    ),
    ByAge::new(
        "Say the reference, or show the printed page.",
        "Diga la referencia o muestre la página impresa.",
        "Di la referencia o muestra la página impresa.",
    ),
];
pub const PRINT: Text = Text::new("A page to print", "Una página para imprimir");
pub const ALL: ByAge = ByAge::new("All your permissions", "Todos sus permisos", "Todos tus permisos");

pub const WHO: Text = Text::new("Shared with", "Con quién se comparte");
pub const WHAT: Text = Text::new("Parts of the record", "Partes del registro");
pub const DAYS: Text = Text::new("Days", "Días");
pub const REFERENCE: Text = Text::new("Reference", "Referencia");
pub const STATE: Text = Text::new("State", "Estado");
pub const SIGNED: Text = Text::new("Signed", "Firmado");
pub const MEANS: ByAge = ByAge::new("How you signed", "Cómo firmó", "Cómo firmaste");
pub const SIGNED_AS: Text = Text::new("Name", "Nombre");
pub const FINGERPRINT: Text = Text::new("Fingerprint of the text (SHA-256)", "Huella del texto (SHA-256)");
pub const FINGERPRINT_WHAT: Text = Text::new(
    "It would be different if even one letter of the text were changed.",
    "Sería otra si se cambiara una sola letra del texto.",
);
pub const CONFIRMED: Text = Text::new("Confirmed by the desk", "Confirmado en el mostrador");
pub const REFUSED_WHY: Text = Text::new("Why the desk did not confirm it", "Por qué no se confirmó en el mostrador");
pub const WITHDRAWN_AT: Text = Text::new("Withdrawn", "Retirado");
pub const USED: Text = Text::new("When it was used", "Cuándo se usó");
pub const USED_NEVER: Text = Text::new("It has not been used.", "No se ha usado.");
pub const SHOWED: Text = Text::new("They showed:", "Mostró:");

pub const WITHDRAW: Text = Text::new("Withdraw this permission", "Retirar este permiso");
pub const WITHDRAW_ASK: Text = Text::new("Withdraw this permission now?", "¿Retirar este permiso ahora?");
pub const WITHDRAW_EFFECTS: [ByAge; 3] = [
    ByAge::new(
        "It ends at once. Nothing more is told because of it.",
        "Termina de inmediato. Ya no se dice nada más con este permiso.",
        "Termina de inmediato. Ya no se dice nada más con este permiso.",
    ),
    ByAge::new(
        "What was told before cannot be taken back.",
        "Lo que ya se dijo no se puede deshacer.",
        "Lo que ya se dijo no se puede deshacer.",
    ),
    ByAge::new(
        "You can give a new permission at any time.",
        "Puede dar un permiso nuevo en cualquier momento.",
        "Puedes dar un permiso nuevo en cualquier momento.",
    ),
];
pub const WITHDRAW_DO: Text = Text::new("Withdraw it", "Retirarlo");
pub const WITHDRAWN: Text =
    Text::new("The permission is withdrawn. It has ended.", "El permiso está retirado. Ha terminado.");
pub const CANNOT_WITHDRAW: Text = Text::new(
    "This permission is over already. There is nothing to withdraw",
    "Este permiso ya terminó. No hay nada que retirar",
);

pub const PRINT_HINT: ByAge = ByAge::new(
    "Print this page with your browser (Ctrl + P), and bring it to the desk.",
    "Imprima esta página con su navegador (Ctrl + P) y tráigala al mostrador.",
    "Imprime esta página con tu navegador (Ctrl + P) y tráela al mostrador.",
);
pub const PRINT_NAME: Text = Text::new("Signed in the portal by", "Firmado en el portal por");
pub const LINE_PATRON: Text =
    Text::new("Signature of the card holder, at the desk", "Firma de la persona titular, en el mostrador");
pub const LINE_STAFF: Text = Text::new(
    "For the library: kind of photo ID seen, date, initials",
    "Por la biblioteca: tipo de identificación vista, fecha, iniciales",
);
pub const HOW_TO_WITHDRAW: Text = Text::new("How to withdraw it", "Cómo retirarlo");
pub const HOW_TO_WITHDRAW_WHAT: Text = Text::new(
    "At any time: in the portal under “Permissions”, or at the desk with photo ID. It ends at once.",
    "En cualquier momento: en el portal, en «Permisos», o en el mostrador con una identificación con foto. Termina de \
     inmediato.",
);

/// What a state means for the patron, and what to do next.
pub const fn meaning(state: State) -> ByAge {
    match state {
        State::Draft => ByAge::new(
            "You have not signed it. It means nothing yet.",
            "No lo ha firmado. Todavía no significa nada.",
            "No lo has firmado. Todavía no significa nada.",
        ),
        State::Signed => ByAge::new(
            "Come to the desk with photo ID. Until then nobody is told anything.",
            "Venga al mostrador con una identificación con foto. Hasta entonces no se dice nada a nadie.",
            "Ven al mostrador con una identificación con foto. Hasta entonces no se dice nada a nadie.",
        ),
        State::InForce => ByAge::new(
            "The desk can share the parts you chose with the one you named. You are told each time.",
            "El personal del mostrador puede compartir las partes que usted eligió con quien usted nombró. Se le \
             avisa cada vez.",
            "El personal del mostrador puede compartir las partes que elegiste con quien nombraste. Se te avisa cada \
             vez.",
        ),
        State::UsedUp => ByAge::new(
            "It was for one time and has been used. Nothing more is told because of it.",
            "Era para una sola vez y se usó. Ya no se dice nada más con este permiso.",
            "Era para una sola vez y se usó. Ya no se dice nada más con este permiso.",
        ),
        State::Ended => ByAge::new(
            "Its last day has passed. Nothing more is told because of it.",
            "Su último día pasó. Ya no se dice nada más con este permiso.",
            "El último día pasó. Ya no se dice nada más con este permiso.",
        ),
        State::Withdrawn => ByAge::new(
            "It was taken back, or ended with the visit it was signed in or when the PIN, the password or the card \
             changed. Nothing more is told because of it.",
            "Se retiró, o terminó con la visita en que se firmó o al cambiar el PIN, la contraseña o la tarjeta. Ya \
             no se dice nada más con este permiso.",
            "Se retiró, o terminó con la visita en que se firmó o al cambiar el PIN, la contraseña o la tarjeta. Ya \
             no se dice nada más con este permiso.",
        ),
        State::Refused => ByAge::new(
            "The desk did not confirm it. Nobody is told anything because of it.",
            "No se confirmó en el mostrador. No se dice nada a nadie con este permiso.",
            "No se confirmó en el mostrador. No se dice nada a nadie con este permiso.",
        ),
    }
}

/// `November 23, 2026 to December 23, 2026`.
pub fn from_to(lang: Lang, from: &str, until: &str) -> String {
    match lang {
        Lang::En => format!("{from} to {until}"),
        Lang::Es => format!("Del {from} al {until}"),
    }
}

/// The latest last day, as a hint.
pub fn latest(lang: Lang, day: &str) -> String {
    match lang {
        Lang::En => format!("At this library the last day can be {day} at the latest."),
        Lang::Es => format!("En esta biblioteca el último día puede ser a más tardar el {day}."),
    }
}

/// What one may begin with, to whoever reads: a minor, or an adult.
pub const fn start_with(begin: Start, young: Option<Young>) -> Text {
    let general = begin.what();
    let es = match (begin, young) {
        (_, None) => general.es,
        (Start::PickUp, Some(_)) => "Tus reservas, por seis meses.",
        (Start::Borrowed, Some(_)) => "Tus préstamos y reservas, por seis meses.",
        (Start::Pay, Some(_)) => "Tus cargos y pagos, por un mes.",
        (Start::Once, Some(_)) => "Una sola vez, dentro de un mes. Tú eliges las partes.",
        (Start::Empty, Some(_)) => "Tú lo llenas todo.",
    };
    Text { en: general.en, es }
}
