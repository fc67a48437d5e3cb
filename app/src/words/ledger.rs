//! Proving the ledger: one's own lines, and a receipt.

use domain::{
    inventory::show,
    words::{Lang, Text},
};

pub const CHECK: Text = Text::new("Check it yourself", "Compruébelo usted");
pub const CHECK_LINK: Text =
    Text::new("Check that no line was changed or left out", "Comprobar que no se cambió ni se omitió ninguna línea");
pub const CHECK_LEDE: Text = Text::new(
    "What happened to your record is sealed into the library’s activity log, line by line. A line that is changed or taken out later no \
     longer fits what was sealed.",
    "Lo que pasó con su registro se sella en el registro de actividad de la biblioteca, línea por línea. Una línea que se cambie o \
     se quite después ya no encaja con lo sellado.",
);
pub const PORTAL_SAYS: Text = Text::new("What the portal says", "Lo que dice el portal");
pub const BROWSER_SAYS: Text = Text::new("What your own browser says", "Lo que dice su propio navegador");
pub const BROWSER_WHAT: Text = Text::new(
    "The portal could say anything. Your browser can work it out by itself, from the lines and the sums over all lines that the \
     library has signed.",
    "El portal podría decir cualquier cosa. Su navegador puede calcularlo por sí mismo, con las líneas y las sumas de todas las \
     líneas que la biblioteca firmó.",
);
pub const BROWSER_NEEDS: Text = Text::new(
    "For this, your browser needs JavaScript and WebAssembly. A receipt can be checked without them.",
    "Para esto su navegador necesita JavaScript y WebAssembly. Un comprobante puede comprobarse sin ellos.",
);
pub const CHECK_DO: Text = Text::new("Check in my browser", "Comprobar en mi navegador");
pub const CHECKING: Text = Text::new("Checking…", "Comprobando…");
pub const NOT_REACHED: Text = Text::new(
    "The library could not be reached. Try again.",
    "No se pudo contactar con la biblioteca. Intente otra vez.",
);
pub const CHECKED_LINES: Text = Text::new("The lines that were checked", "Las líneas comprobadas");
pub const NO_LINES: Text =
    Text::new("No line about you is sealed yet.", "Todavía no se ha sellado ninguna línea sobre usted.");
/// With `{n}` and `{all}` in it.
pub const HOLDS: Text = Text::new(
    "Nothing was changed or left out. The lines about you are numbered 1 to {n} without a gap, and each stands as it was sealed \
     in the library’s activity log of {all} lines.",
    "No se cambió ni se omitió nada. Las líneas sobre usted están numeradas del 1 al {n} sin huecos, y cada una está como se selló \
     en el registro de actividad de la biblioteca, de {all} líneas.",
);
/// With `{n}` in it.
pub const WAITING: Text = Text::new(
    "Not sealed yet, and not among them: {n}. That takes a moment.",
    "Todavía sin sellar y no incluidas: {n}. Tardará un momento.",
);
pub const RECEIPT: Text = Text::new("Keep a receipt", "Guarde un comprobante");
pub const RECEIPT_WHAT: Text = Text::new(
    "A receipt is a few lines of text, signed by the library. Of you it says only how many lines there are. Whoever has one finds \
     out later whether anything in the log up to today was changed, also after your card is closed.",
    "Un comprobante son unas pocas líneas de texto firmadas por la biblioteca. De usted solo dice cuántas líneas hay. Quien tenga uno \
     puede averiguar más adelante si se cambió algo del registro de actividad hasta hoy, incluso después de cerrar su tarjeta.",
);
pub const RECEIPT_GET: Text = Text::new("Save the receipt", "Guardar el comprobante");
pub const RECEIPT_CHECK: Text = Text::new("Check an earlier receipt", "Comprobar un comprobante anterior");

pub const TITLE: Text = Text::new("The library’s activity log", "El registro de actividad de la biblioteca");
pub const LEDE: Text = Text::new(
    "Whatever happens to a record is a line in the library’s activity log. Below is what sums up all lines as they are now, signed by \
     the library. It tells nothing about anybody.",
    "Todo lo que pasa con un registro es una línea en el registro de actividad de la biblioteca. Abajo está lo que resume todas las \
     líneas tal como están ahora, firmado por la biblioteca. No dice nada de nadie.",
);
pub const NOTHING_YET: Text =
    Text::new("The activity log has no lines yet.", "El registro de actividad todavía no tiene líneas.");
pub const NOW: Text = Text::new("As it is now", "Como está ahora");
pub const KEY: Text = Text::new("The key to verify the signature with", "La clave para verificar la firma");
pub const WITNESS: Text = Text::new(
    "Whoever keeps these lines elsewhere can show later whether the log was cut off or rewritten. They are a signed note, as \
     transparency logs of the web have them (C2SP tlog-checkpoint).",
    "Quien guarde estas líneas en otro lugar puede mostrar más adelante si el registro se cortó o se reescribió. Son una nota firmada \
     como las de los registros de transparencia de la web (C2SP tlog-checkpoint).",
);
pub const ALONE: Text = Text::new("These lines alone", "Solo estas líneas");
pub const PASTE: Text = Text::new("Check a receipt", "Compruebe un comprobante");
pub const PASTE_LABEL: Text = Text::new("The receipt, all of it", "El comprobante completo");
pub const PASTE_HINT: Text = Text::new(
    "From its first line to the one that begins with a dash.",
    "Desde su primera línea hasta la que empieza con una raya.",
);
pub const PASTE_DO: Text = Text::new("Check the receipt", "Comprobar");
pub const PASTE_MISSING: Text = Text::new("Paste the text of a receipt.", "Pegue el texto de un comprobante.");
/// With `{n}` and `{all}` in it.
pub const CONTAINS: Text = Text::new(
    "The receipt is good. The first {n} lines of the log are as they were when it was made; now there are {all}.",
    "El comprobante es válido. Las primeras {n} líneas del registro están como cuando se hizo; ahora hay {all}.",
);
/// With `{n}` in it.
pub const LINES_THEN: Text = Text::new(
    "{n} of them were about the person it was made for.",
    "De ellas, {n} eran sobre la persona para quien se hizo.",
);
pub const BY_BROWSER: Text =
    Text::new("Your browser has worked this out by itself.", "Su navegador lo calculó por sí mismo.");

pub fn with(text: Text, lang: Lang, n: u64, all: u64) -> String {
    show::counted(text.to(lang), n, all)
}
