//! The frame around every page, and what all forms share.

use domain::words::{Lang, Text};

pub const SKIP: Text = Text::new("Skip to the main part of the page", "Saltar al contenido principal");
/// What search engines say below the title.
pub const DESCRIPTION: Text = Text::new(
    "See exactly what your library holds about you, and decide what happens to it.",
    "Vea exactamente qué datos suyos guarda su biblioteca y decida qué pasa con ellos.",
);
pub const WHAT: Text = Text::new("Patron privacy portal", "Portal de privacidad del usuario");
/// When what a page on paper says was so: `at` in words.
pub fn printed(lang: Lang, at: &str) -> String {
    match lang {
        Lang::En => format!("As of {at}"),
        Lang::Es => format!("A fecha del {at}"),
    }
}
pub const LANGUAGE: Text = Text::new("Language", "Idioma");
pub const TABS: Text = Text::new("Your pages", "Sus páginas");
pub const MENU: Text = Text::new("Menu", "Menú");
pub const TAB_RECORD: Text = Text::new("Overview", "Resumen");
pub const TAB_ACTIVITY: Text = Text::new("Activity", "Actividad");
pub const TAB_CONTACT: Text = Text::new("Contact", "Contacto");
pub const TAB_CONSENTS: Text = Text::new("E-mail", "Correos");
pub const TAB_PERMISSIONS: Text = Text::new("Permissions", "Permisos");
pub const TAB_FAMILY: Text = Text::new("Family", "Familia");
pub const TAB_SECURITY: Text = Text::new("Security", "Seguridad");
pub const TAB_PRIVACY: Text = Text::new("Rules", "Reglas");
pub const DESK: Text = Text::new("Staff desk", "Mostrador del personal");
pub const TAB_WORK: Text = Text::new("Work", "Trabajo");
pub const TAB_PASSWORD: Text = Text::new("Password", "Contraseña");
pub const TAB_STAFF: Text = Text::new("Staff accounts", "Cuentas del personal");
pub const SIGN_OUT: Text = Text::new("Sign out", "Cerrar sesión");
pub const PRIVACY: Text = Text::new("The library’s privacy rules", "Las reglas de privacidad de la biblioteca");
pub const OFFICER: Text = Text::new("Who answers for privacy here:", "Quién responde aquí por la privacidad:");
pub const LAW: Text =
    Text::new("Library records are confidential by law:", "Los registros de la biblioteca son confidenciales por ley:");
/// What the portal is, as long as the profile is a reading by others.
pub const READING: Text = Text::new(
    "This portal is a reading of the library’s published policy. The library is not affiliated with it.",
    "Este portal es una interpretación de la política publicada por la biblioteca. La biblioteca no está afiliada a él.",
);
/// The same where the libraries are chosen from.
pub const READINGS: Text = Text::new(
    "This portal is a reading of libraries’ published policies. No library is affiliated with it.",
    "Este portal es una interpretación de políticas publicadas por bibliotecas. Ninguna biblioteca está afiliada a él.",
);
pub const RULES: Text = Text::new("Rules it rests on", "Reglas en que se basa");
pub const PROBLEM_TITLE: Text = Text::new("There is a problem", "Hay un problema");
pub const SHOW: Text = Text::new("Show", "Mostrar");
pub const HIDE: Text = Text::new("Hide", "Ocultar");
pub const SHOWN: Text = Text::new("What you type is shown", "Lo que escribe está a la vista");
pub const HIDDEN: Text = Text::new("What you type is hidden", "Lo que escribe está oculto");
pub const CLOCK_TITLE: Text = Text::new("Are you still there?", "¿Sigue ahí?");
pub const CLOCK_TEXT: Text = Text::new(
    "You will be signed out in less than two minutes, so that nobody else sees your record.",
    "Su sesión se cerrará en menos de dos minutos, para que nadie más vea su registro.",
);
pub const LEAVE: Text = Text::new("Leave this page quickly", "Salir rápido de aquí");
pub const CLOCK_TEXT_DESK: Text = Text::new(
    "You will be signed out in less than two minutes, so that nobody else works in your name.",
    "Su sesión se cerrará en menos de dos minutos, para que nadie más trabaje en su nombre.",
);
pub const CLOCK_LAST: Text = Text::new(
    "No session lasts longer than this one has. It ends in less than two minutes. Finish what you are doing, then sign in \
     again.",
    "Ninguna sesión dura más que esta. Se cerrará en menos de dos minutos. Termine lo que está haciendo y luego inicie \
     sesión otra vez.",
);
pub const CLOCK_STAY: Text = Text::new("Stay signed in", "Seguir con la sesión");
pub const CLOCK_STAY_TAB: Text =
    Text::new("Stay signed in (opens a new tab)", "Seguir con la sesión (abre otra pestaña)");
pub const STAYS: Text = Text::new("You are still signed in", "Su sesión sigue abierta");
pub const STAYS_DO: Text = Text::new(
    "Close this tab and go on where you were. What you had typed there is as it was.",
    "Cierre esta pestaña y siga donde estaba. Lo que había escrito allí sigue igual.",
);
pub const STAYS_HOME: Text = Text::new("Or go to the first page", "O vaya a la primera página");

/// When a session ends by itself, said where there is no script.
pub fn ends(lang: Lang, at: &str) -> String {
    match lang {
        Lang::En => format!(
            "If you open no other page by then, you will be signed out at {at}. The link opens a new tab, so what you have typed here \
             stays as it is."
        ),
        Lang::Es => format!(
            "Si no abre otra página antes, su sesión se cerrará a esta hora: {at}. El enlace abre otra pestaña, así que lo que escribió \
             aquí queda como está."
        ),
    }
}

/// The same of a session that has reached the longest that any lasts.
pub fn last(lang: Lang, at: &str) -> String {
    match lang {
        Lang::En => format!(
            "No session lasts longer than this one has. It ends at {at}. Finish what you are doing, then sign in again."
        ),
        Lang::Es => format!(
            "Ninguna sesión dura más que esta. Se cerrará a esta hora: {at}. Termine lo que está haciendo y luego inicie sesión otra vez."
        ),
    }
}

/// Until when a session lasts that was gone on with.
pub fn stays(lang: Lang, at: &str) -> String {
    match lang {
        Lang::En => format!("If you open no other page by then, you will be signed out at {at}."),
        Lang::Es => format!("Si no abre otra página antes, su sesión se cerrará a esta hora: {at}."),
    }
}
