//! What will appear where there is nothing yet: a sentence for each class, said of nobody, so that everybody reads the same.

use domain::{inventory::Class, words::Text};

/// What appears on the page of a class once there is something.
pub const fn will_appear(class: Class) -> Text {
    match class {
        Class::Identity => Text::new(
            "The name, the birth date and the number at the library will appear here.",
            "Aquí aparecerán el nombre, la fecha de nacimiento y el número en la biblioteca.",
        ),
        Class::Contact => Text::new(
            "Addresses, e-mail and phone numbers will appear here.",
            "Aquí aparecerán las direcciones, los correos electrónicos y los teléfonos.",
        ),
        Class::Eligibility => Text::new(
            "The home library and the kind of card will appear here.",
            "Aquí aparecerán la biblioteca y el tipo de tarjeta.",
        ),
        Class::Family => Text::new(
            "The adults and children of the family will appear here, and who may look at whose record.",
            "Aquí aparecerán los adultos y menores de la familia, y quién puede consultar el registro de quién.",
        ),
        Class::Membership => Text::new(
            "Cards will appear here, each with the day it was issued and the day it ends.",
            "Aquí aparecerá cada tarjeta, con el día en que se entregó y el día en que vence.",
        ),
        Class::Notes => Text::new(
            "Notes that staff write will appear here, each with its date.",
            "Aquí aparecerá cada nota que escribe el personal, con la fecha.",
        ),
        Class::Checkouts => Text::new(
            "Loans will appear here, each with the day it is due.",
            "Aquí aparecerá cada préstamo, con el día en que vence.",
        ),
        Class::History => Text::new(
            "Returned loans will appear here, each with the day it came back.",
            "Aquí aparecerá cada préstamo devuelto, con la fecha.",
        ),
        Class::Holds => Text::new(
            "Holds will appear here, and whether each is ready.",
            "Aquí aparecerá cada reserva, y si está lista.",
        ),
        Class::InterlibraryLoans => Text::new(
            "Items requested from other libraries will appear here, each with the date.",
            "Aquí aparecerá cada material pedido a otra biblioteca, con la fecha.",
        ),
        Class::Fees => Text::new(
            "Charges and payments will appear here, with the amounts and what is still owed.",
            "Aquí aparecerán los cargos y los pagos, con los montos y lo que aún se debe.",
        ),
        Class::Notices => Text::new(
            "Notices will appear here: when, where to, and the full text of each.",
            "Aquí aparecerá cada aviso: cuándo, adónde y el texto completo.",
        ),
        Class::Preferences => Text::new(
            "Answers about e-mail and written permissions will appear here.",
            "Aquí aparecerán las respuestas sobre correos y los permisos por escrito.",
        ),
        Class::Credentials => Text::new(
            "Open sessions and links that were sent will appear here. Never a PIN or password.",
            "Aquí aparecerán las sesiones abiertas y los enlaces enviados. Nunca un PIN ni una contraseña.",
        ),
        Class::ComputerUse => Text::new(
            "Sessions at a library computer will appear here: when, and for how long.",
            "Aquí aparecerá cada sesión en una computadora de la biblioteca: cuándo y por cuánto tiempo.",
        ),
        Class::Registrations => Text::new(
            "Events that were signed up for will appear here, each with its date.",
            "Aquí aparecerá cada evento con inscripción, y cuándo es.",
        ),
        Class::Contributions => Text::new(
            "Reviews, lists and suggestions will appear here, each with its date.",
            "Aquí aparecerán las reseñas, listas y sugerencias, cada una con la fecha.",
        ),
        Class::Questions => Text::new(
            "Questions that carry a name will appear here, each with its answer.",
            "Aquí aparecerá cada pregunta que lleva un nombre, con la respuesta.",
        ),
        Class::Pending => Text::new(
            "Changes that were asked for will appear here, and what becomes of each.",
            "Aquí aparecerá cada cambio que se pide, y en qué queda.",
        ),
        Class::Activity => Text::new(
            "Every time somebody asks for the record, it will appear here: who, what for, and what they saw.",
            "Aquí aparecerá cada vez que alguien pida el registro: quién, para qué y qué vio.",
        ),
        Class::HeldElsewhere => Text::new(
            "Services that hold something will appear here: what each has, and whom to ask.",
            "Aquí aparecerá cada servicio que guarda algo: qué tiene y a quién preguntar.",
        ),
    }
}
