//! Getting in: signing in, switching on online access, a forgotten PIN or password.

use super::by_age::ByAge;
use domain::{
    age::Young,
    words::{Lang, Text},
};

pub const SIGN_IN: Text = Text::new("Sign in", "Iniciar sesión");
pub const CARD: Text = Text::new("Library card number", "Número de tarjeta de la biblioteca");
pub const CARD_HINT: Text = Text::new(
    "The number on the back of your card. Spaces do not matter.",
    "El número al reverso de su tarjeta. Los espacios no importan.",
);
pub const SECRET: Text = Text::new("PIN or password", "PIN o contraseña");
pub const COMPUTER: Text = Text::new("Where are you signing in?", "¿Dónde está iniciando sesión?");
pub const SHARED: Text = Text::new("This is a shared computer", "Esta es una computadora compartida");
pub const SHARED_HINT: Text = Text::new(
    "At the library or at a friend’s. You are signed out after 6 minutes without activity, and after an hour in any \
     case. Nothing stays behind.",
    "En la biblioteca o en casa de alguien. Su sesión se cierra tras 6 minutos sin actividad y, en todo caso, al cabo \
     de una hora. No queda nada.",
);
pub const OWN: Text = Text::new("This is my own computer or phone", "Esta es mi propia computadora o teléfono");
pub const OWN_HINT: Text = Text::new(
    "You are signed out after 30 minutes without activity, and after 12 hours in any case. We remember this device.",
    "Su sesión se cierra tras 30 minutos sin actividad y, en todo caso, al cabo de 12 horas. Recordamos este \
     dispositivo.",
);
pub const FORGOT: Text = Text::new("I forgot my PIN or password", "Olvidé mi PIN o contraseña");
pub const FIRST_TIME: Text = Text::new("I have never signed in here", "Nunca he iniciado sesión aquí");
pub const LOST_CARD: Text = Text::new("I lost my card", "Perdí mi tarjeta");
pub const PROMISE_SEE: Text =
    Text::new("See what this portal holds about you, and why.", "Vea qué guarda este portal sobre usted, y por qué.");
pub const PROMISE_DECIDE: Text =
    Text::new("Decide which e-mail you get. Say what is wrong.", "Decida qué correos recibe. Diga qué está mal.");
pub const PROMISE_LOOKED: Text =
    Text::new("Read who viewed your record here, and what for.", "Lea quién consultó aquí su registro, y para qué.");
pub const CARD_MISSING: Text = Text::new("Enter your library card number", "Escriba el número de su tarjeta");
pub const SECRET_MISSING: ByAge =
    ByAge::new("Enter your PIN or password", "Escriba su PIN o contraseña", "Escribe tu PIN o contraseña");
pub const REFUSED: Text = Text::new(
    "The card number and the PIN or password do not match, or there have been too many tries. Check both, wait \
     a little, or ask for a link by e-mail.",
    "El número de tarjeta y el PIN o la contraseña no coinciden, o hubo demasiados intentos. Revise los dos, espere un \
     poco o pida un enlace por correo electrónico.",
);
pub const ENDED: Text = Text::new(
    "Your session has ended, so that nobody else sees your record. Sign in to continue.",
    "Su sesión terminó, para que nadie más vea su registro. Inicie sesión para continuar.",
);
pub const UNSENT: Text = Text::new(
    "Your session ended before your answers arrived, so they were not saved. Sign in to go back to the form.",
    "Su sesión terminó antes de que llegaran sus respuestas, así que no se guardaron. Inicie sesión para volver al formulario.",
);
/// After a form that ends the session by itself: whether it was sent twice, nobody can tell any more.
pub const UNSENT_OR_DONE: Text = Text::new(
    "You are signed out. If you sent the form twice, it was done the first time. If your session had ended before, nothing \
     was changed: sign in to see.",
    "Su sesión está cerrada. Si envió el formulario dos veces, se hizo la primera vez. Si su sesión ya había terminado, no \
     se cambió nada: inicie sesión para verlo.",
);
/// Where anyone who leaves quickly goes.
pub const ELSEWHERE: Text = Text::new("Weather", "El tiempo");
pub const SIGNED_OUT: Text = Text::new("You are signed out", "Su sesión está cerrada");
pub const SIGNED_OUT_WHAT: Text = Text::new(
    "Nothing about you is left on this computer. If others use it, close the browser window too.",
    "No queda nada sobre usted en esta computadora. Si otras personas la usan, cierre también la ventana del navegador.",
);
pub const SIGN_IN_AGAIN: Text = Text::new("Sign in again", "Iniciar sesión otra vez");
pub const NEXT_SIGN_IN: Text = Text::new("Go to sign in", "Ir a iniciar sesión");

pub const ACTIVATE: Text = Text::new("Turn on online access", "Activar el acceso en línea");
pub const ACTIVATE_LEDE: Text = Text::new(
    "You need a code once. Staff at the desk can give you one when you show your card or photo ID. Or, if the library \
     has your e-mail address, we can send you a link.",
    "Necesita un código una sola vez. El personal del mostrador puede darle uno si muestra su tarjeta o una \
     identificación con foto. O, si la biblioteca tiene su correo electrónico, podemos enviarle un enlace.",
);
pub const HAVE_CODE: Text = Text::new("I have a code from the desk", "Tengo un código del mostrador");
pub const BUSY_NOW: ByAge = ByAge::new(
    "Too many people are signing in at this moment. Wait a few seconds and send it again.",
    "En este momento hay demasiadas personas iniciando sesión. Espere unos segundos y envíelo otra vez.",
    "En este momento hay demasiadas personas iniciando sesión. Espera unos segundos y envíalo otra vez.",
);
pub const DESKS_BROWSER: Text = Text::new(
    "Library staff are or were signed in with this browser. Choose your PIN or password on your own device, or at a public \
     computer. The code is still good.",
    "El personal de la biblioteca usa o usó este navegador. Elija su PIN o contraseña en su propio dispositivo o en una \
     computadora pública. El código sigue siendo válido.",
);
pub const CODE: Text = Text::new("Code from the desk", "Código del mostrador");
pub const CODE_HINT: Text =
    Text::new("Eight letters and numbers. Dashes do not matter.", "Ocho letras y números. Los guiones no importan.");
pub const CODE_MISSING: Text = Text::new("Enter the code", "Escriba el código");
pub const GO_ON: Text = Text::new("Continue", "Continuar");
pub const BY_MAIL: Text = Text::new("Send me a link by e-mail", "Envíeme un enlace por correo electrónico");
pub const BY_MAIL_WHAT: Text = Text::new(
    "The link goes to the e-mail address the library already has for your card.",
    "El enlace va al correo electrónico que la biblioteca ya tiene para su tarjeta.",
);
pub const SEND_LINK: Text = Text::new("Send the link", "Enviar el enlace");
pub const LINK_SENT: Text = Text::new("Check your e-mail", "Revise su correo electrónico");
pub const LINK_SENT_WHAT: Text = Text::new(
    "If this card number is right and the library has an e-mail address for it, a link is on its way. It works once, \
     for a short time. Nothing arrives? Look in the spam folder, or ask at the desk.",
    "Si este número de tarjeta es correcto y la biblioteca tiene un correo electrónico para esa tarjeta, ya se envió un enlace. \
     Sirve una sola vez y por poco tiempo. ¿No llega nada? Revise la carpeta de correo no deseado o pregunte en el \
     mostrador.",
);
pub const RESET: Text = Text::new("Choose a new PIN or password", "Elija un nuevo PIN o una nueva contraseña");
pub const FORGOT_LEDE: Text = Text::new(
    "Enter your card number and we will send a link to the e-mail address the library has for you. If there is no \
     e-mail address, staff at the desk can give you a code.",
    "Escriba el número de su tarjeta y le enviaremos un enlace al correo electrónico que la biblioteca tiene de usted. \
     Si no tiene ninguno, el personal del mostrador puede darle un código.",
);
pub const CHOOSE: Text = Text::new("Choose your PIN or password", "Elija su PIN o contraseña");
pub const NEW_SECRET: Text = Text::new("New PIN or password", "Nuevo PIN o nueva contraseña");
pub const NEW_AGAIN: ByAge = ByAge::new(
    "Type the new one again",
    "Escriba otra vez el PIN o la contraseña",
    "Escribe otra vez el PIN o la contraseña",
);
pub const NEW_DIFFERS: Text = Text::new("The two are not the same", "Los dos no son iguales");
pub const NEW_MISSING: ByAge =
    ByAge::new("Choose a PIN or password", "Elija un PIN o una contraseña", "Elige un PIN o una contraseña");
pub const SAVE_SECRET: Text = Text::new("Save it", "Guardar");
pub const TOKEN_DEAD: Text = Text::new(
    "This link or code was replaced by a newer one, is too old, or is not complete. Ask for a new one.",
    "Este enlace o código se reemplazó por otro más nuevo, es demasiado antiguo o no está completo. Pida uno nuevo.",
);
pub const TOKEN_DEAD_TITLE: Text = Text::new("This link no longer works", "Este enlace ya no sirve");
pub const ASK_AGAIN: Text = Text::new("Ask for a new link", "Pedir un enlace nuevo");
pub const CHOSEN: ByAge =
    ByAge::new("Your PIN or password is set", "Ya tiene su PIN o contraseña", "Ya tienes tu PIN o contraseña");
pub const CHOSEN_WHAT: Text = Text::new(
    "Every session that was open has been ended. Sign in with the new one.",
    "Se cerraron todas las sesiones que estaban abiertas. Inicie sesión con el PIN o la contraseña que acaba de elegir.",
);

pub const CHOSEN_BEFORE: Text = Text::new(
    "This link or code was used to choose it. Sign in with what was chosen. If it was not you who chose it, choose another.",
    "Este enlace o código se usó para elegirlo. Inicie sesión con lo que se eligió. Si no lo eligió usted, elija otro.",
);
pub const CHANGED_BEFORE: ByAge = ByAge::new(
    "The form was sent twice, and it was changed once. If you are asked to sign in, use the new one.",
    "El formulario se envió dos veces y el cambio se hizo una vez. Si se le pide iniciar sesión, use el nuevo.",
    "El formulario se envió dos veces y el cambio se hizo una vez. Si se te pide iniciar sesión, usa el nuevo.",
);
pub const CHOOSE_ANOTHER: Text = Text::new("Choose another", "Elegir otro");

pub fn secret_hint(lang: Lang, young: Option<Young>, pin: Option<(u8, u8)>, password: Option<u8>) -> String {
    let choose = if young.is_some() { "Elige" } else { "Elija" };
    let pin = pin.map(|(least, most)| match (lang, least == most) {
        (Lang::En, true) => format!("a PIN of {least} digits"),
        (Lang::En, false) => format!("a PIN of {least} to {most} digits"),
        (Lang::Es, true) => format!("un PIN de {least} dígitos"),
        (Lang::Es, false) => format!("un PIN de {least} a {most} dígitos"),
    });
    let password = password.map(|least| match lang {
        Lang::En => format!("a password of {least} or more characters (15 or more is better)"),
        Lang::Es => format!("una contraseña de {least} o más caracteres (15 o más es mejor)"),
    });
    match (lang, pin, password) {
        (Lang::En, Some(pin), Some(password)) => format!("Either {password}, or {pin}. You can paste it."),
        (Lang::Es, Some(pin), Some(password)) => format!("Puede ser {password}, o {pin}. Se puede pegar."),
        (Lang::En, one, other) => format!("Choose {}.", one.or(other).unwrap_or_default()),
        (Lang::Es, one, other) => format!("{choose} {}.", one.or(other).unwrap_or_default()),
    }
}
