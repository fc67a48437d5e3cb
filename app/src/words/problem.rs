//! When something goes wrong.

use domain::words::Text;

pub const NOT_FOUND: Text = Text::new("There is no such page", "Esta página no existe");
pub const NOT_FOUND_WHAT: Text = Text::new(
    "If you typed the address, check it. If a link led here, the page may have moved.",
    "Si escribió la dirección, revísela. Si llegó por un enlace, puede que la página haya cambiado de lugar.",
);
pub const MALFORMED: Text = Text::new("The form could not be read", "No se pudo leer el formulario");
pub const MALFORMED_WHAT: Text =
    Text::new("Nothing was changed. Go back and try once more.", "No se cambió nada. Regrese e inténtelo otra vez.");
pub const ADDRESS: Text = Text::new("The address could not be read", "No se pudo leer la dirección");
pub const ADDRESS_WHAT: Text = Text::new(
    "A part of it is missing or has a mistake. Check it, or begin at the first page.",
    "Le falta una parte o tiene un error. Revísela o empiece en la primera página.",
);
pub const SIGN_IN_FIRST: Text = Text::new("Sign in first", "Primero inicie sesión");
pub const SIGN_IN_FIRST_WHAT: Text =
    Text::new("This page is about one person’s record.", "Esta página es sobre el registro de una persona.");
pub const BUSY: Text = Text::new("The portal is very busy", "El portal está muy ocupado");
pub const BUSY_WHAT: Text = Text::new(
    "Nothing was lost. Please try again in a few seconds.",
    "No se perdió nada. Inténtelo otra vez en unos segundos.",
);
pub const ONE_AT_A_TIME: Text = Text::new("You are already taking a copy", "Ya está descargando una copia");
pub const ONE_AT_A_TIME_WHAT: Text = Text::new(
    "Wait until it is complete, here or where you began it. Then try again. If you stopped it, wait a minute.",
    "Espere a que termine, aquí o donde la empezó. Luego inténtelo otra vez. Si la detuvo, espere un minuto.",
);
pub const LATE_WHAT: Text = Text::new(
    "It took too long to answer, so we stopped. What you sent may or may not have been done: look before you send it again.",
    "Tardó demasiado en responder y lo detuvimos. Lo que envió puede haberse hecho o no: revíselo antes de volver a enviarlo.",
);
pub const NO_LIBRARY: Text =
    Text::new("There is no library at this address", "No hay ninguna biblioteca en esta dirección");
pub const NO_LIBRARY_WHAT: Text = Text::new(
    "Check the address. Your library’s own site has a link that leads to its page here.",
    "Revise la dirección. El sitio de su biblioteca tiene un enlace a su página aquí.",
);
pub const BROKEN: Text = Text::new("Something went wrong on our side", "Algo falló de nuestro lado");
pub const BROKEN_WHAT: Text = Text::new(
    "Nothing was changed. Please try again. If it happens once more, call the library and give this number.",
    "No se cambió nada. Inténtelo otra vez. Si vuelve a pasar, llame a la biblioteca y dé este número.",
);
pub const REFERENCE: Text = Text::new("Reference number:", "Número de referencia:");
pub const START_AGAIN: Text = Text::new("Go to the first page", "Ir a la primera página");
pub const CROSS_SITE: Text = Text::new("That form came from another site", "Ese formulario vino de otro sitio");
pub const CROSS_SITE_WHAT: Text = Text::new(
    "Nothing was done. If you filled it in here, reload the page and try once more.",
    "No se hizo nada. Si lo llenó aquí, vuelva a cargar la página e inténtelo otra vez.",
);
