//! What would stand where there is nothing: a sentence for each class, said of nobody, so that everybody reads the same.

use domain::{inventory::Class, words::Text};

/// What stands on the page of a class once there is something.
pub const fn would_stand(class: Class) -> Text {
    match class {
        Class::Identity => Text::new(
            "The name, the birth date and the number at the library stand here.",
            "Aquí van el nombre, la fecha de nacimiento y el número en la biblioteca.",
        ),
        Class::Contact => Text::new(
            "Each address, e-mail and phone number stands here.",
            "Aquí van cada dirección, correo electrónico y teléfono.",
        ),
        Class::Eligibility => Text::new(
            "The home library and the kind of card stand here.",
            "Aquí van la biblioteca y el tipo de tarjeta.",
        ),
        Class::Family => Text::new(
            "Each adult and child of the family stands here, and who may look at whose record.",
            "Aquí van los adultos y menores de la familia, y quién puede consultar el registro de quién.",
        ),
        Class::Membership => Text::new(
            "Each card stands here, with the day it was given and the day it ends.",
            "Aquí va cada tarjeta, con el día en que se entregó y el día en que vence.",
        ),
        Class::Notes => Text::new(
            "Each note that staff write stands here, with its day.",
            "Aquí va cada nota que escribe el personal, con la fecha.",
        ),
        Class::Checkouts => Text::new(
            "Each loan stands here, with the day it is due.",
            "Aquí va cada préstamo, con el día en que vence.",
        ),
        Class::History => Text::new(
            "Each loan that came back stands here, with the day.",
            "Aquí va cada préstamo devuelto, con la fecha.",
        ),
        Class::Holds => {
            Text::new("Each hold stands here, and whether it is ready.", "Aquí va cada reserva, y si está lista.")
        }
        Class::InterlibraryLoans => Text::new(
            "Each item asked for from another library stands here, with the day.",
            "Aquí va cada material pedido a otra biblioteca, con la fecha.",
        ),
        Class::Fees => Text::new(
            "Each charge and each payment stands here, with its amount and what is still owed.",
            "Aquí van cada cargo y cada pago, con el monto y lo que aún se debe.",
        ),
        Class::Notices => Text::new(
            "Each notice stands here: when, where to, and its full text.",
            "Aquí va cada aviso: cuándo, adónde y el texto completo.",
        ),
        Class::Preferences => Text::new(
            "Each answer about e-mail and each written permission stands here.",
            "Aquí van cada respuesta sobre correos y cada permiso por escrito.",
        ),
        Class::Credentials => Text::new(
            "Each visit that is signed in stands here, and each link that was sent. Never a PIN or password.",
            "Aquí van cada sesión abierta y cada enlace enviado. Nunca un PIN ni una contraseña.",
        ),
        Class::ComputerUse => Text::new(
            "Each session at a library computer stands here, with when and for how long.",
            "Aquí va cada sesión en una computadora de la biblioteca: cuándo y por cuánto tiempo.",
        ),
        Class::Registrations => Text::new(
            "Each event that was signed up for stands here, with when it is.",
            "Aquí va cada evento con inscripción, y cuándo es.",
        ),
        Class::Contributions => Text::new(
            "Each review, list and suggestion stands here, with the day.",
            "Aquí van cada reseña, lista y sugerencia, con la fecha.",
        ),
        Class::Questions => Text::new(
            "Each question that carries a name stands here, with the answer.",
            "Aquí va cada pregunta que lleva un nombre, con la respuesta.",
        ),
        Class::Pending => Text::new(
            "Each change that is asked for stands here, and what becomes of it.",
            "Aquí va cada cambio que se pide, y en qué queda.",
        ),
        Class::Activity => Text::new(
            "Each time that somebody asks for the record stands here: who, what for, and what they saw.",
            "Aquí va cada vez que alguien pide el registro: quién, para qué y qué vio.",
        ),
        Class::HeldElsewhere => Text::new(
            "Each service that holds something stands here: what it has, and whom to ask.",
            "Aquí va cada servicio que guarda algo: qué tiene y a quién preguntar.",
        ),
    }
}
